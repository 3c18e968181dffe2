//! Property of the incremental build: whatever happened before, it ends where a clean build would.

pub(crate) mod faults;
mod hidden;
mod keep_going;
mod memory;
pub(crate) mod site;
pub(crate) mod tables;

use std::collections::BTreeMap;
use std::path::PathBuf;

use proptest::prelude::*;

use super::{BuildObserver, BuildReport, BuildRequest, build};
use crate::diagnostic::Diagnostic;
use crate::output::WriterFolders;
use memory::MemoryStorage;
use site::{RecordDamage, SiteEdit, TestSite, beginning, edit};
use tables::{EVERY_FEED, NO_FEEDS, VALUES};

struct SilentObserver;

impl BuildObserver for SilentObserver {
    fn begin(&self, _: usize) {}
    fn step(&self) {}
    fn end(&self) {}
}

fn run(site: &TestSite, disk: &MemoryStorage) -> BuildReport {
    build(&BuildRequest {
        world: site,
        base_url: site.base_url,
        now: None,
        showing: site.showing,
        storage: disk,
        folders: WriterFolders {
            state: PathBuf::from("/site/.pufa"),
            out: PathBuf::from("/site/public"),
            protected: Vec::new(),
            owner_kind: "site",
            mark: crate::render::is_marked,
            clean: false,
        },
        strict: site.strict,
        keep_going: site.keeps_going,
        progress: &SilentObserver,
    })
}

/// Diagnostics and figures of the site, without the writer's about earlier outputs.
fn site_report(report: &BuildReport) -> (Vec<Diagnostic>, [usize; 3]) {
    let of_site = |found: &&Diagnostic| !found.code.id().starts_with("output/");
    let summary = &report.summary;
    (
        report.diagnostics.iter().filter(of_site).cloned().collect(),
        [summary.pages, summary.errors, summary.warnings],
    )
}

/// Applies an edit to the output folder or the cache.
fn touch(disk: &MemoryStorage, edit: &SiteEdit) {
    match edit {
        SiteEdit::Output(output, is_gone) => {
            let outputs = disk.files("/site/public").into_keys();
            let outputs: Vec<String> = outputs.filter(|path| !path.starts_with(".pufa-")).collect();
            if outputs.is_empty() {
                return;
            }
            let path = format!("/site/public/{}", outputs[output.index(outputs.len())]);
            if *is_gone {
                disk.remove(&path);
            } else {
                disk.place(&path, "人手改的".into());
            }
        }
        SiteEdit::Record(record, damage) => {
            let ending = ["index", "facts"][*record];
            for (name, mut bytes) in disk.files("/site/.pufa") {
                let path = format!("/site/.pufa/{name}");
                if !name.ends_with(ending) || bytes.is_empty() {
                    continue;
                }
                match damage {
                    RecordDamage::Gone => disk.remove(&path),
                    RecordDamage::Cut(at) => {
                        disk.place(&path, bytes[..at.index(bytes.len())].to_vec());
                    }
                    RecordDamage::Flip(at) => {
                        let at = at.index(bytes.len());
                        bytes[at] ^= 0x11;
                        disk.place(&path, bytes);
                    }
                }
            }
        }
        _ => {}
    }
}

fn differences(is: &BTreeMap<String, Vec<u8>>, should: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let paths: std::collections::BTreeSet<&String> = is.keys().chain(should.keys()).collect();
    let text =
        |bytes: Option<&Vec<u8>>| bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    paths
        .into_iter()
        .filter(|path| is.get(*path) != should.get(*path))
        .map(|path| {
            format!(
                "{path}:\n  is     {:?}\n  should {:?}",
                text(is.get(path)),
                text(should.get(path))
            )
        })
        .collect()
}

/// Builds a site incrementally and from scratch; returns whether it has no errors, or the difference as an error.
fn ends_as_clean_build(site: &TestSite, disk: &MemoryStorage) -> Result<bool, String> {
    let before = disk.files("/site/public");
    let (report, clean) = (run(site, disk), MemoryStorage::default());
    let expected = run(site, &clean);
    if site_report(&report) != site_report(&expected) {
        return Err(format!(
            "is     {:?}\nshould {:?}",
            site_report(&report),
            site_report(&expected)
        ));
    }
    let is_sound = expected.summary.errors == 0;
    let should = if is_sound {
        clean.files("/site/public")
    } else {
        before
    };
    let differ = differences(&disk.files("/site/public"), &should);
    if differ.is_empty() {
        Ok(is_sound)
    } else {
        Err(differ.join("\n"))
    }
}

/// Number of sequences to try: 200, or what `PROPTEST_CASES` says.
fn cases() -> u32 {
    std::env::var_os("PROPTEST_CASES").map_or(200, |_| ProptestConfig::default().cases)
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 3000, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn an_incremental_build_ends_where_a_clean_one_would(
        first in beginning(),
        steps in prop::collection::vec(prop::collection::vec(edit(), 0..3), 1..7),
    ) {
        let (mut site, disk) = (first, MemoryStorage::default());
        for edits in std::iter::once(Vec::new()).chain(steps) {
            for edit in &edits {
                site.suffer(edit);
                touch(&disk, edit);
            }
            let ended = ends_as_clean_build(&site, &disk);
            prop_assert!(ended.is_ok(), "{}", ended.err().unwrap_or_default());
        }
    }
}

/// Site with a little of everything, built twice so that its cache is settled.
fn built() -> (TestSite, MemoryStorage) {
    let (site, disk) = (TestSite::of_everything(), MemoryStorage::default());
    let first = run(&site, &disk);
    assert_eq!(first.summary.errors, 0, "{:?}", first.diagnostics);
    (site, disk)
}

#[test]
fn each_value_of_each_key_is_seen() -> Result<(), String> {
    let (mut site, disk) = (TestSite::of_everything(), MemoryStorage::default());
    site.suffer(&SiteEdit::Settings(EVERY_FEED));
    let mut sound = 0;
    for document in ["qa/e.md", "campaigns/week.md", "plan/2026.md"] {
        // The first value is none or a plain one; it comes last, so that what follows begins with it.
        for (key, value) in VALUES
            .iter()
            .flat_map(|(key, values)| values.iter().rev().map(move |value| (key, value)))
        {
            site.set(document, key, value);
            let ended = ends_as_clean_build(&site, &disk)
                .map_err(|differ| format!("{key}: {value}: {differ}"));
            sound += usize::from(ended?);
        }
    }
    assert!(sound > 150, "{sound}");
    Ok(())
}

#[test]
fn nothing_is_made_again_while_nothing_changes() {
    let (site, disk) = built();
    let stamps = |disk: &MemoryStorage| disk.marks("/site/public");
    let before = stamps(&disk);
    let report = run(&site, &disk);
    assert_eq!((report.summary.written, report.summary.removed), (0, 0));
    assert_eq!(
        report.summary.unchanged + 1,
        before.len(),
        "all but the ownership record are outputs"
    );
    assert_eq!(stamps(&disk), before);
}

#[test]
fn after_an_edit_only_what_showed_the_document_is_made_again() {
    let (mut site, disk) = built();
    site.suffer(&SiteEdit::Body(2, 12));
    run(&site, &disk);
    let pages = disk.files("/site/public");
    site.suffer(&SiteEdit::Body(2, 13));
    run(&site, &disk);
    let now = disk.files("/site/public");
    let is_output =
        |path: &&String| !path.starts_with(".pufa-") && now.get(*path) != pages.get(*path);
    let written: Vec<&String> = now.keys().filter(is_output).collect();
    let feeds = ["atom.xml", "feed.json", "feed.xml", "qa/atom.xml"];
    assert_eq!(
        written,
        [&feeds[..], &["qa/e.html", "qa/feed.json", "qa/feed.xml"]].concat()
    );
}

#[test]
fn after_an_edit_only_what_is_made_again_is_read() {
    let (mut site, disk) = built();
    for edit in [SiteEdit::Settings(NO_FEEDS), SiteEdit::Body(2, 12)] {
        site.suffer(&edit);
        run(&site, &disk);
    }
    site.documents_read();
    site.suffer(&SiteEdit::Body(2, 13));
    let report = run(&site, &disk);
    assert_eq!(report.summary.written, 1);
    // A plan is read each time; the home page, with its introduction, shows the newest documents.
    assert_eq!(
        site.documents_read(),
        [
            "content/_index.md",
            "content/plan/2026.md",
            "content/qa/e.md"
        ]
    );
}

#[test]
fn a_damaged_record_is_no_record() {
    let (site, disk) = built();
    let pages = disk.files("/site/public");
    let records = disk.files("/site/.pufa").into_iter();
    for (name, whole) in
        records.filter(|(name, _)| name.ends_with("index") || name.ends_with("facts"))
    {
        let path = format!("/site/.pufa/{name}");
        let spots = (0..whole.len())
            .step_by(whole.len() / 24 + 1)
            .chain([whole.len() - 1]);
        for at in spots {
            let mut flipped = whole.clone();
            flipped[at] ^= 0x40;
            for damaged in [flipped, whole[..at].to_vec()] {
                disk.place(&path, damaged);
                // So that the facts are asked for.
                disk.remove("/site/public/index.html");
                let report = run(&site, &disk);
                assert_eq!(
                    (report.summary.written, report.summary.errors),
                    (1, 0),
                    "{name} at {at}"
                );
                assert!(disk.files("/site/public") == pages, "{name} at {at}");
            }
        }
    }
}
