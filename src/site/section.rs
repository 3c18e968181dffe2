//! Sections: the folders of `content/` and their documents.

use std::collections::BTreeMap;

use crate::content::config::Venue;
use crate::content::{DocumentKind, SiteConfig};
use crate::url::Url;

use super::path_info::introduction_rank;
use super::{DocumentId, DocumentSet};

/// Folder of the site and the documents that its list shows.
#[derive(Clone, Debug)]
pub struct Section {
    /// Folder under `content/`: `villages`; empty for the home page.
    pub folder: String,
    /// Title of the section.
    pub title: String,
    /// Document that introduces the section, if visible.
    pub index: Option<DocumentId>,
    /// Documents of the list, in list order.
    pub documents: Vec<DocumentId>,
    /// Documents of the folder itself, oldest first: the order of 上一篇 and 下一篇.
    pub own: Vec<DocumentId>,
    /// Subsections, in order.
    pub subsections: Vec<usize>,
    /// Identifier of the venue, if the section belongs to one.
    pub venue: Option<String>,
    /// Document kind, if the folder is the kind's.
    pub kind: Option<DocumentKind>,
    /// Address of the section's page.
    pub url: Url,
}

/// All sections of a site, by folder.
#[derive(Clone, Debug, Default)]
pub struct SectionSet {
    all: Vec<Section>,
    by_folder: BTreeMap<String, usize>,
}

/// Sections of a document.
struct SectionClaim {
    id: DocumentId,
    own: usize,
    /// Sections of the document's venues, other than its own section.
    venues: Vec<usize>,
}

impl SectionSet {
    /// Collects the sections of the visible documents; the first is the home page's.
    pub fn new(documents: &DocumentSet, config: &SiteConfig) -> Self {
        let mut sections = Self::default();
        sections.add("", config);
        for venue in &config.venues {
            if documents
                .list()
                .iter()
                .any(|&id| documents.get(id).venues.contains(&venue.id))
            {
                sections.add(&venue.id, config);
            }
        }
        let mut claims: Vec<SectionClaim> = Vec::with_capacity(documents.list().len());
        for &id in documents.list() {
            let document = documents.get(id);
            let own = sections.add(&document.section, config);
            let venues = document.venues.iter();
            let venues = venues
                .filter_map(|venue| sections.by_folder.get(venue).copied())
                .filter(|&at| at != own);
            claims.push(SectionClaim {
                id,
                own,
                venues: venues.collect(),
            });
        }
        for &id in documents.indexes() {
            sections.add(&documents.get(id).section, config);
        }
        sections.introduce(documents);
        sections.fill(documents, &claims);
        sections.nest(documents);
        sections
    }

    /// Returns the section of a folder.
    pub fn find(&self, folder: &str) -> Option<&Section> {
        self.by_folder.get(folder).map(|&at| &self.all[at])
    }

    /// Returns the number of a folder's section.
    pub fn number(&self, folder: &str) -> Option<usize> {
        self.by_folder.get(folder).copied()
    }

    /// Returns the section with a number, as used in `subsections`.
    pub fn get(&self, number: usize) -> Option<&Section> {
        self.all.get(number)
    }

    /// Iterates over all sections with their numbers; the home page's is first.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Section)> {
        self.all.iter().enumerate()
    }

    /// Returns the number of a folder's section, adding it and its ancestors if missing.
    fn add(&mut self, folder: &str, config: &SiteConfig) -> usize {
        if let Some(&at) = self.by_folder.get(folder) {
            return at;
        }
        if let Some(at) = folder.rfind('/') {
            self.add(&folder[..at], config);
        }
        let number = self.all.len();
        self.by_folder.insert(folder.to_owned(), number);
        self.all.push(Section::named(folder, config));
        number
    }

    /// Sets the introduction of each section, and the title given there. Of several the highest in
    /// rank counts.
    fn introduce(&mut self, documents: &DocumentSet) {
        let mut ranked: Vec<DocumentId> = documents.indexes().to_vec();
        ranked.sort_by_key(|&id| introduction_rank(&documents.get(id).path));
        for id in ranked {
            if let Some(&at) = self.by_folder.get(&documents.get(id).section) {
                let section = &mut self.all[at];
                section.index = Some(id);
                section.title.clone_from(&documents.get(id).title);
            }
        }
    }

    /// Adds each document to its lists. Claims come in list order.
    fn fill(&mut self, documents: &DocumentSet, claims: &[SectionClaim]) {
        let by_kind: Vec<(DocumentKind, usize)> = self
            .iter()
            .filter_map(|(at, section)| Some((section.kind?, at)))
            .collect();
        let above: Vec<Vec<usize>> = self
            .all
            .iter()
            .map(|section| self.chain(&section.folder))
            .collect();
        let mut places: Vec<usize> = Vec::with_capacity(4);
        for claim in claims {
            let kind = documents.kind(claim.id);
            places.clear();
            places.extend(&above[claim.own]);
            places.extend(&claim.venues);
            places.extend(
                by_kind
                    .iter()
                    .filter(|(of, _)| *of == kind)
                    .map(|(_, at)| *at),
            );
            places.sort_unstable();
            places.dedup();
            for &at in &places {
                self.all[at].documents.push(claim.id);
            }
            self.all[claim.own].own.push(claim.id);
        }
        for section in &mut self.all {
            section.own.sort_by_key(|&id| (documents.date(id), id));
        }
    }

    /// Returns the sections of a folder and its ancestors.
    fn chain(&self, folder: &str) -> Vec<usize> {
        ancestors(folder)
            .filter_map(|folder| self.by_folder.get(folder).copied())
            .collect()
    }

    fn nest(&mut self, documents: &DocumentSet) {
        let weight = |section: &Section| {
            section
                .index
                .and_then(|id| documents.get(id).front_matter.weight)
                .unwrap_or(i64::MAX)
        };
        let mut order: Vec<(i64, usize)> = self
            .iter()
            .skip(1)
            .map(|(at, section)| (weight(section), at))
            .collect();
        order.sort_unstable();
        for (_, at) in order {
            let folder = &self.all[at].folder;
            let parent = folder.rfind('/').map_or("", |end| &folder[..end]);
            if let Some(&parent) = self.by_folder.get(parent) {
                self.all[parent].subsections.push(at);
            }
        }
    }
}

impl Section {
    fn named(folder: &str, config: &SiteConfig) -> Self {
        let venue = config.venues.iter().find(|venue| venue.id == folder);
        let kind = DocumentKind::of_folder(folder);
        Self {
            folder: folder.to_owned(),
            title: title(folder, venue, kind, config),
            index: None,
            documents: Vec::new(),
            own: Vec::new(),
            subsections: Vec::new(),
            venue: venue.map(|venue| venue.id.clone()),
            kind,
            url: Url::folder(folder),
        }
    }

    /// Returns true if the section's page would be empty.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.index.is_none() && self.subsections.is_empty()
    }
}

fn title(
    folder: &str,
    venue: Option<&Venue>,
    kind: Option<DocumentKind>,
    config: &SiteConfig,
) -> String {
    if folder.is_empty() {
        return config.title.clone();
    }
    config
        .sections
        .get(folder)
        .cloned()
        .or_else(|| venue.map(|venue| venue.title.clone()))
        .or_else(|| kind.map(|kind| kind.name().to_owned()))
        .unwrap_or_else(|| folder.rsplit('/').next().unwrap_or(folder).to_owned())
}

/// Iterates over a folder and its ancestors below the root: `a/b` gives `a/b`, `a`.
fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| {
        folder.rfind('/').map(|at| &folder[..at])
    })
    .filter(|folder| !folder.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ancestors_end_below_the_root() {
        assert_eq!(
            ancestors("a/b/c").collect::<Vec<_>>(),
            ["a/b/c", "a/b", "a"]
        );
        assert_eq!(ancestors("").count(), 0);
    }
}
