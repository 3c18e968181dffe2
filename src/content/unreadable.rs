//! Diagnostics for sources that the system refused, with cause and advice.

use std::io::{self, ErrorKind};

use crate::diagnostic::{Code, Diagnostic, ExplainedError, Message, SourceLocation};
use crate::message;

/// Reason of a refused read, in a form that can be stored and reported again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadRefusal {
    kind: ErrorKind,
    code: Option<i32>,
    words: String,
    explained: Option<Message>,
}

impl ReadRefusal {
    /// Stores the reason of the system.
    pub fn new(reason: &io::Error) -> Self {
        let explained = reason
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<ExplainedError>());
        Self {
            kind: reason.kind(),
            code: reason.raw_os_error(),
            words: reason.to_string(),
            explained: explained.map(|explained| explained.0.clone()),
        }
    }

    /// Converts the reason back to an I/O error.
    pub fn to_error(&self) -> io::Error {
        match (self.code, &self.explained) {
            (Some(code), _) => io::Error::from_raw_os_error(code),
            (None, Some(explained)) => ExplainedError(explained.clone()).into_error(self.kind),
            (None, None) => io::Error::new(self.kind, self.words.clone()),
        }
    }

    /// Returns true if the file no longer exists.
    pub fn is_gone(&self) -> bool {
        self.kind == ErrorKind::NotFound
    }

    /// Creates a diagnostic for a source, with the system's words and advice.
    pub fn diagnostic(&self, path: &str) -> Diagnostic {
        let found = Diagnostic::new(
            Code::SourceUnreadable,
            message!("文件读不出来", "the file cannot be read"),
        );
        let found = found
            .at(SourceLocation::file(path))
            .because(&self.to_error());
        match self.advice() {
            Some(advice) => found.hint(advice),
            None => found,
        }
    }

    fn advice(&self) -> Option<Message> {
        Some(match (self.kind, self.code) {
            (ErrorKind::OutOfMemory, _) => message!(
                "内存不够：关掉别的程序，或者换一台内存大些的机器，再构建一次",
                "there is not enough memory: close other programs, or use a larger machine, and build again"
            ),
            (ErrorKind::PermissionDenied, _) => message!(
                "没有读取权限：请让当前用户可以读这个文件和它的文件夹",
                "no permission to read: allow it for this user, for the file and its folder"
            ),
            #[cfg(unix)]
            (_, Some(EMFILE | ENFILE)) => message!(
                "系统打开的文件太多：用 ulimit -n 放宽限制，再构建一次",
                "too many files are open: raise the limit with ulimit -n and build again"
            ),
            #[cfg(unix)]
            (_, Some(EIO)) => message!(
                "磁盘或网络存储读取出错：先检查存储，再构建一次",
                "the disk or the network share fails: look after it, and build again"
            ),
            _ => return None,
        })
    }
}

/// Error numbers: open files of the system, of the process; I/O error. Equal on every Unix.
#[cfg(unix)]
const ENFILE: i32 = 23;
#[cfg(unix)]
const EMFILE: i32 = 24;
#[cfg(unix)]
const EIO: i32 = 5;

/// Creates the diagnostic for an unreadable source.
pub(crate) fn unreadable(path: &str, reason: &io::Error) -> Diagnostic {
    ReadRefusal::new(reason).diagnostic(path)
}
