//! Files of a package: content, payload of the interface, images, preview, report.

use serde_json::{Value, json};

use crate::content::config::Channel;
use crate::content::{Document, StaleSource};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Language};
use crate::message;
use crate::path_segment::derived;
use crate::render::channel::article_source::ArticleSource;
use crate::render::channel::image::ending;
use crate::render::channel::{ChannelFormat, ChannelPackage, PackageBuilder, PackageOutput};
use crate::site::{DocumentId, FileId, ResolvedLink, Site};

use super::bundle::{MOST_IN_BUNDLE, with_bundles};
use super::html_writer::placeholder;
use super::lint::{self, LIMIT, PER_PICTURE};
use super::post::{WechatPost, image_names, post, short};
use super::preview::packaged;

/// Files of every article; payload and report belong to the bundle.
const PER_ARTICLE: [&str; 3] = ["content.html", "images.json", "preview.html"];
const PER_PACKAGE: [&str; 2] = ["payload.json", "report.json"];

/// Format of 微信公众号.
pub(in crate::render::channel) struct WechatFormat;

impl ChannelFormat for WechatFormat {
    fn packages<'c>(
        &self,
        site: &Site,
        channel: &'c Channel,
        documents: Vec<DocumentId>,
    ) -> Vec<ChannelPackage<'c>> {
        with_bundles(site, channel, documents)
    }

    fn files(&self, builder: &PackageBuilder<'_>, package: &ChannelPackage<'_>) -> Vec<String> {
        files(builder, package)
    }

    fn build(
        &self,
        builder: &PackageBuilder<'_>,
        package: &ChannelPackage<'_>,
    ) -> Result<PackageOutput, StaleSource> {
        build(builder, package)
    }

    fn first_file(&self, package: &ChannelPackage<'_>) -> &'static str {
        if package.documents.len() > 1 {
            "report.json"
        } else {
            "preview.html"
        }
    }
}

fn files(builder: &PackageBuilder<'_>, package: &ChannelPackage<'_>) -> Vec<String> {
    let mut files: Vec<String> = PER_PACKAGE.map(str::to_owned).to_vec();
    for (at, id) in package.documents.iter().enumerate() {
        let document = builder.site.document(*id);
        let folder = folder(package, at, document);
        let names = image_names(builder.site, document);
        files.extend(PER_ARTICLE.iter().map(|name| format!("{folder}{name}")));
        files.extend(names.iter().map(|(_, name)| format!("{folder}{name}")));
        files.extend(
            cover_names(builder.site, package, document)
                .into_iter()
                .map(|name| format!("{folder}{name}")),
        );
    }
    files.sort();
    files.dedup();
    files
}

/// Names that the cover may have: which image it is, is known only once the article is built.
fn cover_names(site: &Site, package: &ChannelPackage<'_>, document: &Document) -> Vec<String> {
    let overridden =
        crate::render::channel::article_source::channel_override(document, package.channel);
    let written = overridden
        .and_then(|of| of.cover.as_ref())
        .map(|cover| cover.file.as_str());
    let written = written.or(document.front_matter.cover.as_deref());
    let of_document = written.map(|file| site.destination(document, file));
    let of_channel = package
        .channel
        .options
        .cover
        .as_ref()
        .map(|cover| site.entry(&cover.file));
    let found: Vec<FileId> = [of_document, of_channel]
        .into_iter()
        .flatten()
        .filter_map(|destination| match destination {
            ResolvedLink::File(id) => Some(id),
            _ => None,
        })
        .take(1)
        .collect();
    let ids = if found.is_empty() {
        image_names(site, document)
            .into_iter()
            .map(|(id, _)| id)
            .collect()
    } else {
        found
    };
    ids.into_iter()
        .map(|id| format!("cover.{}", ending(site.file(id))))
        .collect()
}

/// Folder of an article in its package, with `/`; empty for the only one.
fn folder(package: &ChannelPackage<'_>, at: usize, document: &Document) -> String {
    if package.documents.len() < 2 {
        return String::new();
    }
    format!("{}-{}/", at + 1, derived(&document.slug))
}

fn build(
    builder: &PackageBuilder<'_>,
    package: &ChannelPackage<'_>,
) -> Result<PackageOutput, StaleSource> {
    let mut made = PackageOutput::default();
    let mut articles = Vec::new();
    let mut reports = Vec::new();
    let mut characters = 0;
    let mut images = 0;
    for (at, id) in package.documents.iter().enumerate() {
        let source = builder.article_source(package.channel, *id)?;
        let names = image_names(builder.site, source.document);
        let post = post(&source, &names)?;
        let folder = folder(package, at, source.document);
        characters += lint::length(&post);
        images += post.images.len();
        made.contents.titles.push(short(&post.title));
        articles.push(article(&post, at));
        reports.push(report(&post, source.document, &folder));
        push_files(package, &folder, &post, builder, &mut made);
        if package.part > 0 && at == 0 {
            made.diagnostics.push(bundle_too_large(&source, package));
        }
        made.diagnostics.extend(post.diagnostics);
    }
    let payload = json!({ "articles": articles });
    let report = json!({ "channel": package.channel.name, "kind": package.channel.kind.id(), "articles": reports });
    made.outputs
        .push(package.output("payload.json", pretty(&payload)));
    made.outputs
        .push(package.output("report.json", pretty(&report)));
    made.contents.about = Some(about(package.documents.len(), characters, images));
    Ok(made)
}

/// Diagnostic for a bundle with too many articles.
fn bundle_too_large(source: &ArticleSource<'_>, package: &ChannelPackage<'_>) -> Diagnostic {
    let folder = &package.folder;
    let message = message!(
        "这组多图文超过 {MOST_IN_BUNDLE} 篇，从这一篇起放进“{folder}”",
        "the bundle has more than {MOST_IN_BUNDLE} articles; from this one on they are in “{folder}”"
    );
    let hint = message!(
        "一次群发最多 {MOST_IN_BUNDLE} 篇：减少，或者分两次",
        "one bundle takes {MOST_IN_BUNDLE}: take some out, or send it in two"
    );
    Diagnostic::new(Code::WechatBundle, message)
        .hint(hint)
        .at(source.override_location("bundle"))
}

fn about(articles: usize, characters: usize, images: usize) -> crate::diagnostic::Message {
    if articles > 1 {
        return message!(
            "{articles} 篇多图文，{images} 张图",
            "a bundle of {articles} articles, {images} pictures"
        );
    }
    message!(
        "{characters}/{LIMIT} 字符，{images} 张图",
        "{characters}/{LIMIT} characters, {images} pictures"
    )
}

fn push_files(
    package: &ChannelPackage<'_>,
    folder: &str,
    post: &WechatPost,
    builder: &PackageBuilder<'_>,
    made: &mut PackageOutput,
) {
    let mut put = |name: &str, bytes: Vec<u8>| {
        made.outputs
            .push(package.output(&format!("{folder}{name}"), bytes));
    };
    put(
        "content.html",
        format!("{}\n", post.written.html).into_bytes(),
    );
    put("images.json", pretty(&images(post)).into_bytes());
    put("preview.html", packaged(post, &builder.styles).into_bytes());
    for (name, image) in &post.images {
        put(name, image.bytes.clone());
    }
    if let Some(cover) = &post.cover {
        put(&cover.name, cover.image.bytes.clone());
    }
}

/// Article in the form of `draft/add`, with placeholders for what uploading gives: `{{cover-1}}` for the cover's media
/// id, `{{image-1}}` in the content for an image's address.
fn article(post: &WechatPost, at: usize) -> Value {
    let mut article = json!({
        "article_type": "news",
        "title": post.title,
        "author": post.author,
        "digest": post.digest,
        "content": post.written.html,
        "content_source_url": post.url,
        "thumb_media_id": format!("{{{{cover-{}}}}}", at + 1),
        "need_open_comment": u8::from(post.comments),
        "only_fans_can_comment": 0,
    });
    if let (Some(entries), Some(cover)) = (article.as_object_mut(), &post.cover) {
        entries.extend(
            cover
                .crops
                .iter()
                .map(|(name, crop)| ((*name).to_owned(), Value::String(crop.clone()))),
        );
    }
    article
}

/// Images: placeholder in the content, file and properties of each.
fn images(post: &WechatPost) -> Value {
    let facts = |name: &str, image: &crate::render::channel::image::PackageImage| {
        json!({
            "file": name,
            "media_type": crate::render::media_type(image.ending),
            "sha256": image.sha256(),
            "bytes": image.bytes.len(),
            "width": image.width,
            "height": image.height,
        })
    };
    let images: Vec<Value> = post
        .images
        .iter()
        .enumerate()
        .map(|(at, (name, image))| {
            let mut entry = json!({ "placeholder": placeholder(at + 1) });
            if let (Some(entry), Some(facts)) =
                (entry.as_object_mut(), facts(name, image).as_object())
            {
                entry.extend(facts.clone());
            }
            entry
        })
        .collect();
    let cover = post.cover.as_ref().map(|cover| {
        let mut entry = facts(&cover.name, &cover.image);
        for (crop, value) in &cover.crops {
            entry[*crop] = Value::String(value.clone());
        }
        entry
    });
    json!({ "images": images, "cover": cover })
}

fn report(post: &WechatPost, document: &Document, folder: &str) -> Value {
    json!({
        "document": document.path.as_str(),
        "folder": folder.trim_end_matches('/'),
        "title": post.title,
        "title_characters": post.title.chars().count(),
        "author": post.author,
        "digest_characters": post.digest.chars().count(),
        "url": post.url,
        "html_characters": post.written.html.chars().count(),
        "images": post.images.len(),
        "counted_characters": lint::length(post),
        "limit": LIMIT,
        "per_image": PER_PICTURE,
        "cover": post.cover.is_some(),
        "findings": findings(&post.diagnostics),
    })
}

/// Findings as the command line's JSON has them.
pub(super) fn findings(found: &Diagnostics) -> Vec<Value> {
    let line = |one| serde_json::from_str(&crate::diagnostic::json_line(one, Language::Chinese));
    found.iter().filter_map(|one| line(one).ok()).collect()
}

/// JSON as people read it: Han characters as they are, never `\u`.
fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
