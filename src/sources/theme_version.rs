//! A version of the theme: its sources and its compiled templates, which belong together.

use std::sync::Arc;

use super::SourceChange;
use crate::content::theme::{self, ThemeAsset, ThemeSource};
use crate::content::{SiteConfig, SourcePath, World};
use crate::diagnostic::Diagnostics;
use crate::render::TemplateEngine;
use crate::url::BaseUrl;

/// Sources of a theme, compiled for a site.
#[derive(Default)]
pub(super) struct ThemeVersion {
    pub(super) source: Arc<ThemeSource>,
    /// The compiled templates; `None` when one of them is faulty.
    pub(super) engine: Option<Arc<TemplateEngine>>,
    base: BaseUrl,
}

impl ThemeVersion {
    /// Reads and compiles the theme that the settings name.
    pub(super) fn read(
        world: &dyn World,
        files: &[SourcePath],
        config: &SiteConfig,
    ) -> (Self, Diagnostics) {
        let (source, mut found) = theme::read(world, files, config);
        let (engine, of_engine) = TemplateEngine::compile(&source, &config.base);
        found.extend(of_engine);
        let version = Self {
            source: Arc::new(source),
            engine: engine.map(Arc::new),
            base: config.base.clone(),
        };
        (version, found)
    }

    /// Returns the extent of the change when this version replaces an older one.
    pub(super) fn change_from(&self, older: &Self) -> SourceChange {
        let new = &self.source;
        let old = &older.source;
        if self.base != older.base {
            return SourceChange::Theme;
        }
        if new.digest == old.digest {
            return SourceChange::Nothing;
        }
        let has_same_pages = new.templates == old.templates
            && new.options == old.options
            && other_than_sheets(new).eq(other_than_sheets(old));
        if has_same_pages {
            SourceChange::StyleSheets
        } else {
            SourceChange::Theme
        }
    }
}

fn other_than_sheets(source: &ThemeSource) -> impl Iterator<Item = &ThemeAsset> {
    source
        .assets
        .iter()
        .filter(|asset| SourcePath::from(asset.name.as_str()).extension() != "css")
}
