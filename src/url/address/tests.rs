//! Properties of the address policy.

use proptest::prelude::*;

use super::*;

#[test]
fn a_scheme_decides() {
    for written in [
        "javascript:x",
        "JavaScript:x",
        " java\tscript:x",
        "java\nscript:x",
        "\u{1}javascript:x",
        "\u{200b}java\u{ad}script\u{feff} :x",
        "\0javascript:x",
        "data:text/html,x",
        "vbscript:x",
        "blob:https://a.cn/x",
        "file:///a",
        "C:\\a.doc",
        "intent://x",
        "webcal://a.cn",
        "svn+ssh://a",
        "javascript%3Ax",
        "javascript%253Ax",
        "java&#115;cript:x",
        "javascript&colon;x",
        "javascript&#58x",
        "&#x6a;avascript&#0000058;x",
        "javascript&#x25;3ax",
        "&Tab;javascript&amp;colon;x",
        "%01java%0Ascript%3Ax",
        "http:/a.cn",
        "https:a.cn",
        "http:\\\\a.cn",
        "http:///a.cn",
        "https://",
        "HTTP://?a",
    ] {
        assert_eq!(classify(written), Err(UnsafeAddress::Scheme), "{written:?}");
    }
    for (written, kind) in [
        ("a.md", AddressKind::Local),
        ("../第一条：总则.md", AddressKind::Local),
        ("#小节", AddressKind::Local),
        ("2026:1.md", AddressKind::Local),
        ("/a:b", AddressKind::Local),
        ("a/javascript:b", AddressKind::Local),
        ("?a=javascript:b", AddressKind::Local),
        ("50%.md", AddressKind::Local),
        ("甲&乙.md", AddressKind::Local),
        ("", AddressKind::Local),
        ("https://example.cn/a:b", AddressKind::Web),
        ("HTTP://example.cn/?a=%6a&b", AddressKind::Web),
        ("//example.cn/a", AddressKind::Web),
        ("mailto:a@example.cn", AddressKind::Direct),
        ("tel:12348", AddressKind::Direct),
    ] {
        assert_eq!(classify(written), Ok(kind), "{written:?}");
    }
    for written in ["\\\\host\\share", "/\\host", "\\/host"] {
        assert_eq!(
            classify(written),
            Err(UnsafeAddress::Backslash),
            "{written:?}"
        );
    }
    assert_eq!(classify("a\tb.md"), Err(UnsafeAddress::ControlCharacter));
    assert_eq!(
        classify("https://a.cn/\u{7f}"),
        Err(UnsafeAddress::ControlCharacter)
    );
}

#[test]
fn a_free_text_is_held_to_what_runs_alone() {
    for text in [
        "备注: 甲",
        "Note: a",
        "12:30",
        "https://a.cn",
        "",
        "about",
        "比例 50% & 更多",
    ] {
        assert!(!is_active(text), "{text}");
    }
    for text in [
        "javascript:x",
        " DATA:text/html,x",
        "vb\tscript:x",
        "javascript&colon;x",
    ] {
        assert!(is_active(text), "{text}");
    }
}

#[test]
fn a_quoted_address_is_cut_and_visible() {
    assert_eq!(quoted(" a\u{1}b "), "a\\u{1}b");
    assert_eq!(
        quoted(&"甲".repeat(5000)).chars().count(),
        LONGEST_QUOTED_ADDRESS + 1
    );
}

#[test]
fn a_damaged_record_makes_no_address() {
    assert!(serde_json::from_str::<Address>("\"javascript:x\"").is_err());
    assert_eq!(
        serde_json::from_str::<Address>("\"a.md\"").ok(),
        Address::parse("a.md").ok()
    );
}

/// Returns the scheme that a browser finds (WHATWG URL, the basic URL parser).
fn browsers_scheme(text: &str) -> Option<String> {
    let text = text.trim_matches(|c| c <= ' ');
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let (scheme, _) = text.split_once(':')?;
    let starts = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (starts && scheme.chars().all(goes_on)).then(|| scheme.to_ascii_lowercase())
}

fn noise() -> impl Strategy<Value = String> {
    "[\\x00-\\x20\u{7f}-\u{a0}\u{ad}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{feff}]{0,3}"
}

/// Strategy for a scheme with invisible characters between its letters, in any case.
fn hidden(scheme: &'static str) -> impl Strategy<Value = String> {
    let letters = scheme.len();
    (prop::collection::vec((noise(), any::<bool>()), letters + 1)).prop_map(move |noises| {
        let mut text = String::new();
        for ((noise, upper), letter) in noises.iter().zip(scheme.chars().chain([':'])) {
            text.push_str(noise);
            text.push(if *upper {
                letter.to_ascii_uppercase()
            } else {
                letter
            });
        }
        text
    })
}

fn escaped(text: &str, forms: &[u8]) -> String {
    text.chars()
        .zip(forms.iter().cycle())
        .map(|(c, form)| match form % 5 {
            0 if c.is_ascii() => format!("%{:02x}", u32::from(c)),
            1 => format!("&#{};", u32::from(c)),
            2 => format!("&#x{:04X};", u32::from(c)),
            3 if c == ':' => "&colon;".to_owned(),
            _ => c.to_string(),
        })
        .collect()
}

proptest! {
    #[test]
    fn what_is_allowed_has_an_allowed_scheme_for_a_browser(text in any::<String>()) {
        if let (Ok(kind), Some(scheme)) = (classify(&text), browsers_scheme(&text)) {
            let schemes = if kind == AddressKind::Web { WEB_SCHEMES } else { DIRECT_SCHEMES };
            prop_assert!(kind != AddressKind::Local && schemes.contains(&scheme.as_str()));
        }
    }

    #[test]
    fn what_is_allowed_resolves_to_an_allowed_scheme(text in "[a-z:/\\\\%&#;\\x00-\\x20]{0,24}") {
        let base = ammonia::Url::parse("https://a.example/b/c.html").map_err(|e| TestCaseError::fail(e.to_string()))?;
        if let (Ok(kind), Ok(url)) = (classify(&text), base.join(&text)) {
            let allowed = WEB_SCHEMES.contains(&url.scheme()) || DIRECT_SCHEMES.contains(&url.scheme());
            prop_assert!(allowed, "{text:?} → {url}");
            // A local address never leaves its host.
            prop_assert!(kind != AddressKind::Local || url.host_str() == Some("a.example"), "{text:?} → {url}");
        }
    }

    #[test]
    fn no_noise_hides_a_scheme(at in 0..ACTIVE_SCHEMES.len(), rest in any::<String>(), forms in any::<Vec<u8>>()) {
        let plain = format!("{}:{rest}", ACTIVE_SCHEMES[at]);
        prop_assert!(classify(&plain).is_err());
        let (scheme, _) = plain.split_at(ACTIVE_SCHEMES[at].len() + 1);
        let disguised = escaped(scheme, &[forms, vec![4]].concat()) + "x";
        prop_assert!(classify(&disguised).is_err() && is_active(&disguised), "{disguised}");
    }

    #[test]
    fn no_invisible_character_hides_a_scheme(text in (0..ACTIVE_SCHEMES.len()).prop_flat_map(|at| hidden(ACTIVE_SCHEMES[at]))) {
        prop_assert!(classify(&text).is_err() && is_active(&text), "{text:?}");
    }

    #[test]
    fn an_address_stays_what_it_is(text in any::<String>()) {
        if let Ok(address) = Address::parse(&text) {
            prop_assert_eq!(Ok(address.kind()), classify(&text));
            prop_assert_eq!(Address::parse(&address), Ok(address.clone()));
        }
    }
}
