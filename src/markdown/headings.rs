//! Heading ids, and demotion of first-level headings, since the page has its own `<h1>`.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::anchors::{AnchorIds, is_safe};
use super::body_event::{BodyEvent, SpannedEvent, plain_text};

/// Sets the id of each heading, strips `{#id}` from its text, and demotes level 1 to level 2.
pub(super) fn adapt(pieces: &mut [SpannedEvent<'_>]) {
    let mut anchors = AnchorIds::default();
    let mut rest = pieces;
    while let Some(start) = rest.iter().position(|(piece, _)| opens(piece)) {
        rest = &mut rest[start..];
        let Some(end) = rest.iter().position(|(piece, _)| closes(piece)) else {
            return;
        };
        let (heading, after) = rest.split_at_mut(end);
        set_id(heading, &mut anchors);
        for (piece, _) in heading.first_mut().into_iter().chain(after.first_mut()) {
            demote(piece);
        }
        rest = after;
    }
}

fn opens(piece: &BodyEvent<'_>) -> bool {
    matches!(
        piece,
        BodyEvent::Markdown(Event::Start(Tag::Heading { .. }))
    )
}

fn closes(piece: &BodyEvent<'_>) -> bool {
    matches!(piece, BodyEvent::Markdown(Event::End(TagEnd::Heading(_))))
}

/// Demotes a first-level heading to the second level.
fn demote(piece: &mut BodyEvent<'_>) {
    if let BodyEvent::Markdown(
        Event::Start(Tag::Heading { level, .. }) | Event::End(TagEnd::Heading(level)),
    ) = piece
        && *level == HeadingLevel::H1
    {
        *level = HeadingLevel::H2;
    }
}

fn set_id(heading: &mut [SpannedEvent<'_>], anchors: &mut AnchorIds) {
    let unique = match take_choice(heading) {
        Some(choice) => anchors.for_choice(&choice),
        None => anchors.for_text(&plain_text(heading)),
    };
    if let Some((BodyEvent::Markdown(Event::Start(Tag::Heading { id, .. })), _)) =
        heading.first_mut()
    {
        *id = Some(unique.into());
    }
}

/// Strips a trailing `{#id}` from a heading's last texts and returns the id.
pub(super) fn take_choice(heading: &mut [SpannedEvent<'_>]) -> Option<String> {
    let (BodyEvent::Markdown(Event::Text(last)), _) = heading.last()? else {
        return None;
    };
    if !last.ends_with('}') {
        return None;
    }
    let texts = heading
        .iter()
        .rev()
        .take_while(|(piece, _)| matches!(piece, BodyEvent::Markdown(Event::Text(_))));
    let first = heading.len() - texts.count();
    let joined = plain_text(&heading[first..]);
    let (before, choice) = joined.strip_suffix('}')?.rsplit_once("{#")?;
    if !is_safe(choice) {
        return None;
    }
    let choice = choice.to_owned();
    let before = before.trim_end().to_owned();
    for (piece, _) in &mut heading[first..] {
        *piece = BodyEvent::Markdown(Event::Text(CowStr::Borrowed("")));
    }
    heading[first].0 = BodyEvent::Markdown(Event::Text(before.into()));
    Some(choice)
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::{facts, html};

    fn headings(text: &str) -> Vec<(u8, String, String)> {
        let facts = facts(text);
        facts
            .headings
            .iter()
            .map(|found| (found.level, found.id.to_owned(), found.text.to_owned()))
            .collect()
    }

    #[test]
    fn headings_have_unique_ids_in_han_characters() {
        let found = headings("## 什么是*合同*\n\n## 什么是合同\n\n### 《民法典》第1条\n\n# 一级\n");
        insta::assert_debug_snapshot!(found, @r#"
        [
            (
                2,
                "什么是合同",
                "什么是合同",
            ),
            (
                2,
                "什么是合同-2",
                "什么是合同",
            ),
            (
                3,
                "民法典第1条",
                "《民法典》第1条",
            ),
            (
                2,
                "一级",
                "一级",
            ),
        ]
        "#);
    }

    #[test]
    fn an_author_may_choose_an_id() {
        assert_eq!(
            headings("## 定义 {#ding_yi}\n"),
            [(2, "ding_yi".into(), "定义".into())]
        );
        assert_eq!(
            headings("定义 {#a-b}\n---\n"),
            [(2, "a-b".into(), "定义".into())]
        );
        assert_eq!(
            headings("## 定义 {#a\"b}\n"),
            [(2, "定义-ab".into(), "定义 {#a\"b}".into())]
        );
        assert_eq!(
            headings("## 模板 {{ x }}\n"),
            [(2, "模板-x".into(), "模板 {{ x }}".into())]
        );
    }

    #[test]
    fn a_heading_links_to_itself() {
        insta::assert_snapshot!(html("## 定义"), @r##"<h2 id="定义">定义<a class="heading-anchor" href="#%E5%AE%9A%E4%B9%89" aria-label="“定义”的链接"></a></h2>"##);
    }
}
