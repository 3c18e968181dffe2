//! Index of all packages: a page that operators of the accounts open from the folder.

use crate::escape::escaped;
use std::fmt::Write;

use super::{ChannelPackage, PackageContents};

/// `index.html` of the folder of all channels: each package with its contents in words.
pub fn index(site_title: &str, packages: &[(&ChannelPackage<'_>, &PackageContents)]) -> String {
    let mut page = String::from(HEAD);
    let _ = writeln!(
        page,
        "<title>{0} · 渠道稿件包</title>\n<h1>{0}：渠道稿件包</h1>",
        escaped(site_title)
    );
    let mut channel = "";
    for (package, contents) in packages {
        if package.channel.name != channel {
            channel = &package.channel.name;
            let kind = package.channel.kind.name();
            let _ = writeln!(page, "<h2>{}（{kind}）</h2>", escaped(channel));
        }
        page.push_str(&entry(package, contents));
    }
    if packages.is_empty() {
        page.push_str("<p>没有新的稿件。</p>\n");
    }
    page
}

/// Head of the page; by its `generator` the writer recognises its own folder when its records are lost.
const HEAD: &str = "<!doctype html>
<html lang=\"zh-CN\">
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"generator\" content=\"pufa\">
<meta name=\"robots\" content=\"noindex\">
<style>body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:16px/1.7 system-ui,sans-serif;color:#1c232c}h1{font-size:1.5rem}h2{margin-top:2rem;font-size:1.15rem;color:#1b4571}p{margin:.5rem 0}small{color:#59636f}a{color:#1b4571}</style>
";

fn entry(package: &ChannelPackage<'_>, contents: &PackageContents) -> String {
    let title = contents.titles.first().map_or("", String::as_str);
    let title = if title.is_empty() {
        &*package.channel.name
    } else {
        title
    };
    let about = contents
        .about
        .as_ref()
        .map(|about| about.zh.as_str())
        .unwrap_or_default();
    let page = package.first_path();
    let title = escaped(title);
    let about = escaped(about);
    let href = crate::url::encode(&page);
    format!("<p><a href=\"{href}\">{title}</a> <small>{about}</small></p>\n")
}
