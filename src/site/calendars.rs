//! Calendars: the lists of a site that have one, and the documents in each.
//!
//! Knows documents and addresses, but neither iCalendar nor the clock.

use crate::content::DocumentKind;
use crate::content::config::FeedFamily;
use crate::url::Url;

use super::{DocumentId, Section, SiteData};

/// Calendar that users can subscribe to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarFeed {
    /// Name and address.
    pub place: CalendarPlace,
    /// Campaigns and events, by start.
    pub documents: Vec<DocumentId>,
}

/// Name and address of a calendar, without its documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarPlace {
    /// Name of the list: the site's title, or 普法活动, 进社区 …
    pub name: String,
    /// Folder of the calendar file, which is also the page of the list.
    pub folder: Url,
    /// True for the site's own calendar, which also has the entries of `calendar` in `site.yaml`.
    pub is_sites: bool,
}

impl CalendarPlace {
    /// Returns the address of the calendar file.
    pub fn url(&self) -> Url {
        self.folder.join_file("calendar.ics")
    }
}

/// Returns the calendars of a site, its own first. Empty ones are omitted (RFC 5545, 3.6: a
/// calendar has at least one component).
pub(crate) fn calendars(parts: &SiteData) -> Vec<CalendarFeed> {
    let on = parts.config.outputs;
    let families = &parts.config.feeds.families;
    if !on.calendar {
        return Vec::new();
    }
    let has = |family: FeedFamily| families.contains(&family);
    let wanted = |section: &Section| {
        has(if section.venue.is_some() {
            FeedFamily::Venues
        } else {
            FeedFamily::Sections
        })
    };
    let of_site = of(
        parts,
        &parts.config.title,
        &Url::root(),
        true,
        parts.documents.list(),
    );
    let keeps_days = !parts.config.calendar.rules().is_empty();
    let of_site = Some(of_site)
        .filter(|calendar| has(FeedFamily::Site) && (keeps_days || !calendar.documents.is_empty()));
    let sections = parts
        .sections
        .iter()
        .skip(1)
        .filter(|(_, section)| on.sections && wanted(section));
    let of_sections = sections
        .map(|(_, section)| {
            of(
                parts,
                &section.title,
                &section.url,
                false,
                &section.documents,
            )
        })
        .filter(|calendar| !calendar.documents.is_empty());
    of_site.into_iter().chain(of_sections).collect()
}

fn of(
    parts: &SiteData,
    name: &str,
    folder: &Url,
    is_sites: bool,
    documents: &[DocumentId],
) -> CalendarFeed {
    let mut dated: Vec<(jiff::Timestamp, DocumentId)> = documents
        .iter()
        .filter(|&&id| {
            matches!(
                parts.documents.kind(id),
                DocumentKind::Campaign | DocumentKind::Event
            )
        })
        .filter_map(|&id| Some((parts.documents.get(id).front_matter.further.start?.at, id)))
        .collect();
    dated.sort_unstable();
    CalendarFeed {
        place: CalendarPlace {
            name: name.to_owned(),
            folder: folder.clone(),
            is_sites,
        },
        documents: dated.into_iter().map(|(_, id)| id).collect(),
    }
}
