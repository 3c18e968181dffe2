//! Content is text: no template syntax is evaluated, no script gets through.

use crate::support::{SETTINGS, SiteTest};

#[test]
fn template_syntax_in_content_stays_text() {
    let site = SiteTest::new().file(
        "content/qa/a.md",
        "---\n标题: \"{{ 7*7 }}\"\n日期: 2026-11-01\n摘要: \"{% raw %}{{ site.title }}\"\n标签: [\"{{tag}}\"]\n---\n\n{{ 7*7 }} {% include \"base.html\" %} {{<pager(page=1)>}}\n\n## {{ site }}\n",
    );
    let run = site.build(&["--message-format", "json"]).exit(0);
    assert!(run.codes().iter().all(|code| code == "markdown/near-miss"));
    let page = site.page("qa/a.html");
    for text in [
        "{{ 7*7 }}",
        "{% include",
        "{% raw %}{{ site.title }}",
        "{{ site }}",
    ] {
        assert!(page.contains(text), "{text} in {page}");
    }
    assert!(!page.contains("49</"), "{page}");
}

const RAW: &str = "---\n标题: <b>标题</b><script>alert(0)</script>\n日期: 2026-11-01\n摘要: <img src=x onerror=alert(4)>\n---\n\n<script>alert(1)</script>\n\n<p onclick=\"alert(2)\" style=\"position:fixed\">段落</p>\n\n[点我](javascript:alert(3)) <a href=\"javascript:alert(5)\">再点</a>\n\n<iframe src=\"https://evil.example.com/\"></iframe>\n\n<kbd>Ctrl</kbd>\n";

#[test]
fn raw_html_is_sanitised() {
    let site = SiteTest::new().file("content/qa/a.md", RAW);
    site.build(&[]).exit(0);
    let page = site.page("qa/a.html");
    for bad in [
        "<script>alert",
        "onclick",
        "position:fixed",
        "javascript:",
        "<iframe",
        "<img src=x",
    ] {
        assert!(!page.contains(bad), "{bad} in {page}");
    }
    assert!(page.contains("<kbd>Ctrl</kbd>"));
    assert!(page.contains("&lt;script&gt;alert(0)"));
}

#[test]
fn raw_html_is_text_where_the_site_says_so() {
    let site = SiteTest::bare()
        .file("content/site.yaml", format!("{SETTINGS}html: escape\n"))
        .file("content/qa/a.md", RAW);
    site.build(&[]).exit(0);
    let page = site.page("qa/a.html");
    assert!(page.contains("&lt;kbd&gt;Ctrl"), "{page}");
    assert!(!page.contains("<script>alert"));
}

#[test]
fn json_ld_cannot_be_broken_out_of() {
    let site = SiteTest::new().file(
        "content/qa/a.md",
        "---\n标题: \"</script><script>alert(1)</script>\"\n日期: 2026-11-01\n---\n\n正文。\n",
    );
    site.build(&[]).clean();
    assert!(!site.page("qa/a.html").contains("<script>alert(1)"));
}

#[test]
fn a_component_of_the_theme_is_not_reachable_from_content() {
    let site = SiteTest::new().file(
        "content/qa/a.md",
        "---\n标题: 甲\n日期: 2026-11-01\n---\n\n```pager\npage: 1\n```\n",
    );
    site.build(&[]).clean();
    assert!(site.page("qa/a.html").contains("page: 1"));
}
