//! Keys of other systems that decide on publication, taken as what they mean: `published: false`, `hidden: true`,
//! `publishDate: 2027-01-01`, `状态: 草稿`.
//!
//! A key is taken only if its name and its value leave one meaning; a hint shows it in pufa's words. What remains
//! ambiguous is an error (see `doubtful_keys`), and what asks for a protection that a public file cannot have
//! (`password`) is one too.

use super::FrontMatter;
use super::doubtful_keys::{flag, plain};
use super::hiding_words::{
    EXPIRY_DATES, HIDDEN_STATES, HIDING, PROTECTIONS, PUBLIC_STATES, PUBLISH_DATES, SHOWING, STATES,
};
use crate::content::yaml::{ValueReader, YamlField, YamlNode};
use crate::content::{StatedValue, parse_date};
use crate::diagnostic::{Code, Diagnostic, Message, SourceLocation};
use crate::message;

/// Meaning of a foreign key with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HidingMeaning {
    /// Hides the document.
    Draft,
    /// States that the document is public, which it is anyway.
    Public,
    /// Date from which the document is public.
    Publish,
    /// Date from which it no longer is.
    Expires,
    /// Asks for a protection that does not exist.
    Protection,
    /// Decides on publication with a value that says neither yes nor no: `hidden: 待定`.
    Unclear,
}

/// Returns the meaning of a foreign key, if its name and value leave no doubt.
pub(super) fn meaning(word: &str, node: &YamlNode) -> Option<HidingMeaning> {
    // `visibility: [private]`
    if let YamlNode::List(items) = node
        && let [item @ YamlNode::Text(_)] = items.as_slice()
        && STATES.contains(&plain(word).as_str())
    {
        return meaning(word, item);
    }
    let word = plain(word);
    let word = word.as_str();
    let is_empty = match node {
        YamlNode::Null => true,
        YamlNode::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    if PROTECTIONS.contains(&word) {
        return (!is_empty && flag(node) != Some(false)).then_some(HidingMeaning::Protection);
    }
    if let Some(flag) = flag(node) {
        let hides = if HIDING.contains(&word) {
            flag
        } else if SHOWING.contains(&word) {
            !flag
        } else {
            return None;
        };
        return Some(hidden_if(hides));
    }
    if matches!(word, "build" | "_build") {
        return renders_nothing(node).then_some(HidingMeaning::Draft);
    }
    let YamlNode::Text(value) = node else {
        return None;
    };
    let value_word = plain(value);
    if STATES.contains(&word) {
        let is = |states: &[&str]| states.contains(&value_word.as_str());
        return (is(&HIDDEN_STATES) || is(&PUBLIC_STATES)).then(|| hidden_if(is(&HIDDEN_STATES)));
    }
    if !value.trim().starts_with(|c: char| c.is_numeric()) {
        // Other words beside what shows may be a publisher's name, or a place: 发布: 示例县司法局.
        let is_negative = || {
            HIDDEN_STATES.contains(&value_word.as_str())
                || value_word.starts_with(['不', '未', '暂', '待'])
        };
        let is_unclear =
            !is_empty && (HIDING.contains(&word) || SHOWING.contains(&word) && is_negative());
        return is_unclear.then_some(HidingMeaning::Unclear);
    }
    match word {
        word if PUBLISH_DATES.contains(&word) => Some(HidingMeaning::Publish),
        word if EXPIRY_DATES.contains(&word) => Some(HidingMeaning::Expires),
        _ => None,
    }
}

/// Returns true for a date of publication that is later than the date of the document itself: the
/// document appears then.
pub(super) fn is_later_publication(
    word: &str,
    node: &YamlNode,
    head: &FrontMatter,
    zone: &jiff::tz::TimeZone,
) -> bool {
    let (YamlNode::Text(text), Some(date)) = (node, head.date.known()) else {
        return false;
    };
    matches!(plain(word).as_str(), "发布日期" | "pubdate")
        && head.further.publish.is_absent()
        && parse_date(text, zone).is_ok_and(|later| later.at > date.at)
}

/// Returns true for Hugo's `build: {render: never}`.
fn renders_nothing(node: &YamlNode) -> bool {
    let YamlNode::Map(entries) = node else {
        return false;
    };
    entries.iter().any(|entry| {
        let is_never = match &entry.value {
            YamlNode::Text(text) => plain(text) == "never",
            value => flag(value) == Some(false),
        };
        plain(&entry.word()) == "render" && is_never
    })
}

fn hidden_if(hides: bool) -> HidingMeaning {
    if hides {
        HidingMeaning::Draft
    } else {
        HidingMeaning::Public
    }
}

/// Takes a foreign key as what it means; returns the name of pufa's own key that it contradicts, if any.
pub(super) fn take(
    meaning: HidingMeaning,
    head: &mut FrontMatter,
    reader: &mut ValueReader<'_>,
    field: YamlField<'_>,
    place: SourceLocation,
    zone: &jiff::tz::TimeZone,
) -> Option<&'static str> {
    let name = field.name;
    let own = match meaning {
        HidingMeaning::Public => return None,
        HidingMeaning::Protection => {
            head.is_illegible = true;
            reader.push(no_protection(name).at(place));
            return None;
        }
        HidingMeaning::Unclear => {
            head.is_illegible = true;
            reader.push(unclear(name).at(place));
            return None;
        }
        HidingMeaning::Draft => {
            if head.draft == StatedValue::Known(false) {
                return Some("draft");
            }
            head.draft = StatedValue::Known(true);
            message!("草稿: 是", "draft: true")
        }
        HidingMeaning::Publish | HidingMeaning::Expires => {
            let before = reader.errors();
            let date = reader.stated_date(field, zone);
            let is_expiry = meaning == HidingMeaning::Expires;
            let stated = if is_expiry {
                &mut head.further.expires
            } else {
                &mut head.further.publish
            };
            if reader.errors() > before {
                *stated = StatedValue::Unreadable;
                return None;
            }
            if !stated.is_absent() && *stated != date {
                return Some(if is_expiry { "expires" } else { "publish" });
            }
            *stated = date;
            let moment = date.known()?;
            let civil = moment.civil;
            let written = if moment.has_time {
                civil.strftime("%Y-%m-%d %H:%M").to_string()
            } else {
                civil.date().to_string()
            };
            if is_expiry {
                message!("到期: {written}", "expires: {written}")
            } else {
                message!("定时发布: {written}", "publish: {written}")
            }
        }
    };
    reader.push(taken(name, own).at(place));
    None
}

fn taken(name: &str, own: Message) -> Diagnostic {
    let Message { zh, en } = own;
    let message = message!("“{name}”按“{zh}”处理了", "“{name}” is taken as “{en}”");
    Diagnostic::new(Code::FrontMatterForeignKey, message).hint(message!(
        "改写成 {zh}，大家都看得懂",
        "write {en}, which is pufa's own"
    ))
}

fn unclear(name: &str) -> Diagnostic {
    let message = message!(
        "“{name}”的写法看不出这篇是否公开",
        "“{name}” does not tell whether this is public"
    );
    Diagnostic::new(Code::FrontMatterDoubtfulKey, message).hint(message!(
        "不公开的写“草稿: 是”；公开的就删去这一行",
        "write draft: true if it is not public; else remove the line"
    ))
}

fn no_protection(name: &str) -> Diagnostic {
    let message = message!(
        "“{name}”：网页是公开的文件，pufa 不能给它加密码，不知道是否要公开",
        "“{name}”: pages are public files and cannot be protected: whether this is public cannot be told"
    );
    Diagnostic::new(Code::FrontMatterDoubtfulKey, message).hint(message!(
        "不能公开的就写“草稿: 是”，或者移出 content/；可以公开就删去这一行",
        "write draft: true or move it out of content/ if it is not public; else remove the line"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_plain_letters_and_know_no_name_of_two_meanings() {
        let tables: [&[&str]; 6] = [
            &HIDING,
            &SHOWING,
            &STATES,
            &HIDDEN_STATES,
            &PUBLISH_DATES,
            &EXPIRY_DATES,
        ];
        for name in tables.into_iter().flatten().chain(&PROTECTIONS) {
            assert_eq!(plain(name), *name);
        }
        for name in HIDING {
            assert!(
                !SHOWING.contains(&name) && !PUBLISH_DATES.contains(&name),
                "{name}"
            );
        }
        for name in HIDDEN_STATES {
            assert!(!PUBLIC_STATES.contains(&name), "{name}");
        }
    }
}
