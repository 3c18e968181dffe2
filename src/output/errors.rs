//! Diagnostics of the writer: I/O errors and files of others.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::output_tree::PathState;
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::message;

/// Diagnostic that makes a request fail; boxed, since it is large and rare.
pub(crate) type WriteError = Box<Diagnostic>;

/// Step at which the system reported an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WriteStep {
    /// Read an existing file.
    Reading,
    /// Write or move a file, or create a folder.
    Writing,
    /// Remove a file or folder of an earlier build.
    Removing,
}

/// I/O error: path, the system's message, advice.
pub(super) fn io_failure(step: WriteStep, path: &Path, error: &io::Error) -> WriteError {
    let path = path.display();
    let message = match step {
        WriteStep::Reading => message!("读不出“{path}”", "cannot read “{path}”"),
        WriteStep::Writing => message!("写不进“{path}”", "cannot write “{path}”"),
        WriteStep::Removing => message!("删不掉“{path}”", "cannot remove “{path}”"),
    };
    let error = Diagnostic::new(Code::OutputFailed, message)
        .because(error)
        .hint(advice(error.kind()));
    Box::new(error)
}

fn advice(kind: ErrorKind) -> Message {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => message!(
            "磁盘或配额已满：腾出空间后重新构建，没写完的会补上",
            "the disk or the quota is full: free some space and build again; the rest will be written then"
        ),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => message!(
            "没有写入权限：请给当前用户这个目录的写权限，或用 --out 换一个目录，再重新构建",
            "no write permission: grant it to this user or use another --out, and build again"
        ),
        ErrorKind::InvalidFilename => message!(
            "这个名字系统存不下：用 slug（网址名）取一个短一些的",
            "the system cannot store this name: choose a shorter one with slug"
        ),
        _ => message!(
            "按系统所说处理后重新构建，没写完的会补上",
            "fix the reported problem and build again; the rest will be written then"
        ),
    }
}

/// A file that pufa did not write exists at the path of an output.
pub(super) fn foreign_file(path: &str, path_state: PathState) -> WriteError {
    let Message { zh, en } = match path_state {
        PathState::File(bytes) => message!("文件，{bytes} 字节", "a file of {bytes} bytes"),
        _ => message!("链接或特殊文件", "a link or a special file"),
    };
    let error = Diagnostic::new(
        Code::OutputForeignFile,
        message!(
            "输出目录里的“{path}”（{zh}）不是 pufa 写的，内容也不同，没有覆盖它",
            "“{path}” in the output folder ({en}) was not written by pufa and differs; it was not changed"
        ),
    )
    .hint(empty_or_elsewhere());
    Box::new(error)
}

/// A file exists where a folder is needed, or a folder where a file is, and pufa did not write it.
pub(super) fn path_blocked(path: &str) -> WriteError {
    let error = Diagnostic::new(
        Code::OutputForeignFile,
        message!(
            "输出目录里的“{path}”不是 pufa 写的，挡住了要写的位置",
            "“{path}” in the output folder was not written by pufa and blocks the path of an output"
        ),
    )
    .hint(empty_or_elsewhere());
    Box::new(error)
}

fn empty_or_elsewhere() -> Message {
    message!(
        "确认不需要后移走它或清空输出目录，或者用 --out 换一个目录",
        "move it away, or empty the output folder if it is not needed, or use another --out"
    )
}

/// Another run holds the lock of the output folder.
pub(super) fn locked(out: &Path, holder: Option<&str>) -> WriteError {
    let out = out.display();
    let message = match holder {
        Some(holder) => message!(
            "另一个 pufa 正在往“{out}”里写：网站 {holder}",
            "another pufa is writing to “{out}”: the site {holder}"
        ),
        None => message!(
            "另一个 pufa 正在往“{out}”里写",
            "another pufa is writing to “{out}”"
        ),
    };
    let error = Diagnostic::new(Code::OutputLocked, message).hint(message!(
        "等它结束后再运行，或用 --out 换一个目录",
        "wait until it has finished, or use another --out"
    ));
    Box::new(error)
}

/// The output folder holds the outputs of another site or another command.
pub(super) fn other_owner(out: &Path, is_other_verb: bool) -> WriteError {
    let out = out.display();
    let error = if is_other_verb {
        let message = message!(
            "输出目录“{out}”里是 pufa 另一个命令的输出（网页与稿件包不能放在一起），没有写入",
            "the output folder “{out}” contains the output of another pufa command (pages and packages need separate folders); nothing was written"
        );
        let hint = message!("用 --out 换一个目录", "use another --out");
        Diagnostic::new(Code::OutputOtherOwner, message).hint(hint)
    } else {
        let message = message!(
            "输出目录“{out}”里是另一个网站的文件，没有写入",
            "the output folder “{out}” contains the files of another site; nothing was written"
        );
        let hint = message!(
            "用 --out 换一个目录；确认要由本网站接管（例如网站搬了位置）时，加 --clean 再运行一次：pufa 写的旧文件会被替换或删除，别人的文件不动",
            "use another --out; if this site should take over the folder (for example because it was moved), run again with --clean: files that pufa wrote are replaced or removed, other files stay"
        );
        Diagnostic::new(Code::OutputOtherOwner, message).hint(hint)
    };
    Box::new(error)
}

/// A newer pufa wrote the output folder, and its record cannot be read.
pub(super) fn newer_version(out: &Path) -> WriteError {
    let out = out.display();
    let error = Diagnostic::new(
        Code::OutputOtherOwner,
        message!(
            "输出目录“{out}”是更新版本的 pufa 写的，这个版本看不懂它的记录，没有写入",
            "a newer pufa wrote the output folder “{out}”, and this one cannot read its record; nothing was written"
        ),
    )
    .hint(message!(
        "升级 pufa，或者清空输出目录，或者用 --out 换一个目录",
        "upgrade pufa, empty the output folder, or use another --out"
    ));
    Box::new(error)
}

/// The output folder overlaps a folder of the editors.
pub(super) fn protected(out: &Path, folder: &Path) -> WriteError {
    let out = out.display();
    let folder = folder.display();
    let error = Diagnostic::new(
        Code::OutputProtected,
        message!(
            "输出目录“{out}”与“{folder}”重叠，那里是要保护的文件",
            "the output folder “{out}” overlaps “{folder}”, whose files are protected"
        ),
    )
    .hint(message!(
        "用 --out 选一个单独的目录，例如 public",
        "choose a separate folder with --out, such as public"
    ));
    Box::new(error)
}

/// A state file is damaged and is ignored.
pub(super) fn state_damaged(path: &Path) -> Diagnostic {
    let path = path.display();
    Diagnostic::new(
        Code::OutputStateDamaged,
        message!(
            "构建记录“{path}”损坏或版本不同，已忽略；这次只替换能认出是 pufa 写的文件",
            "the record “{path}” is damaged or of another version and is ignored; this run replaces only what it recognises as written by pufa"
        ),
    )
    .hint(message!(
        "旧页面若有残留，加 --clean 再运行一次",
        "if old pages remain, run again with --clean"
    ))
}

/// The output folder holds files that no record lists.
pub(super) fn unknown_files(out: &Path, count: usize, example: &str) -> Diagnostic {
    let out = out.display();
    Diagnostic::new(
        Code::OutputUnknownFiles,
        message!(
            "输出目录“{out}”里有 {count} 个来历不明的文件（如“{example}”），留在原处",
            "the output folder “{out}” holds {count} files of unknown origin (such as “{example}”); they stay"
        ),
    )
    .hint(message!(
        "若是 pufa 以前写的，加 --clean 再运行一次就会删除；别人的文件不动",
        "run again with --clean to remove those that pufa wrote; other files stay"
    ))
}

/// Number of leftover files that are named.
const NAMED: usize = 5;

/// The output folder holds files that earlier builds published and that the site no longer has.
pub(super) fn leftovers(paths: &[String]) -> Diagnostic {
    let count = paths.len();
    let named = paths.iter().take(NAMED).map(String::as_str);
    let named: Vec<&str> = named.collect();
    let (zh, en) = (named.join("、"), named.join(", "));
    let more = if count > NAMED { " …" } else { "" };
    Diagnostic::new(
        Code::OutputLeftover,
        message!(
            "输出目录里还有 {count} 个以前公布、现在已经撤下的文件：{zh}{more}",
            "the output folder still holds {count} files of earlier builds that the site no longer has: {en}{more}"
        ),
    )
    .hint(message!(
        "运行 pufa build --clean 删掉它们，不是 pufa 写的文件不会动；放网站的服务器上也要删",
        "run pufa build --clean to remove them; files that pufa did not write stay. Remove them from the server too"
    ))
}

/// An earlier run was interrupted, and this one has completed it.
pub(super) fn recovered(orphans: usize) -> Diagnostic {
    let message = if orphans == 0 {
        message!(
            "上次构建中途停止，这次已经补全",
            "the last build was interrupted; this one completed it"
        )
    } else {
        message!(
            "上次构建中途停止，这次已经补全，并清理了它留下的 {orphans} 个文件",
            "the last build was interrupted; this one completed it and removed {orphans} leftover files"
        )
    };
    Diagnostic::new(Code::OutputHealed, message)
}

/// Two outputs conflict: one needs the path of the other as a folder.
pub(super) fn file_folder_conflict(path: &str, folder: &str) -> WriteError {
    let error = Diagnostic::new(
        Code::AddressConflict,
        message!(
            "“{folder}”既是一个文件，又是“{path}”所在的目录",
            "“{folder}” is a file and also the folder of “{path}”"
        ),
    )
    .hint(message!(
        "给其中一个换个 slug（网址名）",
        "give one of them another slug"
    ));
    Box::new(error)
}

/// A path was written twice in one run.
pub(super) fn written_twice(path: &str) -> WriteError {
    let error = Diagnostic::new(
        Code::AddressConflict,
        message!(
            "“{path}”在一次构建里写了两遍",
            "“{path}” was written twice in one run"
        ),
    )
    .hint(message!(
        "给其中一个换个 slug（网址名）",
        "give one of them another slug"
    ));
    Box::new(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Language, human};

    #[test]
    fn a_full_disk_is_told_with_the_systems_words_and_advice() {
        let error = io::Error::new(
            ErrorKind::StorageFull,
            "No space left on device (os error 28)",
        );
        let found = io_failure(WriteStep::Writing, Path::new("public"), &error);
        assert!(found.code.is_machine());
        insta::assert_snapshot!(human(&found, Language::Chinese, false), @r#"
        错误[output/failed]: 写不进“public”：磁盘满了
         │
         ├ 原文: No space left on device (os error 28)
         ╰ 改法: 磁盘或配额已满：腾出空间后重新构建，没写完的会补上
        "#);
    }

    #[test]
    fn a_foreign_file_is_named_with_the_way_out() {
        insta::assert_snapshot!(human(&foreign_file("a/b.html", PathState::File(7)), Language::Chinese, false), @r#"
        错误[output/foreign-file]: 输出目录里的“a/b.html”（文件，7 字节）不是 pufa 写的，内容也不同，没有覆盖它
         │
         ╰ 改法: 确认不需要后移走它或清空输出目录，或者用 --out 换一个目录
        "#);
    }
}
