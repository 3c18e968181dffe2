//! Template view of a document's own page: `document`, beside its card's fields.

use serde::{Serialize, Serializer};
use tera::Value;

use crate::content::Heading as Fact;
use crate::url::fragment;

use super::value::view;
use super::{CardValue, DayView, NamedLink, StatuteLink};

view! {
    /// Value `document` of a document's template.
    pub(crate) struct DocumentView {
        /// Body as HTML, safe to insert unescaped.
        pub body: String,
        /// Table of contents, of [`TocEntry`] values; empty if not shown.
        pub toc: Value,
        /// Number of Han characters and Latin words.
        pub words: u32,
        /// Reading time in minutes.
        pub minutes: u32,
        /// 更新.
        pub updated: Option<DayView>,
        /// 作者.
        pub author: Option<String>,
        /// 发布单位.
        pub publisher: Option<String>,
        /// 责任编辑.
        pub editor: Option<String>,
        /// 审核.
        pub reviewer: Option<String>,
        /// 承办.
        pub organizer: Option<String>,
        /// 施行日期 (law).
        pub effective: Option<DayView>,
        /// 年度 (plan).
        pub year: Option<i16>,
        /// 法律 (case): cited statutes, linked to their page if the site has one.
        pub laws: Vec<StatuteLink>,
        /// Files offered (resource).
        pub attachments: Vec<FileView>,
        /// Campaign to which it belongs.
        pub campaign: Option<CardValue>,
        /// Documents of this campaign (campaign), events first, grouped by kind.
        pub members: Vec<super::CampaignView>,
        /// Plan items that it serves.
        pub plan_items: Vec<PlanLink>,
        /// Previous document of its section, by date.
        pub previous: Option<CardValue>,
        /// Next document of its section, by date.
        pub next: Option<CardValue>,
        /// Related documents.
        pub related: Vec<CardValue>,
    }

    /// File to download.
    pub(crate) struct FileView {
        /// Name.
        pub name: String,
        /// Address.
        pub href: String,
        /// File type in capitals: PDF.
        pub kind: String,
        /// Human-readable size: 1.2 MB.
        pub size: String,
    }

    /// Plan item that a document serves.
    pub(crate) struct PlanLink {
        /// Item, cited with its printed label: 第九项.
        pub item: String,
        /// Title of the item.
        pub title: String,
        /// Address of the item's page, else of its anchor on the plan's page.
        pub href: String,
        /// Plan.
        pub plan: NamedLink,
    }
}

/// Table of contents: flat headings, viewed as a tree by their levels.
pub(crate) struct TocView<'h>(pub &'h [Fact<'h>]);

/// Entry of a table of contents.
#[derive(Serialize)]
pub(crate) struct TocEntry<'h> {
    /// Heading level, 2 to 6.
    pub level: u8,
    /// Text.
    pub text: &'h str,
    /// `#…`, percent-encoded.
    pub href: String,
    /// Headings below it.
    pub children: TocView<'h>,
}

impl<'h> TocView<'h> {
    /// Returns the top-level entries, each with the headings below it.
    pub(crate) fn entries(&self) -> impl Iterator<Item = TocEntry<'h>> + use<'h> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let (first, after) = rest.split_first()?;
            let under = after
                .iter()
                .take_while(|below| below.level > first.level)
                .count();
            let (children, next) = after.split_at(under);
            rest = next;
            let level = first.level;
            let text = first.text;
            let href = fragment(first.id);
            Some(TocEntry {
                level,
                text,
                href,
                children: TocView(children),
            })
        })
    }
}

impl Serialize for TocView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.entries())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_nest_by_level() {
        let headings = [(2, "一"), (3, "二"), (3, "三"), (2, "四")].map(|(level, id)| Fact {
            level,
            id,
            text: id,
        });
        let entries = TocView(&headings).entries();
        let shape: Vec<(&str, usize)> = entries
            .map(|of| (of.text, of.children.entries().count()))
            .collect();
        assert_eq!(shape, [("一", 2), ("四", 0)]);
    }
}
