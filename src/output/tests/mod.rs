//! Tests of the writer as a whole: a sandbox, and storages that fail.

mod case;
mod crash;
mod faulty;
mod owners;
mod properties;
mod refused;
mod reuse;
mod runs;
mod strangers;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::ownership::OWNERSHIP;
use super::{DiskStorage, OutputWriter, Storage, WriteStats, WriterFolders};
use crate::diagnostic::{Code, Diagnostics, Language};

pub(super) type Tested = Result<(), Box<dyn Error>>;

/// Paths and texts of a run; a folder is its path with a `/` at the end, and no text.
pub(super) type RunFiles = BTreeMap<String, String>;

/// Files from pairs.
pub(super) fn files(pairs: &[(&str, &str)]) -> RunFiles {
    pairs
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

/// Temporary folder for the state and the output of a site.
pub(super) struct Sandbox {
    top: TempDir,
    pub(super) folders: WriterFolders,
}

/// Result of a run.
#[derive(Debug)]
pub(super) struct RunReport {
    pub(super) tally: WriteStats,
    pub(super) found: Diagnostics,
}

impl RunReport {
    pub(super) fn codes(&self) -> Vec<Code> {
        self.found.iter().map(|found| found.code).collect()
    }

    pub(super) fn text(&self) -> String {
        let shown = self
            .found
            .iter()
            .map(|found| crate::diagnostic::human(found, Language::Chinese, false));
        shown.collect::<Vec<_>>().join("\n")
    }

    pub(super) fn counts(&self) -> [usize; 3] {
        [self.tally.written, self.tally.unchanged, self.tally.removed]
    }
}

impl Sandbox {
    pub(super) fn new() -> std::io::Result<Self> {
        let top = TempDir::new()?;
        let at = |name: &str| top.path().join(name);
        let folders = WriterFolders {
            state: at(".pufa"),
            out: at("public"),
            protected: vec![at("content")],
            ..folders_of_tests()
        };
        Ok(Self { top, folders })
    }

    pub(super) fn top(&self) -> &Path {
        self.top.path()
    }

    /// Path in the output folder.
    pub(super) fn out(&self, path: &str) -> PathBuf {
        self.folders.out.join(path)
    }

    /// Puts a file there by hand.
    pub(super) fn place(&self, path: &str, text: &str) -> std::io::Result<()> {
        let path = self.out(path);
        std::fs::create_dir_all(path.parent().unwrap_or(&path))?;
        std::fs::write(path, text)
    }

    /// Runs to the end; abandons the run if an output is refused.
    pub(super) fn run_on(&self, storage: &dyn Storage, wanted: &RunFiles) -> RunReport {
        let (writer, mut found) =
            match OutputWriter::open(storage, &self.folders, wanted.keys().map(String::as_str)) {
                Ok(opened) => opened,
                Err(found) => {
                    return RunReport {
                        tally: WriteStats::default(),
                        found,
                    };
                }
            };
        for (path, text) in wanted {
            found.extend(
                writer
                    .write(path, text.as_bytes())
                    .err()
                    .map(|refused| *refused),
            );
        }
        if found.has_errors() {
            found.extend(writer.abandon());
            return RunReport {
                tally: WriteStats::default(),
                found,
            };
        }
        let (tally, ending) = writer.finish();
        found.extend(ending);
        RunReport { tally, found }
    }

    /// Runs to the end on the real disk.
    pub(super) fn run(&self, wanted: &RunFiles) -> RunReport {
        self.run_on(&DiskStorage, wanted)
    }

    /// Content of the output folder, without the ownership record.
    pub(super) fn holds(&self) -> std::io::Result<RunFiles> {
        let mut held = held(&self.folders.out)?;
        held.remove(OWNERSHIP);
        Ok(held)
    }

    /// Ownership record.
    pub(super) fn ownership(&self) -> std::io::Result<String> {
        std::fs::read_to_string(self.out(OWNERSHIP))
    }

    /// State files, without the lock.
    pub(super) fn records(&self) -> std::io::Result<RunFiles> {
        let mut records = held(&self.folders.state)?;
        records.retain(|name, _| name.ends_with(".manifest") || name.ends_with(".journal"));
        Ok(records)
    }
}

/// Mark of these tests: a text that begins with it is ours.
pub(super) const MARK: &str = "made by pufa";

fn folders_of_tests() -> WriterFolders {
    WriterFolders {
        state: PathBuf::new(),
        out: PathBuf::new(),
        protected: Vec::new(),
        owner_kind: "site",
        mark: |_, bytes| bytes.starts_with(MARK.as_bytes()),
        clean: false,
    }
}

/// Every file with its text and every folder under a folder.
fn held(top: &Path) -> std::io::Result<RunFiles> {
    let mut found = RunFiles::new();
    for entry in walkdir::WalkDir::new(top).min_depth(1) {
        let entry = entry?;
        let path = entry
            .path()
            .strip_prefix(top)
            .unwrap_or(entry.path())
            .to_string_lossy()
            .into_owned();
        if entry.file_type().is_dir() {
            found.insert(path + "/", String::new());
        } else {
            found.insert(path, std::fs::read_to_string(entry.path())?);
        }
    }
    Ok(found)
}

/// Files with their parent folders, as [`Sandbox::holds`] returns them.
pub(super) fn with_folders(files: &RunFiles) -> RunFiles {
    let folders = files
        .keys()
        .flat_map(|path| super::safe_path::folders_of(path));
    let folders: Vec<String> = folders.map(|folder| format!("{folder}/")).collect();
    files
        .clone()
        .into_iter()
        .chain(folders.into_iter().map(|folder| (folder, String::new())))
        .collect()
}
