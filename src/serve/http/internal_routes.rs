//! The addresses that only a preview has, under `_pufa/`: one table.
//!
//! A handler is a function from what is served and a request to a response; it reads no file and keeps no state.

use super::pages::{self, Page};
use super::request::Request;
use super::response::Response;
use super::{Preview, desk, findings, state, wechat};
use crate::content::Stale;
use crate::serve::snapshot::Snapshot;
use crate::serve::studio::{News, Shown};

/// An address of pufa's own.
struct InternalRoute {
    /// Its path under `_pufa/`; one that ends in `/` holds all that is under it, as [`Request::rest`].
    path: &'static str,
    handler: Handler,
}

/// What responds there.
enum Handler {
    /// It speaks of the preview itself, whether or not there is a site.
    OfPreview(fn(&Preview, &Shown, &Request) -> Response),
    /// It is there whether or not there is a site.
    Always(fn(&Shown, &Request) -> Response),
    /// It speaks of a site.
    OfSite(fn(&Snapshot, &Request) -> Response),
    /// It is a page that follows the files, made of their texts as the site's own are.
    OfTexts(fn(&Page<'_>) -> Result<Response, Stale>),
}

/// All of them. `events` is not here: it never ends.
const TABLE: &[InternalRoute] = &[
    InternalRoute {
        path: "",
        handler: Handler::OfPreview(desk::page),
    },
    InternalRoute {
        path: "desk.js",
        handler: Handler::Always(desk::script),
    },
    InternalRoute {
        path: "desk.css",
        handler: Handler::Always(desk::style),
    },
    InternalRoute {
        path: "documents",
        handler: Handler::Always(desk::documents),
    },
    InternalRoute {
        path: "plans",
        handler: Handler::OfSite(desk::plans),
    },
    InternalRoute {
        path: "live.js",
        handler: Handler::Always(live_script),
    },
    InternalRoute {
        path: "event_worker.js",
        handler: Handler::Always(event_worker),
    },
    InternalRoute {
        path: "error_page.css",
        handler: Handler::Always(error_style),
    },
    InternalRoute {
        path: "wechat.css",
        handler: Handler::Always(wechat::style),
    },
    InternalRoute {
        path: "findings",
        handler: Handler::OfPreview(findings::findings),
    },
    InternalRoute {
        path: "state",
        handler: Handler::OfSite(state::state),
    },
    InternalRoute {
        path: wechat::PATH,
        handler: Handler::OfTexts(wechat::page),
    },
];

/// The folder of these addresses.
pub(super) const FOLDER: &str = "_pufa/";

/// Whether a path is that of the event stream, which is there before any site is: under whatever base path.
pub(super) fn is_events(path: &str) -> bool {
    path.ends_with("/_pufa/events")
}

/// What follows `_pufa/` in an address.
pub(super) fn rest_of(inside: &str) -> Option<&str> {
    inside.strip_prefix(FOLDER)
}

/// The response at an address under `_pufa/`; [`Stale`] when the site has to be made anew to say so.
pub(super) fn respond(
    preview: &Preview,
    (shown, news): (&Shown, News),
    request: &Request,
    rest: &str,
) -> Result<Response, Stale> {
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
        let folder = || Response::redirect(&format!("{}/", request.path));
        return Ok(if is_folder {
            folder()
        } else {
            Response::nothing(request.language)
        });
    };
    let request = Request {
        rest: rest[route.path.len()..].to_owned(),
        ..request.clone()
    };
    Ok(match (&route.handler, shown) {
        (Handler::OfPreview(handler), _) => handler(preview, shown, &request),
        (Handler::Always(handler), _) => handler(shown, &request),
        (Handler::OfSite(handler), Shown::Site(snapshot)) => handler(snapshot, &request),
        (Handler::OfSite(_), Shown::Trouble(_)) => Response::nothing(request.language),
        (Handler::OfTexts(handler), Shown::Site(snapshot)) => {
            return handler(&Page {
                preview,
                snapshot,
                request: &request,
                news,
            });
        }
        (Handler::OfTexts(_), Shown::Trouble(found)) => {
            pages::troubled(preview, found, &request, news)
        }
    })
}

fn live_script(_: &Shown, _: &Request) -> Response {
    Response::script(concat!(
        "(() => {\n\"use strict\";\n",
        include_str!("../event_client.js"),
        include_str!("../live.js"),
        "})();\n"
    ))
}

fn event_worker(_: &Shown, _: &Request) -> Response {
    Response::script(include_str!("../event_worker.js"))
}

fn error_style(_: &Shown, _: &Request) -> Response {
    Response::style(include_str!("../error_page.css"))
}
