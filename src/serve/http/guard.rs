//! Access control: only this machine, or with `--host` clients with the token; and only pages of this server.
//!
//! A page of another site could resolve its name to this machine (DNS rebinding) and read the drafts: such a request
//! still names that site as its host. It could also have the browser send requests to this machine: such a request
//! reports its origin (`Origin`, Fetch Metadata), and only navigation is permitted.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::net::IpAddr;

use axum::http::header::{HOST, HeaderName, ORIGIN};
use axum::http::uri::Authority;
use cookie::{Cookie, SameSite};

use super::request::HttpRequest;
use super::response::HttpResponse;
use crate::diagnostic::Language;
use crate::message;

/// The name of the token in an address.
pub(super) const TOKEN: &str = "pufa_token";

/// Access control of requests.
#[derive(Clone, Debug)]
pub(super) struct RequestGuard {
    port: u16,
    /// `None` when only this machine can connect.
    token: Option<String>,
}

impl RequestGuard {
    /// The guard of a server at an address.
    pub(super) fn new(at: IpAddr, port: u16) -> Self {
        Self {
            port,
            token: (!at.is_loopback()).then(random),
        }
    }

    /// The token that every page needs, when other machines can connect.
    pub(super) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Returns the response to a request that is refused; `None` if it is allowed.
    pub(super) fn refusal(&self, request: &HttpRequest) -> Option<HttpResponse> {
        self.refusal_of_host(request)
            .or_else(|| refusal_of_origin(request))
            .or_else(|| self.refusal_without_token(request))
    }

    fn refusal_of_host(&self, request: &HttpRequest) -> Option<HttpResponse> {
        let names = [request.header(HOST), request.authority.as_deref()];
        if names[0].is_some() && names.into_iter().flatten().all(|name| self.is_ours(name)) {
            return None;
        }
        let says = message!(
            "这个预览只回答写着本机地址的请求（http://127.0.0.1 或 http://localhost 加端口）",
            "this preview answers only requests that name this machine (http://127.0.0.1 or http://localhost, with the port)"
        );
        Some(HttpResponse::sentence(421, &says, request.language))
    }

    fn refusal_without_token(&self, request: &HttpRequest) -> Option<HttpResponse> {
        let token = self.token.as_deref()?;
        if request
            .value(TOKEN)
            .is_some_and(|given| is_same(&given, token))
        {
            // Lax would do for pages; what other sites fetch shall not carry it.
            let cookie = Cookie::build((self.cookie(), token))
                .path("/")
                .http_only(true);
            let cookie = cookie.same_site(SameSite::Strict).build().to_string();
            return Some(
                HttpResponse::redirect(&without_token(request)).with("set-cookie", cookie),
            );
        }
        let cookies = request.headers.get_all(axum::http::header::COOKIE).iter();
        let mut given = cookies
            .filter_map(|one| one.to_str().ok())
            .flat_map(Cookie::split_parse)
            .flatten();
        if given.any(|one| one.name() == self.cookie() && is_same(one.value(), token)) {
            return None;
        }
        Some(asks_for_token(request.language))
    }

    /// Cookies do not know ports: two previews of one machine must not take each other's.
    fn cookie(&self) -> String {
        format!("pufa_{}", self.port)
    }

    /// Returns true if a `Host` is one that this server may be called by.
    fn is_ours(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<Authority>() else {
            return false;
        };
        let name = authority.host();
        let name = name
            .strip_prefix('[')
            .and_then(|name| name.strip_suffix(']'))
            .unwrap_or(name);
        let address = name.parse::<IpAddr>().ok();
        let is_named = name.eq_ignore_ascii_case("localhost")
            || address.is_some_and(|address| address.is_loopback() || self.token.is_some());
        is_named && !host.contains('@') && authority.port_u16().unwrap_or(80) == self.port
    }
}

/// Refuses requests of pages of other origins, except navigation: no script, image, frame or stream.
fn refusal_of_origin(request: &HttpRequest) -> Option<HttpResponse> {
    let fetch = |name: &'static str| request.header(HeaderName::from_static(name));
    let own = request.header(HOST).map(|host| format!("http://{host}"));
    let origins = request.headers.get_all(ORIGIN).iter();
    let is_own = |origin: &str| {
        own.as_ref()
            .is_some_and(|own| own.eq_ignore_ascii_case(origin))
    };
    let has_own_origin = origins
        .map(|origin| origin.to_str())
        .all(|origin| origin.is_ok_and(is_own));
    let is_led = || {
        (fetch("sec-fetch-mode"), fetch("sec-fetch-dest")) == (Some("navigate"), Some("document"))
    };
    // Browsers do not send Fetch Metadata to a network address over HTTP; there the token protects.
    let is_untold = !request.headers.contains_key("sec-fetch-site");
    let is_from_here = matches!(fetch("sec-fetch-site"), Some("same-origin" | "none"));
    if has_own_origin && (is_untold || is_from_here || is_led()) {
        return None;
    }
    let says = message!(
        "这个预览不回答别的网站的页面发来的请求",
        "this preview does not answer requests of other sites' pages"
    );
    Some(HttpResponse::sentence(403, &says, request.language))
}

/// The page for who has no token. One who opened the address with the token from another site's page has the cookie by
/// now, and the browser sends it as soon as a link of this page is followed.
fn asks_for_token(language: Language) -> HttpResponse {
    let says = message!(
        "要看预览，请用终端里显示的完整网址（带 {TOKEN}=…）打开一次，或者扫二维码",
        "open the preview once with the whole address that the terminal shows (with {TOKEN}=…), or by its QR code"
    );
    let again = message!("已经打开过：继续", "done already: go on");
    let says = says.in_language(language);
    let again = again.in_language(language);
    let page = format!(
        "<!doctype html>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>pufa</title>\n<p>{says}</p>\n<p><a href=\"\">{again}</a></p>\n"
    );
    HttpResponse::html(403, page).with(
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'",
    )
}

/// The requested address without the token.
fn without_token(request: &HttpRequest) -> String {
    let is_token =
        |pair: &str| form_urlencoded::parse(pair.as_bytes()).any(|(name, _)| name == TOKEN);
    let pairs = request
        .query
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_token(pair));
    let query = pairs.collect::<Vec<&str>>().join("&");
    if query.is_empty() {
        request.path.clone()
    } else {
        format!("{}?{query}", request.path)
    }
}

/// Compares two secrets, in a time that does not depend on where they differ.
fn is_same(given: &str, secret: &str) -> bool {
    blake3::hash(given.as_bytes()) == blake3::hash(secret.as_bytes())
}

/// Generates an unguessable identifier; the standard library seeds its hashers with the system's randomness.
pub(super) fn random() -> String {
    let mut seed = blake3::Hasher::new();
    for _ in 0..4 {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u32(std::process::id());
        seed.update(&hasher.finish().to_le_bytes());
    }
    seed.finalize().to_hex().as_str()[..24].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderMap, HeaderValue};
    use std::net::Ipv4Addr;

    const LAN: &str = "192.168.1.5:4000";

    fn request(path: &str, query: &str, headers: &[(&'static str, &str)]) -> HttpRequest {
        let headers = headers.iter().filter_map(|(name, value)| {
            Some((
                HeaderName::from_static(name),
                HeaderValue::from_str(value).ok()?,
            ))
        });
        let mut all = HeaderMap::new();
        headers.for_each(|(name, value)| {
            all.append(name, value);
        });
        HttpRequest {
            path: path.to_owned(),
            query: query.to_owned(),
            headers: all,
            ..HttpRequest::default()
        }
    }

    fn local() -> RequestGuard {
        RequestGuard::new(Ipv4Addr::LOCALHOST.into(), 4000)
    }

    fn shared() -> RequestGuard {
        RequestGuard::new(Ipv4Addr::UNSPECIFIED.into(), 4000)
    }

    #[test]
    fn a_strange_host_is_refused() {
        let refuses = |host: &str| {
            local()
                .refusal(&request("/", "", &[("host", host)]))
                .is_some()
        };
        for ours in [
            "localhost:4000",
            "127.0.0.1:4000",
            "[::1]:4000",
            "LOCALHOST:4000",
        ] {
            assert!(!refuses(ours), "{ours}");
        }
        for strange in [
            "evil.example.cn:4000",
            "evil.example.cn",
            "localhost",
            "localhost:80",
            "localhost:4000.evil.example.cn",
            "localhost.evil.example.cn:4000",
            "evil.example.cn@localhost:4000",
            "localhost:4000@evil.example.cn",
            "192.168.1.5:4000",
            "",
            ":4000",
            "[::1]",
            "[::1",
            "127.0.0.1:04000x",
        ] {
            assert!(refuses(strange), "{strange}");
        }
        assert!(local().refusal(&request("/", "", &[])).is_some());
        let twice = request(
            "/",
            "",
            &[("host", "localhost:4000"), ("host", "evil.example.cn")],
        );
        assert!(local().refusal(&twice).is_some());
        let absolute = HttpRequest {
            authority: Some("evil.example.cn:4000".to_owned()),
            ..request("/", "", &[("host", "localhost:4000")])
        };
        assert!(local().refusal(&absolute).is_some());
    }

    #[test]
    fn a_page_of_another_origin_is_refused() {
        let refuses = |headers: &[(&'static str, &str)]| {
            let headers = [&[("host", "127.0.0.1:4000")], headers].concat();
            local()
                .refusal(&request("/_pufa/events", "", &headers))
                .map(|response| response.status)
        };
        assert_eq!(refuses(&[("origin", "http://127.0.0.1:4000")]), None);
        for origin in [
            "null",
            "",
            "http://evil.example",
            "http://127.0.0.1:4001",
            "https://127.0.0.1:4000",
            "http://localhost:4000",
            "http://127.0.0.1:4000.evil.example",
        ] {
            assert_eq!(refuses(&[("origin", origin)]), Some(403), "{origin}");
        }
        assert_eq!(
            refuses(&[("origin", "http://127.0.0.1:4000"), ("origin", "null")]),
            Some(403)
        );
        let fetch = |site, mode, dest| {
            refuses(&[
                ("sec-fetch-site", site),
                ("sec-fetch-mode", mode),
                ("sec-fetch-dest", dest),
            ])
        };
        assert_eq!(fetch("same-origin", "cors", "empty"), None);
        assert_eq!(fetch("none", "navigate", "document"), None);
        assert_eq!(fetch("cross-site", "navigate", "document"), None);
        for (site, mode, dest) in [
            ("cross-site", "no-cors", "script"),
            ("cross-site", "no-cors", "image"),
            ("cross-site", "navigate", "iframe"),
            ("cross-site", "navigate", "object"),
            ("same-site", "no-cors", "style"),
            ("same-site", "cors", "empty"),
            ("other", "navigate", "frame"),
            ("cross-site", "websocket", "empty"),
        ] {
            assert_eq!(fetch(site, mode, dest), Some(403), "{site} {mode} {dest}");
        }
    }

    #[test]
    fn other_machines_need_the_token_once() {
        let guard = shared();
        let token = guard.token().unwrap_or_default().to_owned();
        let status = |query: &str, cookie: &str| {
            let request = request("//a.html", query, &[("host", LAN), ("cookie", cookie)]);
            guard.refusal(&request).map(|response| response.status)
        };
        assert_eq!(status("", ""), Some(403));
        assert_eq!(status("pufa_token=wrong", ""), Some(403));
        assert_eq!(status("", "pufa_4000=wrong"), Some(403));
        assert_eq!(status("", &format!("pufa_4001={token}")), Some(403));
        assert_eq!(status("", &format!("x=1; pufa_4000={token}")), None);
        let given = guard.refusal(&request(
            "//a.html",
            &format!("x=1&pufa_token={token}"),
            &[("host", LAN)],
        ));
        let header = |name: &str| {
            given
                .as_ref()
                .and_then(|given| given.header(name))
                .unwrap_or_default()
        };
        assert_eq!(header("location"), "/a.html?x=1");
        let cookie = header("set-cookie");
        for part in [token.as_str(), "HttpOnly", "SameSite=Strict", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(
            guard
                .refusal(&request("/", "", &[("host", "evil.example.cn:4000")]))
                .is_some()
        );
    }

    #[test]
    fn the_token_goes_nowhere_else() {
        let guard = shared();
        let token = guard.token().unwrap_or_default().to_owned();
        let location = |path: &str, query: &str| {
            let given = guard.refusal(&request(
                path,
                &query.replace('T', &token),
                &[("host", LAN)],
            ));
            given
                .and_then(|given| given.header("location").map(str::to_owned))
                .unwrap_or_default()
        };
        for path in [
            "/\\evil.example",
            "/%5cevil.example",
            "/.//evil.example",
            "/%2e//evil.example",
            "/..//x",
        ] {
            assert_eq!(location(path, "pufa_token=T"), "/", "{path}");
        }
        assert_eq!(location("//evil.example", "pufa_token=T"), "/evil.example");
        for query in [
            "pufa_token=T&pufa_token=T",
            "pufa%5ftoken=T",
            "pufa%5Ftoken=T&a=1&pufa_token=T",
            "a=1&pufa_token=T&&pufa%5ftoken=x",
        ] {
            let location = location("/qa/", query);
            assert!(
                !location.contains(&token) && !location.contains("token"),
                "{query}: {location}"
            );
        }
    }

    #[test]
    fn nobody_guesses_a_token() {
        assert_ne!(random(), random());
        assert_eq!(random().len(), 24);
    }
}
