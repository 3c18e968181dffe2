//! YAML of a component block, and a map from its bytes to the document.

use std::ops::Range;

use pulldown_cmark::Event;

use crate::content::{SourcePatch, unpatched, with_patches};
use crate::diagnostic::{Code, Message};
use crate::markdown::body_event::{BodyDiagnostic, BodyEvent, SpannedEvent};

/// Body of a fence.
#[derive(Debug)]
pub(super) struct FenceBody {
    /// Text without the quote and list markers around it.
    pub(super) yaml: String,
    /// Start of each range in `yaml` and in the document.
    stretches: Vec<(usize, usize)>,
    /// Start of the fence in the document.
    fence_start: usize,
    /// Pairs of byte offsets in `yaml` and in the text before its slips were mended.
    anchors: Vec<(usize, usize)>,
}

/// Error in a component block.
#[derive(Debug)]
pub(super) struct BlockFault {
    pub(super) message: Message,
    pub(super) hint: Option<Message>,
    /// Message of the YAML parser, verbatim.
    pub(super) quote: Option<String>,
    pub(super) spot: FaultTarget,
}

/// Location of a fault.
#[derive(Debug)]
pub(super) enum FaultTarget {
    /// Fence itself.
    Fence,
    /// Line and column of the YAML, both from 1.
    Line(usize, usize),
    /// First occurrence of these words.
    Words(String),
}

impl FenceBody {
    /// Creates the body from the texts of a fence.
    pub(super) fn new(texts: Vec<SpannedEvent<'_>>, fence: Range<usize>) -> Self {
        let mut source = Self {
            yaml: String::new(),
            stretches: Vec::new(),
            fence_start: fence.start,
            anchors: Vec::new(),
        };
        for (piece, range) in texts {
            if let BodyEvent::Markdown(Event::Text(text)) = piece {
                source.stretches.push((source.yaml.len(), range.start));
                source.yaml.push_str(&text);
            }
        }
        source
    }

    /// Mends slips; at most once.
    pub(super) fn mend(&mut self, patches: &[SourcePatch]) {
        if !patches.is_empty() {
            (self.yaml, self.anchors) = with_patches(&self.yaml, patches);
        }
    }

    /// Maps a byte range of the YAML to one of the document.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        let start = unpatched(&self.anchors, range.start);
        let range = start..start + range.len();
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

    /// Returns the range from a column of a line to the line's end.
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
    /// Creates a fault without hint or quote.
    pub(super) fn new(message: Message, spot: FaultTarget) -> Self {
        Self {
            message,
            hint: None,
            quote: None,
            spot,
        }
    }

    /// Adds a hint.
    pub(super) fn hint(self, hint: Message) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    /// Converts the fault to a diagnostic with a range in the document.
    pub(super) fn at(self, source: &FenceBody) -> BodyDiagnostic {
        let range = source.find(&self.spot);
        BodyDiagnostic {
            hint: self.hint,
            quote: self.quote,
            ..BodyDiagnostic::new(Code::BlockInvalid, self.message, range)
        }
    }
}
