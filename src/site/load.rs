//! From files to sources: every file of `content/` read and parsed once, in parallel.

use std::sync::Arc;

use jiff::tz::TimeZone;
use rayon::prelude::*;

use crate::characters::{code_point, first_unfit, fit};
use crate::content::config::Venue;
use crate::content::front_matter::{self, FrontMatterContext};
use crate::content::theme::ThemeSource;
use crate::content::{
    BodyFacts, Document, DocumentKind, FrontMatter, PrerenderedBody, SiteConfig, SourceDigest,
    SourcePath, SourceText, SplitText, StatedValue, UNIT_NAMES, World, read_source, split,
    unit_names, unreadable,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceLocation};
use crate::law::plan;
use crate::law::responsible_unit::UnitNames;
use crate::markdown::{self, BlockNames};
use crate::message;

use super::attachment;
use super::file::picture_size;
use super::plans::PlanSource;
use super::{SiteFile, UnreadFiles};

/// How much of a file is read to know it and, of a picture, to learn its size.
const HEAD: usize = 64 << 10;
/// Keys that speak of other things of the site, and are checked when it is assembled.
const REFERRING: [&str; 6] = ["campaign", "cover", "files", "plan", "progress", "template"];

/// What a site is made of, as it was read.
#[derive(Clone, Debug)]
pub struct SiteSources {
    /// `site.yaml`.
    pub config: SiteConfig,
    /// The theme's sources.
    pub theme: Arc<ThemeSource>,
    /// Every Markdown file; of one that could not be read its path is known.
    pub documents: Vec<Arc<Document>>,
    /// Every other file of `content/`.
    pub files: Vec<SiteFile>,
    /// The plans in the documents of that kind.
    pub plans: Vec<PlanSource>,
    /// The names of responsible units.
    pub unit_names: UnitNames,
    /// What could not be read.
    pub unread: UnreadFiles,
}

/// How the Markdown of a site is read.
pub fn markdown_options(config: &SiteConfig, blocks: &BlockNames) -> markdown::MarkdownOptions {
    markdown::MarkdownOptions {
        raw_html: config.html,
        language: config.language.clone(),
        blocks: blocks.clone(),
        ..markdown::MarkdownOptions::default()
    }
}

/// Reads and parses the files of a site.
pub fn load(
    world: &dyn World,
    files: &[SourcePath],
    config: SiteConfig,
    theme: Arc<ThemeSource>,
    blocks: &BlockNames,
) -> (SiteSources, Diagnostics) {
    let names = files.iter().find(|path| path.as_str() == UNIT_NAMES);
    let (unit_names, mut found) = names
        .map(|path| read_unit_names(world, path))
        .unwrap_or_default();
    let reading = ParseContext::new(&config, blocks, unit_names);
    let (mut documents, mut plans, mut site_files, mut unread) =
        (Vec::new(), Vec::new(), Vec::new(), UnreadFiles::default());
    let texts: Vec<&SourcePath> = files
        .iter()
        .filter(|path| part_of(path) == FileRole::Document)
        .collect();
    let parsed: Vec<ParsedDocument> = texts
        .par_iter()
        .map(|path| reading.document(world, path))
        .collect();
    for parsed in parsed {
        if parsed.document.is_unread {
            unread.add(&parsed.document.path);
        }
        documents.push(parsed.document);
        plans.extend(parsed.plan);
        found.extend(parsed.found);
    }
    for path in files.iter().filter(|path| part_of(path) == FileRole::File) {
        match read_file(world, path) {
            Ok(file) => site_files.push(file),
            Err(unreadable) => {
                unread.add(path);
                found.push(*unreadable);
            }
        }
    }
    let unit_names = reading.unit_names;
    (
        SiteSources {
            config,
            theme,
            documents,
            files: site_files,
            plans,
            unit_names,
            unread,
        },
        found,
    )
}

/// What a file of the site's folder is to the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileRole {
    /// `site.yaml`.
    Settings,
    /// The table of units' names.
    UnitNames,
    /// A document.
    Document,
    /// Another file of `content/`, which the public gets as it is.
    File,
    /// A file of a theme.
    Theme,
}

/// What a file is to the site, by its path.
pub fn part_of(path: &SourcePath) -> FileRole {
    match path.as_str() {
        SiteConfig::PATH => FileRole::Settings,
        UNIT_NAMES => FileRole::UnitNames,
        inside if !inside.starts_with("content/") => FileRole::Theme,
        _ if path.extension() == "md" => FileRole::Document,
        _ => FileRole::File,
    }
}

/// What is known of a file that the public gets as it is.
pub fn read_file(world: &dyn World, path: &SourcePath) -> Result<SiteFile, Box<Diagnostic>> {
    match world.head(path, HEAD) {
        Ok((head, length)) => Ok(SiteFile {
            path: path.clone(),
            length,
            size: picture_size(path, &head),
            digest: *blake3::hash(&head).as_bytes(),
            danger: attachment::danger(world, path, length),
            owner: None,
        }),
        Err(reason) => Err(Box::new(unreadable(path.as_str(), &reason))),
    }
}

/// The names of responsible units in a site's table of them.
pub fn read_unit_names(world: &dyn World, path: &SourcePath) -> (UnitNames, Diagnostics) {
    let (source, mut found) = read_source(world, path);
    let Some(source) = source else {
        return (UnitNames::default(), found);
    };
    let (names, of_names) = unit_names(path, &source.text);
    found.extend(of_names);
    (names, found)
}

/// All that a document's facts depend on beside its own file: while two are equal, a document that
/// has not changed need not be read again.
#[derive(Clone, Debug, PartialEq)]
pub struct ParseContext {
    zone: TimeZone,
    venues: Vec<Venue>,
    options: markdown::MarkdownOptions,
    unit_names: UnitNames,
}

/// What one document's file gave.
#[derive(Clone, Debug)]
pub struct ParsedDocument {
    /// Its facts.
    pub document: Arc<Document>,
    /// The plan that it holds, when it is one.
    pub plan: Option<PlanSource>,
    /// What is wrong in it, seen by itself.
    pub found: Diagnostics,
    /// The HTML of its body without links, where it was asked for.
    pub unlinked: Option<PrerenderedBody>,
}

impl ParseContext {
    /// How a site with these settings, blocks and units is read.
    pub fn new(config: &SiteConfig, blocks: &BlockNames, unit_names: UnitNames) -> Self {
        let options = markdown_options(config, blocks);
        Self {
            zone: config.zone.clone(),
            venues: config.venues.clone(),
            options,
            unit_names,
        }
    }

    /// The names of responsible units.
    pub fn unit_names(&self) -> &UnitNames {
        &self.unit_names
    }

    /// Reads a document's file.
    pub fn document(&self, world: &dyn World, path: &SourcePath) -> ParsedDocument {
        self.document_and_html(world, path, false)
    }

    /// The same; and the HTML of its body without links, if it is wanted and can be made.
    pub fn document_and_html(
        &self,
        world: &dyn World,
        path: &SourcePath,
        is_wanted: bool,
    ) -> ParsedDocument {
        let (source, mut found) = read_source(world, path);
        let Some(SourceText { text, digest, .. }) = source else {
            let document = Arc::new(self.unread(path));
            return ParsedDocument {
                document,
                plan: None,
                found,
                unlinked: None,
            };
        };
        let (parts, of_split) = split(path, &text);
        let (mut head, of_head) = self.head(path, &text, &parts);
        head.is_illegible |= of_split
            .iter()
            .any(|found| found.code == Code::FrontMatterUnclosed);
        found.extend(of_split);
        let is_readable = !of_head
            .iter()
            .any(|found| found.code == Code::FrontMatterSyntax);
        found.extend(of_head);
        let spot = PathInfo::from_path(path);
        let kind = head.kind.unwrap_or_else(|| spot.kind(&self.venues));
        let is_plan = kind == DocumentKind::Plan && !spot.is_index;
        let (mut body, of_body, unlinked) = if is_wanted && !is_plan {
            markdown::facts_and_html(path.as_str(), &text, parts.body, &self.options)
        } else {
            let (body, found) = markdown::facts(path.as_str(), &text, parts.body, &self.options);
            (body, found, None)
        };
        if head.summary.is_some() {
            body.summary = String::new();
        }
        let plan = is_plan.then(|| self.plan(path, &text, &parts, &head));
        let of_plan = plan
            .as_ref()
            .map(|plan| plan.plan.title.clone())
            .filter(|title| !title.is_empty());
        let opening = body
            .title
            .clone()
            .or(of_plan)
            .map(|title| fit_title(title, path, &text, parts.body, &mut found));
        if !spot.is_index && is_readable {
            let opening = opening.as_deref();
            found.extend(front_matter::check_required(
                kind, &head, opening, path, &text, &parts,
            ));
        }
        found.extend(of_body);
        if head.date.is_absent() && !spot.is_index && kind.facts().required.contains(&"date") {
            // It would decide, and is missing: that was told above.
            head.date = StatedValue::Unreadable;
        }
        let key_lines = match parts.head {
            Some(range) if refers(&head) => front_matter::lines_of(&REFERRING, &text, range),
            _ => Vec::new(),
        };
        let written_title = head.title.clone().filter(|title| !title.trim().is_empty());
        let document = Document {
            path: path.clone(),
            digest,
            is_unread: false,
            is_index: spot.is_index,
            slug: head.slug.clone().unwrap_or_else(|| spot.slug.to_owned()),
            kind,
            venues: head
                .venues
                .clone()
                .unwrap_or_else(|| spot.venues(&self.venues)),
            title: written_title
                .or(opening)
                .unwrap_or_else(|| spot.slug.to_owned()),
            section: spot.section.to_owned(),
            front_matter: head,
            key_lines,
            body_start: parts.body,
            body,
        };
        found.condense();
        ParsedDocument {
            document: Arc::new(document),
            plan,
            found,
            unlinked,
        }
    }

    /// What a document's head says; one without a head may have lost it.
    fn head(&self, path: &SourcePath, text: &str, parts: &SplitText) -> (FrontMatter, Diagnostics) {
        let context = FrontMatterContext {
            zone: &self.zone,
            venues: &self.venues,
        };
        if let Some(range) = parts.head.clone() {
            return front_matter::read(path, text, range, &context);
        }
        let found = front_matter::in_body(path, text, &self.zone);
        (
            FrontMatter {
                is_illegible: found.is_some(),
                ..FrontMatter::default()
            },
            found.into_iter().collect(),
        )
    }

    /// The document that a path stands for which could not be listed, if it is the path of one.
    pub fn unlisted(&self, path: &str) -> Option<Arc<Document>> {
        let path = SourcePath::from(path);
        (part_of(&path) == FileRole::Document).then(|| Arc::new(self.unread(&path)))
    }

    /// A document whose file cannot be read: what follows from its path.
    pub fn unread(&self, path: &SourcePath) -> Document {
        let spot = PathInfo::from_path(path);
        Document {
            path: path.clone(),
            digest: SourceDigest::default(),
            is_unread: true,
            is_index: spot.is_index,
            section: spot.section.to_owned(),
            slug: spot.slug.to_owned(),
            kind: spot.kind(&self.venues),
            venues: spot.venues(&self.venues),
            title: spot.slug.to_owned(),
            front_matter: FrontMatter::default(),
            key_lines: Vec::new(),
            body_start: 0,
            body: BodyFacts::default(),
        }
    }

    fn plan(
        &self,
        path: &SourcePath,
        text: &str,
        parts: &SplitText,
        head: &FrontMatter,
    ) -> PlanSource {
        let options = plan::PlanOptions {
            first_line: parts.body_line(text),
            title: head.title.clone(),
            year: head.further.year,
            document_number: head.further.document_number.clone(),
            names: self.unit_names.clone(),
        };
        let (plan, found) = plan::parse(path.as_str(), &text[parts.body..], &options);
        PlanSource {
            path: path.clone(),
            plan: Arc::new(plan),
            found,
        }
    }
}

fn refers(head: &FrontMatter) -> bool {
    head.campaign.is_some()
        || head.cover.is_some()
        || !head.further.files.is_empty()
        || !head.plan.is_empty()
        || !head.further.progress.is_empty()
        || head.further.template.is_some()
}

/// A title that stands in the body, without what belongs in no title.
fn fit_title(
    title: String,
    path: &SourcePath,
    text: &str,
    body: usize,
    found: &mut Diagnostics,
) -> String {
    let Some(unfit) = first_unfit(&title) else {
        return title;
    };
    let at = text[body..].find(unfit).map_or(body, |at| body + at);
    let c = code_point(unfit);
    let message = message!(
        "标题里有看不见的字符 {c}，已去掉",
        "the title holds an invisible character, {c}, which is left out"
    );
    let hint = message!(
        "删掉它，或者把标题重新打一遍",
        "delete it, or type the title anew"
    );
    found.push(
        Diagnostic::new(Code::TextCharacter, message)
            .at(SourceLocation::in_text(path.as_str(), text, at, 1))
            .hint(hint),
    );
    fit(&title).into_owned()
}

/// What the place of a file says about its document.
struct PathInfo<'p> {
    is_index: bool,
    section: &'p str,
    slug: &'p str,
}

impl<'p> PathInfo<'p> {
    fn from_path(path: &'p SourcePath) -> Self {
        let folder = path
            .folder()
            .strip_prefix("content")
            .unwrap_or_default()
            .trim_start_matches('/');
        let stem = path.stem();
        if stem == "_index" || (stem == "index" && folder.is_empty()) {
            let slug = folder
                .rsplit('/')
                .next()
                .filter(|name| !name.is_empty())
                .unwrap_or(stem);
            return Self {
                is_index: true,
                section: folder,
                slug,
            };
        }
        if stem != "index" {
            return Self {
                is_index: false,
                section: folder,
                slug: stem,
            };
        }
        let (section, slug) = folder.rsplit_once('/').unwrap_or(("", folder));
        Self {
            is_index: false,
            section,
            slug,
        }
    }

    fn top(&self) -> &'p str {
        self.section.split('/').next().unwrap_or_default()
    }

    /// The kind that the folder gives: its own, an article's in a venue or elsewhere, a page's at the top.
    fn kind(&self, venues: &[Venue]) -> DocumentKind {
        match self.top() {
            "" => DocumentKind::Page,
            top if venues.iter().any(|venue| venue.id == top) => DocumentKind::Article,
            top => DocumentKind::of_folder(top).unwrap_or(DocumentKind::Article),
        }
    }

    fn venues(&self, venues: &[Venue]) -> Vec<String> {
        venues
            .iter()
            .filter(|venue| venue.id == self.top())
            .map(|venue| venue.id.clone())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_file_gives_its_section_and_slug() {
        let spot = |path: &str| {
            let path = SourcePath::from(path);
            let spot = PathInfo::from_path(&path);
            (spot.is_index, spot.section.to_owned(), spot.slug.to_owned())
        };
        assert_eq!(spot("content/a/b.md"), (false, "a".into(), "b".into()));
        assert_eq!(
            spot("content/a/b/index.md"),
            (false, "a".into(), "b".into())
        );
        assert_eq!(spot("content/a/_index.md"), (true, "a".into(), "a".into()));
        assert_eq!(
            spot("content/about.md"),
            (false, String::new(), "about".into())
        );
        assert_eq!(
            spot("content/index.md"),
            (true, String::new(), "index".into())
        );
        assert_eq!(
            spot("content/about/index.md"),
            (false, String::new(), "about".into())
        );
    }
}
