//! Arguments of queries, as keys store them.

use jiff::Timestamp;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::content::DocumentKind;
use crate::site::{DocumentId, Taxonomy};
use crate::url::Url;

/// Argument of a query as its key stores it.
pub trait QueryKey: Sized {
    /// Argument as the tracked method takes it.
    type Argument<'a>;

    /// Stores an argument.
    fn from_argument(argument: Self::Argument<'_>) -> Self;

    /// Gives the argument back.
    fn as_argument(&self) -> Self::Argument<'_>;
}

macro_rules! copied_keys {
    ($($Key:ty),*) => {$(
        impl QueryKey for $Key {
            type Argument<'a> = Self;

            fn from_argument(argument: Self) -> Self {
                argument
            }

            fn as_argument(&self) -> Self {
                *self
            }
        }
    )*};
}

copied_keys!(DocumentId, DocumentKind, Taxonomy, usize);

impl QueryKey for String {
    type Argument<'a> = &'a str;

    fn from_argument(argument: &str) -> Self {
        argument.to_owned()
    }

    fn as_argument(&self) -> &str {
        self
    }
}

impl QueryKey for Url {
    type Argument<'a> = &'a Self;

    fn from_argument(argument: &Self) -> Self {
        argument.clone()
    }

    fn as_argument(&self) -> &Self {
        self
    }
}

/// Instant of a clock query, stored as whole seconds and nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockInstant(pub Timestamp);

impl QueryKey for ClockInstant {
    type Argument<'a> = Timestamp;

    fn from_argument(argument: Timestamp) -> Self {
        Self(argument)
    }

    fn as_argument(&self) -> Timestamp {
        self.0
    }
}

impl Serialize for ClockInstant {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (self.0.as_second(), self.0.subsec_nanosecond()).serialize(to)
    }
}

impl<'de> Deserialize<'de> for ClockInstant {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (seconds, nanoseconds) = Deserialize::deserialize(from)?;
        let instant = Timestamp::new(seconds, nanoseconds);
        instant.map(Self).map_err(D::Error::custom)
    }
}
