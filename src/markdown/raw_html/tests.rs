//! Tests of the sanitizer on small texts.

use crate::content::config::RawHtml;
use crate::markdown::tests::{findings, html, html_with, options};

#[test]
fn safe_html_stays_even_around_markdown() {
    let text = "<details>\n<summary>看</summary>\n\n**里面**\n\n</details>\n\nH<sub>2</sub>O <ruby>法<rt>fǎ</rt></ruby>\n";
    insta::assert_snapshot!(html(text), @r#"
    <details>
    <summary>看</summary>
    <p><strong>里面</strong></p>
    </details>
    <p>H<sub>2</sub>O <ruby>法<rt>fǎ</rt></ruby></p>
    "#);
    assert_eq!(findings(text), "");
}

#[test]
fn what_is_unsafe_goes_and_is_told_once() {
    let text = "前<script>alert(1)</script>后 <b onclick=\"x()\">粗</b>\n\n<iframe src=\"https://a.example.cn\">\n</iframe>\n\n<b onclick=x>又</b>\n";
    insta::assert_snapshot!(html(text), @r#"
    <p>前后 <b>粗</b></p>

    <p><b>又</b></p>
    "#);
    insta::assert_snapshot!(findings(text), @r#"
    1:2+8 html/removed: 这里的 HTML 已被安全过滤，去掉了：<script> (删去它，用 Markdown 的写法代替；是文字里的尖括号，就在前面加反斜线：\<)
    1:29+17 html/removed: 这里的 HTML 已被安全过滤，去掉了：onclick= (删去它，用 Markdown 的写法代替；是文字里的尖括号，就在前面加反斜线：\<)
    3:1+35 html/removed: 这里的 HTML 已被安全过滤，去掉了：<iframe> (视频、音频的文件放在文章旁边，写 ```视频 组件；别的网站上的播放页写成链接：[看视频](网址))
    "#);
}

#[test]
fn what_to_write_in_its_place_is_said() {
    for (html, advice) in [
        ("<iframe src=//a.cn></iframe>", "视频"),
        ("<embed src=a.swf>", "视频"),
        ("<a name=甲>文</a>", "小标题"),
        ("文<span id=a>字</span>", "小标题"),
        ("<p style=\"color:red\">文</p>", "加粗"),
        ("<marquee>文</marquee>", "加粗"),
        ("甲<乙丙>丁 <abc>", "反斜线"),
        ("<script>x</script>", "删去"),
    ] {
        let found = findings(html);
        assert!(
            found.contains(advice) && !found.contains("allow"),
            "{html}: {found}"
        );
    }
}

#[test]
fn html_from_word_is_named() {
    let text = "<p class=MsoNormal><font face=\"宋体\">正文<o:p></o:p></font></p>\n<!--[if gte mso 9]><xml></xml><![endif]-->\n";
    insta::assert_snapshot!(html(text), @"<p>正文</p>");
    insta::assert_snapshot!(findings(text), @"1:1+59 html/removed: 这里的 HTML 已被安全过滤，去掉了：class= <font> <o:p> (像是从 Word 粘贴来的格式：粘贴时选“只保留文本”，再用 Markdown 标出标题、加粗、列表)");
}

#[test]
fn our_own_markup_survives_beside_raw_html() {
    let text = "## 一\n\n> [!提示]\n> 甲[^1]<br>乙\n\n[^1]: 注\n\n```rust\nfn a() {}\n```\n\n![图](a.png)\n\n- [x] 成\n";
    let with_html = html(text);
    let without = html(&text.replace("<br>", "MARK")).replace("MARK", "<br>");
    assert_eq!(with_html.replace("=\"\"", ""), without.replace("=\"\"", ""));
}

#[test]
fn links_in_raw_html_lead_where_others_do() {
    insta::assert_snapshot!(html("见<a href=\"x.md\" title='t'>文</a>和<a href=javascript:x>坏</a><img src=a.png alt=图>"), @r#"<p>见<a href="x.html" title="t">文</a>和<a>坏</a><img src="/a.png" alt="图" width="640" height="480"></p>"#);
}

#[test]
fn unclosed_html_swallows_nothing() {
    insta::assert_snapshot!(html("甲<b>乙\n\n丙<textarea>丁\n\n戊<!-- 己\n\n庚"), @r#"
    <p>甲乙</p>
    <p>丙丁</p>
    <p>戊&lt;!-- 己</p>
    <p>庚</p>
    "#);
}

#[test]
fn a_site_may_show_or_allow_it() {
    let text = "<div class=\"a\">\n\nx <i onclick=y>z</i>\n";
    insta::assert_snapshot!(html_with(text, &crate::markdown::MarkdownOptions { raw_html: RawHtml::Escape, ..options() }), @r#"
    <p>&lt;div class="a"&gt;
    </p>
    <p>x &lt;i onclick=y&gt;z&lt;/i&gt;</p>
    "#);
    insta::assert_snapshot!(html_with(text, &crate::markdown::MarkdownOptions { raw_html: RawHtml::Allow, ..options() }), @r#"
    <div class="a">
    <p>x <i onclick=y>z</i></p>
    "#);
}

#[test]
fn a_forged_marker_is_text() {
    // Regression: markers of the site once passed the sanitizer, and entities could forge them.
    let text = "![图](https://a/contenteditable/autofocus/onfocus=alert(1)//)\n\n甲 <a title=\"&#&#xfdd1;xfdd1;0&#&#xfdd1;xfdd1;\">乙</a>\n";
    insta::assert_snapshot!(html(text), @r##"
    <p><img src="/https://a/contenteditable/autofocus/onfocus=alert(1)//" alt="图" width="640" height="480" decoding="async"></p>
    <p>甲 <a title="&amp;#�xfdd1;0&amp;#�xfdd1;">乙</a></p>
    "##);
}

#[test]
fn elements_nest_as_an_html_parser_builds_them() {
    let cases = [
        "<p>甲\n\n乙\n\n</p>丙",
        "前<div>块</div>后",
        "<table>\n\n表外\n\n<tr><td>格</td></tr></table>",
        "<td>无表</td>",
        "<ul><li>一<li>二</ul>",
        "<a href=\"a.md\">甲[乙](b.md)</a>",
        "[甲<a href=\"b.md\">乙</a>](a.md)",
        "<a href=\"a.md\">甲<a href=\"b.md\">乙</a>",
        "<details><summary>问</summary>\n\n> 答</details>",
        "<div>\n\n甲\n\n<section>乙\n\n</div>",
        "- <div>甲\n- 乙</div>",
    ];
    let shown: Vec<String> = cases
        .iter()
        .map(|text| format!("{text:?}\n{}", html(text)))
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r##"
    "<p>甲\n\n乙\n\n</p>丙"
    <p>甲
    </p>
    <p>乙</p>
    丙
    "前<div>块</div>后"
    <p>前<br>
    块<br>
    后</p>

    "<table>\n\n表外\n\n<tr><td>格</td></tr></table>"
    <table>
    <tr><td>
    <p>表外</p>
    </td></tr><tr><td>格</td></tr></table>
    "<td>无表</td>"
     无表
    "<ul><li>一<li>二</ul>"
    <ul><li>一</li><li>二</li></ul>
    "<a href=\"a.md\">甲[乙](b.md)</a>"
    <p>甲<a href="b.html">乙</a></p>

    "[甲<a href=\"b.md\">乙</a>](a.md)"
    <p><a href="a.html">甲乙</a></p>

    "<a href=\"a.md\">甲<a href=\"b.md\">乙</a>"
    <p><a href="a.html">甲</a><a href="b.html">乙</a></p>

    "<details><summary>问</summary>\n\n> 答</details>"
    <summary>问</summary>
    <blockquote>
    <p>答</p>
    </blockquote>

    "<div>\n\n甲\n\n<section>乙\n\n</div>"
    <div>
    <p>甲</p>
    <section>乙
    </section></div>
    "- <div>甲\n- 乙</div>"
    <ul>
    <li>甲
    </li>
    <li>乙</li>
    </ul>
    "##);
}

#[test]
fn depth_is_bounded() {
    let html = html(&format!("{}甲", "<div>".repeat(5000)));
    assert_eq!(html.matches("<div>").count(), 0, "{}", html.len());
    let closed = format!("{}甲{}", "<b>".repeat(5000), "</b>".repeat(5000));
    assert_eq!(
        super::super::tests::html(&closed).matches("<b>").count(),
        100
    );
}
