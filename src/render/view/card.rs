//! Template view of a document in lists: a small fixed struct.

use super::value::{SharedValue, view};

view! {
    /// Name with an optional link.
    pub(crate) struct NamedLink {
        /// Displayed text.
        pub name: String,
        /// Address; `None` for a name alone.
        pub href: Option<String>,
    }

    /// Statute that a document cites.
    pub(crate) struct StatuteLink {
        /// Name, without 《》.
        pub name: String,
        /// Articles: `第一千零七十九条`; empty if none are named.
        pub articles: String,
        /// Address of its page; `None` if the site has none.
        pub href: Option<String>,
    }

    /// Day in the variants that templates show.
    pub(crate) struct DayView {
        /// For `<time datetime>`: `2026-11-01` or `2026-11-01T09:30:00+08:00`.
        pub iso: String,
        /// 2026年11月1日, with 09:30 if a time was given.
        pub text: String,
        /// `2026-11-01`.
        pub short: String,
        /// `11-01`.
        pub month_day: String,
        /// 2026.
        pub year: i16,
        /// 11.
        pub month: i8,
        /// 1.
        pub day: i8,
        /// 星期日.
        pub weekday: &'static str,
        /// `09:30`, if a time of day was given.
        pub time: Option<String>,
    }

    /// Time span, and its state relative to now.
    pub(crate) struct SpanView {
        /// First day.
        pub start: DayView,
        /// Last day; `None` for a single moment.
        pub end: Option<DayView>,
        /// 12月1日至7日, in the shortest unambiguous text.
        pub text: String,
        /// `upcoming`, `ongoing` or `past`.
        pub state: &'static str,
        /// 未开始, 进行中, 已结束.
        pub state_text: &'static str,
    }

    /// Cover image.
    pub(crate) struct CoverView {
        /// Value of `src`.
        pub src: String,
        /// Absolute address, for Open Graph.
        pub absolute: String,
        /// Width in CSS pixels, if known.
        pub width: Option<u32>,
        /// Height in CSS pixels, if known.
        pub height: Option<u32>,
    }

    /// Document as shown in lists.
    pub(crate) struct Card {
        /// Title.
        pub title: String,
        /// Address of its page.
        pub href: String,
        /// Kind: `article`, `case`, `event` …
        pub kind: &'static str,
        /// Link to the kind's page: 普法文章 …
        pub kind_link: SharedValue,
        /// Section.
        pub section: SharedValue,
        /// Venues.
        pub venues: Vec<SharedValue>,
        /// Tags.
        pub tags: Vec<SharedValue>,
        /// Date.
        pub date: Option<DayView>,
        /// Time (event, campaign).
        pub span: Option<SpanView>,
        /// Place (event).
        pub place: Option<String>,
        /// One or two sentences.
        pub summary: String,
        /// Cover.
        pub cover: Option<CoverView>,
        /// 来源.
        pub source: Option<String>,
        /// 文号.
        pub document_number: Option<String>,
        /// Question (qa).
        pub question: Option<String>,
        /// 效力 (law).
        pub status: Option<String>,
        /// 届次 (campaign).
        pub ordinal: Option<String>,
        /// Number of files offered (resource).
        pub files: usize,
        /// `extra` of the front matter.
        pub extra: serde_json::Map<String, serde_json::Value>,
    }
}
