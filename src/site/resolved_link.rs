//! Resolution of link destinations as editors write them.

use std::borrow::Cow;

use crate::content::{Document, SourcePath, is_within};
use crate::url::{Address, AddressKind, AddressParts, Url, classify, decoded};

use super::{DocumentId, FileId, Route, RouteKind, Site};

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
    /// File of the site that is withheld, or of a document that the public does not see.
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
        if let Some(own) = self.config.base.own_part(written) {
            return self.rooted(own);
        }
        if let Some(outside) = outside(written) {
            return outside;
        }
        if written.starts_with('/') {
            return self.rooted(written);
        }
        let parts = AddressParts::new(written);
        if parts.path.is_empty() {
            let own = self.documents.find(&from.path);
            return own.map_or(ResolvedLink::Nowhere, |own| self.in_document(own, &parts));
        }
        let in_content = |path: &str| {
            from.path
                .resolve(path)
                .filter(|target| is_within(target.as_str(), "content"))
        };
        self.in_names(written, &parts, &in_content)
    }

    /// Resolves an entry of `site.yaml`: a path under `content/`, an address or another site.
    pub fn entry(&self, written: &str) -> ResolvedLink {
        let written = written.trim();
        if let Some(own) = self.config.base.own_part(written) {
            return self.rooted(own);
        }
        outside(written).unwrap_or_else(|| self.rooted(written))
    }

    /// Returns true if a broken destination in a document may lead to an unread or unjudged source.
    pub(super) fn may_lead_to_unread(&self, from: &Document, written: &str) -> bool {
        if self.unread.is_empty() && self.documents.unjudged().is_empty() {
            return false;
        }
        let written = written.trim();
        let written = self.config.base.own_part(written).unwrap_or(written);
        let path = decoded(AddressParts::new(written).path);
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
                .any(|alias| alias.trim_matches('/') == path.trim_end_matches('/'))
            || is_within(path.trim_end_matches('/'), folder.trim_start_matches('/'))
            || document.front_matter.is_illegible && is_within(path, &document.section)
    }

    /// Resolves `/villages/land.html` as an address, `/villages/land.md` as a path in `content/`.
    fn rooted(&self, written: &str) -> ResolvedLink {
        let found = self.under_root(written);
        if found != ResolvedLink::Nowhere {
            return found;
        }
        // An address as it is seen in a browser, with the base path.
        match self.config.base.part_under_base(written) {
            Some(part) if part.len() < written.len() => self.under_root(part),
            _ => ResolvedLink::Nowhere,
        }
    }

    fn under_root(&self, written: &str) -> ResolvedLink {
        let parts = AddressParts::new(written);
        let in_content = |path: &str| {
            let path = path.trim_matches('/');
            Some(SourcePath::new(format!("content/{path}")))
        };
        let found = self.in_names(written, &parts, &in_content);
        if found != ResolvedLink::Nowhere {
            return found;
        }
        let path = decoded(parts.path);
        let path = path.trim_start_matches('/');
        let file = Some(Url::file(path)).filter(|_| !path.is_empty() && !path.ends_with('/'));
        let mut urls = file.into_iter().chain([Url::folder(path)]);
        urls.find_map(|url| self.find(&url))
            .map_or(ResolvedLink::Nowhere, |route| self.at_route(route, &parts))
    }

    /// Resolves a path to a source: decoded, or with a `%` or `#` that is part of a file's name.
    fn in_names(
        &self,
        written: &str,
        parts: &AddressParts<'_>,
        in_content: &dyn Fn(&str) -> Option<SourcePath>,
    ) -> ResolvedLink {
        let find = |path: &str| {
            in_content(path).map_or(ResolvedLink::Nowhere, |path| self.in_content(&path, parts))
        };
        if parts.fragment.contains('.') {
            let whole = [decoded(written), Cow::Borrowed(written)];
            let file = whole.iter().find_map(|path| {
                let file = self.find_file(&in_content(path)?)?;
                Some(self.file_or_withheld(file))
            });
            if let Some(file) = file {
                return file;
            }
        }
        match find(&decoded(parts.path)) {
            ResolvedLink::Nowhere if parts.path.contains('%') => find(parts.path),
            found => found,
        }
    }

    fn in_content(&self, path: &SourcePath, parts: &AddressParts<'_>) -> ResolvedLink {
        if let Some(id) = self.documents.find(path) {
            return self.in_document(id, parts);
        }
        if let Some(id) = self.find_file(path) {
            return self.file_or_withheld(id);
        }
        let inside = |name: &str| {
            self.documents
                .find(&SourcePath::new(format!("{path}/{name}")))
        };
        if let Some(id) = inside("index.md") {
            return self.in_document(id, parts);
        }
        let folder = path
            .as_str()
            .strip_prefix("content")
            .unwrap_or_default()
            .trim_matches('/');
        self.sections
            .number(folder)
            .map_or(ResolvedLink::Nowhere, ResolvedLink::Section)
    }

    fn at_route(&self, route: &Route, parts: &AddressParts<'_>) -> ResolvedLink {
        match route.kind {
            RouteKind::Document(id) | RouteKind::Redirect(id) => self.in_document(id, parts),
            RouteKind::Section { section, page: 1 } => ResolvedLink::Section(section),
            RouteKind::File(id) => self.file_or_withheld(id),
            _ => ResolvedLink::Address(route.url.clone()),
        }
    }

    fn file_or_withheld(&self, id: FileId) -> ResolvedLink {
        let owner = self.file(id).owner;
        let is_hidden = owner.is_some_and(|owner| !self.documents.is_visible(owner));
        if is_hidden || self.is_withheld(id) {
            ResolvedLink::Withheld(id)
        } else {
            ResolvedLink::File(id)
        }
    }

    /// Resolves a fragment to the anchor of a heading; one that names no heading stays.
    fn in_document(&self, id: DocumentId, parts: &AddressParts<'_>) -> ResolvedLink {
        let fragment = parts.decoded_fragment();
        let anchor = fragment.map(|fragment| {
            self.anchor(id, &fragment)
                .unwrap_or_else(|| fragment.trim().to_owned())
        });
        ResolvedLink::Document(id, anchor)
    }
}

/// Resolves destinations outside this site.
fn outside(written: &str) -> Option<ResolvedLink> {
    match classify(written) {
        Ok(AddressKind::Local) => None,
        Ok(AddressKind::Web) => {
            let written = if written.contains(' ') {
                Cow::Owned(written.replace(' ', "%20"))
            } else {
                Cow::Borrowed(written)
            };
            Some(Address::parse(&written).map_or(ResolvedLink::Nowhere, ResolvedLink::External))
        }
        Ok(AddressKind::Direct) => {
            Some(Address::parse(written).map_or(ResolvedLink::Nowhere, ResolvedLink::Direct))
        }
        Err(_) => Some(ResolvedLink::Nowhere),
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
        for refused in [
            "http:/a.cn",
            "C:/x.md",
            "javascript:x",
            "java\tscript:x",
            "\\\\host\\x",
        ] {
            assert_eq!(outside(refused), Some(ResolvedLink::Nowhere), "{refused}");
        }
    }
}
