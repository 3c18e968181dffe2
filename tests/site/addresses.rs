//! Paths of all outputs: the design's URL table, in both URL styles and under a base path.

use crate::support::SiteTest;

/// Site with every kind of route.
fn site(settings: &str) -> SiteTest {
    let document = |more: &str| {
        format!("---\n标题: 一篇\n日期: 2026-11-01\n{more}---\n\n## 小标题\n\n正文。\n")
    };
    let mut site = SiteTest::bare()
        .file("content/site.yaml", format!("title: 示例普法网\nbase_url: https://pufa.example.cn/\npage_size: 2\n{settings}"))
        .file("content/_index.md", "---\n标题: 首页\n---\n\n欢迎。\n")
        .file("content/about.md", "---\n标题: 关于\n---\n\n![标志](/logo.svg)见[首页](_index.md)、[问答](qa/_index.md)和[土地](villages/land/index.md#小标题)。\n")
        .file("content/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("content/qa/_index.md", "---\n标题: 有问必答\n---\n\n栏目的话。[指南](guide.txt)\n")
        .file("content/qa/guide.txt", "栏目的文件")
        .file("content/qa/网名.md", document("网址名: renamed\n旧网址: [/old/a.html, /old/folder/]\n标签: [宪法, 民法典]\n"))
        .file("content/villages/land/index.md", document("").replace("正文。", "[附件](表格.pdf)，见[问答](../../qa/网名.md)。"))
        .file("content/villages/land/表格.pdf", "%PDF-1.4")
        .file("content/villages/deep/_index.md", "---\n标题: 下一级\n---\n")
        .file("content/villages/deep/inner.md", document(""))
        .file("content/plan/2026.md", "---\n标题: 2026年要点\n年度: 2026\n---\n\n一、加强领导\n");
    for number in 1..=4 {
        site = site.file(
            &format!("content/qa/q{number}.md"),
            document("标签: [宪法]\n"),
        );
    }
    site
}

/// Outputs whose path does not depend on the URL style.
const FIXED: [&str; 14] = [
    "index.html",
    "404.html",
    "robots.txt",
    "sitemap.xml",
    "logo.svg",
    "qa/index.html",
    "qa/guide.txt",
    "villages/index.html",
    "villages/deep/index.html",
    "villages/land/表格.pdf",
    "tags/宪法/index.html",
    "kinds/qa/index.html",
    "archive/2026/index.html",
    "old/a.html",
];

#[test]
fn the_flat_form() {
    let site = site("");
    site.build(&[]).clean();
    site.has_files(&FIXED);
    site.has_files(&[
        "about.html",
        "qa/renamed.html",
        "qa/page-2.html",
        "qa/page-3.html",
        "villages/land.html",
    ]);
    site.has_files(&[
        "villages/deep/inner.html",
        "plan/2026.html",
        "tags/宪法/page-2.html",
        "old/folder/index.html",
    ]);
    site.no_files(&[
        "qa/网名.html",
        "qa/page-4.html",
        "qa/page-1.html",
        "_index.html",
        "qa/_index.html",
        "site.yaml",
    ]);
    let paths: Vec<String> = site
        .tree()
        .into_keys()
        .filter(|path| !path.starts_with("assets/"))
        .collect();
    insta::assert_snapshot!("addresses_html", paths.join("\n"));
}

#[test]
fn the_form_of_folders() {
    let site = site("urls: directory\n");
    site.build(&[]).clean();
    site.has_files(&FIXED);
    site.has_files(&[
        "about/index.html",
        "qa/renamed/index.html",
        "qa/page/2/index.html",
        "villages/land/index.html",
    ]);
    site.has_files(&[
        "villages/deep/inner/index.html",
        "plan/2026/index.html",
        "tags/宪法/page/2/index.html",
    ]);
    site.no_files(&["about.html", "qa/page-2.html"]);
    let paths: Vec<String> = site
        .tree()
        .into_keys()
        .filter(|path| !path.starts_with("assets/"))
        .collect();
    insta::assert_snapshot!("addresses_directory", paths.join("\n"));
}

#[test]
fn links_between_documents_lead_to_their_addresses() {
    let site = site("");
    site.build(&[]).clean();
    let about = site.page("about.html");
    for href in [
        "href=\"/\"",
        "href=\"/qa/\"",
        "href=\"/villages/land.html#小标题\"",
    ] {
        assert!(percent_decoded(&about).contains(href), "{href} in {about}");
    }
    let land = percent_decoded(&site.page("villages/land.html"));
    assert!(
        land.contains("href=\"/qa/renamed.html\"")
            && land.contains("href=\"/villages/land/表格.pdf\""),
        "{land}"
    );
}

#[test]
fn an_old_address_leads_to_the_new_one() {
    let site = site("");
    site.build(&[]).clean();
    let redirect = site.page("old/a.html");
    assert!(
        redirect.contains("/qa/renamed.html") && redirect.contains("http-equiv=\"refresh\""),
        "{redirect}"
    );
    assert!(
        redirect.contains("rel=\"canonical\" href=\"https://pufa.example.cn/qa/renamed.html\""),
        "{redirect}"
    );
}

#[test]
fn the_index_of_a_section_is_its_title_and_text() {
    let site = site("");
    site.build(&[]).clean();
    let section = site.page("qa/index.html");
    assert!(
        section.contains("<h1") && section.contains("有问必答") && section.contains("栏目的话。"),
        "{section}"
    );
    assert_eq!(section.matches(">栏目的话。<").count(), 1, "{section}");
    assert!(!site.page("qa/page-2.html").contains("<p>栏目的话。"));
}

#[test]
fn the_map_and_the_robots_name_the_whole_address() {
    let site = site("");
    site.build(&[]).clean();
    insta::assert_snapshot!("sitemap", site.page("sitemap.xml"));
    insta::assert_snapshot!("robots", site.page("robots.txt"));
}

#[test]
fn a_robots_file_of_the_site_takes_the_place_of_the_usual_one() {
    let own = "User-agent: *\nDisallow: /inner/\n";
    let site = site("").file("content/robots.txt", own);
    site.build(&[]).clean();
    assert_eq!(site.page("robots.txt"), own);
    site.remove("content/robots.txt");
    site.build(&[]).clean();
    assert!(site.page("robots.txt").contains("Sitemap:"));
}

#[test]
fn families_can_be_switched_off() {
    let site = site(
        "outputs: {home: false, sections: false, tags: false, kinds: false, archive: false, documents: false, aliases: false, not_found: false, sitemap: false, robots: false, plan_items: false, plan_board: false, plan_units: false, plan_years: false, plan_data: false, feeds: false, opml: false, feeds_page: false, calendar: false}\n",
    );
    let run = site.build(&[]).exit(0);
    let paths: Vec<String> = site
        .tree()
        .into_keys()
        .filter(|path| !path.starts_with("assets/"))
        .collect();
    insta::assert_snapshot!(
        "addresses_switched_off",
        format!("{}\n{}", run.stderr(), paths.join("\n"))
    );
    for path in ["qa/q1.html", "qa/renamed.html", "villages/deep/inner.html"] {
        for address in addresses(&site.page(path)) {
            let file = percent_decoded(address.split('#').next().unwrap_or_default());
            let file = file
                .strip_prefix('/')
                .map(|file| site.path("public").join(file));
            // Without a home page, another program may serve the root.
            assert!(
                address == "/" || file.is_none_or(|file| file.is_file()),
                "{address} on {path}"
            );
        }
    }
}

#[test]
fn no_address_leaves_the_sub_path() {
    for form in ["html", "directory"] {
        let site = site(&format!("urls: {form}\n"));
        site.build(&["--base-url", "https://host.example.cn/portal/pufa/"])
            .clean();
        for (path, bytes) in site.tree() {
            let page = String::from_utf8_lossy(&bytes).into_owned();
            let is_page = std::path::Path::new(&path)
                .extension()
                .is_some_and(|ending| ending == "html");
            for address in addresses(&page).filter(|_| is_page) {
                // `webcal:` links are checked like other URLs.
                let address = &address.replace("webcal://", "https://");
                let inside = address.starts_with("/portal/pufa/")
                    || address.starts_with("https://host.example.cn/portal/pufa/")
                    || address.starts_with('#');
                assert!(inside, "{address} on {path}");
                assert!(
                    leads_somewhere(&site, address),
                    "{address} on {path} leads nowhere"
                );
            }
            assert!(
                !page.contains("pufa.example.cn"),
                "{path} names the other site"
            );
        }
    }
}

#[test]
fn every_address_of_the_sample_leads_somewhere() {
    let site = SiteTest::sample();
    site.build(&["--base-url", "https://host.example.cn/portal/pufa/"])
        .clean();
    for (path, bytes) in site.tree() {
        if path.rsplit('.').next() == Some("html") {
            for address in addresses(&String::from_utf8_lossy(&bytes)) {
                let elsewhere =
                    address.contains(':') && !address.starts_with("https://host.example.cn/");
                assert!(
                    elsewhere || leads_somewhere(&site, address),
                    "{address} on {path}"
                );
            }
        }
    }
}

/// Returns the values of `href` and `src` in a page.
fn addresses(page: &str) -> impl Iterator<Item = &str> {
    let after = |sign: &'static str| {
        page.split(sign)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
    };
    after(" href=\"").chain(after(" src=\""))
}

/// Returns true if a URL under the base path is a file of the output.
fn leads_somewhere(site: &SiteTest, address: &str) -> bool {
    let address = address
        .strip_prefix("https://host.example.cn")
        .unwrap_or(address);
    let Some(path) = address
        .split('#')
        .next()
        .unwrap_or_default()
        .strip_prefix("/portal/pufa/")
    else {
        return address.starts_with('#');
    };
    let path = percent_decoded(path);
    let file = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path
    };
    site.path("public").join(file).is_file()
}

fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}
