//! Sources of packages: a document with its text and its settings for a channel.

use std::borrow::Cow;

use crate::content::config::{Channel, ChannelKind};
use crate::content::{
    ChannelOverride, CoverImage, Document, StaleSource, TextProvider, front_matter, split,
};
use crate::diagnostic::{Diagnostics, SourceLocation};
use crate::markdown::PreparedText;
use crate::render::body_resolver::BodyResolver;
use crate::render::card_cache::CardCache;
use crate::render::feed::writable;
use crate::render::{DependencyTracker, TemplateEngine};
use crate::site::{DocumentId, FileId, ResolvedLink, Site, markdown_options};

use super::article::{Article, build};
use super::image::{ImageCache, SharedImages};
use super::wechat::ThemeStyles;

/// Builder of packages: a site with its theme and its texts.
pub(crate) struct PackageBuilder<'s> {
    /// Site.
    pub site: &'s Site,
    pub(super) engine: &'s TemplateEngine,
    pub(super) texts: &'s dyn TextProvider,
    pub(super) styles: ThemeStyles,
    pub(super) shared: SharedImages,
    pub(super) image_cache: Option<&'s ImageCache>,
    cards: CardCache,
}

impl<'s> PackageBuilder<'s> {
    /// Creates a builder; the diagnostics are of the theme's table of styles.
    pub(crate) fn new(
        site: &'s Site,
        engine: &'s TemplateEngine,
        texts: &'s dyn TextProvider,
    ) -> (Self, Diagnostics) {
        let (styles, found) = ThemeStyles::read(&site.theme);
        let shared = SharedImages::default();
        let cards = CardCache::default();
        (
            Self {
                site,
                engine,
                texts,
                styles,
                shared,
                image_cache: None,
                cards,
            },
            found,
        )
    }

    /// Adds a cache of converted images.
    #[must_use]
    pub(crate) fn with_image_cache(self, image_cache: &'s ImageCache) -> Self {
        Self {
            image_cache: Some(image_cache),
            ..self
        }
    }

    /// Source of a document's article for a channel.
    pub(super) fn article_source<'m>(
        &'m self,
        channel: &'m Channel,
        id: DocumentId,
    ) -> Result<ArticleSource<'m>, StaleSource> {
        let document = self.site.document(id);
        let text = self.texts.text(document)?;
        Ok(ArticleSource {
            builder: self,
            channel,
            id,
            document,
            channel_override: channel_override(document, channel),
            text,
        })
    }
}

/// Settings of a document for a channel: under the channel's name, else under its kind.
pub(super) fn channel_override<'d>(
    document: &'d Document,
    channel: &Channel,
) -> Option<&'d ChannelOverride> {
    let all = &document.front_matter.further.channels;
    let by_name = all
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(&channel.name));
    let by_kind = || {
        all.iter()
            .find(|(word, _)| ChannelKind::parse(word) == Some(channel.kind))
    };
    by_name
        .or_else(by_kind)
        .map(|(_, channel_override)| channel_override)
}

/// Source of a document's article for a channel.
pub(super) struct ArticleSource<'m> {
    pub(super) builder: &'m PackageBuilder<'m>,
    pub(super) channel: &'m Channel,
    pub(super) id: DocumentId,
    pub(super) document: &'m Document,
    pub(super) channel_override: Option<&'m ChannelOverride>,
    /// Whole text of the document's file.
    pub(super) text: String,
}

/// Text with its location in the sources.
pub(super) struct Sourced<'m> {
    pub(super) words: Cow<'m, str>,
    /// Location; `None` if the text was derived from something else.
    pub(super) place: Option<SourceLocation>,
}

impl<'m> ArticleSource<'m> {
    /// Parses the body to a tree.
    pub(super) fn article(&self) -> Article {
        let reads = DependencyTracker::new(self.builder.site, &self.builder.cards);
        let resolver = BodyResolver {
            reads: &reads,
            engine: self.builder.engine,
            document: self.id,
        };
        let engine = self.builder.engine;
        let options = markdown_options(
            &self.builder.site.config,
            engine.blocks(),
            engine.reserved_ids(),
        )
        .with_paragraphs(self.document.front_matter.further.paragraphs)
        .into_owned();
        let prepared = PreparedText::new(&self.text, self.document.body_start(), &options);
        build(&self.text, &prepared.events(), &resolver)
    }

    /// Absolute address of the document's page.
    pub(super) fn url(&self) -> String {
        self.builder
            .site
            .config
            .base
            .absolute(&self.builder.site.document_url(self.id))
    }

    pub(super) fn title(&self) -> Sourced<'m> {
        match self.overridden("title", |of| of.title.as_deref()) {
            Some(sourced) => sourced,
            None => Sourced {
                words: writable(&self.document.title),
                place: Some(self.title_location()),
            },
        }
    }

    /// Location of the title: in the front matter, else at the start of the body.
    pub(super) fn title_location(&self) -> SourceLocation {
        self.key_location("title")
            .unwrap_or_else(|| self.location(self.document.body_start, 1))
    }

    /// Digest; if not written, the beginning of the text, at most `most` characters.
    pub(super) fn digest(&self, most: usize) -> Sourced<'m> {
        if let Some(sourced) = self.overridden("digest", |of| of.digest.as_deref()) {
            return sourced;
        }
        match self.document.front_matter.summary.as_deref() {
            Some(words) => Sourced {
                words: writable(words),
                place: self.key_location("summary"),
            },
            None => Sourced {
                words: cut(writable(&self.document.body.summary), most),
                place: None,
            },
        }
    }

    pub(super) fn author(&self) -> Option<Sourced<'m>> {
        if let Some(sourced) = self.overridden("author", |of| of.author.as_deref()) {
            return Some(sourced);
        }
        if let Some(words) = self.document.front_matter.author.as_deref() {
            return Some(Sourced {
                words: writable(words),
                place: self.key_location("author"),
            });
        }
        let of_channel = self
            .channel
            .options
            .author
            .as_deref()
            .map(|words| (words, Some(self.channel_location())));
        let sponsor = || {
            self.builder
                .site
                .config
                .owner
                .sponsor
                .as_deref()
                .map(|words| (words, None))
        };
        of_channel.or_else(sponsor).map(|(words, place)| Sourced {
            words: Cow::Borrowed(words),
            place,
        })
    }

    fn overridden(
        &self,
        key: &'static str,
        of: impl Fn(&'m ChannelOverride) -> Option<&'m str>,
    ) -> Option<Sourced<'m>> {
        let channel_override = self.channel_override?;
        let words = writable(of(channel_override)?);
        Some(Sourced {
            words,
            place: Some(self.override_location(key)),
        })
    }

    /// Location of a key under `channels`, else of the document.
    pub(super) fn override_location(&self, key: &'static str) -> SourceLocation {
        let line = self
            .channel_override
            .and_then(|of| of.lines.get(key))
            .copied()
            .unwrap_or(1);
        SourceLocation::at_line(self.document.path.as_str(), &self.text, line, 1, 1).whole_line()
    }

    fn channel_location(&self) -> SourceLocation {
        SourceLocation {
            line: self.channel.line,
            ..SourceLocation::file(crate::content::SiteConfig::PATH)
        }
    }

    /// Location of a key of front matter, if written.
    pub(super) fn key_location(&self, key: &'static str) -> Option<SourceLocation> {
        let (parts, _) = split(&self.document.path, &self.text);
        let lines = front_matter::lines_of(&[key], &self.text, parts.head?);
        let (_, line) = lines.first()?;
        Some(
            SourceLocation::at_line(self.document.path.as_str(), &self.text, *line, 1, 1)
                .whole_line(),
        )
    }

    /// Location of bytes of the document's text.
    pub(super) fn location(&self, offset: usize, length: usize) -> SourceLocation {
        SourceLocation::in_text(self.document.path.as_str(), &self.text, offset, length)
    }

    /// Cover: that for the channel, the document's own, or the channel's default.
    pub(super) fn cover(&self) -> Option<(FileId, CoverImage)> {
        let found = |destination, cover: CoverImage| match destination {
            ResolvedLink::File(id) => Some((id, cover)),
            _ => None,
        };
        let site = self.builder.site;
        let own = self.channel_override.and_then(|of| of.cover.clone());
        let written = || {
            let file = self.document.front_matter.cover.clone()?;
            Some(CoverImage {
                file,
                focus: (0.5, 0.5),
            })
        };
        let of_document = own.or_else(written);
        let of_document = of_document
            .and_then(|cover| found(site.destination(self.document, &cover.file), cover));
        of_document.or_else(|| {
            let cover = self.channel.options.cover.clone()?;
            found(site.entry(&cover.file), cover)
        })
    }
}

/// Truncates a text to `most` characters, with … at the end.
pub(super) fn cut<'t>(text: impl Into<Cow<'t, str>>, most: usize) -> Cow<'t, str> {
    let text = text.into();
    if text.chars().count() <= most {
        return text;
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    Cow::Owned(format!("{}…", kept.trim_end()))
}
