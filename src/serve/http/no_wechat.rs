//! `_pufa/wechat/` without the feature `channels`: nothing is there, and nothing leads there.

use serde_json::Value;

use super::pages::RequestedPage;
use super::request::HttpRequest;
use super::response::HttpResponse;
use crate::content::StaleSource;
use crate::serve::live_site::Served;
use crate::serve::snapshot::Snapshot;
use crate::site::DocumentId;

pub(super) const PATH: &str = "wechat/";

#[expect(clippy::unnecessary_wraps, reason = "with channels, texts are read")]
pub(super) fn page(page: &RequestedPage<'_>) -> Result<HttpResponse, StaleSource> {
    Ok(HttpResponse::nothing(page.request.language))
}

pub(super) fn document(_: &Snapshot, _: &str) -> Option<DocumentId> {
    None
}

pub(super) fn link(_: &Snapshot, _: DocumentId) -> Value {
    Value::Null
}

pub(super) fn style(_: &Served, request: &HttpRequest) -> HttpResponse {
    HttpResponse::nothing(request.language)
}
