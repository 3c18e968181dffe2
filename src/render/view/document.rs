//! A document as its own page shows it: `document`, beside its card's fields.

use serde::{Serialize, Serializer};
use tera::Value;

use crate::content::Heading as Fact;
use crate::url::fragment;

use super::value::view;
use super::{CardValue, DayView, NamedLink};

view! {
    /// What a document's template gets as `document`.
    pub struct DocumentView {
        /// The body as HTML, safe to put out as it is.
        pub body: String,
        /// The table of contents, of [`Heading`]s; empty when it is not shown.
        pub toc: Value,
        /// Han characters and Latin words.
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
        /// 法律 (case): the statutes it speaks of, with their page where the site has one.
        pub laws: Vec<NamedLink>,
        /// The files it offers (resource).
        pub attachments: Vec<FileView>,
        /// The campaign it belongs to.
        pub campaign: Option<CardValue>,
        /// What belongs to this campaign (campaign), events first, grouped by kind.
        pub members: Vec<super::CampaignView>,
        /// The plan items that it serves.
        pub plan_items: Vec<PlanLink>,
        /// The document before it in its section, by date.
        pub previous: Option<CardValue>,
        /// The one after it.
        pub next: Option<CardValue>,
        /// Documents near to it in subject.
        pub related: Vec<CardValue>,
    }

    /// A file to download.
    pub struct FileView {
        /// Its name.
        pub name: String,
        /// Where it is.
        pub href: String,
        /// Its type in capitals: PDF.
        pub kind: String,
        /// Its size for people: 1.2 MB.
        pub size: String,
    }

    /// A plan item that a document serves.
    pub struct PlanLink {
        /// The item, cited as its label is printed: 第九项.
        pub item: String,
        /// The item's title.
        pub title: String,
        /// The item's page, else its place on the plan's page.
        pub href: String,
        /// The plan.
        pub plan: NamedLink,
    }
}

/// A table of contents: headings in their order, seen as a tree in which one stands under the last of a higher level.
pub struct TocView<'h>(pub &'h [Fact<'h>]);

/// An entry of a table of contents.
#[derive(Serialize)]
pub struct TocEntry<'h> {
    /// 2 to 6.
    pub level: u8,
    /// Its text.
    pub text: &'h str,
    /// `#…`, percent-encoded.
    pub href: String,
    /// The headings under it.
    pub children: TocView<'h>,
}

impl<'h> TocView<'h> {
    /// The entries of the top, each with those under it.
    pub fn entries(&self) -> impl Iterator<Item = TocEntry<'h>> + use<'h> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let (first, after) = rest.split_first()?;
            let under = after
                .iter()
                .take_while(|below| below.level > first.level)
                .count();
            let (children, next) = after.split_at(under);
            rest = next;
            let (level, text, href) = (first.level, first.text, fragment(first.id));
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
