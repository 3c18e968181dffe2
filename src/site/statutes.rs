//! Statutes of a site, by name.

use std::sync::Arc;

use foldhash::HashMap;

use crate::content::DocumentKind;

use super::{DocumentId, DocumentSet};

/// Visible documents of kind `law`, by their names without 《》 and 中华人民共和国.
#[derive(Clone, Debug, Default)]
pub struct StatuteIndex(Arc<HashMap<String, DocumentId>>);

impl StatuteIndex {
    /// Indexes the statutes; of several with one name, the first in list order wins.
    pub(super) fn new(documents: &DocumentSet) -> Self {
        let mut named = HashMap::default();
        for id in documents.of_kind(DocumentKind::Law) {
            named.entry(bare(&documents.get(id).title)).or_insert(id);
        }
        Self(Arc::new(named))
    }

    /// Returns the statute with a name.
    pub fn find(&self, name: &str) -> Option<DocumentId> {
        self.0.get(&bare(name)).copied()
    }
}

fn bare(name: &str) -> String {
    name.trim()
        .trim_matches(['《', '》'])
        .replace("中华人民共和国", "")
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn a_statute_has_one_name() {
        for name in [
            "《中华人民共和国民法典》",
            "民法典",
            "《民法典》",
            " 中华人民共和国民法典 ",
        ] {
            assert_eq!(bare(name), "民法典");
        }
    }
}
