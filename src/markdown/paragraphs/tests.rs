//! Tables of texts and their paragraphs, and the laws of the rule.

use proptest::prelude::*;

use crate::content::config::ParagraphRule;
use crate::markdown::MarkdownOptions;
use crate::markdown::tests::{facts, findings, html, html_with, options};

/// Returns the blocks of a text, one per line.
fn blocks(text: &str) -> String {
    html(text).trim_end().to_owned()
}

fn strict(text: &str) -> String {
    let options = MarkdownOptions {
        paragraphs: ParagraphRule::BlankLine,
        ..options()
    };
    html_with(text, &options)
}

/// Asserts that each line of a text is a paragraph of its own.
fn each_line(text: &str) {
    let shown = html(text);
    let paragraphs: Vec<&str> = shown.lines().collect();
    let lines = text
        .lines()
        .map(|line| line.trim_matches([' ', '　', '\u{a0}']));
    let expected: Vec<String> = lines.map(|line| format!("<p>{line}</p>")).collect();
    assert_eq!(paragraphs, expected, "{text}");
}

#[test]
fn each_line_of_pasted_text_is_a_paragraph() {
    for text in [
        "　　甲开展活动，宣传宪法\n　　乙开展活动",
        "  甲开展活动。\n  乙开展活动。",
        "\u{a0}\u{a0}甲开展活动\n\u{a0}\u{a0}乙开展活动",
        "第一条　为了普法，制定本办法。\n第二条　本办法适用于全市。\n第一项规定不变。",
        "第一章　总则\n第一条为了普法，制定本办法。",
        "一、工作目标\n通过宣传，提高法治意识。\n二、工作内容\n（一）开展讲座。\n（二）发放资料。",
        "甲，内容如下：\n（一）学习；\n（二）宣传。",
        "(1)学习，\n(2)宣传。",
        "①学习；\n②宣传。",
        "㈠学习。\n㈡宣传。",
        "※学习\n※宣传",
        "●学习\n●宣传",
        "——学习。\n——宣传。",
        "问：怎么申请？\n答：到司法所申请。",
        "【案情】张某欠款。\n【评析】应当归还。",
        "A.甲说\nB.乙说",
        "活动开始了。大家都来了。\n活动结束了。大家走了。",
        "各科室、各司法所：\n现将有关事项通知如下。",
        "请认真落实。\n附件：1.安排表",
        "请认真落实。\n特此通知。\n示例市司法局\n2026年11月1日",
        "时间：11月1日\n地点：示例市广场\n电话：12348",
        "法官：请坐。\n原告：好。",
        "示例县普法办\n2026.12.4",
        "活动结束。\n示例县普法办\n2026-12-04",
        "第一，要学习宪法。\n第二，要遵守宪法。",
        "一是提高认识，学习宪法；\n二是突出重点。",
        "📍地点：广场\n📞电话：12348",
        "1.1 总则\n1.1.1 甲要学习宪法。\n1.1.2 乙要学习法律。",
        "学习宪法。\n02\n为什么学习",
        "弘扬宪法精神，建设法治中国！\n学习宪法，遵守宪法！",
        "身份证复印件一份；\n户口簿复印件一份；\n收入证明。",
        "大家好！\n请学习宪法。\n申请人（签名）：\n示例县普法办\n2026年1月1日",
        "各位来宾：\n今天我们举行宪法宣誓。\n祝大家身体健康。",
        "城关镇公共法律服务工作站 张某 0000-1111111 城关镇人民路1号\n东山乡公共法律服务工作站 李某 0000-2222222 东山乡政府院内",
        "城关镇 张某 0000-1111111 人民路1号城关镇政府院内一楼大厅\n东山乡 李某 0000-2222222 东山乡政府院内一楼大厅西侧窗口\n县公共法律服务中心由县司法局管理，电话12348",
        "11月20日，示例县司法局开展“送法进企业”活动。\n活动中，律师围绕劳动合同、社会保险等问题，为企业职工作了专题讲座，并现场解答了职工提出的问题20余个。\n企业职工纷纷表示，通过活动学到了法律知识，今后遇到问题会依法维护自身权益。",
        "不轻信来不转账\n陌生来电要警惕\n验证码，莫告诉\n有疑问，打96110",
        "来源 | 示例县司法局\n编辑 | 张某\n审核 | 李某",
        "为深入宣传宪法，进一步增强全民法治观念，11月20日上午，示例县司法局联合县教育局、团县委在县第一中学开展了“宪法进校园”主题宣传活动。\n活动现场，普法志愿者通过发放宣传手册、悬挂横幅、设置展板等方式，向师生们讲解了宪法的发展历程。\n此次活动共发放宣传资料1000余份，取得了良好的宣传效果。",
        "宪法是根本，\n人人要遵守。\n权利和义务，\n一样不能丢。",
        "市司法局\n市公安局\n市教育局",
        "2025年1月1日 示例市第一届人民代表大会常务委员会第一次会议通过，同日公布\n2026年1月1日 示例省人民代表大会常务委员会批准",
        "关于开展宪法宣传周活动的通知\n为深入贯彻落实习惯，切实提高全民法治意识，现就有关活动通知如下，请遵照执行。",
    ] {
        each_line(text);
    }
}

#[test]
fn wrapped_text_and_one_sentence_a_line_stay_joined() {
    for text in [
        "为了深入宣传宪法，弘扬宪法精神，维护宪法权\n威，根据《中华人民共和国宪法》和有关法律的规定，\n结合本市实际，制定本办法，请认真贯彻执行。",
        "根据《示例市法治宣传教育办法》的有关规定和本通知\n（一）所列的内容，各单位应当按照要求及时报送材料，并于\n每年十二月底前完成，逾期不予受理。",
        "宪法是国家的根本法。\n它规定国家的根本制度。\n人人都要遵守它。",
        "他问：“怎么办？我不懂。”\n我说去司法所。\n他就去了。",
        "今天天气很好，\n我们去宣传。",
        "依照\n第十条规定办理。",
        "这是 Word\n文档。",
        "宪法是根本法，人人都要遵守它，不可以违反。各部门都要宣传它。\n宪法周就是这样。",
        "示例市司法局将于十二月四日在人民\n广场举办宪法宣传活动并邀请广大市\n民参加。",
        "违反第一条第\n（三）项规定的。",
        "共有15\n1.甲",
        "**甲说。乙说。\n丙说。丁说。**",
        "<b>甲说。乙说。\n丙说。丁说。</b>",
        "[甲说。乙说。\n（一）丙说。](a.md)",
        "甲\n，乙",
        "学习宪法！\n遵守宪法。",
        "宪法是国家的根本法，具有最高的法律地位。\n一切国家机关和武装力量、各政党和各社会团体、各企业事业组织，都必须以宪法为根本的活动准则，并且负有维护宪法尊严的职责。\n人人遵守。\n违者必究。",
        "城关镇公共法律服务工作站请使用 Word 和 PDF 文档提交\n东山乡公共法律服务工作站请使用 WPS 和 OFD 文档提交",
    ] {
        assert_eq!(html(text), strict(text), "{text}");
    }
}

#[test]
fn paragraphs_are_parted_in_lists_and_quotes() {
    let text = "- 甲说。乙说。\n  丙说。丁说。\n- 戊\n\n> 一、甲\n> 二、乙\n\n> [!提示]\n> （一）甲\n> （二）乙\n";
    insta::assert_snapshot!(blocks(text), @r#"
    <ul>
    <li>
    <p>甲说。乙说。</p>
    <p>丙说。丁说。</p>
    </li>
    <li>
    <p>戊</p>
    </li>
    </ul>
    <blockquote>
    <p>一、甲</p>
    <p>二、乙</p>
    </blockquote>
    <aside class="box box-tip" role="note" aria-label="提示">
    <p class="box-title">提示</p>
    <p>（一）甲</p>
    <p>（二）乙</p>
    </aside>
    "#);
}

#[test]
fn spaces_without_a_glyph_are_no_text() {
    for text in [
        "&emsp;&emsp;甲开展活动，宣传宪法\n&emsp;&emsp;乙开展活动",
        "\u{200b}一、甲的工作\n\u{feff}二、乙的工作",
        "甲说。乙说。\u{200b}\n丙说。丁说。\u{200b}",
        "**时间**：12月4日上午\n**地点**：广场",
    ] {
        assert_eq!(html(text).matches("<p>").count(), 2, "{text}");
    }
}

#[test]
fn text_under_a_table_is_no_row() {
    let table = "|甲|乙|\n|-|-|\n|1|2|\n";
    let shown = html(&format!("{table}注：可改。\n　　丙说。丁说。"));
    assert!(
        shown.ends_with("</table></div>\n<p>注：可改。</p>\n<p>丙说。丁说。</p>\n"),
        "{shown}"
    );
    let quoted = html("> |甲|\n> |-|\n> |1|\n> 丙");
    assert!(quoted.contains("<p>丙</p>\n</blockquote>"), "{quoted}");
    for text in [format!("{table}丙\n|3|4|"), "甲|乙\n-|-\n1|2".to_owned()] {
        assert_eq!(html(&text), strict(&text), "{text}");
    }
}

#[test]
fn a_mark_at_the_margin_ends_a_list() {
    insta::assert_snapshot!(blocks("（一）任务\n1. 甲。\n2. 乙。\n（二）要求\n3. 丙。\n　　完。"), @r#"
    <p>（一）任务</p>
    <ol>
    <li>甲。</li>
    <li>乙。</li>
    </ol>
    <p>（二）要求</p>
    <ol start="3">
    <li>丙。</li>
    </ol>
    <p>完。</p>
    "#);
}

#[test]
fn indented_prose_is_no_code() {
    for (text, expected) in [
        (
            "    甲开展活动。\n    乙开展活动。",
            "<p>甲开展活动。</p>\n<p>乙开展活动。</p>\n",
        ),
        ("\t甲开展活动。\n\n乙", "<p>甲开展活动。</p>\n<p>乙</p>\n"),
        (
            "甲\n\n     （一）乙\n丙",
            "<p>甲</p>\n<p>（一）乙</p>\n<p>丙</p>\n",
        ),
        (
            "- 甲\n\n      乙",
            "<ul>\n<li>\n<p>甲</p>\n<p>乙</p>\n</li>\n</ul>\n",
        ),
        (
            "- 甲\n\n        乙",
            "<ul>\n<li>\n<p>甲</p>\n<p>乙</p>\n</li>\n</ul>\n",
        ),
        (
            "> 甲\n>\n>     乙",
            "<blockquote>\n<p>甲</p>\n<p>乙</p>\n</blockquote>\n",
        ),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
    for text in [
        "    fn main() {}",
        "    # 安装依赖\n    make",
        "    x = \"宪法\"",
        "    ├── 目录",
        "    name: 张某",
        "    如果(甲){\n    }",
    ] {
        assert_eq!(html(text), strict(text), "{text}");
        assert!(html(text).contains("<pre"));
    }
}

#[test]
fn a_row_under_text_is_a_rule_or_nothing() {
    for (text, expected) in [
        (
            "甲说。乙说。\n----\n丙",
            "<p>甲说。乙说。</p>\n<hr>\n<p>丙</p>\n",
        ),
        ("甲，\n乙\n---\n丙", "<p>甲，乙</p>\n<hr>\n<p>丙</p>\n"),
        ("甲说。\n=====\n丙", "<p>甲说。</p>\n<p>丙</p>\n"),
        ("甲\n————\n丙", "<p>甲</p>\n<hr>\n<p>丙</p>\n"),
        ("————————", "<hr>\n"),
        ("＝＝＝＝\n甲", "<p>甲</p>\n"),
        (
            "> 甲。\n> ----",
            "<blockquote>\n<p>甲。</p>\n<hr>\n</blockquote>\n",
        ),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
    for text in [
        "甲\n\n标题\n====",
        "标题\n---",
        "A title\nof two lines\n---",
    ] {
        assert_eq!(html(text), strict(text), "{text}");
        assert!(html(text).contains("<h2"));
    }
}

#[test]
fn a_hint_says_which_lines_were_taken() {
    insta::assert_snapshot!(findings("---\n一、甲\n二、乙\n三、丙\n\n    丁说。\n\n戊说。\n----\n"), @r"
    3:1+3 body/paragraphs: 上面没有空行，也另起了一段：第 3–4 行 (这样分段不对时：同一段的几行接成一行，或者在文首信息里写“段落: 空行”，只在空行处分段)
    6:5+3 body/indented-text: 行首的空格当作首行缩进，没有当作代码：第 6 行 (删去行首的空格，网页会自己缩进；要当作代码，上下各写一行 ```)
    9:1+4 body/underline: 一排横线当作分隔线（等号去掉），上面的文字没有变成标题：第 9 行 (要分隔线，单独写一行 --- ，上下各空一行；要小标题，在那一行的前面写 ## 和空格)
    ");
    assert_eq!(findings("甲，\n乙\n\n- 丙\n- 丁\n"), "");
}

#[test]
fn summary_and_words_see_the_paragraphs() {
    let facts = facts("关于活动的通知\n各科室：\n一、甲");
    assert_eq!(facts.summary, "一、甲");
}

/// Fragments of pasted and written text.
const PARTS: &[&str] = &[
    "甲",
    "乙丙",
    "说。",
    "好，",
    "\n",
    "\n",
    "\n",
    "\n\n",
    "一、",
    "（一）",
    "1. ",
    "1.",
    "- ",
    "> ",
    "　　",
    "    ",
    "  ",
    "\t",
    "第一条　",
    "①",
    "●",
    "问：",
    "**",
    "*",
    "`",
    "<b>",
    "</b>",
    "[",
    "](a.md)",
    "：",
    "----\n",
    "====\n",
    "————\n",
    "|",
    "|-|\n",
    "# ",
    "```\n",
    ":",
    "2026年11月1日",
    "\\\n",
    "  \n",
    "[^1]",
    "\n[^1]: ",
    "\r\n",
    "3*2",
    "https://a.cn/b，",
    "a@b.cn",
    "&emsp;",
    "\u{a0}",
];

fn letters(html: &str) -> String {
    let mut letters = String::new();
    for part in html.split('<') {
        letters.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    let letters = letters.replace("↩", "").replace("脚注", "");
    let is_sign = |c: char| {
        c.is_whitespace()
            || c == '\u{a0}'
            || c.is_ascii_punctuation()
            || c == '—'
            || c.is_ascii_digit()
    };
    letters.replace(is_sign, "")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_character_is_lost_or_added(parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..30)) {
        let text = format!("首\n\n{}", parts.concat());
        prop_assert_eq!(letters(&html(&text)), letters(&strict(&text)), "{}", text);
    }

    #[test]
    fn blank_lines_between_all_paragraphs_leave_nothing_to_part(
        lines in proptest::collection::vec("(　　|一、|（一）|1\\.|● ?|第一条 |)[甲乙丙说，：]{1,20}[。；]?", 1..9),
    ) {
        let text = lines.join("\n\n");
        prop_assert_eq!(html(&text), strict(&text));
        prop_assert_eq!(findings(&text), "");
    }

    #[test]
    fn parted_text_is_its_own_form(lines in proptest::collection::vec("(　　|一、|● ?|第一条 )甲[乙丙说，]{0,20}。", 1..9)) {
        prop_assert_eq!(html(&lines.join("\n")), strict(&lines.join("\n\n")));
    }
}
