//! Admonitions: block quotes that begin with a marker such as `[!提示]`.

use std::ops::Range;
use std::vec::IntoIter;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::body_event::{BodyDiagnostic, BodyEvent, BodyEvents, SpannedEvent, plain_text};
use crate::content::nearest;
use crate::diagnostic::Code;
use crate::message;

/// Kinds of admonition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AdmonitionKind {
    /// 提示.
    Tip,
    /// 法条: the text of a statute.
    Statute,
    /// 案例.
    Case,
    /// 注意.
    Notice,
    /// 警示.
    Warning,
    /// 详情: shown when it is opened.
    Details,
}

struct AdmonitionFacts {
    kind: AdmonitionKind,
    class: &'static str,
    /// Name in Chinese and in English.
    names: [&'static str; 2],
    /// Names of GitHub, VuePress and VitePress for the kind, and other Chinese words.
    aliases: &'static [&'static str],
}

const BOXES: [AdmonitionFacts; 6] = [
    notice_box(
        AdmonitionKind::Tip,
        "box-tip",
        ["提示", "Tip"],
        &["NOTE", "INFO", "说明", "信息"],
    ),
    notice_box(
        AdmonitionKind::Statute,
        "box-statute",
        ["法条", "Statute"],
        &[],
    ),
    notice_box(AdmonitionKind::Case, "box-case", ["案例", "Case"], &[]),
    notice_box(
        AdmonitionKind::Notice,
        "box-notice",
        ["注意", "Important"],
        &["WARNING"],
    ),
    notice_box(
        AdmonitionKind::Warning,
        "box-warning",
        ["警示", "Caution"],
        &["DANGER", "ERROR", "警告", "危险"],
    ),
    notice_box(
        AdmonitionKind::Details,
        "box-details",
        ["详情", "Details"],
        &["折叠"],
    ),
];

const fn notice_box(
    kind: AdmonitionKind,
    class: &'static str,
    names: [&'static str; 2],
    aliases: &'static [&'static str],
) -> AdmonitionFacts {
    AdmonitionFacts {
        kind,
        class,
        names,
        aliases,
    }
}

impl AdmonitionFacts {
    fn words(&self) -> impl Iterator<Item = &'static str> {
        self.names.into_iter().chain(self.aliases.iter().copied())
    }
}

impl AdmonitionKind {
    /// Returns the kind that the word after `!` names, ignoring ASCII case.
    pub(crate) fn called(word: &str) -> Option<Self> {
        let is_called =
            |facts: &&AdmonitionFacts| facts.words().any(|name| name.eq_ignore_ascii_case(word));
        BOXES.iter().find(is_called).map(|facts| facts.kind)
    }

    /// Returns the CSS class.
    pub(crate) fn class(self) -> &'static str {
        BOXES[self as usize].class
    }

    /// Returns the name in Chinese or in English.
    pub(crate) fn name(self, chinese: bool) -> &'static str {
        BOXES[self as usize].names[usize::from(!chinese)]
    }
}

/// Turns each block quote that opens with a marker into an admonition.
pub(super) fn adapt(body: &mut BodyEvents<'_>, text: &str) {
    if !(0..body.events.len()).any(|at| opens_with_marker(text, &body.events[at..])) {
        return;
    }
    let mut rest = std::mem::take(&mut body.events).into_iter();
    let mut open: Vec<Option<AdmonitionKind>> = Vec::new();
    while let Some((piece, range)) = rest.next() {
        match &piece {
            BodyEvent::Markdown(Event::Start(Tag::BlockQuote(_))) => {
                let kind = marker(text, rest.as_slice())
                    .and_then(|word| known(word, body, rest.as_slice()));
                open.push(kind);
                match kind {
                    Some(kind) => open_box(kind, range, &mut rest, &mut body.events),
                    None => body.events.push((piece, range)),
                }
            }
            BodyEvent::Markdown(Event::End(TagEnd::BlockQuote(_))) => {
                let end = open.pop().flatten().map_or(piece, BodyEvent::CloseBox);
                body.events.push((end, range));
            }
            _ => body.events.push((piece, range)),
        }
    }
}

/// Replaces the start of a quote and the first line of its first paragraph (marker and title) with
/// [`BodyEvent::OpenBox`]. The rest of the paragraph stays a paragraph.
fn open_box<'a>(
    kind: AdmonitionKind,
    range: Range<usize>,
    rest: &mut IntoIter<SpannedEvent<'a>>,
    pieces: &mut Vec<SpannedEvent<'a>>,
) {
    let paragraph = rest.next();
    let mut line = Vec::new();
    let mut depth = 0_u32;
    let mut goes_on = false;
    for placed in rest.by_ref() {
        match &placed.0 {
            BodyEvent::Markdown(Event::SoftBreak | Event::HardBreak) if depth == 0 => {
                goes_on = true;
            }
            BodyEvent::Markdown(Event::End(TagEnd::Paragraph)) => break,
            BodyEvent::Markdown(Event::Start(_)) => depth += 1,
            BodyEvent::Markdown(Event::End(_)) => depth -= 1,
            _ => {}
        }
        if goes_on {
            break;
        }
        line.push(placed);
    }
    pieces.push((BodyEvent::OpenBox(kind, title(&line)), range));
    pieces.extend(paragraph.filter(|_| goes_on));
}

/// Returns the title: the text after the marker.
fn title(line: &[SpannedEvent<'_>]) -> Option<String> {
    let line = plain_text(line);
    let title = line.split_once(']')?.1.trim();
    (!title.is_empty()).then(|| title.to_owned())
}

/// Returns true if a quote with an admonition marker begins here.
fn opens_with_marker(text: &str, pieces: &[SpannedEvent<'_>]) -> bool {
    match pieces {
        [
            (BodyEvent::Markdown(Event::Start(Tag::BlockQuote(_))), _),
            quote @ ..,
        ] => marker(text, quote).is_some(),
        _ => false,
    }
}

/// Returns the word in the `[!word]` that opens a quote's first paragraph.
fn marker<'t>(text: &'t str, quote: &[SpannedEvent<'_>]) -> Option<&'t str> {
    let [
        (BodyEvent::Markdown(Event::Start(Tag::Paragraph)), _),
        (BodyEvent::Markdown(Event::Text(first)), range),
        ..,
    ] = quote
    else {
        return None;
    };
    let (word, _) = text
        .get(range.start..)?
        .lines()
        .next()?
        .strip_prefix("[!")?
        .split_once(']')?;
    (&**first == "[" && !word.trim().is_empty()).then_some(word.trim())
}

fn known(
    word: &str,
    body: &mut BodyEvents<'_>,
    quote: &[SpannedEvent<'_>],
) -> Option<AdmonitionKind> {
    let kind = AdmonitionKind::called(word);
    if kind.is_none() {
        let start = quote.get(1).map_or(0, |(_, range)| range.start);
        body.diagnostics.push(unknown(word, start));
    }
    kind
}

fn unknown(word: &str, start: usize) -> BodyDiagnostic {
    let hint = match nearest(word, BOXES.iter().flat_map(AdmonitionFacts::words)) {
        Some(known) => message!("是不是想写“[!{known}]”？", "did you mean “[!{known}]”?"),
        None => message!(
            "可以用的有：提示、法条、案例、注意、警示、详情",
            "there are 提示 (tip), 法条 (statute), 案例 (case), 注意 (important), 警示 (caution), 详情 (details)"
        ),
    };
    BodyDiagnostic::new(
        Code::BoxUnknown,
        message!(
            "没有“{word}”这种提示框，按普通引文显示",
            "there is no notice box “{word}”; it stays a quote"
        ),
        start..start + "[!]".len() + word.len(),
    )
    .hint(hint)
}

/// Reports a container with an unknown word.
pub(super) fn unknown_container(word: &str, range: Range<usize>) -> BodyDiagnostic {
    let words = BOXES.iter().flat_map(AdmonitionFacts::words);
    let hint = match nearest(word, words) {
        Some(known) => message!("是不是想写“::: {known}”？", "did you mean “::: {known}”?"),
        None => message!(
            "可以用的有：tip、info、warning、danger、details，也可以写提示、法条、案例、注意、警示、详情",
            "there are tip, info, warning, danger, details, 法条 (statute), 案例 (case)"
        ),
    };
    let message = message!(
        "没有“{word}”这种提示框，::: 原样显示",
        "there is no notice box “{word}”; its ::: is printed"
    );
    BodyDiagnostic::new(Code::BoxUnknown, message, range).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::tests::{findings, html};

    #[test]
    fn a_table_row_is_where_its_kind_says() {
        for facts in &BOXES {
            assert_eq!(facts.kind.class(), facts.class);
            assert!(
                facts
                    .words()
                    .all(|word| AdmonitionKind::called(word) == Some(facts.kind))
            );
        }
        assert_eq!(
            AdmonitionKind::called("important"),
            Some(AdmonitionKind::Notice)
        );
    }

    #[test]
    fn a_quote_with_a_marker_is_a_box() {
        insta::assert_snapshot!(html("> [!提示]\n> 正文**一**。\n>\n> - 二"), @r#"
        <aside class="box box-tip" role="note" aria-label="提示">
        <p class="box-title">提示</p>
        <p>正文<strong>一</strong>。</p>
        <ul>
        <li>二</li>
        </ul>
        </aside>
        "#);
        insta::assert_snapshot!(html("> [!案例] 张某诉**李某**\n>\n> 正文"), @r#"
        <aside class="box box-case" role="note" aria-label="案例：张某诉李某">
        <p class="box-title">案例：张某诉李某</p>
        <p>正文</p>
        </aside>
        "#);
        insta::assert_snapshot!(html("> [!WARNING]\n> > [!Note]\n> > 里面"), @r#"
        <aside class="box box-notice" role="note" aria-label="注意">
        <p class="box-title">注意</p>
        <aside class="box box-tip" role="note" aria-label="提示">
        <p class="box-title">提示</p>
        <p>里面</p>
        </aside>
        </aside>
        "#);
    }

    #[test]
    fn an_unknown_marker_stays_a_quote_and_is_told() {
        let text = "前\n\n> [!提醒]\n> 正文";
        insta::assert_snapshot!(html(text), @r#"
        <p>前</p>
        <blockquote>
        <p>[!提醒]
        正文</p>
        </blockquote>
        "#);
        insta::assert_snapshot!(findings(text), @"3:3+5 box/unknown: 没有“提醒”这种提示框，按普通引文显示 (是不是想写“[!提示]”？)");
    }
}
