//! Lint: limits and rules of the platform, reported at the line of the source that breaks them.
//!
//! Limits are those of the interface (图文草稿 draft/add); the web editor takes a title of twice the length.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message, SourceLocation};
use crate::limits::diagnostic::AFTER;
use crate::message;
use crate::render::channel::article_source::{ArticleSource, Sourced};
use crate::render::channel::image::ArticleImages;

use super::html_writer::EditorRemark;
use super::post::{MOST_DIGEST, WechatPost};

/// Most characters of a title, through the interface.
pub(super) const MOST_TITLE: usize = 32;
/// Most characters of a title in the web editor.
pub(super) const MOST_TITLE_IN_EDITOR: usize = 64;
/// Most characters of an author's name.
pub(super) const MOST_AUTHOR: usize = 16;
/// HTML must be shorter than this many characters.
pub(super) const LIMIT: usize = 20_000;
/// Characters that the platform's own address of an image adds.
pub(super) const PER_PICTURE: usize = 140;
/// 阅读原文: at most so many bytes.
const MOST_ADDRESS: usize = 1024;
/// Number of longest parts to name.
const PARTS_NAMED: usize = 3;

/// Length of a post as the platform counts it.
pub(super) fn length(post: &WechatPost) -> usize {
    post.written.html.chars().count() + PER_PICTURE * post.images.len()
}

/// Lints a post.
pub(super) fn lint(
    source: &ArticleSource<'_>,
    post: &WechatPost,
    sourced: &[(&str, Option<&Sourced<'_>>)],
    images: &ArticleImages<'_>,
) -> Diagnostics {
    let mut found = Diagnostics::new();
    found.extend(
        sourced
            .iter()
            .filter_map(|(key, sourced)| sourced.and_then(|sourced| too_long(key, sourced))),
    );
    found.extend(check_address(source, post));
    found.extend(check_length(source, post));
    found.extend(check_cover(source, post));
    found.extend(check_images(source, images));
    found.extend(
        post.written
            .remarks
            .iter()
            .map(|(remark, range)| remark_diagnostic(source, remark, range)),
    );
    if post.written.parts.is_empty() {
        let message = message!("正文是空的，公众号不收", "the article has no text");
        let hint = message!(
            "写上正文；或者让它不进这个渠道：channels: {{wechat: false}}",
            "write some, or keep it from the channel: channels: {{wechat: false}}"
        );
        found.push(
            Diagnostic::new(Code::WechatEmpty, message)
                .hint(hint)
                .at(source.title_location()),
        );
    }
    found
}

/// Checks the length of a title, an author's name or a digest, if written by hand.
fn too_long(key: &str, sourced: &Sourced<'_>) -> Option<Diagnostic> {
    let place = sourced.place.clone()?;
    let length = sourced.words.chars().count();
    let (code, most, zh, en) = match key {
        "title" => (Code::WechatTitle, MOST_TITLE, "标题", "title"),
        "author" => (Code::WechatAuthor, MOST_AUTHOR, "作者", "author"),
        _ => (Code::WechatDigest, MOST_DIGEST, "摘要", "digest"),
    };
    if length <= most {
        return None;
    }
    let over = length - most;
    let message = message!(
        "公众号{zh} {length} 字，最多 {most} 字",
        "the {en} has {length} characters; WeChat takes {most}"
    );
    let hint = match key {
        "title" if length <= MOST_TITLE_IN_EDITOR => message!(
            "在 channels: {{wechat: {{title: …}}}} 里另写一个短 {over} 字的；在网页编辑器里粘贴可以到 {MOST_TITLE_IN_EDITOR} 字",
            "give a shorter one in channels: {{wechat: {{title: …}}}}; the web editor takes {MOST_TITLE_IN_EDITOR}"
        ),
        "title" => message!(
            "在 channels: {{wechat: {{title: …}}}} 里另写一个：接口最多 {most} 字，网页编辑器最多 {MOST_TITLE_IN_EDITOR} 字",
            "give a shorter one in channels: {{wechat: {{title: …}}}}: {most} by the interface, {MOST_TITLE_IN_EDITOR} in the web editor"
        ),
        key => message!(
            "在 channels: {{wechat: {{{key}: …}}}} 里另写一个，至少短 {over} 字",
            "give one in channels: {{wechat: {{{key}: …}}}} that is {over} shorter"
        ),
    };
    Some(Diagnostic::new(code, message).hint(hint).at(place))
}

fn check_address(source: &ArticleSource<'_>, post: &WechatPost) -> Option<Diagnostic> {
    let bytes = post.url.len();
    (bytes > MOST_ADDRESS).then(|| {
        let message = message!(
            "“阅读原文”的网址有 {bytes} 字节，最多 {MOST_ADDRESS}",
            "the address of the original has {bytes} bytes, at most {MOST_ADDRESS}"
        );
        let hint = message!(
            "给文章写一个短的网址名（slug）",
            "give the document a short slug"
        );
        Diagnostic::new(Code::WechatAddress, message)
            .hint(hint)
            .at(source.title_location())
    })
}

/// Checks the length of the article; reported at its longest part, the next longest are named.
fn check_length(source: &ArticleSource<'_>, post: &WechatPost) -> Option<Diagnostic> {
    let total = length(post);
    if total < LIMIT {
        return None;
    }
    let html = post.written.html.chars().count();
    let images = post.images.len();
    let mut parts: Vec<&(Range<usize>, usize)> = post.written.parts.iter().collect();
    parts.sort_by_key(|(range, characters)| (std::cmp::Reverse(*characters), range.start));
    let named: Vec<(u32, usize)> = parts
        .iter()
        .take(PARTS_NAMED)
        .map(|(range, characters)| (source.location(range.start, 1).line, *characters))
        .collect();
    let zh: Vec<String> = named
        .iter()
        .map(|(line, length)| format!("第 {line} 行起 {length} 字符"))
        .collect();
    let en: Vec<String> = named
        .iter()
        .map(|(line, length)| format!("line {line}: {length}"))
        .collect();
    let zh = zh.join("，");
    let en = en.join(", ");
    let over = total + 1 - LIMIT;
    let message = message!(
        "公众号正文过长：HTML {html} 字符，{images} 张图各加 {PER_PICTURE}，共 {total}，须少于 {LIMIT}",
        "too long for WeChat: {html} characters of HTML and {PER_PICTURE} for each of {images} pictures are {total}, and must be under {LIMIT}"
    );
    let hint = message!(
        "再减 {over} 字符。最长的几处：{zh}；可以删减，或者分成两篇",
        "take out {over}; the longest parts: {en}; or make two articles of it"
    );
    let range = parts.first().map_or(0..0, |(range, _)| range.clone());
    Some(
        Diagnostic::new(Code::WechatLength, message)
            .hint(hint)
            .at(at(source, &range)),
    )
}

fn check_cover(source: &ArticleSource<'_>, post: &WechatPost) -> Option<Diagnostic> {
    if post.cover.is_some() {
        return None;
    }
    let message = message!(
        "公众号文章没有封面，不能发布",
        "the article has no cover, without which WeChat does not publish it"
    );
    let hint = message!(
        "写上封面：图片.jpg（900×383 以上），或者在 site.yaml 这个渠道的 options 里写通用的 cover",
        "name a cover, or one for all articles under options of the channel in site.yaml"
    );
    let place = source
        .key_location("cover")
        .unwrap_or_else(|| source.title_location());
    Some(
        Diagnostic::new(Code::WechatCover, message)
            .hint(hint)
            .at(place),
    )
}

/// Reports images: each where the text names it, the cover at its key.
fn check_images(source: &ArticleSource<'_>, images: &ArticleImages<'_>) -> Vec<Diagnostic> {
    let site = source.builder.site;
    let mut told = Vec::new();
    let mut found = Vec::new();
    for image in &source.document.body.images {
        if let crate::site::ResolvedLink::File(id) =
            site.destination(source.document, &image.destination)
            && !told.contains(&id)
            && let Some(fault) = images.remark(id)
        {
            told.push(id);
            let file = source.document.path.as_str();
            let place =
                SourceLocation::at_line(file, &source.text, image.line, image.column, image.length);
            found.push(
                Diagnostic::new(fault.code, fault.message)
                    .hint(fault.hint)
                    .at(place),
            );
        }
    }
    if let Some((id, _)) = source.cover()
        && !told.contains(&id)
        && let Some(fault) = images.remark(id)
    {
        let place = source
            .key_location("cover")
            .unwrap_or_else(|| source.override_location("cover"));
        found.push(
            Diagnostic::new(fault.code, fault.message)
                .hint(fault.hint)
                .at(place),
        );
    }
    found
}

fn remark_diagnostic(
    source: &ArticleSource<'_>,
    remark: &EditorRemark,
    range: &Range<usize>,
) -> Diagnostic {
    let (code, message, hint): (Code, Message, Message) = match remark {
        EditorRemark::Wide(columns) => (
            Code::WechatTable,
            message!(
                "表格有 {columns} 列，手机上要左右滑动才能看全",
                "a table of {columns} columns must be scrolled on a phone"
            ),
            message!(
                "拆成几张窄的表，或者改成分条的文字",
                "part it into narrower ones, or make a list of it"
            ),
        ),
        EditorRemark::Deep(levels) => (
            Code::WechatNesting,
            message!(
                "引文或提示框一层套一层，共 {levels} 层，公众号最多 10 层",
                "quotes or boxes are nested {levels} deep; WeChat takes 10"
            ),
            message!("减少嵌套", "nest them less deeply"),
        ),
        EditorRemark::Media(title) => (
            Code::WechatMedia,
            message!(
                "“{title}”在公众号里只显示为一张卡片",
                "“{title}” is a mere card in WeChat"
            ),
            message!(
                "要在文中播放，先把它传到公众号素材库，再在编辑器里插入",
                "to play it there, upload it to the account and insert it in the editor"
            ),
        ),
        EditorRemark::External(address) => (
            Code::ChannelPictureExternal,
            message!(
                "图片在别的网站上，公众号不显示：{address}",
                "WeChat does not show pictures of other sites: {address}"
            ),
            message!(
                "把图片存到文章旁边，改成它的文件名",
                "put the picture beside the document and write its name"
            ),
        ),
    };
    Diagnostic::new(code, message)
        .hint(hint)
        .at(at(source, range))
}

fn at(source: &ArticleSource<'_>, range: &Range<usize>) -> SourceLocation {
    let covered = source.text.get(range.clone()).unwrap_or_default();
    source.location(
        range.start,
        covered
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .take(AFTER)
            .count(),
    )
}
