//! Channels of `site.yaml`: places outside the site for which packages are built.

use jiff::tz::TimeZone;

use super::ChannelKind;
use super::keys::{CHANNEL, CHANNEL_FILTER, CHANNEL_OPTIONS};
use crate::content::yaml::{ValueReader, YamlEntry, YamlField};
use crate::content::{CoverImage, DocumentKind, KINDS, Moment, nearest};
use crate::diagnostic::Code;
use crate::message;
use crate::path_segment;

/// Channel of a site.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// Name on the command line and in front matter, and folder under `channels/`.
    pub name: String,
    /// Kind.
    pub kind: ChannelKind,
    /// Selection of documents.
    pub filter: ChannelFilter,
    /// Options of the packages.
    pub options: ChannelOptions,
    /// Line of `site.yaml`, from 1.
    pub line: u32,
}

/// Selection of a channel's documents: those that meet every condition given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChannelFilter {
    /// Venues as written, since the site's venues may be defined further down.
    pub venues: Vec<String>,
    /// Kinds.
    pub kinds: Vec<DocumentKind>,
    /// Tags.
    pub tags: Vec<String>,
    /// Campaign.
    pub campaign: Option<String>,
    /// Earliest date, in the site's time zone.
    pub since: Option<Moment>,
}

/// Options of a channel's packages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChannelOptions {
    /// Author of articles without one; by default, the site's sponsor.
    pub author: Option<String>,
    /// Cover of articles without one, relative to `content/`.
    pub cover: Option<CoverImage>,
    /// True if readers may comment (留言).
    pub comments: bool,
    /// Text at the end of every card (微博).
    pub suffix: Option<String>,
}

/// Reads the list of channels.
pub(super) fn take(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> Vec<Channel> {
    let mut channels: Vec<Channel> = Vec::new();
    let Some(elements) = field.elements() else {
        reader.wrong_type(
            &field,
            &message!("一个列表", "a list"),
            "[{kind: wechat}, {kind: baidu}]",
        );
        return channels;
    };
    for mut element in elements {
        let line = reader.line(&element.at);
        let Some(entries) = reader.entries(&mut element) else {
            continue;
        };
        let Some(channel) = one(reader, &element, entries, line) else {
            continue;
        };
        if channels
            .iter()
            .any(|other| other.name.eq_ignore_ascii_case(&channel.name))
        {
            let name = &channel.name;
            let message = message!("有两个渠道都叫“{name}”", "two channels are called “{name}”");
            let hint = message!("给其中一个写上别的 name", "give one of them another name");
            reader.report(&element.at, Code::SiteBadValue, message, hint);
        } else {
            channels.push(channel);
        }
    }
    channels
}

fn one(
    reader: &mut ValueReader<'_>,
    element: &YamlField<'_>,
    entries: Vec<YamlEntry>,
    line: u32,
) -> Option<Channel> {
    let mut name = None;
    let mut kind = None;
    let mut filter = ChannelFilter::default();
    let mut options = ChannelOptions::default();
    let mut is_faulty = false;
    reader.table(
        entries,
        Some(&element.at),
        &CHANNEL,
        |reader, key, field| match key.name {
            "name" => {
                name = take_name(reader, field);
                is_faulty |= name.is_none();
            }
            "kind" => {
                kind = take_kind(reader, field);
                is_faulty |= kind.is_none();
            }
            "filter" => filter = take_filter(reader, field),
            "options" => options = take_options(reader, field),
            _ => {}
        },
    );
    let kind = kind.or_else(|| name.as_deref().and_then(ChannelKind::parse));
    if let Some(kind) = kind {
        return Some(Channel {
            name: name.unwrap_or_else(|| kind.id().to_owned()),
            kind,
            filter,
            options,
            line,
        });
    }
    if !is_faulty {
        let message = message!("渠道没有写种类（kind）", "this channel has no kind");
        reader.report(&element.at, Code::SiteBadValue, message, kinds_hint(""));
    }
    None
}

/// Reads the name, which is a folder under `channels/` too.
fn take_name(reader: &mut ValueReader<'_>, field: YamlField<'_>) -> Option<String> {
    let at = field.at;
    let name = reader.text(field)?;
    let Some(fault) = path_segment::fault(&name) else {
        return Some(name);
    };
    let zh = fault.zh;
    let en = fault.en;
    let message = message!("渠道的名字{zh}", "the channel's name cannot be used: {en}");
    let hint = message!(
        "用汉字、字母、数字和短横线，例如 wechat-bureau",
        "use letters, digits and hyphens"
    );
    reader.report(&at, Code::SiteBadValue, message, hint);
    None
}

fn take_kind(reader: &mut ValueReader<'_>, field: YamlField<'_>) -> Option<ChannelKind> {
    let at = field.at;
    let written = reader.text(field)?;
    let kind = ChannelKind::parse(&written);
    if kind.is_none() {
        let message = message!(
            "没有“{written}”这种渠道",
            "there is no kind of channel “{written}”"
        );
        reader.report(&at, Code::SiteBadValue, message, kinds_hint(&written));
    }
    kind
}

fn kinds_hint(written: &str) -> crate::diagnostic::Message {
    let words = ChannelKind::ALL
        .iter()
        .flat_map(|kind| kind.words().iter().copied());
    if let Some(meant) = nearest(written, words) {
        return message!("是不是想写“{meant}”？", "did you mean “{meant}”?");
    }
    let all: Vec<String> = ChannelKind::ALL
        .iter()
        .map(|kind| format!("{}（{}）", kind.id(), kind.name()))
        .collect();
    let all = all.join("、");
    message!("可以写：{all}", "the kinds are {all}")
}

fn take_filter(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> ChannelFilter {
    let mut filter = ChannelFilter::default();
    let entries = reader.entries(&mut field).unwrap_or_default();
    reader.table(
        entries,
        Some(&field.at),
        &CHANNEL_FILTER,
        |reader, key, field| match key.name {
            "venues" => reader.words(field, |_, word, _| filter.venues.push(word)),
            "kinds" => reader.words(field, |reader, word, at| {
                filter.kinds.extend(DocumentKind::parse(&word));
                if DocumentKind::parse(&word).is_none() {
                    let message = message!("没有“{word}”这种类型", "there is no kind “{word}”");
                    let all = KINDS.map(|facts| facts.name).join("、");
                    reader.report(
                        at,
                        Code::SiteBadValue,
                        message,
                        message!("可以写：{all}", "the kinds are {all}"),
                    );
                }
            }),
            "tags" => reader.words(field, |_, word, _| filter.tags.push(word)),
            "campaign" => filter.campaign = reader.text(field),
            "since" => filter.since = reader.date(field, &TimeZone::UTC),
            _ => {}
        },
    );
    filter
}

fn take_options(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> ChannelOptions {
    let mut options = ChannelOptions::default();
    let entries = reader.entries(&mut field).unwrap_or_default();
    reader.table(
        entries,
        Some(&field.at),
        &CHANNEL_OPTIONS,
        |reader, key, field| match key.name {
            "author" => options.author = reader.text(field),
            "cover" => options.cover = crate::content::front_matter::take_cover(reader, field),
            "comments" => options.comments = reader.flag(&field).unwrap_or_default(),
            "suffix" => options.suffix = reader.text(field),
            _ => {}
        },
    );
    options
}
