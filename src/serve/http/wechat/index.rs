//! The list of what goes to 公众号: bundles in their order, then the newest articles.

use std::fmt::Write;

use super::super::internal_routes::FOLDER;
use crate::escape::escaped;
use crate::render::channel::wechat::{bundle_name, channel};
use crate::render::channel::{ChannelLedger, ChannelPackage, SelectionScope, packages};
use crate::serve::snapshot::Snapshot;
use crate::site::DocumentId;
use crate::url::Url;

/// Limit of the single articles that are listed; the desk finds the others.
const LISTED: usize = 100;

const HEAD: &str = "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>公众号稿件</title>\n";
/// Style sheet of the list.
pub(super) const STYLE: &str = "body{margin:0;background:#f3f5f7;color:#1c232c;\
font:16px/1.6 \"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",system-ui,sans-serif}\
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 5rem}h1{margin:0;font-size:1.4rem}h2{margin:2rem 0 .6rem;font-size:1.05rem}\
p{margin:.3rem 0;color:#59636f}a{color:#1b4571;text-decoration:none}a:hover,p a{text-decoration:underline}\
:focus-visible{outline:3px solid #2b6cb0;outline-offset:2px}\
ol,ul{margin:0;padding:0;list-style:none;background:#fff;border:1px solid #d5dbe2;border-radius:10px;overflow:hidden}\
li{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;padding:.65rem 1rem;border-top:1px solid #e7ebef}\
li:first-child{border-top:0}ol li:first-child a{font-size:1.1rem;font-weight:600}li a{overflow-wrap:anywhere}\
small{color:#59636f;font-size:.85rem}";

/// The page.
pub(super) fn page(snapshot: &Snapshot) -> String {
    let site = &snapshot.site;
    let channel = channel(site);
    let nothing = ChannelLedger::default();
    let (bundles, singles): (Vec<ChannelPackage<'_>>, Vec<ChannelPackage<'_>>) =
        packages(site, &channel, SelectionScope::NotIn(&nothing))
            .into_iter()
            .partition(|package| bundle_name(package).is_some());
    let mut body = String::new();
    for bundle in &bundles {
        let _ = write!(
            body,
            "<h2>多图文：{}</h2>\n<ol>{}</ol>\n",
            escaped(bundle_name(bundle).unwrap_or_default()),
            rows(snapshot, &bundle.documents)
        );
    }
    let newest: Vec<DocumentId> = singles
        .iter()
        .take(LISTED)
        .flat_map(|package| package.documents.iter().copied())
        .collect();
    let style = escaped(
        &site
            .config
            .base
            .href(&Url::file(&format!("{FOLDER}wechat.css"))),
    );
    let desk = escaped(&site.config.base.href(&Url::folder(FOLDER)));
    if !newest.is_empty() {
        let _ = write!(
            body,
            "<h2>单篇</h2>\n<ul>{}</ul>\n",
            rows(snapshot, &newest)
        );
    }
    if singles.len() > newest.len() {
        let rest = singles.len() - newest.len();
        let _ = writeln!(
            body,
            "<p>另有 {rest} 篇，在<a href=\"{desk}\">编辑台</a>里查找。</p>"
        );
    }
    if bundles.is_empty() && singles.is_empty() {
        body.push_str("<p>还没有可以发到公众号的文章。</p>\n");
    }
    format!(
        "{HEAD}<link rel=\"stylesheet\" href=\"{style}\">\n</head>\n<body>\n<main>\n<h1>公众号稿件</h1>\n\
         <p>点开一篇，看手机上的样子，复制到公众号。多图文按群发的顺序排。<a href=\"{desk}\">回编辑台</a></p>\n\
         {body}</main>\n</body>\n</html>\n"
    )
}

fn rows(snapshot: &Snapshot, documents: &[DocumentId]) -> String {
    documents.iter().map(|id| row(snapshot, *id)).collect()
}

fn row(snapshot: &Snapshot, id: DocumentId) -> String {
    let documents = &snapshot.site.documents;
    let date = documents
        .date(id)
        .map(super::super::publication_state::in_words)
        .unwrap_or_default();
    let href = super::address(snapshot, id);
    let title = &snapshot.site.document(id).title;
    format!(
        "<li><a href=\"{}\">{}</a><small>{date}</small></li>",
        escaped(&href),
        escaped(title)
    )
}
