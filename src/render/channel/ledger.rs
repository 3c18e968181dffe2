//! Ledger of documents sent to each channel, as confirmed with `--commit`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ChannelPackage;
use crate::site::Site;

/// Documents sent, by channel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ChannelLedger {
    version: u32,
    channels: BTreeMap<String, SentDocuments>,
}

/// Documents sent to one channel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct SentDocuments {
    /// Time of the last confirmation.
    committed: String,
    /// Documents' files.
    documents: BTreeSet<String>,
}

impl ChannelLedger {
    /// Name of the file under the folder of all channels.
    pub(crate) const FILE: &str = "ledger.json";

    /// Parses a ledger; `None` if it is damaged.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes)
            .ok()
            .filter(|ledger: &Self| ledger.version == 1)
    }

    /// Serializes the ledger.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(&Self {
            version: 1,
            ..self.clone()
        })
        .unwrap_or_default();
        text.push('\n');
        text.into_bytes()
    }

    /// True if a document was sent to a channel.
    pub(crate) fn lists(&self, channel: &str, file: &str) -> bool {
        self.channels
            .get(channel)
            .is_some_and(|sent| sent.documents.contains(file))
    }

    /// Adds the documents of packages.
    pub(crate) fn add<'p>(
        &mut self,
        site: &Site,
        packages: impl IntoIterator<Item = &'p ChannelPackage<'p>>,
        now: Timestamp,
    ) {
        for package in packages
            .into_iter()
            .filter(|package| !package.documents.is_empty())
        {
            let sent = self
                .channels
                .entry(package.channel.name.clone())
                .or_default();
            sent.committed = now.to_string();
            let files = package
                .documents
                .iter()
                .map(|id| site.document(*id).path.to_string());
            sent.documents.extend(files);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_is_what_was_written_or_nothing() {
        let mut ledger = ChannelLedger::default();
        let sent = SentDocuments {
            committed: "2026-11-24T00:00:00Z".to_owned(),
            documents: ["content/a.md".to_owned()].into(),
        };
        ledger.channels.insert("wechat".to_owned(), sent);
        let read = ChannelLedger::parse(&ledger.to_bytes()).unwrap_or_default();
        assert!(read.lists("wechat", "content/a.md") && !read.lists("weibo", "content/a.md"));
        assert_eq!(ChannelLedger::parse(b"{"), None);
        assert_eq!(
            ChannelLedger::parse(b"{\"version\":2,\"channels\":{}}"),
            None
        );
    }
}
