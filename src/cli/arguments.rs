//! Command-line arguments: fixed names, help in the user's language.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};

use crate::content::{KINDS, parse_date};
use crate::diagnostic::Language;
use crate::site::VisibilityOptions;

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
struct LocalizedText(Language);

impl LocalizedText {
    fn say(self, zh: &'static str, en: &'static str) -> &'static str {
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

    fn verb(self, name: &'static str, zh: &'static str, en: &'static str) -> Command {
        Command::new(name)
            .about(self.say(zh, en))
            .help_template(self.template())
            .next_help_heading(self.say("参数和选项", "Arguments and options"))
    }
}

/// Builds the whole command line.
pub(super) fn command(language: Language) -> Command {
    let text = LocalizedText(language);
    let verbs = [
        init(text),
        new(text),
        build(text),
        #[cfg(feature = "serve")]
        serve(text),
        plan(text),
        #[cfg(feature = "channels")]
        channel(text),
        #[cfg(feature = "schema")]
        schema(text),
        completions(text),
        text.verb(
            "licenses",
            "显示程序里开源软件的许可证",
            "Print the licenses of third-party software",
        ),
    ];
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
        .arg(flag("version", text.say("显示版本", "Print the version")).short('V').action(ArgAction::Version));
    let usage = text.say("pufa [选项] <命令>", "pufa [OPTIONS] <COMMAND>");
    command
        .override_usage(usage)
        .subcommands(verbs.into_iter().map(|verb| {
            let usage = usage_of(&verb, text);
            verb.disable_help_flag(true).override_usage(usage)
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

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .help(help)
        .action(ArgAction::SetTrue)
}

fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
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
fn instant(written: &str) -> Result<String, String> {
    parse_date(written, &jiff::tz::TimeZone::UTC)
        .map(|_| written.to_owned())
        .map_err(|fault| format!("{} / {}", fault.message.zh, fault.message.en))
}

fn init(text: LocalizedText) -> Command {
    let dir = Arg::new("dir")
        .value_name("DIR")
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::DirPath)
        .help(text.say(
            "放网站的文件夹，没有就新建",
            "Folder of the new site; created if missing",
        ));
    text.verb("init", "新建一个网站", "Create a small working site")
        .arg(dir)
}

fn new(text: LocalizedText) -> Command {
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
        .arg(kind)
        .arg(title)
        .arg(venue)
        .arg(slug)
}

fn clean(text: LocalizedText) -> Arg {
    flag(
        "clean",
        text.say(
            "也删除输出文件夹里 pufa 以前写的、现在不再需要的文件；别人的文件不动",
            "Also remove files that pufa wrote earlier and no longer needs; other files are kept",
        ),
    )
}

fn build(text: LocalizedText) -> Command {
    let keep_going = flag(
        "keep-going",
        text.say(
            "有错误也发布没有问题的文章；读不出来的保持原样，读不出是否公开的不公开",
            "Build valid documents despite errors; keep the output of unreadable ones, and hide those of unknown visibility",
        ),
    );
    let profile = flag(
        "profile",
        text.say(
            "显示各阶段用了多少时间",
            "Print the time spent in each phase",
        ),
    );
    let clean = clean(text);
    text.verb("build", "生成网站", "Build the site")
        .arg(keep_going)
        .arg(clean)
        .arg(profile)
}

#[cfg(feature = "serve")]
fn serve(text: LocalizedText) -> Command {
    let port = option(
        "port",
        "PORT",
        text.say(
            "端口（默认 4000；被占用时用下一个）",
            "Set the port (default: 4000, or the next free one)",
        ),
    )
    .value_parser(value_parser!(u16).range(1..))
    .default_value("4000")
    .hide_default_value(true);
    let host = option(
        "host",
        "ADDRESS",
        text.say(
            "在哪个地址上等候（默认 127.0.0.1，只有本机能看；0.0.0.0 让同一网络的手机也能看，要带网址里的令牌）",
            "Set the address to listen on (default: 127.0.0.1; 0.0.0.0 admits other machines, with the token in the URL)",
        ),
    )
    .value_parser(value_parser!(std::net::IpAddr))
    .default_value("127.0.0.1")
    .hide_default_value(true);
    let published = flag(
        "published",
        text.say(
            "只看公众此刻能看到的，与 build 写出的完全一样（默认连草稿、未到和到期的也显示）",
            "Show exactly what build would write (default: include drafts, future and expired documents)",
        ),
    );
    let open = flag("open", text.say("打开浏览器", "Open a browser"));
    let poll = flag(
        "poll",
        text.say(
            "每隔片刻自己查看文件，用于网络盘和 WSL",
            "Poll files for changes, for network drives and WSL",
        ),
    );
    text.verb(
        "serve",
        "预览：保存文件，浏览器随即更新",
        "Preview the site and reload the browser on save",
    )
    .args([port, host, published, open, poll])
}

fn plan(text: LocalizedText) -> Command {
    let which = Arg::new("plan")
        .value_name("NAME|FILE")
        .value_hint(ValueHint::FilePath)
        .help(text.say(
            "网站里一份要点的网址名，或一个 .md、.txt 文件（不需要网站）；不写就用最新年度的要点",
            "Slug of a plan on the site, or a .md or .txt file, which needs no site (default: the newest plan)",
        ));
    let format = option(
        "format",
        "FORM",
        text.say(
            "输出的形式：table 表格、json、csv（可用 Excel、WPS 打开）、md（默认 table）",
            "Set the output format: table, json, csv or md (default: table)",
        ),
    )
    .value_parser(PossibleValuesParser::new(["table", "json", "csv", "md"]))
    .hide_possible_values(true);
    let unit = option(
        "unit",
        "UNIT",
        text.say(
            "只看一个责任单位的任务，如 --unit 市司法局",
            "Show only the items of one responsible unit",
        ),
    );
    let verb = text.verb(
        "plan",
        "查看工作要点：任务、责任单位、目标、进展",
        "Show a work plan: items, responsible units, targets, progress",
    );
    verb.arg(which).arg(format).arg(unit)
}

#[cfg(feature = "channels")]
fn channel(text: LocalizedText) -> Command {
    let name = Arg::new("name").value_name("NAME").help(text.say(
        "site.yaml 里一个渠道的名字，如 wechat；不写就是全部",
        "Name of a channel in site.yaml, such as wechat (default: all)",
    ));
    let since = option(
        "since",
        "INSTANT",
        text.say(
            "只要这个时间以后的文章；不写就是还没有用 --commit 记下的",
            "Include only documents dated since then (default: those not recorded by --commit)",
        ),
    )
    .value_parser(instant);
    let commit = flag(
        "commit",
        text.say(
            "把这次的文章记为已经发过",
            "Record the documents of this run as sent",
        ),
    );
    let keep_going = flag(
        "keep-going",
        text.say(
            "有错误也制作没有问题的稿件包，有错误的逐个说明",
            "Build valid packages despite errors, and report the faulty ones",
        ),
    );
    let verb = text.verb(
        "channel",
        "制作微信公众号、微博等渠道的稿件包",
        "Build packages for WeChat, Weibo and other channels",
    );
    let listed = text.say(
        "做好的稿件包最多列出 30 个，加 -v 全部列出。",
        "At most 30 packages are listed; -v lists all.",
    );
    verb.arg(name)
        .arg(since)
        .arg(commit)
        .arg(keep_going)
        .arg(clean(text))
        .after_help(listed)
}

#[cfg(feature = "schema")]
fn schema(text: LocalizedText) -> Command {
    let of = std::iter::once("site").chain(KINDS.iter().map(|facts| facts.id));
    let of = Arg::new("of")
        .value_name("NAME")
        .value_parser(PossibleValuesParser::new(of.collect::<Vec<_>>()))
        .hide_possible_values(true)
        .help(text.say(
            "site 或一种类型；不写就全部输出",
            "site or a kind (default: all)",
        ));
    let verb = text.verb(
        "schema",
        "输出文首信息和 site.yaml 的 JSON Schema",
        "Print the JSON Schemas of front matter and site.yaml",
    );
    verb.arg(of)
}

fn completions(text: LocalizedText) -> Command {
    let shell = Arg::new("shell")
        .value_name("SHELL")
        .required(true)
        .value_parser(value_parser!(clap_complete::Shell))
        .hide_possible_values(true)
        .help("bash, zsh, fish, powershell, elvish");
    text.verb(
        "completions",
        "输出命令补全脚本",
        "Print a shell completion script",
    )
    .arg(shell)
}
