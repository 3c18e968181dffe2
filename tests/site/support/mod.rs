//! Test site: files in a temporary folder, the real program run there, its messages and output.
//!
//! Clock, language and colors are fixed; varying parts (folder, seconds, digests) are masked.

#[cfg(feature = "channels")]
mod followed;
mod mask;
mod run;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

#[cfg(feature = "channels")]
pub(crate) use followed::nothing_runs;
pub(crate) use mask::digests_masked;
pub(crate) use run::Run;

/// Build date of the test sites.
pub(crate) const TODAY: &str = "2026-11-24";

/// Minimal settings of a site that give no hints.
pub(crate) const SETTINGS: &str = "title: 示例普法网\nbase_url: https://pufa.example.cn/\n";

/// Every file under a folder: its path with `/`, and its bytes.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Site under test.
pub(crate) struct SiteTest {
    folder: TempDir,
}

impl SiteTest {
    /// Creates an empty folder, without a site.
    pub(crate) fn bare() -> Self {
        Self {
            folder: TempDir::new().expect("a temporary folder"),
        }
    }

    /// Creates a site with settings and nothing else.
    pub(crate) fn new() -> Self {
        Self::bare().file("content/site.yaml", SETTINGS)
    }

    /// Creates a copy of the repository's own site.
    pub(crate) fn sample() -> Self {
        let site = Self::bare();
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        for (path, bytes) in tree_of(&content) {
            site.write(&format!("content/{path}"), &bytes);
        }
        site
    }

    /// Copies the sources to a site in another folder, never built.
    pub(crate) fn copy_of_sources(&self) -> Self {
        let copy = Self::bare();
        for folder in ["content", "themes"] {
            for (path, bytes) in tree_of(&self.path(folder)) {
                copy.write(&format!("{folder}/{path}"), &bytes);
            }
        }
        copy
    }

    /// Adds a file to the site.
    pub(crate) fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.write(path, bytes.as_ref());
        self
    }

    /// Writes a file of the site.
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).expect("a folder");
        }
        fs::write(path, bytes).expect("a file");
    }

    /// Removes a file of the site.
    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("a file to remove");
    }

    /// Returns the path of a file of the site.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Runs the program in the site's folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let output = self.command(arguments).output().expect("the program runs");
        Run::new(self.folder.path(), &output)
    }

    /// Runs `pufa build` with more arguments.
    pub(crate) fn build(&self, arguments: &[&str]) -> Run {
        self.run(&[&["build"], arguments].concat())
    }

    /// Starts the program without waiting for it.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts")
    }

    /// Returns a command with a fixed environment; builds run at [`TODAY`] by default.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pufa"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("PUFA_LANG")
            .env("NO_COLOR", "1");
        if arguments.first() == Some(&"build") && !arguments.contains(&"--date") {
            command.args(["--date", TODAY]);
        }
        command
    }

    /// Returns all files of the output, without the writer's own record.
    pub(crate) fn tree(&self) -> Tree {
        let mut tree = tree_of(&self.path("public"));
        tree.remove(".pufa-ownership");
        tree
    }

    /// Returns a file of the output as text.
    pub(crate) fn page(&self, path: &str) -> String {
        let file = self.path("public").join(path);
        let bytes = fs::read(&file);
        assert!(bytes.is_ok(), "no {path} among {:?}", self.tree().keys());
        String::from_utf8(bytes.unwrap_or_default()).expect("a page is UTF-8")
    }

    /// Asserts that files of the output exist.
    #[track_caller]
    pub(crate) fn has_files(&self, paths: &[&str]) {
        for path in paths {
            assert!(
                self.path("public").join(path).is_file(),
                "no {path} among {:?}",
                self.tree().keys()
            );
        }
    }

    /// Asserts that files of the output do not exist.
    #[track_caller]
    pub(crate) fn no_files(&self, paths: &[&str]) {
        for path in paths {
            assert!(!self.path("public").join(path).exists(), "{path} is there");
        }
    }
}

/// Returns every file under a folder; empty if the folder is missing.
pub(crate) fn tree_of(folder: &Path) -> Tree {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("a path below");
            let path = path.to_str().expect("a path in UTF-8").replace('\\', "/");
            (path, fs::read(entry.path()).expect("a readable file"))
        })
        .collect()
}
