//! Outputs that are reused from an earlier run without their bytes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::Duration;

use super::super::{DiskStorage, OutputRecord, OutputWriter, WriteOutcome};
use super::{RunFiles, Sandbox, Tested, files, with_folders};

/// Records of a run's outputs, by path.
type OutputRecords = BTreeMap<String, OutputRecord>;

fn site() -> RunFiles {
    files(&[
        ("index.html", "home"),
        ("a/one.html", "1"),
        ("a/two.html", "2"),
    ])
}

/// Reuses the recorded outputs that it can and writes the others; returns the reused paths and the new records.
fn run(
    sandbox: &Sandbox,
    left: &OutputRecords,
) -> Result<(Vec<String>, OutputRecords), Box<dyn std::error::Error>> {
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
fn an_unchanged_output_is_reused_by_its_fingerprint_or_its_bytes() -> Tested {
    let sandbox = Sandbox::new()?;
    let (_, mut fresh) = run(&sandbox, &BTreeMap::new())?;
    for record in fresh.values_mut() {
        // As of a file that was written a moment ago.
        record.fingerprint = None;
    }
    sleep(Duration::from_millis(80));
    let (kept, settled) = run(&sandbox, &fresh)?;
    assert_eq!(kept.len(), 3);
    assert!(cfg!(not(unix)) || settled.values().all(|left| left.fingerprint.is_some()));
    let (kept, again) = run(&sandbox, &settled)?;
    assert_eq!((kept.len(), again), (3, settled));
    Ok(())
}

#[test]
fn an_output_that_was_changed_or_removed_by_hand_is_not_reused() -> Tested {
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
fn nothing_is_reused_behind_a_link_that_leads_away() -> Tested {
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
