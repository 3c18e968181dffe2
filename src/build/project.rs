//! A site's folder, read: configuration, theme, documents. What an earlier build read and is the
//! same still is taken from its record.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::body_store::{BodyBudget, BodyStore, StoredBody};
use super::listing::{self, Listing};
use super::profile::{BuildPhase, Stopwatch};
use super::recall::PreviousBuild;
use crate::content::{
    DocumentKind, SiteConfig, SourceDigest, SourcePath, UNIT_NAMES, World, config, read_source,
    theme,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::markdown::BlockNames;
use crate::render::TemplateEngine;
use crate::site::{
    FileRole, ParseContext, ParsedDocument, SiteSources, UnreadFiles, part_of, read_file,
    read_unit_names,
};

/// A site's folder, read and parsed.
pub struct Project {
    /// What the site is made of.
    pub sources: SiteSources,
    /// The theme, compiled; `None` when a template is faulty.
    pub engine: Option<TemplateEngine>,
    /// What is wrong with what every page stands on: settings, theme, units.
    pub(super) of_ground: Diagnostics,
    /// How its documents were read.
    pub(super) reading: SourceDigest,
    /// What is wrong in documents, each by itself.
    pub(super) parsed: BTreeMap<SourcePath, Diagnostics>,
    /// Bodies that were made when their documents were read.
    pub(super) bodies: BodyStore,
}

/// Reads a site's folder; `base_url` stands in for that of `site.yaml`.
pub fn read(world: &dyn World, base_url: Option<&str>) -> (Project, Diagnostics) {
    let (listing, watch) = (Listing::of(world), Stopwatch::start());
    let (project, mut found) = read_listed(world, base_url, &listing, None, false, &watch);
    found.extend(project.of_ground.iter().cloned());
    found.extend(project.parsed.values().flat_map(Diagnostics::iter).cloned());
    (project, found)
}

/// Reads the files of a listing. What is wrong in documents and with the ground is not among the findings: the project
/// has it. If the site is to be rendered, the HTML of bodies is made at once.
pub(super) fn read_listed(
    world: &dyn World,
    base_url: Option<&str>,
    listing: &Listing,
    recalled: Option<&PreviousBuild>,
    is_to_be_rendered: bool,
    watch: &Stopwatch,
) -> (Project, Diagnostics) {
    let files = &listing.files;
    let (config, mut of_ground) = settings(world, base_url);
    let (theme, of_theme) = theme::read(world, files, &config);
    of_ground.extend(of_theme);
    let (engine, of_engine) = TemplateEngine::compile(&theme, &config.base);
    of_ground.extend(of_engine);
    let (of_chain, mut found) = listing.faults(&theme.chain);
    of_ground.extend(of_chain);
    watch.end(BuildPhase::Theme);
    let fallback = BlockNames::default();
    let blocks = engine.as_ref().map_or(&fallback, TemplateEngine::blocks);
    let names = files.iter().find(|path| path.as_str() == UNIT_NAMES);
    let (unit_names, of_names) = names
        .map(|path| read_unit_names(world, path))
        .unwrap_or_default();
    of_ground.extend(of_names);
    let reading = ParseContext::new(&config, blocks, unit_names.clone());
    let digest = *blake3::hash(format!("{reading:?}").as_bytes()).as_bytes();
    let reader = ProjectReader {
        world,
        listing,
        recalled: recalled.filter(|of| of.reading() == digest),
    };
    let mut sources = SiteSources {
        config,
        theme: Arc::new(theme),
        documents: Vec::new(),
        files: Vec::new(),
        plans: Vec::new(),
        unit_names,
        unread: UnreadFiles::unlisted(
            listing
                .unlisted
                .iter()
                .map(|unlisted| unlisted.path.as_str()),
        ),
    };
    let room = if is_to_be_rendered {
        BodyBudget::new(files.len())
    } else {
        BodyBudget::none()
    };
    let unlisted = listing
        .unlisted
        .iter()
        .filter_map(|unlisted| reading.unlisted(&unlisted.path));
    sources.documents.extend(unlisted);
    let (parsed, bodies) = reader.documents(&reading, &mut sources, room, engine.is_some());
    found.extend(reader.files(&mut sources));
    watch.end(BuildPhase::Read);
    (
        Project {
            sources,
            engine,
            of_ground,
            reading: digest,
            parsed,
            bodies,
        },
        found,
    )
}

struct ProjectReader<'r> {
    world: &'r dyn World,
    listing: &'r Listing,
    /// What an earlier build read in the same way.
    recalled: Option<&'r PreviousBuild>,
}

impl ProjectReader<'_> {
    fn documents(
        &self,
        reading: &ParseContext,
        sources: &mut SiteSources,
        room: BodyBudget,
        has_engine: bool,
    ) -> (BTreeMap<SourcePath, Diagnostics>, BodyStore) {
        // Which components there are is not known while a template is faulty.
        let told = |finding: &Diagnostic| has_engine || finding.code != Code::BlockUnknown;
        let texts: Vec<&SourcePath> = self
            .listing
            .files
            .iter()
            .filter(|path| part_of(path) == FileRole::Document)
            .collect();
        let read = texts
            .par_iter()
            .map(|path| (*path, self.document(reading, path, &room)))
            .collect::<Vec<_>>();
        let (mut faults, mut bodies) = (BTreeMap::new(), Vec::with_capacity(read.len()));
        for (
            path,
            (
                ParsedDocument {
                    document,
                    plan,
                    found,
                    ..
                },
                body,
            ),
        ) in read
        {
            bodies.extend(body.map(|body| (path.clone(), body)));
            if document.is_unread {
                sources.unread.add(path);
            }
            sources.documents.push(document);
            sources.plans.extend(plan);
            let found: Diagnostics = found.into_iter().filter(told).collect();
            if !found.is_empty() {
                faults.insert(path.clone(), found);
            }
        }
        (faults, room.filled(bodies.into_iter()))
    }

    /// A document, and its body if there is room for it.
    fn document(
        &self,
        reading: &ParseContext,
        path: &SourcePath,
        room: &BodyBudget,
    ) -> (ParsedDocument, Option<StoredBody>) {
        if let Some(recalled) = self.as_recalled(path) {
            return (recalled, None);
        }
        let mut parsed = reading.document_and_html(self.world, path, room.is_left());
        let body = parsed.unlinked.take().and_then(|body| room.take_in(body));
        (parsed, body)
    }

    /// A document whose file is as it was. A plan is read anew: its record does not hold all of it.
    fn as_recalled(&self, path: &SourcePath) -> Option<ParsedDocument> {
        let (document, found) = self.recalled?.document(path)?;
        let is_marked = || {
            let stat = self.listing.stat(path);
            stat.is_some() && stat == self.recalled.and_then(|of| of.stat(path))
        };
        let is_same = document.kind != DocumentKind::Plan
            && (is_marked() || listing::digest(self.world, path) == Some(document.digest));
        is_same.then(|| ParsedDocument {
            document: Arc::clone(document),
            plan: None,
            found,
            unlinked: None,
        })
    }

    fn files(&self, sources: &mut SiteSources) -> Diagnostics {
        let mut found = Diagnostics::new();
        for path in self
            .listing
            .files
            .iter()
            .filter(|path| part_of(path) == FileRole::File)
        {
            let known = || {
                let stat = self.listing.stat(path)?;
                self.recalled
                    .filter(|of| of.stat(path) == Some(stat))?
                    .file(path)
                    .cloned()
            };
            match known().map_or_else(|| read_file(self.world, path), Ok) {
                Ok(file) => sources.files.push(file),
                Err(unreadable) => {
                    sources.unread.add(path);
                    found.push(*unreadable);
                }
            }
        }
        found
    }
}

/// Reads `site.yaml`; `base_url` stands in for the address that it gives.
pub fn settings(world: &dyn World, base_url: Option<&str>) -> (SiteConfig, Diagnostics) {
    let path = SourcePath::from(SiteConfig::PATH);
    let (source, mut found) = read_source(world, &path);
    let Some(source) = source else {
        return (SiteConfig::default(), found);
    };
    let (config, of_config) = config::read(&path, &source.text);
    found.extend(of_config);
    let Some(base_url) = base_url else {
        return (config, found);
    };
    let (config, of_base) = config.with_base_url(base_url);
    let mut found: Diagnostics = found
        .into_iter()
        .filter(|found| found.code != Code::SiteNoBaseUrl)
        .collect();
    found.extend(of_base);
    (config, found)
}
