//! Images: alternative text, size, and lazy loading.

use std::borrow::Cow;

use pulldown_cmark::{Event, TagEnd};

use super::{HtmlEmitter, escape};
use crate::markdown::body_event::{BodyEvent, plain_text};
use crate::markdown::raw_target::{self, RawTarget};

impl<'b> HtmlEmitter<'b> {
    /// Emits the image that begins here, up to its end; only its alternative text if unresolved.
    pub(super) fn image(&mut self, destination: &str, title: &str) {
        let words = self.take_words();
        if self.is_plain {
            let mut html = image_tag(destination, &words);
            escape::title(&mut html, title);
            html.push('>');
            self.out.push_str(&html);
        } else if raw_target::kind(destination) == RawTarget::Somewhere {
            match self.sized_image(destination, &words, title) {
                Some(html) => self.out.push_str(&html),
                None => escape::text(&mut self.out, &words),
            }
        } else {
            escape::text(&mut self.out, &words);
        }
    }

    /// Returns a resolved image: the first one loads at once, the others lazily.
    fn sized_image(&mut self, destination: &str, words: &str, title: &str) -> Option<String> {
        let target = self.around.image(destination);
        if target.src.is_empty() {
            return None;
        }
        let mut html = image_tag(&target.src, words);
        escape::title(&mut html, title);
        if let Some((width, height)) = target.size {
            for (name, pixels) in [(" width=\"", width), ("\" height=\"", height)] {
                html.push_str(name);
                html.push_str(&pixels.to_string());
            }
            html.push('"');
        }
        if self.images > 0 {
            html.push_str(" loading=\"lazy\"");
        }
        html.push_str(" decoding=\"async\">");
        self.images += 1;
        Some(html)
    }

    /// Takes the alternative text of the image that begins here and moves to its end.
    fn take_words(&mut self) -> Cow<'b, str> {
        let pieces = self.pieces;
        let start = self.at + 1;
        let mut depth = 1;
        while depth > 0 && self.at + 1 < pieces.len() {
            self.at += 1;
            match &pieces[self.at].0 {
                BodyEvent::Markdown(Event::Start(pulldown_cmark::Tag::Image { .. })) => depth += 1,
                BodyEvent::Markdown(Event::End(TagEnd::Image)) => depth -= 1,
                _ => {}
            }
        }
        plain_text(&pieces[start..self.at])
    }
}

fn image_tag(src: &str, words: &str) -> String {
    let mut html = "<img".to_owned();
    escape::address_attribute(&mut html, "src", src);
    html.push_str(" alt=\"");
    escape::attribute(&mut html, words);
    html.push('"');
    html
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::html;

    #[test]
    fn the_first_image_is_loaded_at_once() {
        insta::assert_snapshot!(html("![一*图*](a.png)![](b.png)![坏](data:image/png;base64,x)[![链](c.png)](a.md)"), @r#"<p><img src="/a.png" alt="一图" width="640" height="480" decoding="async"><img src="/b.png" alt="" width="640" height="480" loading="lazy" decoding="async">坏<a href="a.html"><img src="/c.png" alt="链" width="640" height="480" loading="lazy" decoding="async"></a></p>"#);
    }
}
