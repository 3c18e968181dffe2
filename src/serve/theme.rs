//! A theme that can be used: its sources and its compiled templates, which belong together.

use std::sync::Arc;

use super::workshop::SourceChange;
use crate::content::theme::{ThemeAsset, ThemeSource, read};
use crate::content::{SiteConfig, SourcePath, World};
use crate::diagnostic::Diagnostics;
use crate::render::TemplateEngine;
use crate::url::BaseUrl;

/// A theme, compiled for a site.
pub(super) struct CompiledTheme {
    pub(super) source: Arc<ThemeSource>,
    pub(super) engine: Arc<TemplateEngine>,
    base: BaseUrl,
}

/// Reads and compiles the theme that a site names; `None` when it is faulty.
pub(super) fn read_theme(
    world: &dyn World,
    files: &[SourcePath],
    config: &SiteConfig,
) -> (Option<CompiledTheme>, Diagnostics) {
    let (source, mut found) = read(world, files, config);
    let (engine, of_engine) = TemplateEngine::compile(&source, &config.base);
    found.extend(of_engine);
    let theme = engine
        .filter(|_| !found.has_errors())
        .map(|engine| CompiledTheme {
            source: Arc::new(source),
            engine: Arc::new(engine),
            base: config.base.clone(),
        });
    (theme, found)
}

impl CompiledTheme {
    /// What of the site differs because of it from what an older one made.
    pub(super) fn change_from(&self, older: &Self) -> SourceChange {
        if self.source.digest == older.source.digest && self.base == older.base {
            return SourceChange::Nothing;
        }
        let (new, old) = (&self.source, &older.source);
        let same_pages = self.base == older.base
            && new.templates == old.templates
            && new.options == old.options
            && other_than_sheets(new).eq(other_than_sheets(old));
        if same_pages {
            SourceChange::Styles
        } else {
            SourceChange::Pages
        }
    }
}

fn other_than_sheets(source: &ThemeSource) -> impl Iterator<Item = &ThemeAsset> {
    source
        .assets
        .iter()
        .filter(|asset| SourcePath::from(asset.name.as_str()).extension() != "css")
}
