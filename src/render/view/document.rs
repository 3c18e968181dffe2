//! A document as its own page shows it: `document`, beside its card's fields.

use super::value::view;
use super::{CardValue, Day, Link};

view! {
    /// What a document's template gets as `document`.
    pub struct DocumentView {
        /// The body as HTML, safe to put out as it is.
        pub body: String,
        /// The table of contents; empty when it is not shown.
        pub toc: Vec<Heading>,
        /// Han characters and Latin words.
        pub words: u32,
        /// Reading time in minutes.
        pub minutes: u32,
        /// 更新.
        pub updated: Option<Day>,
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
        pub effective: Option<Day>,
        /// 年度 (plan).
        pub year: Option<i16>,
        /// 法律 (case): the statutes it speaks of, with their page where the site has one.
        pub laws: Vec<Link>,
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

    /// An entry of a table of contents.
    pub struct Heading {
        /// 2 to 6.
        pub level: u8,
        /// Its text.
        pub text: String,
        /// `#…`, percent-encoded.
        pub href: String,
        /// The headings under it.
        pub children: Vec<Heading>,
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
        pub plan: Link,
    }
}
