//! Chunks of bytes under seals: a damaged record is noticed before a byte of it is believed, and
//! chunks can be read in parallel.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::content::Digest;

/// Sets a head before chunks; gives the parts, to be written one after the other, and the seal of all of them.
pub(super) fn print(heading: &str, chunks: Vec<Vec<u8>>) -> (Vec<Vec<u8>>, Digest) {
    let mut head = heading.as_bytes().to_vec();
    head.extend((chunks.len() as u64).to_le_bytes());
    for chunk in &chunks {
        head.extend((chunk.len() as u64).to_le_bytes());
        head.extend(blake3::hash(chunk).as_bytes());
    }
    let seal = *blake3::hash(&head).as_bytes();
    head.extend(seal);
    (std::iter::once(head).chain(chunks).collect(), seal)
}

/// Chunks as they were read, not believed yet.
pub(super) struct Chunks<'b> {
    /// The seal of all.
    pub(super) seal: Digest,
    chunks: Vec<(Digest, &'b [u8])>,
}

impl<'b> Chunks<'b> {
    /// Takes a record apart; `None` when it is another's or damaged at its head.
    pub(super) fn of(heading: &str, bytes: &'b [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(heading.as_bytes())?;
        let count = usize::try_from(number(&mut rest)?).ok()?;
        let mut lengths = Vec::new();
        for _ in 0..count {
            lengths.push((usize::try_from(number(&mut rest)?).ok()?, digest(&mut rest)?));
        }
        let head = &bytes[..bytes.len() - rest.len()];
        let seal = digest(&mut rest)?;
        if *blake3::hash(head).as_bytes() != seal {
            return None;
        }
        let mut chunks = Vec::with_capacity(count);
        for (length, digest) in lengths {
            let (chunk, after) = rest.split_at_checked(length)?;
            chunks.push((digest, chunk));
            rest = after;
        }
        rest.is_empty().then_some(Self { seal, chunks })
    }

    pub(super) fn len(&self) -> usize {
        self.chunks.len()
    }

    /// The bytes of a chunk, if they are as they were written.
    pub(super) fn bytes(&self, at: usize) -> Option<&'b [u8]> {
        let (digest, chunk) = self.chunks.get(at)?;
        (*blake3::hash(chunk).as_bytes() == *digest).then_some(*chunk)
    }

    /// What a chunk holds.
    pub(super) fn read<T: DeserializeOwned>(&self, at: usize) -> Option<T> {
        read(self.bytes(at)?)
    }
}

/// A value as a chunk.
pub(super) fn chunk(value: &impl Serialize) -> Vec<u8> {
    // Nothing that is recorded can fail to be written into memory.
    postcard::to_allocvec(value).unwrap_or_default()
}

/// The value of a chunk.
pub(super) fn read<T: DeserializeOwned>(chunk: &[u8]) -> Option<T> {
    let (value, rest) = postcard::take_from_bytes(chunk).ok()?;
    rest.is_empty().then_some(value)
}

fn number(rest: &mut &[u8]) -> Option<u64> {
    let (bytes, after) = rest.split_first_chunk::<8>()?;
    *rest = after;
    Some(u64::from_le_bytes(*bytes))
}

fn digest(rest: &mut &[u8]) -> Option<Digest> {
    let (bytes, after) = rest.split_first_chunk::<32>()?;
    *rest = after;
    Some(*bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_damage_is_believed() -> Result<(), &'static str> {
        let chunks = [chunk(&"一"), chunk(&[1_u32, 2, 3]), Vec::new()];
        let (parts, seal) = print("pufa-test\n", chunks.to_vec());
        let whole = parts.concat();
        let held = |bytes: &[u8]| {
            let read = Chunks::of("pufa-test\n", bytes)?;
            (0..read.len()).map(|at| read.bytes(at).map(<[u8]>::to_vec)).collect::<Option<Vec<_>>>()
        };
        assert_eq!(held(&whole).as_deref(), Some(&chunks[..]));
        let read = Chunks::of("pufa-test\n", &whole).ok_or("whole")?;
        assert_eq!((read.seal, read.read::<String>(0).as_deref()), (seal, Some("一")));
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            assert_eq!(held(&bytes), None, "byte {at}");
            assert_eq!(held(&whole[..at]), None, "cut at {at}");
        }
        Ok(())
    }
}
