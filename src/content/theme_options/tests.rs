//! Options of sites against the rules of themes.

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
            "site/doubtful-value 6 改成最接近而看得清的 primary: \"#7a7a00\"",
        ),
        (
            "primary: gold",
            "site/doubtful-value 6 改成最接近而看得清的 primary: \"#8a7500\"",
        ),
        (
            "accent: \"#1b4571\"",
            "site/doubtful-value 6 改成最接近而看得清的 accent: \"#a1b2c4\"",
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
            "site/doubtful-value 6 改成最接近而看得清的 ink: \"#767676\"",
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
