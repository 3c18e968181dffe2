//! Converted images, kept for several documents of a site or for a document that is being edited.
//!
//! Converting an image takes longer than the rest of an article.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use parking_lot::Mutex;

use super::PackageImage;
use crate::site::FileId;

/// Most bytes to keep.
const MOST: usize = 32 << 20;

type ImageDigest = [u8; 32];

/// Cache of converted images by the digest of their source, whatever site they belong to.
#[derive(Debug, Default)]
pub struct ImageCache(Mutex<VecDeque<(ImageDigest, Arc<PackageImage>)>>);

impl ImageCache {
    /// Returns the converted image of a file's bytes and extension; converts it if it is not cached.
    pub(super) fn get<E>(
        &self,
        (bytes, ending): (&[u8], &str),
        make: impl FnOnce() -> Result<Arc<PackageImage>, E>,
    ) -> Result<Arc<PackageImage>, E> {
        let digest = *blake3::Hasher::new()
            .update(ending.as_bytes())
            .update(&[0])
            .update(bytes)
            .finalize()
            .as_bytes();
        if let Some(image) = self.with(|kept| {
            kept.iter()
                .find(|(of, _)| *of == digest)
                .map(|(_, one)| Arc::clone(one))
        }) {
            return Ok(image);
        }
        let image = make()?;
        self.with(|kept| {
            kept.push_back((digest, Arc::clone(&image)));
            while kept.iter().map(|(_, one)| one.weight()).sum::<usize>() > MOST {
                kept.pop_front();
            }
        });
        Ok(image)
    }

    fn with<T>(
        &self,
        work: impl FnOnce(&mut VecDeque<(ImageDigest, Arc<PackageImage>)>) -> T,
    ) -> T {
        work(&mut self.0.lock())
    }
}

/// Images that several documents show, such as a common cover: each converted once.
#[derive(Debug, Default)]
pub(in crate::render::channel) struct SharedImages {
    made: Mutex<BTreeMap<FileId, Arc<PackageImage>>>,
}

impl SharedImages {
    /// Most bytes to keep; later images are converted each time.
    const MOST: usize = 24 << 20;

    pub(super) fn get(&self, id: FileId) -> Option<Arc<PackageImage>> {
        self.made.lock().get(&id).cloned()
    }

    pub(super) fn keep(&self, id: FileId, image: &Arc<PackageImage>) {
        let mut made = self.made.lock();
        let kept: usize = made.values().map(|one| one.weight()).sum();
        if kept + image.weight() <= Self::MOST {
            made.insert(id, Arc::clone(image));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(image_cache: &ImageCache, name: &[u8], length: usize) {
        let made = PackageImage {
            bytes: vec![0; length],
            ..PackageImage::default()
        };
        assert!(
            image_cache
                .get((name, "png"), || Ok::<_, ()>(Arc::new(made)))
                .is_ok()
        );
    }

    #[test]
    fn a_picture_is_made_once_and_the_oldest_goes_first() {
        let image_cache = ImageCache::default();
        let known = |bytes: &[u8]| image_cache.get((bytes, "png"), || Err(())).is_ok();
        put(&image_cache, b"a", 1);
        assert!(known(b"a"));
        assert!(
            image_cache
                .get((b"a", "svg"), || Err::<Arc<PackageImage>, ()>(()))
                .is_err()
        );
        put(&image_cache, b"b", MOST / 5);
        put(&image_cache, b"c", MOST / 5);
        assert_eq!([known(b"a"), known(b"b"), known(b"c")], [true, true, true]);
        put(&image_cache, b"d", MOST / 5);
        assert_eq!(
            [known(b"a"), known(b"b"), known(b"c"), known(b"d")],
            [false, false, true, true]
        );
    }
}
