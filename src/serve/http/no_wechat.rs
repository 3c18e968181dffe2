//! `_pufa/wechat/` of a pufa that was compiled without channels: nothing is there, and nothing leads there.

use serde_json::Value;

use super::pages::Page;
use super::request::Request;
use super::response::Response;
use crate::content::Stale;
use crate::serve::snapshot::Snapshot;
use crate::serve::studio::Shown;
use crate::site::DocumentId;

pub(super) const PATH: &str = "wechat/";

#[expect(clippy::unnecessary_wraps, reason = "with channels, texts are read")]
pub(super) fn page(page: &Page<'_>) -> Result<Response, Stale> {
    Ok(Response::nothing(page.request.language))
}

pub(super) fn document(_: &Snapshot, _: &str) -> Option<DocumentId> {
    None
}

pub(super) fn link(_: &Snapshot, _: DocumentId) -> Value {
    Value::Null
}

pub(super) fn style(_: &Shown, request: &Request) -> Response {
    Response::nothing(request.language)
}
