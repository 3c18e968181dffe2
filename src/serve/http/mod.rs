//! HTTP server of the preview: access control, routes and connections.

mod connections;
mod desk;
mod diagnostics;
mod error_page;
mod event_streams;
mod file_response;
mod guard;
mod internal_routes;
mod pages;
mod publication_state;
mod range;
mod request;
mod request_path;
mod response;
mod router;
#[cfg(test)]
mod tests;
#[cfg_attr(not(feature = "channels"), path = "no_wechat.rs")]
mod wechat;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use tokio::net::TcpListener;

use super::ServerInfo;
use super::lan_qr::{self, LanAddress};
use super::live_site::{LiveSite, Served};
use crate::diagnostic::Language;
use crate::message;
use crate::sources::Settle;
use crate::url::{BaseUrl, Url};

pub(super) use connections::bind;
pub(crate) use request::HttpRequest;
pub(crate) use response::HttpResponse;

use event_streams::EventStreams;
use guard::RequestGuard;

/// Attempts to render a page while its sources change.
const TRIES: usize = 4;

/// State that requests are answered from.
pub(super) struct PreviewServer {
    live: Arc<LiveSite>,
    /// Address that the server listens at.
    at: SocketAddr,
    guard: RequestGuard,
    /// Random identifier that distinguishes this run from others.
    server_id: String,
    streams: EventStreams,
    /// True if pages follow the files; otherwise they are what a build would write, byte for byte.
    is_live: bool,
    language: Language,
    /// Cache of the latest images converted for 公众号 articles.
    #[cfg(feature = "channels")]
    album: wechat::ImageCache,
}

impl PreviewServer {
    /// The preview that a listener serves.
    pub(super) fn new(
        live: Arc<LiveSite>,
        at: SocketAddr,
        is_live: bool,
        language: Language,
    ) -> Self {
        let guard = RequestGuard::new(at.ip(), at.port());
        Self {
            live,
            at,
            guard,
            server_id: guard::random(),
            streams: EventStreams::default(),
            is_live,
            language,
            #[cfg(feature = "channels")]
            album: wechat::ImageCache::default(),
        }
    }

    /// Addresses at which the preview is reached.
    pub(super) fn server_info(&self) -> ServerInfo {
        let own = match self.at.ip() {
            ip if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
            ip => ip,
        };
        ServerInfo {
            home: self.address(own, &Url::root()),
            desk: self.address(own, &Url::folder(internal_routes::FOLDER)),
            phone: self.phone(),
            is_shared: self.is_shared(),
            port: self.at.port(),
        }
    }

    /// Returns true if other machines may connect.
    fn is_shared(&self) -> bool {
        self.guard.token().is_some()
    }

    /// Returns the address for a phone in the same network.
    fn phone(&self) -> Option<LanAddress> {
        LanAddress::new(self.address(lan_qr::network_address(self.at.ip())?, &Url::root()))
    }

    /// The whole address of a place on a machine, with the token where one is needed.
    fn address(&self, host: IpAddr, url: &Url) -> String {
        let path = match self.live.served() {
            Served::Snapshot(snapshot) => snapshot.site.config.base.href(url),
            Served::Broken(_) => BaseUrl::default().href(url),
        };
        let token = self
            .guard
            .token()
            .map(|token| format!("?{}={token}", guard::TOKEN))
            .unwrap_or_default();
        format!(
            "http://{}{path}{token}",
            SocketAddr::new(host, self.at.port())
        )
    }

    /// Serves all connections; never ends.
    pub(super) async fn serve(self: Arc<Self>, listener: TcpListener) {
        connections::accept(listener, router::router(self)).await;
    }

    /// Responds to a request. A source that changed since it was read is refreshed first.
    fn respond(&self, request: &HttpRequest) -> HttpResponse {
        for attempt in 0..TRIES {
            match pages::respond(self, request) {
                Ok(response) => return response,
                Err(stale) => {
                    // A source that keeps changing is accepted as it is.
                    let settle = if attempt == 0 {
                        Settle::Defer
                    } else {
                        Settle::Accept
                    };
                    self.live.apply(&[stale.path.as_str().to_owned()], settle);
                }
            }
        }
        let says = message!(
            "文件正在被改动，请再刷新一次",
            "files are being changed: reload once more"
        );
        HttpResponse::sentence(503, &says, request.language)
    }
}
