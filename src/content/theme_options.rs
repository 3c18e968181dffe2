//! Checks of the options that a site sets: known to the theme, of the right type, readable colors.
//!
//! A theme declares options by their defaults, and types under `option_types`. An option of the wrong type is left out, so
//! that one error in `site.yaml` takes the place of a failure in each template.

use std::collections::BTreeMap;

use csscolorparser::Color;
use serde_json::{Map, Value};

use super::theme::ThemeSource;
use super::{SiteConfig, nearest, text_values};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message, SourceLocation};
use crate::message;

/// Contrast between text and its background below which it is hard to read (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f32 = 4.5;

/// Picture that an option of the site names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionFile {
    /// Name of the option.
    pub option: String,
    /// Path or address as written.
    pub written: String,
    /// Location in `site.yaml`.
    pub place: SourceLocation,
}

/// Type of an option's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OptionType {
    Flag,
    Number,
    Text,
    Color,
    Picture,
    List,
    Table,
    Any,
}

impl OptionType {
    /// Returns the type of a name in `theme.yaml`.
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "flag" => Self::Flag,
            "number" => Self::Number,
            "text" => Self::Text,
            "color" => Self::Color,
            "picture" => Self::Picture,
            "list" => Self::List,
            "table" => Self::Table,
            "any" => Self::Any,
            _ => return None,
        })
    }

    fn of_default(value: &Value) -> Self {
        match value {
            Value::Null => Self::Any,
            Value::Bool(_) => Self::Flag,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::Text,
            Value::Array(_) => Self::List,
            Value::Object(_) => Self::Table,
        }
    }

    /// Describes the type, and shows an example.
    fn says(self) -> (Message, &'static str) {
        match self {
            Self::Flag => (message!("是或否（true 或 false）", "true or false"), "true"),
            Self::Number => (message!("一个数字", "a number"), "3"),
            Self::Text | Self::Any => (message!("一段文字", "a text"), "本站试运行"),
            Self::Color => (
                message!("一个颜色，用引号括起来", "a color in quotes"),
                "\"#8c1f1f\"",
            ),
            Self::Picture => (message!("一个图片文件", "a picture file"), "logo.svg"),
            Self::List => (message!("一个列表", "a list"), "[甲, 乙]"),
            Self::Table => (message!("一组“字段: 值”", "keys with values"), "{字段: 值}"),
        }
    }

    /// Returns a value as this type, or `None` if it is of another one; `null` unsets any option.
    fn convert(self, value: &Value) -> Option<Value> {
        let is_text = matches!(self, Self::Text | Self::Color | Self::Picture);
        match (self, value) {
            (_, Value::Null)
            | (Self::Any, _)
            | (Self::Flag, Value::Bool(_))
            | (Self::Number, Value::Number(_))
            | (Self::List, Value::Array(_))
            | (Self::Table, Value::Object(_)) => Some(value.clone()),
            (_, Value::String(text)) if is_text => Some(Value::String(text.clone())),
            (Self::Text, Value::Number(number)) => Some(Value::String(number.to_string())),
            // “No notice” is meant, not a notice “false”.
            (_, Value::Bool(false)) if is_text => Some(Value::Null),
            (Self::Flag, Value::String(text)) => text_values::flag(text).map(Value::Bool),
            (Self::Flag, Value::Number(number)) => match number.as_u64() {
                Some(flag @ (0 | 1)) => Some(Value::Bool(flag == 1)),
                _ => None,
            },
            (Self::Number, Value::String(text)) => text_values::number(text).map(Value::from),
            _ => None,
        }
    }
}

/// Rule of one option.
#[derive(Clone, Debug)]
struct OptionRule {
    kind: OptionType,
    /// Color that stands on this one or under it: a color, or the name of an option.
    contrast: Option<String>,
    /// Color of the style sheet while the option is not set.
    default: Option<String>,
}

impl OptionRule {
    fn new(declared: Option<&Value>, default: Option<&Value>) -> Self {
        let name = declared.and_then(|rule| rule.as_str().or_else(|| rule.get("type")?.as_str()));
        let text = |key| Some(declared?.get(key)?.as_str()?.to_owned());
        Self {
            kind: name
                .and_then(OptionType::parse)
                .unwrap_or_else(|| default.map_or(OptionType::Any, OptionType::of_default)),
            contrast: text("contrast"),
            default: text("default"),
        }
    }
}

/// Result of a check.
pub(super) struct CheckedOptions {
    pub(super) options: Map<String, Value>,
    pub(super) files: Vec<OptionFile>,
    pub(super) diagnostics: Diagnostics,
}

/// Rules of all options of a theme and its parents.
pub(super) struct OptionRules<'t> {
    theme: &'t ThemeSource,
    rules: BTreeMap<&'t str, OptionRule>,
}

impl<'t> OptionRules<'t> {
    pub(super) fn new(theme: &'t ThemeSource, declared: &'t Map<String, Value>) -> Self {
        let names = theme.options.keys().chain(declared.keys());
        let rules = names.map(|name| {
            let rule = OptionRule::new(declared.get(name), theme.options.get(name));
            (name.as_str(), rule)
        });
        Self {
            rules: rules.collect(),
            theme,
        }
    }

    /// Checks the options of a site.
    pub(super) fn check(&self, config: &SiteConfig) -> CheckedOptions {
        let mut checked = CheckedOptions {
            options: Map::new(),
            files: Vec::new(),
            diagnostics: Diagnostics::new(),
        };
        let place = |name: &String| {
            let place = config.theme_option_places.get(name).cloned();
            place.unwrap_or_else(|| SourceLocation::file(SiteConfig::PATH))
        };
        for (name, value) in &config.theme_options {
            let converted = match self.rules.get(name.as_str()) {
                Some(rule) => {
                    let value = rule.kind.convert(value);
                    value.ok_or_else(|| Some(wrong_type(name, rule.kind)))
                }
                None if self.is_used(name) => Ok(value.clone()),
                None => Err(self.unknown(name)),
            };
            match converted {
                Ok(value) => drop(checked.options.insert(name.clone(), value)),
                Err(fault) => checked
                    .diagnostics
                    .extend(fault.map(|fault| fault.at(place(name)))),
            }
        }
        for (name, value) in &checked.options {
            let (Some(rule), Some(text)) = (self.rules.get(name.as_str()), value.as_str()) else {
                continue;
            };
            if rule.kind == OptionType::Color {
                let fault = self.color(name, text, rule, &checked.options);
                checked
                    .diagnostics
                    .extend(fault.map(|fault| fault.at(place(name))));
            }
            if rule.kind == OptionType::Picture && !text.trim().is_empty() {
                checked.files.push(OptionFile {
                    option: name.clone(),
                    written: text.to_owned(),
                    place: place(name),
                });
            }
        }
        checked
    }

    /// Returns true if a template reads an option that no theme declares.
    fn is_used(&self, name: &str) -> bool {
        let words = [format!("options.{name}"), format!("options[\"{name}\"]")];
        let mut templates = self.theme.templates.iter();
        templates.any(|template| words.iter().any(|word| template.text.contains(word)))
    }

    /// Reports an unknown option; of a theme without options none is known.
    fn unknown(&self, name: &str) -> Option<Diagnostic> {
        if self.rules.is_empty() {
            return None;
        }
        let theme = self.theme.chain.first().map_or("", String::as_str);
        let message = message!(
            "主题 {theme} 没有“{name}”这个选项，没有用上",
            "the theme {theme} has no option “{name}”"
        );
        let hint = match nearest(name, self.rules.keys().copied()) {
            Some(near) => message!("是不是想写 {near}？", "did you mean {near}?"),
            None => {
                let all = self.rules.keys().copied().collect::<Vec<_>>().join("、");
                message!("可以写的有：{all}", "there are: {all}")
            }
        };
        Some(Diagnostic::new(Code::SiteUnknownKey, message).hint(hint))
    }

    /// Reports a text that is no color, or a color on which text cannot be read.
    fn color(
        &self,
        name: &str,
        written: &str,
        rule: &OptionRule,
        options: &Map<String, Value>,
    ) -> Option<Diagnostic> {
        let written = written.trim();
        // Functions that only browsers evaluate.
        let is_function = written.contains('(');
        let color = match csscolorparser::parse(written) {
            Ok(color) => color,
            Err(_) if is_function || written.is_empty() => return None,
            Err(_) => {
                let message = message!(
                    "“{name}”写的“{written}”不是颜色",
                    "“{name}” is “{written}”, which is no color"
                );
                let hint = message!(
                    "写 # 加六位数字或字母，用引号括起来，例如 {name}: \"#8c1f1f\"",
                    "write # and six digits in quotes, as in {name}: \"#8c1f1f\""
                );
                return Some(Diagnostic::new(Code::SiteBadValue, message).hint(hint));
            }
        };
        let other = self.other_color(rule.contrast.as_deref()?, options)?;
        let contrast = contrast(&color, &other);
        if contrast >= LEAST_CONTRAST {
            return None;
        }
        let better = readable(&color, &other)?;
        let better = better.to_css_hex();
        let against = other.to_css_hex();
        let message = message!(
            "颜色“{name}”（{written}）和配它的颜色 {against} 太接近，字看不清：对比度 {contrast:.1}，至少要 {LEAST_CONTRAST}",
            "the color “{name}” ({written}) is too near to {against}, which goes with it: contrast {contrast:.1}, at least {LEAST_CONTRAST}"
        );
        let hint = message!(
            "改成最接近而看得清的 {name}: \"{better}\"",
            "the nearest readable one is {name}: \"{better}\""
        );
        Some(Diagnostic::new(Code::SiteDoubtfulValue, message).hint(hint))
    }

    /// Returns the color that a rule names: itself, or the value of another option.
    fn other_color(&self, named: &str, options: &Map<String, Value>) -> Option<Color> {
        let Some(rule) = self.rules.get(named) else {
            return csscolorparser::parse(named).ok();
        };
        let set = options.get(named).and_then(Value::as_str);
        let inherited = || self.theme.options.get(named).and_then(Value::as_str);
        let written = set.or_else(inherited).or(rule.default.as_deref())?;
        csscolorparser::parse(written).ok()
    }
}

fn wrong_type(name: &str, kind: OptionType) -> Diagnostic {
    let (Message { zh, en }, example) = kind.says();
    let message = message!(
        "主题选项“{name}”要写{zh}",
        "the theme's option “{name}” takes {en}"
    );
    let hint = message!("例如 {name}: {example}", "as in {name}: {example}");
    Diagnostic::new(Code::SiteWrongType, message).hint(hint)
}

/// Relative luminance (WCAG 2.2).
fn luminance(color: &Color) -> f32 {
    let [red, green, blue, _] = color.to_linear_rgba();
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: &Color, other: &Color) -> f32 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Returns the color nearest to one, darker or lighter, that contrasts enough with another.
fn readable(color: &Color, other: &Color) -> Option<Color> {
    const STEPS: u16 = 256;
    let black = Color::new(0.0, 0.0, 0.0, 1.0);
    let white = Color::new(1.0, 1.0, 1.0, 1.0);
    (1..=STEPS).find_map(|step| {
        [&black, &white].into_iter().find_map(|end| {
            let share = f32::from(step) / f32::from(STEPS);
            let mix = |from: f32, to: f32| from + (to - from) * share;
            let mixed = Color::new(
                mix(color.r, end.r),
                mix(color.g, end.g),
                mix(color.b, end.b),
                1.0,
            );
            // As it will be written.
            let [red, green, blue, _] = mixed.to_rgba8();
            let written = Color::from_rgba8(red, green, blue, 255);
            (contrast(&written, other) >= LEAST_CONTRAST).then_some(written)
        })
    })
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::{MemoryWorld, SourcePath, config, theme};
    use super::*;

    /// Checks options of a site with a theme of its own; returns the codes, lines and hints, and the options.
    fn checked(manifest: &str, options: &str) -> (Vec<String>, Map<String, Value>) {
        let indented = options.lines().map(|line| format!("    {line}\n"));
        let yaml = format!(
            "title: 站\nbase_url: https://www.example.cn/\ntheme:\n  name: t\n  options:\n{}",
            indented.collect::<String>()
        );
        let (config, found) = config::read(&SourcePath::from(SiteConfig::PATH), &yaml);
        assert!(!found.has_errors(), "{found:?}");
        let world = MemoryWorld::new(Timestamp::UNIX_EPOCH)
            .with("themes/t/theme.yaml", manifest)
            .with("themes/t/templates/x.html", "{{ site.options.undeclared }}");
        let files = ["themes/t/theme.yaml", "themes/t/templates/x.html"].map(SourcePath::from);
        let (theme, found) = theme::read(&world, &files, &config);
        let told = found.iter().map(|found| {
            let line = found.place.as_ref().map_or(0, |place| place.line);
            let hint = found.hint.as_ref().map_or("", |hint| hint.zh.as_str());
            format!("{} {line} {hint}", found.code.id())
        });
        (told.collect(), theme.site_options)
    }

    #[test]
    fn options_of_the_default_theme_are_checked() {
        for (options, told) in [
            ("primary: \"#8c1f1f\"\naccent: \"#e3b05f\"", ""),
            ("primary: navy", ""),
            ("primary: var(--x)", ""),
            ("primary: null\nlogo:", ""),
            ("covers: 否\ntools: no\nhome_intro: 1", ""),
            ("notice: 2026\nfooter_note: false\nlogo: /logo.svg", ""),
            ("undeclared: 1", ""),
            (
                "primery: \"#8c1f1f\"",
                "site/unknown-key 6 是不是想写 primary？",
            ),
            (
                "notice: 甲\ncover: 是",
                "site/unknown-key 7 是不是想写 covers？",
            ),
            ("covers: 有时", "site/wrong-type 6 例如 covers: true"),
            ("notice: [甲]", "site/wrong-type 6 例如 notice: 本站试运行"),
            (
                "primary: 123456",
                "site/wrong-type 6 例如 primary: \"#8c1f1f\"",
            ),
            (
                "primary: 红色",
                "site/bad-value 6 写 # 加六位数字或字母，用引号括起来，例如 primary: \"#8c1f1f\"",
            ),
            (
                "primary: \"#ffff00\"",
                "site/doubtful-value 6 改成最接近而看得清的 primary: \"#767600\"",
            ),
            (
                "primary: gold",
                "site/doubtful-value 6 改成最接近而看得清的 primary: \"#857000\"",
            ),
            (
                "accent: \"#1b4571\"",
                "site/doubtful-value 6 改成最接近而看得清的 accent: \"#94a8bc\"",
            ),
        ] {
            let (found, _) = checked("extends: pufa", options);
            assert_eq!(found.join("\n"), told, "{options}");
        }
    }

    #[test]
    fn a_value_of_the_wrong_type_is_left_out_and_others_are_converted() {
        let (_, options) = checked(
            "extends: pufa",
            "covers: 否\nnotice: 2026\nfooter_note: false\ntools: [a]\nnonsense: 1",
        );
        let expected = serde_json::json!({"covers": false, "notice": "2026", "footer_note": null});
        assert_eq!(Value::Object(options), expected);
    }

    #[test]
    fn a_theme_declares_options_and_their_types() {
        let manifest = "extends: none\noptions: {size: 3, names: [a], ink: null}\noption_types:\n  ink: {type: color, contrast: white}\n";
        for (options, told) in [
            ("size: 4\nnames: [b]\nink: black", ""),
            ("size: 五", "site/wrong-type 6 例如 size: 3"),
            ("names: {a: 1}", "site/wrong-type 6 例如 names: [甲, 乙]"),
            (
                "ink: silver",
                "site/doubtful-value 6 改成最接近而看得清的 ink: \"#757575\"",
            ),
            (
                "primary: red",
                "site/unknown-key 6 可以写的有：ink、names、size",
            ),
        ] {
            assert_eq!(checked(manifest, options).0.join("\n"), told, "{options}");
        }
        assert_eq!(
            checked("extends: none", "anything: 1").0,
            Vec::<String>::new()
        );
    }

    proptest::proptest! {
        #[test]
        fn every_color_has_a_readable_neighbor(one: [u8; 3], other: [u8; 3]) {
            let color = |[red, green, blue]: [u8; 3]| Color::from_rgba8(red, green, blue, 255);
            let better = readable(&color(one), &color(other));
            proptest::prop_assert!(better.is_some_and(|better| contrast(&better, &color(other)) >= LEAST_CONTRAST));
        }
    }
}
