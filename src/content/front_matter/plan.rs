//! Plan items that a document refers to: `9`, `[9, "㈨"]`, `["2014/9"]`, `[{item: 9, count: 1}]`.

use super::PlanReference;
use super::keys::PROGRESS;
use super::read::reference;
use crate::content::yaml::{ValueReader, YamlField, YamlNode};
use crate::diagnostic::Code;
use crate::message;

/// Reads the references of `plan`.
pub(super) fn take(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> Vec<PlanReference> {
    let mut references = Vec::new();
    if let YamlNode::Map(_) = field.node {
        references.extend(counted(reader, field));
        return references;
    }
    if field.elements_are_plain() {
        reader.words(field, |_, word, _| references.push(reference(word)));
        return references;
    }
    for element in field.elements().into_iter().flatten() {
        if let YamlNode::Map(_) = element.node {
            references.extend(counted(reader, element));
        } else {
            references.extend(reader.text(element).map(reference));
        }
    }
    references
}

/// Reads `{item: 9, count: 1}`.
fn counted(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> Option<PlanReference> {
    let entries = reader.entries(&mut field)?;
    let mut read = reference(String::new());
    reader.table(
        entries,
        Some(&field.at),
        PROGRESS.specs().split_at(2).0,
        |reader, key, field| match key.name {
            "item" => read.item = reader.text(field).unwrap_or_default(),
            "count" => read.count = count(reader, &field),
            _ => {}
        },
    );
    if read.item.is_empty() {
        without_item(reader, &field);
        return None;
    }
    Some(read)
}

/// Reads the amount that an entry adds toward a target.
pub(super) fn count(reader: &mut ValueReader<'_>, field: &YamlField<'_>) -> Option<u32> {
    reader
        .number(field, 0, i64::from(u32::MAX))
        .and_then(|count| u32::try_from(count).ok())
}

/// Reports an entry that names no item.
pub(super) fn without_item(reader: &mut ValueReader<'_>, field: &YamlField<'_>) {
    let name = field.name;
    let message = message!(
        "“{name}”的这一项没有写事项（item）",
        "this entry of “{name}” has no item"
    );
    let hint = message!(
        "写上要点的项号，例如 {{item: 9, count: 1}}",
        "name the plan's item, as in {{item: 9, count: 1}}"
    );
    reader.report(&field.at, Code::FrontMatterMissingKey, message, hint);
}
