//! Front matter: the YAML head of a document, read into typed values.
//!
//! Canonical keys are English, each with its Chinese alias. A fault is a diagnostic at its line
//! with the nearest right way to write it.

mod aliases;
mod channels;
mod check;
mod doubtful_keys;
mod keys;
mod plan;
mod progress;
mod read;
#[cfg(test)]
mod tests;
pub mod venue;

pub(crate) use channels::take_cover;
pub use channels::{ChannelOverride, CoverImage};
pub use check::{check_required, lines_of};
pub(crate) use doubtful_keys::in_body;
pub(crate) use keys::COVER;
pub use keys::{ADJUSTMENT, KEYS, PROGRESS};
pub use read::{FrontMatterContext, read};

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::content::boxed_default::{BoxedDefault, SharedEmpty};
use crate::content::{DocumentKind, Moment, StatedValue, portable_json};
use crate::url::Address;

/// What the head of a document says, as its author wrote it: no default of folder or site is in it.
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
    /// 要点: the plan items that this document serves.
    pub plan: Vec<PlanReference>,
    /// 摘要.
    pub summary: Option<String>,
    /// 封面: a file's path, relative to the document.
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
    /// Whether a part could not be read that may decide if, and where, the document is published: a head that is no
    /// YAML, an unknown kind, an address that cannot be, a key that looks like one that decides.
    pub is_illegible: bool,
    /// 网址名.
    pub slug: Option<String>,
    /// 排序: smaller comes first.
    pub weight: Option<i64>,
    /// The keys that few documents have.
    pub further: BoxedDefault<RareFields>,
}

/// What few heads say: keys of one kind of document, and of special cases. Kept apart, since a site holds the
/// heads of all its documents at once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RareFields {
    /// 定时发布.
    pub publish: StatedValue<Moment>,
    /// 到期.
    pub expires: StatedValue<Moment>,
    /// 旧网址: addresses from the site's root that lead here.
    pub aliases: Vec<String>,
    /// 目录: whether the table of contents is shown; by default when there are enough headings.
    pub toc: Option<bool>,
    /// template: the theme's template to use instead of the kind's.
    pub template: Option<String>,
    /// lang: the document's language when it is not the site's.
    pub lang: Option<String>,
    /// 渠道: adjustments for each channel, by its name as written.
    pub channels: std::collections::BTreeMap<String, ChannelOverride>,
    /// extra: free, for the theme.
    #[serde(with = "portable_json")]
    pub extra: serde_json::Map<String, serde_json::Value>,
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
    /// 文件 (resource): paths relative to the document.
    pub files: Vec<Address>,
    /// 法律 (case): names of statutes.
    pub laws: Vec<String>,
    /// 施行日期 (law).
    pub effective: Option<Moment>,
    /// 效力 (law): 现行有效, 已修改, 已废止, 尚未施行.
    pub status: Option<String>,
    /// 年度 (plan).
    pub year: Option<i16>,
    /// 进展 (plan): what has been done, by item.
    pub progress: Vec<ProgressEntry>,
    /// 菜单 (page): the page's name in the site's menu, where it stands if this is given. For
    /// `true` its title; empty when front matter has no title.
    pub menu: Option<String>,
}

/// All that decides whether the public sees a document. Whoever decides takes it apart, so that none is forgotten.
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
    /// Whether a part could not be read that may decide too.
    pub is_illegible: bool,
}

impl FrontMatter {
    /// What decides whether the public sees the document.
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

/// A plan item that a document names: `9`, `"㈨"`, `"2014/9"`, `{item: 9, count: 1}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanReference {
    /// The reference as written: `9`, `㈨`, `2014/9`.
    pub item: String,
    /// How much this document counts toward a target of the item.
    pub count: Option<u32>,
}

/// One entry of a plan's `progress`: a statement about an item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProgressEntry {
    /// The item's reference.
    pub item: String,
    /// How much it counts toward a target.
    pub count: Option<u32>,
    /// When it was done.
    pub date: Option<Moment>,
    /// What was done.
    pub note: Option<String>,
    /// Where to read of it.
    pub link: Option<Address>,
}
