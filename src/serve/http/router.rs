//! Request pipeline of the server: limits, access control, the page, and the headers of every response.

use std::any::Any;
use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::map_response;
use axum::response::Response as WireResponse;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;

use super::request::HttpRequest;
use super::response::HttpResponse;
use super::{PreviewServer, internal_routes};
use crate::diagnostic::Language;
use crate::limits::serve::REQUEST_BODY;
use crate::message;

/// The address that a connection comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct PeerAddress(pub(super) IpAddr);

/// Headers of every response, unless it sets them itself: no guessing of types, no use in pages of other origins, no
/// referrer sent to them, no frame around it. There is no CORS header: other origins may read nothing.
const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (
        header::X_FRAME_OPTIONS,
        HeaderValue::from_static("SAMEORIGIN"),
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("frame-ancestors 'self'"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// The router of a preview. All addresses are the site's, so there is one route.
pub(super) fn router(preview: Arc<PreviewServer>) -> Router {
    Router::new()
        .fallback(respond)
        .with_state(preview)
        .layer(RequestBodyLimitLayer::new(REQUEST_BODY))
        .layer(CatchPanicLayer::custom(|_: Box<dyn Any + Send>| {
            failed(Language::default()).into_wire()
        }))
        .layer(map_response(with_headers))
}

async fn with_headers(mut response: WireResponse) -> WireResponse {
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}

async fn respond(
    State(preview): State<Arc<PreviewServer>>,
    request: axum::extract::Request,
) -> WireResponse {
    let request = read(&request, preview.language);
    if let Some(refusal) = preview.guard.refusal(&request) {
        return refusal.into_wire();
    }
    let language = request.language;
    if !matches!(request.method, Method::GET | Method::HEAD) {
        let says = message!("预览只能看，不能改", "the preview is read-only");
        return HttpResponse::sentence(405, &says, language)
            .with("allow", "GET, HEAD")
            .into_wire();
    }
    if internal_routes::is_events(&request.path) {
        return preview
            .streams
            .open(&preview.server_id, preview.live.revision());
    }
    let response = tokio::task::spawn_blocking(move || preview.respond(&request)).await;
    response.unwrap_or_else(|_| failed(language)).into_wire()
}

fn read(request: &axum::extract::Request, language: Language) -> HttpRequest {
    let uri = request.uri();
    let peer = request.extensions().get::<PeerAddress>();
    HttpRequest {
        method: request.method().clone(),
        path: uri.path().to_owned(),
        query: uri.query().unwrap_or_default().to_owned(),
        authority: uri.authority().map(ToString::to_string),
        headers: request.headers().clone(),
        is_local: peer.is_some_and(|PeerAddress(address)| address.to_canonical().is_loopback()),
        language,
        rest: String::new(),
    }
}

fn failed(language: Language) -> HttpResponse {
    let says = message!(
        "预览出了故障，请再刷新一次",
        "the preview failed: reload once more"
    );
    HttpResponse::sentence(500, &says, language)
}
