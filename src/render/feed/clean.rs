//! Sanitizes body HTML for feeds: absolute addresses, and no active content.

use std::borrow::Cow;

use ammonia::{Builder, Url, UrlRelative};

use crate::markdown::task_mark;
use crate::url::{DIRECT_SCHEMES, WEB_SCHEMES};

/// Elements allowed beyond the sanitizer's defaults.
const MEDIA: [&str; 5] = ["video", "audio", "source", "track", "picture"];
/// Elements removed with their content. A form is removed too, but its questions stay readable.
const GONE: [&str; 9] = [
    "script", "style", "svg", "button", "template", "noscript", "iframe", "object", "select",
];

fn cleaner() -> Builder<'static> {
    let mut cleaner = Builder::default();
    cleaner
        .add_tags(MEDIA)
        .add_clean_content_tags(GONE)
        .add_tag_attributes("img", ["srcset", "sizes", "loading"])
        .add_tag_attributes("source", ["src", "srcset", "type", "media"])
        .add_tag_attributes("track", ["src", "kind", "srclang", "label"])
        .add_tag_attributes(
            "video",
            ["src", "poster", "controls", "preload", "width", "height"],
        )
        .add_tag_attributes("audio", ["src", "controls", "preload"])
        .add_tag_attributes("ol", ["start", "type"])
        .add_tag_attributes("time", ["datetime"])
        .url_schemes(WEB_SCHEMES.into_iter().chain(DIRECT_SCHEMES).collect())
        .link_rel(None);
    cleaner
}

/// Sanitizes the HTML of the page at `page`: removes ids, classes, styles, scripts, event
/// attributes, forms and frames, and makes addresses absolute.
pub(super) fn clean(html: &str, page: &str) -> String {
    let html = &*task_marks(html);
    let html = &*lines_for_options(html);
    let mut cleaner = cleaner();
    let Ok(base) = Url::parse(page) else {
        return cleaner
            .url_relative(UrlRelative::Deny)
            .clean(html)
            .to_string();
    };
    let around = base.clone();
    cleaner
        .attribute_filter(move |_, name, value| {
            if name == "srcset" {
                Some(Cow::Owned(whole_set(value, &around)))
            } else {
                Some(Cow::Borrowed(value))
            }
        })
        .url_relative(UrlRelative::RewriteWithBase(base));
    without_empty_links(&cleaner.clean(html).to_string())
}

/// Removes links that contained only a drawing, such as a heading's link to itself.
fn without_empty_links(html: &str) -> String {
    let mut parts = html.split("></a>");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match kept
            .rfind('<')
            .filter(|&at| kept[at..].starts_with("<a ") && !kept[at..].contains('>'))
        {
            Some(at) => kept.truncate(at),
            None => kept.push_str("></a>"),
        }
        kept.push_str(part);
    }
    kept
}

/// Replaces the boxes of a task list, which a feed reader drops, by characters.
fn task_marks(html: &str) -> Cow<'_, str> {
    const BOX: &str = "<input class=\"task\"";
    if !html.contains(BOX) {
        return Cow::Borrowed(html);
    }
    let mut parts = html.split(BOX);
    let mut marked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (tag, after) = part.split_once('>').unwrap_or((part, ""));
        marked.push(task_mark(tag.contains(" checked")));
        marked.push_str(after);
    }
    Cow::Owned(marked)
}

/// Puts a quiz's question and each option on its own line: they run together without the form.
fn lines_for_options(html: &str) -> Cow<'_, str> {
    if !html.contains("<form") {
        return Cow::Borrowed(html);
    }
    let lines = [
        ("<label", "<p"),
        ("</label>", "</p>"),
        ("<legend", "<p"),
        ("</legend>", "</p>"),
    ];
    Cow::Owned(lines.iter().fold(html.to_owned(), |html, (field, line)| {
        html.replace(field, line)
    }))
}

/// Makes each address of a `srcset` absolute and drops those that cannot be.
fn whole_set(set: &str, base: &Url) -> String {
    let whole = candidates(set).into_iter().filter_map(|(address, size)| {
        let address = base
            .join(address)
            .ok()
            .filter(|url| WEB_SCHEMES.contains(&url.scheme()))?;
        Some(format!("{address} {size}").trim().to_owned())
    });
    whole.collect::<Vec<_>>().join(", ")
}

/// Parses a `srcset` into addresses and size descriptors as browsers do (HTML, 4.8.4.2): an address
/// ends at white space and may contain commas except at its end; a descriptor ends at a comma.
fn candidates(set: &str) -> Vec<(&str, &str)> {
    let is_space = |c: char| c.is_ascii_whitespace();
    let mut found = Vec::new();
    let mut rest = set;
    loop {
        rest = rest.trim_start_matches(|c: char| is_space(c) || c == ',');
        if rest.is_empty() {
            return found;
        }
        let (address, after) = rest.split_at(rest.find(is_space).unwrap_or(rest.len()));
        let bare = address.trim_end_matches(',');
        let said = if bare == address {
            after.find(',').unwrap_or(after.len())
        } else {
            0
        };
        found.push((bare, after[..said].trim_matches(is_space)));
        rest = &after[said..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_has_whole_addresses_and_nothing_that_acts() {
        let html = "<h2 id=\"a\" class=\"b\">一<a href=\"#a\"></a></h2><p onclick=\"x()\"><a href=\"/p/b.html#c\">乙</a><a href=\"#d\">丙</a>\
            <a href=\"javascript:x()\">丁</a><img src=\"/p/a.png\" srcset=\"/p/a.png 1x, /p/b.png 2x\" alt=\"图\"></p>\
            <script>x()</script><iframe src=\"/x\"></iframe><form><label><input type=\"radio\"> A. 对</label><button>交卷</button></form>\
            <video controls poster=\"/p/c.png\"><source src=\"/p/c.mp4\"></video>";
        insta::assert_snapshot!(clean(html, "https://a.example/p/x/y.html"), @r##"<h2>一</h2><p><a href="https://a.example/p/b.html#c">乙</a><a href="https://a.example/p/x/y.html#d">丙</a><a>丁</a><img src="https://a.example/p/a.png" srcset="https://a.example/p/a.png 1x, https://a.example/p/b.png 2x" alt="图"></p><p> A. 对</p><video controls="" poster="https://a.example/p/c.png"><source src="https://a.example/p/c.mp4"></video>"##);
    }

    #[test]
    fn the_boxes_of_tasks_are_characters() {
        let html = "<li><input class=\"task\" type=\"checkbox\" disabled checked aria-label=\"已完成\"> 办了</li><li><input class=\"task\" type=\"checkbox\" disabled aria-label=\"未完成\"> 没办</li>";
        assert_eq!(
            clean(html, "https://a.example/"),
            "<li>☑ 办了</li><li>☐ 没办</li>"
        );
    }

    #[test]
    fn a_set_is_read_as_browsers_read_it() {
        let of = |set| {
            candidates(set)
                .iter()
                .map(|(address, said)| format!("{address}|{said}"))
                .collect::<Vec<_>>()
        };
        assert_eq!(of("a.jpg 1x,b.jpg 2x"), ["a.jpg|1x", "b.jpg|2x"]);
        assert_eq!(
            of(" a.jpg?w=1,2 480w ,b.jpg, c.jpg\t2x,"),
            ["a.jpg?w=1,2|480w", "b.jpg|", "c.jpg|2x"]
        );
        assert!(of(" , ").is_empty());
    }
}
