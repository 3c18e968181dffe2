//! Address policy: the single list of schemes, and the single function that classifies addresses.
//!
//! Every address passes through [`classify`], regardless of its author (of a document, the settings or a
//! theme), wherever it is written (body, front matter, plan, `site.yaml`, component block, option)
//! and wherever it is emitted (page, feed, package, JSON). No other way creates an [`Address`].
//!
//! Scheme detection is stricter than any browser's, so that none finds a scheme that pufa missed:
//! browsers drop tabs and line breaks anywhere and leading control characters and spaces (WHATWG
//! URL, section 4.4), older ones dropped NUL, and feed readers and platform editors may decode a
//! value once too often. A scheme that is not listed is refused: the list is an allow-list.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Deserializer, Serialize};

use crate::diagnostic::Message;
use crate::limits::LONGEST_QUOTED_ADDRESS;
use crate::message;

/// Schemes of other sites.
pub(crate) const WEB_SCHEMES: [&str; 3] = ["http", "https", "ftp"];

/// Schemes of a mailbox or a telephone.
pub(crate) const DIRECT_SCHEMES: [&str; 3] = ["mailto", "tel", "sms"];

/// Schemes that run a script, or show content made up by their author, when followed.
///
/// Deny-list only for texts that need not be addresses, to which no allow-list can apply.
const ACTIVE_SCHEMES: [&str; 10] = [
    "javascript",
    "vbscript",
    "livescript",
    "data",
    "blob",
    "file",
    "filesystem",
    "jar",
    "mhtml",
    "view-source",
];

/// Decoding passes in search of a disguised scheme: one more than any chain of readers does.
const DECODINGS: usize = 3;

/// Kind of an allowed address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressKind {
    /// Page or file of the site, or an anchor in the same page.
    Local,
    /// Another site: `https://…`, `//host/…`.
    Web,
    /// Mailbox or telephone.
    Direct,
}

/// Reason why a text cannot be an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnsafeAddress {
    /// The scheme is not on the allow-list, or the text could be read as having such a scheme, or no host follows it.
    Scheme,
    /// The text contains a control character, such as a tab or a line break.
    ControlCharacter,
    /// The text begins like a network path (`\\`, `/\`, `\/`), which browsers read as a host.
    Backslash,
}

/// Classifies an address, or refuses it.
pub fn classify(written: &str) -> Result<AddressKind, UnsafeAddress> {
    let written = written.trim();
    if written.contains(char::is_control) {
        return Err(if has_foreign_scheme(written) {
            UnsafeAddress::Scheme
        } else {
            UnsafeAddress::ControlCharacter
        });
    }
    if let Some(scheme) = scheme(written) {
        return match scheme.as_str() {
            scheme if WEB_SCHEMES.contains(&scheme) && has_host(written) => Ok(AddressKind::Web),
            scheme if DIRECT_SCHEMES.contains(&scheme) => Ok(AddressKind::Direct),
            _ => Err(UnsafeAddress::Scheme),
        };
    }
    match written.as_bytes() {
        [b'/', b'/', ..] => Ok(AddressKind::Web),
        [b'\\', b'/' | b'\\', ..] | [b'/', b'\\', ..] => Err(UnsafeAddress::Backslash),
        _ if is_disguised(written) => Err(UnsafeAddress::Scheme),
        _ => Ok(AddressKind::Local),
    }
}

/// Returns true if two slashes and a host follow the scheme. Browsers read `http:/a.cn` as a path of the page's own host
/// (WHATWG URL, 4.4: “special relative or authority state”).
fn has_host(written: &str) -> bool {
    let (_, rest) = written.split_once(':').unwrap_or_default();
    rest.strip_prefix("//")
        .is_some_and(|host| !host.is_empty() && !host.starts_with(['/', '\\', '?', '#']))
}

/// Returns true if a text that need not be an address would run a script when used as one.
///
/// For values whose meaning only a theme knows: `备注: 甲` and `Note: a` are sentences, and allowed.
pub fn is_active(text: &str) -> bool {
    is_active_scheme(text) || is_disguised(text)
}

fn has_foreign_scheme(text: &str) -> bool {
    scheme(text).is_some_and(|scheme| {
        !WEB_SCHEMES.contains(&scheme.as_str()) && !DIRECT_SCHEMES.contains(&scheme.as_str())
    })
}

fn is_active_scheme(text: &str) -> bool {
    scheme(text).is_some_and(|scheme| ACTIVE_SCHEMES.contains(&scheme.as_str()))
}

/// Returns the scheme in lower case, ignoring invisible characters.
fn scheme(text: &str) -> Option<String> {
    let colon = memchr::memchr(b':', text.as_bytes())?;
    let before = &text[..colon];
    // No path begins with a scheme, and most addresses with a later colon are paths.
    if before.contains(['/', '?', '#']) {
        return None;
    }
    let scheme: String = before.chars().filter(|c| !is_ignorable(*c)).collect();
    let mut chars = scheme.chars();
    let starts = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    let goes_on = chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (starts && goes_on).then(|| scheme.to_ascii_lowercase())
}

/// True if a reader may drop a character: white space, controls, and invisible formatting.
fn is_ignorable(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFFD}')
}

/// Returns true if a text becomes active when decoded: `javascript%3Ax`, `java&#115;cript&colon;x`.
fn is_disguised(text: &str) -> bool {
    let mut text = Cow::Borrowed(text);
    for _ in 0..DECODINGS {
        let decoded = match (text.contains('%'), text.contains('&')) {
            (false, false) => return false,
            (_, true) => entities_decoded(&text),
            (true, false) => percent_decode_str(&text).decode_utf8_lossy().into_owned(),
        };
        if is_active_scheme(&decoded) {
            return true;
        }
        // An invalid entity stays; then `%` is decoded.
        let decoded = percent_decode_str(&decoded)
            .decode_utf8_lossy()
            .into_owned();
        if is_active_scheme(&decoded) {
            return true;
        }
        if decoded == *text {
            return false;
        }
        text = Cow::Owned(decoded);
    }
    false
}

/// Decodes numeric entities, and the named ones that can be part of a scheme.
fn entities_decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (meant, length) = entity(rest).unwrap_or(('&', 1));
        out.push(meant);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// Returns the character of an entity at the beginning of a text, and the entity's length. As in
/// HTML, a numeric entity needs no `;`.
fn entity(text: &str) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 5] = [
        ("&colon;", ':'),
        ("&Tab;", '\t'),
        ("&NewLine;", '\n'),
        ("&amp;", '&'),
        ("&percnt;", '%'),
    ];
    if let Some((name, meant)) = NAMED.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((*meant, name.len()));
    }
    let number = text.strip_prefix("&#")?;
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let end = digits
        .find(|c: char| !c.is_digit(radix))
        .unwrap_or(digits.len());
    // HTML does not limit leading zeros of a number; only its value counts.
    let value = digits[..end].trim_start_matches('0');
    let meant = u32::from_str_radix(value, radix)
        .ok()
        .and_then(char::from_u32)?;
    let length = text.len() - digits.len() + end;
    Some((meant, length + usize::from(digits[end..].starts_with(';'))))
}

/// Address that [`classify`] allows, without surrounding white space.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Address(String);

impl Address {
    /// Parses a written address.
    pub fn parse(written: &str) -> Result<Self, UnsafeAddress> {
        classify(written).map(|_| Self(written.trim().to_owned()))
    }

    /// Returns the kind of the address.
    pub fn kind(&self) -> AddressKind {
        // An `Address` never holds a refused text.
        classify(&self.0).unwrap_or(AddressKind::Local)
    }

    /// Returns the address as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the address as written.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl Deref for Address {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<&str> for Address {
    fn eq(&self, other: &&str) -> bool {
        self.0 == **other
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Address {
    /// Validates the value like a new one, because the cache may be damaged.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let written = String::deserialize(from)?;
        match classify(&written) {
            Ok(_) => Ok(Self(written)),
            Err(_) => Err(serde::de::Error::custom("an unsafe address")),
        }
    }
}

impl UnsafeAddress {
    /// Describes the fault of a written address, and the repair.
    pub fn says(&self, written: &str) -> (Message, Message) {
        let shown = quoted(written);
        let message = match self {
            Self::Scheme if is_data(written) => message!(
                "这里放的不是文件名，是图片（或文件）的一长串数据，网站上不能用，已去掉",
                "the data of a picture or file stands here in place of its name; it was removed"
            ),
            Self::Scheme => message!(
                "“{shown}”不能用作网站上的地址，已去掉",
                "“{shown}” is no address for a website; it was removed"
            ),
            Self::ControlCharacter => message!(
                "地址“{shown}”里有看不见的控制字符，已去掉这个地址",
                "the address “{shown}” holds control characters; it was removed"
            ),
            Self::Backslash => message!(
                "“{shown}”是局域网里的路径，公众打不开，已去掉",
                "“{shown}” is a path of a local network; it was removed"
            ),
        };
        let hint = match self {
            Self::ControlCharacter => message!(
                "把地址重新抄写一遍，中间不要有制表符和换行",
                "write the address anew, without tabs and line breaks"
            ),
            Self::Scheme if is_data(written) => message!(
                "把图片存成文件（在网页或文档里右键“另存为”），放在文章旁边，这里写它的文件名",
                "save the picture as a file beside the document and write its name here"
            ),
            Self::Scheme | Self::Backslash => return (message, meant(written)),
        };
        (message, hint)
    }
}

/// Returns true if the bytes of a file stand in place of its address.
fn is_data(written: &str) -> bool {
    scheme(written).is_some_and(|scheme| scheme == "data")
}

/// Returns the hint for an address that was refused: what was probably meant.
fn meant(written: &str) -> Message {
    if let Some(meant) = super::web_form(written) {
        return message!("是不是想写“{meant}”？", "did you mean “{meant}”?");
    }
    match local_name(written) {
        Some(name) => message!(
            "这个位置只有这台电脑打得开：把文件放到文章旁边，这里只写“{name}”",
            "only this computer can open it: put the file beside the document and write “{name}”"
        ),
        None => message!(
            "链接到网页用 https://…；链接到文件，把文件放在文章旁边，写它的名字",
            "link to a page by https://…; put a file beside the document and write its name"
        ),
    }
}

/// Returns the name of the file that a path of a disk or of a local network leads to.
fn local_name(written: &str) -> Option<String> {
    let is_local = match scheme(written) {
        Some(scheme) => scheme.len() == 1 || scheme == "file",
        None => written.starts_with('\\'),
    };
    let path = percent_decode_str(written).decode_utf8_lossy();
    let name = path.rsplit(['/', '\\', ':']).next()?.trim();
    (is_local && name.contains('.')).then(|| quoted(name))
}

/// Formats a written value for a message: shortened in the middle, invisible characters escaped.
pub(crate) fn quoted(written: &str) -> String {
    let written = written.trim();
    let mut shown = String::new();
    let length = written.chars().count();
    let half = LONGEST_QUOTED_ADDRESS / 2;
    for (at, c) in written.chars().enumerate() {
        if length > LONGEST_QUOTED_ADDRESS && (half..length - half).contains(&at) {
            if at == half {
                shown.push('…');
            }
        } else if is_ignorable(c) && c != ' ' {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}
