//! Location of a value: parses the text once more and stops at the value.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

/// Step into a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathStep {
    /// Key of an entry.
    Key(usize),
    /// Value of an entry.
    Value(usize),
    /// Element of a list.
    Element(usize),
}

/// Path of a value from the top; each step is linked to its parent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct YamlPath<'p> {
    parent: Option<&'p YamlPath<'p>>,
    step: PathStep,
}

impl<'p> YamlPath<'p> {
    /// Appends a step to `parent`, or to the top.
    pub(crate) fn new(parent: Option<&'p YamlPath<'p>>, step: PathStep) -> Self {
        Self { parent, step }
    }

    /// Returns the last step.
    pub(crate) fn step(&self) -> PathStep {
        self.step
    }

    fn steps(&self) -> Vec<PathStep> {
        let mut steps: Vec<PathStep> = std::iter::successors(Some(self), |at| at.parent)
            .map(|at| at.step)
            .collect();
        steps.reverse();
        steps
    }
}

/// Location of a value, with its text as written if it is a scalar.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ValueLocation {
    /// Byte offset of the value.
    pub(super) offset: usize,
    /// Text of a scalar, whatever its type.
    pub(super) text: Option<String>,
}

/// Locates a value.
pub(super) fn find(yaml: &str, at: &YamlPath<'_>) -> ValueLocation {
    let mut text = None;
    let steps = at.steps();
    let walk = PathWalker {
        steps: &steps,
        text: &mut text,
    };
    let end = walk.deserialize(serde_yaml::Deserializer::from_str(yaml));
    let offset = end
        .err()
        .and_then(|stopped| stopped.location())
        .map_or(0, |location| location.index());
    ValueLocation {
        offset: offset.min(yaml.len()),
        text,
    }
}

struct PathWalker<'w> {
    steps: &'w [PathStep],
    text: &'w mut Option<String>,
}

impl PathWalker<'_> {
    /// Error that makes the parser report its position.
    fn stop<E: Error>() -> E {
        E::custom("here")
    }
}

impl<'de> DeserializeSeed<'de> for PathWalker<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.steps.is_empty() {
            deserializer.deserialize_str(self)
        } else {
            deserializer.deserialize_any(self)
        }
    }
}

impl<'de> Visitor<'de> for PathWalker<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value in question")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        *self.text = Some(text.to_owned());
        Err(Self::stop())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((step, rest)) = self.steps.split_first() else {
            return Err(Self::stop());
        };
        let inner = PathWalker {
            steps: rest,
            text: self.text,
        };
        for index in 0.. {
            if *step == PathStep::Key(index) {
                return map.next_key_seed(inner).map(drop);
            }
            if map.next_key::<IgnoredAny>()?.is_none() {
                break;
            }
            if *step == PathStep::Value(index) {
                return map.next_value_seed(inner);
            }
            map.next_value::<IgnoredAny>()?;
        }
        Err(Self::stop())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Some((step, rest)) = self.steps.split_first() else {
            return Err(Self::stop());
        };
        let inner = PathWalker {
            steps: rest,
            text: self.text,
        };
        for index in 0.. {
            if *step == PathStep::Element(index) {
                return items.next_element_seed(inner).map(drop);
            }
            if items.next_element::<IgnoredAny>()?.is_none() {
                break;
            }
        }
        Err(Self::stop())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<(), A::Error> {
        let (IgnoredAny, value) = tagged.variant()?;
        value.newtype_variant_seed(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(yaml: &str, steps: &[PathStep]) -> (String, Option<String>) {
        fn walk(yaml: &str, parent: Option<&YamlPath<'_>>, steps: &[PathStep]) -> ValueLocation {
            match (steps.split_first(), parent) {
                (Some((step, rest)), parent) => {
                    walk(yaml, Some(&YamlPath::new(parent, *step)), rest)
                }
                (None, Some(at)) => find(yaml, at),
                (None, None) => ValueLocation {
                    offset: 0,
                    text: None,
                },
            }
        }
        let spot = walk(yaml, None, steps);
        (
            yaml[spot.offset..]
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned(),
            spot.text,
        )
    }

    #[test]
    fn a_walk_ends_at_the_value() {
        use PathStep::{Element, Key, Value};
        let yaml = "标题: 一\n题: 2026.10\n列:\n  - 甲\n  - 乙: [1, \"二\"]\n标题: !t 三\n";
        let own = |line: &str, text: Option<&str>| (line.to_owned(), text.map(ToOwned::to_owned));
        assert_eq!(at(yaml, &[Key(3)]), own("标题: !t 三", Some("标题")));
        assert_eq!(at(yaml, &[Value(1)]), own("2026.10", Some("2026.10")));
        assert_eq!(
            at(yaml, &[Value(2), Element(1), Value(0), Element(1)]),
            own("\"二\"]", Some("二"))
        );
        assert_eq!(
            at(yaml, &[Value(2), Element(1), Value(0)]),
            own("[1, \"二\"]", None)
        );
        assert_eq!(at(yaml, &[Value(3)]).1, Some("三".to_owned()));
    }
}
