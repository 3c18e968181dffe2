//! Editor's desk: lists all documents as text, reports missing fields, exists only in previews.

use serde_json::{Value, json};

use super::Preview;
use crate::support::SiteTest;

fn site() -> SiteTest {
    SiteTest::new()
        .file(
            "content/qa/a.md",
            "---\ntitle: 发布的\ndate: 2026-01-01\nvenues: [schools]\nplan: [一]\n---\n\n文。\n",
        )
        .file(
            "content/qa/b.md",
            "---\ntitle: <script>alert(1)</script>\ndate: 2026-01-02\ndraft: true\n---\n\n[坏](x.md)\n",
        )
        .file(
            "content/qa/c.md",
            "---\ntitle: 定时的\ndate: 2026-01-03\npublish: 2099-12-04 09:00\n---\n\n文。\n",
        )
        .file("content/qa/d.md", "---\ntitle: 到期的\ndate: 2026-01-04\nexpires: 2026-02-01\n---\n\n文。\n")
        .file(
            "content/plan/2026.md",
            "---\ntitle: 示例市2026年工作要点\nyear: 2026\n---\n\n\
             （一）开展宣传。做好普法。\n\n（二）举办研讨班。年内至少举办2期研讨班。\n",
        )
}

fn values(preview: &Preview, path: &str) -> Value {
    let reply = preview.get(path);
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    serde_json::from_slice(&reply.body).expect("JSON")
}

/// Returns the values of the document in a file.
fn row(told: &Value, file: &str) -> Value {
    let all = told["documents"].as_array().expect("documents");
    all.iter()
        .find(|row| row[1] == file)
        .cloned()
        .expect("the document")
}

#[test]
fn every_document_is_told_with_its_state() {
    let site = site();
    let preview = Preview::of(&site, &[]);
    super::until("it is checked", || preview.findings()["checked"] == true);
    let told = values(&preview, "/_pufa/documents");
    assert_eq!(told["kinds"][5], "法律问答");
    let published = json!([
        "发布的",
        "content/qa/a.md",
        "/qa/a.html",
        5,
        ["schools"],
        "published",
        null,
        "2026-01-01",
        0,
        0
    ]);
    assert_eq!(row(&told, "content/qa/a.md"), published);
    let draft = row(&told, "content/qa/b.md");
    assert_eq!((&draft[5], &draft[8]), (&json!("draft"), &json!(1)));
    let scheduled = row(&told, "content/qa/c.md");
    assert_eq!(
        (&scheduled[5], &scheduled[6]),
        (&json!("scheduled"), &json!("2099-12-04 09:00"))
    );
    let expired = row(&told, "content/qa/d.md");
    assert_eq!(
        (&expired[5], &expired[6]),
        (&json!("expired"), &json!("2026-02-01"))
    );
    let files = std::fs::read_dir(site.path("content/qa"))
        .expect("a folder")
        .count();
    let told = told["documents"].as_array().expect("documents").clone();
    assert_eq!(
        told.iter()
            .filter(|row| row[1]
                .as_str()
                .is_some_and(|file| file.starts_with("content/qa/")))
            .count(),
        files
    );
}

#[test]
fn what_the_public_does_not_see_has_no_link() {
    let site = site();
    let preview = Preview::of(&site, &["--published"]);
    let told = values(&preview, "/_pufa/documents");
    assert_eq!(row(&told, "content/qa/b.md")[2], Value::Null);
    assert_eq!(row(&told, "content/qa/a.md")[2], "/qa/a.html");
}

#[test]
fn links_to_what_the_public_does_not_see_are_told() {
    let site = site();
    let told = values(&Preview::of(&site, &[]), "/_pufa/hidden");
    let mut hidden = told["hidden"].as_array().expect("hidden").clone();
    hidden.sort_by_key(ToString::to_string);
    assert_eq!(
        hidden,
        [
            json!(["/qa/b.html", "draft", null]),
            json!(["/qa/c.html", "scheduled", "2099-12-04 09:00"]),
            json!(["/qa/d.html", "expired", "2026-02-01"]),
        ]
    );
    let published = values(&Preview::of(&site, &["--published"]), "/_pufa/hidden");
    assert_eq!(published["hidden"], json!([]));
}

#[test]
fn items_that_lack_evidence_are_named() {
    let site = site();
    let told = values(&Preview::of(&site, &[]), "/_pufa/plans");
    let plan = &told["plans"][0];
    assert_eq!(plan["items"], 2, "{told}");
    let lacking: Vec<&Value> = plan["lacking"].as_array().expect("items").iter().collect();
    assert_eq!(lacking.len(), 1, "{told}");
    assert_eq!(lacking[0]["targets"], json!([[null, 0, 2, "期"]]));
    assert_eq!(lacking[0]["href"], "/plan/2026/items/2.html");
}

#[test]
fn the_frame_holds_no_title_of_a_document_and_runs_nothing_strange() {
    let site = site().file(
        "content/site.yaml",
        "title: 示例<b>网{phone}\nbase_url: https://www.example.cn/\n",
    );
    let preview = Preview::of(&site, &[]);
    let frame = preview.get("/_pufa/");
    assert_eq!(
        frame.header("content-type").as_deref(),
        Some("text/html; charset=utf-8")
    );
    assert!(
        frame
            .header("content-security-policy")
            .is_some_and(|policy| policy.contains("default-src 'none'"))
    );
    let text = frame.text();
    assert!(
        text.contains("示例&lt;b&gt;网{phone}") && !text.contains("<b>") && !text.contains("alert"),
        "{text}"
    );
    assert!(
        !text.contains("<svg") && text.contains("--host 0.0.0.0"),
        "{text}"
    );
    assert_eq!(
        preview.get("/_pufa").header("location").as_deref(),
        Some("/_pufa/")
    );
    assert_eq!(
        preview
            .get("/_pufa/desk.js")
            .header("content-type")
            .as_deref(),
        Some("text/javascript; charset=utf-8")
    );
    assert_eq!(preview.get("/_pufa/desk.css").status, 200);
}

#[test]
fn other_machines_need_the_token_for_it() {
    let site = site();
    let preview = Preview::of(&site, &["--host", "0.0.0.0"]);
    for path in [
        "/_pufa/",
        "/_pufa/documents",
        "/_pufa/plans",
        "/_pufa/desk.js",
    ] {
        assert_eq!(preview.get(path).status, 403, "{path}");
    }
    let query = preview
        .said
        .rsplit('?')
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned();
    let given = preview.get(&format!("/_pufa/?{query}"));
    assert_eq!(
        (given.status, given.header("location").as_deref()),
        (302, Some("/_pufa/"))
    );
    let cookie = given.header("set-cookie").unwrap_or_default();
    let cookie = cookie.split(';').next().unwrap_or_default();
    let frame = preview.ask("GET", "/_pufa/", &[("Cookie", cookie)]);
    assert_eq!(frame.status, 200);
    // A machine without a network has no address to show.
    let text = frame.text();
    assert!(
        text.contains("找不到这台电脑") || (text.contains("<svg") && text.contains(&query)),
        "{text}"
    );
}

#[test]
fn it_stands_where_there_is_no_site_yet() {
    let site = SiteTest::new().file("content/site.yaml", "title: [\n");
    let preview = Preview::of(&site, &[]);
    assert_eq!(preview.get("/_pufa/").status, 200);
    assert_eq!(
        values(&preview, "/_pufa/documents"),
        json!({ "site": null, "documents": [] })
    );
    let finding = preview.findings()["findings"][0].clone();
    let path = site
        .path("content/site.yaml")
        .canonicalize()
        .expect("a path");
    assert_eq!(finding["path"], path.to_string_lossy().replace('\\', "/"));
    site.write(
        "content/site.yaml",
        "title: 好了\nbase_url: https://www.example.cn/\n".as_bytes(),
    );
    super::until("there is a site", || {
        values(&preview, "/_pufa/documents")["site"] == "好了"
    });
}
