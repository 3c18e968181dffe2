//! Document title from a first-level heading that opens the body; the page template shows it.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::body_event::{BodyEvent, BodyEvents, plain_text};
use super::headings::take_choice;

/// Takes the opening first-level heading out of a body.
pub(super) fn take(body: &mut BodyEvents<'_>) {
    let opens = matches!(
        body.events.first(),
        Some((
            BodyEvent::Markdown(Event::Start(Tag::Heading {
                level: HeadingLevel::H1,
                ..
            })),
            _
        ))
    );
    if !opens {
        return;
    }
    let end = BodyEvent::Markdown(Event::End(TagEnd::Heading(HeadingLevel::H1)));
    let Some(end) = body.events.iter().position(|(piece, _)| *piece == end) else {
        return;
    };
    take_choice(&mut body.events[..end]);
    let title = plain_text(&body.events[..end]).trim().to_owned();
    body.title = (!title.is_empty()).then_some(title);
    body.events.drain(..=end);
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::{facts, html};

    #[test]
    fn the_opening_heading_is_the_title_and_not_in_the_body() {
        let text = "# **土地**承包\n\n正文\n\n# 后来的\n";
        assert_eq!(facts(text).title.as_deref(), Some("土地承包"));
        insta::assert_snapshot!(html(text), @r##"
        <p>正文</p>
        <h2 id="后来的">后来的<a class="heading-anchor" href="#%E5%90%8E%E6%9D%A5%E7%9A%84" aria-label="“后来的”的链接"></a></h2>
        "##);
    }

    #[test]
    fn an_id_is_no_part_of_the_title() {
        assert_eq!(facts("# 土地 {#land}\n").title.as_deref(), Some("土地"));
    }

    #[test]
    fn a_later_heading_is_no_title() {
        assert_eq!(facts("正文\n\n# 后来的\n").title, None);
    }
}
