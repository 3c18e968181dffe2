//! Project: what a source store holds, as a site is assembled from it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{FileIndex, SourceReader, SourceStore};
use crate::content::{SourceDigest, SourcePath, World};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::render::TemplateEngine;
use crate::site::{SiteSources, UnreadFiles};

/// A site's folder, read and parsed once.
pub struct Project {
    /// The sources of the site.
    pub sources: SiteSources,
    /// The compiled theme; `None` when a template is faulty.
    pub engine: Option<Arc<TemplateEngine>>,
    /// Diagnostics of what every page depends on: settings, theme, names of units.
    pub(crate) shared_diagnostics: Diagnostics,
    /// Diagnostics of documents, each seen by itself.
    pub(crate) document_diagnostics: BTreeMap<SourcePath, Diagnostics>,
    /// Diagnostics of all else.
    other_diagnostics: Diagnostics,
    /// Digest of the context in which documents were parsed.
    pub(crate) parse_context: SourceDigest,
}

/// Reads a site's folder; `base_url` replaces the address of `site.yaml`.
pub fn read(world: &dyn World, base_url: Option<&str>) -> (Project, Diagnostics) {
    let mut store = SourceStore::open(world, base_url);
    let reader = SourceReader::new(world);
    store.read_settings_and_theme(reader);
    store.read_contents(reader);
    let (project, _) = store.into_project();
    let found = project.diagnostics();
    (project, found)
}

impl Project {
    /// All diagnostics of the sources.
    pub fn diagnostics(&self) -> Diagnostics {
        let documents = self.document_diagnostics.values();
        [&self.shared_diagnostics, &self.other_diagnostics]
            .into_iter()
            .chain(documents)
            .flat_map(Diagnostics::iter)
            .cloned()
            .collect()
    }
}

impl SourceStore {
    /// Takes the store apart when everything was read once: into the project and the index of its files.
    pub(crate) fn into_project(self) -> (Project, FileIndex) {
        let sources = self.sources();
        let engine = self.theme.usable().engine.clone();
        let (unlisted, mut others) = self.index.unlisted_by_chain(&sources.theme.chain);
        let of_files = self.files.values().filter_map(|file| file.as_ref().err());
        others.extend(of_files.map(|found| Diagnostic::clone(found)));
        let mut shared = self.settings.diagnostics().clone();
        shared.extend(self.theme.diagnostics().iter().cloned());
        shared.extend(unlisted);
        shared.extend(self.units.1.iter().cloned());
        let is_certain = |found: &Diagnostic| engine.is_some() || found.code != Code::BlockUnknown;
        let documents = self.documents.into_iter().map(|(path, stored)| {
            let found: Diagnostics = stored.diagnostics.into_iter().filter(is_certain).collect();
            (path, found)
        });
        let project = Project {
            document_diagnostics: documents.filter(|(_, found)| !found.is_empty()).collect(),
            sources,
            engine,
            shared_diagnostics: shared,
            other_diagnostics: others,
            parse_context: self.context.digest(),
        };
        (project, self.index)
    }

    /// The theme that the site is shown with; `None` while settings or theme have had no good version.
    pub(crate) fn engine(&self) -> Option<&Arc<TemplateEngine>> {
        self.settings.good()?;
        self.theme.good()?.engine.as_ref()
    }

    /// The sources that a site is assembled from: of what is faulty the last good version, if there was one.
    pub(crate) fn sources(&self) -> SiteSources {
        let shown = || self.documents.values().map(|stored| &stored.shown);
        let unlisted = self.index.unlisted().keys();
        SiteSources {
            config: self.settings.usable().clone(),
            theme: Arc::clone(&self.theme.usable().source),
            documents: shown()
                .map(|parsed| Arc::clone(&parsed.document))
                .chain(unlisted.filter_map(|path| self.context.unlisted(path)))
                .collect(),
            files: self
                .files
                .values()
                .filter_map(|file| file.as_ref().ok())
                .cloned()
                .collect(),
            plans: shown().filter_map(|parsed| parsed.plan.clone()).collect(),
            unit_names: self.units.0.clone(),
            unread: self.unread(),
        }
    }

    /// The sources that could not be read.
    fn unread(&self) -> UnreadFiles {
        let mut unread = UnreadFiles::unlisted(self.index.unlisted().keys());
        let documents = self
            .documents
            .iter()
            .filter(|(_, stored)| stored.shown.document.is_unread)
            .map(|(path, _)| path);
        let files = self.files.iter().filter(|(_, file)| file.is_err());
        for path in documents.chain(files.map(|(path, _)| path)) {
            unread.add(path);
        }
        unread
    }

    /// Diagnostics of the sources, each seen by itself.
    pub(crate) fn diagnostics(&self) -> Diagnostics {
        let of_parts = [
            self.settings.diagnostics(),
            self.theme.diagnostics(),
            &self.units.1,
        ];
        let of_files = self.files.values().filter_map(|file| file.as_ref().err());
        let of_documents = self
            .documents
            .values()
            .flat_map(|stored| stored.diagnostics.iter());
        self.index
            .unlisted()
            .values()
            .chain(of_parts.into_iter().flat_map(Diagnostics::iter))
            .chain(of_documents)
            .chain(of_files.map(|found| &**found))
            .filter(|found| self.is_certain(found))
            .cloned()
            .collect()
    }

    /// Returns true if a diagnostic is certain: while a template is faulty, its components are not known.
    fn is_certain(&self, found: &Diagnostic) -> bool {
        self.theme.usable().engine.is_some() || found.code != Code::BlockUnknown
    }
}
