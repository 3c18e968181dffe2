//! What a browser asked, and what it gets: plain values, ignorant of the wire.

use percent_encoding::percent_decode_str;

use crate::diagnostic::Language;
use crate::says;

/// What a browser asked.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The path as it was written, percent-encoded, from the host's root.
    pub path: String,
    /// What stood after `?`, as it was written.
    pub query: String,
    /// `Cookie`, `Range` and `If-None-Match`, as they were written.
    pub cookie: Option<String>,
    /// The part that is wanted of a file.
    pub range: Option<String>,
    /// The version that the browser has.
    pub if_none_match: Option<String>,
    /// The language of messages.
    pub language: Language,
    /// What follows the table's entry in an address of pufa's own: the document of `wechat/`.
    pub rest: String,
}

impl Ask {
    /// The value of a name in the query, decoded.
    pub fn value(&self, name: &str) -> Option<String> {
        let pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        let written = pairs.into_iter().find(|(key, _)| *key == name)?.1.replace('+', " ");
        Some(percent_decode_str(&written).decode_utf8_lossy().into_owned())
    }
}

/// What a browser gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The media type.
    pub media_type: String,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
    /// The bytes.
    pub body: Vec<u8>,
}

impl Answer {
    /// Bytes that no cache keeps.
    pub fn new(status: u16, media_type: impl Into<String>, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("cache-control", "no-store".to_owned())];
        Self { status, media_type: media_type.into(), headers, body: body.into() }
    }

    /// A page.
    pub fn html(status: u16, page: impl Into<Vec<u8>>) -> Self {
        Self::new(status, "text/html; charset=utf-8", page)
    }

    /// A value for a program.
    pub fn json(value: &serde_json::Value) -> Self {
        Self::new(200, "application/json", value.to_string())
    }

    /// Leads the browser elsewhere.
    pub fn redirect(to: impl Into<String>) -> Self {
        Self::new(302, "text/plain; charset=utf-8", Vec::new()).with("location", to)
    }

    /// A sentence for people.
    pub fn sentence(status: u16, says: &crate::diagnostic::Says, language: Language) -> Self {
        Self::new(status, "text/plain; charset=utf-8", format!("{}\n", says.in_language(language)))
    }

    /// The same with one more header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Nothing is there.
    pub fn nothing(language: Language) -> Self {
        Self::sentence(404, &says!("没有这个网址", "there is nothing at this address"), language)
    }
}
