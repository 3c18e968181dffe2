//! YAML as editors write it: a tree of values, and for each fault the place where it stands.
//!
//! yaml_serde keeps no positions in a value. A sound text is read once; for each fault the text is
//! walked once more to the value in question, whose place the parser then tells. This room knows
//! tables of keys, not what the keys mean.

mod character_cleaner;
mod key_match;
mod locate;
mod node;
mod patched_source;
mod repair;
mod simple_mapping;
mod syntax_error;
mod value_reader;
mod value_vetter;
mod yaml_codes;

pub(crate) use key_match::KeyMatch;
pub(crate) use locate::{PathStep, YamlPath};
pub(crate) use node::{YamlEntry, YamlNode};
pub(crate) use syntax_error::fault;
pub(crate) use value_reader::{ValueReader, YamlField};
pub(crate) use value_vetter::{free, vet};
pub(crate) use yaml_codes::{FRONT_MATTER, SITE, YamlCodes};

use std::ops::Range;

use crate::content::key_spec::KeySpec;
use crate::diagnostic::Diagnostics;
use node::YamlTree;
use patched_source::PatchedSource;

/// How many faults of syntax are told of one text before reading gives up.
const MOST_FAULTS: usize = 8;

/// Longest YAML that is read, in bytes: a hundred times what an editor writes.
const LONGEST: usize = 256 * 1024;

/// How many places of one text are looked for; what is found beyond them is told of the text as a
/// whole. An editor's text has a handful; one with thousands of faults must not take minutes.
const MOST_LOOKS: usize = 200;

/// Reads the YAML that stands in a range of a file's text: what could be read of its entries, and
/// a reader that turns them into values. Its texts hold no character that belongs in no setting.
pub(crate) fn read<'t>(
    file: &'t str,
    text: &'t str,
    range: Range<usize>,
    dialect: &'static YamlCodes,
    keys: &'static [KeySpec],
) -> (ValueReader<'t>, Vec<YamlEntry>) {
    let written = &text[range.clone()];
    let (mut reader, mut entries) = parse(file, text, range, dialect, keys);
    character_cleaner::take_out(written, &mut reader, &mut entries);
    (reader, entries)
}

fn parse<'t>(
    file: &'t str,
    text: &'t str,
    range: Range<usize>,
    dialect: &'static YamlCodes,
    keys: &'static [KeySpec],
) -> (ValueReader<'t>, Vec<YamlEntry>) {
    let mut found = Diagnostics::new();
    let mut script = PatchedSource::new(file, text, range);
    if script.as_str().len() > LONGEST {
        found.push(syntax_error::too_long(&script, dialect));
        return (ValueReader::of_part(script, dialect, found), Vec::new());
    }
    if let Some(at) = syntax_error::deepest(script.as_str()) {
        found.push(syntax_error::too_deep(at, &script, dialect));
        return (ValueReader::of_part(script, dialect, found), Vec::new());
    }
    repair::repair(&mut script, dialect, keys, &mut found);
    for faults in 0..MOST_FAULTS {
        let tree = YamlTree::parse(script.as_str());
        let Some(fault) = &tree.fault else {
            let reader = if faults == 0 {
                ValueReader::new
            } else {
                ValueReader::of_part
            };
            return (reader(script, dialect, found), tree.entries);
        };
        let (told, at) = syntax_error::report_syntax_error(fault, &script, dialect);
        found.push(told);
        if !at.is_some_and(|at| script.blank_entry(at)) {
            return (ValueReader::of_part(script, dialect, found), tree.entries);
        }
    }
    let entries = YamlTree::parse(script.as_str()).entries;
    (ValueReader::of_part(script, dialect, found), entries)
}
