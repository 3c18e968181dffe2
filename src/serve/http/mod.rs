//! The preview over HTTP: who may ask, what is at an address, and the wire.

mod address;
mod answer;
mod body;
mod desk;
mod error_page;
mod events;
mod findings;
mod guard;
mod own;
mod pages;
mod range;
mod state;
#[cfg_attr(not(feature = "channels"), path = "no_wechat.rs")]
mod wechat;

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderMap, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};

use super::Opened;
use super::phone::{self, Phone};
use super::studio::{Shown, Studio};
use super::workshop::Patience;
use crate::diagnostic::Language;
use crate::says;
use crate::url::{Base, Url};

pub use answer::{Answer, Ask};

use body::Sent;
use guard::Guard;

/// How many ports after a taken one are tried.
const TRIED: u16 = 50;
/// How often a page is tried while its sources change.
const TRIES: usize = 4;

/// What every request is answered from.
pub(super) struct Preview {
    studio: Arc<Studio>,
    /// Where it listens.
    at: SocketAddr,
    guard: Guard,
    /// Tells this run from another.
    boot: String,
    /// Whether pages follow the files; else they are what a build would write, byte for byte.
    is_live: bool,
    language: Language,
    /// The pictures of articles for 公众号 that were made last.
    #[cfg(feature = "channels")]
    album: wechat::Album,
}

/// The first free port from `port` on.
pub(super) async fn bind(host: IpAddr, port: u16) -> io::Result<TcpListener> {
    let mut first = None;
    for next in port..=port.saturating_add(TRIED) {
        match TcpListener::bind(SocketAddr::new(host, next)).await {
            Err(failure) if failure.kind() == io::ErrorKind::AddrInUse => drop(first.get_or_insert(failure)),
            bound => return bound,
        }
    }
    Err(first.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}

impl Preview {
    /// The preview that a listener serves.
    pub(super) fn new(studio: Arc<Studio>, at: SocketAddr, is_live: bool, language: Language) -> Self {
        let guard = Guard::new(at.ip(), at.port());
        Self {
            studio,
            at,
            guard,
            boot: guard::random(),
            is_live,
            language,
            #[cfg(feature = "channels")]
            album: wechat::Album::default(),
        }
    }

    /// How it is reached.
    pub(super) fn opened(&self) -> Opened {
        let own = match self.at.ip() {
            ip if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
            ip => ip,
        };
        Opened {
            home: self.address(own, &Url::root()),
            desk: self.address(own, &Url::folder(own::FOLDER)),
            phone: self.phone(),
            is_shared: self.is_shared(),
            port: self.at.port(),
        }
    }

    /// Whether other machines may ask.
    fn is_shared(&self) -> bool {
        self.guard.token().is_some()
    }

    /// How a phone in the same network reaches it.
    fn phone(&self) -> Option<Phone> {
        Phone::new(self.address(phone::network_address(self.at.ip())?, &Url::root()))
    }

    /// The whole address of a place on a machine, with the token where one is needed.
    fn address(&self, host: IpAddr, url: &Url) -> String {
        let path = match self.studio.shown() {
            Shown::Site(snapshot) => snapshot.site.config.base.href(url),
            Shown::Trouble(_) => Base::default().href(url),
        };
        let token = self.guard.token().map(|token| format!("?{}={token}", guard::TOKEN)).unwrap_or_default();
        format!("http://{}{path}{token}", SocketAddr::new(host, self.at.port()))
    }

    /// Serves whoever comes; never ends.
    pub(super) async fn serve(self: Arc<Self>, listener: TcpListener) {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => drop(tokio::spawn(Arc::clone(&self).converse(stream))),
                // Too many open files, or one who went away at once: others may come.
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
            }
        }
    }

    async fn converse(self: Arc<Self>, stream: TcpStream) {
        let _ = stream.set_nodelay(true);
        let service = service_fn(move |request| Arc::clone(&self).respond(request));
        let mut server = http1::Builder::new();
        // A browser that goes away in the middle is no matter.
        let _ = server.timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service).await;
    }

    async fn respond(self: Arc<Self>, request: Request<Incoming>) -> Result<Response<Sent>, Infallible> {
        let ask = self.ask(&request);
        let host = text(request.headers(), "host");
        if let Some(refusal) = self.guard.refusal(host.as_deref(), &ask) {
            return Ok(response(refusal));
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let says = says!("预览只能看，不能改", "a preview is to be looked at");
            return Ok(response(Answer::sentence(405, &says, ask.language).with("allow", "GET, HEAD")));
        }
        if ask.path.ends_with("/_pufa/events") {
            let line = events::events(self.boot.clone(), self.studio.news());
            return Ok(line_response(line));
        }
        let language = ask.language;
        let answer = tokio::task::spawn_blocking(move || self.answer(&ask)).await;
        Ok(response(answer.unwrap_or_else(|_| failed(language))))
    }

    fn ask(&self, request: &Request<Incoming>) -> Ask {
        let headers = request.headers();
        Ask {
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            cookie: text(headers, "cookie"),
            range: text(headers, "range"),
            if_none_match: text(headers, "if-none-match"),
            language: self.language,
            rest: String::new(),
        }
    }

    /// What is at an address. A file that changed since the site was made of it makes another site.
    fn answer(&self, ask: &Ask) -> Answer {
        for attempt in 0..TRIES {
            match pages::answer(self, ask) {
                Ok(answer) => return answer,
                Err(stale) => {
                    // What changes again and again is taken as it is.
                    let patience = if attempt == 0 { Patience::Wait } else { Patience::Over };
                    self.studio.look(&[stale.path.as_str().to_owned()], patience);
                }
            }
        }
        let says = says!("文件正在被改动，请再刷新一次", "files are being changed: reload once more");
        Answer::sentence(503, &says, ask.language)
    }
}

fn failed(language: Language) -> Answer {
    let says = says!("预览出了故障，请再刷新一次", "the preview failed: reload once more");
    Answer::sentence(500, &says, language)
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

fn response(answer: Answer) -> Response<Sent> {
    let Answer { status, media_type, headers, body } = answer;
    let mut response = Response::new(Sent::Whole(Some(Bytes::from(body))));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let of_all = [
        ("content-type", media_type),
        ("x-content-type-options", "nosniff".to_owned()),
        ("referrer-policy", "same-origin".to_owned()),
    ];
    for (name, value) in of_all.into_iter().chain(headers) {
        // What is no header, such as a line break in an address, is left out.
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn line_response(line: tokio::sync::mpsc::Receiver<Bytes>) -> Response<Sent> {
    let mut response = Response::new(Sent::Line(line));
    let headers = [("content-type", "text/event-stream"), ("cache-control", "no-store")];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
