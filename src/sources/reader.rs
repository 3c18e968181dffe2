//! Reads single sources: settings, unit names, documents, other files; or takes what the previous build knew of them.

use std::io;
use std::sync::Arc;

use crate::content::{
    Document, DocumentKind, FileFingerprint, PrerenderedBody, SiteConfig, SourceDigest, SourcePath,
    UNIT_NAMES, World, config, picture, read_source, unit_names, unreadable,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::law::responsible_unit::UnitNames;
use crate::site::{DocumentParser, ParsedDocument, SiteFile, danger, picture_size};

use super::FileIndex;

/// Bytes that are read of a file to compute its digest and, of an image, to find its size.
const HEAD: usize = 64 << 10;

/// Facts of the previous build, which stand in for files that have not changed.
pub(crate) trait PreviousFacts: Sync {
    /// The digest of the context in which documents were parsed.
    fn parse_context(&self) -> SourceDigest;
    /// A document and the diagnostics of its file.
    fn document(&self, path: &SourcePath) -> Option<(&Arc<Document>, Diagnostics)>;
    /// A file that is no document.
    fn file(&self, path: &SourcePath) -> Option<&SiteFile>;
    /// The fingerprint that a file had.
    fn fingerprint(&self, path: &SourcePath) -> Option<FileFingerprint>;
}

/// Receiver of bodies that are rendered, links aside, while their documents are parsed.
pub(crate) trait BodySink: Sync {
    /// Returns true if another body can be stored.
    fn has_room(&self) -> bool;
    /// Takes the body of a document, or drops it.
    fn add(&self, path: &SourcePath, body: PrerenderedBody);
}

/// Access to sources: the world, and what saves reading it.
#[derive(Clone, Copy)]
pub(crate) struct SourceReader<'r> {
    /// The site's folder.
    pub world: &'r dyn World,
    /// Facts of the previous build.
    pub previous: Option<&'r dyn PreviousFacts>,
    /// Receiver of prerendered bodies; none are made without it.
    pub bodies: Option<&'r dyn BodySink>,
}

impl<'r> SourceReader<'r> {
    /// A reader that reads every file that it is asked for.
    pub(crate) fn new(world: &'r dyn World) -> Self {
        Self {
            world,
            previous: None,
            bodies: None,
        }
    }

    /// Reads and parses a document.
    pub(super) fn document(
        &self,
        index: &FileIndex,
        context: &DocumentParser,
        path: &SourcePath,
    ) -> ParsedDocument {
        if let Some(known) = self.previous_document(index, path) {
            return known;
        }
        let (source, found) = read_source(self.world, path);
        let prerenders = self.bodies.is_some_and(BodySink::has_room);
        let mut parsed = context.parse(path, source, found, prerenders);
        if let Some((bodies, body)) = self.bodies.zip(parsed.prerendered.take()) {
            bodies.add(path, body);
        }
        parsed
    }

    /// The document that the previous build parsed, if its file has not changed. A plan is parsed again: the cache
    /// does not hold all of it.
    fn previous_document(&self, index: &FileIndex, path: &SourcePath) -> Option<ParsedDocument> {
        let previous = self.previous?;
        let (document, found) = previous.document(path)?;
        let fingerprint = index.fingerprint(path);
        let is_same = document.kind != DocumentKind::Plan
            && (fingerprint.is_some() && fingerprint == previous.fingerprint(path)
                || digest(self.world, path) == Some(document.digest));
        is_same.then(|| ParsedDocument {
            document: Arc::clone(document),
            plan: None,
            diagnostics: found,
            prerendered: None,
        })
    }

    /// Reads what is known of a file that the public gets as it is.
    pub(super) fn file(
        &self,
        index: &FileIndex,
        path: &SourcePath,
    ) -> Result<SiteFile, Box<Diagnostic>> {
        if let Some(known) = self.previous_file(index, path) {
            return Ok(known);
        }
        let read = || {
            let (head, length) = self.world.head(path, HEAD)?;
            let reading = picture::read_facts(&head, length, || self.world.open(path))?;
            let drawing_size = || picture_size(path, &head).filter(|_| path.extension() == "svg");
            Ok(SiteFile {
                path: path.clone(),
                length: reading.length,
                size: reading.size.or_else(drawing_size),
                picture: reading.facts,
                digest: *blake3::hash(&head).as_bytes(),
                danger: danger(self.world, path, length),
                owner: None,
            })
        };
        read().map_err(|reason: io::Error| Box::new(unreadable(path.as_str(), &reason)))
    }

    fn previous_file(&self, index: &FileIndex, path: &SourcePath) -> Option<SiteFile> {
        let previous = self.previous?;
        let fingerprint = index.fingerprint(path)?;
        previous
            .file(path)
            .filter(|_| previous.fingerprint(path) == Some(fingerprint))
            .cloned()
    }

    /// Reads the table of unit names, if there is one.
    pub(super) fn unit_names(&self, index: &FileIndex) -> (UnitNames, Diagnostics) {
        let path = SourcePath::from(UNIT_NAMES);
        if !index.contains(&path) {
            return (UnitNames::default(), Diagnostics::new());
        }
        let (source, mut found) = read_source(self.world, &path);
        let Some(source) = source else {
            return (UnitNames::default(), found);
        };
        let (names, of_names) = unit_names(&path, &source.text);
        found.extend(of_names);
        (names, found)
    }
}

/// Reads `site.yaml`; `base_url` replaces the address that it gives.
pub(crate) fn read_settings(
    world: &dyn World,
    base_url: Option<&str>,
) -> (SiteConfig, Diagnostics) {
    let path = SourcePath::from(SiteConfig::PATH);
    let (source, mut found) = read_source(world, &path);
    let Some(source) = source else {
        return (SiteConfig::default(), found);
    };
    let (config, of_config) = config::read(&path, &source.text);
    found.extend(of_config);
    let Some(base_url) = base_url else {
        return (config, found);
    };
    let (config, of_base) = config.with_base_url(base_url);
    let mut found: Diagnostics = found
        .into_iter()
        .filter(|found| found.code != Code::SiteNoBaseUrl)
        .collect();
    found.extend(of_base);
    (config, found)
}

/// The digest of a file's content.
pub(crate) fn digest(world: &dyn World, path: &SourcePath) -> Option<SourceDigest> {
    world
        .read(path)
        .ok()
        .map(|bytes| *blake3::hash(&bytes).as_bytes())
}
