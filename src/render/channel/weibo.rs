//! 微博: a card of at most 140 Han characters with the address, a picture, and a link that opens
//! the platform's own page for sharing.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use crate::content::StaleSource;
use crate::diagnostic::{Code, Diagnostic};
use crate::message;

use super::article_images::{ArticleImages, ending};
use super::article_source::{ArticleSource, cut};
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

fn files(maker: &PackageBuilder<'_>, package: &ChannelPackage<'_>) -> Vec<String> {
    let mut files = vec![TEXT.to_owned(), DATA.to_owned()];
    for id in &package.documents {
        let document = maker.site.document(*id);
        let named = super::article_source::adjustment(document, package.channel)
            .and_then(|of| of.cover.as_ref());
        let written = named
            .map(|cover| cover.file.as_str())
            .or(document.front_matter.cover.as_deref());
        let found = written
            .map(|file| maker.site.destination(document, file))
            .or_else(|| {
                package
                    .channel
                    .options
                    .cover
                    .as_ref()
                    .map(|cover| maker.site.entry(&cover.file))
            });
        if let Some(crate::site::ResolvedLink::File(id)) = found {
            files.push(format!("picture.{}", ending(maker.site.file(id))));
        }
    }
    files
}

fn build(
    maker: &PackageBuilder<'_>,
    package: &ChannelPackage<'_>,
) -> Result<PackageOutput, StaleSource> {
    let mut made = PackageOutput::default();
    let Some(id) = package.documents.first() else {
        return Ok(made);
    };
    let material = maker.article_source(package.channel, *id)?;
    let url = material.url();
    let text = text(&material, &url, &mut made);
    let pictures = ArticleImages::new(maker);
    let picture = material.cover().and_then(|(file, _)| {
        let picture = pictures.get(file);
        if let Some(fault) = pictures.fault(file) {
            let found = Diagnostic::new(fault.code, fault.message).hint(fault.hint);
            made.found.push(
                found.at(material
                    .key_place("cover")
                    .unwrap_or_else(|| material.place(0, 1))),
            );
        }
        picture
    });
    if let Some(stale) = pictures.stale() {
        return Err(stale);
    }
    let name = picture
        .as_ref()
        .map(|picture| format!("picture.{}", picture.ending));
    let card = json!({
        "text": text,
        "length": length(&text),
        "limit": MOST,
        "url": url,
        "picture": name,
        "share": share(&text, &url),
    });
    made.contents = PackageContents {
        titles: vec![material.title().words.into_owned()],
        about: Some({
            let length = length(&text);
            message!("{length}/{MOST} 字", "{length}/{MOST} characters")
        }),
    };
    made.outputs.push(package.output(TEXT, format!("{text}\n")));
    let card = serde_json::to_string_pretty(&card).unwrap_or_default();
    made.outputs.push(package.output(DATA, format!("{card}\n")));
    if let (Some(name), Some(picture)) = (name, picture) {
        made.outputs
            .push(package.output(&name, picture.bytes.clone()));
    }
    Ok(made)
}

/// Text of a card: the editor's, else title and summary truncated to fit.
fn text(material: &ArticleSource<'_>, url: &str, made: &mut PackageOutput) -> String {
    let suffix = material
        .channel
        .options
        .suffix
        .as_deref()
        .map(|words| format!(" {words}"))
        .unwrap_or_default();
    let tail = format!("{suffix} {url}");
    let own = material.adjustment.and_then(|of| of.text.as_deref());
    let text = match own {
        Some(own) if own.contains(url) => own.to_owned(),
        Some(own) => format!("{own}{tail}"),
        None => {
            let title = format!("【{}】", material.title().words);
            let room = MOST.saturating_sub(length(&title) + length(&tail));
            let digest = material.digest(MOST).words.into_owned();
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
            material.adjusted_place("text")
        } else {
            material.title_place()
        };
        made.found.push(
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
