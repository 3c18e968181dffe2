//! File-system watcher: translates notifications of the system into events of the site's folder.
//!
//! Only what is finished is reported as changed: a file that was closed after writing, a rename, a removal. What is in
//! progress is reported as that. Notifications of our own reading are ignored.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode, CreateKind, MetadataKind, ModifyKind};
use notify::{Event, EventHandler, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::content::{FOLDERS, is_temporary};

/// Event in the site's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FsEvent {
    /// A path changed.
    Changed(String),
    /// A path is being changed, and more events are to be expected.
    InProgress(String),
    /// A folder was created; what is put into it right now may not be reported.
    DirCreated(String),
    /// Events may have been lost.
    Rescan,
    /// The system does not watch all folders.
    WatchLimit,
}

/// Watcher of the site's folder, until it is dropped.
pub(super) struct FsWatcher {
    watcher: RecommendedWatcher,
    root: PathBuf,
}

impl FsWatcher {
    /// Watches a site's folder, given by its canonical path; fails when the system refuses.
    pub(super) fn start(root: &Path, to: Sender<FsEvent>) -> notify::Result<Self> {
        let adapter = EventAdapter {
            root: root.to_owned(),
            to,
        };
        let mut watcher = Self {
            watcher: notify::recommended_watcher(adapter)?,
            root: root.to_owned(),
        };
        // The folder itself, for `themes` may come later and `content` be exchanged.
        watcher.watcher.watch(root, RecursiveMode::NonRecursive)?;
        for folder in FOLDERS {
            watcher.watch(folder)?;
        }
        Ok(watcher)
    }

    /// Watches one of the site's folders, if it is there.
    pub(super) fn watch(&mut self, folder: &str) -> notify::Result<()> {
        let folder = self.root.join(folder);
        if !folder.is_dir() {
            return Ok(());
        }
        // What stood there before may have been another folder of the same name.
        let _ = self.watcher.unwatch(&folder);
        self.watcher.watch(&folder, RecursiveMode::Recursive)
    }
}

/// Translates notifications of the system and sends them on.
struct EventAdapter {
    root: PathBuf,
    to: Sender<FsEvent>,
}

impl EventHandler for EventAdapter {
    fn handle_event(&mut self, event: notify::Result<Event>) {
        let events = match event {
            Err(failure) if is_limit(&failure) => vec![FsEvent::WatchLimit],
            Err(_) => vec![FsEvent::Rescan],
            Ok(event) if event.need_rescan() => vec![FsEvent::Rescan],
            Ok(event) => {
                let paths = event
                    .paths
                    .iter()
                    .filter_map(|path| within(&self.root, path));
                paths
                    .filter_map(|path| translate(event.kind, path, &self.root))
                    .collect()
            }
        };
        for event in events {
            // The receiver is gone when the server ends.
            let _ = self.to.send(event);
        }
    }
}

/// Returns true if watching failed because the system's limits are reached.
pub(super) fn is_limit(failure: &notify::Error) -> bool {
    match &failure.kind {
        notify::ErrorKind::MaxFilesWatch => true,
        // inotify(7): ENOSPC for watches, EMFILE for instances.
        notify::ErrorKind::Io(reason) => matches!(reason.raw_os_error(), Some(28 | 24)),
        _ => false,
    }
}

/// Translates a notification for a path; `None` for those that change nothing.
fn translate(kind: EventKind, path: String, root: &Path) -> Option<FsEvent> {
    let is_folder = || root.join(&path).is_dir();
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Remove(_) => {
            Some(FsEvent::Changed(path))
        }
        EventKind::Access(_)
        | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => None,
        EventKind::Create(CreateKind::Folder) => Some(FsEvent::DirCreated(path)),
        EventKind::Create(CreateKind::Any) | EventKind::Modify(ModifyKind::Name(_))
            if is_folder() =>
        {
            Some(FsEvent::DirCreated(path))
        }
        EventKind::Modify(ModifyKind::Name(_) | ModifyKind::Metadata(_)) => {
            Some(FsEvent::Changed(path))
        }
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Any | EventKind::Other => {
            Some(FsEvent::InProgress(path))
        }
    }
}

/// Path relative to the site, if it lies in one of its folders and is no temporary file.
fn within(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .strip_prefix(root)
        .ok()?
        .iter()
        .map(std::ffi::OsStr::to_str)
        .collect();
    let parts = parts?;
    let is_ours = FOLDERS.contains(parts.first()?) && !parts.iter().any(|part| is_temporary(part));
    is_ours.then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{DataChange, RemoveKind, RenameMode};

    #[test]
    fn only_what_is_finished_is_reported_as_changed() {
        let event_of = |kind| translate(kind, "content/a.md".to_owned(), Path::new("/nowhere"));
        let at = Some(FsEvent::Changed("content/a.md".to_owned()));
        let in_progress = Some(FsEvent::InProgress("content/a.md".to_owned()));
        let closed = |mode| EventKind::Access(AccessKind::Close(mode));
        assert_eq!(event_of(closed(AccessMode::Write)), at);
        assert_eq!(event_of(closed(AccessMode::Read)), None);
        assert_eq!(
            event_of(EventKind::Access(AccessKind::Open(AccessMode::Any))),
            None
        );
        assert_eq!(
            event_of(EventKind::Modify(ModifyKind::Name(RenameMode::To))),
            at
        );
        assert_eq!(event_of(EventKind::Remove(RemoveKind::File)), at);
        assert_eq!(
            event_of(EventKind::Modify(ModifyKind::Data(DataChange::Any))),
            in_progress
        );
        assert_eq!(event_of(EventKind::Create(CreateKind::File)), in_progress);
    }

    #[test]
    fn only_events_of_the_sites_own_files_are_reported() {
        let root = Path::new("/site");
        let event_of = |path: &str| within(root, Path::new(path));
        assert_eq!(
            event_of("/site/content/qa/a.md").as_deref(),
            Some("content/qa/a.md")
        );
        assert_eq!(event_of("/site/themes").as_deref(), Some("themes"));
        for nothing in [
            "/site/public/a.html",
            "/site/content/.a.md.swp",
            "/site/content/4913",
            "/site",
            "/x",
        ] {
            assert_eq!(event_of(nothing), None, "{nothing}");
        }
    }
}
