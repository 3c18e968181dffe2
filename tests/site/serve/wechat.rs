//! 公众号 preview of articles: found by file or page, rendered from disk, with diagnostics.

use super::{Preview, until};
use crate::support::{SETTINGS, SiteTest, tree_of};

const ARTICLE: &str = "---\n标题: 甲\n日期: 2026-11-01\n封面: a.svg\n摘要: 一句话\n---\n\n![天平](a.svg)\n\n正文一。\n";
const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"45\"><rect width=\"9\" height=\"9\"/></svg>";
const A: &str = "/_pufa/wechat/qa/a.md";

fn site() -> SiteTest {
    SiteTest::new()
        .file("content/qa/a.md", ARTICLE)
        .file("content/qa/a.svg", DRAWING)
}

/// Returns the data for the page's script.
fn values(page: &str) -> serde_json::Value {
    let start = page.split("id=\"values\">").nth(1).expect("the values");
    serde_json::from_str(start.split("</script>").next().unwrap_or_default()).expect("JSON")
}

#[test]
fn a_site_without_channels_has_previews() {
    let site = site();
    let preview = Preview::of(&site, &[]);
    let reply = preview.get(A);
    let page = reply.text();
    assert_eq!(
        (reply.status, reply.header("cache-control").as_deref()),
        (200, Some("no-store")),
        "{page}"
    );
    assert!(
        reply
            .header("content-security-policy")
            .is_some_and(|policy| policy.contains("default-src 'none'"))
    );
    for part in [
        "复制到公众号",
        "复制正文",
        "复制标题",
        "复制摘要",
        "没有发现问题",
        "/ 20,000 字符",
        "2.35:1",
        "1:1",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(page.contains("src=\"data:image/png;base64,"), "{page}");
    assert_eq!(page.matches("/_pufa/live.js").count(), 1);
    assert_eq!(
        (&values(&page)["title"], &values(&page)["digest"]),
        (&"甲".into(), &"一句话".into())
    );
}

#[test]
fn what_is_copied_is_what_is_packed() {
    let settings = format!(
        "{SETTINGS}channels:\n  - {{kind: wechat, options: {{author: 示例普法}}, filter: {{kinds: [法律问答]}}}}\n"
    );
    let site = site().file("content/site.yaml", settings).file(
        "content/cases/b.md",
        ARTICLE.replace("a.svg", "../qa/a.svg"),
    );
    site.run(&["channel", "--date", super::TODAY]).clean();
    let tree = tree_of(&site.path("channels"));
    let packed = tree
        .get("wechat/qa/a/content.html")
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let preview = Preview::of(&site, &[]);
    let values_of_a = values(&preview.get(A).text());
    assert_eq!(
        values_of_a["html"].as_str().map(|html| format!("{html}\n")),
        packed
    );
    assert_eq!(values_of_a["author"], "示例普法");
    // The filter limits what is sent, not what can be previewed.
    assert!(!tree.keys().any(|path| path.contains("cases/b")));
    assert_eq!(
        values(&preview.get("/_pufa/wechat/cases/b.md").text())["author"],
        "示例普法"
    );
}

#[test]
fn a_document_is_found_by_its_file_and_by_its_page() {
    let site = site().file(
        "content/cases/x/index.md",
        ARTICLE.replace("封面: a.svg\n", "").replace("甲", "乙"),
    );
    let preview = Preview::of(&site, &[]);
    for path in [
        "qa/a.md",
        "content/qa/a.md",
        "qa/a",
        "qa/a.html",
        "qa%2Fa.md",
    ] {
        assert!(
            preview
                .get(&format!("/_pufa/wechat/{path}"))
                .text()
                .contains("<h1>甲</h1>"),
            "{path}"
        );
    }
    for path in ["cases/x/index.md", "cases/x", "cases/x/", "cases/x.html"] {
        assert!(
            preview
                .get(&format!("/_pufa/wechat/{path}"))
                .text()
                .contains("<h1>乙</h1>"),
            "{path}"
        );
    }
    let missing = preview.get("/_pufa/wechat/qa/b%3Cb%3E.md");
    let page = missing.text();
    assert_eq!(missing.status, 404);
    assert!(
        page.contains("没有这篇文章：qa/b&lt;b&gt;.md") && page.contains("href=\"/_pufa/\""),
        "{page}"
    );
    assert!(
        page.contains("是不是《甲》？") && page.contains("href=\"/_pufa/wechat/qa/a.md\""),
        "{page}"
    );
    assert_eq!(preview.get("/_pufa/wechat/../../etc/passwd").status, 404);
}

#[test]
fn it_follows_the_file_and_tells_what_is_wrong_with_it() {
    let site = site();
    let preview = Preview::of(&site, &[]);
    preview.says(A, "正文一");
    site.write(
        "content/qa/a.md",
        ARTICLE
            .replace("正文一", "正文二，见[丙](c.md)")
            .replace("封面: a.svg\n", "")
            .as_bytes(),
    );
    preview.says(A, "正文二");
    until("the broken link is told", || {
        preview.get(A).text().contains("c.md”不存在")
    });
    let page = preview.get(A).text();
    assert!(
        page.contains("错误，必须改（1）") && page.contains("用的是文中第一张图"),
        "{page}"
    );
    assert!(page.contains("content/qa/a.md:9:"), "{page}");
    site.write(
        "content/qa/a.md",
        b"---\n\xe6\xa0\x87\xe9\xa2\x98: [\n---\n",
    );
    until("the last good text stays, with what is wrong now", || {
        let page = preview.get(A).text();
        page.contains("正文二") && page.contains("文首信息的写法有误")
    });
    site.write(
        "content/qa/a.md",
        "---\n标题: 甲\n日期: 2026-11-01\n---\n\n没有图。\n".as_bytes(),
    );
    preview.says(A, "没有封面。公众号的文章必须有封面");
    preview.says(A, "公众号不收，要先改（1）");
}

#[test]
fn drafts_are_previewed_where_they_are_shown() {
    let site = site().file("content/qa/d.md", ARTICLE.replace("日期", "草稿: 是\n日期"));
    assert!(
        Preview::of(&site, &[])
            .get("/_pufa/wechat/qa/d.md")
            .text()
            .contains("<h1>甲</h1>")
    );
    let published = Preview::of(&site, &["--published"]);
    let reply = published.get("/_pufa/wechat/qa/d.md");
    assert!(
        reply.status == 404 && reply.text().contains("还是草稿"),
        "{}",
        reply.text()
    );
    assert!(!published.get(A).text().contains("live.js"));
}

#[test]
fn bundles_are_listed_in_their_order() {
    let article = |title: &str, order: u32| {
        format!(
            "---\n标题: {title}\n日期: 2026-11-0{order}\n渠道: {{wechat: {{合集: 第一期, 顺序: {order}}}}}\n---\n\n文。\n"
        )
    };
    let site = site()
        .file("content/qa/x.md", article("第二篇", 2))
        .file("content/qa/y.md", article("第一篇<b>", 1))
        .file("content/qa/z.md", article("第三篇", 3));
    let preview = Preview::of(&site, &[]);
    assert_eq!(
        preview.get("/_pufa/wechat").header("location").as_deref(),
        Some("/_pufa/wechat/")
    );
    let list = preview.get("/_pufa/wechat/").text();
    let order: Vec<Option<usize>> = [
        "多图文：第一期",
        "第一篇&lt;b&gt;",
        "第二篇",
        "第三篇",
        "单篇",
        ">甲<",
    ]
    .map(|words| list.find(words))
    .to_vec();
    assert!(
        order.iter().all(Option::is_some) && order.is_sorted(),
        "{order:?} {list}"
    );
    let page = preview.get("/_pufa/wechat/qa/x.md").text();
    assert!(
        page.contains("<span aria-current=\"page\">第二篇</span>"),
        "{page}"
    );
    assert!(
        page.contains("<a href=\"/_pufa/wechat/qa/z.md\">第三篇</a>"),
        "{page}"
    );
    assert!(!preview.get(A).text().contains("aria-current="));
}

#[test]
fn links_lead_to_it() {
    let site = site().file("content/site.yaml", SETTINGS.replace("cn/", "cn/portal/"));
    let preview = Preview::of(&site, &[]);
    let state = |path: &str| {
        let reply = preview.get(&format!("/portal/_pufa/state?path={path}"));
        serde_json::from_slice::<serde_json::Value>(&reply.body).expect("JSON")["document"].clone()
    };
    let at = "/portal/_pufa/wechat/qa/a.md";
    assert_eq!(state("/portal/qa/a.html")["wechat"], at);
    // The preview has the same state of its document as its page.
    assert_eq!(
        (&state(at)["file"], &state(at)["state"]),
        (&"content/qa/a.md".into(), &"published".into())
    );
    let documents = preview.get("/portal/_pufa/documents");
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(&documents.body).expect("JSON")["wechat"],
        true
    );
    let page = preview.get(at).text();
    assert!(
        page.contains("href=\"/portal/qa/a.html\">网页")
            && page.contains("/portal/_pufa/wechat/\">全部稿件"),
        "{page}"
    );
}

#[test]
fn it_stands_where_there_is_no_site_yet() {
    let site = SiteTest::new().file("content/site.yaml", "title: [\n");
    let reply = Preview::of(&site, &[]).get(A);
    assert!(
        reply.status == 503 && reply.text().contains("网站还不能显示"),
        "{}",
        reply.text()
    );
}
