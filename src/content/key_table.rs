//! A table of keys, each with the function that reads its value: a key cannot fall into another key's field.

use std::ops::Deref;

use super::DocumentKind;
use super::key_spec::{KeySpec, ValueShape};
use super::yaml::{ValueReader, YamlField};

/// A type whose fields are read from a mapping, key by key.
pub trait KeyedFields: Sized + 'static {
    /// Settings of the site that its values are read by.
    type Context<'c>: Copy;
}

type ReadValue<T> =
    fn(&mut T, &mut ValueReader<'_>, YamlField<'_>, <T as KeyedFields>::Context<'_>);

/// A key of a table, and the function that reads its value into `T`.
pub(crate) struct KeyRow<T: KeyedFields> {
    spec: KeySpec,
    read: ReadValue<T>,
    refuse: Option<fn(&mut T)>,
}

impl<T: KeyedFields> KeyRow<T> {
    /// A key that every kind may have.
    pub(crate) const fn new(
        name: &'static str,
        alias: &'static str,
        shape: ValueShape,
        zh: &'static str,
        en: &'static str,
        read: ReadValue<T>,
    ) -> Self {
        Self {
            spec: KeySpec::new(name, alias, shape, zh, en),
            read,
            refuse: None,
        }
    }

    /// The same key for some kinds only.
    #[must_use]
    pub(crate) const fn for_kinds(mut self, kinds: &'static [DocumentKind]) -> Self {
        self.spec = self.spec.for_kinds(kinds);
        self
    }

    /// The same key with more names.
    #[must_use]
    pub(crate) const fn also(mut self, names: &'static [&'static str]) -> Self {
        self.spec = self.spec.also(names);
        self
    }

    /// The same key, which decides whether and where the public sees a document; `refuse` notes a value that
    /// cannot be read.
    #[must_use]
    pub(crate) const fn deciding(mut self, refuse: fn(&mut T)) -> Self {
        self.spec = self.spec.deciding();
        self.refuse = Some(refuse);
        self
    }
}

/// The keys of a mapping that is read into `T`. Dereferences to their descriptions.
pub struct KeyTable<T: KeyedFields, const N: usize> {
    specs: [KeySpec; N],
    rows: [KeyRow<T>; N],
}

impl<T: KeyedFields, const N: usize> KeyTable<T, N> {
    /// A table of keys, in the order of the handbook.
    pub(crate) const fn new(rows: [KeyRow<T>; N]) -> Self {
        const { assert!(N > 0, "a table has keys") };
        let mut specs = [rows[0].spec; N];
        let mut index = 0;
        while index < N {
            specs[index] = rows[index].spec;
            index += 1;
        }
        Self { specs, rows }
    }

    /// The descriptions of its keys.
    pub const fn specs(&self) -> &[KeySpec] {
        &self.specs
    }

    fn row(&self, key: &KeySpec) -> Option<&KeyRow<T>> {
        self.rows.iter().find(|row| row.spec.name == key.name)
    }

    /// Reads the value of one of its keys into `T`. An error under a key that decides on publication refuses the
    /// value, whatever was made of it.
    pub(super) fn read(
        &self,
        into: &mut T,
        reader: &mut ValueReader<'_>,
        key: &KeySpec,
        field: YamlField<'_>,
        context: T::Context<'_>,
    ) {
        let Some(row) = self.row(key) else { return };
        let before = reader.errors();
        (row.read)(into, reader, field, context);
        if reader.errors() > before {
            self.refuse(into, key);
        }
    }

    /// Notes that the value of a key cannot be read.
    pub(super) fn refuse(&self, into: &mut T, key: &KeySpec) {
        if let Some(refuse) = self.row(key).and_then(|row| row.refuse) {
            refuse(into);
        }
    }
}

impl<T: KeyedFields, const N: usize> Deref for KeyTable<T, N> {
    type Target = [KeySpec];

    fn deref(&self) -> &[KeySpec] {
        &self.specs
    }
}
