//! Pre-rendered HTML that leaves only links open, so that a body is parsed once.

use pulldown_cmark::{Event, LinkType, Tag};

use super::{HtmlEmitter, emitter};
use crate::content::{PendingLink, PrerenderedBody};
use crate::markdown::body_event::{BodyEvent, BodyEvents, SpannedEvent};
use crate::markdown::feature_set::Feature;
use crate::markdown::raw_html::raw;
use crate::markdown::{
    ComponentFailure, ImageTarget, LinkResolver, LinkTarget, MarkdownDialect, MarkdownOptions,
};

/// Pre-renders a body without annotations, links left open; returns `None` if more than its links
/// depends on the site.
pub(in crate::markdown) fn prerender(
    body: &BodyEvents<'_>,
    length: usize,
    options: &MarkdownOptions,
) -> Option<PrerenderedBody> {
    let may_ask = [Feature::Fences, Feature::Images, Feature::RawHtml]
        .into_iter()
        .any(|rare| body.features.any(rare));
    if options.dialect == MarkdownDialect::CommonMark
        || may_ask && !body.events.iter().all(is_independent)
    {
        return None;
    }
    let mut emitter = emitter(&body.events, length, options, &NoResolver);
    emitter.open_links = Some(Vec::new());
    emitter.run();
    let links = emitter.open_links.unwrap_or_default();
    // A link tag ends no line; an open link at a line's end would change the line breaks after it.
    let ends_a_line = |link: &PendingLink| {
        link.start == link.end
            || emitter
                .out
                .get(..link.end)
                .is_none_or(|before| before.ends_with('\n'))
    };
    if links.iter().any(ends_a_line) {
        return None;
    }
    Some(PrerenderedBody {
        html: emitter.out.into(),
        links,
    })
}

/// Fills the links of pre-rendered HTML.
pub(in crate::markdown) fn link(
    unlinked: &PrerenderedBody,
    options: &MarkdownOptions,
    around: &dyn LinkResolver,
) -> String {
    let PrerenderedBody { html, links } = unlinked;
    let mut emitter = emitter(&[], html.len(), options, around);
    let mut from = 0;
    let part = |from: usize, to: usize| html.get(from..to).unwrap_or_default();
    for link in links {
        emitter.out.push_str(part(from, link.start));
        let link_type = if link.is_email {
            LinkType::Email
        } else {
            LinkType::Inline
        };
        emitter.open_link(link_type, &link.destination, &link.title);
        emitter.out.push_str(part(link.start, link.end));
        emitter.close_link();
        from = link.end;
    }
    emitter.out.push_str(part(from, html.len()));
    emitter.out
}

/// Returns true if the output of an event is independent of the site, links apart.
fn is_independent((piece, _): &SpannedEvent<'_>) -> bool {
    let asks = matches!(
        piece,
        BodyEvent::Block(_)
            | BodyEvent::OpenFigure
            | BodyEvent::Insert(_)
            | BodyEvent::Markdown(Event::Start(Tag::Image { .. }))
    );
    let is_resolved_later = matches!(piece, BodyEvent::RawStart(tag) if tag.has_address());
    !asks && !is_resolved_later && raw(piece).is_none()
}

impl HtmlEmitter<'_> {
    /// Leaves a link open when pre-rendering; returns false otherwise.
    pub(super) fn leave_open(
        &mut self,
        link_type: LinkType,
        destination: &str,
        title: &str,
    ) -> bool {
        let start = self.out.len();
        let Some(links) = &mut self.open_links else {
            return false;
        };
        links.push(PendingLink {
            start,
            end: start,
            is_email: link_type == LinkType::Email,
            destination: destination.to_owned(),
            title: title.to_owned(),
        });
        true
    }

    /// Records the end of the last open link.
    pub(super) fn leave_closed(&mut self) -> bool {
        let Some(link) = self.open_links.as_mut().and_then(|links| links.last_mut()) else {
            return false;
        };
        link.end = self.out.len();
        true
    }
}

/// Resolver for pre-rendering, where nothing is resolved.
struct NoResolver;

impl LinkResolver for NoResolver {
    fn link(&self, _: &str) -> LinkTarget {
        LinkTarget::Nowhere
    }

    fn image(&self, destination: &str) -> ImageTarget {
        ImageTarget {
            src: destination.to_owned(),
            size: None,
        }
    }

    fn component(&self, _: &str, _: &serde_json::Value) -> Result<String, ComponentFailure> {
        Ok(String::new())
    }
}
