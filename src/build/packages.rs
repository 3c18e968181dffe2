//! Packages for channels, written to a folder of their own: of new documents, or of those dated since a day.
//!
//! A document is new if the ledger does not list it. The ledger lies with the packages; only
//! [`PackageRequest::commit`] adds to it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::Timestamp;
use rayon::prelude::*;

use crate::content::config::Channel;
use crate::content::{StaleSource, WorldTexts, nearest};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, RunSummary, Severity};
use crate::message;
use crate::output::{OutputWriter, files_outside, read};
use crate::render::channel::{
    ChannelLedger, ChannelPackage, PackageBuilder, PackageContents, PackageOutput, SelectionScope,
    format_of, index, packages, single,
};
use crate::render::is_marked;
use crate::site::{DocumentId, Site};
use crate::sources;

use super::profile::BuildProfile;
use super::until_stable;

/// Index of all packages.
const INDEX: &str = "index.html";

/// Request for packages.
pub(crate) struct PackageRequest<'r> {
    /// Site to read, and folders to write.
    pub build: super::BuildRequest<'r>,
    /// Name of the one channel to build for; `None` for all of them.
    pub channel: Option<&'r str>,
    /// Selects documents dated since an instant, rather than new ones.
    pub since: Option<Timestamp>,
    /// True to add the packages to the ledger.
    pub commit: bool,
}

/// True if a file among the packages carries the mark of pufa. A readable ledger is pufa's own, even when restored
/// from a copy.
pub(crate) fn is_package_marked(path: &str, bytes: &[u8]) -> bool {
    is_marked(path, bytes) || (path == ChannelLedger::FILE && ChannelLedger::parse(bytes).is_some())
}

/// Result of a run; the `pages` of its summary are packages.
pub(crate) struct PackageReport {
    /// Summary and diagnostics.
    pub build: super::BuildReport,
    /// Folder of each package, under that of all channels, and its contents in words.
    pub packages: Vec<(String, PackageContents)>,
}

/// Builds and writes the packages.
pub(crate) fn make(request: &PackageRequest<'_>) -> PackageReport {
    let (build, packages) = until_stable(request.build.world, || attempt(request));
    PackageReport { build, packages }
}

/// Result of one attempt.
type PackageAttempt = (super::BuildReport, Vec<(String, PackageContents)>);

fn ended(found: Diagnostics) -> PackageAttempt {
    (super::BuildReport::unbuilt(found), Vec::new())
}

fn attempt(request: &PackageRequest<'_>) -> PackageAttempt {
    let (project, all) = sources::read(request.build.world, request.build.base_url);
    let now = request
        .build
        .now
        .unwrap_or_else(|| request.build.world.now());
    let (site, of_site) = Site::assemble(&project.sources, now, request.build.showing);
    // Hints and warnings about the site are reported by the build.
    let is_told =
        |one: &Diagnostic| one.severity == Severity::Error || one.code == Code::SiteNoBaseUrl;
    let mut found: Diagnostics = all.into_iter().chain(of_site).filter(is_told).collect();
    let channels = match chosen(&site, request.channel) {
        Ok(channels) => channels,
        Err(none) => {
            // Unreadable settings name no channel: their own error is enough.
            if !found.has_errors() || !site.config.channels.is_empty() {
                found.push(*none);
            }
            return ended(found);
        }
    };
    let may_begin = request
        .build
        .may_render(&project.shared_diagnostics, &found);
    let Some(engine) = project.engine.filter(|_| may_begin) else {
        return ended(found);
    };
    let texts = WorldTexts::new(request.build.world);
    let (builder, of_theme) = PackageBuilder::new(&site, &engine, &texts);
    found.extend(of_theme);
    let bytes = ledger_bytes(request);
    let ledger = match bytes
        .as_ref()
        .map_err(Clone::clone)
        .and_then(|bytes| ledger(request, bytes.as_deref()))
    {
        Ok(ledger) => ledger,
        Err(refused) => {
            found.push(*refused);
            return ended(found);
        }
    };
    let scope = request
        .since
        .map_or(SelectionScope::NotIn(&ledger), SelectionScope::Since);
    let faulty = faulty(&found);
    let packages: Vec<ChannelPackage<'_>> = channels
        .iter()
        .flat_map(|channel| packages(&site, channel, scope))
        .map(|package| without_faulty(&site, package, &faulty))
        .collect();
    let ledger_bytes = bytes.as_ref().ok().and_then(Option::as_deref);
    PackageRun {
        request,
        builder: &builder,
        packages: &packages,
        ledger: &ledger,
        ledger_bytes,
        faulty: &faulty,
        now,
    }
    .run(found)
}

/// Files with errors.
fn faulty(found: &Diagnostics) -> BTreeSet<String> {
    let errors = found.iter().filter(|one| one.severity == Severity::Error);
    errors
        .filter_map(|one| one.place.as_ref())
        .map(|place| place.file.clone())
        .collect()
}

/// Leaves out documents with errors where the channel's format allows it.
fn without_faulty<'c>(
    site: &Site,
    mut package: ChannelPackage<'c>,
    faulty: &BTreeSet<String>,
) -> ChannelPackage<'c> {
    if format_of(package.channel.kind).omits_faulty_documents() {
        package
            .documents
            .retain(|id| !faulty.contains(site.document(*id).path.as_str()));
    }
    package
}

/// Channels to build for.
fn chosen<'s>(site: &'s Site, name: Option<&str>) -> Result<Vec<&'s Channel>, Box<Diagnostic>> {
    let all = &site.config.channels;
    let named =
        |channel: &&Channel| name.is_none_or(|name| channel.name.eq_ignore_ascii_case(name));
    let chosen: Vec<&Channel> = all.iter().filter(named).collect();
    if !chosen.is_empty() {
        return Ok(chosen);
    }
    let message = match name {
        Some(name) => message!("没有“{name}”这个渠道", "there is no channel “{name}”"),
        None => message!("site.yaml 里没有渠道", "site.yaml names no channel"),
    };
    let names: Vec<&str> = all.iter().map(|channel| channel.name.as_str()).collect();
    let hint = match name.and_then(|name| nearest(name, names.iter().copied())) {
        Some(meant) => message!("是不是想写“{meant}”？", "did you mean “{meant}”?"),
        None if !names.is_empty() => {
            let names = names.join("、");
            message!("网站里的渠道：{names}", "the channels of the site: {names}")
        }
        None => message!(
            "在 content/site.yaml 里加两行：channels: 换行 - {{kind: wechat}}",
            "add to content/site.yaml: channels: [{{kind: wechat}}]"
        ),
    };
    Err(Box::new(
        Diagnostic::new(Code::ChannelNotFound, message).hint(hint),
    ))
}

/// Bytes of the ledger on disk; `None` without one.
fn ledger_bytes(request: &PackageRequest<'_>) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
    read(
        request.build.storage,
        &request.build.folders.out.join(ChannelLedger::FILE),
    )
}

/// Ledger, empty without a file. A damaged one is an error: it must not be overwritten.
fn ledger(
    request: &PackageRequest<'_>,
    bytes: Option<&[u8]>,
) -> Result<ChannelLedger, Box<Diagnostic>> {
    let Some(bytes) = bytes else {
        return Ok(ChannelLedger::default());
    };
    if let Some(ledger) = ChannelLedger::parse(bytes) {
        return Ok(ledger);
    }
    let path: PathBuf = request.build.folders.out.join(ChannelLedger::FILE);
    let shown = path.display();
    let message = message!(
        "发布记录 {shown} 损坏，读不出来",
        "the ledger {shown} is damaged"
    );
    let hint = message!(
        "从备份恢复它；没有备份就删去它，用 --since 写明从哪一天起",
        "restore it from a copy; if there is none, remove it and say since when with --since"
    );
    Err(Box::new(
        Diagnostic::new(Code::ChannelLedgerDamaged, message).hint(hint),
    ))
}

/// Diagnostic that another run added to the ledger since it was read.
fn ledger_changed() -> Diagnostic {
    let file = ChannelLedger::FILE;
    let message = message!(
        "制作稿件包时，发布记录 {file} 又被改动了",
        "the ledger {file} changed while packages were made"
    );
    let hint = message!(
        "等另一个 pufa 结束再运行",
        "run it again when the other pufa has finished"
    );
    Diagnostic::new(Code::SourceStale, message).hint(hint)
}

struct PackageRun<'r> {
    request: &'r PackageRequest<'r>,
    builder: &'r PackageBuilder<'r>,
    packages: &'r [ChannelPackage<'r>],
    /// Ledger of what was sent before.
    ledger: &'r ChannelLedger,
    /// Bytes of the ledger as they were read.
    ledger_bytes: Option<&'r [u8]>,
    /// Files with errors.
    faulty: &'r BTreeSet<String>,
    now: Timestamp,
}

/// Package with its contents in words.
type ListedPackage<'r> = (&'r ChannelPackage<'r>, PackageContents);

impl PackageRun<'_> {
    fn run(&self, mut found: Diagnostics) -> PackageAttempt {
        let mut files: Vec<String> = self
            .packages
            .par_iter()
            .flat_map_iter(|one| one.files(self.builder))
            .collect();
        files.extend([INDEX.to_owned(), ChannelLedger::FILE.to_owned()]);
        files.extend(self.others());
        let build = &self.request.build;
        let opened = OutputWriter::open(build.storage, &build.folders, files.into_iter());
        let writer = match opened {
            Ok((writer, of_writer)) => {
                found.extend(of_writer);
                writer
            }
            Err(refused) => {
                found.extend(refused);
                return ended(found);
            }
        };
        // The folder is locked now: no other run adds to the ledger.
        if ledger_bytes(self.request).ok().flatten().as_deref() != self.ledger_bytes {
            found.extend(writer.abandon());
            found.push(ledger_changed());
            return ended(found);
        }
        let judged = self.folders_of_judged();
        let is_of_judged = |path: &str| judged.iter().any(|folder| path.starts_with(folder));
        let writer = if super::unsettled::is_settled(self.builder.site) {
            writer
        } else {
            writer.retaining(|path, _| !is_of_judged(path))
        };
        self.request.build.progress.begin(self.packages.len());
        let made: Vec<(Option<PackageContents>, Diagnostics)> = self
            .packages
            .par_iter()
            .map(|package| self.put(&writer, package))
            .collect();
        self.request.build.progress.end();
        let (contents, of_packages): (Vec<Option<PackageContents>>, Vec<Diagnostics>) =
            made.into_iter().unzip();
        let listed: Vec<ListedPackage<'_>> = self
            .packages
            .iter()
            .zip(contents)
            .filter_map(|(package, held)| Some((package, held?)))
            .collect();
        found.extend(of_packages.into_iter().flatten());
        found.extend(self.put_own(&writer, &listed));
        self.close(writer, listed, found)
    }

    /// Files of the other channels when one alone is built: they are reserved, so that they stay.
    fn others(&self) -> Vec<String> {
        let own: Vec<&str> = self
            .packages
            .iter()
            .map(|one| one.channel.name.as_str())
            .collect();
        let own: Vec<&str> = self.request.channel.into_iter().chain(own).collect();
        let storage = self.request.build.storage;
        let out = &self.request.build.folders.out;
        if self.request.channel.is_some() {
            files_outside(storage, out, &own)
        } else {
            Vec::new()
        }
    }

    /// Folders of the packages of documents that could be read and judged; other folders may belong to documents that
    /// could not, and stay.
    fn folders_of_judged(&self) -> Vec<String> {
        let site = self.builder.site;
        let judged = || {
            site.documents
                .ids()
                .filter(|id| site.documents.state(*id).is_judged())
        };
        let channels = &site.config.channels;
        channels
            .iter()
            .flat_map(|channel| judged().map(|id| single(site, channel, id).folder_path() + "/"))
            .collect()
    }

    /// Builds a package and hands its files to the writer; none of them if the package has an error.
    fn put(
        &self,
        writer: &OutputWriter<'_>,
        package: &ChannelPackage<'_>,
    ) -> (Option<PackageContents>, Diagnostics) {
        let made = package.build(self.builder);
        self.request.build.progress.step();
        let PackageOutput {
            outputs,
            contents,
            diagnostics: mut found,
        } = match made {
            Ok(made) => made,
            Err(stale) => return (None, stale_diagnostics(&stale)),
        };
        let path = |id: &DocumentId| self.builder.site.document(*id).path.as_str();
        let is_faulty = package
            .documents
            .iter()
            .map(path)
            .any(|path| self.faulty.contains(path));
        if is_faulty || self.request.build.graded(found.clone()).has_errors() {
            return (None, found);
        }
        for output in &outputs {
            if let Err(refused) = writer.write(&output.path, &output.bytes) {
                found.push(*refused);
            }
        }
        (Some(contents), found)
    }

    /// Writes the index of all packages and the ledger.
    fn put_own(&self, writer: &OutputWriter<'_>, listed: &[ListedPackage<'_>]) -> Vec<Diagnostic> {
        let site = self.builder.site;
        let shown: Vec<(&ChannelPackage<'_>, &PackageContents)> = listed
            .iter()
            .map(|(package, contents)| (*package, contents))
            .collect();
        let index = index(&site.config.title, &shown);
        let mut ledger = self.ledger.clone();
        if self.request.commit {
            ledger.add(site, listed.iter().map(|(package, _)| *package), self.now);
        }
        let files = [
            (INDEX, index.into_bytes()),
            (ChannelLedger::FILE, ledger.to_bytes()),
        ];
        // The index of all channels is not rebuilt from one.
        let stays = |path: &str| path == INDEX && self.request.channel.is_some();
        let files: Vec<_> = files.into_iter().filter(|(path, _)| !stays(path)).collect();
        files
            .iter()
            .filter_map(|(path, bytes)| writer.write(path, bytes).err())
            .map(|refused| *refused)
            .collect()
    }

    fn close(
        &self,
        writer: OutputWriter<'_>,
        listed: Vec<ListedPackage<'_>>,
        mut found: Diagnostics,
    ) -> PackageAttempt {
        found = self.request.build.graded(found);
        if !self.request.build.may_continue(&found) {
            found.extend(writer.abandon());
            return ended(found);
        }
        let mut summary = RunSummary::default();
        let (tally, of_writer) = writer.finish();
        tally.add_to(&mut summary);
        summary.pages = listed.len();
        found.extend(of_writer);
        let packages = listed
            .into_iter()
            .map(|(package, contents)| (package.folder_path(), contents))
            .collect();
        (
            super::BuildReport {
                summary,
                diagnostics: found,
                held_back: crate::site::HeldBack::default(),
                profile: BuildProfile::default(),
            },
            packages,
        )
    }
}

fn stale_diagnostics(stale: &StaleSource) -> Diagnostics {
    Diagnostics::from_iter([stale.diagnostic()])
}
