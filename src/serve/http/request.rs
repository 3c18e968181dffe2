//! Requests as the preview's pages see them: plain values, ignorant of the wire.

use axum::http::{HeaderMap, HeaderName, Method};

use crate::diagnostic::Language;

/// A request, without a body.
#[derive(Clone, Debug, Default)]
pub(crate) struct HttpRequest {
    /// The method; the preview answers `GET` and `HEAD`.
    pub method: Method,
    /// The path as it was written, percent-encoded, from the host's root.
    pub path: String,
    /// The text after `?`, as it was written.
    pub query: String,
    /// The host that the address itself names (`GET http://host/ HTTP/1.1`); browsers name none.
    pub authority: Option<String>,
    /// The headers.
    pub headers: HeaderMap,
    /// True if it comes from this machine. The path of the site's folder is not disclosed to other machines.
    pub is_local: bool,
    /// The language of messages.
    pub language: Language,
    /// The rest of an internal address after its entry in the table: the document of `wechat/`.
    pub rest: String,
}

impl HttpRequest {
    /// The value of a name in the query, decoded.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        let mut pairs = form_urlencoded::parse(self.query.as_bytes());
        pairs
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// The value of a header that stands once and is visible ASCII.
    pub(crate) fn header(&self, name: HeaderName) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next()?.to_str().ok()?;
        values.next().is_none().then_some(value)
    }
}
