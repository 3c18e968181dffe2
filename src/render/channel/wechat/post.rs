//! Post: an article ready for the editor, with its metadata, HTML, images and diagnostics.

use std::cell::Cell;
use std::fmt::Write;
use std::sync::Arc;

use crate::content::{Document, DocumentKind, StaleSource, statute_parts};
use crate::diagnostic::Diagnostics;
use crate::markdown::size_text;
use crate::render::channel::article::Article;
use crate::render::channel::article_source::{ArticleSource, cut};
use crate::render::channel::image::{ArticleImages, PackageImage};
use crate::render::view::SpanView;
use crate::site::{FileId, ResolvedLink};

use super::html_writer::{WechatHtml, WechatWriter, text};
use super::lint;

/// Most characters of a digest.
pub(super) const MOST_DIGEST: usize = 128;
/// Length of a digest taken from the text: what the platform's own lists show.
const OWN_DIGEST: usize = 100;

/// Article ready for the editor.
pub(super) struct WechatPost {
    pub(super) title: String,
    pub(super) author: String,
    pub(super) digest: String,
    /// 阅读原文.
    pub(super) url: String,
    pub(super) written: WechatHtml,
    /// Images of the text in the order of their placeholders, each with its file name.
    pub(super) images: Vec<(String, Arc<PackageImage>)>,
    pub(super) cover: Option<CoverFile>,
    pub(super) comments: bool,
    pub(super) diagnostics: Diagnostics,
}

/// Cover of a post.
pub(super) struct CoverFile {
    /// Name in the package.
    pub(super) name: String,
    pub(super) image: Arc<PackageImage>,
    /// True if no cover is named and the first image of the text is used.
    pub(super) is_first_picture: bool,
    /// Crops, by their names in the platform's interface.
    pub(super) crops: [(&'static str, String); 2],
}

/// Builds a post of a document. `names` are the file names of its images.
pub(super) fn post(
    source: &ArticleSource<'_>,
    names: &[(FileId, String)],
) -> Result<WechatPost, StaleSource> {
    let builder = source.builder;
    let images = ArticleImages::new(builder);
    let first = Cell::new(None);
    let sizes = |id: FileId| {
        let size = names
            .iter()
            .any(|(known, _)| *known == id)
            .then(|| images.size(id))
            .flatten();
        if size.is_some() && first.get().is_none() {
            first.set(Some(id));
        }
        size
    };
    let written = write(source, &source.article(), &sizes);
    let cover = cover(source, &images, first.get());
    if let Some(stale) = images.stale() {
        return Err(stale);
    }
    let title = source.title();
    let author = source.author();
    let digest = source.digest(OWN_DIGEST);
    // A sponsor's name that is too long is not used as the author, since no source names it as one.
    let author = author.filter(|sourced| {
        sourced.place.is_some() || sourced.words.chars().count() <= lint::MOST_AUTHOR
    });
    let named = |id: &FileId| {
        let name = names
            .iter()
            .find(|(known, _)| known == id)
            .map(|(_, name)| name.clone())?;
        Some((name, images.get(*id)?))
    };
    let mut post = WechatPost {
        title: title.words.to_string(),
        author: author
            .as_ref()
            .map(|sourced| sourced.words.to_string())
            .unwrap_or_default(),
        digest: digest.words.to_string(),
        url: source.url(),
        images: written.images.iter().filter_map(named).collect(),
        written,
        cover,
        comments: source.channel.options.comments,
        diagnostics: Diagnostics::new(),
    };
    post.diagnostics = lint::lint(
        source,
        &post,
        &[
            ("title", Some(&title)),
            ("author", author.as_ref()),
            ("digest", Some(&digest)),
        ],
        &images,
    );
    Ok(post)
}

/// Cover as written, else the article's first image.
fn cover(
    source: &ArticleSource<'_>,
    images: &ArticleImages<'_>,
    first: Option<FileId>,
) -> Option<CoverFile> {
    let (id, focus, is_first_picture) = match source.cover() {
        Some((id, cover)) => (id, cover.focus, false),
        None => (first?, (0.5, 0.5), true),
    };
    let image = images.get(id)?;
    let crops = super::cover::crops((image.width, image.height), focus);
    Some(CoverFile {
        name: format!("cover.{}", image.ending),
        image,
        is_first_picture,
        crops,
    })
}

/// Writes the whole article: facts that the site's page shows beside the text, the text, the collected end parts, the
/// imprint.
pub(super) fn write(
    source: &ArticleSource<'_>,
    article: &Article,
    sizes: &dyn Fn(FileId) -> Option<(u32, u32)>,
) -> WechatHtml {
    let mut writer = WechatWriter::new(&source.builder.styles, sizes);
    writer.opening(source);
    writer.body(&article.blocks);
    writer.attached(source);
    writer.end(article);
    writer.imprint(source);
    writer.finish()
}

impl WechatWriter<'_> {
    /// Writes the question of a 问答, or time and place of an event.
    fn opening(&mut self, source: &ArticleSource<'_>) {
        let head = &source.document.front_matter;
        let mut lines: Vec<(&str, String)> = Vec::new();
        if let Some(question) = &head.further.question {
            lines.push(("问", question.clone()));
        }
        if let Some(start) = head.further.start {
            let zone = &source.builder.site.config.zone;
            let SpanView { text: span, .. } = crate::render::date_format::span(
                start,
                head.further.end,
                crate::render::date_format::SpanStage::Upcoming,
                zone,
            );
            lines.push(("时间", span));
        }
        let more = [
            ("地点", &head.further.place),
            ("承办", &head.further.organizer),
            ("文号", &head.further.document_number),
        ];
        lines.extend(
            more.into_iter()
                .filter_map(|(name, value)| Some((name, value.clone()?))),
        );
        if lines.is_empty() {
            return;
        }
        self.section("box", "", &(0..0), |writer| {
            for (name, value) in &lines {
                writer.line("item", &format!("{name}：{value}"));
            }
        });
    }

    /// Writes the list of attached files.
    fn attached(&mut self, source: &ArticleSource<'_>) {
        let site = source.builder.site;
        let files = source
            .document
            .front_matter
            .further
            .files
            .iter()
            .filter_map(|written| {
                let ResolvedLink::File(id) = site.destination(source.document, written) else {
                    return None;
                };
                let file = site.file(id);
                Some(format!(
                    "• {}（{}，{}）",
                    file.path.name(),
                    file.kind(),
                    size_text(file.length)
                ))
            });
        let lines: Vec<String> = files.collect();
        if lines.is_empty() {
            return;
        }
        self.section("card", "", &(0..0), |writer| {
            writer.line("card_title", "附件");
            for line in &lines {
                writer.line("item", line);
            }
            writer.line("small", "请点击文末“阅读原文”下载");
        });
    }

    /// Writes answers, footnotes, and the addresses of links.
    fn end(&mut self, article: &Article) {
        for (title, answers) in std::mem::take(&mut self.answers) {
            let title = title.map_or_else(|| "答案".to_owned(), |title| format!("答案：{title}"));
            self.line("end_title", &title);
            self.open("section", "notes", "");
            for answer in &answers {
                self.line("note", answer);
            }
            self.close("section");
        }
        if !article.notes.is_empty() {
            self.line("end_title", "注释");
            self.open("section", "notes", "");
            for (at, note) in article.notes.iter().enumerate() {
                self.note(at + 1, note);
            }
            self.close("section");
        }
        let addresses = std::mem::take(&mut self.addresses);
        if !addresses.is_empty() {
            self.line("end_title", "文中链接");
            self.open("section", "notes", "");
            for (at, (address, words)) in addresses.iter().enumerate() {
                let number = at + 1;
                let shown = if words == address || words.is_empty() {
                    String::new()
                } else {
                    format!("{words}：")
                };
                self.line("note", &format!("[{number}] {shown}{address}"));
            }
            self.close("section");
        }
    }

    fn note(&mut self, number: usize, blocks: &[crate::render::channel::article::ArticleBlock]) {
        use crate::render::channel::article::{ArticleBlock, BlockContent};
        let (mut words, mut rest): (&[_], &[ArticleBlock]) = (&[], blocks);
        if let Some((
            ArticleBlock {
                content: BlockContent::Paragraph(first),
                ..
            },
            others,
        )) = blocks.split_first()
        {
            (words, rest) = (first, others);
        }
        self.open("p", "note", "");
        let _ = write!(self.out, "<span>注{number} ");
        self.inlines(words);
        self.out.push_str("</span>");
        self.close("p");
        self.blocks(rest);
    }

    /// Writes the laws that the article is based on, and its author, editor and reviewer.
    fn imprint(&mut self, source: &ArticleSource<'_>) {
        let Document {
            kind,
            front_matter: head,
            ..
        } = source.document;
        let mut parts: Vec<String> = Vec::new();
        if matches!(kind, DocumentKind::Case | DocumentKind::Qa) && !head.further.laws.is_empty() {
            let cited = head.further.laws.iter().map(|law| {
                let (name, articles) = statute_parts(law);
                format!("《{name}》{articles}")
            });
            parts.push(format!("依据：{}", cited.collect::<Vec<_>>().join("、")));
        }
        let people = [
            ("来源", &head.source),
            ("作者", &head.author),
            ("编辑", &head.editor),
            ("审核", &head.reviewer),
        ];
        let people: Vec<String> = people
            .iter()
            .filter_map(|(name, value)| Some(format!("{name}：{}", value.as_ref()?)))
            .collect();
        if !people.is_empty() {
            parts.push(people.join("　"));
        }
        if !parts.is_empty() {
            self.open("p", "imprint", "");
            for (at, part) in parts.iter().enumerate() {
                self.out.push_str(if at > 0 { "<br>" } else { "" });
                text(&mut self.out, part);
            }
            self.close("p");
        }
    }
}

/// File names of the images that a document's text names, in order.
pub(super) fn image_names(site: &crate::site::Site, document: &Document) -> Vec<(FileId, String)> {
    let mut names: Vec<(FileId, String)> = Vec::new();
    for image in &document.body.images {
        if let ResolvedLink::File(id) = site.destination(document, &image.destination)
            && names.iter().all(|(known, _)| *known != id)
        {
            let ending = crate::render::channel::image::ending(site.file(id));
            names.push((id, format!("images/{}.{ending}", names.len() + 1)));
        }
    }
    names
}

/// Title shortened to a line of a list.
pub(super) fn short(title: &str) -> String {
    cut(title, 40).into_owned()
}
