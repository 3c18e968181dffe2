//! Files and pages that a block references: collected for checks, resolved to URL, type and size.

use std::ops::Range;

use serde_json::{Map, Value, json};

use super::fence_body::FenceBody;
use super::keys::{self, BlockValueKind};
use crate::markdown::link_resolver::{LinkResolver, LinkTarget};
use crate::markdown::raw_target::{self, RawTarget};

/// File or page that a block references.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileReference {
    /// Destination as written.
    pub destination: String,
    /// True for images.
    pub is_image: bool,
    /// Byte range of the reference in the whole text.
    pub range: Range<usize>,
}

/// Keys that hold a block's main file or address, in the order of precedence for its title.
const SUBJECTS: [&str; 3] = ["file", "url", "src"];

/// Key whose subject is an image.
const IMAGE: &str = "src";

/// Normalizes a download's `files`: a single file becomes a list, a plain name an entry.
pub(super) fn list(data: &mut Map<String, Value>) {
    let named = data
        .shift_remove("files")
        .or_else(|| data.shift_remove("file"));
    let files = match named {
        // Drop rejected names.
        Some(Value::Array(files)) => files
            .into_iter()
            .filter(|file| !file.is_null())
            .map(entry)
            .collect(),
        Some(file) if !file.is_null() => vec![Value::Object(single(file, data))],
        _ => match data.shift_remove("url") {
            Some(url) => vec![Value::Object(single(json!({ "url": url }), data))],
            None => return,
        },
    };
    data.insert(
        "files".to_owned(),
        files.into_iter().filter_map(titled).collect(),
    );
}

fn entry(file: Value) -> Value {
    if file.is_object() {
        file
    } else {
        json!({ "file": file })
    }
}

/// Returns the entry of a single file, which takes over the block's title and description.
fn single(file: Value, data: &mut Map<String, Value>) -> Map<String, Value> {
    let mut file = match entry(file) {
        Value::Object(file) => file,
        _ => Map::new(),
    };
    for key in ["title", "description"] {
        if let Some(value) = data.shift_remove(key) {
            file.entry(key).or_insert(value);
        }
    }
    file
}

/// Fills a missing title with the file name; returns `None` if the name was rejected.
fn titled(mut file: Value) -> Option<Value> {
    let name = SUBJECTS.iter().find_map(|key| file.get(*key)?.as_str());
    let name = name.map(|path| path.rsplit('/').next().unwrap_or(path).to_owned());
    if let (Some(file), Some(name)) = (file.as_object_mut(), name) {
        file.entry("title").or_insert(Value::String(name));
    }
    let is_refused = SUBJECTS
        .iter()
        .any(|key| file.get(*key).is_some_and(Value::is_null));
    (!is_refused || file.get("title").is_some()).then_some(file)
}

/// Returns every file and page that a block's data references, in order.
pub(super) fn references(data: &Value, source: &FenceBody) -> Vec<FileReference> {
    let mut found = Vec::new();
    collect(data, &mut |is_image, destination| {
        let at = source
            .yaml
            .find(destination)
            .map_or(0..0, |at| at..at + destination.len());
        found.push(FileReference {
            destination: destination.to_owned(),
            is_image,
            range: source.original(at),
        });
    });
    found.sort_by_key(|reference| reference.range.start);
    found
}

/// Passes each file and page of a block's data, with true for an image.
fn collect(data: &Value, found: &mut impl FnMut(bool, &str)) {
    match data {
        Value::Object(entries) => {
            for (key, value) in entries {
                match (value.as_str(), names_file(key)) {
                    (Some(text), Some(holds)) if !text.is_empty() => {
                        found(holds == BlockValueKind::Image || key == IMAGE, text);
                    }
                    _ => collect(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

/// Returns the kind of a key's value, if it is an address.
fn names_file(key: &str) -> Option<BlockValueKind> {
    keys::holds(key).filter(|holds| *holds != BlockValueKind::Text)
}

/// Returns the data with resolved facts beside each file name.
pub(super) fn resolved(data: &Value, around: &dyn LinkResolver) -> Value {
    match data {
        Value::Object(entries) => Value::Object(resolved_entries(entries, around)),
        Value::Array(items) => items.iter().map(|item| resolved(item, around)).collect(),
        value => value.clone(),
    }
}

fn resolved_entries(entries: &Map<String, Value>, around: &dyn LinkResolver) -> Map<String, Value> {
    let mut whole = Map::new();
    for (key, value) in entries {
        let written = match value {
            Value::String(text) => Some(text.as_str()),
            // Rejected address.
            Value::Null => Some(""),
            _ => None,
        };
        match (written, names_file(key)) {
            (Some(written), Some(holds)) => {
                whole.insert(key.clone(), value.clone());
                if holds == BlockValueKind::Subject {
                    whole.extend(subject(written, around));
                } else {
                    whole.insert(format!("{key}_href"), companion(holds, written, around));
                }
            }
            _ => {
                whole.insert(key.clone(), resolved(value, around));
            }
        }
    }
    whole
}

/// Returns the resolved facts of a component's subject; `null` for unknown ones.
fn subject(text: &str, around: &dyn LinkResolver) -> Map<String, Value> {
    let (href, kind, length, external) = match target(text, around) {
        LinkTarget::Page { href } => (Some(href), None, None, false),
        LinkTarget::Attachment { href, kind, length } => {
            (Some(href), Some(kind), Some(length), false)
        }
        LinkTarget::External { href } => (Some(href), None, None, true),
        LinkTarget::Nowhere => (None, None, None, false),
    };
    Map::from_iter([
        ("href".to_owned(), json!(href)),
        ("type".to_owned(), json!(kind)),
        ("length".to_owned(), json!(length)),
        ("size".to_owned(), json!(length.map(size_text))),
        ("external".to_owned(), json!(external)),
    ])
}

fn companion(holds: BlockValueKind, text: &str, around: &dyn LinkResolver) -> Value {
    if text.is_empty() || raw_target::kind(text) != RawTarget::Somewhere {
        return Value::Null;
    }
    if holds == BlockValueKind::Image {
        return Value::String(around.image(text).src);
    }
    match around.link(text) {
        LinkTarget::Page { href }
        | LinkTarget::Attachment { href, .. }
        | LinkTarget::External { href } => Value::String(href),
        LinkTarget::Nowhere => Value::Null,
    }
}

fn target(text: &str, around: &dyn LinkResolver) -> LinkTarget {
    match raw_target::kind(text) {
        _ if text.is_empty() => LinkTarget::Nowhere,
        RawTarget::Somewhere => around.link(text),
        RawTarget::Direct => LinkTarget::Page {
            href: text.to_owned(),
        },
        RawTarget::Unsafe => LinkTarget::Nowhere,
    }
}

/// Formats a length in bytes for readers: `1.2 MB`, units of 1024.
pub(crate) fn size_text(length: u64) -> String {
    const UNITS: [&str; 4] = ["B", "KB", "MB", "GB"];
    let mut unit = 0;
    let mut scaled = length;
    while scaled >= 1024 * 1000 && unit + 2 < UNITS.len() {
        scaled /= 1024;
        unit += 1;
    }
    if scaled < 1024 {
        return format!("{scaled} {}", UNITS[unit]);
    }
    let tenths = (scaled * 10 + 512) / 1024;
    if tenths >= 100 || tenths.is_multiple_of(10) {
        return format!("{} {}", (tenths + 5) / 10, UNITS[unit + 1]);
    }
    format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit + 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_read_well() {
        let sizes = [
            0,
            900,
            1024,
            1500,
            43_000,
            1_048_576,
            1_258_291,
            5_000_000_000,
        ]
        .map(size_text);
        assert_eq!(
            sizes,
            [
                "0 B", "900 B", "1 KB", "1.5 KB", "42 KB", "1 MB", "1.2 MB", "4.7 GB"
            ]
        );
    }
}
