//! Bodies made into HTML when their documents are read, so that they are parsed once. As many as there is room for;
//! the others are read again when their pages are made.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::content::{Document, SourcePath, Stale, Texts, Unlinked, WorldTexts};

/// How many bytes of HTML are kept at most: what some 9,000 articles have.
const ROOM: usize = 80 << 20;
/// How much less for each document: the more there are, the more is taken by what is known of them.
const LESS: usize = 1 << 10;

/// The bodies that are kept, each until it is taken.
pub(super) struct Bodies {
    room: usize,
    kept: HashMap<SourcePath, Mutex<Option<Unlinked>>>,
}

impl Bodies {
    /// Room for none.
    pub(super) fn none() -> Self {
        Self { room: 0, kept: HashMap::new() }
    }

    /// Room for those of most sites.
    pub(super) fn some() -> Self {
        Self { room: ROOM, kept: HashMap::new() }
    }

    /// The room that there is in a site of so many documents.
    pub(super) fn room(&self, documents: usize) -> Room {
        Room(AtomicUsize::new(self.room.saturating_sub(documents.saturating_mul(LESS))))
    }

    /// Keeps a body, if it was made.
    pub(super) fn keep(&mut self, path: &SourcePath, body: Option<Unlinked>) {
        if body.is_some() {
            self.kept.insert(path.clone(), Mutex::new(body));
        }
    }

    fn take(&self, path: &SourcePath) -> Option<Unlinked> {
        self.kept.get(path)?.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// How many bytes of HTML there is room for.
pub(super) struct Room(AtomicUsize);

impl Room {
    /// Whether there is any.
    pub(super) fn is_left(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }

    /// Gives a body its room.
    pub(super) fn fill(&self, body: Option<&Unlinked>) {
        let length = body.map_or(0, |body| body.html.len());
        // The last may be larger than the room.
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| Some(left.saturating_sub(length)));
    }
}

/// The texts of a site whose bodies are made in part.
pub(super) struct MadeTexts<'w> {
    pub(super) world: WorldTexts<'w>,
    pub(super) bodies: &'w Bodies,
}

impl Texts for MadeTexts<'_> {
    fn text(&self, document: &Document) -> Result<String, Stale> {
        self.world.text(document)
    }

    fn unlinked(&self, document: &Document) -> Option<Unlinked> {
        self.bodies.take(&document.path)
    }

    fn bytes(&self, path: &SourcePath) -> Result<Vec<u8>, Stale> {
        self.world.bytes(path)
    }
}
