//! `pufa new KIND TITLE`: creates a document with the right front matter.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};

use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};
use jiff::{Timestamp, ToSpan};

use crate::content::config::Venue;
use crate::content::front_matter::{KEYS, venue};
use crate::content::{DiskWorld, DocumentKind, KINDS, KeySpec, SiteConfig};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Language};
use crate::message;
use crate::output::{DiskStorage, create};
use crate::path_segment;

use super::arguments::{CommonOptions, LocalizedText, option};
use super::output::Terminal;
use super::verbs::Verb;
use super::{ExitStatus, site_folder};

/// Keys offered besides those that the kind requires, in the order of the file.
const OFFERED: [&str; 14] = [
    "title",
    "kind",
    "date",
    "start",
    "end",
    "place",
    "organizer",
    "effective",
    "year",
    "document_number",
    "question",
    "venues",
    "tags",
    "summary",
];

/// The verb `new`.
pub(super) const VERB: Verb = Verb {
    name: "new",
    command,
    run,
};

fn command(text: LocalizedText) -> Command {
    let kinds: Vec<&'static str> = KINDS
        .iter()
        .flat_map(|facts| [facts.id, facts.name])
        .collect();
    let kind = Arg::new("kind")
        .value_name("KIND")
        .required(true)
        .value_parser(PossibleValuesParser::new(kinds))
        .hide_possible_values(true)
        .help(text.say(
            "类型：article 普法文章、case 以案释法、event 活动、campaign 主题活动、notice 通知公告、qa 法律问答、resource 宣传资料、law 法律法规、plan 工作要点、page 单页",
            "Kind: article, case, event, campaign, notice, qa, resource, law, plan, page",
        ));
    let title = Arg::new("title")
        .value_name("TITLE")
        .required(true)
        .num_args(1..)
        .help(text.say("标题", "Title"));
    let venue = option(
        "venue",
        "VENUE",
        text.say(
            "场所，可以写几次：--venue 乡村 --venue 社区",
            "Add a venue; may be repeated",
        ),
    )
    .action(ArgAction::Append);
    let slug = option(
        "slug",
        "NAME",
        text.say(
            "文件名和网址名（默认用标题）",
            "Set the file name and slug (default: from the title)",
        ),
    );
    text.verb("new", "新建一篇文章", "Create a document")
        .after_help(text.examples(&[
            (
                "pufa new article 高空抛物谁来赔 --venue 社区",
                "在社区的文件夹里新建一篇文章",
                "an article for communities",
            ),
            (
                "pufa new qa 楼上漏水怎么办 --slug leak",
                "网址是 /qa/leak.html",
                "its address is /qa/leak.html",
            ),
        ]))
        .arg(kind)
        .arg(title)
        .arg(venue)
        .arg(slug)
}

fn run(matches: &ArgMatches, common: &CommonOptions, terminal: &Terminal) -> ExitStatus {
    let found = match make(matches, common, terminal) {
        Ok(()) => Diagnostics::new(),
        Err(found) => found,
    };
    terminal.emit(&found);
    ExitStatus::from_diagnostics(&found)
}

fn make(
    matches: &ArgMatches,
    common: &CommonOptions,
    terminal: &Terminal,
) -> Result<(), Diagnostics> {
    let root = site_folder::find(common.site.as_deref())?;
    let config = site_folder::configuration(&DiskWorld::new(&root, Timestamp::now()));
    let word = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let kind = word("kind")
        .and_then(DocumentKind::parse)
        .unwrap_or(DocumentKind::Article);
    let words: Vec<&str> = matches
        .get_many::<String>("title")
        .into_iter()
        .flatten()
        .map(|word| word.trim())
        .collect();
    let title = words.join(" ");
    let title = title.trim();
    let asked: Vec<&String> = matches.get_many("venue").into_iter().flatten().collect();
    let venues = asked
        .into_iter()
        .map(|word| venue_called(word, &config))
        .collect::<Result<Vec<_>, _>>()?;
    let name = file_name(word("slug").unwrap_or(title));
    let folder = folder(kind, &venues);
    let head = DocumentTemplate {
        kind,
        title,
        venues: &venues,
        in_venue: folder == venues.first().map_or("", |venue| &venue.id),
        language: common.language,
    };
    let file = root.join("content").join(folder).join(format!("{name}.md"));
    create(&DiskStorage, &file, head.text().as_bytes())
        .map_err(|refused| Diagnostics::from_iter([*refused]))?;
    let shown = file.display();
    let says = message!("已新建 {shown}", "created {shown}");
    terminal.created(&[file], &says);
    Ok(())
}

/// Returns the folder for a kind: its own, an article's venue, the top for a page.
fn folder<'v>(kind: DocumentKind, venues: &[&'v Venue]) -> &'v str {
    match (kind.facts().folder, venues.first()) {
        (Some(folder), _) => folder,
        (None, Some(venue)) if kind == DocumentKind::Article => &venue.id,
        (None, _) if kind == DocumentKind::Article => "articles",
        _ => "",
    }
}

fn venue_called<'c>(word: &str, config: &'c SiteConfig) -> Result<&'c Venue, Diagnostics> {
    venue::find(&config.venues, word).ok_or_else(|| {
        let says = message!("没有“{word}”这个场所", "there is no venue “{word}”");
        let found = Diagnostic::new(Code::FrontMatterUnknownVenue, says);
        Diagnostics::from_iter([found.hint(venue::advice(&config.venues, word))])
    })
}

/// Turns a title into a file name: short, without spaces, valid on every system.
fn file_name(title: &str) -> String {
    let kept: String = title
        .chars()
        .map(|c| if c.is_whitespace() { '-' } else { c })
        .take(60)
        .collect();
    path_segment::sanitized(path_segment::sanitized(&kept).trim_matches('-'))
}

/// Returns today in the default time zone of sites.
pub(super) fn today() -> Date {
    TimeZone::fixed(offset(8))
        .to_datetime(Timestamp::now())
        .date()
}

struct DocumentTemplate<'h> {
    kind: DocumentKind,
    title: &'h str,
    venues: &'h [&'h Venue],
    in_venue: bool,
    language: Language,
}

impl DocumentTemplate<'_> {
    fn text(&self) -> String {
        let keys = OFFERED
            .iter()
            .filter_map(|name| KEYS.iter().find(|key| key.name == *name));
        let lines: Vec<String> = keys.filter_map(|key| self.line(key)).collect();
        format!("---\n{}\n---\n\n", lines.join("\n"))
    }

    fn line(&self, key: &KeySpec) -> Option<String> {
        let name = match self.language {
            Language::Chinese => key.alias,
            Language::English => key.name,
        };
        let value = self.value(key)?;
        Some(if value.is_empty() {
            format!("{name}:")
        } else {
            format!("{name}: {value}")
        })
    }

    /// Returns the value of a key; empty for the author to fill in, `None` to omit the key.
    fn value(&self, key: &KeySpec) -> Option<String> {
        let facts = self.kind.facts();
        let needed = facts.required.contains(&key.name);
        let own = needed || (!key.kinds.is_empty() && key.kinds.contains(&self.kind));
        match key.name {
            "title" => Some(quoted(self.title)),
            "kind" => {
                (self.kind == DocumentKind::Article && !self.in_venue && self.venues.is_empty())
                    .then(|| self.kind.id().to_owned())
            }
            "date" | "start" | "effective" if needed => Some(today().to_string()),
            "date" => (self.kind != DocumentKind::Page).then(|| today().to_string()),
            "end" if needed => today()
                .checked_add(6.days())
                .ok()
                .map(|day| day.to_string()),
            "year" => own.then(|| today().year().to_string()),
            "venues" => {
                (!self.venues.is_empty() && !self.in_venue || self.venues.len() > 1).then(|| {
                    let names: Vec<&str> = self
                        .venues
                        .iter()
                        .map(|venue| venue.name.as_str())
                        .collect();
                    format!("[{}]", names.join(", "))
                })
            }
            "tags" => (self.kind != DocumentKind::Page).then(|| "[]".to_owned()),
            "summary" => Some(String::new()),
            "place" | "organizer" | "document_number" | "question" => own.then(String::new),
            _ => None,
        }
    }
}

/// Quotes a title if YAML needs it.
fn quoted(text: &str) -> String {
    let plain = text.chars().all(|c| {
        c.is_alphanumeric()
            || matches!(
                c,
                '，' | '。' | '《' | '》' | '“' | '”' | '、' | '？' | '！' | '：'
            )
    }) && !text.is_ascii();
    if plain {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_every_system_stores() {
        assert_eq!(file_name("谁来管？楼上/楼下"), "谁来管？楼上-楼下");
        assert_eq!(file_name("../.."), "untitled");
        assert_eq!(file_name("CON"), "con-1");
        assert_eq!(file_name("宪\u{200B}法 宣传"), "宪法-宣传");
    }

    #[test]
    fn a_new_document_has_what_its_kind_needs() {
        let head = DocumentTemplate {
            kind: DocumentKind::Campaign,
            title: "宪法: 宣传周",
            venues: &[],
            in_venue: false,
            language: Language::Chinese,
        };
        let text = head.text();
        for line in [
            "标题: \"宪法: 宣传周\"",
            "开始: ",
            "结束: ",
            "承办:",
            "摘要:",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
    }
}
