//! Bodies that were prerendered when their documents were read, so that each is parsed once. They are kept in memory up
//! to a budget, the others in a scratch file; those that do not fit are parsed again for their pages.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use parking_lot::Mutex;

use foldhash::HashMap;

use crate::content::{
    Document, PrerenderedBody, SourcePath, StaleSource, TextProvider, WorldTexts, utf8,
};
use crate::output::{ScratchExtent, ScratchFile};
use crate::sources::BodySink;

/// Bytes of HTML to keep in memory at most: those of some 9,000 articles.
#[cfg(not(test))]
const MEMORY_BUDGET: usize = 76 << 20;
/// Budget for the small sites of the tests, so that some bodies fit and others do not.
#[cfg(test)]
const MEMORY_BUDGET: usize = 8 << 10;
/// Bytes subtracted for each file of the site, whose facts take memory too.
const BYTES_PER_FILE: usize = 1 << 10;

/// Stored body.
pub(super) enum StoredBody {
    Memory(Mutex<Option<Box<PrerenderedBody>>>),
    Scratch(ScratchExtent),
}

/// Memory budget for bodies while documents are read.
pub(super) struct BodyStoreBuilder {
    /// Bytes of memory left.
    left: AtomicUsize,
    /// Scratch file, created for the first body beyond the budget; `None` if that failed.
    scratch: OnceLock<Option<ScratchFile>>,
    /// True if a body beyond the budget can be stored.
    is_open: AtomicBool,
    kept: Mutex<HashMap<SourcePath, StoredBody>>,
}

impl BodyStoreBuilder {
    /// Budget for a site with so many files.
    pub(super) fn new(files: usize) -> Self {
        Self::with(
            MEMORY_BUDGET.saturating_sub(files.saturating_mul(BYTES_PER_FILE)),
            true,
        )
    }

    fn with(left: usize, is_open: bool) -> Self {
        Self {
            left: AtomicUsize::new(left),
            scratch: OnceLock::new(),
            is_open: AtomicBool::new(is_open),
            kept: Mutex::default(),
        }
    }

    /// Stores a body in memory or in the scratch file.
    fn store(&self, body: PrerenderedBody) -> Option<StoredBody> {
        let less = |left: usize| (left > 0).then(|| left.saturating_sub(body.html.len()));
        // The last body may exceed the budget.
        if self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less)
            .is_ok()
        {
            return Some(StoredBody::Memory(Mutex::new(Some(Box::new(body)))));
        }
        let kept = self
            .scratch
            .get_or_init(|| ScratchFile::open().ok())
            .as_ref()
            .and_then(|scratch| scratch.add(&to_bytes(&body)?).ok().map(StoredBody::Scratch));
        if kept.is_none() {
            self.is_open.store(false, Ordering::Relaxed);
        }
        kept
    }

    /// Store of the bodies that were added.
    pub(super) fn into_store(self) -> BodyStore {
        BodyStore {
            kept: self.kept.into_inner(),
            scratch: self.scratch.into_inner().flatten(),
        }
    }
}

impl BodySink for BodyStoreBuilder {
    fn has_room(&self) -> bool {
        self.left.load(Ordering::Relaxed) > 0 || self.is_open.load(Ordering::Relaxed)
    }

    fn add(&self, path: &SourcePath, body: PrerenderedBody) {
        if let Some(body) = self.store(body) {
            let mut kept = self.kept.lock();
            kept.insert(path.clone(), body);
        }
    }
}

/// Prerendered bodies, each until it is taken.
pub(super) struct BodyStore {
    kept: HashMap<SourcePath, StoredBody>,
    scratch: Option<ScratchFile>,
}

impl BodyStore {
    fn take(&self, path: &SourcePath) -> Option<PrerenderedBody> {
        match self.kept.get(path)? {
            StoredBody::Memory(body) => body.lock().take().map(|body| *body),
            StoredBody::Scratch(extent) => from_bytes(&self.scratch.as_ref()?.read(*extent).ok()?),
        }
    }
}

/// Form of a body in the scratch file: its links, then its HTML.
fn to_bytes(body: &PrerenderedBody) -> Option<Vec<u8>> {
    let mut bytes =
        postcard::to_extend(&body.links, Vec::with_capacity(body.html.len() + 1024)).ok()?;
    bytes.extend_from_slice(body.html.as_bytes());
    Some(bytes)
}

fn from_bytes(bytes: &[u8]) -> Option<PrerenderedBody> {
    let (links, html) = postcard::take_from_bytes(bytes).ok()?;
    Some(PrerenderedBody {
        html: utf8(html)?.into(),
        links,
    })
}

/// Texts of a site, with the prerendered bodies that are stored.
pub(super) struct PrerenderedTexts<'w> {
    pub(super) world: WorldTexts<'w>,
    pub(super) bodies: &'w BodyStore,
}

impl TextProvider for PrerenderedTexts<'_> {
    fn text(&self, document: &Document) -> Result<String, StaleSource> {
        self.world.text(document)
    }

    fn prerendered(&self, document: &Document) -> Option<PrerenderedBody> {
        self.bodies.take(&document.path)
    }

    fn bytes(&self, path: &SourcePath) -> Result<Vec<u8>, StaleSource> {
        self.world.bytes(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::PendingLink;

    fn body(html: &str) -> PrerenderedBody {
        let destination = "二.md".to_owned();
        let title = "题".to_owned();
        let link = PendingLink {
            start: 3,
            end: 6,
            is_email: false,
            destination,
            title,
        };
        PrerenderedBody {
            html: html.into(),
            links: vec![link],
        }
    }

    #[test]
    fn a_body_is_given_back_wherever_it_was_kept() {
        let budget = BodyStoreBuilder::with(10, true);
        let texts = [
            ("a", "<p>一</p>"),
            ("b", "<p>二二</p>"),
            ("c", "<p>三三三</p>"),
        ];
        for (path, html) in texts {
            budget.add(&SourcePath::from(path), body(html));
        }
        let store = budget.into_store();
        let is_in_file = texts.map(|(path, _)| {
            let kept = store.kept.get(&SourcePath::from(path));
            matches!(kept, Some(StoredBody::Scratch(_)))
        });
        assert_eq!(is_in_file, [false, true, true]);
        for (path, html) in texts {
            assert_eq!(store.take(&SourcePath::from(path)), Some(body(html)));
        }
        assert_eq!(store.take(&SourcePath::from("d")), None);
    }

    #[test]
    fn without_a_scratch_file_the_rest_is_not_kept() {
        let budget = BodyStoreBuilder {
            scratch: OnceLock::from(None),
            ..BodyStoreBuilder::with(0, true)
        };
        assert!(budget.has_room());
        budget.add(&SourcePath::from("a"), body("<p>一</p>"));
        assert!(!budget.has_room());
        assert_eq!(budget.into_store().take(&SourcePath::from("a")), None);
    }

    #[test]
    fn a_body_that_cannot_be_read_back_is_not_given() {
        let full = BodyStoreBuilder::with(0, true);
        let other = BodyStoreBuilder::with(0, true);
        let path = SourcePath::from("a");
        full.add(&path, body("<p>一一一一</p>"));
        other.add(&path, body("<p>一</p>"));
        let store = BodyStore {
            scratch: other.into_store().scratch,
            ..full.into_store()
        };
        assert_eq!(store.take(&path), None);
    }

    #[test]
    fn where_there_is_no_room_no_body_is_kept() {
        let budget = BodyStoreBuilder::with(0, false);
        assert!(!budget.has_room());
        assert_eq!(budget.into_store().take(&SourcePath::from("a")), None);
    }
}
