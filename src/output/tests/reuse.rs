//! Outputs that are taken over from an earlier run without their bytes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::Duration;

use super::super::{DiskStorage, OutputRecord, OutputWriter, WriteOutcome};
use super::{RunFiles, Sandbox, Tested, files, with_folders};

/// Outputs by their paths, as a run left them.
type AllLeft = BTreeMap<String, OutputRecord>;

fn site() -> RunFiles {
    files(&[
        ("index.html", "home"),
        ("a/one.html", "1"),
        ("a/two.html", "2"),
    ])
}

/// A run that keeps what it can of what was left and puts the rest; what it kept, and what it left.
fn run(
    sandbox: &Sandbox,
    left: &AllLeft,
) -> Result<(Vec<String>, AllLeft), Box<dyn std::error::Error>> {
    let wanted = site();
    let opened = OutputWriter::open(
        &DiskStorage,
        &sandbox.folders,
        wanted.keys().map(String::as_str),
    );
    let (writer, _) = opened.map_err(|_| "refused")?;
    let mut kept = Vec::new();
    for (path, text) in &wanted {
        if left.get(path).is_some_and(|left| writer.reuse(path, left)) {
            kept.push(path.clone());
        } else {
            let outcome = writer
                .write(path, text.as_bytes())
                .map_err(|found| found.message.en)?;
            assert!(
                left.is_empty() || outcome == WriteOutcome::Written,
                "{path}"
            );
        }
    }
    let now = RefCell::new(BTreeMap::new());
    let (_, found) = writer.finish_recording(&|outputs, keep| {
        now.replace(
            outputs
                .into_iter()
                .map(|(path, left)| (path.to_owned(), left))
                .collect(),
        );
        assert!(keep(
            "test",
            &mut [b"rec".to_vec(), b"ord".to_vec()].into_iter()
        ));
    });
    assert!(found.is_empty());
    Ok((kept, now.into_inner()))
}

#[test]
fn what_stands_as_it_was_left_is_kept_by_its_marks_or_its_bytes() -> Tested {
    let sandbox = Sandbox::new()?;
    let (_, fresh) = run(&sandbox, &BTreeMap::new())?;
    assert!(
        fresh.values().all(|left| left.stat.is_none()),
        "what was written just now has no marks"
    );
    sleep(Duration::from_millis(80));
    let (kept, settled) = run(&sandbox, &fresh)?;
    assert_eq!(kept.len(), 3);
    assert!(cfg!(not(unix)) || settled.values().all(|left| left.stat.is_some()));
    let (kept, again) = run(&sandbox, &settled)?;
    assert_eq!((kept.len(), again), (3, settled));
    Ok(())
}

#[test]
fn what_was_changed_or_removed_by_hand_is_not_kept() -> Tested {
    let sandbox = Sandbox::new()?;
    run(&sandbox, &BTreeMap::new())?;
    sleep(Duration::from_millis(80));
    let (_, left) = run(&sandbox, &BTreeMap::new())?;
    sandbox.place("index.html", "HOME")?;
    std::fs::remove_file(sandbox.out("a/one.html"))?;
    assert_eq!(run(&sandbox, &left)?.0, ["a/two.html"]);
    assert_eq!(sandbox.holds()?, with_folders(&site()));
    Ok(())
}

#[cfg(unix)]
#[test]
fn nothing_is_kept_behind_a_link_that_leads_away() -> Tested {
    let sandbox = Sandbox::new()?;
    run(&sandbox, &BTreeMap::new())?;
    sleep(Duration::from_millis(80));
    let (_, left) = run(&sandbox, &BTreeMap::new())?;
    let away = tempfile::tempdir()?;
    std::fs::rename(sandbox.out("a"), away.path().join("a"))?;
    std::os::unix::fs::symlink(away.path().join("a"), sandbox.out("a"))?;
    let wanted = site();
    let opened = OutputWriter::open(
        &DiskStorage,
        &sandbox.folders,
        wanted.keys().map(String::as_str),
    );
    let (writer, _) = opened.map_err(|_| "refused")?;
    assert!(writer.reuse("index.html", &left["index.html"]));
    assert!(!writer.reuse("a/one.html", &left["a/one.html"]));
    assert!(writer.abandon().is_empty());
    Ok(())
}
