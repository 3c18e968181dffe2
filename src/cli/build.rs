//! `pufa build`: builds the site into the output folder.

use clap::{ArgMatches, Command};

use jiff::Timestamp;

use crate::build::{self, BuildReport, BuildRequest};
use crate::content::DiskWorld;
use crate::diagnostic::{Message, RunSummary};
use crate::message;
use crate::output::{DiskStorage, WriterFolders};
use crate::render::is_marked;

use super::arguments::{CommonOptions, LocalizedText, clean, flag};
use super::output::Terminal;
use super::verbs::Verb;
use super::{ExitStatus, progress, site_folder};

/// The verb `build`.
pub(super) const VERB: Verb = Verb {
    name: "build",
    command,
    run,
};

fn command(text: LocalizedText) -> Command {
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
        .after_help(text.examples(&[
            (
                "pufa build",
                "生成到 public 文件夹",
                "build into the folder public",
            ),
            (
                "pufa build --strict --message-format json",
                "流水线里用：警告也算错误，提示是 JSON",
                "for CI: warnings are errors, messages are JSON",
            ),
            (
                "pufa build --date 2026-12-04",
                "按这一天的样子生成",
                "build the site as of that day",
            ),
        ]))
        .arg(keep_going)
        .arg(clean)
        .arg(profile)
}

fn run(matches: &ArgMatches, common: &CommonOptions, terminal: &Terminal) -> ExitStatus {
    let root = match site_folder::open(common, terminal) {
        Ok(root) => root,
        Err(exit) => return exit,
    };
    let world = DiskWorld::new(&root, Timestamp::now());
    let folders = WriterFolders {
        state: root.join(".pufa"),
        out: common.out.clone().unwrap_or_else(|| root.join("public")),
        protected: vec![root.join("content"), root.join("themes")],
        owner_kind: "site",
        mark: is_marked,
        clean: matches.get_flag("clean"),
    };
    let site = root.display();
    let out = folders.out.display();
    terminal.detail(&message!(
        "网站：{site}；输出到：{out}",
        "site: {site}; output: {out}"
    ));
    let bar = progress::on(terminal);
    let report = build::build(&BuildRequest {
        world: &world,
        base_url: common.base_url.as_deref(),
        now: common
            .date
            .as_deref()
            .and_then(|date| site_folder::instant(date, &world)),
        showing: common.showing(),
        storage: &DiskStorage,
        folders,
        strict: common.strict,
        keep_going: matches.get_flag("keep-going"),
        progress: &*bar,
    });
    if matches.get_flag("profile") {
        terminal.beside(&report.profile.table());
    }
    close(&report, terminal)
}

fn close(report: &BuildReport, terminal: &Terminal) -> ExitStatus {
    terminal.emit(&report.diagnostics);
    terminal.summary(&report.summary, &in_words(&report.summary));
    ExitStatus::from_diagnostics(&report.diagnostics)
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
    } = *summary;
    if errors > 0 && pages == 0 {
        return message!(
            "没有生成网站：{errors} 个错误，{warnings} 个警告；原来的页面没有改动。用时 {seconds:.2} 秒",
            "build failed: {errors} errors, {warnings} warnings; existing output was not changed. {seconds:.2} s"
        );
    }
    let faults = message!(
        "{errors} 个错误，{warnings} 个警告",
        "{errors} errors, {warnings} warnings"
    );
    let Message { zh, en } = faults;
    message!(
        "{pages} 个页面：写入 {written} 个文件，未变 {unchanged}，删除 {removed}；{zh}；用时 {seconds:.2} 秒",
        "{pages} pages: {written} files written, {unchanged} unchanged, {removed} removed; {en}; {seconds:.2} s"
    )
}
