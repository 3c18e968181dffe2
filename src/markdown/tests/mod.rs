//! Link resolver and helpers for the tests of this module, and properties that hold for any text.

mod emphasis_oracle;
mod memory;
mod plain_oracle;
mod properties;
mod sanitizer_properties;

use serde_json::Value;

use super::{ComponentFailure, ImageTarget, LinkResolver, LinkTarget, MarkdownOptions};
use crate::content::BodyFacts;
use crate::message;

/// Resolver that finds every page and image, and attachments of one size.
pub(super) struct EveryTarget;

impl LinkResolver for EveryTarget {
    fn link(&self, destination: &str) -> LinkTarget {
        let href = destination.to_owned();
        if destination.starts_with("http") {
            LinkTarget::External { href }
        } else if destination == "nowhere" {
            LinkTarget::Nowhere
        } else if let Some((name, kind)) = destination.rsplit_once('.')
            && ["pdf", "mp4"].contains(&kind)
        {
            LinkTarget::Attachment {
                href: format!("/{name}.{kind}"),
                kind: kind.to_uppercase(),
                length: 1_258_291,
            }
        } else {
            LinkTarget::Page {
                href: href.replace(".md", ".html"),
            }
        }
    }

    fn image(&self, destination: &str) -> ImageTarget {
        ImageTarget {
            src: format!("/{destination}"),
            size: Some((640, 480)),
        }
    }

    fn component(&self, name: &str, data: &Value) -> Result<String, ComponentFailure> {
        if data.get("title").is_some_and(|title| title == "坏") {
            return Err(ComponentFailure {
                message: message!("组件坏了", "the component failed"),
                quote: Some("no such variable".to_owned()),
            });
        }
        let shown = format!("{data:#}").replace('>', "&gt;");
        Ok(format!("<!-- {name} {shown} -->"))
    }
}

pub(super) fn options() -> MarkdownOptions {
    MarkdownOptions {
        language: "zh-CN".to_owned(),
        ..MarkdownOptions::default()
    }
}

pub(super) fn html(text: &str) -> String {
    html_with(text, &options())
}

pub(super) fn html_with(text: &str, options: &MarkdownOptions) -> String {
    super::html("content/a.md", text, 0, options, &EveryTarget).0
}

pub(super) fn facts(text: &str) -> BodyFacts {
    super::facts("content/a.md", text, 0, &options()).0
}

/// Returns the diagnostics of a text, one per line.
pub(super) fn findings(text: &str) -> String {
    let (_, found) = super::facts("content/a.md", text, 0, &options());
    let lines: Vec<String> = found
        .iter()
        .map(|found| {
            let place = found
                .place
                .as_ref()
                .map(|at| format!("{}:{}+{}", at.line, at.column, at.length));
            let hint = found
                .hint
                .as_ref()
                .map(|hint| format!(" ({})", hint.zh))
                .unwrap_or_default();
            format!(
                "{} {}: {}{hint}",
                place.unwrap_or_default(),
                found.code.id(),
                found.message.zh
            )
        })
        .collect();
    lines.join("\n")
}

#[test]
fn a_component_that_fails_is_told_at_its_fence() {
    let text = "---\n---\n前\n\n```视频\n标题: 坏\n地址: x.mp4\n```\n\n后\n";
    let (html, found) = super::html("content/a.md", text, 8, &options(), &EveryTarget);
    assert_eq!(html, "<p>前</p>\n<p>后</p>\n");
    let places: Vec<_> = found
        .iter()
        .filter_map(|found| Some((found.code.id(), found.place.as_ref()?.line)))
        .collect();
    assert_eq!(places, [("block/invalid", 5)]);
}

#[test]
fn an_english_text_has_english_words() {
    let english = MarkdownOptions {
        language: "en".to_owned(),
        ..options()
    };
    let text = "## A\n\n> [!TIP] B\n> [c](c.pdf)[^1]\n\n- [x] d\n\n[^1]: e";
    insta::assert_snapshot!(html_with(text, &english), @r##"
        <h2 id="a">A<a class="heading-anchor" href="#a" aria-label="Link to “A”"></a></h2>
        <aside class="box box-tip" role="note" aria-label="Tip: B">
        <p class="box-title">Tip: B</p>
        <p><a href="/c.pdf" class="attachment" download="">c<span class="attachment-info"> (PDF, 1.2 MB)</span></a><sup class="footnote-ref"><a id="fnref-1" href="#fn-1" role="doc-noteref" aria-label="Footnote 1">1</a></sup></p>
        </aside>
        <ul>
        <li><input class="task" type="checkbox" disabled checked aria-label="done"> d</li>
        </ul>
        <section class="footnotes" role="doc-endnotes" aria-labelledby="fn-title">
        <h2 class="footnotes-title" id="fn-title">Footnotes</h2>
        <ol>
        <li id="fn-1">
        <p>e <a class="footnote-back" href="#fnref-1" role="doc-backlink" aria-label="Back to the text, footnote 1">↩</a></p>
        </li>
        </ol>
        </section>
        "##);
}
