//! Files that other programs ask for at fixed addresses: `robots.txt`, `favicon.ico`, `.well-known/`, and the files
//! with which search engines and platforms verify who owns a site.
//!
//! No document links to them, and they are published all the same.

use crate::content::{SourcePath, is_within};

/// Names at the site's root that browsers and crawlers ask for.
const NAMES: [&str; 12] = [
    "robots.txt",
    "favicon.ico",
    "favicon.png",
    "favicon.svg",
    "apple-touch-icon.png",
    "apple-touch-icon-precomposed.png",
    "humans.txt",
    "security.txt",
    "llms.txt",
    "ads.txt",
    "sogousiteverification.txt",
    "bingsiteauth.xml",
];

/// Beginnings and endings of verification files, in lower case.
const VERIFICATIONS: [(&str, &str); 12] = [
    ("mp_verify_", ".txt"),
    ("ww_verify_", ".txt"),
    ("tencent", ".txt"),
    ("alipay", ".txt"),
    ("toutiao", ".txt"),
    ("360", ".txt"),
    ("shenma", ".txt"),
    ("google", ".html"),
    ("baidu_verify_", ".html"),
    ("baidu-verify-", ".html"),
    ("bytedanceverify", ".html"),
    ("yandex_", ".html"),
];

/// Longest verification file in bytes.
const LONGEST: u64 = 512;
/// Longest key that a verification file of any name holds.
const LONGEST_KEY: u64 = 128;

/// Returns true if a file is asked for at a fixed address of the site.
pub(crate) fn is_of_root(path: &SourcePath, head: &[u8], length: u64) -> bool {
    let Some(name) = root_name(path) else {
        return is_well_known(path);
    };
    NAMES.contains(&name.as_str())
        || is_verification(&name)
        || path.extension() == "txt" && length <= LONGEST_KEY && is_key(head)
}

/// Returns true if a file, though of a kind that could hold a script, holds none: a verification file.
pub(super) fn is_harmless(path: &SourcePath, head: &[u8], length: u64) -> bool {
    if is_well_known(path) {
        return !path.name().contains('.');
    }
    let Some(name) = root_name(path).filter(|_| length <= LONGEST) else {
        return false;
    };
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    if name == "bingsiteauth.xml" {
        return !["<?xml-", "script", "xmlns", "<!"]
            .iter()
            .any(|part| text.contains(part));
    }
    is_verification(&name) && !text.contains('<')
}

/// Returns the name, in lower case, of a file that lies directly in `content/`.
fn root_name(path: &SourcePath) -> Option<String> {
    (path.folder() == "content").then(|| path.name().to_ascii_lowercase())
}

fn is_well_known(path: &SourcePath) -> bool {
    is_within(path.folder(), "content/.well-known")
}

fn is_verification(name: &str) -> bool {
    VERIFICATIONS.iter().any(|(begin, end)| {
        let key = name
            .strip_prefix(begin)
            .and_then(|rest| rest.strip_suffix(end));
        key.is_some_and(|key| {
            key.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        })
    })
}

/// Returns true for one word of letters and digits, as platforms give it to prove who owns a site.
fn is_key(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    text.len() >= 8
        && text
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'='))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(path: &str, text: &str) -> [bool; 2] {
        let path = SourcePath::new(format!("content/{path}"));
        let length = text.len() as u64;
        [
            is_of_root(&path, text.as_bytes(), length),
            is_harmless(&path, text.as_bytes(), length),
        ]
    }

    #[test]
    fn what_is_asked_for_at_the_root_is_known() {
        let key = "a0b1c2d3e4f5";
        for (path, text) in [
            (
                "google0123abcd.html",
                "google-site-verification: google0123abcd.html",
            ),
            ("baidu_verify_code-x1.html", key),
            ("MP_verify_AbCd1234.txt", key),
            (
                "BingSiteAuth.xml",
                "<?xml version=\"1.0\"?><users><user>0A</user></users>",
            ),
            (".well-known/acme-challenge/token", key),
        ] {
            assert_eq!(seen(path, text), [true, true], "{path}");
        }
        for path in ["favicon.ico", "robots.txt"] {
            assert!(seen(path, "x")[0], "{path}");
        }
        assert_eq!(seen("2lxfzSZZDp.txt", key), [true, false]);
        assert_eq!(
            seen(".well-known/security.txt", "Contact: x"),
            [true, false]
        );
        for (path, text) in [
            ("googleabc.html", "<script>x</script>"),
            ("qa/google0123.html", key),
            ("名单.txt", "张某 13800000000"),
            ("名单.txt", "张某"),
            ("qa/2lxfzSZZDp.txt", key),
            (".well-known/x.php", key),
        ] {
            assert!(!seen(path, text)[1], "{path}");
        }
        assert!(!seen("名单.txt", "张某 13800000000")[0] && !seen("qa/2lxfzSZZDp.txt", key)[0]);
    }
}
