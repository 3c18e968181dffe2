//! Parsing of documents: from a text to its facts.

use std::ops::Range;
use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::characters::{code_point, first_unfit, fit};
use crate::content::config::Venue;
use crate::content::front_matter::{self, FrontMatterContext};
use crate::content::{
    BodyFacts, BodyStart, Document, DocumentKind, FrontMatter, Moment, PrerenderedBody, SiteConfig,
    SourceDigest, SourcePath, SourceText, SplitText, StatedValue, parse_date, split,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceLocation};
use crate::law::plan;
use crate::law::responsible_unit::UnitNames;
use crate::markdown::{self, BlockNames, ReservedIds};
use crate::message;

use super::path_info::{PathInfo, draft_folder};
use super::plans::PlanSource;
use super::{FileRole, role_of};

/// Keys that refer to other parts of the site, and are checked when it is assembled.
const REFERRING: [&str; 6] = ["campaign", "cover", "files", "plan", "progress", "template"];

/// Options with which the Markdown of a site is parsed.
pub(crate) fn markdown_options(
    config: &SiteConfig,
    blocks: &BlockNames,
    reserved_ids: &ReservedIds,
) -> markdown::MarkdownOptions {
    markdown::MarkdownOptions {
        raw_html: config.html,
        paragraphs: config.paragraphs,
        language: config.language.clone(),
        blocks: blocks.clone(),
        reserved_ids: reserved_ids.clone(),
        ..markdown::MarkdownOptions::default()
    }
}

/// Context in which documents are parsed: all that their facts depend on beside their own files. While it stays
/// equal, a document that has not changed need not be parsed again.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DocumentParser {
    zone: TimeZone,
    venues: Vec<Venue>,
    options: markdown::MarkdownOptions,
    unit_names: UnitNames,
}

/// Document with what its file gave beside.
#[derive(Clone, Debug)]
pub(crate) struct ParsedDocument {
    /// The facts.
    pub document: Arc<Document>,
    /// The plan in a document of that kind.
    pub plan: Option<PlanSource>,
    /// Diagnostics of the file, seen by itself.
    pub diagnostics: Diagnostics,
    /// The pre-rendered body, where it was requested.
    pub prerendered: Option<PrerenderedBody>,
}

impl DocumentParser {
    /// Creates the context of a site with these settings, blocks and units.
    pub(crate) fn new(
        config: &SiteConfig,
        blocks: &BlockNames,
        reserved_ids: &ReservedIds,
        unit_names: UnitNames,
    ) -> Self {
        let options = markdown_options(config, blocks, reserved_ids);
        Self {
            zone: config.zone.clone(),
            venues: config.venues.clone(),
            options,
            unit_names,
        }
    }

    /// Digest of the context: equal digests mean equal contexts.
    pub(crate) fn digest(&self) -> SourceDigest {
        *blake3::hash(format!("{self:?}").as_bytes()).as_bytes()
    }

    /// Parses the text of a document, with the diagnostics of reading it; `None` stands for a file that could not be
    /// read. Also pre-renders the body (link tags left open) if `prerenders` is set and the body allows it.
    pub(crate) fn parse(
        &self,
        path: &SourcePath,
        source: Option<SourceText>,
        mut found: Diagnostics,
        prerenders: bool,
    ) -> ParsedDocument {
        let base = self.unread(path);
        let Some(SourceText { text, digest, .. }) = source else {
            return ParsedDocument {
                document: Arc::new(base),
                plan: None,
                diagnostics: found,
                prerendered: None,
            };
        };
        let (parts, of_split) = split(path, &text);
        let (mut head, of_head) = self.head(path, &text, &parts);
        if draft_folder(path).is_some() {
            head.draft = StatedValue::Known(true);
        }
        let has = |found: &Diagnostics, code| found.iter().any(|found| found.code == code);
        head.is_illegible |= has(&of_split, Code::FrontMatterUnclosed);
        let is_readable =
            !has(&of_head, Code::FrontMatterSyntax) && !has(&of_head, Code::FrontMatterUnclosed);
        found.extend(of_split.into_iter().chain(of_head));
        let kind = head.kind.unwrap_or(base.kind);
        let requires_date = !base.is_index && kind.facts().required.contains(&"date");
        if requires_date && head.date.is_absent() {
            // Absent stays absent: without a date in the name the key is reported as missing.
            head.date = self.date_in_name(&base.slug).unwrap_or(head.date);
        }
        let is_plan = kind == DocumentKind::Plan && !base.is_index;
        let options = self.options.with_paragraphs(head.further.paragraphs);
        let start = BodyStart {
            offset: parts.body,
            title: head.title.as_deref(),
        };
        let (mut body, of_body, prerendered) = if prerenders && !is_plan {
            markdown::facts_and_html(path.as_str(), &text, start, &options)
        } else {
            let (body, found) = markdown::facts(path.as_str(), &text, start, &options);
            (body, found, None)
        };
        if head.summary.is_some() {
            body.summary = String::new();
        }
        let plan = is_plan.then(|| self.plan(path, &text, &parts, &head));
        let of_plan = plan.as_ref().map(|plan| plan.plan.title.clone());
        let opening = body
            .title
            .clone()
            .or(of_plan.filter(|title| !title.is_empty()))
            .map(|title| fit_title(title, path, &text, parts.body, &mut found));
        if !base.is_index && is_readable {
            let opening = opening.as_deref();
            found.extend(front_matter::check_required(
                kind, &head, opening, path, &text, &parts,
            ));
        }
        // The lines of a plan are its items, which no blank line need part.
        let is_known = |of: &Diagnostic| is_plan && of.code == Code::BodyParagraphs;
        found.extend(of_body.into_iter().filter(|of| !is_known(of)));
        if !is_plan && is_shown_empty(&head, base.is_index, &text[parts.body..]) {
            found.push(empty_body(path, &text, parts.body));
        }
        if requires_date && head.date.is_absent() {
            // It would decide, and is missing: that was reported above.
            head.date = StatedValue::Unreadable;
        }
        found.condense();
        let document = Document {
            digest,
            is_unread: false,
            body_start: parts.body,
            body,
            ..with_head(base, head, opening, &text, parts.head)
        };
        ParsedDocument {
            document: Arc::new(document),
            plan,
            diagnostics: found,
            prerendered,
        }
    }

    /// Returns the date at the beginning of a file's name, as in `2020-01-31-title.md` of Jekyll.
    fn date_in_name(&self, stem: &str) -> Option<StatedValue<Moment>> {
        let (date, rest) = stem.split_at_checked("2020-01-31".len())?;
        let is_date = date.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        let is_whole = rest
            .chars()
            .next()
            .is_none_or(|c| !c.is_ascii_alphanumeric());
        let moment = (is_date && is_whole).then(|| parse_date(date, &self.zone).ok())??;
        Some(StatedValue::from_read(Some(moment)))
    }

    /// Reads the front matter; a document without any may have lost it.
    fn head(&self, path: &SourcePath, text: &str, parts: &SplitText) -> (FrontMatter, Diagnostics) {
        let context = FrontMatterContext {
            zone: &self.zone,
            venues: &self.venues,
        };
        if let Some(range) = parts.head.clone() {
            return front_matter::read(path, text, range, &context);
        }
        let found = front_matter::foreign_head(path, text)
            .or_else(|| front_matter::in_body(path, text, &self.zone));
        (
            FrontMatter {
                is_illegible: found.is_some(),
                ..FrontMatter::default()
            },
            found.into_iter().collect(),
        )
    }

    /// Stands in for the document at a path that could not be listed, if it is the path of one.
    pub(crate) fn unlisted(&self, path: &str) -> Option<Arc<Document>> {
        let path = SourcePath::from(path);
        (role_of(&path) == FileRole::Document).then(|| Arc::new(self.unread(&path)))
    }

    /// Stands in for a document whose file cannot be read: what follows from its path.
    pub(crate) fn unread(&self, path: &SourcePath) -> Document {
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

/// Returns true if a page has nothing to show but its title. Drafts are unfinished; events and campaigns show their
/// dates, resources their files, and other templates what they like.
fn is_shown_empty(head: &FrontMatter, is_index: bool, body: &str) -> bool {
    let is_draft = head.draft == StatedValue::Known(true);
    let rare = &head.further;
    let shows_more = is_index
        || rare.start.is_some()
        || rare.template.is_some()
        || !rare.files.is_empty()
        || head
            .summary
            .as_ref()
            .is_some_and(|summary| !summary.is_empty());
    let body = body.trim_start();
    let after_title = body
        .strip_prefix("# ")
        .map(|rest| rest.split_once('\n').map_or("", |of| of.1));
    !is_draft && !shows_more && after_title.unwrap_or(body).trim().is_empty()
}

fn empty_body(path: &SourcePath, text: &str, body: usize) -> Diagnostic {
    let message = message!("正文是空的", "the document has no text");
    let last = text[..body].trim_end().rfind('\n').map_or(0, |at| at + 1);
    Diagnostic::new(Code::BodyEmpty, message)
        .at(SourceLocation::in_text(path.as_str(), text, last, 1))
        .hint(message!(
            "在第二行 --- 下面写正文；还没写好就加一行“草稿: 是”",
            "write it below the second ---, or add draft: true until it is written"
        ))
}

/// Gives a document what its front matter says, in place of what its path says.
fn with_head(
    base: Document,
    head: FrontMatter,
    opening: Option<String>,
    text: &str,
    range: Option<Range<usize>>,
) -> Document {
    let key_lines = match range {
        Some(range) if refers(&head) => front_matter::lines_of(&REFERRING, text, range),
        _ => Vec::new(),
    };
    let written_title = head.title.clone().filter(|title| !title.trim().is_empty());
    Document {
        slug: head.slug.clone().unwrap_or(base.slug),
        kind: head.kind.unwrap_or(base.kind),
        venues: head.venues.clone().unwrap_or(base.venues),
        title: written_title.or(opening).unwrap_or(base.title),
        front_matter: head,
        key_lines,
        ..base
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

/// Removes from a title in the body what belongs in no title.
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
