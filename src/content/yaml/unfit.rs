//! Takes out of the texts of a tree what belongs in no setting, written as it is or by an escape (`"\0"`).
//!
//! Every text of front matter and of `site.yaml` comes through here, whatever its key: see
//! [`characters`](crate::characters).

use super::locate::{At, Step};
use super::node::{Entry, Node};
use super::reader::Reader;
use crate::characters::{code_point, first_unfit, fit};
use crate::diagnostic::Code;
use crate::says;

/// How many characters of one text are told; the others are taken out like these.
const MOST_TOLD: usize = 20;

/// Cleans a tree that was read from `written`.
pub(super) fn take_out(written: &str, reader: &mut Reader<'_>, entries: &mut [Entry]) {
    if first_unfit(written).is_some() || written.contains('\\') {
        Cleaner { reader, told: 0 }.entries(entries, None);
    }
}

struct Cleaner<'c, 't> {
    reader: &'c mut Reader<'t>,
    told: usize,
}

impl Cleaner<'_, '_> {
    fn entries(&mut self, entries: &mut [Entry], parent: Option<&At<'_>>) {
        for (index, Entry { key, value }) in entries.iter_mut().enumerate() {
            self.node(key, &At::new(parent, Step::Key(index)));
            self.node(value, &At::new(parent, Step::Value(index)));
        }
    }

    fn node(&mut self, node: &mut Node, at: &At<'_>) {
        match node {
            Node::Text(text) => {
                if let Some(c) = first_unfit(text) {
                    self.tell(c, at);
                    *text = fit(text).into_owned();
                }
            }
            Node::List(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.node(item, &At::new(Some(at), Step::Element(index)));
                }
            }
            Node::Map(entries) => self.entries(entries, Some(at)),
            Node::Null | Node::Flag(_) | Node::Integer(_) | Node::Float(_) => {}
        }
    }

    fn tell(&mut self, c: char, at: &At<'_>) {
        self.told += 1;
        if self.told > MOST_TOLD {
            return;
        }
        let c = code_point(c);
        let message = says!(
            "这里有看不见的字符 {c}，已去掉",
            "there is an invisible character here, {c}, which is left out"
        );
        let hint = says!(
            "多半是从网页、Word 或聊天里带来的：删掉这个值重新打一遍",
            "it often comes with text from a web page or a word processor: delete the value and type it anew"
        );
        self.reader.tell(at, Code::TextCharacter, message, hint);
    }
}
