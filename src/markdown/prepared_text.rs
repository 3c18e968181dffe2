//! Text prepared for the parser, and the pipeline from it to adapted events.

use std::ops::Range;

use pulldown_cmark::{OffsetIter, Options as Extensions, Parser};

use crate::characters::code_point;
use crate::diagnostic::Code;
use crate::message;

use super::annotations::{self, AnnotationSet};
use super::body_event::{BodyDiagnostic, BodyEvent, BodyEvents, SpannedEvent};
use super::containers::{self, ContainerLines};
use super::feature_set::{Feature, FeatureSet};
use super::near_miss::LinkDefinition;
use super::text_edits::{EditedText, TextEdit};
use super::{MarkdownDialect, MarkdownOptions};
use super::{
    admonitions, bare_addresses, blocks, definitions, emphasis, figures, footnotes, headings,
    line_indents, literal_signs, near_miss, opening_title, paragraphs, raw_html, sentinel,
    soft_breaks, spaced_destinations,
};
use crate::content::BodyStart;
use crate::content::config::{ParagraphRule, RawHtml};

/// Attempts to mask the lines of containers; each leaves out those that the last one got wrong.
const CONTAINER_ATTEMPTS: usize = 3;

/// Body as the parser reads it: with sentinels beside its Chinese emphasis and blank lines between
/// its paragraphs. Its events borrow from it.
#[derive(Debug)]
pub(crate) struct PreparedText<'a> {
    text: &'a str,
    body_start: usize,
    options: &'a MarkdownOptions,
    edited: EditedText<'a>,
    /// Hints about lines that were taken as paragraphs.
    hints: Vec<BodyDiagnostic>,
    containers: ContainerLines,
    /// True if spaces of destinations are replaced.
    is_joined: bool,
    /// Title that the front matter states.
    title: Option<&'a str>,
}

impl<'a> PreparedText<'a> {
    /// Prepares the body of `text`.
    pub(crate) fn new(
        text: &'a str,
        body: impl Into<BodyStart<'a>>,
        options: &'a MarkdownOptions,
    ) -> Self {
        let BodyStart { offset, title } = body.into();
        let body = text.get(offset..).unwrap_or_default();
        let mut prepared = Self {
            text,
            body_start: offset,
            options,
            edited: EditedText::new(body, &[]),
            hints: Vec::new(),
            containers: ContainerLines::default(),
            is_joined: false,
            title,
        };
        if options.dialect == MarkdownDialect::Pufa {
            prepared.edit(body);
        }
        prepared
    }

    /// Edits the body for the parser.
    fn edit(&mut self, body: &'a str) {
        let spaces = spaced_destinations::edits(body);
        self.is_joined = !spaces.is_empty();
        let mut edits = emphasis::edits(body);
        literal_signs::add_edits(body, &mut edits);
        edits.extend(spaces);
        definitions::add_edits(body, &mut edits);
        edits.sort_by_key(|edit| edit.at);
        self.edited = EditedText::new(body, &edits);
        let edits = self.take_containers(body, edits);
        if self.options.paragraphs == ParagraphRule::Auto && paragraphs::may_apply(body) {
            self.part_paragraphs(body, edits);
        }
    }

    /// Masks the lines of containers, as long as the parser takes every one for what it is; returns
    /// all edits.
    fn take_containers(&mut self, body: &'a str, edits: Vec<TextEdit>) -> Vec<TextEdit> {
        let mut misread = Vec::new();
        for _ in 0..CONTAINER_ATTEMPTS {
            let containers = containers::find(body, &misread);
            if containers.is_empty() {
                break;
            }
            let masked = containers::masked(&containers, &edits);
            self.edited = EditedText::new(body, &masked);
            let wrong = containers::misread(&containers, &self.parse().events, self.body_start);
            if wrong.is_empty() {
                self.containers = containers;
                return masked;
            }
            misread.extend(wrong);
        }
        self.edited = EditedText::new(body, &edits);
        edits
    }

    /// Inserts the blank lines between paragraphs that the text lacks.
    fn part_paragraphs(&mut self, body: &'a str, edits: Vec<TextEdit>) {
        let edited = self.edited.text();
        let found = paragraphs::find(edited, self.parser());
        let mut offsets = self.edited.offsets();
        let mut source = |offset| offsets.source(offset).0;
        let Some(mut parted) = found.into_source(&mut source) else {
            return;
        };
        self.hints = parted.hints(self.text, self.body_start);
        parted.edits.extend(edits);
        parted.edits.sort_by_key(|edit| (edit.at, edit.removed));
        self.edited = EditedText::new(body, &parted.edits);
    }

    /// Returns the adapted events of the body, the input of every emitter.
    pub(crate) fn events(&self) -> BodyEvents<'_> {
        self.events_with(None)
    }

    /// Returns the adapted events with the findings of the linter.
    pub(crate) fn checked_events(&self) -> BodyEvents<'_> {
        let (mut body, definitions) = self.parse_with_definitions();
        if self.options.dialect == MarkdownDialect::Pufa {
            let found = near_miss::scan(self.text, &body.events, &definitions);
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
        body.diagnostics.extend(self.hints.iter().cloned());
        let holds = body.features;
        if !self.containers.is_empty() {
            containers::adapt(&mut body, self.text, self.body_start, &self.containers);
        }
        if holds.any(Feature::Indents) {
            line_indents::adapt(&mut body.events);
        }
        opening_title::take(&mut body, self.title);
        if holds.any(Feature::RawHtml) {
            raw_html::adapt(&mut body, self.options.raw_html);
        }
        if holds.any(Feature::Quotes) {
            admonitions::adapt(&mut body, self.text);
        }
        if holds.any(Feature::Fences) {
            blocks::adapt(&mut body, &self.options.blocks);
        }
        if bare_addresses::may_hold(self.edited.text()) {
            bare_addresses::adapt(&mut body.events, self.text);
        }
        headings::adapt(&mut body.events, &self.options.reserved_ids);
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
        self.parse_with_definitions().0
    }

    fn parse_with_definitions(&self) -> (BodyEvents<'_>, Vec<LinkDefinition>) {
        let mut pieces = Vec::with_capacity(self.edited.text().len() / 24);
        let mut parser = self.parser();
        pieces.extend(
            parser
                .by_ref()
                .map(|(event, range)| (BodyEvent::Markdown(event), range)),
        );
        let definitions = self.definitions(&parser);
        let (holds, findings) = self.restore(&mut pieces);
        let body = BodyEvents {
            events: pieces,
            diagnostics: findings,
            features: holds,
            ..BodyEvents::default()
        };
        (body, definitions)
    }

    /// Returns the definitions of link addresses, in order.
    fn definitions(&self, parser: &OffsetIter<'_>) -> Vec<LinkDefinition> {
        let mut found: Vec<LinkDefinition> = parser
            .reference_definitions()
            .iter()
            .map(|(name, definition)| LinkDefinition {
                name: name.to_owned(),
                address: definition.dest.to_string(),
                range: definition.span.clone(),
            })
            .collect();
        if found.is_empty() {
            return found;
        }
        found.sort_by_key(|definition| definition.range.start);
        let mut offsets = self.edited.offsets();
        for LinkDefinition { range, .. } in &mut found {
            let start = offsets.source(range.start).0;
            let length = range.len();
            *range =
                self.body_start + start..(self.body_start + start + length).min(self.text.len());
        }
        found
    }

    fn parser(&self) -> OffsetIter<'_> {
        Parser::new_ext(self.edited.text(), self.extensions()).into_offset_iter()
    }

    /// Strips sentinels and forbidden characters, restores source ranges and collects features.
    fn restore(&self, pieces: &mut [SpannedEvent<'_>]) -> (FeatureSet, Vec<BodyDiagnostic>) {
        let mut findings = Vec::new();
        let holds_others = sentinel::may_hold(self.text.get(self.body_start..).unwrap_or_default());
        let mut holds = FeatureSet::default();
        let mut starts = self.edited.offsets();
        let mut ends = self.edited.offsets();
        for (piece, range) in pieces {
            let (from, start) = starts.source_start(range.start);
            let (to, end) = ends.source(range.end);
            *range = self.body_start + from..self.body_start + to;
            if let BodyEvent::Markdown(event) = piece {
                holds.note(event);
                if self.is_joined {
                    spaced_destinations::respace(event);
                }
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

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Tag};

    use super::*;

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
