//! Build: every public route of a site into a folder; changed outputs are written, stale ones removed.

mod attempt;
mod body_store;
#[cfg(feature = "channels")]
pub(crate) mod packages;
pub(crate) mod profile;
mod refusing;
mod render_order;
mod route_writer;
#[cfg(test)]
pub(crate) mod tests;
mod unsettled;

use std::collections::BTreeMap;

use parking_lot::Mutex;
use std::time::Instant;

use jiff::Timestamp;
use rayon::prelude::*;

use crate::cache::{BuildInputs, CacheIndex, PreviousBuild};
use crate::content::{SiteConfig, World, quote_lines};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, RunSummary, Severity};
use crate::output::{CacheFiles, OutputRecord, OutputWriter, Storage, WriterFolders};
use crate::site::{HeldBack, VisibilityOptions};
use crate::sources::{FileIndex, PreviousFacts, SourceReader, SourceStore};

use attempt::BuildAttempt;
use body_store::BodyStoreBuilder;
use profile::{BuildPhase, BuildProfile, Stopwatch};
use refusing::{RefusedFiles, RefusingWorld};

/// Attempts to build a site whose sources change meanwhile.
const TRIES: usize = 3;

/// Parameters of a build.
pub(crate) struct BuildRequest<'r> {
    /// World that the site is read through.
    pub world: &'r dyn World,
    /// Address that replaces the one of `site.yaml`.
    pub base_url: Option<&'r str>,
    /// Instant of the site; the world's clock if `None`.
    pub now: Option<Timestamp>,
    /// Unpublished documents to show.
    pub showing: VisibilityOptions,
    /// File system to write to.
    pub storage: &'r dyn Storage,
    /// Folders of the writer.
    pub folders: WriterFolders,
    /// True if warnings count as errors.
    pub strict: bool,
    /// True if sound pages are written despite errors.
    pub keep_going: bool,
    /// Observer of the progress.
    pub progress: &'r (dyn BuildObserver + 'r),
}

/// Observer of a build's progress.
pub(crate) trait BuildObserver: Sync {
    /// Starts with the number of routes to render.
    fn begin(&self, routes: usize);
    /// Counts a rendered route.
    fn step(&self);
    /// Ends after the last route.
    fn end(&self);
}

/// Result of a build.
pub(crate) struct BuildReport {
    /// Figures of the closing line.
    pub summary: RunSummary,
    /// All diagnostics, sorted.
    pub diagnostics: Diagnostics,
    /// Sources that the public does not see.
    pub held_back: HeldBack,
    /// Time of each phase.
    pub profile: BuildProfile,
}

impl BuildReport {
    /// Report of a run that ended before anything was rendered.
    fn unbuilt(diagnostics: Diagnostics) -> Self {
        Self {
            summary: RunSummary::default(),
            diagnostics,
            held_back: HeldBack::default(),
            profile: BuildProfile::default(),
        }
    }
}

/// Builds a site.
pub(crate) fn build(request: &BuildRequest<'_>) -> BuildReport {
    until_stable(request.world, || (without_unreadable_files(request), ())).0
}

/// Repeats an attempt until no source changes meanwhile, and completes the report.
fn until_stable<T>(world: &dyn World, attempt: impl Fn() -> (BuildReport, T)) -> (BuildReport, T) {
    let start = Instant::now();
    let (mut report, mut value) = attempt();
    for _ in 1..TRIES {
        let is_stale = |of: &Diagnostic| of.code == Code::SourceStale;
        if !report.diagnostics.iter().any(is_stale) {
            break;
        }
        (report, value) = attempt();
    }
    quote_lines(&mut report.diagnostics, world);
    report.diagnostics.sort();
    report.summary.errors = report.diagnostics.count(Severity::Error);
    report.summary.warnings = report.diagnostics.count(Severity::Warning);
    report.summary.seconds = (start.elapsed().as_secs_f64() * 1000.0).round() / 1000.0;
    (report, value)
}

/// Builds once; with `--keep-going` again, without the files that could not be read while pages were rendered.
fn without_unreadable_files(request: &BuildRequest<'_>) -> BuildReport {
    let mut refused = RefusedFiles::new();
    for round in 1.. {
        let world = RefusingWorld {
            world: request.world,
            refused: &refused,
        };
        let request = BuildRequest {
            world: &world,
            folders: request.folders.clone(),
            ..*request
        };
        let newly = Mutex::new(BTreeMap::new());
        let report = load_and_build(&request, &newly, round < TRIES);
        let newly = newly.into_inner();
        if newly.is_empty() || !request.keep_going || round == TRIES {
            return report;
        }
        refused.extend(newly);
    }
    BuildReport::unbuilt(Diagnostics::new())
}

fn load_and_build(
    request: &BuildRequest<'_>,
    refused: &Mutex<RefusedFiles>,
    may_try_again: bool,
) -> BuildReport {
    let inputs = BuildInputs {
        visibility: request.showing,
        base_url: request.base_url,
        now: request.now.unwrap_or_else(|| request.world.now()),
    };
    let watch = Stopwatch::start();
    let mut store = SourceStore::open(request.world, inputs.base_url);
    let cache = CacheFiles::open(request.storage, &request.folders);
    let index = cache.as_ref().and_then(CacheIndex::load);
    if let Some(report) = index
        .as_ref()
        .and_then(|index| request.reuse_all(index, store.index(), &inputs, &watch))
    {
        return report;
    }
    let previous = index
        .zip(cache)
        .and_then(|(index, cache)| PreviousBuild::load(&cache, index));
    watch.end(BuildPhase::Look);
    let shared_digests = store.index().shared_digests(request.world);
    let bodies = BodyStoreBuilder::new(store.index().len());
    let reader = SourceReader {
        world: request.world,
        previous: previous.as_ref().map(|of| of as &dyn PreviousFacts),
        bodies: Some(&bodies),
    };
    store.read_settings_and_theme(reader);
    watch.end(BuildPhase::Theme);
    store.read_contents(reader);
    watch.end(BuildPhase::Read);
    let (project, files) = store.into_project();
    BuildAttempt {
        request,
        inputs,
        files,
        shared_digests,
        previous: previous.as_ref(),
        watch,
        refused,
        may_try_again,
    }
    .run(project, bodies.into_store())
}

impl BuildRequest<'_> {
    /// Diagnostics with the severities that this run gives them.
    fn graded(&self, mut diagnostics: Diagnostics) -> Diagnostics {
        if self.strict {
            diagnostics.raise_warnings();
        }
        diagnostics
    }

    fn may_continue(&self, diagnostics: &Diagnostics) -> bool {
        self.keep_going || !diagnostics.has_errors()
    }

    /// Returns true if pages may be rendered: an error of settings, theme or units concerns every page, and ends
    /// the run.
    fn may_render(&self, shared: &Diagnostics, all: &Diagnostics) -> bool {
        let is_of_settings = |of: &Diagnostic| {
            let file = of.place.as_ref().map(|place| place.file.as_str());
            of.severity == Severity::Error && file == Some(SiteConfig::PATH)
        };
        self.may_continue(all)
            && !self.graded(shared.clone()).has_errors()
            && !all.iter().any(is_of_settings)
    }

    /// Reports the cached diagnostics if nothing at all has changed.
    fn reuse_all(
        &self,
        index: &CacheIndex,
        files: &FileIndex,
        inputs: &BuildInputs<'_>,
        watch: &Stopwatch,
    ) -> Option<BuildReport> {
        let mut diagnostics = self.graded(index.diagnostics().clone());
        let is_at_rest =
            || CacheFiles::open(self.storage, &self.folders).is_some_and(|of| of.is_at_rest());
        if diagnostics.has_errors() || !index.is_current(self.world, files, inputs) || !is_at_rest()
        {
            return None;
        }
        watch.end(BuildPhase::Look);
        let outputs = index.outputs();
        let paths = outputs.iter().map(|(path, _)| path.as_str());
        let (writer, of_writer) = OutputWriter::open(self.storage, &self.folders, paths).ok()?;
        let reuse = |(path, output): &(String, OutputRecord)| writer.reuse(path, output);
        if !outputs.par_iter().all(reuse) {
            writer.abandon();
            return None;
        }
        let (stats, of_commit) =
            writer.finish_recording(&|outputs, write| index.refresh(files, &outputs, write));
        diagnostics.extend(self.graded(of_writer));
        diagnostics.extend(of_commit);
        let held_back = index.held_back().clone();
        let mut summary = summary_of(index.pages(), &held_back);
        stats.add_to(&mut summary);
        watch.end(BuildPhase::Compare);
        Some(BuildReport {
            summary,
            diagnostics,
            held_back,
            profile: watch.profile(),
        })
    }
}

/// Summary of a built site, without the writer's figures.
fn summary_of(pages: usize, held_back: &HeldBack) -> RunSummary {
    RunSummary {
        pages,
        held_back: Some(held_back.counts()),
        next_change: held_back.next_change,
        ..RunSummary::default()
    }
}
