//! Component blocks: films and sounds as cards, files as a list, quizzes with their answers at the
//! end; a block of the theme's own as what it says.

use std::fmt::Write;
use std::ops::Range;

use serde_json::Value;

use super::html_writer::{EditorRemark, WechatWriter, text};

/// Hint where readers find what cannot be part of the article.
const ORIGINAL: &str = "请点击文末“阅读原文”";

impl WechatWriter<'_> {
    pub(super) fn component(&mut self, name: &str, data: &Value, range: &Range<usize>) {
        match name {
            "video" => self.media("▶ 视频", "观看", data, range),
            "audio" => self.media("♪ 音频", "收听", data, range),
            "download" => self.download(data, range),
            "quiz" => self.quiz(data, range),
            _ => self.other(data, range),
        }
    }

    fn media(&mut self, kind: &str, verb: &str, data: &Value, range: &Range<usize>) {
        let title = text_under(data, "title").unwrap_or_default();
        self.remarks
            .push((EditorRemark::Media(title.to_owned()), range.clone()));
        let mut heading = if title.is_empty() {
            kind.to_owned()
        } else {
            format!("{kind}：{title}")
        };
        if let Some(duration) = text_under(data, "duration") {
            let _ = write!(heading, "（{duration}）");
        }
        let external = data.get("external").and_then(Value::as_bool) == Some(true);
        let number = text_under(data, "href")
            .filter(|_| external)
            .map(|href| self.number_of(href, title));
        self.section("card", "", range, |writer| {
            writer.line("card_title", &heading);
            if let Some(about) = text_under(data, "description") {
                writer.line("small", about);
            }
            match number {
                Some(number) => writer.line("small", &format!("网址见文末 [{number}]")),
                None => writer.line("small", &format!("{ORIGINAL}{verb}")),
            }
        });
        if let Some(transcript) = text_under(data, "transcript") {
            self.section("box", "", range, |writer| {
                writer.line("box_title", "文字稿");
                for line in transcript.lines().filter(|line| !line.trim().is_empty()) {
                    writer.line("small", line.trim());
                }
            });
        }
    }

    fn download(&mut self, data: &Value, range: &Range<usize>) {
        let none = Vec::new();
        let files = data.get("files").and_then(Value::as_array).unwrap_or(&none);
        self.section("card", "", range, |writer| {
            writer.line(
                "card_title",
                text_under(data, "title").unwrap_or("资料下载"),
            );
            if let Some(about) = text_under(data, "description") {
                writer.line("small", about);
            }
            for file in files {
                let mut name = text_under(file, "title").unwrap_or_default().to_owned();
                let facts: Vec<&str> = ["type", "size"]
                    .iter()
                    .filter_map(|key| text_under(file, key))
                    .collect();
                if !facts.is_empty() {
                    let _ = write!(name, "（{}）", facts.join("，"));
                }
                writer.line("item", &format!("• {name}"));
                if let Some(about) = text_under(file, "description") {
                    writer.line("small", about);
                }
            }
            writer.line("small", &format!("{ORIGINAL}下载"));
        });
    }

    /// Writes questions with their options; the answers follow at the end of the article.
    fn quiz(&mut self, data: &Value, range: &Range<usize>) {
        let none = Vec::new();
        let questions = data
            .get("questions")
            .and_then(Value::as_array)
            .unwrap_or(&none);
        let title = text_under(data, "title");
        self.section("card", "", range, |writer| {
            writer.line("card_title", title.unwrap_or("答一答"));
            if let Some(about) = text_under(data, "description") {
                writer.line("small", about);
            }
            for question in questions {
                writer.question(question);
            }
            writer.line("small", "答案在文末");
        });
        self.answers.push((
            title.map(str::to_owned),
            questions.iter().map(answer).collect(),
        ));
    }

    fn question(&mut self, question: &Value) {
        let number = question.get("number").and_then(Value::as_u64).unwrap_or(1);
        let asked = text_under(question, "question").unwrap_or_default();
        let several = question.get("multiple").and_then(Value::as_bool) == Some(true);
        let several = if several { "（多选）" } else { "" };
        self.line("item", &format!("{number}. {asked}{several}"));
        for option in question
            .get("options")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let letter = text_under(option, "letter").unwrap_or_default();
            let words = text_under(option, "text").unwrap_or_default();
            self.line("item", &format!("{letter}. {words}"));
        }
    }

    /// Writes a block of the theme's own: its title, then its texts line by line.
    fn other(&mut self, data: &Value, range: &Range<usize>) {
        let mut lines = Vec::new();
        words(data, &mut lines);
        if lines.is_empty() && text_under(data, "title").is_none() {
            return;
        }
        self.section("card", "", range, |writer| {
            if let Some(title) = text_under(data, "title") {
                writer.line("card_title", title);
            }
            for line in &lines {
                writer.line("item", line);
            }
        });
    }

    /// Writes one line of text with the styles under a key.
    pub(super) fn line(&mut self, key: &str, words: &str) {
        self.open("p", key, "");
        text(&mut self.out, words);
        self.close("p");
    }
}

/// Text under a key, unless it is empty.
fn text_under<'v>(data: &'v Value, key: &str) -> Option<&'v str> {
    data.get(key)?
        .as_str()
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

fn answer(question: &Value) -> String {
    let number = question.get("number").and_then(Value::as_u64).unwrap_or(1);
    let letters = question.get("answer").and_then(Value::as_array);
    let letters: Vec<&str> = letters
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let letters = text_under(question, "truth").map_or(letters, |truth| vec![truth]);
    let why = text_under(question, "explanation")
        .map(|why| format!("。{why}"))
        .unwrap_or_default();
    format!("{number}. {}{why}", letters.join("、"))
}

/// Collects every text of the data except its title and the addresses of files, in order.
fn words(data: &Value, lines: &mut Vec<String>) {
    const PASSED: [&str; 10] = [
        "title",
        "href",
        "url",
        "file",
        "src",
        "type",
        "size",
        "external",
        "cover",
        "cover_href",
    ];
    match data {
        Value::Object(entries) => {
            for (key, value) in entries {
                if let (false, Some(text)) = (PASSED.contains(&&**key), value.as_str()) {
                    lines.push(text.to_owned());
                } else if value.is_array() || value.is_object() {
                    words(value, lines);
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                if let Some(text) = item.as_str() {
                    lines.push(text.to_owned());
                } else {
                    lines.extend(text_under(item, "title").map(str::to_owned));
                    words(item, lines);
                }
            }
        }
        _ => {}
    }
}
