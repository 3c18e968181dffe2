//! Removal of unfit characters from the texts of a tree, written as such or escaped (`"\0"`).
//!
//! Every text of front matter and of `site.yaml` passes through, whatever its key: see
//! [`characters`](crate::characters).

use super::locate::{PathStep, YamlPath};
use super::node::{YamlEntry, YamlNode};
use super::value_reader::ValueReader;
use crate::characters::{code_point, first_unfit, fit};
use crate::diagnostic::Code;
use crate::message;

/// Maximum number of characters reported per text; further ones are removed silently.
const MOST_REPORTED: usize = 20;

/// Cleans a tree that was read from `written`.
pub(super) fn take_out(written: &str, reader: &mut ValueReader<'_>, entries: &mut [YamlEntry]) {
    if first_unfit(written).is_some() || written.contains('\\') {
        CharacterCleaner { reader, told: 0 }.entries(entries, None);
    }
}

struct CharacterCleaner<'c, 't> {
    reader: &'c mut ValueReader<'t>,
    told: usize,
}

impl CharacterCleaner<'_, '_> {
    fn entries(&mut self, entries: &mut [YamlEntry], parent: Option<&YamlPath<'_>>) {
        for (index, YamlEntry { key, value }) in entries.iter_mut().enumerate() {
            self.node(key, &YamlPath::new(parent, PathStep::Key(index)));
            self.node(value, &YamlPath::new(parent, PathStep::Value(index)));
        }
    }

    fn node(&mut self, node: &mut YamlNode, at: &YamlPath<'_>) {
        match node {
            YamlNode::Text(text) => {
                if let Some(c) = first_unfit(text) {
                    self.report(c, at);
                    *text = fit(text).into_owned();
                }
            }
            YamlNode::List(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.node(item, &YamlPath::new(Some(at), PathStep::Element(index)));
                }
            }
            YamlNode::Map(entries) => self.entries(entries, Some(at)),
            YamlNode::Null | YamlNode::Flag(_) | YamlNode::Integer(_) | YamlNode::Float(_) => {}
        }
    }

    fn report(&mut self, c: char, at: &YamlPath<'_>) {
        self.told += 1;
        if self.told > MOST_REPORTED {
            return;
        }
        let c = code_point(c);
        let message = message!(
            "这里有看不见的字符 {c}，已去掉",
            "there is an invisible character here, {c}, which is left out"
        );
        let hint = message!(
            "多半是从网页、Word 或聊天里带来的：删掉这个值重新打一遍",
            "it often comes with text from a web page or a word processor: delete the value and type it anew"
        );
        self.reader.report(at, Code::TextCharacter, message, hint);
    }
}
