//! Article of the corpus. It depends on its number alone, not on the size of the corpus.

use std::fmt::Write as _;

use super::random::Random;
use super::text::{number, paragraph};
use super::words::{
    ADVICE, DEEDS, ENDS, HEADINGS, LAWS, OFFICES, PEOPLE, QUESTIONS, SERIES, STEPS, TAGS, VENUES,
};

/// Maximum distance of a link to an earlier article.
const REACH: usize = 4000;
/// 2012-01-01, in days of the civil calendar from 1970.
const FIRST_DAY: usize = 15_340;
const SEED: u64 = 1_000_003;

/// Article.
pub(super) struct Article {
    /// File name without extension: `000012`.
    pub(super) name: String,
    /// Index of its venue.
    pub(super) venue: usize,
    /// Title.
    pub(super) title: String,
    /// Instant as RFC 3339, later than that of every lower number.
    pub(super) date: String,
    /// One to three tags.
    pub(super) tags: Vec<&'static str>,
    /// One or two sentences.
    pub(super) summary: String,
    /// Markdown, split at its links to other articles.
    pub(super) body: Vec<Part>,
}

/// Part of a body.
pub(super) enum Part {
    /// Literal Markdown.
    Text(String),
    /// Destination of a link to the article with a number.
    LinkTo(usize),
}

/// Returns the venue of an article, by its number.
pub(super) fn venue_of(article: usize) -> usize {
    Random::new(article as u64 ^ SEED).between(0, VENUES.len() - 1)
}

/// Returns the file name of an article.
pub(super) fn name_of(article: usize) -> String {
    format!("{article:06}")
}

/// Returns the article with a number, from 0.
pub(super) fn article(at: usize) -> Article {
    let mut random = Random::new(at as u64 + (SEED << 20));
    let count = random.between(1, 3);
    let tags = random.several(&TAGS, count);
    let (series, who) = (random.one(&SERIES), random.one(&PEOPLE));
    let title = format!(
        "{series}：{who}{}{}（第{}期）",
        random.one(&DEEDS),
        random.one(&QUESTIONS),
        at + 1
    );
    let summary = format!(
        "{}{}，{}。结合《{}》的有关规定，一起看看法律怎么说。",
        random.one(&PEOPLE),
        random.one(&DEEDS),
        random.one(&ENDS),
        random.one(&LAWS)
    );
    let minute = 75 * at + random.between(0, 59);
    let body = Body::new(at, random).write();
    Article {
        name: name_of(at),
        venue: venue_of(at),
        title,
        date: instant(minute),
        tags,
        summary,
        body,
    }
}

/// Formats an instant, in minutes after the first day, 08:00, as RFC 3339.
fn instant(minutes: usize) -> String {
    let minutes = minutes + 8 * 60;
    let (year, month, day) = civil(FIRST_DAY + minutes / 1440);
    let (hour, minute) = (minutes / 60 % 24, minutes % 60);
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00+08:00")
}

/// Returns the civil date of a day counted from 1970-01-01, for the years in use.
fn civil(days: usize) -> (usize, usize, usize) {
    let (mut year, mut left) = (1970, days);
    let is_leap = |year: usize| year.is_multiple_of(4);
    while left >= 365 + usize::from(is_leap(year)) {
        left -= 365 + usize::from(is_leap(year));
        year += 1;
    }
    let lengths = [
        31,
        28 + usize::from(is_leap(year)),
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let mut month = 1;
    for length in lengths {
        if left < length {
            break;
        }
        left -= length;
        month += 1;
    }
    (year, month, left + 1)
}

struct Body {
    at: usize,
    random: Random,
    parts: Vec<Part>,
    text: String,
    notes: Vec<String>,
}

impl Body {
    fn new(at: usize, random: Random) -> Self {
        Self {
            at,
            random,
            parts: Vec::new(),
            text: String::new(),
            notes: Vec::new(),
        }
    }

    /// Writes an opening, four to seven sections, the footnotes.
    fn write(mut self) -> Vec<Part> {
        let length = self.random.between(1500, 3000);
        let count = self.random.between(4, 7);
        let opening = paragraph(&mut self.random, 120);
        self.block(&opening);
        let headings = self.random.several(&HEADINGS, count);
        for (section, heading) in headings.into_iter().enumerate() {
            self.block(&format!("## {heading}"));
            self.section(section, (length - 120) / count);
            if section == 1 && self.random.percent(30) {
                self.table();
            }
        }
        let notes: Vec<String> = self
            .notes
            .iter()
            .enumerate()
            .map(|(at, note)| format!("[^{}]: {note}", at + 1))
            .collect();
        self.block(&notes.join("\n"));
        self.cut();
        self.parts
    }

    fn section(&mut self, section: usize, length: usize) {
        let mut used = 0;
        while used < length {
            let before = self.text.len();
            match self.random.between(0, 99) {
                0..62 => self.prose(),
                62..75 => self.bullets(),
                75..85 => self.steps(),
                85..95 => self.quotation(),
                _ => {
                    let heading = format!(
                        "### {}（{}）",
                        self.random.one(&HEADINGS),
                        number(section + 1)
                    );
                    self.block(&heading);
                    let text = paragraph(&mut self.random, 60);
                    self.block(&text);
                }
            }
            used += (self.text.len().saturating_sub(before) / 3).max(40);
        }
    }

    fn prose(&mut self) {
        let length = self.random.between(90, 240);
        let text = paragraph(&mut self.random, length);
        self.text.push_str(&text);
        if self.at > 0 && self.random.percent(22) {
            let to = self
                .random
                .between(self.at.saturating_sub(REACH), self.at - 1);
            let _ = write!(self.text, "相关内容可参阅[往期文章第{}期](", to + 1);
            self.cut();
            self.parts.push(Part::LinkTo(to));
            self.text.push_str(")。");
        }
        if self.random.percent(5) {
            let (law, at) = (self.random.one(&LAWS), self.random.between(1, 400));
            self.notes
                .push(format!("参见《{law}》第{}条及有关司法解释。", number(at)));
            let _ = write!(self.text, "有关依据见注释[^{}]。", self.notes.len());
        }
        self.text.push_str("\n\n");
    }

    fn bullets(&mut self) {
        let items: Vec<String> = (0..self.random.between(3, 6))
            .map(|_| format!("- {}；", self.random.one(&ADVICE)))
            .collect();
        self.block(&items.join("\n"));
    }

    fn steps(&mut self) {
        let random = &mut self.random;
        let items: Vec<String> = (1..=random.between(3, 5))
            .map(|step| {
                let (office, act) = (random.one(&OFFICES), random.one(&STEPS));
                format!("{step}. 到{office}{act}，{}。", random.one(&ADVICE))
            })
            .collect();
        self.block(&items.join("\n"));
    }

    fn quotation(&mut self) {
        let (article, deed, end) = (
            self.random.between(1, 1260),
            self.random.one(&DEEDS),
            self.random.one(&ENDS),
        );
        self.block(&format!(
            "> 第{}条　当事人{deed}的，{end}；法律另有规定的，依照其规定。",
            number(article)
        ));
    }

    fn table(&mut self) {
        let random = &mut self.random;
        let rows: Vec<String> = (0..random.between(4, 8))
            .map(|_| {
                let (deed, office, days) = (
                    random.one(&DEEDS),
                    random.one(&OFFICES),
                    random.between(1, 60),
                );
                format!("| {deed} | {office} | {days}个工作日 | 12348 |")
            })
            .collect();
        self.block(&format!(
            "| 事项 | 单位 | 时限 | 电话 |\n| --- | --- | ---: | --- |\n{}",
            rows.join("\n")
        ));
    }

    fn block(&mut self, text: &str) {
        if !text.is_empty() {
            self.text.push_str(text);
            self.text.push_str("\n\n");
        }
    }

    /// Ends a text part.
    fn cut(&mut self) {
        self.parts.push(Part::Text(std::mem::take(&mut self.text)));
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_instant_is_written_out() {
        assert_eq!(super::instant(0), "2012-01-01T08:00:00+08:00");
        assert_eq!(
            super::instant(60 * 24 * 60 + 61),
            "2012-03-01T09:01:00+08:00"
        );
    }

    #[test]
    fn an_article_hangs_on_its_number_alone() {
        let (one, same) = (super::article(7), super::article(7));
        assert_eq!(
            (one.title, one.body.len(), one.venue),
            (same.title, same.body.len(), super::venue_of(7))
        );
    }
}
