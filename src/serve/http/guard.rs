//! Who may ask: only this machine, unless `--host` says otherwise, and then only who has the token.
//!
//! A page of another site could have its name led to this machine (DNS rebinding) and read the drafts. Such a
//! request still names that site as its host.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::net::IpAddr;

use super::answer::{Answer, Ask};
use crate::says;

/// The name of the token in an address.
pub(super) const TOKEN: &str = "pufa_token";

/// Who may ask.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    port: u16,
    /// `None` when only this machine can ask.
    token: Option<String>,
}

impl Guard {
    /// The guard of a server at an address.
    pub(super) fn new(at: IpAddr, port: u16) -> Self {
        Self { port, token: (!at.is_loopback()).then(random) }
    }

    /// The token that every page needs, when other machines can ask.
    pub(super) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// What is answered instead of what was asked, if it may not be given.
    pub(super) fn refusal(&self, host: Option<&str>, ask: &Ask) -> Option<Answer> {
        if !host.is_some_and(|host| self.is_ours(host)) {
            let says = says!(
                "这个预览只回答写着本机地址的请求（http://127.0.0.1 或 http://localhost 加端口）",
                "this preview answers only requests that name this machine (http://127.0.0.1 or http://localhost, with the port)"
            );
            return Some(Answer::sentence(421, &says, ask.language));
        }
        let token = self.token.as_deref()?;
        if ask.value(TOKEN).is_some_and(|given| is_same(&given, token)) {
            let cookie = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax", self.cookie());
            return Some(Answer::redirect(without_token(ask)).with("set-cookie", cookie));
        }
        let cookies =
            ask.cookie.as_deref().unwrap_or_default().split(';').filter_map(|one| one.split_once('='));
        let mut given =
            cookies.filter(|(name, _)| name.trim() == self.cookie()).map(|(_, value)| value.trim());
        if given.any(|given| is_same(given, token)) {
            return None;
        }
        let says = says!(
            "要看预览，请用终端里显示的完整网址（带 {TOKEN}=…）打开一次，或者扫二维码",
            "open the preview once with the whole address that the terminal shows (with {TOKEN}=…), or by its QR code"
        );
        Some(Answer::sentence(403, &says, ask.language))
    }

    /// Cookies do not know ports: two previews of one machine must not take each other's.
    fn cookie(&self) -> String {
        format!("pufa_{}", self.port)
    }

    /// Whether a `Host` is one that this server may be called by.
    fn is_ours(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        let name = name.trim_start_matches('[').trim_end_matches(']');
        let address = name.parse::<IpAddr>().ok();
        let is_named = name.eq_ignore_ascii_case("localhost")
            || address.is_some_and(|address| address.is_loopback() || self.token.is_some());
        is_named && port == Some(self.port)
    }
}

/// The address that was asked for, less the token.
fn without_token(ask: &Ask) -> String {
    let is_token = |pair: &&str| pair.split_once('=').is_some_and(|(name, _)| name == TOKEN);
    let query: Vec<&str> = ask.query.split('&').filter(|pair| !pair.is_empty() && !is_token(pair)).collect();
    // Two slashes at the start would lead to another host.
    let path = format!("/{}", ask.path.trim_start_matches('/'));
    if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
fn is_same(given: &str, secret: &str) -> bool {
    blake3::hash(given.as_bytes()) == blake3::hash(secret.as_bytes())
}

/// A word that nobody can guess; the standard library seeds its hashers with the system's randomness.
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
    use std::net::Ipv4Addr;

    fn ask(path: &str, query: &str, cookie: Option<&str>) -> Ask {
        let cookie = cookie.map(str::to_owned);
        Ask { path: path.to_owned(), query: query.to_owned(), cookie, ..Ask::default() }
    }

    #[test]
    fn a_strange_host_is_refused() {
        let guard = Guard::new(Ipv4Addr::LOCALHOST.into(), 4000);
        let refuses = |host: Option<&str>| guard.refusal(host, &Ask::default()).is_some();
        for ours in ["localhost:4000", "127.0.0.1:4000", "[::1]:4000", "LOCALHOST:4000"] {
            assert!(!refuses(Some(ours)), "{ours}");
        }
        for strange in [
            "evil.example.cn:4000",
            "evil.example.cn",
            "localhost",
            "localhost:80",
            "192.168.1.5:4000",
            "",
            "[::1]",
        ] {
            assert!(refuses(Some(strange)), "{strange}");
        }
        assert!(refuses(None));
    }

    #[test]
    fn other_machines_need_the_token_once() {
        let guard = Guard::new(Ipv4Addr::UNSPECIFIED.into(), 4000);
        let token = guard.token().unwrap_or_default().to_owned();
        let host = Some("192.168.1.5:4000");
        let status = |query: &str, cookie: Option<&str>| {
            guard.refusal(host, &ask("//a.html", query, cookie)).map(|answer| answer.status)
        };
        assert_eq!(status("", None), Some(403));
        assert_eq!(status("pufa_token=wrong", None), Some(403));
        assert_eq!(status("", Some("pufa_4000=wrong")), Some(403));
        assert_eq!(status("", Some(&format!("x=1; pufa_4000={token}"))), None);
        let given = guard.refusal(host, &ask("//a.html", &format!("x=1&pufa_token={token}"), None));
        let headers = given.map(|answer| answer.headers).unwrap_or_default();
        let header = |name: &str| headers.iter().find(|(of, _)| *of == name).map(|(_, value)| value.clone());
        assert_eq!(header("location").as_deref(), Some("/a.html?x=1"));
        assert!(header("set-cookie").is_some_and(|cookie| cookie.contains(&token)));
        assert!(guard.refusal(Some("evil.example.cn:4000"), &ask("/", "", None)).is_some());
    }

    #[test]
    fn nobody_guesses_a_token() {
        assert_ne!(random(), random());
        assert_eq!(random().len(), 24);
    }
}
