//! Old addresses of a document, which lead to the new one.

use crate::content::yaml::{ValueReader, YamlField, YamlNode};
use crate::diagnostic::{Code, Diagnostic, Message, Severity};
use crate::limits::names::LONGEST_PATH;
use crate::message;
use crate::path_segment;

/// Reads old addresses, each from the site's root.
pub(super) fn take(reader: &mut ValueReader<'_>, field: YamlField<'_>) -> Vec<String> {
    let name = field.name.to_owned();
    let mut aliases = Vec::new();
    reader.addresses(field, |reader, path, at| {
        let path = path.trim_start_matches('/').to_owned();
        match alias_fault(&name, &path) {
            None => aliases.push(format!("/{path}")),
            Some((message, hint)) => {
                reader.report(at, Code::FrontMatterBadSlug, message, hint);
            }
        }
    });
    aliases
}

/// Returns true for addresses of the site in another system: paths, or whole addresses. A pattern
/// (`/:year/:title/`), a style (`pretty`) and an address with `?` are none.
pub(super) fn is_foreign(node: &YamlNode) -> bool {
    match node {
        YamlNode::Text(text) => {
            let text = text.trim();
            text.contains(['/', '.']) && !text.contains("/:") && !text.starts_with(':')
        }
        YamlNode::List(items) => !items.is_empty() && items.iter().all(is_foreign),
        _ => false,
    }
}

/// Reads addresses of the site in another system. Of a whole address the path counts. Where no file
/// can stand is told, but the document is as good as without it.
pub(super) fn take_foreign(reader: &mut ValueReader<'_>, field: YamlField<'_>) -> Vec<String> {
    let name = field.name.to_owned();
    let mut aliases = Vec::new();
    reader.addresses(field, |reader, address, at| {
        let path = path_of(&address).trim_start_matches('/');
        if path.is_empty() {
            return;
        }
        match alias_fault(&name, path) {
            None => aliases.push(format!("/{path}")),
            Some((message, hint)) => {
                let mut told = Diagnostic::new(Code::FrontMatterBadSlug, message)
                    .at(reader.place(at))
                    .hint(hint);
                told.severity = Severity::Warning;
                reader.push(told);
            }
        }
    });
    aliases
}

/// Returns the path of a whole address, or a path as it is.
fn path_of(address: &str) -> &str {
    match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => address,
    }
}

/// Why no file can stand at an old address, and what to do; the address is without its first `/`.
fn alias_fault(name: &str, path: &str) -> Option<(Message, Message)> {
    let message = |zh: &str, en: &str| {
        message!(
            "“{name}”里的 /{path} 不能转到这里：{zh}",
            "/{path} in “{name}” cannot lead here: {en}"
        )
    };
    if path.contains("://") || path.contains(['?', '#']) {
        let message = message("不是网站里的一个路径", "it is no path of the site");
        let hint = message!(
            "写从网站根开始的路径，例如 /old/2014/1.html；带 ? 或 # 的网址要在服务器上设置",
            "write a path from the site's root, as in /old/2014/1.html; addresses with ? or # are for the server to redirect"
        );
        return Some((message, hint));
    }
    // A last `/` means a folder.
    let inner = path.strip_suffix('/').unwrap_or(path);
    let nearest = path_segment::sanitized_path(path);
    let hint = message!(
        "这一段要能当文件名，例如 /{nearest}",
        "each part must be a file's name, as in /{nearest}"
    );
    if inner.len() > LONGEST_PATH {
        let says = message("太长", "it is too long");
        let hint = message!(
            "最多 {LONGEST_PATH} 字节；更长的要在服务器上设置",
            "at most {LONGEST_PATH} bytes; redirect longer ones on the server"
        );
        return Some((says, hint));
    }
    let (part, Message { zh, en }) = path_segment::path_fault(inner)?;
    Some((
        message(&format!("“{part}”{zh}"), &format!("“{part}”: {en}")),
        hint,
    ))
}
