//! A live site, the world that it is served from, and the events that are under way.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use parking_lot::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use proptest::sample::Index;
use rayon::prelude::*;

use super::super::clock::SiteClock;
use super::super::live_site::{LiveConfig, LiveSite, Served};
use super::super::snapshot::Snapshot;
use super::super::watch_loop::WatchLoop;
use super::super::watcher::FsEvent;
use super::SilentServeObserver;
use crate::build::tests::faults::FileFault;
use crate::build::tests::site::TestSite;
use crate::content::{FolderScan, SourcePath, World};
use crate::diagnostic::{Diagnostics, Severity};
use crate::render::{RenderedRoute, Renderer};
use crate::site::{Route, VisibilityOptions};
use crate::sources::Settle;
use crate::url::Url;

thread_local! {
    static NOW: Cell<Timestamp> = const { Cell::new(Timestamp::UNIX_EPOCH) };
}

/// The way in which a change is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    /// As it happens.
    AtOnce,
    /// As it happens, and once more.
    Twice,
    /// As a write in progress.
    InProgress,
    /// Later, in no order.
    Late,
}

/// A site in memory that is edited while it is served.
struct SharedSite(Mutex<TestSite>);

impl SharedSite {
    fn site(&self) -> MutexGuard<'_, TestSite> {
        self.0.lock()
    }
}

impl World for SharedSite {
    fn scan(&self, at: &str) -> FolderScan {
        self.site().scan(at)
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        self.site().read(path)
    }

    fn head(&self, path: &SourcePath, limit: usize) -> io::Result<(Vec<u8>, u64)> {
        self.site().head(path, limit)
    }

    fn now(&self) -> Timestamp {
        self.site().now()
    }
}

/// A live site with its world, and the time that the watch loop sees.
pub(super) struct Scene {
    world: Arc<SharedSite>,
    live: Arc<LiveSite>,
    watch: WatchLoop,
    time: Instant,
    late: Vec<FsEvent>,
    delivered: Vec<FsEvent>,
}

fn open(world: &Arc<SharedSite>) -> LiveSite {
    LiveSite::open(LiveConfig {
        world: Arc::clone(world) as Arc<dyn World>,
        root: PathBuf::from("/site"),
        base_url: None,
        clock: SiteClock::Running(|| NOW.get()),
        showing: VisibilityOptions::new(false, false, false),
        strict: false,
        observer: Arc::new(SilentServeObserver),
    })
}

impl Scene {
    pub(super) fn open(site: TestSite) -> Self {
        NOW.set(site.now);
        let world = Arc::new(SharedSite(Mutex::new(site)));
        let live = Arc::new(open(&world));
        let mut watch = WatchLoop::new(Arc::clone(&live), None);
        watch.stop_polling();
        Self {
            world,
            live,
            watch,
            time: Instant::now(),
            late: Vec::new(),
            delivered: Vec::new(),
        }
    }

    /// Lets something happen to the files, and reports every file that differs.
    pub(super) fn change(&mut self, delivery: Delivery, edit: impl FnOnce(&mut TestSite)) {
        let before = self.world.site().marks();
        edit(&mut self.world.site());
        let after = self.world.site().marks();
        let paths: BTreeSet<&SourcePath> = before.keys().chain(after.keys()).collect();
        let differs = |path: &&&SourcePath| before.get(**path) != after.get(**path);
        let changed: Vec<FsEvent> = paths
            .iter()
            .filter(differs)
            .map(|path| FsEvent::Changed(path.to_string()))
            .collect();
        self.report(delivery, changed);
        NOW.set(self.world.site().now);
    }

    /// Writes a part of a document's file; the event of the whole is late.
    pub(super) fn half_write(&mut self, document: &str, cut: Index, delivery: Delivery) {
        let path = SourcePath::new(format!("content/{document}"));
        let Ok(bytes) = self.world.read(&path) else {
            return;
        };
        let part = bytes[..cut.index(bytes.len() + 1)].to_vec();
        self.change(delivery, |site| site.write(path.as_str(), part));
        self.change(Delivery::Late, |site| site.write(path.as_str(), bytes));
    }

    /// Moves a folder, or removes it; only the folder is reported.
    pub(super) fn move_folder(&mut self, from: &str, to: Option<&str>, delivery: Delivery) {
        self.world.site().move_folder(from, to);
        let mut events = vec![FsEvent::Changed(from.to_owned())];
        events.extend(to.map(|to| FsEvent::DirCreated(to.to_owned())));
        self.report(delivery, events);
    }

    /// Lets the system refuse a document, or give it again.
    pub(super) fn refuse(&mut self, document: &str, delivery: Delivery) {
        let path = format!("content/{document}");
        let refused = FileFault::Refused(io::ErrorKind::PermissionDenied);
        let mut site = self.world.site();
        if site.faults.files.remove(&path).is_none() {
            site.faults.files.insert(path.clone(), refused);
        }
        drop(site);
        self.report(delivery, vec![FsEvent::Changed(path)]);
    }

    /// Lets a folder be one that cannot be listed, or can be again.
    pub(super) fn unlist(&mut self, folder: &'static str, delivery: Delivery) {
        let mut site = self.world.site();
        let count = site.faults.folders.len();
        site.faults.folders.retain(|other| *other != folder);
        if site.faults.folders.len() == count {
            site.faults.folders.push(folder);
        }
        drop(site);
        self.report(delivery, vec![FsEvent::Changed(folder.to_owned())]);
    }

    /// Clears the read faults and repairs the files that have errors.
    fn mend(&mut self, faults: &BTreeSet<String>) {
        let refused = std::mem::take(&mut self.world.site().faults);
        let folders = refused.folders.into_iter().map(str::to_owned);
        let paths = refused.files.into_keys().chain(folders);
        self.late.extend(paths.map(FsEvent::Changed));
        self.change(Delivery::Late, |site| site.mend(faults));
        self.settle();
    }

    fn report(&mut self, delivery: Delivery, events: Vec<FsEvent>) {
        match delivery {
            Delivery::AtOnce => self.handle(events),
            Delivery::Twice => {
                self.late.extend(events.iter().cloned());
                self.handle(events);
            }
            Delivery::InProgress => {
                let in_progress = events.into_iter().map(|event| match event {
                    FsEvent::Changed(path) => FsEvent::InProgress(path),
                    other => other,
                });
                self.handle(in_progress.collect());
            }
            Delivery::Late => self.late.extend(events),
        }
    }

    fn handle(&mut self, events: Vec<FsEvent>) {
        let mut paths = BTreeSet::new();
        for event in events {
            self.watch
                .handle_event(event.clone(), &mut paths, self.time);
            self.delivered.push(event);
        }
        self.watch.refresh(paths, self.time);
        self.watch.run_due(self.time);
    }

    pub(super) fn deliver(&mut self, at: Index) {
        if !self.late.is_empty() {
            let event = self.late.swap_remove(at.index(self.late.len()));
            self.handle(vec![event]);
        }
    }

    pub(super) fn repeat(&mut self, at: Index) {
        if !self.delivered.is_empty() {
            let event = self.delivered[at.index(self.delivered.len())].clone();
            self.handle(vec![event]);
        }
    }

    /// Loses the late events, and reports that.
    pub(super) fn rescan(&mut self) {
        self.late.clear();
        self.handle(vec![FsEvent::Rescan]);
    }

    pub(super) fn wait(&mut self, milliseconds: u16) {
        self.time += Duration::from_millis(milliseconds.into());
        self.watch.run_due(self.time);
    }

    pub(super) fn set_clock(&mut self, now: Timestamp) {
        self.world.site().now = now;
        NOW.set(now);
        self.watch.run_due(self.time);
    }

    /// The page at an address.
    pub(super) fn page(&self, url: &str) -> Option<String> {
        let Served::Snapshot(snapshot) = self.live.served() else {
            return None;
        };
        let rendered = snapshot.render(snapshot.site.find(&Url::file(url))?).ok()?;
        Some(String::from_utf8_lossy(&rendered.output?.bytes).into_owned())
    }

    /// Requests a page, as the preview does: what turns out to be stale is refreshed.
    pub(super) fn visit(&mut self, at: Index) {
        for settle in [Settle::Defer, Settle::Accept, Settle::Accept] {
            let Served::Snapshot(snapshot) = self.live.served() else {
                return;
            };
            let routes = snapshot.site.routes();
            match snapshot.render(&routes[at.index(routes.len())]) {
                Ok(_) => return,
                Err(stale) => {
                    self.live.apply(&[stale.path.to_string()], settle);
                }
            }
        }
    }

    /// Lets every event come and everything settle.
    fn settle(&mut self) {
        let late = std::mem::take(&mut self.late);
        self.handle(late);
        for _ in 0..10 {
            self.wait(100);
        }
    }

    /// Compares the live site with a fresh start after faulty files, which keep their last version, are repaired.
    pub(super) fn ends_as_fresh(&mut self) -> Result<(), String> {
        self.settle();
        let mut fresh = open(&self.world);
        let (is, should) = (faults(&self.live), faults(&fresh));
        if is != should {
            return Err(format!("faults: {is:?}, after a fresh start {should:?}"));
        }
        // What could not be listed may be faulty too.
        for _ in 0..2 {
            let faults = faults(&fresh);
            if !faults.is_empty() {
                self.mend(&faults);
                fresh = open(&self.world);
            }
        }
        let faults = faults(&fresh);
        if !faults.is_empty() {
            return Err(format!("not mended: {faults:?}"));
        }
        difference(&self.live.served(), &fresh.served()).map_or(Ok(()), Err)
    }
}

/// The files that have errors.
fn faults(live: &LiveSite) -> BTreeSet<String> {
    let found = match live.served() {
        Served::Snapshot(snapshot) => snapshot.source_diagnostics.clone(),
        Served::Broken(found) => Diagnostics::clone(&found),
    };
    let errors = found.iter().filter(|one| one.severity == Severity::Error);
    let places = errors.map(|one| one.place.as_ref());
    places
        .map(|place| place.map_or_else(String::new, |place| place.file.clone()))
        .collect()
}

/// The first difference between what is served and what should be.
fn difference(is: &Served, should: &Served) -> Option<String> {
    let (Served::Snapshot(is), Served::Snapshot(should)) = (is, should) else {
        return Some("there is no site".to_owned());
    };
    let (of_is, of_should) = (is.site.check(), should.site.check());
    if (&is.source_diagnostics, &of_is) != (&should.source_diagnostics, &of_should) {
        return Some(format!(
            "is     {:?} {of_is:?}\nshould {:?} {of_should:?}",
            is.source_diagnostics, should.source_diagnostics
        ));
    }
    let urls = |of: &Snapshot| -> Vec<String> {
        let routes = of.site.routes().iter();
        routes.map(|route| route.url.as_str().to_owned()).collect()
    };
    if urls(is) != urls(should) {
        return Some(format!("is     {:?}\nshould {:?}", urls(is), urls(should)));
    }
    let renders_is = Renderer::new(&is.site, &is.engine, &*is.files);
    let renders_should = Renderer::new(&should.site, &should.engine, &*should.files);
    let routes = is.site.routes().par_iter().zip(should.site.routes());
    routes.find_map_first(|(route, other)| {
        let is = rendered(&renders_is, route);
        let should = rendered(&renders_should, other);
        let url = route.url.as_str();
        (is != should).then(|| format!("{url}:\n  is     {is:?}\n  should {should:?}"))
    })
}

/// Renders a route to its text and diagnostics.
fn rendered(renderer: &Renderer<'_>, route: &Route) -> (Result<String, String>, Diagnostics) {
    match renderer.render(route) {
        Ok(RenderedRoute {
            output,
            diagnostics,
            ..
        }) => {
            let bytes = output.map(|output| output.bytes).unwrap_or_default();
            (
                Ok(String::from_utf8_lossy(&bytes).into_owned()),
                diagnostics,
            )
        }
        Err(stale) => (Err(stale.to_string()), Diagnostics::new()),
    }
}
