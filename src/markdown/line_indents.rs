//! Indents written with wide spaces (`　　`, `&emsp;&emsp;`, no-break spaces), which the theme sets
//! itself: stripped where a line begins or ends.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::body_event::{BodyEvent, SpannedEvent};

/// Returns true for spaces that CommonMark keeps: no-break, em and ideographic ones.
pub(super) fn is_wide_space(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// Returns true if a text begins or ends with such a space.
pub(super) fn has_outer_space(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Decided by the first byte and the last two for nearly all texts.
    let may_begin = matches!(bytes, [0xc2 | 0xe2, ..] | [0xe3, 0x80, 0x80, ..]);
    let may_end = matches!(
        bytes,
        [.., 0xc2, 0xa0] | [.., 0x80 | 0x81, 0x80..=0x8a | 0x9f | 0xaf]
    );
    may_begin && text.starts_with(is_wide_space) || may_end && text.ends_with(is_wide_space)
}

/// Strips wide spaces where a line begins or ends; an entity may be a text of its own.
pub(super) fn adapt(pieces: &mut Vec<SpannedEvent<'_>>) {
    let mut begins = true;
    let mut literal = 0_u32;
    for at in 0..pieces.len() {
        match &mut pieces[at].0 {
            BodyEvent::Markdown(Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock)) => literal += 1,
            BodyEvent::Markdown(Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock)) => literal -= 1,
            BodyEvent::Markdown(Event::Text(text)) if literal == 0 => {
                if begins && text.starts_with(is_wide_space) {
                    *text = text.trim_start().to_owned().into();
                }
                begins &= text.is_empty();
            }
            BodyEvent::Markdown(Event::Code(_) | Event::FootnoteReference(_)) => begins = false,
            BodyEvent::Markdown(Event::SoftBreak | Event::HardBreak) => {
                strip_before(&mut pieces[..at]);
                begins = true;
            }
            BodyEvent::Markdown(Event::End(tag)) if !is_inline(*tag) => {
                strip_before(&mut pieces[..at]);
                begins = true;
            }
            BodyEvent::Markdown(Event::Start(tag)) if !is_inline(tag.to_end()) => begins = true,
            BodyEvent::Markdown(Event::InlineHtml(html)) => begins |= is_line_break(html),
            _ => {}
        }
    }
    pieces.retain(
        |(piece, _)| !matches!(piece, BodyEvent::Markdown(Event::Text(text)) if text.is_empty()),
    );
}

/// Strips wide spaces from the end of the text before a line's end.
fn strip_before(before: &mut [SpannedEvent<'_>]) {
    for (piece, _) in before.iter_mut().rev() {
        let BodyEvent::Markdown(Event::Text(text)) = piece else {
            return;
        };
        if text.ends_with(is_wide_space) {
            *text = text.trim_end().to_owned().into();
        }
        if !text.is_empty() {
            return;
        }
    }
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

fn is_line_break(html: &str) -> bool {
    html.get(..3)
        .is_some_and(|tag| tag.eq_ignore_ascii_case("<br"))
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::{facts, html};

    #[test]
    fn wide_spaces_at_the_ends_of_lines_are_stripped() {
        for (text, expected) in [
            ("　　甲　乙　", "<p>甲　乙</p>\n"),
            ("\u{a0}\u{a0}\u{2003}甲\u{a0}", "<p>甲</p>\n"),
            ("&emsp;&emsp;甲&nbsp;&#12288;", "<p>甲</p>\n"),
            ("　　**甲**乙", "<p><strong>甲</strong>乙</p>\n"),
            ("甲\\\n　　乙", "<p>甲<br>\n乙</p>\n"),
            ("甲<br>　　乙", "<p>甲<br>乙</p>\n"),
            ("> 　　甲", "<blockquote>\n<p>甲</p>\n</blockquote>\n"),
            ("- 　　甲", "<ul>\n<li>甲</li>\n</ul>\n"),
        ] {
            assert_eq!(html(text), expected, "{text}");
        }
        assert!(html("## 　　甲　\n").starts_with("<h2 id=\"甲\">甲<a"));
        assert_eq!(facts("　　# 甲\n").summary, "# 甲");
    }

    #[test]
    fn other_spaces_stay() {
        for text in ["甲　　乙", "甲 乙", "甲**　**乙"] {
            assert_eq!(html(text), format!("<p>{text}</p>\n"));
        }
        assert!(html("```\n　　甲\n```\n").contains(">　　甲\n"));
        assert_eq!(html("甲`　`"), "<p>甲<code>　</code></p>\n");
    }
}
