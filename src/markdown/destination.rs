//! What kind of thing a link's destination is, before anyone is asked where it leads.

/// The kinds of destinations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// A page, a file or another site: the site around knows.
    Somewhere,
    /// A mailbox or a telephone: it stands for itself.
    Direct,
    /// A script, or an address with a scheme that does not belong on a site.
    Unsafe,
}

/// Schemes that lead to another site.
pub(super) const SITES: [&str; 3] = ["http", "https", "ftp"];

/// Schemes that stand for themselves.
pub(super) const DIRECT: [&str; 3] = ["mailto", "tel", "sms"];

/// The kind of a destination.
pub(crate) fn kind(destination: &str) -> Destination {
    match scheme(destination) {
        None => Destination::Somewhere,
        Some(scheme) if SITES.contains(&scheme.as_str()) => Destination::Somewhere,
        Some(scheme) if DIRECT.contains(&scheme.as_str()) => Destination::Direct,
        Some(_) => Destination::Unsafe,
    }
}

/// The scheme in lower case. As browsers do, white space and control characters are passed over.
fn scheme(destination: &str) -> Option<String> {
    let colon = destination.find(':')?;
    let scheme: String =
        destination[..colon].chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let mut chars = scheme.chars();
    let starts = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    let goes_on = chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (starts && goes_on).then(|| scheme.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_decides() {
        for unsafe_one in [
            "javascript:x",
            "JavaScript:x",
            " java\tscript:x",
            "data:text/html,x",
            "vbscript:x",
            "C:\\a.doc",
            "file:///a",
        ] {
            assert_eq!(kind(unsafe_one), Destination::Unsafe, "{unsafe_one}");
        }
        for place in
            ["a.md", "../第一条：总则.md", "#小节", "https://example.cn/a:b", "2026:1.md", "/a:b", ""]
        {
            assert_eq!(kind(place), Destination::Somewhere, "{place}");
        }
        assert_eq!(kind("mailto:a@example.cn"), Destination::Direct);
        assert_eq!(kind("tel:12348"), Destination::Direct);
    }
}
