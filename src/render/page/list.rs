//! Lists of documents over several pages: a term's, and that of all documents.

use std::collections::BTreeSet;

use crate::content::config::PageType;
use crate::render::view::{ListView, Pager, PagerLink, ToValue};
use crate::site::address::AddressBuilder;
use crate::site::{DocumentId, Taxonomy, documents_url, page_count};
use crate::url::Url;

use super::{BuiltPage, PageBuilder, PageMeta};
use crate::diagnostic::Diagnostics;

impl PageBuilder<'_, '_> {
    pub(super) fn term(&self, url: &Url, family: Taxonomy, term: usize, page: usize) -> BuiltPage {
        let Some(term) = self.tracker.term(family, term) else {
            return (None, Diagnostics::new());
        };
        let list = self.list_view(&term.url, &term.documents, page);
        let mut meta = list_meta(PageType::List, term.name.clone(), url, &list);
        meta.list = Some(term.url.clone());
        meta.breadcrumbs = vec![self.family_link(family).into()];
        let family = family.name();
        let count = term.documents.len();
        meta.description = format!("{family}“{}”下的{count}篇文章。", term.name);
        self.render_template(meta, vec![("list", list.to_value())], Diagnostics::new())
    }

    pub(super) fn all_documents(&self, url: &Url, page: usize) -> BuiltPage {
        let all = self.tracker.all();
        let list = self.list_view(&documents_url(), all, page);
        let mut meta = list_meta(PageType::List, "全部文章".to_owned(), url, &list);
        meta.description = format!("本站全部{}篇文章。", all.len());
        self.render_template(meta, vec![("list", list.to_value())], Diagnostics::new())
    }

    /// View of one page of a list whose first page is at `first`.
    pub(super) fn list_view(&self, first: &Url, documents: &[DocumentId], page: usize) -> ListView {
        let config = self.tracker.config();
        let size = config.page_size;
        let addresses = AddressBuilder(config.urls);
        let pages = page_count(documents.len(), size);
        let href = |number: usize| self.href(&addresses.list_page(first, number));
        let start = (page - 1) * size;
        let shown = documents.iter().copied().skip(start).take(size);
        ListView {
            items: self.tracker.cards(shown),
            pager: Pager {
                page,
                pages,
                total: documents.len(),
                previous: (page > 1).then(|| href(page - 1)),
                next: (page < pages).then(|| href(page + 1)),
                numbers: numbers(page, pages, href),
            },
        }
    }
}

/// Facts of a page of a list, with its neighbours.
pub(super) fn list_meta<'u>(
    page_type: PageType,
    heading: String,
    url: &'u Url,
    list: &ListView,
) -> PageMeta<'u> {
    let mut meta = PageMeta::new(page_type, heading, url);
    meta.previous.clone_from(&list.pager.previous);
    meta.next.clone_from(&list.pager.next);
    meta
}

/// Page numbers to show: the first, the last, and those around this one.
fn numbers(page: usize, pages: usize, href: impl Fn(usize) -> String) -> Vec<PagerLink> {
    const AROUND: usize = 2;
    let around = page.saturating_sub(AROUND).max(1)..=(page + AROUND).min(pages);
    let shown: BTreeSet<usize> = around.chain([1, pages]).collect();
    let mut links = Vec::new();
    let mut last = 0;
    for number in shown {
        if number > last + 1 {
            links.push(PagerLink {
                number: None,
                href: None,
                current: false,
            });
        }
        links.push(PagerLink {
            number: Some(number),
            href: Some(href(number)),
            current: number == page,
        });
        last = number;
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_pager_has_gaps() {
        let shown = |page, pages| -> Vec<String> {
            let text = |link: PagerLink| {
                link.number
                    .map_or("…".to_owned(), |number| number.to_string())
            };
            numbers(page, pages, |_| String::new())
                .into_iter()
                .map(text)
                .collect()
        };
        assert_eq!(shown(1, 1), ["1"]);
        assert_eq!(shown(6, 12), ["1", "…", "4", "5", "6", "7", "8", "…", "12"]);
        assert_eq!(shown(2, 4), ["1", "2", "3", "4"]);
    }
}
