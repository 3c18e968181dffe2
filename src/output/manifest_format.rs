//! Text format of manifest and journal: paths with the digests of their bytes.
//!
//! One line per file, sorted, between a heading and a checksum line, so that people can read it and
//! damage is noticed.

use super::safe_path;

/// BLAKE3 digest of a file's bytes.
pub type OutputDigest = [u8; 32];

/// Digest of bytes.
pub(super) fn digest(bytes: &[u8]) -> OutputDigest {
    blake3::hash(bytes).into()
}

/// Formats entries under a heading such as `pufa-manifest 1`.
pub(super) fn format<'a>(
    heading: &str,
    entries: impl Iterator<Item = (&'a String, &'a OutputDigest)>,
) -> Vec<u8> {
    let mut text = format!("{heading}\n");
    for (path, digest) in entries {
        text.push_str(blake3::Hash::from_bytes(*digest).to_hex().as_str());
        text.push(' ');
        text.push_str(path);
        text.push('\n');
    }
    let checksum = blake3::hash(text.as_bytes());
    text.push_str("= ");
    text.push_str(checksum.to_hex().as_str());
    text.push('\n');
    text.into_bytes()
}

/// Parses entries; `None` if the heading differs, a byte was changed, or a path leads out of the output
/// folder.
pub(super) fn parse(heading: &str, bytes: &[u8]) -> Option<Vec<(String, OutputDigest)>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let body = &text[..=text.strip_suffix('\n')?.rfind('\n')?];
    let checksum = text[body.len()..].trim_end().strip_prefix("= ")?;
    if blake3::Hash::from_hex(checksum).ok()? != blake3::hash(body.as_bytes()) {
        return None;
    }
    body.strip_prefix(heading)?
        .strip_prefix('\n')?
        .lines()
        .map(parse_line)
        .collect()
}

fn parse_line(line: &str) -> Option<(String, OutputDigest)> {
    let (digest, path) = line.split_once(' ')?;
    let digest = blake3::Hash::from_hex(digest).ok()?;
    safe_path::is_safe(path).then(|| (path.to_owned(), digest.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HEADING: &str = "pufa-test 1";

    fn listing(paths: &[&str]) -> Vec<(String, OutputDigest)> {
        paths
            .iter()
            .map(|path| ((*path).to_owned(), digest(path.as_bytes())))
            .collect()
    }

    fn printed(entries: &[(String, OutputDigest)]) -> Vec<u8> {
        format(HEADING, entries.iter().map(|(path, digest)| (path, digest)))
    }

    #[test]
    fn a_listing_reads_back() {
        for paths in [&[][..], &["index.html", "村居/讲座 一.html"][..]] {
            assert_eq!(
                parse(HEADING, &printed(&listing(paths))),
                Some(listing(paths))
            );
        }
    }

    #[test]
    fn another_heading_is_refused() {
        assert_eq!(parse("pufa-test 2", &printed(&listing(&["a"]))), None);
        assert_eq!(parse(HEADING, b""), None);
    }

    #[test]
    fn a_path_that_leads_out_is_refused() {
        assert_eq!(parse(HEADING, &printed(&listing(&["../a"]))), None);
    }

    proptest! {
        #[test]
        fn any_damage_is_noticed(at in 0usize..200, with in any::<u8>(), cut in any::<bool>()) {
            let whole = printed(&listing(&["a.html", "b/c.html"]));
            let mut bytes = whole.clone();
            let at = at % bytes.len();
            if cut { bytes.truncate(at) } else { bytes[at] = with }
            // The digits of a digest may be upper-case; nothing else may differ.
            let same = bytes.eq_ignore_ascii_case(&whole);
            prop_assert_eq!(parse(HEADING, &bytes).is_some() && !same, false);
        }
    }
}
