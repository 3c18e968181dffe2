//! Document's page.

use std::collections::BTreeMap;

use tera::Value;

use crate::content::config::PageType;
use crate::content::{BodyFacts, Document, DocumentKind, PlanReference, statute_parts};
use crate::render::date_format::day;
use crate::render::json_ld;
use crate::render::view::value::JoinedFields;
use crate::render::view::{
    CampaignView, DocumentView, FileView, NamedLink, PlanLink, StatuteLink, ToValue, TocView,
};
use crate::site::{DocumentId, ResolvedLink};
use crate::url::Url;

use super::{PageBuilder, PageMeta, PageResult};

/// With fewer headings than this a table of contents is shown only when asked for.
const WORTH_A_TOC: usize = 3;

impl PageBuilder<'_, '_> {
    pub(super) fn document(&self, url: &Url, id: DocumentId) -> PageResult {
        let plan = if self.tracker.facts(id).kind == DocumentKind::Plan {
            self.tracker.plan_in(id)
        } else {
            None
        };
        let (body, found) = match plan {
            Some(plan) => self.plan_body(plan)?,
            None => self.body(id)?,
        };
        let document = self.tracker.facts(id);
        let card = self.tracker.card(id);
        let mut meta = PageMeta::new(PageType::Document, document.title.clone(), url);
        let head = &document.front_matter;
        document.summary().clone_into(&mut meta.description);
        meta.section.clone_from(&document.section);
        meta.breadcrumbs = self.breadcrumbs(&document.section);
        meta.document = Some(id);
        meta.list = (document.kind == DocumentKind::Campaign).then(|| url.clone());
        meta.json_ld = self.json_ld(id, url, &meta.description, &body);
        let view = JoinedFields(&card, &self.document_view(id, document, body)).to_value();
        let named = head.further.template.clone().unwrap_or_default();
        let kind = format!("{}.html", document.kind.id());
        let mut views = vec![("document", view)];
        if let Some(plan) = plan {
            views.push(("progress", self.progress_chart(plan).to_value()));
            views.push(("plan", self.plan_view(plan).to_value()));
        }
        Ok(self.render_template_with(&[&named, &kind], meta, views, found))
    }

    fn json_ld(&self, id: DocumentId, url: &Url, about: &str, body: &str) -> Vec<String> {
        let config = self.tracker.config();
        let card = self.tracker.card(id);
        let image = card
            .0
            .get_from_path("cover.absolute")
            .and_then(Value::as_str);
        let canonical = config.base.absolute(url);
        json_ld::document(
            config,
            self.tracker.facts(id),
            &canonical,
            about,
            image,
            body,
        )
        .into_iter()
        .collect()
    }

    fn document_view(&self, id: DocumentId, document: &Document, body: String) -> DocumentView {
        let head = &document.front_matter;
        let zone = &self.tracker.config().zone;
        let (previous, next) = self.tracker.prev_next(id);
        DocumentView {
            body,
            toc: toc(&document.body, head.further.toc),
            words: document.body.words,
            minutes: document.body.minutes,
            updated: head.updated.map(|when| day(when, zone)),
            author: head.author.clone(),
            publisher: head.publisher.clone(),
            editor: head.editor.clone(),
            reviewer: head.reviewer.clone(),
            organizer: head.further.organizer.clone(),
            effective: head.further.effective.map(|when| day(when, zone)),
            year: head.further.year,
            laws: head.further.laws.iter().map(|law| self.law(law)).collect(),
            attachments: head
                .further
                .files
                .iter()
                .filter_map(|file| self.attachment(id, file))
                .collect(),
            campaign: self
                .tracker
                .campaign_of(id)
                .map(|campaign| self.tracker.card(campaign)),
            members: if document.kind == DocumentKind::Campaign {
                self.members(id)
            } else {
                Vec::new()
            },
            plan_items: self.plan_items(id, &head.plan),
            previous: previous.map(|id| self.tracker.card(id)),
            next: next.map(|id| self.tracker.card(id)),
            related: self.tracker.cards(self.tracker.related(id)),
        }
    }

    /// Link to a statute's page, if the site has one.
    fn law(&self, cited: &str) -> StatuteLink {
        let (name, articles) = statute_parts(cited);
        let page = self.tracker.statute(name);
        StatuteLink {
            name: name.to_owned(),
            articles: articles.to_owned(),
            href: page.map(|id| self.href(&self.tracker.document_url(id))),
        }
    }

    fn attachment(&self, id: DocumentId, written: &str) -> Option<FileView> {
        let ResolvedLink::File(file) = self.tracker.destination(id, written) else {
            return None;
        };
        let facts = self.tracker.file(file);
        Some(FileView {
            name: facts.path.name().to_owned(),
            href: self.href(&self.tracker.file_url(file)),
            kind: facts.kind(),
            size: crate::markdown::size_text(facts.length),
        })
    }

    /// Members of a campaign by kind: events first, by start.
    fn members(&self, campaign: DocumentId) -> Vec<CampaignView> {
        let mut by_kind: BTreeMap<(bool, DocumentKind), Vec<DocumentId>> = BTreeMap::new();
        for &id in self.tracker.members(campaign) {
            let kind = self.tracker.facts(id).kind;
            by_kind
                .entry((kind != DocumentKind::Event, kind))
                .or_default()
                .push(id);
        }
        let group = |((_, kind), mut ids): ((bool, DocumentKind), Vec<DocumentId>)| {
            if kind == DocumentKind::Event {
                ids.sort_by_key(|&id| (self.tracker.facts(id).front_matter.further.start, id));
            }
            let kind = NamedLink {
                name: kind.name().to_owned(),
                href: None,
            };
            CampaignView {
                kind,
                documents: self.tracker.cards(ids),
            }
        };
        by_kind.into_iter().map(group).collect()
    }

    /// Items that a document names, each once, of plans that the public sees.
    fn plan_items(&self, id: DocumentId, references: &[PlanReference]) -> Vec<PlanLink> {
        let mut named: Vec<PlanLink> = Vec::new();
        for (plan, item) in references
            .iter()
            .filter_map(|one| self.tracker.plan_item(id, &one.item))
        {
            let href = self.item_href(plan, item);
            if named.iter().all(|other| other.href != href) {
                let cited = plan.plan.cited(item);
                named.push(PlanLink {
                    item: cited,
                    title: item.title.clone(),
                    href,
                    plan: self.plan_link(plan),
                });
            }
        }
        named
    }
}

/// Table of contents; empty when none is to be shown.
fn toc(body: &BodyFacts, asked: Option<bool>) -> Value {
    let is_shown = asked.unwrap_or(body.headings.len() >= WORTH_A_TOC);
    let headings: Vec<_> = body.headings.iter().filter(|_| is_shown).collect();
    TocView(&headings).to_value()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Heading;

    #[test]
    fn a_table_of_contents_is_shown_when_it_is_worth_it() {
        let headings = ["一", "二", "三"].map(|id| Heading {
            level: 2,
            id,
            text: id,
        });
        let body = BodyFacts {
            headings: headings.into_iter().collect(),
            ..BodyFacts::default()
        };
        let shown = |asked| toc(&body, asked).as_array().map_or(0, <[Value]>::len);
        assert_eq!((shown(None), shown(Some(false))), (3, 0));
    }
}
