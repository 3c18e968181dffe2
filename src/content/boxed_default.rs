//! A boxed struct that is allocated only when it differs from its default.

use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// Type with one shared default value.
pub trait SharedEmpty: Default + PartialEq + 'static {
    /// Returns the shared default.
    fn empty() -> &'static LazyLock<Self>;
}

/// Boxed `T`, allocated on the first mutable access; reads before it return the shared default.
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
