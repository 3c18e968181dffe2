//! Snapshot of the site as it is served at one moment: immutable, shared by every request of that moment.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use parking_lot::Mutex;

use super::cached_files::CachedFiles;
use crate::content::StaleSource;
use crate::diagnostic::Diagnostics;
use crate::render::{RenderedRoute, Renderer, TemplateEngine};
use crate::site::{Route, Site, ValidityWindow};

/// A site, the theme that it is shown with, and the diagnostics of both.
pub(crate) struct Snapshot {
    /// The site.
    pub site: Site,
    /// The compiled theme.
    pub engine: Arc<TemplateEngine>,
    /// Diagnostics of the sources, each seen by itself.
    pub source_diagnostics: Diagnostics,
    pub(super) files: Arc<CachedFiles>,
    pub(super) checked: OnceLock<Diagnostics>,
    rendered: Mutex<BTreeMap<String, Diagnostics>>,
    validity: OnceLock<ValidityWindow>,
}

impl Snapshot {
    pub(super) fn new(
        site: Site,
        engine: Arc<TemplateEngine>,
        source_diagnostics: Diagnostics,
        files: Arc<CachedFiles>,
    ) -> Self {
        Self {
            site,
            engine,
            source_diagnostics,
            files,
            checked: OnceLock::new(),
            rendered: Mutex::default(),
            validity: OnceLock::new(),
        }
    }

    /// The interval in which the site looks the same unless somebody edits it.
    pub(super) fn validity(&self) -> ValidityWindow {
        *self
            .validity
            .get_or_init(|| ValidityWindow::of_site(&self.site))
    }

    /// Renders a route to the bytes that a build would write.
    pub(crate) fn render(&self, route: &Route) -> Result<RenderedRoute, StaleSource> {
        let rendered = Renderer::new(&self.site, &self.engine, &*self.files).render(route)?;
        let mut all = self.rendered.lock();
        let url = route.url.as_str().to_owned();
        if rendered.diagnostics.is_empty() {
            all.remove(&url);
        } else {
            all.insert(url, rendered.diagnostics.clone());
        }
        Ok(rendered)
    }

    /// Takes over the diagnostics of the pages of another snapshot, whose pages are the same.
    pub(super) fn keep_rendered(&self, last: &Self) {
        let of_last = last.rendered.lock().clone();
        self.rendered.lock().extend(of_last);
    }

    /// Diagnostics known by now: of the sources, of the site, and of the pages that were requested.
    pub(crate) fn diagnostics(&self) -> Diagnostics {
        let rendered = self.rendered.lock();
        let mut found = self.source_diagnostics.clone();
        found.extend(self.checked.get().cloned().into_iter().flatten());
        found.extend(rendered.values().cloned().flatten());
        found.sort();
        found
    }

    /// Returns true if the site has been checked.
    pub(crate) fn is_checked(&self) -> bool {
        self.checked.get().is_some()
    }
}
