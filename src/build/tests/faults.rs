//! Faults of a site's files while they are read.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};

use crate::content::{ScanError, SourcePath, is_within};

/// Fault of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileFault {
    /// The system refuses the file, metadata included.
    Refused(ErrorKind),
    /// The system refuses the bytes, and reports the same metadata as before.
    BytesRefused(ErrorKind),
    /// The file is no text.
    Undecodable,
    /// A line of the front matter is replaced, by number.
    Garbled(usize),
}

/// Lines of a head that leave it open whether the public sees the document.
pub(crate) const GARBLED: [&str; 19] = [
    "publish: 明天",
    "publish: {a: 1}",
    "publish:",
    "定时发布: \"\"",
    "date: 2026-02-30",
    "expires: [2026-01-01]",
    "到期: 2026-11-01 25:00",
    "draft: 也许",
    "草稿: [是]",
    "草稿:",
    "草搞: 是",
    "ｄｒａｆｔ: true",
    "publishDate: 2027-01-01",
    "过期时间: 2020-01-01",
    "kind: 怪",
    "draft: false\n草稿: true",
    "标签: [一, 二",
    "summary: \"没有闭合\ndraft: true",
    "@草稿",
];

/// Faults by path.
#[derive(Clone, Debug, Default)]
pub(crate) struct FaultMap {
    pub(crate) files: BTreeMap<String, FileFault>,
    /// Folders that cannot be listed.
    pub(crate) folders: Vec<&'static str>,
}

impl FaultMap {
    /// Fault of a file.
    pub(crate) fn of(&self, path: &SourcePath) -> Option<FileFault> {
        self.files.get(path.as_str()).copied()
    }

    pub(crate) fn is_unlisted(&self, path: &SourcePath) -> bool {
        self.folders
            .iter()
            .any(|folder| path.as_str().starts_with(&format!("{folder}/")))
    }

    /// Errors of a scan.
    pub(crate) fn errors(&self, at: &str) -> Vec<ScanError> {
        let reason = || ErrorKind::PermissionDenied.into();
        self.folders
            .iter()
            .filter(|path| is_within(path, at))
            .map(|path| ScanError {
                path: (*path).to_owned(),
                reason: reason(),
            })
            .collect()
    }

    pub(crate) fn read(&self, path: &SourcePath, bytes: &[u8]) -> io::Result<Vec<u8>> {
        match self.of(path) {
            None => Ok(bytes.to_vec()),
            Some(FileFault::Refused(kind) | FileFault::BytesRefused(kind)) => Err(kind.into()),
            Some(FileFault::Undecodable) => Ok(b"\0\x01\x02\xff\xfe\0\0\x80".to_vec()),
            Some(FileFault::Garbled(line)) => Ok(garbled(bytes, GARBLED[line])),
        }
    }

    pub(crate) fn marks(&self, path: &SourcePath, marks: u64) -> Option<u64> {
        match self.of(path) {
            None | Some(FileFault::BytesRefused(_)) => Some(marks),
            Some(FileFault::Refused(_)) => None,
            Some(FileFault::Undecodable) => Some(marks + 1_000_000),
            Some(FileFault::Garbled(line)) => Some(marks + 2_000_000 + 100_000 * line as u64),
        }
    }
}

fn garbled(bytes: &[u8], line: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    match text.strip_prefix("---\n") {
        Some(rest) => format!("---\n{line}\n{rest}").into_bytes(),
        None => bytes.to_vec(),
    }
}
