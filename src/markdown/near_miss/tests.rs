//! Inputs and the findings that they give.

use crate::content::config::ParagraphRule;
use crate::diagnostic::{Diagnostics, SourceEdit};
use crate::markdown::facts;
use crate::markdown::tests::{findings, options};

fn found(rule: ParagraphRule, text: &str) -> Diagnostics {
    let options = options().with_paragraphs(Some(rule)).into_owned();
    facts("content/a.md", text, 0, &options).1
}

/// Returns the lines and codes of a text's findings.
fn places(text: &str) -> Vec<(u32, &'static str)> {
    places_under(ParagraphRule::Auto, text)
}

fn places_under(rule: ParagraphRule, text: &str) -> Vec<(u32, &'static str)> {
    let mut found = found(rule, text);
    found.sort();
    found
        .iter()
        .filter(|found| found.code.id().starts_with("markdown/"))
        .map(|found| {
            (
                found.place.as_ref().map_or(0, |at| at.line),
                found.code.id(),
            )
        })
        .collect()
}

/// Returns a text after all certain repairs.
fn mended(text: &str) -> String {
    mended_under(ParagraphRule::Auto, text)
}

fn mended_under(rule: ParagraphRule, text: &str) -> String {
    let found = found(rule, text);
    let mut edits: Vec<&SourceEdit> = found.iter().flat_map(|found| &found.edits).collect();
    edits.sort_by_key(|edit| (edit.range().start, edit.range().end));
    let mut mended = String::new();
    let mut from = 0;
    for edit in edits {
        mended.push_str(&text[from..edit.range().start]);
        mended.push_str(&edit.replacement);
        from = edit.range().end;
    }
    mended + &text[from..]
}

/// Texts whose repair is certain, and the repaired texts.
const CERTAIN: &[(&str, &str)] = &[
    ("##一、总则", "## 一、总则"),
    ("#标题一", "# 标题一"),
    ("前文\n\n＃ 全角", "前文\n\n# 全角"),
    ("＃＃标题", "## 标题"),
    ("##　全角空格", "## 全角空格"),
    ("####### 七级", "###### 七级"),
    ("-甲\n-乙", "- 甲\n- 乙"),
    ("-甲\n\n-乙", "- 甲\n\n- 乙"),
    ("1、身份证\n2、户口本", "1. 身份证\n2. 户口本"),
    (
        "材料：\n1.甲\n2.乙\n以上。",
        "材料：\n\n1. 甲\n2. 乙\n\n以上。",
    ),
    ("１. 甲\n２. 乙", "1. 甲\n2. 乙"),
    ("1)甲\n2)乙", "1. 甲\n2. 乙"),
    ("• 甲\n• 乙", "- 甲\n- 乙"),
    ("●甲\n●乙", "- 甲\n- 乙"),
    ("（1）甲\n（2）乙", "（1）甲\n\n（2）乙"),
    ("- 【 】甲\n- []乙\n- [x]丙", "- [ ] 甲\n- [ ] 乙\n- [x] 丙"),
    ("［文字］（a.md）", "[文字](a.md)"),
    ("见[文字]（a.md）。", "见[文字](a.md)。"),
    ("【文字】（https://a.cn）", "[文字](https://a.cn)"),
    ("[文字] (a.md)", "[文字](a.md)"),
    ("(文字)[https://a.cn]", "[文字](https://a.cn)"),
    ("[文字](a.md）", "[文字](a.md)"),
    ("[文字](a.md “标题”)", "[文字](a.md \"标题\")"),
    ("[[说明.md]]", "[说明](说明.md)"),
    ("！[图](a.png)", "![图](a.png)"),
    ("！［图］（a.png）", "![图](a.png)"),
    ("![图]（a.png）", "![图](a.png)"),
    ("![[a.png]]", "![a](a.png)"),
    ("![图](a.png){width=50%}", "![图](a.png)"),
    ("![图](a.png =300x200)", "![图](a.png)"),
    ("甲** 重点 **乙", "甲**重点**乙"),
    ("**重点 **", "**重点**"),
    ("＊＊重点＊＊", "**重点**"),
    ("～～旧～～", "~~旧~~"),
    ("==重点==", "**重点**"),
    ("～～～\n代码\n～～～", "```\n代码\n```"),
    ("···视频\n地址: a.mp4\n···", "```视频\n地址: a.mp4\n```"),
    ("``\n代码\n``", "```\n代码\n```"),
    ("运行 ·code· 即可", "运行 `code` 即可"),
    ("———", "***"),
    ("＊＊＊", "***"),
    ("》引用", "> 引用"),
    ("＞ 引用", "> 引用"),
    (
        "｜甲｜乙｜\n｜---｜---｜\n｜1｜2｜",
        "|甲|乙|\n|---|---|\n|1|2|",
    ),
    (
        "| 甲 | 乙 |\n|——|——|\n| 1 | 2 |",
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |",
    ),
    (
        "| 甲 | 乙 |\n| 1 | 2 |",
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |",
    ),
    (
        "| 甲 | 乙 |\n|---|\n| 1 | 2 |",
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |",
    ),
    (
        "| 甲 | 乙 |\n\n|---|---|\n| 1 | 2 |",
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |",
    ),
    (
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |",
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |",
    ),
    ("文[^1]\n\n[^1]：注", "文[^1]\n\n[^1]: 注"),
    ("文[^2]\n\n[^2] 注", "文[^2]\n\n[^2]: 注"),
    ("文［^3］\n\n［^3］: 注", "文[^3]\n\n[^3]: 注"),
    ("> [！提示]\n> 文", "> [!提示]\n> 文"),
    ("> 【!注意】\n> 文", "> [!注意]\n> 文"),
    ("[TOC]", ""),
    ("文字 {#id}", "文字"),
    ("：：：提示\n文\n：：：", ":::提示\n文\n:::"),
    ("- 甲\n-乙\n- 丙", "- 甲\n- 乙\n- 丙"),
    ("+ 甲\n+乙", "+ 甲\n+ 乙"),
    ("-[ ] 甲\n-[x] 乙", "- [ ] 甲\n- [x] 乙"),
    ("-甲\n-乙\n以上。", "- 甲\n- 乙\n\n以上。"),
    ("*甲\n*乙\n以上。", "- 甲\n- 乙\n\n以上。"),
    (
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n注：以上为示例。",
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n注：以上为示例。",
    ),
    ("<!- 备注 -->", "<!-- 备注 -->"),
    ("文《!--备注--》文", "文<!--备注-->文"),
    ("<!—— 备注 ——>", "<!-- 备注 -->"),
    ("文[^一]\n\n[^一]、注", "文[^一]\n\n[^一]: 注"),
    ("##标题##", "## 标题"),
    ("#**粗标题**", "# **粗标题**"),
    ("[[_TOC_]]", ""),
    ("~~ 旧的 ~~", "~~旧的~~"),
    ("请**务必 **带上", "请**务必**带上"),
    ("![图](a.png){.center}", "![图](a.png)"),
];

#[test]
fn a_certain_repair_leaves_nothing_to_repair() {
    let mut wrong = Vec::new();
    for rule in [ParagraphRule::BlankLine, ParagraphRule::Auto] {
        for (text, expected) in CERTAIN {
            // Lines that are paragraphs of their own read well as they are.
            let may_be_sound = rule == ParagraphRule::Auto;
            let before = places_under(rule, text);
            let after = places_under(rule, expected);
            let is_told = !before.is_empty() && mended_under(rule, text) == *expected;
            let is_kept = before.is_empty() || mended_under(rule, text) == *text;
            if !(is_told || may_be_sound && is_kept) || !after.is_empty() {
                wrong.push((rule, text, mended_under(rule, text), after));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn tables_below_one_another_stay_apart() {
    let text = "｜甲｜乙｜\n｜---｜---｜\n｜1｜2｜\n\n| 甲 | 乙 |\n|——|——|\n| 1 | 2 |\n\n| 甲 | 乙 |\n|---|\n| 1 | 2 |\n\n| 甲 | 乙 |\n\n|---|---|\n| 1 | 2 |";
    let table = "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |";
    let tables = ["|甲|乙|\n|---|---|\n|1|2|", table, table, table];
    assert_eq!(mended(text), tables.join("\n\n"));
    assert_eq!(places(&mended(text)), []);
    let joined = format!("{table}\n\n| 甲 | 乙 |\n| 1 | 2 |");
    assert_eq!(places(&joined).len(), 1);
    assert_eq!(mended(&joined), joined);
}

/// Texts that an editor has to look at.
const TOLD: &[&str] = &[
    "[文字](a.md",
    "[文字][没有]",
    "见[表格][名单]。\n\n[名单]: 表 1.png",
    "[[文章]]",
    "前文 **重点在这里",
    "`没有关",
    "{% include a.html %}",
    "{{< figure src=\"a.png\" >}}",
    "文^[注在这里]。",
    "$$\nE=mc\n$$",
    "!!! note \"题\"\n    文",
    "[!提示] 文",
    "[文][没有]",
    "见[[文章#第一条]]",
    "- 甲\n  -乙\n  -丙",
    "- 项\n  |甲|乙|\n  |1|2|",
    "$$E=mc^2$$",
    "文 <!-- 备注",
    "文\n\n---\n标题: 甲\n日期: 2026-11-01\n---\n\n文",
];

#[test]
fn a_doubtful_repair_is_told_and_not_made() {
    let is_told = |text: &&&str| !places(text).is_empty() && mended(text) == **text;
    let wrong: Vec<_> = TOLD.iter().filter(|text| !is_told(text)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Texts that lose words.
const LOST: &[(&str, u32, &str)] = &[
    (
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 丙 |\n",
        3,
        "markdown/lost-text",
    ),
    ("甲 | 乙\n---|---\n1 | 2 | 丙\n", 3, "markdown/lost-text"),
    (
        "| 甲 | 乙 |\n|---|---|\n| `a|b` | 丁 |\n",
        3,
        "markdown/lost-text",
    ),
    ("文\n\n```\n代码\n\n## 题\n", 3, "markdown/unclosed"),
    ("````\n甲\n```\n\n文", 1, "markdown/unclosed"),
    ("- 项\n\n  ~~~\n  甲\n\n文", 3, "markdown/unclosed"),
    ("文\n\n<!-- 备注\n\n## 题\n", 3, "markdown/unclosed"),
    ("<style>\na {}\n\n文", 1, "markdown/unclosed"),
    ("文[^9]", 1, "markdown/footnote"),
    ("文[^甲]\n\n[^甲]: 一\n\n[^甲]: 二", 5, "markdown/footnote"),
    ("文\n\n[^没人用]: 注", 3, "markdown/footnote"),
    ("文\n\n[^a]: 见[^b]\n\n[^b]: 注", 3, "markdown/footnote"),
    ("文\n\n[注]: 请带身份证", 3, "markdown/lost-text"),
    ("[办事指南]:https://a.cn", 1, "markdown/lost-text"),
];

#[test]
fn lost_text_is_told_where_it_begins() {
    let wrong: Vec<_> = LOST
        .iter()
        .filter(|(text, line, code)| places(text).first() != Some(&(*line, *code)))
        .map(|(text, ..)| (text, places(text)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Sound texts that come near to a mark.
const SOUND: &[&str] = &[
    "#123 号文件",
    "#普法#今天开课",
    "#普法# #宪法#",
    "#include <a.h>",
    "\\#标题",
    "## 一、总则\n\n##### 五级",
    "C#语言",
    "一、甲\n\n二、乙",
    "1.加强领导。\n\n2.落实责任。",
    "2026.11.1 开课\n\n2026.12.4 宪法日",
    "-5℃至\n-3℃",
    "——张某\n——李某",
    "（2026）示01民终1号",
    "1. 甲\n2. 乙\n\n- 甲\n- 乙",
    "- [ ] 甲\n- [x] 乙",
    "示政办〔2026〕6号（见附件）",
    "【案情】（节选）张某",
    "【2026】（第1号）",
    "[甲](a.md)和[乙](https://a.cn \"题\")",
    "数组[1][2]，见[2020]（试行）",
    "快来看！[海报](a.png)",
    "`[文]（a.md）`",
    "```\n##一、\n[文]（a.md）\n| 甲 |\n```",
    "    ##一、",
    "<div>\n##一、\n</div>",
    "\\[文\\]（a.md）",
    "张**、李**和王**",
    "手机138****1234",
    "注：**",
    "张＊＊诉李＊＊",
    "好的～～大家～～",
    "10～20元，30～40元",
    "a==b==c",
    "** ",
    "12·4国家宪法日，3·15消费者权益日",
    "阿依·Tursun·买买提",
    "乔治·R·R·马丁",
    "······",
    "省略\n\n···\n\n再省略",
    "Xi`an",
    "依照《治安\n》管理",
    "《中华人民共和国\n》全文",
    "＞18岁",
    "|x| 是绝对值",
    "甲 | 乙",
    "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n| `a\\|b` | 4 |\n| 只有一格 |",
    "甲 | 乙\n---|---\n1 | 2\n",
    "句中[^1]：后文\n\n[^1]: 注",
    "文[^a]\n\n[^a]: 见[^b]\n\n[^b]: 注",
    "> [!提示] 题\n> 文",
    "```rust\nfn a() {}\n```\n\n~~~~\n```\n~~~~\n",
    "> ```\n> 甲\n> ```\n\n文",
    "<!-- 备注 -->\n\n文 <!-- 备注 --> 文",
    "<pre>\n甲\n</pre>",
    "## 题 {#id}",
    "价格100$，{甲}",
    "———某市的经验",
    "标题: 甲",
    "::: tip 题\n文\n:::",
    "c == 49 时，即 49 == '1'",
    "烧水 ==> 泡茶 ==> 倒茶",
    "匹配 ^[A-Z]+$ 或 [^0-9]、[^xyz]",
    "-e 打开\n-s Shell",
    "其中 fa[u][i] 表示祖先，f_w[i-1][j][k] 是次数",
    "$db['default']['prefix'] 是前缀",
    "用法：npm install [name][-g]/[--save][-dev]",
    "不写了[微笑][微笑]",
    "类 lee.Chinese$$EnhancerByCGLIB$$4bd 的实例",
    "并发的有 $C_1$$I_2$",
    "输入 /** 加回车，或者 /** 加空格",
    "可以为/actuator/**添加一个条目",
    "1.加强组织领导。\n\n2.落实责任。",
    "用法：cp [选项][文件]",
    "[A][B]，[男][女]，好[赞][赞]",
    "[//]: # (备注)\n\n[a]: https://a.cn\n\n见[说明]。\n\n[说明]: https://a.cn",
    "[注]：请带身份证",
    "一共 100$$",
    "- 甲\n  *必填\n- 温度\n  -5℃",
    "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n注：以上为示例。",
    "《！》和《!》，a <- b -> c，1<!2",
    "张**、李** 王**和赵**",
    "::: {.tip}\n文\n:::",
];

#[test]
fn sound_texts_stay_silent() {
    let wrong: Vec<_> = SOUND
        .iter()
        .filter(|text| !places(text).is_empty())
        .map(|text| (text, findings(text)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
