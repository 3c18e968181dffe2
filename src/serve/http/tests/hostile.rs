//! Hostile requests: the server responds to each, discloses nothing without permission, and keeps running.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Method, Request, Uri};
use proptest::prelude::*;

use super::{HERE, HOST, HttpReply, OTHER, SETTINGS, ServedSite, block_on, get};

/// All addresses under `_pufa/`.
const OWN: [&str; 14] = [
    "",
    "desk.js",
    "desk.css",
    "documents",
    "plans",
    "live.js",
    "event_worker.js",
    "error_page.css",
    "findings",
    "findings?file=content/qa/a.md",
    "state?path=/qa/a.html",
    "wechat/",
    "wechat/qa/a.md",
    "wechat/none.md",
];

fn faulty() -> [(&'static str, &'static [u8]); 3] {
    [
        (
            "content/qa/bad.md",
            b"---\ntitle: <img src=x onerror=alert(1)> [\n---\n<script>alert(2)</script>\n",
        ),
        (
            "content/qa/c.md",
            b"---\ntitle: \"<script>alert(3)</script>\"\ndate: 2026-01-02\n---\n\n![](<x\"onerror=.png>)\n",
        ),
        ("themes/pufa/templates/qa.html", b"{{ nothing.at.all }}"),
    ]
}

#[track_caller]
fn assert_guarded(reply: &HttpReply, path: &str) {
    assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(reply.header("referrer-policy"), "same-origin", "{path}");
    assert_eq!(
        reply.header("cross-origin-resource-policy"),
        "same-origin",
        "{path}"
    );
    assert!(
        matches!(reply.header("x-frame-options"), "SAMEORIGIN" | "DENY"),
        "{path}"
    );
    assert!(
        reply
            .header("content-security-policy")
            .contains("frame-ancestors"),
        "{path}"
    );
    assert!(
        matches!(reply.header("cache-control"), "no-store" | "no-cache"),
        "{path}"
    );
    assert!(
        reply
            .headers
            .keys()
            .all(|name| !name.as_str().starts_with("access-control")),
        "{path}"
    );
    let location = reply.header("location");
    assert!(
        location.is_empty() || (location.starts_with('/') && !location.starts_with("//")),
        "{location}"
    );
}

#[test]
fn every_answer_is_guarded_and_other_machines_are_told_no_folder() {
    let served = ServedSite::at([0, 0, 0, 0].into(), &faulty());
    let root = served
        .folder
        .path()
        .canonicalize()
        .expect("a path")
        .to_string_lossy()
        .replace('\\', "/");
    let cookie = served.cookie();
    let own = OWN.iter().map(|path| format!("/_pufa/{path}"));
    let paths = [
        "/",
        "/qa/a.html",
        "/qa/c.html",
        "/qa/a/b.txt",
        "/none",
        "/..",
        "/_pufa",
        "/sitemap.xml",
    ];
    let paths: Vec<String> = own.chain(paths.map(str::to_owned)).collect();
    block_on(async {
        // What is wrong is known by then.
        if let crate::serve::live_site::Served::Snapshot(snapshot) = served.preview.live.served() {
            let _ = snapshot.checked.set(snapshot.site.check());
        }
        let mut is_told_here = false;
        for path in &paths {
            let headers = [("host", "192.168.1.5:4000"), ("cookie", cookie.as_str())];
            let reply = served.ask(OTHER, get(path, &headers)).await;
            assert_guarded(&reply, path);
            assert!(
                !reply.text.contains(&root) && !reply.text.contains("vscode://file//"),
                "{path}: {}",
                reply.text
            );
            let here = served.ask(HERE, get(path, &headers)).await;
            is_told_here |= here.text.contains(&root);
            let stranger = served.ask(OTHER, get(path, &headers[..1])).await;
            assert_guarded(&stranger, path);
            assert_eq!(stranger.status, 403, "{path}");
        }
        assert!(is_told_here);
    });
}

#[test]
fn pages_of_its_own_hold_no_script_or_style_and_quote_nothing_as_html() {
    let broken = ServedSite::new(&[("content/site.yaml", b"title: [<script>alert(1)</script>\n")]);
    let served = ServedSite::new(&faulty());
    block_on(async {
        let mut pages = vec![broken.get("/", &[]).await, broken.get("/_pufa/", &[]).await];
        for path in [
            "/_pufa/",
            "/_pufa/wechat/",
            "/_pufa/wechat/none%3Cb%3E.md",
            "/_pufa/wechat/%3Cscript%3E.md",
            "/qa/c.html",
        ] {
            pages.push(served.get(path, &[]).await);
        }
        for page in pages {
            let policy = page.header("content-security-policy");
            assert!(
                policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
                "{policy}"
            );
            assert_eq!(page.header("x-frame-options"), "DENY");
            let text = &page.text;
            for raw in [
                "<style",
                "style=\"",
                "<script>",
                "<b>",
                "<img",
                "javascript:",
            ] {
                assert!(!text.contains(raw), "{raw} in {text}");
            }
        }
    });
}

#[cfg(feature = "channels")]
#[test]
fn the_preview_of_an_article_runs_its_own_script_alone() {
    let served = ServedSite::new(&[]);
    let page = block_on(served.get("/_pufa/wechat/qa/a.md", &[]));
    let policy = page.header("content-security-policy").to_owned();
    let scripts = policy
        .split(';')
        .find(|part| part.trim().starts_with("script-src"))
        .unwrap_or_default();
    assert!(
        scripts.contains("'sha256-") && !scripts.contains("unsafe"),
        "{policy}"
    );
}

#[test]
fn an_attachment_has_no_part_in_the_preview() {
    let script = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let served = ServedSite::new(&[
        ("content/qa/a/x.svg", script),
        ("content/qa/a/x.html", script),
        ("content/qa/a/x.xhtml", script),
        ("content/qa/a/x.xml", script),
        ("content/qa/a/x.mht", script),
        ("content/qa/a/x.pdf", b"%PDF-"),
        ("content/qa/a/x.png", b"\x89PNG"),
    ]);
    block_on(async {
        for (name, is_boxed) in [
            ("x.svg", true),
            ("x.html", true),
            ("x.xhtml", true),
            ("x.xml", true),
            ("x.mht", true),
            ("x.pdf", false),
            ("x.png", false),
            ("b.txt", false),
        ] {
            let reply = served.get(&format!("/qa/a/{name}"), &[]).await;
            // What is not published has nothing to box.
            if reply.status == 404 {
                continue;
            }
            let policy = reply.header("content-security-policy");
            assert_eq!(policy.contains("sandbox"), is_boxed, "{name}: {policy}");
            assert!(!policy.contains("allow-"), "{name}: {policy}");
            assert_eq!(reply.header("x-content-type-options"), "nosniff");
        }
        let page = served.get("/qa/a.html", &[]).await;
        assert!(!page.header("content-security-policy").contains("sandbox"));
    });
}

#[test]
fn a_page_of_another_origin_gets_nothing() {
    let served = ServedSite::new(&[]);
    block_on(async {
        for path in [
            "/",
            "/_pufa/events",
            "/_pufa/documents",
            "/_pufa/desk.js",
            "/qa/a/b.txt",
        ] {
            for headers in [
                [
                    ("origin", "http://evil.example"),
                    ("sec-fetch-mode", "cors"),
                ],
                [("origin", "null"), ("sec-fetch-mode", "cors")],
                [
                    ("sec-fetch-site", "cross-site"),
                    ("sec-fetch-dest", "script"),
                ],
                [
                    ("sec-fetch-site", "same-site"),
                    ("sec-fetch-dest", "iframe"),
                ],
            ] {
                let reply = served.get(path, &headers).await;
                assert_eq!(reply.status, 403, "{path}");
                assert_guarded(&reply, path);
            }
        }
        assert_eq!(served.preview.streams.count(), 0);
        let led = [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
        ];
        assert_eq!(served.get("/qa/a.html", &led).await.status, 200);
    });
}

#[test]
fn what_is_sent_along_is_not_read() {
    let served = ServedSite::new(&[]);
    block_on(async {
        for (method, length, wanted) in [
            ("GET", "1", 413),
            ("POST", "99999999999", 413),
            ("PUT", "0", 405),
            ("GET", "0", 200),
        ] {
            let request = Request::builder()
                .method(method)
                .uri("/")
                .header("host", HOST);
            let request = request
                .header("content-length", length)
                .body(Body::empty())
                .expect("a request");
            let reply = served.ask(HERE, request).await;
            assert_eq!(reply.status, wanted, "{method} {length}");
            assert_guarded(&reply, method);
        }
        for method in [
            "POST", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "X",
        ] {
            let request = Request::builder()
                .method(method)
                .uri("/")
                .header("host", HOST);
            let reply = served
                .ask(HERE, request.body(Body::empty()).expect("a request"))
                .await;
            assert_eq!(reply.status, 405, "{method}");
        }
    });
}

/// A path: of the site, of pufa's own, or of neither, with what is odd in all of them.
fn path() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("qa".to_owned()),
        Just("a.html".to_owned()),
        Just("a".to_owned()),
        Just("b.txt".to_owned()),
        Just("_pufa".to_owned()),
        Just("wechat".to_owned()),
        Just("findings".to_owned()),
        Just("state".to_owned()),
        Just("..".to_owned()),
        Just("%2e%2e".to_owned()),
        Just("%5c".to_owned()),
        Just("%00".to_owned()),
        Just("%ff%fe".to_owned()),
        Just("%e5%ae%aa".to_owned()),
        Just(String::new()),
        Just("%".to_owned()),
        "[!-~&&[^/?#]]{0,12}",
    ];
    let query = prop_oneof![
        Just(String::new()),
        "\\?[!-~&&[^#]]{0,40}",
        "\\?(path|file|pufa_token|pufa%5ftoken)=[!-~&&[^#]]{0,24}",
    ];
    (proptest::collection::vec(part, 0..5), query)
        .prop_map(|(parts, query)| format!("/{}{query}", parts.join("/")))
}

fn header() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let name = prop::sample::select(vec![
        "host",
        "cookie",
        "origin",
        "range",
        "if-range",
        "if-none-match",
        "sec-fetch-site",
        "sec-fetch-mode",
        "content-length",
        "transfer-encoding",
        "accept",
        "x-forwarded-host",
        "last-event-id",
    ]);
    let value = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..40),
        "bytes=[0-9,-]{0,30}".prop_map(String::into_bytes),
        "(pufa_4000=)?[ -~]{0,40}".prop_map(String::into_bytes),
        Just(HOST.as_bytes().to_vec()),
    ];
    (name, value)
}

thread_local! {
    static SERVED: (ServedSite, ServedSite) =
        (ServedSite::new(&faulty()), ServedSite::at([0, 0, 0, 0].into(), &faulty()));
}

proptest! {
    #[test]
    fn no_request_is_too_odd(
        method in prop::sample::select(vec!["GET", "HEAD", "POST", "X"]),
        path in path(),
        headers in proptest::collection::vec(header(), 0..4),
        is_shared in any::<bool>(),
        is_let_in in any::<bool>(),
    ) {
        let Ok(uri) = path.parse::<Uri>() else { return Ok(()) };
        let method = Method::from_bytes(method.as_bytes()).unwrap_or_default();
        SERVED.with(|(local, shared)| {
            let served = if is_shared { shared } else { local };
            let root = served.folder.path().to_string_lossy().into_owned();
            let mut request = Request::builder().method(method.clone()).uri(uri).header("host", HOST);
            if is_let_in {
                request = request.header("cookie", served.cookie());
            }
            for (name, value) in &headers {
                if let Ok(value) = HeaderValue::from_bytes(value) {
                    request = request.header(HeaderName::from_static(name), value);
                }
            }
            let request = request.body(Body::empty()).expect("a request");
            block_on(async {
                let (parts, body) = served.raw(OTHER, request).await.into_parts();
                let is_stream = parts.headers.get("content-type").is_some_and(|kind| kind == "text/event-stream");
                let bytes = if is_stream { Vec::new() } else {
                    axum::body::to_bytes(body, 64 << 20).await.map(Vec::from).unwrap_or_default()
                };
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let reply = HttpReply { status: parts.status.as_u16(), headers: parts.headers, text };
                assert_guarded(&reply, &path);
                assert!(!reply.text.contains(&root), "{path}: {}", reply.text);
                assert!(reply.status != 500 || method == Method::HEAD || reply.text.contains("data-pufa-error"), "{path}: {}", reply.text);
                assert!([200, 206, 302, 304, 403, 404, 405, 413, 416, 421, 500, 503].contains(&reply.status), "{}", reply.status);
                if is_shared && !is_let_in {
                    assert!(matches!(reply.status, 403 | 413 | 421), "{path}: {}", reply.status);
                }
            });
        });
    }
}

#[test]
fn settings_of_the_site_lead_nowhere_else() {
    for base in [
        "https://a.example.cn//evil.example/",
        "https://a.example.cn/%5c/x/",
    ] {
        let settings = SETTINGS.replace("https://pufa.example.cn/", base);
        let served = ServedSite::new(&[("content/site.yaml", settings.as_bytes())]);
        let reply = block_on(served.get("/", &[]));
        assert_guarded(&reply, base);
    }
}
