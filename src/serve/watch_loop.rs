//! Watches the site's folder and the clock, and has the studio look where something happened.
//!
//! A single save is acted on at once; while much happens, what comes within half a second is one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::listing::FOLDERS;
use super::live_site::LiveSite;
use super::watcher::{FsEvent, FsWatcher, is_at_limit};
use super::workshop::Settle;
use crate::message;

/// How long something under way is waited for: where the system tells when a file is closed it is a net only.
const UNDER_WAY: Duration = Duration::from_millis(if cfg!(target_os = "linux") { 100 } else { 30 });
/// When a new folder is looked at again: what was put into it at once may not have been heard.
const FOLDER_AGAIN: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(400)];
/// How long a file that looked half-written is left alone.
const REST: Duration = Duration::from_millis(80);
/// From how many places on what happens is a burst; how quiet it must be for one to be over; how long one may last.
const BURST: usize = 48;
const BURST_QUIET: Duration = Duration::from_millis(20);
const BURST_LONGEST: Duration = Duration::from_millis(500);
/// How often one looks where the system does not tell.
const POLL: Duration = Duration::from_millis(500);
/// The longest sleep: a machine that slept has missed its alarms.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// Watches until the process ends; with `poll` by looking again and again.
pub(super) fn watch(studio: &Arc<LiveSite>, poll: bool) {
    let (to, heard) = channel();
    let ear = if poll {
        None
    } else {
        listen(studio, to.clone())
    };
    let mut watch = WatchLoop {
        studio: Arc::clone(studio),
        is_polling: ear.is_none(),
        ear,
        later: BTreeMap::new(),
        rested: None,
        polled: Instant::now(),
        poll_every: POLL,
    };
    // What changed between the reading and the first listening.
    watch.look(FOLDERS.map(str::to_owned).into());
    watch.run(&heard);
    // Kept until here: without a sender the waiting would end.
    drop(to);
}

fn listen(studio: &LiveSite, to: std::sync::mpsc::Sender<FsEvent>) -> Option<FsWatcher> {
    match FsWatcher::at(studio.world().root(), to) {
        Ok(ear) => Some(ear),
        Err(failure) => {
            report_polling(studio, is_at_limit(&failure));
            None
        }
    }
}

fn report_polling(studio: &LiveSite, is_limit: bool) {
    studio.audience().hear(&if is_limit {
        message!(
            "文件夹太多，系统不能一一通知（可调高 fs.inotify.max_user_watches）；改为每隔片刻自己查看，保存后稍等即可",
            "the system's limit of watched folders is reached (fs.inotify.max_user_watches): looking every now and then instead"
        )
    } else {
        message!(
            "系统不能通知文件的改动；改为每隔片刻自己查看，保存后稍等即可",
            "the system does not tell of changes to files: looking every now and then instead"
        )
    });
}

struct WatchLoop {
    studio: Arc<LiveSite>,
    ear: Option<FsWatcher>,
    is_polling: bool,
    /// Places to be looked at later.
    later: BTreeMap<String, Instant>,
    /// Since when something looks half-written, and when it has rested.
    rested: Option<(Instant, Instant)>,
    polled: Instant,
    poll_every: Duration,
}

impl WatchLoop {
    fn run(&mut self, heard: &Receiver<FsEvent>) {
        loop {
            match heard.recv_timeout(self.sleep()) {
                Ok(first) => {
                    let places = self.gather(first, heard);
                    self.look(places);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.do_what_is_due();
        }
    }

    /// How long nothing is to be done unless something is heard.
    fn sleep(&self) -> Duration {
        let now = Instant::now();
        let alarms = self
            .later
            .values()
            .copied()
            .chain(self.rested.map(|(_, at)| at));
        let alarms = alarms.chain(self.polls().then(|| self.polled + self.poll_every));
        let next = alarms
            .min()
            .map_or(LONGEST_SLEEP, |at| at.saturating_duration_since(now));
        let clock = self.studio.next_change().map_or(LONGEST_SLEEP, |at| {
            let left = at.duration_since(self.studio.now());
            Duration::try_from(left).unwrap_or_default() + Duration::from_millis(1)
        });
        next.min(clock).min(LONGEST_SLEEP)
    }

    /// What was heard by now, as places to look at.
    fn gather(&mut self, first: FsEvent, heard: &Receiver<FsEvent>) -> BTreeSet<String> {
        let (mut places, begun) = (BTreeSet::new(), Instant::now());
        let mut next = Some(first);
        while let Some(signal) = next.take() {
            self.note(signal, &mut places);
            let is_burst =
                places.len() + self.later.len() > BURST && begun.elapsed() < BURST_LONGEST;
            next = if is_burst {
                heard.recv_timeout(BURST_QUIET).ok()
            } else {
                heard.try_recv().ok()
            };
        }
        places
    }

    fn note(&mut self, signal: FsEvent, places: &mut BTreeSet<String>) {
        match signal {
            FsEvent::At(path) => {
                self.later.remove(&path);
                self.listen_again(&path);
                places.insert(path);
            }
            FsEvent::Folder(path) => {
                self.listen_again(&path);
                for after in FOLDER_AGAIN {
                    // The second time under another spelling, so that both stand in the table.
                    let key = if after == FOLDER_AGAIN[0] {
                        path.clone()
                    } else {
                        format!("{path}/")
                    };
                    self.later.insert(key, Instant::now() + after);
                }
                places.insert(path);
            }
            FsEvent::UnderWay(path) => drop(self.later.insert(path, Instant::now() + UNDER_WAY)),
            FsEvent::Everything => places.extend(FOLDERS.map(str::to_owned)),
            FsEvent::Limit => {
                if !self.is_polling {
                    report_polling(&self.studio, true);
                }
                (self.is_polling, self.ear) = (true, None);
            }
        }
    }

    /// Whether one looks again and again: what a link leads to may be changed where nothing is heard.
    fn polls(&self) -> bool {
        self.is_polling || self.studio.has_links()
    }

    /// One of the site's own folders has come: it is listened at.
    fn listen_again(&mut self, path: &str) {
        if let Some(ear) = self.ear.as_mut().filter(|_| FOLDERS.contains(&path)) {
            let _ = ear.listen(path);
        }
    }

    fn look(&mut self, places: BTreeSet<String>) {
        if places.is_empty() {
            return;
        }
        let places: Vec<String> = places.into_iter().collect();
        if self.studio.apply(&places, Settle::Wait) {
            let now = Instant::now();
            let since = self.rested.map_or(now, |(since, _)| since);
            self.rested = Some((since, (now + REST).min(since + BURST_LONGEST)));
        }
    }

    fn do_what_is_due(&mut self) {
        let now = Instant::now();
        let due = self.later.extract_if(.., |_, at| *at <= now);
        let due: BTreeSet<String> = due
            .map(|(path, _)| path.trim_end_matches('/').to_owned())
            .collect();
        self.look(due);
        if self.rested.is_some_and(|(_, at)| at <= now) {
            self.rested = None;
            self.studio.apply(&[], Settle::Over);
        }
        if self.polls() && now >= self.polled + self.poll_every {
            self.look(FOLDERS.map(str::to_owned).into());
            // Never more than a tenth of the time.
            self.poll_every = POLL.max(now.elapsed() * 10);
            self.polled = Instant::now();
        }
        if self
            .studio
            .next_change()
            .is_some_and(|at| at <= self.studio.now())
        {
            self.studio.look_at_the_clock();
        }
    }
}
