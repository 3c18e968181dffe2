//! `pufa init DIR`: creates a small site that builds.

use clap::{Arg, ArgMatches, Command, ValueHint, value_parser};

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::diagnostic::Diagnostics;
use crate::message;
use crate::output::{DiskStorage, create};

use super::ExitStatus;
use super::arguments::{CommonOptions, LocalizedText};
use super::new::today;
use super::output::Terminal;
use super::verbs::Verb;

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");
/// `.gitignore` of the output folder: excludes its content from version control.
const IGNORE: &str = "*\n!.gitignore\n";

/// The verb `init`.
pub(super) const VERB: Verb = Verb {
    name: "init",
    command,
    run,
};

fn command(text: LocalizedText) -> Command {
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

fn run(matches: &ArgMatches, _: &CommonOptions, terminal: &Terminal) -> ExitStatus {
    let Some(folder) = matches.get_one::<PathBuf>("dir") else {
        return ExitStatus::Usage;
    };
    let mut found = Diagnostics::new();
    for (path, bytes) in files() {
        if let Err(refused) = create(&DiskStorage, &folder.join(path), &bytes) {
            found.push(*refused);
            break;
        }
    }
    terminal.emit(&found);
    if found.is_empty() {
        let folder = folder.display();
        terminal.say(&message!(
            "已在 {folder} 建好网站。下一步：先改 {folder}/content/site.yaml，再运行 pufa build --site {folder}",
            "created a site in {folder}. Next: edit {folder}/content/site.yaml, then run pufa build --site {folder}"
        ));
    }
    ExitStatus::from_diagnostics(&found)
}

/// Returns the files of a new site; `site.yaml` first, to refuse an existing site before any write.
fn files() -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    gather(&STARTER, &mut files);
    files.sort_by_key(|(path, _)| (!path.ends_with("site.yaml"), path.clone()));
    files.push((Path::new("public").join(".gitignore"), IGNORE.into()));
    files
}

fn gather(folder: &Dir<'_>, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    let today = today().to_string();
    for file in folder.files() {
        let text = file
            .contents_utf8()
            .unwrap_or_default()
            .replace("{date}", &today);
        files.push((file.path().to_owned(), text.into_bytes()));
    }
    for inner in folder.dirs() {
        gather(inner, files);
    }
}
