//! Error page in place of a page that cannot be rendered: the diagnostics, with locations and hints.

use std::fmt::Write;

use super::response::HttpResponse;
use crate::diagnostic::{Diagnostic, Diagnostics, Language, Message, Severity};
use crate::escape::escaped;
use crate::message;
use crate::url::{BaseUrl, Url};

/// The page; `ways` lead on to others, `script` brings back the real one as soon as there is one.
pub(super) fn error_page(
    status: u16,
    heading: &Message,
    found: &Diagnostics,
    ways: &[(Message, String)],
    language: Language,
    (base, script): (&BaseUrl, &str),
) -> HttpResponse {
    let (tag, heading) = match language {
        Language::Chinese => ("zh-CN", &heading.zh),
        Language::English => ("en", &heading.en),
    };
    let mut all: Vec<&Diagnostic> = found
        .iter()
        .filter(|found| found.severity != Severity::Hint)
        .collect();
    all.sort_by_key(|found| found.severity);
    let findings: String = all
        .into_iter()
        .map(|found| section(found, language))
        .collect();
    let heading = escaped(heading);
    let way = |(words, href): &(Message, String)| {
        format!(
            "<p class=\"fix\"><a href=\"{}\">{}</a></p>\n",
            escaped(href),
            escaped(words.in_language(language))
        )
    };
    let style = escaped(&base.href(&Url::file("_pufa/error_page.css")));
    let ways: String = ways.iter().map(way).collect();
    HttpResponse::own_page(
        status,
        format!(
            "<!doctype html>\n<html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{heading}</title><link rel=\"stylesheet\" href=\"{style}\"></head>\n\
             <body data-pufa-error><main><h1>{heading}</h1>\n{findings}{ways}</main>{script}</body></html>\n"
        ),
    )
}

fn section(found: &Diagnostic, language: Language) -> String {
    let mut html = format!("<section class=\"{}\">", found.severity.id());
    let _ = write!(
        html,
        "<p><strong>{}</strong></p>",
        escaped(found.message.in_language(language))
    );
    if let Some(place) = &found.place {
        let _ = write!(
            html,
            "<p>{}:{}:{}</p>",
            escaped(&place.file),
            place.line,
            place.column
        );
        if !place.excerpt.is_empty() {
            let _ = write!(html, "<pre>{}</pre>", escaped(&place.excerpt));
        }
    }
    if let Some(quote) = &found.quote {
        let _ = write!(html, "<pre>{}</pre>", escaped(quote));
    }
    if let Some(hint) = &found.hint {
        let fix = message!("改法：", "fix: ");
        let fix = fix.in_language(language);
        let hint = escaped(hint.in_language(language));
        let _ = write!(html, "<p class=\"fix\">{fix}{hint}</p>");
    }
    html.push_str("</section>\n");
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, SourceLocation};

    #[test]
    fn nothing_that_is_quoted_becomes_html() {
        let place = SourceLocation {
            excerpt: "<script>1</script>".to_owned(),
            ..SourceLocation::file("content/<b>.md")
        };
        let found = Diagnostic::new(Code::SiteSyntax, message!("<i>", "<i>"))
            .at(place)
            .quote("<u>");
        let found = Diagnostics::from_iter([found]);
        let page = error_page(
            500,
            &message!("错", "wrong"),
            &found,
            &[],
            Language::Chinese,
            (&BaseUrl::default(), ""),
        );
        let page = page.text();
        for raw in ["<script", "<b>", "<i>", "<u>"] {
            assert!(!page.contains(raw), "{raw} in {page}");
        }
    }
}
