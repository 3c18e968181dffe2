//! The sources of a site while its editors work on them: what changed is read again, and nothing else.
//!
//! Knows no browser and no watcher: it is told where to look. What is faulty does not take the place of what
//! was good; what looks half-written is read again before it is believed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::last::Last;
use super::listing::{FOLDERS, Listing};
use super::texts::RecentTexts;
use super::theme::{Theme, read_theme};
use crate::build;
use crate::content::{Digest, DiskWorld, Document, SiteConfig, SourcePath};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::law::responsible_unit::UnitNames;
use crate::markdown::BlockNames;
use crate::render::Engine;
use crate::site::{
    Parsed, Part, Reading, SiteFile, Sources, Unread, part_of, read_file, read_unit_names,
};

/// How a look treats what may be half-written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Patience {
    /// It is left alone until a later look.
    Wait,
    /// It has rested: it is what it is.
    Over,
}

/// How much of the site a look changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
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
struct Held {
    shown: Parsed,
    digest: Option<Digest>,
    found: Diagnostics,
}

/// The sources of a site.
pub(super) struct Workshop {
    world: DiskWorld,
    base_url: Option<String>,
    listing: Listing,
    settings: Last<SiteConfig>,
    theme: Last<Theme>,
    units: (UnitNames, Diagnostics),
    reading: Reading,
    documents: BTreeMap<SourcePath, Held>,
    files: BTreeMap<SourcePath, Result<SiteFile, Box<Diagnostic>>>,
    doubts: BTreeSet<SourcePath>,
    /// The documents whose bodies changed at the last look.
    edited: Vec<Arc<Document>>,
    recent: Arc<RecentTexts>,
}

impl Workshop {
    /// Reads a site's folder.
    pub(super) fn open(
        world: DiskWorld,
        base_url: Option<String>,
        recent: Arc<RecentTexts>,
    ) -> Self {
        let units = UnitNames::default();
        let reading = Reading::new(
            &SiteConfig::default(),
            &BlockNames::default(),
            units.clone(),
        );
        let mut workshop = Self {
            world,
            base_url,
            listing: Listing::default(),
            settings: Last::default(),
            theme: Last::default(),
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
        workshop.take_in(touched, Patience::Over);
        workshop
    }

    /// Looks at some paths, each with all that is under it, and reads what changed there.
    pub(super) fn look(&mut self, at: &[String], patience: Patience) -> Change {
        let told_before = self.listing.found().count();
        let mut touched = self.listing.look(&self.world, at);
        if patience == Patience::Over {
            touched.append(&mut self.doubts);
        }
        let change = self.take_in(touched, patience);
        let is_told = self.listing.found().count() != told_before;
        if is_told {
            change.max(Change::Findings)
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
    pub(super) fn engine(&self) -> Option<&Arc<Engine>> {
        self.theme.good().map(|theme| &theme.engine)
    }

    /// Whether there are links among the sources.
    pub(super) fn has_links(&self) -> bool {
        self.listing.has_links()
    }

    /// What a site is made of, and the theme that it is shown with; `None` while there has been no good one.
    pub(super) fn sources(&self) -> Option<(Sources, Arc<Engine>)> {
        let (config, theme) = (self.settings.good()?, self.theme.good()?);
        let shown = || self.documents.values().map(|held| &held.shown);
        let sources = Sources {
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
    fn unread(&self) -> Unread {
        let mut unread = Unread::unlisted(self.listing.unlisted());
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
    pub(super) fn found(&self) -> Diagnostics {
        let knows_blocks = self.theme.good().is_some();
        let of_files = self
            .files
            .values()
            .filter_map(|file| file.as_ref().err())
            .map(|found| &**found);
        let of_parts = [self.settings.found(), self.theme.found(), &self.units.1];
        self.listing
            .found()
            .chain(of_parts.into_iter().flat_map(Diagnostics::iter))
            .chain(self.documents.values().flat_map(|held| held.found.iter()))
            .chain(of_files)
            .filter(|found| knows_blocks || found.code != Code::BlockUnknown)
            .cloned()
            .collect()
    }

    fn take_in(&mut self, touched: BTreeSet<SourcePath>, patience: Patience) -> Change {
        self.edited.clear();
        let mut by_part: BTreeMap<Part, Vec<SourcePath>> = BTreeMap::new();
        for path in touched {
            self.doubts.remove(&path);
            by_part.entry(part_of(&path)).or_default().push(path);
        }
        let mut of = |part: Part| by_part.remove(&part).unwrap_or_default();
        let (settings, themes, units) = (of(Part::Settings), of(Part::Theme), of(Part::UnitNames));
        let (documents, files) = (of(Part::Document), of(Part::File));
        let mut change = self.take_settings(&settings, patience);
        if change == Change::Pages || !themes.is_empty() {
            change = change.max(self.take_theme(&themes, patience));
        }
        if !units.is_empty() {
            change = change.max(self.take_units(&units[0]));
        }
        let is_read_anew = change > Change::Findings && self.is_read_otherwise();
        let documents = if is_read_anew {
            self.listing.documents()
        } else {
            documents
        };
        change = change.max(self.take_documents(documents, is_read_anew, patience));
        change.max(self.take_files(files, patience))
    }

    fn take_settings(&mut self, touched: &[SourcePath], patience: Patience) -> Change {
        let Some(path) = touched.first() else {
            return Change::Nothing;
        };
        let (config, found) = build::settings(&self.world, self.base_url.as_deref());
        if self.is_doubtful(
            path,
            found.has_errors(),
            self.settings.found().has_errors(),
            patience,
        ) {
            return Change::Nothing;
        }
        let good = Some(config).filter(|_| !found.has_errors());
        let change = if good.is_some() {
            Change::Pages
        } else {
            Change::Findings
        };
        self.settings.take(good, found);
        change
    }

    fn take_theme(&mut self, touched: &[SourcePath], patience: Patience) -> Change {
        let nothing_said = SiteConfig::default();
        let config = self.settings.good().unwrap_or(&nothing_said);
        let (theme, found) = read_theme(&self.world, &self.listing.files(), config);
        let was_faulty = self.theme.found().has_errors();
        if let Some(path) = touched.first()
            && self.is_doubtful(path, theme.is_none(), was_faulty, patience)
        {
            return Change::Nothing;
        }
        let change = match (&theme, self.theme.good()) {
            (Some(newer), Some(older)) => newer.change_from(older).max(Change::Findings),
            (Some(_), None) => Change::Pages,
            (None, _) => Change::Findings,
        };
        self.theme.take(theme, found);
        change
    }

    fn take_units(&mut self, path: &SourcePath) -> Change {
        self.units = if self.listing.holds(path) {
            read_unit_names(&self.world, path)
        } else {
            (UnitNames::default(), Diagnostics::new())
        };
        Change::Pages
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
        let reading = Reading::new(config, &blocks, self.units.0.clone());
        let is_another = reading != self.reading;
        self.reading = reading;
        is_another
    }

    fn take_documents(
        &mut self,
        touched: Vec<SourcePath>,
        is_read_anew: bool,
        patience: Patience,
    ) -> Change {
        let (there, gone): (Vec<_>, Vec<_>) = touched
            .into_iter()
            .partition(|path| self.listing.holds(path));
        let parsed: Vec<(SourcePath, Parsed)> = there
            .into_par_iter()
            .map(|path| {
                let parsed = self.reading.document(&self.world, &path);
                (path, parsed)
            })
            .collect();
        let appeared: BTreeSet<Digest> = parsed
            .iter()
            .filter(|(path, _)| !self.documents.contains_key(path))
            .filter_map(|(_, parsed)| digest_of(parsed))
            .collect();
        let mut change = Change::Nothing;
        for path in gone {
            let digest = self.documents.get(&path).and_then(|held| held.digest);
            let is_moved = digest.is_some_and(|digest| appeared.contains(&digest));
            if patience == Patience::Wait && !is_moved && self.documents.contains_key(&path) {
                self.doubts.insert(path);
            } else if self.documents.remove(&path).is_some() {
                change = Change::Pages;
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
        parsed: Parsed,
        is_read_anew: bool,
        patience: Patience,
    ) -> Change {
        let (digest, is_faulty) = (digest_of(&parsed), parsed.found.has_errors());
        let held = self.documents.get(&path);
        if !is_read_anew && held.is_some_and(|held| held.digest.is_some() && held.digest == digest)
        {
            return Change::Nothing;
        }
        let was_faulty = held.is_some_and(|held| held.found.has_errors());
        let is_suspect = is_faulty || self.listing.is_empty_file(&path);
        if self.is_doubtful(&path, is_suspect, was_faulty, patience) {
            return Change::Nothing;
        }
        let found = parsed.found.clone();
        let last = self.documents.remove(&path).map(|held| held.shown);
        let keeps = |last: &Parsed| {
            is_faulty && digest_of(last).is_some_and(|digest| self.recent.holds(&digest))
        };
        let (shown, change) = match last {
            Some(last) if keeps(&last) => (last, Change::Findings),
            last => {
                let change = self.change_of(last.as_ref(), &parsed);
                (parsed, change)
            }
        };
        self.documents.insert(
            path,
            Held {
                shown,
                digest,
                found,
            },
        );
        change
    }

    /// How much of the site differs when a document takes another form.
    fn change_of(&mut self, last: Option<&Parsed>, newer: &Parsed) -> Change {
        let last = last.filter(|last| last.plan.is_none() && newer.plan.is_none());
        match last.map(|last| &last.document) {
            Some(last) if last.differs_in_body_only(&newer.document) => {
                self.edited.push(Arc::clone(&newer.document));
                Change::Bodies
            }
            _ => Change::Pages,
        }
    }

    fn take_files(&mut self, touched: Vec<SourcePath>, patience: Patience) -> Change {
        let mut change = Change::Nothing;
        for path in touched {
            if !self.listing.holds(&path) {
                if patience == Patience::Wait && self.files.contains_key(&path) {
                    self.doubts.insert(path);
                } else if self.files.remove(&path).is_some() {
                    change = Change::Pages;
                }
                continue;
            }
            self.files
                .insert(path.clone(), read_file(&self.world, &path));
            change = Change::Pages;
        }
        change
    }

    /// Whether a file that is faulty now, and was not, is to be looked at again before that is believed.
    fn is_doubtful(
        &mut self,
        path: &SourcePath,
        is_faulty: bool,
        was_faulty: bool,
        patience: Patience,
    ) -> bool {
        let is_doubtful = patience == Patience::Wait && is_faulty && !was_faulty;
        if is_doubtful {
            self.doubts.insert(path.clone());
        }
        is_doubtful
    }
}

fn digest_of(parsed: &Parsed) -> Option<Digest> {
    Some(parsed.document.digest).filter(|_| !parsed.document.is_unread)
}
