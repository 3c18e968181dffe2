//! `pufa channel`: packages beside the site, documents new since the last run, diagnostics.

use std::fs;

use crate::support::{SETTINGS, SiteTest, TODAY, tree_of};

fn site() -> SiteTest {
    let channels = "channels:\n  - kind: wechat\n    options: {author: 示例普法}\n  - kind: weibo\n  - kind: toutiao\n  - kind: baidu\n";
    SiteTest::bare()
        .file("content/site.yaml", format!("{SETTINGS}{channels}"))
        .file("content/qa/a.md", "---\n标题: 甲\n日期: 2026-11-01\n封面: a.svg\n---\n\n正文一，见[乙](b.md)。")
        .file("content/qa/b.md", "---\n标题: 乙\n日期: 2026-11-10\n封面: a.svg\n---\n\n![天平](a.svg)\n\n正文二。")
        .file("content/qa/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"45\"><rect width=\"9\" height=\"9\"/></svg>")
}

fn files(site: &SiteTest) -> Vec<String> {
    tree_of(&site.path("channels"))
        .into_keys()
        .filter(|path| path != ".pufa-ownership")
        .collect()
}

#[test]
fn every_channel_gets_its_packages_and_the_site_none() {
    let site = site();
    let run = site.run(&["channel", "--date", TODAY]).clean();
    insta::assert_snapshot!(run.stdout());
    insta::assert_snapshot!(files(&site).join("\n"));
    site.run(&["channel", "--date", TODAY, "--message-format", "json"])
        .exit(0);
    let summary = site
        .run(&["channel", "--date", TODAY, "--message-format", "json"])
        .clean()
        .summary();
    assert_eq!(
        (&summary["pages"], &summary["written"]),
        (&7.into(), &0.into())
    );
    assert!(!site.path("public").exists());
}

#[test]
fn only_commit_says_what_was_sent() {
    let site = site();
    let urls = || {
        fs::read_to_string(site.path("channels/baidu/urls.txt"))
            .unwrap_or_default()
            .lines()
            .count()
    };
    site.run(&["channel", "baidu", "--date", TODAY]).clean();
    assert_eq!(urls(), 2);
    site.run(&["channel", "baidu", "--date", TODAY, "--commit"])
        .clean();
    assert_eq!(urls(), 2);
    site.run(&["channel", "baidu", "--date", TODAY]).clean();
    assert_eq!(urls(), 0);
    site.run(&["channel", "baidu", "--date", TODAY, "--since", "2026-11-05"])
        .clean();
    assert_eq!(urls(), 1);
    site.write("channels/ledger.json", b"{");
    let run = site.run(&[
        "channel",
        "baidu",
        "--date",
        TODAY,
        "--message-format",
        "json",
    ]);
    assert_eq!(run.exit(1).codes(), ["channel/ledger-damaged"]);
    // Its records may be recoverable: it is not overwritten, and nothing is sent twice.
    assert_eq!(
        fs::read(site.path("channels/ledger.json")).unwrap_or_default(),
        b"{"
    );
    assert_eq!(urls(), 1);
}

#[test]
fn sound_packages_are_made_although_others_are_faulty() {
    let site = site().file("content/qa/c.md", "---\n标题: 丙\n日期: [\n---\n\n文。");
    site.run(&["channel", "--date", TODAY]).exit(1);
    assert!(!site.path("channels").exists());
    let run = site
        .run(&["channel", "--date", TODAY, "--keep-going", "--commit"])
        .exit(1);
    insta::assert_snapshot!(run.stdout());
    assert!(run.stderr().contains("content/qa/c.md"), "{}", run.stderr());
    assert!(
        !files(&site).iter().any(|path| path.contains("qa/c/")),
        "{:?}",
        files(&site)
    );
    let ledger = fs::read_to_string(site.path("channels/ledger.json")).unwrap_or_default();
    assert!(
        ledger.contains("qa/b.md") && !ledger.contains("qa/c.md"),
        "{ledger}"
    );
    // With --strict a warning blocks only its own package.
    site.write(
        "content/qa/c.md",
        "---\n标题: 丙\n日期: 2026-11-11\n---\n\n文。".as_bytes(),
    );
    let arguments = [
        "channel",
        "wechat",
        "--date",
        TODAY,
        "--since",
        "2026-01-01",
        "--strict",
        "--keep-going",
    ];
    site.run(&arguments).exit(1);
    assert!(
        !files(&site)
            .iter()
            .any(|path| path.contains("wechat/qa/c/"))
    );
    site.run(&arguments[..7]).exit(1);
    site.run(&arguments[..6]).exit(0);
    assert!(
        files(&site)
            .iter()
            .any(|path| path.contains("wechat/qa/c/"))
    );
}

#[test]
fn one_channel_leaves_the_packages_of_the_others() {
    let site = site();
    site.run(&["channel", "--date", TODAY]).clean();
    let before = files(&site);
    site.run(&["channel", "baidu", "--date", TODAY, "--commit"])
        .clean();
    assert_eq!(files(&site), before);
    site.run(&["channel", "--date", TODAY]).clean();
    assert_eq!(files(&site), before);
}

#[test]
fn a_foreign_file_is_never_replaced() {
    let site = site().file("channels/baidu/urls.txt", "别人的");
    site.run(&["channel", "baidu", "--date", TODAY]).exit(3);
    assert_eq!(
        fs::read_to_string(site.path("channels/baidu/urls.txt")).unwrap_or_default(),
        "别人的"
    );
}

#[test]
fn a_channel_that_is_not_there_is_wrong_usage() {
    insta::assert_snapshot!(site().run(&["channel", "wechet"]).exit(2).stderr());
    insta::assert_snapshot!(SiteTest::new().run(&["channel"]).exit(2).stderr());
}

#[test]
fn settings_that_cannot_be_read_are_no_wrong_usage() {
    let site = site().file("content/site.yaml", "title: [");
    let told = site.run(&["channel"]).exit(1).stderr().to_owned();
    assert!(
        told.contains("content/site.yaml") && !told.contains("channel/not-found"),
        "{told}"
    );
}

#[test]
fn a_bundle_is_one_package_in_the_order_that_is_stated() {
    let site = site();
    for (name, order) in [("c", 2), ("d", 1)] {
        let text = format!(
            "---\n标题: {name}\n日期: 2026-11-01\n封面: a.svg\nchannels:\n  wechat: {{bundle: 一组, order: {order}}}\n---\n\n正文"
        );
        site.write(&format!("content/qa/{name}.md"), text.as_bytes());
    }
    site.run(&["channel", "wechat", "--date", TODAY]).clean();
    let payload =
        fs::read(site.path("channels/wechat/多图文-一组/payload.json")).unwrap_or_default();
    let payload: serde_json::Value = serde_json::from_slice(&payload).unwrap_or_default();
    let titles: Vec<_> = payload["articles"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| &one["title"])
        .collect();
    assert_eq!(titles, ["d", "c"]);
    assert!(
        site.path("channels/wechat/多图文-一组/1-d/content.html")
            .is_file()
    );
}

#[test]
fn keys_of_channels_are_read_with_care() {
    let site = SiteTest::bare()
        .file("content/site.yaml", format!("{SETTINGS}channels:\n  - {{kind: wechatt}}\n  - {{name: a/b, kind: wechat}}\n  - {{kind: weibo}}\n  - {{kind: 微博}}\n"))
        .file("content/qa/a.md", "---\n标题: 甲\n日期: 2026-11-01\nchannels: {wechat: {titel: 乙, cover: {file: a.png, focus: [2, 1]}}}\n---\n\n正文");
    insta::assert_snapshot!(site.build(&[]).exit(1).stderr());
}

#[test]
fn a_mini_program_gets_trusted_nodes_when_asked_for() {
    let outputs = "outputs: {miniprogram: true}\n";
    let site = site().file("content/site.yaml", format!("{SETTINGS}{outputs}"));
    site.build(&[]).clean();
    site.has_files(&["api/index.json", "api/qa/page-1.json", "api/qa/a.json"]);
    insta::assert_snapshot!(site.page("api/qa/a.json"));
    SiteTest::new().build(&[]).clean();
    SiteTest::new().no_files(&["api/index.json"]);
}

#[test]
fn what_channels_speak_of_is_checked() {
    let channels = "channels:\n  - {kind: wechat, filter: {venues: [学堂], campaign: 没有}, options: {cover: no.png}}\n";
    let site = SiteTest::bare().file("content/site.yaml", format!("{SETTINGS}{channels}")).file(
        "content/qa/a.md",
        "---\n标题: 甲\n日期: 2026-11-01\nchannels: {wechet: false, wechat: {cover: no.png}}\n---\n\n正文",
    );
    insta::assert_snapshot!(site.build(&[]).exit(1).stderr());
}
