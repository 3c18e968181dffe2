//! Output folder: its real path, whether it may be used, and what it contains.

use std::io;
use std::path::{Component, Path, PathBuf};

use super::errors::{self, WriteError, WriteStep, io_failure};
use super::safe_path::RESERVED_PREFIX;
use super::storage::{EntryKind, Storage};

/// Canonical path of a folder, even if the folder does not exist yet.
pub(super) fn resolve(storage: &dyn Storage, folder: &Path) -> Result<PathBuf, WriteError> {
    let folder = std::path::absolute(folder)
        .map_err(|error| io_failure(WriteStep::Reading, folder, &error))?;
    for above in folder.ancestors() {
        match storage.canonical(above) {
            Ok(mut real) => {
                for part in folder.strip_prefix(above).unwrap_or(&folder).components() {
                    match part {
                        Component::ParentDir => drop(real.pop()),
                        part => real.push(part),
                    }
                }
                return Ok(real);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(io_failure(WriteStep::Reading, above, &error)),
        }
    }
    Ok(folder)
}

/// Rejects an output folder that is, contains or lies in a protected folder.
pub(super) fn check_apart<'p>(
    storage: &dyn Storage,
    out: &Path,
    protected: impl IntoIterator<Item = &'p PathBuf>,
) -> Result<(), WriteError> {
    for folder in protected {
        let folder = resolve(storage, folder)?;
        if out.starts_with(&folder) || folder.starts_with(out) {
            return Err(errors::protected(out, &folder));
        }
    }
    Ok(())
}

/// Creates a folder and its parents; returns those that were missing, outermost first.
pub(super) fn create_all(storage: &dyn Storage, folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let is_missing = |above: &&Path| {
        !above.as_os_str().is_empty() && matches!(storage.entry_kind(above), Ok(EntryKind::Nothing))
    };
    let mut missing: Vec<PathBuf> = folder
        .ancestors()
        .take_while(is_missing)
        .map(Path::to_owned)
        .collect();
    missing.reverse();
    for path in &missing {
        match storage.create_folder(path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(io_failure(WriteStep::Writing, path, &error));
            }
            _ => {}
        }
    }
    match storage.entry_kind(folder) {
        Ok(EntryKind::File(_)) => Err(errors::path_blocked(&folder.display().to_string())),
        _ => Ok(missing),
    }
}

/// Files and folders under a path, relative to the output folder.
#[derive(Debug, Default)]
pub(super) struct FolderTree {
    /// Everything that is not a folder.
    pub(super) files: Vec<String>,
    /// Folders, each after its parent.
    pub(super) folders: Vec<String>,
}

/// Lists everything under `top` (empty for all), except the top-level names that `skip` selects.
pub(super) fn list_tree(
    storage: &dyn Storage,
    out: &Path,
    top: &str,
    skip: impl Fn(&str) -> bool,
) -> io::Result<FolderTree> {
    let mut found = FolderTree {
        files: Vec::new(),
        folders: vec![top.to_owned()],
    };
    let mut next = 0;
    while let Some(folder) = found.folders.get(next).cloned() {
        for (name, kind) in storage.list(&out.join(&folder))? {
            if folder.is_empty() && skip(&name) {
                continue;
            }
            let path = if folder.is_empty() {
                name
            } else {
                format!("{folder}/{name}")
            };
            if kind == EntryKind::Folder {
                found.folders.push(path);
            } else {
                found.files.push(path);
            }
        }
        next += 1;
    }
    Ok(found)
}

/// Returns true if a top-level name is reserved: our own files and the host's repository.
pub(super) fn is_reserved(name: &str) -> bool {
    name.starts_with(RESERVED_PREFIX) || name == ".git"
}

/// Returns true if a top-level name belongs to the host of the folder, not to the site: `.git`, `.gitignore`,
/// `.nojekyll`, `CNAME`, our own files.
pub(super) fn belongs_to_host(name: &str) -> bool {
    name.starts_with('.') || name == "CNAME"
}

#[cfg(test)]
mod tests {
    use super::super::storage::DiskStorage;
    use super::*;
    use crate::diagnostic::Code;

    type Tested = Result<(), Box<dyn std::error::Error>>;

    fn resolved(path: &Path) -> Result<PathBuf, Box<dyn std::error::Error>> {
        resolve(&DiskStorage, path).map_err(|found| found.message.en.into())
    }

    #[test]
    fn a_folder_that_does_not_exist_yet_resolves_as_it_will() -> Tested {
        let top = tempfile::tempdir()?;
        let real = top.path().canonicalize()?;
        assert_eq!(resolved(&top.path().join("a/../b/c"))?, real.join("b/c"));
        let made = create_all(&DiskStorage, &real.join("b/c")).map_err(|found| found.message.en)?;
        assert_eq!(made, [real.join("b"), real.join("b/c")]);
        assert_eq!(resolved(&top.path().join("b/c"))?, real.join("b/c"));
        Ok(())
    }

    #[test]
    fn an_output_folder_stands_apart_from_the_editors_folders() -> Tested {
        let top = tempfile::tempdir()?;
        let real = top.path().canonicalize()?;
        std::fs::create_dir(real.join("content"))?;
        let protected = [real.join("content"), real.join("themes")];
        let code = |out: &Path| {
            check_apart(&DiskStorage, out, &protected)
                .err()
                .map(|found| found.code)
        };
        for out in [
            real.join("content"),
            real.join("content/a"),
            real.join("themes"),
            real.clone(),
        ] {
            assert_eq!(code(&out), Some(Code::OutputProtected), "{}", out.display());
        }
        assert_eq!(code(&real.join("public")), None);
        assert_eq!(code(&real.join("content-site")), None);
        Ok(())
    }

    #[test]
    fn a_file_cannot_be_an_output_folder() -> Tested {
        let top = tempfile::tempdir()?;
        let file = top.path().join("a");
        std::fs::write(&file, "")?;
        let error = create_all(&DiskStorage, &file).err();
        assert_eq!(error.map(|found| found.code), Some(Code::OutputForeignFile));
        Ok(())
    }

    #[test]
    fn a_tree_tells_folders_from_the_outside_in() -> Tested {
        let top = tempfile::tempdir()?;
        std::fs::create_dir_all(top.path().join("a/b"))?;
        for file in ["a/b/c", "a/.d", ".git", "CNAME"] {
            std::fs::write(top.path().join(file), "")?;
        }
        let found = list_tree(&DiskStorage, top.path(), "", belongs_to_host)?;
        assert_eq!(found.files, ["a/.d", "a/b/c"]);
        assert_eq!(found.folders, ["", "a", "a/b"]);
        Ok(())
    }
}
