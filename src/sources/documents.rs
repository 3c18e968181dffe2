//! Refresh of documents and other files.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::source_store::StoredDocument;
use super::{RefreshContext, Settle, SourceChange, SourceStore};
use crate::content::{SourceDigest, SourcePath};
use crate::site::ParsedDocument;

impl SourceStore {
    /// Parses documents, or removes those that are gone.
    pub(super) fn update_documents(
        &mut self,
        context: &RefreshContext<'_>,
        touched: Vec<SourcePath>,
    ) -> SourceChange {
        let (there, gone): (Vec<_>, Vec<_>) = touched
            .into_iter()
            .partition(|path| self.index.contains(path));
        let parsed: Vec<(SourcePath, ParsedDocument)> = there
            .into_par_iter()
            .map(|path| {
                let parsed = context.reader.document(&self.index, &self.context, &path);
                (path, parsed)
            })
            .collect();
        let mut change = self.remove_documents(context, gone, &parsed);
        for (path, parsed) in parsed {
            change = change.max(self.update_document(context, path, parsed));
        }
        change
    }

    /// Removes the documents of files that are gone; one that did not appear elsewhere may come back.
    fn remove_documents(
        &mut self,
        context: &RefreshContext<'_>,
        gone: Vec<SourcePath>,
        parsed: &[(SourcePath, ParsedDocument)],
    ) -> SourceChange {
        if gone.is_empty() {
            return SourceChange::Nothing;
        }
        let appeared: BTreeSet<SourceDigest> = parsed
            .iter()
            .filter(|(path, _)| !self.documents.contains_key(path))
            .filter_map(|(_, parsed)| digest_of(parsed))
            .collect();
        let mut change = SourceChange::Nothing;
        for path in gone {
            let Some(stored) = self.documents.get(&path) else {
                continue;
            };
            let is_moved = stored
                .digest
                .is_some_and(|digest| appeared.contains(&digest));
            if context.settle == Settle::Defer && !is_moved {
                self.pending.insert(path);
            } else {
                self.documents.remove(&path);
                change = SourceChange::Documents;
            }
        }
        change
    }

    fn update_document(
        &mut self,
        context: &RefreshContext<'_>,
        path: SourcePath,
        parsed: ParsedDocument,
    ) -> SourceChange {
        let digest = digest_of(&parsed);
        let is_faulty = parsed.diagnostics.has_errors();
        let stored = self.documents.get(&path);
        let is_same_text =
            stored.is_some_and(|stored| stored.digest.is_some() && stored.digest == digest);
        if is_same_text && stored.is_some_and(|stored| stored.context == self.context_version) {
            return SourceChange::Nothing;
        }
        let was_faulty = stored.is_some_and(|stored| stored.diagnostics.has_errors());
        let is_suspect = is_faulty || digest == Some(*blake3::hash(b"").as_bytes());
        // A text that was there before is not half-written; it is parsed otherwise now.
        if !is_same_text && self.defers(context, &path, is_suspect, was_faulty) {
            return SourceChange::Nothing;
        }
        let diagnostics = parsed.diagnostics.clone();
        let last = self.documents.remove(&path).map(|stored| stored.shown);
        let stays = |last: &ParsedDocument| {
            is_faulty
                && !is_same_text
                && digest_of(last).is_some_and(|digest| (context.has_text)(&digest))
        };
        let (shown, change) = match last {
            Some(last) if stays(&last) => (last, SourceChange::Diagnostics),
            last => {
                let change = self.change_of(last.as_ref(), &parsed);
                (parsed, change)
            }
        };
        self.documents.insert(
            path,
            StoredDocument {
                shown,
                digest,
                context: self.context_version,
                diagnostics,
            },
        );
        change
    }

    /// The extent of the change when a document takes another form.
    fn change_of(&mut self, last: Option<&ParsedDocument>, newer: &ParsedDocument) -> SourceChange {
        let last = last.filter(|last| last.plan.is_none() && newer.plan.is_none());
        match last.map(|last| &last.document) {
            Some(last)
                if last.differs_in_body_only(&newer.document)
                    && last.body.has_same_destinations(&newer.document.body) =>
            {
                self.edited.push(Arc::clone(&newer.document));
                SourceChange::Bodies
            }
            _ => SourceChange::Documents,
        }
    }

    /// Reads files that are no documents, or removes those that are gone.
    pub(super) fn update_files(
        &mut self,
        context: &RefreshContext<'_>,
        touched: Vec<SourcePath>,
    ) -> SourceChange {
        let mut change = SourceChange::Nothing;
        for path in touched {
            if self.index.contains(&path) {
                let file = context.reader.file(&self.index, &path);
                self.files.insert(path, file);
                change = SourceChange::Files;
            } else if context.settle == Settle::Defer && self.files.contains_key(&path) {
                self.pending.insert(path);
            } else if self.files.remove(&path).is_some() {
                change = SourceChange::Files;
            }
        }
        change
    }
}

fn digest_of(parsed: &ParsedDocument) -> Option<SourceDigest> {
    Some(parsed.document.digest).filter(|_| !parsed.document.is_unread)
}
