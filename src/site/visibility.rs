//! Publication state of documents at an instant.
//!
//! A document is published only if every deciding field was read and allows it; an unreadable one
//! hides it. A known reason to hide (draft, future date, expiry) applies regardless: the document
//! then counts as judged, and its earlier output is removed.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::content::front_matter::VisibilityFields;
use crate::content::{Document, DocumentKind, Moment, StatedValue};

/// Options to show more than the published documents.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct VisibilityOptions {
    /// Drafts (`--drafts`).
    pub drafts: bool,
    /// Documents dated in the future (`--future`).
    pub future: bool,
    /// Expired documents (`--expired`).
    pub expired: bool,
    /// Documents whose state is unknown (only if all others are shown).
    pub unjudged: bool,
}

impl VisibilityOptions {
    /// Shows all documents known to be hidden, but none that could not be judged.
    pub const HIDDEN: Self = Self {
        drafts: true,
        future: true,
        expired: true,
        unjudged: false,
    };

    /// Combines three switches; all three together also show unjudged documents.
    pub fn new(drafts: bool, future: bool, expired: bool) -> Self {
        Self {
            drafts,
            future,
            expired,
            unjudged: drafts && future && expired,
        }
    }
}

/// Publication state of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicationState {
    /// Visible to everyone.
    Published,
    /// Not released by its author.
    Draft,
    /// Published automatically at this moment.
    Scheduled(Moment),
    /// Withdrawn at this moment.
    Expired(Moment),
    /// Undetermined: a deciding field of the front matter is faulty.
    Unjudged,
    /// Unread file: only the path is known.
    Unread,
}

impl PublicationState {
    /// Returns the state of a document at an instant.
    ///
    /// Events and campaigns are announced in advance: their date does not hide them.
    pub fn resolve(document: &Document, now: Timestamp, zone: &TimeZone) -> Self {
        if document.is_unread {
            return Self::Unread;
        }
        let VisibilityFields {
            draft,
            date,
            publish,
            expires,
            is_illegible,
        } = document.front_matter.visibility();
        if draft == StatedValue::Known(true) {
            return Self::Draft;
        }
        if let Some(expires) = expires.known().filter(|expires| expires.end(zone) <= now) {
            return Self::Expired(expires);
        }
        let dated = if matches!(document.kind, DocumentKind::Event | DocumentKind::Campaign) {
            StatedValue::Absent
        } else {
            date
        };
        let appears = if publish.is_absent() { dated } else { publish };
        let is_unreadable = is_illegible
            || draft.is_unreadable()
            || date.is_unreadable()
            || publish.is_unreadable()
            || expires.is_unreadable();
        match appears.known() {
            Some(appears) if appears.at > now => Self::Scheduled(appears),
            _ if is_unreadable => Self::Unjudged,
            _ => Self::Published,
        }
    }

    /// Returns true if a document in this state is visible.
    pub fn is_visible(self, showing: VisibilityOptions) -> bool {
        match self {
            Self::Published => true,
            Self::Draft => showing.drafts,
            Self::Scheduled(_) => showing.future,
            Self::Expired(_) => showing.expired,
            Self::Unjudged => showing.unjudged,
            Self::Unread => false,
        }
    }

    /// Returns true if the visibility is known.
    pub fn is_judged(self) -> bool {
        !matches!(self, Self::Unjudged | Self::Unread)
    }
}
