//! Folders of one corpus: sites and outputs.

use std::cell::Cell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::corpus;
use crate::outcome::Stop;
use crate::program::{root, target};

/// Version of the corpus; an older one is not used.
const EDITION: &str = "2";
/// Build date for pufa: after every article.
const DATE: &str = "2027-01-01";

/// Corpus of a given size under `target/bench/`.
pub(crate) struct Work {
    folder: PathBuf,
    moved: Cell<usize>,
}

impl Work {
    /// Returns the existing corpus, or creates one.
    pub(crate) fn of(count: usize) -> Result<Self, Stop> {
        let work = Self {
            folder: target("bench").join(count.to_string()),
            moved: Cell::new(0),
        };
        let stamp = work.folder.join("edition");
        if fs::read_to_string(&stamp).is_ok_and(|edition| edition == EDITION) {
            return Ok(work);
        }
        work.make(count)
            .and_then(|()| fs::write(&stamp, EDITION))
            .map_err(|error| Stop::because(&work.folder.to_string_lossy(), error))?;
        Ok(work)
    }

    fn make(&self, count: usize) -> io::Result<()> {
        let bench = self.site("bench");
        corpus::for_pufa(&bench.join("content"), count, false)?;
        fs::copy(
            root().join("benches/site/site.yaml"),
            bench.join("content/site.yaml"),
        )?;
        copy(&root().join("themes/bench"), &bench.join("themes/bench"))?;
        let default = self.site("default");
        corpus::for_pufa(&default.join("content"), count, true)?;
        fs::write(
            default.join("content/site.yaml"),
            "title: 普法阵地\nbase_url: https://pufa.example.cn/\n",
        )?;
        let hugo = self.site("hugo");
        copy(&root().join("benches/hugo"), &hugo)?;
        corpus::for_hugo(&hugo.join("content"), count)
    }

    /// Returns the folder of a site: `bench`, `default`, `hugo`.
    pub(crate) fn site(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Returns the output folder of a site.
    pub(crate) fn out(&self, name: &str) -> PathBuf {
        self.folder.join("out").join(name)
    }

    /// Clears the way for a cold build by moving old output away: removal would slow the next run.
    pub(crate) fn clear(&self, name: &str) -> Result<(), Stop> {
        for path in [self.out(name), self.site(name).join(".pufa")] {
            self.moved.set(self.moved.get() + 1);
            let away = self.folder.join("away").join(self.moved.get().to_string());
            let moved = fs::create_dir_all(self.folder.join("away"))
                .and_then(|()| fs::create_dir_all(self.folder.join("out")))
                .and_then(|()| {
                    if path.exists() {
                        fs::rename(&path, away)
                    } else {
                        Ok(())
                    }
                });
            moved.map_err(|error| Stop::because(&path.to_string_lossy(), error))?;
        }
        Ok(())
    }

    /// Removes all outputs.
    pub(crate) fn sweep(&self) {
        for name in ["away", "out"] {
            // Leftovers are harmless.
            let _ = fs::remove_dir_all(self.folder.join(name));
        }
    }

    /// Returns the command that builds a site with pufa.
    pub(crate) fn pufa(&self, name: &str) -> Command {
        let mut command = Command::new(target("release/pufa"));
        command
            .args(["build", "--quiet", "--date", DATE, "--site"])
            .arg(self.site(name));
        command.arg("--out").arg(self.out(name));
        command
    }

    /// Returns a `cp -r` of an output.
    pub(crate) fn copy_of(&self, name: &str) -> Command {
        let mut command = Command::new("cp");
        command.arg("-r").arg(self.out(name)).arg(self.out("copy"));
        command
    }
}

/// Edit of a file, undone on drop.
pub(crate) struct Edit {
    file: PathBuf,
    before: Vec<u8>,
}

impl Edit {
    /// Appends `line` to a file.
    pub(crate) fn of(file: PathBuf, line: &str) -> Result<Self, Stop> {
        let edited = fs::read(&file).and_then(|before| {
            let mut after = before.clone();
            after.extend_from_slice(line.as_bytes());
            fs::write(&file, after).map(|()| before)
        });
        let before = edited.map_err(|error| Stop::because(&file.to_string_lossy(), error))?;
        Ok(Self { file, before })
    }
}

impl Drop for Edit {
    fn drop(&mut self) {
        // The next corpus is rebuilt if this fails.
        let _ = fs::write(&self.file, &self.before);
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
