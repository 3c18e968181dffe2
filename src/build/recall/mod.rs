//! What the last build knew, and what of it still holds.
//!
//! A record says: with these answers of the site, these bytes come out. That stays true whatever
//! happens to the disk; so a record may be lost or old, and never wrong. A route whose answers are
//! the same, and whose output stands as it was left, need not be made again.

mod interner;
mod quiet;
mod record;
mod sealed;
mod unaffected;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;

use super::listing::{Listing, digest};
use super::project::Project;
use crate::content::{Digest, Document, SourcePath, Stat, World};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output::{Left, Records};
use crate::render::{Read, ground};
use crate::site::{Findings, Route, Showing, Site, SiteFile, What};

pub(super) use interner::Interner;
use interner::leave_out_unused;
use quiet::Quiet;
use record::{Around, Facts, Index, RouteRecord, SourceRecord, print_facts};

/// The index of the last build.
pub(super) struct Last(Index);

impl Last {
    /// The last build's index, if there is one that can be used.
    pub(super) fn load(records: &Records<'_>) -> Option<Self> {
        Index::load(records).map(Self)
    }

    /// Whether a site would come out as it did: the same files, asked for in the same way, and
    /// nothing that was to happen meanwhile.
    pub(super) fn is_of(&self, world: &dyn World, listing: &Listing, asked: &Asked<'_>) -> bool {
        let Self(index) = self;
        let is_same = |(at, source): (usize, &SourceRecord)| {
            let stat = listing.stats[at];
            listing.files[at] == source.path
                && (stat.is_some() && stat == source.stat
                    || source.digest.is_some() && digest(world, &source.path) == source.digest)
        };
        index.showing == asked.showing
            && index.base_url.as_deref() == asked.base_url
            && index.quiet.holds(asked.now)
            && listing.unlisted.is_empty()
            && listing.files.len() == index.sources.len()
            && index.sources.par_iter().enumerate().all(is_same)
    }

    /// Every output as it was left.
    pub(super) fn outputs(&self) -> &[(String, Left)] {
        &self.0.outputs
    }

    /// All that was found.
    pub(super) fn found(&self) -> &Diagnostics {
        &self.0.found
    }

    /// How many pages there are.
    pub(super) fn pages(&self) -> usize {
        self.0.pages
    }

    /// The index with the marks of today, if they differ.
    pub(super) fn refreshed(
        &self,
        listing: &Listing,
        outputs: impl Iterator<Item = (String, Left)>,
    ) -> Option<(&'static str, Vec<Vec<u8>>)> {
        let outputs: Vec<(String, Left)> = outputs.collect();
        let is_same = outputs == self.0.outputs
            && self.0.sources.iter().zip(&listing.stats).all(|(source, stat)| source.stat == *stat);
        if is_same {
            return None;
        }
        let mut index = Index { outputs, ..self.0.clone() };
        for (source, stat) in index.sources.iter_mut().zip(&listing.stats) {
            source.stat = *stat;
        }
        Some(index.print())
    }

    /// All that the last build knew.
    pub(super) fn recall(self, records: &Records<'_>) -> Option<Recalled> {
        let facts = Facts::load(records, &self.0)?;
        Some(Recalled { index: self.0, facts })
    }
}

/// How a build was asked for, as far as it changes what comes out.
#[derive(Clone, Copy)]
pub(super) struct Asked<'r> {
    pub(super) showing: Showing,
    pub(super) base_url: Option<&'r str>,
    pub(super) now: Timestamp,
}

/// All that the last build knew.
pub(super) struct Recalled {
    index: Index,
    facts: Facts,
}

/// What still holds of it.
pub(super) struct Standing<'r> {
    recalled: &'r Recalled,
    /// Of each read whether its answer is another.
    is_stale: Vec<bool>,
    by_output: HashMap<&'r str, usize>,
    /// What does not fit in the site.
    pub(super) checked: Findings,
}

/// A route that need not be made again.
#[derive(Clone, Copy)]
pub(super) struct Sound<'r> {
    /// Its number.
    pub(super) number: usize,
    pub(super) left: &'r Left,
    pub(super) found: &'r [Diagnostic],
}

impl Recalled {
    pub(super) fn reading(&self) -> Digest {
        self.facts.around.reading
    }

    /// A document and what was wrong in it.
    pub(super) fn document(&self, path: &SourcePath) -> Option<(&Arc<Document>, Diagnostics)> {
        let documents = &self.facts.documents;
        let at = documents.binary_search_by(|document| document.path.cmp(path)).ok()?;
        let parsed = &self.facts.around.parsed;
        let found = parsed.binary_search_by_key(&(at as u32), |(number, _)| *number).ok();
        Some((&documents[at], found.map(|at| parsed[at].1.clone()).unwrap_or_default()))
    }

    /// What was known of a file.
    pub(super) fn file(&self, path: &SourcePath) -> Option<&SiteFile> {
        let files = &self.facts.around.files;
        files.binary_search_by(|file| file.path.cmp(path)).ok().map(|at| &files[at])
    }

    /// The marks of a file.
    pub(super) fn stat(&self, path: &SourcePath) -> Option<Stat> {
        self.index.source(path)?.stat
    }

    /// What still holds of a site that is made of other sources now.
    pub(super) fn standing(
        &self,
        project: &Project,
        site: &Site,
        listing: &Listing,
        asked: &Asked<'_>,
    ) -> Option<Standing<'_>> {
        let (is_stale, checked) = unaffected::stale(self, project, site, listing, asked)?;
        let routes = self.facts.around.routes.iter().enumerate();
        let by_output = routes
            .filter_map(|(at, route)| Some((self.index.outputs.get(route.output as usize)?.0.as_str(), at)))
            .collect();
        Some(Standing { recalled: self, is_stale, by_output, checked })
    }
}

impl<'r> Standing<'r> {
    /// How many reads have a number.
    pub(super) fn reads(&self) -> usize {
        self.is_stale.len()
    }

    /// The route as it was made, if it would come out the same.
    pub(super) fn sound(&self, site: &Site, route: &Route, path: &str) -> Option<Sound<'r>> {
        let &number = self.by_output.get(path)?;
        let record = self.recalled.facts.around.routes.get(number)?;
        let holds = |read: &u32| self.is_stale.get(*read as usize) == Some(&false);
        let left = &self.recalled.index.outputs.get(record.output as usize)?.1;
        let is_sound = record.what == name_of(site, &route.what) && record.reads.iter().all(holds);
        is_sound.then_some(Sound { number, left, found: &record.found })
    }
}

/// What stands at a route, by a name that stays.
fn name_of(site: &Site, what: &What) -> String {
    match what {
        What::Document(id) => format!("document {}", site.document(*id).path),
        What::Redirect(id) => format!("redirect {}", site.document(*id).path),
        What::File(id) => format!("file {}", site.file(*id).path),
        other => format!("{other:?}"),
    }
}

/// How a route was come by.
pub(super) enum Made {
    /// It is as the last build made it: the route's number.
    Kept(usize),
    /// It was made, and read this.
    New(Vec<u32>),
    /// It was not made.
    Not,
}

/// All that a build knows when it ends well.
pub(super) struct Knowledge<'b> {
    pub(super) project: &'b Project,
    pub(super) site: &'b Site,
    pub(super) listing: &'b Listing,
    pub(super) asked: Asked<'b>,
    pub(super) digests: &'b [(SourcePath, Option<Digest>)],
    pub(super) checked: &'b Findings,
    pub(super) found: &'b Diagnostics,
    pub(super) pages: usize,
    /// In the order of the site's routes.
    pub(super) routes: &'b [(Made, Diagnostics)],
    pub(super) standing: Option<&'b Standing<'b>>,
    pub(super) interner: &'b Interner,
}

impl Knowledge<'_> {
    /// The records of it.
    pub(super) fn print(
        &self,
        outputs: &std::collections::BTreeMap<String, Left>,
    ) -> Vec<(&'static str, Vec<Vec<u8>>)> {
        let outputs: Vec<(String, Left)> = outputs.iter().map(|(path, left)| (path.clone(), *left)).collect();
        let mut routes = self.routes(&outputs);
        let new = self.interner.take();
        let old = self.standing.map_or(&[][..], |of| &of.recalled.facts.around.reads);
        let mut reads: Vec<&Read> = old.iter().chain(&new).collect();
        leave_out_unused(&mut reads, &mut routes);
        let Asked { now, showing, base_url } = self.asked;
        let documents: Vec<&Document> = self.site.documents.iter().map(|(_, document)| document).collect();
        let mut quiet = Quiet::day(now, &self.site.config.zone);
        for document in &documents {
            quiet.interrupt_by(now, document, &self.site.config.zone);
        }
        for read in &reads {
            if let Read::Clock(at) = read {
                quiet.interrupt(now, *at);
            }
        }
        let number = |path: &SourcePath| self.site.documents.find(path).map(|id| id.index() as u32);
        let parsed = &self.project.parsed;
        let around = Around {
            now: (now.as_second(), now.subsec_nanosecond()),
            ground: ground(self.site),
            reading: self.project.reading,
            files: self.project.sources.files.clone(),
            parsed: parsed.iter().filter_map(|(path, found)| Some((number(path)?, found.clone()))).collect(),
            checked: self.checked.clone(),
            reads,
            routes,
        };
        let (facts, seal) = print_facts(&around, &documents);
        let index = Index {
            showing,
            base_url: base_url.map(str::to_owned),
            quiet,
            sources: self.sources(),
            outputs,
            pages: self.pages,
            found: self.found.clone(),
            facts: seal,
        };
        vec![facts, index.print()]
    }

    fn sources(&self) -> Vec<SourceRecord> {
        let digest = |path: &SourcePath| match self.site.documents.find(path) {
            Some(id) => Some(self.site.document(id).digest),
            None => self.digests.iter().find(|(of, _)| of == path).and_then(|(_, digest)| *digest),
        };
        let files = self.listing.files.iter().zip(&self.listing.stats);
        files
            .map(|(path, stat)| SourceRecord { path: path.clone(), stat: *stat, digest: digest(path) })
            .collect()
    }

    fn routes(&self, outputs: &[(String, Left)]) -> Vec<RouteRecord> {
        let mut records = Vec::with_capacity(self.routes.len());
        for (route, (made, found)) in self.site.routes().iter().zip(self.routes) {
            let reads = match made {
                Made::Not => continue,
                Made::New(reads) => reads.clone(),
                Made::Kept(number) => self
                    .standing
                    .map(|of| of.recalled.facts.around.routes[*number].reads.clone())
                    .unwrap_or_default(),
            };
            let path = route.url.output_path();
            let Ok(at) = outputs.binary_search_by(|(other, _)| other.as_str().cmp(&path)) else { continue };
            records.push(RouteRecord {
                output: at as u32,
                what: name_of(self.site, &route.what),
                is_page: route.what.is_page(),
                reads,
                found: found.iter().cloned().collect(),
            });
        }
        records
    }
}
