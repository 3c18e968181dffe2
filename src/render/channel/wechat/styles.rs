//! Styles of a theme's `wechat.yaml`, and their check.
//!
//! The rules are those of the platform's own structure checker (see `docs/handbook.md`).

use std::collections::BTreeMap;

use crate::content::theme::{TemplateSource, ThemeSource};
use crate::content::yaml_fault;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message, SourceLocation};
use crate::message;

use super::colour::{DARK_BACKGROUND, RgbColour, background, contrast, text_on};

/// Keys of the table.
const KEYS: [&str; 37] = [
    "body",
    "paragraph",
    "heading2",
    "heading3",
    "heading4",
    "quote",
    "definition",
    "item",
    "marker",
    "rule",
    "mark",
    "underline",
    "code",
    "code_block",
    "table_box",
    "table",
    "cell",
    "head_cell",
    "figure",
    "caption",
    "box",
    "box_title",
    "tip",
    "statute",
    "case",
    "notice",
    "warning",
    "card",
    "card_title",
    "small",
    "end_title",
    "note",
    "image",
    "emphasis",
    "strong",
    "notes",
    "imprint",
];

/// Properties that the editor drops or the platform refuses.
const REFUSED: [&str; 19] = [
    "font-family",
    "font",
    "position",
    "opacity",
    "height",
    "max-height",
    "min-height",
    "top",
    "left",
    "right",
    "bottom",
    "z-index",
    "float",
    "transform",
    "animation",
    "caret-color",
    "grid",
    "content",
    "text-indent",
];

/// Least contrast of text after the dark-mode conversion.
const LEAST_CONTRAST: f64 = 1.5;

/// Styles of a theme.
#[derive(Clone, Debug, Default)]
pub struct ThemeStyles(BTreeMap<String, String>);

impl ThemeStyles {
    /// Reads the tables of a theme, its own over those it extends; reports unusable declarations.
    pub fn read(theme: &ThemeSource) -> (Self, Diagnostics) {
        let mut styles = Self::default();
        let mut found = Diagnostics::new();
        for table in &theme.tables {
            let (entries, of_table) = entries(table);
            found.extend(of_table);
            for (key, value) in entries {
                styles.0.entry(key).or_insert(value);
            }
        }
        (styles, found)
    }

    /// Declarations under a key; empty without any.
    pub(super) fn get(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// Colours of backgrounds.
    pub(super) fn grounds(&self) -> impl Iterator<Item = &str> {
        let declarations = self.0.values().flat_map(|value| value.split(';'));
        let of_ground = declarations.filter_map(|one| match one.split_once(':')? {
            ("background" | "background-color", value) => Some(value),
            _ => None,
        });
        of_ground.filter(|value| value.starts_with('#'))
    }

    /// Colours of text and backgrounds.
    pub(super) fn colours(&self) -> impl Iterator<Item = &str> {
        self.0
            .values()
            .flat_map(|value| value.split([';', ':', ' ']))
            .filter(|word| word.starts_with('#'))
    }
}

fn entries(table: &TemplateSource) -> (Vec<(String, String)>, Diagnostics) {
    let read: Result<BTreeMap<String, String>, _> = serde_yaml::from_str(&table.text);
    match read {
        Ok(entries) => {
            let mut found = Diagnostics::new();
            let mut kept = Vec::new();
            for (key, value) in entries {
                let value = compact(&value);
                let faults = faults(&key, &value);
                if faults.is_empty() {
                    kept.push((key, value));
                } else {
                    found.extend(faults.into_iter().map(|fault| at_key(fault, table, &key)));
                }
            }
            (kept, found)
        }
        Err(failure) => {
            let (line, column) = failure
                .location()
                .map_or((1, 1), |at| (at.line() as u32, at.column() as u32));
            let message = message!("公众号样式表写法有误", "the table of styles cannot be used");
            let message = yaml_fault(&message, &failure);
            let place = SourceLocation::at_line(&table.file, &table.text, line, column, 1);
            let found = Diagnostic::new(Code::WechatStyle, message)
                .at(place)
                .quote(failure.to_string());
            (Vec::new(), Diagnostics::from_iter([found]))
        }
    }
}

fn at_key(found: Diagnostic, table: &TemplateSource, key: &str) -> Diagnostic {
    let line = table
        .text
        .lines()
        .position(|line| line.starts_with(key))
        .unwrap_or_default() as u32
        + 1;
    found.at(SourceLocation::at_line(
        &table.file,
        &table.text,
        line,
        1,
        key.len() as u32,
    ))
}

/// Declarations without the white space that only people need.
fn compact(value: &str) -> String {
    let declarations = value
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let compacted = declarations.map(|part| match part.split_once(':') {
        Some((name, value)) => format!("{}:{}", name.trim().to_ascii_lowercase(), value.trim()),
        None => part.to_owned(),
    });
    compacted.collect::<Vec<_>>().join(";")
}

/// Checks the declarations under a key.
fn faults(key: &str, value: &str) -> Vec<Diagnostic> {
    if !KEYS.contains(&key) {
        let message = message!(
            "公众号样式表里没有“{key}”这一项",
            "the table of styles has no “{key}”"
        );
        return vec![Diagnostic::new(Code::WechatStyle, message)];
    }
    let mut found: Vec<Diagnostic> = value
        .split(';')
        .filter_map(refused)
        .map(|says| {
            let Message { zh, en } = says;
            Diagnostic::new(
                Code::WechatStyle,
                message!("公众号样式“{key}”{zh}", "the style “{key}” {en}"),
            )
        })
        .collect();
    found.extend(low_contrast(key, value));
    found
}

/// Reason why the platform refuses a declaration.
fn refused(declaration: &str) -> Option<Message> {
    let Some((name, value)) = declaration.split_once(':') else {
        let is_colour = RgbColour::parse(declaration).is_some() || declaration.is_empty();
        return (!is_colour).then(|| {
            message!(
                "写法有误：{declaration}",
                "is no declaration: {declaration}"
            )
        });
    };
    let pixels = value.trim_end().ends_with("px");
    let is_width = matches!(name, "width" | "min-width" | "max-width");
    if REFUSED.contains(&name) || value.contains(['"', '<', '>', '&']) {
        return Some(message!("不能用 {name}", "must not have {name}"));
    }
    if value.contains("!important") || value.contains("gradient") || value.contains("url(") {
        return Some(message!("不能写 {value}", "must not have {value}"));
    }
    if is_width && pixels {
        return Some(message!(
            "的 {name} 不能用 px，手机宽 375，电脑宽 677",
            "must not fix {name} in px"
        ));
    }
    if name == "text-align" && matches!(value, "start" | "end") {
        return Some(message!(
            "的 text-align 要写 left 或 right",
            "must say left or right"
        ));
    }
    (name == "line-height" && value.starts_with('0'))
        .then(|| message!("的行高会让文字重叠", "makes lines overlap"))
}

/// Text that can hardly be read once the platform has turned the page dark.
fn low_contrast(key: &str, value: &str) -> Option<Diagnostic> {
    let of = |wanted: &[&str]| {
        let declaration = value.split(';').find_map(|part| {
            let (name, value) = part.split_once(':')?;
            wanted.contains(&name).then_some(value)
        });
        declaration.and_then(RgbColour::parse)
    };
    let under = of(&["background", "background-color"]).map_or(DARK_BACKGROUND, background);
    let text = of(&["color"]).or_else(|| RgbColour::parse(value))?;
    let ratio = contrast(text_on(text, under), under);
    (ratio < LEAST_CONTRAST).then(|| {
        let message = message!(
            "公众号样式“{key}”的文字在深色模式下看不清（对比度 {ratio:.1}，至少 1.5）",
            "the text of the style “{key}” cannot be read in dark mode (contrast {ratio:.1}, at least 1.5)"
        );
        Diagnostic::new(Code::WechatContrast, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (ThemeStyles, Vec<String>) {
        let table = |name: &str, text: &str| TemplateSource {
            name: name.to_owned(),
            file: format!("themes/{name}/wechat.yaml"),
            text: text.to_owned(),
        };
        let built_in = include_str!("../../../../themes/pufa/wechat.yaml");
        let theme = ThemeSource {
            tables: vec![table("own", text), table("pufa", built_in)],
            ..ThemeSource::default()
        };
        let (styles, found) = ThemeStyles::read(&theme);
        let found = found.iter().map(|one| {
            let line = one.place.as_ref().map_or(0, |place| place.line);
            format!("{line} {}: {}", one.code.id(), one.message.zh)
        });
        (styles, found.collect())
    }

    #[test]
    fn a_theme_stands_over_the_built_in_table() {
        let (styles, found) = parse("paragraph: \"margin : 0 0 2em ;\"\n");
        assert_eq!(styles.get("paragraph"), "margin:0 0 2em");
        assert!(styles.get("body").starts_with("font-size:16px"));
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn what_the_platform_refuses_is_told_at_its_line_and_left_out() {
        let (styles, found) = parse(
            "body: \"font-family:serif\"\ncell: \"width:200px\"\nquote: \"text-align:start;color:red !important\"\nbox: \"background:linear-gradient(red, blue)\"\nnosuch: a\nitem: \"line-height:0\"\n",
        );
        insta::assert_snapshot!(found.join("\n"), @r"
        1 wechat/style: 公众号样式“body”不能用 font-family
        4 wechat/style: 公众号样式“box”不能写 linear-gradient(red, blue)
        2 wechat/style: 公众号样式“cell”的 width 不能用 px，手机宽 375，电脑宽 677
        6 wechat/style: 公众号样式“item”的行高会让文字重叠
        5 wechat/style: 公众号样式表里没有“nosuch”这一项
        3 wechat/style: 公众号样式“quote”的 text-align 要写 left 或 right
        3 wechat/style: 公众号样式“quote”不能写 red !important
        ");
        assert!(styles.get("body").starts_with("font-size:16px"));
    }
}
