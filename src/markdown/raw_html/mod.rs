//! Raw HTML in content: kept where it is safe, shown as text, or let through, as the site says.
//!
//! What is removed here is what can be named to an editor: tags, attributes, comments. What is left
//! goes through the sanitiser with the whole body ([`sanitize`]), which alone answers for safety.

mod allowed;
mod balance;
mod guard;
mod tags;

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

pub(super) use guard::{Leaves, MARKER, sanitize, without_entities_of_ours};
pub(crate) use tags::{Element, Token, decoded, tokens};

use super::piece::{Body, Finding, Piece, Placed};
use crate::content::config::RawHtml;
use crate::diagnostic::Code;
use crate::says;

/// Applies a site's policy to the raw HTML of a body.
pub(super) fn adapt(body: &mut Body<'_>, policy: RawHtml) {
    match policy {
        RawHtml::Allow => {}
        RawHtml::Escape => body.pieces.iter_mut().for_each(|(piece, _)| show(piece)),
        RawHtml::Sanitize => {
            let mut removed = Removed::default();
            let mut pieces = join_blocks(std::mem::take(&mut body.pieces));
            drop_scripts(&mut pieces);
            body.pieces = pieces.into_iter().map(|placed| filtered(placed, &mut removed)).collect();
            balance::balance(&mut body.pieces);
            body.findings.append(&mut removed.findings);
        }
    }
}

/// The raw HTML that a piece holds.
pub(super) fn raw<'p>(piece: &'p Piece<'_>) -> Option<&'p str> {
    match piece {
        Piece::Markdown(Event::Html(html) | Event::InlineHtml(html)) => Some(html),
        _ => None,
    }
}

/// Turns raw HTML into text; a block of it is a paragraph.
fn show(piece: &mut Piece<'_>) {
    if let Piece::Markdown(event) = piece {
        *event = match std::mem::replace(event, Event::SoftBreak) {
            Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            other => other,
        };
    }
}

/// Joins the lines of each block, so that a tag over several lines is one.
fn join_blocks(pieces: Vec<Placed<'_>>) -> Vec<Placed<'_>> {
    let mut joined: Vec<Placed<'_>> = Vec::with_capacity(pieces.len());
    for (piece, range) in pieces {
        match (piece, joined.last_mut()) {
            (Piece::Markdown(Event::Html(line)), Some((Piece::Markdown(Event::Html(block)), whole))) => {
                *block = format!("{block}{line}").into();
                whole.end = range.end;
            }
            (piece, _) => joined.push((piece, range)),
        }
    }
    joined
}

/// Drops what stands between `<script>` and `</script>` in a block's text, and its like.
fn drop_scripts(pieces: &mut Vec<Placed<'_>>) {
    let mut at = 0;
    while at < pieces.len() {
        if let Some(name) = opened_script(&pieces[at].0) {
            let block = pieces[at..].iter().take_while(|(piece, _)| !balance::ends_block(piece));
            let close =
                block.skip(1).position(|(piece, _)| raw(piece).is_some_and(|html| closes(html, name)));
            for (piece, _) in pieces.iter_mut().skip(at + 1).take(close.unwrap_or(0)) {
                hide(piece);
            }
        }
        at += 1;
    }
}

/// Makes nothing of what is seen; tags of Markdown keep their partners.
fn hide(piece: &mut Piece<'_>) {
    if !matches!(piece, Piece::Markdown(Event::Start(_) | Event::End(_))) {
        *piece = Piece::Markdown(Event::Text(CowStr::Borrowed("")));
    }
}

fn opened_script(piece: &Piece<'_>) -> Option<&'static str> {
    let Piece::Markdown(Event::InlineHtml(html)) = piece else { return None };
    tokens(html).into_iter().find_map(|token| match token {
        Token::Element(element) if !element.closing => allowed::text_only(element.name),
        _ => None,
    })
}

fn closes(html: &str, name: &str) -> bool {
    tokens(html).iter().any(|token| {
        matches!(token, Token::Element(element) if element.closing && element.name.eq_ignore_ascii_case(name))
    })
}

fn filtered<'a>((piece, range): Placed<'a>, removed: &mut Removed) -> Placed<'a> {
    let piece = match piece {
        Piece::Markdown(Event::Html(html)) => Piece::Markdown(Event::Html(removed.filter(html, &range))),
        Piece::Markdown(Event::InlineHtml(html)) => {
            Piece::Markdown(Event::InlineHtml(removed.filter(html, &range)))
        }
        piece => piece,
    };
    (piece, range)
}

/// What was removed from a body: each name is told once.
#[derive(Default)]
struct Removed {
    names: BTreeSet<String>,
    findings: Vec<Finding>,
}

impl Removed {
    /// The allowed part of some HTML.
    fn filter<'a>(&mut self, html: CowStr<'a>, range: &Range<usize>) -> CowStr<'a> {
        let tokens = tokens(&html);
        let mut kept = String::with_capacity(html.len());
        let mut fresh = Vec::new();
        let mut inside: Option<&str> = None;
        for token in &tokens {
            match token {
                Token::Text(text) if inside.is_none() => kept.push_str(text),
                Token::Element(element) => {
                    inside = after(inside, element);
                    if inside.is_none() && allowed::is_tag(element.name) {
                        kept.push_str(element.source);
                        fresh.extend(self.unknown_attributes(element));
                    } else if !element.closing && self.names.insert(element.name.to_lowercase()) {
                        fresh.push(format!("<{}>", element.name.to_lowercase()));
                    }
                }
                _ => {}
            }
        }
        if !fresh.is_empty() || has_word_comment(&tokens) && self.names.insert("!--".to_owned()) {
            self.findings.push(finding(&fresh, &tokens, range));
        }
        if kept.len() == html.len() { html } else { kept.into() }
    }

    fn unknown_attributes(&mut self, element: &Element<'_>) -> Vec<String> {
        let mut unknown = Vec::new();
        for (name, _) in &element.attributes {
            let name = name.to_lowercase();
            if !allowed::is_attribute(element.name, &name) && self.names.insert(format!("{name}=")) {
                unknown.push(format!("{name}="));
            }
        }
        unknown
    }
}

/// Which element whose content is no HTML we are inside of after a tag.
fn after<'t>(inside: Option<&'t str>, element: &Element<'t>) -> Option<&'t str> {
    match inside {
        Some(name) if element.closing && element.name.eq_ignore_ascii_case(name) => None,
        Some(name) => Some(name),
        None if element.closing => None,
        None => allowed::text_only(element.name),
    }
}

fn finding(names: &[String], tokens: &[Token<'_>], range: &Range<usize>) -> Finding {
    let list = if names.is_empty() { "<!--[if …]>".to_owned() } else { names.join(" ") };
    let hint = if looks_like_word(tokens) {
        says!(
            "像是从 Word 粘贴来的格式：粘贴时选“只保留文本”，再用 Markdown 标出标题、加粗、列表",
            "this looks like formatting pasted from Word: paste as plain text and mark it up in Markdown"
        )
    } else {
        says!(
            "用 Markdown 的写法代替；确需原样保留，在 site.yaml 里设 html: allow（只适用于作者都可信的站点）",
            "write it in Markdown; where it must stay, set html: allow in site.yaml (only where every author is trusted)"
        )
    };
    Finding::new(
        Code::HtmlRemoved,
        says!("这里的 HTML 已被安全过滤，去掉了：{list}", "raw HTML was removed for safety: {list}"),
        range.clone(),
    )
    .hint(hint)
}

fn looks_like_word(tokens: &[Token<'_>]) -> bool {
    has_word_comment(tokens)
        || tokens.iter().any(|token| matches!(token, Token::Element(element) if is_words(element)))
}

fn has_word_comment(tokens: &[Token<'_>]) -> bool {
    tokens.iter().any(|token| {
        matches!(token, Token::Comment(text) if text.contains("[if") || text.contains("StartFragment"))
    })
}

fn is_words(element: &Element<'_>) -> bool {
    element.name.contains(':')
        || element.name.eq_ignore_ascii_case("font")
        || element.attributes.iter().any(|(_, value)| value.starts_with("Mso") || value.contains("mso-"))
}

#[cfg(test)]
mod tests {
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
        1:2+8 html/removed: 这里的 HTML 已被安全过滤，去掉了：<script> (用 Markdown 的写法代替；确需原样保留，在 site.yaml 里设 html: allow（只适用于作者都可信的站点）)
        1:29+17 html/removed: 这里的 HTML 已被安全过滤，去掉了：onclick= (用 Markdown 的写法代替；确需原样保留，在 site.yaml 里设 html: allow（只适用于作者都可信的站点）)
        3:1+35 html/removed: 这里的 HTML 已被安全过滤，去掉了：<iframe> (用 Markdown 的写法代替；确需原样保留，在 site.yaml 里设 html: allow（只适用于作者都可信的站点）)
        "#);
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
        insta::assert_snapshot!(html("见<a href=\"x.md\" title='t'>文</a>和<a href=javascript:x>坏</a><img src=a.png alt=图>"), @r#"<p>见<a href="x.html" title="t">文</a>和<a>坏</a><img src="/a.png" alt="图"></p>"#);
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
        insta::assert_snapshot!(html_with(text, &super::super::Options { raw_html: RawHtml::Escape, ..options() }), @r#"
        <p>&lt;div class="a"&gt;
        </p>
        <p>x &lt;i onclick=y&gt;z&lt;/i&gt;</p>
        "#);
        insta::assert_snapshot!(html_with(text, &super::super::Options { raw_html: RawHtml::Allow, ..options() }), @r#"
        <div class="a">
        <p>x <i onclick=y>z</i></p>
        "#);
    }
}
