//! Properties of the writer: whatever happens to state, disk and folder, nothing foreign is changed, and nothing of
//! ours is refused.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::super::safe_path::folders_of;
use super::faulty::KilledDisk;
use super::{RunFiles, RunReport, Sandbox};
use crate::diagnostic::Code;

const PATHS: [&str; 9] = [
    "a",
    "a/b",
    "a/b/c",
    "a/d",
    "d",
    "d/e",
    "f",
    "CNAME",
    ".x/config",
];

/// Event in the life of an output folder.
#[derive(Clone, Debug)]
enum FolderEvent {
    Build(RunFiles),
    /// Build that is killed at a step.
    Killed(RunFiles, usize),
    /// Build in which one step fails.
    Faulty(RunFiles, usize),
    /// `.pufa/` is gone.
    Lose,
    /// `.pufa/` is copied.
    Copy,
    /// Restores the copy.
    PutBack,
    /// Somebody creates or edits a file.
    Foreign(&'static str, u8),
    /// Removes the ownership record.
    Unrecord,
}

/// Few outputs with few paths, none of which is the folder of another.
fn outputs() -> impl Strategy<Value = RunFiles> {
    let paths = prop::sample::subsequence(PATHS.to_vec(), 0..6);
    (paths, prop::collection::vec(0..3u8, PATHS.len())).prop_map(|(paths, texts)| {
        let is_free = |path: &&str| !folders_of(path).any(|folder| paths.contains(&folder));
        let files = paths.iter().copied().filter(is_free).zip(texts);
        files
            .map(|(path, text)| (path.to_owned(), format!("text {text} of {path}")))
            .collect()
    })
}

fn happening() -> impl Strategy<Value = FolderEvent> {
    prop_oneof![
        4 => outputs().prop_map(FolderEvent::Build),
        4 => (outputs(), 0..160usize).prop_map(|(files, step)| FolderEvent::Killed(files, step)),
        4 => (outputs(), 0..160usize).prop_map(|(files, step)| FolderEvent::Faulty(files, step)),
        2 => Just(FolderEvent::Lose),
        1 => Just(FolderEvent::Copy),
        1 => Just(FolderEvent::PutBack),
        3 => (prop::sample::select(PATHS.to_vec()), any::<u8>()).prop_map(|(path, text)| FolderEvent::Foreign(path, text)),
    ]
}

/// Folder, with the foreign files in it.
struct TestFolder {
    sandbox: Sandbox,
    foreign: RunFiles,
    /// True if the state was lost or restored, so that old outputs may remain.
    lost: bool,
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    let _ = fs::remove_dir_all(to);
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).into_iter().flatten() {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

impl TestFolder {
    fn suffer(&mut self, happening: &FolderEvent) -> std::io::Result<()> {
        let (state, saved) = (
            &self.sandbox.folders.state,
            self.sandbox.top().join("saved"),
        );
        match happening {
            FolderEvent::Build(files) => drop(self.sandbox.run_on(&KilledDisk::never(), files)),
            FolderEvent::Killed(files, step) => {
                drop(self.sandbox.run_on(&KilledDisk::at(*step), files));
            }
            FolderEvent::Faulty(files, step) => {
                drop(self.sandbox.run_on(&KilledDisk::once(*step), files));
            }
            FolderEvent::Lose => {
                let _ = fs::remove_dir_all(state);
                self.lost = true;
            }
            FolderEvent::Copy => copy(state, &saved)?,
            FolderEvent::PutBack if saved.exists() => {
                copy(&saved, state)?;
                self.lost = true;
            }
            FolderEvent::PutBack => {}
            FolderEvent::Foreign(path, text) => self.place(path, *text)?,
            FolderEvent::Unrecord => drop(fs::remove_file(self.sandbox.out(super::OWNERSHIP))),
        }
        Ok(())
    }

    /// Puts a foreign file where nothing stands, or edits one.
    fn place(&mut self, path: &str, text: u8) -> std::io::Result<()> {
        let is_free = fs::symlink_metadata(self.sandbox.out(path)).is_err()
            && folders_of(path).all(|folder| !self.sandbox.out(folder).is_file());
        if is_free || self.foreign.contains_key(path) {
            let text = format!("foreign {text}");
            self.sandbox.place(path, &text)?;
            self.foreign.insert(path.to_owned(), text);
        }
        Ok(())
    }

    /// Files in the folder that are not foreign; an error if a foreign one was changed or removed.
    fn ours(&self) -> Result<RunFiles, String> {
        let is_made = self.sandbox.folders.out.exists();
        let mut held = if is_made {
            self.sandbox.holds().map_err(|error| error.to_string())?
        } else {
            RunFiles::new()
        };
        held.retain(|path, _| !path.ends_with('/') && !path.starts_with(".pufa-"));
        for (path, text) in &self.foreign {
            if held.remove(path).as_ref() != Some(text) {
                return Err(format!("the foreign {path} is not as it was"));
            }
        }
        let is_whole = |(path, text): &(&String, &String)| {
            text.starts_with("text ") && text.ends_with(&format!(" of {path}"))
        };
        match held.iter().find(|file| !is_whole(file)) {
            Some((path, text)) => Err(format!("{path} holds {text}")),
            None => Ok(held),
        }
    }

    /// Outputs that a foreign file blocks.
    fn blocked(&self, wanted: &RunFiles) -> usize {
        let is_foreign = |path: &str| self.foreign.contains_key(path);
        let holds_foreign = |path: &str| {
            self.foreign
                .keys()
                .any(|foreign| folders_of(foreign).any(|of| of == path))
        };
        let is_blocked = |path: &&String| {
            is_foreign(path) || holds_foreign(path) || folders_of(path).any(is_foreign)
        };
        wanted.keys().filter(is_blocked).count()
    }

    fn names_foreign_only(&self, report: &RunReport) -> bool {
        let errors = report
            .found
            .iter()
            .filter(|one| one.severity == crate::diagnostic::Severity::Error);
        errors.into_iter().all(|one| {
            one.code == Code::OutputForeignFile
                && self
                    .foreign
                    .keys()
                    .any(|path| one.message.zh.contains(&format!("“{path}”")))
        })
    }
}

fn holds(happenings: &[FolderEvent], last: &RunFiles) -> Result<(), String> {
    let sandbox = Sandbox::new().map_err(|error| error.to_string())?;
    let mut world = TestFolder {
        sandbox,
        foreign: BTreeMap::new(),
        lost: false,
    };
    for happening in happenings {
        world.suffer(happening).map_err(|error| error.to_string())?;
        world
            .ours()
            .map_err(|fault| format!("{fault} after {happening:?}"))?;
    }
    let before = world.ours()?;
    let report = world.sandbox.run_on(&KilledDisk::never(), last);
    let after = world.ours()?;
    let refusals = report.found.count(crate::diagnostic::Severity::Error);
    if refusals != world.blocked(last) || !world.names_foreign_only(&report) {
        return Err(format!("{refusals} refusals:\n{}", report.text()));
    }
    if refusals > 0 {
        return if after == before {
            Ok(())
        } else {
            Err("a refused run changed something".to_owned())
        };
    }
    let left: Vec<_> = after
        .iter()
        .filter(|(path, text)| last.get(*path) != Some(text))
        .collect();
    if !world.lost && !left.is_empty()
        || last
            .iter()
            .any(|(path, text)| after.get(path) != Some(text))
    {
        return Err(format!("{after:?}"));
    }
    world.sandbox.folders.clean = true;
    let cleaned = world.sandbox.run_on(&KilledDisk::never(), last);
    if world.ours()? != *last || cleaned.counts() != [0, last.len(), left.len()] {
        return Err(format!(
            "cleaned: {:?} {:?}",
            cleaned.counts(),
            world.ours()
        ));
    }
    world.sandbox.folders.clean = false;
    let again = world.sandbox.run_on(&KilledDisk::never(), last);
    if again.counts() == [0, last.len(), 0] {
        Ok(())
    } else {
        Err(format!("again: {:?}", again.counts()))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var_os("PROPTEST_CASES").map_or(200, |_| ProptestConfig::default().cases)
    ))]

    #[test]
    fn nothing_foreign_is_changed_and_nothing_of_ours_is_refused(
        happenings in prop::collection::vec(happening(), 0..8),
        last in outputs(),
    ) {
        let held = holds(&happenings, &last);
        prop_assert!(held.is_ok(), "{}", held.err().unwrap_or_default());
    }

    /// The state alone recognises what it lists, when a copy of the folder lost its hidden files.
    #[test]
    fn without_the_ownership_record_the_state_recognises_our_files(
        first in outputs(), last in outputs(),
    ) {
        let held = holds(&[FolderEvent::Build(first), FolderEvent::Unrecord], &last);
        prop_assert!(held.is_ok(), "{}", held.err().unwrap_or_default());
    }
}
