//! Old addresses of a document, which lead to the new one.
//!
//! An old address becomes the path of a file that any plain host serves as a page when a browser
//! asks for that address:
//!
//! | written | file |
//! |---|---|
//! | `/old/1.html`, `/old/1.htm` | the same |
//! | `/old/c`, `/old/c/`, `/old/1.aspx` | `index.html` in a folder of that name, since a host sends a file by its extension |
//! | `/old/%E6%B3%95.html` | `/old/法.html`: the host decodes what the browser encoded |
//! | `https://old.example.cn/1.html` | `/1.html`: a host name is no part of a path |
//!
//! A query never reaches the choice of a file, so an address with one is refused.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::content::yaml::{ValueReader, YamlField, YamlNode};
use crate::diagnostic::{Code, Diagnostic, Message, Severity};
use crate::limits::names::LONGEST_PATH;
use crate::message;
use crate::path_segment;

/// Extensions that every host serves as a page.
const PAGES: [&str; 2] = ["html", "htm"];

/// Reads old addresses, each from the site's root; that of a folder ends in `/`.
pub(super) fn take(reader: &mut ValueReader<'_>, field: YamlField<'_>) -> Vec<String> {
    let name = field.name.to_owned();
    let mut aliases = Vec::new();
    reader.addresses(field, |reader, written, at| match alias(&name, &written) {
        Ok(alias) => aliases.push(alias),
        Err((message, hint)) => {
            reader.report(at, Code::FrontMatterBadSlug, message, hint);
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
        match alias(&name, &address) {
            // The home page leads to no document.
            Ok(alias) if alias == "/" => {}
            Ok(alias) => aliases.push(alias),
            Err((message, hint)) => {
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

/// Message and hint of a refused address.
type AliasFault = (Message, Message);

/// Returns the path at which the page for an old address stands.
fn alias(name: &str, written: &str) -> Result<String, AliasFault> {
    let path = without_host(written);
    // A browser keeps the fragment to itself.
    let path = path.split('#').next().unwrap_or_default();
    if let Some((page, _)) = path.split_once('?') {
        return Err(query_fault(name, page, path));
    }
    let path = path.trim_start_matches('/');
    let Some(path) = decoded(path) else {
        return Err(encoding_fault(name, path));
    };
    match path_fault(name, &path) {
        Some(fault) => Err(fault),
        None if path.is_empty() => Ok("/".to_owned()),
        None if path.ends_with('/') || is_page(&path) => Ok(format!("/{path}")),
        None => Ok(format!("/{path}/")),
    }
}

/// Strips scheme and host of a whole address.
fn without_host(written: &str) -> &str {
    let rest = match written.split_once("://") {
        Some((scheme, rest)) if !scheme.contains(['/', '?', '#']) => rest,
        _ => match written.strip_prefix("//") {
            Some(rest) => rest,
            None => return written,
        },
    };
    rest.find(['/', '?', '#']).map_or("", |at| &rest[at..])
}

/// Decodes a path; `None` if the encoded bytes are no UTF-8.
fn decoded(path: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(path).decode_utf8().ok()
}

fn is_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|own| PAGES.iter().any(|page| own.eq_ignore_ascii_case(page)))
}

/// Returns the beginning of each fault's message.
fn cannot_lead(name: &str, path: &str, why: &Message) -> Message {
    let Message { zh, en } = why;
    message!(
        "“{name}”里的 /{path} 不能转到这里：{zh}",
        "/{path} in “{name}” cannot lead here: {en}"
    )
}

fn query_fault(name: &str, page: &str, path: &str) -> AliasFault {
    let shown = path.trim_start_matches('/');
    let why = message!(
        "只放文件的网站看不到问号后面的字，所有带问号的旧网址打开的是同一页",
        "a host of plain files does not see what follows the question mark"
    );
    let page = page.trim_start_matches('/');
    let hint = if page.is_empty() {
        message!(
            "删去这一行；要让它转过来，请管服务器的人按问号后面的字设置",
            "delete it; to lead it here, redirect it on the server"
        )
    } else {
        message!(
            "写到问号前面为止：/{page}（多篇文章共用这一个网址时，只能请管服务器的人按问号后面的字设置）",
            "write it up to the question mark, /{page}; if several documents share that address, redirect them on the server"
        )
    };
    (cannot_lead(name, shown, &why), hint)
}

fn encoding_fault(name: &str, path: &str) -> AliasFault {
    let why = message!(
        "百分号写的字不是 UTF-8（多半是 GBK）",
        "the bytes after the percent signs are no UTF-8"
    );
    let hint = message!(
        "只放文件的网站认不出这样的网址，要请管服务器的人设置；网址里是汉字的，直接写汉字",
        "only the server can redirect such an address; write letters as they are"
    );
    (cannot_lead(name, path, &why), hint)
}

/// Why no file can stand at an old address, and what to do; the address is without its first `/`.
fn path_fault(name: &str, path: &str) -> Option<AliasFault> {
    // A last `/` means a folder.
    let inner = path.strip_suffix('/').unwrap_or(path);
    if inner.is_empty() {
        return None;
    }
    let nearest = path_segment::sanitized_path(path);
    let hint = message!(
        "这一段要能当文件名，例如 /{nearest}",
        "each part must be a file's name, as in /{nearest}"
    );
    if inner.len() > LONGEST_PATH {
        let why = message!("太长", "it is too long");
        let hint = message!(
            "最多 {LONGEST_PATH} 字节；更长的要在服务器上设置",
            "at most {LONGEST_PATH} bytes; redirect longer ones on the server"
        );
        return Some((cannot_lead(name, path, &why), hint));
    }
    let (part, Message { zh, en }) = path_segment::path_fault(inner)?;
    let why = message!("“{part}”{zh}", "“{part}”: {en}");
    Some((cannot_lead(name, path, &why), hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_address_is_the_path_of_a_file_that_any_host_serves_as_a_page() {
        for (written, path) in [
            ("/old/c", "/old/c/"),
            ("/old/c/", "/old/c/"),
            ("old/c", "/old/c/"),
            ("/", "/"),
            ("/Old/1.HTML", "/Old/1.HTML"),
            ("/old/1.htm", "/old/1.htm"),
            ("/art/1.aspx", "/art/1.aspx/"),
            ("/art/1.asp", "/art/1.asp/"),
            ("/art/1.php", "/art/1.php/"),
            ("/art/1.jsp", "/art/1.jsp/"),
            ("/art/1.shtml", "/art/1.shtml/"),
            ("/art/v1.2", "/art/v1.2/"),
            ("/old/%E6%B3%95.html", "/old/法.html"),
            ("/old/%e6%b3%95", "/old/法/"),
            ("/a%20b.html", "/a b.html"),
            ("https://old.example.cn/a/1.html", "/a/1.html"),
            ("http://old.example.cn:8080/a", "/a/"),
            ("//old.example.cn/a/1.html", "/a/1.html"),
            ("https://old.example.cn", "/"),
            ("/a/1.html#top", "/a/1.html"),
        ] {
            assert_eq!(alias("旧网址", written), Ok(path.to_owned()), "{written}");
        }
    }

    #[test]
    fn what_only_a_server_can_redirect_is_told_with_what_can_be_written() {
        for (written, hint) in [
            ("/show.php?id=3", "/show.php"),
            ("https://old.example.cn/show.aspx?id=3&x=1", "/show.aspx"),
            ("/?id=3", "删去"),
            ("/%B7%A8.html", "服务器"),
            ("/a//b.html", "/a"),
            ("/a/%2e%2e/b.html", "文件名"),
        ] {
            let told = alias("旧网址", written).err().map(|(_, told)| told.zh);
            assert!(
                told.as_ref().is_some_and(|told| told.contains(hint)),
                "{written}: {told:?}"
            );
        }
    }
}
