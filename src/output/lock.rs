//! Lock of an output folder: a file in the folder itself, so that two sites cannot write there at once.
//! The file names its holder and is removed when the run ends.

use std::io::ErrorKind;
use std::path::Path;

use super::errors::{self, WriteError, WriteStep, io_failure};
use super::storage::{EntryKind, FolderLock, Storage, read_if_there};

/// Name of the lock file in the output folder.
pub(super) const LOCK: &str = ".pufa-lock";

const HEADING: &str = "pufa-lock 1";

/// Takes the lock for the site that owns a state folder; `None` where this user may not write.
pub(super) fn take(
    storage: &dyn Storage,
    out: &Path,
    state: &Path,
) -> Result<Option<FolderLock>, WriteError> {
    let path = out.join(LOCK);
    let cannot_read = |error: std::io::Error| io_failure(WriteStep::Reading, &path, &error);
    match storage.entry_kind(&path).map_err(cannot_read)? {
        EntryKind::Nothing => {}
        EntryKind::File(length) if length == 0 || is_a_lock(storage, &path) => {}
        _ => return Err(errors::path_blocked(LOCK)),
    }
    let site = state.parent().unwrap_or(state);
    match storage.lock(&path, &holder(site)) {
        Ok(lock) => Ok(Some(lock)),
        Err(error) => match error.kind() {
            ErrorKind::WouldBlock => Err(errors::locked(out, held_by(storage, &path).as_deref())),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Ok(None),
            _ => Err(io_failure(WriteStep::Writing, &path, &error)),
        },
    }
}

/// Returns true if a file is a lock file of pufa. An unreadable one counts: some systems deny reading a locked file.
fn is_a_lock(storage: &dyn Storage, path: &Path) -> bool {
    storage
        .read(path)
        .map_or(true, |bytes| bytes.starts_with(HEADING.as_bytes()))
}

/// Content of a lock file.
fn holder(site: &Path) -> String {
    let site = site.display();
    let pid = std::process::id();
    let host = host().map(|host| format!("@{host}")).unwrap_or_default();
    format!("{HEADING}\n{site} (pid {pid}{host})\n")
}

/// Name of this machine, if known.
fn host() -> Option<String> {
    let of_environment = || {
        ["HOSTNAME", "COMPUTERNAME"]
            .iter()
            .find_map(|name| std::env::var(name).ok())
    };
    let of_system = || std::fs::read_to_string("/etc/hostname").ok();
    of_system()
        .or_else(of_environment)
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
}

/// Holder named in a lock file, as far as it can be read.
fn held_by(storage: &dyn Storage, path: &Path) -> Option<String> {
    let bytes = read_if_there(storage, path).ok().flatten()?;
    let text = String::from_utf8_lossy(&bytes);
    let holder = text.strip_prefix(HEADING)?.trim().to_owned();
    Some(holder).filter(|holder| !holder.is_empty())
}
