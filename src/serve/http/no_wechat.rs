//! `_pufa/wechat/` of a pufa that was compiled without channels: nothing is there, and nothing leads there.

use serde_json::Value;

use super::answer::Answer;
use super::pages::Page;
use crate::content::Stale;
use crate::serve::snapshot::Snapshot;
use crate::site::DocumentId;

pub(super) const PATH: &str = "wechat/";

#[expect(clippy::unnecessary_wraps, reason = "with channels, texts are read")]
pub(super) fn page(page: &Page<'_>) -> Result<Answer, Stale> {
    Ok(Answer::nothing(page.ask.language))
}

pub(super) fn document(_: &Snapshot, _: &str) -> Option<DocumentId> {
    None
}

pub(super) fn link(_: &Snapshot, _: DocumentId) -> Value {
    Value::Null
}
