//! Lookup of the document that an address under `_pufa/wechat/` means: its file, without extension too, or its page.

use crate::content::{SourcePath, nearest};
use crate::serve::snapshot::Snapshot;
use crate::site::{DocumentId, RouteKind};
use crate::url::Url;

/// The document that is meant: `qa/a.md`, `content/qa/a.md`, `qa/a`, `qa/a.html`, `qa/a/`.
pub(in crate::serve::http) fn document(snapshot: &Snapshot, rest: &str) -> Option<DocumentId> {
    let site = &snapshot.site;
    let by_file = || {
        sources(rest)
            .iter()
            .find_map(|file| site.documents.find(&SourcePath::from(file.as_str())))
    };
    let bare = rest.trim_end_matches('/');
    let urls = [
        Url::file(rest),
        Url::file(&format!("{bare}.html")),
        Url::folder(&format!("{bare}/")),
    ];
    let by_page = || {
        urls.iter().find_map(|url| match site.find(url)?.kind {
            RouteKind::Document(id) => Some(id),
            _ => None,
        })
    };
    by_file().or_else(by_page)
}

/// The files that may be meant, from the site's folder.
pub(super) fn sources(rest: &str) -> [String; 4] {
    let bare = rest.trim_end_matches('/').trim_start_matches("content/");
    let stem = bare.strip_suffix(".html").unwrap_or(bare);
    [
        format!("content/{bare}"),
        format!("content/{stem}.md"),
        format!("content/{stem}/index.md"),
        format!("content/{stem}/_index.md"),
    ]
}

/// The document whose file is called most like it.
pub(super) fn nearest_document(snapshot: &Snapshot, rest: &str) -> Option<DocumentId> {
    let documents = &snapshot.site.documents;
    let [_, wanted, ..] = sources(rest.strip_suffix(".md").unwrap_or(rest));
    let visible = documents.iter().filter(|(id, _)| documents.is_visible(*id));
    let close = nearest(&wanted, visible.map(|(_, document)| document.path.as_str()))?;
    documents.find(&SourcePath::from(close))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_called_by_its_file_or_its_page() {
        assert!(sources("qa/a.md").contains(&"content/qa/a.md".to_owned()));
        assert!(sources("content/qa/a.md").contains(&"content/qa/a.md".to_owned()));
        assert!(sources("qa/a.html").contains(&"content/qa/a.md".to_owned()));
        assert!(sources("cases/x/").contains(&"content/cases/x/index.md".to_owned()));
    }
}
