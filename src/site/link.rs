//! Where a destination, as an editor wrote it, leads.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::content::{Document, SourcePath};
use crate::url::{Address, AddressKind, Url, classify};

use super::{DocumentId, FileId, Site};

/// Where a destination leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A document of the site, at a heading of it.
    Document(DocumentId, Option<String>),
    /// The list of a section.
    Section(usize),
    /// A file of the site.
    File(FileId),
    /// A file of the site that the public does not get.
    Withheld(FileId),
    /// Another page of the site, by its address.
    Address(Url),
    /// Another site.
    External(Address),
    /// A mailbox or a telephone.
    Direct(Address),
    /// Nothing that is known, or an address that the policy refuses.
    Nowhere,
}

impl Site {
    /// Where `written` in a document leads.
    pub fn destination(&self, from: &Document, written: &str) -> Destination {
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
            return own.map_or(Destination::Nowhere, |own| Destination::Document(own, fragment));
        }
        match path.strip_prefix('/') {
            Some(path_from_root) => self.rooted(path_from_root, fragment),
            None => self.relative(from, &path, fragment),
        }
    }

    /// Where an entry of `site.yaml` leads: a path under `content/`, an address, another site.
    pub fn entry(&self, written: &str) -> Destination {
        let written = written.trim();
        if let Some(outside) = outside(written) {
            return outside;
        }
        let (path, fragment) = written.split_once('#').unwrap_or((written, ""));
        let fragment = Some(fragment.to_owned()).filter(|fragment| !fragment.is_empty());
        self.rooted(path.trim_start_matches('/'), fragment)
    }

    /// `/villages/land.html` is an address; `/villages/land.md` is a file under `content/`.
    fn rooted(&self, path: &str, fragment: Option<String>) -> Destination {
        let source = SourcePath::new(format!("content/{}", path.trim_end_matches('/')));
        let found = self.in_content(&source, fragment);
        if found != Destination::Nowhere {
            return found;
        }
        let url = if path.is_empty() || path.ends_with('/') { Url::folder(path) } else { Url::file(path) };
        if self.find(&url).is_some() { Destination::Address(url) } else { Destination::Nowhere }
    }

    fn relative(&self, from: &Document, path: &str, fragment: Option<String>) -> Destination {
        let target = from.path.resolve(path).filter(|target| target.as_str().starts_with("content"));
        target.map_or(Destination::Nowhere, |target| self.in_content(&target, fragment))
    }

    fn in_content(&self, path: &SourcePath, fragment: Option<String>) -> Destination {
        if let Some(id) = self.documents.find(path) {
            return Destination::Document(id, fragment);
        }
        if let Some(id) = self.find_file(path) {
            return if self.is_withheld(id) { Destination::Withheld(id) } else { Destination::File(id) };
        }
        let inside = |name: &str| self.documents.find(&SourcePath::new(format!("{path}/{name}")));
        if let Some(id) = inside("index.md") {
            return Destination::Document(id, fragment);
        }
        let folder = path.as_str().strip_prefix("content").unwrap_or_default().trim_start_matches('/');
        self.sections.number(folder).map_or(Destination::Nowhere, Destination::Section)
    }
}

/// Where a destination leads that is no place of this site.
fn outside(written: &str) -> Option<Destination> {
    match classify(written) {
        Ok(AddressKind::Local) => None,
        Ok(AddressKind::Web) => {
            Some(Address::parse(written).map_or(Destination::Nowhere, Destination::External))
        }
        Ok(AddressKind::Direct) => {
            Some(Address::parse(written).map_or(Destination::Nowhere, Destination::Direct))
        }
        Err(_) => Some(Destination::Nowhere),
    }
}

fn decode(text: &str) -> Cow<'_, str> {
    if text.contains('%') { percent_decode_str(text).decode_utf8_lossy() } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_or_a_host_leads_outside() {
        for site in ["https://a.cn/", "//a.cn/b"] {
            assert!(matches!(outside(site), Some(Destination::External(_))), "{site}");
        }
        for direct in ["mailto:a@b.cn", "tel:12348"] {
            assert!(matches!(outside(direct), Some(Destination::Direct(_))), "{direct}");
        }
        for inside in ["a.md", "/a/b.html", "第一章：总则.md", "a/b:c.md", "#a:b", ""] {
            assert_eq!(outside(inside), None, "{inside}");
        }
        for refused in ["C:/x.md", "javascript:x", "java\tscript:x", "\\\\host\\x"] {
            assert_eq!(outside(refused), Some(Destination::Nowhere), "{refused}");
        }
    }
}
