//! The server without a network: requests go to its router, bytes to a connection in memory.

#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod connections;
mod events;
mod files;
mod hostile;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use jiff::Timestamp;
use tempfile::TempDir;
use tower::ServiceExt;

use super::PreviewServer;
use super::router::{PeerAddress, router};
use crate::content::DiskWorld;
use crate::diagnostic::Language;
use crate::serve::clock::SiteClock;
use crate::serve::live_site::{LiveConfig, LiveSite};
use crate::serve::tests::SilentServeObserver;
use crate::site::VisibilityOptions;

/// The host of requests, at the port that the previews of tests pretend to have.
const HOST: &str = "127.0.0.1:4000";
/// Another machine of the network.
const OTHER: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 168, 1, 9));
const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// A site in a folder of its own, served.
struct ServedSite {
    folder: TempDir,
    preview: Arc<PreviewServer>,
    router: Router,
}

/// Reply of the server.
struct HttpReply {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl HttpReply {
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

const SETTINGS: &str = "title: 示例普法网\nbase_url: https://pufa.example.cn/\n";
const ARTICLE: &str = "---\ntitle: 一篇\ndate: 2026-01-01\n---\n\n[坏](none.md)，[文](a/b.txt)。\n";

/// A runtime that drives one thing at a time.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(future)
}

impl ServedSite {
    fn new(files: &[(&str, &[u8])]) -> Self {
        Self::at(IpAddr::from(Ipv4Addr::LOCALHOST), files)
    }

    /// Served at an address; `0.0.0.0` for other machines too.
    fn at(host: IpAddr, files: &[(&str, &[u8])]) -> Self {
        let folder = TempDir::new().expect("a folder");
        let ours: [(&str, &[u8]); 3] = [
            ("content/site.yaml", SETTINGS.as_bytes()),
            ("content/qa/a.md", ARTICLE.as_bytes()),
            ("content/qa/a/b.txt", b"0123456789"),
        ];
        for (path, bytes) in ours.iter().chain(files) {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, bytes).expect("a file");
        }
        let preview = Arc::new(PreviewServer::new(
            Arc::new(live_site(&folder.path().canonicalize().expect("a path"))),
            SocketAddr::new(host, 4000),
            true,
            Language::Chinese,
        ));
        Self {
            folder,
            router: router(Arc::clone(&preview)),
            preview,
        }
    }

    /// The cookie of one who was let in.
    fn cookie(&self) -> String {
        format!(
            "pufa_4000={}",
            self.preview.guard.token().unwrap_or_default()
        )
    }

    async fn raw(&self, peer: IpAddr, request: Request<Body>) -> axum::response::Response {
        let (mut parts, body) = request.into_parts();
        parts.extensions.insert(PeerAddress(peer));
        let response = self
            .router
            .clone()
            .oneshot(Request::from_parts(parts, body))
            .await;
        response.unwrap_or_else(|never| match never {})
    }

    async fn ask(&self, peer: IpAddr, request: Request<Body>) -> HttpReply {
        let (parts, body) = self.raw(peer, request).await.into_parts();
        let bytes = to_bytes(body, 64 << 20).await.unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        HttpReply {
            status: parts.status.as_u16(),
            headers: parts.headers,
            text,
        }
    }

    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> HttpReply {
        self.ask(HERE, get(path, headers)).await
    }
}

fn get(path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder().uri(path);
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", HOST);
    }
    let request = headers.iter().fold(request, |request, (name, value)| {
        request.header(*name, *value)
    });
    request.body(Body::empty()).expect("a request")
}

fn live_site(root: &Path) -> LiveSite {
    let now = Timestamp::UNIX_EPOCH;
    LiveSite::open(LiveConfig {
        world: Arc::new(DiskWorld::new(root, now)),
        root: root.to_owned(),
        base_url: None,
        clock: SiteClock::Fixed(now),
        showing: VisibilityOptions {
            drafts: true,
            future: true,
            expired: true,
            unjudged: true,
        },
        strict: false,
        observer: Arc::new(SilentServeObserver),
    })
}
