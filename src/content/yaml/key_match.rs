//! Entry of a table, classified by its key.

use super::value_reader::YamlField;
use crate::content::key_spec::KeySpec;

/// Entry of a table, classified by its key.
pub(crate) enum KeyMatch<'p> {
    /// Known key with a value.
    Known(&'static KeySpec, YamlField<'p>),
    /// Known key without a value.
    Empty(&'static KeySpec, YamlField<'p>),
    /// Known key that occurred before.
    Again(&'static KeySpec, YamlField<'p>),
    /// Unknown key.
    Unknown(YamlField<'p>),
}
