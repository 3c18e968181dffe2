//! The site's own addresses: each route as a build would write it, pages with one element more.

use std::sync::Arc;

use super::error_page::error_page;
use super::file_response::file_response;
use super::request::HttpRequest;
use super::request_path::{RequestPath, request_path};
use super::response::HttpResponse;
use super::{PreviewServer, internal_routes};
use crate::content::theme::ThemeSource;
use crate::content::{MemoryFile, OpenFile, StaleSource};
use crate::diagnostic::Diagnostics;
use crate::message;
use crate::render::{RenderedRoute, ending, media_type};
use crate::serve::live_site::{Revision, Served};
use crate::serve::snapshot::Snapshot;
use crate::site::{Route, RouteKind};
use crate::url::{BaseUrl, Url};

/// Responds to a request; [`StaleSource`] if a source has to be refreshed first.
pub(super) fn respond(
    preview: &PreviewServer,
    request: &HttpRequest,
) -> Result<HttpResponse, StaleSource> {
    // Before the site: what it says must not be newer than what is shown.
    let news = *preview.live.revision().borrow();
    let shown = preview.live.served();
    let base = match &shown {
        Served::Snapshot(snapshot) => snapshot.site.config.base.clone(),
        Served::Broken(_) => BaseUrl::default(),
    };
    let inside = match request_path(&request.path, &base) {
        RequestPath::Inside(inside) => inside,
        RequestPath::Root => return Ok(HttpResponse::redirect(&base.href(&Url::root()))),
        RequestPath::Outside => return Ok(outside(request, &base)),
        RequestPath::Nothing => return Ok(HttpResponse::nothing(request.language)),
    };
    if inside == internal_routes::FOLDER.trim_end_matches('/') {
        return Ok(HttpResponse::redirect(&base.href(&Url::folder(&inside))));
    }
    if let Some(rest) = internal_routes::rest_of(&inside) {
        return internal_routes::respond(preview, (&shown, news), request, rest);
    }
    match &shown {
        Served::Snapshot(snapshot) => RequestedPage {
            preview,
            snapshot,
            request,
            news,
        }
        .respond_at(&inside),
        Served::Broken(found) => Ok(site_error_page(preview, found, request, news)),
    }
}

/// The page in the place of every one while there is no site.
pub(super) fn site_error_page(
    preview: &PreviewServer,
    found: &Diagnostics,
    request: &HttpRequest,
    news: Revision,
) -> HttpResponse {
    let base = BaseUrl::default();
    let script = live_script(&preview.server_id, news, &base);
    let says = message!("网站还不能显示", "the site cannot be shown yet");
    error_page(503, &says, found, &[], request.language, (&base, &script))
}

/// An address of this host that is not the site's, which stands under its base path here as on the web.
fn outside(request: &HttpRequest, base: &BaseUrl) -> HttpResponse {
    let home = base.href(&Url::root());
    if request.path == "/" {
        return HttpResponse::redirect(&home);
    }
    let says = message!(
        "网站在 {home} 下面，这个网址在它外面",
        "the site stands under {home}; this address is outside it"
    );
    HttpResponse::sentence(404, &says, request.language)
}

/// Requested page.
pub(super) struct RequestedPage<'p> {
    pub(super) preview: &'p PreviewServer,
    pub(super) snapshot: &'p Snapshot,
    pub(super) request: &'p HttpRequest,
    pub(super) news: Revision,
}

impl RequestedPage<'_> {
    fn respond_at(&self, inside: &str) -> Result<HttpResponse, StaleSource> {
        if let Some(route) = self.route(inside) {
            return self.render_response(route, 200);
        }
        let folder = Url::folder(inside);
        if !inside.ends_with('/') && self.find_exact(&folder).is_some() {
            return Ok(HttpResponse::redirect(&self.base().href(&folder)));
        }
        match self.find_exact(&Url::file("404.html")) {
            Some(route) => self.render_response(route, 404),
            None => Ok(HttpResponse::nothing(self.request.language)),
        }
    }

    fn base(&self) -> &BaseUrl {
        &self.snapshot.site.config.base
    }

    /// The route that a host which serves the files would find.
    fn route(&self, inside: &str) -> Option<&Route> {
        let is_folder = inside.is_empty() || inside.ends_with('/');
        let url = if is_folder {
            Url::folder(inside)
        } else {
            Url::file(inside)
        };
        let of_index = || match inside.strip_suffix("index.html")? {
            folder if folder.is_empty() || folder.ends_with('/') => {
                self.find_exact(&Url::folder(folder))
            }
            _ => None,
        };
        self.find_exact(&url).or_else(of_index)
    }

    /// Finds the route with exactly this address; web addresses are case-sensitive.
    fn find_exact(&self, url: &Url) -> Option<&Route> {
        self.snapshot
            .site
            .find(url)
            .filter(|route| route.url == *url)
    }

    fn render_response(&self, route: &Route, status: u16) -> Result<HttpResponse, StaleSource> {
        if let (Some(file), 200) = (self.file(route)?, status) {
            return Ok(self.of_file(route, file));
        }
        let RenderedRoute {
            output,
            diagnostics: found,
            ..
        } = self.snapshot.render(route)?;
        let Some(output) = output else {
            return Ok(self.failed(&found));
        };
        let is_live = self.preview.is_live && route.kind.is_page();
        let bytes = if is_live {
            with_script(output.bytes, &self.script())
        } else {
            output.bytes
        };
        Ok(HttpResponse::new(status, output.media_type, bytes))
    }

    /// The file whose bytes a route is; `None` when it is made.
    fn file(&self, route: &Route) -> Result<Option<Box<dyn OpenFile>>, StaleSource> {
        let site = &self.snapshot.site;
        Ok(match &route.kind {
            RouteKind::File(id) => Some(self.snapshot.files.open(&site.file(*id).path)?),
            RouteKind::Asset(at) => Some(Box::new(MemoryFile(AssetBytes {
                theme: Arc::clone(&site.theme),
                at: *at,
            }))),
            _ => None,
        })
    }

    fn of_file(&self, route: &Route, file: Box<dyn OpenFile>) -> HttpResponse {
        let media_type = media_type(ending(&route.url.output_path()));
        let response = file_response(self.request, media_type, file);
        if matches!(route.kind, RouteKind::File(_)) && may_run(media_type) {
            return response.with("content-security-policy", ATTACHMENT);
        }
        response
    }

    fn failed(&self, found: &Diagnostics) -> HttpResponse {
        let says = message!("这一页生成不出来", "this page cannot be made");
        error_page(
            500,
            &says,
            found,
            &[],
            self.request.language,
            (self.base(), &self.script()),
        )
    }

    /// The element by which it follows its files.
    pub(super) fn script(&self) -> String {
        live_script(&self.preview.server_id, self.news, self.base())
    }
}

/// Content-Security-Policy of an attachment that a browser opens as a page: nothing of it runs, apart from the preview.
const ATTACHMENT: &str = "sandbox; frame-ancestors 'self'";

/// Returns true if a browser may run a file that is opened by itself. Scripts stand in HTML, SVG and any
/// XML; what has no known type is taken for one of them. A browser's reader of PDF does not work in a sandbox.
fn may_run(media_type: &str) -> bool {
    const INERT: [&str; 5] = [
        "audio/",
        "video/",
        "image/",
        "application/pdf",
        "text/plain",
    ];
    media_type == "image/svg+xml" || !INERT.iter().any(|inert| media_type.starts_with(inert))
}

/// The bytes of an asset of the theme, where they are.
struct AssetBytes {
    theme: Arc<ThemeSource>,
    at: usize,
}

impl AsRef<[u8]> for AssetBytes {
    fn as_ref(&self) -> &[u8] {
        self.theme
            .assets
            .get(self.at)
            .map_or(&[], |asset| &asset.bytes)
    }
}

/// The one element that a previewed page has more than a built one.
fn live_script(server_id: &str, news: Revision, base: &BaseUrl) -> String {
    let source = base.href(&Url::file("_pufa/live.js"));
    let Revision {
        pages,
        styles,
        diagnostics: findings,
    } = news;
    format!(
        "<script src=\"{source}\" data-pufa=\"{server_id} {pages} {styles} {findings}\"></script>"
    )
}

/// A page with the script at the end of its body.
pub(super) fn with_script(mut page: Vec<u8>, script: &str) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let at = page
        .windows(END.len())
        .rposition(|part| part == END)
        .unwrap_or(page.len());
    page.splice(at..at, script.bytes());
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let page = |text: &str| String::from_utf8(with_script(text.into(), "<script></script>"));
        assert_eq!(
            page("<body>a</body>\n").as_deref(),
            Ok("<body>a<script></script></body>\n")
        );
        assert_eq!(page("a").as_deref(), Ok("a<script></script>"));
    }
}
