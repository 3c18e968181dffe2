//! `_pufa/wechat/`: each document as 公众号 shows it, ready to be copied there, and the list of what goes there.

mod index;
mod lookup;

use serde_json::Value;

use super::error_page::error_page;
use super::internal_routes::FOLDER;
use super::pages::{RequestedPage, with_script};
use super::request::HttpRequest;
use super::response::HttpResponse;
use crate::content::StaleSource;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::message;
use crate::render::channel::PackageBuilder;
use crate::render::channel::wechat::{PreviewContext, inline_hashes, preview};
use crate::serve::live_site::Served;
use crate::serve::snapshot::Snapshot;
use crate::site::{DocumentId, PublicationState};
use crate::url::Url;

pub(super) use crate::render::channel::ImageCache;
pub(super) use lookup::document;

/// The folder of these addresses under `_pufa/`.
pub(super) const PATH: &str = "wechat/";

/// The page of a document, or the list of what goes to 公众号.
pub(super) fn page(page: &RequestedPage<'_>) -> Result<HttpResponse, StaleSource> {
    let rest = &page.request.rest;
    if rest.is_empty() {
        return Ok(HttpResponse::own_page(
            200,
            followed(page, index::page(page.snapshot).into()),
        ));
    }
    match document(page.snapshot, rest) {
        Some(id) if page.snapshot.site.documents.is_visible(id) => of_document(page, id),
        found => Ok(missing(page, found)),
    }
}

/// The address of a document's preview, as JSON.
pub(super) fn link(snapshot: &Snapshot, id: DocumentId) -> Value {
    address(snapshot, id).into()
}

/// The address of a document's preview.
fn address(snapshot: &Snapshot, id: DocumentId) -> String {
    let site = &snapshot.site;
    let path = site.document(id).path.as_str();
    let inside = path.strip_prefix("content/").unwrap_or(path);
    site.config
        .base
        .href(&Url::file(&format!("{FOLDER}{PATH}{inside}")))
}

fn of_document(page: &RequestedPage<'_>, id: DocumentId) -> Result<HttpResponse, StaleSource> {
    let RequestedPage { snapshot, .. } = page;
    let site = &snapshot.site;
    let (maker, of_theme) = PackageBuilder::new(site, &snapshot.engine, &*snapshot.files);
    let maker = maker.with_image_cache(&page.preview.album);
    let mut found = of_file(snapshot, site.document(id).path.as_str());
    found.extend(of_theme);
    let preview_of = |id: DocumentId| address(snapshot, id);
    let url = site.document_url(id);
    let mut links = vec![(
        "全部稿件",
        site.config
            .base
            .href(&Url::folder(&format!("{FOLDER}{PATH}"))),
    )];
    if site.find(&url).is_some() {
        links.push(("网页", site.config.base.href(&url)));
    }
    let around = PreviewContext {
        links,
        root: page
            .request
            .is_local
            .then(|| snapshot.files.root().to_owned()),
        diagnostics: found,
        preview_of: Some(&preview_of),
    };
    let html = followed(page, preview(&maker, id, &around)?);
    let [script, style] = inline_hashes();
    let policy = format!(
        "default-src 'none'; script-src 'self' {script}; style-src-elem {style}; style-src-attr 'unsafe-inline'; \
         img-src data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    );
    Ok(HttpResponse::html(200, html)
        .with("content-security-policy", policy)
        .with("x-frame-options", "DENY"))
}

/// A page that follows its files, where pages do.
fn followed(page: &RequestedPage<'_>, html: Vec<u8>) -> Vec<u8> {
    if page.preview.is_live {
        with_script(html, &page.script())
    } else {
        html
    }
}

/// The style of the list.
pub(super) fn style(_: &Served, _: &HttpRequest) -> HttpResponse {
    HttpResponse::style(index::STYLE)
}

/// Returns the known diagnostics of a file.
fn of_file(snapshot: &Snapshot, file: &str) -> Diagnostics {
    let is_of_file = |one: &Diagnostic| one.place.as_ref().is_some_and(|place| place.file == file);
    snapshot
        .diagnostics()
        .into_iter()
        .filter(is_of_file)
        .collect()
}

/// There is no such document, or none that could be read, or one that is not to be seen: why, and where to go on.
fn missing(page: &RequestedPage<'_>, found: Option<DocumentId>) -> HttpResponse {
    let snapshot = page.snapshot;
    let rest = &page.request.rest;
    let site = &snapshot.site;
    let of_file: Diagnostics = lookup::sources(rest)
        .iter()
        .flat_map(|file| of_file(snapshot, file))
        .filter(|one| one.severity == Severity::Error)
        .collect();
    let heading = match found.map(|id| site.documents.state(id)) {
        Some(PublicationState::Draft) => message!(
            "这篇还是草稿，现在只看公众看得到的",
            "this is a draft, and only what the public sees is shown"
        ),
        Some(_) => message!(
            "公众现在看不到这篇，预览也就不显示",
            "the public does not see this document now, so the preview does not either"
        ),
        None if of_file.is_empty() => {
            message!("没有这篇文章：{rest}", "there is no such document: {rest}")
        }
        None => message!(
            "这篇文章有错误，还读不出来",
            "this document has errors and cannot be read yet"
        ),
    };
    let mut ways = vec![
        (
            message!("看全部稿件", "all articles"),
            site.config
                .base
                .href(&Url::folder(&format!("{FOLDER}{PATH}"))),
        ),
        (
            message!("回编辑台", "the desk"),
            site.config.base.href(&Url::folder(FOLDER)),
        ),
    ];
    if let Some(id) = found
        .is_none()
        .then(|| lookup::nearest_document(snapshot, rest))
        .flatten()
    {
        let title = &site.document(id).title;
        ways.insert(
            0,
            (
                message!("是不是《{title}》？", "did you mean “{title}”?"),
                address(snapshot, id),
            ),
        );
    }
    error_page(
        404,
        &heading,
        &of_file,
        &ways,
        page.request.language,
        (&site.config.base, &page.script()),
    )
}
