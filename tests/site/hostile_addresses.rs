//! No address that executes code reaches an output, whatever key it is written under.
//!
//! The keys come from the tables that the parser uses. Under each key for addresses the test puts
//! hostile ones: each must be reported at its line, and none may be output. Under every other key
//! it puts a text that would be hostile as an address: none may end up where a reader follows it,
//! so that a new key for addresses that is not marked in its table fails here.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pufa::facade::content::config;
use pufa::facade::content::front_matter::{self, PROGRESS};
use pufa::facade::content::{DocumentKind, KINDS, KeySpec, ValueShape};
use pufa::facade::markdown::address_keys;
use serde_json::{Map, Value, json};

use crate::support::{Run, SETTINGS, SiteTest, TODAY, nothing_runs, tree_of};

/// Part of every hostile address, to find it in any output.
const MARK: &str = "h4rm";

/// Hostile addresses: schemes, and ways to hide them from filters that browsers and readers decode.
fn hostile() -> Vec<String> {
    [
        "javascript:h4rm()",
        "data:text/html,h4rm",
        "vbscript:h4rm",
        "JaVa\tscript:h4rm()",
        " javascript:h4rm()",
        "\u{1}javascript:h4rm()",
        "java\nscript:h4rm()",
        "java\r\nscript\u{c}:h4rm()",
        "javascript\u{200b}:h4rm()",
        "\u{feff}java\u{ad}script:h4rm()",
        "blob:https://example.com/h4rm",
        "file:///h4rm",
        "javascript&colon;h4rm()",
        "&#106;avascript&#x3A;h4rm()",
        "javascript%3Ah4rm()",
        "view-source:javascript:h4rm()",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Generator of values for keys, each with the next hostile address; counts them.
struct Values {
    hostile: Vec<String>,
    next: usize,
    /// Selects one of several forms of a value.
    form: usize,
}

impl Values {
    fn address(&mut self) -> Value {
        self.next += 1;
        self.hostile[self.next % self.hostile.len()].clone().into()
    }

    /// Returns a value with a hostile address wherever the key admits one; `None` if nowhere.
    fn of(&mut self, key: &KeySpec) -> Option<Value> {
        match key.shape {
            ValueShape::Address => Some(self.address()),
            ValueShape::Addresses => {
                // An existing file, or an old address of one document alone.
                let sound = if key.name == "files" {
                    "a.png".to_owned()
                } else {
                    format!("/old/{}", self.next)
                };
                Some(json!([self.address(), sound, self.address()]))
            }
            ValueShape::AddressOrTable(_) if self.form == 0 => Some(self.address()),
            ValueShape::Free => Some(
                json!({ "a": self.address(), "b": [1, self.address()], "c": { "d": [{ "e": self.address() }] } }),
            ),
            ValueShape::AddressOrTable(keys)
            | ValueShape::Table(keys)
            | ValueShape::TextOrTable(keys) => self.table(keys).map(Value::Object),
            ValueShape::Tables(keys) | ValueShape::TextsOrTables(keys) => {
                Some(json!([self.table(keys)?]))
            }
            ValueShape::Menu(keys) => {
                let inner = self.table(keys)?;
                let mut outer = self.table(keys)?;
                outer.insert("children".to_owned(), json!([inner]));
                Some(json!([outer]))
            }
            ValueShape::Channels(keys) => {
                Some(json!({ "wechat": self.table(keys)?, "weibo": self.table(keys)? }))
            }
            _ => None,
        }
    }

    /// Returns a table's keys for addresses, with the keys that the table requires.
    fn table(&mut self, keys: &[KeySpec]) -> Option<Map<String, Value>> {
        let mut table: Map<String, Value> = keys
            .iter()
            .filter_map(|key| Some((key.name.to_owned(), self.of(key)?)))
            .collect();
        if table.is_empty() {
            return None;
        }
        for key in keys {
            match (key.name, key.shape) {
                ("name" | "item", ValueShape::Text) => {
                    table.insert(key.name.to_owned(), "1".into())
                }
                (_, ValueShape::Choice(words)) => {
                    table.insert(key.name.to_owned(), words[0].into())
                }
                _ => None,
            };
        }
        // A missing theme would end the run.
        if let Some(name) = table.get_mut("name").filter(|_| table_is_theme(keys)) {
            *name = "own".into();
        }
        Some(table)
    }
}

fn table_is_theme(keys: &[KeySpec]) -> bool {
    std::ptr::eq(keys, &raw const config::THEME[..])
}

/// Formats JSON as YAML, each key on a line of its own.
fn yaml(entries: impl IntoIterator<Item = (String, Value)>) -> String {
    entries
        .into_iter()
        .fold(String::new(), |mut text, (key, value)| {
            let _ = writeln!(text, "{key}: {}", written(&value));
            text
        })
}

/// Formats a value as YAML without invisible characters.
fn written(value: &Value) -> String {
    let is_invisible = |c: char| matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}');
    let visible = |c: char| {
        if is_invisible(c) {
            format!("\\u{:04x}", u32::from(c))
        } else {
            c.to_string()
        }
    };
    value.to_string().chars().map(visible).collect()
}

/// Counts the hostile addresses on each line of a text.
fn marked_lines(text: &str) -> BTreeMap<u64, usize> {
    let lines = text
        .lines()
        .enumerate()
        .map(|(at, line)| (at as u64 + 1, line.matches(MARK).count()));
    lines.filter(|(_, count)| *count > 0).collect()
}

/// Returns a document of a kind with each of its keys for addresses.
fn document(kind: DocumentKind, values: &mut Values) -> String {
    let mut head = vec![
        ("title".to_owned(), json!("甲")),
        ("kind".to_owned(), json!(kind.id())),
        ("date".to_owned(), json!("2026-11-01")),
        ("start".to_owned(), json!("2026-12-01")),
        ("effective".to_owned(), json!("2026-01-01")),
    ];
    head.retain(|(name, _)| {
        front_matter::KEYS
            .iter()
            .any(|key| key.name == name && key.is_of(kind))
    });
    for key in front_matter::KEYS.iter().filter(|key| key.is_of(kind)) {
        head.extend(values.of(key).map(|value| (key.name.to_owned(), value)));
    }
    // A plan shows its text verbatim, blocks included.
    let body = if matches!(kind, DocumentKind::Article | DocumentKind::Page) {
        body(values)
    } else {
        String::new()
    };
    let plan = if kind == DocumentKind::Plan {
        "一、开展宣传\n\n1．办一期讲座。\n\n"
    } else {
        ""
    };
    format!("---\n{}---\n\n{plan}{body}", yaml(head))
}

/// Returns blocks with each of their keys for addresses, one per line, and one of a theme's own.
fn body(values: &mut Values) -> String {
    let mut body = String::new();
    for key in address_keys() {
        for block in [["视频", "音频"], ["下载", "竞答"]][values.form] {
            let (address, free) = (values.address(), values.address());
            let needed = match (block, key) {
                ("竞答", _) => "题目: 甲\n答案: 对",
                (_, "文件" | "附件" | "file") => "地址: a.png",
                _ => "文件: a.png",
            };
            let (address, free) = (written(&address), written(&free));
            let _ = write!(
                body,
                "```{block}\n{needed}\n{key}: {address}\nown: {free}\n```\n\n"
            );
        }
    }
    body
}

/// Creates a site with hostile addresses under every key; returns it with the texts of its files.
fn site_of(turn: usize) -> (SiteTest, BTreeMap<String, String>) {
    let mut values = Values {
        hostile: hostile(),
        next: turn,
        form: turn % 2,
    };
    let mut texts = BTreeMap::new();
    for facts in &KINDS {
        texts.insert(
            format!("content/samples/{}.md", facts.id),
            document(facts.kind, &mut values),
        );
    }
    let mut settings: Vec<(String, Value)> = Vec::new();
    for key in &config::KEYS {
        if key.name == "channels" {
            let mut channels = Vec::new();
            for kind in ["wechat", "weibo", "toutiao", "generic", "baidu"] {
                let Some(Value::Array(mut channel)) = values.of(key) else {
                    continue;
                };
                channel[0]["kind"] = kind.into();
                channel[0]["name"] = kind.into();
                channels.extend(channel);
            }
            settings.push((key.name.to_owned(), channels.into()));
        } else {
            settings.extend(values.of(key).map(|value| (key.name.to_owned(), value)));
        }
    }
    settings.push(("outputs".to_owned(), json!({ "miniprogram": true })));
    texts.insert(
        "content/site.yaml".to_owned(),
        format!("{SETTINGS}{}", yaml(settings)),
    );
    let (own, listed) = (written(&values.address()), written(&values.address()));
    let theme = format!("extends: pufa\noptions:\n  own: {own}\n  list: [{listed}]\n");
    texts.insert("themes/own/theme.yaml".to_owned(), theme);
    let mut site = SiteTest::bare().file("content/samples/a.png", "").file(
        "themes/own/templates/page.html",
        // A theme that trusts free values and options.
        "{% extends \"document.html\" %}{% block body %}{% for key, value in site.options %}{% if value is string %}<a href=\"{{ value }}\">{{ key }}</a>{% endif %}{% endfor %}<a href=\"{{ site.extra?.a or \"\" }}\" title=\"{{ document.extra?.a or \"\" }}\">甲</a>{{ super() }}{% endblock %}",
    );
    for (path, text) in &texts {
        site = site.file(path, text);
    }
    (site, texts)
}

/// Returns the errors of a run, one per line.
fn errors(run: &Run) -> String {
    let lines = run
        .json()
        .into_iter()
        .filter(|line| line["severity"] == "error");
    lines
        .map(|line| line.to_string())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn every_key_that_holds_an_address_refuses_what_would_run() {
    // Every third address per key; the properties of the URL policy cover all.
    for turn in (0..hostile().len()).step_by(3) {
        let (site, texts) = site_of(turn);
        let run = site.build(&["--keep-going", "--message-format", "json"]);
        let mut told: BTreeMap<(String, u64), usize> = BTreeMap::new();
        for line in run.json() {
            if line["code"] == "link/unsafe" {
                let place = (
                    line["file"].as_str().unwrap_or_default().to_owned(),
                    line["line"].as_u64(),
                );
                assert!(
                    line["column"].as_u64().is_some_and(|column| column > 1),
                    "{line}"
                );
                *told
                    .entry((place.0, place.1.unwrap_or_default()))
                    .or_default() += 1;
            }
        }
        for (path, text) in &texts {
            for (line, count) in marked_lines(text) {
                let found = told.get(&(path.clone(), line)).copied().unwrap_or_default();
                let written = text.lines().nth(line as usize - 1).unwrap_or_default();
                assert_eq!(found, count, "{path}:{line}: {written}\n{}", errors(&run));
            }
        }
        site.run(&["channel", "--keep-going", "--date", TODAY]);
        let (public, channels) = (
            tree_of(&site.path("public")),
            tree_of(&site.path("channels")),
        );
        for facts in &KINDS {
            assert!(
                public.contains_key(&format!("samples/{}.html", facts.id)),
                "{}\n{}",
                facts.id,
                run.stdout()
            );
        }
        assert!(channels.len() > 10, "{:?}", channels.keys());
        nothing_runs(&public);
        nothing_runs(&channels);
        for (path, bytes) in public.iter().chain(&channels) {
            assert!(!String::from_utf8_lossy(bytes).contains(MARK), "{path}");
        }
    }
}

/// Texts under every key without addresses: each stays a text.
#[test]
fn a_text_that_is_no_address_never_becomes_one() {
    let texts = ["javascript:h4rm()", "data:text/html,h4rm"];
    let mut written = 0;
    for (turn, text) in texts.into_iter().enumerate() {
        let mut site = SiteTest::bare();
        let settings = json!({ "outputs": { "miniprogram": true }, "channels": [{ "kind": "wechat" }, { "kind": "weibo" }, { "kind": "generic" }] });
        for facts in &KINDS {
            let keys = front_matter::KEYS
                .iter()
                .filter(|key| key.is_of(facts.kind) && !key.holds_address());
            for key in keys {
                let Some(value) = plain(key, text) else {
                    continue;
                };
                let head = json!({ "title": "甲", "kind": facts.id, "date": "2026-11-01", "start": "2026-12-01", "effective": "2026-01-01" });
                let mut head: Map<String, Value> = head.as_object().cloned().unwrap_or_default();
                head.retain(|name, _| {
                    front_matter::KEYS
                        .iter()
                        .any(|key| key.name == name && key.is_of(facts.kind))
                });
                head.insert(key.name.to_owned(), value);
                site = site.file(
                    &format!("content/samples/{}-{}.md", facts.id, key.name),
                    format!("---\n{}---\n\n一、开展宣传\n\n1．办讲座。\n", yaml(head)),
                );
            }
        }
        let mut all = settings.as_object().cloned().unwrap_or_default();
        for key in config::KEYS.iter().filter(|key| !key.holds_address()) {
            // Keys with a fixed set of values; other values end the run.
            let is_free = !matches!(
                key.name,
                "title" | "time_zone" | "theme" | "venues" | "calendar" | "feeds" | "csp"
            );
            if is_free && !all.contains_key(key.name) {
                all.extend(plain(key, text).map(|value| (key.name.to_owned(), value)));
            }
        }
        let site = site.file("content/site.yaml", format!("{SETTINGS}{}", yaml(all)));
        let run = site.build(&["--keep-going", "--date", TODAY]);
        site.run(&["channel", "--keep-going", "--date", TODAY]);
        let (public, channels) = (
            tree_of(&site.path("public")),
            tree_of(&site.path("channels")),
        );
        assert!(
            public.len() > 100 && !channels.is_empty(),
            "{turn}: {}\n{}",
            public.len(),
            run.stderr()
        );
        nothing_runs(&public);
        nothing_runs(&channels);
        written += public
            .values()
            .filter(|bytes| String::from_utf8_lossy(bytes).contains(MARK))
            .count();
    }
    assert!(written > 100, "the texts stand in {written} outputs");
}

#[test]
fn a_template_may_put_free_values_through_the_policy() {
    let links = "{% block after_body %}{% for key, value in document.extra %}<i>{{ key }}=[{{ value | address }}]</i>{% endfor %}{% endblock after_body %}";
    let site = SiteTest::bare()
        .file("content/site.yaml", format!("{SETTINGS}theme: own\n"))
        .file("themes/own/templates/page.html", format!("{{% extends \"document.html\" %}}{links}"))
        .file("content/a.md", "---\n标题: 甲\n附加: {a: \" https://a.example/?b&c\", d: \"intent://x\", e: \"Note: 甲\"}\n---\n\n文。\n");
    site.build(&[]).exit(0);
    let page = site.page("a.html");
    for shown in ["a=[https://a.example/?b&amp;c]", "d=[]", "e=[]"] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
}

/// Returns a value with a text wherever the key admits one.
fn plain(key: &KeySpec, text: &str) -> Option<Value> {
    let table = |keys: &[KeySpec]| -> Map<String, Value> {
        let texts = keys
            .iter()
            .filter(|key| !key.holds_address() && key.name != "id_code");
        texts
            .filter_map(|key| Some((key.name.to_owned(), plain(key, text)?)))
            .collect()
    };
    match key.shape {
        ValueShape::Text | ValueShape::FlagOrText => Some(text.into()),
        ValueShape::Words => Some(json!([text])),
        ValueShape::Texts => Some(json!({ "kinds": text })),
        ValueShape::Plan => Some(json!([{ "item": text }])),
        ValueShape::Table(keys) => Some(table(keys).into()),
        ValueShape::Tables(keys) if std::ptr::eq(keys, &raw const PROGRESS[..]) => {
            Some(json!([{ "item": "1", "note": text }]))
        }
        ValueShape::Tables(keys) => Some(json!([table(keys)])),
        ValueShape::Channels(keys) => {
            let mut adjustment = table(keys);
            adjustment.remove("bundle");
            Some(json!({ "wechat": adjustment }))
        }
        _ => None,
    }
}
