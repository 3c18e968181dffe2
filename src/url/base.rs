//! Base address of the site: parsing and validation.

use std::fmt::Write as _;
use std::net::IpAddr;

use percent_encoding::percent_decode_str;

use super::address::quoted;
use super::{Url, encode, encoded};
use crate::diagnostic::Message;
use crate::message;

/// Longest label and longest name of a host, in characters (RFC 1035, section 2.3.4).
const LONGEST_LABEL: usize = 63;
const LONGEST_HOST: usize = 253;

/// Base address of the site: `https://host/portal/pufa/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    /// Percent-encoded path, beginning and ending in `/`.
    encoded_path: String,
    /// The decoded path.
    path: String,
}

impl Default for BaseUrl {
    /// Returns `http://localhost/`, the base address of a site that sets none.
    fn default() -> Self {
        Self {
            origin: "http://localhost".to_owned(),
            encoded_path: "/".to_owned(),
            path: "/".to_owned(),
        }
    }
}

/// Reason why a text is not a base address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaseFault {
    /// The text is empty.
    Empty,
    /// The text contains a space or an invisible character.
    Invisible(char),
    /// The text contains a backslash.
    Backslash,
    /// The text does not begin with `https://` or `http://`.
    Scheme,
    /// The address contains a user name or password.
    UserInfo,
    /// The address has a query.
    Query,
    /// The address has a fragment.
    Fragment,
    /// The address has no host.
    NoHost,
    /// The name of the host is invalid.
    Host(String),
    /// The port is not a number from 1 to 65535.
    Port(String),
    /// A `%` that encodes no byte, or bytes that are not text.
    Percent,
    /// A path segment that is empty, `.`, `..`, or contains an encoded slash or control character.
    Part(String),
}

impl BaseUrl {
    /// Parses a base address: `http(s)://host[:port][/path]`. A missing final `/` is added; a host
    /// with non-ASCII letters is converted to ASCII (IDNA).
    pub fn parse(address: &str) -> Result<Self, BaseFault> {
        let address = address.trim();
        if address.is_empty() {
            return Err(BaseFault::Empty);
        }
        let is_invisible = |c: &char| {
            c.is_whitespace()
                || c.is_control()
                || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        };
        if let Some(invisible) = address.chars().find(is_invisible) {
            return Err(BaseFault::Invisible(invisible));
        }
        if address.contains('\\') {
            return Err(BaseFault::Backslash);
        }
        let (scheme, rest) = address.split_once("://").ok_or(BaseFault::Scheme)?;
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https") {
            return Err(BaseFault::Scheme);
        }
        match rest.find(['?', '#']).map(|at| rest.as_bytes()[at]) {
            Some(b'?') => return Err(BaseFault::Query),
            Some(_) => return Err(BaseFault::Fragment),
            None => {}
        }
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = host(authority)?;
        let path = decoded_path(path)?;
        Ok(Self {
            origin: format!("{scheme}://{host}"),
            encoded_path: encode(&path),
            path,
        })
    }

    /// Returns true if only this machine reaches the address: `localhost` or a loopback address.
    pub(crate) fn is_local(&self) -> bool {
        let host = self.host();
        let name = match host.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or_default(),
            None => host.split(':').next().unwrap_or_default(),
        };
        name == "localhost"
            || name
                .parse::<IpAddr>()
                .is_ok_and(|address| address.is_loopback() || address.is_unspecified())
    }

    /// Returns the `href` for a page of this site: percent-encoded, under the base path.
    pub fn href(&self, url: &Url) -> String {
        encoded(&self.encoded_path, &url.0[1..])
    }

    /// Returns the absolute address, for feeds, canonical links and sitemaps.
    pub fn absolute(&self, url: &Url) -> String {
        self.complete(&self.href(url))
    }

    /// Returns the absolute address under `webcal:`, which opens the calendar program.
    pub fn webcal(&self, url: &Url) -> String {
        format!("webcal://{}{}", self.host(), self.href(url))
    }

    /// Makes the result of [`Self::href`] absolute.
    pub fn complete(&self, href: &str) -> String {
        [&self.origin, href].concat()
    }

    /// Returns the host, with its port.
    pub fn host(&self) -> &str {
        self.origin.split_once("://").map_or("", |(_, host)| host)
    }

    /// Returns the decoded path, beginning and ending in `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns true if an absolute address lies within this site.
    pub fn holds(&self, address: &str) -> bool {
        address
            .strip_prefix(&self.origin)
            .is_some_and(|rest| rest.starts_with(&self.encoded_path))
    }
}

/// Validates and normalizes the host, with its port.
fn host(authority: &str) -> Result<String, BaseFault> {
    if authority.contains('@') {
        return Err(BaseFault::UserInfo);
    }
    // The colons of an IPv6 address are between brackets.
    let after_brackets = if authority.starts_with('[') {
        authority.find(']')
    } else {
        Some(0)
    };
    let colon = after_brackets.and_then(|from| Some(from + authority[from..].find(':')?));
    let (name, port) = match colon {
        Some(at) => (&authority[..at], Some(&authority[at + 1..])),
        None => (authority, None),
    };
    if name.is_empty() {
        return Err(BaseFault::NoHost);
    }
    let wrong = || BaseFault::Host(name.to_owned());
    if name.contains('%') {
        return Err(wrong());
    }
    let mut host = match url::Host::parse(name) {
        Ok(url::Host::Domain(domain)) if is_domain(&domain) => domain,
        Ok(url::Host::Domain(_)) | Err(_) => return Err(wrong()),
        Ok(address) => address.to_string(),
    };
    if let Some(port) = port {
        let number = port
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| port.parse::<u16>().ok())
            .flatten();
        let number = number
            .filter(|number| *number > 0)
            .ok_or_else(|| BaseFault::Port(port.to_owned()))?;
        let _ = write!(host, ":{number}");
    }
    Ok(host)
}

/// Returns true if an ASCII name is a valid host name; a final dot is allowed.
fn is_domain(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= LONGEST_HOST
        && name
            .strip_suffix('.')
            .unwrap_or(name)
            .split('.')
            .all(is_label)
}

/// Decodes the path and adds `/` at both ends.
fn decoded_path(written: &str) -> Result<String, BaseFault> {
    let written = written.trim_matches('/');
    if written.is_empty() {
        return Ok("/".to_owned());
    }
    let mut path = "/".to_owned();
    for part in written.split('/') {
        let is_hex = |at: usize| part.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
        if part
            .match_indices('%')
            .any(|(at, _)| !is_hex(at + 1) || !is_hex(at + 2))
        {
            return Err(BaseFault::Percent);
        }
        let decoded = percent_decode_str(part)
            .decode_utf8()
            .map_err(|_| BaseFault::Percent)?;
        let is_odd = decoded.contains(|c: char| matches!(c, '/' | '\\') || c.is_control());
        if is_odd || matches!(&*decoded, "" | "." | "..") {
            return Err(BaseFault::Part(part.to_owned()));
        }
        path.push_str(&decoded);
        path.push('/');
    }
    Ok(path)
}

impl BaseFault {
    /// Describes the fault, to follow the name of the key.
    pub fn says(&self) -> Message {
        match self {
            Self::Empty => message!("是空的", "it is empty"),
            Self::Invisible(' ') => message!("里面有空格", "it holds a space"),
            Self::Invisible(c) => {
                let code = u32::from(*c);
                message!(
                    "里面有看不见的字符（U+{code:04X}）",
                    "it holds an invisible character (U+{code:04X})"
                )
            }
            Self::Backslash => {
                message!("里面有反斜杠 \\，应当写 /", "it holds a backslash; write /")
            }
            Self::Scheme => {
                message!(
                    "不是 https:// 或 http:// 开头的",
                    "it does not begin with https:// or http://"
                )
            }
            Self::UserInfo => {
                message!(
                    "里面有用户名或密码（@ 前面的部分）",
                    "it holds a user's name or password, before the @"
                )
            }
            Self::Query => message!("带有 ? 和它后面的查询", "it has a query, from the ? on"),
            Self::Fragment => message!("带有 # 和它后面的部分", "it has a fragment, from the # on"),
            Self::NoHost => message!("没有域名", "it has no host"),
            Self::Host(name) => {
                let name = quoted(name);
                message!("“{name}”不能是域名", "“{name}” cannot be a host")
            }
            Self::Port(port) => {
                let port = quoted(port);
                message!(
                    "端口“{port}”不是 1 到 65535 之间的数",
                    "the port “{port}” is no number from 1 to 65535"
                )
            }
            Self::Percent => message!(
                "里面的 % 后面不是两位十六进制的编码，或者解不出文字",
                "a % in it is not followed by two hexadecimal digits, or encodes no text"
            ),
            Self::Part(part) => {
                let part = quoted(part);
                message!(
                    "路径里有“{part}”这样不能用的一段",
                    "the part “{part}” of its path cannot be used"
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_base_address_says_what_is_wrong_with_it() {
        let fault = |address: &str| BaseUrl::parse(address).err();
        for (address, expected) in [
            ("", BaseFault::Empty),
            ("  ", BaseFault::Empty),
            ("example.cn", BaseFault::Scheme),
            ("ftp://a.cn", BaseFault::Scheme),
            ("javascript://a.cn", BaseFault::Scheme),
            ("https:/a.cn", BaseFault::Scheme),
            ("://a.cn", BaseFault::Scheme),
            ("https://", BaseFault::NoHost),
            ("https:///a", BaseFault::NoHost),
            ("https://:80/", BaseFault::NoHost),
            ("https://a.cn/?b", BaseFault::Query),
            ("https://a.cn?b#c", BaseFault::Query),
            ("https://a.cn/#b", BaseFault::Fragment),
            ("https://u@a.cn/", BaseFault::UserInfo),
            ("https://u:p@a.cn/", BaseFault::UserInfo),
            ("https://a.cn/b c", BaseFault::Invisible(' ')),
            ("https://a.cn/b\tc", BaseFault::Invisible('\t')),
            ("https://a.cn/\u{1}", BaseFault::Invisible('\u{1}')),
            ("https://a\u{200b}.cn/", BaseFault::Invisible('\u{200b}')),
            ("https://a.cn\\b", BaseFault::Backslash),
            ("https://a.cn:x/", BaseFault::Port("x".to_owned())),
            ("https://a.cn:/", BaseFault::Port(String::new())),
            ("https://a.cn:0/", BaseFault::Port("0".to_owned())),
            ("https://a.cn:65536/", BaseFault::Port("65536".to_owned())),
            ("https://a.cn:+80/", BaseFault::Port("+80".to_owned())),
            ("https://a..cn/", BaseFault::Host("a..cn".to_owned())),
            ("https://-a.cn/", BaseFault::Host("-a.cn".to_owned())),
            ("https://a%41.cn/", BaseFault::Host("a%41.cn".to_owned())),
            ("https://a<b.cn/", BaseFault::Host("a<b.cn".to_owned())),
            ("https://[::1/", BaseFault::Host("[::1".to_owned())),
            (
                "https://300.1.1.1/",
                BaseFault::Host("300.1.1.1".to_owned()),
            ),
            ("https://a.cn/%zz/", BaseFault::Percent),
            ("https://a.cn/b%2", BaseFault::Percent),
            ("https://a.cn/%ff/", BaseFault::Percent),
            ("https://a.cn/a/../b", BaseFault::Part("..".to_owned())),
            (
                "https://a.cn/a/%2e%2E/b",
                BaseFault::Part("%2e%2E".to_owned()),
            ),
            ("https://a.cn/a//b", BaseFault::Part(String::new())),
            ("https://a.cn/a%2fb", BaseFault::Part("a%2fb".to_owned())),
            ("https://a.cn/a%00", BaseFault::Part("a%00".to_owned())),
        ] {
            assert_eq!(fault(address), Some(expected), "{address:?}");
        }
        assert!(fault(&format!("https://{}.cn/", "a".repeat(64))).is_some());
    }

    #[test]
    fn a_base_address_is_brought_into_one_form() {
        let whole = |address: &str| {
            BaseUrl::parse(address)
                .map(|base| base.absolute(&Url::root()))
                .ok()
        };
        for (address, expected) in [
            ("HTTPS://Example.CN", "https://example.cn/"),
            ("https://a.cn:8080/b", "https://a.cn:8080/b/"),
            (
                "https://示例.cn/普法/",
                "https://xn--fsq092h.cn/%E6%99%AE%E6%B3%95/",
            ),
            (
                "https://a.cn/%E6%99%AE%E6%B3%95",
                "https://a.cn/%E6%99%AE%E6%B3%95/",
            ),
            ("https://a.cn/a%20b/", "https://a.cn/a%20b/"),
            ("http://[::1]:80/", "http://[::1]:80/"),
            ("http://127.0.0.1/", "http://127.0.0.1/"),
            (" https://a.cn/ ", "https://a.cn/"),
        ] {
            assert_eq!(whole(address).as_deref(), Some(expected), "{address}");
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_is_a_whole_address(
            address in prop_oneof![any::<String>(), "https?://[a-z0-9.:@%\\[\\]示-]{0,12}[/a-z%0-9.\\\\?#法]{0,12}"],
        ) {
            if let Ok(base) = BaseUrl::parse(&address) {
                let whole = base.absolute(&Url::root());
                let url = url::Url::parse(&whole).map_err(|e| TestCaseError::fail(format!("{whole}: {e}")))?;
                prop_assert!(matches!(url.scheme(), "http" | "https") && url.has_host());
                prop_assert!(url.query().is_none() && url.fragment().is_none() && url.username().is_empty());
                prop_assert!(whole.is_ascii() && url.path() == base.href(&Url::root()), "{}", whole);
                prop_assert_eq!(BaseUrl::parse(&whole), Ok(base));
            }
        }
    }
}
