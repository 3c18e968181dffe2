//! Text after the last item: 附件, signature, date, （此件公开发布）, 抄送.

use super::deadline;
use super::normalized_text::NormalizedText;
use super::plan_header::is_released;
use super::plan_lines::{LineKind, PlanLine};
use super::unit_clauses;
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

/// Returns true for 附件：…, 附件1 and 附件, but not for 附件材料要齐全。
pub(super) fn is_attachment(line: &str) -> bool {
    line.strip_prefix("附件").is_some_and(|rest| {
        rest.trim().is_empty()
            || rest
                .trim_start()
                .starts_with(|next: char| next == '：' || next.is_ascii_digit())
            || rest.starts_with(['一', '二'])
    })
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
        assert_eq!(tail_line("一、甲\n附件材料要齐全。\n市司法局\n"), None);
    }
}
