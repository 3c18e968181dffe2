//! Preview: the article on a phone in light and dark mode, its diagnostics, its length against the limit, and buttons
//! that copy it for the editor.
//!
//! A self-contained page: it can be served, opened from a folder or sent by mail.

mod dark;
mod findings;
mod parts;

use std::fmt::Write;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::content::StaleSource;
use crate::content::config::{Channel, ChannelFilter, ChannelKind, ChannelOptions};
use crate::diagnostic::Diagnostics;
use crate::escape::escaped;
use crate::render::channel::image::base64;
use crate::render::channel::{ChannelPackage, PackageBuilder};
use crate::site::{DocumentId, Site};

use super::bundle::{bundle_name, bundle_of};
use super::html_writer::placeholder;
use super::post::{WechatPost, image_names, post};
use super::styles::ThemeStyles;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Context of a preview that is served; empty in a package.
#[derive(Default)]
pub struct PreviewContext<'a> {
    /// Links of its head: words and address.
    pub links: Vec<(&'a str, String)>,
    /// Folder of the site, for links that open an editor at a line.
    pub root: Option<String>,
    /// Further diagnostics of the document.
    pub diagnostics: Diagnostics,
    /// Address of another document's preview.
    pub preview_of: Option<&'a dyn Fn(DocumentId) -> String>,
}

/// Channel of previews: the site's first for WeChat, else one without options.
pub fn channel(site: &Site) -> Channel {
    let mut channels = site.config.channels.iter();
    channels
        .find(|channel| channel.kind == ChannelKind::Wechat)
        .cloned()
        .unwrap_or_else(|| Channel {
            name: ChannelKind::Wechat.id().to_owned(),
            kind: ChannelKind::Wechat,
            filter: ChannelFilter::default(),
            options: ChannelOptions::default(),
            line: 1,
        })
}

/// Builds the page of `/_pufa/wechat/<document>`, whether or not the channel's filter takes the document.
///
/// [`StaleSource`] when a file has changed since the site was assembled.
pub fn preview(
    builder: &PackageBuilder<'_>,
    id: DocumentId,
    context: &PreviewContext<'_>,
) -> Result<Vec<u8>, StaleSource> {
    let channel = channel(builder.site);
    let source = builder.article_source(&channel, id)?;
    let post = post(&source, &image_names(builder.site, source.document))?;
    let bundle = context
        .preview_of
        .and_then(|_| bundle_of(builder.site, &channel, id));
    let bundle = bundle
        .map(|package| bundled(builder.site, &package, id, context))
        .unwrap_or_default();
    Ok(page(&post, &builder.styles, context, bundle).into_bytes())
}

/// Sources of the page's inline script and style for its Content-Security-Policy.
pub fn inline_hashes() -> [String; 2] {
    [SCRIPT, STYLE].map(|text| format!("'sha256-{}'", base64(&Sha256::digest(text))))
}

/// Preview page of a post in its package.
pub(super) fn packaged(post: &WechatPost, styles: &ThemeStyles) -> String {
    page(post, styles, &PreviewContext::default(), String::new())
}

fn page(
    post: &WechatPost,
    styles: &ThemeStyles,
    context: &PreviewContext<'_>,
    bundle: String,
) -> String {
    let found: Diagnostics = context
        .diagnostics
        .iter()
        .chain(post.diagnostics.iter())
        .cloned()
        .collect();
    let values = [
        ("title", escaped(&post.title)),
        ("author", escaped(&post.author)),
        ("style", STYLE.to_owned()),
        ("script", SCRIPT.to_owned()),
        (
            "links",
            context
                .links
                .iter()
                .map(|(words, href)| link(words, href))
                .collect(),
        ),
        ("count", findings::count(&found)),
        ("meter", parts::meter(post)),
        ("findings", findings::list(&found, context.root.as_deref())),
        ("steps", parts::steps(post)),
        ("cover", parts::cover(post)),
        ("bundle", bundle),
        ("values", in_script(&values(post, styles))),
        ("content", with_images(post)),
    ];
    let length: usize = values.iter().map(|(_, value)| value.len()).sum();
    let mut page = String::with_capacity(PAGE.len() + length);
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

/// Data for the script: the texts to copy, and the colours of dark mode.
fn values(post: &WechatPost, styles: &ThemeStyles) -> Value {
    json!({
        "html": post.written.html,
        "title": post.title,
        "author": post.author,
        "digest": post.digest,
        "url": post.url,
        "dark": dark::colours(styles),
    })
}

/// JSON that ends no script, whatever its strings say.
fn in_script(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

/// Content with its images as data URLs.
fn with_images(post: &WechatPost) -> String {
    let mut html = String::with_capacity(post.written.html.len());
    let mut rest = post.written.html.as_str();
    for (at, (_, image)) in post.images.iter().enumerate() {
        // Text that looks like a placeholder is no image.
        let source = format!("<img src=\"{}\"", placeholder(at + 1));
        while let Some((before, after)) = rest.split_once(&source) {
            let _ = write!(html, "{before}<img src=\"{}\"", image.data_address());
            rest = after;
        }
    }
    html + rest
}

/// List of the bundle that an article belongs to.
fn bundled(
    site: &Site,
    package: &ChannelPackage<'_>,
    id: DocumentId,
    context: &PreviewContext<'_>,
) -> String {
    let entry = |one: &DocumentId| {
        let title = escaped(&site.document(*one).title);
        match context.preview_of {
            Some(address) if *one != id => {
                format!(
                    "<li><a href=\"{}\">{title}</a></li>",
                    escaped(&address(*one))
                )
            }
            _ => format!("<li><span aria-current=\"page\">{title}</span></li>"),
        }
    };
    let entries: String = package.documents.iter().map(entry).collect();
    let name = escaped(bundle_name(package).unwrap_or_default());
    let count = package.documents.len();
    format!(
        "<section class=\"card\"><h2>多图文：{name}</h2><p class=\"how\">一起群发的 {count} 篇，第一篇是头条。</p>\
         <ol class=\"bundle\">{entries}</ol></section>"
    )
}

fn link(words: &str, href: &str) -> String {
    format!("<a href=\"{}\">{words}</a>", escaped(href))
}

/// Formats a number with thousands separators: 19,999.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_three() {
        let numbers = [0, 999, 1000, 19_999, 1_234_567];
        assert_eq!(
            numbers.map(grouped).join(" "),
            "0 999 1,000 19,999 1,234,567"
        );
    }

    #[test]
    fn no_string_ends_the_script() {
        assert_eq!(
            in_script(&json!("</script><!--")),
            r#""\u003c/script>\u003c!--""#
        );
    }
}
