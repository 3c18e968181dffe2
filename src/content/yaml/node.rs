//! A YAML text as a tree, in one pass, with the order and the repeats of its keys kept.

use std::cell::Cell;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};
use serde_json::Value;

use crate::diagnostic::Says;
use crate::says;

/// How many values a text may hold with its aliases followed: a bomb stops here.
const MOST_NODES: usize = 50_000;

/// A value of YAML.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    /// Nothing: `key:`.
    Null,
    /// `true`, `false`.
    Flag(bool),
    /// A whole number.
    Integer(i64),
    /// A number of another sort; its text has to be read again.
    Float(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys with values.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    /// The key as written.
    pub(crate) key: Node,
    /// The value.
    pub(crate) value: Node,
}

impl Entry {
    /// The key as text.
    pub(crate) fn word(&self) -> String {
        match &self.key {
            Node::Text(word) => word.trim().to_owned(),
            Node::Integer(number) => number.to_string(),
            Node::Float(number) => number.to_string(),
            Node::Flag(flag) => flag.to_string(),
            Node::Null => "~".to_owned(),
            Node::List(_) | Node::Map(_) => "…".to_owned(),
        }
    }
}

impl Node {
    /// What sort of value it is, for people.
    pub(crate) fn sort(&self) -> Says {
        match self {
            Self::Null => says!("空的", "nothing"),
            Self::Flag(_) => says!("是非值（true 或 false）", "true or false"),
            Self::Integer(_) | Self::Float(_) => says!("一个数", "a number"),
            Self::Text(_) => says!("一段文字", "a text"),
            Self::List(_) => says!("一个列表", "a list"),
            Self::Map(_) => says!("一组“字段: 值”", "a group of keys"),
        }
    }

    /// The same as JSON, for what a theme may read freely.
    pub(crate) fn into_json(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Flag(flag) => flag.into(),
            Self::Integer(number) => number.into(),
            Self::Float(number) => number.into(),
            Self::Text(text) => text.into(),
            Self::List(items) => items.into_iter().map(Self::into_json).collect(),
            Self::Map(entries) => entries
                .into_iter()
                .map(|entry| (entry.word(), entry.value.into_json()))
                .collect(),
        }
    }
}

/// The entries of a text, as far as they could be read, and why not further.
pub(super) struct Tree {
    pub(super) entries: Vec<Entry>,
    pub(super) fault: Option<Fault>,
}

/// Why a text could not be read to its end.
#[derive(Debug)]
pub(super) enum Fault {
    /// It is no list of keys.
    NotKeys,
    /// It holds too much.
    TooMuch,
    /// The parser stopped.
    Yaml(serde_yaml::Error),
}

impl Tree {
    /// Reads a text.
    pub(super) fn parse(yaml: &str) -> Self {
        match super::plain::read(yaml) {
            Some(entries) => Self {
                entries,
                fault: None,
            },
            None => Self::parsed(yaml),
        }
    }

    /// Reads a text with the general parser.
    pub(super) fn parsed(yaml: &str) -> Self {
        let mut top = Top {
            entries: Vec::new(),
            is_keys: true,
            left: Cell::new(MOST_NODES),
        };
        let result = serde_yaml::Deserializer::from_str(yaml).deserialize_any(&mut top);
        let fault = match result {
            Err(_) if top.left.get() == 0 => Some(Fault::TooMuch),
            Err(failure) => Some(Fault::Yaml(failure)),
            Ok(()) if !top.is_keys => Some(Fault::NotKeys),
            Ok(()) => None,
        };
        Self {
            entries: top.entries,
            fault,
        }
    }
}

/// Collects the entries of the whole text, so that those before a fault are not lost with it.
struct Top {
    entries: Vec<Entry>,
    is_keys: bool,
    left: Cell<usize>,
}

impl Top {
    fn is_not_keys(&mut self) {
        self.is_keys = false;
    }
}

impl<'de> Visitor<'de> for &mut Top {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("keys with values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(Seed(&self.left))? {
            let value = map.next_value_seed(Seed(&self.left))?;
            self.entries.push(Entry { key, value });
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.is_not_keys();
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.is_not_keys();
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.is_not_keys();
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.is_not_keys();
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.is_not_keys();
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        self.is_not_keys();
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<(), A::Error> {
        let (IgnoredAny, value) = tagged.variant()?;
        value.newtype_variant::<IgnoredAny>()?;
        self.is_not_keys();
        Ok(())
    }
}

/// Reads one value, and counts it.
#[derive(Clone, Copy)]
struct Seed<'l>(&'l Cell<usize>);

impl Seed<'_> {
    fn count<E: Error>(self) -> Result<(), E> {
        let left = self.0.get().saturating_sub(1);
        self.0.set(left);
        if left == 0 {
            Err(E::custom("too many values"))
        } else {
            Ok(())
        }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.count()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
        Ok(Node::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Integer(number))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a number this large is read again as its text"
    )]
    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(i64::try_from(number).map_or(Node::Float(number as f64), Node::Integer))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a number this large is read again as its text"
    )]
    fn visit_i128<E>(self, number: i128) -> Result<Node, E> {
        Ok(Node::Float(number as f64))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a number this large is read again as its text"
    )]
    fn visit_u128<E>(self, number: u128) -> Result<Node, E> {
        Ok(Node::Float(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        Ok(Node::Float(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key_seed(self)? {
            entries.push(Entry {
                key,
                value: map.next_value_seed(self)?,
            });
        }
        Ok(Node::Map(entries))
    }

    /// A tag (`!x`) says nothing here; its value does.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Node, A::Error> {
        let (Ignored, value) = tagged.variant()?;
        value.newtype_variant_seed(self)
    }
}

/// A tag's name, passed over.
struct Ignored;

impl<'de> Deserialize<'de> for Ignored {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(yaml: &str) -> String {
        let tree = Tree::parse(yaml);
        assert!(tree.fault.is_none(), "{:?}", tree.fault);
        Node::Map(tree.entries).into_json().to_string()
    }

    #[test]
    fn a_text_becomes_a_tree() {
        let yaml = "a: 1\nb: [x, 2.5, 否, ~]\nc: {d: true}\ne: !tag f\ng: !h [1]\n? [k]\n: 1\n007: 18446744073709551615\n";
        insta::assert_snapshot!(
            json(yaml),
            @r#"{"a":1,"b":["x",2.5,"否",null],"c":{"d":true},"e":"f","g":[1],"…":1,"007":1.8446744073709552e+19}"#
        );
        assert_eq!(json(""), "{}");
        assert_eq!(json("# 注释\n"), "{}");
    }

    #[test]
    fn what_stands_before_a_fault_is_kept() {
        let tree = Tree::parse("a: 1\nb: [\nc: 2\n");
        assert!(matches!(tree.fault, Some(Fault::Yaml(_))));
        assert_eq!(tree.entries.len(), 1);
        assert!(matches!(Tree::parse("一段话").fault, Some(Fault::NotKeys)));
        assert!(matches!(
            Tree::parse("- a\n- b").fault,
            Some(Fault::NotKeys)
        ));
    }

    #[test]
    fn bombs_and_wells_do_no_harm() {
        let list = |name: &str, of: &str| format!("{name}: &{name} [{}]\n", [of; 10].join(", "));
        let bomb: String = ["x", "*a", "*b", "*c", "*d", "*e", "*f", "*g"]
            .iter()
            .zip(["a", "b", "c", "d", "e", "f", "g", "h"])
            .map(|(of, name)| list(name, of))
            .collect();
        assert!(Tree::parse(&bomb).fault.is_some());
        for well in [
            format!("a: {}", "[".repeat(500)),
            format!("a: {}{}", "[".repeat(500), "]".repeat(500)),
            format!("a: {}", "{b: ".repeat(500)),
            format!("a: &x {}", "[*x, ".repeat(200)),
            "a: &x [*x]".to_owned(),
            format!("a:\n  {}", "- ".repeat(500)),
        ] {
            assert!(Tree::parse(&well).fault.is_some());
        }
    }
}
