//! Routes of a site, rendered in parallel and handed to the writer.

use std::time::Instant;

use rayon::prelude::*;

use super::attempt::{BuildAttempt, ReadyBuild};
use super::render_order::render_order;
use crate::cache::{DependencyInterner, OriginIndex, OutputSource, RouteOutcome};
use crate::content::{SourceDigest, StaleCause};
use crate::diagnostic::Diagnostics;
use crate::output::OutputWriter;
use crate::render::{RenderedRoute, Renderer};
use crate::site::{Route, Site};

/// Outputs of earlier builds at the paths of skipped routes, with their sources.
pub(super) fn skipped_outputs(
    site: &Site,
    outcomes: &[(RouteOutcome, Diagnostics)],
    origins: &OriginIndex<'_>,
    writer: &OutputWriter<'_>,
) -> Vec<(String, SourceDigest, OutputSource)> {
    let routes = site.routes().iter().zip(outcomes);
    routes
        .filter(|(_, (outcome, _))| matches!(outcome, RouteOutcome::Skipped))
        .filter_map(|(route, _)| {
            let path = route.url.output_path();
            let digest = writer.previous_digest(&path)?;
            let source = origins.find(&path, &digest)?;
            Some((path, digest, source))
        })
        .collect()
}

/// Renders or reuses routes, and hands the outputs to the writer.
pub(super) struct RouteWriter<'p> {
    pub(super) attempt: &'p BuildAttempt<'p>,
    pub(super) ready: &'p ReadyBuild<'p>,
    pub(super) renderer: &'p Renderer<'p>,
    pub(super) writer: &'p OutputWriter<'p>,
    pub(super) interner: &'p DependencyInterner,
}

impl RouteWriter<'_> {
    /// Writes all routes; returns their outcomes in the order of the site's routes.
    pub(super) fn write_all(&self) -> Vec<(RouteOutcome, Diagnostics)> {
        let routes = self.ready.site.routes();
        let order = render_order(self.ready.site).into_par_iter();
        let mut outcomes: Vec<_> = order
            .map(|at| (at, self.write(&routes[at as usize])))
            .collect();
        outcomes.sort_unstable_by_key(|(at, _)| *at);
        outcomes.into_iter().map(|(_, outcome)| outcome).collect()
    }

    /// Reuses a route whose bytes would be the same, else renders it.
    fn write(&self, route: &Route) -> (RouteOutcome, Diagnostics) {
        let path = route.url.output_path();
        let outcome = self
            .blocked(route, &path)
            .or_else(|| self.reuse(route, &path))
            .unwrap_or_else(|| self.render(route));
        self.attempt.request.progress.step();
        outcome
    }

    /// Skips a route whose path holds an output that stays, since its source could not be read.
    fn blocked(&self, route: &Route, path: &str) -> Option<(RouteOutcome, Diagnostics)> {
        let unsettled = self.ready.unsettled?;
        let digest = self.writer.previous_digest(path)?;
        let diagnostics = unsettled.blocks(route, path, &digest)?;
        Some((RouteOutcome::Skipped, diagnostics))
    }

    fn reuse(&self, route: &Route, path: &str) -> Option<(RouteOutcome, Diagnostics)> {
        let plan = self.ready.reuse_plan?;
        let reusable = plan.reusable(self.ready.site, route, path)?;
        if !self.writer.reuse(path, reusable.output) {
            return None;
        }
        let diagnostics = reusable.diagnostics.iter().cloned().collect();
        Some((RouteOutcome::Reused(reusable.number), diagnostics))
    }

    fn render(&self, route: &Route) -> (RouteOutcome, Diagnostics) {
        let start = Instant::now();
        let rendered = self.renderer.render(route);
        let rendering = start.elapsed();
        let RenderedRoute {
            output,
            mut diagnostics,
            dependencies,
        } = match rendered {
            Ok(rendered) => rendered,
            Err(stale) => {
                let diagnostics = Diagnostics::from_iter([stale.diagnostic()]);
                if let StaleCause::Refused(refusal) = stale.cause {
                    let refused = self.attempt.refused.lock();
                    let mut refused = refused;
                    refused.insert(stale.path, refusal);
                }
                return (RouteOutcome::Skipped, diagnostics);
            }
        };
        let Some(output) = output else {
            return (RouteOutcome::Skipped, diagnostics);
        };
        let written = self.writer.write(&output.path, &output.bytes);
        let writing = start.elapsed().saturating_sub(rendering);
        self.attempt.watch.add_page(rendering, writing);
        if let Err(error) = written {
            diagnostics.push(*error);
            return (RouteOutcome::Skipped, diagnostics);
        }
        let dependencies = self.interner.numbers(dependencies);
        (RouteOutcome::Rendered(dependencies), diagnostics)
    }
}
