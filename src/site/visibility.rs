//! Which documents the public sees at an instant.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::content::{Document, Kind, When};

/// What is shown beside the published documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Showing {
    /// Drafts (`--drafts`).
    pub drafts: bool,
    /// Documents of a later day (`--future`).
    pub future: bool,
    /// Documents past their day (`--expired`).
    pub expired: bool,
}

/// Where a document stands between its author and the public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Everyone sees it.
    Published,
    /// Its author has not released it.
    Draft,
    /// It appears by itself at this moment.
    Scheduled(When),
    /// It was withdrawn at this moment.
    Expired(When),
}

impl State {
    /// The state of a document at an instant.
    ///
    /// An event or a campaign is announced before it happens: its date does not hide it.
    pub fn of(document: &Document, now: Timestamp, zone: &TimeZone) -> Self {
        let head = &document.front_matter;
        if head.draft {
            return Self::Draft;
        }
        if let Some(expires) = head.further.expires.filter(|expires| expires.end(zone) <= now) {
            return Self::Expired(expires);
        }
        let dated = head.date.filter(|_| !matches!(document.kind, Kind::Event | Kind::Campaign));
        match head.further.publish.or(dated) {
            Some(appears) if appears.at > now => Self::Scheduled(appears),
            _ => Self::Published,
        }
    }

    /// Whether it is seen.
    pub fn is_visible(self, showing: Showing) -> bool {
        match self {
            Self::Published => true,
            Self::Draft => showing.drafts,
            Self::Scheduled(_) => showing.future,
            Self::Expired(_) => showing.expired,
        }
    }
}
