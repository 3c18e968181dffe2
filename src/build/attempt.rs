//! One attempt to build a site: assemble, render, commit.

use parking_lot::Mutex;

use super::body_store::{BodyStore, PrerenderedTexts};
use super::profile::{BuildPhase, Stopwatch};
use super::refusing::RefusedFiles;
use super::route_writer::{RouteWriter, skipped_outputs};
use super::unsettled::Unsettled;
use super::{BuildReport, BuildRequest, summary_of};
use crate::cache::{
    BuildInputs, BuildRecord, DependencyInterner, OriginIndex, OriginRecord, PreviousBuild,
    ReusePlan, RouteOutcome,
};
use crate::content::{SourceDigest, SourcePath, WorldTexts};
use crate::diagnostic::{Diagnostics, RunSummary};
use crate::output::{CacheFiles, OutputWriter, WriteStats};
use crate::render::Renderer;
use crate::site::{HeldBack, Site, SiteDiagnostics};
use crate::sources::{FileIndex, Project};

/// Build of a site in which something has changed, or that has no cache.
pub(super) struct BuildAttempt<'r> {
    pub(super) request: &'r BuildRequest<'r>,
    pub(super) inputs: BuildInputs<'r>,
    pub(super) files: FileIndex,
    /// Digests of settings, units and theme, taken before they were read.
    pub(super) shared_digests: Vec<(SourcePath, Option<SourceDigest>)>,
    pub(super) previous: Option<&'r PreviousBuild>,
    pub(super) watch: Stopwatch,
    /// Files that could not be read while pages were rendered.
    pub(super) refused: &'r Mutex<RefusedFiles>,
    /// True if the site is built again if there are any.
    pub(super) may_try_again: bool,
}

/// Site that is to be rendered.
pub(super) struct ReadyBuild<'r> {
    project: &'r Project,
    pub(super) site: &'r Site,
    pub(super) reuse_plan: Option<&'r ReusePlan<'r>>,
    /// Diagnostics of the whole site.
    checked: &'r SiteDiagnostics,
    held_back: &'r HeldBack,
    /// Diagnostics until now, before they are graded.
    diagnostics: Diagnostics,
    pub(super) unsettled: Option<&'r Unsettled<'r>>,
    origins: &'r OriginIndex<'r>,
}

/// Rendered routes of a site.
struct RenderedSite {
    /// Outcomes in the order of the site's routes.
    routes: Vec<(RouteOutcome, Diagnostics)>,
    interner: DependencyInterner,
    pages: usize,
    /// All diagnostics, before they are graded.
    diagnostics: Diagnostics,
}

impl BuildAttempt<'_> {
    /// Assembles the site and builds it.
    pub(super) fn run(&self, mut project: Project, bodies: BodyStore) -> BuildReport {
        let request = self.request;
        let inputs = &self.inputs;
        let mut diagnostics = project.diagnostics();
        let site = Site::new(&project.sources, inputs.now, inputs.visibility);
        let reuse_plan = self
            .previous
            .and_then(|previous| previous.reuse_plan(&project, &site, &self.files, inputs));
        let checked = reuse_plan
            .as_ref()
            .map_or_else(|| site.diagnostics(), |plan| plan.checked.clone());
        diagnostics.extend(checked.clone().into_all());
        let held_back = HeldBack::of_site(&site);
        diagnostics.extend(held_back.diagnostic());
        self.watch.end(BuildPhase::Assemble);
        let graded = request.graded(diagnostics.clone());
        let may_render = request.may_render(&project.shared_diagnostics, &graded);
        let Some(engine) = project.engine.take().filter(|_| may_render) else {
            return BuildReport::unbuilt(graded);
        };
        // Only a build that keeps going has got here with sources that could not be read.
        let cache = if graded.has_errors() {
            CacheFiles::open(request.storage, &request.folders)
        } else {
            None
        };
        let previous = self.previous.filter(|_| graded.has_errors());
        let origins = OriginIndex::load(previous, cache.as_ref());
        let unsettled = Unsettled::new(&site, &project.sources, &origins);
        let texts = PrerenderedTexts {
            world: WorldTexts::new(request.world),
            bodies: &bodies,
        };
        let renderer = Renderer::new(&site, &engine, &texts);
        let ready = ReadyBuild {
            project: &project,
            site: &site,
            reuse_plan: reuse_plan.as_ref(),
            checked: &checked,
            held_back: &held_back,
            diagnostics,
            unsettled: unsettled.as_ref(),
            origins: &origins,
        };
        let report = self.render_and_commit(&ready, renderer, graded);
        drop(unsettled);
        drop((origins, reuse_plan));
        // Freed in the background: nothing waits for it.
        rayon::spawn(move || drop((site, project, bodies)));
        report
    }

    /// Renders every route into the writer; commits if there is no error, else leaves everything as it was.
    fn render_and_commit(
        &self,
        ready: &ReadyBuild<'_>,
        renderer: Renderer<'_>,
        mut diagnostics: Diagnostics,
    ) -> BuildReport {
        let request = self.request;
        let site = ready.site;
        let paths = site.routes().iter().map(|route| route.url.output_path());
        let opened = OutputWriter::open(request.storage, &request.folders, paths);
        let mut writer = match opened {
            Ok((writer, of_writer)) => {
                diagnostics.extend(request.graded(of_writer));
                writer
            }
            Err(errors) => {
                diagnostics.extend(errors);
                return BuildReport::unbuilt(diagnostics);
            }
        };
        if let Some(unsettled) = ready.unsettled {
            writer = writer.retaining(|path, digest| unsettled.retains(path, digest));
        }
        self.watch.end(BuildPhase::Open);
        let rendered = self.render(ready, &renderer, &writer);
        for (_, of_route) in &rendered.routes {
            diagnostics.extend(request.graded(of_route.clone()));
        }
        let mut summary = RunSummary::default();
        let held_back = ready.held_back.clone();
        if !request.may_continue(&diagnostics) || self.is_to_be_tried_again() {
            diagnostics.extend(writer.abandon());
        } else {
            summary = summary_of(rendered.pages, ready.held_back);
            let is_sound = !diagnostics.has_errors();
            // The cards are as large as the documents, and the cache needs the memory.
            let ((), (stats, of_commit)) = rayon::join(
                || drop(renderer),
                || self.commit(ready, &rendered, writer, is_sound),
            );
            stats.add_to(&mut summary);
            diagnostics.extend(of_commit);
            let of_unsettled = ready.unsettled.map(Unsettled::diagnostic);
            diagnostics.extend(request.graded(of_unsettled.into_iter().collect()));
            self.watch.end(BuildPhase::Finish);
        }
        BuildReport {
            summary,
            diagnostics,
            held_back,
            profile: self.watch.profile(),
        }
    }

    fn render(
        &self,
        ready: &ReadyBuild<'_>,
        renderer: &Renderer<'_>,
        writer: &OutputWriter<'_>,
    ) -> RenderedSite {
        let site = ready.site;
        let progress = self.request.progress;
        progress.begin(site.routes().len());
        let cached = ready.reuse_plan.map_or(0, ReusePlan::dependency_count);
        let interner = DependencyInterner::new(cached, site.documents.len(), site.files.len());
        let routes = RouteWriter {
            attempt: self,
            ready,
            renderer,
            writer,
            interner: &interner,
        }
        .write_all();
        progress.end();
        self.watch.end(BuildPhase::Pages);
        let mut pages = 0;
        let mut diagnostics = ready.diagnostics.clone();
        for (route, (outcome, of_route)) in site.routes().iter().zip(&routes) {
            let is_made = !matches!(outcome, RouteOutcome::Skipped);
            pages += usize::from(route.kind.is_page() && is_made);
            diagnostics.extend(of_route.iter().cloned());
        }
        RenderedSite {
            routes,
            interner,
            pages,
            diagnostics,
        }
    }

    /// Returns true if files could not be read, so that the site is built again without them.
    fn is_to_be_tried_again(&self) -> bool {
        let refused = self.refused.lock();
        self.may_try_again && !refused.is_empty()
    }

    /// Commits the outputs, and saves what the next build can use of this one.
    fn commit(
        &self,
        ready: &ReadyBuild<'_>,
        rendered: &RenderedSite,
        writer: OutputWriter<'_>,
        is_sound: bool,
    ) -> (WriteStats, Diagnostics) {
        let site = ready.site;
        // The record must not hold settings that changed while they were read.
        if is_sound && self.files.shared_digests(self.request.world) == self.shared_digests {
            let record = BuildRecord {
                project: ready.project,
                site,
                files: &self.files,
                inputs: self.inputs,
                shared_digests: &self.shared_digests,
                checked: ready.checked,
                diagnostics: &rendered.diagnostics,
                pages: rendered.pages,
                held_back: ready.held_back,
                routes: &rendered.routes,
                reuse_plan: ready.reuse_plan,
                interner: &rendered.interner,
            };
            return writer.finish_recording(&|outputs, write| record.save(outputs, write));
        }
        let skipped = skipped_outputs(site, &rendered.routes, ready.origins, &writer);
        writer.finish_recording(&|outputs, write| {
            // Removing stale outputs adds to what is retained.
            let mut retained = ready.unsettled.map_or_else(Vec::new, Unsettled::retained);
            retained.extend(skipped.iter().cloned());
            let record = OriginRecord {
                site,
                routes: &rendered.routes,
                interner: &rendered.interner,
                reuse_plan: ready.reuse_plan,
                retained,
            };
            record.save(&outputs, write);
        })
    }
}
