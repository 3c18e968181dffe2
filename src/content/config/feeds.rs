//! `feeds` of `site.yaml`: feeds to generate.

use super::keys::FEEDS;
use crate::content::suggest::nearest;
use crate::content::yaml::{ValueReader, YamlField, YamlPath};
use crate::diagnostic::Code;
use crate::message;

/// Feeds to generate, and their content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedConfig {
    /// Families of lists that have feeds.
    pub families: Vec<FeedFamily>,
    /// Maximum number of documents in a feed.
    pub entries: usize,
    /// True if a feed contains full texts instead of summaries.
    pub full_text: bool,
}

impl Default for FeedConfig {
    fn default() -> Self {
        let families = vec![FeedFamily::Site, FeedFamily::Sections, FeedFamily::Venues];
        Self {
            families,
            entries: 20,
            full_text: true,
        }
    }
}

/// Family of lists that may have feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedFamily {
    /// The whole site.
    Site,
    /// Sections that belong to no venue.
    Sections,
    /// Venues.
    Venues,
    /// Campaigns.
    Campaigns,
    /// Tags.
    Tags,
    /// Kinds.
    Kinds,
}

const FAMILIES: [(&str, &str, FeedFamily); 6] = [
    ("site", "全站", FeedFamily::Site),
    ("sections", "栏目", FeedFamily::Sections),
    ("venues", "场所", FeedFamily::Venues),
    ("campaigns", "主题活动", FeedFamily::Campaigns),
    ("tags", "标签", FeedFamily::Tags),
    ("kinds", "类型", FeedFamily::Kinds),
];

/// Reads `feeds`.
pub(super) fn take(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> FeedConfig {
    let mut feeds = FeedConfig::default();
    let entries = reader.entries(&mut field).unwrap_or_default();
    reader.table(
        entries,
        Some(&field.at),
        &FEEDS,
        |reader, key, field| match key.name {
            "families" => {
                feeds.families.clear();
                reader.words(field, |reader, word, at| {
                    feeds.families.extend(family(reader, &word, at));
                });
            }
            "entries" => {
                let entries = reader
                    .number(&field, 1, 200)
                    .and_then(|entries| usize::try_from(entries).ok());
                feeds.entries = entries.unwrap_or(feeds.entries);
            }
            "full_text" => feeds.full_text = reader.flag(&field).unwrap_or(true),
            _ => {}
        },
    );
    feeds
}

fn family(reader: &mut ValueReader<'_>, word: &str, at: &YamlPath<'_>) -> Option<FeedFamily> {
    let named = FAMILIES
        .iter()
        .find(|(id, name, _)| id.eq_ignore_ascii_case(word) || *name == word);
    if named.is_none() {
        let message = message!(
            "订阅源没有“{word}”这种范围",
            "feeds have no family “{word}”"
        );
        let hint = match nearest(word, FAMILIES.iter().flat_map(|(id, name, _)| [*id, *name])) {
            Some(meant) => message!("是不是想写 {meant}？", "did you mean {meant}?"),
            None => message!(
                "可以写：全站、栏目、场所、主题活动、标签、类型",
                "write site, sections, venues, campaigns, tags or kinds"
            ),
        };
        reader.report(at, Code::SiteBadValue, message, hint);
    }
    named.map(|(.., family)| *family)
}
