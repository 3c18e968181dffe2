//! Text before the first section: document number, title, addressee, covering notice, preamble, and
//! the boilerplate of a web page around them.

use super::boilerplate;
use super::deadline;
use super::normalized_text::{NormalizedSpan, NormalizedText};
use super::number_markers;
use super::plan_lines::{LineKind, PlanLine};
use super::table;
use super::tail;
use super::text_part::{PartClaims, PartKind};
use super::years;

/// Header of a plan.
#[derive(Debug, Default)]
pub(super) struct PlanHeader {
    /// Lines of the plan's own title.
    pub(super) title: Vec<NormalizedSpan>,
    /// Lines of titles before the plan's own: the notice's title, or a repetition.
    earlier_titles: Vec<NormalizedSpan>,
    pub(super) document_number: Option<NormalizedSpan>,
    /// Lines that consist of a document number.
    number_lines: Vec<NormalizedSpan>,
    /// Paragraphs between the title and the first section.
    pub(super) preamble: Vec<NormalizedSpan>,
    /// Lines outside title and preamble, such as a signature or a date.
    cover: Vec<NormalizedSpan>,
    /// Lines of a title that is not complete yet.
    open: Vec<NormalizedSpan>,
    /// Value of 标题 in a metadata table.
    metadata_title: Option<NormalizedSpan>,
    addressees: Vec<NormalizedSpan>,
    /// True if the last line was a metadata key without its value.
    awaits_value: bool,
    /// Index of the first line of the body.
    pub(super) end: usize,
}

/// Words that end a plan's title.
const TITLE_ENDS: [&str; 24] = [
    "要点",
    "计划",
    "方案",
    "安排",
    "规划",
    "意见",
    "通知",
    "清单",
    "措施",
    "分工",
    "纲要",
    "分解表",
    "任务",
    "决定",
    "办法",
    "分解",
    "一览表",
    "任务表",
    "分工表",
    "台账",
    "打算",
    "要点》",
    "方案》",
    "计划》",
];

/// Parses the header from the line with index `start`.
pub(super) fn read(
    reading: &NormalizedText<'_>,
    blocks: &[PlanLine],
    start: usize,
    claims: &mut PartClaims,
) -> PlanHeader {
    let mut head = PlanHeader {
        end: blocks.len(),
        ..PlanHeader::default()
    };
    for (index, block) in blocks.iter().enumerate().skip(start) {
        if begins_body(reading, &head, block) {
            head.end = index;
            break;
        }
        head.take(reading, block, claims);
    }
    head.close(reading);
    head.claim(reading, claims);
    head
}

fn begins_body(reading: &NormalizedText<'_>, head: &PlanHeader, block: &PlanLine) -> bool {
    match &block.kind {
        LineKind::Marked(_) => true,
        LineKind::Row(cells) => {
            table::header(reading, cells).is_some()
                || number_markers::scan(reading.text(block.content)).is_some()
        }
        LineKind::Heading => {
            let text = reading.text(block.content);
            !head.repeats_title(reading, text)
                && (!is_title_like(text) || head.has_title() || block.heading > 2)
        }
        _ => false,
    }
}

impl PlanHeader {
    fn has_title(&self) -> bool {
        !self.title.is_empty()
    }

    /// Returns true if a line repeats the plan's title, as in the title or preamble already read.
    fn repeats_title(&self, reading: &NormalizedText<'_>, text: &str) -> bool {
        let named = |span: &NormalizedSpan| reading.text(*span).contains(text);
        ends_title(text)
            && text.chars().count() >= 8
            && self.title.iter().chain(&self.preamble).any(named)
    }

    fn take(&mut self, reading: &NormalizedText<'_>, block: &PlanLine, claims: &mut PartClaims) {
        let text = reading.text(block.content);
        match block.kind {
            LineKind::Blank | LineKind::Rule | LineKind::Marked(_) => {}
            LineKind::Noise => claims.claim(PartKind::Noise, reading.range(block.content)),
            _ if self.takes_metadata(reading, block.content) => {
                claims.claim(PartKind::Metadata, reading.range(block.content));
            }
            _ => self.take_line(reading, block.content, text),
        }
    }

    fn takes_metadata(&mut self, reading: &NormalizedText<'_>, content: NormalizedSpan) -> bool {
        let text = reading.text(content);
        let Some((key, value)) = boilerplate::metadata(text).filter(|_| !text.contains('。'))
        else {
            let is_value = self.awaits_value && text.chars().count() <= 40 && !ends_title(text);
            self.awaits_value = false;
            if let Some((start, end)) = document_number(text).filter(|_| is_value) {
                self.document_number.get_or_insert(NormalizedSpan::new(
                    content.start + start,
                    content.start + end,
                ));
            }
            return is_value;
        };
        self.awaits_value = value.is_empty();
        let span_of = |value: &str| {
            let start = content.start + (value.as_ptr() as usize - text.as_ptr() as usize);
            NormalizedSpan::new(start, start + value.len())
        };
        if let Some(number) = boilerplate::number_in_metadata(text) {
            self.document_number.get_or_insert(span_of(number));
        }
        if matches!(key, "标题" | "名称") && !value.is_empty() {
            self.metadata_title = Some(span_of(value));
        }
        true
    }

    fn take_line(&mut self, reading: &NormalizedText<'_>, content: NormalizedSpan, text: &str) {
        if let Some((start, end)) = document_number(text) {
            let number = NormalizedSpan::new(content.start + start, content.start + end);
            let around = text.len() - (end - start);
            if around <= "（文号：）".len() {
                self.document_number.get_or_insert(number);
                self.number_lines.push(content);
                self.close(reading);
                return;
            }
            if is_title_like(text) {
                self.document_number.get_or_insert(number);
            }
        }
        if deadline::whole_date(text).is_some() || is_released(text) || tail::is_attachment(text) {
            self.cover.append(&mut self.open);
            self.cover.push(content);
        } else if is_addressee(text) && self.preamble.is_empty() {
            self.close(reading);
            self.addressees.push(content);
        } else if self.continues_title(text) {
            self.title.push(content);
        } else if is_title_like(text) && self.may_be_titled(reading, text) {
            self.take_title_line(text, content);
        } else {
            self.close(reading);
            self.preamble.push(content);
        }
    }

    /// Returns true if a line continues a title that seemed complete: 的通知.
    fn continues_title(&self, text: &str) -> bool {
        self.open.is_empty()
            && self.has_title()
            && self.preamble.is_empty()
            && (text.starts_with("的通知") || text.starts_with("的意见"))
    }

    /// Returns true if a title may follow: not after a preamble, except a covering notice's.
    fn may_be_titled(&self, reading: &NormalizedText<'_>, text: &str) -> bool {
        let covers = |span: &NormalizedSpan| {
            ["印发", "转发", "遵照", "认真贯彻"]
                .iter()
                .any(|word| reading.text(*span).contains(word))
        };
        self.preamble.is_empty()
            || !self.cover.is_empty()
            || self.preamble.iter().any(covers)
            || self
                .title
                .iter()
                .any(|line| reading.text(*line).contains(text))
    }

    fn take_title_line(&mut self, text: &str, content: NormalizedSpan) {
        self.open.push(content);
        if ends_title(text) {
            self.cover.append(&mut self.preamble);
            self.earlier_titles.append(&mut self.title);
            self.title = std::mem::take(&mut self.open);
        }
    }

    /// Ends an incomplete title: becomes the title if there is none yet, else the first line of the
    /// preamble, unless it is a subtitle such as （征求意见稿）.
    fn close(&mut self, reading: &NormalizedText<'_>) {
        let is_subtitle = |span: &NormalizedSpan| reading.text(*span).starts_with('（');
        if self.open.iter().all(is_subtitle) {
            self.cover.append(&mut self.open);
        } else if self.has_title() {
            self.preamble.append(&mut self.open);
        } else {
            self.title = std::mem::take(&mut self.open);
        }
    }

    fn claim(&self, reading: &NormalizedText<'_>, claims: &mut PartClaims) {
        let kinds = [
            (PartKind::Title, &self.title),
            (PartKind::Title, &self.earlier_titles),
            (PartKind::DocumentNumber, &self.number_lines),
            (PartKind::Cover, &self.cover),
            (PartKind::Preamble, &self.preamble),
            (PartKind::Addressee, &self.addressees),
        ];
        for (kind, spans) in kinds {
            for span in spans {
                claims.claim(kind, reading.range(*span));
            }
        }
    }

    /// Returns the printed title, its lines joined, without a document number in brackets.
    pub(super) fn printed_title(&self, reading: &NormalizedText<'_>) -> String {
        let lines = if self.title.is_empty() {
            self.metadata_title.as_slice()
        } else {
            &self.title
        };
        let printed = |span: &NormalizedSpan| {
            let text = reading.text(*span);
            let cut = document_number(text).map_or(text.len(), |(start, _)| {
                text[..start].trim_end_matches(['（', ' ']).len()
            });
            reading.printed(NormalizedSpan::new(
                span.start,
                span.start + if cut == 0 { text.len() } else { cut },
            ))
        };
        lines.iter().map(printed).collect()
    }

    /// Returns the year in title, document number or preamble, in this order.
    pub(super) fn year(&self, reading: &NormalizedText<'_>) -> Option<i16> {
        let title: String = self
            .title
            .iter()
            .chain(&self.metadata_title)
            .map(|span| reading.text(*span))
            .collect();
        let number = || {
            self.document_number
                .and_then(|span| years::first_year(reading.text(span)))
        };
        years::first_year(&title)
            .or_else(number)
            .or_else(|| self.year_of_preamble(reading))
    }

    fn year_of_preamble(&self, reading: &NormalizedText<'_>) -> Option<i16> {
        self.preamble.iter().find_map(|span| {
            let text = reading.text(*span);
            text.match_indices(['2', '二']).find_map(|(at, _)| {
                let (year, length) = years::year_at_start(&text[at..])?;
                let after = text[at + length..].trim_start_matches('度');
                let is_own = [
                    "是", "推进", "全市", "全县", "全区", "法治", "依法", "普法", "我市", "我县",
                    "工作",
                ]
                .iter()
                .any(|word| after.starts_with(word));
                is_own.then_some(year)
            })
        })
    }
}

/// Returns true if a line can be a title or part of one.
fn is_title_like(text: &str) -> bool {
    let count = text.chars().count();
    (2..=60).contains(&count)
        && !text.contains(['。', '；', '！', '|', '\t'])
        && !text.ends_with(['，', '：', '、'])
        && (count <= 45 || ends_title(text))
}

fn ends_title(text: &str) -> bool {
    let bare = document_number(text).map_or(text, |(start, _)| {
        text[..start].trim_end_matches(['（', ' '])
    });
    let bare = match (bare.strip_suffix('）'), bare.rfind('（')) {
        (Some(_), Some(open)) if open > 0 => &bare[..open],
        _ => bare,
    };
    let bare = bare.trim_end();
    TITLE_ENDS.iter().any(|word| bare.ends_with(word))
}

/// Returns the byte range of a document number in a text: 示政办【2026】6号, also with 第.
pub(super) fn document_number(text: &str) -> Option<(usize, usize)> {
    let open = text.char_indices().find(|&(at, sign)| {
        matches!(sign, '【' | '（')
            && text[at + sign.len_utf8()..]
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count()
                == 4
    })?;
    let inside = open.0 + open.1.len_utf8();
    let rest = text[inside + 4..]
        .strip_prefix(['】', '）'])?
        .trim_start_matches([' ', '第']);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = rest[digits..].trim_start_matches(' ').strip_prefix('号')?;
    let end = text.len() - after.len();
    let start = text[..open.0]
        .char_indices()
        .rev()
        .take_while(|&(_, sign)| crate::characters::is_han(sign) || sign == ' ')
        .last()
        .map(|(at, _)| at)?;
    (digits > 0).then(|| (end - text[start..end].trim_start().len(), end))
}

/// Returns true for an addressee line (主送机关): 各县（市、区）人民政府，市直各部门：
fn is_addressee(text: &str) -> bool {
    text.ends_with('：')
        && !text.contains('。')
        && ["各", "政府", "部门", "单位", "局", "委", "办"]
            .iter()
            .any(|word| text.contains(word))
        && !["如下", "制定", "现就", "要点", "为了", "贯彻", "根据"]
            .iter()
            .any(|word| text.contains(word))
}

/// Returns true for a release note: （此件公开发布）.
pub(super) fn is_released(text: &str) -> bool {
    let bare = text.trim_matches(['（', '）', ' ']);
    bare.starts_with("此件") && bare.chars().count() <= 12
}

#[cfg(test)]
mod tests {
    use super::super::plan_lines;
    use super::*;

    fn title(text: &str) -> (String, Option<String>, Vec<String>, Option<i16>) {
        let reading = NormalizedText::new(text);
        let blocks = plan_lines::read(&reading, 1);
        let head = read(&reading, &blocks, 0, &mut PartClaims::default());
        let printed = |span: &NormalizedSpan| reading.printed(*span);
        (
            head.printed_title(&reading),
            head.document_number.as_ref().map(printed),
            head.preamble.iter().map(printed).collect(),
            head.year(&reading),
        )
    }

    #[test]
    fn a_covering_notice_is_told_from_the_plan() {
        let text = "示政办〔2026〕6号\n示例市人民政府办公室\n关于印发示例市2026年法治政府建设\n工作要点的通知\n\
                    各县（市、区）人民政府，市直各部门：\n《要点》已经市政府同意，现印发给你们。\n\
                    示例市人民政府办公室\n2026年2月26日\n示例市2026年法治政府建设工作要点\n为贯彻，制定本要点。\n一、甲\n";
        assert_eq!(
            title(text),
            (
                "示例市2026年法治政府建设工作要点".to_owned(),
                Some("示政办〔2026〕6号".to_owned()),
                vec!["为贯彻，制定本要点。".to_owned()],
                Some(2026)
            )
        );
    }

    #[test]
    fn a_document_number_may_stand_in_the_title() {
        let text = "# 示例市普法工作要点（示普办〔2025〕3号）\n一、甲\n";
        assert_eq!(
            title(text),
            (
                "示例市普法工作要点".to_owned(),
                Some("示普办〔2025〕3号".to_owned()),
                vec![],
                Some(2025)
            )
        );
    }
}
