//! Errors are reported, and the last good version is served until they are fixed.

use super::{Preview, until};
use crate::support::{SETTINGS, SiteTest};

const ARTICLE: &str = "---\ntitle: 一篇\ndate: 2026-01-01\n---\n\n好的正文。\n";

fn site() -> SiteTest {
    SiteTest::new().file("content/qa/a.md", ARTICLE)
}

#[track_caller]
fn told(preview: &Preview, code: &str) {
    until(code, || {
        preview
            .findings()
            .to_string()
            .contains(&format!("\"{code}\""))
    });
}

#[track_caller]
fn mended(preview: &Preview) {
    until("nothing is wrong", || preview.findings()["errors"] == 0);
}

#[test]
fn broken_settings() {
    let site = site();
    let preview = Preview::of(&site, &[]);
    site.write("content/site.yaml", b"title: [\n");
    told(&preview, "site/syntax");
    assert_eq!(preview.get("/qa/a.html").status, 200);
    site.write(
        "content/site.yaml",
        SETTINGS.replace("示例", "修好").as_bytes(),
    );
    preview.says("/qa/a.html", "修好普法网");
    mended(&preview);
}

#[test]
fn settings_that_are_broken_from_the_start() {
    let site = SiteTest::bare()
        .file("content/site.yaml", "title: [\n")
        .file("content/qa/a.md", ARTICLE);
    let preview = Preview::of(&site, &[]);
    let page = preview.get("/");
    assert_eq!(page.status, 503);
    assert!(
        page.text().contains("content/site.yaml") && page.text().contains("_pufa/live.js"),
        "{}",
        page.text()
    );
    told(&preview, "site/syntax");
    site.write("content/site.yaml", SETTINGS.as_bytes());
    preview.says("/qa/a.html", "好的正文");
    mended(&preview);
}

#[test]
fn a_template_that_does_not_parse_and_one_that_fails() {
    let site = site();
    let preview = Preview::of(&site, &[]);
    site.write("themes/pufa/templates/document.html", b"{% if %}");
    told(&preview, "template/syntax");
    assert!(preview.get("/qa/a.html").text().contains("好的正文"));
    site.write("themes/pufa/templates/qa.html", b"{{ nothing.at.all }}");
    site.remove("themes/pufa/templates/document.html");
    preview.is("/qa/a.html", 500);
    told(&preview, "template/render");
    site.remove("themes/pufa/templates/qa.html");
    preview.says("/qa/a.html", "好的正文");
    mended(&preview);
}

#[test]
fn a_document_that_was_looked_at_stays_while_it_is_faulty() {
    let site = site();
    let preview = Preview::of(&site, &[]);
    preview.says("/qa/a.html", "好的正文");
    site.write("content/qa/a.md", b"---\ntitle: [\n---\nbad");
    told(&preview, "front-matter/syntax");
    assert!(preview.get("/qa/a.html").text().contains("好的正文"));
    site.write(
        "content/qa/a.md",
        ARTICLE.replace("好的", "更好的").as_bytes(),
    );
    preview.says("/qa/a.html", "更好的正文");
    mended(&preview);
}

#[test]
fn a_broken_link_is_told_at_its_place() {
    let site = site();
    let preview = Preview::of(&site, &[]);
    site.write(
        "content/qa/a.md",
        ARTICLE.replace("好的", "[好的](none.md)").as_bytes(),
    );
    told(&preview, "link/broken");
    let findings = preview.findings();
    let broken = &findings["findings"][0];
    assert_eq!(
        (&broken["file"], &broken["line"]),
        (&"content/qa/a.md".into(), &6.into()),
        "{findings}"
    );
    assert!(
        broken["excerpt"]
            .as_str()
            .is_some_and(|line| line.contains("none.md")),
        "{findings}"
    );
    site.write("content/qa/a.md", ARTICLE.as_bytes());
    mended(&preview);
}

/// A link to itself is refused by the system, to root too.
#[cfg(unix)]
#[test]
fn a_file_that_nobody_may_read() {
    let site = site();
    let preview = Preview::of(&site, &[]);
    let file = site.path("content/qa/a.md");
    let text = std::fs::read(&file).expect("a file");
    std::fs::remove_file(&file).expect("a file to remove");
    std::os::unix::fs::symlink("a.md", &file).expect("a link");
    told(&preview, "source/unreadable");
    std::fs::remove_file(&file).expect("a link to remove");
    site.write("content/qa/a.md", &text);
    preview.says("/qa/a.html", "好的正文");
    mended(&preview);
}
