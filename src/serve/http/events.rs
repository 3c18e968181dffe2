//! `_pufa/events`: what browsers are told, as Server-Sent Events (HTML, section 9.2).

use std::time::Duration;

use hyper::body::Bytes;
use tokio::sync::{mpsc, watch};

use crate::serve::studio::News;

/// How often a sign of life is sent: a proxy, or a browser, gives up a silent line.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// A line to a browser, until it goes away.
pub(super) fn events(boot: String, mut news: watch::Receiver<News>) -> mpsc::Receiver<Bytes> {
    let (to, line) = mpsc::channel(4);
    tokio::spawn(async move {
        // Browsers try again after this; a server that was restarted is soon found.
        let mut text = "retry: 500\n".to_owned();
        loop {
            text.push_str(&event(&boot, *news.borrow_and_update()));
            if to.send(Bytes::from(std::mem::take(&mut text))).await.is_err() {
                return;
            }
            loop {
                match tokio::time::timeout(SIGN_OF_LIFE, news.changed()).await {
                    Ok(Ok(())) => break,
                    Ok(Err(_)) => return,
                    Err(_) if to.send(Bytes::from_static(b":\n\n")).await.is_err() => return,
                    Err(_) => {}
                }
            }
        }
    });
    line
}

fn event(boot: &str, news: News) -> String {
    let News { pages, styles, findings } = news;
    let value = serde_json::json!({ "boot": boot, "pages": pages, "styles": styles, "findings": findings });
    format!("data: {value}\n\n")
}
