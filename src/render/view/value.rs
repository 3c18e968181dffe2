//! From a view to the engine's value, without a copy of what is shared.

use serde_json::Map as Json;
use tera::value::{Key, Map};
use tera::{Context, Value};

/// What a template can be given.
pub trait ToValue {
    /// The engine's value of it.
    fn to_value(&self) -> Value;
}

/// Declares a view: a struct whose fields a template sees by their names.
macro_rules! view {
    ($($(#[$about:meta])* pub struct $name:ident { $($(#[$doc:meta])* pub $field:ident: $type:ty,)* })+) => {$(
        $(#[$about])*
        #[derive(Clone, Debug)]
        pub struct $name { $($(#[$doc])* pub $field: $type,)* }

        impl $crate::render::view::value::ToValue for $name {
            fn to_value(&self) -> tera::Value {
                let mut map = tera::value::Map::with_capacity([$(stringify!($field)),*].len());
                $(map.insert(
                    $crate::render::view::value::field_name(stringify!($field)).into(),
                    $crate::render::view::value::ToValue::to_value(&self.$field),
                );)*
                tera::Value::from(map)
            }
        }
    )+};
}
pub(super) use view;

/// A field's name as a template writes it: a raw identifier without its mark.
pub(crate) fn field_name(name: &'static str) -> &'static str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// A document's card, made once and shared by every page that shows it.
#[derive(Clone, Debug)]
pub struct CardValue(pub Value);

impl ToValue for CardValue {
    fn to_value(&self) -> Value {
        self.0.clone()
    }
}

/// A value that many others hold, made once: the link of a tag, of a venue.
#[derive(Clone, Debug)]
pub struct Shared(pub Value);

impl ToValue for Shared {
    fn to_value(&self) -> Value {
        self.0.clone()
    }
}

impl CardValue {
    /// The card's fields and those of a larger view of the same document, as one map.
    pub fn with(&self, more: &Value) -> Value {
        let mut map: Map = self.0.as_map().cloned().unwrap_or_default();
        map.extend(more.as_map().cloned().unwrap_or_default());
        Value::from(map)
    }
}

/// What a template is rendered with: its views by name.
pub fn context(views: impl IntoIterator<Item = (&'static str, Value)>) -> Context {
    let mut context = Context::new();
    for (name, value) in views {
        context.insert_value(name, value);
    }
    context
}

impl ToValue for String {
    fn to_value(&self) -> Value {
        Value::from(self.as_str())
    }
}

impl ToValue for &'static str {
    fn to_value(&self) -> Value {
        Value::from(*self)
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or_else(Value::none, ToValue::to_value)
    }
}

impl<T: ToValue> ToValue for Vec<T> {
    fn to_value(&self) -> Value {
        Value::from(self.iter().map(ToValue::to_value).collect::<Vec<_>>())
    }
}

impl ToValue for Json<String, serde_json::Value> {
    fn to_value(&self) -> Value {
        Value::from_serializable(self)
    }
}

macro_rules! plain {
    ($($type:ty),+) => {$(
        impl ToValue for $type {
            fn to_value(&self) -> Value {
                Value::from(*self)
            }
        }
    )+};
}

plain!(bool, i8, i16, u8, u32, u64, usize);

/// The key of a map that a template sees.
pub fn key(name: &str) -> Key<'static> {
    Key::from(name.to_owned())
}
