//! What a reader meets in a table: an entry, by what its key is.

use super::reader::Field;
use crate::content::key::Key;

/// An entry of a table, by what its key is.
pub(crate) enum Met<'p> {
    /// A key of the table with a value.
    Known(&'static Key, Field<'p>),
    /// A key of the table without a value.
    Empty(&'static Key, Field<'p>),
    /// A key of the table that stood there before.
    Again(&'static Key, Field<'p>),
    /// A key that is not in the table.
    Unknown(Field<'p>),
}
