//! Text of a source file, and of a document while its page is rendered.

use std::io;

use super::picture::published_bytes;
use super::{
    Document, PrerenderedBody, ReadRefusal, SourceDigest, SourcePath, World, decode, unreadable,
    utf8,
};
use crate::characters::{allowed, code_point, is_forbidden, may_hold_forbidden};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, LineIndex, SourceLocation};
use crate::message;

/// Text file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SourceText {
    /// Path of the file.
    pub path: SourcePath,
    /// Text, without a byte order mark.
    pub text: String,
    /// Digest of the file's bytes.
    pub digest: SourceDigest,
}

/// Reads a text file of the site; `None` if it is unreadable or not text.
pub(crate) fn read_source(
    world: &dyn World,
    path: &SourcePath,
) -> (Option<SourceText>, Diagnostics) {
    match world.read(path) {
        Ok(bytes) => {
            let digest = *blake3::hash(&bytes).as_bytes();
            let (text, found) = decode_owned(path, &bytes);
            (
                text.map(|text| SourceText {
                    path: path.clone(),
                    text,
                    digest,
                }),
                found,
            )
        }
        Err(reason) => (
            None,
            Diagnostics::from_iter([unreadable(path.as_str(), &reason)]),
        ),
    }
}

/// Decodes a file, with a fast path for valid UTF-8, and removes forbidden characters.
fn decode_owned(path: &SourcePath, bytes: &[u8]) -> (Option<String>, Diagnostics) {
    let (text, mut found) = if !bytes.starts_with(b"\xEF\xBB\xBF")
        && memchr::memchr(0, bytes).is_none()
        && let Some(text) = utf8(bytes)
    {
        (Some(text), Diagnostics::new())
    } else {
        decode(path, bytes)
    };
    let Some(text) = text else {
        return (None, found);
    };
    if let Some(at) = first_forbidden(&text) {
        found.push(forbidden(path, &text, at));
        return (Some(allowed(&text).into_owned()), found);
    }
    (Some(text.into_owned()), found)
}

/// Returns the text of a file's bytes, or why they are none.
pub(crate) fn decoded_text(path: &SourcePath, bytes: &[u8]) -> Result<String, Diagnostics> {
    let (text, found) = decode_owned(path, bytes);
    text.ok_or(found)
}

fn first_forbidden(text: &str) -> Option<usize> {
    if may_hold_forbidden(text.as_bytes()) {
        text.find(is_forbidden)
    } else {
        None
    }
}

fn forbidden(path: &SourcePath, text: &str, at: usize) -> Diagnostic {
    let count = text.chars().filter(|&c| is_forbidden(c)).count();
    let c = text[at..]
        .chars()
        .next()
        .map(code_point)
        .unwrap_or_default();
    Diagnostic::new(
        Code::TextCharacter,
        message!(
            "这里有控制字符 {c}，已去掉（全文共 {count} 处）",
            "there is a control character here, {c}, which is left out ({count} in this file)"
        ),
    )
    .at(SourceLocation::in_text(path.as_str(), text, at, 1))
    .hint(message!(
        "多半是从 Word 或终端里带来的：删掉它再保存",
        "it often comes with text from a word processor or a terminal: delete it"
    ))
}

/// Error: a file no longer has the content from which the site was built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path} cannot be given as it was when the site was made")]
pub struct StaleSource {
    /// Path of the file.
    pub path: SourcePath,
    /// Cause of the error.
    pub cause: StaleCause,
}

/// Cause of a stale source. Only a changed or deleted file is worth a retry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaleCause {
    /// The bytes differ.
    Changed,
    /// The system refused the file (memory, open files, permission, disk), or it is gone.
    Refused(ReadRefusal),
}

impl StaleSource {
    /// Creates the error for a file whose bytes differ.
    pub fn changed(path: &SourcePath) -> Self {
        Self {
            path: path.clone(),
            cause: StaleCause::Changed,
        }
    }

    /// Creates the error for a file that existed and that the system now refuses.
    pub fn refused(path: &SourcePath, reason: &io::Error) -> Self {
        Self {
            path: path.clone(),
            cause: StaleCause::Refused(ReadRefusal::new(reason)),
        }
    }

    /// Converts the error to a diagnostic.
    pub fn diagnostic(&self) -> Diagnostic {
        let path = &self.path;
        match &self.cause {
            // A deleted file counts as changed; a new scan of the folder will report it.
            StaleCause::Refused(refusal) if !refusal.is_gone() => refusal.diagnostic(path.as_str()),
            _ => Diagnostic::new(
                Code::SourceStale,
                message!(
                    "构建时 {path} 又被改动了",
                    "{path} changed while the site was built"
                ),
            )
            .hint(message!(
                "等文件保存完再构建一次",
                "build again when it is saved"
            )),
        }
    }
}

/// Source of the texts of documents while their pages are rendered.
pub trait TextProvider: Sync {
    /// Returns the whole text of a document's file, front matter included, from which its facts
    /// were made; [`StaleSource`] if the file has changed since.
    fn text(&self, document: &Document) -> Result<String, StaleSource>;

    /// Returns the body's prerendered HTML if it was kept when the document's facts were made. Each
    /// is returned once.
    fn prerendered(&self, _: &Document) -> Option<PrerenderedBody> {
        None
    }

    /// Returns the bytes that the public gets of a file that is not a document; [`StaleSource`] if it is unreadable.
    fn bytes(&self, path: &SourcePath) -> Result<Vec<u8>, StaleSource>;
}

/// Texts that are read from the world on each call.
#[derive(Clone, Copy)]
pub struct WorldTexts<'w> {
    world: &'w dyn World,
}

impl<'w> WorldTexts<'w> {
    /// Creates the provider for a world.
    pub fn new(world: &'w dyn World) -> Self {
        Self { world }
    }
}

impl TextProvider for WorldTexts<'_> {
    fn text(&self, document: &Document) -> Result<String, StaleSource> {
        let path = &document.path;
        let bytes = self
            .world
            .read(path)
            .map_err(|reason| StaleSource::refused(path, &reason))?;
        // Equal bytes mean equal text, so the decoded file is text.
        let is_same = *blake3::hash(&bytes).as_bytes() == document.digest;
        let text = is_same.then(|| decode_owned(path, &bytes).0).flatten();
        text.ok_or_else(|| StaleSource::changed(path))
    }

    fn bytes(&self, path: &SourcePath) -> Result<Vec<u8>, StaleSource> {
        self.world
            .read(path)
            .map(published_bytes)
            .map_err(|reason| StaleSource::refused(path, &reason))
    }
}

/// Adds excerpts to diagnostics that have a line but no excerpt, reading each file once.
///
/// A [`SourceLocation::file`] means the whole file and stays without an excerpt.
pub(crate) fn quote_lines(found: &mut Diagnostics, world: &dyn World) {
    let mut all: Vec<Diagnostic> = std::mem::take(found).into_iter().collect();
    let mut places: Vec<&mut SourceLocation> = all
        .iter_mut()
        .filter_map(|finding| finding.place.as_mut())
        .filter(|place| wants_a_line(place))
        .collect();
    places.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    for places in places.chunk_by_mut(|a, b| a.file == b.file) {
        let (source, _) = read_source(world, &SourcePath::from(places[0].file.as_str()));
        let Some(source) = source else { continue };
        let mut lines = LineIndex::new(&source.text);
        for place in places {
            **place = lines.place_at(&place.file, place.line, place.column, place.length);
            point_at_words(place);
        }
    }
    *found = all.into_iter().collect();
}

fn wants_a_line(place: &SourceLocation) -> bool {
    place.excerpt.is_empty() && (place.line, place.column, place.length) != (1, 1, 1)
}

/// Extends a location that has only a line to all text on the line.
fn point_at_words(place: &mut SourceLocation) {
    if (place.column, place.length) == (1, 1) {
        let words = place.excerpt.trim_start();
        place.column += (place.excerpt.chars().count() - words.chars().count()) as u32;
        place.length = words.trim_end().chars().count().max(1) as u32;
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::content::testing::report;
    use crate::content::{BodyFacts, DocumentKind, FrontMatter, MemoryWorld};

    fn world(text: &str) -> MemoryWorld {
        MemoryWorld::new(Timestamp::UNIX_EPOCH).with("content/a.md", text)
    }

    fn document(path: SourcePath, digest: SourceDigest) -> Document {
        Document {
            path,
            digest,
            is_unread: false,
            is_index: false,
            section: String::new(),
            slug: "a".to_owned(),
            kind: DocumentKind::Page,
            venues: Vec::new(),
            title: "一".to_owned(),
            front_matter: FrontMatter::default(),
            key_lines: Vec::new(),
            body_start: 0,
            body: BodyFacts::default(),
        }
    }

    #[test]
    fn a_text_is_given_while_its_file_stays_the_same() -> Result<(), &'static str> {
        let before = world("\u{FEFF}一\r\n");
        let (source, found) = read_source(&before, &SourcePath::from("content/a.md"));
        let source = source.ok_or("readable")?;
        assert!(found.is_empty());
        assert_eq!(source.text, "一\r\n");
        let document = document(source.path, source.digest);
        assert_eq!(
            WorldTexts::new(&before).text(&document),
            Ok("一\r\n".to_owned())
        );
        let after = world("二");
        assert_eq!(
            WorldTexts::new(&after).text(&document),
            Err(StaleSource::changed(&document.path))
        );
        Ok(())
    }

    #[test]
    fn a_file_that_cannot_be_read_is_told() {
        let (source, found) = read_source(&world(""), &SourcePath::from("content/b.md"));
        assert_eq!(source, None);
        insta::assert_snapshot!(report(found));
    }

    #[test]
    fn lines_are_quoted_afterwards() {
        let place = SourceLocation {
            line: 2,
            column: 2,
            length: 2,
            ..SourceLocation::file("content/a.md")
        };
        let broken = Diagnostic::new(Code::LinkBroken, message!("断链", "broken")).at(place);
        let mut found = Diagnostics::from_iter([broken]);
        quote_lines(&mut found, &world("一\r\n二三四\r\n"));
        assert_eq!(
            found
                .iter()
                .filter_map(|f| f.place.as_ref())
                .map(|p| p.excerpt.as_str())
                .next(),
            Some("二三四")
        );
    }
}
