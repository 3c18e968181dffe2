//! Files as caches and players want them: `ETag`, `If-None-Match`, one `Range` (RFC 9110, sections 8.8, 13 and 14).

use super::answer::{Answer, Ask};

/// A file, or what of it was asked for.
pub(super) fn file(ask: &Ask, media_type: &str, bytes: Vec<u8>) -> Answer {
    let hash = blake3::hash(&bytes).to_hex();
    let tag = format!("\"{}\"", &hash.as_str()[..20]);
    let answer = |status, body: Vec<u8>| {
        let headers = vec![
            ("cache-control", "no-cache".to_owned()),
            ("etag", tag.clone()),
            ("accept-ranges", "bytes".to_owned()),
        ];
        Answer { status, media_type: media_type.to_owned(), headers, body }
    };
    let is_known = |tags: &String| tags.split(',').any(|one| matches!(one.trim(), "*") || one.trim() == tag);
    if ask.if_none_match.as_ref().is_some_and(is_known) {
        return answer(304, Vec::new());
    }
    let length = bytes.len();
    match ask.range.as_deref().and_then(|range| part(range, length)) {
        None => answer(200, bytes),
        Some(Part::Nothing) => answer(416, Vec::new()).with("content-range", format!("bytes */{length}")),
        Some(Part::Bytes(first, last)) => answer(206, bytes[first..=last].to_vec())
            .with("content-range", format!("bytes {first}-{last}/{length}")),
    }
}

/// What a `Range` means of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// From the first to the last.
    Bytes(usize, usize),
    /// Bytes that the file does not have.
    Nothing,
}

/// The part that a `Range` means; `None` when it is no single range of bytes, which is then passed over.
fn part(range: &str, length: usize) -> Option<Part> {
    let (first, last) = range.trim().strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let Some(end) = length.checked_sub(1) else { return Some(Part::Nothing) };
    if first.trim().is_empty() {
        return Some(match number(last)? {
            0 => Part::Nothing,
            count => Part::Bytes(length.saturating_sub(count), end),
        });
    }
    let first = number(first)?;
    let last = if last.trim().is_empty() { usize::MAX } else { number(last)? };
    if first > last {
        return None;
    }
    Some(if first > end { Part::Nothing } else { Part::Bytes(first, last.min(end)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_of_bytes_is_understood() {
        assert_eq!(part("bytes=0-3", 10), Some(Part::Bytes(0, 3)));
        assert_eq!(part("bytes=4-", 10), Some(Part::Bytes(4, 9)));
        assert_eq!(part("bytes=-3", 10), Some(Part::Bytes(7, 9)));
        assert_eq!(part("bytes=-30", 10), Some(Part::Bytes(0, 9)));
        assert_eq!(part("bytes=8-99", 10), Some(Part::Bytes(8, 9)));
        assert_eq!(part("bytes=10-", 10), Some(Part::Nothing));
        assert_eq!(part("bytes=0-", 0), Some(Part::Nothing));
        for other in ["bytes=0-1,3-4", "bytes=5-2", "lines=0-1", "bytes=a-b"] {
            assert_eq!(part(other, 10), None, "{other}");
        }
    }

    #[test]
    fn a_known_file_is_not_sent_again() {
        let first = file(&Ask::default(), "text/plain", b"abc".to_vec());
        let tag = first.headers.iter().find(|(name, _)| *name == "etag").map(|(_, tag)| tag.clone());
        let again = file(&Ask { if_none_match: tag, ..Ask::default() }, "text/plain", b"abc".to_vec());
        assert_eq!((first.status, again.status, again.body.len()), (200, 304, 0));
    }
}
