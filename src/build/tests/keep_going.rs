//! Guarantee of `--keep-going`, over any faults and any sequence of builds: no hidden document appears, no output
//! of an unread source disappears or changes, and once the faults are repaired all is as after a clean build.

use std::collections::BTreeMap;
use std::io::ErrorKind;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::faults::{FaultMap, FileFault, GARBLED};
use super::memory::MemoryStorage;
use super::site::{RecordDamage, SiteEdit, TestSite as World};
use super::tables::DOCUMENTS;
use super::{BuildReport, cases, differences, run, touch};
use crate::cache;
use crate::content::SourcePath;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::site::{PublicationState, Site};
use crate::sources;

/// Titles of the documents: an output that shows a document contains its title.
const TITLES: [&str; DOCUMENTS.len()] = [
    "题乾", "题坤", "题震", "题巽", "题坎", "题离", "题艮", "题兑", "题屯", "题蒙", "题需", "题讼",
    "题师", "题比", "题履", "题泰",
];

/// Values that keep each document at an address of its own.
const CHANGES: [(&str, &[&str]); 8] = [
    ("draft", &["", "true", "", "false"]),
    ("date", &["2026-11-01", "2026-11-20", "2027-03-01"]),
    ("publish", &["", "2026-11-23", "2027-01-01"]),
    ("expires", &["", "2026-11-01", "2027-01-01"]),
    ("tags", &["", "[宪法]", "[民法典]"]),
    ("weight", &["", "-1", "5"]),
    ("venues", &["", "[schools]", "[villages, schools]"]),
    ("plan", &["", "[1]", "[\"2026/2\"]"]),
];

const FOLDERS: [&str; 6] = [
    "content/villages",
    "content/qa",
    "content/plan",
    "content/cases/j",
    "content/campaigns",
    "content",
];
const FILES: [&str; 2] = ["content/villages/p.png", "content/villages/doc.pdf"];

#[derive(Clone, Debug)]
enum KeepingStep {
    Change(usize, usize, Index),
    Edit(SiteEdit),
}

fn step() -> impl Strategy<Value = KeepingStep> {
    let change = (0..DOCUMENTS.len(), 0..CHANGES.len(), any::<Index>());
    prop_oneof![
        6 => change.prop_map(|(document, key, value)| KeepingStep::Change(document, key, value)),
        2 => (0..DOCUMENTS.len(), 0..8_usize).prop_map(|(document, body)| KeepingStep::Edit(SiteEdit::Body(document, body))),
        1 => (4..DOCUMENTS.len()).prop_map(|document| KeepingStep::Edit(SiteEdit::Remove(document))),
        1 => select(&[0_usize, 1, 8][..]).prop_map(|form| KeepingStep::Edit(SiteEdit::Settings(form))),
        1 => (0..2_usize, any::<bool>()).prop_map(|(template, new)| KeepingStep::Edit(SiteEdit::Template(template, usize::from(new)))),
        1 => any::<bool>().prop_map(|fresh| KeepingStep::Edit(SiteEdit::Fresh(fresh))),
    ]
}

fn faults() -> impl Strategy<Value = FaultMap> {
    let kind = select(
        &[
            ErrorKind::PermissionDenied,
            ErrorKind::NotFound,
            ErrorKind::OutOfMemory,
            ErrorKind::Other,
        ][..],
    );
    let fault = prop_oneof![
        kind.clone().prop_map(FileFault::Refused),
        kind.prop_map(FileFault::BytesRefused),
        Just(FileFault::Undecodable),
        (0..GARBLED.len()).prop_map(FileFault::Garbled),
    ];
    let path = prop_oneof![
        8 => select(&DOCUMENTS[..]).prop_map(|path| format!("content/{path}")),
        1 => select(&FILES[..]).prop_map(str::to_owned),
    ];
    let folders = prop::collection::vec(select(&FOLDERS[..]), 0..2);
    // Other bytes of a picture are another picture.
    let is_fault = |(path, fault): &(String, FileFault)| {
        SourcePath::from(path.as_str()).extension() == "md"
            || !matches!(fault, FileFault::Undecodable | FileFault::Garbled(_))
    };
    let files = prop::collection::vec((path, fault).prop_filter("a fault", is_fault), 0..4);
    (files, folders).prop_map(|(files, folders)| FaultMap {
        files: files.into_iter().collect(),
        folders,
    })
}

fn world() -> World {
    let mut world = World::of_everything();
    world.keeps_going = true;
    for (document, title) in DOCUMENTS.iter().zip(TITLES) {
        world.set(document, "title", title);
    }
    world
}

/// Site that a build of the world sees, with its faults.
fn seen(world: &World) -> Site {
    let (project, _) = sources::read(world, None);
    Site::new(&project.sources, world.now, world.showing)
}

/// Outputs that come from one source alone, with that source.
fn owned(site: &Site) -> BTreeMap<String, SourcePath> {
    let routes = site.routes().iter();
    routes
        .filter_map(|route| {
            Some((
                route.url.output_path(),
                cache::source_of(site, &route.kind)?,
            ))
        })
        .collect()
}

/// Knowledge that the property is checked against.
struct ExpectedOutputs {
    /// Source of each output, by builds until now.
    owners: BTreeMap<String, SourcePath>,
    /// True if cache files were damaged, so that lists are not known any more.
    is_damaged: bool,
}

impl ExpectedOutputs {
    /// Builds once with faults; returns an error that describes any violation of the guarantee.
    fn build(&mut self, world: &World, disk: &MemoryStorage) -> Result<(), String> {
        let before = disk.files("/site/public");
        let report = run(world, disk);
        let after = disk.files("/site/public");
        let site = seen(world);
        let whole = seen(&world.without_faults());
        for (path, source) in &self.owners {
            if before.contains_key(path)
                && stays(world, &site, source)
                && before.get(path) != after.get(path)
            {
                return Err(format!(
                    "{path} of {source} did not stay\n{:?}",
                    report.diagnostics
                ));
            }
        }
        for (path, bytes) in &after {
            let is_new = before.get(path) != Some(bytes);
            let of_unread = self
                .owners
                .get(path)
                .is_some_and(|source| stays(world, &site, source));
            if !is_new && (of_unread || self.is_damaged) {
                continue;
            }
            let text = String::from_utf8_lossy(bytes);
            for title in hidden(world, &site, &whole, is_new) {
                if text.contains(title) {
                    return Err(format!(
                        "{path} shows {title} (new: {is_new})\n{:?}",
                        report.diagnostics
                    ));
                }
            }
        }
        if report.summary.pages > 0 {
            let made = owned(&site);
            self.owners.extend(
                made.into_iter()
                    .filter(|(path, _)| after.contains_key(path)),
            );
        }
        Ok(())
    }
}

/// Returns true if the outputs of a source must stay: it was not read, or not judged.
fn stays(world: &World, site: &Site, source: &SourcePath) -> bool {
    if !world.paths().any(|path| path == source) {
        return false;
    }
    let is_refused = world.faults.is_unlisted(source)
        || matches!(
            world.faults.of(source),
            Some(FileFault::Refused(_) | FileFault::BytesRefused(_) | FileFault::Undecodable)
        );
    let state = site
        .documents
        .find(source)
        .map(|id| site.documents.state(id));
    let is_document = source.extension() == "md";
    match (is_document, is_refused) {
        // Where its marks are as they were, it need not be read to be known.
        (true, true) => state.is_none_or(|state| !is_hidden(state)),
        (true, false) => state == Some(PublicationState::Unjudged),
        (false, _) => {
            let owner = site
                .owner_of(source)
                .map(|owner| site.documents.state(owner));
            is_refused && owner.is_none_or(|state| !is_hidden(state))
                || owner.is_some_and(|state| !state.is_judged())
        }
    }
}

fn is_hidden(state: PublicationState) -> bool {
    matches!(
        state,
        PublicationState::Draft | PublicationState::Scheduled(_) | PublicationState::Expired(_)
    )
}

/// Titles that no output may show: of documents that are hidden, and in what is written now also of those that
/// could not be read or judged.
fn hidden<'w>(
    world: &'w World,
    site: &'w Site,
    whole: &'w Site,
    is_new: bool,
) -> impl Iterator<Item = &'static str> + use<'w> {
    let is_hidden_one = move |path: &SourcePath| {
        let in_whole = whole
            .documents
            .find(path)
            .map(|id| whole.documents.state(id));
        let is_faulty = world.faults.is_unlisted(path) || world.faults.of(path).is_some();
        let is_known = matches!(world.faults.of(path), Some(FileFault::BytesRefused(_)));
        let is_gone = in_whole.is_none();
        let unread = site.documents.find(path).map(|id| site.documents.state(id));
        match (is_faulty, is_new) {
            // The title of an introduction is the name of its section, which every page shows.
            (_, false) if path.name() == "_index.md" => false,
            (false, _) => is_gone || in_whole.is_some_and(is_hidden),
            (true, true) => !is_known || in_whole.is_some_and(is_hidden),
            (true, false) => unread.is_some_and(is_hidden),
        }
    };
    DOCUMENTS
        .iter()
        .zip(TITLES)
        .filter_map(move |(document, title)| {
            is_hidden_one(&SourcePath::new(format!("content/{document}"))).then_some(title)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 2000, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn what_was_not_read_stays_and_what_is_hidden_does_not_appear(
        steps in prop::collection::vec((prop::collection::vec(step(), 0..4), faults(), prop::option::weighted(0.1, 0..2_usize)), 1..6),
    ) {
        let (mut world, disk) = (world(), MemoryStorage::default());
        let mut ledger = ExpectedOutputs { owners: BTreeMap::new(), is_damaged: false };
        prop_assert_eq!(ledger.build(&world, &disk), Ok(()));
        for (edits, faults, damage) in steps {
            for edit in &edits {
                match edit {
                    KeepingStep::Change(document, key, value) => {
                        let (key, values) = CHANGES[*key];
                        world.set(DOCUMENTS[*document], key, values[value.index(values.len())]);
                    }
                    KeepingStep::Edit(edit) => world.suffer(edit),
                }
            }
            if let Some(record) = damage {
                touch(&disk, &SiteEdit::Record(record, RecordDamage::Gone));
                ledger.is_damaged = true;
            }
            world.faults = faults;
            prop_assert_eq!(ledger.build(&world, &disk), Ok(()));
        }
        world.faults = FaultMap::default();
        let clean = MemoryStorage::default();
        let (mended, expected) = (run(&world, &disk), run(&world, &clean));
        if expected.summary.errors == 0 {
            prop_assert_eq!(mended.summary.errors, 0, "{:?}", mended.diagnostics);
            let differ = differences(&disk.files("/site/public"), &clean.files("/site/public"));
            prop_assert!(differ.is_empty(), "{}", differ.join("\n"));
        }
    }
}

/// Errors of a build, each once.
fn errors(report: &BuildReport) -> Vec<Code> {
    let errors = report
        .diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Error);
    let codes: BTreeMap<&str, Code> = errors.map(|one| (one.code.id(), one.code)).collect();
    codes.into_values().collect()
}

fn built() -> (World, MemoryStorage, BTreeMap<String, Vec<u8>>) {
    let (world, disk) = (world(), MemoryStorage::default());
    let report = run(&world, &disk);
    assert_eq!(report.summary.errors, 0, "{:?}", report.diagnostics);
    let pages = disk.files("/site/public");
    (world, disk, pages)
}

#[test]
fn each_line_that_leaves_it_open_hides_the_document() {
    for (line, garbled) in GARBLED.iter().enumerate() {
        let (mut world, disk) = (world(), MemoryStorage::default());
        world
            .faults
            .files
            .insert("content/qa/e.md".to_owned(), FileFault::Garbled(line));
        let report = run(&world, &disk);
        let is_taken = |one: &Diagnostic| one.code == Code::FrontMatterForeignKey;
        assert!(
            report.diagnostics.has_errors() || report.diagnostics.iter().any(is_taken),
            "{garbled}"
        );
        let shown: Vec<String> = disk
            .files("/site/public")
            .into_iter()
            .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(TITLES[2]))
            .map(|(path, _)| path)
            .collect();
        assert!(
            shown.is_empty() && report.summary.pages > 0,
            "{garbled}: {shown:?}\n{:?}",
            report.diagnostics
        );
    }
}

#[test]
fn a_folder_that_cannot_be_listed_leaves_its_pages_lists_and_feeds() {
    let (mut world, disk, before) = built();
    world.faults.folders = vec!["content/villages"];
    let report = run(&world, &disk);
    let after = disk.files("/site/public");
    let inside = |files: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
        files
            .iter()
            .filter(|(path, _)| path.starts_with("villages/"))
            .map(|(a, b)| (a.clone(), b.clone()))
            .collect()
    };
    assert!(inside(&before).len() > 5, "{:?}", before.keys());
    assert!(
        differences(&inside(&after), &inside(&before)).is_empty(),
        "{:?}",
        report.diagnostics
    );
    assert_eq!(
        errors(&report),
        [Code::SourceUnreadable],
        "{:?}",
        report.diagnostics
    );
}

#[test]
fn one_unread_file_is_one_error() {
    let (mut world, disk, before) = built();
    for path in [
        "content/villages/a.md",
        "content/villages/p.png",
        "content/plan/2026.md",
        "content/campaigns/week.md",
    ] {
        for kind in [ErrorKind::PermissionDenied, ErrorKind::NotFound] {
            world.faults.files = BTreeMap::from([(path.to_owned(), FileFault::Refused(kind))]);
            let report = run(&world, &disk);
            assert_eq!(
                errors(&report),
                [Code::SourceUnreadable],
                "{path}: {:?}",
                report.diagnostics
            );
            assert!(
                report
                    .diagnostics
                    .iter()
                    .any(|one| one.code == Code::OutputKept),
                "{path}: {:?}",
                report.diagnostics
            );
            let gone: Vec<&String> = before
                .keys()
                .filter(|path| !disk.files("/site/public").contains_key(*path))
                .collect();
            assert!(gone.is_empty(), "{path}: {gone:?}");
        }
    }
}

#[test]
fn what_the_system_refuses_is_told_as_that_and_not_as_a_change() {
    let (mut world, disk, before) = built();
    for kind in [
        ErrorKind::OutOfMemory,
        ErrorKind::PermissionDenied,
        ErrorKind::Other,
    ] {
        world.faults.files =
            BTreeMap::from([("content/qa/e.md".to_owned(), FileFault::BytesRefused(kind))]);
        world.suffer(&SiteEdit::Template(2, 1));
        for keeps_going in [false, true] {
            world.keeps_going = keeps_going;
            world.documents_read();
            let report = run(&world, &disk);
            assert_eq!(
                errors(&report),
                [Code::SourceUnreadable],
                "{:?}",
                report.diagnostics
            );
            let page = "qa/e.html";
            assert_eq!(disk.files("/site/public").get(page), before.get(page));
        }
        world.suffer(&SiteEdit::Template(2, 0));
        world.faults = FaultMap::default();
        run(&world, &disk);
    }
}

#[test]
fn an_error_of_the_settings_the_theme_or_the_units_ends_the_run() {
    let faulty: [(&str, &[u8]); 7] = [
        ("content/site.yaml", "title: 网\nbase_url: nonsense\ntheme: tiny\n".as_bytes()),
        ("content/site.yaml", "title: 网\nbase_url: https://pufa.example.cn/\ntheme: none\n".as_bytes()),
        (
            "content/site.yaml",
            "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\ntimezone: 火星\n".as_bytes(),
        ),
        (
            "content/site.yaml",
            "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\nmenu:\n- {name: 无, to: none.md}\n"
                .as_bytes(),
        ),
        ("content/site.yaml", b"\0\x01\x02\xff"),
        ("themes/tiny/theme.yaml", b"extends: [\n"),
        ("content/plan/units.yaml", b"a: [\n"),
    ];
    for (path, bytes) in faulty {
        let (mut world, disk, before) = built();
        world.write(path, bytes.to_vec());
        world.suffer(&SiteEdit::Body(2, 1));
        let report = run(&world, &disk);
        assert!(
            report.diagnostics.has_errors() && report.summary.pages == 0,
            "{path}: {:?}",
            report.diagnostics
        );
        assert!(
            differences(&disk.files("/site/public"), &before).is_empty(),
            "{path}"
        );
    }
    for path in [
        "content/site.yaml",
        "themes/tiny/static/s.css",
        "content/plan/units.yaml",
    ] {
        let (mut world, disk, _) = built();
        world.write("content/plan/units.yaml", "市司法局: [司法局]\n".into());
        run(&world, &disk);
        let before = disk.files("/site/public");
        world.faults.files = BTreeMap::from([(
            path.to_owned(),
            FileFault::Refused(ErrorKind::PermissionDenied),
        )]);
        world.suffer(&SiteEdit::Body(2, 1));
        let report = run(&world, &disk);
        assert!(report.diagnostics.has_errors(), "{path}");
        assert!(
            differences(&disk.files("/site/public"), &before).is_empty(),
            "{path}: {:?}",
            report.diagnostics
        );
    }
}
