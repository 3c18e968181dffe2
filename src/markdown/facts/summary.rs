//! The first sentences of a body as plain text.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::preliminaries;
use crate::markdown::body_event::{BodyEvent, SpannedEvent};
use crate::markdown::task_mark;
use crate::markdown::unicode::han_run;

/// Maximum length of a summary in characters, if a sentence ends before.
const LIMIT: usize = 120;

/// Maximum length of a first sentence, in characters.
const REACH: usize = 200;

/// Characters that end a sentence; a semicolon only divides one.
const SENTENCE_ENDS: [char; 3] = ['。', '！', '？'];

/// Opening marks, each with the one that closes it.
const PAIRS: [(char, char); 9] = [
    ('（', '）'),
    ('“', '”'),
    ('‘', '’'),
    ('《', '》'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('〔', '〕'),
    ('(', ')'),
];

fn closing_of(c: char) -> Option<char> {
    PAIRS
        .iter()
        .find(|(opening, _)| *opening == c)
        .map(|(_, closing)| *closing)
}

fn is_opening(c: char) -> bool {
    closing_of(c).is_some()
}

fn is_closing(c: char) -> bool {
    PAIRS.iter().any(|(_, closing)| *closing == c)
}

/// Returns the summary of a body; empty if it has no sentences.
///
/// Leaves out the parts before the text itself if text remains (see [`preliminaries`]).
pub(super) fn summary(pieces: &[SpannedEvent<'_>]) -> String {
    let begun = &pieces[preliminaries::end(pieces)..];
    let text = read(begun);
    if text.is_empty() && begun.len() < pieces.len() {
        return read(pieces);
    }
    text
}

fn read(pieces: &[SpannedEvent<'_>]) -> String {
    let mut reading = SummaryScanner {
        text: String::with_capacity((REACH + 1) * '法'.len_utf8()),
        ..SummaryScanner::default()
    };
    for (piece, _) in pieces {
        reading.piece(piece);
        if reading.length > REACH {
            break;
        }
    }
    reading.finish()
}

/// State of the scan: the text so far and its candidate ends.
#[derive(Default)]
struct SummaryScanner {
    text: String,
    /// Length of `text` in characters.
    length: usize,
    /// Nesting depth in headings, tables, code and images, which are skipped.
    skipped: u32,
    /// Nesting depth in emphasis and links.
    inline: u32,
    /// Nesting depth in brackets and quotes.
    brackets: usize,
    /// Byte length of `text` at the last sentence end within the limit, else at the first beyond.
    sentence: Option<usize>,
    /// Like `sentence`, for the last paragraph end.
    paragraph: Option<usize>,
    /// True if the last character ended a sentence, so that closing quotes belong to it.
    just_ended: bool,
}

impl SummaryScanner {
    fn piece(&mut self, piece: &BodyEvent<'_>) {
        match piece {
            BodyEvent::Markdown(Event::Text(text) | Event::Code(text)) if self.skipped == 0 => {
                self.read(text);
            }
            BodyEvent::Markdown(Event::SoftBreak | Event::HardBreak) if self.skipped == 0 => {
                self.read(" ");
            }
            BodyEvent::Markdown(Event::TaskListMarker(done)) if self.skipped == 0 => {
                self.character(task_mark(*done));
                self.character(' ');
            }
            BodyEvent::Markdown(Event::Start(tag)) if is_skipped(tag) => self.skipped += 1,
            BodyEvent::Markdown(Event::End(tag)) if is_skipped_end(*tag) => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            BodyEvent::OpenNotes => self.skipped += 1,
            BodyEvent::Markdown(Event::Start(tag)) => {
                self.inline += u32::from(is_inline(tag.to_end()));
            }
            BodyEvent::Markdown(Event::End(tag)) if is_inline(*tag) => self.leave_inline(),
            BodyEvent::Markdown(Event::End(_)) => self.end_block(),
            _ => {}
        }
    }

    fn read(&mut self, text: &str) {
        let mut rest = text;
        while self.length <= REACH {
            rest = self.han(rest);
            let mut chars = rest.chars();
            let Some(c) = chars.next().filter(|_| self.length <= REACH) else {
                return;
            };
            self.character(c);
            rest = chars.as_str();
        }
    }

    /// Appends the leading Han characters of a text, which neither open nor end anything.
    fn han<'t>(&mut self, text: &'t str) -> &'t str {
        let most = (REACH + 1 - self.length) * '法'.len_utf8();
        let (run, rest) = text.split_at(han_run(text.as_bytes()).min(most));
        if !run.is_empty() {
            self.text.push_str(run);
            self.length += run.len() / '法'.len_utf8();
            self.just_ended = false;
        }
        rest
    }

    fn character(&mut self, c: char) {
        if c.is_whitespace() && (self.text.is_empty() || self.text.ends_with(' ')) {
            return;
        }
        self.text.push(if c.is_whitespace() { ' ' } else { c });
        self.length += 1;
        if is_opening(c) {
            self.brackets += 1;
        } else if is_closing(c) {
            self.brackets = self.brackets.saturating_sub(1);
        }
        let ends = SENTENCE_ENDS.contains(&c);
        self.just_ended = ends || self.just_ended && (is_closing(c) || c == '…');
        self.mark_sentence();
    }

    /// Records the end of a sentence if nothing is open.
    fn mark_sentence(&mut self) {
        if self.just_ended && self.brackets == 0 && self.inline == 0 {
            mark(&mut self.sentence, self.text.len(), self.length);
        }
    }

    /// Leaves emphasis or a link; a sentence may end within: `**第一句。**`.
    fn leave_inline(&mut self) {
        self.inline = self.inline.saturating_sub(1);
        self.mark_sentence();
    }

    fn end_block(&mut self) {
        self.brackets = 0;
        self.just_ended = false;
        let end = self.text.trim_end().len();
        if end > 0 {
            mark(&mut self.paragraph, end, self.length);
            if !self.text.ends_with(SENTENCE_ENDS) && !self.text.ends_with([' ', '”', '：', '；'])
            {
                self.character(' ');
            }
        }
    }

    fn finish(self) -> String {
        let whole = self.text.trim_end();
        if self.length <= LIMIT {
            return whole.to_owned();
        }
        match self.sentence.or(self.paragraph) {
            Some(end) => self.text[..end].trim_end().to_owned(),
            None => cut(whole),
        }
    }
}

/// Keeps the last end within the limit, or else the first beyond it.
fn mark(kept: &mut Option<usize>, end: usize, length: usize) {
    if length <= LIMIT || kept.is_none() {
        *kept = Some(end);
    }
}

/// Cuts a text without sentence ends after a part of the sentence; closes its quotes after the ellipsis.
fn cut(text: &str) -> String {
    let limit = text
        .char_indices()
        .nth(LIMIT)
        .map_or(text.len(), |(at, _)| at);
    let kept = &text[..limit];
    let enough = limit / 3;
    let stop = kept
        .rfind('；')
        .filter(|&at| at >= enough)
        .or_else(|| {
            kept.rfind(['，', '、', '：', ','])
                .filter(|&at| at >= enough)
        })
        .unwrap_or(limit);
    let kept = kept[..stop].trim_end_matches('…').trim_end();
    // An opening mark at the very end opens nothing.
    let kept = kept.trim_end_matches(is_opening).trim_end_matches('：');
    format!("{kept}……{}", missing_ends(kept))
}

/// Returns the closing marks of what is still open at the end of a text.
fn missing_ends(text: &str) -> String {
    let mut open = Vec::new();
    for c in text.chars() {
        if let Some(end) = closing_of(c) {
            open.push(end);
        } else if open.last() == Some(&c) {
            open.pop();
        }
    }
    open.into_iter().rev().collect()
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link
    )
}

fn is_skipped(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Heading { .. }
            | Tag::Table(_)
            | Tag::CodeBlock(_)
            | Tag::Image { .. }
            | Tag::HtmlBlock
    )
}

fn is_skipped_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Heading(_) | TagEnd::Table | TagEnd::CodeBlock | TagEnd::Image | TagEnd::HtmlBlock
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::markdown::tests::facts;

    fn summary(text: &str) -> String {
        facts(text).summary
    }

    #[test]
    fn a_short_body_is_its_own_summary() {
        assert_eq!(
            summary(
                "## 题\n\n**一**句。\n\n- 甲\n- 乙\n\n|表|\n|-|\n|格|\n\n```\n码\n```\n\n![图](a.png)"
            ),
            "一句。甲 乙"
        );
        assert_eq!(summary("> [!案例] 题\n> 箱里的话。"), "箱里的话。");
        assert_eq!(
            summary(&format!(
                "一是{}；二是{}；三是{0}{0}",
                "学".repeat(70),
                "普".repeat(40)
            )),
            format!("一是{}；二是{}……", "学".repeat(70), "普".repeat(40))
        );
        assert_eq!(summary("正文[^1]。\n\n[^1]: 注"), "正文。");
        assert_eq!(summary("## 只有小标题"), "");
        assert_eq!(summary("- [x] 办了\n- [ ] 没办"), "☑ 办了 ☐ 没办");
    }

    #[test]
    fn a_long_body_is_cut_at_the_end_of_a_sentence() {
        let sentence = "法".repeat(49);
        assert_eq!(
            summary(&format!("{sentence}。{sentence}！{sentence}？")),
            format!("{sentence}。{sentence}！")
        );
        let long = "法".repeat(150);
        assert_eq!(
            summary(&format!("{long}。{sentence}。")),
            format!("{long}。")
        );
    }

    #[test]
    fn nothing_is_cut_apart() {
        let filler = "法".repeat(90);
        let quoted = format!("开头。他说：“{filler}。第二句。{filler}。”后来{filler}。");
        assert_eq!(summary(&quoted), "开头。");
        let bold = format!("开头。**{filler}。第二句。{filler}。**后来{filler}。");
        assert_eq!(summary(&bold), "开头。");
        let dots = format!("开头！……{filler}{filler}。");
        assert_eq!(summary(&dots), "开头！……");
    }

    #[test]
    fn an_open_quote_is_closed_after_a_cut() {
        let filler = "法".repeat(80);
        assert_eq!(
            summary(&format!("他说：“{filler}（{filler}，{filler}")),
            format!("他说：“{filler}（{}……）”", "法".repeat(35))
        );
        assert_eq!(
            summary(&format!("{filler}，“{filler}{filler}")),
            format!("{filler}……")
        );
    }

    #[test]
    fn a_text_without_an_end_says_so() {
        assert_eq!(
            summary(&format!("{}，{}", "法".repeat(60), "律".repeat(200))),
            format!("{}……", "法".repeat(60))
        );
    }

    proptest! {
        #[test]
        fn a_summary_is_never_longer_than_its_reach(text in "[法律。！“”（）…，a \n*]{0,600}") {
            prop_assert!(summary(&text).chars().count() <= super::REACH + 3);
        }

        #[test]
        fn runs_are_read_as_their_characters_are(
            texts in proptest::collection::vec("[法律㐀䷀。！“”（）…，a \n]{0,120}", 0..5),
        ) {
            let mut runs = super::SummaryScanner::default();
            let mut each = super::SummaryScanner::default();
            for text in &texts {
                runs.read(text);
                text.chars().for_each(|c| if each.length <= super::REACH { each.character(c) });
                prop_assert_eq!(runs.length, each.length);
                runs.end_block();
                each.end_block();
            }
            prop_assert_eq!(runs.finish(), each.finish());
        }
    }
}
