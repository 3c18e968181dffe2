//! What a reader meets in a table: an entry, by what its key is.

use super::value_reader::YamlField;
use crate::content::key_spec::KeySpec;

/// An entry of a table, by what its key is.
pub(crate) enum KeyMatch<'p> {
    /// A key of the table with a value.
    Known(&'static KeySpec, YamlField<'p>),
    /// A key of the table without a value.
    Empty(&'static KeySpec, YamlField<'p>),
    /// A key of the table that stood there before.
    Again(&'static KeySpec, YamlField<'p>),
    /// A key that is not in the table.
    Unknown(YamlField<'p>),
}
