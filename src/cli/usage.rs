//! Reports usage errors in the user's language; clap's own messages are English.

use std::io::{Write, stderr, stdout};

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::diagnostic::{Language, Message};
use crate::message;

use super::ExitStatus;
use super::output::line;

/// Reports a usage error, or prints the requested help.
pub(super) fn usage(failure: &Error, language: Language) -> ExitStatus {
    if !failure.use_stderr() {
        let _ = write!(stdout(), "{failure}");
        return ExitStatus::Done;
    }
    if failure.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = write!(stderr(), "{failure}");
        return ExitStatus::Usage;
    }
    let told = match language {
        Language::Chinese => format!("错误：{}\n\n用 pufa --help 看用法", explain(failure).zh),
        Language::English => format!("error: {}\n\nsee pufa --help", explain(failure).en),
    };
    line(&mut stderr(), &told);
    ExitStatus::Usage
}

/// Explains an error by its kind.
fn explain(failure: &Error) -> Message {
    let argument = words(failure, ContextKind::InvalidArg).join("、");
    match failure.kind() {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => value(failure, &argument),
        ErrorKind::UnknownArgument => {
            let near = nearest(failure, ContextKind::SuggestedArg);
            joined(
                &message!("没有“{argument}”这个参数", "unknown argument {argument}"),
                &near,
            )
        }
        ErrorKind::InvalidSubcommand => {
            let verb = words(failure, ContextKind::InvalidSubcommand).join("、");
            let near = nearest(failure, ContextKind::SuggestedSubcommand);
            joined(
                &message!("没有“{verb}”这个命令", "unknown command {verb}"),
                &near,
            )
        }
        ErrorKind::MissingRequiredArgument => {
            let all = words(failure, ContextKind::InvalidArg).join(", ");
            message!("还要写上 {argument}", "missing required arguments: {all}")
        }
        ErrorKind::ArgumentConflict => {
            let other = words(failure, ContextKind::PriorArg).join("、");
            message!(
                "{argument} 和 {other} 不能一起用",
                "{argument} and {other} cannot be used together"
            )
        }
        _ => message!("命令写得不对", "invalid command line"),
    }
}

/// Explains an invalid value and lists the possible ones.
fn value(failure: &Error, argument: &str) -> Message {
    let written = words(failure, ContextKind::InvalidValue).join("、");
    if written.is_empty() {
        return message!("{argument} 后面要写一个值", "missing value for {argument}");
    }
    let possible = words(failure, ContextKind::ValidValue);
    let why = match std::error::Error::source(failure) {
        Some(why) => both(&why.to_string()),
        None if possible.is_empty() => message!("", ""),
        None => {
            let zh = possible.join("、");
            let en = possible.join(", ");
            message!("可以写 {zh}", "possible values: {en}")
        }
    };
    let zh = why.zh;
    let en = why.en;
    message!(
        "{argument} 不能是“{written}”。{zh}",
        "invalid value “{written}” for {argument}: {en}"
    )
}

/// Returns a sentence in both languages. Our value parsers give `中文 / English`; other parsers only
/// English: messages about numbers and addresses are translated, any other is quoted.
fn both(text: &str) -> Message {
    const KNOWN: [(&str, &str); 5] = [
        ("invalid IP address", "要写 IP 地址，例如 0.0.0.0"),
        ("invalid digit", "要写整数"),
        ("cannot parse integer", "要写整数"),
        ("number too", "这个数太大或太小"),
        ("invalid UTF-8", "不是 UTF-8 文字"),
    ];
    if let Some((zh, en)) = text.split_once(" / ") {
        return message!("{zh}", "{en}");
    }
    // Matches `0 is not in 1..=65535`.
    if let Some((_, range)) = text.split_once(" is not in ") {
        let range = range.replace("..=", "～");
        return message!("要在 {range} 之间", "{text}");
    }
    match KNOWN.iter().find(|(words, _)| text.contains(words)) {
        Some((_, zh)) => message!("{zh}", "{text}"),
        None => message!("原文：{text}", "{text}"),
    }
}

fn nearest(failure: &Error, kind: ContextKind) -> Message {
    let near = words(failure, kind);
    if near.is_empty() {
        return message!("", "");
    }
    let zh = near.join("、");
    let en = near.join(", ");
    message!("，是不是 {zh}？", "; did you mean {en}?")
}

fn joined(one: &Message, other: &Message) -> Message {
    Message {
        zh: format!("{}{}", one.zh, other.zh),
        en: format!("{}{}", one.en, other.en),
    }
}

fn words(failure: &Error, kind: ContextKind) -> Vec<String> {
    match failure.get(kind) {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        Some(ContextValue::StyledStr(word)) => vec![word.to_string()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::both;

    #[test]
    fn what_libraries_say_is_translated_or_set_apart() {
        let zh = |text: &str| both(text).zh;
        assert_eq!(zh("没有这一天 / there is no such day"), "没有这一天");
        assert_eq!(zh("0 is not in 1..=65535"), "要在 1～65535 之间");
        assert_eq!(zh("invalid digit found in string"), "要写整数");
        assert_eq!(
            zh("invalid IP address syntax"),
            "要写 IP 地址，例如 0.0.0.0"
        );
        assert_eq!(zh("something else"), "原文：something else");
    }
}
