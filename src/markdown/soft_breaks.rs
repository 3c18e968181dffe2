//! Soft breaks in Chinese text: those between two wide characters are dropped, because they are not
//! spaces (CSS Text 4, segment break transformation).

use pulldown_cmark::{Event, Tag, TagEnd};

use super::body_event::{BodyEvent, SpannedEvent};
use super::unicode::{is_chinese_ambiguous, is_hangul, is_wide};

/// Drops every soft break between two wide characters.
pub(super) fn adapt(pieces: &mut Vec<SpannedEvent<'_>>) {
    let mut dropped = Vec::new();
    let mut before = None;
    for (at, (piece, _)) in pieces.iter().enumerate() {
        if matches!(piece, BodyEvent::Markdown(Event::SoftBreak)) {
            if before
                .and_then(last_char)
                .zip(next_char(&pieces[at + 1..]))
                .is_some_and(|(left, right)| join(left, right))
            {
                dropped.push(at);
            }
        } else if !is_transparent(piece) {
            before = Some(piece);
        }
    }
    remove(pieces, &dropped);
}

fn remove(pieces: &mut Vec<SpannedEvent<'_>>, dropped: &[usize]) {
    let mut dropped = dropped.iter().peekable();
    if dropped.peek().is_none() {
        return;
    }
    let mut at = 0;
    pieces.retain(|_| {
        let keep = dropped.next_if(|&&drop| drop == at).is_none();
        at += 1;
        keep
    });
}

fn join(left: char, right: char) -> bool {
    let wide = |c| is_wide(c) && !is_hangul(c);
    wide(left) && (wide(right) || is_chinese_ambiguous(right))
        || is_chinese_ambiguous(left) && wide(right)
}

fn last_char(piece: &BodyEvent<'_>) -> Option<char> {
    visible(piece)?.chars().next_back()
}

fn next_char(following: &[SpannedEvent<'_>]) -> Option<char> {
    let (piece, _) = following.iter().find(|(piece, _)| !is_transparent(piece))?;
    visible(piece)?.chars().next()
}

fn visible<'a>(piece: &'a BodyEvent<'_>) -> Option<&'a str> {
    match piece {
        BodyEvent::Markdown(Event::Text(text) | Event::Code(text)) => Some(text),
        _ => None,
    }
}

/// Returns true if an event takes no space on the line.
fn is_transparent(piece: &BodyEvent<'_>) -> bool {
    match piece {
        BodyEvent::Markdown(Event::Start(tag)) => {
            matches!(
                tag,
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }
            )
        }
        BodyEvent::Markdown(Event::End(tag)) => {
            matches!(
                tag,
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link
            )
        }
        BodyEvent::Markdown(Event::InlineHtml(_))
        | BodyEvent::NoteReference(..)
        | BodyEvent::RawStart(_)
        | BodyEvent::RawEnd(_) => true,
        BodyEvent::Markdown(Event::Text(text)) => text.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::html;

    #[test]
    fn a_break_between_wide_characters_is_dropped() {
        assert_eq!(html("第一行，\n第二行"), "<p>第一行，第二行</p>\n");
        assert_eq!(html("**粗，**\n字"), "<p><strong>粗，</strong>字</p>\n");
        assert_eq!(html("他说“好。”\n然后"), "<p>他说“好。”然后</p>\n");
        assert_eq!(
            html("注，[^1]\n后\n\n[^1]: 一").split('\n').next(),
            html("注，[^1]后\n\n[^1]: 一").split('\n').next()
        );
    }

    #[test]
    fn other_breaks_stay() {
        assert_eq!(html("汉\nword"), "<p>汉\nword</p>\n");
        assert_eq!(html("한국\n어"), "<p>한국\n어</p>\n");
        assert_eq!(html("“a”\n“b”"), "<p>“a”\n“b”</p>\n");
        assert_eq!(html("字  \n字"), "<p>字<br>\n字</p>\n");
    }
}
