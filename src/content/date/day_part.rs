//! Parts of the day, and which hour each makes of a number.

/// Words of a part of the day, longer ones first.
const WORDS: [(&str, DayPart); 24] = [
    ("凌晨", DayPart::SmallHours),
    ("清晨", DayPart::EarlyMorning),
    ("清早", DayPart::EarlyMorning),
    ("早晨", DayPart::EarlyMorning),
    ("早上", DayPart::EarlyMorning),
    ("早间", DayPart::EarlyMorning),
    ("早", DayPart::EarlyMorning),
    ("上午", DayPart::Forenoon),
    ("中午", DayPart::Noon),
    ("正午", DayPart::Noon),
    ("下午", DayPart::Afternoon),
    ("午后", DayPart::Afternoon),
    ("傍晚", DayPart::Dusk),
    ("黄昏", DayPart::Dusk),
    ("晚上", DayPart::Evening),
    ("晚间", DayPart::Evening),
    ("夜间", DayPart::Evening),
    ("夜里", DayPart::Evening),
    ("夜晚", DayPart::Evening),
    ("深夜", DayPart::Evening),
    ("晚", DayPart::Evening),
    ("半夜", DayPart::Midnight),
    ("午夜", DayPart::Midnight),
    ("子夜", DayPart::Midnight),
];

/// Part of the day before a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayPart {
    SmallHours,
    EarlyMorning,
    Forenoon,
    Noon,
    Afternoon,
    Dusk,
    Evening,
    Midnight,
    /// `AM`.
    BeforeNoon,
    /// `PM`.
    AfterNoon,
}

impl DayPart {
    /// Words of all parts of the day.
    pub(super) fn words() -> [&'static str; WORDS.len()] {
        WORDS.map(|(word, _)| word)
    }

    /// Returns the part that a word names.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        WORDS
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, part)| *part)
    }

    /// Returns the hour of the day, up to 24, that a written hour and its minutes mean in this
    /// part; `None` if it is not of this part, or of two.
    pub(super) fn hour(self, hour: u32, is_full_hour: bool) -> Option<u32> {
        let later = |hour: u32| Some(hour + 12);
        match (self, hour) {
            (Self::SmallHours | Self::BeforeNoon, 12) => Some(0),
            (Self::Evening, 12) if is_full_hour => Some(24),
            (Self::Evening, 24) => is_full_hour.then_some(24),
            (Self::SmallHours, 0..=6)
            | (Self::EarlyMorning, 4..=11)
            | (Self::Forenoon, 5..=11)
            | (Self::BeforeNoon, 0..=11)
            | (Self::Noon, 11..=14)
            | (Self::Afternoon, 12..=19)
            | (Self::Dusk, 16..=20)
            | (Self::Evening, 17..=23)
            | (Self::Midnight, 22..=23)
            | (Self::AfterNoon, 12..=23) => Some(hour),
            (Self::Noon, 1..=2)
            | (Self::Afternoon, 1..=7)
            | (Self::Dusk, 4..=8)
            | (Self::Evening, 5..=11)
            | (Self::Midnight, 10..=11)
            | (Self::AfterNoon, 1..=11) => later(hour),
            _ => None,
        }
    }

    /// Returns true if hours of one to twelve are counted from noon.
    pub(super) fn is_late(self) -> bool {
        matches!(
            self,
            Self::Noon
                | Self::Afternoon
                | Self::Dusk
                | Self::Evening
                | Self::Midnight
                | Self::AfterNoon
        )
    }

    /// Returns true for `AM` and `PM`, which stand after the time.
    pub(super) fn is_half(self) -> bool {
        matches!(self, Self::BeforeNoon | Self::AfterNoon)
    }

    /// Returns true if the night goes on into the next day.
    pub(super) fn is_night(self) -> bool {
        matches!(self, Self::Evening | Self::Midnight)
    }
}
