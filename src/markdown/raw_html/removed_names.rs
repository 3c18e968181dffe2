//! Diagnostics of what the sanitizer removes, one per name and body.

use std::collections::BTreeSet;
use std::ops::Range;

use super::elements::{dropped_with_content, rule};
use super::tokenizer::{HtmlToken, StartTag};
use crate::diagnostic::Code;
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
        message!(
            "用 Markdown 的写法代替；确需原样保留，在 site.yaml 里设 html: allow（只适用于作者都可信的站点）",
            "write it in Markdown; where it must stay, set html: allow in site.yaml (only where every author is trusted)"
        )
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
