//! Responses as the preview's pages make them: plain values, ignorant of the wire.

use axum::body::Body as WireBody;
use axum::http::{HeaderValue, StatusCode, header};
use percent_encoding::percent_decode_str;

use super::file_response::FilePart;
use crate::diagnostic::{Language, Message};
use crate::message;
use crate::url::{BaseUrl, Url};

/// Content-Security-Policy of internal pages.
const OWN_PAGE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A response.
#[derive(Debug)]
pub(crate) struct HttpResponse {
    /// The HTTP status.
    pub status: u16,
    /// The media type.
    pub media_type: String,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
    /// The bytes.
    pub body: ResponseBody,
}

/// The body of a response.
#[derive(Debug)]
pub(crate) enum ResponseBody {
    /// Bytes in memory.
    Bytes(Vec<u8>),
    /// A part of an open file, sent as it is read.
    Stream(FilePart),
}

impl HttpResponse {
    /// Bytes that no cache keeps.
    pub(crate) fn new(
        status: u16,
        media_type: impl Into<String>,
        body: impl Into<Vec<u8>>,
    ) -> Self {
        let headers = vec![("cache-control", "no-store".to_owned())];
        Self {
            status,
            media_type: media_type.into(),
            headers,
            body: ResponseBody::Bytes(body.into()),
        }
    }

    /// A page.
    pub(crate) fn html(status: u16, page: impl Into<Vec<u8>>) -> Self {
        Self::new(status, "text/html; charset=utf-8", page)
    }

    /// A page of pufa's own: it runs and loads only pufa's own files, and cannot be framed.
    pub(crate) fn own_page(status: u16, page: impl Into<Vec<u8>>) -> Self {
        Self::html(status, page)
            .with("content-security-policy", OWN_PAGE)
            .with("x-frame-options", "DENY")
    }

    /// A script of pufa's own.
    pub(crate) fn script(script: &'static str) -> Self {
        Self::new(200, "text/javascript; charset=utf-8", script)
    }

    /// A style sheet of pufa's own.
    pub(crate) fn style(style: &'static str) -> Self {
        Self::new(200, "text/css; charset=utf-8", style)
    }

    /// A value for a program.
    pub(crate) fn json(value: &serde_json::Value) -> Self {
        Self::new(200, "application/json", value.to_string())
    }

    /// Redirect to a path of this server, whatever the address says.
    pub(crate) fn redirect(to: &str) -> Self {
        Self::new(302, "text/plain; charset=utf-8", Vec::new()).with("location", local_address(to))
    }

    /// A sentence for people.
    pub(crate) fn sentence(status: u16, says: &Message, language: Language) -> Self {
        Self::new(
            status,
            "text/plain; charset=utf-8",
            format!("{}\n", says.in_language(language)),
        )
    }

    /// Adds a header.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Nothing is there.
    pub(crate) fn nothing(language: Language) -> Self {
        Self::sentence(
            404,
            &message!("没有这个网址", "there is nothing at this address"),
            language,
        )
    }

    /// The value of a header, by its name in small letters.
    #[cfg(test)]
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(of, _)| *of == name)
            .map(|(_, value)| value.as_str())
    }

    /// The body as text, of a response that is in memory.
    #[cfg(test)]
    pub(super) fn text(&self) -> String {
        match &self.body {
            ResponseBody::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            ResponseBody::Stream(_) => String::new(),
        }
    }

    /// The response on the wire. A header that cannot be one, such as one with a line break, is left out.
    pub(super) fn into_wire(self) -> axum::response::Response {
        let body = match self.body {
            ResponseBody::Bytes(bytes) => WireBody::from(bytes),
            ResponseBody::Stream(part) => WireBody::from_stream(part.into_chunks()),
        };
        let mut response = axum::response::Response::new(body);
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if let Ok(media_type) = HeaderValue::try_from(self.media_type) {
            response
                .headers_mut()
                .insert(header::CONTENT_TYPE, media_type);
        }
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

/// An address as a path of this server, encoded anew; the root where it is none.
///
/// Browsers read `\` as `/`, and what begins with two of them as another host; they drop tabs and line breaks, and
/// resolve `.` and `..` before they look at the beginning. A path that holds any of these is none of ours.
fn local_address(to: &str) -> String {
    let (path, query) = to
        .split_once('?')
        .map_or((to, None), |(path, query)| (path, Some(query)));
    let Ok(path) = percent_decode_str(path).decode_utf8() else {
        return "/".to_owned();
    };
    let path = path.trim_start_matches('/');
    let is_odd = path.contains("//")
        || path.contains(|c: char| c == '\\' || c.is_control())
        || path.split('/').any(|part| matches!(part, "." | ".."));
    if is_odd {
        return "/".to_owned();
    }
    let path = BaseUrl::default().href(&Url::file(path));
    match query.filter(|query| query.bytes().all(|byte| byte.is_ascii_graphic())) {
        Some(query) => format!("{path}?{query}"),
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_path_of_the_site_is_led_to_as_it_is() {
        for path in [
            "/",
            "/portal/pufa/",
            "/qa/a.html?x=1&y=%20",
            "/tags/%E5%AE%AA%E6%B3%95/",
            "/a%20b",
        ] {
            assert_eq!(local_address(path), path);
        }
    }

    #[test]
    fn nothing_leads_to_another_host() {
        for odd in [
            "/\\evil.example",
            "\\\\evil.example",
            "/%5cevil.example",
            "/%5Cevil.example/x",
            "/.//evil.example",
            "/..//evil.example",
            "/%2e//evil.example",
            "/\t/evil.example",
            "/%09/evil.example",
            "/%0d%0aSet-Cookie:%20a=b",
            "/a//evil.example",
            "/%ff",
        ] {
            assert_eq!(local_address(odd), "/", "{odd}");
        }
        assert_eq!(local_address("//evil.example"), "/evil.example");
        assert_eq!(local_address("https://evil.example"), "/");
        assert_eq!(local_address("javascript:alert(1)"), "/javascript:alert(1)");
        assert_eq!(local_address("/%2fevil.example"), "/evil.example");
        assert_eq!(local_address("/%255cevil.example"), "/%255cevil.example");
        assert_eq!(local_address("/a?\r\nx: y"), "/a");
    }

    proptest! {
        #[test]
        fn an_address_is_always_a_path(to in "[/\\\\.%a-f0-9:?# \t\r\n@法]{0,24}") {
            let address = local_address(&to);
            prop_assert!(address.starts_with('/') && !address.starts_with("//"), "{address}");
            prop_assert!(address.bytes().all(|byte| byte.is_ascii_graphic()), "{address}");
            let path = address.split('?').next().unwrap_or_default();
            prop_assert!(!path.contains('\\') && !path.to_ascii_lowercase().contains("%5c"), "{address}");
        }
    }
}
