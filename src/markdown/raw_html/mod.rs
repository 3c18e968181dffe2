//! Raw HTML in content: sanitized, shown as text, or passed through, by the site's policy.
//!
//! The sanitizer is safe by construction. The tokenizer of the HTML standard reads an author's
//! HTML, and nothing of the source is passed on: each admitted tag becomes a [`RawTag`], made of
//! static names of the allow-list ([`elements`]) and of decoded values; all else becomes text or is
//! dropped. The emitter writes those tags as it writes those of Markdown, escapes every text and
//! value, and resolves every address through the site. HTML that the site adds (ids, classes,
//! components, anchors) never passes through the sanitizer, so there is no marker for an author to
//! forge, in any encoding or order.
//!
//! [`nesting`] then makes raw elements nest properly among those of Markdown. An HTML parser
//! therefore builds exactly the tree that was written: since no admitted element switches the
//! parser to another state or namespace, it cannot read the output in another way.

mod elements;
mod nesting;
mod removed_names;
mod tokenizer;

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

pub(crate) use elements::AttributeValue;
pub(crate) use elements::ElementRule;
pub(super) use nesting::nest;
pub(crate) use tokenizer::{HtmlToken, tokenize};

use self::elements::dropped_with_content;
pub(super) use self::elements::rule;
use self::removed_names::RemovedNames;
use super::body_event::{BodyEvent, BodyEvents, SpannedEvent};
use crate::characters::allowed;
use crate::content::config::RawHtml;
pub(crate) use tokenizer::StartTag;

/// Start tag of raw HTML that the sanitizer admitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawTag {
    /// Rule of the element.
    pub(crate) rule: &'static ElementRule,
    /// Names, kinds and decoded values of the admitted attributes.
    pub(crate) attributes: Vec<(&'static str, AttributeValue, String)>,
}

impl RawTag {
    /// Creates a tag without attributes.
    fn bare(rule: &'static ElementRule) -> Self {
        Self {
            rule,
            attributes: Vec::new(),
        }
    }

    /// Returns the value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, ..)| *known == name)
            .map(|(.., value)| &**value)
    }

    /// Returns true if an attribute holds an address, which only the site can resolve.
    pub(super) fn has_address(&self) -> bool {
        self.attributes
            .iter()
            .any(|(_, value, _)| matches!(value, AttributeValue::Link | AttributeValue::Image))
    }
}

/// Applies a site's policy to the raw HTML of a body.
pub(super) fn adapt(body: &mut BodyEvents<'_>, policy: RawHtml) {
    match policy {
        RawHtml::Allow => {}
        RawHtml::Escape => body.events.iter_mut().for_each(|(piece, _)| show(piece)),
        RawHtml::Sanitize => {
            let sanitizer = Sanitizer {
                out: Vec::with_capacity(body.events.len()),
                removed: RemovedNames::default(),
            };
            let (pieces, mut findings) = sanitizer.run(std::mem::take(&mut body.events));
            body.events = pieces;
            body.diagnostics.append(&mut findings);
        }
    }
}

/// Returns the raw HTML of an event, where the policy passes it through.
pub(super) fn raw<'p>(piece: &'p BodyEvent<'_>) -> Option<&'p str> {
    match piece {
        BodyEvent::Markdown(Event::Html(html) | Event::InlineHtml(html)) => Some(html),
        _ => None,
    }
}

/// Turns raw HTML into text; a block becomes a paragraph.
fn show(piece: &mut BodyEvent<'_>) {
    if let BodyEvent::Markdown(event) = piece {
        *event = match std::mem::replace(event, Event::SoftBreak) {
            Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            other => other,
        };
    }
}

/// Replaces raw HTML by tags and text.
struct Sanitizer<'a> {
    out: Vec<SpannedEvent<'a>>,
    removed: RemovedNames,
}

impl<'a> Sanitizer<'a> {
    fn run(
        mut self,
        pieces: Vec<SpannedEvent<'a>>,
    ) -> (
        Vec<SpannedEvent<'a>>,
        Vec<super::body_event::BodyDiagnostic>,
    ) {
        let hidden = hidden_ranges(&pieces);
        let mut hidden_up_to = 0;
        let mut block = String::new();
        let mut block_range = 0..0;
        for (at, (piece, range)) in pieces.into_iter().enumerate() {
            if let Some(end) = hidden.get(&at) {
                hidden_up_to = hidden_up_to.max(end + 1);
            }
            match piece {
                BodyEvent::Markdown(Event::Html(line)) => {
                    if block.is_empty() {
                        block_range.start = range.start;
                    }
                    block_range.end = range.end;
                    block.push_str(&line);
                    continue;
                }
                _ if block.is_empty() => {}
                _ => {
                    self.block(&block, &block_range);
                    block.clear();
                }
            }
            match piece {
                BodyEvent::Markdown(Event::InlineHtml(html)) => {
                    self.inline(&html, &range, at < hidden_up_to);
                }
                BodyEvent::Markdown(Event::Start(_) | Event::End(_)) => {
                    self.out.push((piece, range));
                }
                _ if at < hidden_up_to => {}
                piece => self.out.push((piece, range)),
            }
        }
        if !block.is_empty() {
            self.block(&block, &block_range);
        }
        (self.out, self.removed.findings)
    }

    /// Sanitizes all lines of an HTML block at once, since a tag may span several.
    fn block(&mut self, html: &str, range: &Range<usize>) {
        let mut inside: Option<&'static str> = None;
        for token in self.removed.note(tokenize(html), range) {
            match token {
                HtmlToken::End(name) if inside == Some(&*name) => inside = None,
                _ if inside.is_some() => {}
                HtmlToken::Start(tag) if dropped_with_content(&tag.name).is_some() => {
                    inside = dropped_with_content(&tag.name);
                }
                token => self.token(token, range),
            }
        }
    }

    fn inline(&mut self, html: &str, range: &Range<usize>, hidden: bool) {
        for token in self.removed.note(tokenize(html), range) {
            if !hidden {
                self.token(token, range);
            }
        }
    }

    fn token(&mut self, token: HtmlToken, range: &Range<usize>) {
        let piece = match token {
            HtmlToken::Text(text) => {
                BodyEvent::Markdown(Event::Text(allowed(&text).into_owned().into()))
            }
            HtmlToken::Start(tag) => match admitted(tag) {
                Some(tag) => BodyEvent::RawStart(Box::new(tag)),
                None => return,
            },
            HtmlToken::End(name) => match rule(&name) {
                Some(rule) => BodyEvent::RawEnd(rule),
                None => return,
            },
            HtmlToken::Comment(_) => return,
        };
        self.out.push((piece, range.clone()));
    }
}

/// Returns the tag with its admitted attributes; `None` for an element outside the allow-list.
fn admitted(tag: StartTag) -> Option<RawTag> {
    let rule = rule(&tag.name)?;
    let admitted = tag.attributes.into_iter().filter_map(|(name, value)| {
        let (name, kind) = rule.attribute(&name)?;
        kind.admits(&value)
            .then(|| (name, kind, allowed(&value).into_owned()))
    });
    Some(RawTag {
        rule,
        attributes: admitted.collect(),
    })
}

/// Maps the start tag of each inline `<script>` and its like to its end tag, if that is in the same
/// block of text.
fn hidden_ranges(pieces: &[SpannedEvent<'_>]) -> HashMap<usize, usize> {
    let mut ranges = HashMap::new();
    let mut ends: HashMap<&'static str, usize> = HashMap::new();
    for (at, (piece, _)) in pieces.iter().enumerate().rev() {
        match piece {
            BodyEvent::Markdown(Event::InlineHtml(html)) => match hiding_tag(html) {
                Some((name, true)) => {
                    ends.insert(name, at);
                }
                Some((name, false)) => {
                    if let Some(end) = ends.get(name) {
                        ranges.insert(at, *end);
                    }
                }
                None => {}
            },
            piece if ends_block(piece) => ends.clear(),
            _ => {}
        }
    }
    ranges
}

/// Returns the element of an inline tag whose content is hidden, and true if it is an end tag.
fn hiding_tag(html: &str) -> Option<(&'static str, bool)> {
    let inner = html.strip_prefix('<')?;
    let named = inner.strip_prefix('/').unwrap_or(inner);
    let end = named
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(named.len());
    let name = dropped_with_content(&named[..end].to_ascii_lowercase())?;
    Some((name, named.len() < inner.len()))
}

/// Returns true if a paragraph, cell, heading or similar block ends here.
fn ends_block(piece: &BodyEvent<'_>) -> bool {
    let BodyEvent::Markdown(Event::End(end)) = piece else {
        return false;
    };
    !matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

#[cfg(test)]
mod tests;
