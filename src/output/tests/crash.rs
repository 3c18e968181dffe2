//! Killed at any step, once or twice in a row: the next run ends where a clean one would.

use proptest::prelude::*;

use super::super::safe_path::folders_of;
use super::faulty::KilledDisk;
use super::{RunFiles, RunReport, Sandbox, Tested, files, with_folders};
use crate::diagnostic::Code;

/// Runs until a step, then kills the run; returns whether it got that far.
fn killed_run(sandbox: &Sandbox, wanted: &RunFiles, step: usize) -> bool {
    let disk = KilledDisk::at(step);
    // A killed process reports nothing.
    drop(sandbox.run_on(&disk, wanted));
    disk.happened()
}

fn assert_clean(sandbox: &Sandbox, wanted: &RunFiles, report: &RunReport) -> Tested {
    assert!(!report.found.has_errors(), "{}", report.text());
    assert_eq!(sandbox.holds()?, with_folders(wanted));
    let clean = Sandbox::new()?;
    clean.run_on(&KilledDisk::never(), wanted);
    let texts = |of: &Sandbox| {
        of.records()
            .map(|records| records.into_values().collect::<Vec<_>>())
    };
    assert_eq!(texts(sandbox)?, texts(&clean)?);
    assert_eq!(sandbox.ownership()?, clean.ownership()?);
    Ok(())
}

#[test]
fn a_run_killed_at_any_step_is_healed_by_the_next() -> Tested {
    let old = files(&[
        ("index.html", "1"),
        ("a", "file"),
        ("b/c/d", "deep"),
        ("old/x", "1"),
        ("same", "1"),
    ]);
    let new = files(&[
        ("index.html", "2"),
        ("a/x/y", "deep"),
        ("b", "file"),
        ("new/z", "1"),
        ("same", "1"),
    ]);
    let last = files(&[("index.html", "3"), ("a/x", "file"), ("same", "1")]);
    for next in [&new, &old, &last] {
        for step in 0.. {
            let sandbox = Sandbox::new()?;
            sandbox.run_on(&KilledDisk::never(), &old);
            if !killed_run(&sandbox, &new, step) {
                break;
            }
            let report = sandbox.run_on(&KilledDisk::never(), next);
            assert_clean(&sandbox, next, &report)?;
        }
    }
    Ok(())
}

#[test]
fn a_first_run_killed_at_any_step_is_healed_by_the_next() -> Tested {
    let (new, last) = (
        files(&[("index.html", "1"), ("a/b", "1")]),
        files(&[("index.html", "2")]),
    );
    for step in 0.. {
        let sandbox = Sandbox::new()?;
        if !killed_run(&sandbox, &new, step) {
            break;
        }
        let report = sandbox.run_on(&KilledDisk::never(), &last);
        assert_clean(&sandbox, &last, &report)?;
        assert!(
            report
                .codes()
                .iter()
                .all(|code| *code == Code::OutputHealed),
            "{}",
            report.text()
        );
    }
    Ok(())
}

#[test]
fn healing_is_told() -> Tested {
    let (new, last) = (files(&[("a", "1"), ("b", "1")]), files(&[("b", "2")]));
    let mut told = std::collections::BTreeSet::new();
    for step in 0.. {
        let sandbox = Sandbox::new()?;
        if !killed_run(&sandbox, &new, step) {
            break;
        }
        told.insert(sandbox.run_on(&KilledDisk::never(), &last).text());
    }
    assert!(
        told.remove(""),
        "a run killed before it did anything needs no healing"
    );
    insta::assert_snapshot!(told.into_iter().collect::<Vec<_>>().join("\n"), @r"
    提示[output/healed]: 上次构建中途停止，这次已经补全
    提示[output/healed]: 上次构建中途停止，这次已经补全，并清理了它留下的 1 个文件
    ");
    Ok(())
}

/// Few files with few names, so that files, folders and texts collide often.
fn some_files() -> impl Strategy<Value = RunFiles> {
    let paths =
        prop::sample::subsequence(vec!["a", "a/b", "a/b/c", "a/b/d", "d/e", "f", "d"], 0..6);
    (paths, prop::collection::vec(0..3u8, 7)).prop_map(|(paths, texts)| {
        let is_free = |path: &&str| !folders_of(path).any(|folder| paths.contains(&folder));
        let files = paths.iter().copied().filter(is_free).zip(texts);
        files
            .map(|(path, text)| (path.to_owned(), format!("text {text} of {path}")))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { ..ProptestConfig::with_cases(200) })]

    #[test]
    fn runs_killed_in_a_row_are_healed(
        runs in prop::collection::vec((some_files(), 0usize..120), 0..4),
        last in some_files(),
    ) {
        let sandbox = Sandbox::new()?;
        sandbox.place("kept/foreign.txt", "foreign")?;
        for (wanted, step) in &runs {
            killed_run(&sandbox, wanted, *step);
            for (path, text) in sandbox.holds()? {
                let is_whole = path.ends_with('/')
                    || path.starts_with(".pufa-staging/")
                    || text == "foreign"
                    || (text.starts_with("text ") && text.ends_with(&format!(" of {path}")));
                prop_assert!(is_whole, "{path}: {text}");
            }
        }
        let report = sandbox.run_on(&KilledDisk::never(), &last);
        let mut wanted = last.clone();
        wanted.insert("kept/foreign.txt".to_owned(), "foreign".to_owned());
        prop_assert!(!report.found.has_errors(), "{}", report.text());
        prop_assert_eq!(sandbox.holds()?, with_folders(&wanted));
        let again = sandbox.run_on(&KilledDisk::never(), &last);
        prop_assert_eq!(again.counts(), [0, last.len(), 0]);
    }
}
