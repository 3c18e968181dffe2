//! Advice on destinations that lead nowhere: the destination that was probably meant, as it must be
//! written.
//!
//! A site is asked in this order: for what is no path at all (`www.a.cn`, `a@b.cn`), for the path
//! without the remark after it, for the same path in another spelling, for a file of that name in
//! another folder, for a similar name. Only names of the same kind are compared: no document stands
//! in for a missing video.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization as _;

use crate::content::{Document, SourcePath};
use crate::diagnostic::Message;
use crate::markdown::may_hold_spaces;
use crate::message;
use crate::url::{AddressParts, decoded, web_form};

use super::suggest::LinkSuggester;
use super::{ResolvedLink, Site};

/// Extensions of images.
const IMAGES: [&str; 9] = [
    "png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "avif", "heic",
];

/// Extensions with which links to pages are written.
const PAGES: [&str; 4] = ["", "md", "html", "htm"];

/// Lookup tables of what a site has, built on first use.
pub(super) struct LinkAdvisor<'s> {
    site: &'s Site,
    table: OnceLock<NameTable<'s>>,
}

/// Sources by their names.
struct NameTable<'s> {
    sources: Vec<&'s SourcePath>,
    /// Sources by their folded paths; `None` where several share one.
    by_path: HashMap<String, Option<u32>>,
    /// Sources by their kinds and folded names; `None` where several share one.
    by_name: HashMap<(SourceKind, String), Option<u32>>,
    names: HashMap<SourceKind, LinkSuggester<'s, u32>>,
}

/// Destination that was meant.
struct MeantTarget {
    /// Destination as it must be written.
    written: String,
    /// True if no other can be meant.
    is_certain: bool,
}

/// Kind of a source: what may stand in for what.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum SourceKind {
    Document,
    Image,
    /// Other file, by its extension.
    File(String),
}

impl SourceKind {
    /// Returns the kind that a path names.
    fn of(path: &SourcePath, is_image: bool) -> Self {
        let extension = path.extension();
        if is_image || IMAGES.contains(&extension.as_str()) {
            Self::Image
        } else if PAGES.contains(&extension.as_str()) {
            Self::Document
        } else {
            Self::File(extension)
        }
    }
}

impl<'s> LinkAdvisor<'s> {
    /// Creates the advisor of a site.
    pub(super) fn new(site: &'s Site) -> Self {
        Self {
            site,
            table: OnceLock::new(),
        }
    }

    /// Returns the hint for a destination that leads nowhere; `None` if nothing like it is known.
    pub(super) fn advise(&self, from: &Document, written: &str, is_image: bool) -> Option<Message> {
        let meant = self.meant(from, written, is_image)?.written;
        Some(message!("是不是想写“{meant}”？", "did you mean “{meant}”?"))
    }

    /// Returns the destination for one that leads nowhere, if no other can be meant.
    pub(super) fn repair(&self, from: &Document, written: &str, is_image: bool) -> Option<String> {
        let meant = self.meant(from, written, is_image)?;
        meant.is_certain.then_some(meant.written)
    }

    fn meant(&self, from: &Document, written: &str, is_image: bool) -> Option<MeantTarget> {
        let Some(address) = web_form(written) else {
            let plain = self.path(from, written, is_image);
            if plain.as_ref().is_some_and(|meant| meant.is_certain) {
                return plain;
            }
            let marked = self.marked(from, written, is_image);
            return marked
                .filter(|meant| meant.is_certain)
                .or_else(|| self.beginning(from, written, is_image))
                .or(plain);
        };
        Some(MeantTarget {
            // In plain characters it has a scheme already.
            is_certain: address.chars().count() == written.trim().chars().count(),
            written: address,
        })
    }

    /// Returns a path that stands in brackets or quotes, or before a title in Chinese quotes or a size:
    /// `（a.md）`, `a.md “题”`, `a.png =300x200`.
    fn marked(&self, from: &Document, written: &str, is_image: bool) -> Option<MeantTarget> {
        const MARKS: &str = "（）《》“”\"‘’'「」【】";
        let is_mark = |c: char| MARKS.contains(c);
        let bare = written.trim().trim_matches(is_mark);
        let end = bare.find(|c: char| c.is_whitespace() || is_mark(c) || "，、；".contains(c));
        let (target, rest) = bare.split_at(end.unwrap_or(bare.len()));
        let rest = rest.trim();
        if target.is_empty() || target == written.trim() {
            return None;
        }
        let title = match rest.strip_prefix(is_mark) {
            Some(title) if !title.contains(is_mark) => format!(" \"{}\"", title.trim()),
            _ => String::new(),
        };
        let is_whole = rest.is_empty() || rest.starts_with('=') || !title.is_empty();
        let is_found = match self.site.destination(from, target) {
            ResolvedLink::File(_) | ResolvedLink::Withheld(_) => true,
            ResolvedLink::Document(..) => !is_image,
            _ => false,
        };
        let meant = if is_found {
            MeantTarget {
                written: target.to_owned(),
                is_certain: true,
            }
        } else {
            self.path(from, target, is_image)?
        };
        Some(MeantTarget {
            written: meant.written + &title,
            is_certain: meant.is_certain && is_whole,
        })
    }

    /// Returns the beginning that leads somewhere, before a remark or a mark of the sentence: `a.md（附件）`, `a.md。`.
    fn beginning(&self, from: &Document, written: &str, is_image: bool) -> Option<MeantTarget> {
        const ENDS: [char; 9] = [' ', '，', '。', '；', '、', '：', '！', '（', '“'];
        let mut ends = written.rmatch_indices(ENDS).map(|(at, _)| at);
        let end = ends.find(|&at| self.leads(from, &written[..at], is_image))?;
        Some(MeantTarget {
            written: written[..end].trim_end().to_owned(),
            is_certain: false,
        })
    }

    /// Returns true if a path leads to a source of the right kind.
    fn leads(&self, from: &Document, path: &str, is_image: bool) -> bool {
        match self.site.destination(from, path) {
            ResolvedLink::File(_) | ResolvedLink::Withheld(_) => true,
            ResolvedLink::Document(..) => {
                !is_image && !AddressParts::new(path.trim()).path.is_empty()
            }
            _ => false,
        }
    }

    /// Returns the path that was meant.
    fn path(&self, from: &Document, written: &str, is_image: bool) -> Option<MeantTarget> {
        let written = self
            .site
            .config
            .base
            .own_part(written)
            .unwrap_or(written)
            .replace('\\', "/");
        let parts = AddressParts::new(&written);
        let path = decoded(parts.path);
        let target = if path.starts_with('/') {
            SourcePath::new(format!("content/{}", path.trim_matches('/')))
        } else {
            from.path.resolve(&path)?
        };
        let (source, is_certain) = self.source(&target, is_image)?;
        let mut mended = written_path(&path_between(from.path.folder(), source));
        mended.push_str(&written[parts.path.len()..]);
        self.leads(from, &mended, is_image).then_some(MeantTarget {
            written: mended,
            is_certain,
        })
    }

    /// Returns the source that a path was meant to name; false if its name is only similar.
    fn source(&self, target: &SourcePath, is_image: bool) -> Option<(&'s str, bool)> {
        let table = self.table.get_or_init(|| NameTable::new(self.site));
        let found = |at: u32| table.sources.get(at as usize).map(|path| path.as_str());
        let kind = SourceKind::of(target, is_image);
        let one_of_kind = |at: &Option<u32>| {
            at.filter(|&at| {
                let path = table.sources.get(at as usize);
                path.is_some_and(|path| SourceKind::of(path, false) == kind)
            })
        };
        let path = folded(target.as_str());
        let page = path
            .strip_suffix(".html")
            .or_else(|| path.strip_suffix(".htm"))
            .unwrap_or(&path);
        let documents = [format!("{page}.md"), format!("{page}/index.md")];
        let spelled = std::iter::once(&path)
            .chain(documents.iter().filter(|_| kind == SourceKind::Document))
            .find_map(|path| one_of_kind(table.by_path.get(path)?));
        let name = target.name();
        let document = format!("{}.md", SourcePath::from(name).stem());
        let name = if kind == SourceKind::Document {
            &document
        } else {
            name
        };
        let elsewhere = || {
            let key = (kind.clone(), folded(name));
            *table.by_name.get(&key)?
        };
        let similar = || table.names.get(&kind)?.find(name);
        let same = spelled.or_else(elsewhere);
        let source = same.or_else(similar).and_then(found)?;
        Some((source, same.is_some()))
    }
}

impl<'s> NameTable<'s> {
    fn new(site: &'s Site) -> Self {
        let documents = site.documents.iter().map(|(_, document)| &document.path);
        let sources: Vec<&SourcePath> = documents
            .chain(site.files.iter().map(|file| &file.path))
            .collect();
        let mut by_path = HashMap::new();
        let mut by_name = HashMap::new();
        let mut names: HashMap<SourceKind, Vec<(&str, u32)>> = HashMap::new();
        for (at, path) in (0..).zip(sources.iter().copied()) {
            let kind = SourceKind::of(path, false);
            by_path
                .entry(folded(path.as_str()))
                .and_modify(|known| *known = None)
                .or_insert(Some(at));
            by_name
                .entry((kind.clone(), folded(path.name())))
                .and_modify(|known| *known = None)
                .or_insert(Some(at));
            names.entry(kind).or_default().push((path.name(), at));
        }
        let names = names
            .into_iter()
            .map(|(kind, names)| (kind, LinkSuggester::new(names.into_iter())))
            .collect();
        Self {
            sources,
            by_path,
            by_name,
            names,
        }
    }
}

/// Folds a path: in lower case and of one width, without spaces.
fn folded(path: &str) -> String {
    path.nfkc()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Returns the relative path from a folder to a source.
fn path_between(folder: &str, source: &str) -> String {
    let from: Vec<&str> = folder.split('/').collect();
    let to: Vec<&str> = source.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    "../".repeat(from.len() - shared) + &to[shared..].join("/")
}

/// Encodes what would not be part of a path in a link: `#`, `?`, a `%` before digits, lone brackets.
fn written_path(path: &str) -> String {
    let is_balanced = {
        let mut depth = 0_i32;
        let sound = path.chars().all(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth >= 0
        });
        sound && depth == 0
    };
    let keeps_spaces = may_hold_spaces(path);
    let mut written = String::with_capacity(path.len());
    for (at, c) in path.char_indices() {
        let is_digit = |at: usize| path.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
        match c {
            '#' => written.push_str("%23"),
            '?' => written.push_str("%3F"),
            '%' if is_digit(at + 1) && is_digit(at + 2) => written.push_str("%25"),
            '(' if !is_balanced => written.push_str("%28"),
            ')' if !is_balanced => written.push_str("%29"),
            ' ' if !keeps_spaces => written.push_str("%20"),
            c => written.push(c),
        }
    }
    written
}
