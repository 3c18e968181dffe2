//! Connections of clients: how many there may be, and how long each may take.
//!
//! `axum::serve` limits neither, so hyper is driven here.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::Service;

use super::router::PeerAddress;
use crate::limits::serve::{CONNECTIONS, REQUEST_HEAD, REQUEST_HEAD_TIME, REQUEST_HEADERS};

/// Number of ports that are tried after a taken one.
const TRIED: u16 = 50;
/// Pause after the system refused a connection, for instance because too many files are open.
const PAUSE: Duration = Duration::from_millis(50);

/// The first free port from `port` on.
pub(in crate::serve) async fn bind(host: IpAddr, port: u16) -> io::Result<TcpListener> {
    let mut first = None;
    for next in port..=port.saturating_add(TRIED) {
        match TcpListener::bind(SocketAddr::new(host, next)).await {
            Err(failure) if failure.kind() == io::ErrorKind::AddrInUse => {
                first.get_or_insert(failure);
            }
            bound => return bound,
        }
    }
    Err(first.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}

/// Accepts connections while permits are left; never ends.
pub(super) async fn accept(listener: TcpListener, router: Router) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Ok((stream, peer)) => {
                let _ = stream.set_nodelay(true);
                let router = router.clone();
                tokio::spawn(async move {
                    serve_connection(stream, peer.ip(), router).await;
                    drop(place);
                });
            }
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

/// Answers the requests of one connection, one after another.
pub(super) async fn serve_connection<S>(stream: S, peer: IpAddr, router: Router)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(PeerAddress(peer));
        router.clone().call(request)
    });
    let mut server = http1::Builder::new();
    server
        .timer(TokioTimer::new())
        .header_read_timeout(REQUEST_HEAD_TIME);
    server
        .max_buf_size(REQUEST_HEAD)
        .max_headers(REQUEST_HEADERS);
    // A browser that goes away in the middle is no matter.
    let _ = server.serve_connection(TokioIo::new(stream), service).await;
}
