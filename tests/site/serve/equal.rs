//! A preview serves the same bytes as a build writes.

use super::{Preview, address, without_script};
use crate::support::SiteTest;

/// Asserts that each file of a build has the same bytes in the preview, less its script element.
fn assert_equal(base: &str, preview: &[&str], build: &[&str], has_script: bool) {
    let site = SiteTest::sample();
    site.build(
        &[
            &["--base-url", &format!("https://www.example.cn{base}")],
            build,
        ]
        .concat(),
    )
    .exit(0);
    let url = format!("https://www.example.cn{base}");
    let server = Preview::of(&site, &[&["--base-url", &url], preview].concat());
    let mut pages = 0;
    for (path, bytes) in site.tree() {
        if path == ".gitignore" {
            continue;
        }
        let reply = server.get(&format!("{base}{}", &address(&path)[1..]));
        assert_eq!(reply.status, 200, "{path}");
        let served = without_script(&reply.body);
        pages += usize::from(served.len() != reply.body.len());
        assert!(
            served == bytes,
            "{path} differs: {}",
            String::from_utf8_lossy(&served)
        );
    }
    assert_eq!(pages > 10, has_script, "{pages} pages had the element");
}

#[test]
fn the_preview_is_a_build_of_everything_and_one_element() {
    assert_equal(
        "/portal/pufa/",
        &[],
        &["--drafts", "--future", "--expired"],
        true,
    );
}

#[test]
fn the_published_preview_is_a_build_byte_for_byte() {
    assert_equal("/", &["--published"], &[], false);
}
