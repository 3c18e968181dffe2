//! Requests that are served: hosts, base path, ranges, ports.

use std::io::Read;
use std::net::TcpListener;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::{Preview, free_port};
use crate::support::SiteTest;

fn site() -> SiteTest {
    SiteTest::new()
        .file(
            "content/qa/a.md",
            "---\ntitle: 一篇\ndate: 2026-01-01\ndraft: true\n---\n\n[文](a/b.txt)。\n",
        )
        .file("content/qa/a/b.txt", "0123456789")
        .file("secret.txt", "秘密")
}

#[test]
fn a_strange_host_reads_nothing() {
    let site = site();
    let preview = Preview::of(&site, &[]);
    let port = preview.port;
    let status = |host: &str| preview.ask("GET", "/", &[("Host", host)]).status;
    assert_eq!(status(&format!("localhost:{port}")), 200);
    assert_eq!(status(&format!("evil.example.cn:{port}")), 421);
    assert_eq!(status(&format!("192.168.1.5:{port}")), 421);
    assert_eq!(
        preview
            .ask("GET", "/_pufa/events", &[("Host", "evil.example.cn")])
            .status,
        421
    );
    assert_eq!(preview.ask("POST", "/", &[]).status, 405);
}

#[test]
fn another_machine_needs_the_token() {
    let site = site();
    let preview = Preview::of(&site, &["--host", "0.0.0.0"]);
    let address = preview
        .said
        .rsplit("http://")
        .next()
        .unwrap_or_default()
        .trim();
    let (_, query) = address.split_once('/').expect("a path");
    let host = format!("192.168.1.5:{}", preview.port);
    assert_eq!(preview.ask("GET", "/", &[("Host", &host)]).status, 403);
    assert_eq!(
        preview
            .ask("GET", "/_pufa/findings", &[("Host", &host)])
            .status,
        403
    );
    let given = preview.ask("GET", &format!("/{query}"), &[("Host", &host)]);
    assert_eq!(
        (given.status, given.header("location").as_deref()),
        (302, Some("/"))
    );
    let cookie = given.header("set-cookie").unwrap_or_default();
    let cookie = cookie.split(';').next().unwrap_or_default();
    assert_eq!(
        preview
            .ask("GET", "/", &[("Host", &host), ("Cookie", cookie)])
            .status,
        200
    );
}

#[test]
fn no_path_leaves_the_site() {
    let (site, outside) = (site(), SiteTest::bare().file("secret.txt", "秘密"));
    #[cfg(unix)]
    std::os::unix::fs::symlink(outside.path("secret.txt"), site.path("content/qa/out.txt"))
        .expect("a link");
    let preview = Preview::of(&site, &[]);
    let paths = [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/qa/..%5c..%5csecret.txt",
        "//etc/passwd",
        "/qa/a/../../../secret.txt",
        "/qa/a/b.txt/../../../../secret.txt",
        "/secret.txt",
        "/content/qa/a.md",
        "/%00",
        "/%ff",
        "/_pufa/../secret.txt",
        "/qa/out.txt",
    ];
    for path in paths {
        let reply = preview.get(path);
        assert!(
            reply.status == 404 && !reply.text().contains("秘密"),
            "{path}: {}",
            reply.status
        );
    }
    #[cfg(unix)]
    {
        // A symbolic link replaces a served file.
        std::fs::remove_file(site.path("content/qa/a/b.txt")).expect("a removal");
        let (target, link) = (outside.path("secret.txt"), site.path("content/qa/a/b.txt"));
        std::os::unix::fs::symlink(target, link).expect("a link");
        for _ in 0..20 {
            assert!(!preview.get("/qa/a/b.txt").text().contains("秘密"));
        }
    }
}

#[test]
fn the_base_path_is_kept() {
    let site = site();
    let preview = Preview::of(
        &site,
        &["--base-url", "https://www.example.cn/portal/pufa/"],
    );
    assert!(preview.said.contains("/portal/pufa/"), "{}", preview.said);
    assert_eq!(preview.get("/portal/pufa/qa/a.html").status, 200);
    assert_eq!(preview.get("/qa/a.html").status, 404);
    assert!(preview.get("/qa/a.html").text().contains("/portal/pufa/"));
    for (from, to) in [
        ("/", "/portal/pufa/"),
        ("/portal/pufa", "/portal/pufa/"),
        ("/portal/pufa/qa", "/portal/pufa/qa/"),
    ] {
        let reply = preview.get(from);
        assert_eq!(
            (reply.status, reply.header("location").as_deref()),
            (302, Some(to)),
            "{from}"
        );
    }
}

#[test]
fn files_have_tags_and_parts_and_pages_are_not_kept() {
    let site = site();
    let preview = Preview::of(&site, &[]);
    let page = preview.get("/qa/a.html");
    assert_eq!(page.header("cache-control").as_deref(), Some("no-store"));
    assert_eq!(
        page.header("content-type").as_deref(),
        Some("text/html; charset=utf-8")
    );
    let calendar = preview.get("/calendar.ics");
    assert_eq!(
        calendar.header("content-type").as_deref(),
        Some("text/calendar; charset=utf-8")
    );
    let head = preview.ask("HEAD", "/qa/a.html", &[]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), page.header("content-length"));
    let file = preview.get("/qa/a/b.txt");
    assert_eq!(
        (
            file.text().as_str(),
            file.header("accept-ranges").as_deref()
        ),
        ("0123456789", Some("bytes"))
    );
    let tag = file.header("etag").expect("a tag");
    assert_eq!(
        preview
            .ask("GET", "/qa/a/b.txt", &[("If-None-Match", &tag)])
            .status,
        304
    );
    let part = preview.ask("GET", "/qa/a/b.txt", &[("Range", "bytes=2-4")]);
    assert_eq!((part.status, part.text().as_str()), (206, "234"));
    assert_eq!(
        part.header("content-range").as_deref(),
        Some("bytes 2-4/10")
    );
    assert_eq!(
        preview
            .ask("GET", "/qa/a/b.txt", &[("Range", "bytes=20-")])
            .status,
        416
    );
    assert_eq!(preview.get("/QA/a.html").status, 404);
    assert!(
        preview
            .get("/nothing.html")
            .text()
            .contains("_pufa/live.js")
    );
    let state = preview.get("/_pufa/state?path=/qa/a.html").text();
    assert!(
        state.contains("\"draft\"") && state.contains("content/qa/a.md"),
        "{state}"
    );
}

#[test]
fn a_taken_port_is_stepped_over() {
    let site = site();
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let preview = Preview::at(&site, port, &[]);
    assert!(
        preview.port > port && preview.said.contains(&port.to_string()),
        "{}",
        preview.said
    );
    assert_eq!(preview.get("/").status, 200);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_at_once() {
    let site = site();
    let mut preview = Preview::at(&site, free_port(), &[]);
    let mut line = std::net::TcpStream::connect(("127.0.0.1", preview.port)).expect("a connection");
    let port = preview.port;
    std::io::Write::write_all(
        &mut line,
        format!("GET /_pufa/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").as_bytes(),
    )
    .expect("a request");
    let mut some = [0_u8; 16];
    line.read_exact(&mut some).expect("an open line");
    let pid = preview.child.id().to_string();
    let start = Instant::now();
    let sent = std::process::Command::new("kill")
        .args(["-INT", &pid])
        .stdout(Stdio::null())
        .status();
    assert!(sent.expect("kill").success());
    let status = preview.child.wait().expect("an end");
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(status.code(), Some(0));
}
