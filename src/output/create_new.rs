//! New files for an editor: created only where nothing exists.

use std::io::ErrorKind;
use std::path::Path;

use super::errors::{WriteError, WriteStep, io_failure};
use super::storage::{EntryKind, Storage};
use crate::diagnostic::{Code, Diagnostic};
use crate::message;

/// Creates a file and its parent folders; fails if something exists at the path.
pub fn create(storage: &dyn Storage, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    match storage.entry_kind(path) {
        Ok(EntryKind::Nothing) => {}
        Ok(_) => return Err(occupied(path)),
        Err(error) => return Err(io_failure(WriteStep::Reading, path, &error)),
    }
    if let Some(folder) = path.parent() {
        create_folders(storage, folder)?;
    }
    storage
        .create(path, bytes)
        .map_err(|error| match error.kind() {
            // Another process was faster.
            ErrorKind::AlreadyExists => occupied(path),
            _ => io_failure(WriteStep::Writing, path, &error),
        })
}

/// Creates a folder and its parents.
fn create_folders(storage: &dyn Storage, folder: &Path) -> Result<(), WriteError> {
    if folder.as_os_str().is_empty()
        || matches!(
            storage.entry_kind(folder),
            Ok(EntryKind::Folder | EntryKind::Other)
        )
    {
        return Ok(());
    }
    if let Some(above) = folder.parent() {
        create_folders(storage, above)?;
    }
    storage
        .create_folder(folder)
        .map_err(|error| io_failure(WriteStep::Writing, folder, &error))
}

fn occupied(path: &Path) -> WriteError {
    let path = path.display();
    Box::new(
        Diagnostic::new(
            Code::OutputForeignFile,
            message!(
                "{path} 已经存在，没有改动它",
                "{path} already exists and was not changed"
            ),
        )
        .hint(message!(
            "换一个名字，或者先移走原来的文件",
            "choose another name, or move the file away first"
        )),
    )
}
