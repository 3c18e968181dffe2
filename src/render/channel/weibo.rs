//! 微博: a card of at most 140 Han characters with the address, an image, and a link to the platform's share page.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use crate::content::StaleSource;
use crate::diagnostic::{Code, Diagnostic};
use crate::message;

use super::article_source::{ArticleSource, cut};
use super::image::{ArticleImages, ending};
use super::{ChannelFormat, ChannelPackage, PackageBuilder, PackageContents, PackageOutput};

const TEXT: &str = "card.txt";
const DATA: &str = "card.json";

/// Most characters of a card: a Han character counts as one, two of the Latin script as one.
const MOST: usize = 140;

/// Format of 微博.
pub(super) struct WeiboFormat;

impl ChannelFormat for WeiboFormat {
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

    fn first_file(&self, _: &ChannelPackage<'_>) -> &'static str {
        TEXT
    }
}

fn files(builder: &PackageBuilder<'_>, package: &ChannelPackage<'_>) -> Vec<String> {
    let mut files = vec![TEXT.to_owned(), DATA.to_owned()];
    for id in &package.documents {
        let document = builder.site.document(*id);
        let named = super::article_source::channel_override(document, package.channel)
            .and_then(|of| of.cover.as_ref());
        let written = named
            .map(|cover| cover.file.as_str())
            .or(document.front_matter.cover.as_deref());
        let found = written
            .map(|file| builder.site.destination(document, file))
            .or_else(|| {
                package
                    .channel
                    .options
                    .cover
                    .as_ref()
                    .map(|cover| builder.site.entry(&cover.file))
            });
        if let Some(crate::site::ResolvedLink::File(id)) = found {
            files.push(format!("picture.{}", ending(builder.site.file(id))));
        }
    }
    files
}

fn build(
    builder: &PackageBuilder<'_>,
    package: &ChannelPackage<'_>,
) -> Result<PackageOutput, StaleSource> {
    let mut made = PackageOutput::default();
    let Some(id) = package.documents.first() else {
        return Ok(made);
    };
    let source = builder.article_source(package.channel, *id)?;
    let url = source.url();
    let text = text(&source, &url, &mut made);
    let images = ArticleImages::new(builder);
    let image = source.cover().and_then(|(file, _)| {
        let image = images.get(file);
        if let Some(fault) = images.fault(file) {
            let found = Diagnostic::new(fault.code, fault.message).hint(fault.hint);
            made.diagnostics.push(
                found.at(source
                    .key_location("cover")
                    .unwrap_or_else(|| source.location(0, 1))),
            );
        }
        image
    });
    if let Some(stale) = images.stale() {
        return Err(stale);
    }
    let name = image
        .as_ref()
        .map(|image| format!("picture.{}", image.ending));
    let card = json!({
        "text": text,
        "length": length(&text),
        "limit": MOST,
        "url": url,
        "picture": name,
        "share": share(&text, &url),
    });
    made.contents = PackageContents {
        titles: vec![source.title().words.into_owned()],
        about: Some({
            let length = length(&text);
            message!("{length}/{MOST} 字", "{length}/{MOST} characters")
        }),
    };
    made.outputs.push(package.output(TEXT, format!("{text}\n")));
    let card = serde_json::to_string_pretty(&card).unwrap_or_default();
    made.outputs.push(package.output(DATA, format!("{card}\n")));
    if let (Some(name), Some(image)) = (name, image) {
        made.outputs
            .push(package.output(&name, image.bytes.clone()));
    }
    Ok(made)
}

/// Text of a card: the editor's, else title and summary truncated to fit.
fn text(source: &ArticleSource<'_>, url: &str, made: &mut PackageOutput) -> String {
    let suffix = source
        .channel
        .options
        .suffix
        .as_deref()
        .map(|words| format!(" {words}"))
        .unwrap_or_default();
    let tail = format!("{suffix} {url}");
    let own = source.channel_override.and_then(|of| of.text.as_deref());
    let text = match own {
        Some(own) if own.contains(url) => own.to_owned(),
        Some(own) => format!("{own}{tail}"),
        None => {
            let title = format!("【{}】", source.title().words);
            let room = MOST.saturating_sub(length(&title) + length(&tail));
            let digest = source.digest(MOST).words.into_owned();
            let words = if length(&digest) <= room {
                digest
            } else {
                cut(&digest, room).into_owned()
            };
            format!("{title}{words}{tail}")
        }
    };
    let length = length(&text);
    if length > MOST {
        let over = length - MOST;
        let message = message!(
            "微博卡片连网址共 {length} 字，最多 {MOST} 字",
            "the card has {length} characters with its address, at most {MOST}"
        );
        let hint = message!(
            "再减 {over} 字；网址太长时给文章写一个短的网址名（slug）",
            "take out {over}; a short slug makes the address shorter"
        );
        let place = if own.is_some() {
            source.override_location("text")
        } else {
            source.title_location()
        };
        made.diagnostics.push(
            Diagnostic::new(Code::WeiboLength, message)
                .hint(hint)
                .at(place),
        );
    }
    text
}

/// Length of a text as the platform counts it.
fn length(text: &str) -> usize {
    let halves: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    halves.div_ceil(2)
}

fn share(text: &str, url: &str) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let words = text.replace(url, "");
    format!(
        "https://service.weibo.com/share/share.php?url={}&title={}",
        encoded(url),
        encoded(words.trim())
    )
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn two_latin_characters_are_as_long_as_a_han_one() {
        assert_eq!(length("宪法日"), 3);
        assert_eq!(length("abc"), 2);
        assert_eq!(length("宪a"), 2);
    }
}
