//! Checks of the channels of `site.yaml` and of the documents' `channels` keys.

use crate::content::config::{Channel, ChannelKind};
use crate::content::front_matter::venue;
use crate::content::{Document, SiteConfig, nearest};
use crate::diagnostic::{Code, Diagnostic, Message, SourceLocation};
use crate::message;

use super::picture_check;
use super::{ResolvedLink, Site};

/// Diagnostics about channels.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let of_channels = site
        .config
        .channels
        .iter()
        .flat_map(|channel| of_channel(site, channel));
    let of_documents = site
        .documents
        .iter()
        .flat_map(|(_, document)| of_document(site, document));
    of_channels.chain(of_documents).collect()
}

fn of_channel(site: &Site, channel: &Channel) -> Vec<Diagnostic> {
    let filter = &channel.filter;
    let mut found = Vec::new();
    let mut tell = |message: Message, hint: Message| {
        let place = SourceLocation {
            line: channel.line,
            ..SourceLocation::file(SiteConfig::PATH)
        };
        found.push(
            Diagnostic::new(Code::SiteBadValue, message)
                .hint(hint)
                .at(place),
        );
    };
    let name = &channel.name;
    for word in &filter.venues {
        if venue::find(&site.config.venues, word).is_none() {
            let message = message!(
                "渠道“{name}”里没有“{word}”这个场所",
                "the channel “{name}” names no venue “{word}”"
            );
            tell(message, venue::advice(&site.config.venues, word));
        }
    }
    if let Some(word) = filter
        .campaign
        .as_deref()
        .filter(|word| site.campaigns.find(word).is_none())
    {
        let message = message!(
            "渠道“{name}”里没有“{word}”这个主题活动",
            "the channel “{name}” names no campaign “{word}”"
        );
        tell(
            message,
            message!(
                "写 campaigns/ 里那个文件的名字（不带 .md）",
                "write the name of its file in campaigns/"
            ),
        );
    }
    if let Some(cover) = &channel.options.cover
        && !matches!(
            site.entry(&cover.file),
            ResolvedLink::File(_) | ResolvedLink::Withheld(_)
        )
    {
        let file = &cover.file;
        let message = message!(
            "渠道“{name}”的封面“{file}”不存在",
            "the cover “{file}” of the channel “{name}” does not exist"
        );
        tell(
            message,
            message!(
                "从 content/ 写起，例如 channel-cover.png",
                "write its path from content/"
            ),
        );
    }
    found
}

/// Diagnostics about a document's `channels`: unknown channels and missing covers.
fn of_document(site: &Site, document: &Document) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (word, adjustment) in &document.front_matter.further.channels {
        let line = |key| adjustment.lines.get(key).copied().unwrap_or(1);
        let at = |key| SourceLocation {
            line: line(key),
            ..SourceLocation::file(document.path.as_str())
        };
        let channels = &site.config.channels;
        let is_known = ChannelKind::parse(word).is_some()
            || channels
                .iter()
                .any(|channel| channel.name.eq_ignore_ascii_case(word));
        if !is_known {
            let message = message!("没有“{word}”这个渠道", "there is no channel “{word}”");
            let names = channels
                .iter()
                .map(|channel| channel.name.as_str())
                .chain(ChannelKind::IDS.iter().copied());
            let hint = match nearest(word, names) {
                Some(meant) => message!("是不是想写“{meant}”？", "did you mean “{meant}”?"),
                None => message!(
                    "写 site.yaml 的 channels 里的名字",
                    "write a name of channels in site.yaml"
                ),
            };
            found.push(
                Diagnostic::new(Code::FrontMatterUnknownKey, message)
                    .hint(hint)
                    .at(at("")),
            );
        }
        if let Some(cover) = &adjustment.cover
            && let ResolvedLink::File(file) = site.destination(document, &cover.file)
        {
            let faults = picture_check::faults(site.file(file)).into_iter();
            found.extend(faults.map(|fault| fault.at(at("cover"))));
        }
        if let Some(cover) = &adjustment.cover
            && !matches!(
                site.destination(document, &cover.file),
                ResolvedLink::File(_) | ResolvedLink::Withheld(_)
            )
        {
            let file = &cover.file;
            let message = message!("找不到封面“{file}”", "there is no cover “{file}”");
            let hint = message!(
                "文件放在文章旁边，路径从本文件写起",
                "put it beside the document and write the path from this file"
            );
            found.push(
                Diagnostic::new(Code::FrontMatterMissingFile, message)
                    .hint(hint)
                    .at(at("cover")),
            );
        }
    }
    found
}
