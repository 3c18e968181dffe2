//! Resolution of link destinations as editors write them.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::content::{Document, SourcePath, is_within};
use crate::url::{Address, AddressKind, Url, classify};

use super::{DocumentId, FileId, Site};

/// Limit of unjudged documents that an address is compared with; above it no link is reported as
/// broken, since each broken link would be compared with each of them.
const MOST_COMPARED: usize = 200;

/// Target of a resolved destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResolvedLink {
    /// Document of the site, with an optional heading.
    Document(DocumentId, Option<String>),
    /// List of a section.
    Section(usize),
    /// File of the site.
    File(FileId),
    /// File of the site that is withheld.
    Withheld(FileId),
    /// Other page of the site, by its address.
    Address(Url),
    /// Other site.
    External(Address),
    /// Mailbox or telephone number.
    Direct(Address),
    /// Unknown target, or an address that the policy rejects.
    Nowhere,
}

impl Site {
    /// Resolves a destination written in a document.
    pub fn destination(&self, from: &Document, written: &str) -> ResolvedLink {
        let written = written.trim();
        if let Some(outside) = outside(written) {
            return outside;
        }
        let (path, fragment) = written.split_once('#').unwrap_or((written, ""));
        let path = path.split('?').next().unwrap_or_default();
        let fragment = Some(decode(fragment).into_owned()).filter(|fragment| !fragment.is_empty());
        let path = decode(path);
        if path.is_empty() {
            let own = self.documents.find(&from.path);
            return own.map_or(ResolvedLink::Nowhere, |own| {
                ResolvedLink::Document(own, fragment)
            });
        }
        match path.strip_prefix('/') {
            Some(path_from_root) => self.rooted(path_from_root, fragment),
            None => self.relative(from, &path, fragment),
        }
    }

    /// Resolves an entry of `site.yaml`: a path under `content/`, an address or another site.
    pub fn entry(&self, written: &str) -> ResolvedLink {
        let written = written.trim();
        if let Some(outside) = outside(written) {
            return outside;
        }
        let (path, fragment) = written.split_once('#').unwrap_or((written, ""));
        let fragment = Some(fragment.to_owned()).filter(|fragment| !fragment.is_empty());
        self.rooted(path.trim_start_matches('/'), fragment)
    }

    /// Returns true if a broken destination in a document may lead to an unread or unjudged source.
    pub(super) fn may_lead_to_unread(&self, from: &Document, written: &str) -> bool {
        if self.unread.is_empty() && self.documents.unjudged().is_empty() {
            return false;
        }
        let path = written.trim().split(['#', '?']).next().unwrap_or_default();
        let path = decode(path);
        match path.strip_prefix('/') {
            Some(rooted) => self.rooted_may_be_unread(rooted),
            None => from
                .path
                .resolve(&path)
                .is_some_and(|target| self.unread.touches(target.as_str())),
        }
    }

    /// Like `may_lead_to_unread`, for an entry of `site.yaml`.
    pub(super) fn entry_may_be_unread(&self, written: &str) -> bool {
        self.rooted_may_be_unread(
            written
                .split('#')
                .next()
                .unwrap_or_default()
                .trim_start_matches('/'),
        )
    }

    /// Returns true if an unread document may have the path as address. A document's address is
    /// part of its file, so an unread one may have any; an unjudged one has those that it states.
    fn rooted_may_be_unread(&self, path: &str) -> bool {
        let source = SourcePath::new(format!("content/{}", path.trim_end_matches('/')));
        let unjudged = self.documents.unjudged();
        self.unread.touches(source.as_str())
            || source.extension() != "md" && self.unread.hides_documents()
            || unjudged.len() > MOST_COMPARED
            || unjudged.iter().any(|&id| self.may_stand_at(id, path))
    }

    /// Returns true if an unjudged document may have an address, given without the leading `/`.
    fn may_stand_at(&self, id: DocumentId, path: &str) -> bool {
        let document = self.document(id);
        let own = self.document_url(id);
        let own = own.as_str().trim_start_matches('/');
        let aliases = &document.front_matter.further.aliases;
        let folder = format!("{}/{}", document.section, document.slug);
        own == path
            || aliases
                .iter()
                .any(|alias| alias.trim_start_matches('/') == path)
            || is_within(path.trim_end_matches('/'), folder.trim_start_matches('/'))
            || document.front_matter.is_illegible && is_within(path, &document.section)
    }

    /// Resolves `/villages/land.html` as an address, `/villages/land.md` as a path in `content/`.
    fn rooted(&self, path: &str, fragment: Option<String>) -> ResolvedLink {
        let source = SourcePath::new(format!("content/{}", path.trim_end_matches('/')));
        let found = self.in_content(&source, fragment);
        if found != ResolvedLink::Nowhere {
            return found;
        }
        let url = if path.is_empty() || path.ends_with('/') {
            Url::folder(path)
        } else {
            Url::file(path)
        };
        if self.find(&url).is_some() {
            ResolvedLink::Address(url)
        } else {
            ResolvedLink::Nowhere
        }
    }

    fn relative(&self, from: &Document, path: &str, fragment: Option<String>) -> ResolvedLink {
        let target = from
            .path
            .resolve(path)
            .filter(|target| target.as_str().starts_with("content"));
        target.map_or(ResolvedLink::Nowhere, |target| {
            self.in_content(&target, fragment)
        })
    }

    fn in_content(&self, path: &SourcePath, fragment: Option<String>) -> ResolvedLink {
        if let Some(id) = self.documents.find(path) {
            return ResolvedLink::Document(id, fragment);
        }
        if let Some(id) = self.find_file(path) {
            return if self.is_withheld(id) {
                ResolvedLink::Withheld(id)
            } else {
                ResolvedLink::File(id)
            };
        }
        let inside = |name: &str| {
            self.documents
                .find(&SourcePath::new(format!("{path}/{name}")))
        };
        if let Some(id) = inside("index.md") {
            return ResolvedLink::Document(id, fragment);
        }
        let folder = path
            .as_str()
            .strip_prefix("content")
            .unwrap_or_default()
            .trim_start_matches('/');
        self.sections
            .number(folder)
            .map_or(ResolvedLink::Nowhere, ResolvedLink::Section)
    }
}

/// Resolves destinations outside this site.
fn outside(written: &str) -> Option<ResolvedLink> {
    match classify(written) {
        Ok(AddressKind::Local) => None,
        Ok(AddressKind::Web) => {
            Some(Address::parse(written).map_or(ResolvedLink::Nowhere, ResolvedLink::External))
        }
        Ok(AddressKind::Direct) => {
            Some(Address::parse(written).map_or(ResolvedLink::Nowhere, ResolvedLink::Direct))
        }
        Err(_) => Some(ResolvedLink::Nowhere),
    }
}

pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if text.contains('%') {
        percent_decode_str(text).decode_utf8_lossy()
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_or_a_host_leads_outside() {
        for site in ["https://a.cn/", "//a.cn/b"] {
            assert!(
                matches!(outside(site), Some(ResolvedLink::External(_))),
                "{site}"
            );
        }
        for direct in ["mailto:a@b.cn", "tel:12348"] {
            assert!(
                matches!(outside(direct), Some(ResolvedLink::Direct(_))),
                "{direct}"
            );
        }
        for inside in [
            "a.md",
            "/a/b.html",
            "第一章：总则.md",
            "a/b:c.md",
            "#a:b",
            "",
        ] {
            assert_eq!(outside(inside), None, "{inside}");
        }
        for refused in ["C:/x.md", "javascript:x", "java\tscript:x", "\\\\host\\x"] {
            assert_eq!(outside(refused), Some(ResolvedLink::Nowhere), "{refused}");
        }
    }
}
