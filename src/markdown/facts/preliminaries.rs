//! Parts before the text itself: the note under a statute's title, its table of contents, a document
//! number, a salutation, and the title above them. A summary does not begin with them.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::body_event::{BodyEvent, SpannedEvent, plain_text};

/// Longest heading line, salutation or document number, in characters.
const LINE: usize = 40;

/// Most lines above a salutation or a note: title, date, speaker.
const TITLE_LINES: usize = 3;

/// Verbs of the note under a statute's title: 2020年5月28日……通过.
const ADOPTED: [&str; 8] = [
    "通过", "公布", "修订", "修正", "施行", "批准", "发布", "印发",
];

/// Returns the index of the first event after the preliminaries and the headings between them.
pub(super) fn end(pieces: &[SpannedEvent<'_>]) -> usize {
    let mut passed = 0;
    let mut at = 0;
    let mut titles = 0;
    while let Some((BodyEvent::Markdown(event), _)) = pieces.get(at) {
        let closing = match event {
            Event::Rule => {
                at += 1;
                continue;
            }
            Event::Start(Tag::Heading { level, .. }) => TagEnd::Heading(*level),
            Event::Start(Tag::Paragraph) => TagEnd::Paragraph,
            _ => break,
        };
        let is_end =
            |(piece, _): &SpannedEvent<'_>| *piece == BodyEvent::Markdown(Event::End(closing));
        let Some(length) = pieces[at..].iter().position(is_end) else {
            break;
        };
        let block = &pieces[at..at + length];
        at += length + 1;
        if closing == TagEnd::Paragraph {
            let text = plain_text(block);
            if is_preliminary(text.trim()) {
                passed = at;
            } else if passed == 0 && titles < TITLE_LINES && is_title(text.trim()) {
                titles += 1;
            } else {
                break;
            }
        }
    }
    passed
}

fn is_preliminary(text: &str) -> bool {
    let is_line = text.chars().take(LINE + 1).count() <= LINE;
    is_adoption_note(text)
        || is_line && (is_contents_line(text) || is_salutation(text) || is_document_number(text))
}

/// Returns true for a line without punctuation, such as a title, a date in brackets or a name.
fn is_title(text: &str) -> bool {
    text.chars().take(LINE * 2).count() < LINE * 2
        && !text.contains(['，', '。', '；', '：', '！', '？'])
}

/// Returns true for a note in brackets on when a statute was adopted.
fn is_adoption_note(text: &str) -> bool {
    text.starts_with(['（', '('])
        && text.ends_with(['）', ')'])
        && text.contains('年')
        && ADOPTED.iter().any(|word| text.contains(word))
}

/// Returns true for 目录 and for the title of a part, chapter or section.
fn is_contents_line(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_title = bare.starts_with('第')
        && bare
            .find(['编', '章', '节'])
            .is_some_and(|at| bare[..at].chars().count() <= 6);
    (bare == "目录" || is_title) && !bare.ends_with(['。', '；', '：', '，'])
}

/// Returns true for a line that addresses readers: 各乡镇人民政府，县政府各部门：
fn is_salutation(text: &str) -> bool {
    text.ends_with(['：', ':'])
        && !text.contains(['。', '！', '？', '；'])
        && !text.contains("如下")
}

/// Returns true for a document number: 示政发〔2026〕5号.
fn is_document_number(text: &str) -> bool {
    text.ends_with('号') && text.contains(['〔', '［', '['])
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::facts;

    fn summary(text: &str) -> String {
        facts(text).summary
    }

    #[test]
    fn a_summary_begins_with_the_text_itself() {
        let note = "（2020年5月28日第十三届全国人民代表大会第三次会议通过）";
        for before in [
            note,
            "(1986年9月5日通过　根据2021年1月22日《关于修改的决定》修正)",
            "示政发〔2026〕5号",
            "各乡镇人民政府，县政府各部门：",
            "全县广大群众:",
            "目　录",
            "第一章　总则",
            "关于开展活动的通知\n\n各乡镇人民政府：",
            "在会上的讲话\n\n（2026年3月15日）\n\n局长　张某\n\n同志们：",
            "第一章　总则\n\n第二章　罚则\n\n第一节　种类",
        ] {
            assert_eq!(
                summary(&format!("{before}\n\n正文。")),
                "正文。",
                "{before}"
            );
            assert_eq!(summary(before), read_whole(before), "{before}");
        }
        let statute =
            format!("{note}\n\n## 目录\n\n第一章　总则\n\n## 第一章　总则\n\n第一条　为了。");
        assert_eq!(summary(&statute), "第一条 为了。");
    }

    fn read_whole(text: &str) -> String {
        text.replace("\n\n", " ").replace('\u{3000}', " ")
    }

    #[test]
    fn a_text_that_only_looks_similar_stays() {
        for text in [
            "（本报讯）昨日，示例县举行宣誓。",
            "（2026年12月4日，示例县）",
            "第一条　为了规范管理，制定本办法。",
            "现将有关事项通知如下：",
            "第二节课讲民法典。",
        ] {
            let whole = format!("{text}\n\n正文。");
            assert!(
                summary(&whole).starts_with(&read_whole(text)),
                "{text}: {}",
                summary(&whole)
            );
        }
    }
}
