//! The output folder itself: where it really is, whether it may be one, and what it holds that
//! nobody knows of.

use std::io;
use std::path::{Component, Path, PathBuf};

use super::errors::{self, WriteError, WriteStep, failed};
use super::safe_path::OWN;
use super::storage::{EntryKind, Storage};

/// Where a folder really is, also when it does not exist yet.
pub(super) fn resolve(storage: &dyn Storage, folder: &Path) -> Result<PathBuf, WriteError> {
    let folder = std::path::absolute(folder)
        .map_err(|refusal| failed(WriteStep::Reading, folder, &refusal))?;
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
            Err(refusal) if refusal.kind() == io::ErrorKind::NotFound => {}
            Err(refusal) => return Err(failed(WriteStep::Reading, above, &refusal)),
        }
    }
    Ok(folder)
}

/// Refuses an output folder that is one of the protected folders, lies in one or holds one.
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

/// Makes a folder and those above it; tells which were missing, the outermost first.
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
            Err(refusal) if refusal.kind() != io::ErrorKind::AlreadyExists => {
                return Err(failed(WriteStep::Writing, path, &refusal));
            }
            _ => {}
        }
    }
    match storage.entry_kind(folder) {
        Ok(EntryKind::File(_)) => Err(errors::in_the_way(&folder.display().to_string())),
        _ => Ok(missing),
    }
}

/// The files and the folders under a path of the output folder, relative to the output folder.
#[derive(Debug, Default)]
pub(super) struct FolderTree {
    /// Everything that is not a folder.
    pub(super) files: Vec<String>,
    /// The folders, each after the one that holds it.
    pub(super) folders: Vec<String>,
}

/// Everything under `top` (empty for all), except what `skip` says of names at the very top.
pub(super) fn tree(
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
        for (name, standing) in storage.list(&out.join(&folder))? {
            if folder.is_empty() && skip(&name) {
                continue;
            }
            let path = if folder.is_empty() {
                name
            } else {
                format!("{folder}/{name}")
            };
            if standing == EntryKind::Folder {
                found.folders.push(path);
            } else {
                found.files.push(path);
            }
        }
        next += 1;
    }
    Ok(found)
}

/// Names at the top of an output folder in which nothing is looked for: our own, and the host's repository.
pub(super) fn is_no_output(name: &str) -> bool {
    name.starts_with(OWN) || name == ".git"
}

/// Names at the top of an output folder that belong to its host, not to a site: `.git`,
/// `.gitignore`, `.nojekyll`, our own files, `CNAME`.
pub(super) fn is_the_hosts(name: &str) -> bool {
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
        let refused = create_all(&DiskStorage, &file).err();
        assert_eq!(
            refused.map(|found| found.code),
            Some(Code::OutputForeignFile)
        );
        Ok(())
    }

    #[test]
    fn a_tree_tells_folders_from_the_outside_in() -> Tested {
        let top = tempfile::tempdir()?;
        std::fs::create_dir_all(top.path().join("a/b"))?;
        for file in ["a/b/c", "a/.d", ".git", "CNAME"] {
            std::fs::write(top.path().join(file), "")?;
        }
        let found = tree(&DiskStorage, top.path(), "", is_the_hosts)?;
        assert_eq!(found.files, ["a/.d", "a/b/c"]);
        assert_eq!(found.folders, ["", "a", "a/b"]);
        Ok(())
    }
}
