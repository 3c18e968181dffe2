//! Conversion of tree values to texts, dates and lists; reports values of other types.

use std::cell::Cell;
use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::MOST_LOOKS;
use super::folded_text;
use super::key_match::KeyMatch;
use super::locate::{self, PathStep, ValueLocation, YamlPath};
use super::node::{YamlEntry, YamlNode};
use super::patched_source::PatchedSource;
use super::yaml_codes::YamlCodes;
use crate::content::date::{DateFault, DateSpan, is_period, parse_span};
use crate::content::key_spec::{self, KeySpec};
use crate::content::key_table::{KeyTable, KeyedFields};
use crate::content::{Moment, StatedValue, text_values};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message, Severity, SourceLocation};
use crate::message;
use crate::url::{Address, UnsafeAddress, is_active};

/// Value under its key, to be read into front matter or a site's configuration.
pub(crate) struct YamlField<'p> {
    /// Key as the editor wrote it.
    pub(crate) name: &'p str,
    /// Path of the value.
    pub(crate) at: YamlPath<'p>,
    /// The value.
    pub(crate) node: YamlNode,
}

impl YamlField<'_> {
    /// Returns true for a single text, or a list without tables.
    pub(crate) fn elements_are_plain(&self) -> bool {
        match &self.node {
            YamlNode::List(items) => !items.iter().any(|item| matches!(item, YamlNode::Map(_))),
            node => !matches!(node, YamlNode::Map(_)),
        }
    }

    /// Returns true if the value is empty.
    pub(crate) fn is_blank(&self) -> bool {
        matches!(&self.node, YamlNode::Null)
            || matches!(&self.node, YamlNode::Text(text) if text.trim().is_empty())
    }

    /// Returns the elements of a list; `None` for other values.
    pub(crate) fn elements(&mut self) -> Option<impl Iterator<Item = YamlField<'_>> + use<'_>> {
        let YamlNode::List(items) = &mut self.node else {
            return None;
        };
        let items = std::mem::take(items);
        let parent = &self.at;
        let name = self.name;
        let fields = items
            .into_iter()
            .enumerate()
            .map(move |(index, node)| YamlField {
                name,
                at: YamlPath::new(Some(parent), PathStep::Element(index)),
                node,
            });
        Some(fields.filter(|field| field.node != YamlNode::Null))
    }
}

/// Reads the values of one text and collects diagnostics.
pub(crate) struct ValueReader<'t> {
    script: PatchedSource<'t>,
    dialect: &'static YamlCodes,
    found: Diagnostics,
    /// Remaining number of locations to search; each search parses the text again.
    looks: Cell<usize>,
    /// True if entries of the text were lost to syntax errors.
    is_part: bool,
}

impl<'t> ValueReader<'t> {
    pub(super) fn new(
        script: PatchedSource<'t>,
        dialect: &'static YamlCodes,
        found: Diagnostics,
    ) -> Self {
        Self {
            script,
            dialect,
            found,
            looks: Cell::new(MOST_LOOKS),
            is_part: false,
        }
    }

    /// Creates a reader for a text with lost entries.
    pub(super) fn of_part(
        script: PatchedSource<'t>,
        dialect: &'static YamlCodes,
        found: Diagnostics,
    ) -> Self {
        Self {
            is_part: true,
            ..Self::new(script, dialect, found)
        }
    }

    /// Returns true if entries of the text were lost to syntax errors.
    pub(crate) fn is_part(&self) -> bool {
        self.is_part
    }

    /// Returns the number of errors so far.
    pub(crate) fn errors(&self) -> usize {
        self.found.count(Severity::Error)
    }

    /// Returns the diagnostics.
    pub(crate) fn into_found(self) -> Diagnostics {
        self.found
    }

    /// Locates a value or key, within the budget of searches.
    fn find(&self, at: &YamlPath<'_>) -> Option<ValueLocation> {
        let left = self.looks.get().checked_sub(1)?;
        self.looks.set(left);
        Some(locate::find(self.script.as_str(), at))
    }

    /// Returns the location of a value or key.
    pub(crate) fn place(&self, at: &YamlPath<'_>) -> SourceLocation {
        let Some(spot) = self.find(at) else {
            return self.script.top();
        };
        let quoted = self.is_quoted(&spot);
        let length = spot.text.map_or(usize::MAX, |text| {
            text.chars().count() + 2 * usize::from(quoted)
        });
        self.script.place(spot.offset, length)
    }

    /// Returns the line of a value, from 1.
    pub(crate) fn line(&self, at: &YamlPath<'_>) -> u32 {
        self.place(at).line
    }

    /// Adds a diagnostic.
    pub(crate) fn push(&mut self, finding: Diagnostic) {
        self.found.push(finding);
    }

    /// Adds a diagnostic at a value.
    pub(crate) fn report(
        &mut self,
        at: &YamlPath<'_>,
        code: Code,
        message: Message,
        hint: Message,
    ) {
        let place = self.place(at);
        self.found
            .push(Diagnostic::new(code, message).at(place).hint(hint));
    }

    /// Reads the entries of a table by its keys; `take` receives each known one, once.
    pub(crate) fn table(
        &mut self,
        entries: Vec<YamlEntry>,
        parent: Option<&YamlPath<'_>>,
        keys: &'static [KeySpec],
        mut take: impl FnMut(&mut Self, &'static KeySpec, YamlField<'_>),
    ) {
        self.each(entries, parent, keys, |reader, met| match met {
            KeyMatch::Known(key, field) => take(reader, key, field),
            KeyMatch::Empty(..) => {}
            KeyMatch::Again(key, field) => reader.duplicate_key(&field, key),
            KeyMatch::Unknown(field) => reader.unknown_key(&field, keys),
        });
    }

    /// Reads the entries of a mapping into the fields that a table names for its keys.
    pub(crate) fn fill<T: KeyedFields, const N: usize>(
        &mut self,
        into: &mut T,
        entries: Vec<YamlEntry>,
        parent: Option<&YamlPath<'_>>,
        table: &'static KeyTable<T, N>,
        context: T::Context<'_>,
    ) {
        self.table(entries, parent, table, |reader, key, field| {
            table.read(into, reader, key, field, context);
        });
    }

    /// Matches the entries of a table with its keys; `take` receives each match, and reports faults of the key.
    pub(crate) fn each(
        &mut self,
        entries: Vec<YamlEntry>,
        parent: Option<&YamlPath<'_>>,
        keys: &'static [KeySpec],
        mut take: impl FnMut(&mut Self, KeyMatch<'_>),
    ) {
        let mut seen: Vec<&'static str> = Vec::new();
        for (index, entry) in entries.into_iter().enumerate() {
            let word = entry.word();
            let is_empty = entry.value == YamlNode::Null;
            let field = |step: PathStep| YamlField {
                name: &word,
                at: YamlPath::new(parent, step),
                node: entry.value,
            };
            match key_spec::find(keys, &word) {
                None => take(self, KeyMatch::Unknown(field(PathStep::Key(index)))),
                Some(key) if seen.contains(&key.name) => {
                    take(self, KeyMatch::Again(key, field(PathStep::Key(index))));
                }
                Some(key) => {
                    seen.push(key.name);
                    let met = if is_empty {
                        KeyMatch::Empty(key, field(PathStep::Key(index)))
                    } else {
                        KeyMatch::Known(key, field(PathStep::Value(index)))
                    };
                    take(self, met);
                }
            }
        }
    }

    /// Reports a key that is not in the table.
    pub(crate) fn unknown_key(&mut self, field: &YamlField<'_>, keys: &'static [KeySpec]) {
        self.unknown_key_like(field, key_spec::suggestion(keys, field.name));
    }

    /// Reports a key that is not in the table, and the name that was probably meant.
    pub(crate) fn unknown_key_like(&mut self, field: &YamlField<'_>, meant: Option<&str>) {
        let word = field.name;
        let at = &field.at;
        if let Some((name, _)) = word.split_once('：') {
            let message = message!(
                "“{name}”后面是全角冒号",
                "a full-width colon follows “{name}”"
            );
            let hint = message!(
                "改成英文冒号加一个空格：“{name}: ”",
                "write an ASCII colon and a space: “{name}: ”"
            );
            return self.report(at, self.dialect.colon, message, hint);
        }
        let message = message!("没有“{word}”这个字段", "there is no key “{word}”");
        let hint = match meant {
            Some(meant) => message!("是不是想写“{meant}”？", "did you mean “{meant}”?"),
            None => message!(
                "自己要用的字段写在“附加”（extra）下面",
                "write keys of your own under “extra”"
            ),
        };
        self.report(at, self.dialect.unknown_key, message, hint);
    }

    /// Reports a duplicate key.
    pub(crate) fn duplicate_key(&mut self, field: &YamlField<'_>, key: &KeySpec) {
        let word = field.name;
        let at = &field.at;
        let name = key.name;
        let alias = key.alias;
        let message = message!("“{word}”写了两次", "“{word}” is given twice");
        let hint = message!(
            "{name} 和{alias}是同一个字段，只留一个",
            "{name} and {alias} are the same key; keep one of them"
        );
        self.report(at, self.dialect.duplicate_key, message, hint);
    }

    /// Reports a value of the wrong type, with an example of the right one.
    pub(crate) fn wrong_type(&mut self, field: &YamlField<'_>, wanted: &Message, example: &str) {
        let name = field.name;
        let sort = field.node.sort();
        let zh = &wanted.zh;
        let en = &wanted.en;
        let written_zh = sort.zh;
        let written_en = sort.en;
        let message = message!(
            "“{name}”要写{zh}，这里是{written_zh}",
            "“{name}” takes {en}, not {written_en}"
        );
        let hint = message!("例如 {name}: {example}", "as in {name}: {example}");
        self.report(&field.at, self.dialect.wrong_type, message, hint);
    }

    /// Reads a text; a number or a flag is read as written. `None` if empty.
    pub(crate) fn text(&mut self, field: YamlField<'_>) -> Option<String> {
        let text = match field.node {
            YamlNode::Null => return None,
            YamlNode::Text(text) => {
                let text = self.without_folds(text, &field.at);
                self.unquoted(text, &field.at)
            }
            // 0x10 is no 16, and +86… no 86….
            YamlNode::Integer(number) => self
                .written(&field.at)
                .unwrap_or_else(|| number.to_string()),
            YamlNode::Flag(flag) => self.written(&field.at).unwrap_or_else(|| flag.to_string()),
            YamlNode::Float(number) => self
                .written(&field.at)
                .unwrap_or_else(|| number.to_string()),
            YamlNode::List(_) | YamlNode::Map(_) => {
                self.wrong_type(
                    &field,
                    &message!("一段文字", "a text"),
                    "\"[普法] 宪法宣传周\"",
                );
                return None;
            }
        };
        (!text.is_empty()).then_some(text)
    }

    /// Reads an address or a file of the site. Reports and omits unsafe addresses.
    pub(crate) fn address(&mut self, field: YamlField<'_>) -> Option<Address> {
        let at = field.at;
        let text = self.text(field)?;
        self.vetted(&text, &at)
    }

    fn vetted(&mut self, written: &str, at: &YamlPath<'_>) -> Option<Address> {
        Address::parse(written)
            .map_err(|why| self.unsafe_address(written, &why, at))
            .ok()
    }

    fn unsafe_address(&mut self, written: &str, why: &UnsafeAddress, at: &YamlPath<'_>) {
        let (message, hint) = why.says(written);
        self.report(at, Code::LinkUnsafe, message, hint);
    }

    /// Joins the lines of a Chinese text without spaces.
    fn without_folds(&self, text: String, at: &YamlPath<'_>) -> String {
        let goes_on = || memchr::memmem::find(self.script.as_str().as_bytes(), b"\n ").is_some();
        if !folded_text::has_gap(&text) || !goes_on() {
            return text;
        }
        self.find(at)
            .and_then(|spot| folded_text::joined(&text, &self.script.as_str()[spot.offset..]))
            .unwrap_or(text)
    }

    /// Returns the word for nothing that is written as a value: `null`, `~`.
    pub(crate) fn written_null(&self, at: &YamlPath<'_>) -> Option<String> {
        let script = self.script.as_str();
        if !script.contains('~') && !script.to_ascii_lowercase().contains("null") {
            return None;
        }
        self.written(at).filter(|text| !text.is_empty())
    }

    /// Reports a value that is read, but may not be what is meant.
    pub(crate) fn doubt(&mut self, at: &YamlPath<'_>, message: Message, hint: Message) {
        self.report(at, self.dialect.doubtful, message, hint);
    }

    /// Returns the text of a scalar as written.
    fn written(&self, at: &YamlPath<'_>) -> Option<String> {
        self.find(at)?.text
    }

    /// Removes full-width quotes around a whole text, which an editor mistook for YAML's.
    fn unquoted(&mut self, text: String, at: &YamlPath<'_>) -> String {
        let trimmed = text.trim();
        let Some(inner) = text_values::without_quotes(trimmed) else {
            return if trimmed.len() == text.len() {
                text
            } else {
                trimmed.to_owned()
            };
        };
        let message = message!(
            "整个值用中文引号包住了",
            "the whole value stands between full-width quotes"
        );
        let hint = message!(
            "引号不会出现在网页上；去掉引号，或者改用英文引号",
            "the quotes are left out; remove them, or use ASCII quotes"
        );
        self.report(at, self.dialect.quote, message, hint);
        inner.to_owned()
    }

    /// Reads yes or no.
    pub(crate) fn flag(&mut self, field: &YamlField<'_>) -> Option<bool> {
        let flag = match &field.node {
            YamlNode::Flag(flag) => Some(*flag),
            YamlNode::Text(text) => text_values::flag(text),
            YamlNode::Integer(number @ (0 | 1)) => Some(*number == 1),
            _ => None,
        };
        if flag.is_none() {
            self.wrong_type(
                field,
                &message!("是或否（true 或 false）", "true or false"),
                "true",
            );
        }
        flag
    }

    /// Reads a whole number within bounds.
    pub(crate) fn number(&mut self, field: &YamlField<'_>, least: i64, most: i64) -> Option<i64> {
        let number = match &field.node {
            YamlNode::Integer(number) => Some(*number),
            YamlNode::Text(text) => text_values::number(text),
            _ => None,
        };
        let Some(number) = number else {
            self.wrong_type(field, &message!("一个整数", "a whole number"), "9");
            return None;
        };
        if (least..=most).contains(&number) {
            return Some(number);
        }
        let name = field.name;
        let message = message!("“{name}”不能是 {number}", "“{name}” cannot be {number}");
        let hint = message!(
            "写 {least} 到 {most} 之间的整数",
            "write a whole number from {least} to {most}"
        );
        self.report(&field.at, self.dialect.out_of_bounds, message, hint);
        None
    }

    /// Reads a date, with or without a time.
    pub(crate) fn date(&mut self, field: YamlField<'_>, zone: &TimeZone) -> Option<Moment> {
        self.written_date(field, |written| {
            let DateSpan { start, end } = parse_span(written, zone)?;
            end.map_or(Ok(start), |end| Err(is_period(&start, &end)))
        })
    }

    /// Reads a date, or the start of a period with its end.
    pub(crate) fn span(&mut self, field: YamlField<'_>, zone: &TimeZone) -> Option<DateSpan> {
        self.written_date(field, |written| parse_span(written, zone))
    }

    fn written_date<T>(
        &mut self,
        field: YamlField<'_>,
        parse: impl Fn(&str) -> Result<T, DateFault>,
    ) -> Option<T> {
        let name = field.name;
        let at = field.at;
        let Some(written) = self.text(field) else {
            self.no_date(name, &at);
            return None;
        };
        parse(&written)
            .map_err(|fault| {
                let zh = fault.message.zh;
                let en = fault.message.en;
                let message = message!("“{name}”写错了：{zh}", "“{name}” is wrong: {en}");
                self.report(&at, self.dialect.bad_date, message, fault.hint);
            })
            .ok()
    }

    /// Reports an empty text in place of a date.
    fn no_date(&mut self, name: &str, at: &YamlPath<'_>) {
        let message = message!("“{name}”后面没有写日期", "there is no date after “{name}”");
        let hint = message!(
            "例如 {name}: 2026-11-01；用不着就删去这一行",
            "as in {name}: 2026-11-01, or remove the line"
        );
        self.report(at, self.dialect.bad_date, message, hint);
    }

    /// Reads a date that decides on publication: an empty text is unreadable.
    pub(crate) fn stated_date(
        &mut self,
        field: YamlField<'_>,
        zone: &TimeZone,
    ) -> StatedValue<Moment> {
        StatedValue::from_read(self.date(field, zone))
    }

    /// Reads a list of words with their fields; a single text is split at commas of either width.
    pub(crate) fn words(
        &mut self,
        mut field: YamlField<'_>,
        mut take: impl FnMut(&mut Self, String, &YamlPath<'_>),
    ) {
        self.list(&mut field, text_values::split, &mut take);
    }

    /// Reads a list of addresses or files with their paths; commas split only between such parts.
    pub(crate) fn addresses(
        &mut self,
        mut field: YamlField<'_>,
        mut take: impl FnMut(&mut Self, Address, &YamlPath<'_>),
    ) {
        self.list(
            &mut field,
            text_values::split_paths,
            &mut |reader: &mut Self, written: String, at: &YamlPath<'_>| {
                if let Some(address) = reader.vetted(&written, at) {
                    take(reader, address, at);
                }
            },
        );
    }

    fn list(
        &mut self,
        field: &mut YamlField<'_>,
        split: fn(&str) -> Vec<&str>,
        take: &mut impl FnMut(&mut Self, String, &YamlPath<'_>),
    ) {
        if let YamlNode::Map(_) = field.node {
            return self.wrong_type(field, &message!("一个列表", "a list"), "[宪法, 民法典]");
        }
        let name = field.name;
        let at = field.at;
        let Some(elements) = field.elements() else {
            let node = std::mem::replace(&mut field.node, YamlNode::Null);
            let Some(text) = self.text(YamlField { name, at, node }) else {
                return;
            };
            let inner = text_values::without_brackets(&text);
            if inner.is_some() {
                self.full_width_list(&at);
            }
            for word in split(inner.unwrap_or(&text)) {
                take(self, word.to_owned(), &at);
            }
            return;
        };
        for element in elements {
            let at = element.at;
            let Some(text) = self.text(element) else {
                continue;
            };
            let parts = split(&text);
            // Commas inside a quoted element are intended.
            if parts.len() > 1
                && text.contains(['，', '、', '；'])
                && !self.find(&at).is_some_and(|spot| self.is_quoted(&spot))
            {
                self.full_width_list(&at);
                for part in parts {
                    take(self, part.to_owned(), &at);
                }
            } else {
                take(self, text, &at);
            }
        }
    }

    fn is_quoted(&self, spot: &ValueLocation) -> bool {
        self.script.as_str()[spot.offset..].starts_with(['"', '\''])
    }

    fn full_width_list(&mut self, at: &YamlPath<'_>) {
        let message = message!(
            "列表里用了中文标点",
            "the list holds full-width punctuation"
        );
        let hint = message!(
            "用英文方括号和英文逗号：[宪法, 民法典]",
            "write ASCII brackets and commas: [a, b]"
        );
        self.report(at, self.dialect.comma, message, hint);
    }

    /// Returns the entries of a table under a key.
    pub(crate) fn entries(&mut self, field: &mut YamlField<'_>) -> Option<Vec<YamlEntry>> {
        if let YamlNode::Map(entries) = &mut field.node {
            return Some(std::mem::take(entries));
        }
        self.wrong_type(
            field,
            &message!(
                "一组“字段: 值”，每行一个，缩进两格",
                "keys with values, one a line, indented"
            ),
            "{字段: 值}",
        );
        None
    }

    /// Reads free-form keys and values. A theme may use any as an address, so values that would run
    /// a script are reported and omitted.
    pub(crate) fn free(&mut self, mut field: YamlField<'_>) -> Map<String, Value> {
        let entries = self.entries(&mut field).unwrap_or_default();
        self.free_entries(entries, &field.at)
    }

    fn free_entries(
        &mut self,
        entries: Vec<YamlEntry>,
        parent: &YamlPath<'_>,
    ) -> Map<String, Value> {
        let mut table = Map::new();
        for (index, entry) in entries.into_iter().enumerate() {
            let word = entry.word();
            if is_active(&word) {
                self.unsafe_address(
                    &word,
                    &UnsafeAddress::Scheme,
                    &YamlPath::new(Some(parent), PathStep::Key(index)),
                );
            } else if let Some(value) = self.free_value(
                entry.value,
                &YamlPath::new(Some(parent), PathStep::Value(index)),
            ) {
                table.insert(word, value);
            }
        }
        table
    }

    /// Reads a free-form value.
    pub(crate) fn free_value(&mut self, node: YamlNode, at: &YamlPath<'_>) -> Option<Value> {
        match node {
            YamlNode::Text(text) if is_active(&text) => {
                self.unsafe_address(&text, &UnsafeAddress::Scheme, at);
                None
            }
            YamlNode::List(items) => {
                let items = items.into_iter().enumerate();
                Some(
                    items
                        .filter_map(|(index, item)| {
                            self.free_value(
                                item,
                                &YamlPath::new(Some(at), PathStep::Element(index)),
                            )
                        })
                        .collect(),
                )
            }
            YamlNode::Map(entries) => Some(Value::Object(self.free_entries(entries, at))),
            YamlNode::Integer(_) | YamlNode::Float(_) => {
                // 2.50 and 010 are texts, since a number would be printed otherwise.
                let number = node.into_json();
                let printed = number.to_string();
                let text = self.written(at).filter(|text| *text != printed);
                Some(text.map_or(number, Value::String))
            }
            node => Some(node.into_json()),
        }
    }

    /// Reads free-form keys with texts.
    pub(crate) fn texts(&mut self, mut field: YamlField<'_>) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        for (index, entry) in self
            .entries(&mut field)
            .unwrap_or_default()
            .into_iter()
            .enumerate()
        {
            let word = entry.word();
            let at = YamlPath::new(Some(&field.at), PathStep::Value(index));
            if let Some(text) = self.text(YamlField {
                name: &word,
                at,
                node: entry.value,
            }) {
                texts.insert(word, text);
            }
        }
        texts
    }
}
