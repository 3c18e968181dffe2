//! Export formats of a work plan: JSON, CSV, a terminal table, Markdown.
//!
//! Pure functions of a plan and its progress; no access to a site.

mod cells;
mod csv;
mod json;
mod markdown;
mod rows;
mod table;
pub(super) mod wrap;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::{Diagnostics, Language};
use crate::law::plan::{ItemStatus, Plan, PlanItem};

pub(crate) use csv::csv;
pub(crate) use json::json;
pub(crate) use markdown::markdown;
pub(crate) use table::table;

/// Document that names an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct ItemEvidence {
    /// Title.
    pub title: String,
    /// Absolute address.
    pub url: String,
}

/// Progress of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ItemAccount {
    /// Status, as the reader may see it.
    pub status: ItemStatus,
    /// Number reached of each target; empty if not known.
    pub reached: Vec<u64>,
    /// Documents that name the item.
    pub evidence: Vec<ItemEvidence>,
}

/// Plan to be exported.
#[derive(Clone, Copy)]
pub(crate) struct PlanSheet<'s> {
    /// Plan, or a part of it.
    pub plan: &'s Plan,
    /// Progress of its items by id; empty for a plan outside a site.
    pub accounts: &'s BTreeMap<String, ItemAccount>,
    /// Diagnostics of the plan.
    pub found: &'s Diagnostics,
    /// Language of headings and messages.
    pub language: Language,
}

impl PlanSheet<'_> {
    fn account(&self, item: &PlanItem) -> ItemAccount {
        self.accounts.get(&item.id).cloned().unwrap_or_default()
    }

    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    fn status(&self, status: ItemStatus) -> &'static str {
        let english = match status {
            ItemStatus::NotStarted => "not started",
            ItemStatus::InProgress => "under way",
            ItemStatus::Done => "done",
            ItemStatus::Overdue => "overdue",
            ItemStatus::Unknown => "—",
        };
        self.say(status.name(), english)
    }
}

#[cfg(test)]
pub(super) mod sample {
    use super::*;
    use crate::law::plan::{PlanOptions, parse};

    const TEXT: &str = "示例市2026年依法行政工作要点

示政办〔2026〕6号

为推进依法行政，制定本要点。

一、提高依法行政水平

㈠坚持领导干部学法制度，提高运用法治思维和法治方式开展工作的能力。年内至少举办2期研讨班，每个行政村培养不少于3名“法律明白人”。

（责任单位：市公务员局、市政府办牵头，市效能办配合，各开发区管委会、市政府各部门负责）

㈡健全|决策机制。公众参与，专家论证。

二、宣传法律

㈢=深入普法。12月底前开展“法律六进”。

（责任单位：市司法局牵头，有关部门参与）
";

    /// Returns the sample plan, its progress and its diagnostics.
    pub(in crate::render) fn plan() -> (Plan, BTreeMap<String, ItemAccount>, Diagnostics) {
        let (plan, found) = parse("plan/2026.txt", TEXT, &PlanOptions::default());
        let evidence = |title: &str| ItemEvidence {
            title: title.to_owned(),
            url: format!("https://example.gov.cn/organs/{title}.html"),
        };
        let accounts = BTreeMap::from([
            (
                "1".to_owned(),
                ItemAccount {
                    status: ItemStatus::InProgress,
                    reached: vec![1, 0],
                    evidence: vec![evidence("一"), evidence("二")],
                },
            ),
            (
                "2".to_owned(),
                ItemAccount {
                    status: ItemStatus::NotStarted,
                    ..ItemAccount::default()
                },
            ),
            (
                "3".to_owned(),
                ItemAccount {
                    status: ItemStatus::Overdue,
                    ..ItemAccount::default()
                },
            ),
        ]);
        (plan, accounts, found)
    }

    /// Writes the sample plan in one format.
    pub(in crate::render) fn written(
        form: fn(&PlanSheet<'_>) -> String,
        language: Language,
    ) -> String {
        let (plan, accounts, found) = plan();
        form(&PlanSheet {
            plan: &plan,
            accounts: &accounts,
            found: &found,
            language,
        })
    }
}
