//! Event streams: few are open, and what is closed gives up its place.

use futures_util::StreamExt;

use super::{HERE, ServedSite, block_on, get};
use crate::limits::serve::EVENT_STREAMS;

#[test]
fn one_more_stream_closes_the_oldest() {
    let served = ServedSite::new(&[]);
    block_on(async {
        let mut streams = Vec::new();
        for _ in 0..EVENT_STREAMS + 3 {
            let response = served.raw(HERE, get("/_pufa/events", &[])).await;
            assert_eq!(response.status(), 200);
            let mut stream = response.into_body().into_data_stream();
            assert!(stream.next().await.is_some_and(|event| event.is_ok()));
            streams.push(stream);
        }
        assert_eq!(served.preview.streams.count(), EVENT_STREAMS);
        for closed in &mut streams[..3] {
            assert!(closed.next().await.is_none());
        }
        streams.truncate(10);
        assert_eq!(served.preview.streams.count(), 7);
    });
}

#[test]
fn a_stream_tells_the_state_at_once() {
    let served = ServedSite::new(&[]);
    block_on(async {
        let response = served.raw(HERE, get("/_pufa/events", &[])).await;
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut stream = response.into_body().into_data_stream();
        let first = stream.next().await.expect("an event").expect("bytes");
        let text = String::from_utf8_lossy(&first).into_owned();
        assert!(
            text.contains("retry: 500\n") || text.contains("retry:500\n"),
            "{text}"
        );
        assert!(
            text.contains(&format!("\"server\":\"{}\"", served.preview.server_id)),
            "{text}"
        );
        drop(stream);
        assert_eq!(served.preview.streams.count(), 0);
        let head = axum::http::Request::head("/_pufa/events").header("host", super::HOST);
        drop(
            served
                .raw(
                    HERE,
                    head.body(axum::body::Body::empty()).expect("a request"),
                )
                .await,
        );
        assert_eq!(served.preview.streams.count(), 0);
    });
}
