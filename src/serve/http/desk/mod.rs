//! The editor's desk at `_pufa/`: what there is, what goes out next, what is missing, what is wrong.
//!
//! The page is a frame; its script asks for the values as JSON and draws them as text, so that no title of a
//! document is ever HTML.

mod documents;
mod plans;

pub(super) use documents::documents;
pub(super) use plans::plans;

use super::PreviewServer;
use super::request::HttpRequest;
use super::response::HttpResponse;
use crate::escape::escaped;
use crate::serve::live_site::Served;
use crate::url::Url;

/// The frame.
pub(super) fn page(preview: &PreviewServer, shown: &Served, _: &HttpRequest) -> HttpResponse {
    let (title, home) = match shown {
        Served::Snapshot(snapshot) => {
            let config = &snapshot.site.config;
            (config.title.as_str(), config.base.href(&Url::root()))
        }
        Served::Broken(_) => ("", "/".to_owned()),
    };
    let page = include_str!("../../desk/desk.html");
    let page = page
        .replace("{home}", &escaped(&home))
        .replace("{phone}", &phone(preview));
    // Last: what a title says is never looked into.
    HttpResponse::own_page(200, page.replace("{title}", &escaped(title)))
}

/// The code that opens the preview on a phone, where other machines may request.
fn phone(preview: &PreviewServer) -> String {
    if !preview.is_shared() {
        return "<p>想在手机上看，请用 <code>pufa serve --host 0.0.0.0</code> 启动预览。</p>"
            .to_owned();
    }
    let Some(phone) = preview.phone() else {
        return "<p>找不到这台电脑在网络里的地址：请看看是不是连上了网络。</p>".to_owned();
    };
    let svg = phone.svg("在手机上打开预览的二维码");
    let address = escaped(&phone.address);
    format!(
        "{svg}<p>手机和电脑连同一个网络，扫一扫。网址带着令牌，拿到它的人能看到草稿，不要外传。</p>\
         <p class=\"address\">{address}</p>"
    )
}

/// The desk's script.
pub(super) fn script(_: &Served, _: &HttpRequest) -> HttpResponse {
    HttpResponse::script(concat!(
        "(() => {\n\"use strict\";\n",
        include_str!("../../event_client.js"),
        include_str!("../../desk/desk.js"),
        "})();\n"
    ))
}

/// The desk's style.
pub(super) fn style(_: &Served, _: &HttpRequest) -> HttpResponse {
    HttpResponse::style(include_str!("../../desk/desk.css"))
}
