//! The preview: the article in a phone's frame by day and in the dark, its lint beside it, its
//! length against the budget, and a button that puts it on the clipboard as the editor takes it.
//!
//! One page with all that it needs in it: it can be opened from a folder or sent by mail.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::content::Stale;
use crate::content::config::{Channel, ChannelFilter, ChannelKind, ChannelOptions};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::render::channel::Maker;
use crate::site::DocumentId;

use super::colour::{Colour, DARK_BACKGROUND, background, text_on};
use super::lint::{self, LIMIT, PER_PICTURE};
use super::post::{Post, picture_names, post};
use super::styles::Styles;
use super::writer::placeholder;

const PAGE: &str = include_str!("preview.html");
const CSS: &str = include_str!("preview.css");
const SCRIPT: &str = include_str!("preview.js");
/// From this share of the budget on, in percent, it runs short.
const NEARLY: usize = 85;

/// The page of `/_pufa/wechat/<document>`, and what is wrong with the article.
///
/// The site's first channel for WeChat says how; one with no options when there is none.
/// [`Stale`] when a file has changed since the site was made of it.
pub fn preview(maker: &Maker<'_>, id: DocumentId) -> Result<(Vec<u8>, Diagnostics), Stale> {
    let plain = Channel {
        name: ChannelKind::Wechat.id().to_owned(),
        kind: ChannelKind::Wechat,
        filter: ChannelFilter::default(),
        options: ChannelOptions::default(),
        line: 1,
    };
    let channels = &maker.site.config.channels;
    let channel = channels.iter().find(|channel| channel.kind == ChannelKind::Wechat).unwrap_or(&plain);
    let material = maker.material(channel, id)?;
    let post = post(&material, &picture_names(maker.site, material.document))?;
    Ok((packaged(&post, &maker.styles).into_bytes(), post.found))
}

/// The page of a post.
pub(super) fn packaged(post: &Post, styles: &Styles) -> String {
    let values = [
        ("title", escaped(&post.title)),
        ("author", escaped(&post.author)),
        ("digest", escaped(&post.digest)),
        ("url", escaped(&post.url)),
        ("css", CSS.to_owned()),
        ("script", SCRIPT.to_owned()),
        ("colours", colours(styles).to_string()),
        ("meter", meter(post)),
        ("findings", findings(&post.found)),
        ("cover", cover(post)),
        ("content", with_pictures(post)),
    ];
    let mut page =
        String::with_capacity(PAGE.len() + CSS.len() + SCRIPT.len() + post.written.html.len() + 2048);
    let mut parts = PAGE.split("{{");
    page.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or_default();
        let value = values.iter().find(|(known, _)| *known == name);
        page.push_str(value.map_or("", |(_, value)| value));
        page.push_str(rest);
    }
    page
}

/// The content with its pictures in it.
fn with_pictures(post: &Post) -> String {
    let mut html = post.written.html.clone();
    for (at, (_, picture)) in post.pictures.iter().enumerate() {
        html = html.replace(&placeholder(at + 1), picture.data_address());
    }
    html
}

/// What each colour of the styles becomes in the dark: as text, and as paper.
fn colours(styles: &Styles) -> Value {
    let (mut text, mut paper) = (BTreeMap::new(), BTreeMap::new());
    for written in styles.colours() {
        if let Some(colour) = Colour::parse(written) {
            text.insert(written.to_ascii_lowercase(), text_on(colour, DARK_BACKGROUND).hex());
            paper.insert(written.to_ascii_lowercase(), background(colour).hex());
        }
    }
    json!({ "text": text, "paper": paper })
}

fn meter(post: &Post) -> String {
    let (length, pictures) = (lint::length(post), post.pictures.len());
    let share = length * 100 / LIMIT;
    let class = match share {
        100.. => "meter over",
        NEARLY.. => "meter near",
        _ => "meter",
    };
    let about = if pictures == 0 {
        String::new()
    } else {
        format!("（含 {pictures} 张图，各计 {PER_PICTURE}）")
    };
    format!(
        "<div class=\"{class}\"><i style=\"width:{}%\"></i></div><p class=\"count\">{length} / {LIMIT} 字符{about}</p>",
        share.clamp(1, 100)
    )
}

fn findings(found: &Diagnostics) -> String {
    if found.is_empty() {
        return "<p class=\"good\">没有发现问题。</p>".to_owned();
    }
    let items: String = found.iter().map(finding).collect();
    format!("<ol>{items}</ol>")
}

fn finding(one: &Diagnostic) -> String {
    let class = match one.severity {
        Severity::Error => " class=\"error\"",
        Severity::Warning => "",
        Severity::Hint => " class=\"hint\"",
    };
    let line = one.place.as_ref().map(|place| format!("第 {} 行：", place.line)).unwrap_or_default();
    let hint =
        one.hint.as_ref().map(|hint| format!("<small>{}</small>", escaped(&hint.zh))).unwrap_or_default();
    format!("<li{class}>{line}{}{hint}</li>", escaped(&one.message.zh))
}

/// The cover in its two crops.
fn cover(post: &Post) -> String {
    const SHOWN: [(&str, u32, u32); 2] = [("2.35:1", 235, 100), ("1:1", 100, 100)];
    let Some(cover) = &post.cover else { return String::new() };
    let mut html = format!(
        "<h2>封面</h2><div class=\"covers\" style=\"--cover:url({})\">",
        cover.picture.data_address()
    );
    for ((_, crop), (name, width, height)) in cover.crops.iter().zip(SHOWN) {
        let at: Vec<f64> = crop.split('_').filter_map(|part| part.parse().ok()).collect();
        let style = match at[..] {
            [left, top, right, bottom] => placed((left, top), (right - left, bottom - top)),
            _ => String::new(),
        };
        put!(
            html,
            "<figure><div style=\"width:{width}px;height:{height}px;background-image:var(--cover);{style}\"></div><figcaption>{name}</figcaption></figure>"
        );
    }
    html + "</div>"
}

/// A part of a picture, as the background that shows it.
fn placed((left, top): (f64, f64), (wide, high): (f64, f64)) -> String {
    let offset = |start: f64, span: f64| if span < 1.0 { start / (1.0 - span) * 100.0 } else { 0.0 };
    format!(
        "background-size:{:.2}% {:.2}%;background-position:{:.2}% {:.2}%",
        100.0 / wide,
        100.0 / high,
        offset(left, wide),
        offset(top, high)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
