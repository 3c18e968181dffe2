//! The routes of a site, rendered in parallel and handed to the writer.

use std::sync::PoisonError;
use std::time::Instant;

use rayon::prelude::*;

use super::recall::{DependencyInterner, OriginIndex, OutputSource, RouteOutcome};
use super::unsettled::Unsettled;
use super::{BuildAttempt, ReadyBuild, order};
use crate::content::{SourceDigest, StaleCause};
use crate::diagnostic::Diagnostics;
use crate::output::OutputWriter;
use crate::render::{RenderedRoute, Renderer};
use crate::site::{Route, Site};

/// The outputs of earlier builds at places where a page could not be made, with what they came from.
pub(super) fn unmade(
    site: &Site,
    made: &[(RouteOutcome, Diagnostics)],
    origins: &OriginIndex<'_>,
    writer: &OutputWriter<'_>,
) -> Vec<(String, SourceDigest, OutputSource)> {
    let unmade = site
        .routes()
        .iter()
        .zip(made)
        .filter(|(_, (made, _))| matches!(made, RouteOutcome::Not));
    unmade
        .filter_map(|(route, _)| {
            let path = route.url.output_path();
            let digest = writer.left(&path)?;
            let origin = origins.find(&path, &digest)?;
            Some((path, digest, origin))
        })
        .collect()
}

/// Brings routes to the writer.
pub(super) struct RouteWriter<'p> {
    pub(super) attempt: &'p BuildAttempt<'p>,
    pub(super) ready: &'p ReadyBuild<'p>,
    pub(super) renderer: &'p Renderer<'p>,
    pub(super) writer: &'p OutputWriter<'p>,
    pub(super) unsettled: Option<&'p Unsettled<'p>>,
    pub(super) interner: &'p DependencyInterner,
}

impl RouteWriter<'_> {
    /// Brings every route, and tells in the order of routes what became of each.
    pub(super) fn all(&self) -> Vec<(RouteOutcome, Diagnostics)> {
        let routes = self.ready.site.routes();
        let order = order::order(self.ready.site).into_par_iter();
        let mut made: Vec<_> = order
            .map(|at| (at, self.route(&routes[at as usize])))
            .collect();
        made.sort_unstable_by_key(|(at, _)| *at);
        made.into_iter().map(|(_, made)| made).collect()
    }

    /// Keeps a route that would come out the same, else renders it; and what was found in it.
    fn route(&self, route: &Route) -> (RouteOutcome, Diagnostics) {
        let path = route.url.output_path();
        if let Some(held) = self.held(route, &path) {
            self.attempt.request.progress.step();
            return (RouteOutcome::Not, held);
        }
        let sound = self
            .ready
            .standing
            .and_then(|of| of.sound(self.ready.site, route, &path));
        let kept = sound.filter(|sound| self.writer.keep(&path, sound.left));
        let made = match kept {
            Some(sound) => (
                RouteOutcome::Kept(sound.number),
                sound.found.iter().cloned().collect(),
            ),
            None => self.render(route),
        };
        self.attempt.request.progress.step();
        made
    }

    /// Whether what stands at a place stays, since it came from what could not be read.
    fn held(&self, route: &Route, path: &str) -> Option<Diagnostics> {
        self.unsettled?.holds(route, path, &self.writer.left(path)?)
    }

    fn render(&self, route: &Route) -> (RouteOutcome, Diagnostics) {
        let start = Instant::now();
        let rendered = self.renderer.render(route);
        let rendering = start.elapsed();
        let RenderedRoute {
            output,
            mut found,
            reads,
        } = match rendered {
            Ok(rendered) => rendered,
            Err(stale) => {
                let told = Diagnostics::from_iter([stale.diagnostic()]);
                if let StaleCause::Refused(refusal) = stale.cause {
                    let mut refused = self
                        .attempt
                        .refused
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner);
                    refused.insert(stale.path, refusal);
                }
                return (RouteOutcome::Not, told);
            }
        };
        let Some(output) = output else {
            return (RouteOutcome::Not, found);
        };
        let put = self.writer.write(&output.path, &output.bytes);
        self.attempt
            .watch
            .page(rendering, start.elapsed().saturating_sub(rendering));
        if let Err(refused) = put {
            found.push(*refused);
            return (RouteOutcome::Not, found);
        }
        (RouteOutcome::New(self.interner.numbers(reads)), found)
    }
}
