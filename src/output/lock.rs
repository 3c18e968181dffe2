//! The lock of an output folder: a file in the folder itself, so that two sites cannot write there at
//! once. It names its holder, and is gone when the run ends.

use std::io::ErrorKind;
use std::path::Path;

use super::errors::{self, WriteError, WriteStep, failed};
use super::storage::{EntryKind, FolderLock, Storage, read_if_there};

/// The name of the lock in the output folder.
pub(super) const LOCK: &str = ".pufa-lock";

const HEADING: &str = "pufa-lock 1";

/// Takes the lock for the site whose state lies in a folder. A folder in which nobody here may write needs none.
pub(super) fn take(
    storage: &dyn Storage,
    out: &Path,
    state: &Path,
) -> Result<Option<FolderLock>, WriteError> {
    let path = out.join(LOCK);
    let cannot_read = |refusal: std::io::Error| failed(WriteStep::Reading, &path, &refusal);
    match storage.entry_kind(&path).map_err(cannot_read)? {
        EntryKind::Nothing => {}
        EntryKind::File(length) if length == 0 || is_a_lock(storage, &path) => {}
        _ => return Err(errors::in_the_way(LOCK)),
    }
    let site = state.parent().unwrap_or(state);
    match storage.lock(&path, &holder(site)) {
        Ok(lock) => Ok(Some(lock)),
        Err(refusal) => match refusal.kind() {
            ErrorKind::WouldBlock => Err(errors::locked(out, held_by(storage, &path).as_deref())),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Ok(None),
            _ => Err(failed(WriteStep::Writing, &path, &refusal)),
        },
    }
}

/// Whether a file is a lock of ours. One that cannot be read is held: some systems let nobody read it then.
fn is_a_lock(storage: &dyn Storage, path: &Path) -> bool {
    storage
        .read(path)
        .map_or(true, |bytes| bytes.starts_with(HEADING.as_bytes()))
}

/// The text of a lock.
fn holder(site: &Path) -> String {
    let (site, pid) = (site.display(), std::process::id());
    let host = host().map(|host| format!("@{host}")).unwrap_or_default();
    format!("{HEADING}\n{site} (pid {pid}{host})\n")
}

/// The name of this machine, if it says so.
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

/// Who holds a lock, as far as it can be read.
fn held_by(storage: &dyn Storage, path: &Path) -> Option<String> {
    let bytes = read_if_there(storage, path).ok().flatten()?;
    let text = String::from_utf8_lossy(&bytes);
    let holder = text.strip_prefix(HEADING)?.trim().to_owned();
    Some(holder).filter(|holder| !holder.is_empty())
}
