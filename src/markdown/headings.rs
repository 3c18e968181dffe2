//! Heading ids, and levels below the page's own `<h1>`: in a body with first-level headings each
//! heading goes one level down, so that the outline stays as it is.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::ReservedIds;
use super::anchors::{AnchorIds, is_safe};
use super::body_event::{BodyEvent, SpannedEvent, plain_text};

/// Sets the id of each heading, strips `{#id}` from its text, and leaves level 1 to the page.
pub(super) fn adapt(pieces: &mut [SpannedEvent<'_>], reserved: &ReservedIds) {
    let mut anchors = AnchorIds::new(reserved);
    let demotes = pieces.iter().any(|(piece, _)| is_first_level(piece));
    let mut rest = pieces;
    while let Some(start) = rest.iter().position(|(piece, _)| opens(piece)) {
        rest = &mut rest[start..];
        let Some(end) = rest.iter().position(|(piece, _)| closes(piece)) else {
            return;
        };
        let (heading, after) = rest.split_at_mut(end);
        set_id(heading, &mut anchors);
        if demotes {
            for (piece, _) in heading.first_mut().into_iter().chain(after.first_mut()) {
                demote(piece);
            }
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

fn is_first_level(piece: &BodyEvent<'_>) -> bool {
    matches!(
        piece,
        BodyEvent::Markdown(Event::Start(Tag::Heading {
            level: HeadingLevel::H1,
            ..
        }))
    )
}

/// Moves a heading one level down; there is none below the sixth.
fn demote(piece: &mut BodyEvent<'_>) {
    if let BodyEvent::Markdown(
        Event::Start(Tag::Heading { level, .. }) | Event::End(TagEnd::Heading(level)),
    ) = piece
    {
        *level = HeadingLevel::try_from(*level as usize + 1).unwrap_or(HeadingLevel::H6);
    }
}

fn set_id(heading: &mut [SpannedEvent<'_>], anchors: &mut AnchorIds<'_>) {
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
                3,
                "什么是合同",
                "什么是合同",
            ),
            (
                3,
                "什么是合同-2",
                "什么是合同",
            ),
            (
                4,
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
    fn a_body_with_first_level_headings_keeps_its_outline_below_the_title() {
        let levels =
            |text: &str| -> Vec<u8> { headings(text).iter().map(|(level, ..)| *level).collect() };
        assert_eq!(levels("# 题\n\n## 一\n\n### 甲\n"), [2, 3]);
        assert_eq!(levels("## 一\n\n### 甲\n\n## 二\n"), [2, 3, 2]);
        assert_eq!(levels("文\n\n# 一\n\n## 甲\n\n# 二\n"), [2, 3, 2]);
        assert_eq!(
            levels("# 题\n\n# 一\n\n## 甲\n\n##### 五\n\n###### 六\n"),
            [2, 3, 6, 6]
        );
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
