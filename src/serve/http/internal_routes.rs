//! Table of the addresses that only a preview has, under `_pufa/`.
//!
//! A handler is a function from the served site and a request to a response, and keeps no state. The diagnostics
//! handler reads sources to quote lines, and pages for 公众号 are rendered from texts; the other handlers read no file.

use super::pages::{self, RequestedPage};
use super::request::HttpRequest;
use super::response::HttpResponse;
use super::{PreviewServer, desk, diagnostics, publication_state, wechat};
use crate::content::StaleSource;
use crate::serve::live_site::{Revision, Served};
use crate::serve::snapshot::Snapshot;

/// An address of pufa's own.
struct InternalRoute {
    /// Path under `_pufa/`; one that ends in `/` holds all that is under it, as [`HttpRequest::rest`].
    path: &'static str,
    handler: RouteHandler,
}

/// Handler of an internal route.
enum RouteHandler {
    /// Responds about the preview itself, with or without a site.
    OfPreview(fn(&PreviewServer, &Served, &HttpRequest) -> HttpResponse),
    /// Responds with or without a site.
    Always(fn(&Served, &HttpRequest) -> HttpResponse),
    /// Responds about a site.
    OfSite(fn(&Snapshot, &HttpRequest) -> HttpResponse),
    /// Renders a page that follows the files, from their texts.
    OfTexts(fn(&RequestedPage<'_>) -> Result<HttpResponse, StaleSource>),
}

/// All of them. `events` is not here: it never ends.
const TABLE: &[InternalRoute] = &[
    InternalRoute {
        path: "",
        handler: RouteHandler::OfPreview(desk::page),
    },
    InternalRoute {
        path: "desk.js",
        handler: RouteHandler::Always(desk::script),
    },
    InternalRoute {
        path: "desk.css",
        handler: RouteHandler::Always(desk::style),
    },
    InternalRoute {
        path: "documents",
        handler: RouteHandler::Always(desk::documents),
    },
    InternalRoute {
        path: "plans",
        handler: RouteHandler::OfSite(desk::plans),
    },
    InternalRoute {
        path: "live.js",
        handler: RouteHandler::Always(live_script),
    },
    InternalRoute {
        path: "event_worker.js",
        handler: RouteHandler::Always(event_worker),
    },
    InternalRoute {
        path: "error_page.css",
        handler: RouteHandler::Always(error_style),
    },
    InternalRoute {
        path: "wechat.css",
        handler: RouteHandler::Always(wechat::style),
    },
    InternalRoute {
        path: "findings",
        handler: RouteHandler::OfPreview(diagnostics::findings),
    },
    InternalRoute {
        path: "state",
        handler: RouteHandler::OfSite(publication_state::state),
    },
    InternalRoute {
        path: "hidden",
        handler: RouteHandler::OfSite(publication_state::hidden),
    },
    InternalRoute {
        path: wechat::PATH,
        handler: RouteHandler::OfTexts(wechat::page),
    },
];

/// The folder of these addresses.
pub(super) const FOLDER: &str = "_pufa/";

/// Returns true for the path of the event stream, under any base path: the stream exists before any site.
pub(super) fn is_events(path: &str) -> bool {
    path.ends_with("/_pufa/events")
}

/// Returns the part of an address after `_pufa/`.
pub(super) fn rest_of(inside: &str) -> Option<&str> {
    inside.strip_prefix(FOLDER)
}

/// The response at an address under `_pufa/`; [`StaleSource`] when the site has to be made anew to say so.
pub(super) fn respond(
    preview: &PreviewServer,
    (shown, news): (&Served, Revision),
    request: &HttpRequest,
    rest: &str,
) -> Result<HttpResponse, StaleSource> {
    let is_at = |route: &&InternalRoute| {
        route.path == rest || (route.path.ends_with('/') && rest.starts_with(route.path))
    };
    let Some(route) = TABLE
        .iter()
        .filter(is_at)
        .max_by_key(|route| route.path.len())
    else {
        let is_folder = TABLE
            .iter()
            .any(|route| route.path.strip_suffix('/') == Some(rest));
        let folder = || HttpResponse::redirect(&format!("{}/", request.path));
        return Ok(if is_folder {
            folder()
        } else {
            HttpResponse::nothing(request.language)
        });
    };
    let request = HttpRequest {
        rest: rest[route.path.len()..].to_owned(),
        ..request.clone()
    };
    Ok(match (&route.handler, shown) {
        (RouteHandler::OfPreview(handler), _) => handler(preview, shown, &request),
        (RouteHandler::Always(handler), _) => handler(shown, &request),
        (RouteHandler::OfSite(handler), Served::Snapshot(snapshot)) => handler(snapshot, &request),
        (RouteHandler::OfSite(_), Served::Broken(_)) => HttpResponse::nothing(request.language),
        (RouteHandler::OfTexts(handler), Served::Snapshot(snapshot)) => {
            return handler(&RequestedPage {
                preview,
                snapshot,
                request: &request,
                news,
            });
        }
        (RouteHandler::OfTexts(_), Served::Broken(found)) => {
            pages::site_error_page(preview, found, &request, news)
        }
    })
}

fn live_script(_: &Served, _: &HttpRequest) -> HttpResponse {
    HttpResponse::script(concat!(
        "(() => {\n\"use strict\";\n",
        include_str!("../event_client.js"),
        include_str!("../live.js"),
        "})();\n"
    ))
}

fn event_worker(_: &Served, _: &HttpRequest) -> HttpResponse {
    HttpResponse::script(include_str!("../event_worker.js"))
}

fn error_style(_: &Served, _: &HttpRequest) -> HttpResponse {
    HttpResponse::style(include_str!("../error_page.css"))
}
