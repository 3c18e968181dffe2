//! Containers: `::: tip 标题` … `:::`, the admonitions of VuePress, VitePress and Docusaurus.
//!
//! The parser knows no such lines. Before it runs, each is replaced by a thematic break, which ends paragraphs and obeys quotes and lists; afterwards the break becomes the start or
//! the end of an admonition. A line that the parser takes for anything else, such as code, is left
//! as it was.

use std::ops::Range;

use pulldown_cmark::Event;

use super::admonitions::{self, AdmonitionKind};
use super::body_event::{BodyDiagnostic, BodyEvent, BodyEvents, SpannedEvent};
use super::text_edits::TextEdit;
use crate::diagnostic::Code;
use crate::message;

/// Colons of a container's line.
const COLONS: usize = 3;

/// Containers in one another; lines of deeper ones stay text.
const DEEPEST: usize = 32;

/// Line of a container that the parser sees as a thematic break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ContainerLine {
    /// Byte range in the body, from the first colon to the end of the line.
    pub(super) range: Range<usize>,
    /// Kind and title of the admonition that begins here; `None` for an end.
    opens: Option<(AdmonitionKind, Option<String>)>,
}

/// Lines of containers in a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ContainerLines {
    /// Lines, in order.
    pub(super) lines: Vec<ContainerLine>,
    /// Places of lines with a word that names no admonition.
    unknown: Vec<Range<usize>>,
}

impl ContainerLines {
    /// Returns true if there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.unknown.is_empty()
    }
}

/// Finds the containers of a body, except lines at some offsets.
pub(super) fn find(body: &str, except: &[usize]) -> ContainerLines {
    let mut found = ContainerLines::default();
    if memchr::memmem::find(body.as_bytes(), b":::").is_none() {
        return found;
    }
    // Open containers: their colons, and true if their word is known.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut unknown: Vec<Range<usize>> = Vec::new();
    for range in colon_lines(body).filter(|range| !except.contains(&range.start)) {
        let line = &body[range.clone()];
        let words = line.trim_start_matches(':');
        let colons = line.len() - words.len();
        if words.trim().is_empty() {
            let Some(at) = open.iter().rposition(|(count, _)| *count <= colons) else {
                continue;
            };
            let is_known = open[at].1;
            open.truncate(at);
            if is_known {
                found.lines.push(ContainerLine { range, opens: None });
            } else {
                found.unknown.extend(unknown.pop());
            }
            continue;
        }
        if open.len() == DEEPEST {
            continue;
        }
        let (word, title) = word_and_title(words);
        let kind = AdmonitionKind::called(word);
        open.push((colons, kind.is_some()));
        match kind {
            Some(kind) => found.lines.push(ContainerLine {
                range,
                opens: Some((kind, title)),
            }),
            None => unknown.push(range),
        }
    }
    found
}

/// Splits the words after the colons; attributes in braces belong to other programs.
fn word_and_title(words: &str) -> (&str, Option<String>) {
    let words = words.trim();
    if let Some(class) = words.strip_prefix("{.") {
        // Pandoc's form: `::: {.tip}`.
        let end = class.find(|c: char| !c.is_alphanumeric() && c != '-');
        return (&class[..end.unwrap_or(class.len())], None);
    }
    let end = words
        .find(|c: char| !c.is_alphanumeric() && c != '-')
        .unwrap_or(words.len());
    let (word, title) = words.split_at(end);
    let title = match title.rsplit_once('{') {
        Some((title, rest)) if rest.trim_end().ends_with('}') => title,
        _ => title,
    };
    let title = title.trim();
    let title = title
        .strip_prefix('[')
        .and_then(|title| title.strip_suffix(']'))
        .unwrap_or(title);
    (word, (!title.is_empty()).then(|| title.to_owned()))
}

/// Iterates over the lines that begin with colons after the marks of quotes, outside of fences.
fn colon_lines(body: &str) -> impl Iterator<Item = Range<usize>> {
    let mut offset = 0;
    let mut fence: Option<(u8, usize)> = None;
    body.split_inclusive('\n').filter_map(move |line| {
        let start = offset;
        offset += line.len();
        let written = line.trim_start_matches([' ', '\t', '>']);
        let indent = line.len() - written.len();
        let written = written.trim_end();
        let first = written.bytes().next()?;
        let count = written.bytes().take_while(|byte| *byte == first).count();
        match fence {
            Some((mark, length)) if first == mark && count >= length && count == written.len() => {
                fence = None;
            }
            None if matches!(first, b'`' | b'~') && count >= COLONS => {
                let is_span = first == b'`' && written[count..].contains('`');
                fence = (!is_span).then_some((first, count));
            }
            None if first == b':' && count >= COLONS => {
                let start = start + indent;
                return Some(start..start + written.len());
            }
            _ => {}
        }
        None
    })
}

/// Returns the edits with a thematic break in place of each line, instead of what they do there.
pub(super) fn masked(found: &ContainerLines, edits: &[TextEdit]) -> Vec<TextEdit> {
    let mut lines = found.lines.iter().peekable();
    let mut masked = Vec::with_capacity(edits.len() + found.lines.len());
    for edit in edits {
        while let Some(line) = lines.next_if(|line| line.range.end <= edit.at) {
            masked.push(TextEdit::replace(line.range.clone(), "***"));
        }
        if lines.peek().is_none_or(|line| edit.at < line.range.start) {
            masked.push(edit.clone());
        }
    }
    masked.extend(lines.map(|line| TextEdit::replace(line.range.clone(), "***")));
    masked
}

/// Returns the offsets of lines that the parser did not take for thematic breaks.
pub(super) fn misread(
    found: &ContainerLines,
    events: &[SpannedEvent<'_>],
    body: usize,
) -> Vec<usize> {
    let mut rules = events
        .iter()
        .filter(|(event, _)| matches!(event, BodyEvent::Markdown(Event::Rule)))
        .map(|(_, range)| range.clone())
        .peekable();
    let mut misread = Vec::new();
    for line in &found.lines {
        let at = body + line.range.start;
        while rules.next_if(|rule| rule.end <= at).is_some() {}
        if rules.next_if(|rule| rule.contains(&at)).is_none() {
            misread.push(line.range.start);
        }
    }
    misread
}

/// Turns the thematic breaks of containers into admonitions.
pub(super) fn adapt(
    body: &mut BodyEvents<'_>,
    text: &str,
    body_start: usize,
    found: &ContainerLines,
) {
    for range in &found.unknown {
        let range = body_start + range.start..body_start + range.end;
        let words = text[range.clone()].trim_start_matches(':');
        let (word, _) = word_and_title(words);
        body.diagnostics
            .push(admonitions::unknown_container(word, range));
    }
    let mut lines = found.lines.iter().peekable();
    if lines.peek().is_none() {
        return;
    }
    let mut boxes = OpenBoxes::default();
    for (event, range) in std::mem::take(&mut body.events) {
        let is_rule = matches!(event, BodyEvent::Markdown(Event::Rule));
        let line =
            lines.next_if(|line| is_rule && range.contains(&(body_start + line.range.start)));
        if let Some(line) = line {
            let place = body_start + line.range.start..body_start + line.range.end;
            match &line.opens {
                Some((kind, title)) => {
                    boxes.open.push((boxes.depth, *kind, place));
                    body.events
                        .push((BodyEvent::OpenBox(*kind, title.clone()), range));
                }
                None => boxes.close(range, body),
            }
            continue;
        }
        match event {
            BodyEvent::Markdown(Event::Start(_)) => boxes.depth += 1,
            BodyEvent::Markdown(Event::End(_)) => {
                boxes.close_inside(&range, body);
                boxes.depth = boxes.depth.saturating_sub(1);
            }
            _ => {}
        }
        body.events.push((event, range));
    }
    boxes.depth = 0;
    let end = body.events.last().map_or(0, |(_, range)| range.end);
    boxes.close_inside(&(end..end), body);
}

/// Admonitions that are open: the depth that each stands at, and its line.
#[derive(Default)]
struct OpenBoxes {
    depth: usize,
    open: Vec<(usize, AdmonitionKind, Range<usize>)>,
}

impl OpenBoxes {
    /// Closes the last admonition, if it stands at this depth.
    fn close(&mut self, range: Range<usize>, body: &mut BodyEvents<'_>) {
        if let Some((_, kind, _)) = self.open.pop_if(|(depth, ..)| *depth == self.depth) {
            body.events.push((BodyEvent::CloseBox(kind), range));
        }
    }

    /// Closes the admonitions in an element that ends, and reports them.
    fn close_inside(&mut self, range: &Range<usize>, body: &mut BodyEvents<'_>) {
        while let Some((_, kind, place)) = self.open.pop_if(|(depth, ..)| *depth >= self.depth) {
            body.events
                .push((BodyEvent::CloseBox(kind), range.end..range.end));
            body.diagnostics.push(unclosed(place));
        }
    }
}

fn unclosed(place: Range<usize>) -> BodyDiagnostic {
    let message = message!(
        "提示框从这里开始，后面没有单独一行的 :::，后面的文字都进了提示框",
        "the notice box here is never closed by a line of :::, so all text after it is inside"
    );
    BodyDiagnostic::new(Code::MarkdownUnclosed, message, place).hint(message!(
        "在提示框结束的地方另起一行，只写 :::",
        "write ::: on a line of its own where the box ends"
    ))
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::{findings, html};

    #[test]
    fn a_container_is_a_box_of_any_blocks() {
        insta::assert_snapshot!(html(
            "文\n::: tip 带齐材料\n一段\n\n- 项\n\n| 甲 |\n|---|\n| 乙 |\n:::\n文"
        ));
        insta::assert_snapshot!(html(":::: warning\n外\n::: danger\n内\n:::\n外\n::::\n文"));
        insta::assert_snapshot!(html("::: details 看全文 {open}\n```\n::: tip\n```\n:::"));
        insta::assert_snapshot!(html(
            "- 项\n\n  ::: 注意\n  内\n  :::\n\n> :::info[题]\n> 内\n> :::"
        ));
    }

    #[test]
    fn an_element_closes_the_containers_inside() {
        insta::assert_snapshot!(html("- 项\n\n  ::: tip\n  内\n\n文\n:::\n\n文"));
    }

    #[test]
    fn containers_that_do_not_fit_are_told() {
        let unclosed = findings("文\n\n::: tip\n内");
        assert!(
            unclosed.starts_with("3:1+7 markdown/unclosed"),
            "{unclosed}"
        );
        let unknown = findings("文\n\n::: tpi 题\n内\n\n:::\n");
        assert!(unknown.contains("3:1+9 box/unknown"), "{unknown}");
        assert!(unknown.contains("::: tip"), "{unknown}");
        for sound in [
            "::: tip\n内\n:::",
            "```\n::: tip\n```",
            "    ::: tip",
            ":::\n",
            "见 ::: tip",
            "<pre>\n::: tip\n</pre>",
        ] {
            assert_eq!(findings(sound), "", "{sound}");
        }
    }

    #[test]
    fn code_keeps_its_colons() {
        for text in ["    ::: tip\n    :::", "<pre>\n::: tip\n:::\n</pre>"] {
            assert!(html(text).contains("::: tip"), "{}", html(text));
        }
    }
}
