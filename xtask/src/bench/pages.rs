//! Extracts the parts that both themes share from pages of an output folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::corpus::is_venue;

/// Kinds of pages that both builders produce.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    Home,
    Article,
    VenueList,
    AllList,
    TagList,
    TagIndex,
    Feed,
    Sitemap,
    Other,
}

/// Returns the pages of an output folder by kind.
pub(crate) fn sorted(out: &Path) -> io::Result<BTreeMap<Sort, Vec<PathBuf>>> {
    let mut files = Vec::new();
    walk(out, &mut files)?;
    let mut pages: BTreeMap<Sort, Vec<PathBuf>> = BTreeMap::new();
    for file in files {
        let inner = file
            .strip_prefix(out)
            .unwrap_or(&file)
            .to_string_lossy()
            .into_owned();
        pages.entry(sort(&inner)).or_default().push(file);
    }
    for pages in pages.values_mut() {
        pages.sort();
    }
    Ok(pages)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// Classifies a file of the output by its path.
fn sort(path: &str) -> Sort {
    let bare = path
        .strip_suffix("index.html")
        .or_else(|| path.strip_suffix(".html"));
    let Some(bare) = bare else {
        return match path {
            "sitemap.xml" => Sort::Sitemap,
            "index.xml" | "feed.xml" => Sort::Feed,
            _ => Sort::Other,
        };
    };
    let parts: Vec<&str> = bare.split('/').filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [] => Sort::Home,
        ["tags"] => Sort::TagIndex,
        ["tags", ..] => Sort::TagList,
        ["documents", ..] => Sort::AllList,
        [venue] if is_venue(venue) => Sort::VenueList,
        [venue, second, ..] if is_venue(venue) && second.starts_with("page") => Sort::VenueList,
        [venue, _] if is_venue(venue) => Sort::Article,
        _ => Sort::Other,
    }
}

/// Visible content of an article's page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Article {
    title: String,
    text: String,
    contents: Vec<String>,
    tags: BTreeSet<String>,
    neighbours: Vec<String>,
    notes: usize,
}

/// Parses an article's page.
pub(crate) fn article(html: &str) -> Article {
    let body = between(html, "<div class=\"body\">", "<nav class=\"pn\">");
    let at = body.find("class=\"footnotes\"").unwrap_or(body.len());
    let (text, notes) = body.split_at(
        body[..at]
            .rfind('<')
            .filter(|_| at < body.len())
            .unwrap_or(at),
    );
    Article {
        title: words(between(html, "<h1>", "</h1>")),
        text: words(&without_references(text)),
        contents: links(between(html, "<aside class=\"toc\">", "</aside>")),
        tags: links(between(html, "<p class=\"meta\">", "</p>"))
            .into_iter()
            .collect(),
        neighbours: links(between(html, "<nav class=\"pn\">", "</nav>")),
        notes: notes.matches("<li").count(),
    }
}

/// Returns the titles on a list page, in order.
pub(crate) fn list(html: &str) -> Vec<String> {
    between(html, "<main>", "</main>")
        .split("<li>")
        .skip(1)
        .map(|row| words(between(row, "\">", "</a>")))
        .collect()
}

/// Returns the number of addresses in a sitemap or feed.
pub(crate) fn entries(xml: &str) -> usize {
    xml.matches("<loc>").count() + xml.matches("<item>").count()
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let rest = text.split_once(start).map_or("", |(_, rest)| rest);
    rest.split_once(end).map_or(rest, |(inner, _)| inner)
}

/// Returns the texts of the links.
fn links(html: &str) -> Vec<String> {
    html.split("<a ")
        .skip(1)
        .map(|link| words(between(link, ">", "</a>")))
        .collect()
}

/// Removes footnote references, which each builder writes differently.
fn without_references(html: &str) -> String {
    let mut parts = html.split("<sup");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once("</sup>").map_or("", |(_, rest)| rest)
    })
}

/// Returns the letters of an HTML fragment: no tags, no space, no entities.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if inside || letter.is_whitespace() => {}
            _ => text.push(letter),
        }
    }
    [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ]
    .into_iter()
    .fold(text, |text, (entity, letter)| text.replace(entity, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_tells_the_sort_of_its_page() {
        let sorts = [
            "index.html",
            "tags/index.html",
            "tags/宪法/page/2/index.html",
            "organs/page-2.html",
        ]
        .map(sort);
        assert_eq!(
            sorts,
            [Sort::Home, Sort::TagIndex, Sort::TagList, Sort::VenueList]
        );
        let same = ["organs/1.html", "organs/1/index.html"].map(sort);
        assert_eq!(same, [Sort::Article, Sort::Article]);
    }

    #[test]
    fn a_page_is_read_without_its_marks() {
        assert_eq!(words("<p>一 <b>二</b>&amp;\n三</p>"), "一二&三");
        assert_eq!(
            links("<a href=\"x\">甲</a> <a href=\"y\">乙</a>"),
            ["甲", "乙"]
        );
        assert_eq!(without_references("一<sup id=\"a\">[1]</sup>二"), "一二");
    }
}
