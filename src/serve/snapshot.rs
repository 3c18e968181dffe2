//! The site as it is served at one moment: immutable, shared by every request of that moment.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::Timestamp;

use super::clock::next_change;
use super::texts::{RecentTexts, ServedTexts};
use crate::content::{DiskWorld, OpenFile, SourcePath, StaleSource, World};
use crate::diagnostic::Diagnostics;
use crate::render::{RenderedRoute, Renderer, TemplateEngine};
use crate::site::{Route, Site};

/// A site, the theme that it is shown with, and what is wrong with both.
pub struct Snapshot {
    /// The site.
    pub site: Site,
    /// Its theme.
    pub engine: Arc<TemplateEngine>,
    /// What is wrong with the sources, each seen by itself.
    pub of_sources: Diagnostics,
    pub(super) world: DiskWorld,
    pub(super) recent: Arc<RecentTexts>,
    pub(super) checked: OnceLock<Diagnostics>,
    rendered: Mutex<BTreeMap<String, Diagnostics>>,
    next_change: OnceLock<Option<Timestamp>>,
}

impl Snapshot {
    pub(super) fn new(
        site: Site,
        engine: Arc<TemplateEngine>,
        of_sources: Diagnostics,
        world: DiskWorld,
        recent: Arc<RecentTexts>,
    ) -> Self {
        let (checked, rendered, next_change) = (OnceLock::new(), Mutex::default(), OnceLock::new());
        Self {
            site,
            engine,
            of_sources,
            world,
            recent,
            checked,
            rendered,
            next_change,
        }
    }

    /// The site's folder, as the address of an editor's own link needs it.
    pub fn root(&self) -> String {
        in_slashes(self.world.root())
    }

    /// When the site next looks different without anyone touching it.
    pub(super) fn next_change(&self) -> Option<Timestamp> {
        *self.next_change.get_or_init(|| next_change(&self.site))
    }

    /// The texts of its documents.
    pub(super) fn texts(&self) -> ServedTexts<'_> {
        ServedTexts {
            world: &self.world,
            recent: &self.recent,
        }
    }

    /// Opens a file of the site, to be read piece by piece.
    pub(super) fn open(&self, path: &SourcePath) -> Result<Box<dyn OpenFile>, StaleSource> {
        self.world
            .open(path)
            .map_err(|reason| StaleSource::refused(path, &reason))
    }

    /// The bytes of a route, as a build would write them, and what was found while it was made.
    pub fn render(&self, route: &Route) -> Result<RenderedRoute, StaleSource> {
        let texts = self.texts();
        let rendered = Renderer::new(&self.site, &self.engine, &texts).render(route)?;
        let mut all = self.rendered.lock().unwrap_or_else(PoisonError::into_inner);
        let url = route.url.as_str().to_owned();
        if rendered.found.is_empty() {
            all.remove(&url);
        } else {
            all.insert(url, rendered.found.clone());
        }
        Ok(rendered)
    }

    /// Takes over what was found on the pages of another snapshot, whose pages are the same.
    pub(super) fn keep_rendered(&self, last: &Self) {
        let of_last = last
            .rendered
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        self.rendered
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(of_last);
    }

    /// Everything that is known to be wrong by now: in the sources, in how they fit, on the pages that were asked for.
    pub fn findings(&self) -> Diagnostics {
        let rendered = self.rendered.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = self.of_sources.clone();
        found.extend(self.checked.get().cloned().into_iter().flatten());
        found.extend(rendered.values().cloned().flatten());
        found.sort();
        found
    }

    /// Whether it is known by now how the parts of the site fit.
    pub fn is_checked(&self) -> bool {
        self.checked.get().is_some()
    }
}

/// A path as addresses write it.
pub(super) fn in_slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
