//! Every public route of a site into a folder: what changed is written, what is gone is removed.

mod body_store;
mod order;
#[cfg(feature = "channels")]
pub mod packages;
pub mod profile;
mod recall;
mod refusing;
mod route_writer;
#[cfg(test)]
pub(crate) mod tests;
mod unsettled;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use jiff::Timestamp;
use rayon::prelude::*;

use crate::content::{SiteConfig, SourceDigest, SourcePath, World, WorldTexts, quote_lines};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, RunSummary, Severity};
use crate::output::{CacheFiles, OutputWriter, Storage, WriterFolders};
use crate::render::Renderer;
use crate::site::{Site, SiteDiagnostics, VisibilityOptions};
use crate::sources::{FileIndex, PreviousFacts, Project, SourceReader, SourceStore};

use body_store::{BodyBudget, BodyStore, PrerenderedTexts};
use profile::{BuildPhase, BuildProfile, Stopwatch};
use recall::{
    BuildInputs, BuildRecord, DependencyInterner, OriginIndex, OriginRecord, PreviousBuild,
    PreviousIndex, ReusePlan, RouteOutcome,
};
use refusing::{RefusedFiles, RefusingWorld};
use route_writer::{RouteWriter, unmade};
use unsettled::Unsettled;

/// How often a site is made anew when its sources change while it is built.
const TRIES: usize = 3;

/// What is to be built, and how.
pub struct BuildRequest<'r> {
    /// The site's folder.
    pub world: &'r dyn World,
    /// The address that stands in for that of `site.yaml`.
    pub base_url: Option<&'r str>,
    /// The instant at which the site is seen; the world's clock when `None`.
    pub now: Option<Timestamp>,
    /// What is shown beside the published documents.
    pub showing: VisibilityOptions,
    /// The disk to write to.
    pub storage: &'r dyn Storage,
    /// The folders that the writer has to do with.
    pub folders: WriterFolders,
    /// Whether warnings count as errors.
    pub strict: bool,
    /// Whether the sound pages are written although there are errors.
    pub keep_going: bool,
    /// Told how far it is.
    pub progress: &'r (dyn BuildObserver + 'r),
}

/// Is told how far a build is.
pub trait BuildObserver: Sync {
    /// So many routes are to be rendered.
    fn begin(&self, routes: usize);
    /// One more is rendered.
    fn step(&self);
    /// All are.
    fn end(&self);
}

/// What a build did and found.
pub struct BuildReport {
    /// The figures of the closing line.
    pub summary: RunSummary,
    /// Every finding, in order.
    pub found: Diagnostics,
    /// Where the time went.
    pub profile: BuildProfile,
}

impl BuildReport {
    /// A run that ended before anything was rendered.
    fn unbuilt(found: Diagnostics) -> Self {
        Self {
            summary: RunSummary::default(),
            found,
            profile: BuildProfile::default(),
        }
    }
}

/// Builds a site.
pub fn build(request: &BuildRequest<'_>) -> BuildReport {
    settled(request.world, || (attempt(request), ())).0
}

/// Tries until no source changes meanwhile, and closes the report.
fn settled<T>(world: &dyn World, attempt: impl Fn() -> (BuildReport, T)) -> (BuildReport, T) {
    let start = Instant::now();
    let (mut report, mut made) = attempt();
    for _ in 1..TRIES {
        if !report
            .found
            .iter()
            .any(|found| found.code == Code::SourceStale)
        {
            break;
        }
        (report, made) = attempt();
    }
    quote_lines(&mut report.found, world);
    report.found.sort();
    report.summary.errors = report.found.count(Severity::Error);
    report.summary.warnings = report.found.count(Severity::Warning);
    report.summary.seconds = (start.elapsed().as_secs_f64() * 1000.0).round() / 1000.0;
    (report, made)
}

/// Makes the site; once more, if it keeps going, without the files that were refused while it was made.
fn attempt(request: &BuildRequest<'_>) -> BuildReport {
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
        let report = try_once(&request, &newly, round < TRIES);
        let newly = newly.into_inner().unwrap_or_else(PoisonError::into_inner);
        if newly.is_empty() || !request.keep_going || round == TRIES {
            return report;
        }
        refused.extend(newly);
    }
    BuildReport::unbuilt(Diagnostics::new())
}

fn try_once(
    request: &BuildRequest<'_>,
    refused: &Mutex<RefusedFiles>,
    may_try_again: bool,
) -> BuildReport {
    let now = request.now.unwrap_or_else(|| request.world.now());
    let asked = BuildInputs {
        showing: request.showing,
        base_url: request.base_url,
        now,
    };
    let watch = Stopwatch::start();
    let mut store = SourceStore::open(request.world, asked.base_url);
    let records = CacheFiles::open(request.storage, &request.folders);
    let last = records.as_ref().and_then(PreviousIndex::load);
    if let Some(report) = last
        .as_ref()
        .and_then(|last| request.repeat(last, store.index(), &asked, &watch))
    {
        return report;
    }
    let recalled = last
        .zip(records)
        .and_then(|(last, records)| last.recall(&records));
    watch.end(BuildPhase::Look);
    let digests = store.index().shared_digests(request.world);
    let bodies = BodyBudget::new(store.index().len());
    let reader = SourceReader {
        world: request.world,
        previous: recalled.as_ref().map(|of| of as &dyn PreviousFacts),
        bodies: Some(&bodies),
    };
    store.read_shared(reader);
    watch.end(BuildPhase::Theme);
    store.read_contents(reader);
    watch.end(BuildPhase::Read);
    let (project, files) = store.into_project();
    BuildAttempt {
        request,
        asked,
        files,
        digests,
        recalled: recalled.as_ref(),
        watch,
        refused,
        may_try_again,
    }
    .run(project, bodies.into_store())
}

impl BuildRequest<'_> {
    fn graded(&self, mut found: Diagnostics) -> Diagnostics {
        if self.strict {
            found.raise_warnings();
        }
        found
    }

    fn goes_on(&self, found: &Diagnostics) -> bool {
        self.keep_going || !found.has_errors()
    }

    /// Whether the run goes on with what is known before a page is made: an error of the settings, the theme or the
    /// units is one of every page, and ends it.
    fn may_begin(&self, shared: &Diagnostics, found: &Diagnostics) -> bool {
        let is_of_settings = |found: &Diagnostic| {
            found.severity == Severity::Error
                && found
                    .place
                    .as_ref()
                    .is_some_and(|place| place.file == SiteConfig::PATH)
        };
        self.goes_on(found)
            && !self.graded(shared.clone()).has_errors()
            && !found.iter().any(is_of_settings)
    }

    /// Tells once more what the last build told, when nothing at all has changed since.
    fn repeat(
        &self,
        last: &PreviousIndex,
        files: &FileIndex,
        asked: &BuildInputs<'_>,
        watch: &Stopwatch,
    ) -> Option<BuildReport> {
        let mut found = self.graded(last.diagnostics().clone());
        let is_at_rest =
            || CacheFiles::open(self.storage, &self.folders).is_some_and(|of| of.is_at_rest());
        if found.has_errors() || !last.is_of(self.world, files, asked) || !is_at_rest() {
            return None;
        }
        watch.end(BuildPhase::Look);
        let paths = last.outputs().iter().map(|(path, _)| path.as_str());
        let (writer, of_writer) = OutputWriter::open(self.storage, &self.folders, paths).ok()?;
        if !last
            .outputs()
            .par_iter()
            .all(|(path, left)| writer.keep(path, left))
        {
            writer.abandon();
            return None;
        }
        let (tally, ending) =
            writer.finish_recording(&|outputs, keep| last.refresh(files, &outputs, keep));
        found.extend(self.graded(of_writer));
        found.extend(ending);
        let mut summary = RunSummary {
            pages: last.pages(),
            ..RunSummary::default()
        };
        tally.add_to(&mut summary);
        watch.end(BuildPhase::Compare);
        Some(BuildReport {
            summary,
            found,
            profile: watch.profile(),
        })
    }
}

/// A build of a site that something has changed in, or that nothing is known of.
struct BuildAttempt<'r> {
    request: &'r BuildRequest<'r>,
    asked: BuildInputs<'r>,
    files: FileIndex,
    /// Digests of settings, units and theme, as they were before they were read.
    digests: Vec<(SourcePath, Option<SourceDigest>)>,
    recalled: Option<&'r PreviousBuild>,
    watch: Stopwatch,
    /// Takes the files that are refused while the site is made.
    refused: &'r Mutex<RefusedFiles>,
    /// Whether the site is made anew when there are any.
    may_try_again: bool,
}

/// A site that is to be written.
struct ReadyBuild<'r> {
    project: &'r Project,
    site: &'r Site,
    standing: Option<&'r ReusePlan<'r>>,
    checked: &'r SiteDiagnostics,
    /// What was found until now, as it was found.
    found: Diagnostics,
}

impl BuildAttempt<'_> {
    fn run(&self, mut project: Project, bodies: BodyStore) -> BuildReport {
        let Self {
            request,
            asked,
            files,
            recalled,
            watch,
            ..
        } = self;
        let mut found = project.diagnostics();
        let site = Site::new(&project.sources, asked.now, asked.showing);
        let standing = recalled.and_then(|of| of.standing(&project, &site, files, asked));
        let checked = standing
            .as_ref()
            .map_or_else(|| site.findings(), |of| of.checked.clone());
        found.extend(checked.clone().into_all());
        watch.end(BuildPhase::Assemble);
        let graded = request.graded(found.clone());
        let may_begin = request.may_begin(&project.shared_diagnostics, &graded);
        let Some(engine) = project.engine.take().filter(|_| may_begin) else {
            return BuildReport::unbuilt(graded);
        };
        let texts = PrerenderedTexts {
            world: WorldTexts::new(request.world),
            bodies: &bodies,
        };
        let renderer = Renderer::new(&site, &engine, &texts);
        let ready = ReadyBuild {
            project: &project,
            site: &site,
            standing: standing.as_ref(),
            checked: &checked,
            found,
        };
        let report = self.write(&ready, renderer);
        drop(standing);
        // Nobody waits for what is not needed any more.
        rayon::spawn(move || drop((site, project, bodies)));
        report
    }

    /// Whether files were refused, without which the site is made anew.
    fn is_to_be_tried_again(&self) -> bool {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        self.may_try_again && !refused.is_empty()
    }

    /// Renders every route into the writer; commits if nothing is wrong, else leaves all as it was.
    fn write(&self, ready: &ReadyBuild<'_>, renderer: Renderer<'_>) -> BuildReport {
        let (request, site, watch) = (self.request, ready.site, &self.watch);
        let (mut summary, mut found) = (RunSummary::default(), request.graded(ready.found.clone()));
        // Only a build that keeps going has got here with sources that could not be read.
        let records = if found.has_errors() {
            CacheFiles::open(request.storage, &request.folders)
        } else {
            None
        };
        let origins = OriginIndex::load(
            self.recalled.filter(|_| found.has_errors()),
            records.as_ref(),
        );
        let unsettled = Unsettled::new(site, &ready.project.sources, &origins);
        let paths = site.routes().iter().map(|route| route.url.output_path());
        let opened = OutputWriter::open(request.storage, &request.folders, paths);
        let writer = match opened {
            Ok((writer, of_writer)) => {
                found.extend(request.graded(of_writer));
                writer
            }
            Err(refused) => {
                found.extend(refused);
                return BuildReport::unbuilt(found);
            }
        };
        let writer = match &unsettled {
            Some(unsettled) => writer.sparing(|path, digest| unsettled.stays(path, digest)),
            None => writer,
        };
        watch.end(BuildPhase::Open);
        request.progress.begin(site.routes().len());
        let old_reads = ready.standing.map_or(0, ReusePlan::reads);
        let interner = DependencyInterner::new(old_reads, site.documents.len(), site.files.len());
        let unsettled = unsettled.as_ref();
        let put = RouteWriter {
            attempt: self,
            ready,
            renderer: &renderer,
            writer: &writer,
            unsettled,
            interner: &interner,
        };
        let made = put.all();
        request.progress.end();
        watch.end(BuildPhase::Pages);
        let mut plain = ready.found.clone();
        for (route, (made, of_route)) in site.routes().iter().zip(&made) {
            summary.pages +=
                usize::from(route.kind.is_page() && !matches!(made, RouteOutcome::Not));
            plain.extend(of_route.iter().cloned());
            found.extend(request.graded(of_route.clone()));
        }
        if !request.goes_on(&found) || self.is_to_be_tried_again() {
            found.extend(writer.abandon());
            summary.pages = 0;
            return BuildReport {
                summary,
                found,
                profile: watch.profile(),
            };
        }
        let knowledge = BuildRecord {
            project: ready.project,
            site,
            files: &self.files,
            asked: self.asked,
            digests: &self.digests,
            checked: ready.checked,
            found: &plain,
            pages: summary.pages,
            routes: &made,
            standing: ready.standing,
            interner: &interner,
        };
        let unmade = unmade(site, &made, &origins, &writer);
        // With errors, or with settings that changed while they were read, there is nothing to go by.
        let is_sound =
            !found.has_errors() && self.files.shared_digests(request.world) == self.digests;
        let finish = || {
            if is_sound {
                writer.finish_recording(&|outputs, keep| knowledge.print(outputs, keep))
            } else {
                writer.finish_recording(&|outputs, keep| {
                    let mut kept = unsettled.map_or_else(Vec::new, Unsettled::kept);
                    kept.extend(unmade.iter().cloned());
                    let standing = ready.standing;
                    OriginRecord {
                        site,
                        routes: &made,
                        interner: &interner,
                        standing,
                        kept,
                    }
                    .print(&outputs, keep);
                })
            }
        };
        // The cards are as large as the documents, and what is recorded needs room.
        let ((), (tally, of_writer)) = rayon::join(|| drop(renderer), finish);
        tally.add_to(&mut summary);
        found.extend(of_writer);
        found.extend(request.graded(unsettled.map(Unsettled::diagnostic).into_iter().collect()));
        watch.end(BuildPhase::Finish);
        BuildReport {
            summary,
            found,
            profile: watch.profile(),
        }
    }
}
