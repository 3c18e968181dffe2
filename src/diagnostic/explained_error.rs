//! I/O failures explained in the reader's language, since other libraries report in English.
//!
//! Common kinds are translated; the system's own words are quoted apart from the sentence.

use std::fmt;
use std::io::{self, ErrorKind};

use super::{Diagnostic, Message};
use crate::message;

/// Bilingual reason of pufa's own, carried by an [`io::Error`].
#[derive(Debug)]
pub(crate) struct ExplainedError(pub Message);

impl fmt::Display for ExplainedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl std::error::Error for ExplainedError {}

impl ExplainedError {
    /// Wraps the reason in an I/O error.
    pub(crate) fn into_error(self, kind: ErrorKind) -> io::Error {
        io::Error::new(kind, self)
    }
}

impl Diagnostic {
    /// Adds the reason of an I/O failure: translated if it is a common one, with the system's own
    /// words below.
    #[must_use]
    pub fn because(mut self, failure: &io::Error) -> Self {
        let own = failure
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<ExplainedError>());
        if let Some(Message { zh, en }) = own
            .map(|own| own.0.clone())
            .or_else(|| meaning(failure.kind()))
        {
            let message = self.message;
            self.message = Message {
                zh: format!("{}：{zh}", message.zh),
                en: format!("{}: {en}", message.en),
            };
        }
        if own.is_none() {
            self.quote = Some(failure.to_string());
        }
        self
    }
}

/// Explains a kind of failure to an editor; `None` for uncommon ones.
fn meaning(kind: ErrorKind) -> Option<Message> {
    Some(match kind {
        ErrorKind::NotFound => message!("没有这个文件或文件夹", "there is no such file or folder"),
        ErrorKind::PermissionDenied => message!("没有权限", "permission is denied"),
        ErrorKind::AlreadyExists => {
            message!("已经有同名的", "something of that name is there already")
        }
        ErrorKind::IsADirectory => message!("它是一个文件夹", "it is a folder"),
        ErrorKind::NotADirectory => {
            message!("路径里有一段不是文件夹", "a part of the path is no folder")
        }
        ErrorKind::DirectoryNotEmpty => message!("文件夹不是空的", "the folder is not empty"),
        ErrorKind::StorageFull => message!("磁盘满了", "the disk is full"),
        ErrorKind::QuotaExceeded => message!("超出了配额", "the quota is used up"),
        ErrorKind::FileTooLarge => message!("文件太大", "the file is too large"),
        ErrorKind::ReadOnlyFilesystem => {
            message!("这里只能读，不能写", "the file system is read-only")
        }
        ErrorKind::InvalidFilename => {
            message!("系统不能用这个名字", "the system cannot use this name")
        }
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            message!("别的程序正在用它", "another program is using it")
        }
        ErrorKind::StaleNetworkFileHandle | ErrorKind::NetworkDown | ErrorKind::HostUnreachable => {
            message!("网络盘断开了", "the network drive is gone")
        }
        ErrorKind::TimedOut => message!("等得太久", "it took too long"),
        ErrorKind::OutOfMemory => message!("内存不够", "there is not enough memory"),
        ErrorKind::UnexpectedEof => message!("没有读完就断了", "it broke off while it was read"),
        ErrorKind::AddrInUse => message!("端口已经被占用", "the port is taken"),
        ErrorKind::AddrNotAvailable => {
            message!(
                "这个地址不是本机的",
                "the address is not one of this machine"
            )
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn because(failure: &io::Error) -> (String, String, Option<String>) {
        let found = Diagnostic::new(
            Code::SourceUnreadable,
            message!("文件读不出来", "cannot be read"),
        );
        let found = found.because(failure);
        (found.message.zh, found.message.en, found.quote)
    }

    #[test]
    fn a_common_reason_is_translated_and_the_systems_words_are_set_apart() {
        let denied = io::Error::new(
            ErrorKind::PermissionDenied,
            "Permission denied (os error 13)",
        );
        let (zh, en, quote) = because(&denied);
        assert_eq!(
            (zh.as_str(), en.as_str()),
            (
                "文件读不出来：没有权限",
                "cannot be read: permission is denied"
            )
        );
        assert_eq!(quote.as_deref(), Some("Permission denied (os error 13)"));
    }

    #[test]
    fn an_unknown_reason_is_quoted_alone() {
        let (zh, _, quote) = because(&io::Error::other("odd"));
        assert_eq!(
            (zh.as_str(), quote.as_deref()),
            ("文件读不出来", Some("odd"))
        );
    }

    #[test]
    fn a_reason_of_our_own_needs_no_quote() {
        let own = ExplainedError(message!("名字不是 Unicode", "the name is not Unicode"));
        let (zh, en, quote) = because(&own.into_error(ErrorKind::InvalidFilename));
        assert_eq!(
            (zh.as_str(), quote),
            ("文件读不出来：名字不是 Unicode", None)
        );
        assert!(en.ends_with("the name is not Unicode"));
    }
}
