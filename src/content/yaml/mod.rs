//! YAML as editors write it: a tree of values, and a location for each fault.
//!
//! yaml_serde keeps no positions in a value. A valid text is parsed once; for each fault the text
//! is parsed again up to the value, whose position the parser then reports. The module knows tables
//! of keys, not their meaning.
//!
//! A parser that keeps spans would replace `locate.rs` alone. saphyr-parser 0.0.6, tried on 10,000
//! heads, is as fast as yaml_serde, but accepts a tab as indentation (YAML 1.2.2, 6.1) and does not
//! say in which construct an error lies, on which the advice in `syntax_error.rs` rests. Nearly all
//! heads need no parser at all (`simple_mapping.rs`).

mod character_cleaner;
mod comment_slips;
mod folded_text;
mod hashed_text;
mod key_match;
mod locate;
mod node;
mod patched_source;
mod repair;
mod simple_mapping;
mod syntax_error;
mod value_reader;
mod value_vetter;
mod written_scalars;
mod yaml_codes;

pub(crate) use key_match::KeyMatch;
pub(crate) use locate::{PathStep, YamlPath};
pub(crate) use node::{YamlEntry, YamlNode};
pub(crate) use patched_source::{SourcePatch, unpatched, with_patches};
pub(crate) use repair::{KnownKeys, patches, slips};
pub(crate) use syntax_error::fault;
pub(crate) use value_reader::{ValueReader, YamlField};
pub(crate) use value_vetter::{free, vet};
pub(crate) use written_scalars::as_written;
pub(crate) use yaml_codes::{BLOCK, FRONT_MATTER, SITE, YamlCodes};

use std::ops::Range;

use crate::content::key_spec::KeySpec;
use crate::diagnostic::Diagnostics;
use node::YamlTree;
use patched_source::PatchedSource;

/// Maximum number of syntax errors reported for one text before reading stops.
const MOST_FAULTS: usize = 8;

/// Longest YAML that is read, in bytes: a hundred times what an editor writes.
const LONGEST: usize = 256 * 1024;

/// Maximum number of locations searched in one text; further faults are reported for the whole
/// text. An editor's text has a handful; thousands of faults must not take minutes.
const MOST_LOOKS: usize = 200;

/// Reads the YAML in a range of a file's text: returns all readable entries, and a reader that
/// converts them to values. Their texts contain no unfit character.
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
