//! Chunks of bytes under seals: a damaged record is noticed before a byte of it is believed, and
//! chunks can be read in parallel.

use std::io::Write;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::content::SourceDigest;

/// A record while it is written: a heading, the chunks, the length and digest of each, how many there are, and the seal
/// over all but the chunks. Its parts are to be written one after the other.
pub(super) struct ChunkWriter<I> {
    heading: &'static str,
    chunks: I,
    /// What is left of the chunk that is being given.
    rest: std::vec::IntoIter<Vec<u8>>,
    /// The heading, then what is said of each chunk.
    table: Vec<u8>,
    count: u64,
    seal: Option<SourceDigest>,
}

impl<I: Iterator<Item = SealedChunk>> ChunkWriter<I> {
    /// A record of chunks, each made when it is asked for.
    pub(super) fn of(heading: &'static str, chunks: I) -> Self {
        Self {
            heading,
            chunks,
            rest: Vec::new().into_iter(),
            table: Vec::new(),
            count: 0,
            seal: None,
        }
    }

    /// The seal, once all parts were given.
    pub(super) fn seal(&self) -> Option<SourceDigest> {
        self.seal
    }
}

impl<I: Iterator<Item = SealedChunk>> Iterator for ChunkWriter<I> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        if let Some(piece) = self.rest.next() {
            return Some(piece);
        }
        if self.seal.is_some() {
            return None;
        }
        if self.table.is_empty() {
            self.table.extend_from_slice(self.heading.as_bytes());
            return Some(self.table.clone());
        }
        if let Some(chunk) = self.chunks.next() {
            self.table.extend(chunk.length.to_le_bytes());
            self.table.extend(chunk.digest);
            self.count += 1;
            self.rest = chunk.pieces.0.into_iter();
            return Some(self.rest.next().unwrap_or_default());
        }
        self.table.extend(self.count.to_le_bytes());
        let seal = *blake3::hash(&self.table).as_bytes();
        self.seal = Some(seal);
        let mut end = self.table.split_off(self.heading.len());
        end.extend(seal);
        Some(end)
    }
}

/// How many bytes are said of a chunk: its length and its digest.
const ENTRY: usize = 8 + 32;

/// Chunks as they were read, not believed yet.
pub(super) struct ChunkReader<'b> {
    /// The seal of all.
    pub(super) seal: SourceDigest,
    chunks: Vec<(SourceDigest, &'b [u8])>,
}

impl<'b> ChunkReader<'b> {
    /// Takes a record apart; `None` when it is another's or damaged at its head.
    pub(super) fn of(heading: &str, bytes: &'b [u8]) -> Option<Self> {
        let (body, seal) = bytes
            .strip_prefix(heading.as_bytes())?
            .split_last_chunk::<32>()?;
        let (before, count) = body.split_last_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*count))
            .ok()?
            .checked_mul(ENTRY)?;
        let (mut rest, table) = before.split_at_checked(before.len().checked_sub(length)?)?;
        let mut sealed = blake3::Hasher::new();
        sealed
            .update(heading.as_bytes())
            .update(table)
            .update(count);
        if sealed.finalize().as_bytes() != seal {
            return None;
        }
        let mut chunks = Vec::new();
        for mut entry in table.chunks_exact(ENTRY) {
            let length = usize::try_from(number(&mut entry)?).ok()?;
            let (chunk, after) = rest.split_at_checked(length)?;
            chunks.push((digest(&mut entry)?, chunk));
            rest = after;
        }
        rest.is_empty().then_some(Self {
            seal: *seal,
            chunks,
        })
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

/// A chunk that is to be written, with its digest.
#[derive(Clone, Debug)]
pub(super) struct SealedChunk {
    pieces: ChunkPieces,
    length: u64,
    digest: SourceDigest,
}

impl SealedChunk {
    fn of(pieces: ChunkPieces) -> Self {
        let mut digest = blake3::Hasher::new();
        for piece in &pieces.0 {
            digest.update(piece);
        }
        Self {
            pieces,
            length: digest.count(),
            digest: digest.finalize().into(),
        }
    }
}

/// The bytes of a chunk, in pieces that find room where others were let go.
#[derive(Clone, Debug, Default)]
struct ChunkPieces(Vec<Vec<u8>>);

/// How large a piece is at most.
const PIECE: usize = 8 << 10;

impl Write for ChunkPieces {
    fn write_all(&mut self, mut bytes: &[u8]) -> std::io::Result<()> {
        // Nearly all that is written are a few bytes of a number.
        if let Some(piece) = self
            .0
            .last_mut()
            .filter(|piece| piece.len() + bytes.len() <= PIECE)
        {
            piece.extend_from_slice(bytes);
            return Ok(());
        }
        while !bytes.is_empty() {
            bytes = &bytes[self.write(bytes)?..];
        }
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let is_full = self.0.last().is_none_or(|piece| piece.len() == PIECE);
        if is_full {
            self.0.push(Vec::with_capacity(PIECE));
        }
        let Some(piece) = self.0.last_mut() else {
            return Ok(0);
        };
        let length = bytes.len().min(PIECE - piece.len());
        piece.extend_from_slice(&bytes[..length]);
        Ok(length)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A value as a chunk.
pub(super) fn chunk(value: &impl Serialize) -> SealedChunk {
    // Nothing that is recorded can fail to be written into memory.
    SealedChunk::of(postcard::to_io(value, ChunkPieces::default()).unwrap_or_default())
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

fn digest(rest: &mut &[u8]) -> Option<SourceDigest> {
    let (bytes, after) = rest.split_first_chunk::<32>()?;
    *rest = after;
    Some(*bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_damage_is_believed() -> Result<(), &'static str> {
        let chunks = [
            chunk(&"一"),
            chunk(&[1_u32, 2, 3]),
            SealedChunk::of(ChunkPieces::default()),
            chunk(&"长".repeat(PIECE)),
        ];
        let mut record = ChunkWriter::of("pufa-test\n", chunks.iter().cloned());
        let whole = record.by_ref().collect::<Vec<_>>().concat();
        let seal = record.seal().ok_or("no seal")?;
        let held = |bytes: &[u8]| {
            let read = ChunkReader::of("pufa-test\n", bytes)?;
            (0..read.len())
                .map(|at| read.bytes(at).map(<[u8]>::to_vec))
                .collect::<Option<Vec<_>>>()
        };
        let bytes: Vec<Vec<u8>> = chunks.iter().map(|chunk| chunk.pieces.0.concat()).collect();
        assert_eq!(held(&whole), Some(bytes));
        let read = ChunkReader::of("pufa-test\n", &whole).ok_or("whole")?;
        assert_eq!(
            (read.seal, read.read::<String>(0).as_deref()),
            (seal, Some("一"))
        );
        for at in (0..whole.len()).filter(|at| *at < 200 || at % 97 == 0 || whole.len() - at < 300)
        {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            assert_eq!(held(&bytes), None, "byte {at}");
            assert_eq!(held(&whole[..at]), None, "cut at {at}");
        }
        Ok(())
    }
}
