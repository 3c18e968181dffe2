//! Case-insensitive disk, as on Windows and macOS.

use std::io;
use std::path::{Path, PathBuf};

use super::super::{DiskStorage, Durability, EntryKind, FolderLock, Storage};
use super::{Sandbox, Tested, files, with_folders};
use crate::diagnostic::Code;

/// Disk that finds a file by a name that differs in case, and keeps the name that it has.
struct CaseBlind;

/// Path as the disk spells it.
fn real(path: &Path) -> PathBuf {
    let mut real = PathBuf::new();
    for part in path.components() {
        let wanted = part.as_os_str().to_string_lossy().to_lowercase();
        let is_it = |name: &std::ffi::OsString| name.to_string_lossy().to_lowercase() == wanted;
        let mut names = std::fs::read_dir(&real)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.file_name());
        let found = if real.join(part).exists() {
            None
        } else {
            names.find(is_it)
        };
        real.push(found.as_deref().unwrap_or(part.as_os_str()));
    }
    real
}

impl Storage for CaseBlind {
    fn entry_kind(&self, path: &Path) -> io::Result<EntryKind> {
        DiskStorage.entry_kind(&real(path))
    }
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        DiskStorage.canonical(&real(path))
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        DiskStorage.read(&real(path))
    }
    fn write(&self, path: &Path, bytes: &[u8], _: Durability) -> io::Result<()> {
        DiskStorage.write(&real(path), bytes, Durability::Whenever)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        DiskStorage.rename(&real(from), &real(to))
    }
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        DiskStorage.create_folder(&real(path))
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        DiskStorage.remove_file(&real(path))
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        DiskStorage.remove_folder(&real(path))
    }
    fn list(&self, path: &Path) -> io::Result<Vec<(String, EntryKind)>> {
        DiskStorage.list(&real(path))
    }
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        DiskStorage.create(&real(path), bytes)
    }
    fn lock(&self, path: &Path, text: &str) -> io::Result<FolderLock> {
        DiskStorage.lock(&real(path), text)
    }
}

#[test]
fn a_file_whose_name_changes_its_case_stays_ours_and_is_not_removed() -> Tested {
    for text in ["1", "2"] {
        let sandbox = Sandbox::new()?;
        sandbox.run_on(&CaseBlind, &files(&[("Law.html", "1"), ("Qa/A.html", "1")]));
        let wanted = files(&[("law.html", text), ("qa/a.html", text)]);
        for _ in 0..2 {
            let report = sandbox.run_on(&CaseBlind, &wanted);
            assert!(!report.found.has_errors(), "{}", report.text());
            let held = sandbox.holds()?;
            assert_eq!(
                held,
                with_folders(&files(&[("Law.html", text), ("Qa/A.html", text)]))
            );
        }
    }
    Ok(())
}

#[test]
fn a_foreign_file_in_other_case_is_foreign() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.run_on(&CaseBlind, &files(&[("a", "1")]));
    sandbox.place("Law.html", "foreign")?;
    let before = sandbox.holds()?;
    let report = sandbox.run_on(&CaseBlind, &files(&[("a", "1"), ("law.html", "1")]));
    assert_eq!(
        (report.codes(), sandbox.holds()?),
        (vec![Code::OutputForeignFile], before)
    );
    Ok(())
}

/// On a case-sensitive disk the old name is removed as usual.
#[test]
fn names_that_differ_in_case_are_two_where_the_disk_says_so() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.run(&files(&[("Law.html", "1")]));
    let wanted = files(&[("law.html", "1")]);
    assert_eq!(
        sandbox.run(&wanted).counts(),
        if cfg!(target_os = "linux") {
            [1, 0, 1]
        } else {
            [0, 1, 0]
        }
    );
    Ok(())
}
