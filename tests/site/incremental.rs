//! An incremental build after an edit, in its own process, equals a clean build in another folder.

use crate::support::SiteTest;

/// Change to a site between two builds: its name, and the change.
type Happening = (&'static str, fn(&SiteTest));

fn edit(site: &SiteTest, path: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(site.path(path)).expect("a file of the sample");
    assert!(text.contains(from), "no {from} in {path}");
    site.write(path, text.replacen(from, to, 1).as_bytes());
}

fn first_of(site: &SiteTest, folder: &str) -> String {
    let mut names: Vec<String> = std::fs::read_dir(site.path(folder))
        .expect("a folder of the sample")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| {
            std::path::Path::new(name)
                .extension()
                .is_some_and(|ending| ending == "md")
        })
        .filter(|name| !name.starts_with('_'))
        .collect();
    names.sort();
    format!("{folder}/{}", names.first().expect("a document"))
}

fn damage(site: &SiteTest, ending: &str) {
    for entry in std::fs::read_dir(site.path(".pufa"))
        .expect("the records")
        .flatten()
    {
        if entry.file_name().to_string_lossy().ends_with(ending) {
            let mut bytes = std::fs::read(entry.path()).expect("a record");
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            std::fs::write(entry.path(), bytes).expect("a record to damage");
        }
    }
}

const HAPPENINGS: [Happening; 14] = [
    ("nothing", |_| {}),
    ("a mini-program", |site| {
        edit(
            site,
            "content/site.yaml",
            "\nurls: ",
            "\noutputs: {miniprogram: true}\nurls: ",
        );
    }),
    ("a body", |site| {
        let path = first_of(site, "content/villages");
        let mut text = std::fs::read(site.path(&path)).expect("a document");
        text.extend("\n\n又一段。\n".as_bytes());
        site.write(&path, &text);
    }),
    ("a title", |site| {
        let path = first_of(site, "content/qa");
        edit(site, &path, "标题: ", "标题: 新的");
    }),
    ("a date", |site| {
        let path = first_of(site, "content/qa");
        edit(site, &path, "日期: 20", "日期: 19");
    }),
    ("a new document", |site| {
        site.write(
            "content/villages/新.md",
            "---\n标题: 新文章\n日期: 2026-11-02\n标签: [宪法]\n---\n\n话。\n".as_bytes(),
        );
    }),
    ("the same document gone", |site| {
        site.remove("content/villages/新.md");
    }),
    ("a template of the site's own", |site| {
        site.write("themes/own/theme.yaml", b"extends: pufa\n");
        site.write(
            "themes/own/templates/not_found.html",
            "没有 {{ page.title }}".as_bytes(),
        );
        edit(site, "content/site.yaml", "theme: pufa", "theme: own");
    }),
    ("a setting", |site| {
        edit(site, "content/site.yaml", "page_size: 20", "page_size: 7");
    }),
    ("an output changed by hand", |site| {
        site.write("public/index.html", "人手改的".as_bytes());
    }),
    ("a page removed by hand", |site| {
        std::fs::remove_file(site.path("public/404.html")).expect("a page");
    }),
    ("a damaged index", |site| damage(site, ".index")),
    ("damaged facts", |site| {
        damage(site, ".facts");
        let path = first_of(site, "content/qa");
        edit(site, &path, "标题: 新的", "标题: ");
    }),
    ("no records", |site| {
        damage(site, ".index");
        damage(site, ".facts");
    }),
];

#[test]
fn whatever_happens_the_next_build_ends_where_a_clean_one_would() {
    let site = SiteTest::sample();
    site.build(&[]).exit(0);
    for (name, happening) in HAPPENINGS {
        happening(&site);
        let told = site.build(&["--message-format", "json"]).exit(0);
        let clean = site.copy_of_sources();
        let expected = clean.build(&["--message-format", "json"]).exit(0);
        assert_eq!(told.codes(), expected.codes(), "{name}");
        assert_eq!(
            told.summary()["pages"],
            expected.summary()["pages"],
            "{name}"
        );
        let (is, should) = (site.tree(), clean.tree());
        let differ: Vec<&String> = is
            .keys()
            .chain(should.keys())
            .filter(|path| is.get(*path) != should.get(*path))
            .collect();
        assert!(differ.is_empty(), "{name}: {differ:?}");
    }
}

#[test]
fn the_day_that_passes_is_seen() {
    let site = SiteTest::new()
        .file("content/qa/a.md", "---\n标题: 甲\n日期: 2026-11-01\n---\n")
        .file("content/qa/b.md", "---\n标题: 乙\n日期: 2026-11-30\n---\n");
    site.build(&[]).exit(0);
    site.no_files(&["qa/b.html"]);
    site.build(&["--date", "2026-11-30"]).exit(0);
    site.has_files(&["qa/b.html"]);
    site.build(&[]).exit(0);
    site.no_files(&["qa/b.html"]);
}
