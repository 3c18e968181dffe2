//! The sources of a site while its editors work on them: what changed is read again, and nothing else.
//!
//! Knows no browser and no watcher: it is told where to look. What is faulty does not take the place of what
//! was good; what looks half-written is read again before it is believed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::last_good::LastGood;
use super::listing::{FOLDERS, Listing};
use super::texts::RecentTexts;
use super::theme::{CompiledTheme, read_theme};
use crate::build;
use crate::content::{DiskWorld, Document, SiteConfig, SourceDigest, SourcePath};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::law::responsible_unit::UnitNames;
use crate::markdown::BlockNames;
use crate::render::TemplateEngine;
use crate::site::{
    FileRole, ParseContext, ParsedDocument, SiteFile, SiteSources, UnreadFiles, part_of, read_file,
    read_unit_names,
};

/// How a look treats what may be half-written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settle {
    /// It is left alone until a later look.
    Wait,
    /// It has rested: it is what it is.
    Over,
}

/// How much of the site a look changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SourceChange {
    /// Nothing.
    #[default]
    Nothing,
    /// What is wrong with it.
    Findings,
    /// Style sheets.
    Styles,
    /// The bodies of some documents, and nothing that others show of them.
    Bodies,
    /// Pages.
    Pages,
}

/// A document as it is shown, and what is wrong with its file.
#[derive(Debug)]
struct LoadedDocument {
    shown: ParsedDocument,
    digest: Option<SourceDigest>,
    found: Diagnostics,
}

/// The sources of a site.
pub(super) struct SourceStore {
    world: DiskWorld,
    base_url: Option<String>,
    listing: Listing,
    settings: LastGood<SiteConfig>,
    theme: LastGood<CompiledTheme>,
    units: (UnitNames, Diagnostics),
    reading: ParseContext,
    documents: BTreeMap<SourcePath, LoadedDocument>,
    files: BTreeMap<SourcePath, Result<SiteFile, Box<Diagnostic>>>,
    doubts: BTreeSet<SourcePath>,
    /// The documents whose bodies changed at the last look.
    edited: Vec<Arc<Document>>,
    recent: Arc<RecentTexts>,
}

impl SourceStore {
    /// Reads a site's folder.
    pub(super) fn open(
        world: DiskWorld,
        base_url: Option<String>,
        recent: Arc<RecentTexts>,
    ) -> Self {
        let units = UnitNames::default();
        let reading = ParseContext::new(
            &SiteConfig::default(),
            &BlockNames::default(),
            units.clone(),
        );
        let mut workshop = Self {
            world,
            base_url,
            listing: Listing::default(),
            settings: LastGood::default(),
            theme: LastGood::default(),
            units: (units, Diagnostics::new()),
            reading,
            documents: BTreeMap::new(),
            files: BTreeMap::new(),
            doubts: BTreeSet::new(),
            edited: Vec::new(),
            recent,
        };
        let mut touched = workshop
            .listing
            .look(&workshop.world, &FOLDERS.map(str::to_owned));
        // Without them a site has its settings and its theme too, even if they only say what is missing.
        touched.insert(SourcePath::from(SiteConfig::PATH));
        workshop.take_in(touched, Settle::Over);
        workshop
    }

    /// Looks at some paths, each with all that is under it, and reads what changed there.
    pub(super) fn refresh(&mut self, at: &[String], patience: Settle) -> SourceChange {
        let told_before = self.listing.found().count();
        let mut touched = self.listing.look(&self.world, at);
        if patience == Settle::Over {
            touched.append(&mut self.doubts);
        }
        let change = self.take_in(touched, patience);
        let is_told = self.listing.found().count() != told_before;
        if is_told {
            change.max(SourceChange::Findings)
        } else {
            change
        }
    }

    /// Whether something looked half-written and is to be looked at again.
    pub(super) fn is_in_doubt(&self) -> bool {
        !self.doubts.is_empty()
    }

    /// The documents whose bodies changed at the last look, when it gave [`Change::Bodies`].
    pub(super) fn edited(&self) -> &[Arc<Document>] {
        &self.edited
    }

    /// The theme that the site is shown with.
    pub(super) fn engine(&self) -> Option<&Arc<TemplateEngine>> {
        self.theme.good().map(|theme| &theme.engine)
    }

    /// Whether there are links among the sources.
    pub(super) fn has_links(&self) -> bool {
        self.listing.has_links()
    }

    /// What a site is made of, and the theme that it is shown with; `None` while there has been no good one.
    pub(super) fn sources(&self) -> Option<(SiteSources, Arc<TemplateEngine>)> {
        let (config, theme) = (self.settings.good()?, self.theme.good()?);
        let shown = || self.documents.values().map(|held| &held.shown);
        let sources = SiteSources {
            config: config.clone(),
            theme: Arc::clone(&theme.source),
            documents: shown()
                .map(|parsed| Arc::clone(&parsed.document))
                .chain(
                    self.listing
                        .unlisted()
                        .filter_map(|path| self.reading.unlisted(path)),
                )
                .collect(),
            files: self
                .files
                .values()
                .filter_map(|file| file.as_ref().ok())
                .cloned()
                .collect(),
            plans: shown().filter_map(|parsed| parsed.plan.clone()).collect(),
            unit_names: self.reading.unit_names().clone(),
            unread: self.unread(),
        };
        Some((sources, Arc::clone(&theme.engine)))
    }

    /// What could not be read.
    fn unread(&self) -> UnreadFiles {
        let mut unread = UnreadFiles::unlisted(self.listing.unlisted());
        let documents = self
            .documents
            .iter()
            .filter(|(_, held)| held.shown.document.is_unread);
        let files = self.files.iter().filter(|(_, file)| file.is_err());
        for path in documents
            .map(|(path, _)| path)
            .chain(files.map(|(path, _)| path))
        {
            unread.add(path);
        }
        unread
    }

    /// What is wrong with the sources, each seen by itself.
    pub(super) fn diagnostics(&self) -> Diagnostics {
        let knows_blocks = self.theme.good().is_some();
        let of_files = self
            .files
            .values()
            .filter_map(|file| file.as_ref().err())
            .map(|found| &**found);
        let of_parts = [
            self.settings.diagnostics(),
            self.theme.diagnostics(),
            &self.units.1,
        ];
        self.listing
            .found()
            .chain(of_parts.into_iter().flat_map(Diagnostics::iter))
            .chain(self.documents.values().flat_map(|held| held.found.iter()))
            .chain(of_files)
            .filter(|found| knows_blocks || found.code != Code::BlockUnknown)
            .cloned()
            .collect()
    }

    fn take_in(&mut self, touched: BTreeSet<SourcePath>, patience: Settle) -> SourceChange {
        self.edited.clear();
        let mut by_part: BTreeMap<FileRole, Vec<SourcePath>> = BTreeMap::new();
        for path in touched {
            self.doubts.remove(&path);
            by_part.entry(part_of(&path)).or_default().push(path);
        }
        let mut of = |part: FileRole| by_part.remove(&part).unwrap_or_default();
        let (settings, themes, units) = (
            of(FileRole::Settings),
            of(FileRole::Theme),
            of(FileRole::UnitNames),
        );
        let (documents, files) = (of(FileRole::Document), of(FileRole::File));
        let mut change = self.take_settings(&settings, patience);
        if change == SourceChange::Pages || !themes.is_empty() {
            change = change.max(self.take_theme(&themes, patience));
        }
        if !units.is_empty() {
            change = change.max(self.take_units(&units[0]));
        }
        let is_read_anew = change > SourceChange::Findings && self.is_read_otherwise();
        let documents = if is_read_anew {
            self.listing.documents()
        } else {
            documents
        };
        change = change.max(self.take_documents(documents, is_read_anew, patience));
        change.max(self.take_files(files, patience))
    }

    fn take_settings(&mut self, touched: &[SourcePath], patience: Settle) -> SourceChange {
        let Some(path) = touched.first() else {
            return SourceChange::Nothing;
        };
        let (config, found) = build::settings(&self.world, self.base_url.as_deref());
        if self.is_doubtful(
            path,
            found.has_errors(),
            self.settings.diagnostics().has_errors(),
            patience,
        ) {
            return SourceChange::Nothing;
        }
        let good = Some(config).filter(|_| !found.has_errors());
        let change = if good.is_some() {
            SourceChange::Pages
        } else {
            SourceChange::Findings
        };
        self.settings.take(good, found);
        change
    }

    fn take_theme(&mut self, touched: &[SourcePath], patience: Settle) -> SourceChange {
        let nothing_said = SiteConfig::default();
        let config = self.settings.good().unwrap_or(&nothing_said);
        let (theme, found) = read_theme(&self.world, &self.listing.files(), config);
        let was_faulty = self.theme.diagnostics().has_errors();
        if let Some(path) = touched.first()
            && self.is_doubtful(path, theme.is_none(), was_faulty, patience)
        {
            return SourceChange::Nothing;
        }
        let change = match (&theme, self.theme.good()) {
            (Some(newer), Some(older)) => newer.change_from(older).max(SourceChange::Findings),
            (Some(_), None) => SourceChange::Pages,
            (None, _) => SourceChange::Findings,
        };
        self.theme.take(theme, found);
        change
    }

    fn take_units(&mut self, path: &SourcePath) -> SourceChange {
        self.units = if self.listing.holds(path) {
            read_unit_names(&self.world, path)
        } else {
            (UnitNames::default(), Diagnostics::new())
        };
        SourceChange::Pages
    }

    /// Whether documents are read in another way than they were, which is then the way that they are read.
    fn is_read_otherwise(&mut self) -> bool {
        let nothing_said = SiteConfig::default();
        let config = self.settings.good().unwrap_or(&nothing_said);
        let blocks = self
            .theme
            .good()
            .map(|theme| theme.engine.blocks().clone())
            .unwrap_or_default();
        let reading = ParseContext::new(config, &blocks, self.units.0.clone());
        let is_another = reading != self.reading;
        self.reading = reading;
        is_another
    }

    fn take_documents(
        &mut self,
        touched: Vec<SourcePath>,
        is_read_anew: bool,
        patience: Settle,
    ) -> SourceChange {
        let (there, gone): (Vec<_>, Vec<_>) = touched
            .into_iter()
            .partition(|path| self.listing.holds(path));
        let parsed: Vec<(SourcePath, ParsedDocument)> = there
            .into_par_iter()
            .map(|path| {
                let parsed = self.reading.document(&self.world, &path);
                (path, parsed)
            })
            .collect();
        let appeared: BTreeSet<SourceDigest> = parsed
            .iter()
            .filter(|(path, _)| !self.documents.contains_key(path))
            .filter_map(|(_, parsed)| digest_of(parsed))
            .collect();
        let mut change = SourceChange::Nothing;
        for path in gone {
            let digest = self.documents.get(&path).and_then(|held| held.digest);
            let is_moved = digest.is_some_and(|digest| appeared.contains(&digest));
            if patience == Settle::Wait && !is_moved && self.documents.contains_key(&path) {
                self.doubts.insert(path);
            } else if self.documents.remove(&path).is_some() {
                change = SourceChange::Pages;
            }
        }
        for (path, parsed) in parsed {
            change = change.max(self.take_document(path, parsed, is_read_anew, patience));
        }
        change
    }

    fn take_document(
        &mut self,
        path: SourcePath,
        parsed: ParsedDocument,
        is_read_anew: bool,
        patience: Settle,
    ) -> SourceChange {
        let (digest, is_faulty) = (digest_of(&parsed), parsed.found.has_errors());
        let held = self.documents.get(&path);
        if !is_read_anew && held.is_some_and(|held| held.digest.is_some() && held.digest == digest)
        {
            return SourceChange::Nothing;
        }
        let was_faulty = held.is_some_and(|held| held.found.has_errors());
        let is_suspect = is_faulty || self.listing.is_empty_file(&path);
        if self.is_doubtful(&path, is_suspect, was_faulty, patience) {
            return SourceChange::Nothing;
        }
        let found = parsed.found.clone();
        let last = self.documents.remove(&path).map(|held| held.shown);
        let keeps = |last: &ParsedDocument| {
            is_faulty && digest_of(last).is_some_and(|digest| self.recent.holds(&digest))
        };
        let (shown, change) = match last {
            Some(last) if keeps(&last) => (last, SourceChange::Findings),
            last => {
                let change = self.change_of(last.as_ref(), &parsed);
                (parsed, change)
            }
        };
        self.documents.insert(
            path,
            LoadedDocument {
                shown,
                digest,
                found,
            },
        );
        change
    }

    /// How much of the site differs when a document takes another form.
    fn change_of(&mut self, last: Option<&ParsedDocument>, newer: &ParsedDocument) -> SourceChange {
        let last = last.filter(|last| last.plan.is_none() && newer.plan.is_none());
        match last.map(|last| &last.document) {
            Some(last) if last.differs_in_body_only(&newer.document) => {
                self.edited.push(Arc::clone(&newer.document));
                SourceChange::Bodies
            }
            _ => SourceChange::Pages,
        }
    }

    fn take_files(&mut self, touched: Vec<SourcePath>, patience: Settle) -> SourceChange {
        let mut change = SourceChange::Nothing;
        for path in touched {
            if !self.listing.holds(&path) {
                if patience == Settle::Wait && self.files.contains_key(&path) {
                    self.doubts.insert(path);
                } else if self.files.remove(&path).is_some() {
                    change = SourceChange::Pages;
                }
                continue;
            }
            self.files
                .insert(path.clone(), read_file(&self.world, &path));
            change = SourceChange::Pages;
        }
        change
    }

    /// Whether a file that is faulty now, and was not, is to be looked at again before that is believed.
    fn is_doubtful(
        &mut self,
        path: &SourcePath,
        is_faulty: bool,
        was_faulty: bool,
        patience: Settle,
    ) -> bool {
        let is_doubtful = patience == Settle::Wait && is_faulty && !was_faulty;
        if is_doubtful {
            self.doubts.insert(path.clone());
        }
        is_doubtful
    }
}

fn digest_of(parsed: &ParsedDocument) -> Option<SourceDigest> {
    Some(parsed.document.digest).filter(|_| !parsed.document.is_unread)
}
