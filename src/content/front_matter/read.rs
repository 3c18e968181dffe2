//! Reader of front matter: fills [`FrontMatter`] key by key from the table.

use std::ops::Range;

use jiff::tz::TimeZone;
use unicode_normalization::UnicodeNormalization as _;

use super::hiding_keys::HidingMeaning;
use super::keys::KEYS;
use super::{FrontMatter, PlanReference, ProgressEntry, doubtful_keys, foreign_keys, hiding_keys};
use crate::content::config::{ParagraphRule, Venue};
use crate::content::key_spec::{self, KeySpec, ValueShape};
use crate::content::key_table::KeyedFields;
use crate::content::suggest::nearest;
use crate::content::yaml::{self, KeyMatch, PathStep, ValueReader, YamlField, YamlNode, YamlPath};
use crate::content::{DocumentKind, KINDS, KindFacts, SourcePath};
use crate::diagnostic::{Code, Diagnostics, SourceLocation};
use crate::message;
use crate::path_segment;
use crate::url::Address;

/// Site data that the reader needs.
#[derive(Clone, Copy, Debug)]
pub struct FrontMatterContext<'s> {
    /// Time zone of dates.
    pub zone: &'s TimeZone,
    /// Venues of the site.
    pub venues: &'s [Venue],
}

impl KeyedFields for FrontMatter {
    type Context<'c> = FrontMatterContext<'c>;
}

impl KeyedFields for ProgressEntry {
    type Context<'c> = FrontMatterContext<'c>;
}

/// First and last year that a plan may be of.
pub(super) const YEARS: (i64, i64) = (1949, 9999);

/// Reads the front matter in a range of a document's text (see [`split`](crate::content::split)).
/// An invalid value is reported and omitted; one that decides on publication becomes
/// `StatedValue::Unreadable`, or makes the head [illegible](FrontMatter::is_illegible).
pub fn read(
    path: &SourcePath,
    text: &str,
    head: Range<usize>,
    context: &FrontMatterContext<'_>,
) -> (FrontMatter, Diagnostics) {
    let (mut reader, entries) = yaml::read(
        path.as_str(),
        text,
        head.clone(),
        &yaml::FRONT_MATTER,
        &KEYS,
    );
    let is_illegible = reader.is_part();
    let front_matter = FrontMatter {
        is_illegible,
        ..FrontMatter::default()
    };
    let mut into = FrontMatterReader {
        front_matter,
        context,
    };
    let mut end = None;
    let mut unknown = Vec::new();
    reader.each(entries, None, &KEYS, |reader, met| match met {
        KeyMatch::Known(key, field) if has_other_meaning(key, &field) => {
            unknown.push((field.name.to_owned(), value_index(&field.at), field.node));
        }
        KeyMatch::Known(key, field) => {
            if field.is_blank() && (key.decides || key.name == "title") {
                FrontMatterReader::doubt_blank(reader, key, &field);
            }
            if key.name == "end" {
                end = Some((field.name.to_owned(), value_index(&field.at)));
            }
            KEYS.read(&mut into.front_matter, reader, key, field, *context);
        }
        KeyMatch::Empty(key, field) => into.take_empty(reader, key, &field),
        KeyMatch::Again(key, field) => {
            reader.duplicate_key(&field, key);
            KEYS.refuse(&mut into.front_matter, key);
        }
        KeyMatch::Unknown(field) => {
            unknown.push((field.name.to_owned(), value_index(&field.at), field.node));
        }
    });
    let front_matter = &mut into.front_matter;
    if front_matter.further.menu.as_deref() == Some("") {
        front_matter.further.menu = Some(front_matter.title.clone().unwrap_or_default());
    }
    if let Some((name, index)) = end {
        into.check_order(&mut reader, &name, index);
    }
    into.take_unknown(&mut reader, unknown);
    let mut found = reader.into_found();
    if let Some(lost) = doubtful_keys::in_quotes(path.as_str(), text, head, &into.front_matter) {
        into.front_matter.is_illegible = true;
        found.push(lost);
    }
    (into.front_matter, found)
}

/// Returns true if a key of pufa's own stands as another system uses it: `status: draft`, `publish: false`.
fn has_other_meaning(key: &KeySpec, field: &YamlField<'_>) -> bool {
    matches!(key.name, "status" | "publish")
        && hiding_keys::meaning(field.name, &field.node)
            .is_some_and(|meaning| matches!(meaning, HidingMeaning::Draft | HidingMeaning::Public))
}

/// Returns the index of the top-level entry of a value.
fn value_index(at: &YamlPath<'_>) -> usize {
    match at.step() {
        PathStep::Value(index) | PathStep::Key(index) | PathStep::Element(index) => index,
    }
}

struct FrontMatterReader<'c> {
    front_matter: FrontMatter,
    context: &'c FrontMatterContext<'c>,
}

impl FrontMatterReader<'_> {
    /// Reports a key that decides on publication and has no value: possibly forgotten.
    fn take_empty(&mut self, reader: &mut ValueReader<'_>, key: &KeySpec, field: &YamlField<'_>) {
        if !key.decides || !matches!(key.shape, ValueShape::Date | ValueShape::Flag) {
            return Self::take_nothing(reader, key, field);
        }
        KEYS.refuse(&mut self.front_matter, key);
        let name = field.name;
        let example = if key.name == "draft" {
            "true"
        } else {
            "2026-11-01"
        };
        let message = message!(
            "“{name}”后面没有写内容",
            "nothing is written after “{name}”"
        );
        let hint = message!(
            "在冒号后面补上，例如 {name}: {example}；用不着就删去这一行",
            "write it after the colon, as in {name}: {example}, or remove the line"
        );
        reader.report(&field.at, Code::FrontMatterWrongType, message, hint);
    }

    /// Reports a word for nothing where a text is wanted, and a date that is forgotten.
    fn take_nothing(reader: &mut ValueReader<'_>, key: &KeySpec, field: &YamlField<'_>) {
        let name = field.name;
        let at = YamlPath::new(None, PathStep::Value(value_index(&field.at)));
        let is_text = matches!(key.shape, ValueShape::Text | ValueShape::FlagOrText);
        if is_text && let Some(word) = reader.written_null(&at) {
            let message = message!(
                "“{name}”写的是 {word}，在 YAML 里是“空”，没有显示",
                "{word} after “{name}” means nothing in YAML, and is not shown"
            );
            let hint = message!(
                "要显示就加英文引号：{name}: \"{word}\"；用不着就删去这一行",
                "write {name}: \"{word}\" to show it, or remove the line"
            );
            return reader.doubt(&at, message, hint);
        }
        let is_required = |kind: &KindFacts| kind.required.contains(&key.name);
        if matches!(key.shape, ValueShape::Date) && !KINDS.iter().any(is_required) {
            let message = message!("“{name}”后面没有写日期", "there is no date after “{name}”");
            let hint = message!(
                "在冒号后面补上，例如 {name}: 2026-11-01；用不着就删去这一行",
                "write it after the colon, as in {name}: 2026-11-01, or remove the line"
            );
            reader.doubt(&field.at, message, hint);
        }
    }

    /// Reports an empty text between quotes.
    fn doubt_blank(reader: &mut ValueReader<'_>, key: &KeySpec, field: &YamlField<'_>) {
        if matches!(key.shape, ValueShape::Date | ValueShape::Flag) {
            return;
        }
        let name = field.name;
        let message = message!("“{name}”是空的", "“{name}” is empty");
        let hint = message!(
            "在冒号后面补上；用不着就删去这一行",
            "write it after the colon, or remove the line"
        );
        reader.doubt(&field.at, message, hint);
    }

    /// Reads keys of other systems by their meaning and reports unknown ones; one that resembles a
    /// deciding key makes the head illegible.
    fn take_unknown(
        &mut self,
        reader: &mut ValueReader<'_>,
        unknown: Vec<(String, usize, YamlNode)>,
    ) {
        for (name, index, node) in unknown {
            // What hides comes first: another meaning of the word would publish.
            let head = &mut self.front_matter;
            let is_later = hiding_keys::is_later_publication(&name, &node, head, self.context.zone);
            let hiding =
                hiding_keys::meaning(&name, &node).or(is_later.then_some(HidingMeaning::Publish));
            let foreign = foreign_keys::find(&name);
            let doubtful = match (hiding, foreign) {
                (None, None) => doubtful_keys::meant(&name, &node, head, self.context.zone),
                _ => None,
            };
            let field = |step: PathStep| YamlField {
                name: &name,
                at: YamlPath::new(None, step),
                node,
            };
            if let Some(meaning) = hiding {
                let place = reader.place(&YamlPath::new(None, PathStep::Key(index)));
                self.hide(reader, meaning, field(PathStep::Value(index)), place);
            } else if let Some(foreign) = foreign {
                let value = field(PathStep::Value(index));
                foreign.take(head, reader, value, *self.context);
            } else if let Some(key) = doubtful {
                head.is_illegible = true;
                let place = reader.place(&YamlPath::new(None, PathStep::Key(index)));
                reader.push(doubtful_keys::diagnostic(&name, key, place));
            } else if let meant @ Some(_) = foreign_keys::suggestion(&name) {
                reader.unknown_key_like(&field(PathStep::Key(index)), meant);
            } else if name.is_ascii() {
                foreign_keys::keep_own(head, reader, field(PathStep::Value(index)));
            } else {
                reader.unknown_key_like(&field(PathStep::Key(index)), None);
            }
        }
    }

    /// Reads a key that hides the document in another system; one that contradicts the head makes it
    /// illegible.
    fn hide(
        &mut self,
        reader: &mut ValueReader<'_>,
        meaning: HidingMeaning,
        field: YamlField<'_>,
        place: SourceLocation,
    ) {
        let name = field.name;
        let head = &mut self.front_matter;
        let zone = self.context.zone;
        let contradicted = hiding_keys::take(meaning, head, reader, field, place.clone(), zone);
        if let Some(own) = contradicted.and_then(|own| key_spec::find(&KEYS, own)) {
            head.is_illegible = true;
            reader.push(doubtful_keys::diagnostic(name, own, place));
        }
    }

    fn check_order(&self, reader: &mut ValueReader<'_>, name: &str, index: usize) {
        let (Some(start), Some(end)) = (
            self.front_matter.further.start,
            self.front_matter.further.end,
        ) else {
            return;
        };
        if end.end(self.context.zone) >= start.at {
            return;
        }
        let message = message!("“{name}”早于开始", "“{name}” comes before the start");
        let hint = message!(
            "检查开始和结束的日期，是不是写反了",
            "look whether start and end are the wrong way round"
        );
        reader.report(
            &YamlPath::new(None, PathStep::Value(index)),
            Code::FrontMatterEndBeforeStart,
            message,
            hint,
        );
    }
}

/// Reads the last part of an address; reports one that no address can hold.
pub(super) fn take_slug(reader: &mut ValueReader<'_>, field: YamlField<'_>) -> Option<String> {
    let name = field.name;
    let at = field.at;
    let written = reader.text(field)?;
    let Some(fault) = path_segment::stem_fault(&written) else {
        return Some(written);
    };
    let zh = fault.zh;
    let en = fault.en;
    let nearest = path_segment::sanitized(&written);
    let message = message!(
        "“{name}”不能用作网址：{zh}",
        "“{name}” cannot be part of an address: {en}"
    );
    let hint = message!(
        "改成 {nearest}；网址名用汉字、字母、数字和短横线",
        "write {nearest}; a slug is made of letters, digits and hyphens"
    );
    reader.report(&at, Code::FrontMatterBadSlug, message, hint);
    None
}

/// Adds a tag unless it is there in another spelling: of other case, width or spacing.
pub(super) fn add_tag(tags: &mut Vec<String>, tag: String) {
    let folded = |tag: &str| {
        tag.trim()
            .nfkc()
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    if tags.is_empty() || !tags.iter().any(|known| folded(known) == folded(&tag)) {
        tags.push(tag);
    }
}

/// Reads the year of a plan.
pub(super) fn take_year(reader: &mut ValueReader<'_>, field: &YamlField<'_>) -> Option<i16> {
    reader
        .number(field, YEARS.0, YEARS.1)
        .and_then(|year| i16::try_from(year).ok())
}

/// Reads the page's name in the menu; empty for `true`, which [`read`] replaces by the title.
pub(super) fn take_menu(reader: &mut ValueReader<'_>, field: YamlField<'_>) -> Option<String> {
    let flag = match &field.node {
        YamlNode::Text(text) => crate::content::text_values::flag(text),
        YamlNode::Flag(flag) => Some(*flag),
        _ => None,
    };
    match flag {
        Some(flag) => flag.then(String::new),
        None => reader.text(field),
    }
}

/// Reads the names of one or several people: `[张某, 李某]` is 张某、李某, and `{name: 张某}` is 张某.
pub(super) fn take_people(
    reader: &mut ValueReader<'_>,
    mut field: YamlField<'_>,
) -> Option<String> {
    if let YamlNode::Map(entries) = &mut field.node
        && let Some(at) = entries.iter().position(|entry| entry.word() == "name")
    {
        field.node = entries.swap_remove(at).value;
    }
    let Some(elements) = field.elements() else {
        return reader.text(field);
    };
    let names: Vec<String> = elements
        .filter_map(|element| take_people(reader, element))
        .collect();
    (!names.is_empty()).then(|| names.join("、"))
}

/// Reads a file; `false` is none.
pub(super) fn take_file(reader: &mut ValueReader<'_>, field: YamlField<'_>) -> Option<Address> {
    (field.node != YamlNode::Flag(false))
        .then(|| reader.address(field))
        .flatten()
}

/// Reads a kind by one of its names.
pub(super) fn take_kind(
    reader: &mut ValueReader<'_>,
    field: YamlField<'_>,
) -> Option<DocumentKind> {
    let at = field.at;
    let written = reader.text(field)?;
    let kind = DocumentKind::parse(&written);
    if kind.is_none() {
        let message = message!("没有“{written}”这种类型", "there is no kind “{written}”");
        let names = KINDS.iter().flat_map(|facts| [facts.name, facts.id]);
        let hint = if let Some(meant) = nearest(&written, names) {
            message!("是不是想写“{meant}”？", "did you mean “{meant}”?")
        } else {
            let all = KINDS
                .map(|facts| format!("{}（{}）", facts.name, facts.id))
                .join("、");
            message!("可以写：{all}", "the kinds are {all}")
        };
        reader.report(&at, Code::FrontMatterUnknownKind, message, hint);
    }
    kind
}

/// Reads the rule of paragraphs.
pub(super) fn take_paragraphs(
    reader: &mut ValueReader<'_>,
    field: YamlField<'_>,
) -> Option<ParagraphRule> {
    let at = field.at;
    let written = reader.text(field)?;
    let rule = ParagraphRule::parse(&written);
    if rule.is_none() {
        let message = message!("段落不能写“{written}”", "paragraphs cannot be “{written}”");
        let hint = message!("可以写：自动、空行", "write auto or blank-line");
        reader.report(&at, Code::FrontMatterWrongType, message, hint);
    }
    rule
}

/// A reference alone.
pub(super) fn reference(item: String) -> PlanReference {
    PlanReference { item, count: None }
}
