//! Compares Chinese emphasis with comrak's `cjk_friendly_emphasis`.

use proptest::prelude::*;

use super::{html, html_with, options};
use crate::content::config::ParagraphRule;
use crate::markdown::MarkdownOptions;
use crate::markdown::emphasis::{ASTERISK, edits};

/// Returns the oracle's HTML, normalized.
fn oracle(text: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.cjk_friendly_emphasis = true;
    options.extension.strikethrough = true;
    comrak::markdown_to_html(text, &options).replace(" />", ">")
}

/// Typical sentences, and their expected HTML.
const SENTENCES: &[(&str, &str)] = &[
    (
        "**《民法典》**规定",
        "<p><strong>《民法典》</strong>规定</p>\n",
    ),
    (
        "依照**《民法典》**规定",
        "<p>依照<strong>《民法典》</strong>规定</p>\n",
    ),
    ("**重点。**后文", "<p><strong>重点。</strong>后文</p>\n"),
    (
        "**第一句，宪法是根本法。**宪法规定",
        "<p><strong>第一句，宪法是根本法。</strong>宪法规定</p>\n",
    ),
    (
        "他说**“不行”**就走",
        "<p>他说<strong>“不行”</strong>就走</p>\n",
    ),
    ("（**重点**）", "<p>（<strong>重点</strong>）</p>\n"),
    (
        "按**（一）**和**(二)**办",
        "<p>按<strong>（一）</strong>和<strong>(二)</strong>办</p>\n",
    ),
    (
        "用**`代码`**标出",
        "<p>用<strong><code>代码</code></strong>标出</p>\n",
    ),
    (
        "见**[文](a)**中",
        "<p>见<strong><a href=\"a\">文</a></strong>中</p>\n",
    ),
    (
        "*《刑法》*第*一*条",
        "<p><em>《刑法》</em>第<em>一</em>条</p>\n",
    ),
    (
        "***《宪法》***至上",
        "<p><em><strong>《宪法》</strong></em>至上</p>\n",
    ),
    (
        "删~~《旧法》~~用新法",
        "<p>删<del>《旧法》</del>用新法</p>\n",
    ),
    (
        "**50%**的人，**100元**以上",
        "<p><strong>50%</strong>的人，<strong>100元</strong>以上</p>\n",
    ),
    ("\\**不是重点*", "<p>*<em>不是重点</em></p>\n"),
    ("甲*乙*丙 与 2 * 3", "<p>甲<em>乙</em>丙 与 2 * 3</p>\n"),
    (
        "**甲：**乙；**丙——**丁",
        "<p><strong>甲：</strong>乙；<strong>丙——</strong>丁</p>\n",
    ),
    (
        "**「甲」**乙**『丙』**",
        "<p><strong>「甲」</strong>乙<strong>『丙』</strong></p>\n",
    ),
    ("snake_case_《名》_x", "<p>snake_case_《名》_x</p>\n"),
];

#[test]
fn emphasis_of_sentences() {
    for (text, expected) in SENTENCES {
        assert_eq!(html(text), *expected, "{text}");
        assert_eq!(oracle(text), *expected, "the oracle on {text}");
    }
}

/// Known differences from the oracle, with reasons.
const DIFFERENCES: &[(&str, &str)] = &[
    (
        "word~~“~~",
        "`~~` opens after a word even where the rule has it closed: more is struck, never less",
    ),
    ("2*3*4", "asterisks between numbers multiply"),
    (
        "**~~ 法**",
        "the oracle lets a `~~` that opens nothing keep `**` from closing",
    ),
];

#[test]
fn the_differences_are_real() {
    for (text, reason) in DIFFERENCES {
        assert_ne!(html(text), oracle(text), "{text}: {reason}");
    }
}

const WORDS: &[&str] = &[
    "法", "条文", "《", "》", "。", "，", "（", "）", "“", "”", "‘", "word", "1", " ", "(", ")",
    "%", "、", "——", "……", "😀", "｡", "한",
];

fn words() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(WORDS), 1..5)
        .prop_map(|parts| parts.concat())
}

/// Generates sequences of words and delimiters, not all of which make sense.
fn sentence() -> impl Strategy<Value = String> {
    let part = prop_oneof![2 => proptest::sample::select(WORDS), 1 => proptest::sample::select(&["**", "*"][..])];
    proptest::collection::vec(part, 1..14).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn emphasis_of_any_sentence(text in sentence()) {
        prop_assume!(!text.starts_with("1)"));
        prop_assume!(edits(&text).iter().all(|edit| !edit.inserted.contains(ASTERISK)));
        let options = MarkdownOptions { paragraphs: ParagraphRule::BlankLine, ..options() };
        prop_assert_eq!(html_with(&text, &options), oracle(&text), "{}", text);
    }

    #[test]
    fn what_the_oracle_strikes_is_struck(parts in proptest::array::uniform3(words())) {
        let text = parts.join("~~");
        let struck = oracle(&text);
        if struck.contains("<del>") {
            prop_assert_eq!(html(&text), struck, "{}", text);
        }
    }
}
