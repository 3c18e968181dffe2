//! Beginning and end of a bare address.

use std::ops::Range;

/// Greatest length of an address after its scheme; it bounds what is read at each sign.
const LONGEST: usize = 2048;

/// Form of a bare address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AddressForm {
    /// With a scheme: `https://example.cn`.
    Web,
    /// Without: `www.example.cn`.
    Host,
    /// Mail address.
    Mail,
}

/// Finds the next bare address from a byte offset on.
pub(super) fn next_address(text: &str, from: usize) -> Option<(Range<usize>, AddressForm)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(sign) = memchr::memchr3(b':', b'@', b'w', &bytes[at..]) {
        at += sign;
        let found = match bytes[at] {
            b':' => web(text, from, at).map(|range| (range, AddressForm::Web)),
            b'@' => mail(text, from, at).map(|range| (range, AddressForm::Mail)),
            _ => host(text, from, at).map(|range| (range, AddressForm::Host)),
        };
        if found.is_some() {
            return found;
        }
        at += 1;
    }
    None
}

fn web(text: &str, from: usize, colon: usize) -> Option<Range<usize>> {
    let rest = text[colon..].strip_prefix("://")?;
    let letters = &text.as_bytes()[from..colon];
    let scheme = letters
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_alphanumeric());
    let start = colon - scheme.count();
    let is_web = ["http", "https"]
        .iter()
        .any(|scheme| text[start..colon].eq_ignore_ascii_case(scheme));
    if !is_web || !may_be_host(rest) {
        return None;
    }
    let length = address_length(rest);
    has_dotted_host(&rest[..length]).then(|| start..colon + 3 + length)
}

fn host(text: &str, from: usize, start: usize) -> Option<Range<usize>> {
    let rest = text[start..].strip_prefix("www.")?;
    let before = text[from..start].chars().next_back();
    let continues =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-' | '_' | '@' | ':');
    if before.is_some_and(continues) || !may_be_host(rest) {
        return None;
    }
    let length = address_length(rest);
    has_dotted_host(&rest[..length]).then(|| start..start + 4 + length)
}

fn mail(text: &str, from: usize, sign: usize) -> Option<Range<usize>> {
    let is_local = |byte: &&u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
    let local = text.as_bytes()[from..sign]
        .iter()
        .rev()
        .take_while(is_local);
    let start = sign - local.count();
    let start = start + text[start..sign].find(|c: char| c.is_ascii_alphanumeric())?;
    let rest = &text[sign + 1..];
    let is_domain = |byte: &&u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
    let length = rest.as_bytes().iter().take_while(is_domain).count();
    let domain = rest[..length].trim_end_matches(['.', '-']);
    has_dotted_host(domain).then(|| start..sign + 1 + domain.len())
}

/// Returns the length of the address that a text begins with.
fn address_length(text: &str) -> usize {
    let is_part = |byte: u8| byte.is_ascii_graphic() && !b"<>\"`\\|^{}".contains(&byte);
    let part = text
        .bytes()
        .take(LONGEST + 1)
        .take_while(|byte| is_part(*byte));
    let end = part.count();
    if end > LONGEST {
        return 0;
    }
    let mut address = &text[..end];
    while let Some(last) = address.chars().next_back() {
        let is_surplus = match last {
            ')' => is_unopened(address, '(', ')'),
            ']' => is_unopened(address, '[', ']'),
            _ => matches!(
                last,
                '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '[' | '('
            ),
        };
        if !is_surplus {
            break;
        }
        address = &address[..address.len() - 1];
    }
    address.len()
}

fn is_unopened(address: &str, open: char, close: char) -> bool {
    address.matches(close).count() > address.matches(open).count()
}

/// Returns true if a text begins with a name and a dot, as hosts do.
fn may_be_host(text: &str) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
    let bytes = text.as_bytes();
    let length = bytes
        .iter()
        .take(64)
        .take_while(|byte| is_name(byte))
        .count();
    length > 0 && bytes.get(length) == Some(&b'.')
}

/// Returns true if the host of an address, which follows its scheme, has a dot between names.
fn has_dotted_host(address: &str) -> bool {
    let host = address
        .split(['/', '?', '#', ':'])
        .next()
        .unwrap_or_default();
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    host.contains('.') && host.split('.').all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some((range, _)) = next_address(text, from) {
            from = range.end;
            found.push(&text[range]);
        }
        found
    }

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        for (text, expected) in [
            ("见https://a.cn/b，请看", &["https://a.cn/b"][..]),
            (
                "（http://a.cn/b?c=1&d=2#e）。",
                &["http://a.cn/b?c=1&d=2#e"],
            ),
            ("(https://a.cn/b_(c))", &["https://a.cn/b_(c)"]),
            (
                "https://a.cn/b. https://a.cn!",
                &["https://a.cn/b", "https://a.cn"],
            ),
            ("登录www.a.gov.cn查询", &["www.a.gov.cn"]),
            ("邮箱：a.b-c@d.e.cn。", &["a.b-c@d.e.cn"]),
            ("a@b.cn，b@c.cn", &["a@b.cn", "b@c.cn"]),
            ("HTTPS://A.CN/", &["HTTPS://A.CN/"]),
            ("https://a.cn:8080/宪法", &["https://a.cn:8080/"]),
        ] {
            assert_eq!(addresses(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_read_for_an_address_is_bounded() {
        let address = |length: usize| format!("https://a.cn/{}", "b".repeat(length - 5));
        assert_eq!(addresses(&address(LONGEST)).len(), 1);
        assert!(addresses(&address(LONGEST + 1)).is_empty());
    }

    #[test]
    fn what_is_no_address_stays_text() {
        for text in [
            "https://",
            "https://…",
            "http://法",
            "www.",
            "www.法",
            "www.a",
            "@某人",
            "a@b",
            "a @ b.cn",
            "ftp://a.cn",
            "xhttps://a.cn",
            "awww.a.cn",
            "比分3:2",
            "https:/a.cn",
        ] {
            assert!(addresses(text).is_empty(), "{text}");
        }
    }
}
