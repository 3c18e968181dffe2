//! `pufa build`: builds the site into the output folder.

use std::path::Path;

use clap::{ArgMatches, Command};

use jiff::Timestamp;

use crate::build::{self, BuildReport, BuildRequest};
use crate::content::DiskWorld;
use crate::diagnostic::{HeldBackCounts, Message, RunSummary};
use crate::message;
use crate::output::{DiskStorage, WriterFolders};
use crate::render::is_marked;
use crate::site::HeldBack;

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
    let out = folders.out.clone();
    let (site, to) = (root.display(), out.display());
    terminal.detail(&message!(
        "网站：{site}；输出到：{to}",
        "site: {site}; output: {to}"
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
    close(&report, &out, terminal)
}

fn close(report: &BuildReport, out: &Path, terminal: &Terminal) -> ExitStatus {
    terminal.emit(&report.diagnostics);
    list_held_back(&report.held_back, terminal);
    terminal.summary(&report.summary, &in_words(report));
    if report.summary.pages > 0 {
        let out = out.display();
        terminal.say(&message!(
            "网页在 {out}；要看就运行 pufa serve --open（从文件夹里直接打开，没有样式，链接也不对）",
            "the pages are in {out}; run pufa serve --open to see them (opened from the folder they have no styles)"
        ));
    }
    ExitStatus::from_diagnostics(&report.diagnostics)
}

/// Lists, with `-v`, what the public does not see.
fn list_held_back(held: &HeldBack, terminal: &Terminal) {
    for path in &held.drafts {
        terminal.detail(&message!("草稿：{path}", "draft: {path}"));
    }
    for (path, at) in &held.scheduled {
        terminal.detail(&message!(
            "定时（{at}）：{path}",
            "scheduled for {at}: {path}"
        ));
    }
    for path in &held.expired {
        terminal.detail(&message!("已到期：{path}", "expired: {path}"));
    }
    for path in &held.unlinked {
        terminal.detail(&message!(
            "没有文章用到，没有公布：{path}",
            "used by no document, not published: {path}"
        ));
    }
    if let Some(at) = held.next_change {
        terminal.detail(&message!(
            "到 {at} 网站会有变化，那时要再生成一次",
            "the site changes at {at}: build it again then"
        ));
    }
}

/// Returns the closing line for people.
fn in_words(report: &BuildReport) -> Message {
    let summary = &report.summary;
    let RunSummary {
        pages,
        written,
        unchanged,
        removed,
        errors,
        warnings,
        seconds,
        held_back,
        next_change: _,
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
    let Message {
        zh: besides,
        en: held,
    } = held_back_in_words(held_back.unwrap_or_default(), &report.held_back);
    message!(
        "{pages} 个页面：写入 {written} 个文件，未变 {unchanged}，删除 {removed}；{besides}{zh}；用时 {seconds:.2} 秒",
        "{pages} pages: {written} files written, {unchanged} unchanged, {removed} removed; {held}{en}; {seconds:.2} s"
    )
}

/// Returns the part of the closing line on documents that the public does not see; empty if there are none.
fn held_back_in_words(counts: HeldBackCounts, held: &HeldBack) -> Message {
    let HeldBackCounts {
        drafts,
        scheduled,
        expired,
    } = counts;
    let first = held.scheduled.first().map(|(_, at)| at.day_and_time());
    let first = first.unwrap_or_default();
    let parts = [
        (drafts, message!("{drafts} 篇草稿", "{drafts} drafts")),
        (
            scheduled,
            message!(
                "{scheduled} 篇定时（最早 {first}）",
                "{scheduled} scheduled (the first for {first})"
            ),
        ),
        (expired, message!("{expired} 篇已到期", "{expired} expired")),
    ];
    let shown = parts.into_iter().filter(|(count, _)| *count > 0);
    let (zh, en): (Vec<String>, Vec<String>) = shown.map(|(_, says)| (says.zh, says.en)).unzip();
    if zh.is_empty() {
        return message!("", "");
    }
    let (zh, en) = (zh.join("、"), en.join(", "));
    message!("另有 {zh}；", "held back: {en}; ")
}
