//! Connections: slow, long, garbled and many.

use std::time::Duration;

use proptest::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, timeout};

use super::{HERE, HOST, ServedSite, block_on};
use crate::limits::serve::{CONNECTIONS, REQUEST_HEAD, REQUEST_HEAD_TIME, REQUEST_HEADERS};
use crate::serve::http::connections::{accept, serve_connection};

impl ServedSite {
    /// A connection in memory.
    fn connect(&self) -> DuplexStream {
        let (client, server) = duplex(1 << 20);
        tokio::spawn(serve_connection(server, HERE, self.router.clone()));
        client
    }
}

/// Reads a connection to its end.
async fn rest(mut stream: impl AsyncReadExt + Unpin) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

fn paused<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build();
    runtime.expect("a runtime").block_on(future)
}

#[test]
fn who_dribbles_a_head_is_left() {
    let served = ServedSite::new(&[]);
    paused(async {
        for begun in ["", "G", "GET / HTTP/1.1\r\nHost: 127.0.0.1:4000\r\nX: "] {
            let start = Instant::now();
            let mut client = served.connect();
            client.write_all(begun.as_bytes()).await.expect("a start");
            let mut is_open = true;
            // A byte a second, for ten minutes.
            for _ in 0..600 {
                tokio::time::sleep(Duration::from_secs(1)).await;
                is_open = client.write_all(b"x").await.is_ok();
                if !is_open {
                    break;
                }
            }
            assert!(
                !is_open && start.elapsed() < REQUEST_HEAD_TIME * 2,
                "{begun:?}: {:?}",
                start.elapsed()
            );
        }
    });
}

#[test]
fn a_connection_that_rests_is_closed() {
    let served = ServedSite::new(&[]);
    paused(async {
        let mut client = served.connect();
        let request = format!("GET /qa/a/b.txt HTTP/1.1\r\nHost: {HOST}\r\n\r\n");
        client
            .write_all(request.as_bytes())
            .await
            .expect("a request");
        let start = Instant::now();
        assert!(rest(&mut client).await.ends_with("0123456789"));
        assert!(
            start.elapsed() < REQUEST_HEAD_TIME * 2,
            "{:?}",
            start.elapsed()
        );
    });
}

#[test]
fn a_head_that_is_too_long_is_refused() {
    let served = ServedSite::new(&[]);
    block_on(async {
        // The limit is of what is buffered: the last piece may reach beyond it.
        let long = "x".repeat(2 * REQUEST_HEAD);
        let many = "X: y\r\n".repeat(REQUEST_HEADERS + 1);
        for head in [
            format!("GET /{long} HTTP/1.1\r\n"),
            format!("GET / HTTP/1.1\r\nX: {long}\r\n"),
            format!("GET / HTTP/1.1\r\n{many}"),
        ] {
            let mut client = served.connect();
            let _ = client
                .write_all(format!("{head}Host: {HOST}\r\n\r\n").as_bytes())
                .await;
            let reply = rest(client).await;
            assert!(
                reply.starts_with("HTTP/1.1 431") || reply.starts_with("HTTP/1.1 414"),
                "{reply}"
            );
        }
    });
}

#[test]
fn a_body_is_not_waited_for() {
    let served = ServedSite::new(&[]);
    block_on(async {
        for head in ["Content-Length: 99999999999", "Transfer-Encoding: chunked"] {
            let mut client = served.connect();
            let request =
                format!("POST / HTTP/1.1\r\nHost: {HOST}\r\n{head}\r\n\r\n5\r\nhello\r\n");
            client
                .write_all(request.as_bytes())
                .await
                .expect("a request");
            let mut status = [0; 12];
            client.read_exact(&mut status).await.expect("an answer");
            assert!(
                matches!(&status[9..], b"405" | b"413"),
                "{}",
                String::from_utf8_lossy(&status)
            );
        }
    });
}

#[test]
fn so_many_connections_and_no_more() {
    let served = ServedSite::new(&[]);
    block_on(async {
        let listener = TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("a port");
        let at = listener.local_addr().expect("an address");
        tokio::spawn(accept(listener, served.router.clone()));
        let mut idle = Vec::new();
        for _ in 0..CONNECTIONS {
            idle.push(TcpStream::connect(at).await.expect("a connection"));
        }
        let mut one_more = TcpStream::connect(at).await.expect("a connection");
        let request = format!("GET / HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n");
        one_more
            .write_all(request.as_bytes())
            .await
            .expect("a request");
        let mut byte = [0];
        assert!(
            timeout(Duration::from_millis(300), one_more.read(&mut byte))
                .await
                .is_err(),
            "it was answered"
        );
        idle.pop();
        assert!(rest(one_more).await.starts_with("HTTP/1.1 200"));
    });
}

thread_local! {
    static SERVED: ServedSite = ServedSite::new(&[]);
}

proptest! {
    #[test]
    fn garbled_bytes_do_no_harm(
        before in prop_oneof![
            Just(String::new()), Just("GET / HTTP/1.1\r\n".to_owned()), Just("GET /_pufa/ HTTP/1.1\r\nHost: 127.0.0.1:4000\r\n".to_owned()),
            "(GET|HEAD|POST|\\x16\\x03) [ -~]{0,60} HTTP/[0-9.]{0,4}\r\n", "[A-Za-z-]{0,9}: [ -~]{0,40}\r\n",
        ],
        noise in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        SERVED.with(|served| block_on(async {
            let mut client = served.connect();
            let _ = client.write_all(before.as_bytes()).await;
            let _ = client.write_all(&noise).await;
            let _ = client.shutdown().await;
            let _ = timeout(Duration::from_secs(10), rest(client)).await.expect("an end");
            let mut client = served.connect();
            let request = format!("GET /qa/a/b.txt HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n");
            client.write_all(request.as_bytes()).await.expect("a request");
            let reply = rest(client).await;
            assert!(reply.starts_with("HTTP/1.1 200") && reply.ends_with("0123456789"), "{reply}");
        }));
    }
}
