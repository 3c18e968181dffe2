//! I/O errors: existing files stay whole, all errors are reported, the next run recovers.

use std::io::ErrorKind;

use super::faulty::{DiskWork, RefusingDisk};
use super::{Sandbox, Tested, files, with_folders};
use crate::diagnostic::Code;

#[test]
fn a_full_disk_is_told_once_with_the_way_out() -> Tested {
    let sandbox = Sandbox::new()?;
    let old = files(&[("a.html", "1"), ("b.html", "1")]);
    sandbox.run(&old);
    let new = files(&[("a.html", "2"), ("b.html", "2")]);
    let full = RefusingDisk {
        work: DiskWork::Write,
        ending: "",
        with: ErrorKind::StorageFull,
    };
    // The lock file stands already, so the first write is that of a staged file.
    let mut report = sandbox.run_on(&full, &new);
    assert_eq!(report.codes(), [Code::OutputFailed; 2]);
    report.found.sort();
    let text = report
        .text()
        .replace(&*sandbox.top().canonicalize()?.to_string_lossy(), "/站点");
    insta::assert_snapshot!(text, @r#"
    错误[output/failed]: 写不进“/站点/public”：磁盘满了
     │
     ├ 原文: no storage space
     ╰ 改法: 磁盘或配额已满：腾出空间后重新构建，没写完的会补上
    "#);
    assert_eq!(sandbox.holds()?, with_folders(&old));
    assert_eq!(sandbox.run(&new).counts(), [2, 0, 0]);
    Ok(())
}

#[test]
fn a_read_only_folder_keeps_what_it_had_and_all_failures_are_told() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.run(&files(&[
        ("a/1", "1"),
        ("a/2", "1"),
        ("b", "1"),
        ("old", "1"),
    ]));
    let new = files(&[("a/1", "2"), ("a/2", "2"), ("b", "2")]);
    for refused in ["a/1", "a/2", "b"] {
        let locked = RefusingDisk {
            work: DiskWork::Rename,
            ending: refused,
            with: ErrorKind::PermissionDenied,
        };
        let report = sandbox.run_on(&locked, &new);
        assert_eq!(report.codes(), [Code::OutputFailed]);
        assert_eq!(std::fs::read_to_string(sandbox.out(refused))?, "1");
        assert!(
            sandbox.out("old").exists(),
            "nothing old is removed by a run that failed"
        );
        assert!(!sandbox.out(".pufa-staging").exists());
        sandbox.run(&files(&[
            ("a/1", "1"),
            ("a/2", "1"),
            ("b", "1"),
            ("old", "1"),
        ]));
    }
    assert_eq!(sandbox.run(&new).counts(), [3, 0, 1]);
    assert_eq!(sandbox.holds()?, with_folders(&new));
    Ok(())
}

#[test]
fn a_folder_that_cannot_be_made_is_told_once() -> Tested {
    let sandbox = Sandbox::new()?;
    let wanted = files(&[("x/a/1", "1"), ("x/a/2", "1"), ("b", "1")]);
    let locked = RefusingDisk {
        work: DiskWork::CreateFolder,
        ending: "x/a",
        with: ErrorKind::ReadOnlyFilesystem,
    };
    let report = sandbox.run_on(&locked, &wanted);
    assert_eq!(
        (report.codes(), report.counts()),
        (vec![Code::OutputFailed], [1, 0, 0])
    );
    assert_eq!(sandbox.holds()?, files(&[("b", "1")]));
    assert_eq!(sandbox.run(&wanted).counts(), [2, 1, 0]);
    assert_eq!(sandbox.holds()?, with_folders(&wanted));
    Ok(())
}

#[test]
fn a_file_that_cannot_be_removed_is_tried_again() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.run(&files(&[("old", "1"), ("b", "1")]));
    let new = files(&[("b", "2")]);
    let locked = RefusingDisk {
        work: DiskWork::Remove,
        ending: "old",
        with: ErrorKind::PermissionDenied,
    };
    let report = sandbox.run_on(&locked, &new);
    assert_eq!(
        (report.codes(), report.counts()),
        (vec![Code::OutputFailed], [1, 0, 0])
    );
    assert_eq!(sandbox.run(&new).counts(), [0, 1, 1]);
    Ok(())
}

#[test]
fn records_that_cannot_be_kept_change_nothing_or_are_healed() -> Tested {
    for ending in [".journal", ".manifest"] {
        let sandbox = Sandbox::new()?;
        sandbox.run(&files(&[("old", "1"), ("b", "1")]));
        let new = files(&[("b", "2"), ("new", "1")]);
        let full = RefusingDisk {
            work: DiskWork::Rename,
            ending,
            with: ErrorKind::StorageFull,
        };
        let report = sandbox.run_on(&full, &new);
        assert_eq!(report.codes(), [Code::OutputFailed], "{ending}");
        assert_eq!(sandbox.out("old").exists(), ending == ".journal");
        assert!(!sandbox.run(&files(&[("c", "1")])).found.has_errors());
        assert_eq!(sandbox.holds()?, files(&[("c", "1")]), "{ending}");
    }
    Ok(())
}

#[test]
fn a_name_that_no_system_stores_is_refused_when_it_is_put() -> Tested {
    let sandbox = Sandbox::new()?;
    let report = sandbox.run(&[("长".repeat(100), String::new())].into());
    assert_eq!(report.codes(), [Code::OutputFailed]);
    assert!(!sandbox.folders.out.exists());
    Ok(())
}
