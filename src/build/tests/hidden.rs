//! Guarantee of hidden sources: no text of a draft, a scheduled, an expired or a private document, nor of a file that
//! is nearly a document, reaches an output by any route, in any sequence of builds, with or without `--keep-going`.

use proptest::prelude::*;
use proptest::sample::select;

use super::memory::MemoryStorage;
use super::run;
use super::site::TestSite;

/// Lines of front matter that hide a document, each in one of several spellings.
const HIDING: [&str; 40] = [
    "draft: true",
    "草稿: 是",
    "草稿：是",
    "Draft: yes",
    "publish: 2027-01-01",
    "定时发布: 2026-11-30 08:00",
    "date: 2027-03-01",
    "expires: 2026-11-01",
    "到期: 2026年11月1日",
    "published: false",
    "PUBLISHED: False",
    "published: \"no\"",
    "hidden: true",
    "hide: yes",
    "private: true",
    "unlisted: true",
    "visibility: private",
    "visibility: hidden",
    "publishDate: 2027-01-01",
    "publish_date: 2027-01-01",
    "expiryDate: 2026-01-01",
    "layout: draft",
    "status: draft",
    "status: private",
    "状态: 草稿",
    "状态: 未发布",
    "隐藏: 是",
    "隱藏: 是",
    "发布: 否",
    "公开: 否",
    "不公开: 是",
    "发布时间: 2027-01-01",
    "password: 1234",
    "密码: 1234",
    "草稿:",
    "草稿: 待定",
    "草稿: \"\"",
    "草搞: 是",
    "publish: 明天",
    "build: {render: never}",
];

/// Names that are nearly a document's, around a stem.
const NAMES: [(&str, &str); 23] = [
    ("", ".md.txt"),
    ("", ".MD.txt"),
    ("", ".markdown"),
    ("", "．md"),
    ("", ".ｍｄ"),
    ("", "。md"),
    ("", ".md "),
    ("", ". md"),
    ("", ".mdown"),
    ("", ".mkd"),
    ("", ".md.orig"),
    ("", ".md~"),
    ("", ".md.bak"),
    ("#", ".md#"),
    (".", ".md.swp"),
    ("", ".md（1）"),
    ("", ".md (1)"),
    ("", " - 副本.md.txt"),
    ("", ".mdx"),
    ("", ".m\u{200b}d"),
    ("", ".txt"),
    ("", ".csv"),
    ("", ".json"),
];

/// Folders in which documents are drafts.
const FOLDERS: [&str; 6] = [
    "草稿",
    "_drafts",
    "qa/drafts",
    "villages/草稿箱",
    "qa/Drafts/2026",
    "qa/a/_drafts",
];

/// Source that must stay hidden.
#[derive(Clone, Debug)]
enum HiddenSource {
    /// Document that a line hides.
    Document(&'static str, &'static str),
    /// File with a name that is nearly a document's.
    Misnamed(&'static str, (&'static str, &'static str)),
    /// Document in a folder of drafts.
    InFolder(&'static str),
}

fn hidden() -> impl Strategy<Value = HiddenSource> {
    let folder = || select(&["qa", "villages", "cases", "laws", "campaigns", "events", ""][..]);
    prop_oneof![
        4 => (folder(), select(&HIDING[..]))
            .prop_filter("campaigns and events are announced before their dates", |(folder, line)| {
                !(line.starts_with("date:") && matches!(*folder, "campaigns" | "events"))
            })
            .prop_map(|(folder, line)| HiddenSource::Document(folder, line)),
        3 => (folder(), select(&NAMES[..])).prop_map(|(folder, name)| HiddenSource::Misnamed(folder, name)),
        1 => select(&FOLDERS[..]).prop_map(HiddenSource::InFolder),
    ]
}

impl HiddenSource {
    /// Path and text of the source, whose every part holds a marker.
    fn file(&self, number: usize, marker: &str) -> (String, String) {
        let in_folder = |folder: &str, name: String| {
            let folder = if folder.is_empty() {
                "content".to_owned()
            } else {
                format!("content/{folder}")
            };
            format!("{folder}/{name}")
        };
        let (path, line) = match self {
            Self::Document(folder, line) => (in_folder(folder, format!("h{number}.md")), *line),
            Self::Misnamed(folder, (before, after)) => {
                let name = format!("{before}h{number}{after}");
                (in_folder(folder, name), "weight: 1")
            }
            Self::InFolder(folder) => (in_folder(folder, format!("h{number}.md")), "weight: 1"),
        };
        let date = if line.starts_with("date:") {
            ""
        } else {
            "date: 2026-11-02\n"
        };
        let text = format!(
            "---\ntitle: 题{marker}\n{line}\n{date}start: 2026-11-24\nend: 2026-11-25\neffective: 2026-01-01\n\
             summary: 摘{marker}\ntags: [签{marker}]\nlaws: [法{marker}]\naliases: [/旧{marker}.html]\n---\n\n\
             ## 节{marker}\n\n文{marker}。[附](附{number}.pdf)\n"
        );
        (path, text)
    }
}

/// Sites with hidden sources, before and after an edit that hides some of them or takes them away.
fn sources() -> impl Strategy<Value = Vec<(HiddenSource, bool)>> {
    prop::collection::vec((hidden(), any::<bool>()), 1..4)
}

/// Text that shows in no output; it holds no character that is escaped anywhere.
fn marker(number: usize) -> String {
    format!("隐秘{}号", ["甲", "乙", "丙", "丁"][number % 4])
}

fn shown(disk: &MemoryStorage, marker: &str) -> Vec<String> {
    let needle = marker.as_bytes();
    let encoded = crate::url::encode(marker);
    let files = disk.files("/site/public").into_iter();
    files
        .filter(|(path, bytes)| {
            path.contains(marker)
                || memchr::memmem::find(bytes, needle).is_some()
                || memchr::memmem::find(bytes, encoded.as_bytes()).is_some()
        })
        .map(|(path, _)| path)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 300, ..ProptestConfig::with_cases(super::cases() / 4 + 8) })]

    #[test]
    fn what_is_hidden_reaches_no_output(
        sources in sources(),
        keeps_going in any::<bool>(),
        settings in select(&[0_usize, 8, 9][..]),
        links in any::<bool>(),
    ) {
        let (mut site, disk) = (TestSite::of_everything(), MemoryStorage::default());
        site.keeps_going = keeps_going;
        site.suffer(&super::site::SiteEdit::Settings(settings));
        // Some were public before they were hidden.
        for (number, (source, was_public)) in sources.iter().enumerate() {
            if let (HiddenSource::Document(folder, _), true) = (source, was_public) {
                let (path, text) = HiddenSource::Document(folder, "weight: 1").file(number, &marker(number));
                site.write(&path, text.into_bytes());
                site.write(&path.replace(&format!("h{number}.md"), &format!("附{number}.pdf")), marker(number).into());
            }
        }
        run(&site, &disk);
        for (number, (source, _)) in sources.iter().enumerate() {
            let (path, text) = source.file(number, &marker(number));
            let text = if links { text } else { text.replace("[附]", "附") };
            site.write(&path, text.into_bytes());
        }
        if links {
            let all = sources.iter().enumerate().map(|(number, (source, _))| source.file(number, "").0);
            let paths: Vec<String> = all.map(|path| path.replace("content/", "/")).collect();
            let links = format!("[看](<{}>)\n", paths.join(">)\n\n[看](<"));
            site.write("content/qa/links.md", format!("---\ntitle: 链\ndate: 2026-11-01\n---\n\n{links}").into());
        }
        for _ in 0..2 {
            let report = run(&site, &disk);
            let is_written = keeps_going || report.summary.errors == 0;
            for (number, (_, was_public)) in sources.iter().enumerate() {
                let undecided = report.diagnostics.iter().any(|one| one.code.id().starts_with("front-matter/"));
                let found = shown(&disk, &marker(number));
                // With an error nothing is removed, and what cannot be judged stays as it was.
                if is_written && !(*was_public && undecided && report.summary.errors > 0) {
                    prop_assert!(found.is_empty(), "{found:?}\n{:?}", report.diagnostics);
                }
            }
        }
    }
}

#[test]
fn each_name_and_each_line_hides() {
    let lines = HIDING.map(|line| HiddenSource::Document("qa", line));
    let names = NAMES.map(|name| HiddenSource::Misnamed("qa", name));
    let folders = FOLDERS.map(HiddenSource::InFolder);
    for source in lines.into_iter().chain(names).chain(folders) {
        let (mut site, disk) = (TestSite::of_everything(), MemoryStorage::default());
        site.keeps_going = true;
        let (path, text) = source.file(0, &marker(0));
        site.write(&path, text.into_bytes());
        let report = run(&site, &disk);
        assert!(
            report.summary.pages > 0,
            "{source:?}: {:?}",
            report.diagnostics
        );
        assert_eq!(shown(&disk, &marker(0)), Vec::<String>::new(), "{source:?}");
    }
    // Front matter of other forms, and front matter that comes late.
    for (head, tail) in [
        ("+++\ntitle = \"甲\"\ndraft = true\n+++\n", ""),
        ("{\n  \"title\": \"甲\",\n  \"draft\": true\n}\n", ""),
        ("layout: post\ntitle: 甲\npublished: false\n---\n", ""),
        ("说明一句。\n\n---\ntitle: 甲\n草稿: 是\n---\n", "# 甲\n"),
    ] {
        let (mut site, disk) = (TestSite::of_everything(), MemoryStorage::default());
        site.keeps_going = true;
        let text = format!("{head}\n{tail}文{}。\n", marker(0));
        for path in ["content/page.md", "content/qa/h.md"] {
            site.write(path, text.clone().into_bytes());
        }
        let report = run(&site, &disk);
        assert!(
            report.summary.pages > 0 && report.summary.errors > 0,
            "{head}"
        );
        assert_eq!(shown(&disk, &marker(0)), Vec::<String>::new(), "{head}");
    }
    // The marker is found where it is public.
    let (mut site, disk) = (TestSite::of_everything(), MemoryStorage::default());
    let (path, text) = HiddenSource::Document("qa", "weight: 1").file(0, &marker(0));
    site.write(&path, text.into_bytes());
    site.keeps_going = true;
    run(&site, &disk);
    assert!(!shown(&disk, &marker(0)).is_empty());
}
