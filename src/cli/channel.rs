//! `pufa channel`: builds packages for 微信公众号 and other channels into `channels/`.

use clap::{Arg, ArgMatches, Command};

use jiff::Timestamp;

use crate::build;
use crate::build::packages::{self, PackageReport, PackageRequest};
use crate::content::DiskWorld;
use crate::diagnostic::{Code, Message, RunSummary};
use crate::message;
use crate::output::{DiskStorage, WriterFolders};

use super::arguments::{CommonOptions, LocalizedText, clean, flag, instant, option};
use super::output::Terminal;
use super::verbs::Verb;
use super::{ExitStatus, progress, site_folder};

/// Number of packages listed without `-v`.
const LISTED: usize = 30;

/// The verb `channel`.
pub(super) const VERB: Verb = Verb {
    name: "channel",
    command,
    run,
};

fn command(text: LocalizedText) -> Command {
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

fn run(matches: &ArgMatches, common: &CommonOptions, terminal: &Terminal) -> ExitStatus {
    let root = match site_folder::open(common, terminal) {
        Ok(root) => root,
        Err(exit) => return exit,
    };
    let world = DiskWorld::new(&root, Timestamp::now());
    let at = |written: Option<&str>| written.and_then(|date| site_folder::instant(date, &world));
    let folders = WriterFolders {
        state: root.join(".pufa"),
        out: common.out.clone().unwrap_or_else(|| root.join("channels")),
        protected: vec![
            root.join("content"),
            root.join("themes"),
            root.join("public"),
        ],
        owner_kind: "channels",
        mark: packages::is_package_marked,
        clean: matches.get_flag("clean"),
    };
    let bar = progress::on(terminal);
    let report = packages::make(&PackageRequest {
        build: build::BuildRequest {
            world: &world,
            base_url: common.base_url.as_deref(),
            now: at(common.date.as_deref()),
            showing: common.showing(),
            storage: &DiskStorage,
            folders,
            strict: common.strict,
            keep_going: matches.get_flag("keep-going"),
            progress: &*bar,
        },
        channel: matches.get_one::<String>("name").map(String::as_str),
        since: at(matches.get_one::<String>("since").map(String::as_str)),
        commit: matches.get_flag("commit"),
    });
    close(&report, common.verbose, terminal)
}

fn close(report: &PackageReport, verbose: bool, terminal: &Terminal) -> ExitStatus {
    terminal.emit(&report.build.diagnostics);
    let listed = if verbose { usize::MAX } else { LISTED };
    for (folder, contents) in report.packages.iter().take(listed) {
        let title = contents
            .titles
            .first()
            .map(|title| format!("《{title}》"))
            .unwrap_or_default();
        let about = contents.about.clone().unwrap_or_else(|| message!("", ""));
        let Message { zh, en } = about;
        terminal.say(&message!("{folder}：{title}{zh}", "{folder}: {title}{en}"));
    }
    let rest = report.packages.len().saturating_sub(listed);
    if rest > 0 {
        terminal.say(&message!(
            "……另有 {rest} 个（加 -v 全部列出）",
            "… and {rest} more (-v lists all)"
        ));
    }
    terminal.summary(&report.build.summary, &in_words(&report.build.summary));
    if report
        .build
        .diagnostics
        .iter()
        .any(|found| found.code == Code::ChannelNotFound)
    {
        return ExitStatus::Usage;
    }
    ExitStatus::from_diagnostics(&report.build.diagnostics)
}

/// Returns the closing line for people.
fn in_words(summary: &RunSummary) -> Message {
    let RunSummary {
        pages,
        written,
        unchanged,
        removed,
        errors,
        warnings,
        seconds,
        held_back: _,
        next_change: _,
    } = *summary;
    if errors > 0 && pages == 0 {
        return message!(
            "没有制作稿件包：{errors} 个错误，{warnings} 个警告；原来的没有改动。用时 {seconds:.2} 秒",
            "no packages built: {errors} errors, {warnings} warnings; existing output was not changed. {seconds:.2} s"
        );
    }
    let faults = match errors {
        0 => message!("{warnings} 个警告", "{warnings} warnings"),
        _ => message!(
            "有错误的没有制作（{errors} 个错误），{warnings} 个警告",
            "faulty documents skipped ({errors} errors), {warnings} warnings"
        ),
    };
    let Message { zh, en } = faults;
    message!(
        "{pages} 个稿件包：写入 {written} 个文件，未变 {unchanged}，删除 {removed}；{zh}；用时 {seconds:.2} 秒",
        "{pages} packages: {written} files written, {unchanged} unchanged, {removed} removed; {en}; {seconds:.2} s"
    )
}
