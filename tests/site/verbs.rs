//! Help, and verbs that only print.

use crate::support::SiteTest;

/// Existing verbs.
const VERBS: [&str; 10] = [
    "init",
    "new",
    "build",
    "serve",
    "schema",
    "completions",
    "fix",
    "plan",
    "channel",
    "licenses",
];

/// Verbs planned for later.
const LATER: [&str; 3] = ["check", "publish", "wechat"];

#[test]
fn the_help_names_the_verbs_that_there_are() {
    for language in ["zh", "en"] {
        let run = SiteTest::bare()
            .run(&["--help", "--lang", language])
            .exit(0);
        let first_words: Vec<&str> = run
            .stdout()
            .lines()
            .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
            .collect();
        for verb in VERBS {
            assert!(first_words.contains(&verb), "{verb} in {}", run.stdout());
        }
        for verb in LATER {
            assert!(!first_words.contains(&verb), "{verb} in {}", run.stdout());
        }
    }
    for verb in LATER {
        SiteTest::bare().run(&[verb]).exit(2);
    }
}

#[test]
fn the_help_speaks_the_users_language() {
    insta::assert_snapshot!(
        "help_zh",
        SiteTest::bare().run(&["--help"]).exit(0).stdout()
    );
    insta::assert_snapshot!(
        "help_en",
        SiteTest::bare()
            .run(&["--help", "--lang", "en"])
            .exit(0)
            .stdout()
    );
    let english = SiteTest::bare()
        .command(&["--help"])
        .env("PUFA_LANG", "en")
        .output()
        .expect("the program runs");
    assert!(english.stdout.is_ascii());
}

#[cfg(feature = "schema")]
#[test]
fn every_schema_is_json() {
    let site = SiteTest::bare();
    let names = [
        "site", "article", "case", "event", "campaign", "notice", "qa", "resource", "law", "plan",
        "page",
    ];
    for name in names {
        let run = site.run(&["schema", name]).clean();
        let schema: serde_json::Value =
            serde_json::from_str(run.stdout()).expect("a schema is JSON");
        assert!(
            schema["properties"]["title"].is_object(),
            "{name}: {schema}"
        );
        assert!(
            schema["$schema"]
                .as_str()
                .is_some_and(|id| id.starts_with("http")),
            "{name}"
        );
    }
    let all: serde_json::Value =
        serde_json::from_str(site.run(&["schema"]).clean().stdout()).expect("JSON");
    assert!(names.iter().all(|name| all[name].is_object()), "{all}");
}

#[test]
fn completions_are_printed_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = SiteTest::bare().run(&["completions", shell]).clean();
        assert!(
            run.stdout().contains("pufa") && run.stdout().contains("keep-going"),
            "{shell}"
        );
    }
}

#[test]
fn a_build_for_machines_says_all_in_json() {
    let run = SiteTest::new().build(&["--message-format", "json"]).clean();
    let keys: Vec<String> = run
        .summary()
        .as_object()
        .expect("a summary")
        .keys()
        .cloned()
        .collect();
    assert_eq!(
        keys,
        [
            "pages",
            "written",
            "unchanged",
            "removed",
            "errors",
            "warnings",
            "seconds"
        ]
    );
}

#[test]
fn the_licences_of_third_parties_go_with_the_program() {
    let run = SiteTest::bare().run(&["licenses"]).clean();
    for part in [
        "syntect",
        "Apache License",
        "Permission is hereby granted",
        "Mozilla Public License",
    ] {
        assert!(run.stdout().contains(part), "{part}");
    }
}
