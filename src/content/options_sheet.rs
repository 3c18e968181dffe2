//! Style sheet of theme options, `options.css`: the options that a theme lists under `css_options`,
//! as custom properties. Pages need no `<style>`, which their Content-Security-Policy forbids.

use serde_json::{Map, Value};

use crate::content::SiteConfig;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceLocation};
use crate::message;

/// Name among the static files.
pub(super) const NAME: &str = "options.css";

/// Builds the sheet of the listed options, and reports invalid values; `None` if no option is set.
///
/// `own` (the site's) override `inherited` (the themes'); `theme` is the first theme of the chain.
pub(super) fn sheet(
    listed: &[String],
    own: &Map<String, Value>,
    inherited: &Map<String, Value>,
    theme: &str,
) -> (Option<String>, Diagnostics) {
    let mut properties = String::new();
    let mut found = Diagnostics::new();
    let mut is_set = false;
    for name in listed {
        let is_own = own.contains_key(name);
        let value = own
            .get(name)
            .or_else(|| inherited.get(name))
            .unwrap_or(&Value::Null);
        is_set |= !value.is_null();
        let written = match value {
            Value::Null => continue,
            Value::String(text) => text.trim().to_owned(),
            other => other.to_string(),
        };
        if written.is_empty() {
            continue;
        }
        if is_value(&written) && is_name(name) {
            properties.extend(["--", name, ":", &written, ";"]);
        } else {
            found.push(unfit(name, &written, is_own, theme));
        }
    }
    (is_set.then(|| format!(":root{{{properties}}}\n")), found)
}

/// Returns true if a text is one CSS value: a color, a length, a name, a function of such; nothing
/// that ends the declaration or names another file.
fn is_value(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_ascii_alphanumeric()
            || matches!(c, '#' | '(' | ')' | ',' | '.' | '%' | ' ' | '/' | '+' | '-')
    }) && text.matches('(').count() == text.matches(')').count()
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

fn unfit(name: &str, written: &str, is_own: bool, theme: &str) -> Diagnostic {
    let (code, file) = if is_own {
        (Code::SiteBadValue, SiteConfig::PATH.to_owned())
    } else {
        (Code::ThemeConfig, format!("themes/{theme}/theme.yaml"))
    };
    let message = message!(
        "主题的选项“{name}”不能写“{written}”：它要放进样式表",
        "the theme's option “{name}” cannot be “{written}”: it goes into a style sheet"
    );
    Diagnostic::new(code, message)
        .at(SourceLocation::file(file))
        .hint(message!(
            "写一个颜色，例如 \"#8c1f1f\"",
            "write a colour, as in \"#8c1f1f\""
        ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn made(own: Value, inherited: Value) -> (Option<String>, usize) {
        let map = |value: Value| value.as_object().cloned().unwrap_or_default();
        let listed = ["primary".to_owned(), "accent".to_owned()];
        let (sheet, found) = sheet(&listed, &map(own), &map(inherited), "ours");
        (sheet, found.iter().count())
    }

    #[test]
    fn what_is_set_becomes_a_property() {
        let inherited = json!({"primary": null, "accent": null, "notice": "a"});
        assert_eq!(made(json!({}), inherited.clone()), (None, 0));
        assert_eq!(
            made(
                json!({"primary": "#8c1f1f", "notice": "x"}),
                inherited.clone()
            ),
            (Some(":root{--primary:#8c1f1f;}\n".to_owned()), 0)
        );
        assert_eq!(
            made(
                json!({"accent": "rgb(0 0 0 / 50%)"}),
                json!({"primary": " navy "})
            ),
            (
                Some(":root{--primary:navy;--accent:rgb(0 0 0 / 50%);}\n".to_owned()),
                0
            )
        );
        assert_eq!(
            made(json!({"primary": ""}), inherited),
            (Some(":root{}\n".to_owned()), 0)
        );
    }

    #[test]
    fn nothing_but_a_value_gets_into_the_sheet() {
        for odd in [
            "red;} body{display:none",
            "url(https://a.example.cn/x)",
            "url(//a.example.cn/x)//:",
            "red/*",
            "</style><script>",
            "\\72 ed",
            "rgb(1,2",
            "红",
            "a\nb",
        ] {
            assert_eq!(
                made(json!({"primary": odd}), json!({})),
                (Some(":root{}\n".to_owned()), 1),
                "{odd}"
            );
        }
        assert_eq!(made(json!({"primary": {"a": 1}}), json!({})).1, 1);
    }
}
