//! Addresses written without their scheme, or with a faulty one, as they must be written.

use std::borrow::Cow;

use super::WEB_SCHEMES;

/// Ends of host names that are no extensions of files.
const DOMAINS: [&str; 12] = [
    "cn", "com", "net", "org", "gov", "edu", "top", "xyz", "vip", "hk", "mo", "tw",
];

/// Shortest and longest telephone number, in digits.
const PHONE: std::ops::RangeInclusive<usize> = 3..=15;

/// Returns the address that a text was meant to be; `None` if it is no address of another site, of
/// a mailbox or of a telephone.
pub(crate) fn web_form(written: &str) -> Option<String> {
    let written = written.trim();
    let text = of_one_width(written);
    with_scheme(&text)
        .or_else(|| mailbox(&text))
        .or_else(|| telephone(&text))
        .or_else(|| host(&text).then(|| format!("https://{text}")))
        .filter(|meant| meant != written)
}

/// Replaces full-width punctuation of addresses.
fn of_one_width(text: &str) -> Cow<'_, str> {
    const WIDE: [(char, char); 7] = [
        ('：', ':'),
        ('／', '/'),
        ('．', '.'),
        ('。', '.'),
        ('＠', '@'),
        ('－', '-'),
        ('＋', '+'),
    ];
    if !text.contains(|c| WIDE.iter().any(|(wide, _)| *wide == c)) {
        return Cow::Borrowed(text);
    }
    let narrow = |c: char| {
        WIDE.iter()
            .find(|(wide, _)| *wide == c)
            .map_or(c, |(_, narrow)| *narrow)
    };
    Cow::Owned(text.chars().map(narrow).collect())
}

/// Mends `https：//a.cn`, `http:/a.cn`, `https:a.cn`, `https//a.cn`, `http:\\a.cn`, `htps://a.cn`.
fn with_scheme(text: &str) -> Option<String> {
    let end = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let (scheme, rest) = text.split_at(end);
    let host = rest.trim_start_matches([':', ';', '/', '\\']);
    let between = &rest[..rest.len() - host.len()];
    let scheme = scheme.to_ascii_lowercase();
    let is_exact = WEB_SCHEMES.contains(&scheme.as_str());
    let is_parted = between.starts_with([':', ';']) || between.len() > 1;
    if !is_parted || !is_exact && !between.contains(['/', '\\']) {
        return None;
    }
    let likeness = |known: &&str| (strsim::damerau_levenshtein(&scheme, known), known.len());
    let known = WEB_SCHEMES
        .into_iter()
        .filter(|known| scheme.starts_with('h') == known.starts_with('h'))
        .max_by_key(|known| std::cmp::Reverse(likeness(known)))?;
    (likeness(&known).0 <= 2 && scheme.len() > 2 && !host.is_empty())
        .then(|| format!("{known}://{host}"))
}

fn mailbox(text: &str) -> Option<String> {
    let (name, host) = text.split_once('@')?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let is_mailbox = !name.is_empty()
        && name.chars().all(is_name)
        && host.contains('.')
        && host
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    is_mailbox.then(|| format!("mailto:{text}"))
}

fn telephone(text: &str) -> Option<String> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_number = PHONE.contains(&digits)
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | '(' | ')' | '+'));
    is_number.then(|| {
        let number = text.chars().filter(|c| !matches!(c, ' ' | '(' | ')'));
        format!("tel:{}", number.collect::<String>())
    })
}

/// Returns true for a host name, with or without a path: `www.a.cn`, `a.gov.cn/b`.
fn host(text: &str) -> bool {
    let name = text.split(['/', '?', '#']).next().unwrap_or_default();
    let name = name.split(':').next().unwrap_or_default();
    let is_name = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        && name.split('.').all(|label| !label.is_empty());
    let end = name.rsplit('.').next().unwrap_or_default();
    is_name
        && name.contains('.')
        && (name.starts_with("www.") || DOMAINS.contains(&end.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url::{AddressKind, classify};

    #[test]
    fn an_address_without_its_scheme_is_known() {
        for (written, meant) in [
            ("www.a.cn", "https://www.a.cn"),
            ("www.a.cn/甲?b=1#c", "https://www.a.cn/甲?b=1#c"),
            ("a.gov.cn", "https://a.gov.cn"),
            ("a.com:8080/x", "https://a.com:8080/x"),
            ("https：//a.cn", "https://a.cn"),
            ("http：／／a.cn/b", "http://a.cn/b"),
            ("https:/a.cn", "https://a.cn"),
            ("https:a.cn", "https://a.cn"),
            ("http:///a.cn", "http://a.cn"),
            ("https//a.cn", "https://a.cn"),
            ("http:\\\\a.cn", "http://a.cn"),
            ("http;//a.cn", "http://a.cn"),
            ("htps://a.cn", "https://a.cn"),
            ("htttp://a.cn", "http://a.cn"),
            ("hppts://a.cn", "https://a.cn"),
            ("a@b.cn", "mailto:a@b.cn"),
            ("a＠b.cn", "mailto:a@b.cn"),
            ("12348", "tel:12348"),
            ("010-1234 5678", "tel:010-12345678"),
            ("+86 (10) 12345678", "tel:+861012345678"),
        ] {
            assert_eq!(web_form(written).as_deref(), Some(meant), "{written}");
            let kind = classify(meant);
            assert!(
                matches!(kind, Ok(AddressKind::Web | AddressKind::Direct)),
                "{meant}"
            );
        }
    }

    #[test]
    fn a_path_is_none() {
        for written in [
            "a.md",
            "../qa/b.html",
            "qa/b",
            "",
            "#a",
            "images/a.png",
            "附件：表.docx",
            "a/b@c.png",
            "https://a.cn",
            "12.md",
            "第3条",
            "data:image/png;base64,x",
            "javascript:x",
            "C:\\a.doc",
            "qa//b.md",
            "tel:12348",
            "file:///C:/a.doc",
            "ab",
        ] {
            assert_eq!(web_form(written), None, "{written}");
        }
    }
}
