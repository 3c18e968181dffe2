//! Page of one item of a plan.

use std::cmp::Reverse;

use jiff::Timestamp;

use crate::content::ProgressEntry;
use crate::content::config::PageType;
use crate::diagnostic::Diagnostics;
use crate::law::plan::PlanItem;
use crate::render::date_format::day;
use crate::render::dependency_tracker::TrackedPlan;
use crate::render::head::PageMeta;
use crate::render::page::{BuiltPage, PageBuilder};
use crate::render::view::value::JoinedFields;
use crate::render::view::value::view;
use crate::render::view::{CardValue, DayView, NamedLink, PlanItemView, ToValue};
use crate::site::{DocumentId, ResolvedLink};
use crate::url::{Url, fragment};

use super::view::anchor;

view! {
    /// Value `item` of `plan_item.html`, beside the fields of a [`PlanItemView`].
    struct PlanItemPage {
        /// Paragraphs after the title, without the clause that names the units.
        paragraphs: Vec<String>,
        /// Title and page of the plan.
        plan: NamedLink,
        /// 年度.
        year: Option<i16>,
        /// 文号.
        document_number: Option<String>,
        /// Items in which it nests, outermost first.
        within: Vec<PlanItemView>,
        /// Progress, newest first.
        timeline: Vec<ProgressView>,
        /// Previous item.
        previous: Option<NamedLink>,
        /// Next item.
        next: Option<NamedLink>,
    }

    /// Progress of an item: a document, an editor's entry, or both in one.
    struct ProgressView {
        /// Date.
        date: Option<DayView>,
        /// Document.
        document: Option<CardValue>,
        /// Note of the plan's editors.
        note: Option<String>,
        /// Link to a source outside the site's documents.
        link: Option<NamedLink>,
        /// Contribution to the targets; 0 for none.
        counted: u64,
    }
}

impl PageBuilder<'_, '_> {
    pub(super) fn plan_item(&self, url: &Url, number: usize, place: usize) -> Option<BuiltPage> {
        let plan = self.tracker.plan(number)?;
        let items = plan.plan.items();
        let item = *items.get(place)?;
        let own = self.item_view(plan, item);
        let page = self.item_page(plan, &items, place);
        let document = self.tracker.facts(plan.document);
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
        let mut meta = PageMeta::new(PageType::PlanItem, heading, url);
        meta.section.clone_from(&document.section);
        meta.breadcrumbs = self.plan_breadcrumbs(plan);
        let text = if item.body.is_empty() {
            &item.title
        } else {
            &item.body
        };
        meta.description = format!("《{}》{}：{}", document.title, own.cited, shortened(text));
        meta.previous = page.previous.as_ref().and_then(|link| link.href.clone());
        meta.next = page.next.as_ref().and_then(|link| link.href.clone());
        let item = JoinedFields(&own, &page).to_value();
        Some(self.render_template(meta, vec![("item", item)], Diagnostics::new()))
    }

    fn item_page(&self, plan: TrackedPlan<'_>, items: &[&PlanItem], place: usize) -> PlanItemPage {
        let item = items[place];
        let link = |place: usize| {
            let item = items.get(place)?;
            let name = format!("{} {}", plan.plan.cited(item), item.title);
            Some(NamedLink {
                name: name.trim().to_owned(),
                href: Some(self.item_href(plan, item)),
            })
        };
        let href = self.href(&self.tracker.document_url(plan.document)) + &fragment(&anchor(item));
        PlanItemPage {
            paragraphs: item.body.lines().map(str::to_owned).collect(),
            plan: NamedLink {
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

    /// Items in which an item nests, outermost first.
    fn within(
        &self,
        plan: TrackedPlan<'_>,
        items: &[&PlanItem],
        place: usize,
    ) -> Vec<PlanItemView> {
        let id = &items[place].id;
        let holds = |outer: &&&PlanItem| {
            let inner = &outer.items;
            outer.id != *id && inner.iter().any(|inner| inner.id == *id || has(inner, id))
        };
        items[..place]
            .iter()
            .filter(holds)
            .map(|outer| self.flat_item_view(plan, outer))
            .collect()
    }

    /// Timeline of an item, newest first; entries without a date last.
    fn timeline(&self, plan: TrackedPlan<'_>, item: &PlanItem) -> Vec<ProgressView> {
        let mut all: Vec<(Option<Timestamp>, ProgressView)> = Vec::new();
        let mut told: Vec<DocumentId> = Vec::new();
        for entry in self.tracker.progress(plan, item) {
            let (document, link) = self.link_of(plan, entry);
            let known =
                document.filter(|document| self.tracker.evidence(plan, item).contains(document));
            told.extend(known);
            let counted = known.map_or(0, |document| self.tracker.counted(plan, item, document));
            all.push((
                entry.date.map(|date| date.at),
                ProgressView {
                    date: entry
                        .date
                        .map(|date| day(date, &self.tracker.config().zone)),
                    document: document.map(|document| self.tracker.card(document)),
                    note: entry.note.clone(),
                    link,
                    counted: counted + u64::from(entry.count.unwrap_or(0)),
                },
            ));
        }
        for &document in self
            .tracker
            .evidence(plan, item)
            .iter()
            .filter(|document| !told.contains(document))
        {
            let when = self.tracker.when(document);
            all.push((
                when.map(|when| when.at),
                ProgressView {
                    date: when.map(|when| day(when, &self.tracker.config().zone)),
                    document: Some(self.tracker.card(document)),
                    note: None,
                    link: None,
                    counted: self.tracker.counted(plan, item, document),
                },
            ));
        }
        all.sort_by_key(|(when, _)| Reverse(*when));
        all.into_iter().map(|(_, entry)| entry).collect()
    }

    /// Target of a progress entry: a public document, or a link elsewhere.
    fn link_of(
        &self,
        plan: TrackedPlan<'_>,
        entry: &ProgressEntry,
    ) -> (Option<DocumentId>, Option<NamedLink>) {
        let Some(written) = entry.link.as_deref() else {
            return (None, None);
        };
        let link = |href: String| {
            Some(NamedLink {
                name: "查看".to_owned(),
                href: Some(href),
            })
        };
        match self.tracker.destination(plan.document, written) {
            ResolvedLink::Document(id, _) => {
                (Some(id).filter(|&id| self.tracker.is_visible(id)), None)
            }
            ResolvedLink::Address(url) => (None, link(self.href(&url))),
            ResolvedLink::File(file) => (None, link(self.href(&self.tracker.file_url(file)))),
            ResolvedLink::Section(number) => {
                let section = self
                    .tracker
                    .section(number)
                    .and_then(|section| self.href_of_section(section));
                (None, section.and_then(link))
            }
            ResolvedLink::External(address) | ResolvedLink::Direct(address) => {
                (None, link(address.into_string()))
            }
            ResolvedLink::Withheld(_) | ResolvedLink::Nowhere => (None, None),
        }
    }
}

fn has(outer: &PlanItem, id: &str) -> bool {
    outer
        .items
        .iter()
        .any(|inner| inner.id == id || has(inner, id))
}

/// Truncates a text to a page's description.
fn shortened(text: &str) -> String {
    const LENGTH: usize = 100;
    let short: String = text.chars().take(LENGTH).collect();
    if short.len() < text.len() {
        short + "…"
    } else {
        short
    }
}
