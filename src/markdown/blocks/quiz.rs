//! Quiz data: normalizes questions and matches answers to options.

use serde_json::{Map, Value, json};

use super::fence_body::{BlockFault, FaultTarget};
use crate::content::split_words;
use crate::message;

/// Keys of a block that is itself its only question.
const QUESTION_KEYS: [&str; 4] = ["question", "options", "answer", "explanation"];

/// Options of a true-or-false question.
const TRUE_OR_FALSE: [(&str, &[&str]); 2] = [
    (
        "正确",
        &[
            "对", "正确", "是", "对的", "√", "✓", "✔", "true", "yes", "t",
        ],
    ),
    (
        "错误",
        &[
            "错",
            "错误",
            "否",
            "不对",
            "不正确",
            "错的",
            "×",
            "✗",
            "✘",
            "false",
            "no",
            "f",
        ],
    ),
];

/// Normalizes a quiz to the form that its component expects.
pub(super) fn shape(data: &mut Map<String, Value>) -> Result<(), Box<BlockFault>> {
    let questions = match data.shift_remove("questions") {
        Some(Value::Array(questions)) => questions,
        Some(single @ Value::Object(_)) => vec![single],
        _ => vec![own_question(data)],
    };
    if questions.is_empty() || questions == [json!({})] {
        let message = message!("竞答里没有题目", "this quiz has no questions");
        return Err(BlockFault::new(message, FaultTarget::Fence).into());
    }
    let shaped: Result<Vec<Value>, Box<BlockFault>> = questions
        .iter()
        .enumerate()
        .map(|(at, question)| shape_question(at + 1, question))
        .collect();
    data.insert("questions".to_owned(), Value::Array(shaped?));
    Ok(())
}

fn own_question(data: &mut Map<String, Value>) -> Value {
    let entries = QUESTION_KEYS
        .iter()
        .filter_map(|key| Some(((*key).to_owned(), data.shift_remove(*key)?)));
    Value::Object(entries.collect())
}

fn shape_question(number: usize, question: &Value) -> Result<Value, Box<BlockFault>> {
    let asked = question.get("question").and_then(text).unwrap_or_default();
    let fault = |message| {
        Err(Box::new(BlockFault::new(
            message,
            FaultTarget::Words(asked.clone()),
        )))
    };
    if asked.is_empty() {
        return fault(message!(
            "第 {number} 题没有写“问”",
            "question {number} has no text"
        ));
    }
    let explanation = question.get("explanation").and_then(text);
    let answers = answers(question.get("answer"));
    let written = options(question.get("options"), &answers);
    let options = without_letters(&written).unwrap_or_else(|| written.clone());
    if options.len() < 2 {
        let message = message!(
            "第 {number} 题的选项不足两个",
            "question {number} has fewer than two options"
        );
        return Err(Box::new(
            BlockFault::new(message, FaultTarget::Words(asked)).hint(message!(
                "在这一题下面加一行，例如 选项: [可以, 不可以]",
                "add a line under the question, as in options: [yes, no]"
            )),
        ));
    }
    if answers.is_empty() {
        return fault(message!(
            "第 {number} 题没有写“答案”",
            "question {number} has no answer"
        ));
    }
    let mut correct: Vec<usize> = Vec::new();
    for answer in &answers {
        let Some(found) = meant(answer, &written, &options) else {
            return fault(message!(
                "第 {number} 题的答案“{answer}”不在选项里",
                "the answer “{answer}” of question {number} is not among its options"
            ));
        };
        correct.extend(found);
    }
    Ok(shaped(
        number,
        &asked,
        &options,
        &correct,
        explanation.as_deref(),
    ))
}

fn shaped(
    number: usize,
    asked: &str,
    options: &[String],
    correct: &[usize],
    explanation: Option<&str>,
) -> Value {
    let letters: Vec<char> = ('A'..='Z').take(options.len()).collect();
    let listed: Vec<Value> = letters
        .iter()
        .zip(options)
        .enumerate()
        .map(|(at, (letter, text))| json!({"letter": letter, "text": text, "correct": correct.contains(&at)}))
        .collect();
    let answer: Vec<char> = letters
        .iter()
        .enumerate()
        .filter(|(at, _)| correct.contains(at))
        .map(|(_, letter)| *letter)
        .collect();
    json!({
        "number": number,
        "question": asked,
        "options": listed,
        "multiple": answer.len() > 1,
        "answer": answer,
        "truth": of_truth(options).then(|| correct.first().map(|&at| options[at].as_str())),
        "explanation": explanation,
    })
}

/// Returns the options as written, or 正确 and 错误 for a statement without options.
fn options(given: Option<&Value>, answers: &[String]) -> Vec<String> {
    match given {
        Some(Value::Array(options)) => options.iter().filter_map(text).take(26).collect(),
        Some(Value::String(line)) => split_words(line)
            .into_iter()
            .map(ToOwned::to_owned)
            .take(26)
            .collect(),
        _ if answers.len() == 1 && truth(&answers[0]).is_some() => TRUE_OR_FALSE
            .iter()
            .map(|(word, _)| (*word).to_owned())
            .collect(),
        _ => Vec::new(),
    }
}

fn truth(answer: &str) -> Option<usize> {
    TRUE_OR_FALSE
        .iter()
        .position(|(_, words)| words.contains(&answer.to_lowercase().as_str()))
}

fn answers(given: Option<&Value>) -> Vec<String> {
    match given {
        Some(Value::Array(answers)) => answers.iter().filter_map(text).collect(),
        Some(answer) => text(answer).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Returns true if the options are those of a true-or-false question.
fn of_truth(options: &[String]) -> bool {
    let truths: Vec<Option<usize>> = options.iter().map(|option| truth(option)).collect();
    matches!(truths[..], [Some(0), Some(1)] | [Some(1), Some(0)])
}

/// Returns the options without the letters before them, if those are A, B, C… in order.
fn without_letters(options: &[String]) -> Option<Vec<String>> {
    let options: Option<Vec<String>> = options
        .iter()
        .zip('A'..='Z')
        .map(|(option, letter)| without_letter(option, letter))
        .collect();
    options.filter(|options| options.len() > 1)
}

/// Returns an option without its letter: `A.`, `A、`, `（A）`, `A ` and their full-width forms.
fn without_letter(option: &str, letter: char) -> Option<String> {
    let (rest, is_open) = match option.strip_prefix(['(', '（', '[', '【']) {
        Some(rest) => (rest.trim_start(), true),
        None => (option, false),
    };
    let mut chars = rest.chars();
    if narrow(chars.next()?).to_ascii_uppercase() != letter {
        return None;
    }
    let rest = chars.as_str().trim_start();
    let is_apart = rest.len() < chars.as_str().len();
    let marks: &[char] = if is_open {
        &[')', '）', ']', '】']
    } else {
        &['.', '．', '、', ':', '：', ')', '）', ',', '，']
    };
    let text = match rest.strip_prefix(marks) {
        Some(text) => text.trim_start_matches(['.', '．', '、', ' ', '\u{3000}']),
        None if is_apart && !is_open => rest,
        None => return None,
    };
    (!text.is_empty()).then(|| text.to_owned())
}

/// Returns the ASCII form of a letter or digit of full width.
fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// Returns the options that an answer names: by text, by letters (`B`, `AC`, `A、C`), or by number.
fn meant(answer: &str, written: &[String], options: &[String]) -> Option<Vec<usize>> {
    let is_it = |option: &String| option == answer;
    if let Some(at) = written
        .iter()
        .position(is_it)
        .or_else(|| options.iter().position(is_it))
    {
        return Some(vec![at]);
    }
    let letters: Vec<char> = answer
        .chars()
        .map(narrow)
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '、' | ',' | '和' | ';' | '.' | '(' | ')' | '/')
        })
        .collect();
    let number = letters.iter().collect::<String>();
    if let Ok(number @ 1..=26) = number.parse::<usize>()
        && number <= options.len()
    {
        return Some(vec![number - 1]);
    }
    let by_letter: Option<Vec<usize>> = letters
        .iter()
        .map(|letter| letter_index(*letter, options.len()))
        .collect();
    by_letter
        .filter(|found| !found.is_empty())
        .or_else(|| same_truth(answer, options).map(|at| vec![at]))
}

/// Returns the option with the same truth value as the answer: 对 for `true`.
fn same_truth(answer: &str, options: &[String]) -> Option<usize> {
    let truth_of_answer = truth(answer)?;
    options
        .iter()
        .position(|option| truth(option) == Some(truth_of_answer))
}

fn letter_index(letter: char, options: usize) -> Option<usize> {
    ('A'..='Z')
        .take(options)
        .position(|known| known == letter.to_ascii_uppercase())
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::markdown::tests::{findings, html};

    #[test]
    fn a_quiz_has_one_shape() {
        insta::assert_snapshot!(html("```竞答\n题目:\n  - 问: 哪天？\n    选项: [12月4日, 11月1日]\n    答案: A\n    解析: 见决定。\n  - 问: 哪些？\n    选项: [劳动, 选举, 受教育]\n    答案: [A, C]\n```"), @r#"
        <!-- quiz {
          "questions": [
            {
              "number": 1,
              "question": "哪天？",
              "options": [
                {
                  "letter": "A",
                  "text": "12月4日",
                  "correct": true
                },
                {
                  "letter": "B",
                  "text": "11月1日",
                  "correct": false
                }
              ],
              "multiple": false,
              "answer": [
                "A"
              ],
              "truth": null,
              "explanation": "见决定。"
            },
            {
              "number": 2,
              "question": "哪些？",
              "options": [
                {
                  "letter": "A",
                  "text": "劳动",
                  "correct": true
                },
                {
                  "letter": "B",
                  "text": "选举",
                  "correct": false
                },
                {
                  "letter": "C",
                  "text": "受教育",
                  "correct": true
                }
              ],
              "multiple": true,
              "answer": [
                "A",
                "C"
              ],
              "truth": null,
              "explanation": null
            }
          ]
        } -->
        "#);
        insta::assert_snapshot!(html("```quiz\n题目: 宪法是根本法\n答案: 对\n```"), @r#"
        <!-- quiz {
          "questions": [
            {
              "number": 1,
              "question": "宪法是根本法",
              "options": [
                {
                  "letter": "A",
                  "text": "正确",
                  "correct": true
                },
                {
                  "letter": "B",
                  "text": "错误",
                  "correct": false
                }
              ],
              "multiple": false,
              "answer": [
                "A"
              ],
              "truth": "正确",
              "explanation": null
            }
          ]
        } -->
        "#);
    }

    #[test]
    fn an_answer_that_is_no_option_is_a_fault() {
        insta::assert_snapshot!(findings("```竞答\n题目:\n  - 问: 哪天？\n    选项: [一, 二]\n    答案: C\n```"), @"3:8+3 block/invalid: 第 1 题的答案“C”不在选项里");
        insta::assert_snapshot!(findings("```竞答\n标题: 空\n```"), @"1:1+3 block/invalid: 竞答里没有题目");
    }

    /// Returns the options, the letters of the answer and the answer in words.
    fn quiz(lines: &str) -> (String, String, String) {
        let html = html(&format!("```竞答\n{lines}\n```"));
        let json = html
            .trim()
            .trim_start_matches("<!-- quiz ")
            .trim_end_matches(" -->")
            .replace("&gt;", ">");
        let data: Value = serde_json::from_str(&json).unwrap_or_default();
        let question = &data["questions"][0];
        let list = |value: &Value, key: &str| {
            let items = value.as_array().into_iter().flatten();
            let texts = items.filter_map(|item| {
                let text = if key.is_empty() { item } else { &item[key] };
                text.as_str().map(str::to_owned)
            });
            texts.collect::<Vec<_>>().join("|")
        };
        (
            list(&question["options"], "text"),
            list(&question["answer"], ""),
            question["truth"].as_str().unwrap_or_default().to_owned(),
        )
    }

    /// Lines of a question, its options, its answers and its truth.
    const WRITTEN: &[(&str, &str, &str, &str)] = &[
        ("问: 几？\n选项: [一，二]\n答案: A", "一|二", "A", ""),
        ("问：几？\n选项：[一, 二]\n答案：A", "一|二", "A", ""),
        (
            "题目:\n  - 问：几？\n    选项：[一，二，三]\n    答案：[A，C]",
            "一|二|三",
            "A|C",
            "",
        ),
        (
            "问: 第 #1 题？\n选项: [甲 #1, 乙]\n答案: A",
            "甲 #1|乙",
            "A",
            "",
        ),
        (
            "问: 几？\n＃ 注释\n选项: [一, 二]\n答案: B",
            "一|二",
            "B",
            "",
        ),
        ("问: 几？\n选项: 一，二\n答案: b", "一|二", "B", ""),
        (
            "问: 哪天？\n选项: [A.11月1日, B.12月4日]\n答案: B",
            "11月1日|12月4日",
            "B",
            "",
        ),
        (
            "问: 哪天？\n选项: [A、11月1日, B、12月4日]\n答案: B、12月4日",
            "11月1日|12月4日",
            "B",
            "",
        ),
        (
            "问: 哪天？\n选项: [（A）11月1日, （B）12月4日]\n答案: （B）",
            "11月1日|12月4日",
            "B",
            "",
        ),
        (
            "问: 哪天？\n选项: [Ａ．11月1日, Ｂ．12月4日]\n答案: Ｂ",
            "11月1日|12月4日",
            "B",
            "",
        ),
        (
            "问: 哪些？\n选项: [A 甲, B 乙, C 丙]\n答案: A、C",
            "甲|乙|丙",
            "A|C",
            "",
        ),
        (
            "问: 哪些？\n选项: [甲, 乙, 丙]\n答案: AC",
            "甲|乙|丙",
            "A|C",
            "",
        ),
        (
            "问: 哪些？\n选项: [甲, 乙, 丙]\n答案: 2",
            "甲|乙|丙",
            "B",
            "",
        ),
        ("问: 几个？\n选项: [2, 1, 3]\n答案: 1", "2|1|3", "B", ""),
        (
            "问: 多少？\n选项: [2.50, 0x10, 010]\n答案: \"010\"",
            "2.50|0x10|010",
            "C",
            "",
        ),
        (
            "问: 多少？\n选项: [2.50, 010]\n答案: 010",
            "2.50|010",
            "B",
            "",
        ),
        ("问: 谁？\n选项: [A股, B股]\n答案: A", "A股|B股", "A", ""),
        (
            "问: 谁？\n选项: [A.甲, C.乙]\n答案: A",
            "A.甲|C.乙",
            "A",
            "",
        ),
        (
            "问: 谁？\n选项: [B.甲, A.乙]\n答案: A.乙",
            "B.甲|A.乙",
            "B",
            "",
        ),
        ("问: 宪法是根本法\n答案: 对", "正确|错误", "A", "正确"),
        ("问: 宪法是普通法律\n答案: 错误", "正确|错误", "B", "错误"),
        ("问: 宪法是普通法律\n答案: ×", "正确|错误", "B", "错误"),
        ("问: 宪法是普通法律\n答案: no", "正确|错误", "B", "错误"),
        ("问: 宪法是根本法\n答案: true", "正确|错误", "A", "正确"),
        (
            "问: 宪法是根本法\n选项: [对, 错]\n答案: A",
            "对|错",
            "A",
            "对",
        ),
        (
            "问: 宪法是根本法\n选项: [A.正确, B.错误]\n答案: A",
            "正确|错误",
            "A",
            "正确",
        ),
        ("问: 可以吗？\n选项: [是, 否]\n答案: 是", "是|否", "A", "是"),
    ];

    #[test]
    fn questions_are_read_as_they_are_written() {
        for &(lines, options, answer, truth) in WRITTEN {
            let meant = (options.to_owned(), answer.to_owned(), truth.to_owned());
            assert_eq!(quiz(lines), meant, "{lines}");
        }
    }

    #[test]
    fn marks_of_full_width_are_named() {
        let told = [
            "问: 几？\n选项: [一，二]\n答案: A",
            "问：几？\n选项: [一, 二]\n答案: A",
            "问: 第 #1 题？\n选项: [甲 #1, 乙]\n答案: A",
            "问: 几？\n＃ 注释\n选项: [一, 二]\n答案: A",
        ]
        .map(|lines| findings(&format!("```竞答\n{lines}\n```")));
        insta::assert_snapshot!(told.join("\n"));
        for sound in [
            "问: 几？\n选项: [一, 二] # 注释\n答案: A",
            "# 注释\n问: “甲、乙”是几？\n选项: [\"甲，乙\", 丙、丁]\n答案: A",
            "问: 几？\n选项:\n  - 一，或者二\n  - 三\n答案: A",
        ] {
            assert_eq!(findings(&format!("```竞答\n{sound}\n```")), "", "{sound}");
        }
    }
}
