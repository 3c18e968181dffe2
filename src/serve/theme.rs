//! A theme that can be used: its sources and its compiled templates, which belong together.

use std::sync::Arc;

use super::workshop::Change;
use crate::content::theme::{Asset, ThemeSource, read};
use crate::content::{SiteConfig, SourcePath, World};
use crate::diagnostic::Diagnostics;
use crate::render::Engine;
use crate::url::Base;

/// A theme, compiled for a site.
pub(super) struct Theme {
    pub(super) source: Arc<ThemeSource>,
    pub(super) engine: Arc<Engine>,
    base: Base,
}

/// Reads and compiles the theme that a site names; `None` when it is faulty.
pub(super) fn read_theme(
    world: &dyn World,
    files: &[SourcePath],
    config: &SiteConfig,
) -> (Option<Theme>, Diagnostics) {
    let (source, mut found) = read(world, files, config);
    let (engine, of_engine) = Engine::compile(&source, &config.base);
    found.extend(of_engine);
    let theme = engine.filter(|_| !found.has_errors()).map(|engine| Theme {
        source: Arc::new(source),
        engine: Arc::new(engine),
        base: config.base.clone(),
    });
    (theme, found)
}

impl Theme {
    /// What of the site differs because of it from what an older one made.
    pub(super) fn change_from(&self, older: &Self) -> Change {
        if self.source.digest == older.source.digest && self.base == older.base {
            return Change::Nothing;
        }
        let (new, old) = (&self.source, &older.source);
        let same_pages = self.base == older.base
            && new.templates == old.templates
            && new.options == old.options
            && other_than_sheets(new).eq(other_than_sheets(old));
        if same_pages {
            Change::Styles
        } else {
            Change::Pages
        }
    }
}

fn other_than_sheets(source: &ThemeSource) -> impl Iterator<Item = &Asset> {
    source
        .assets
        .iter()
        .filter(|asset| SourcePath::from(asset.name.as_str()).extension() != "css")
}
