//! A site's folder, read: configuration, theme, documents.

use std::sync::Arc;

use super::profile::{Laps, Phase};
use crate::content::{SiteConfig, SourcePath, World, config, read_source, theme};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::markdown::BlockNames;
use crate::render::Engine;
use crate::says;
use crate::site::{Sources, load};

/// A site's folder, read and parsed.
pub struct Project {
    /// What the site is made of.
    pub sources: Sources,
    /// The theme, compiled; `None` when a template is faulty.
    pub engine: Option<Engine>,
    /// How long each part of the reading took.
    pub laps: Laps,
}

/// Reads a site's folder; `base_url` stands in for that of `site.yaml`.
pub fn read(world: &dyn World, base_url: Option<&str>) -> (Project, Diagnostics) {
    let mut laps = Laps::default();
    let (files, unlisted) = world.files();
    laps.end(Phase::List);
    let mut found: Diagnostics = unlisted
        .into_iter()
        .map(|unlisted| {
            Diagnostic::new(Code::SourceUnreadable, says!("读不出来", "cannot be read"))
                .at(Place::file(unlisted.path))
                .quote(unlisted.reason.to_string())
        })
        .collect();
    let (config, of_config) = configuration(world, base_url);
    found.extend(of_config);
    let (theme, of_theme) = theme::read(world, &files, &config.theme);
    found.extend(of_theme);
    let (engine, of_engine) = Engine::compile(&theme, &config.base);
    found.extend(of_engine);
    laps.end(Phase::Theme);
    let fallback = BlockNames::default();
    let blocks = engine.as_ref().map_or(&fallback, Engine::blocks);
    let (sources, of_sources) = load(world, &files, config, Arc::new(theme), blocks);
    // Which components there are is not known while a template is faulty.
    let told = |finding: &Diagnostic| engine.is_some() || finding.code != Code::BlockUnknown;
    found.extend(of_sources.into_iter().filter(told));
    laps.end(Phase::Read);
    (Project { sources, engine, laps }, found)
}

fn configuration(world: &dyn World, base_url: Option<&str>) -> (SiteConfig, Diagnostics) {
    let path = SourcePath::from(SiteConfig::PATH);
    let (source, mut found) = read_source(world, &path);
    let Some(source) = source else { return (SiteConfig::default(), found) };
    let (config, of_config) = config::read(&path, &source.text);
    found.extend(of_config);
    let Some(base_url) = base_url else { return (config, found) };
    let (config, of_base) = config.with_base_url(base_url);
    let mut found: Diagnostics =
        found.into_iter().filter(|found| found.code != Code::SiteNoBaseUrl).collect();
    found.extend(of_base);
    (config, found)
}
