//! Quiz data: normalizes questions and matches answers to options.

use serde_json::{Map, Value, json};

use super::fence_body::{BlockFault, FaultTarget};
use crate::message;

/// Keys of a block that is itself its only question.
const QUESTION_KEYS: [&str; 4] = ["question", "options", "answer", "explanation"];

/// Options of a true-or-false question.
const TRUE_OR_FALSE: [(&str, &[&str]); 2] = [
    ("正确", &["对", "正确", "是", "√", "true"]),
    ("错误", &["错", "错误", "否", "×", "false"]),
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
    let options = options(question.get("options"), &answers);
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
        let Some(found) = meant(answer, &options) else {
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
        "explanation": explanation,
    })
}

/// Returns the options as written, or 正确 and 错误 for a statement without options.
fn options(given: Option<&Value>, answers: &[String]) -> Vec<String> {
    match given {
        Some(Value::Array(options)) => options.iter().filter_map(text).take(26).collect(),
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
        .position(|(_, words)| words.contains(&answer))
}

fn answers(given: Option<&Value>) -> Vec<String> {
    match given {
        Some(Value::Array(answers)) => answers.iter().filter_map(text).collect(),
        Some(answer) => text(answer).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Returns the options that an answer names, by text or by letters (`B`, `AC`, `A、C`).
fn meant(answer: &str, options: &[String]) -> Option<Vec<usize>> {
    if let Some(at) = options.iter().position(|option| option == answer) {
        return Some(vec![at]);
    }
    let letters: Vec<char> = answer
        .chars()
        .filter(|c| !matches!(c, '、' | ',' | '，' | ' '))
        .collect();
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
}
