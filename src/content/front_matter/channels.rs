//! `channels` of front matter: adjustments per channel, `channels: {wechat: {title: …, cover: …}}`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::keys::{ADJUSTMENT, COVER};
use crate::content::key_spec;
use crate::content::key_table::KeyedFields;
use crate::content::yaml::{PathStep, ValueReader, YamlField, YamlNode, YamlPath};
use crate::diagnostic::Code;
use crate::message;
use crate::url::Address;

/// Adjustments of a document for one channel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChannelOverride {
    /// True if the document is excluded from the channel (`wechat: false`).
    pub is_off: bool,
    /// Title that replaces the document's.
    pub title: Option<String>,
    /// Summary that replaces the document's.
    pub digest: Option<String>,
    /// Author that replaces the document's.
    pub author: Option<String>,
    /// Cover that replaces the document's.
    pub cover: Option<CoverImage>,
    /// Bundle (多图文) of the document.
    pub bundle: Option<String>,
    /// Position in the bundle: smaller comes first.
    pub order: Option<i64>,
    /// Text of a card (微博).
    pub text: Option<String>,
    /// Lines of the keys, from 1; `""` is the channel's own.
    pub lines: BTreeMap<Cow<'static, str>, u32>,
}

/// Cover image, with the point that every crop keeps visible.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoverImage {
    /// File as written.
    pub file: Address,
    /// Horizontal and vertical position of the point, each from 0 to 1; the middle by default.
    pub focus: (f64, f64),
}

/// Reads the adjustments by channel name, as written.
pub(super) fn take(
    reader: &mut ValueReader<'_>,
    mut field: YamlField<'_>,
) -> BTreeMap<String, ChannelOverride> {
    let mut all = BTreeMap::new();
    for (index, entry) in reader
        .entries(&mut field)
        .unwrap_or_default()
        .into_iter()
        .enumerate()
    {
        let word = entry.word();
        let at = YamlPath::new(Some(&field.at), PathStep::Value(index));
        if entry.value != YamlNode::Null {
            let one = one(
                reader,
                YamlField {
                    name: &word,
                    at,
                    node: entry.value,
                },
            );
            all.insert(word, one);
        }
    }
    all
}

fn one(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> ChannelOverride {
    let mut of = ChannelOverride::default();
    of.lines.insert("".into(), reader.line(&field.at));
    if !matches!(field.node, YamlNode::Map(_)) {
        of.is_off = reader.flag(&field) == Some(false);
        return of;
    }
    let entries = reader.entries(&mut field).unwrap_or_default();
    for (index, entry) in entries.iter().enumerate() {
        if entry.value != YamlNode::Null
            && let Some(key) = key_spec::find(&ADJUSTMENT, &entry.word())
        {
            let value = YamlPath::new(Some(&field.at), PathStep::Value(index));
            of.lines
                .entry(key.name.into())
                .or_insert_with(|| reader.line(&value));
        }
    }
    reader.fill(&mut of, entries, Some(&field.at), &ADJUSTMENT, ());
    of
}

/// Reads a cover: a file, or `{file: …, focus: [x, y]}`.
pub(crate) fn take_cover(
    reader: &mut ValueReader<'_>,
    mut field: YamlField<'_>,
) -> Option<CoverImage> {
    const MIDDLE: (f64, f64) = (0.5, 0.5);
    if !matches!(field.node, YamlNode::Map(_)) {
        return reader.address(field).map(|file| CoverImage {
            file,
            focus: MIDDLE,
        });
    }
    let entries = reader.entries(&mut field)?;
    let mut cover = CoverDraft::default();
    reader.fill(&mut cover, entries, Some(&field.at), &COVER, ());
    cover.file.map(|file| CoverImage {
        file,
        focus: cover.focus.unwrap_or(MIDDLE),
    })
}

/// A cover while its keys are read.
#[derive(Default)]
pub(crate) struct CoverDraft {
    pub(super) file: Option<Address>,
    pub(super) focus: Option<(f64, f64)>,
}

impl KeyedFields for CoverDraft {
    type Context<'c> = ();
}

impl KeyedFields for ChannelOverride {
    type Context<'c> = ();
}

/// The focal point of a cover, across and down, from 0 to 1.
pub(super) fn take_focus(reader: &mut ValueReader<'_>, field: YamlField<'_>) -> Option<(f64, f64)> {
    let name = field.name.to_owned();
    let at = field.at;
    let mut numbers: Vec<Option<f64>> = Vec::new();
    reader.words(field, |_, word, _| {
        numbers.push(
            word.parse()
                .ok()
                .filter(|number| (0.0..=1.0).contains(number)),
        );
    });
    if let [Some(across), Some(down)] = numbers[..] {
        return Some((across, down));
    }
    let message = message!(
        "“{name}”要写两个 0 到 1 之间的数",
        "“{name}” takes two numbers from 0 to 1"
    );
    let hint = message!(
        "先横后竖，左上角是 0，例如 {name}: [0.5, 0.3]",
        "across, then down, from the top left, as in {name}: [0.5, 0.3]"
    );
    reader.report(&at, Code::FrontMatterWrongType, message, hint);
    None
}
