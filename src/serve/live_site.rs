//! Live site: one thread at a time assembles the next snapshot, every request sees the last.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use parking_lot::{Condvar, Mutex, MutexGuard, RwLock};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;

use super::ServeObserver;
use super::cached_files::CachedFiles;
use super::clock::SiteClock;
use super::snapshot::Snapshot;
use crate::content::{World, quote_lines};
use crate::diagnostic::Diagnostics;
use crate::render::TemplateEngine;
use crate::site::{Site, ValidityWindow, VisibilityOptions};
use crate::sources::{RefreshContext, Settle, SourceChange, SourceReader, SourceStore};

/// Delay before the whole site is checked, so that a requested page is rendered first.
const CHECK_DELAY: Duration = Duration::from_millis(120);

/// Revision of the site, as sent to browsers: the number of the last change of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Revision {
    /// Number of the last change of the pages.
    pub pages: u64,
    /// Number of the last change of the style sheets.
    pub styles: u64,
    /// Number of the last change of the diagnostics.
    pub diagnostics: u64,
}

/// Site as it is served now.
#[derive(Clone)]
pub(crate) enum Served {
    /// A site that can be shown.
    Snapshot(Arc<Snapshot>),
    /// Diagnostics of a site of which no version could be shown yet.
    Broken(Arc<Diagnostics>),
}

impl Served {
    /// All diagnostics that are known.
    pub(crate) fn diagnostics(&self) -> Diagnostics {
        match self {
            Self::Snapshot(snapshot) => snapshot.diagnostics(),
            Self::Broken(found) => Diagnostics::clone(found),
        }
    }
}

/// Configuration that does not change while the site is served.
pub(super) struct LiveConfig {
    pub(super) world: Arc<dyn World>,
    /// The site's folder.
    pub(super) root: PathBuf,
    pub(super) base_url: Option<String>,
    pub(super) clock: SiteClock,
    pub(super) showing: VisibilityOptions,
    pub(super) strict: bool,
    pub(super) observer: Arc<dyn ServeObserver>,
}

/// The site that is served, kept up to date with its files and the clock.
pub(super) struct LiveSite {
    config: LiveConfig,
    files: Arc<CachedFiles>,
    store: Mutex<SourceStore>,
    served: RwLock<Served>,
    revision: watch::Sender<Revision>,
    check_request: (Mutex<bool>, Condvar),
    /// The diagnostics that the observer knows.
    reported: Mutex<Diagnostics>,
}

impl LiveSite {
    /// Reads a site's folder and assembles the first snapshot.
    pub(super) fn open(config: LiveConfig) -> Self {
        let world = &*config.world;
        let mut store = SourceStore::open(world, config.base_url.as_deref());
        store.read_settings_and_theme(SourceReader::new(world));
        store.read_contents(SourceReader::new(world));
        let (revision, _) = watch::channel(Revision {
            pages: 1,
            styles: 1,
            diagnostics: 1,
        });
        let live = Self {
            files: Arc::new(CachedFiles::new(Arc::clone(&config.world), &config.root)),
            config,
            store: Mutex::new(store),
            served: RwLock::new(Served::Broken(Arc::default())),
            revision,
            check_request: (Mutex::new(false), Condvar::new()),
            reported: Mutex::default(),
        };
        live.assemble(&live.store());
        live
    }

    /// The site as it is served now.
    pub(super) fn served(&self) -> Served {
        self.served.read().clone()
    }

    /// The revision, to be followed.
    pub(super) fn revision(&self) -> watch::Receiver<Revision> {
        self.revision.subscribe()
    }

    /// The site's files.
    pub(super) fn files(&self) -> &CachedFiles {
        &self.files
    }

    /// The configuration.
    pub(super) fn config(&self) -> &LiveConfig {
        &self.config
    }

    /// Raises warnings to errors with `--strict`.
    fn graded(&self, mut found: Diagnostics) -> Diagnostics {
        if self.config.strict {
            found.raise_warnings();
        }
        found
    }

    /// Refreshes some paths, each with everything under it, and assembles the next snapshot if they changed. Returns
    /// whether something looked half-written and is to be refreshed once more.
    pub(super) fn apply(&self, paths: &[String], settle: Settle) -> bool {
        let mut store = self.store();
        let context = RefreshContext {
            reader: SourceReader::new(&*self.config.world),
            settle,
            has_text: &|digest| self.files.has_text(digest),
        };
        let change = store.refresh(&context, paths);
        if change != SourceChange::Nothing {
            if change != SourceChange::Bodies || !self.replace_bodies(&store) {
                let last = self.served();
                self.assemble(&store);
                // The pages are unchanged and will not be requested again, so their diagnostics are kept.
                if let (SourceChange::Diagnostics, Served::Snapshot(last), Served::Snapshot(next)) =
                    (change, last, self.served())
                {
                    next.keep_rendered(&last);
                }
            }
            self.publish(change);
        }
        store.has_pending()
    }

    /// Assembles the same sources at the current instant if dates have changed what the site shows.
    pub(super) fn apply_clock(&self) {
        if self
            .validity()
            .is_some_and(|window| !window.contains(self.now()))
        {
            self.assemble(&self.store());
            self.publish(SourceChange::Documents);
        }
    }

    /// Returns true if there are links among the sources.
    pub(super) fn has_links(&self) -> bool {
        self.store().has_links()
    }

    fn store(&self) -> MutexGuard<'_, SourceStore> {
        self.store.lock()
    }

    fn assemble(&self, store: &SourceStore) {
        let mut found = self.graded(store.diagnostics());
        let served = if let Some(engine) = store.engine() {
            let site = Site::new(&store.sources(), self.now(), self.config.showing);
            self.snapshot(site, engine, found)
        } else {
            quote_lines(&mut found, self.files.world());
            found.sort();
            Served::Broken(Arc::new(found))
        };
        self.replace(served);
    }

    /// Derives the next snapshot from the last one, when only bodies differ: lists and addresses are the same.
    fn replace_bodies(&self, store: &SourceStore) -> bool {
        let (Served::Snapshot(last), Some(engine)) = (self.served(), store.engine()) else {
            return false;
        };
        if !Arc::ptr_eq(&last.engine, engine) {
            return false;
        }
        let site = last.site.with_bodies(store.edited());
        self.replace(self.snapshot(site, engine, self.graded(store.diagnostics())));
        true
    }

    fn snapshot(&self, site: Site, engine: &Arc<TemplateEngine>, found: Diagnostics) -> Served {
        let engine = Arc::clone(engine);
        let files = Arc::clone(&self.files);
        Served::Snapshot(Arc::new(Snapshot::new(site, engine, found, files)))
    }

    fn replace(&self, served: Served) {
        let last = std::mem::replace(&mut *self.served.write(), served);
        // Dropping a large site takes a while, so it runs in the background.
        rayon::spawn(move || drop(last));
    }

    fn publish(&self, change: SourceChange) {
        self.revision.send_modify(|revision| match change {
            SourceChange::Nothing | SourceChange::Diagnostics => revision.diagnostics += 1,
            SourceChange::StyleSheets => revision.styles += 1,
            _ => revision.pages += 1,
        });
        self.request_check();
    }

    /// Requests a check of the site, soon.
    pub(super) fn request_check(&self) {
        *self.check_request.0.lock() = true;
        self.check_request.1.notify_all();
    }

    /// Checks a snapshot when none has replaced it for [`CHECK_DELAY`], and reports the diagnostics; never ends.
    pub(super) fn check_forever(&self) {
        let (requested, wake) = &self.check_request;
        loop {
            let mut is_requested = requested.lock();
            while !*is_requested {
                wake.wait(&mut is_requested);
            }
            while *is_requested {
                *is_requested = false;
                wake.wait_for(&mut is_requested, CHECK_DELAY);
            }
            drop(is_requested);
            self.check();
        }
    }

    fn check(&self) {
        let served = self.served();
        if let Served::Snapshot(snapshot) = &served {
            let checked = self.graded(snapshot.site.check());
            let _ = snapshot.checked.set(checked);
        }
        let mut found = served.diagnostics();
        quote_lines(&mut found, self.files.world());
        let mut reported = self.reported.lock();
        let known: HashSet<String> = reported.iter().map(|one| format!("{one:?}")).collect();
        let newly: Diagnostics = found
            .iter()
            .filter(|one| !known.contains(&format!("{one:?}")))
            .cloned()
            .collect();
        let is_mended = newly.is_empty() && found.is_empty() && !reported.is_empty();
        if *reported != found {
            self.revision
                .send_modify(|revision| revision.diagnostics += 1);
        }
        *reported = found;
        drop(reported);
        self.config.observer.diagnostics(&newly, is_mended);
    }

    /// The interval in which the served site looks the same by itself; `None` where the clock changes nothing.
    pub(super) fn validity(&self) -> Option<ValidityWindow> {
        match (self.config.clock, self.served()) {
            (SiteClock::Running(_), Served::Snapshot(snapshot)) => Some(snapshot.validity()),
            _ => None,
        }
    }

    /// The current instant of the site.
    pub(super) fn now(&self) -> Timestamp {
        self.config.clock.now()
    }
}
