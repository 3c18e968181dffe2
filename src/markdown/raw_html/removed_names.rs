//! Diagnostics of what the sanitizer removes, one per name and body.

use std::collections::BTreeSet;
use std::ops::Range;

use super::elements::{dropped_with_content, rule};
use super::tokenizer::{HtmlToken, StartTag};
use crate::diagnostic::{Code, Message};
use crate::markdown::body_event::BodyDiagnostic;
use crate::message;

/// Names removed from a body.
#[derive(Default)]
pub(super) struct RemovedNames {
    names: BTreeSet<String>,
    /// Diagnostics.
    pub(super) findings: Vec<BodyDiagnostic>,
}

impl RemovedNames {
    /// Reports the tokens that are not admitted; returns all of them.
    pub(super) fn note(&mut self, tokens: Vec<HtmlToken>, range: &Range<usize>) -> Vec<HtmlToken> {
        let mut fresh = Vec::new();
        let mut inside: Option<&'static str> = None;
        for token in &tokens {
            match token {
                HtmlToken::End(name) if inside == Some(name) => inside = None,
                HtmlToken::Start(tag) if inside.is_some() || rule(&tag.name).is_none() => {
                    inside = inside.or(dropped_with_content(&tag.name));
                    self.add(&mut fresh, format!("<{}>", tag.name));
                }
                HtmlToken::Start(tag) => self.attributes(&mut fresh, tag),
                _ => {}
            }
        }
        if !fresh.is_empty() || has_word_comment(&tokens) && self.names.insert("!--".to_owned()) {
            self.findings.push(finding(&fresh, &tokens, range));
        }
        tokens
    }

    fn add(&mut self, fresh: &mut Vec<String>, name: String) {
        if self.names.insert(name.clone()) {
            fresh.push(name);
        }
    }

    fn attributes(&mut self, fresh: &mut Vec<String>, tag: &StartTag) {
        let Some(rule) = rule(&tag.name) else { return };
        for (name, value) in &tag.attributes {
            if !rule
                .attribute(name)
                .is_some_and(|(_, kind)| kind.admits(value))
            {
                self.add(fresh, format!("{name}="));
            }
        }
    }
}

fn finding(names: &[String], tokens: &[HtmlToken], range: &Range<usize>) -> BodyDiagnostic {
    let list = if names.is_empty() {
        "<!--[if …]>".to_owned()
    } else {
        names.join(" ")
    };
    let hint = if looks_like_word(tokens) {
        message!(
            "像是从 Word 粘贴来的格式：粘贴时选“只保留文本”，再用 Markdown 标出标题、加粗、列表",
            "this looks like formatting pasted from Word: paste as plain text and mark it up in Markdown"
        )
    } else {
        advice(names)
    };
    BodyDiagnostic::new(
        Code::HtmlRemoved,
        message!(
            "这里的 HTML 已被安全过滤，去掉了：{list}",
            "raw HTML was removed for safety: {list}"
        ),
        range.clone(),
    )
    .hint(hint)
}

/// Returns what to write in place of what was removed.
fn advice(names: &[String]) -> Message {
    const PLAYERS: [&str; 5] = ["<audio>", "<embed>", "<iframe>", "<object>", "<video>"];
    const ANCHORS: [&str; 2] = ["id=", "name="];
    const LOOKS: [&str; 9] = [
        "<basefont>",
        "<big>",
        "<center>",
        "<marquee>",
        "<style>",
        "align=",
        "class=",
        "color=",
        "style=",
    ];
    let has = |known: &[&str]| names.iter().any(|name| known.contains(&name.as_str()));
    if has(&PLAYERS) {
        message!(
            "视频、音频的文件放在文章旁边，写 ```视频 组件；别的网站上的播放页写成链接：[看视频](网址)",
            "put the film beside the document and use a ```video block; link to a player's page: [film](address)"
        )
    } else if has(&ANCHORS) {
        message!(
            "要链接到这里，就在这里写一个小标题：## 文字，链接写 [看这里](#文字)",
            "to link here, write a heading: ## Words, and the link [here](#Words)"
        )
    } else if has(&LOOKS) {
        message!(
            "删去它：字体、颜色、位置由网站统一；要突出的文字写 **加粗**",
            "delete it: the theme sets fonts, colors and places; write **bold** for what matters"
        )
    } else {
        message!(
            "删去它，用 Markdown 的写法代替；是文字里的尖括号，就在前面加反斜线：\\<",
            "delete it and use Markdown; an angle bracket of the text takes a backslash: \\<"
        )
    }
}

fn looks_like_word(tokens: &[HtmlToken]) -> bool {
    has_word_comment(tokens)
        || tokens
            .iter()
            .any(|token| matches!(token, HtmlToken::Start(tag) if is_of_word(tag)))
}

fn has_word_comment(tokens: &[HtmlToken]) -> bool {
    tokens.iter().any(|token| {
        matches!(token, HtmlToken::Comment(text) if text.contains("[if") || text.contains("StartFragment"))
    })
}

fn is_of_word(tag: &StartTag) -> bool {
    tag.name.contains(':')
        || tag.name == "font"
        || tag
            .attributes
            .iter()
            .any(|(_, value)| value.starts_with("Mso") || value.contains("mso-"))
}
