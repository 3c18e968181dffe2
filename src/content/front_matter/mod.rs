//! Front matter: the YAML head of a document, read into typed values.
//!
//! Canonical keys are English, each with a Chinese alias. A fault is a diagnostic at its line with
//! the nearest correct form.

mod aliases;
mod channels;
mod check;
mod doubtful_keys;
mod foreign_head;
mod foreign_keys;
#[cfg(test)]
mod foreign_tests;
mod hiding_keys;
mod hiding_words;
mod keys;
mod period;
mod plan;
mod progress;
mod read;
mod statute;
#[cfg(test)]
mod tests;
mod theme_words;
#[cfg(test)]
mod value_tests;
pub(crate) mod venue;

pub(crate) use channels::take_cover;
pub(crate) use channels::{ChannelOverride, CoverImage};
pub(crate) use check::{check_required, lines_of};
pub(crate) use doubtful_keys::in_body;
pub(crate) use foreign_head::foreign_head;
pub(crate) use foreign_keys::{FOREIGN_KEYS, ForeignKey};
pub(crate) use keys::COVER;
pub use keys::{KEYS, PROGRESS};
pub use read::{FrontMatterContext, read};
pub(crate) use statute::statute_parts;

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::content::boxed_default::{BoxedDefault, SharedEmpty};
use crate::content::config::ParagraphRule;
use crate::content::{DocumentKind, Moment, StatedValue, portable_json};
use crate::url::Address;

/// Front matter as its author wrote it, without defaults of folder or site.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FrontMatter {
    /// 标题.
    pub title: Option<String>,
    /// 类型.
    pub kind: Option<DocumentKind>,
    /// 日期.
    pub date: StatedValue<Moment>,
    /// 更新.
    pub updated: Option<Moment>,
    /// 场所: venue identifiers; `None` when the key is absent.
    pub venues: Option<Vec<String>>,
    /// 主题活动: the slug of a campaign.
    pub campaign: Option<String>,
    /// 标签.
    pub tags: Vec<String>,
    /// 要点: plan items that this document serves.
    pub plan: Vec<PlanReference>,
    /// 摘要.
    pub summary: Option<String>,
    /// 封面: path of a file, relative to the document.
    pub cover: Option<Address>,
    /// 作者.
    pub author: Option<String>,
    /// 来源.
    pub source: Option<String>,
    /// 发布单位.
    pub publisher: Option<String>,
    /// 编辑 (责任编辑).
    pub editor: Option<String>,
    /// 审核.
    pub reviewer: Option<String>,
    /// 草稿.
    pub draft: StatedValue<bool>,
    /// True if an unreadable part may decide if, and where, the document is published: invalid
    /// YAML, an unknown kind, an invalid address, a key that resembles a deciding one.
    pub is_illegible: bool,
    /// 网址名.
    pub slug: Option<String>,
    /// 排序: smaller comes first.
    pub weight: Option<i64>,
    /// Keys that few documents have.
    pub further: BoxedDefault<RareFields>,
}

/// Rare keys: those of one kind of document, and of special cases. Boxed, because a site keeps the
/// front matter of all documents in memory.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RareFields {
    /// 定时发布.
    pub publish: StatedValue<Moment>,
    /// 到期.
    pub expires: StatedValue<Moment>,
    /// 旧网址: addresses from the site's root that redirect here.
    pub aliases: Vec<String>,
    /// 目录: shows the table of contents or not; by default shown if there are enough headings.
    pub toc: Option<bool>,
    /// 段落: rule of paragraphs if it is not the site's.
    pub paragraphs: Option<ParagraphRule>,
    /// template: theme template that replaces the kind's.
    pub template: Option<String>,
    /// lang: language of the document if it is not the site's.
    pub lang: Option<String>,
    /// 渠道: adjustments per channel, by its name as written.
    pub channels: std::collections::BTreeMap<String, ChannelOverride>,
    /// extra: free-form, for the theme.
    #[serde(with = "portable_json")]
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// Keys that only the owner's theme can know, with their lines: their values are in `extra`.
    pub own_keys: Vec<(String, u32)>,
    /// 开始 (event, campaign).
    pub start: Option<Moment>,
    /// 结束 (event, campaign).
    pub end: Option<Moment>,
    /// 地点 (event).
    pub place: Option<String>,
    /// 承办 (event, campaign).
    pub organizer: Option<String>,
    /// 届次 (campaign): 第十三届.
    pub ordinal: Option<String>,
    /// 文号 (notice, law, plan): 示政办〔2026〕6号.
    pub document_number: Option<String>,
    /// 问题 (qa).
    pub question: Option<String>,
    /// 文件 (resource): paths, relative to the document.
    pub files: Vec<Address>,
    /// 法律 (case): statutes, each its name alone, or `《name》第…条`.
    pub laws: Vec<String>,
    /// 施行日期 (law).
    pub effective: Option<Moment>,
    /// 效力 (law): 现行有效, 已修改, 已废止, 尚未施行.
    pub status: Option<String>,
    /// 年度 (plan).
    pub year: Option<i16>,
    /// 进展 (plan): work done, by item.
    pub progress: Vec<ProgressEntry>,
    /// 菜单 (page): name in the site's menu, which lists the page only if this is given. For `true`
    /// the title; empty if front matter has no title.
    pub menu: Option<String>,
}

/// All fields that decide on publication; consumers destructure it, so that none is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisibilityFields {
    /// 草稿.
    pub draft: StatedValue<bool>,
    /// 日期.
    pub date: StatedValue<Moment>,
    /// 定时发布.
    pub publish: StatedValue<Moment>,
    /// 到期.
    pub expires: StatedValue<Moment>,
    /// True if an unreadable part may decide too.
    pub is_illegible: bool,
}

impl FrontMatter {
    /// Returns the fields that decide on publication.
    pub fn visibility(&self) -> VisibilityFields {
        VisibilityFields {
            draft: self.draft,
            date: self.date,
            publish: self.further.publish,
            expires: self.further.expires,
            is_illegible: self.is_illegible,
        }
    }
}

impl SharedEmpty for RareFields {
    fn empty() -> &'static LazyLock<Self> {
        static EMPTY: LazyLock<RareFields> = LazyLock::new(RareFields::default);
        &EMPTY
    }
}

/// Reference from a document to a plan item: `9`, `"㈨"`, `"2014/9"`, `{item: 9, count: 1}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanReference {
    /// Reference as written: `9`, `㈨`, `2014/9`.
    pub item: String,
    /// Amount that this document adds toward a target of the item.
    pub count: Option<u32>,
}

/// Entry of a plan's `progress`: a statement about an item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProgressEntry {
    /// Reference of the item.
    pub item: String,
    /// Amount that the entry adds toward a target.
    pub count: Option<u32>,
    /// Date of the work.
    pub date: Option<Moment>,
    /// Description of the work.
    pub note: Option<String>,
    /// Link to a report.
    pub link: Option<Address>,
}
