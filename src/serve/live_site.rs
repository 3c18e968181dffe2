//! The site that is served: one at a time makes the next, everyone sees the last.

use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;

use super::ServeObserver;
use super::clock::SiteClock;
use super::snapshot::Snapshot;
use super::texts::RecentTexts;
use super::workshop::{Settle, SourceChange, SourceStore};
use crate::content::{DiskWorld, quote_lines};
use crate::diagnostic::Diagnostics;
use crate::site::{Site, VisibilityOptions};

/// How long nothing must have changed before the whole site is checked: a page that is asked for comes first.
const REST: Duration = Duration::from_millis(120);

/// What a browser is told of: the number of the last change of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// Of a page.
    pub pages: u64,
    /// Of a style sheet.
    pub styles: u64,
    /// Of what is wrong.
    pub findings: u64,
}

/// What is served now.
#[derive(Clone)]
pub enum Served {
    /// A site.
    Site(Arc<Snapshot>),
    /// There has been no site that could be shown: what is wrong.
    Trouble(Arc<Diagnostics>),
}

impl Served {
    /// Everything that is known to be wrong.
    pub fn findings(&self) -> Diagnostics {
        match self {
            Self::Site(snapshot) => snapshot.findings(),
            Self::Trouble(found) => Diagnostics::clone(found),
        }
    }
}

/// What does not change while the site is served.
pub(super) struct LiveConfig {
    pub(super) world: DiskWorld,
    pub(super) clock: SiteClock,
    pub(super) showing: VisibilityOptions,
    pub(super) strict: bool,
    pub(super) audience: Arc<dyn ServeObserver>,
}

/// The site that is served.
pub(super) struct LiveSite {
    setting: LiveConfig,
    workshop: Mutex<SourceStore>,
    recent: Arc<RecentTexts>,
    shown: RwLock<Served>,
    news: watch::Sender<Revision>,
    to_check: (Mutex<bool>, Condvar),
    told: Mutex<Diagnostics>,
}

impl LiveSite {
    /// Reads a site's folder and makes the first site of it.
    pub(super) fn open(setting: LiveConfig, base_url: Option<String>) -> Self {
        let recent = Arc::new(RecentTexts::default());
        let workshop = SourceStore::open(setting.world.clone(), base_url, Arc::clone(&recent));
        let shown = RwLock::new(Served::Trouble(Arc::default()));
        let (news, _) = watch::channel(Revision {
            pages: 1,
            styles: 1,
            findings: 1,
        });
        let (to_check, told) = ((Mutex::new(false), Condvar::new()), Mutex::default());
        let studio = Self {
            setting,
            workshop: Mutex::new(workshop),
            recent,
            shown,
            news,
            to_check,
            told,
        };
        studio.assemble(&studio.workshop());
        studio
    }

    /// What is served now.
    pub(super) fn shown(&self) -> Served {
        self.shown
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// What browsers are told.
    pub(super) fn news(&self) -> watch::Receiver<Revision> {
        self.news.subscribe()
    }

    /// The site's folder.
    pub(super) fn world(&self) -> &DiskWorld {
        &self.setting.world
    }

    /// Who hears what happens.
    pub(super) fn audience(&self) -> &dyn ServeObserver {
        &*self.setting.audience
    }

    /// With `--strict` warnings are errors.
    fn graded(&self, mut found: Diagnostics) -> Diagnostics {
        if self.setting.strict {
            found.raise_warnings();
        }
        found
    }

    /// Looks at some paths of the folder, each with all that is under it; makes another site if they changed.
    ///
    /// Whether something there looked half-written and is to be looked at again.
    pub(super) fn apply(&self, at: &[String], patience: Settle) -> bool {
        let mut workshop = self.workshop();
        let change = workshop.refresh(at, patience);
        if change != SourceChange::Nothing {
            if change != SourceChange::Bodies || !self.take_bodies(&workshop) {
                let last = self.shown();
                self.assemble(&workshop);
                // Its pages are the same: what was found on them still holds, and nobody will ask for them again.
                if let (SourceChange::Findings, Served::Site(last), Served::Site(next)) =
                    (change, last, self.shown())
                {
                    next.keep_rendered(&last);
                }
            }
            self.publish(change);
        }
        workshop.is_in_doubt()
    }

    /// Sees the same sources at a later instant.
    pub(super) fn look_at_the_clock(&self) {
        self.assemble(&self.workshop());
        self.publish(SourceChange::Pages);
    }

    /// Whether there are links among the sources.
    pub(super) fn has_links(&self) -> bool {
        self.workshop().has_links()
    }

    fn workshop(&self) -> MutexGuard<'_, SourceStore> {
        self.workshop.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn assemble(&self, workshop: &SourceStore) {
        let found = self.graded(workshop.diagnostics());
        let shown = match workshop.sources() {
            None => {
                let mut found = found;
                quote_lines(&mut found, &self.setting.world);
                found.sort();
                Served::Trouble(Arc::new(found))
            }
            Some((sources, engine)) => {
                let site = Site::new(&sources, self.setting.clock.now(), self.setting.showing);
                let world = self.setting.world.clone();
                let recent = Arc::clone(&self.recent);
                Served::Site(Arc::new(Snapshot::new(site, engine, found, world, recent)))
            }
        };
        self.show(shown);
    }

    /// Makes the next site of the last one, when only bodies differ: its lists and addresses are the same.
    fn take_bodies(&self, workshop: &SourceStore) -> bool {
        let (Served::Site(last), Some(engine)) = (self.shown(), workshop.engine()) else {
            return false;
        };
        if !Arc::ptr_eq(&last.engine, engine) {
            return false;
        }
        let site = last.site.with_bodies(workshop.edited());
        let (found, world) = (
            self.graded(workshop.diagnostics()),
            self.setting.world.clone(),
        );
        let recent = Arc::clone(&self.recent);
        self.show(Served::Site(Arc::new(Snapshot::new(
            site,
            Arc::clone(engine),
            found,
            world,
            recent,
        ))));
        true
    }

    fn show(&self, shown: Served) {
        let last = std::mem::replace(
            &mut *self.shown.write().unwrap_or_else(PoisonError::into_inner),
            shown,
        );
        // A large site takes a while to be put away; nobody need wait for that.
        rayon::spawn(move || drop(last));
    }

    fn publish(&self, change: SourceChange) {
        self.news.send_modify(|news| match change {
            SourceChange::Pages | SourceChange::Bodies => news.pages += 1,
            SourceChange::Styles => news.styles += 1,
            SourceChange::Findings | SourceChange::Nothing => news.findings += 1,
        });
        self.ask_for_check();
    }

    /// Has the site checked soon.
    pub(super) fn ask_for_check(&self) {
        *self
            .to_check
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = true;
        self.to_check.1.notify_all();
    }

    /// Checks each site once it has rested, and tells what is wrong; never ends.
    pub(super) fn check_forever(&self) {
        let (asked, wake) = &self.to_check;
        loop {
            let mut is_asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
            while !*is_asked {
                is_asked = wake.wait(is_asked).unwrap_or_else(PoisonError::into_inner);
            }
            while *is_asked {
                *is_asked = false;
                is_asked = wake
                    .wait_timeout(is_asked, REST)
                    .unwrap_or_else(PoisonError::into_inner)
                    .0;
            }
            drop(is_asked);
            self.check();
        }
    }

    fn check(&self) {
        let shown = self.shown();
        if let Served::Site(snapshot) = &shown {
            let checked = self.graded(snapshot.site.check());
            let _ = snapshot.checked.set(checked);
        }
        let mut found = shown.findings();
        quote_lines(&mut found, &self.setting.world);
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let old: HashSet<String> = told.iter().map(|one| format!("{one:?}")).collect();
        let newly: Diagnostics = found
            .iter()
            .filter(|one| !old.contains(&format!("{one:?}")))
            .cloned()
            .collect();
        let is_mended = newly.is_empty() && found.is_empty() && !told.is_empty();
        if *told != found {
            self.news.send_modify(|news| news.findings += 1);
        }
        *told = found;
        drop(told);
        self.audience().found(&newly, is_mended);
    }

    /// When the site that is served next looks different by itself.
    pub(super) fn next_change(&self) -> Option<Timestamp> {
        match (self.setting.clock, self.shown()) {
            (SiteClock::Running(_), Served::Site(snapshot)) => snapshot.next_change(),
            _ => None,
        }
    }

    /// What time it is for the site.
    pub(super) fn now(&self) -> Timestamp {
        self.setting.clock.now()
    }
}
