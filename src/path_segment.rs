//! Names that one segment of an output path may have: a file, a folder, a part of an address.
//!
//! A site is written on one system, copied to another and served by a third: a name must be valid
//! on all. [`fault`] explains why it is not, [`sanitized`] returns the nearest valid name, [`derived`]
//! makes one from any words. Authors' names (`slug`, `aliases`, files, folders) are refused at
//! their location; names made from words (tags, responsible units, items of a plan) are derived.
//! The route table rejects every output whose path has a fault, so no new route skips the check.
//!
//! | refused | why |
//! |---|---|
//! | `/ \ : * ? " < > \|` | Windows stores none of them; `/` and `\` separate paths |
//! | `%2e%2e`, `a%2Fb`, `%00` | a server or program that decodes an address twice sees the names refused in the other rows |
//! | controls, noncharacters, invisible characters | two names look alike; a terminal obeys them |
//! | a space or dot at the end, a space at the beginning | Windows drops them: `a.php.` is `a.php` there |
//! | a dot at the beginning | hidden, or a server's own: `.htaccess`, `.user.ini`, `.git`, `..` |
//! | `con`, `aux.md`, `com¹` | devices of Windows, with any extension |
//! | `web.config`, `_headers`, `app_offline.htm` … | a server reads them as its settings |
//! | `_pufa` | the preview's own pages |
//! | more than 255 bytes | ext4 and others store no longer name |
//!
//! Names of devices and servers are compared without case, in NFKC and without invisible
//! characters, as some systems and programs do (`ｗｅｂ．ｃｏｎｆｉｇ`). Full-width punctuation in a name
//! (`？`, `：`) is Chinese.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization as _;

use crate::characters::{code_point, is_bidi_formatting, is_forbidden, is_invisible};
use crate::diagnostic::Message;
use crate::limits::names::{LONGEST_DERIVED, LONGEST_NAME, LONGEST_STEM};
use crate::message;

/// Characters that a name must not contain.
const FORBIDDEN: [char; 9] = ['/', '\\', '?', ':', '*', '"', '<', '>', '|'];

/// Device names reserved by Windows, besides COM and LPT with a digit.
const DEVICES: [&str; 7] = ["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"];

/// Names that servers and hosts read as settings or reserve: IIS and ASP.NET (also its hidden
/// segments, never served), PHP, Apache, nginx, Java servers, Netlify, Cloudflare and GitHub Pages.
const SERVERS: [&str; 29] = [
    "_headers",
    "_redirects",
    "_routes.json",
    "_worker.js",
    "app_browsers",
    "app_code",
    "app_data",
    "app_globalresources",
    "app_localresources",
    "app_offline.htm",
    "app_webreferences",
    "applicationhost.config",
    "bin",
    "cname",
    "global.asa",
    "global.asax",
    "httpd.conf",
    "machine.config",
    "meta-inf",
    "netlify.toml",
    "nginx.conf",
    "php.ini",
    "staticwebapp.config.json",
    "user.ini",
    "vercel.json",
    "web-inf",
    "web.config",
    "web.debug.config",
    "web.release.config",
];

/// First segment of the addresses of the preview's own pages.
const PREVIEW: &str = "_pufa";

/// Replacement for a name of which no character can be kept.
const UNTITLED: &str = "untitled";

/// Digits of the digest that follow a derived name.
const DIGEST_DIGITS: usize = 10;

/// Returns the reason why a name cannot be a segment of an output path; `None` if it can.
pub(crate) fn fault(name: &str) -> Option<Message> {
    if is_plain(name) {
        return None;
    }
    own_fault(name)
        .or_else(|| encoded_fault(name))
        .or_else(|| length_fault(name, LONGEST_NAME))
}

fn own_fault(name: &str) -> Option<Message> {
    character_fault(name).or_else(|| reserved_fault(name))
}

/// Returns the fault of a percent-encoded name, decoded until it no longer changes.
fn encoded_fault(name: &str) -> Option<Message> {
    let mut decoded = Cow::Borrowed(name);
    while decoded.contains('%') {
        let next = percent_decode_str(&decoded)
            .decode_utf8_lossy()
            .into_owned();
        if next == *decoded {
            return None;
        }
        if own_fault(&next).is_some() || next.contains('\u{FFFD}') {
            return Some(message!(
                "用“%”编码了不能用的名字",
                "it encodes, by “%”, what cannot be a name"
            ));
        }
        decoded = Cow::Owned(next);
    }
    None
}

/// Like [`fault`], for a name to which an extension such as `.html` is added.
pub(crate) fn stem_fault(name: &str) -> Option<Message> {
    fault(name).or_else(|| length_fault(name, LONGEST_STEM))
}

/// Returns the first segment of a path that has a fault, and the fault.
pub(crate) fn path_fault(path: &str) -> Option<(&str, Message)> {
    path.split('/').find_map(|part| Some((part, fault(part)?)))
}

/// Fast path for most names: letters, digits and hyphens, without a dot, too long to be reserved; and the one name
/// with a dot in front that sites have.
fn is_plain(name: &str) -> bool {
    name == crate::content::WELL_KNOWN
        || (30..=LONGEST_STEM).contains(&name.len())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn character_fault(name: &str) -> Option<Message> {
    if name.trim().is_empty() {
        return Some(message!("不能是空的", "it is empty"));
    }
    for c in name.chars() {
        if FORBIDDEN.contains(&c) {
            return Some(message!("不能含有“{c}”", "it must not hold “{c}”"));
        }
        if is_forbidden(c) || c.is_control() || is_bidi_formatting(c) || is_invisible(c) {
            let c = code_point(c);
            return Some(message!(
                "含有看不见的字符 {c}",
                "it holds the invisible character {c}"
            ));
        }
    }
    if name.starts_with('.') || name.ends_with('.') {
        return Some(message!(
            "不能以点开头或结尾",
            "it must not begin or end with a dot"
        ));
    }
    (name.trim() != name).then(|| {
        message!(
            "不能以空格开头或结尾",
            "it must not begin or end with a space"
        )
    })
}

fn reserved_fault(name: &str) -> Option<Message> {
    // No Han character is a variant of an ASCII letter.
    if name.contains(|c| matches!(c, '\u{3400}'..='\u{9FFF}')) {
        return None;
    }
    let folded = folded(name);
    if folded.starts_with('.') || folded.ends_with('.') {
        return Some(message!(
            "不能以点开头或结尾",
            "it must not begin or end with a dot"
        ));
    }
    if is_device(&folded) {
        return Some(message!(
            "是 Windows 保留的名字",
            "Windows keeps this name for a device"
        ));
    }
    if SERVERS.contains(&&*folded) {
        return Some(message!(
            "是服务器的设置或专用名",
            "servers take this name for their settings"
        ));
    }
    (folded == PREVIEW).then(|| message!("是预览自己用的名字", "the preview keeps this name"))
}

fn length_fault(name: &str, longest: usize) -> Option<Message> {
    let length = name.len();
    let characters = longest / 3;
    (length > longest).then(|| {
        message!(
            "太长：有 {length} 字节，最多 {longest} 字节（约 {characters} 个汉字）",
            "it is too long: {length} bytes of at most {longest}"
        )
    })
}

/// Folds a name as the most lenient systems and programs compare it.
fn folded(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        let has_capital = name.bytes().any(|byte| byte.is_ascii_uppercase());
        return if has_capital {
            Cow::Owned(name.to_ascii_lowercase())
        } else {
            Cow::Borrowed(name)
        };
    }
    let folded: String = name
        .nfkc()
        .filter(|&c| !is_invisible(c))
        .flat_map(char::to_lowercase)
        .collect();
    Cow::Owned(folded.trim().to_owned())
}

fn is_device(folded: &str) -> bool {
    let stem = folded.split('.').next().unwrap_or_default().trim_end();
    let numbered = |name: &str| {
        stem.strip_prefix(name)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    DEVICES.contains(&stem) || numbered("com") || numbered("lpt")
}

/// Returns the nearest valid name.
pub(crate) fn sanitized(name: &str) -> String {
    mended_within(name, LONGEST_STEM)
}

/// Like [`sanitized`], for each segment of a path.
pub(crate) fn sanitized_path(path: &str) -> String {
    let parts: Vec<String> = path
        .split('/')
        .filter(|part| !part.is_empty())
        .map(sanitized)
        .collect();
    parts.join("/")
}

fn mended_within(name: &str, longest: usize) -> String {
    let replaced: String = name
        .nfc()
        .filter(|&c| {
            c == '\t' || c == '\n' || !(c.is_control() || is_forbidden(c) || is_invisible(c))
        })
        .map(|c| {
            if FORBIDDEN.contains(&c) || c.is_control() {
                '-'
            } else {
                c
            }
        })
        .collect();
    let sound = if encoded_fault(&replaced).is_some() {
        replaced.replace('%', "-")
    } else {
        replaced
    };
    let trimmed = shortened(trim(&sound), longest);
    if trimmed.is_empty() {
        return UNTITLED.to_owned();
    }
    match reserved_fault(&trimmed) {
        None => trimmed,
        Some(_) => unreserved(&trimmed, longest),
    }
}

/// Changes a reserved name into one that is not: `web-config`, `con-1.png`.
fn unreserved(name: &str, longest: usize) -> String {
    let folded = folded(name);
    let (stem, ending) = folded.split_once('.').unwrap_or((&folded, ""));
    let candidates = [
        if is_device(&folded) && !ending.is_empty() {
            format!("{stem}-1.{ending}")
        } else {
            String::new()
        },
        folded.replace(['.', '_'], "-"),
        format!("{}-1", folded.replace('.', "-")),
    ];
    let fits = |name: &String| !name.is_empty() && name.len() <= longest && fault(name).is_none();
    let mut candidates = candidates
        .iter()
        .map(|name| trim(name).trim_matches('-').to_owned());
    candidates.find(fits).unwrap_or_else(|| UNTITLED.to_owned())
}

/// Removes spaces and dots from both ends of a name.
fn trim(name: &str) -> &str {
    name.trim_matches(|c: char| c.is_whitespace() || c == '.')
}

/// Shortens a name to at most `longest` bytes; a short extension is kept.
fn shortened(name: &str, longest: usize) -> String {
    const LONGEST_ENDING: usize = 12;
    if name.len() <= longest {
        return name.to_owned();
    }
    let ending = name.rfind('.').map_or("", |at| &name[at..]);
    let ending = if ending.len() <= LONGEST_ENDING {
        ending
    } else {
        ""
    };
    let cut = name.floor_char_boundary(longest - ending.len());
    format!("{}{ending}", trim(&name[..cut]))
}

/// Derives a name from any words: the words themselves if they are a valid name. Otherwise their
/// valid part, at most 240 bytes, and ten digits of their digest, so that words with the same valid
/// part differ. Words that look alike (case, NFC, invisible characters) share a name.
pub(crate) fn derived(words: &str) -> String {
    let is_composed = |c: char| c.is_ascii() || matches!(c, '\u{3400}'..='\u{9FFF}');
    let seen = if words.chars().all(is_composed) {
        Cow::Borrowed(words)
    } else {
        Cow::Owned(
            words
                .nfc()
                .filter(|&c| !is_invisible(c))
                .collect::<String>(),
        )
    };
    let seen = seen.trim();
    if seen.len() <= LONGEST_DERIVED && fault(seen).is_none() {
        return seen.to_owned();
    }
    let digest = blake3::hash(seen.to_lowercase().as_bytes()).to_hex();
    let kept = mended_within(seen, LONGEST_DERIVED - DIGEST_DIGITS - 1);
    format!("{kept}-{}", &digest.as_str()[..DIGEST_DIGITS])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_what_can_be_a_file_everywhere_is_a_name() {
        for sound in [
            "land",
            "2026-宪法",
            "a.b",
            "console",
            "com",
            "com10",
            "什么是宪法？",
            "（一）：总则",
            "a b",
            "web.config.html",
            "user",
            "null.md",
            "村居",
            "index.html",
            "con法",
            "lpt",
            "_index",
            "a..b",
            "a#b.png",
            "50%",
            "100%好",
            "é",
        ] {
            assert_eq!(fault(sound), None, "{sound}");
        }
        for wrong in [
            "",
            " ",
            "a/b",
            "a\\b",
            "a?",
            "%2e%2e",
            "%252e%252e",
            "%2Fetc",
            "a%00",
            "%ff",
            "a\tb",
            ".",
            "..",
            ".a",
            "a.",
            "a ",
            " a",
            "CON",
            "aux.md",
            "con .txt",
            "lpt1",
            "COM¹",
            "com².log",
            "CONIN$",
            "ｃｏｎ",
            "ＡＵＸ.html",
            "．．",
            "．htaccess",
            ".htaccess",
            ".user.ini",
            ".git",
            "web.config",
            "Web.Config",
            "ｗｅｂ．ｃｏｎｆｉｇ",
            "_HEADERS",
            "CNAME",
            "App_Offline.htm",
            "_pufa",
            "_PUFA",
            "a\u{202E}gnp.exe",
            "普\u{200B}法",
            "a\u{AD}b",
            "a\0",
            "a\u{9B}",
            "a\u{FFFE}",
            "甲\u{3000}",
            "a:b",
            "a*",
            "a|b",
            "a<b",
            "a\"b",
        ] {
            assert!(fault(wrong).is_some(), "{wrong:?}");
            assert_eq!(
                fault(&sanitized(wrong)),
                None,
                "{wrong:?} → {:?}",
                sanitized(wrong)
            );
        }
    }

    #[test]
    fn the_nearest_right_name_is_near() {
        for (wrong, right) in [
            ("con.png", "con-1.png"),
            ("AUX", "aux-1"),
            ("web.config", "web-config"),
            ("_pufa", "pufa"),
            (".htaccess", "htaccess"),
            ("..", "untitled"),
            ("a:b?", "a-b-"),
            ("普\u{200B}法.", "普法"),
        ] {
            assert_eq!(sanitized(wrong), right);
        }
        assert_eq!(sanitized_path("/.git//con.html/"), "git/con-1.html");
        assert_eq!(path_fault("a/.git/x").map(|(part, _)| part), Some(".git"));
    }

    #[test]
    fn a_long_name_is_refused_or_shortened() {
        let long = "法".repeat(84);
        let longer = "法".repeat(85) + "治";
        assert!(fault(&long).is_none() && stem_fault(&long).is_some() && fault(&longer).is_some());
        assert_ne!(derived(&longer), derived(&("法".repeat(85) + "律")));
        assert!(derived(&longer).len() <= LONGEST_DERIVED);
        assert!(sanitized(&("法".repeat(200) + ".pdf")).ends_with("法.pdf"));
    }

    #[test]
    fn words_that_can_be_a_name_are_one() {
        for words in [
            "宪法",
            "市司法局（市法治办）",
            "9.1",
            "问：答？",
            "C++",
            " 宪法 ",
            "宪\u{200B}法",
        ] {
            assert_eq!(derived(words), words.replace('\u{200B}', "").trim());
        }
        assert!(derived("行政/复议").starts_with("行政-复议-"));
        assert_ne!(derived("行政/复议"), derived("行政-复议"));
        assert_ne!(derived("行政/复议"), derived("行政:复议"));
        assert_eq!(derived("A/B"), derived("a/b").replace("a-b", "A-B"));
    }

    proptest! {
        #[test]
        fn whatever_is_written_a_name_is_made(words in "(?s).{0,40}|[.a/:法 %2eF％＃\u{200B}]{0,300}|(con|aux|web.config|_pufa|．)[.a ]{0,3}") {
            for name in [sanitized(&words), derived(&words)] {
                prop_assert_eq!(fault(&name), None, "{:?} → {:?}", words, name);
                prop_assert!(name.len() <= LONGEST_STEM);
            }
            if stem_fault(&words).is_none() {
                prop_assert_eq!(sanitized(&words), words.nfc().collect::<String>());
            }
        }
    }
}
