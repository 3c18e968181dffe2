//! Text prepared for the parser, and the pipeline from it to adapted events.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Options as Extensions, Parser};

use crate::characters::code_point;
use crate::diagnostic::Code;
use crate::message;

use super::annotations::{self, AnnotationSet};
use super::body_event::{BodyDiagnostic, BodyEvent, BodyEvents, SpannedEvent};
use super::containers::{self, ContainerLines};
use super::emphasis::{MARK, mark_places};
use super::feature_set::{Feature, FeatureSet};
use super::{MarkdownDialect, MarkdownOptions};
use super::{
    admonitions, blocks, figures, footnotes, headings, near_miss, opening_title, raw_html,
    sentinel, soft_breaks,
};
use crate::content::config::RawHtml;

/// Attempts to mask the lines of containers; each leaves out those that the last one got wrong.
const CONTAINER_ATTEMPTS: usize = 3;

/// Body with sentinels beside its Chinese emphasis; its events borrow from it.
#[derive(Debug)]
pub(crate) struct PreparedText<'a> {
    text: &'a str,
    body_start: usize,
    options: &'a MarkdownOptions,
    marked: Cow<'a, str>,
    /// Offsets of sentinels in `marked`, in order.
    marks: Vec<usize>,
    containers: ContainerLines,
}

impl<'a> PreparedText<'a> {
    /// Prepares the body of `text` that begins at the byte `body_start`.
    pub(crate) fn new(text: &'a str, body_start: usize, options: &'a MarkdownOptions) -> Self {
        let body = text.get(body_start..).unwrap_or_default();
        let mut prepared = Self {
            text,
            body_start,
            options,
            marked: Cow::Borrowed(body),
            marks: Vec::new(),
            containers: ContainerLines::default(),
        };
        if options.dialect == MarkdownDialect::Pufa {
            (prepared.marked, prepared.marks) = insert_marks(body, &mark_places(body));
            prepared.take_containers(body);
        }
        prepared
    }

    /// Masks the lines of containers, as long as the parser takes every one for what it is.
    fn take_containers(&mut self, body: &str) {
        let mut misread = Vec::new();
        for _ in 0..CONTAINER_ATTEMPTS {
            let containers = containers::find(body, &misread);
            if containers.is_empty() {
                return;
            }
            let masked = containers::masked(body, &containers);
            let (marked, marks) = insert_marks(&masked, &mark_places(&masked));
            let attempt = Self {
                marked: Cow::Owned(marked.into_owned()),
                marks,
                containers,
                ..*self
            };
            let wrong = containers::misread(
                &attempt.containers,
                &attempt.parse().events,
                self.body_start,
            );
            if wrong.is_empty() {
                *self = attempt;
                return;
            }
            misread.extend(wrong);
        }
    }

    /// Returns the adapted events of the body, the input of every emitter.
    pub(crate) fn events(&self) -> BodyEvents<'_> {
        self.events_with(None)
    }

    /// Returns the adapted events with the findings of the linter.
    pub(crate) fn checked_events(&self) -> BodyEvents<'_> {
        let mut body = self.parse();
        if self.options.dialect == MarkdownDialect::Pufa {
            let found = near_miss::scan(self.text, &body.events);
            body.diagnostics.extend(found);
        }
        self.adapted(body, None)
    }

    /// Returns the adapted events of the body with the site's annotations.
    pub(crate) fn events_with(&self, added: Option<&AnnotationSet>) -> BodyEvents<'_> {
        self.adapted(self.parse(), added)
    }

    /// Runs an adaptor only if the parser saw events for it: no adaptor creates events for another.
    fn adapted<'e>(
        &'e self,
        mut body: BodyEvents<'e>,
        added: Option<&AnnotationSet>,
    ) -> BodyEvents<'e> {
        if self.options.dialect == MarkdownDialect::CommonMark {
            return body;
        }
        let holds = body.features;
        if !self.containers.is_empty() {
            containers::adapt(&mut body, self.text, self.body_start, &self.containers);
        }
        opening_title::take(&mut body);
        if holds.any(Feature::RawHtml) {
            raw_html::adapt(&mut body, self.options.raw_html);
        }
        if holds.any(Feature::Quotes) {
            admonitions::adapt(&mut body, self.text);
        }
        if holds.any(Feature::Fences) {
            blocks::adapt(&mut body, &self.options.blocks);
        }
        headings::adapt(&mut body.events);
        if holds.any(Feature::Footnotes) {
            footnotes::adapt(&mut body.events);
        }
        if holds.any(Feature::Images) {
            figures::adapt(&mut body.events);
        }
        if let Some(added) = added {
            annotations::adapt(&mut body.events, added);
        }
        if holds.any(Feature::SoftBreaks) {
            soft_breaks::adapt(&mut body.events);
        }
        if holds.any(Feature::RawHtml) && self.options.raw_html == RawHtml::Sanitize {
            raw_html::nest(&mut body.events);
        }
        body
    }

    fn parse(&self) -> BodyEvents<'_> {
        let mut pieces = Vec::with_capacity(self.marked.len() / 24);
        let events = Parser::new_ext(&self.marked, self.extensions()).into_offset_iter();
        pieces.extend(events.map(|(event, range)| (BodyEvent::Markdown(event), range)));
        let (holds, findings) = self.restore(&mut pieces);
        BodyEvents {
            events: pieces,
            diagnostics: findings,
            features: holds,
            ..BodyEvents::default()
        }
    }

    /// Strips sentinels and forbidden characters, restores source ranges and collects features.
    fn restore(&self, pieces: &mut [SpannedEvent<'_>]) -> (FeatureSet, Vec<BodyDiagnostic>) {
        let mut findings = Vec::new();
        let holds_others = sentinel::may_hold(self.text.get(self.body_start..).unwrap_or_default());
        let mut holds = FeatureSet::default();
        let mut starts = MarkCount::new(&self.marks);
        let mut ends = MarkCount::new(&self.marks);
        for (piece, range) in pieces {
            let start = starts.before(range.start);
            let end = ends.before(range.end);
            *range = self.original(range.start, start)..self.original(range.end, end);
            if let BodyEvent::Markdown(event) = piece {
                holds.note(event);
                if (holds_others || start < end)
                    && let Some(c) = sentinel::unmark(event, !holds_others)
                {
                    findings.push(forbidden(c, range.clone()));
                }
            }
        }
        (holds, findings)
    }

    fn extensions(&self) -> Extensions {
        match self.options.dialect {
            MarkdownDialect::CommonMark => Extensions::empty(),
            MarkdownDialect::Pufa => {
                Extensions::ENABLE_TABLES
                    | Extensions::ENABLE_FOOTNOTES
                    | Extensions::ENABLE_STRIKETHROUGH
                    | Extensions::ENABLE_TASKLISTS
                    | Extensions::ENABLE_DEFINITION_LIST
            }
        }
    }

    /// Maps a byte offset in the marked body to one in the whole text.
    fn original(&self, offset: usize, marks_before: usize) -> usize {
        self.body_start + offset - marks_before * MARK.len_utf8()
    }
}

fn forbidden(c: char, range: Range<usize>) -> BodyDiagnostic {
    let c = code_point(c);
    let message = message!(
        "这里用代码写了控制字符 {c}，已去掉",
        "a control character is written here, {c}, which is left out"
    );
    BodyDiagnostic::new(Code::TextCharacter, message, range)
        .hint(message!("删去这个 &#…; 代码", "delete this &#…; reference"))
}

/// Counts sentinels before byte offsets of the marked body; most queries are near the last one.
struct MarkCount<'m> {
    marks: &'m [usize],
    count: usize,
    /// Offsets before which there are `count` sentinels.
    stretch: Range<usize>,
}

impl<'m> MarkCount<'m> {
    fn new(marks: &'m [usize]) -> Self {
        Self {
            marks,
            count: 0,
            stretch: 0..0,
        }
    }

    fn before(&mut self, offset: usize) -> usize {
        if !self.stretch.contains(&offset) {
            self.count = self.marks.partition_point(|&mark| mark < offset);
            let (passed, ahead) = self.marks.split_at(self.count);
            let from = passed.last().map_or(0, |mark| mark + 1);
            self.stretch = from..ahead.first().map_or(usize::MAX, |mark| mark + 1);
        }
        self.count
    }
}

fn insert_marks<'a>(body: &'a str, places: &[usize]) -> (Cow<'a, str>, Vec<usize>) {
    if places.is_empty() {
        return (Cow::Borrowed(body), Vec::new());
    }
    let mut marked = String::with_capacity(body.len() + places.len() * MARK.len_utf8());
    let mut marks = Vec::with_capacity(places.len());
    let mut from = 0;
    for &place in places {
        marked.push_str(&body[from..place]);
        marks.push(marked.len());
        marked.push(MARK);
        from = place;
    }
    marked.push_str(&body[from..]);
    (Cow::Owned(marked), marks)
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Tag};

    use super::*;

    #[test]
    fn marks_are_counted_in_any_order() {
        let marks = [3, 4, 9];
        let mut count = MarkCount::new(&marks);
        for offset in [0, 3, 4, 5, 9, 10, 40, 9, 8, 4, 3, 2, 11] {
            let expected = marks.iter().filter(|&&mark| mark < offset).count();
            assert_eq!(count.before(offset), expected, "{offset}");
        }
    }

    #[test]
    fn ranges_speak_of_the_text_as_written() {
        let text = "---\n---\n依照**《民法典》**和**《刑法》**办[理](x.md)。";
        let options = MarkdownOptions::default();
        let prepared = PreparedText::new(text, 8, &options);
        let covered: Vec<&str> = prepared
            .events()
            .events
            .iter()
            .filter(|(piece, _)| {
                matches!(
                    piece,
                    BodyEvent::Markdown(Event::Start(Tag::Strong | Tag::Link { .. }))
                )
            })
            .map(|(_, range)| &text[range.clone()])
            .collect();
        assert_eq!(covered, ["**《民法典》**", "**《刑法》**", "[理](x.md)"]);
    }
}
