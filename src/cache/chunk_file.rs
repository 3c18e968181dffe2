//! Format of the cache files: chunks with checksums, so that damage is noticed before a byte is trusted and
//! chunks can be read in parallel.

use std::io::Write;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::content::SourceDigest;

/// Writer of a cache file: heading, chunks, length and digest of each chunk, their number, and a checksum over
/// everything but the chunks. It yields the parts in the order in which they are to be written.
pub(super) struct ChunkWriter<I> {
    heading: &'static str,
    chunks: I,
    /// Rest of the chunk that is being yielded.
    rest: std::vec::IntoIter<Vec<u8>>,
    /// Heading, then length and digest of each chunk.
    table: Vec<u8>,
    count: u64,
    checksum: Option<SourceDigest>,
}

impl<I: Iterator<Item = ChecksummedChunk>> ChunkWriter<I> {
    /// Creates a writer of lazily made chunks.
    pub(super) fn new(heading: &'static str, chunks: I) -> Self {
        Self {
            heading,
            chunks,
            rest: Vec::new().into_iter(),
            table: Vec::new(),
            count: 0,
            checksum: None,
        }
    }

    /// Checksum, once all parts were yielded.
    pub(super) fn checksum(&self) -> Option<SourceDigest> {
        self.checksum
    }
}

impl<I: Iterator<Item = ChecksummedChunk>> Iterator for ChunkWriter<I> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        if let Some(piece) = self.rest.next() {
            return Some(piece);
        }
        if self.checksum.is_some() {
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
        let checksum = *blake3::hash(&self.table).as_bytes();
        self.checksum = Some(checksum);
        let mut end = self.table.split_off(self.heading.len());
        end.extend(checksum);
        Some(end)
    }
}

/// Bytes of a table entry: length and digest of a chunk.
const ENTRY: usize = 8 + 32;

/// Chunks of a cache file, each verified when it is read.
pub(super) struct ChunkReader<'b> {
    /// Checksum of the file.
    pub(super) checksum: SourceDigest,
    chunks: Vec<(SourceDigest, &'b [u8])>,
}

impl<'b> ChunkReader<'b> {
    /// Splits a file into chunks; `None` if its heading differs or its table is damaged.
    pub(super) fn new(heading: &str, bytes: &'b [u8]) -> Option<Self> {
        let (body, checksum) = bytes
            .strip_prefix(heading.as_bytes())?
            .split_last_chunk::<32>()?;
        let (before, count) = body.split_last_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*count))
            .ok()?
            .checked_mul(ENTRY)?;
        let (mut rest, table) = before.split_at_checked(before.len().checked_sub(length)?)?;
        let mut hasher = blake3::Hasher::new();
        hasher
            .update(heading.as_bytes())
            .update(table)
            .update(count);
        if hasher.finalize().as_bytes() != checksum {
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
            checksum: *checksum,
            chunks,
        })
    }

    /// Number of chunks.
    pub(super) fn len(&self) -> usize {
        self.chunks.len()
    }

    /// Bytes of a chunk, if they are undamaged.
    fn bytes(&self, at: usize) -> Option<&'b [u8]> {
        let (digest, chunk) = self.chunks.get(at)?;
        (*blake3::hash(chunk).as_bytes() == *digest).then_some(*chunk)
    }

    /// Value of a chunk.
    pub(super) fn read<T: DeserializeOwned>(&self, at: usize) -> Option<T> {
        let (value, rest) = postcard::take_from_bytes(self.bytes(at)?).ok()?;
        rest.is_empty().then_some(value)
    }
}

/// Chunk to be written, with its digest.
#[derive(Clone, Debug)]
pub(super) struct ChecksummedChunk {
    pieces: ChunkPieces,
    length: u64,
    digest: SourceDigest,
}

impl ChecksummedChunk {
    /// Serializes a value.
    pub(super) fn new(value: &impl Serialize) -> Self {
        // Serialization into memory cannot fail.
        Self::from_pieces(postcard::to_io(value, ChunkPieces::default()).unwrap_or_default())
    }

    fn from_pieces(pieces: ChunkPieces) -> Self {
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

/// Bytes of a chunk, in pieces small enough to reuse freed memory.
#[derive(Clone, Debug, Default)]
struct ChunkPieces(Vec<Vec<u8>>);

/// Size limit of a piece.
const PIECE: usize = 8 << 10;

impl Write for ChunkPieces {
    fn write_all(&mut self, mut bytes: &[u8]) -> std::io::Result<()> {
        // Nearly all writes are the few bytes of a number.
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
            ChecksummedChunk::new(&"一"),
            ChecksummedChunk::new(&[1_u32, 2, 3]),
            ChecksummedChunk::from_pieces(ChunkPieces::default()),
            ChecksummedChunk::new(&"长".repeat(PIECE)),
        ];
        let mut writer = ChunkWriter::new("pufa-test\n", chunks.iter().cloned());
        let whole = writer.by_ref().collect::<Vec<_>>().concat();
        let checksum = writer.checksum().ok_or("no checksum")?;
        let chunks_of = |bytes: &[u8]| {
            let read = ChunkReader::new("pufa-test\n", bytes)?;
            (0..read.len())
                .map(|at| read.bytes(at).map(<[u8]>::to_vec))
                .collect::<Option<Vec<_>>>()
        };
        let bytes: Vec<Vec<u8>> = chunks.iter().map(|chunk| chunk.pieces.0.concat()).collect();
        assert_eq!(chunks_of(&whole), Some(bytes));
        let read = ChunkReader::new("pufa-test\n", &whole).ok_or("whole")?;
        assert_eq!(
            (read.checksum, read.read::<String>(0).as_deref()),
            (checksum, Some("一"))
        );
        for at in (0..whole.len()).filter(|at| *at < 200 || at % 97 == 0 || whole.len() - at < 300)
        {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            assert_eq!(chunks_of(&bytes), None, "byte {at}");
            assert_eq!(chunks_of(&whole[..at]), None, "cut at {at}");
        }
        Ok(())
    }
}
