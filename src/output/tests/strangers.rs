//! Foreign things: foreign files, lost and damaged records, links, other runs.

#[cfg(unix)]
use std::os::unix::fs::symlink;

use super::super::{DiskStorage, OutputWriter};
use super::{Sandbox, Tested, files, with_folders};
use crate::diagnostic::Code;

const HOME: &str = "made by pufa: home";

#[test]
fn a_foreign_file_at_our_address_is_kept_unless_it_is_the_same() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.place("a/same.html", "1")?;
    sandbox.place("a/other.html", "foreign")?;
    let wanted = files(&[
        ("a/other.html", "2"),
        ("a/same.html", "1"),
        ("new.html", "3"),
    ]);
    let before = sandbox.holds()?;
    let report = sandbox.run(&wanted);
    assert_eq!(sandbox.holds()?, before);
    insta::assert_snapshot!(report.text(), @r#"
    错误[output/foreign-file]: 输出目录里的“a/other.html”（文件，7 字节）不是 pufa 写的，内容也不同，没有覆盖它
     │
     ╰ 改法: 确认不需要后移走它或清空输出目录，或者用 --out 换一个目录
    "#);
    std::fs::remove_file(sandbox.out("a/other.html"))?;
    assert_eq!(sandbox.run(&wanted).counts(), [2, 1, 0]);
    Ok(())
}

#[test]
fn what_stands_in_the_way_and_is_foreign_is_an_error() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.place("a", "foreign")?;
    sandbox.place("b/c", "foreign")?;
    let before = sandbox.holds()?;
    let report = sandbox.run(&files(&[("a/x", "1"), ("b", "2")]));
    assert_eq!(
        report.codes(),
        [
            Code::OutputUnknownFiles,
            Code::OutputForeignFile,
            Code::OutputForeignFile
        ]
    );
    assert_eq!(sandbox.holds()?, before);
    Ok(())
}

#[test]
fn without_records_a_folder_of_pufa_is_recognised_and_nothing_is_removed() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.run(&files(&[
        ("index.html", HOME),
        ("old.html", "1"),
        ("a.html", "1"),
    ]));
    for name in [".nojekyll", "CNAME", ".gitignore"] {
        sandbox.place(name, "")?;
    }
    std::fs::remove_dir_all(&sandbox.folders.state)?;
    sandbox.place("foreign.html", "1")?;
    let wanted = files(&[("index.html", HOME), ("a.html", "2")]);
    let report = sandbox.run(&wanted);
    assert_eq!(
        (report.counts(), report.codes()),
        (
            [1, 1, 0],
            vec![Code::OutputUnknownFiles, Code::OutputLeftover]
        )
    );
    let says = |part: &str| report.found.iter().any(|one| one.message.zh.contains(part));
    assert!(says("1 个来历不明的文件（如“foreign.html”）"));
    assert!(says("1 个以前公布、现在已经撤下的文件：old.html"));
    // Each run tells of them, until they are removed.
    for _ in 0..2 {
        assert_eq!(sandbox.run(&wanted).codes(), [Code::OutputLeftover]);
    }
    assert!(sandbox.out("old.html").exists());
    std::fs::remove_file(sandbox.out("old.html"))?;
    assert_eq!(sandbox.run(&wanted).codes(), []);
    assert_eq!(sandbox.run(&wanted).codes(), []);
    Ok(())
}

#[test]
fn withdrawn_files_are_removed_on_request_and_foreign_ones_never() -> Tested {
    let mut sandbox = Sandbox::new()?;
    sandbox.run(&files(&[
        ("index.html", HOME),
        ("old.html", "1"),
        ("old/a.pdf", "1"),
    ]));
    std::fs::remove_dir_all(&sandbox.folders.state)?;
    sandbox.place("foreign.html", "1")?;
    sandbox.place("old/b.pdf", "1")?;
    let wanted = files(&[("index.html", HOME)]);
    for _ in 0..2 {
        assert!(sandbox.run(&wanted).codes().contains(&Code::OutputLeftover));
    }
    sandbox.folders.clean = true;
    assert_eq!(sandbox.run(&wanted).counts(), [0, 1, 2]);
    sandbox.folders.clean = false;
    assert_eq!(sandbox.run(&wanted).codes(), []);
    assert!(!sandbox.out("old.html").exists() && !sandbox.out("old/a.pdf").exists());
    assert!(sandbox.out("foreign.html").exists() && sandbox.out("old/b.pdf").exists());
    Ok(())
}

#[test]
fn damaged_records_are_reported_and_passed_over() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.run(&files(&[("index.html", HOME), ("old.html", "1")]));
    for (name, text) in sandbox.records()? {
        let path = sandbox.folders.state.join(name);
        std::fs::write(&path, text.replace("old", "odd"))?;
        std::fs::write(path.with_extension("journal"), "?")?;
    }
    std::fs::write(sandbox.out(".pufa-ownership"), "pufa-ownership 1\n?")?;
    let report = sandbox.run(&files(&[("index.html", HOME)]));
    let damaged = Code::OutputStateDamaged;
    assert_eq!(
        report.codes(),
        [damaged, damaged, damaged, Code::OutputUnknownFiles]
    );
    assert_eq!(
        (report.counts(), sandbox.out("old.html").exists()),
        ([0, 1, 0], true)
    );
    assert_eq!(sandbox.run(&files(&[("index.html", HOME)])).codes(), []);
    Ok(())
}

#[test]
fn unsafe_paths_are_refused() -> Tested {
    let sandbox = Sandbox::new()?;
    let report = sandbox.run(&files(&[
        ("../out.html", "1"),
        ("/etc/x", "1"),
        ("a\\b", "1"),
        ("ok", "1"),
    ]));
    assert_eq!(report.codes(), [Code::OutputUnsafePath; 3]);
    assert!(!sandbox.top().join("out.html").exists());
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_outside_is_never_followed() -> Tested {
    let sandbox = Sandbox::new()?;
    let wanted = files(&[("a/x.html", "1"), ("b.html", "2")]);
    sandbox.run(&wanted);
    let outside = sandbox.top().join("outside");
    std::fs::rename(sandbox.out("a"), &outside)?;
    symlink(&outside, sandbox.out("a"))?;
    assert_eq!(sandbox.run(&wanted).codes(), [Code::OutputUnsafePath]);
    // No longer made: what lies outside is not removed either.
    assert_eq!(sandbox.run(&files(&[("b.html", "2")])).counts(), [0, 1, 0]);
    assert!(outside.join("x.html").exists());
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_link_within_the_folder_is_fine_and_a_linked_file_of_ours_is_replaced() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.run(&files(&[("real/x.html", "1"), ("b.html", "2")]));
    symlink(sandbox.out("real"), sandbox.out("link"))?;
    let outside = sandbox.top().join("outside");
    std::fs::write(&outside, "kept")?;
    std::fs::remove_file(sandbox.out("b.html"))?;
    symlink(&outside, sandbox.out("b.html"))?;
    let report = sandbox.run(&files(&[
        ("real/x.html", "1"),
        ("link/y.html", "3"),
        ("b.html", "2"),
    ]));
    assert_eq!((report.counts(), report.codes()), ([2, 1, 0], vec![]));
    assert_eq!(std::fs::read_to_string(sandbox.out("real/y.html"))?, "3");
    assert_eq!(std::fs::read_to_string(&outside)?, "kept");
    Ok(())
}

#[test]
fn two_runs_at_once_are_refused() -> Tested {
    let sandbox = Sandbox::new()?;
    let first = OutputWriter::open(&DiskStorage, &sandbox.folders, std::iter::empty::<&str>());
    assert_eq!(
        sandbox.run(&files(&[("a", "1")])).codes(),
        [Code::OutputLocked]
    );
    drop(first);
    assert_eq!(sandbox.run(&files(&[("a", "1")])).codes(), []);
    Ok(())
}

#[test]
fn the_editors_folder_is_no_output_folder() -> Tested {
    let mut sandbox = Sandbox::new()?;
    std::fs::create_dir(sandbox.top().join("content"))?;
    sandbox.folders.out = sandbox.top().join("content");
    assert_eq!(
        sandbox.run(&files(&[("a", "1")])).codes(),
        [Code::OutputProtected]
    );
    sandbox.folders.out = sandbox.top().to_owned();
    assert_eq!(
        sandbox.run(&files(&[("a", "1")])).codes(),
        [Code::OutputProtected]
    );
    assert!(!sandbox.folders.state.exists());
    Ok(())
}

#[test]
fn two_output_folders_have_a_record_each() -> Tested {
    let mut sandbox = Sandbox::new()?;
    let wanted = files(&[("a/b", "1")]);
    sandbox.run(&wanted);
    let first = sandbox.folders.out.clone();
    sandbox.folders.out = sandbox.top().join("elsewhere");
    assert_eq!(sandbox.run(&wanted).counts(), [1, 0, 0]);
    assert_eq!(sandbox.records()?.len(), 2);
    sandbox.folders.out = first;
    assert_eq!(sandbox.run(&files(&[])).counts(), [0, 0, 1]);
    let elsewhere = files(&[
        ("a/b", "1"),
        (".pufa-ownership", &elsewhere_record(&sandbox)?),
    ]);
    assert_eq!(
        super::held(&sandbox.top().join("elsewhere"))?,
        with_folders(&elsewhere)
    );
    Ok(())
}

fn elsewhere_record(sandbox: &Sandbox) -> std::io::Result<String> {
    std::fs::read_to_string(sandbox.top().join("elsewhere/.pufa-ownership"))
}
