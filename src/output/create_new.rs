//! New files for an editor: made where nothing stands, never over what is there.

use std::io::ErrorKind;
use std::path::Path;

use super::errors::{WriteError, WriteStep, failed};
use super::storage::{EntryKind, Storage};
use crate::diagnostic::{Code, Diagnostic};
use crate::message;

/// Makes a file and the folders above it; refuses when something stands there.
pub fn create(storage: &dyn Storage, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    match storage.entry_kind(path) {
        Ok(EntryKind::Nothing) => {}
        Ok(_) => return Err(occupied(path)),
        Err(failure) => return Err(failed(WriteStep::Reading, path, &failure)),
    }
    if let Some(folder) = path.parent() {
        create_folders(storage, folder)?;
    }
    storage
        .create(path, bytes)
        .map_err(|failure| match failure.kind() {
            // Somebody was faster.
            ErrorKind::AlreadyExists => occupied(path),
            _ => failed(WriteStep::Writing, path, &failure),
        })
}

/// Makes a folder and those above it.
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
        .map_err(|failure| failed(WriteStep::Writing, folder, &failure))
}

fn occupied(path: &Path) -> WriteError {
    let path = path.display();
    Box::new(
        Diagnostic::new(
            Code::OutputForeignFile,
            message!(
                "{path} 已经存在，没有改动它",
                "{path} exists already and was left alone"
            ),
        )
        .hint(message!(
            "换一个名字，或者先移走原来的文件",
            "choose another name, or move the file away first"
        )),
    )
}
