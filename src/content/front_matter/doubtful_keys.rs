//! Detection of keys that resemble one that decides on publication: `草搞: 是`, `草稿: 是` outside the
//! two `---` or inside the quotes of another value, `publishDate: 2027-01-01`.
//!
//! Their author meant to hide or schedule the document. Ignoring them would publish it, so each is
//! an error and leaves the document's publication undecided. A key of another meaning that happens
//! to look similar (`学期: 2026 春`) is reported as an unknown key: the value must match too.

use std::ops::Range;

use jiff::tz::TimeZone;
use unicode_normalization::UnicodeNormalization as _;

use super::check::written_keys;
use super::hiding_keys::{self, HidingMeaning};
use super::keys::KEYS;
use super::{FrontMatter, VisibilityFields};
use crate::content::key_spec::{self, KeySpec, ValueShape};
use crate::content::yaml::YamlNode;
use crate::content::{SourcePath, parse_date, text_values};
use crate::diagnostic::{Code, Diagnostic, SourceLocation};
use crate::message;

/// Names for the deciding keys in common usage and in other systems.
const OTHER_NAMES: [(&str, &[&str]); 3] = [
    (
        "draft",
        &[
            "未发布",
            "不发布",
            "暂不发布",
            "不公开",
            "隐藏",
            "草稿状态",
            "是否草稿",
            "hidden",
            "private",
            "unlisted",
            "unpublished",
            "isdraft",
        ],
    ),
    (
        "publish",
        &[
            "发布时间",
            "定时",
            "定时發布",
            "定時發布",
            "定時發佈",
            "上线",
            "上线时间",
            "上线日期",
            "上线日",
            "发布日",
            "公开日",
            "公开时间",
            "publishdate",
            "publishtime",
            "publishat",
            "publishon",
            "scheduled",
            "embargo",
        ],
    ),
    (
        "expires",
        &[
            "过期",
            "过期时间",
            "失效",
            "失效时间",
            "失效日期",
            "过期日",
            "失效日",
            "下线日",
            "倒期",
            "道期",
            "有效期",
            "有效期至",
            "下线",
            "下线时间",
            "撤下",
            "到期时间",
            "到期日期",
            "expire",
            "expiry",
            "expirydate",
            "expirationdate",
            "unpublishdate",
            "validuntil",
        ],
    ),
];

/// Names for the opposite of a draft: `published: false`.
const CONTRARY_OF_DRAFT: [&str; 5] = ["published", "公开", "是否公开", "是否发布", "visible"];

/// Number of lines scanned in a text without front matter, as many as misplaced keys take.
const MOST_LINES: usize = 20;

/// Returns the deciding key that an unknown one replaces, if its value fits, even beside the right
/// key, since the two contradict. A second date beside `日期` is usual in other systems (`created`).
pub(super) fn meant(
    word: &str,
    node: &YamlNode,
    head: &FrontMatter,
    zone: &TimeZone,
) -> Option<&'static KeySpec> {
    let word = plain(word.split('：').next().unwrap_or(word));
    let names = ["draft", "publish", "expires", "date"];
    let is_asked = |name: &&str| *name != "date" || head.date.is_absent();
    let named = |name: &str| key_spec::find(&KEYS, name);
    let is_meant = |key: &&KeySpec| {
        let is_contrary = key.name == "draft" && CONTRARY_OF_DRAFT.contains(&word.as_str());
        if is_contrary {
            flag(node) == Some(false)
        } else {
            is_like(&word, key) && fits(node, key, zone)
        }
    };
    names
        .into_iter()
        .filter(is_asked)
        .filter_map(named)
        .find(is_meant)
}

/// Normalizes differences that are hard to see: width, case, spaces, hyphens, invisible characters.
pub(super) fn plain(word: &str) -> String {
    word.nfkc()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Returns true for another name of a key, and for one that a slip makes of its own: `草搞`, `定是发布`,
/// `publishdat`. Names such as 学期 and 公布日期 are no slips of 到期 and 到期日期.
fn is_like(word: &str, key: &KeySpec) -> bool {
    let others = OTHER_NAMES
        .iter()
        .find(|(name, _)| *name == key.name)
        .map_or(&[][..], |(_, others)| others);
    let is_slip = |name: &str| {
        if name.is_ascii() {
            return word.chars().count().abs_diff(name.chars().count()) <= 1
                && strsim::normalized_damerau_levenshtein(word, name) >= 0.75;
        }
        let length = name.chars().count();
        let is_short_alike = || word.chars().next() == name.chars().next();
        word.chars().count() == length
            && strsim::damerau_levenshtein(word, name) == 1
            && (length > 2 || is_short_alike())
    };
    let mut foreign = others.iter().copied();
    key.names().any(|name| name == word || is_slip(name))
        || foreign.any(|name| name == word || name.is_ascii() && is_slip(name))
}

fn fits(node: &YamlNode, key: &KeySpec, zone: &TimeZone) -> bool {
    match key.shape {
        ValueShape::Date => matches!(node, YamlNode::Text(text) if is_like_a_date(text, zone)),
        _ => flag(node).is_some() || *node == YamlNode::Null,
    }
}

pub(super) fn flag(node: &YamlNode) -> Option<bool> {
    match node {
        YamlNode::Flag(flag) => Some(*flag),
        YamlNode::Text(text) => text_values::flag(text),
        YamlNode::Integer(number @ (0 | 1)) => Some(*number == 1),
        _ => None,
    }
}

/// True for a date, or a text that begins like one: four digits, a separator, a digit.
fn is_like_a_date(text: &str, zone: &TimeZone) -> bool {
    let text: String = text.nfkc().collect();
    let mut after_year = text.trim().chars().skip_while(char::is_ascii_digit);
    let years = text.trim().chars().take_while(char::is_ascii_digit).count();
    parse_date(&text, zone).is_ok()
        || years == 4
            && after_year
                .next()
                .is_some_and(|c| matches!(c, '-' | '/' | '.' | '年'))
            && after_year.next().is_some_and(|c| c.is_ascii_digit())
}

/// Reports an unknown key that replaces a deciding one.
pub(super) fn diagnostic(word: &str, key: &KeySpec, place: SourceLocation) -> Diagnostic {
    let alias = key.alias;
    let name = key.name;
    let message = message!(
        "“{word}”像是“{alias}”：不能确定这篇是否公开",
        "“{word}” looks like “{name}”: whether this is public cannot be told"
    );
    Diagnostic::new(Code::FrontMatterDoubtfulKey, message)
        .at(place)
        .hint(message!(
            "改成“{alias}”（{name}）；如果是别的意思，写在“附加”（extra）下面",
            "write “{name}”; if it means something else, put it under “extra”"
        ))
}

/// Reports a deciding key at the beginning of a line that is inside the quotes of another value.
pub(super) fn in_quotes(
    path: &str,
    text: &str,
    head: Range<usize>,
    front_matter: &FrontMatter,
) -> Option<Diagnostic> {
    let VisibilityFields {
        draft,
        date,
        publish,
        expires,
        is_illegible,
    } = front_matter.visibility();
    if is_illegible || !text[head.clone()].contains(['"', '\'']) {
        return None;
    }
    let is_lost = |name: &str| match name {
        "draft" => draft.is_absent(),
        "date" => date.is_absent(),
        "publish" => publish.is_absent(),
        "expires" => expires.is_absent(),
        _ => false,
    };
    let line = written_keys(text, head).find(|line| is_lost(line.key.name))?;
    let word = line.word;
    let message = message!(
        "“{word}”这一行落在别的值的引号里",
        "the line “{word}” stands in the quotes of another value"
    );
    let place = SourceLocation::in_text(path, text, line.offset, word.chars().count());
    Some(
        Diagnostic::new(Code::FrontMatterSyntax, message)
            .at(place)
            .hint(message!(
                "看上面哪一行的引号没有闭合，在那一行的末尾补上",
                "see which line above has quotes that are not closed, and close them there"
            )),
    )
}

/// Returns true for a word that may be the key of another system: one word of ASCII letters.
fn is_foreign_name(word: &str) -> bool {
    !word.is_empty()
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Reports a deciding key at the top of a text whose `---` are missing or damaged, that is in TOML or JSON, or whose
/// front matter comes late, after a first sentence.
pub(crate) fn in_body(path: &SourcePath, text: &str, zone: &TimeZone) -> Option<Diagnostic> {
    let (mut offset, mut is_in_head, mut is_at_top) = (0, true, true);
    for line in text.split_inclusive('\n').take(MOST_LINES) {
        let start = offset;
        let written = line.trim();
        offset += line.len();
        if written.chars().all(|c| !c.is_alphanumeric()) {
            is_in_head |= written.len() > 2 && written.chars().all(|c| c == '-');
            continue;
        }
        let Some((word, value)) = field_of(written).filter(|_| is_in_head) else {
            (is_in_head, is_at_top) = (false, false);
            continue;
        };
        let foreign = hiding_keys::meaning(word, &value);
        let key = key_spec::find(&KEYS, word);
        let decides = |key: &KeySpec| {
            // Below a first sentence, a date may be that of a signature.
            let is_deciding = match key.shape {
                ValueShape::Flag => true,
                ValueShape::Date => is_at_top,
                _ => false,
            };
            key.decides && is_deciding && fits(&value, key, zone)
        };
        let hides = foreign.is_some_and(|meaning| {
            meaning == HidingMeaning::Draft || meaning != HidingMeaning::Public && is_at_top
        });
        if hides || key.is_some_and(decides) {
            let at = start + (line.len() - line.trim_start().len());
            return Some(outside_head(path, text, at, word));
        }
        is_in_head = key.is_some() || foreign.is_some() || is_foreign_name(word);
        is_at_top &= is_in_head;
    }
    None
}

/// Returns the word and the value of a line that may be a field: of YAML, TOML (`draft = true`) or JSON.
fn field_of(line: &str) -> Option<(&str, YamlNode)> {
    let (word, value) = line
        .split_once([':', '：'])
        .or_else(|| line.split_once('='))?;
    let word = word.trim().trim_matches('"');
    let value = value.trim().trim_end_matches(',').trim_matches('"');
    Some((word, YamlNode::Text(value.to_owned())))
}

fn outside_head(path: &SourcePath, text: &str, at: usize, word: &str) -> Diagnostic {
    let message = message!(
        "“{word}”没有写在文首的两行 --- 之间，不能确定这篇是否公开",
        "“{word}” does not stand between two lines of ---: whether this is public cannot be told"
    );
    let place = SourceLocation::in_text(path.as_str(), text, at, word.chars().count());
    Diagnostic::new(Code::FrontMatterUnclosed, message)
        .at(place)
        .hint(message!(
            "在文件最前面和字段的后面各加一行 ---，字段写成“字段: 值”",
            "put a line of --- before the first key, at the top of the file, and one after the last; write “key: value”"
        ))
}
