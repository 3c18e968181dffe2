//! What can be one part of an address, and a file's name on every system.

use crate::diagnostic::Says;
use crate::says;

/// Characters that an address or a file's name cannot hold.
const FORBIDDEN: [char; 11] = ['/', '\\', '?', '#', '%', ':', '*', '"', '<', '>', '|'];

/// Names that Windows keeps for devices.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Why a text cannot be one part of an address; `None` when it can.
pub(crate) fn fault(slug: &str) -> Option<Says> {
    if slug.trim().is_empty() {
        return Some(says!("不能是空的", "it is empty"));
    }
    if let Some(c) = slug.chars().find(|c| FORBIDDEN.contains(c) || c.is_control()) {
        let shown = c.escape_debug();
        return Some(says!("不能含有“{shown}”", "it must not hold “{shown}”"));
    }
    if slug.starts_with('.') || slug.ends_with('.') {
        return Some(says!("不能以点开头或结尾", "it must not begin or end with a dot"));
    }
    is_device(slug).then(|| says!("是 Windows 保留的名字", "Windows keeps this name for a device"))
}

fn is_device(slug: &str) -> bool {
    let stem = slug.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = |name: &str| {
        stem.strip_prefix(name)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    RESERVED.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_a_file_is_a_slug() {
        for sound in ["land", "2026-宪法", "a.b", "console", "com", "com10"] {
            assert_eq!(fault(sound), None, "{sound}");
        }
        for wrong in [
            "", " ", "a/b", "a\\b", "a?", "a#b", "50%", "a\tb", ".", "..", ".a", "a.", "CON", "aux.md",
            "lpt1",
        ] {
            assert!(fault(wrong).is_some(), "{wrong}");
        }
    }
}
