//! The page of one item of a plan.

use std::cmp::Reverse;

use jiff::Timestamp;

use crate::content::Progress;
use crate::diagnostic::Diagnostics;
use crate::law::plan::Item;
use crate::render::day::day;
use crate::render::head::Subject;
use crate::render::page::{Maker, Page};
use crate::render::recorder::PlanText;
use crate::render::view::value::Joined;
use crate::render::view::{Link, PlanItemPage, PlanItemView, ProgressView, ToValue};
use crate::site::{Destination, DocumentId};
use crate::url::{Url, fragment};

use super::view::anchor;

impl Maker<'_, '_> {
    pub(super) fn plan_item(&self, url: &Url, number: usize, place: usize) -> Option<Page> {
        let plan = self.reads.plan(number)?;
        let items = plan.plan.items();
        let item = *items.get(place)?;
        let (own, page) = (
            self.item_view(plan, item),
            self.item_page(plan, &items, place),
        );
        let document = self.reads.facts(plan.document);
        let title = format!(
            "{}{}",
            item.label.as_deref().unwrap_or_default(),
            item.title
        );
        let heading = if title.is_empty() {
            own.cited.clone()
        } else {
            title
        };
        let mut subject = Subject::new("plan_item", heading, url);
        subject.section.clone_from(&document.section);
        subject.trail = self.plan_trail(plan);
        let text = if item.body.is_empty() {
            &item.title
        } else {
            &item.body
        };
        subject.description = format!("《{}》{}：{}", document.title, own.cited, shortened(text));
        subject.previous = page.previous.as_ref().and_then(|link| link.href.clone());
        subject.next = page.next.as_ref().and_then(|link| link.href.clone());
        let item = Joined(&own, &page).to_value();
        Some(self.finish(
            &["plan_item.html"],
            subject,
            vec![("item", item)],
            Diagnostics::new(),
        ))
    }

    fn item_page(&self, plan: PlanText<'_>, items: &[&Item], place: usize) -> PlanItemPage {
        let item = items[place];
        let link = |place: usize| {
            let item = items.get(place)?;
            let name = format!("{} {}", plan.plan.cited(item), item.title);
            Some(Link {
                name: name.trim().to_owned(),
                href: Some(self.item_href(plan, item)),
            })
        };
        let href = self.href(&self.reads.document_url(plan.document)) + &fragment(&anchor(item));
        PlanItemPage {
            paragraphs: item.body.lines().map(str::to_owned).collect(),
            plan: Link {
                href: Some(href),
                ..self.plan_link(plan)
            },
            year: plan.plan.year,
            document_number: plan.plan.document_number.clone(),
            within: self.within(plan, items, place),
            timeline: self.timeline(plan, item),
            previous: place.checked_sub(1).and_then(link),
            next: link(place + 1),
        }
    }

    /// The items in which an item nests, outermost first.
    fn within(&self, plan: PlanText<'_>, items: &[&Item], place: usize) -> Vec<PlanItemView> {
        let id = &items[place].id;
        let holds = |outer: &&&Item| {
            let inner = &outer.items;
            outer.id != *id && inner.iter().any(|inner| inner.id == *id || has(inner, id))
        };
        items[..place]
            .iter()
            .filter(holds)
            .map(|outer| self.bare_item(plan, outer))
            .collect()
    }

    /// What has been done for an item, newest first; what has no day comes last.
    fn timeline(&self, plan: PlanText<'_>, item: &Item) -> Vec<ProgressView> {
        let mut all: Vec<(Option<Timestamp>, ProgressView)> = Vec::new();
        let mut told: Vec<DocumentId> = Vec::new();
        for entry in self.reads.progress(plan, item) {
            let (document, link) = self.link_of(plan, entry);
            let known =
                document.filter(|document| self.reads.evidence(plan, item).contains(document));
            told.extend(known);
            let counted = known.map_or(0, |document| self.reads.counted(plan, item, document));
            all.push((
                entry.date.map(|date| date.at),
                ProgressView {
                    date: entry.date.map(|date| day(date, &self.reads.config().zone)),
                    document: document.map(|document| self.reads.card(document)),
                    note: entry.note.clone(),
                    link,
                    counted: counted + u64::from(entry.count.unwrap_or(0)),
                },
            ));
        }
        for &document in self
            .reads
            .evidence(plan, item)
            .iter()
            .filter(|document| !told.contains(document))
        {
            let when = self.reads.when(document);
            all.push((
                when.map(|when| when.at),
                ProgressView {
                    date: when.map(|when| day(when, &self.reads.config().zone)),
                    document: Some(self.reads.card(document)),
                    note: None,
                    link: None,
                    counted: self.reads.counted(plan, item, document),
                },
            ));
        }
        all.sort_by_key(|(when, _)| Reverse(*when));
        all.into_iter().map(|(_, entry)| entry).collect()
    }

    /// Where an entry of progress leads: to a document that the public sees, or elsewhere.
    fn link_of(&self, plan: PlanText<'_>, entry: &Progress) -> (Option<DocumentId>, Option<Link>) {
        let Some(written) = entry.link.as_deref() else {
            return (None, None);
        };
        let link = |href: String| {
            Some(Link {
                name: "查看".to_owned(),
                href: Some(href),
            })
        };
        match self.reads.destination(plan.document, written) {
            Destination::Document(id, _) => {
                (Some(id).filter(|&id| self.reads.is_visible(id)), None)
            }
            Destination::Address(url) => (None, link(self.href(&url))),
            Destination::File(file) => (None, link(self.href(&self.reads.file_url(file)))),
            Destination::Section(number) => {
                let section = self
                    .reads
                    .section(number)
                    .and_then(|section| self.href_of_section(section));
                (None, section.and_then(link))
            }
            Destination::External(address) | Destination::Direct(address) => {
                (None, link(address.into_string()))
            }
            Destination::Withheld(_) | Destination::Nowhere => (None, None),
        }
    }
}

fn has(outer: &Item, id: &str) -> bool {
    outer
        .items
        .iter()
        .any(|inner| inner.id == id || has(inner, id))
}

/// The beginning of a text, as a description of a page.
fn shortened(text: &str) -> String {
    const LENGTH: usize = 100;
    let short: String = text.chars().take(LENGTH).collect();
    if short.len() < text.len() {
        short + "…"
    } else {
        short
    }
}
