//! Runs that go well: what is written, left, removed and kept.

use std::error::Error;

use super::super::{DiskStorage, OutputWriter, WriteOutcome};
use super::{RunFiles, Sandbox, Tested, files, with_folders};
use crate::diagnostic::Code;

fn site() -> RunFiles {
    files(&[
        ("index.html", "home"),
        ("a/one.html", "1"),
        ("a/b/two.html", "2"),
        ("村居/讲座.html", "3"),
    ])
}

#[test]
fn a_second_run_touches_nothing() -> Tested {
    let sandbox = Sandbox::new()?;
    assert_eq!(sandbox.run(&site()).counts(), [4, 0, 0]);
    assert_eq!(sandbox.holds()?, with_folders(&site()));
    let records = sandbox.records()?;
    let written_at = std::fs::metadata(sandbox.out("index.html"))?.modified()?;
    let again = sandbox.run(&site());
    assert_eq!((again.counts(), again.codes()), ([0, 4, 0], vec![]));
    assert_eq!(
        std::fs::metadata(sandbox.out("index.html"))?.modified()?,
        written_at
    );
    assert_eq!(sandbox.records()?, records);
    Ok(())
}

#[test]
fn what_is_no_longer_made_goes_with_its_folder_and_nothing_else() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.place(".gitignore", "*")?;
    sandbox.run(&site());
    sandbox.place("a/kept.txt", "foreign")?;
    let report = sandbox.run(&files(&[("index.html", "home 2")]));
    assert_eq!((report.counts(), report.codes()), ([1, 0, 3], vec![]));
    let left = files(&[
        ("index.html", "home 2"),
        ("a/kept.txt", "foreign"),
        (".gitignore", "*"),
    ]);
    assert_eq!(sandbox.holds()?, with_folders(&left));
    Ok(())
}

#[test]
fn the_output_folder_itself_stays() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.run(&site());
    assert_eq!(sandbox.run(&RunFiles::new()).counts(), [0, 0, 4]);
    assert_eq!(sandbox.holds()?, RunFiles::new());
    Ok(())
}

#[test]
fn what_was_edited_or_deleted_by_hand_is_written_again() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.run(&site());
    sandbox.place("index.html", "HOME")?;
    std::fs::remove_dir_all(sandbox.out("a/b"))?;
    assert_eq!(sandbox.run(&site()).counts(), [2, 2, 0]);
    assert_eq!(sandbox.holds()?, with_folders(&site()));
    Ok(())
}

#[test]
fn a_file_becomes_a_folder_and_back() -> Tested {
    let sandbox = Sandbox::new()?;
    let (flat, deep) = (
        files(&[("a", "file")]),
        files(&[("a/b/c", "deep"), ("a/d", "deep")]),
    );
    for (wanted, counts) in [(&flat, [1, 0, 0]), (&deep, [2, 0, 1]), (&flat, [1, 0, 2])] {
        let report = sandbox.run(wanted);
        assert_eq!((report.counts(), report.text()), (counts, String::new()));
        assert_eq!(sandbox.holds()?, with_folders(wanted));
    }
    Ok(())
}

#[test]
fn an_abandoned_run_leaves_everything_as_it_was() -> Tested {
    let sandbox = Sandbox::new()?;
    let (writer, _) = open(&sandbox, &site())?;
    assert_eq!(put(&writer, "index.html", "home")?, WriteOutcome::Written);
    assert!(writer.abandon().is_empty());
    assert!(!sandbox.folders.out.exists());

    sandbox.run(&site());
    let (writer, _) = open(&sandbox, &RunFiles::new())?;
    assert_eq!(put(&writer, "index.html", "home 2")?, WriteOutcome::Written);
    assert!(writer.abandon().is_empty());
    assert_eq!(sandbox.holds()?, with_folders(&site()));
    assert_eq!(sandbox.run(&site()).counts(), [0, 4, 0]);
    Ok(())
}

#[test]
fn a_named_output_that_is_not_put_keeps_its_last_form() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.run(&site());
    let (writer, _) = open(&sandbox, &site())?;
    put(&writer, "index.html", "home 2")?;
    let (tally, found) = writer.finish();
    assert_eq!(
        (tally.written, tally.removed, found.is_empty()),
        (1, 0, true)
    );
    assert_eq!(std::fs::read_to_string(sandbox.out("a/one.html"))?, "1");
    assert_eq!(sandbox.run(&RunFiles::new()).counts(), [0, 0, 4]);
    Ok(())
}

#[test]
fn two_outputs_cannot_be_file_and_folder_or_the_same() -> Tested {
    let sandbox = Sandbox::new()?;
    let wanted = files(&[("a", "1"), ("a/b", "2")]);
    assert_eq!(sandbox.run(&wanted).codes(), [Code::AddressConflict]);
    let (writer, _) = open(&sandbox, &wanted)?;
    put(&writer, "c", "1")?;
    assert_eq!(
        writer.write("c", b"2").err().map(|found| found.code),
        Some(Code::AddressConflict)
    );
    Ok(())
}

#[test]
fn many_threads_put_at_once() -> Tested {
    let sandbox = Sandbox::new()?;
    let wanted: RunFiles = (0..400)
        .map(|n| (format!("{}/{}/{n}.html", n % 7, n % 5), format!("text {n}")))
        .collect();
    let (writer, _) = open(&sandbox, &wanted)?;
    let pairs: Vec<_> = wanted.iter().collect();
    std::thread::scope(|scope| {
        for part in pairs.chunks(50) {
            let writer = &writer;
            scope.spawn(move || {
                part.iter()
                    .filter(|(path, text)| writer.write(path, text.as_bytes()).is_ok())
                    .count()
            });
        }
    });
    assert_eq!(writer.finish().0.written, 400);
    assert_eq!(sandbox.holds()?, with_folders(&wanted));
    Ok(())
}

#[cfg(unix)]
#[test]
fn an_output_folder_may_be_a_link() -> Tested {
    let mut sandbox = Sandbox::new()?;
    sandbox.run(&site());
    let link = sandbox.top().join("link");
    std::os::unix::fs::symlink(&sandbox.folders.out, &link)?;
    sandbox.folders.out = link;
    let report = sandbox.run(&site());
    assert_eq!((report.counts(), report.codes()), ([0, 4, 0], vec![]));
    Ok(())
}

fn open(
    sandbox: &Sandbox,
    wanted: &RunFiles,
) -> Result<(OutputWriter<'static>, Vec<Code>), Box<dyn Error>> {
    let named = wanted.keys().map(String::as_str);
    let (writer, found) =
        OutputWriter::open(&DiskStorage, &sandbox.folders, named).map_err(|_| "refused")?;
    Ok((writer, found.iter().map(|one| one.code).collect()))
}

fn put(writer: &OutputWriter, path: &str, text: &str) -> Result<WriteOutcome, Box<dyn Error>> {
    writer
        .write(path, text.as_bytes())
        .map_err(|found| found.message.en.into())
}
