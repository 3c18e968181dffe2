//! Diagnostics for plan references that match no item or several.

use crate::content::Document;
use crate::diagnostic::{Code, Diagnostic, Message, SourceLocation};
use crate::law::plan::{AmbiguousReference, ItemFinder, Plan, split_reference};
use crate::message;

use super::{PlanSet, SitePlan, UnresolvedItem};

/// Limit of items listed in a hint.
const MOST_NAMED: usize = 30;

impl PlanSet {
    /// Checks the plan references of a document, and the progress entries of a plan.
    pub(in crate::site) fn check(
        &self,
        document: &Document,
        own: Option<&SitePlan>,
    ) -> Vec<Diagnostic> {
        let head = &document.front_matter;
        let of_plan = head.plan.iter().filter_map(|reference| {
            let why = self.resolve(document, &reference.item).err()?;
            Some(self.diagnostic(document, "plan", &reference.item, why))
        });
        let of_progress = own.into_iter().flat_map(|own| {
            let finder = ItemFinder::new(&own.plan);
            head.further.progress.iter().filter_map(move |entry| {
                let why = finder.find(split_reference(&entry.item).1).err()?;
                Some(finding(
                    document,
                    "progress",
                    ambiguous((&own.plan, &finder), &entry.item, why),
                ))
            })
        });
        of_plan.chain(of_progress).collect()
    }

    fn diagnostic(
        &self,
        document: &Document,
        key: &str,
        written: &str,
        why: UnresolvedItem,
    ) -> Diagnostic {
        let says = match why {
            UnresolvedItem::Item(at, why) => {
                let plan = &self.all[at].plan;
                ambiguous((plan, &ItemFinder::new(plan)), written, why)
            }
            UnresolvedItem::NoPlan(plans) if plans.is_empty() => (
                message!(
                    "“{written}”是哪份要点的事项？网站里没有要点",
                    "“{written}” is an item of no plan: the site has none"
                ),
                message!(
                    "把要点放进 content/plan/，或者删去这一行",
                    "put the plan in content/plan/, or remove the line"
                ),
            ),
            UnresolvedItem::NoPlan(plans) => (
                message!(
                    "“{written}”没有对应的要点",
                    "there is no plan for “{written}”"
                ),
                which(written, &plans),
            ),
            UnresolvedItem::SeveralPlans(plans) => (
                message!(
                    "“{written}”可以是几份要点的事项",
                    "“{written}” may be an item of several plans"
                ),
                which(written, &plans),
            ),
        };
        finding(document, key, says)
    }
}

fn finding(document: &Document, key: &str, (message, hint): (Message, Message)) -> Diagnostic {
    let line = document.line_of(key).unwrap_or(1);
    let place = SourceLocation {
        line,
        ..SourceLocation::file(document.path.as_str())
    };
    Diagnostic::new(Code::PlanUnknownItem, message)
        .at(place)
        .hint(hint)
}

/// Returns a hint that lists the reference with each plan.
fn which(written: &str, plans: &[String]) -> Message {
    let (_, item) = split_reference(written);
    let all = plans
        .iter()
        .map(|plan| format!("{plan}/{item}"))
        .collect::<Vec<_>>()
        .join("、");
    message!("写明是哪份要点的：{all}", "say of which plan: {all}")
}

fn ambiguous(
    (plan, finder): (&Plan, &ItemFinder<'_>),
    written: &str,
    why: AmbiguousReference,
) -> (Message, Message) {
    let title = &plan.title;
    match why {
        AmbiguousReference::None => {
            let all = named(
                finder,
                plan.items().into_iter().map(|item| item.id.as_str()),
            );
            (
                message!(
                    "《{title}》里没有“{written}”这一项",
                    "“{title}” has no item “{written}”"
                ),
                message!("可以写：{all}", "the items are {all}"),
            )
        }
        AmbiguousReference::Several(ids) => {
            let all = named(finder, ids.iter().map(String::as_str));
            (
                message!(
                    "《{title}》里“{written}”不止一项",
                    "“{title}” has more than one item “{written}”"
                ),
                message!("写明是哪一项：{all}", "name one of {all}"),
            )
        }
    }
}

/// Lists items by their ids and the beginning of their titles.
fn named<'i>(finder: &ItemFinder<'_>, ids: impl Iterator<Item = &'i str>) -> String {
    let one = |id: &str| {
        let title: String = finder
            .find(id)
            .map_or(String::new(), |item| item.title.chars().take(8).collect());
        if title.is_empty() {
            id.to_owned()
        } else {
            format!("{id}（{title}）")
        }
    };
    let mut all: Vec<String> = ids.take(MOST_NAMED + 1).map(one).collect();
    if all.len() > MOST_NAMED {
        all.truncate(MOST_NAMED);
        all.push("……".to_owned());
    }
    all.join("、")
}
