//! The YAML of a block, and where in the document each of its bytes stands.

use std::ops::Range;

use pulldown_cmark::Event;

use crate::diagnostic::{Code, Message};
use crate::markdown::body_event::{BodyDiagnostic, BodyEvent, SpannedEvent};

/// The body of a fence.
#[derive(Debug)]
pub(super) struct FenceBody {
    /// Its text, without the signs of quotes and lists around it.
    pub(super) yaml: String,
    /// For each stretch: where it begins in `yaml`, and in the document.
    stretches: Vec<(usize, usize)>,
    /// Where the fence begins in the document.
    fence_start: usize,
}

/// What is wrong with a block.
#[derive(Debug)]
pub(super) struct BlockFault {
    pub(super) message: Message,
    pub(super) hint: Option<Message>,
    /// The YAML parser's own words.
    pub(super) quote: Option<String>,
    pub(super) spot: FaultTarget,
}

/// Where it is wrong.
#[derive(Debug)]
pub(super) enum FaultTarget {
    /// The fence itself.
    Fence,
    /// A line and a column of the YAML, both from 1.
    Line(usize, usize),
    /// Where these words first stand.
    Words(String),
}

impl FenceBody {
    /// The body that the texts of a fence make.
    pub(super) fn new(texts: Vec<SpannedEvent<'_>>, fence: Range<usize>) -> Self {
        let mut source = Self {
            yaml: String::new(),
            stretches: Vec::new(),
            fence_start: fence.start,
        };
        for (piece, range) in texts {
            if let BodyEvent::Markdown(Event::Text(text)) = piece {
                source.stretches.push((source.yaml.len(), range.start));
                source.yaml.push_str(&text);
            }
        }
        source
    }

    /// The bytes of the document that some bytes of the YAML stand for.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        let after = self
            .stretches
            .partition_point(|&(start, _)| start <= range.start);
        let start = after.checked_sub(1).map_or(self.fence_start, |stretch| {
            let (yaml, document) = self.stretches[stretch];
            document + (range.start - yaml)
        });
        start..start + range.len()
    }

    fn find(&self, spot: &FaultTarget) -> Range<usize> {
        match spot {
            FaultTarget::Fence => self.fence_start..self.fence_start + "```".len(),
            FaultTarget::Line(line, column) => self.original(self.line(*line, *column)),
            FaultTarget::Words(words) => match self.yaml.find(words.as_str()) {
                Some(at) if !words.is_empty() => self.original(at..at + words.len()),
                _ => self.find(&FaultTarget::Fence),
            },
        }
    }

    /// From a column of a line to the line's end.
    fn line(&self, line: usize, column: usize) -> Range<usize> {
        let mut start = 0;
        for whole in self.yaml.split_inclusive('\n').take(line.saturating_sub(1)) {
            start += whole.len();
        }
        let text = self.yaml[start..].lines().next().unwrap_or_default();
        let skipped = text
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(0, |(at, _)| at);
        start + skipped..start + text.len()
    }
}

impl BlockFault {
    /// A fault of the whole block.
    pub(super) fn new(message: Message, spot: FaultTarget) -> Self {
        Self {
            message,
            hint: None,
            quote: None,
            spot,
        }
    }

    /// The same with advice.
    pub(super) fn hint(self, hint: Message) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    /// The fault at its place in the document.
    pub(super) fn at(self, source: &FenceBody) -> BodyDiagnostic {
        let range = source.find(&self.spot);
        BodyDiagnostic {
            hint: self.hint,
            quote: self.quote,
            ..BodyDiagnostic::new(Code::BlockInvalid, self.message, range)
        }
    }
}
