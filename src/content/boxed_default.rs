//! A value that is seldom other than empty, and takes no room while it is.

use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A type with one empty value that all share.
pub trait SharedEmpty: Default + PartialEq + 'static {
    /// The empty value.
    fn empty() -> &'static LazyLock<Self>;
}

/// A value of `T`, kept apart and only while it is not known to be the empty one.
#[derive(Clone, Serialize, Deserialize)]
pub struct BoxedDefault<T>(Option<Box<T>>);

impl<T> Default for BoxedDefault<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: SharedEmpty> Deref for BoxedDefault<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0
            .as_deref()
            .unwrap_or_else(|| LazyLock::force(T::empty()))
    }
}

impl<T: SharedEmpty> DerefMut for BoxedDefault<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: SharedEmpty> PartialEq for BoxedDefault<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: SharedEmpty + std::fmt::Debug> std::fmt::Debug for BoxedDefault<T> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(to)
    }
}
