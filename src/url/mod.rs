//! Addresses: the only module that turns paths into hrefs.
//!
//! A [`Url`] is the decoded path of a route from the site's root: `/tags/宪法/`. A [`BaseUrl`] is the
//! site's address on the web; a browser can follow a `Url` only with it. An [`Address`] is a
//! written address that may be emitted ([`classify`] decides). No other module joins strings into
//! addresses.

mod address;
mod base;
mod web_form;

pub(crate) use address::{Address, AddressKind, UnsafeAddress};
pub(crate) use address::{DIRECT_SCHEMES, WEB_SCHEMES, quoted};
pub use address::{classify, is_active};
pub(crate) use base::{BaseFault, BaseUrl};
pub(crate) use web_form::web_form;

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Characters to encode in a path (RFC 3986, section 3.3), including `%`; the percent-encoder
/// always encodes non-ASCII characters such as Han.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Address of a route, from the site's root: `/`, `/villages/`, `/villages/land.html`.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Url(String);

impl Url {
    /// Returns the address of the home page.
    pub fn root() -> Self {
        Self("/".to_owned())
    }

    /// Returns the address of a folder: `/` for an empty path, else `/path/`.
    pub fn folder(path: &str) -> Self {
        match path.trim_matches('/') {
            "" => Self::root(),
            path => Self(composed(["/", path, "/"].concat())),
        }
    }

    /// Returns the address of a file: `/path`.
    pub fn file(path: &str) -> Self {
        Self(composed(["/", path.trim_start_matches('/')].concat()))
    }

    /// Returns the address of an HTML page in a folder: `/folder/name.html`.
    pub fn page(folder: &str, name: &str) -> Self {
        match (folder.trim_matches('/'), name.trim_start_matches('/')) {
            ("", name) => Self(composed(["/", name, ".html"].concat())),
            (folder, name) => Self(composed(["/", folder, "/", name, ".html"].concat())),
        }
    }

    /// Appends a segment as a folder.
    #[must_use]
    pub fn join_folder(&self, part: &str) -> Self {
        Self::folder(&format!("{}/{part}", self.0.trim_end_matches('/')))
    }

    /// Appends a segment as a file.
    #[must_use]
    pub fn join_file(&self, part: &str) -> Self {
        Self::file(&format!("{}/{part}", self.0.trim_end_matches('/')))
    }

    /// Returns the decoded address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the key that must be unique in a site: case folded, NFC, folders as `index.html`.
    pub fn key(&self) -> String {
        let path = &self.0[1..];
        if path.is_empty() || path.ends_with('/') {
            return self.output_path().to_lowercase();
        }
        path.to_lowercase()
    }

    /// Returns the path of this address in the output folder: `villages/index.html`.
    pub fn output_path(&self) -> String {
        let path = &self.0[1..];
        if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        }
    }
}

/// Normalizes a text to NFC, which nearly every text already is.
fn composed(text: String) -> String {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text;
    }
    text.nfc().collect()
}

/// Percent-encodes a path, except its `/`.
pub(crate) fn encode(path: &str) -> String {
    encoded("", path)
}

/// Returns the percent-encoded `#fragment` of a heading id.
pub(crate) fn fragment(id: &str) -> String {
    encoded("#", id)
}

/// Characters to encode in a query as written (RFC 3986, section 3.4).
const QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'\\');

/// Written local address, split at `?` and `#`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AddressParts<'w> {
    /// Path as written.
    pub path: &'w str,
    /// Query without `?`; empty if there is none.
    pub query: &'w str,
    /// Fragment without `#`, as written; empty if there is none.
    pub fragment: &'w str,
}

impl<'w> AddressParts<'w> {
    /// Splits an address.
    pub(crate) fn new(written: &'w str) -> Self {
        let (rest, fragment) = written.split_once('#').unwrap_or((written, ""));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        Self {
            path,
            query,
            fragment,
        }
    }

    /// Returns `?query`, percent-encoded where it is not yet; empty if there is none.
    pub(crate) fn encoded_query(&self) -> String {
        if self.query.is_empty() {
            return String::new();
        }
        format!("?{}", utf8_percent_encode(self.query, QUERY))
    }

    /// Returns the decoded fragment, unless it is empty.
    pub(crate) fn decoded_fragment(&self) -> Option<Cow<'w, str>> {
        Some(decoded(self.fragment)).filter(|fragment| !fragment.trim().is_empty())
    }

    /// Returns what follows the path: query and fragment, percent-encoded.
    pub(crate) fn encoded_suffix(&self) -> String {
        let fragment = self.decoded_fragment().map(|id| fragment(&id));
        self.encoded_query() + &fragment.unwrap_or_default()
    }
}

/// Percent-decodes a text.
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    if text.contains('%') {
        percent_decode_str(text).decode_utf8_lossy()
    } else {
        Cow::Borrowed(text)
    }
}

/// Percent-encodes a path after an unchanged prefix.
fn encoded(before: &str, path: &str) -> String {
    [before, &Cow::from(utf8_percent_encode(path, PATH))].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_encoded_under_the_base_path() -> Result<(), BaseFault> {
        let base = BaseUrl::parse("https://host.example.cn/portal/pufa")?;
        assert_eq!(base.href(&Url::root()), "/portal/pufa/");
        assert_eq!(
            base.href(&Url::folder("tags/宪法")),
            "/portal/pufa/tags/%E5%AE%AA%E6%B3%95/"
        );
        assert_eq!(
            base.absolute(&Url::file("a b.html")),
            "https://host.example.cn/portal/pufa/a%20b.html"
        );
        assert!(base.holds("https://host.example.cn/portal/pufa/x.html"));
        assert!(!base.holds("https://host.example.cn/other/"));
        Ok(())
    }

    #[test]
    fn two_spellings_of_one_address_share_a_key() {
        assert_eq!(
            Url::file("A/É.html").key(),
            Url::file("a/e\u{301}.html").key()
        );
        assert_eq!(Url::folder("a").key(), Url::file("a/index.html").key());
    }
}
