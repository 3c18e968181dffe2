//! Converts views to the engine's values without copying shared ones.
//!
//! Views are serialized field by field: the engine then builds each map once and takes a ready
//! value as is. A map passed as a whole would be rebuilt.

use serde::ser::{Serialize, SerializeStruct, Serializer};
use tera::value::{Key, Map};
use tera::{Context, Value};

/// Conversion to a template value.
pub(crate) trait ToValue {
    /// Returns the engine's value.
    fn to_value(&self) -> Value;
}

impl<T: Serialize + ?Sized> ToValue for T {
    fn to_value(&self) -> Value {
        Value::from_serializable(self)
    }
}

/// Fields that templates see by their names.
pub(crate) trait ViewFields {
    /// Returns the number of fields.
    fn count(&self) -> usize;

    /// Adds the fields to a map.
    fn add<M: SerializeStruct>(&self, map: &mut M) -> Result<(), M::Error>;
}

/// Declares a view: a struct whose fields a template sees by their names.
macro_rules! view {
    ($($(#[$about:meta])* $struct_vis:vis struct $name:ident { $($(#[$doc:meta])* $vis:vis $field:ident: $type:ty,)* })+) => {$(
        $(#[$about])*
        #[derive(Clone, Debug)]
        $struct_vis struct $name { $($(#[$doc])* $vis $field: $type,)* }

        impl $crate::render::view::value::ViewFields for $name {
            fn count(&self) -> usize {
                [$(stringify!($field)),*].len()
            }

            fn add<M: serde::ser::SerializeStruct>(&self, map: &mut M) -> Result<(), M::Error> {
                $(map.serialize_field(
                    $crate::render::view::value::field_name(stringify!($field)),
                    &self.$field,
                )?;)*
                Ok(())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let count = $crate::render::view::value::ViewFields::count(self);
                let mut map = serializer.serialize_struct(stringify!($name), count)?;
                $crate::render::view::value::ViewFields::add(self, &mut map)?;
                serde::ser::SerializeStruct::end(map)
            }
        }
    )+};
}
pub(in crate::render) use view;

/// Returns a field's name as templates write it: without `r#`.
pub(crate) fn field_name(name: &'static str) -> &'static str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Two views of one thing, joined in one map.
pub(crate) struct JoinedFields<'v, A, B>(pub &'v A, pub &'v B);

impl<A: ViewFields, B: ViewFields> Serialize for JoinedFields<'_, A, B> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Joined", self.0.count() + self.1.count())?;
        self.0.add(&mut map)?;
        self.1.add(&mut map)?;
        map.end()
    }
}

/// Card of a document, built once and shared by every page that shows it.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(transparent)]
pub(crate) struct CardValue(pub Value);

impl ViewFields for CardValue {
    fn count(&self) -> usize {
        self.0.as_map().map_or(0, Map::len)
    }

    fn add<M: SerializeStruct>(&self, map: &mut M) -> Result<(), M::Error> {
        for (key, value) in self.0.as_map().into_iter().flatten() {
            if let Key::Str(name) = key {
                map.serialize_field(name, value)?;
            }
        }
        Ok(())
    }
}

/// Value built once and shared by many others: the link of a tag, of a venue.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(transparent)]
pub(crate) struct SharedValue(pub Value);

/// Builds a template context from named views.
pub(crate) fn context(views: impl IntoIterator<Item = (&'static str, Value)>) -> Context {
    let mut context = Context::new();
    for (name, value) in views {
        context.insert_value(name, value);
    }
    context
}
