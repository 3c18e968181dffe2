//! The progress of a plan's items, as its editors state it.

use super::keys::PROGRESS;
use super::{FrontMatterContext, ProgressEntry, plan};
use crate::content::yaml::{ValueReader, YamlField};
use crate::message;

/// Reads the entries under `progress`.
pub(super) fn take(
    reader: &mut ValueReader<'_>,
    mut field: YamlField<'_>,
    context: FrontMatterContext<'_>,
) -> Vec<ProgressEntry> {
    let mut all = Vec::new();
    let wanted = message!(
        "一个列表，每项写 事项、说明 等",
        "a list of entries with item, note …"
    );
    let Some(elements) = field.elements() else {
        reader.wrong_type(&field, &wanted, "[{事项: 9, 说明: 已举办两期}]");
        return all;
    };
    for mut element in elements {
        let Some(entries) = reader.entries(&mut element) else {
            continue;
        };
        let mut progress = ProgressEntry::default();
        reader.fill(
            &mut progress,
            entries,
            Some(&element.at),
            &PROGRESS,
            context,
        );
        if progress.item.is_empty() {
            plan::without_item(reader, &element);
        } else {
            all.push(progress);
        }
    }
    all
}
