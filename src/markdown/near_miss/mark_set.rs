//! Kinds of marks that a block's text holds, found in one pass over its bytes.

use crate::markdown::unicode::han_run;

/// Set of kinds of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct MarkSet(u16);

impl MarkSet {
    /// Square brackets of any width.
    pub(super) const BRACKET: Self = Self(1);
    /// `*`, `~`, `=` and their wide forms.
    pub(super) const EMPHASIS: Self = Self(1 << 1);
    /// Backticks and the dots that an input method gives in their place.
    pub(super) const CODE: Self = Self(1 << 2);
    /// Vertical bars of any width.
    pub(super) const BAR: Self = Self(1 << 3);
    /// `{`, `$`, `^`, `<`: marks of other languages.
    pub(super) const FOREIGN: Self = Self(1 << 4);
    /// A line that begins with a character of [`opens_line`].
    pub(super) const LINE: Self = Self(1 << 5);
    /// An image or a link.
    pub(super) const LINK: Self = Self(1 << 6);

    /// Returns true if there are none.
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns true if the set holds one of others.
    pub(super) fn has(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Adds marks.
    pub(super) fn add(&mut self, others: Self) {
        self.0 |= others.0;
    }

    /// Returns the marks in a text.
    pub(super) fn of_text(text: &str) -> Self {
        let mut set = Self::default();
        let mut rest = text.as_bytes();
        while let [byte, ..] = rest {
            let length = match BYTES[usize::from(*byte)] {
                0 => 1,
                HAN => han_run(rest).max(1),
                WIDE => {
                    set.add(wide(rest));
                    1
                }
                kind => {
                    set.0 |= kind;
                    1
                }
            };
            rest = &rest[length..];
        }
        set
    }
}

/// Entry of a byte that may begin a wide mark.
const WIDE: u16 = u16::MAX;

/// Entry of a byte that may begin a run of Han characters.
const HAN: u16 = u16::MAX - 1;

/// Kind of mark of each byte.
const BYTES: [u16; 256] = {
    let mut kinds = [0; 256];
    kinds[b'[' as usize] = MarkSet::BRACKET.0;
    kinds[b']' as usize] = MarkSet::BRACKET.0;
    kinds[b'*' as usize] = MarkSet::EMPHASIS.0;
    kinds[b'=' as usize] = MarkSet::EMPHASIS.0;
    kinds[b'~' as usize] = MarkSet::EMPHASIS.0;
    kinds[b'`' as usize] = MarkSet::CODE.0;
    kinds[b'|' as usize] = MarkSet::BAR.0;
    kinds[b'{' as usize] = MarkSet::FOREIGN.0;
    kinds[b'$' as usize] = MarkSet::FOREIGN.0;
    kinds[b'^' as usize] = MarkSet::FOREIGN.0;
    kinds[b'<' as usize] = MarkSet::FOREIGN.0;
    let mut han = 0xE4;
    while han <= 0xE9 {
        kinds[han] = HAN;
        han += 1;
    }
    kinds[0xC2] = WIDE;
    kinds[0xE3] = WIDE;
    kinds[0xEF] = WIDE;
    kinds
};

/// Returns the kind of the wide mark that bytes begin with.
fn wide(bytes: &[u8]) -> MarkSet {
    match bytes {
        // ·
        [0xC2, 0xB7, ..] | [0xEF, 0xBD, 0x80, ..] => MarkSet::CODE,
        // 【 】
        [0xE3, 0x80, 0x90 | 0x91, ..] | [0xEF, 0xBC, 0xBB | 0xBD, ..] => MarkSet::BRACKET,
        // ＊ ～ ＝
        [0xEF, 0xBC, 0x8A | 0x9D, ..] | [0xEF, 0xBD, 0x9E, ..] => MarkSet::EMPHASIS,
        // 《 and ＜ before the mark of a comment
        [0xE3, 0x80, 0x8A, b'!', ..]
        | [0xE3, 0x80, 0x8A, 0xEF, 0xBC, 0x81, ..]
        | [0xEF, 0xBC, 0x9C, ..] => MarkSet::FOREIGN,
        // ｜
        [0xEF, 0xBD, 0x9C, ..] => MarkSet::BAR,
        _ => MarkSet::default(),
    }
}

/// Returns true for a character with which a near miss of a block may begin a line.
pub(super) fn opens_line(c: char) -> bool {
    matches!(c,
        '#' | '-' | '*' | '+' | '!' | '?' | ':' | '(' | '>' | '~' | '0'..='9'
        | '＃' | '－' | '＋' | '＊' | '～' | '：' | '（' | '＞' | '》' | '｀' | '０'..='９'
        | '•' | '●' | '○' | '■' | '□' | '◆' | '◇' | '▪' | '・' | '·' | '—' | '─' | '―'
        | '①'..='⑳' | '⑴'..='⒇'
        | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}
