//! Reader of front matter: fills [`FrontMatter`] key by key from the table.

use std::ops::Range;

use jiff::tz::TimeZone;

use super::keys::{KEYS, PROGRESS};
use super::{FrontMatter, PlanReference, ProgressEntry, channels, doubtful_keys, plan, venue};
use crate::content::config::Venue;
use crate::content::key_spec::{KeySpec, ValueShape};
use crate::content::suggest::nearest;
use crate::content::yaml::{self, KeyMatch, PathStep, ValueReader, YamlField, YamlNode, YamlPath};
use crate::content::{DocumentKind, KINDS, Moment, SourcePath, StatedValue};
use crate::diagnostic::{Code, Diagnostics, Message};
use crate::limits::names::LONGEST_PATH;
use crate::message;
use crate::path_segment;

/// Site data that the reader needs.
#[derive(Clone, Copy, Debug)]
pub struct FrontMatterContext<'s> {
    /// Time zone of dates.
    pub zone: &'s TimeZone,
    /// Venues of the site.
    pub venues: &'s [Venue],
}

/// Reads the front matter in a range of a document's text (see [`split`](crate::content::split)).
/// An invalid value is reported and omitted; one that decides on publication becomes
/// [`StatedValue::Unreadable`], or makes the head [illegible](FrontMatter::is_illegible).
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
        in_menu: false,
    };
    let (mut end, mut unknown) = (None, Vec::new());
    reader.each(entries, None, &KEYS, |reader, met| match met {
        KeyMatch::Known(key, field) => {
            if key.name == "end" {
                end = Some((field.name.to_owned(), value_index(&field.at)));
            }
            into.take(reader, key, field);
        }
        KeyMatch::Empty(key, field) => into.take_empty(reader, key, &field),
        KeyMatch::Again(key, field) => {
            reader.duplicate_key(&field, key);
            into.cannot_read(key);
        }
        KeyMatch::Unknown(field) => {
            unknown.push((field.name.to_owned(), value_index(&field.at), field.node))
        }
    });
    if let Some((name, index)) = end {
        into.check_order(&mut reader, &name, index);
    }
    into.take_unknown(&mut reader, unknown);
    let mut found = reader.into_found();
    if let Some(lost) = doubtful_keys::in_quotes(path.as_str(), text, head, &into.front_matter) {
        into.front_matter.is_illegible = true;
        found.push(lost);
    }
    (into.finish(), found)
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
    in_menu: bool,
}

impl FrontMatterReader<'_> {
    /// Reads a value. One that decides on publication and has an error counts as unreadable, even
    /// if a value resulted.
    fn take(&mut self, reader: &mut ValueReader<'_>, key: &KeySpec, field: YamlField<'_>) {
        let before = reader.errors();
        self.take_value(reader, key, field);
        if key.decides && reader.errors() > before {
            self.cannot_read(key);
        }
    }

    /// Marks the value of a key as unreadable.
    fn cannot_read(&mut self, key: &KeySpec) {
        let head = &mut self.front_matter;
        match key.name {
            "draft" => head.draft = StatedValue::Unreadable,
            _ if !key.decides => {}
            name => match deciding_date(head, name) {
                Some(slot) => *slot = StatedValue::Unreadable,
                None => head.is_illegible = true,
            },
        }
    }

    /// Reports a key that decides on publication and has no value: possibly forgotten.
    fn take_empty(&mut self, reader: &mut ValueReader<'_>, key: &KeySpec, field: &YamlField<'_>) {
        if !key.decides || !matches!(key.shape, ValueShape::Date | ValueShape::Flag) {
            return;
        }
        self.cannot_read(key);
        let (name, example) = (
            field.name,
            if key.name == "draft" {
                "true"
            } else {
                "2026-11-01"
            },
        );
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

    /// Reports unknown keys; one that resembles a deciding key makes the head illegible.
    fn take_unknown(
        &mut self,
        reader: &mut ValueReader<'_>,
        unknown: Vec<(String, usize, YamlNode)>,
    ) {
        for (name, index, node) in unknown {
            let field = YamlField {
                name: &name,
                at: YamlPath::new(None, PathStep::Key(index)),
                node,
            };
            match doubtful_keys::meant(&name, &field.node, &self.front_matter, self.context.zone) {
                Some(key) => {
                    self.front_matter.is_illegible = true;
                    reader.push(doubtful_keys::diagnostic(
                        &name,
                        key,
                        reader.place(&field.at),
                    ));
                }
                None => reader.unknown_key(&field, &KEYS),
            }
        }
    }

    fn take_value(&mut self, reader: &mut ValueReader<'_>, key: &KeySpec, field: YamlField<'_>) {
        match key.shape {
            ValueShape::Date if key.decides => {
                let date = reader.stated_date(field, self.context.zone);
                if let Some(slot) = deciding_date(&mut self.front_matter, key.name) {
                    *slot = date;
                }
            }
            ValueShape::Text => self.take_text(reader, key, field),
            ValueShape::Address => self.front_matter.cover = reader.address(field),
            ValueShape::Date => {
                let date = reader.date(field, self.context.zone);
                if let Some(slot) = date_slot(&mut self.front_matter, key.name) {
                    *slot = date;
                }
            }
            ValueShape::Flag => self.take_flag(reader, key, &field),
            ValueShape::Number(least, most) => {
                let number = reader.number(&field, least, most);
                if key.name == "year" {
                    self.front_matter.further.year =
                        number.and_then(|year| i16::try_from(year).ok());
                } else {
                    self.front_matter.weight = number;
                }
            }
            ValueShape::Words => {
                let words = if key.name == "laws" {
                    &mut self.front_matter.further.laws
                } else {
                    &mut self.front_matter.tags
                };
                reader.words(field, |_, word, _| words.push(word));
            }
            ValueShape::Addresses if key.name == "files" => self.take_files(reader, field),
            ValueShape::Addresses => self.take_aliases(reader, field),
            ValueShape::Free => self.front_matter.further.extra = reader.free(field),
            ValueShape::Channels(_) => {
                self.front_matter.further.channels = channels::take(reader, field)
            }
            ValueShape::Kind => self.front_matter.kind = take_kind(reader, field),
            ValueShape::Venues => self.front_matter.venues = Some(self.take_venues(reader, field)),
            ValueShape::Plan => self.front_matter.plan = plan::take(reader, field),
            ValueShape::Tables(_) => {
                self.front_matter.further.progress = take_progress(reader, field, self.context);
            }
            _ => self.take_menu(reader, field),
        }
    }

    fn take_text(&mut self, reader: &mut ValueReader<'_>, key: &KeySpec, field: YamlField<'_>) {
        let (name, at) = (field.name, field.at);
        let text = reader.text(field);
        if key.name == "slug"
            && let Some(written) = text.as_deref()
            && let Some(fault) = path_segment::stem_fault(written)
        {
            let (zh, en, nearest) = (fault.zh, fault.en, path_segment::mended(written));
            let message = message!(
                "“{name}”不能用作网址：{zh}",
                "“{name}” cannot be part of an address: {en}"
            );
            let hint = message!(
                "改成 {nearest}；网址名用汉字、字母、数字和短横线",
                "write {nearest}; a slug is made of letters, digits and hyphens"
            );
            return reader.report(&at, Code::FrontMatterBadSlug, message, hint);
        }
        if let Some(slot) = text_slot(&mut self.front_matter, key.name) {
            *slot = text;
        }
    }

    fn take_flag(&mut self, reader: &mut ValueReader<'_>, key: &KeySpec, field: &YamlField<'_>) {
        let flag = reader.flag(field);
        if key.name == "toc" {
            self.front_matter.further.toc = flag;
        } else {
            self.front_matter.draft = StatedValue::from_read(flag);
        }
    }

    fn take_files(&mut self, reader: &mut ValueReader<'_>, field: YamlField<'_>) {
        let files = &mut self.front_matter.further.files;
        reader.addresses(field, |_, file, _| files.push(file));
    }

    /// Reads old addresses, each from the site's root.
    fn take_aliases(&mut self, reader: &mut ValueReader<'_>, field: YamlField<'_>) {
        let (name, aliases) = (
            field.name.to_owned(),
            &mut self.front_matter.further.aliases,
        );
        reader.addresses(field, |reader, path, at| {
            let path = path.trim_start_matches('/').to_owned();
            let Some((message, hint)) = alias_fault(&name, &path) else {
                return aliases.push(format!("/{path}"));
            };
            reader.report(at, Code::FrontMatterBadSlug, message, hint);
        });
    }

    fn take_venues(&mut self, reader: &mut ValueReader<'_>, field: YamlField<'_>) -> Vec<String> {
        let (mut ids, venues): (Vec<String>, _) = (Vec::new(), self.context.venues);
        reader.words(field, |reader, word, at| match venue::find(venues, &word) {
            Some(venue) if ids.contains(&venue.id) => {}
            Some(venue) => ids.push(venue.id.clone()),
            None => {
                let message = message!("没有“{word}”这个场所", "there is no venue “{word}”");
                reader.report(
                    at,
                    Code::FrontMatterUnknownVenue,
                    message,
                    venue::advice(venues, &word),
                );
            }
        });
        ids
    }

    /// Reads `true`, or the name of the page in the menu.
    fn take_menu(&mut self, reader: &mut ValueReader<'_>, field: YamlField<'_>) {
        let flag = match &field.node {
            YamlNode::Text(text) => crate::content::text_values::flag(text),
            YamlNode::Flag(flag) => Some(*flag),
            _ => None,
        };
        match flag {
            Some(flag) => self.in_menu = flag,
            None => self.front_matter.further.menu = reader.text(field),
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

    fn finish(mut self) -> FrontMatter {
        if self.in_menu {
            self.front_matter.further.menu =
                Some(self.front_matter.title.clone().unwrap_or_default());
        }
        self.front_matter
    }
}

/// Returns the reason why an old address cannot be a file, and advice; `path` has no leading `/`.
fn alias_fault(name: &str, path: &str) -> Option<(Message, Message)> {
    let message = |zh: &str, en: &str| {
        message!(
            "“{name}”里的 /{path} 不能转到这里：{zh}",
            "/{path} in “{name}” cannot lead here: {en}"
        )
    };
    if path.contains("://") || path.contains(['?', '#']) {
        let message = message("不是网站里的一个路径", "it is no path of the site");
        let hint = message!(
            "写从网站根开始的路径，例如 /old/2014/1.html；带 ? 或 # 的网址要在服务器上设置",
            "write a path from the site's root, as in /old/2014/1.html; addresses with ? or # are for the server to redirect"
        );
        return Some((message, hint));
    }
    // A final `/` means a folder.
    let inner = path.strip_suffix('/').unwrap_or(path);
    let nearest = path_segment::mended_path(path);
    let hint = message!(
        "这一段要能当文件名，例如 /{nearest}",
        "each part must be a file's name, as in /{nearest}"
    );
    if inner.len() > LONGEST_PATH {
        let says = message("太长", "it is too long");
        let hint = message!(
            "最多 {LONGEST_PATH} 字节；更长的要在服务器上设置",
            "at most {LONGEST_PATH} bytes; redirect longer ones on the server"
        );
        return Some((says, hint));
    }
    let (part, Message { zh, en }) = path_segment::path_fault(inner)?;
    Some((
        message(&format!("“{part}”{zh}"), &format!("“{part}”: {en}")),
        hint,
    ))
}

fn text_slot<'f>(into: &'f mut FrontMatter, name: &str) -> Option<&'f mut Option<String>> {
    Some(match name {
        "title" => &mut into.title,
        "campaign" => &mut into.campaign,
        "summary" => &mut into.summary,
        "author" => &mut into.author,
        "source" => &mut into.source,
        "publisher" => &mut into.publisher,
        "editor" => &mut into.editor,
        "reviewer" => &mut into.reviewer,
        "slug" => &mut into.slug,
        "template" => &mut into.further.template,
        "lang" => &mut into.further.language,
        "place" => &mut into.further.place,
        "organizer" => &mut into.further.organizer,
        "ordinal" => &mut into.further.ordinal,
        "document_number" => &mut into.further.document_number,
        "question" => &mut into.further.question,
        "status" => &mut into.further.status,
        _ => return None,
    })
}

fn deciding_date<'f>(into: &'f mut FrontMatter, name: &str) -> Option<&'f mut StatedValue<Moment>> {
    Some(match name {
        "date" => &mut into.date,
        "publish" => &mut into.further.publish,
        "expires" => &mut into.further.expires,
        _ => return None,
    })
}

fn date_slot<'f>(into: &'f mut FrontMatter, name: &str) -> Option<&'f mut Option<Moment>> {
    Some(match name {
        "updated" => &mut into.updated,
        "start" => &mut into.further.start,
        "end" => &mut into.further.end,
        "effective" => &mut into.further.effective,
        _ => return None,
    })
}

fn take_kind(reader: &mut ValueReader<'_>, field: YamlField<'_>) -> Option<DocumentKind> {
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

fn take_progress(
    reader: &mut ValueReader<'_>,
    mut field: YamlField<'_>,
    context: &FrontMatterContext<'_>,
) -> Vec<ProgressEntry> {
    let mut all = Vec::new();
    let wanted = message!(
        "一个列表，每项写 事项、说明 等",
        "a list of entries with item, note …"
    );
    let Some(elements) = field.elements() else {
        reader.wrong_type(&field, &wanted, "[{事项: 9, 说明: 已举办两期}]");
        return all;
    };
    for mut element in elements {
        let Some(entries) = reader.entries(&mut element) else {
            continue;
        };
        let mut progress = ProgressEntry {
            item: String::new(),
            count: None,
            date: None,
            note: None,
            link: None,
        };
        reader.table(
            entries,
            Some(&element.at),
            &PROGRESS,
            |reader, key, field| match key.name {
                "item" => progress.item = reader.text(field).unwrap_or_default(),
                "count" => progress.count = plan::count(reader, &field),
                "date" => progress.date = reader.date(field, context.zone),
                "note" => progress.note = reader.text(field),
                _ => progress.link = reader.address(field),
            },
        );
        if progress.item.is_empty() {
            plan::without_item(reader, &element);
        } else {
            all.push(progress);
        }
    }
    all
}

/// Creates a reference without a count.
pub(super) fn reference(item: String) -> PlanReference {
    PlanReference { item, count: None }
}
