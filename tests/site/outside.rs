//! Drafts stay private, and files outside of the site stay out.

use crate::support::SiteTest;

const HEAD: &str = "---\ntitle: 一\ndate: 2026-11-01\n";

/// Attachments of a hidden document are hidden with it, in both layouts.
#[test]
fn files_beside_a_draft_are_no_more_public_than_it() {
    let site = SiteTest::new()
        .file(
            "content/schools/a.md",
            format!("{HEAD}draft: true\n---\n[一](a/secret.pdf)。\n"),
        )
        .file("content/schools/a/secret.pdf", "%PDF")
        .file(
            "content/schools/b/index.md",
            format!("{HEAD}draft: true\n---\n[一](secret.pdf)。\n"),
        )
        .file("content/schools/b/secret.pdf", "%PDF")
        .file(
            "content/schools/c.md",
            format!("{HEAD}slug: d\n---\n[一](c/open.pdf)。\n"),
        )
        .file("content/schools/c/open.pdf", "%PDF");
    site.build(&[]).exit(0);
    assert!(
        !site.tree().keys().any(|path| path.contains("secret")),
        "{:?}",
        site.tree().keys()
    );
    assert!(
        site.tree()
            .keys()
            .any(|path| path.ends_with("schools/d/open.pdf")),
        "{:?}",
        site.tree().keys()
    );
}

/// Two spellings of a tag are one tag.
#[test]
fn tags_that_differ_in_case_are_one() {
    let site = SiteTest::new()
        .file(
            "content/schools/a.md",
            format!("{HEAD}tags: [AI]\n---\n一。\n"),
        )
        .file(
            "content/schools/b.md",
            format!("{HEAD}tags: [ai]\n---\n一。\n"),
        );
    site.build(&[]).exit(0);
    let lists = site
        .tree()
        .keys()
        .filter(|path| path.contains("tags/"))
        .count();
    assert_eq!(lists, 2, "the index and one list: {:?}", site.tree().keys());
}

/// A symbolic link out of the site's folder is not followed.
#[cfg(unix)]
#[test]
fn a_link_out_of_the_site_is_refused() -> std::io::Result<()> {
    let site = SiteTest::new().file("content/schools/a.md", format!("{HEAD}---\n一。\n"));
    std::os::unix::fs::symlink("/etc/hostname", site.path("content/schools/host.txt"))?;
    let run = site.build(&[]);
    run.exit(3);
    assert!(!site.tree().keys().any(|path| path.ends_with("host.txt")));
    Ok(())
}
