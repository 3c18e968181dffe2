//! Usage of files: which files of `content/` something names, so that they are published.
//!
//! Editors keep originals, lists and notes beside their documents. A file is published if a document that the public
//! sees links to it, shows it or lists it, if `site.yaml` or the theme names it, or if it is asked for at a fixed
//! address (`robots.txt`). Everything else stays where it is.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use memchr::memmem;
use serde_json::Value;

use crate::content::{Document, SourcePath};
use crate::url::{Url, decoded};

use super::{FileId, SiteData, file_url};

/// Returns, for each file of a site, whether something names it.
pub(super) fn used_files(parts: &SiteData) -> Vec<bool> {
    let mut usage = UsageCollector {
        parts,
        used: vec![false; parts.files.len()],
        by_url: OnceCell::new(),
    };
    if !parts.files.is_empty() {
        usage.documents();
        usage.settings();
        usage.files();
    }
    usage.used
}

struct UsageCollector<'s> {
    parts: &'s SiteData,
    used: Vec<bool>,
    /// Files of documents that stand at other addresses than their paths.
    by_url: OnceCell<HashMap<String, FileId>>,
}

impl UsageCollector<'_> {
    /// Marks what the documents that the public sees name.
    fn documents(&mut self) {
        let parts = self.parts;
        for (id, document) in parts.documents.iter() {
            if !parts.documents.is_visible(id) {
                continue;
            }
            let body = &document.body;
            for reference in body.links.iter().chain(&body.images) {
                self.mark(Some(document), &reference.destination);
            }
            let head = &document.front_matter;
            let rare = &head.further;
            let of_channels = rare.channels.values().filter_map(|of| of.cover.as_ref());
            let named = head.cover.iter().chain(&rare.files);
            let named = named.chain(of_channels.map(|cover| &cover.file));
            let named = named.chain(rare.progress.iter().filter_map(|entry| entry.link.as_ref()));
            for written in named {
                self.mark(Some(document), written);
            }
            for value in rare.extra.values() {
                self.value(Some(document), value);
            }
        }
    }

    /// Marks what `site.yaml` and the options of the theme name.
    fn settings(&mut self) {
        let config = &self.parts.config;
        let mut menus: Vec<_> = config.menu.iter().chain(&config.footer_menu).collect();
        while let Some(entry) = menus.pop() {
            self.mark(None, &entry.to);
            menus.extend(&entry.children);
        }
        let badges = [&config.filings.party_organ, &config.filings.report_error];
        for badge in badges.into_iter().flatten() {
            self.mark(None, &badge.url);
            if let Some(image) = &badge.image {
                self.mark(None, image);
            }
        }
        for channel in &config.channels {
            if let Some(cover) = &channel.options.cover {
                self.mark(None, &cover.file);
            }
        }
        let options = [
            &self.parts.theme.options,
            &config.theme_options,
            &config.extra,
        ];
        for value in options.into_iter().flat_map(serde_json::Map::values) {
            self.value(None, value);
        }
    }

    /// Marks the files that are asked for at fixed addresses, that `site.yaml` publishes by name, or whose names stand
    /// in the theme.
    fn files(&mut self) {
        let parts = self.parts;
        let texts = theme_texts(parts);
        for (file, used) in parts.files.iter().zip(&mut self.used) {
            let is_in_theme = || {
                let finder = memmem::Finder::new(file.path.name());
                texts.iter().any(|text| finder.find(text).is_some())
            };
            *used = *used
                || file.is_of_root
                || parts.config.attachments.publishes(&file.path)
                || is_in_theme();
        }
    }

    fn value(&mut self, from: Option<&Document>, value: &Value) {
        match value {
            Value::String(text) => self.mark(from, text),
            Value::Array(values) => values.iter().for_each(|value| self.value(from, value)),
            Value::Object(table) => table.values().for_each(|value| self.value(from, value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn mark(&mut self, from: Option<&Document>, written: &str) {
        if let Some(id) = self.find(from, written) {
            self.used[id.index()] = true;
        }
    }

    /// Finds the file that a destination leads to, as [`super::Site::destination`] does.
    fn find(&self, from: Option<&Document>, written: &str) -> Option<FileId> {
        let written = written.trim();
        let base = &self.parts.config.base;
        let own = base.own_part(written);
        let is_outside = own.is_none() && written.contains("//") && is_foreign(written);
        let written = own.unwrap_or(written);
        // Most destinations are documents or other sites.
        if is_outside || written.is_empty() || written.strip_suffix(".md").is_some() {
            return None;
        }
        let from = from.filter(|_| own.is_none() && !written.starts_with('/'));
        names(written).find_map(|name| {
            if let Some(document) = from {
                return self.parts.find_file(&document.path.resolve(&name)?);
            }
            let under_base = base.part_under_base(&name);
            let paths = [Some(name.as_ref()), under_base].into_iter().flatten();
            let mut paths = paths.map(|path| path.trim_start_matches('/'));
            paths.find_map(|path| self.rooted(path))
        })
    }

    fn rooted(&self, path: &str) -> Option<FileId> {
        let inside = path.strip_prefix("content/").unwrap_or(path);
        let source = SourcePath::new(format!("content/{inside}"));
        self.parts.find_file(&source).or_else(|| {
            let by_url = self.by_url.get_or_init(|| owned_by_url(self.parts));
            by_url.get(&Url::file(path).key()).copied()
        })
    }
}

fn is_foreign(written: &str) -> bool {
    written.contains("://") || written.starts_with("//")
}

/// Names that a destination may mean: up to its query or fragment, or whole; decoded, or as written.
fn names(written: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let path = written.split(['#', '?']).next().unwrap_or_default();
    let is_cut = path.len() < written.len();
    let is_encoded = written.contains('%');
    [
        Some(decoded(path)),
        is_encoded.then_some(Cow::Borrowed(path)),
        is_cut.then(|| decoded(written)),
        (is_cut && is_encoded).then_some(Cow::Borrowed(written)),
    ]
    .into_iter()
    .flatten()
    .filter(|name| !name.is_empty())
}

/// Files that belong to documents, by their addresses.
fn owned_by_url(parts: &SiteData) -> HashMap<String, FileId> {
    let files = parts.files.iter().enumerate();
    files
        .filter_map(|(at, file)| {
            let owner = parts.documents.get(file.owner?);
            Some((file_url(file, Some(owner)).key(), FileId::new(at)))
        })
        .collect()
}

/// Texts of the site's own themes; the built-in theme names no file of a site.
fn theme_texts(parts: &SiteData) -> Vec<&[u8]> {
    let theme = &parts.theme;
    if theme.chain == [crate::content::theme::DEFAULT] {
        return Vec::new();
    }
    let templates = theme.templates.iter();
    let templates = templates.filter(|of| !of.name.starts_with("pufa/"));
    let assets = theme.assets.iter().filter(|asset| {
        let path = SourcePath::new(asset.name.clone());
        matches!(path.extension().as_str(), "css" | "js" | "svg" | "json")
    });
    templates
        .map(|of| of.text.as_bytes())
        .chain(assets.map(|asset| asset.bytes.as_slice()))
        .collect()
}
