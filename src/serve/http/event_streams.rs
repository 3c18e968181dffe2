//! `_pufa/events`: the last changes, as Server-Sent Events (HTML, section 9.2).
//!
//! The number of open streams is limited. One more closes the oldest, which most probably leads to a device that is
//! gone; a browser that is still there opens it again.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;

use parking_lot::Mutex;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;
use tokio::sync::{oneshot, watch};

use crate::limits::serve::EVENT_STREAMS;
use crate::serve::live_site::Revision;

/// Interval of the signs of life: a proxy, or a browser, gives up a silent stream.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);
/// When a browser tries again: a server that was restarted is soon found.
const RETRY: Duration = Duration::from_millis(500);

/// The open streams, oldest first.
#[derive(Clone, Debug, Default)]
pub(super) struct EventStreams(Arc<Mutex<OpenStreams>>);

#[derive(Debug, Default)]
struct OpenStreams {
    opened: u64,
    /// The number of each, and what closes it when it is dropped.
    open: VecDeque<(u64, oneshot::Sender<Infallible>)>,
}

/// One stream.
struct EventStream {
    server_id: String,
    news: watch::Receiver<Revision>,
    is_begun: bool,
    closed: oneshot::Receiver<Infallible>,
    number: u64,
    streams: EventStreams,
}

impl EventStreams {
    /// Opens a stream, until the browser goes away or it is the oldest of too many.
    pub(super) fn open(&self, server_id: &str, news: watch::Receiver<Revision>) -> Response {
        let (keeps_open, closed) = oneshot::channel();
        let number = self.with(|streams| {
            streams.opened += 1;
            streams.open.push_back((streams.opened, keeps_open));
            while streams.open.len() > EVENT_STREAMS {
                streams.open.pop_front();
            }
            streams.opened
        });
        let server_id = server_id.to_owned();
        let streams = self.clone();
        let stream = EventStream {
            server_id,
            news,
            is_begun: false,
            closed,
            number,
            streams,
        };
        let events = unfold(stream, |mut stream| async move {
            let event = stream.next().await?;
            Some((Ok::<Event, Infallible>(event), stream))
        });
        Sse::new(events)
            .keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE))
            .into_response()
    }

    fn with<T>(&self, work: impl FnOnce(&mut OpenStreams) -> T) -> T {
        work(&mut self.0.lock())
    }

    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.with(|streams| streams.open.len())
    }
}

impl EventStream {
    /// The next event; `None` when the stream ends.
    async fn next(&mut self) -> Option<Event> {
        let mut event = Event::default();
        if self.is_begun {
            tokio::select! {
                changed = self.news.changed() => changed.ok()?,
                _ = &mut self.closed => return None,
            }
        } else {
            self.is_begun = true;
            event = event.retry(RETRY);
        }
        let Revision {
            pages,
            styles,
            diagnostics: findings,
        } = *self.news.borrow_and_update();
        let value = serde_json::json!({
            "server": self.server_id, "pages": pages, "styles": styles, "findings": findings,
        });
        Some(event.data(value.to_string()))
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        self.streams
            .with(|streams| streams.open.retain(|(number, _)| *number != self.number));
    }
}
