//! Detection of all the ways in which programs save files.

use std::fs;
use std::path::Path;

use super::{Preview, until};
use crate::support::{SETTINGS, SiteTest};

fn article(words: &str) -> String {
    format!("---\ntitle: 一篇\ndate: 2026-01-01\n---\n\n{words}。\n")
}

fn site() -> SiteTest {
    SiteTest::new().file("content/qa/a.md", article("起初"))
}

#[test]
fn a_file_written_in_place() {
    let site = site();
    let preview = Preview::of(&site, &[]);
    for words in ["第二次", "第三次", "第四次"] {
        site.write("content/qa/a.md", article(words).as_bytes());
        preview.says("/qa/a.html", words);
    }
}

#[test]
fn a_file_put_in_the_place_of_another() {
    let site = site();
    let preview = Preview::of(&site, &[]);
    for name in [".a.md.tmp", "a.md~new.tmp", "4913"] {
        let words = format!("经过{}", name.len());
        site.write(&format!("content/qa/{name}"), article(&words).as_bytes());
        fs::rename(
            site.path(&format!("content/qa/{name}")),
            site.path("content/qa/a.md"),
        )
        .expect("a rename");
        preview.says("/qa/a.html", &words);
    }
}

#[test]
fn a_file_moved_away_and_made_anew() {
    let site = site();
    let preview = Preview::of(&site, &[]);
    fs::rename(site.path("content/qa/a.md"), site.path("content/qa/a.md~")).expect("a rename");
    site.write("content/qa/a.md", article("重新写成").as_bytes());
    preview.says("/qa/a.html", "重新写成");
    site.remove("content/qa/a.md");
    site.write("content/qa/a.md", article("删了再写").as_bytes());
    preview.says("/qa/a.html", "删了再写");
    assert_eq!(preview.get("/qa/a.md~").status, 404);
}

#[test]
fn files_that_come_move_and_go() {
    let site = site();
    let preview = Preview::of(&site, &[]);
    site.write("content/qa/b.md", article("新来的").as_bytes());
    preview.says("/qa/b.html", "新来的");
    fs::rename(site.path("content/qa/b.md"), site.path("content/qa/c.md")).expect("a rename");
    preview.says("/qa/c.html", "新来的");
    preview.is("/qa/b.html", 404);
    site.remove("content/qa/c.md");
    preview.is("/qa/c.html", 404);
}

#[test]
fn folders_that_come_move_and_go() {
    let site = site();
    let preview = Preview::of(&site, &[]);
    for number in 0..40 {
        site.write(
            &format!("content/villages/deep/{number}/n.md"),
            article(&format!("第{number}个")).as_bytes(),
        );
    }
    for number in 0..40 {
        preview.says(
            &format!("/villages/deep/{number}/n.html"),
            &format!("第{number}个"),
        );
    }
    // Files in a folder that was just created are detected too.
    site.write(
        "content/villages/deep/7/later.md",
        article("后来的").as_bytes(),
    );
    preview.says("/villages/deep/7/later.html", "后来的");
    fs::rename(
        site.path("content/villages/deep"),
        site.path("content/schools"),
    )
    .expect("a rename");
    preview.says("/schools/39/n.html", "第39个");
    preview.is("/villages/deep/39/n.html", 404);
    site.write("content/schools/39/n.md", article("搬家之后").as_bytes());
    preview.says("/schools/39/n.html", "搬家之后");
    fs::remove_dir_all(site.path("content/schools")).expect("a removal");
    preview.is("/schools/1/n.html", 404);
}

#[test]
fn a_folder_copied_in() {
    let site = site();
    let other = SiteTest::bare();
    for number in 0..30 {
        other.write(
            &format!("new/{number}.md"),
            article(&format!("抄来{number}")).as_bytes(),
        );
    }
    let preview = Preview::of(&site, &[]);
    fs::rename(other.path("new"), site.path("content/units"))
        .or_else(|_| copy(&other.path("new"), &site.path("content/units")))
        .expect("a copy");
    for number in 0..30 {
        preview.says(&format!("/units/{number}.html"), &format!("抄来{number}"));
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

#[test]
fn settings_templates_sheets_pictures_and_units() {
    let site = site();
    let preview = Preview::of(&site, &[]);
    site.write(
        "content/site.yaml",
        SETTINGS.replace("示例普法网", "改名普法网").as_bytes(),
    );
    preview.says("/qa/a.html", "改名普法网");
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/pufa");
    let template = fs::read_to_string(base.join("templates/base.html")).expect("a template");
    site.write(
        "themes/pufa/templates/base.html",
        template.replace("</body>", "<!--其一--></body>").as_bytes(),
    );
    preview.says("/qa/a.html", "<!--其一-->");
    site.write(
        "themes/pufa/templates/base.html",
        template.replace("</body>", "<!--其二--></body>").as_bytes(),
    );
    preview.says("/qa/a.html", "<!--其二-->");
    let before = preview.get("/qa/a.html").text();
    site.write("themes/pufa/static/style.css", b"body { color: green }");
    until("another sheet", || {
        preview.get("/qa/a.html").text() != before
    });
    site.write(
        "content/qa/x.md",
        "---\n标题: 图\n日期: 2026-11-01\n---\n\n![图](a/x.svg)\n".as_bytes(),
    );
    site.write("content/qa/a/x.svg", b"<svg width=\"10\" height=\"10\"/>");
    preview.is("/qa/a/x.svg", 200);
    site.write(
        "content/plan/2026.md",
        "---\ntitle: 2026年工作要点\nyear: 2026\n---\n\n一、普法\n\n㈠ 办班。（责任单位：市司局）\n"
            .as_bytes(),
    );
    preview.is("/plan/2026.html", 200);
    site.write("content/plan/units.yaml", "市司法局: [市司局]\n".as_bytes());
    preview.says("/qa/a.html", "改名普法网");
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to() {
    let site = site().file("shared/text.md", article("连过来的"));
    std::os::unix::fs::symlink(site.path("shared"), site.path("content/linked")).expect("a link");
    std::os::unix::fs::symlink(site.path("shared/text.md"), site.path("content/qa/one.md"))
        .expect("a link");
    let preview = Preview::of(&site, &[]);
    preview.says("/linked/text.html", "连过来的");
    preview.says("/qa/one.html", "连过来的");
    site.write("shared/text.md", article("另一头改了").as_bytes());
    preview.says("/linked/text.html", "另一头改了");
    preview.says("/qa/one.html", "另一头改了");
}

#[test]
fn where_the_system_does_not_tell_one_looks() {
    let site = site();
    let preview = Preview::of(&site, &["--poll"]);
    site.write("content/qa/a.md", article("自己看见").as_bytes());
    preview.says("/qa/a.html", "自己看见");
    site.remove("content/qa/a.md");
    preview.is("/qa/a.html", 404);
}

#[test]
fn a_page_is_published_when_its_time_has_come() {
    let soon = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(2);
    let text = article("到点了").replace(
        "date: 2026-01-01",
        &format!("date: 2026-01-01\npublish: {soon}"),
    );
    let site = site().file("content/qa/soon.md", text);
    let preview = Preview::at(&site, super::free_port(), &["--published"]);
    assert_eq!(preview.get("/qa/soon.html").status, 404);
    preview.is("/qa/soon.html", 200);
}
