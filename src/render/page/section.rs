//! Section's list.

use crate::content::DocumentKind;
use crate::content::config::PageType;
use crate::diagnostic::Diagnostics;
use crate::render::view::value::view;
use crate::render::view::{PlanLinks, ServedPlan, TermLink, ToValue};
use crate::site::Section;
use crate::url::Url;

use super::list::list_meta;
use super::{PageBuilder, PageResult};

view! {
    /// Value `section` of `section.html`, beside `list`.
    struct SectionView {
        /// Title.
        title: String,
        /// Description as plain text.
        description: Option<String>,
        /// Body of its `_index.md` as HTML, on the first page only.
        intro: String,
        /// True if it is the section of a venue.
        is_venue: bool,
        /// Identifier of its venue, if any.
        venue: Option<String>,
        /// Kind whose folder it is, if any.
        kind: Option<String>,
        /// Subsections.
        subsections: Vec<TermLink>,
        /// Plan items that its documents serve, on the first page only; newest plan first.
        plans: Vec<ServedPlan>,
        /// Pages about all plans, for the section of plans.
        plan_links: Option<PlanLinks>,
    }
}

impl PageBuilder<'_, '_> {
    pub(super) fn section(&self, url: &Url, number: usize, page: usize) -> PageResult {
        let Some(section) = self.tracker.section(number) else {
            return Ok((None, Diagnostics::new()));
        };
        let (intro, found) = match section.index.filter(|_| page == 1) {
            Some(id) => self.body(id)?,
            None => (String::new(), Diagnostics::new()),
        };
        let list = self.list_view(&section.url, &section.documents, page);
        let mut meta = list_meta(PageType::Section, section.title.clone(), url, &list);
        meta.section.clone_from(&section.folder);
        meta.list = Some(section.url.clone());
        let above = section
            .folder
            .rfind('/')
            .map_or("", |at| &section.folder[..at]);
        meta.breadcrumbs = self.breadcrumbs(above);
        let description = self.description(section);
        meta.description = description.clone().unwrap_or_default();
        // Beside the whole introduction its own first sentences would stand twice.
        let description = if intro.is_empty() {
            description
        } else {
            self.own_summary(section)
        };
        let view = SectionView {
            title: section.title.clone(),
            description,
            intro,
            is_venue: section.venue.is_some(),
            venue: section.venue.clone(),
            kind: section.kind.map(|kind| kind.id().to_owned()),
            subsections: self.subsections(section),
            plan_links: (section.kind == Some(DocumentKind::Plan)).then(|| self.plans_links()),
            plans: if page == 1 {
                self.served(&section.documents)
            } else {
                Vec::new()
            },
        };
        let views = vec![("section", view.to_value()), ("list", list.to_value())];
        Ok(self.render_template(meta, views, found))
    }

    /// Description of a section: its introduction's summary, else its venue's description.
    fn description(&self, section: &Section) -> Option<String> {
        let of_index = section
            .index
            .map(|id| self.tracker.facts(id).summary().to_owned());
        let venue = || {
            self.tracker
                .config()
                .venues
                .iter()
                .find(|venue| Some(&venue.id) == section.venue.as_ref())
        };
        of_index
            .filter(|text| !text.is_empty())
            .or_else(|| venue()?.description.clone())
    }

    /// Summary that the introduction's author wrote.
    fn own_summary(&self, section: &Section) -> Option<String> {
        section
            .index
            .and_then(|id| self.tracker.facts(id).front_matter.summary.clone())
    }

    fn subsections(&self, section: &Section) -> Vec<TermLink> {
        let inner = section
            .subsections
            .iter()
            .filter_map(|&at| self.tracker.section(at));
        inner
            .filter(|section| !section.is_empty())
            .map(|section| TermLink {
                name: section.title.clone(),
                href: self.href(&section.url),
                count: section.documents.len(),
                description: self.description(section),
            })
            .collect()
    }
}
