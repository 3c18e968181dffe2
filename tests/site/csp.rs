//! Content-Security-Policy: each page declares one first, and contains nothing that it blocks.

use scraper::{ElementRef, Html, Node};

use crate::support::{SETTINGS, SiteTest};

const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// Returns what a policy without `unsafe-inline` blocks, and what loads before it, one per line.
fn stopped(html: &str) -> Vec<String> {
    let (mut faults, mut has_policy) = (Vec::new(), false);
    let page = Html::parse_document(html);
    for element in page.tree.root().descendants().filter_map(ElementRef::wrap) {
        let (name, value) = (element.value().name(), element.value());
        has_policy |= value.attr("http-equiv") == Some("Content-Security-Policy");
        let is_data = value.attr("type") == Some("application/ld+json");
        let loads = matches!(
            name,
            "script" | "link" | "style" | "img" | "base" | "iframe" | "object" | "embed"
        );
        if loads && !has_policy {
            faults.push(format!("<{name}> before the policy"));
        }
        if name == "script" && value.attr("src").is_none() && !is_data
            || matches!(name, "style" | "base")
        {
            faults.push(format!("<{name}> of its own: {}", element.html()));
        }
        if matches!(name, "iframe" | "frame" | "object" | "embed") {
            faults.push(format!("<{name}>"));
        }
        for (attribute, value) in value.attrs() {
            if attribute == "style"
                || attribute.starts_with("on")
                || value.trim().starts_with("javascript:")
            {
                faults.push(format!("{attribute}={value:?} at <{name}>"));
            }
        }
    }
    // A lenient parser would accept a policy outside of `<head>`, which browsers ignore.
    let in_head = page
        .tree
        .root()
        .descendants()
        .filter_map(ElementRef::wrap)
        .find(|of| of.value().name() == "head");
    let is_in_head = in_head.is_some_and(|head| {
        head.html()
            .contains("http-equiv=\"Content-Security-Policy\"")
    });
    if !has_policy || !is_in_head {
        faults.push("no policy".to_owned());
    }
    if page
        .tree
        .root()
        .descendants()
        .any(|node| matches!(node.value(), Node::ProcessingInstruction(_)))
    {
        faults.push("an instruction".to_owned());
    }
    faults
}

#[track_caller]
fn holds(site: &SiteTest) -> usize {
    let tree = site.tree();
    let pages: Vec<_> = tree
        .iter()
        .filter(|(path, _)| path.rsplit('.').next() == Some("html"))
        .collect();
    for (path, bytes) in &pages {
        let faults = stopped(&String::from_utf8_lossy(bytes));
        assert!(faults.is_empty(), "{path}: {faults:?}");
    }
    pages.len()
}

#[test]
fn the_check_sees_what_a_policy_stops() {
    let head = format!("<!DOCTYPE html><html><head>{POLICY}default-src 'none'\">");
    assert_eq!(
        stopped(&format!(
            "{head}<script src=a.js></script></head><body><p>a"
        )),
        [] as [&str; 0]
    );
    for odd in [
        "<script>x()</script>",
        "<style>a{}</style>",
        "<p style=a>",
        "<p onclick=a>",
        "<a href=' javascript:x'>",
        "<svg><style>a{}</style></svg>",
        "<svg><g style=a></g></svg>",
        "<iframe></iframe>",
        "<base href=x>",
    ] {
        assert_eq!(
            stopped(&format!("{head}</head><body>{odd}")).len(),
            1,
            "{odd}"
        );
    }
    assert_eq!(stopped("<!DOCTYPE html><p>a"), ["no policy"]);
    assert_eq!(
        stopped(&format!("<link rel=stylesheet href=a.css>{head}"))
            .first()
            .map(String::as_str),
        Some("<link> before the policy")
    );
}

#[test]
fn every_page_of_the_sample_has_a_policy_and_keeps_it() {
    let site = SiteTest::sample();
    site.build(&[]).clean();
    assert!(holds(&site) > 100);
}

/// Site with theme options, old addresses, every block, and content as editors paste it.
#[test]
fn the_options_of_the_theme_stand_in_a_style_sheet() {
    let options = "theme:\n  options: {primary: \"#8c1f1f\", accent: \"rgb(240 200 90 / 90%)\", notice: 试运行, logo: /logo.svg}\n";
    let site = SiteTest::bare()
        .file("content/site.yaml", format!("{SETTINGS}{options}"))
        .file("content/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>")
        .file(
            "content/qa/a.md",
            "---\n标题: 甲\n日期: 2026-11-01\n旧网址: [/old/1.html]\n---\n\n<p style=\"color:red\" onclick=x()>粘贴</p>\n\n\
             | 甲 | 乙 |\n|:--|--:|\n| 1 | 2 |\n\n```rust\nfn a() {}\n```\n\n```竞答\n题目:\n  - {问: 对吗, 选项: [对, 错], 答案: A}\n```\n",
        );
    site.build(&[]).exit(0);
    assert!(holds(&site) > 5);
    let page = site.page("qa/a.html");
    let sheet = page
        .split('"')
        .find(|part| part.contains("assets/options."))
        .expect("a link to the sheet");
    assert_eq!(
        site.page(sheet.trim_start_matches('/')),
        ":root{--primary:#8c1f1f;--accent:rgb(240 200 90 / 90%);}\n"
    );
    let at = |needle: &str| page.find(needle).expect("both sheets");
    assert!(
        at("assets/style.") < at("assets/options."),
        "the sheet of the options stands last"
    );
    site.write(
        "content/site.yaml",
        format!("{SETTINGS}theme:\n  options: {{primary: \"#123456\"}}\n").as_bytes(),
    );
    site.build(&[]).exit(0);
    assert!(
        !site.page("qa/a.html").contains(sheet),
        "another colour is another sheet"
    );
    site.write("content/site.yaml", SETTINGS.as_bytes());
    site.build(&[]).exit(0);
    assert!(
        !site.page("qa/a.html").contains("assets/options."),
        "without options there is no sheet"
    );
    assert!(
        site.tree()
            .keys()
            .all(|path| !path.contains("assets/options."))
    );
}

#[test]
fn a_value_that_is_no_css_is_told() {
    let site = SiteTest::bare().file(
        "content/site.yaml",
        format!("{SETTINGS}theme:\n  options: {{primary: \"red;}} body{{background:url(//x)\"}}\n"),
    );
    let run = site.build(&[]).exit(1);
    assert!(
        run.stderr().contains("site/bad-value") && run.stderr().contains("primary"),
        "{}",
        run.stderr()
    );
}

/// Returns the policy of a site's home page.
fn policy(settings: &str) -> Option<String> {
    let site = SiteTest::bare().file("content/site.yaml", format!("{SETTINGS}{settings}"));
    site.build(&[]).exit(0);
    let page = site.page("index.html");
    let (_, rest) = page.split_once(POLICY)?;
    Some(
        rest.split_once('"')?
            .0
            .replace("&#x27;", "'")
            .replace("&#39;", "'"),
    )
}

#[test]
fn a_site_says_what_else_may_be_loaded() {
    let plain = policy("").expect("a policy");
    assert!(
        plain.contains("script-src 'self';") && plain.contains("object-src 'none'"),
        "{plain}"
    );
    let named = policy(
        "内容安全策略:\n  来源: [https://tongji.example.cn, \"http://*.Example.com:8080/\"]\n",
    );
    let named = named.expect("a policy");
    assert!(
        named.contains("script-src 'self' https://tongji.example.cn http://*.example.com:8080;"),
        "{named}"
    );
    assert_eq!(policy("csp: {enabled: false}\n"), None);
    assert_eq!(policy("html: allow\n"), None);
    assert_eq!(
        policy("html: allow\ncsp: {enabled: true}\n"),
        Some(plain.clone())
    );
    assert_eq!(policy("html: escape\n"), Some(plain));
}

#[test]
fn a_source_that_would_open_the_policy_is_refused() {
    for odd in [
        "*",
        "'unsafe-inline'",
        "\"https://a.cn; script-src *\"",
        "https://a.cn/x.js",
        "\"data:\"",
        "{a: b}",
    ] {
        let site = SiteTest::bare().file(
            "content/site.yaml",
            format!("{SETTINGS}csp: {{sources: [{odd}]}}\n"),
        );
        let run = site.build(&[]).exit(1);
        assert!(
            run.stderr().contains("content/site.yaml:3"),
            "{odd}: {}",
            run.stderr()
        );
    }
}
