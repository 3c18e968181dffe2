//! Watch loop: turns events of the file system and the clock into refreshes of the live site.
//!
//! A single save is acted on at once; a burst of events is debounced, and what comes within half a second is one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::live_site::LiveSite;
use super::watcher::{FsEvent, FsWatcher, is_limit};
use crate::content::FOLDERS;
use crate::message;
use crate::sources::Settle;

/// Delay after an event of a write in progress; only a safety net where the system reports the end of the write.
const WRITE_DELAY: Duration =
    Duration::from_millis(if cfg!(target_os = "linux") { 100 } else { 30 });
/// When a new folder is scanned again: what was put into it at once may not have been reported.
const FOLDER_DELAYS: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(400)];
/// Delay after which a file that looked half-written is read again.
const SETTLE_DELAY: Duration = Duration::from_millis(80);
/// Limits of a burst: the number of paths above which events are one, the gap that ends it, and its longest duration.
const BURST: usize = 48;
const BURST_QUIET: Duration = Duration::from_millis(20);
const BURST_LONGEST: Duration = Duration::from_millis(500);
/// Interval of scans where the system does not report changes.
const POLL_INTERVAL: Duration = Duration::from_millis(500);
/// Longest wait for events: after the machine was suspended, deadlines may have passed unnoticed.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// Watches until the process ends; with `poll` by scanning again and again.
pub(super) fn watch(live: &Arc<LiveSite>, poll: bool) {
    let (to, events) = channel();
    let watcher = if poll {
        None
    } else {
        start_watcher(live, to.clone())
    };
    let mut watch = WatchLoop::new(Arc::clone(live), watcher);
    // What changed between the first scan and the first event.
    watch.refresh(all_folders(), Instant::now());
    watch.run(&events);
    // Kept until here: without a sender the waiting would end.
    drop(to);
}

fn start_watcher(live: &LiveSite, to: Sender<FsEvent>) -> Option<FsWatcher> {
    match FsWatcher::start(&live.config().root, to) {
        Ok(watcher) => Some(watcher),
        Err(failure) => {
            report_polling(live, is_limit(&failure));
            None
        }
    }
}

fn report_polling(live: &LiveSite, is_limit: bool) {
    live.config().observer.notice(&if is_limit {
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

fn all_folders() -> BTreeSet<String> {
    FOLDERS.map(str::to_owned).into()
}

/// State of the watch loop; the time is an argument, so that tests need not wait.
pub(super) struct WatchLoop {
    live: Arc<LiveSite>,
    watcher: Option<FsWatcher>,
    is_polling: bool,
    /// Paths to be refreshed later, each as often as it has delays.
    scheduled: BTreeMap<(String, usize), Instant>,
    /// Since when something is pending, and when it has settled.
    settling: Option<(Instant, Instant)>,
    polled: Instant,
    poll_interval: Duration,
}

impl WatchLoop {
    /// Creates the loop; without a watcher it scans the folder again and again.
    pub(super) fn new(live: Arc<LiveSite>, watcher: Option<FsWatcher>) -> Self {
        Self {
            live,
            is_polling: watcher.is_none(),
            watcher,
            scheduled: BTreeMap::new(),
            settling: None,
            polled: Instant::now(),
            poll_interval: POLL_INTERVAL,
        }
    }

    /// Relies on the events that a test sends.
    #[cfg(test)]
    pub(super) fn stop_polling(&mut self) {
        self.is_polling = false;
    }

    fn run(&mut self, events: &Receiver<FsEvent>) {
        loop {
            match events.recv_timeout(self.sleep()) {
                Ok(first) => {
                    let paths = self.gather(first, events);
                    self.refresh(paths, Instant::now());
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.run_due(Instant::now());
        }
    }

    /// Returns the time until something is due.
    fn sleep(&self) -> Duration {
        let now = Instant::now();
        let alarms = self.scheduled.values().copied();
        let alarms = alarms
            .chain(self.settling.map(|(_, at)| at))
            .chain(self.polls().then(|| self.polled + self.poll_interval));
        let next = alarms
            .min()
            .map_or(LONGEST_SLEEP, |at| at.saturating_duration_since(now));
        let clock = self.live.validity().map_or(LONGEST_SLEEP, |window| {
            let left = window.end().duration_since(self.live.now());
            Duration::try_from(left).unwrap_or_default() + Duration::from_millis(1)
        });
        next.min(clock).min(LONGEST_SLEEP)
    }

    /// Collects the events that have come by now into paths to be refreshed.
    fn gather(&mut self, first: FsEvent, events: &Receiver<FsEvent>) -> BTreeSet<String> {
        let mut paths = BTreeSet::new();
        let begun = Instant::now();
        let mut next = Some(first);
        while let Some(event) = next.take() {
            self.handle_event(event, &mut paths, Instant::now());
            let is_burst =
                paths.len() + self.scheduled.len() > BURST && begun.elapsed() < BURST_LONGEST;
            next = if is_burst {
                events.recv_timeout(BURST_QUIET).ok()
            } else {
                events.try_recv().ok()
            };
        }
        paths
    }

    /// Takes in an event: adds the path that is to be refreshed now, or schedules it.
    pub(super) fn handle_event(
        &mut self,
        event: FsEvent,
        paths: &mut BTreeSet<String>,
        now: Instant,
    ) {
        match event {
            FsEvent::Changed(path) => {
                self.scheduled.remove(&(path.clone(), 0));
                self.watch_again(&path);
                paths.insert(path);
            }
            FsEvent::DirCreated(path) => {
                self.watch_again(&path);
                for (at, delay) in FOLDER_DELAYS.into_iter().enumerate() {
                    self.scheduled.insert((path.clone(), at), now + delay);
                }
                paths.insert(path);
            }
            FsEvent::InProgress(path) => {
                self.scheduled.insert((path, 0), now + WRITE_DELAY);
            }
            FsEvent::Rescan => paths.extend(all_folders()),
            FsEvent::WatchLimit => {
                if !self.is_polling {
                    report_polling(&self.live, true);
                }
                (self.is_polling, self.watcher) = (true, None);
            }
        }
    }

    /// Returns true if the folder is scanned again and again: the target of a link may change unreported.
    fn polls(&self) -> bool {
        self.is_polling || self.live.has_links()
    }

    /// Watches one of the site's own folders that has come to be.
    fn watch_again(&mut self, path: &str) {
        if let Some(watcher) = self.watcher.as_mut().filter(|_| FOLDERS.contains(&path)) {
            let _ = watcher.watch(path);
        }
    }

    /// Refreshes paths, and waits for what looks half-written to settle.
    pub(super) fn refresh(&mut self, paths: BTreeSet<String>, now: Instant) {
        if paths.is_empty() {
            return;
        }
        let paths: Vec<String> = paths.into_iter().collect();
        if self.live.apply(&paths, Settle::Defer) {
            let since = self.settling.map_or(now, |(since, _)| since);
            self.settling = Some((since, (now + SETTLE_DELAY).min(since + BURST_LONGEST)));
        }
    }

    /// Does everything that is due: scheduled refreshes, pending files, the poll, the clock.
    pub(super) fn run_due(&mut self, now: Instant) {
        let due = self.scheduled.extract_if(.., |_, at| *at <= now);
        let due: BTreeSet<String> = due.map(|((path, _), _)| path).collect();
        self.refresh(due, now);
        if self.settling.is_some_and(|(_, at)| at <= now) {
            self.settling = None;
            self.live.apply(&[], Settle::Accept);
        }
        if self.polls() && now >= self.polled + self.poll_interval {
            let begun = Instant::now();
            self.refresh(all_folders(), now);
            // Never more than a tenth of the time.
            self.poll_interval = POLL_INTERVAL.max(begun.elapsed() * 10);
            self.polled = now + begun.elapsed();
        }
        self.live.apply_clock();
    }
}
