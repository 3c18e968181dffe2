//! Overrides of the built-in theme by a site's own.

use crate::support::{SETTINGS, SiteTest};

fn site() -> SiteTest {
    SiteTest::bare()
        .file("content/site.yaml", format!("{SETTINGS}theme: ours\n"))
        .file(
            "content/qa/a.md",
            "---\n标题: 甲\n日期: 2026-11-01\n---\n\n正文。\n",
        )
        .file("themes/ours/theme.yaml", "name: ours\nextends: pufa\n")
}

#[test]
fn one_template_is_replaced_and_the_others_stay() {
    let site = site().file(
        "themes/ours/templates/qa.html",
        "{% extends \"base.html\" %}{% block main %}<p>我们的问答页：{{ page.title }}</p>{% endblock %}",
    );
    site.build(&[]).clean();
    assert!(
        site.page("qa/a.html").contains("我们的问答页"),
        "{}",
        site.page("qa/a.html")
    );
    assert!(site.page("qa/a.html").contains("<title>"));
    assert!(!site.page("qa/index.html").contains("我们的问答页"));
}

#[test]
fn one_component_is_replaced() {
    let built_in = include_str!("../../themes/pufa/templates/components/breadcrumbs.html");
    let ours = built_in.replacen("<nav", "<nav data-ours", 1);
    let site = site().file("themes/ours/templates/components/breadcrumbs.html", ours);
    site.build(&[]).clean();
    assert!(
        site.page("qa/a.html").contains("<nav data-ours"),
        "{}",
        site.page("qa/a.html")
    );
}

#[test]
fn one_static_file_is_replaced_and_one_is_added() {
    let site = site()
        .file(
            "themes/ours/static/favicon.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- ours --></svg>",
        )
        .file("themes/ours/static/extra.css", "body { color: red }");
    site.build(&[]).clean();
    let tree = site.tree();
    let of = |start: &str| {
        tree.iter()
            .find(|(path, _)| path.starts_with(start))
            .map(|(_, bytes)| bytes.as_slice())
    };
    assert!(
        of("assets/favicon.").is_some_and(|bytes| String::from_utf8_lossy(bytes).contains("ours"))
    );
    assert!(of("assets/extra.").is_some() && of("assets/style.").is_some());
}

#[test]
fn a_theme_can_serve_content_with_a_block_of_its_own() {
    let site = site()
        .file(
            "themes/ours/templates/components/hotline.html",
            "{% component hotline(number: string) {\"block\": true, \"aliases\": [\"热线\"]} %}<p class=\"hotline\">{{ number }}</p>{% endcomponent hotline %}",
        )
        .file("content/qa/b.md", "---\n标题: 乙\n日期: 2026-11-01\n---\n\n```热线\nnumber: \"12348\"\n```\n");
    site.build(&[]).clean();
    assert!(
        site.page("qa/b.html")
            .contains("<p class=\"hotline\">12348</p>"),
        "{}",
        site.page("qa/b.html")
    );
}

#[test]
fn a_theme_that_is_not_there_is_told() {
    let site = SiteTest::bare()
        .file("content/site.yaml", format!("{SETTINGS}theme: oours\n"))
        .file("themes/ours/theme.yaml", "name: ours\nextends: pufa\n");
    insta::assert_snapshot!(site.build(&[]).exit(1).stderr());
}

#[test]
fn a_theme_whose_settings_are_wrong_is_told() {
    let site = site().file("themes/ours/theme.yaml", "name: ours\nextends: nobody\n");
    insta::assert_snapshot!(site.build(&[]).exit(1).stderr());
    site.write("themes/ours/theme.yaml", "name：ours\n".as_bytes());
    insta::assert_snapshot!(site.build(&[]).exit(1).stderr());
}
