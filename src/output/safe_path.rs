//! Paths that stay inside the output folder, judged by their text alone.
//!
//! Links are checked by the writer; this file does not access the disk.

use super::errors::WriteError;
use crate::diagnostic::{Code, Diagnostic};
use crate::message;

/// Prefix of our own names at the top of an output folder; no output has such a name.
pub(super) const RESERVED_PREFIX: &str = ".pufa-";

/// Staging folder in the output folder; it exists during a run only.
pub(super) const STAGING: &str = ".pufa-staging";

/// Rejects a path that could leave the output folder or that some system cannot store.
pub(super) fn check(path: &str) -> Result<(), WriteError> {
    if is_safe(path) {
        Ok(())
    } else {
        Err(unsafe_path(path))
    }
}

/// Returns true if a path is relative, written with `/`, and names a file under the output folder.
pub(super) fn is_safe(path: &str) -> bool {
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    let mut parts = path.split('/');
    !drive
        && !path.contains('\\')
        && !path.chars().any(char::is_control)
        && !parts
            .clone()
            .next()
            .is_some_and(|top| top.starts_with(RESERVED_PREFIX))
        && parts.all(|part| !matches!(part, "" | "." | ".."))
}

/// Diagnostic for a path that leads out of the output folder.
pub(super) fn unsafe_path(path: &str) -> WriteError {
    let shown = path.escape_debug();
    let error = Diagnostic::new(
        Code::OutputUnsafePath,
        message!("路径“{shown}”会超出输出目录，没有写入", "the path “{shown}” would leave the output folder and was not written"),
    )
    .hint(message!(
        "检查文件名、slug（网址名）和 aliases（旧网址）：不能有 ..、反斜杠、盘符或控制字符，也不能经由指向别处的链接",
        "check file names, slug and aliases: no .., backslash, drive letter or control character, and no link that leads elsewhere"
    ));
    Box::new(error)
}

/// Parent folder of a path; empty at the top.
pub(super) fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

/// Parent folders of a path, innermost first, without the output folder itself.
pub(super) fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder_of(path)), |folder| Some(folder_of(folder)))
        .take_while(|folder| !folder.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_under_the_folder_are_safe() {
        for path in [
            "index.html",
            "村居/讲座 一.html",
            "a/b/c.tar.gz",
            ".nojekyll",
            "..a/b..",
            "一:二.html",
        ] {
            assert!(is_safe(path), "{path}");
        }
    }

    #[test]
    fn paths_out_of_the_folder_are_not() {
        let out = [
            "",
            "/",
            "/etc/passwd",
            "..",
            "../a",
            "a/../b",
            "a/..",
            "./a",
            "a//b",
            "a/",
            "C:/a",
            "c:a",
            "a\\b",
            "a\0b",
            "a\nb",
            ".pufa-staging/1",
            ".pufa-staging",
            ".pufa-ownership",
            ".pufa-lock",
        ];
        for path in out {
            assert!(!is_safe(path), "{path:?}");
        }
    }

    #[test]
    fn folders_are_told_from_the_inside_out() {
        assert_eq!(folders_of("a/b/c.html").collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!(folders_of("c.html").count(), 0);
    }
}
