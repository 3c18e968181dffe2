//! Document title from a first-level heading that opens the body; the page template shows it. Beside
//! another title in the front matter it stays a heading of the body.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::body_event::{BodyEvent, BodyEvents, plain_text};
use super::headings::take_choice;
use crate::characters::skeleton;

/// Takes the opening first-level heading out of a body, unless the front matter states another title.
pub(super) fn take(body: &mut BodyEvents<'_>, stated: Option<&str>) {
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
    let mut heading = body.events[..end].to_vec();
    take_choice(&mut heading);
    let title = plain_text(&heading).trim().to_owned();
    let is_other = |stated: &&str| !stated.trim().is_empty() && !is_same(stated, &title);
    if !title.is_empty() && stated.is_some_and(|stated| is_other(&stated)) {
        return;
    }
    body.title = (!title.is_empty()).then_some(title);
    body.events.drain(..=end);
}

/// Returns true if two titles differ at most in spaces, punctuation, case and width.
fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    let letters = skeleton(one);
    one == other || !letters.is_empty() && letters == skeleton(other)
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
    fn beside_another_stated_title_the_opening_heading_stays() {
        let read = |stated: &str, heading: &str| {
            let text = format!("# {heading}\n\n## 一\n");
            let start = crate::content::BodyStart {
                offset: 0,
                title: Some(stated),
            };
            let options = crate::markdown::tests::options();
            let facts = crate::markdown::facts("a.md", &text, start, &options).0;
            let headings = facts.headings.iter();
            headings
                .map(|heading| format!("{} {}", heading.level, heading.text))
                .collect::<Vec<_>>()
        };
        for (stated, heading) in [
            ("《民法典》问答（一）", "**《民法典》**问答 (一)"),
            ("民法典问答", "《民法典》问答"),
            ("ＡＢＣ 2026", "abc２０２６ {#a}"),
            ("？！", "？！"),
            (" ", "别的"),
        ] {
            assert_eq!(read(stated, heading), ["2 一"], "{heading}");
        }
        for (stated, heading) in [
            ("民法典问答", "民法典问答（二）"),
            ("甲", "乙"),
            ("？！", "！？"),
        ] {
            assert_eq!(
                read(stated, heading),
                [format!("2 {heading}"), "3 一".to_owned()],
                "{heading}"
            );
        }
    }

    #[test]
    fn a_later_heading_is_no_title() {
        assert_eq!(facts("正文\n\n# 后来的\n").title, None);
    }
}
