//! Every public route of a site into a folder: what changed is written, what is gone is removed.

pub mod profile;
mod project;

use std::time::Instant;

use jiff::Timestamp;
use rayon::prelude::*;

use crate::content::{Stale, World, WorldTexts, quote_lines};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Summary};
use crate::output::{Folders, Storage, Writer};
use crate::render::{Place, Rendered, Renderer};
use crate::says;
use crate::site::{Route, Showing, Site};

use profile::{Laps, Phase, Profile, Threads};
pub use project::{Project, read};

/// How often a site is made anew when its sources change while it is built.
const TRIES: usize = 3;

/// What is to be built, and how.
pub struct Request<'r> {
    /// The site's folder.
    pub world: &'r dyn World,
    /// The address that stands in for that of `site.yaml`.
    pub base_url: Option<&'r str>,
    /// The instant at which the site is seen; the world's clock when `None`.
    pub now: Option<Timestamp>,
    /// What is shown beside the published documents.
    pub showing: Showing,
    /// The disk to write to.
    pub storage: &'r dyn Storage,
    /// The folders that the writer has to do with.
    pub folders: Folders,
    /// Whether warnings count as errors.
    pub strict: bool,
    /// Whether the sound pages are written although there are errors.
    pub keep_going: bool,
    /// Told how far it is.
    pub progress: &'r (dyn Progress + 'r),
}

/// Is told how far a build is.
pub trait Progress: Sync {
    /// So many routes are to be rendered.
    fn begin(&self, routes: usize);
    /// One more is rendered.
    fn step(&self);
    /// All are.
    fn end(&self);
}

/// What a build did and found.
pub struct Report {
    /// The figures of the closing line.
    pub summary: Summary,
    /// Every finding, in order.
    pub found: Diagnostics,
    /// Where the time went; empty when the site was not rendered.
    pub profile: Profile,
}

impl Report {
    /// A build that ended before anything was rendered.
    fn unbuilt(found: Diagnostics) -> Self {
        Self { summary: Summary::default(), found, profile: Profile::default() }
    }
}

/// Builds a site.
pub fn build(request: &Request<'_>) -> Report {
    let start = Instant::now();
    let mut report = attempt(request);
    for _ in 1..TRIES {
        if !report.found.iter().any(|found| found.code == Code::SourceStale) {
            break;
        }
        report = attempt(request);
    }
    quote_lines(&mut report.found, request.world);
    report.found.sort();
    report.summary.errors = report.found.count(Severity::Error);
    report.summary.warnings = report.found.count(Severity::Warning);
    report.summary.seconds = (start.elapsed().as_secs_f64() * 1000.0).round() / 1000.0;
    report
}

fn attempt(request: &Request<'_>) -> Report {
    let (project, mut found) = read(request.world, request.base_url);
    let now = request.now.unwrap_or_else(|| request.world.now());
    let mut laps = project.laps;
    let (site, of_site) = Site::assemble(&project.sources, now, request.showing);
    laps.end(Phase::Assemble);
    found.extend(of_site);
    let found = request.graded(found);
    let Some(engine) = project.engine.filter(|_| request.goes_on(&found)) else {
        return Report::unbuilt(found);
    };
    let texts = WorldTexts::new(request.world);
    let renderer = Renderer::new(&site, &engine, &texts);
    write(request, &site, &renderer, found, laps)
}

impl Request<'_> {
    fn graded(&self, mut found: Diagnostics) -> Diagnostics {
        if self.strict {
            found.raise_warnings();
        }
        found
    }

    fn goes_on(&self, found: &Diagnostics) -> bool {
        self.keep_going || !found.has_errors()
    }
}

/// Renders every route into the writer; commits if nothing is wrong, else leaves all as it was.
fn write(
    request: &Request<'_>,
    site: &Site,
    renderer: &Renderer<'_>,
    mut found: Diagnostics,
    mut laps: Laps,
) -> Report {
    let mut summary = Summary::default();
    let paths: Vec<String> = site.routes().iter().map(|route| route.url.output_path()).collect();
    let opened = Writer::open(request.storage, &request.folders, paths.iter().map(String::as_str));
    let writer = match opened {
        Ok((writer, of_writer)) => {
            found.extend(request.graded(of_writer));
            writer
        }
        Err(refused) => {
            found.extend(refused);
            return Report::unbuilt(found);
        }
    };
    laps.end(Phase::Open);
    let threads = Threads::default();
    request.progress.begin(site.routes().len());
    let made: Vec<(bool, Diagnostics)> =
        site.routes().par_iter().map(|route| put(request, renderer, &writer, &threads, route)).collect();
    request.progress.end();
    for (is_page, of_route) in made {
        summary.pages += usize::from(is_page);
        found.extend(request.graded(of_route));
    }
    laps.end(Phase::Pages);
    if request.goes_on(&found) {
        let (tally, of_writer) = writer.finish();
        (summary.written, summary.unchanged, summary.removed) =
            (tally.written, tally.unchanged, tally.removed);
        found.extend(of_writer);
    } else {
        found.extend(writer.abandon());
        summary.pages = 0;
    }
    laps.end(Phase::Finish);
    Report { summary, found, profile: Profile::of(&laps, &threads) }
}

/// Renders one route into the writer; whether it is a page that was made, and what was found.
fn put(
    request: &Request<'_>,
    renderer: &Renderer<'_>,
    writer: &Writer<'_>,
    threads: &Threads,
    route: &Route,
) -> (bool, Diagnostics) {
    let start = Instant::now();
    let rendered = renderer.render(route);
    let render = start.elapsed();
    request.progress.step();
    let Rendered { output, mut found, .. } = match rendered {
        Ok(rendered) => rendered,
        Err(stale) => return (false, Diagnostics::from_iter([changed(&stale)])),
    };
    let Some(output) = output else { return (false, found) };
    if let Place::Public(url) = &output.place {
        let put = writer.put(&url.output_path(), &output.bytes);
        threads.add(render, start.elapsed().saturating_sub(render));
        if let Err(refused) = put {
            found.push(*refused);
            return (false, found);
        }
    }
    (route.what.is_page(), found)
}

fn changed(stale: &Stale) -> Diagnostic {
    let path = &stale.path;
    Diagnostic::new(
        Code::SourceStale,
        says!("构建时 {path} 又被改动了", "{path} changed while the site was built"),
    )
    .hint(says!("等文件保存完再构建一次", "build again when it is saved"))
}
