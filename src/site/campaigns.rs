//! Campaigns and their member documents.

use std::collections::BTreeMap;

use crate::content::DocumentKind;

use super::{DocumentId, DocumentSet};

/// Index of a site's campaigns by the names that documents use.
#[derive(Clone, Debug, Default)]
pub struct CampaignIndex {
    by_name: BTreeMap<String, DocumentId>,
    members: BTreeMap<DocumentId, Vec<DocumentId>>,
}

impl CampaignIndex {
    /// Indexes the campaigns, by slug and by title, and their members.
    pub fn new(documents: &DocumentSet) -> Self {
        let mut campaigns = Self::default();
        let all = || {
            documents
                .ids()
                .filter(|&id| documents.kind(id) == DocumentKind::Campaign)
        };
        for id in all() {
            campaigns
                .by_name
                .entry(documents.get(id).title.clone())
                .or_insert(id);
        }
        for id in all() {
            campaigns.by_name.insert(documents.get(id).slug.clone(), id);
        }
        if campaigns.by_name.is_empty() {
            return campaigns;
        }
        for &id in documents.list() {
            if let Some(campaign) = campaigns.named_by(documents, id) {
                campaigns.members.entry(campaign).or_default().push(id);
            }
        }
        campaigns
    }

    /// Returns the campaign with a name.
    pub fn find(&self, name: &str) -> Option<DocumentId> {
        self.by_name.get(name.trim()).copied()
    }

    /// Returns the campaign that a document names.
    pub fn named_by(&self, documents: &DocumentSet, id: DocumentId) -> Option<DocumentId> {
        self.find(documents.get(id).front_matter.campaign.as_deref()?)
    }

    /// Returns the documents that name a campaign, in list order.
    pub fn members(&self, campaign: DocumentId) -> &[DocumentId] {
        self.members.get(&campaign).map_or(&[], Vec::as_slice)
    }

    /// Returns every known name, for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }
}
