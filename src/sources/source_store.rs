//! Source store: the sources of a site as they were last read. What changed is read again, and nothing else.
//!
//! The store depends on no browser, watcher or cache: its caller names the paths to refresh. A faulty version does not
//! replace a good one; a file that looks half-written is read again before it is accepted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::last_good::LastGood;
use super::theme_version::ThemeVersion;
use super::{FileIndex, SourceReader, read_settings};
use crate::content::{Document, SiteConfig, SourceDigest, SourcePath, World};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::law::responsible_unit::UnitNames;
use crate::markdown::{BlockNames, ReservedIds};
use crate::site::{DocumentParser, FileRole, ParsedDocument, SiteFile, role_of};

/// Treatment of files that may be half-written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Settle {
    /// Leaves it pending for a later refresh.
    Defer,
    /// Accepts it as it is: it had time to settle.
    Accept,
}

/// Extent of what a refresh changed, in ascending order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SourceChange {
    /// Nothing.
    #[default]
    Nothing,
    /// Diagnostics only.
    Diagnostics,
    /// Style sheets of the theme.
    StyleSheets,
    /// Bodies of some documents, and nothing that other pages show of them.
    Bodies,
    /// Files that are no documents.
    Files,
    /// Documents.
    Documents,
    /// The theme.
    Theme,
    /// Settings, or the names of units.
    Settings,
}

/// A document as it is shown, and the diagnostics of its file.
#[derive(Debug)]
pub(super) struct StoredDocument {
    pub(super) shown: ParsedDocument,
    /// The digest of the file as it was last read.
    pub(super) digest: Option<SourceDigest>,
    /// The version of the context that it was parsed in.
    pub(super) context: u64,
    pub(super) diagnostics: Diagnostics,
}

/// The sources of a site.
pub(crate) struct SourceStore {
    base_url: Option<String>,
    pub(super) index: FileIndex,
    pub(super) settings: LastGood<SiteConfig>,
    pub(super) theme: LastGood<ThemeVersion>,
    pub(super) units: (UnitNames, Diagnostics),
    pub(super) context: DocumentParser,
    /// Number of changes of the context.
    pub(super) context_version: u64,
    pub(super) documents: BTreeMap<SourcePath, StoredDocument>,
    pub(super) files: BTreeMap<SourcePath, Result<SiteFile, Box<Diagnostic>>>,
    /// Paths of what looked half-written or gone, to be read once more.
    pub(super) pending: BTreeSet<SourcePath>,
    /// The documents whose bodies changed at the last refresh.
    pub(super) edited: Vec<Arc<Document>>,
}

/// Inputs of a refresh.
#[derive(Clone, Copy)]
pub(crate) struct RefreshContext<'r> {
    /// Access to the sources.
    pub reader: SourceReader<'r>,
    /// Treatment of files that may be half-written.
    pub settle: Settle,
    /// Returns true if the text of a digest is still cached, so that its document can be shown while its file is faulty.
    pub has_text: &'r (dyn Fn(&SourceDigest) -> bool + Sync),
}

impl<'r> RefreshContext<'r> {
    /// A context that accepts everything as it is.
    fn accepting(reader: SourceReader<'r>) -> Self {
        Self {
            reader,
            settle: Settle::Accept,
            has_text: &|_| false,
        }
    }
}

impl SourceStore {
    /// Scans a site's folder; reads nothing yet. `base_url` replaces the address of `site.yaml`.
    pub(crate) fn open(world: &dyn World, base_url: Option<&str>) -> Self {
        let units = UnitNames::default();
        let context = DocumentParser::new(
            &SiteConfig::default(),
            &BlockNames::default(),
            &ReservedIds::default(),
            units.clone(),
        );
        Self {
            base_url: base_url.map(str::to_owned),
            index: FileIndex::scan(world),
            settings: LastGood::default(),
            theme: LastGood::default(),
            units: (units, Diagnostics::new()),
            context,
            context_version: 0,
            documents: BTreeMap::new(),
            files: BTreeMap::new(),
            pending: BTreeSet::new(),
            edited: Vec::new(),
        }
    }

    /// Reads what every page depends on: settings, theme, names of units.
    pub(crate) fn read_settings_and_theme(&mut self, reader: SourceReader<'_>) {
        let context = RefreshContext::accepting(reader);
        // Without a file a site has its settings and its theme too, even if they only say what is missing.
        self.update_settings(&context);
        self.update_theme(&context, None);
        self.units = reader.unit_names(&self.index);
        self.update_context();
    }

    /// Reads every document and every other file.
    pub(crate) fn read_contents(&mut self, reader: SourceReader<'_>) {
        // Facts of another context are facts of other documents.
        let previous = reader
            .previous
            .filter(|previous| previous.parse_context() == self.context.digest());
        let context = RefreshContext::accepting(SourceReader { previous, ..reader });
        let paths = |role| self.index.with_role(role).cloned().collect();
        let documents = paths(FileRole::Document);
        let files = paths(FileRole::File);
        self.update_documents(&context, documents);
        self.update_files(&context, files);
    }

    /// Scans some paths, each with everything under it, and reads what changed there.
    pub(crate) fn refresh(
        &mut self,
        context: &RefreshContext<'_>,
        paths: &[String],
    ) -> SourceChange {
        let unlisted = self.index.unlisted().clone();
        let mut touched = self.index.refresh(context.reader.world, paths);
        if context.settle == Settle::Accept {
            touched.append(&mut self.pending);
        }
        let change = self.update(context, touched);
        if *self.index.unlisted() == unlisted {
            change
        } else {
            change.max(SourceChange::Documents)
        }
    }

    /// The index of the site's files.
    pub(crate) fn index(&self) -> &FileIndex {
        &self.index
    }

    /// Returns true if something looked half-written or gone, and is to be read once more.
    pub(crate) fn has_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// The documents whose bodies changed at the last refresh, when it returned [`SourceChange::Bodies`].
    pub(crate) fn edited(&self) -> &[Arc<Document>] {
        &self.edited
    }

    /// Returns true if there are links among the sources.
    pub(crate) fn has_links(&self) -> bool {
        self.index.has_links()
    }

    fn update(
        &mut self,
        context: &RefreshContext<'_>,
        touched: BTreeSet<SourcePath>,
    ) -> SourceChange {
        self.edited.clear();
        let mut by_role: BTreeMap<FileRole, Vec<SourcePath>> = BTreeMap::new();
        for path in touched {
            self.pending.remove(&path);
            by_role.entry(role_of(&path)).or_default().push(path);
        }
        let mut paths_of = |role| by_role.remove(&role).unwrap_or_default();
        let mut change = SourceChange::Nothing;
        if !paths_of(FileRole::Settings).is_empty() {
            change = self.update_settings(context);
        }
        let themes = paths_of(FileRole::Theme);
        if change == SourceChange::Settings || !themes.is_empty() {
            change = change.max(self.update_theme(context, themes.first()));
        }
        if !paths_of(FileRole::UnitNames).is_empty() {
            self.units = context.reader.unit_names(&self.index);
            change = SourceChange::Settings;
        }
        let is_reparsed = change >= SourceChange::Theme && self.update_context();
        let mut documents = paths_of(FileRole::Document);
        if is_reparsed {
            // Those that are gone stay among them.
            documents.retain(|path| !self.index.contains(path));
            documents.extend(self.index.with_role(FileRole::Document).cloned());
        }
        change = change.max(self.update_documents(context, documents));
        change.max(self.update_files(context, paths_of(FileRole::File)))
    }

    fn update_settings(&mut self, context: &RefreshContext<'_>) -> SourceChange {
        let (config, found) = read_settings(context.reader.world, self.base_url.as_deref());
        let (is_faulty, was_faulty) =
            (found.has_errors(), self.settings.diagnostics().has_errors());
        let path = SourcePath::from(SiteConfig::PATH);
        if self.defers(context, &path, is_faulty, was_faulty) {
            return SourceChange::Nothing;
        }
        self.settings.update(config, !is_faulty, found);
        if is_faulty && self.settings.good().is_some() {
            SourceChange::Diagnostics
        } else {
            SourceChange::Settings
        }
    }

    /// Reads the theme again; `touched` is a file of it that changed.
    fn update_theme(
        &mut self,
        context: &RefreshContext<'_>,
        touched: Option<&SourcePath>,
    ) -> SourceChange {
        let files: Vec<SourcePath> = self.index.with_role(FileRole::Theme).cloned().collect();
        let (version, found) =
            ThemeVersion::read(context.reader.world, &files, self.settings.usable());
        let is_faulty = version.engine.is_none() || found.has_errors();
        let was_faulty = self.theme.diagnostics().has_errors();
        if let Some(path) = touched
            && self.defers(context, path, is_faulty, was_faulty)
        {
            return SourceChange::Nothing;
        }
        let change = match self.theme.good() {
            Some(_) if is_faulty => SourceChange::Diagnostics,
            Some(older) => version.change_from(older).max(SourceChange::Diagnostics),
            None => SourceChange::Theme,
        };
        self.theme.update(version, !is_faulty, found);
        change
    }

    /// Updates the context in which documents are parsed; returns whether it is another one.
    fn update_context(&mut self) -> bool {
        let engine = self.theme.usable().engine.as_ref();
        let (blocks, reserved_ids) = engine
            .map(|engine| (engine.blocks().clone(), engine.reserved_ids().clone()))
            .unwrap_or_default();
        let context = DocumentParser::new(
            self.settings.usable(),
            &blocks,
            &reserved_ids,
            self.units.0.clone(),
        );
        let is_another = context != self.context;
        self.context = context;
        self.context_version += u64::from(is_another);
        is_another
    }

    /// Leaves a file pending that is faulty now and was not, until it has settled; returns true if so.
    pub(super) fn defers(
        &mut self,
        context: &RefreshContext<'_>,
        path: &SourcePath,
        is_faulty: bool,
        was_faulty: bool,
    ) -> bool {
        let defers = context.settle == Settle::Defer && is_faulty && !was_faulty;
        if defers {
            self.pending.insert(path.clone());
        }
        defers
    }
}
