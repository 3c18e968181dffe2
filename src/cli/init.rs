//! `pufa init DIR`: creates a small site that builds.

use clap::{Arg, ArgMatches, Command, ValueHint, value_parser};

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::message;
use crate::output::{DiskStorage, create};

use super::arguments::{CommonOptions, LocalizedText};
use super::new::today;
use super::output::Terminal;
use super::verbs::Verb;
use super::{ExitStatus, site_folder};

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");
/// `.gitignore` of the output folder: excludes its content from version control.
const IGNORE: &str = "*\n!.gitignore\n";
/// `.gitignore` of the site: excludes pufa's state and the packages of channels.
const STATE_IGNORE: &str = "/.pufa/\n/channels/\n";

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
        .after_help(text.examples(&[
            (
                "pufa init 普法网",
                "在“普法网”文件夹里新建",
                "create it in a folder",
            ),
            (
                "pufa serve --open --site 普法网",
                "接着看效果",
                "then look at it",
            ),
        ]))
        .arg(dir)
}

fn run(matches: &ArgMatches, _: &CommonOptions, terminal: &Terminal) -> ExitStatus {
    let Some(folder) = matches.get_one::<PathBuf>("dir") else {
        return ExitStatus::Usage;
    };
    match make(folder) {
        Ok(created) => {
            let folder = folder.display();
            let says = message!(
                "已在 {folder} 建好网站。下一步：先改 {folder}/content/site.yaml，再运行 pufa serve --open --site {folder} 看效果",
                "created a site in {folder}. Next: edit {folder}/content/site.yaml, then run pufa serve --open --site {folder}"
            );
            terminal.created(&created, &says);
            ExitStatus::Done
        }
        Err(refused) => {
            let found = Diagnostics::from_iter([refused]);
            terminal.emit(&found);
            ExitStatus::from_diagnostics(&found)
        }
    }
}

/// Creates the files of a new site and returns their paths; the files of an existing repository stay.
fn make(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    if let Some(site) = site_folder::around(folder) {
        return Err(inside(folder, &site));
    }
    let mut created = Vec::new();
    for (path, bytes) in files() {
        let path = folder.join(path);
        create(&DiskStorage, &path, &bytes).map_err(|refused| *refused)?;
        created.push(path);
    }
    let ignore = folder.join(".gitignore");
    if !ignore.exists() {
        create(&DiskStorage, &ignore, STATE_IGNORE.as_bytes()).map_err(|refused| *refused)?;
        created.push(ignore);
    }
    Ok(created)
}

/// Diagnostic of a new site within another one.
fn inside(folder: &Path, site: &Path) -> Diagnostic {
    let folder = folder.display();
    let site = site.display();
    Diagnostic::new(
        Code::SiteNested,
        message!(
            "{folder} 在网站 {site} 里面，没有新建",
            "{folder} lies within the site {site}; nothing was created"
        ),
    )
    .hint(message!(
        "换一个不在网站里的文件夹；只是想加一篇文章，用 pufa new",
        "choose a folder outside of it; to add a document, use pufa new"
    ))
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
