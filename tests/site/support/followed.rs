//! Addresses in outputs that a reader may follow: parsed from pages, feeds, JSON and calendars.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use pufa::facade::url::{classify, is_active};
use serde_json::Value;

use super::Tree;

/// Asserts that no address in the outputs executes code.
pub(crate) fn nothing_runs(tree: &Tree) {
    for (path, bytes) in tree {
        let text = String::from_utf8_lossy(bytes);
        for (place, address) in followed(path, &text) {
            assert!(!is_active(&address), "{path}: {place} = {address:?}");
            let is_own = address.starts_with("webcal://");
            assert!(
                is_own || classify(&address).is_ok(),
                "{path}: {place} = {address:?}"
            );
        }
    }
}

/// Returns the addresses in an output, with their locations.
fn followed(path: &str, text: &str) -> Vec<(String, String)> {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "html" => html_addresses(text),
        "json" => serde_json::from_str(text)
            .map(|json: Value| json_addresses(&json))
            .unwrap_or_default(),
        "xml" | "svg" | "opml" => xml_addresses(text),
        "ics" => ics_addresses(text),
        "txt" if path.contains("baidu") => text
            .lines()
            .map(|line| ("line".to_owned(), line.to_owned()))
            .collect(),
        _ => Vec::new(),
    }
}

/// Attributes whose value a browser may follow.
const FOLLOWED: [&str; 16] = [
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "cite",
    "data",
    "background",
    "longdesc",
    "ping",
    "manifest",
    "xlink:href",
    "usemap",
    "codebase",
    "classid",
    "profile",
];

#[derive(Default)]
struct Attributes {
    found: RefCell<Vec<(String, String)>>,
    script: RefCell<Option<String>>,
}

impl TokenSink for Attributes {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => self.tag(&tag),
            Token::CharacterTokens(text) => {
                if let Some(script) = &mut *self.script.borrow_mut() {
                    script.push_str(&text);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Attributes {
    fn tag(&self, tag: &Tag) {
        if let Some(script) = self.script.borrow_mut().take() {
            let json = serde_json::from_str(&script).map(|json: Value| json_addresses(&json));
            self.found.borrow_mut().extend(json.unwrap_or_default());
        }
        let value = |name: &str| {
            tag.attrs
                .iter()
                .find(|attr| &*attr.name.local == name)
                .map(|attr| attr.value.to_string())
        };
        if &*tag.name == "script" && value("type").as_deref() == Some("application/ld+json") {
            *self.script.borrow_mut() = Some(String::new());
        }
        let mut found = self.found.borrow_mut();
        for attr in &tag.attrs {
            let name = &*attr.name.local;
            let value = attr.value.to_string();
            let place = || format!("<{} {name}>", tag.name);
            if name == "srcset" {
                found.extend(value.split(',').map(|one| (place(), one.trim().to_owned())));
            } else if FOLLOWED.contains(&name) || name == "data-src" || name == "data-href" {
                found.push((place(), value));
            }
        }
        let refreshes =
            value("http-equiv").is_some_and(|value| value.eq_ignore_ascii_case("refresh"));
        let is_address = |name: &str| name.ends_with(":url") || name.ends_with(":image");
        if let Some(content) = value("content") {
            if let Some((_, to)) = content.split_once("url=").filter(|_| refreshes) {
                found.push(("refresh".to_owned(), to.to_owned()));
            } else if value("property").is_some_and(|name| is_address(&name)) {
                found.push(("og".to_owned(), content));
            }
        }
    }
}

fn html_addresses(text: &str) -> Vec<(String, String)> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(text));
    let tokenizer = Tokenizer::new(Attributes::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.found.into_inner()
}

/// Returns the values of address keys in JSON-LD, JSON Feed, open data and the mini-program's API;
/// HTML in JSON is parsed as HTML.
fn json_addresses(value: &Value) -> Vec<(String, String)> {
    const KEYS: [&str; 24] = [
        "url",
        "href",
        "link",
        "links",
        "src",
        "cover",
        "image",
        "@id",
        "id",
        "item",
        "logo",
        "sameAs",
        "icon",
        "favicon",
        "home_page_url",
        "feed_url",
        "next_url",
        "external_url",
        "content_url",
        "contentUrl",
        "banner_image",
        "mainEntityOfPage",
        "license",
        "thumb_url",
    ];
    fn walk(key: &str, value: &Value, found: &mut Vec<(String, String)>) {
        match value {
            // The id of a plan's item is a number or a word of the plan.
            Value::String(text) if KEYS.contains(&key) => {
                found.push((key.to_owned(), text.clone()));
            }
            Value::String(text) if text.contains('<') => found.extend(html_addresses(text)),
            Value::Array(items) => items.iter().for_each(|item| walk(key, item, found)),
            Value::Object(entries) => entries
                .iter()
                .for_each(|(key, value)| walk(key, value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk("", value, &mut found);
    found
}

fn xml_addresses(text: &str) -> Vec<(String, String)> {
    const ELEMENTS: [&str; 9] = [
        "link", "guid", "id", "url", "uri", "loc", "docs", "comments", "icon",
    ];
    let document = roxmltree::Document::parse(text).expect("XML");
    let mut found = Vec::new();
    for node in document.descendants() {
        let name = node.tag_name().name().to_owned();
        for attribute in node.attributes() {
            if FOLLOWED.contains(&attribute.name())
                || attribute.name().to_lowercase().ends_with("url")
            {
                found.push((
                    format!("<{name} {}>", attribute.name()),
                    attribute.value().to_owned(),
                ));
            }
        }
        let text = node.text().unwrap_or_default();
        if ELEMENTS.contains(&name.as_str()) && !text.trim().is_empty() {
            found.push((format!("<{name}>"), text.to_owned()));
        } else if node.is_element() && text.contains('<') {
            found.extend(html_addresses(text));
        }
    }
    found
}

fn ics_addresses(text: &str) -> Vec<(String, String)> {
    let unfolded = text.replace("\r\n ", "");
    let lines = unfolded.lines().filter_map(|line| line.split_once(':'));
    let names = ["URL", "ATTACH", "SOURCE", "IMAGE", "CONFERENCE"];
    lines
        .filter(|(name, _)| names.contains(&name.split(';').next().unwrap_or_default()))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}
