//! A document as lists show it: a small fixed struct.

use super::value::{SharedValue, view};

view! {
    /// A name that leads somewhere.
    pub struct NamedLink {
        /// What is shown.
        pub name: String,
        /// Where it leads; `None` for a name alone.
        pub href: Option<String>,
    }

    /// A day, in the forms that templates show.
    pub struct DayView {
        /// For `<time datetime>`: `2026-11-01` or `2026-11-01T09:30:00+08:00`.
        pub iso: String,
        /// 2026年11月1日, with 09:30 when a time was written.
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
        /// `09:30`, when a time of day was written.
        pub time: Option<String>,
    }

    /// From a day to a day, and where now stands to it.
    pub struct SpanView {
        /// The first day.
        pub start: DayView,
        /// The last; `None` for a single moment.
        pub end: Option<DayView>,
        /// 12月1日至7日, in the shortest form that is clear.
        pub text: String,
        /// `upcoming`, `ongoing` or `past`.
        pub state: &'static str,
        /// 未开始, 进行中, 已结束.
        pub state_text: &'static str,
    }

    /// A cover picture.
    pub struct CoverView {
        /// What `src` holds.
        pub src: String,
        /// The whole address, for Open Graph.
        pub absolute: String,
        /// Width in CSS pixels, when known.
        pub width: Option<u32>,
        /// Height in CSS pixels, when known.
        pub height: Option<u32>,
    }

    /// A document as lists show it.
    pub struct Card {
        /// Its title.
        pub title: String,
        /// Its page.
        pub href: String,
        /// Its kind: `article`, `case`, `event` …
        pub kind: &'static str,
        /// 普法文章 …, leading to the kind's page.
        pub kind_link: SharedValue,
        /// Its section.
        pub section: SharedValue,
        /// Its venues.
        pub venues: Vec<SharedValue>,
        /// Its tags.
        pub tags: Vec<SharedValue>,
        /// The day it is dated.
        pub date: Option<DayView>,
        /// When it takes place (event, campaign).
        pub span: Option<SpanView>,
        /// Where it takes place (event).
        pub place: Option<String>,
        /// A sentence or two.
        pub summary: String,
        /// Its cover.
        pub cover: Option<CoverView>,
        /// 来源.
        pub source: Option<String>,
        /// 文号.
        pub document_number: Option<String>,
        /// The question (qa).
        pub question: Option<String>,
        /// 效力 (law).
        pub status: Option<String>,
        /// 届次 (campaign).
        pub ordinal: Option<String>,
        /// How many files it offers (resource).
        pub files: usize,
        /// extra of the front matter.
        pub extra: serde_json::Map<String, serde_json::Value>,
    }
}
