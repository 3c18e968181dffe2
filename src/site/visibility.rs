//! Which documents the public sees at an instant.
//!
//! What decides and cannot be read hides: a document is published because everything that decides was read and says
//! so, never because something could not be read. What is known to hide (a draft, a day to come, a day past) hides
//! whatever else cannot be read, so that such a document counts as judged, and what an earlier build made of it goes.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::content::front_matter::VisibilityFields;
use crate::content::{Document, DocumentKind, Moment, StatedValue};

/// What is shown beside the published documents.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct VisibilityOptions {
    /// Drafts (`--drafts`).
    pub drafts: bool,
    /// Documents of a later day (`--future`).
    pub future: bool,
    /// Documents past their day (`--expired`).
    pub expired: bool,
    /// Documents of which it cannot be told whether the public sees them (where all others are shown).
    pub unjudged: bool,
}

impl VisibilityOptions {
    /// All that is known to be hidden, and nothing that could not be judged.
    pub const HIDDEN: Self = Self {
        drafts: true,
        future: true,
        expired: true,
        unjudged: false,
    };

    /// What three switches ask for: whoever sees all three sorts sees what may be any of them.
    pub fn new(drafts: bool, future: bool, expired: bool) -> Self {
        Self {
            drafts,
            future,
            expired,
            unjudged: drafts && future && expired,
        }
    }
}

/// Where a document stands between its author and the public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicationState {
    /// Everyone sees it.
    Published,
    /// Its author has not released it.
    Draft,
    /// It appears by itself at this moment.
    Scheduled(Moment),
    /// It was withdrawn at this moment.
    Expired(Moment),
    /// What decides could not be read: its front matter has a fault there.
    Unjudged,
    /// Its file could not be read: nothing is known of it but its path.
    Unread,
}

impl PublicationState {
    /// The state of a document at an instant.
    ///
    /// An event or a campaign is announced before it happens: its date does not hide it.
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

    /// Whether it is seen.
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

    /// Whether it is known if the public sees it.
    pub fn is_judged(self) -> bool {
        !matches!(self, Self::Unjudged | Self::Unread)
    }
}
