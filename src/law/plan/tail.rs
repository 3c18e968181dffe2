//! Text after the last item: 附件, signature, date, （此件公开发布）, 抄送.

use super::deadline;
use super::measures;
use super::normalized_text::NormalizedText;
use super::plan_header::is_released;
use super::plan_lines::{LineKind, PlanLine};
use super::unit_clauses;
use crate::law::numerals;
use crate::law::responsible_unit::is_unit_like;

/// Words that open a line of the tail.
const OPENERS: [&str; 10] = [
    "抄送",
    "抄报",
    "主送：",
    "主题词",
    "联系人：",
    "联系电话：",
    "报送：",
    "分送：",
    "印发：",
    "附：",
];

/// Words that open a closing paragraph after the last item has named its units.
const CLOSING: [&str; 12] = [
    "请各",
    "以上",
    "上述",
    "各地各部门",
    "各县",
    "各区",
    "各单位",
    "各部门",
    "各乡镇",
    "各级各部门",
    "本要点",
    "本方案",
];

/// Returns the index of the first line of the tail at or after `start`.
pub(super) fn start(reading: &NormalizedText<'_>, blocks: &[PlanLine], start: usize) -> usize {
    let lines: Vec<usize> = (start..blocks.len())
        .filter(|&index| {
            !matches!(
                blocks[index].kind,
                LineKind::Blank | LineKind::Noise | LineKind::Rule
            )
        })
        .collect();
    let last_mark = blocks
        .iter()
        .rposition(|block| matches!(block.kind, LineKind::Marked(_)))
        .unwrap_or(0);
    let text = |at: usize| {
        lines
            .get(at)
            .map_or("", |&index| reading.text(blocks[index].content))
    };
    for (at, &index) in lines.iter().enumerate() {
        if !matches!(
            blocks[index].kind,
            LineKind::Paragraph | LineKind::Heading | LineKind::Bullet
        ) {
            continue;
        }
        let line = text(at);
        let closes =
            index > last_mark && at > 0 && CLOSING.iter().any(|word| line.starts_with(word));
        if closes && !unit_clauses::find(text(at - 1)).is_empty() {
            return index;
        }
        let is_signature = is_signature(line)
            && (1..=3).any(|next| {
                deadline::whole_date(text(at + next)).is_some()
                    && (1..next).all(|between| is_signature(text(at + between)))
            });
        if opens_tail(line) || is_signature {
            return index;
        }
    }
    blocks.len()
}

fn opens_tail(line: &str) -> bool {
    deadline::whole_date(line).is_some()
        || is_colophon(line)
        || is_released(line)
        || is_attachment(line)
        || OPENERS.iter().any(|word| line.starts_with(word))
}

/// Returns true for 附件：…, 附件1 and 附件一, but not for 附件材料要齐全。 or 附件一并报送。
pub(super) fn is_attachment(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("附件") else {
        return false;
    };
    let rest = rest.trim();
    let number = |is_sign: fn(char) -> bool| rest.trim_start_matches(is_sign);
    let (digits, han) = (
        number(|sign| sign.is_ascii_digit()),
        number(numerals::is_han_numeral),
    );
    let ends =
        |after: &str| after.is_empty() || after.starts_with(['：', ' ', '.', '、', '《', '（']);
    rest.is_empty()
        || rest.starts_with('：')
        || han.len() < rest.len() && ends(han)
        || digits.len() < rest.len() && (ends(digits) || !is_prose(digits))
}

/// Returns true for the text after the number of an attachment that goes on as a sentence: 1份报送。
fn is_prose(after: &str) -> bool {
    measures::at_start(after).is_some() || after.ends_with('。') || after.contains('，')
}

/// Returns true for a colophon: 示例市人民政府办公室　　2026年3月10日印发.
fn is_colophon(line: &str) -> bool {
    line.rsplit_once(' ')
        .is_some_and(|(name, date)| is_signature(name) && deadline::whole_date(date).is_some())
}

/// Returns true if a line consists of the names of bodies.
fn is_signature(line: &str) -> bool {
    let bare = line.split_whitespace().collect::<Vec<_>>();
    !bare.is_empty()
        && line.chars().count() <= 40
        && bare
            .iter()
            .all(|name| is_unit_like(name) || name.ends_with("小组") || name.ends_with("人民政府"))
        && !line.contains(['，', '。', '：', '、'])
}

#[cfg(test)]
mod tests {
    use super::super::plan_lines;
    use super::*;

    fn tail_line(text: &str) -> Option<u32> {
        let reading = NormalizedText::new(text);
        let blocks = plan_lines::read(&reading, 1);
        blocks
            .get(start(&reading, &blocks, 0))
            .map(|block| block.line)
    }

    #[test]
    fn the_tail_opens_with_an_attachment_a_signature_or_a_date() {
        assert_eq!(tail_line("一、甲\n附件：1.任务分解表\n"), Some(2));
        assert_eq!(
            tail_line("一、甲\n\n示例市人民政府办公室\n\n2026年2月26日\n"),
            Some(3)
        );
        assert_eq!(tail_line("一、甲\n二〇二六年二月二十六日\n"), Some(2));
        assert_eq!(tail_line("一、甲\n（此件公开发布）\n"), Some(2));
        assert_eq!(
            tail_line("一、甲\n示例市人民政府办公室　　2026年3月10日印发\n"),
            Some(2)
        );
        assert_eq!(
            tail_line("一、甲（责任单位：市司法局）\n各地各部门要抓好落实。\n"),
            Some(2)
        );
        assert_eq!(tail_line("一、甲\n各地各部门要抓好落实。\n"), None);
        assert_eq!(tail_line("一、甲\n抄送：市委各部门。\n"), Some(2));
        for prose in [
            "附件材料要齐全。",
            "附件一并报送。",
            "附件二选一提交，不得重复。",
            "附件1份一并报送",
        ] {
            assert_eq!(tail_line(&format!("一、甲\n{prose}\n市司法局\n")), None);
        }
        for title in [
            "附件",
            "附件一",
            "附件二：分工表",
            "附件1",
            "附件 2 分工表",
            "附件1示例市分工表",
        ] {
            assert_eq!(tail_line(&format!("一、甲\n{title}\n")), Some(2));
        }
    }
}
