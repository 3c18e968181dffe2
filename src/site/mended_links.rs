//! Certain repairs of links and pictures: the one file that a broken destination fits.

use super::link_advice::LinkAdvisor;
use super::{ResolvedLink, Site};
use crate::content::{BodyFacts, Document, Reference};
use crate::diagnostic::{Code, Diagnostic, SourceEdit, SourceLocation};
use crate::message;

/// Mender of the destinations of a site's documents.
pub(crate) struct LinkMender<'s> {
    site: &'s Site,
    advisor: LinkAdvisor<'s>,
}

impl<'s> LinkMender<'s> {
    /// Creates the mender of a site.
    pub(crate) fn new(site: &'s Site) -> Self {
        Self {
            site,
            advisor: LinkAdvisor::new(site),
        }
    }

    /// Returns the broken links and pictures of a document's text that are surely repaired, each with
    /// its edit.
    pub(crate) fn repairs(
        &self,
        from: &Document,
        text: &str,
        facts: &BodyFacts,
    ) -> Vec<Diagnostic> {
        let links = facts.links.iter().map(|link| (link, Code::LinkBroken));
        let images = facts.images.iter().map(|image| (image, Code::ImageBroken));
        let mut lines: Vec<usize> = Vec::new();
        let mut repairs = Vec::new();
        for (reference, code) in links.chain(images) {
            let Some(meant) = self.meant(from, reference, code == Code::ImageBroken) else {
                continue;
            };
            if lines.is_empty() {
                let ends = memchr::memchr_iter(b'\n', text.as_bytes());
                lines = std::iter::once(0).chain(ends.map(|at| at + 1)).collect();
            }
            repairs.extend(repair(from, text, &lines, reference, code, meant));
        }
        repairs
    }

    fn meant(&self, from: &Document, reference: &Reference, is_image: bool) -> Option<String> {
        let written = &reference.destination;
        let leads = self.site.destination(from, written);
        let is_broken = match leads {
            ResolvedLink::Nowhere => true,
            ResolvedLink::Document(..) | ResolvedLink::Section(_) => is_image,
            _ => false,
        };
        if !is_broken || self.site.may_lead_to_unread(from, written) {
            return None;
        }
        self.advisor.repair(from, written, is_image)
    }
}

/// Returns a diagnostic with its edit, if the destination stands in the source as the parser reads it.
fn repair(
    from: &Document,
    text: &str,
    lines: &[usize],
    reference: &Reference,
    code: Code,
    meant: String,
) -> Option<Diagnostic> {
    let line = usize::try_from(reference.line).ok()?.checked_sub(1)?;
    let line = text.get(*lines.get(line)?..)?;
    let skipped = usize::try_from(reference.column).ok()?.checked_sub(1)?;
    let source = &line[line.char_indices().nth(skipped)?.0..];
    let length = usize::try_from(reference.length).ok()?;
    let end = source.char_indices().nth(length);
    let source = &source[..end.map_or(source.len(), |(end, _)| end)];
    let written = reference.destination.as_str();
    let at = source
        .match_indices(written)
        .map(|(at, _)| at)
        .find(|&at| is_destination(&source[..at], &source[at + written.len()..]))?;
    let start = text.len() - line.len() + line.char_indices().nth(skipped)?.0 + at;
    let edit = SourceEdit::new(start..start + written.len(), meant);
    let message = message!(
        "“{written}”不存在，改成了存在的那个文件",
        "“{written}” does not exist; the file that does is named instead"
    );
    let place = SourceLocation {
        line: reference.line,
        column: reference.column,
        ..SourceLocation::file(from.path.as_str())
    };
    let mut found = Diagnostic::new(code, message).at(place);
    found.edits.push(edit);
    Some(found)
}

/// Returns true between the brackets of a link or the quotes of an attribute, or for all of a source.
fn is_destination(before: &str, after: &str) -> bool {
    let opens = ["](", "](<", "=\"", "='"];
    let is_open = opens.iter().any(|open| before.trim_end().ends_with(open));
    let is_closed = after
        .chars()
        .next()
        .is_none_or(|c| matches!(c, ')' | '>' | '"' | '\'') || c.is_whitespace());
    is_closed && (is_open || before.is_empty() && after.is_empty())
}
