//! Which answers of the site are other ones than those that the last build's routes were given.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::{BuildInputs, PreviousBuild};
use crate::content::{BodyFacts, Document, DocumentKind};
use crate::render::{Dependency, SourceId, fingerprint, global_fingerprint};
use crate::site::{DocumentId, Site, SiteDiagnostics, SiteSources, UnreadFiles};
use crate::sources::{FileIndex, PreviousFacts, Project};

/// Of each recorded read whether its answer is another, and what does not fit in the site.
/// `None` when nothing can be said, so that all is to be made again.
pub(super) fn changed_dependencies(
    recalled: &PreviousBuild,
    project: &Project,
    site: &Site,
    files: &FileIndex,
    asked: &BuildInputs<'_>,
) -> Option<(Vec<bool>, SiteDiagnostics)> {
    let (old, sources) = (&recalled.facts, &project.sources);
    let is_comparable = old.around.reading == project.parse_context
        && old.around.ground == global_fingerprint(site)
        && same_paths(&old.documents, &sources.documents)
        && old
            .around
            .files
            .iter()
            .map(|file| &file.path)
            .eq(sources.files.iter().map(|file| &file.path));
    if !is_comparable {
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
    let has_same_form = recalled.index.showing == asked.showing
        && recalled.index.quiet.contains(asked.now)
        && old.around.files == sources.files
        && changed
            .iter()
            .all(|&at| same_outline(&old.documents[at], &sources.documents[at]));
    let changed: BTreeSet<DocumentId> = changed.into_iter().map(DocumentId::new).collect();
    let is_same_file = |id: crate::site::FileId| {
        let path = &site.file(id).path;
        let stat = files.fingerprint(path);
        stat.is_some() && stat == recalled.fingerprint(path)
    };
    let is_source_changed = |dependency: &Dependency| match dependency.whole_source() {
        Some(SourceId::Document(id)) => changed.contains(&id),
        Some(SourceId::File(id)) => !is_same_file(id),
        None => false,
    };
    let reads = &old.around.reads;
    if has_same_form {
        let mut checked = old.around.checked.clone();
        checked.documents.retain(|id, _| !changed.contains(id));
        checked
            .documents
            .extend(site.findings_of(changed.iter().copied()));
        return Some((reads.par_iter().map(is_source_changed).collect(), checked));
    }
    let before = as_it_was(recalled, sources)?;
    let is_stale = reads
        .par_iter()
        .map_init(Default::default, |(one, other), read| {
            is_source_changed(read) || {
                fingerprint(&before, read, one);
                fingerprint(site, read, other);
                one != other
            }
        });
    Some((is_stale.collect(), site.findings()))
}

fn same_paths(old: &[Arc<Document>], new: &[Arc<Document>]) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.path == new.path)
}

/// Whether two states of a document differ at most in what only its own page and those that read all
/// of its facts are made of.
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

/// The site of the last build. Its settings, theme and plans are those of today.
fn as_it_was(recalled: &PreviousBuild, today: &SiteSources) -> Option<Site> {
    let sources = SiteSources {
        config: today.config.clone(),
        theme: Arc::clone(&today.theme),
        documents: recalled.facts.documents.clone(),
        files: recalled.facts.around.files.clone(),
        plans: today.plans.clone(),
        unit_names: today.unit_names.clone(),
        unread: UnreadFiles::default(),
    };
    Some(Site::new(
        &sources,
        recalled.facts.now()?,
        recalled.index.showing,
    ))
}
