//! `pufa fix [FILE…]`: makes the certain repairs of documents, and shows them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};
use jiff::Timestamp;
use serde::Serialize;

use crate::content::{DiskWorld, Document, SourcePath, World, unreadable};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::markdown::MarkdownOptions;
use crate::message;
use crate::output::{DiskStorage, replace};
use crate::site::{LinkMender, MendedFile, Site, markdown_options, mend};
use crate::sources;

use super::arguments::{CommonOptions, LocalizedText, flag};
use super::output::Terminal;
use super::unified_diff::unified_diff;
use super::verbs::Verb;
use super::{ExitStatus, site_folder};

/// The verb `fix`.
pub(super) const VERB: Verb = Verb {
    name: "fix",
    command,
    run,
};

fn command(text: LocalizedText) -> Command {
    let files = Arg::new("files")
        .value_name("FILE")
        .value_hint(ValueHint::FilePath)
        .action(ArgAction::Append)
        .num_args(0..)
        .help(text.say(
            "要改的文章；不写就是全部文章",
            "Documents to repair (default: all)",
        ));
    let dry_run = flag(
        "dry-run",
        text.say(
            "只显示会改什么，不写文件",
            "Show the repairs, write nothing",
        ),
    );
    text.verb(
        "fix",
        "改好正文里拿得准的写法（全角的符号、少了的空格），显示改了什么",
        "Repair marks that are surely meant, and show the changes",
    )
    .arg(files)
    .arg(dry_run)
}

fn run(matches: &ArgMatches, common: &CommonOptions, terminal: &Terminal) -> ExitStatus {
    let root = match site_folder::open(common, terminal) {
        Ok(root) => root,
        Err(exit) => return exit,
    };
    let now = Timestamp::now();
    let world = DiskWorld::new(&root, now);
    let (project, _) = sources::read(&world, None);
    let site = Site::new(&project.sources, now, common.showing());
    let documents = project.sources.documents.clone();
    let files: Vec<&String> = matches.get_many("files").into_iter().flatten().collect();
    let chosen = match choose(&root, &files, documents) {
        Ok(chosen) => chosen,
        Err(found) => {
            terminal.emit_to_stderr(&found);
            return ExitStatus::Usage;
        }
    };
    let (blocks, reserved_ids) = project
        .engine
        .as_ref()
        .map(|engine| (engine.blocks().clone(), engine.reserved_ids().clone()))
        .unwrap_or_default();
    let run = FixRun {
        root,
        options: markdown_options(&project.sources.config, &blocks, &reserved_ids),
        is_dry: matches.get_flag("dry-run"),
        links: LinkMender::new(&site),
    };
    let (summary, mut found) = run.files(&world, &chosen, terminal);
    if common.strict {
        found.raise_warnings();
    }
    terminal.emit_to_stderr(&found);
    conclude(&summary, terminal);
    ExitStatus::from_diagnostics(&found)
}

/// Returns the documents of the site that the arguments name.
fn choose(
    root: &Path,
    files: &[&String],
    documents: Vec<Arc<Document>>,
) -> Result<Vec<Arc<Document>>, Diagnostics> {
    if files.is_empty() {
        return Ok(documents);
    }
    let mut refused = Diagnostics::new();
    let mut chosen = Vec::new();
    for file in files {
        let path = within(root, Path::new(file.as_str()));
        match documents
            .iter()
            .find(|document| Some(document.path.as_str()) == path.as_deref())
        {
            Some(document) => chosen.push(Arc::clone(document)),
            None => refused.push(foreign(file)),
        }
    }
    chosen.sort_by(|one, other| one.path.cmp(&other.path));
    chosen.dedup();
    if refused.is_empty() {
        Ok(chosen)
    } else {
        Err(refused)
    }
}

/// Returns the path of a file relative to the site's folder, if it is inside.
fn within(root: &Path, file: &Path) -> Option<String> {
    let root = root.canonicalize().ok()?;
    // A link to a document is not the document.
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
    let path = folder.join(file.file_name()?);
    let names = path.strip_prefix(&root).ok()?.components();
    let names = names.map(|name| name.as_os_str().to_str());
    Some(names.collect::<Option<Vec<_>>>()?.join("/"))
}

fn foreign(file: &str) -> Diagnostic {
    let message = message!(
        "“{file}”不是这个网站的文章，没有改它",
        "“{file}” is no document of this site and was not changed"
    );
    Diagnostic::new(Code::OutputUnsafePath, message).hint(message!(
        "写 content 文件夹里一篇 .md 文章的路径；另一个网站用 --site 指明",
        "name an .md file in the folder content; set --site for another site"
    ))
}

/// Closing line of a run.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct FixSummary {
    /// Documents that were read.
    documents: usize,
    /// Documents with repairs.
    changed: usize,
    /// Repairs.
    fixed: usize,
    /// Findings of bodies that an editor has to look at.
    left: usize,
    /// True if nothing was written.
    dry_run: bool,
}

/// Repair in the form for machines.
#[derive(Serialize)]
struct FixRecord<'f> {
    code: &'static str,
    file: &'f str,
    line: u32,
    column: u32,
}

struct FixRun<'s> {
    root: PathBuf,
    options: MarkdownOptions,
    is_dry: bool,
    links: LinkMender<'s>,
}

impl FixRun<'_> {
    fn files(
        &self,
        world: &dyn World,
        chosen: &[Arc<Document>],
        terminal: &Terminal,
    ) -> (FixSummary, Diagnostics) {
        let mut summary = FixSummary {
            documents: chosen.len(),
            dry_run: self.is_dry,
            ..FixSummary::default()
        };
        let mut found = Diagnostics::new();
        for document in chosen {
            let path = &document.path;
            match self.file(world, document) {
                Ok(mended) => {
                    summary.left += mended.left.iter().count();
                    if !mended.edits.is_empty() {
                        summary.changed += 1;
                        summary.fixed += mended.edits.len();
                        show(path, &mended, terminal);
                    }
                }
                Err(refused) => found.extend(refused),
            }
        }
        (summary, found)
    }

    /// Repairs one file.
    fn file(&self, world: &dyn World, document: &Document) -> Result<MendedFile, Diagnostics> {
        let path = &document.path;
        let bytes = world
            .read(path)
            .map_err(|reason| Diagnostics::from_iter([unreadable(path.as_str(), &reason)]))?;
        let own = document.front_matter.further.paragraphs;
        let options = self.options.with_paragraphs(own);
        let mended = mend(path, &bytes, &options, &|text, facts| {
            self.links.repairs(document, text, facts)
        })?;
        if !self.is_dry && !mended.edits.is_empty() {
            let file = self.root.join(path.as_str());
            replace(&DiskStorage, &file, &bytes, &mended.bytes)
                .map_err(|refused| Diagnostics::from_iter([*refused]))?;
        }
        Ok(mended)
    }
}

fn show(path: &SourcePath, mended: &MendedFile, terminal: &Terminal) {
    if terminal.is_json() {
        for edit in &mended.edits {
            let record = FixRecord {
                code: edit.code.id(),
                file: path.as_str(),
                line: edit.place.line,
                column: edit.place.column,
            };
            Terminal::print(&json(&[("fix", &record)]));
        }
    } else {
        let diff = unified_diff(path.as_str(), &mended.before, &mended.after);
        Terminal::print_visibly(diff.trim_end());
    }
}

fn json<T: Serialize>(pairs: &[(&str, &T)]) -> String {
    let object: std::collections::BTreeMap<_, _> = pairs.iter().copied().collect();
    serde_json::to_string(&object).unwrap_or_default()
}

fn conclude(summary: &FixSummary, terminal: &Terminal) {
    if terminal.is_json() {
        return Terminal::print(&json(&[("summary", summary)]));
    }
    let FixSummary {
        documents,
        changed,
        fixed,
        left,
        ..
    } = summary;
    terminal.say(&match (summary.dry_run, fixed) {
        (_, 0) => message!(
            "{documents} 篇文章里没有要改的；要您看的有 {left} 处",
            "nothing to repair in {documents} documents; {left} findings need an editor"
        ),
        (true, _) => message!(
            "会改 {changed} 篇文章里的 {fixed} 处（没有写文件）；要您看的有 {left} 处",
            "{fixed} repairs in {changed} documents, nothing written; {left} findings need an editor"
        ),
        (false, _) => message!(
            "改好了 {changed} 篇文章里的 {fixed} 处；要您看的有 {left} 处，pufa build 会列出",
            "{fixed} repairs in {changed} documents; {left} findings need an editor, see pufa build"
        ),
    });
}
