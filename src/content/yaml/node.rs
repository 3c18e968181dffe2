//! YAML tree, built in one pass, with the order and the duplicates of keys preserved.

use std::cell::Cell;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};
use serde_json::Value;

use crate::diagnostic::Message;
use crate::message;

/// Maximum number of values in a text with its aliases expanded, against alias bombs.
const MOST_NODES: usize = 50_000;

/// Value of YAML.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum YamlNode {
    /// No value: `key:`.
    Null,
    /// `true`, `false`.
    Flag(bool),
    /// Whole number.
    Integer(i64),
    /// Any other number; its text must be read again.
    Float(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<YamlNode>),
    /// Keys with values.
    Map(Vec<YamlEntry>),
}

/// Key with its value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct YamlEntry {
    /// Key as written.
    pub(crate) key: YamlNode,
    /// Value of the key.
    pub(crate) value: YamlNode,
}

impl YamlEntry {
    /// Returns the key as text.
    pub(crate) fn word(&self) -> String {
        match &self.key {
            YamlNode::Text(word) => word.trim().to_owned(),
            YamlNode::Integer(number) => number.to_string(),
            YamlNode::Float(number) => number.to_string(),
            YamlNode::Flag(flag) => flag.to_string(),
            YamlNode::Null => "~".to_owned(),
            YamlNode::List(_) | YamlNode::Map(_) => "…".to_owned(),
        }
    }
}

impl YamlNode {
    /// Names the type of the value for people.
    pub(crate) fn sort(&self) -> Message {
        match self {
            Self::Null => message!("空的", "nothing"),
            Self::Flag(_) => message!("是非值（true 或 false）", "true or false"),
            Self::Integer(_) | Self::Float(_) => message!("一个数", "a number"),
            Self::Text(_) => message!("一段文字", "a text"),
            Self::List(_) => message!("一个列表", "a list"),
            Self::Map(_) => message!("一组“字段: 值”", "a group of keys"),
        }
    }

    /// Converts the value to JSON, for free-form values of a theme.
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

/// Readable entries of a text, and the fault that ended reading.
pub(super) struct YamlTree {
    pub(super) entries: Vec<YamlEntry>,
    pub(super) fault: Option<YamlError>,
}

/// Reason why a text could not be read to its end.
#[derive(Debug)]
pub(super) enum YamlError {
    /// The text is not a mapping.
    NotKeys,
    /// The text contains too many values.
    TooMuch,
    /// The parser failed.
    Yaml(serde_yaml::Error),
}

impl YamlTree {
    /// Parses a text.
    pub(super) fn parse(yaml: &str) -> Self {
        match super::simple_mapping::read(yaml) {
            Some(entries) => Self {
                entries,
                fault: None,
            },
            None => Self::parsed(yaml),
        }
    }

    /// Parses a text with the general parser.
    pub(super) fn parsed(yaml: &str) -> Self {
        let mut top = EntryCollector {
            entries: Vec::new(),
            is_keys: true,
            left: Cell::new(MOST_NODES),
        };
        let result = serde_yaml::Deserializer::from_str(yaml).deserialize_any(&mut top);
        let fault = match result {
            Err(_) if top.left.get() == 0 => Some(YamlError::TooMuch),
            Err(failure) => Some(YamlError::Yaml(failure)),
            Ok(()) if !top.is_keys => Some(YamlError::NotKeys),
            Ok(()) => None,
        };
        Self {
            entries: top.entries,
            fault,
        }
    }
}

/// Collects top-level entries one by one, so that those before a fault are kept.
struct EntryCollector {
    entries: Vec<YamlEntry>,
    is_keys: bool,
    left: Cell<usize>,
}

impl EntryCollector {
    fn is_not_keys(&mut self) {
        self.is_keys = false;
    }
}

impl<'de> Visitor<'de> for &mut EntryCollector {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("keys with values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(NodeSeed(&self.left))? {
            let value = map.next_value_seed(NodeSeed(&self.left))?;
            self.entries.push(YamlEntry { key, value });
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
struct NodeSeed<'l>(&'l Cell<usize>);

impl NodeSeed<'_> {
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

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = YamlNode;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<YamlNode, D::Error> {
        self.count()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_> {
    type Value = YamlNode;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<YamlNode, E> {
        Ok(YamlNode::Null)
    }

    fn visit_none<E>(self) -> Result<YamlNode, E> {
        Ok(YamlNode::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<YamlNode, E> {
        Ok(YamlNode::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<YamlNode, E> {
        Ok(YamlNode::Integer(number))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a number this large is read again as its text"
    )]
    fn visit_u64<E>(self, number: u64) -> Result<YamlNode, E> {
        Ok(i64::try_from(number).map_or(YamlNode::Float(number as f64), YamlNode::Integer))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a number this large is read again as its text"
    )]
    fn visit_i128<E>(self, number: i128) -> Result<YamlNode, E> {
        Ok(YamlNode::Float(number as f64))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a number this large is read again as its text"
    )]
    fn visit_u128<E>(self, number: u128) -> Result<YamlNode, E> {
        Ok(YamlNode::Float(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<YamlNode, E> {
        Ok(YamlNode::Float(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<YamlNode, E> {
        Ok(YamlNode::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<YamlNode, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(YamlNode::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<YamlNode, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key_seed(self)? {
            entries.push(YamlEntry {
                key,
                value: map.next_value_seed(self)?,
            });
        }
        Ok(YamlNode::Map(entries))
    }

    /// Ignores a tag (`!x`) and reads its value.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<YamlNode, A::Error> {
        let (IgnoredTag, value) = tagged.variant()?;
        value.newtype_variant_seed(self)
    }
}

/// Name of a tag, ignored.
struct IgnoredTag;

impl<'de> Deserialize<'de> for IgnoredTag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(yaml: &str) -> String {
        let tree = YamlTree::parse(yaml);
        assert!(tree.fault.is_none(), "{:?}", tree.fault);
        YamlNode::Map(tree.entries).into_json().to_string()
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
        let tree = YamlTree::parse("a: 1\nb: [\nc: 2\n");
        assert!(matches!(tree.fault, Some(YamlError::Yaml(_))));
        assert_eq!(tree.entries.len(), 1);
        assert!(matches!(
            YamlTree::parse("一段话").fault,
            Some(YamlError::NotKeys)
        ));
        assert!(matches!(
            YamlTree::parse("- a\n- b").fault,
            Some(YamlError::NotKeys)
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
        assert!(YamlTree::parse(&bomb).fault.is_some());
        for well in [
            format!("a: {}", "[".repeat(500)),
            format!("a: {}{}", "[".repeat(500), "]".repeat(500)),
            format!("a: {}", "{b: ".repeat(500)),
            format!("a: &x {}", "[*x, ".repeat(200)),
            "a: &x [*x]".to_owned(),
            format!("a:\n  {}", "- ".repeat(500)),
        ] {
            assert!(YamlTree::parse(&well).fault.is_some());
        }
    }
}
