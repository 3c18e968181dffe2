//! Parts of the preview beside the phone: length meter, copy steps, cover.

use crate::escape::escaped;
use std::fmt::Write;

use super::super::lint::{self, LIMIT, MOST_AUTHOR, MOST_TITLE, MOST_TITLE_IN_EDITOR, PER_PICTURE};
use super::super::post::{CoverFile, MOST_DIGEST, WechatPost};
use super::grouped;

/// Share of the limit from which a warning is shown, in percent.
const NEARLY: usize = 85;

/// Meter of the article's length against the limit: its text, then its images.
pub(super) fn meter(post: &WechatPost) -> String {
    let length = lint::length(post);
    let images = post.images.len();
    let text = length - images * PER_PICTURE;
    let class = match length * 100 / LIMIT {
        100.. => " class=\"over\"",
        NEARLY.. => " class=\"near\"",
        _ => "",
    };
    let whole = length.max(LIMIT);
    let share = |of: usize| format!("{}.{}%", of * 100 / whole, of * 1000 / whole % 10);
    let left = if length < LIMIT {
        format!("还可以再放 {}", grouped(LIMIT - 1 - length))
    } else {
        format!("超出 {}，公众号不收", grouped(length + 1 - LIMIT))
    };
    let images_part = if images == 0 {
        String::new()
    } else {
        format!(" + {images} 张图 × {PER_PICTURE}")
    };
    format!(
        "<div{class}><p class=\"length\"><span>长度 <b>{}</b> / {} 字符</span><span class=\"left\">{left}</span></p>\
         <div class=\"meter\" aria-hidden=\"true\"><i style=\"width:{}\"></i><i style=\"width:{}\"></i></div>\
         <p class=\"parts\">按 HTML 计：正文 {}{images_part}</p></div>",
        grouped(length),
        grouped(LIMIT),
        share(text),
        share(length - text),
        grouped(text)
    )
}

/// Fields to copy, in the order of the editor's own.
pub(super) fn steps(post: &WechatPost) -> String {
    let characters = |text: &str| text.chars().count();
    let title = match characters(&post.title) {
        length if length > MOST_TITLE => (length, MOST_TITLE_IN_EDITOR),
        length => (length, MOST_TITLE),
    };
    let fields = [
        step("title", "标题", &post.title, Some(title)),
        step(
            "author",
            "作者",
            &post.author,
            Some((characters(&post.author), MOST_AUTHOR)),
        ),
        content(),
        step(
            "digest",
            "摘要",
            &post.digest,
            Some((characters(&post.digest), MOST_DIGEST)),
        ),
        step("url", "阅读原文", &post.url, None),
    ];
    format!("<ol class=\"steps\">{}</ol>", fields.concat())
}

fn content() -> String {
    "<li><p class=\"name\">正文</p><p class=\"value\">连同样式和图片</p>\
     <button type=\"button\" data-copy=\"content\">复制正文</button></li>"
        .to_owned()
}

fn step(key: &str, name: &str, value: &str, counted: Option<(usize, usize)>) -> String {
    let counted = counted.filter(|_| !value.is_empty()).map(|(length, most)| {
        let class = if length > most { " class=\"over\"" } else { "" };
        format!("<b{class}>{length} / {most} 字</b>")
    });
    let (class, shown) = match (key, value) {
        (_, "") => ("value none", "没有".to_owned()),
        ("url", url) => ("value", format!("<a href=\"{0}\">{0}</a>", escaped(url))),
        (_, text) => ("value", escaped(text)),
    };
    let words = if key == "url" {
        "复制网址"
    } else {
        &format!("复制{name}")
    };
    let off = if value.is_empty() { " disabled" } else { "" };
    format!(
        "<li><p class=\"name\">{name}{}</p><p class=\"{class}\">{shown}</p>\
         <button type=\"button\" data-copy=\"{key}\"{off}>{words}</button></li>",
        counted.unwrap_or_default()
    )
}

/// Cover in its two crops, or a note that there is none.
pub(super) fn cover(post: &WechatPost) -> String {
    const SHOWN: [(&str, &str, u32, u32); 2] = [
        ("2.35:1", "头条、转发到群", 235, 100),
        ("1:1", "次条、朋友圈", 100, 100),
    ];
    let Some(cover) = &post.cover else {
        return "<p class=\"missing\">没有封面。公众号的文章必须有封面：在文首信息里写 <code>封面: 图片.jpg</code>\
                （900×383 以上），或者在后台另选一张。</p>"
            .to_owned();
    };
    let mut html = format!(
        "<div class=\"covers\" style=\"--cover:url({})\">",
        cover.image.data_address()
    );
    for ((_, crop), (name, about, width, height)) in cover.crops.iter().zip(SHOWN) {
        let style = placed(crop).unwrap_or_default();
        let _ = write!(
            html,
            "<figure><div role=\"img\" aria-label=\"封面 {name}\" style=\"width:{width}px;height:{height}px;\
             background-image:var(--cover);{style}\"></div><figcaption>{name} {about}</figcaption></figure>"
        );
    }
    html + "</div>" + &about(cover)
}

fn about(cover: &CoverFile) -> String {
    let width = cover.image.width;
    let height = cover.image.height;
    let name = escaped(&cover.name);
    let from = if cover.is_first_picture {
        "没有写封面，用的是文中第一张图。"
    } else {
        ""
    };
    format!(
        "<p class=\"note\">{from}{width}×{height}，<a href=\"{}\" download=\"{name}\">把图存下来</a>，在后台上传。</p>",
        cover.image.data_address()
    )
}

/// CSS background that shows a crop `x1_y1_x2_y2`.
fn placed(crop: &str) -> Option<String> {
    let at: Vec<f64> = crop
        .split('_')
        .filter_map(|part| part.parse().ok())
        .collect();
    let &[left, top, right, bottom] = at.as_slice() else {
        return None;
    };
    let wide = right - left;
    let high = bottom - top;
    let offset = |start: f64, span: f64| {
        if span < 1.0 {
            start / (1.0 - span) * 100.0
        } else {
            0.0
        }
    };
    Some(format!(
        "background-size:{:.2}% {:.2}%;background-position:{:.2}% {:.2}%",
        100.0 / wide,
        100.0 / high,
        offset(left, wide),
        offset(top, high)
    ))
}
