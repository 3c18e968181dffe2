//! Sources that a site holds back from the public, and the next change by itself.

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{FileId, PublicationState, ResolvedLink, Site};
use crate::content::Document;
use crate::diagnostic::{Code, Diagnostic, HeldBackCounts, NextChange};
use crate::message;

/// Documents and files that the public does not see, and the instant of the next change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeldBack {
    /// Drafts, by path.
    pub(crate) drafts: Vec<String>,
    /// Documents that appear by themselves: path and instant.
    pub(crate) scheduled: Vec<(String, NextChange)>,
    /// Expired documents, by path.
    pub(crate) expired: Vec<String>,
    /// Files that nothing names.
    pub(crate) unlinked: Vec<String>,
    /// Instant at which output changes by itself.
    pub(crate) next_change: Option<NextChange>,
}

impl HeldBack {
    /// Lists what a site holds back.
    pub(crate) fn of_site(site: &Site) -> Self {
        let mut held = Self {
            next_change: next_change(site),
            ..Self::default()
        };
        let instant = |at: Timestamp| NextChange::new(at, site.config.zone.to_offset(at));
        for (id, document) in site.documents.iter() {
            if site.documents.is_visible(id) {
                continue;
            }
            let path = || document.path.to_string();
            match site.documents.state(id) {
                PublicationState::Draft => held.drafts.push(path()),
                PublicationState::Scheduled(moment) => {
                    held.scheduled.push((path(), instant(moment.at)));
                }
                PublicationState::Expired(_) => held.expired.push(path()),
                PublicationState::Published
                | PublicationState::Unjudged
                | PublicationState::Unread => {}
            }
        }
        held.scheduled.sort_by_key(|(_, at)| *at);
        held.unlinked = unlinked(site);
        held
    }

    /// Returns the numbers of documents.
    pub(crate) fn counts(&self) -> HeldBackCounts {
        HeldBackCounts {
            drafts: self.drafts.len(),
            scheduled: self.scheduled.len(),
            expired: self.expired.len(),
        }
    }

    /// Reports the files that nothing names, in one diagnostic.
    pub(crate) fn diagnostic(&self) -> Option<Diagnostic> {
        let first = self.unlinked.first()?;
        let count = self.unlinked.len();
        let name = first.rsplit('/').next().unwrap_or(first);
        let inside = first.strip_prefix("content/").unwrap_or(first);
        let message = message!(
            "有 {count} 个文件没有文章用到，没有公布，例如“{inside}”",
            "{count} files are used by no document and are not published, such as {inside}"
        );
        let hint = message!(
            "要公布，就在文章里链接它：[{name}]({name})；没有链接也要公布的，在 site.yaml 写“附件: {{发布: [{inside}]}}”；不公布的可以不管。加 -v 列出全部",
            "link to it from a document, as in [{name}]({name}), or write attachments: {{publish: [{inside}]}} in site.yaml; nothing to do otherwise. -v lists all"
        );
        Some(Diagnostic::new(Code::AttachmentUnlinked, message).hint(hint))
    }
}

/// Returns the files that no document names, whether the public sees it or not. A document that could not be read may name
/// any.
fn unlinked(site: &Site) -> Vec<String> {
    let mut hidden = Vec::new();
    for (id, document) in site.documents.iter() {
        if !site.documents.state(id).is_judged() {
            return Vec::new();
        }
        if !site.documents.is_visible(id) {
            hidden.push(document);
        }
    }
    if site.unread.hides_documents() || site.unlinked_files().is_empty() {
        return Vec::new();
    }
    let named: HashSet<FileId> = hidden
        .into_iter()
        .flat_map(|document| named_files(site, document))
        .collect();
    let unlinked = site.unlinked_files().iter();
    let paths = unlinked.filter(|id| !named.contains(id));
    paths.map(|id| site.file(*id).path.to_string()).collect()
}

/// Returns the files that a document links to, shows or lists.
fn named_files(site: &Site, document: &Document) -> impl Iterator<Item = FileId> {
    let references = document.body.links.iter().chain(&document.body.images);
    let head = &document.front_matter;
    let named = head.cover.iter().chain(&head.further.files);
    let written = references.map(|of| of.destination.as_str());
    let written = written.chain(named.map(|of| &**of));
    written.filter_map(|written| match site.destination(document, written) {
        ResolvedLink::File(id) => Some(id),
        _ => None,
    })
}

/// Returns the first instant at which the output of a site changes by itself, if there is one.
fn next_change(site: &Site) -> Option<NextChange> {
    let zone = &site.config.zone;
    let now = site.now();
    let documents = site.documents.iter();
    let changes = documents.flat_map(|(id, document)| match site.documents.state(id) {
        PublicationState::Scheduled(moment) if !site.documents.is_visible(id) => {
            vec![moment.at]
        }
        _ if site.documents.is_visible(id) => changes_of(document, zone),
        _ => Vec::new(),
    });
    let of_day = (site.config.plan.publish_overdue && !site.plans.is_empty())
        .then(|| super::ValidityWindow::day(now, zone).end());
    // Calendars hold the days of the year and of the next.
    let of_year = (!site.calendars().is_empty())
        .then(|| next_year(now, zone))
        .flatten();
    let all = changes.chain(of_day).chain(of_year);
    let next = all.filter(|at| *at > now).min()?;
    Some(NextChange::new(next, zone.to_offset(next)))
}

/// Instants at which what shows a public document changes.
fn changes_of(document: &Document, zone: &TimeZone) -> Vec<Timestamp> {
    let head = &document.front_matter;
    let rare = &head.further;
    let begin = [head.updated, rare.start, rare.effective];
    let progress = rare.progress.iter().map(|entry| entry.date);
    let ends = [rare.expires.known(), rare.end.or(rare.start)];
    begin
        .into_iter()
        .chain(progress)
        .flatten()
        .map(|moment| moment.at)
        .chain(ends.into_iter().flatten().map(|moment| moment.end(zone)))
        .collect()
}

fn next_year(now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let year = zone.to_datetime(now).year().checked_add(1)?;
    let start = jiff::civil::Date::new(year, 1, 1).ok()?;
    Some(zone.to_zoned(start.at(0, 0, 0, 0)).ok()?.timestamp())
}
