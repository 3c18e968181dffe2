//! Diagnostics on names: invalid output names, overlong paths, withheld attachments.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::SourcePath;
use crate::diagnostic::{Code, Diagnostic, Message, SourceLocation};
use crate::limits::names::{LONGEST_PATH, LONGEST_WINDOWS_PATH};
use crate::message;
use crate::path_segment::{path_fault, sanitized, stem_fault};

use super::check::{describe, source};
use super::path_info::draft_folder;
use super::route_table::RefusedRoute;
use super::{FileId, PublicationState, Site, SiteFile, StrayDocument};

/// Runs all checks on names.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut found = refused(site);
    found.extend(long(site));
    found.extend(withheld(site));
    found.extend(draft_folders(site));
    found.extend(named_drafts(site));
    found.extend(site.files.iter().filter_map(|file| misnamed(site, file)));
    found
}

/// Reports rejected routes once per name: for a bad folder, not for every file in it.
fn refused(site: &Site) -> Vec<Diagnostic> {
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for refused in site.table().refused() {
        if let Some(file) = source(site, &refused.route.kind)
            && told.insert(
                at_fault(&file).map_or_else(|| file.clone(), |(end, ..)| file[..end].to_owned()),
            )
        {
            found.push(bad_source(&file, refused));
        }
    }
    // Derived routes share their document's name, whose fault is reported above.
    if found.is_empty() {
        found.extend(
            site.table()
                .refused()
                .iter()
                .map(|refused| bad_route(site, refused)),
        );
    }
    found
}

/// Returns the faulty segment of a source path: its end, the segment, the fault, a valid name.
fn at_fault(file: &str) -> Option<(usize, &str, Message, String)> {
    let path = SourcePath::from(file);
    let mut end = 0;
    for part in file.split('/') {
        end += part.len() + usize::from(end > 0);
        let is_document = end == file.len() && path.extension() == "md";
        let (name, ending) = if is_document {
            (&part[..path.stem().len()], ".md")
        } else {
            (part, "")
        };
        let fault = if is_document {
            stem_fault(name)
        } else {
            path_fault(name).map(|(_, fault)| fault)
        };
        if let Some(fault) = fault {
            return Some((end, part, fault, sanitized(name) + ending));
        }
    }
    None
}

fn bad_source(file: &str, refused: &RefusedRoute) -> Diagnostic {
    let (part, Message { zh, en }, nearest) = match at_fault(file) {
        Some((_, part, fault, nearest)) => (part.to_owned(), fault, nearest),
        None => (
            refused.part.clone(),
            refused.fault.clone(),
            sanitized(&refused.part),
        ),
    };
    Diagnostic::new(
        Code::SourceBadName,
        message!(
            "“{part}”不能用作网页、附件或文件夹的名字：{zh}",
            "“{part}” cannot be the name of a page, an attachment or a folder: {en}"
        ),
    )
    .at(SourceLocation::file(file))
    .hint(message!("改名为“{nearest}”", "rename it to “{nearest}”"))
}

fn bad_route(site: &Site, refused: &RefusedRoute) -> Diagnostic {
    let Message {
        zh: what,
        en: thing,
    } = describe(site, &refused.route.kind);
    let (part, Message { zh, en }) = (&refused.part, &refused.fault);
    let nearest = sanitized(part);
    Diagnostic::new(
        Code::SourceBadName,
        message!(
            "{what}的网址里“{part}”不能用：{zh}",
            "“{part}” in the address of {thing} cannot be used: {en}"
        ),
    )
    .hint(message!("改成“{nearest}”", "use “{nearest}”"))
}

/// Reports paths that Windows may not store, in one diagnostic with the first of them.
fn long(site: &Site) -> Option<Diagnostic> {
    let is_long = |path: &str| {
        path.len() > LONGEST_WINDOWS_PATH && path.encode_utf16().count() > LONGEST_WINDOWS_PATH
    };
    let mut routes = site
        .routes()
        .iter()
        .filter(|route| is_long(route.url.as_str()));
    let first = routes.next()?;
    let count = routes.count() + 1;
    let path = first.url.as_str();
    let found = Diagnostic::new(
        Code::AddressLong,
        message!(
            "有 {count} 个路径长于 {LONGEST_WINDOWS_PATH} 个字，Windows 上可能存不下，例如 {path}",
            "{count} paths are longer than {LONGEST_WINDOWS_PATH} characters, which Windows may not store, such as {path}"
        ),
    )
    .hint(message!(
        "给文章写短一些的网址名（slug），少套几层文件夹",
        "give the document a shorter slug, in fewer folders"
    ));
    Some(match source(site, &first.kind) {
        Some(file) => found.at(SourceLocation::file(file)),
        None => found,
    })
}

/// Reports attachments that are withheld. Links to them are not reported individually.
fn withheld(site: &Site) -> Vec<Diagnostic> {
    let files = site
        .files
        .iter()
        .enumerate()
        .map(|(at, file)| (FileId::new(at), file));
    let withheld = files.filter(|(id, _)| site.is_withheld(*id));
    let told = withheld.filter_map(|(_, file)| {
        if file.stray.is_some() {
            return None;
        }
        let danger = file.danger.as_ref()?;
        let (name, word, Message { zh, en }) = (file.path.name(), &danger.allowed_by, &danger.why);
        let message = message!("附件“{name}”没有公布：{zh}", "the attachment “{name}” is not published: {en}");
        let hint = message!(
            "链接到它的地方只显示文字。改成 PDF、图片或压缩包；确实要公布，就在 site.yaml 写“附件: {{允许: [{word}]}}”",
            "links to it show their words alone. Use a PDF, a picture or an archive, or write attachments: {{allow: [{word}]}} in site.yaml"
        );
        Some(Diagnostic::new(Code::AttachmentWithheld, message).at(SourceLocation::file(file.path.as_str())).hint(hint))
    });
    told.collect()
}

/// Reports each folder of drafts once, with the number of its documents.
fn draft_folders(site: &Site) -> Vec<Diagnostic> {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, document) in site.documents.iter() {
        if let Some(folder) = draft_folder(&document.path) {
            *folders.entry(folder).or_default() += 1;
        }
    }
    let told = folders.into_iter().map(|(folder, count)| {
        let message = message!(
            "文件夹“{folder}”里的 {count} 篇文章按草稿处理，不公开",
            "the {count} documents in {folder} are taken as drafts"
        );
        Diagnostic::new(Code::SourceDraftFolder, message).hint(message!(
            "写好了，把文件移到栏目的文件夹里就公开",
            "move a document to the folder of its section to publish it"
        ))
    });
    told.collect()
}

/// Reports public documents whose name or title says that they are drafts: `讲稿（草稿）.md`, `a.draft.md`.
fn named_drafts(site: &Site) -> Vec<Diagnostic> {
    let told = site.documents.iter().filter_map(|(id, document)| {
        let name = document.path.stem();
        if site.documents.state(id) != PublicationState::Published
            || !(says_draft(name) || says_draft(&document.title))
        {
            return None;
        }
        let message = message!(
            "名字里写着“草稿”，可是这篇是公开的",
            "the name says “draft”, but this document is public"
        );
        let hint = message!(
            "没写完，就在文首信息里写“草稿: 是”；写完了，就从文件名和标题里去掉这两个字",
            "write draft: true in the front matter if it is one; else take the word out of its name and title"
        );
        let place = SourceLocation::file(document.path.as_str());
        Some(Diagnostic::new(Code::SourceNamedDraft, message).at(place).hint(hint))
    });
    told.collect()
}

/// Returns true if a part of a name between marks is a word for a draft: `（草稿）方案`, `a.draft`.
fn says_draft(name: &str) -> bool {
    name.contains('稿')
        && name
            .split(|c: char| matches!(c, '.' | '_' | '-') || !c.is_alphanumeric())
            .any(|part| matches!(part, "草稿" | "初稿" | "未定稿"))
        || name.rsplit_once('.').is_some_and(|(_, end)| end == "draft")
}

/// Reports a file that is nearly a document, with the name that makes it one.
fn misnamed(site: &Site, file: &SiteFile) -> Option<Diagnostic> {
    let stray = file.stray.as_ref()?;
    let (written, right) = (file.path.name(), stray.name());
    let message = match stray {
        StrayDocument::Name(_) => message!(
            "“{written}”不是文章的文件名（文章以 .md 结尾），没有当作文章，也没有公布",
            "“{written}” is no document's name (documents end in .md): it is neither read as one nor published"
        ),
        StrayDocument::Copy(_) => message!(
            "“{written}”像是程序留下的副本，没有公布",
            "“{written}” looks like a copy that a program left; it is not published"
        ),
        StrayDocument::Text(_) => message!(
            "“{written}”以文首信息（---）开头，像是一篇文章，没有公布",
            "“{written}” begins with front matter like a document; it is not published"
        ),
    };
    let target = SourcePath::new(format!("{}/{right}", file.path.folder()));
    let is_taken = site.documents.find(&target).is_some();
    let hint = match stray {
        _ if is_taken => message!(
            "“{right}”已经有了：把要的内容并进去，删掉“{written}”，或者移出 content/",
            "{right} is there already: move over what you need, and delete {written} or move it out of content/"
        ),
        StrayDocument::Text(_) if file.path.extension() != "txt" => message!(
            "是文章，就把文件名改成“{right}”；不是，就删掉开头的 ---，或者移出 content/",
            "rename it to {right} if it is a document; else delete the --- at its top, or move it out of content/"
        ),
        _ => message!(
            "把文件名改成“{right}”；看不到结尾的，先在文件夹的“查看”里勾选“文件扩展名”。不要就删掉",
            "rename it to {right} (let your file manager show file name extensions), or delete it"
        ),
    };
    let place = SourceLocation::file(file.path.as_str());
    Some(
        Diagnostic::new(Code::SourceMisnamed, message)
            .at(place)
            .hint(hint),
    )
}

/// Returns the faulty segment of an output path and the fault. `sound` caches the last folder found
/// valid, since routes of one folder are consecutive.
pub(super) fn route_fault<'p>(path: &'p str, sound: &mut &'p str) -> Option<(String, Message)> {
    let path = path.trim_matches('/');
    if path.is_empty() {
        return None;
    }
    if path.len() > LONGEST_PATH {
        let length = path.len();
        let fault = message!(
            "路径太长：{length} 字节，最多 {LONGEST_PATH}",
            "the path is too long: {length} bytes of {LONGEST_PATH}"
        );
        return Some((path.chars().take(60).collect(), fault));
    }
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let rest = if folder == *sound { name } else { path };
    if let Some((part, fault)) = path_fault(rest) {
        return Some((part.to_owned(), fault));
    }
    *sound = folder;
    None
}
