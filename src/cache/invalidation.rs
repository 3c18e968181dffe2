//! Invalidation: the cached dependencies whose results differ from the previous build's.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::{BuildInputs, PreviousBuild};
use crate::content::{BodyFacts, Document, DocumentKind};
use crate::render::{Dependency, QueryFingerprint, SourceId, fingerprint, global_fingerprint};
use crate::site::{DocumentId, Site, SiteDiagnostics, SiteSources, UnreadFiles};
use crate::sources::{FileIndex, PreviousFacts, Project};

/// For each cached dependency, whether its result changed; and the diagnostics of the whole site. `None` if
/// the two sites cannot be compared, so that everything must be rendered.
pub(super) fn changed_dependencies(
    previous: &PreviousBuild,
    project: &Project,
    site: &Site,
    files: &FileIndex,
    inputs: &BuildInputs<'_>,
) -> Option<(Vec<bool>, SiteDiagnostics)> {
    let old = &previous.facts;
    let sources = &project.sources;
    if !is_comparable(previous, project, site) {
        return None;
    }
    let changed: Vec<usize> = (0..old.documents.len())
        .filter(|&at| old.documents[at].digest != sources.documents[at].digest)
        .collect();
    let is_plan = |at: &usize| {
        old.documents[*at].kind == DocumentKind::Plan
            || sources.documents[*at].kind == DocumentKind::Plan
    };
    if changed.iter().any(is_plan) {
        return None;
    }
    let has_same_outline = previous.index.visibility == inputs.visibility
        && previous.index.validity.contains(inputs.now)
        && old.header.files == sources.files
        && changed
            .iter()
            .all(|&at| same_outline(&old.documents[at], &sources.documents[at]));
    let changed: BTreeSet<DocumentId> = changed.into_iter().map(DocumentId::new).collect();
    let is_same_file = |id| {
        let path = &site.file(id).path;
        let fingerprint = files.fingerprint(path);
        fingerprint.is_some() && fingerprint == previous.fingerprint(path)
    };
    let is_source_changed = |dependency: &Dependency| match dependency.whole_source() {
        Some(SourceId::Document(id)) => changed.contains(&id),
        Some(SourceId::File(id)) => !is_same_file(id),
        None => false,
    };
    let dependencies = old.header.dependencies.par_iter();
    if has_same_outline {
        let mut checked = old.header.checked.clone();
        checked.documents.retain(|id, _| !changed.contains(id));
        let checked_anew = site.findings_of(changed.iter().copied());
        checked.documents.extend(checked_anew);
        return Some((dependencies.map(is_source_changed).collect(), checked));
    }
    let before = previous_site(previous, sources)?;
    let is_changed = dependencies.map_init(
        || (QueryFingerprint::default(), QueryFingerprint::default()),
        |(then, now), dependency| {
            is_source_changed(dependency) || {
                fingerprint(&before, dependency, then);
                fingerprint(site, dependency, now);
                then != now
            }
        },
    );
    Some((is_changed.collect(), site.diagnostics()))
}

/// Returns true if queries on the previous site and on this one can be compared: the same settings, theme and paths.
fn is_comparable(previous: &PreviousBuild, project: &Project, site: &Site) -> bool {
    let old = &previous.facts;
    let sources = &project.sources;
    let old_documents = old.documents.iter().map(|document| &document.path);
    let documents = sources.documents.iter().map(|document| &document.path);
    let old_files = old.header.files.iter().map(|file| &file.path);
    let files = sources.files.iter().map(|file| &file.path);
    old.header.parse_context == project.parse_context
        && old.header.global == global_fingerprint(site)
        && old_documents.eq(documents)
        && old_files.eq(files)
}

/// Returns true if two states of a document differ at most in what its own page, and those that depend on all of its
/// facts, are made of.
fn same_outline(old: &Document, new: &Document) -> bool {
    let with_old_text = Document {
        digest: old.digest,
        body_start: old.body_start,
        key_lines: old.key_lines.clone(),
        body: BodyFacts {
            links: old.body.links.clone(),
            images: old.body.images.clone(),
            words: old.body.words,
            minutes: old.body.minutes,
            has_code: old.body.has_code,
            blocks: old.body.blocks.clone(),
            ..new.body.clone()
        },
        ..new.clone()
    };
    *old == with_old_text
}

/// Site of the previous build. Its settings, theme and plans are those of today.
fn previous_site(previous: &PreviousBuild, today: &SiteSources) -> Option<Site> {
    let sources = SiteSources {
        config: today.config.clone(),
        theme: Arc::clone(&today.theme),
        documents: previous.facts.documents.clone(),
        files: previous.facts.header.files.clone(),
        plans: today.plans.clone(),
        unit_names: today.unit_names.clone(),
        unread: UnreadFiles::default(),
    };
    let now = previous.facts.now()?;
    Some(Site::new(&sources, now, previous.index.visibility))
}
