//! Human-readable output: file, line, source line, pointer, fault, advice.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Language, Message, Severity, SourceLocation};
use crate::characters::{visible, visible_line};

/// Longest pointer in characters: a pointer stays on one line, and long lines are cut around it.
const LONGEST_POINTER: u32 = 60;

/// Formats a diagnostic for a terminal; `styled` adds colors.
pub fn human(found: &Diagnostic, language: Language, styled: bool) -> String {
    let renderer = if styled {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let found = &shown(found);
    let mut group = level(found.severity, language)
        .primary_title(found.message.in_language(language))
        .id(found.code.id())
        .elements(std::iter::empty::<Origin<'_>>());
    if let Some(place) = &found.place {
        group = with_place(group, place);
    }
    if let Some(quote) = &found.quote {
        group =
            group.element(name(Level::NOTE, language, "原文", "report").message(quote.trim_end()));
    }
    if let Some(hint) = &found.hint {
        group = group.element(
            name(Level::HELP, language, "改法", "help").message(hint.in_language(language)),
        );
    }
    renderer.decor_style(DecorStyle::Unicode).render(&[group])
}

/// Escapes everything that a terminal would obey. The pointer covers the same characters as before.
fn shown(found: &Diagnostic) -> Diagnostic {
    let says = |says: &Message| Message {
        zh: visible(&says.zh).into_owned(),
        en: visible(&says.en).into_owned(),
    };
    let place = found.place.as_ref().map(|place| {
        let Range { start, end } = byte_span(place);
        let count = |until: usize| visible_line(&place.excerpt[..until]).chars().count() as u32;
        SourceLocation {
            file: visible_line(&place.file).into_owned(),
            column: place.skipped + count(start) + 1,
            length: (count(end) - count(start)).max(1),
            excerpt: visible_line(&place.excerpt).into_owned(),
            ..*place
        }
    });
    Diagnostic {
        message: says(&found.message),
        hint: found.hint.as_ref().map(says),
        quote: found
            .quote
            .as_deref()
            .map(|quote| visible(quote).into_owned()),
        place,
        edits: Vec::new(),
        ..*found
    }
}

fn with_place<'a>(group: Group<'a>, place: &'a SourceLocation) -> Group<'a> {
    if place.excerpt.trim().is_empty() {
        let origin = Origin::path(place.file.as_str());
        return group.element(
            origin
                .line(place.line as usize)
                .char_column(place.column as usize),
        );
    }
    let source = Snippet::source(place.excerpt.as_str()).line_start(place.line as usize);
    let pointer = AnnotationKind::Primary.span(byte_span(place));
    if place.skipped == 0 {
        return group.element(source.path(place.file.as_str()).annotation(pointer));
    }
    // The renderer would count the column within the excerpt.
    let origin = Origin::path(place.file.as_str())
        .line(place.line as usize)
        .char_column(place.column as usize);
    group.element(origin).element(source.annotation(pointer))
}

/// Returns the pointer's bytes within the excerpt.
fn byte_span(place: &SourceLocation) -> Range<usize> {
    let at = |column: u32| {
        place
            .excerpt
            .char_indices()
            .nth(column as usize)
            .map_or(place.excerpt.len(), |(offset, _)| offset)
    };
    let start = place.column_in_excerpt();
    at(start)..at(start + place.length.min(LONGEST_POINTER))
}

fn level(severity: Severity, language: Language) -> Level<'static> {
    match severity {
        Severity::Error => name(Level::ERROR, language, "错误", "error"),
        Severity::Warning => name(Level::WARNING, language, "警告", "warning"),
        Severity::Hint => name(Level::INFO, language, "提示", "hint"),
    }
}

fn name(
    level: Level<'static>,
    language: Language,
    zh: &'static str,
    en: &'static str,
) -> Level<'static> {
    level.with_name(match language {
        Language::Chinese => zh,
        Language::English => en,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::message;

    #[test]
    fn a_report_shows_the_line_and_points_at_it() {
        let text = "标题: 测试\n场所: 进学堂\n";
        let place =
            SourceLocation::in_text("content/a.md", text, text.find("进学堂").unwrap_or(0), 3);
        let found = Diagnostic::new(
            Code::FrontMatterUnknownVenue,
            message!("没有“进学堂”这个场所", "no venue"),
        )
        .at(place)
        .hint(message!("是不是想写“进学校”？", "did you mean schools?"));
        insta::assert_snapshot!(human(&found, Language::Chinese, false));
    }

    #[test]
    fn a_report_cannot_move_the_terminal() {
        let text = "\u{1b}[2J标题\u{202e}: 测\u{9b}试\n";
        let place = SourceLocation::in_text(
            "content/\u{1b}]0;x\u{7}.md\n错误: 假",
            text,
            text.find("测").unwrap_or(0),
            2,
        );
        let found = Diagnostic::new(Code::SiteMissing, message!("没有\u{1b}[31m“a”", "no"))
            .at(place)
            .quote("甲\r乙\n丙");
        let report = human(&found, Language::Chinese, false);
        assert!(
            report
                .chars()
                .all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'),
            "{report:?}"
        );
        assert!(
            report.contains("␛[2J标题\\u{202E}: 测\\u{9B}试") && report.contains("␊错误: 假"),
            "{report}"
        );
    }

    #[test]
    fn a_report_of_a_long_line_tells_the_column_of_the_whole() {
        let text = format!("{}错{}", "前".repeat(900), "后".repeat(900));
        let place = SourceLocation::in_text("content/a.md", &text, "前".len() * 900, 1);
        let found = Diagnostic::new(Code::LinkBroken, message!("这里", "here")).at(place);
        let report = human(&found, Language::Chinese, false);
        assert!(report.contains("content/a.md:1:901"), "{report}");
        assert!(report.contains('错') && report.len() < 2_000, "{report}");
    }

    #[test]
    fn a_report_without_a_place_is_a_sentence() {
        let found = Diagnostic::new(
            Code::SiteMissing,
            message!("找不到 site.yaml", "no site.yaml"),
        );
        insta::assert_snapshot!(human(&found, Language::English, false), @"error[site/missing]: no site.yaml");
    }
}
