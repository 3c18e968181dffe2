//! Command-line arguments: fixed names, help in the user's language.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};

use crate::content::parse_date;
use crate::diagnostic::Language;
use crate::site::VisibilityOptions;

use super::verbs::VERBS;

/// Options that every verb takes.
#[expect(
    clippy::struct_excessive_bools,
    reason = "switches of a command line are what they are"
)]
pub(super) struct CommonOptions {
    /// Folder of the site, if given.
    pub(super) site: Option<PathBuf>,
    /// Output folder, if given.
    pub(super) out: Option<PathBuf>,
    /// Address that replaces that of `site.yaml`.
    pub(super) base_url: Option<String>,
    /// `--drafts`.
    pub(super) drafts: bool,
    /// `--future`.
    pub(super) future: bool,
    /// `--expired`.
    pub(super) expired: bool,
    /// Instant as written, in the site's time zone if it gives none.
    pub(super) date: Option<String>,
    /// `--strict`.
    pub(super) strict: bool,
    /// `--message-format json`.
    pub(super) json: bool,
    /// `-q`.
    pub(super) quiet: bool,
    /// `-v`.
    pub(super) verbose: bool,
    /// Language of messages.
    pub(super) language: Language,
}

impl CommonOptions {
    /// Reads the common options of a verb.
    pub(super) fn from_matches(matches: &ArgMatches, language: Language) -> Self {
        Self {
            site: matches.get_one("site").cloned(),
            out: matches.get_one("out").cloned(),
            base_url: matches.get_one("base-url").cloned(),
            drafts: matches.get_flag("drafts"),
            future: matches.get_flag("future"),
            expired: matches.get_flag("expired"),
            date: matches.get_one("date").cloned(),
            strict: matches.get_flag("strict"),
            json: matches
                .get_one::<String>("message-format")
                .is_some_and(|form| form == "json"),
            quiet: matches.get_flag("quiet"),
            verbose: matches.get_flag("verbose"),
            language,
        }
    }

    /// Returns the documents to show besides published ones.
    pub(super) fn showing(&self) -> VisibilityOptions {
        VisibilityOptions::new(self.drafts, self.future, self.expired)
    }
}

/// Returns the language set by the arguments or `PUFA_LANG`, needed before parsing.
pub(super) fn language_of(arguments: &[OsString]) -> Language {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    let mut asked = None;
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => asked = words.next().map(str::to_owned),
            Some(rest) => asked = rest.strip_prefix('=').map(str::to_owned).or(asked),
            None => {}
        }
    }
    match asked.or_else(|| std::env::var("PUFA_LANG").ok()).as_deref() {
        Some("en") => Language::English,
        _ => Language::Chinese,
    }
}

/// Selects text in the user's language.
#[derive(Clone, Copy)]
pub(super) struct LocalizedText(pub(super) Language);

impl LocalizedText {
    /// Returns the text in the language.
    pub(super) fn say(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    fn template(self) -> &'static str {
        self.say(
            "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}",
            "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
        )
    }

    /// Returns the examples below the help of a verb, one per line.
    pub(super) fn examples(self, examples: &[(&str, &str, &str)]) -> String {
        let heading = self.say("例子：", "Examples:");
        let width = examples.iter().map(|(line, ..)| line.len()).max();
        let lines = examples.iter().map(|(line, zh, en)| {
            let about = match self.0 {
                Language::Chinese => zh,
                Language::English => en,
            };
            format!(
                "\n  {line:width$}  {about}",
                width = width.unwrap_or_default()
            )
        });
        format!("{heading}{}", lines.collect::<String>())
    }

    /// Starts the command of a verb.
    pub(super) fn verb(self, name: &'static str, zh: &'static str, en: &'static str) -> Command {
        Command::new(name)
            .about(self.say(zh, en))
            .help_template(self.template())
            .next_help_heading(self.say("参数和选项", "Arguments and options"))
    }
}

/// Builds the whole command line.
pub(super) fn command(language: Language) -> Command {
    let text = LocalizedText(language);
    let command = text
        .verb("pufa", "普法：把法治宣传教育的 Markdown 变成网站", "A site builder for public legal education")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand_help_heading(text.say("命令", "Commands"))
        .next_help_heading(text.say("选项", "Options"))
        .help_template(text.say(
            "{about-with-newline}\n用法：{usage}\n\n命令：\n{subcommands}\n\n选项：\n{options}{after-help}",
            "{about-with-newline}\nUsage: {usage}\n\nCommands:\n{subcommands}\n\nOptions:\n{options}{after-help}",
        ))
        .args(common(text))
        .after_help(text.say(
            "退出码：0 完成；1 内容有错误，或者为安全起见拒绝；2 命令写得不对；3 磁盘等机器上的问题",
            "Exit status: 0 done; 1 errors in the content, or refused for safety; 2 wrong usage; 3 the machine failed",
        ))
        .arg(flag("version", text.say("显示版本", "Print the version")).short('V').action(ArgAction::Version));
    let usage = text.say("pufa [选项] <命令>", "pufa [OPTIONS] <COMMAND>");
    command
        .override_usage(usage)
        .subcommands(VERBS.iter().map(|verb| {
            let command = (verb.command)(text);
            let usage = usage_of(&command, text);
            command.disable_help_flag(true).override_usage(usage)
        }))
}

/// Returns the usage line of a verb.
fn usage_of(verb: &Command, text: LocalizedText) -> String {
    let positionals = verb.get_positionals().map(|argument| {
        let name = argument
            .get_value_names()
            .and_then(<[_]>::first)
            .map_or("", |name| name.as_str());
        if argument.is_required_set() {
            format!("<{name}>")
        } else {
            format!("[{name}]")
        }
    });
    let options = text.say("[选项]", "[OPTIONS]").to_owned();
    let words = [format!("pufa {}", verb.get_name()), options]
        .into_iter()
        .chain(positionals);
    words.collect::<Vec<_>>().join(" ")
}

/// Returns a switch `--name`.
pub(super) fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .help(help)
        .action(ArgAction::SetTrue)
}

/// Returns an option `--name VALUE`.
pub(super) fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

/// Returns the options of every verb.
fn common(text: LocalizedText) -> Vec<Arg> {
    let folder = |arg: Arg| {
        arg.value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::DirPath)
    };
    let args = [
        folder(option(
            "site",
            "DIR",
            text.say(
                "网站所在的文件夹（默认从当前文件夹往上找 content/site.yaml）",
                "Set the site folder (default: search upward for content/site.yaml)",
            ),
        )),
        folder(option(
            "out",
            "DIR",
            text.say(
                "输出到哪个文件夹（默认 public）",
                "Set the output folder (default: public)",
            ),
        )),
        option(
            "base-url",
            "URL",
            text.say(
                "网站网址，代替 site.yaml 里的 base_url",
                "Override base_url of site.yaml",
            ),
        ),
        flag("drafts", text.say("也显示草稿", "Include drafts")),
        flag(
            "future",
            text.say(
                "也显示日期未到的文章",
                "Include documents dated in the future",
            ),
        ),
        flag(
            "expired",
            text.say("也显示已到期的文章", "Include expired documents"),
        ),
        option(
            "date",
            "INSTANT",
            text.say(
                "按这个时间看网站，如 2026-11-01 或 2026-11-01 09:30",
                "Use this instant as the current time, such as 2026-11-01",
            ),
        )
        .value_parser(instant),
        option(
            "lang",
            "LANG",
            text.say(
                "提示语言：zh 或 en（也可设环境变量 PUFA_LANG）",
                "Set the message language: zh or en (or set PUFA_LANG)",
            ),
        )
        .value_parser(PossibleValuesParser::new(["zh", "en"]))
        .hide_possible_values(true),
        flag(
            "strict",
            text.say("把警告当作错误", "Treat warnings as errors"),
        ),
        option(
            "message-format",
            "FORMAT",
            text.say(
                "提示的形式：human 或 json",
                "Set the message format: human or json",
            ),
        )
        .value_parser(PossibleValuesParser::new(["human", "json"]))
        .hide_possible_values(true),
        flag("quiet", text.say("只显示错误", "Print only errors")).short('q'),
        flag("verbose", text.say("显示得详细些", "Print more details")).short('v'),
        flag("help", text.say("显示帮助", "Print help"))
            .short('h')
            .action(ArgAction::Help),
    ];
    args.into_iter().map(|arg| arg.global(true)).collect()
}

/// Checks the format of an instant; the site's time zone is known only later.
pub(super) fn instant(written: &str) -> Result<String, String> {
    parse_date(written, &jiff::tz::TimeZone::UTC)
        .map(|_| written.to_owned())
        .map_err(|fault| format!("{} / {}", fault.message.zh, fault.message.en))
}

/// Returns `--clean`, for the verbs that write a folder.
pub(super) fn clean(text: LocalizedText) -> Arg {
    flag(
        "clean",
        text.say(
            "也删除输出文件夹里 pufa 以前写的、现在不再需要的文件；别人的文件不动",
            "Also remove files that pufa wrote earlier and no longer needs; other files are kept",
        ),
    )
}
