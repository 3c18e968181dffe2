//! The rule: which lines of a block begin a paragraph.

use super::line_mark::LineMark;
use super::text_line::{LineEnding, LineForm, LineIndent, LineStart, TextLine};

/// Width in columns below which nobody wraps lines.
const LEAST_WRAP: usize = 40;

/// Width of the narrowest column of text.
const LEAST_COLUMN: usize = 16;

/// Greatest width at which lines are wrapped by hand.
const MOST_WRAP: usize = 100;

/// Width of a line of the page.
const SCREEN_LINE: usize = 80;

/// Least mean width of lines that are paragraphs of one sentence.
const LEAST_SENTENCE: usize = 60;

/// Least width that short lines are compared with.
const USUAL_WRAP: usize = 58;

/// Returns, for each line, true if it begins a paragraph; the first never counts.
pub(super) fn beginnings(lines: &[TextLine]) -> Vec<bool> {
    let block = BlockShape::new(lines);
    let mut begins = vec![false; lines.len()];
    if lines.len() < 2 {
        return begins;
    }
    let mut is_marked = false;
    for at in 1..lines.len() {
        if lines[at].start == LineStart::Bound {
            continue;
        }
        let by_sign = block.begins_by_sign(at);
        is_marked |= by_sign
            || lines[at - 1].form == LineForm::Salutation
            || lines[at].form == LineForm::Date;
        begins[at] = by_sign || lines[at].start == LineStart::Free && block.begins_by_place(at);
    }
    if block.is_verse() || block.is_line_a_paragraph(&begins, is_marked) {
        for at in 1..lines.len() {
            let is_complete = block.is_verse() || lines[at - 1].ending == LineEnding::Final;
            begins[at] |= is_complete && lines[at].start == LineStart::Free;
        }
    }
    begins
}

/// Lines of a block with what they share.
struct BlockShape<'l> {
    lines: &'l [TextLine],
    /// Width of the widest line, or a usual one.
    widest: usize,
    /// True if the lines are one sentence in a narrow column: equally long, the last one shorter.
    is_narrow: bool,
    /// True if some line breaks off in mid-sentence where lines are full.
    is_wrapped: bool,
}

impl<'l> BlockShape<'l> {
    fn new(lines: &'l [TextLine]) -> Self {
        let widest = lines
            .iter()
            .map(|line| line.width)
            .max()
            .unwrap_or_default();
        let mut block = Self {
            lines,
            widest,
            is_wrapped: false,
            is_narrow: lines.split_last().is_some_and(|(last, before)| {
                widest >= LEAST_COLUMN
                    && before.iter().all(|line| line.width * 10 >= widest * 9)
                    && last.ending == LineEnding::Final
            }),
        };
        block.is_wrapped = lines.windows(2).any(|pair| {
            block.is_full(&pair[0]) && pair[1].mark.is_none() && pair[1].indent != LineIndent::Wide
        });
        block
    }

    /// Returns true for a line that is long and ends without final punctuation.
    fn is_full(&self, line: &TextLine) -> bool {
        line.ending != LineEnding::Final
            && line.width >= LEAST_WRAP
            && line.width * 5 >= self.widest * 4
    }

    /// Returns true if a line may end a paragraph, as far as its end says.
    fn is_complete(&self, line: &TextLine) -> bool {
        match line.ending {
            LineEnding::Final => true,
            LineEnding::Bare => !(self.is_wrapped && self.is_full(line)),
            LineEnding::Open => false,
        }
    }

    /// Returns true if a line begins a paragraph by its own indent or mark.
    fn begins_by_sign(&self, at: usize) -> bool {
        let (before, line) = (&self.lines[at - 1], &self.lines[at]);
        if line.indent == LineIndent::Wide
            || line.indent == LineIndent::Spaces && line.has_han && self.is_complete(before)
        {
            return true;
        }
        let Some(mark) = line.mark else {
            return false;
        };
        let continues = before.mark == Some(mark)
            && (before.ending != LineEnding::Open || !before.last.is_alphabetic());
        match mark {
            LineMark::Article => before.ending != LineEnding::Open,
            LineMark::AttachedArticle => {
                before.ending == LineEnding::Final || self.is_title(before)
            }
            LineMark::Date => continues && before.ending != LineEnding::Open,
            LineMark::Digit
                if before.ending == LineEnding::Bare && before.last.is_ascii_digit() =>
            {
                false
            }
            _ => continues || self.is_complete(before),
        }
    }

    /// Returns true if a line begins a paragraph because of the lines around it.
    fn begins_by_place(&self, at: usize) -> bool {
        let (before, line) = (&self.lines[at - 1], &self.lines[at]);
        let is_signature = |line: &TextLine, next: Option<&TextLine>| {
            line.is_bare()
                && !line.has_comma
                && line.width <= LEAST_WRAP
                && next.is_some_and(|next| next.form == LineForm::Date)
        };
        let splits_number = before.ending == LineEnding::Bare
            && before.last.is_ascii_digit()
            && line.mark == Some(LineMark::Digit);
        if !line.has_han && line.form != LineForm::Date || splits_number {
            return false;
        }
        self.is_title(before)
            || before.form == LineForm::Salutation
                && (at == 1 || self.is_title(&self.lines[at - 2]))
            || line.form == LineForm::Date && self.is_complete(before)
            || self.follows_columns(at)
            || line.is_lone_label() && self.is_complete(before)
            || self.is_complete(before) && is_signature(line, self.lines.get(at + 1))
            || line.form == LineForm::Labelled
                && before.form == LineForm::Labelled
                && before.ending != LineEnding::Open
    }

    /// Returns true if two lines in columns precede, or one and this is another.
    fn follows_columns(&self, at: usize) -> bool {
        let is_row = |line: &TextLine| line.has_columns && line.is_bare();
        is_row(&self.lines[at - 1])
            && (is_row(&self.lines[at]) || at >= 2 && is_row(&self.lines[at - 2]))
    }

    /// Returns true for a short line without punctuation at its end, such as a title.
    fn is_title(&self, line: &TextLine) -> bool {
        let widest = self.widest.max(USUAL_WRAP);
        line.is_bare() && !line.has_comma && line.width * 5 <= widest * 3 && !self.is_narrow
    }

    /// Returns true for four lines or more that are short and about equally long.
    fn is_verse(&self) -> bool {
        let widths = || self.lines.iter().map(|line| line.width);
        let (most, least) = (self.widest, widths().min().unwrap_or_default());
        self.lines.len() >= 4
            && most <= 26
            && least >= 6
            && most - least <= 6
            && self
                .lines
                .iter()
                .all(|line| line.has_han && line.inner_sentences == 0)
            && (self
                .lines
                .iter()
                .any(|line| line.ending == LineEnding::Open)
                || self
                    .lines
                    .iter()
                    .all(|line| line.ending == LineEnding::Bare))
    }

    /// Returns true if the lines are as equally long as wrapped ones, the last one excepted, though
    /// by chance all end with a sentence.
    fn may_be_wrapped(&self) -> bool {
        let wrapped = self
            .lines
            .split_last()
            .map_or(self.lines, |(_, before)| before);
        self.widest >= LEAST_WRAP
            && self.widest <= MOST_WRAP
            && wrapped
                .iter()
                .all(|line| line.width * 10 >= self.widest * 9)
    }

    /// Returns true if the lines as a whole are one paragraph each.
    fn is_line_a_paragraph(&self, begins: &[bool], is_marked: bool) -> bool {
        if self.is_wrapped || !is_marked && self.may_be_wrapped() {
            return false;
        }
        let joined = || {
            self.lines
                .iter()
                .zip(&begins[1..])
                .filter(|(_, begins)| !**begins)
        };
        let ended = joined()
            .filter(|(line, _)| line.ending == LineEnding::Final)
            .count();
        let several = self
            .lines
            .iter()
            .filter(|line| line.inner_sentences > 0)
            .count();
        ended > 0
            && ended * 5 >= joined().count() * 4
            && (is_marked
                || several * 5 >= self.lines.len()
                || self.is_unbroken()
                || self.is_enumeration())
    }

    /// Returns true if the lines are long on the whole, and one is longer than a line on the screen:
    /// paragraphs of one sentence.
    fn is_unbroken(&self) -> bool {
        let total: usize = self.lines.iter().map(|line| line.width).sum();
        self.widest > SCREEN_LINE && total >= LEAST_SENTENCE * self.lines.len()
    }

    /// Returns true for slogans, which all end in ！, and for an enumeration: ；…；…。
    fn is_enumeration(&self) -> bool {
        let ends_in = |signs: [char; 2]| {
            let ends = self.lines.iter().filter(|line| signs.contains(&line.last));
            ends.count()
        };
        ends_in(['！', '!']) == self.lines.len()
            || ends_in(['；', ';']) >= 2
                && self
                    .lines
                    .iter()
                    .all(|line| line.ending == LineEnding::Final)
    }
}
