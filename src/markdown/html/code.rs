//! Code blocks, highlighted through CSS classes. Syntaxes are loaded on first use.

use std::sync::OnceLock;

use pulldown_cmark::{Event, TagEnd};
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use super::{HtmlEmitter, escape};
use crate::characters::is_han;
use crate::markdown::body_event::BodyEvent;

/// Fence words for plain text.
const PLAIN: [&str; 5] = ["text", "txt", "plain", "plaintext", "none"];

/// Prefix of CSS classes for code.
const CLASSES: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// Returns true if a fence's info string asks for highlighting.
pub(in crate::markdown) fn is_highlighted(info: &str) -> bool {
    let language = language(info);
    !language.is_empty() && !PLAIN.contains(&language) && !language.chars().any(is_han)
}

fn language(info: &str) -> &str {
    info.split_whitespace().next().unwrap_or_default()
}

impl HtmlEmitter<'_> {
    /// Emits the code block that begins here, up to its end.
    pub(super) fn code_block(&mut self, info: &str) {
        let code = self.take_code();
        let mut html = String::with_capacity(code.len() * 2);
        html.push_str(if self.is_plain {
            "<pre><code"
        } else {
            "<pre tabindex=\"0\"><code"
        });
        let language = language(info);
        if !language.is_empty() {
            html.push_str(" class=\"language-");
            escape::attribute(&mut html, language);
            html.push('"');
        }
        html.push('>');
        match is_highlighted(info)
            .then(|| highlighted(&code, language))
            .flatten()
        {
            Some(colourful) if !self.is_plain => html.push_str(&colourful),
            _ => escape::text(&mut html, &code),
        }
        html.push_str("</code></pre>");
        self.fresh_line();
        self.out.push_str(&html);
        self.out.push('\n');
    }

    fn take_code(&mut self) -> String {
        let mut code = String::new();
        while let Some((piece, _)) = self.pieces.get(self.at + 1) {
            self.at += 1;
            match piece {
                BodyEvent::Markdown(Event::Text(text)) => code.push_str(text),
                BodyEvent::Markdown(Event::End(TagEnd::CodeBlock)) => break,
                _ => {}
            }
        }
        code
    }
}

/// Returns the code with CSS classes, if its language is known.
fn highlighted(code: &str, language: &str) -> Option<String> {
    static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
    let syntaxes = SYNTAXES.get_or_init(SyntaxSet::load_defaults_newlines);
    let syntax = syntaxes.find_syntax_by_token(language)?;
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, syntaxes, CLASSES);
    for line in LinesWithEndings::from(code) {
        generator
            .parse_html_for_line_which_includes_newline(line)
            .ok()?;
    }
    Some(generator.finalize())
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::{facts, html};

    #[test]
    fn code_is_highlighted_where_its_language_is_known() {
        insta::assert_snapshot!(html("```json\n{\"a\": 1}\n```"), @r#"
        <pre tabindex="0"><code class="language-json"><span class="hl-source hl-json"><span class="hl-meta hl-structure hl-dictionary hl-json"><span class="hl-punctuation hl-section hl-dictionary hl-begin hl-json">{</span><span class="hl-meta hl-structure hl-dictionary hl-key hl-json"><span class="hl-string hl-quoted hl-double hl-json"><span class="hl-punctuation hl-definition hl-string hl-begin hl-json">&quot;</span>a<span class="hl-punctuation hl-definition hl-string hl-end hl-json">&quot;</span></span></span><span class="hl-meta hl-structure hl-dictionary hl-value hl-json"><span class="hl-punctuation hl-separator hl-dictionary hl-key-value hl-json">:</span> <span class="hl-constant hl-numeric hl-json">1</span></span><span class="hl-punctuation hl-section hl-dictionary hl-end hl-json">}</span></span>
        </span></code></pre>
        "#);
        insta::assert_snapshot!(html("```nosuch x\n<a>\n```"), @r#"
        <pre tabindex="0"><code class="language-nosuch">&lt;a&gt;
        </code></pre>
        "#);
        insta::assert_snapshot!(html("```text\n<a>\n```\n\n    a = 缩进\n"), @r#"
        <pre tabindex="0"><code class="language-text">&lt;a&gt;
        </code></pre>
        <pre tabindex="0"><code>a = 缩进
        </code></pre>
        "#);
    }

    #[test]
    fn only_a_language_asks_for_highlighting() {
        assert!(facts("```rust\n```").has_code);
        assert!(!facts("```text\n```\n\n```\n```\n\n    a\n").has_code);
    }
}
