//! `pufa serve`: runs the preview until it is interrupted.

use clap::{ArgMatches, Command, value_parser};

use std::io;
use std::net::IpAddr;
use std::process::{self, Stdio};
use std::sync::Arc;

use jiff::Timestamp;

use crate::content::DiskWorld;
use crate::diagnostic::Message;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::message;
use crate::serve::{self, LanAddress, ServeObserver, ServeOptions, ServerInfo, SiteClock};
use crate::site::VisibilityOptions;

use super::arguments::{CommonOptions, LocalizedText, flag, option};
use super::output::Terminal;
use super::verbs::Verb;
use super::{ExitStatus, site_folder};

/// The verb `serve`.
pub(super) const VERB: Verb = Verb {
    name: "serve",
    command,
    run,
};

fn command(text: LocalizedText) -> Command {
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
    .after_help(text.examples(&[
        (
            "pufa serve --open",
            "预览，并打开浏览器",
            "preview and open a browser",
        ),
        (
            "pufa serve --host 0.0.0.0",
            "同一网络的手机也能看",
            "let phones on the same network see it",
        ),
        (
            "pufa serve --published",
            "只看公众此刻能看到的",
            "show what the public sees now",
        ),
    ]))
    .args([port, host, published, open, poll])
}

fn run(matches: &ArgMatches, common: &CommonOptions, terminal: &Terminal) -> ExitStatus {
    let root = match site_folder::open(common, terminal) {
        Ok(root) => root,
        Err(exit) => return exit,
    };
    let options = options(root, matches, common);
    let asked = options.port;
    let listener: Arc<dyn ServeObserver> = Arc::new(TerminalObserver {
        terminal: terminal.clone(),
        asked,
        opens: matches.get_flag("open"),
    });
    match serve::serve(&options, &listener) {
        Ok(()) => ExitStatus::Done,
        Err(reason) => {
            terminal.emit(&Diagnostics::from_iter([refused(asked, &reason)]));
            ExitStatus::Machine
        }
    }
}

fn options(root: std::path::PathBuf, matches: &ArgMatches, common: &CommonOptions) -> ServeOptions {
    let world = DiskWorld::new(&root, Timestamp::now());
    let standing = common
        .date
        .as_deref()
        .and_then(|date| site_folder::instant(date, &world));
    let published = matches.get_flag("published");
    let all = !published;
    ServeOptions {
        root,
        base_url: common.base_url.clone(),
        clock: standing.map_or(SiteClock::Running(Timestamp::now), SiteClock::Fixed),
        showing: if all {
            VisibilityOptions::new(true, true, true)
        } else {
            common.showing()
        },
        is_live: !published,
        strict: common.strict,
        host: matches
            .get_one("host")
            .copied()
            .unwrap_or(IpAddr::from([127, 0, 0, 1])),
        port: matches.get_one("port").copied().unwrap_or(4000),
        poll: matches.get_flag("poll"),
        language: common.language,
    }
}

/// Returns the diagnostic of a failed start.
fn refused(port: u16, reason: &io::Error) -> Diagnostic {
    let says = message!(
        "预览开不起来：端口 {port} 上不能等候",
        "cannot listen on port {port}"
    );
    Diagnostic::new(Code::ServeFailed, says)
        .because(reason)
        .hint(message!(
            "换一个端口（--port 8080），或者看看 --host 写的是不是本机的地址",
            "use another port (--port 8080), or check that --host is an address of this machine"
        ))
}

/// Observer that prints events to the terminal.
struct TerminalObserver {
    terminal: Terminal,
    asked: u16,
    opens: bool,
}

impl ServeObserver for TerminalObserver {
    fn ready(&self, opened: &ServerInfo) {
        let (
            asked,
            ServerInfo {
                home, desk, port, ..
            },
        ) = (self.asked, opened);
        if *port != asked {
            self.terminal.say(&message!(
                "端口 {asked} 被占用，改用 {port}",
                "port {asked} is in use; using {port}"
            ));
        }
        if opened.is_shared {
            self.terminal.say(&message!(
                "同一网络里的人拿到下面带令牌的网址也能看预览，包括草稿",
                "anyone on the network with an address below (it contains the token) can see the preview, including drafts"
            ));
        }
        // Without these addresses the preview cannot be reached: the port and the token may be new.
        self.terminal.insist(&message!(
            "预览：{home}\n编辑台：{desk}",
            "preview: {home}\neditor's desk: {desk}"
        ));
        self.terminal.say(&message!(
            "保存文件后浏览器自动更新；按 Ctrl+C 结束",
            "the browser reloads when a file is saved; press Ctrl+C to stop"
        ));
        if opened.is_shared {
            self.terminal.say(&on_a_phone(opened.phone.as_ref()));
        }
        if self.opens && !open(home) {
            self.terminal.say(&message!(
                "打不开浏览器，请自己打开上面的网址",
                "could not open a browser; open the address above"
            ));
        }
    }

    fn notice(&self, message: &Message) {
        self.terminal.say(message);
    }

    fn diagnostics(&self, newly: &Diagnostics, is_mended: bool) {
        self.terminal.emit(newly);
        let errors = newly.count(Severity::Error);
        let warnings = newly.count(Severity::Warning);
        if errors + warnings > 0 {
            self.terminal.say(&message!(
                "{errors} 个错误，{warnings} 个警告",
                "{errors} errors, {warnings} warnings"
            ));
        } else if is_mended {
            self.terminal
                .say(&message!("没有问题了", "no problems remain"));
        }
    }
}

/// Returns the address for phones, with a QR code.
fn on_a_phone(phone: Option<&LanAddress>) -> Message {
    let Some(phone) = phone else {
        return message!(
            "找不到这台电脑在网络里的地址；手机上把 127.0.0.1 换成它",
            "this machine's network address is unknown; on a phone, replace 127.0.0.1 with it"
        );
    };
    let code = &phone.text;
    let address = &phone.address;
    message!(
        "手机和电脑连同一个网络，扫一扫就能看：\n{code}\n{address}",
        "scan with a phone on the same network:\n{code}\n{address}"
    )
}

/// Programs that open an address, per system.
const OPENERS: &[&str] = if cfg!(target_os = "windows") {
    &["explorer.exe"]
} else if cfg!(target_os = "macos") {
    &["open"]
} else {
    &["xdg-open", "wslview", "explorer.exe", "sensible-browser"]
};

fn open(address: &str) -> bool {
    OPENERS.iter().any(|program| {
        let mut command = process::Command::new(program);
        command.arg(address);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .is_ok()
    })
}
