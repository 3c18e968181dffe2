//! Ownership of an output folder: other sites, commands and versions, lost and foreign records.

use std::fs;

use super::super::{DiskStorage, OutputWriter, WriterFolders};
use super::faulty::{DiskWork, RefusingDisk};
use super::{RunFiles, Sandbox, Tested, files, with_folders};
use crate::diagnostic::{Code, Diagnostics};

fn site() -> RunFiles {
    files(&[
        ("index.html", "home"),
        ("a/form.pdf", "1"),
        ("sitemap.xml", "1"),
    ])
}

fn changed() -> RunFiles {
    files(&[
        ("index.html", "home 2"),
        ("a/form.pdf", "2"),
        ("sitemap.xml", "2"),
    ])
}

/// Folders of another site that writes to the same output folder.
fn neighbour(sandbox: &Sandbox) -> WriterFolders {
    WriterFolders {
        state: sandbox.top().join("neighbour/.pufa"),
        ..sandbox.folders.clone()
    }
}

/// Moves the output folder out of the site's.
fn outside(sandbox: &mut Sandbox) -> tempfile::TempDir {
    let away = tempfile::tempdir().unwrap_or_else(|error| unreachable!("{error}"));
    sandbox.folders.out = away.path().join("www");
    away
}

#[test]
fn without_state_our_files_are_recognised_and_foreign_ones_are_not() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.run(&site());
    fs::remove_dir_all(&sandbox.folders.state)?;
    for path in ["CNAME", ".htaccess", ".git/config", "old.html"] {
        sandbox.place(path, "foreign")?;
    }
    let mut wanted = changed();
    wanted.extend(files(&[
        ("CNAME", "1"),
        (".htaccess", "1"),
        (".git/config", "1"),
        ("old.html", "1"),
    ]));
    let before = sandbox.holds()?;
    let report = sandbox.run(&wanted);
    assert_eq!(
        report.codes(),
        [Code::OutputForeignFile; 4],
        "{}",
        report.text()
    );
    assert_eq!(sandbox.holds()?, before);
    let report = sandbox.run(&changed());
    assert_eq!(
        (report.counts(), report.codes()),
        ([3, 0, 0], vec![Code::OutputUnknownFiles])
    );
    Ok(())
}

#[test]
fn a_hand_edited_file_is_foreign_once_the_state_is_lost_unless_it_is_marked() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.run(&site());
    fs::remove_dir_all(&sandbox.folders.state)?;
    sandbox.place("index.html", "made by pufa, and edited")?;
    sandbox.place("a/form.pdf", "edited")?;
    let report = sandbox.run(&changed());
    assert_eq!(report.codes(), [Code::OutputForeignFile]);
    assert!(report.text().contains("a/form.pdf"));
    Ok(())
}

#[test]
fn a_failed_commit_without_state_is_recognised_again() -> Tested {
    for ending in [
        "index.html",
        "a/form.pdf",
        "sitemap.xml",
        ".manifest",
        ".pufa-ownership",
    ] {
        let sandbox = Sandbox::new()?;
        sandbox.run(&site());
        for _ in 0..2 {
            fs::remove_dir_all(&sandbox.folders.state)?;
            let locked = RefusingDisk {
                work: DiskWork::Rename,
                ending,
                with: std::io::ErrorKind::PermissionDenied,
            };
            assert_eq!(
                sandbox.run_on(&locked, &changed()).codes(),
                [Code::OutputFailed],
                "{ending}"
            );
        }
        let report = sandbox.run(&files(&[
            ("index.html", "home 3"),
            ("a/form.pdf", "3"),
            ("sitemap.xml", "3"),
        ]));
        assert_eq!(
            (report.counts(), report.found.has_errors()),
            ([3, 0, 0], false),
            "{}",
            report.text()
        );
    }
    Ok(())
}

#[test]
fn an_older_state_put_back_does_not_block_and_claims_no_foreign_file() -> Tested {
    let sandbox = Sandbox::new()?;
    let first = files(&[("a", "1"), ("b", "1")]);
    sandbox.run(&first);
    let saved = sandbox.top().join("saved");
    fs::rename(&sandbox.folders.state, &saved)?;
    sandbox.run(&first);
    sandbox.run(&files(&[("a", "2"), ("c", "2")]));
    // What the old state lists has been removed since, and somebody took its place.
    sandbox.place("b", "foreign")?;
    fs::remove_dir_all(&sandbox.folders.state)?;
    fs::rename(&saved, &sandbox.folders.state)?;
    let report = sandbox.run(&files(&[("a", "3"), ("c", "3")]));
    assert_eq!(
        (report.counts(), report.codes()),
        ([2, 0, 0], vec![Code::OutputUnknownFiles]),
        "{}",
        report.text()
    );
    assert_eq!(
        sandbox.holds()?,
        files(&[("a", "3"), ("b", "foreign"), ("c", "3")])
    );
    Ok(())
}

#[test]
fn a_moved_copied_or_cloned_site_knows_its_folder() -> Tested {
    for with_state in [true, false] {
        let mut sandbox = Sandbox::new()?;
        sandbox.run(&site());
        let moved = sandbox.top().join("elsewhere/here");
        fs::create_dir_all(&moved)?;
        for name in ["public", ".pufa"].iter().take(1 + usize::from(with_state)) {
            fs::rename(sandbox.top().join(name), moved.join(name))?;
        }
        (sandbox.folders.state, sandbox.folders.out) = (moved.join(".pufa"), moved.join("public"));
        let report = sandbox.run(&changed());
        assert_eq!(
            (report.counts(), report.codes()),
            ([3, 0, 0], vec![]),
            "{}",
            report.text()
        );
    }
    Ok(())
}

#[test]
fn a_second_site_is_refused_until_it_is_told_to_take_over() -> Tested {
    for is_outside in [true, false] {
        let mut sandbox = Sandbox::new()?;
        let _away = is_outside.then(|| outside(&mut sandbox));
        sandbox.run(&site());
        sandbox.place("foreign.txt", "foreign")?;
        let first = sandbox.folders.clone();
        sandbox.folders = neighbour(&sandbox);
        let before = sandbox.holds()?;
        let wanted = files(&[("index.html", "neighbour"), ("n.html", "1")]);
        let report = sandbox.run(&wanted);
        assert_eq!(
            (report.codes(), sandbox.holds()?),
            (vec![Code::OutputOtherOwner], before)
        );
        sandbox.folders.clean = true;
        assert_eq!(sandbox.run(&wanted).counts(), [2, 0, 2]);
        let held = files(&[
            ("index.html", "neighbour"),
            ("n.html", "1"),
            ("foreign.txt", "foreign"),
        ]);
        assert_eq!(sandbox.holds()?, with_folders(&held));
        sandbox.folders = first;
        assert_eq!(sandbox.run(&site()).codes(), [Code::OutputOtherOwner]);
    }
    Ok(())
}

#[test]
fn the_same_site_outside_its_folder_is_recognised_without_state() -> Tested {
    let mut sandbox = Sandbox::new()?;
    let _away = outside(&mut sandbox);
    sandbox.run(&site());
    fs::remove_dir_all(&sandbox.folders.state)?;
    assert_eq!(sandbox.run(&changed()).counts(), [3, 0, 0]);
    Ok(())
}

#[test]
fn pages_and_packages_do_not_share_a_folder() -> Tested {
    let mut sandbox = Sandbox::new()?;
    sandbox.run(&site());
    sandbox.folders.owner_kind = "channels";
    sandbox.folders.clean = true;
    let before = sandbox.holds()?;
    let report = sandbox.run(&files(&[("ledger.json", "{}")]));
    assert_eq!(
        (report.codes(), sandbox.holds()?),
        (vec![Code::OutputOtherOwner], before)
    );
    Ok(())
}

#[test]
fn two_sites_at_once_are_refused_and_the_holder_is_named() -> Tested {
    let sandbox = Sandbox::new()?;
    let held = OutputWriter::open(&DiskStorage, &sandbox.folders, std::iter::empty::<&str>());
    let refused = OutputWriter::open(
        &DiskStorage,
        &neighbour(&sandbox),
        std::iter::empty::<&str>(),
    )
    .err();
    let text = refused
        .iter()
        .flat_map(Diagnostics::iter)
        .map(|one| one.message.en.clone())
        .collect::<String>();
    let folder = sandbox.top().canonicalize()?;
    assert!(text.contains(&*folder.to_string_lossy()), "{text}");
    assert!(
        text.contains(&format!("pid {}", std::process::id())),
        "{text}"
    );
    drop(held);
    assert!(!sandbox.out(".pufa-lock").exists());
    // A killed run leaves its lock file, which does not block later runs.
    sandbox.place(".pufa-lock", "pufa-lock 1\n/elsewhere (pid 1)\n")?;
    assert_eq!(sandbox.run(&site()).codes(), []);
    assert!(!sandbox.out(".pufa-lock").exists());
    Ok(())
}

#[test]
fn records_that_cannot_be_read_end_the_run() -> Tested {
    for ending in ["manifest", "journal", "ownership"] {
        let sandbox = Sandbox::new()?;
        sandbox.run(&site());
        let manifest = sandbox.records()?.into_keys().next().ok_or("no manifest")?;
        let path = match ending {
            "ownership" => sandbox.out(".pufa-ownership"),
            _ => sandbox.folders.state.join(manifest).with_extension(ending),
        };
        let _ = fs::remove_file(&path);
        fs::create_dir(&path)?;
        let before = super::held(&sandbox.folders.out)?;
        let report = sandbox.run(&changed());
        assert!(
            report.found.iter().all(|found| found.code.is_outside()),
            "{}",
            report.text()
        );
        assert_eq!(
            (report.found.is_empty(), super::held(&sandbox.folders.out)?),
            (false, before),
            "{ending}"
        );
    }
    Ok(())
}

#[test]
fn records_of_a_newer_version_are_no_damage_to_the_folder() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.run(&site());
    for (name, text) in sandbox.records()? {
        fs::write(
            sandbox.folders.state.join(name),
            text.replacen("manifest 1", "manifest 2", 1),
        )?;
    }
    let report = sandbox.run(&changed());
    assert_eq!(
        (report.counts(), report.codes()),
        ([3, 0, 0], vec![Code::OutputStateDamaged])
    );
    let record = sandbox
        .ownership()?
        .replacen("ownership 1", "ownership 9", 1);
    sandbox.place(".pufa-ownership", &record)?;
    let before = sandbox.holds()?;
    let report = sandbox.run(&site());
    assert_eq!(
        (report.codes(), sandbox.holds()?),
        (vec![Code::OutputOtherOwner], before)
    );
    assert_eq!(sandbox.ownership()?, record);
    Ok(())
}

#[test]
fn a_record_put_to_other_files_claims_none_of_them() -> Tested {
    let (one, other) = (Sandbox::new()?, Sandbox::new()?);
    one.run(&site());
    for (path, _) in site() {
        other.place(&path, "foreign")?;
    }
    other.place(".pufa-ownership", &one.ownership()?)?;
    assert_eq!(other.run(&site()).codes(), [Code::OutputForeignFile; 3]);
    Ok(())
}

#[test]
fn the_state_folder_is_no_output_folder() -> Tested {
    let mut sandbox = Sandbox::new()?;
    sandbox.folders.out = sandbox.folders.state.join("x");
    assert_eq!(sandbox.run(&site()).codes(), [Code::OutputProtected]);
    sandbox.folders.out = "/".into();
    assert_eq!(sandbox.run(&site()).codes(), [Code::OutputProtected]);
    Ok(())
}

#[cfg(unix)]
#[test]
fn planted_links_and_pipes_are_neither_followed_nor_opened() -> Tested {
    use std::os::unix::fs::symlink;

    let target = tempfile::NamedTempFile::new()?;
    for name in [".pufa-lock", ".pufa-ownership"] {
        let sandbox = Sandbox::new()?;
        fs::create_dir(&sandbox.folders.out)?;
        fs::write(target.path(), "foreign")?;
        symlink(target.path(), sandbox.out(name))?;
        assert_eq!(
            sandbox.run(&site()).codes(),
            [Code::OutputForeignFile],
            "{name}"
        );
        assert_eq!(fs::read_to_string(target.path())?, "foreign");
    }
    let sandbox = Sandbox::new()?;
    sandbox.place("index.html", "made by pufa")?;
    for name in ["pipe", "a/form.pdf"] {
        fs::create_dir_all(sandbox.out("a"))?;
        assert!(
            std::process::Command::new("mkfifo")
                .arg(sandbox.out(name))
                .status()?
                .success()
        );
    }
    let report = sandbox.run(&site());
    assert_eq!(
        report.codes(),
        [Code::OutputUnknownFiles, Code::OutputForeignFile],
        "{}",
        report.text()
    );
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_hard_link_and_a_read_only_file_are_replaced_not_written_into() -> Tested {
    let sandbox = Sandbox::new()?;
    sandbox.run(&site());
    let other = sandbox.top().join("other name");
    fs::hard_link(sandbox.out("index.html"), &other)?;
    let mut only = fs::metadata(sandbox.out("a/form.pdf"))?.permissions();
    only.set_readonly(true);
    fs::set_permissions(sandbox.out("a/form.pdf"), only)?;
    assert_eq!(sandbox.run(&changed()).counts(), [3, 0, 0]);
    assert_eq!(fs::read_to_string(other)?, "home");
    Ok(())
}
