//! Admonitions, components, figure captions, and self-links of headings.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::{HtmlEmitter, escape};
use crate::diagnostic::Code;
use crate::markdown::admonitions::AdmonitionKind;
use crate::markdown::blocks::ComponentBlock;
use crate::markdown::body_event::{BodyDiagnostic, BodyEvent, plain_text};
use crate::url::fragment;

impl HtmlEmitter<'_> {
    pub(super) fn open_box(&mut self, kind: AdmonitionKind, title: Option<&str>) {
        let name = kind.name(self.labels.is_chinese);
        if kind == AdmonitionKind::Details {
            return self.open_details(kind, title.unwrap_or(name));
        }
        let title = title.map_or_else(
            || name.to_owned(),
            |title| format!("{name}{}{title}", self.labels.colon),
        );
        self.block("<aside");
        self.own_attribute("class", &format!("box {}", kind.class()));
        self.own_attribute("role", "note");
        self.open_attribute("aria-label");
        escape::attribute(&mut self.out, &title);
        self.out.push_str("\">\n<p");
        self.own_attribute("class", "box-title");
        self.out.push('>');
        escape::text(&mut self.out, &title);
        self.out.push_str("</p>\n");
    }

    /// Emits the start of a box that its reader opens.
    fn open_details(&mut self, kind: AdmonitionKind, title: &str) {
        self.block("<details");
        self.own_attribute("class", &format!("box {}", kind.class()));
        self.out.push_str(">\n<summary");
        self.own_attribute("class", "box-title");
        self.out.push('>');
        escape::text(&mut self.out, title);
        self.out.push_str("</summary>\n");
    }

    /// Emits a component's HTML; on failure emits nothing and reports a diagnostic.
    pub(super) fn component(&mut self, block: &ComponentBlock, range: &Range<usize>) {
        match self
            .around
            .component(&block.name, &block.resolved(self.around))
        {
            Ok(html) => {
                self.fresh_line();
                self.out.push_str(&html);
                self.fresh_line();
            }
            Err(failure) => {
                let range = range.start..range.start + "```".len();
                let found = BodyDiagnostic::new(Code::BlockInvalid, failure.message, range);
                self.diagnostics.push(BodyDiagnostic {
                    quote: failure.quote,
                    ..found
                });
            }
        }
    }

    /// Emits an anchor that the site injects.
    pub(super) fn anchor(&mut self, id: &str) {
        let mut place = "<span class=\"anchor\" id=\"".to_owned();
        escape::attribute(&mut place, id);
        place.push_str("\"></span>");
        self.out.push_str(&place);
    }

    /// Emits an HTML block that the site injects.
    pub(super) fn insert(&mut self, html: &str) {
        self.fresh_line();
        self.out.push_str(html);
        self.out.push('\n');
    }

    pub(super) fn close_figure(&mut self, caption: &str) {
        self.out.push_str("<figcaption>");
        escape::text(&mut self.out, caption);
        self.out.push_str("</figcaption></figure>\n");
    }

    /// Emits the self-link of the heading that ends here, empty, so that the heading's text stays.
    pub(super) fn heading_anchor(&mut self) {
        let pieces = self.pieces;
        let heading = &pieces[self.heading_start..self.at];
        let Some((BodyEvent::Markdown(Event::Start(Tag::Heading { id: Some(id), .. })), _)) =
            heading.first()
        else {
            return;
        };
        let text = plain_text(heading);
        let [before, after] = self.labels.anchor;
        self.out.push_str("<a");
        self.own_attribute("class", "heading-anchor");
        // Ids contain no characters that escaping would change.
        self.out.push_str(" href=\"");
        self.out.push_str(&fragment(id));
        self.out.push('"');
        self.open_attribute("aria-label");
        self.out.push_str(before);
        escape::attribute(&mut self.out, text.trim());
        self.out.push_str(after);
        self.out.push('"');
        self.out.push_str("></a>");
    }
}
