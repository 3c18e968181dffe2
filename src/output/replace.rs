//! Replacement of an editor's file, whole or not at all.

use std::path::Path;

use super::errors::{WriteError, WriteStep, io_failure};
use super::storage::{EntryKind, Storage, remove_if_there};
use crate::diagnostic::{Code, Diagnostic};
use crate::message;

/// Replaces a file that still has the bytes that were read; keeps its permissions. The new bytes
/// wait beside it and are moved into its place in one step.
pub(crate) fn replace(
    storage: &dyn Storage,
    path: &Path,
    before: &[u8],
    after: &[u8],
) -> Result<(), WriteError> {
    let reading = |error| io_failure(WriteStep::Reading, path, &error);
    let writing = |error| io_failure(WriteStep::Writing, path, &error);
    if !matches!(storage.entry_kind(path), Ok(EntryKind::File(_))) {
        return Err(no_file(path));
    }
    if storage.read(path).map_err(reading)? != before {
        return Err(changed(path));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let waiting = path.with_file_name(format!(".{name}.pufa-new"));
    remove_if_there(storage, &waiting).map_err(writing)?;
    let moved = storage
        .create_like(&waiting, after, path)
        .and_then(|()| storage.rename(&waiting, path));
    moved.map_err(|error| {
        let _ = remove_if_there(storage, &waiting);
        writing(error)
    })
}

fn no_file(path: &Path) -> WriteError {
    let path = path.display();
    let message = message!(
        "{path} 是指向别处的链接，没有改它",
        "{path} is a link to another place and was not changed"
    );
    let hint = message!(
        "改它指向的那个文件，或者把文件复制到这里，代替链接",
        "change the file that it leads to, or put a copy in place of the link"
    );
    Box::new(Diagnostic::new(Code::OutputUnsafePath, message).hint(hint))
}

fn changed(path: &Path) -> WriteError {
    let path = path.display();
    let message = message!(
        "{path} 刚刚被改动了，没有写它",
        "{path} has just changed and was not written"
    );
    let hint = message!("再运行一次", "run the command again");
    Box::new(Diagnostic::new(Code::SourceStale, message).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::super::storage::DiskStorage;
    use super::*;

    #[test]
    fn a_file_is_replaced_if_it_is_as_it_was_read() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.md");
        std::fs::write(&path, "1")?;
        assert!(replace(&DiskStorage, &path, b"1", b"2").is_ok());
        let again = replace(&DiskStorage, &path, b"1", b"3").err();
        assert_eq!(again.map(|found| found.code), Some(Code::SourceStale));
        assert_eq!(std::fs::read(&path)?, b"2");
        assert_eq!(std::fs::read_dir(folder.path())?.count(), 1);
        Ok(())
    }
}
