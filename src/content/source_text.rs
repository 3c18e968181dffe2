//! A source file as it was read, and the text of a document when its page is made.

use std::io;

use super::{
    Document, PrerenderedBody, ReadRefusal, SourceDigest, SourcePath, World, decode, unreadable,
    utf8,
};
use crate::characters::{allowed, code_point, is_forbidden, may_hold_forbidden};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, LineIndex, SourceLocation};
use crate::message;

/// A text file of the site, once read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// Its path.
    pub path: SourcePath,
    /// Its text, without a byte order mark.
    pub text: String,
    /// The digest of its bytes as they stand in the file.
    pub digest: SourceDigest,
}

/// Reads a text file of the site; `None` when it cannot be read or is no text.
pub fn read_source(world: &dyn World, path: &SourcePath) -> (Option<SourceText>, Diagnostics) {
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

/// Takes plain UTF-8 as it is; everything else goes the long way. No forbidden character stays in a text.
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

/// A file cannot be given as it was when the site was made of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path} cannot be given as it was when the site was made")]
pub struct StaleSource {
    /// The file.
    pub path: SourcePath,
    /// Why.
    pub cause: StaleCause,
}

/// Why a file cannot be given as it was. Only what changed, or is gone, is worth another try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaleCause {
    /// Its bytes are others now.
    Changed,
    /// The system does not give it: memory, open files, permission, the disk; or it is gone.
    Refused(ReadRefusal),
}

impl StaleSource {
    /// A file whose bytes are others now.
    pub fn changed(path: &SourcePath) -> Self {
        Self {
            path: path.clone(),
            cause: StaleCause::Changed,
        }
    }

    /// A file that was there, and that the system does not give any more.
    pub fn refused(path: &SourcePath, reason: &io::Error) -> Self {
        Self {
            path: path.clone(),
            cause: StaleCause::Refused(ReadRefusal::new(reason)),
        }
    }

    /// Tells it.
    pub fn diagnostic(&self) -> Diagnostic {
        let path = &self.path;
        match &self.cause {
            // What is gone by now was changed; only a look at the folder tells more.
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

/// The texts of documents, while their pages are made.
pub trait TextProvider: Sync {
    /// The whole text of a document's file, front matter included, as it was when its facts
    /// were made; [`Stale`] when the file has changed since.
    fn text(&self, document: &Document) -> Result<String, StaleSource>;

    /// The HTML of a document's body without its links, of one that was kept when its facts were made. Each is given
    /// once.
    fn unlinked(&self, _: &Document) -> Option<PrerenderedBody> {
        None
    }

    /// The bytes of a file that is no document; [`Stale`] when it cannot be read any more.
    fn bytes(&self, path: &SourcePath) -> Result<Vec<u8>, StaleSource>;
}

/// Texts that are read anew from the world when they are asked for.
#[derive(Clone, Copy)]
pub struct WorldTexts<'w> {
    world: &'w dyn World,
}

impl<'w> WorldTexts<'w> {
    /// The texts of a world.
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
        // Of equal bytes the text is equal, so it is one.
        let is_same = *blake3::hash(&bytes).as_bytes() == document.digest;
        let text = is_same.then(|| decode_owned(path, &bytes).0).flatten();
        text.ok_or_else(|| StaleSource::changed(path))
    }

    fn bytes(&self, path: &SourcePath) -> Result<Vec<u8>, StaleSource> {
        self.world
            .read(path)
            .map_err(|reason| StaleSource::refused(path, &reason))
    }
}

/// Fills in the lines that findings speak of but do not quote, reading each file once.
///
/// A [`Place::file`] means its whole file and stays without a line.
pub fn quote_lines(found: &mut Diagnostics, world: &dyn World) {
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

/// A place that knows no more than its line means all that is written there.
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
