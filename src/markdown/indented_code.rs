//! Indented code blocks turned into paragraphs, for texts that were pasted with the indentation of
//! their first lines.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::body_event::{BodyEvent, SpannedEvent};

/// Replaces indented code blocks by one paragraph per line: four spaces come from pasted text.
pub(super) fn without(pieces: Vec<SpannedEvent<'_>>) -> Vec<SpannedEvent<'_>> {
    let is_indented = |piece: &BodyEvent<'_>| {
        matches!(
            piece,
            BodyEvent::Markdown(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)))
        )
    };
    if !pieces.iter().any(|(piece, _)| is_indented(piece)) {
        return pieces;
    }
    let mut out = Vec::with_capacity(pieces.len() * 2);
    let mut is_open = false;
    for (piece, range) in pieces {
        match piece {
            piece if is_indented(&piece) => is_open = true,
            BodyEvent::Markdown(Event::End(TagEnd::CodeBlock)) if is_open => is_open = false,
            BodyEvent::Markdown(Event::Text(text)) if is_open => {
                paragraphs(&text, &range, &mut out);
            }
            piece => out.push((piece, range)),
        }
    }
    out
}

fn paragraphs(text: &str, range: &Range<usize>, out: &mut Vec<SpannedEvent<'_>>) {
    let mut at = range.start;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        if !bare.is_empty() {
            let place = start..start + bare.len();
            let whole = bare.to_owned().into();
            out.push((
                BodyEvent::Markdown(Event::Start(Tag::Paragraph)),
                place.clone(),
            ));
            out.push((BodyEvent::Markdown(Event::Text(whole)), place.clone()));
            out.push((BodyEvent::Markdown(Event::End(TagEnd::Paragraph)), place));
        }
        at += line.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::PreparedText;
    use crate::markdown::tests::options;

    #[test]
    fn each_line_is_a_paragraph_at_its_place() {
        let text = "题\n\n    ㈠学法。\n    （市司法局）\n\n    ㈡普法。\n";
        let options = options();
        let prepared = PreparedText::new(text, 0, &options);
        let pieces = without(prepared.events().events);
        let texts = pieces.iter().filter_map(|(piece, range)| match piece {
            BodyEvent::Markdown(Event::Text(said)) => {
                Some((said.to_string(), &text[range.clone()]))
            }
            _ => None,
        });
        let texts: Vec<(String, &str)> = texts.collect();
        let lines = ["题", "㈠学法。", "（市司法局）", "㈡普法。"];
        assert_eq!(texts, lines.map(|line| (line.to_owned(), line)));
    }
}
