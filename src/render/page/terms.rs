//! Index of tags, kinds or years.

use crate::content::config::PageType;
use crate::diagnostic::Diagnostics;
use crate::render::view::value::view;
use crate::render::view::{TermLink, ToValue};
use crate::site::Taxonomy;
use crate::url::Url;

use super::{BuiltPage, PageBuilder, PageMeta};

view! {
    /// Value `terms` of `terms.html`: an index of tags, kinds, years.
    struct TermsView {
        /// `tags`, `kinds` or `archive`.
        family: String,
        /// Terms.
        items: Vec<TermLink>,
    }
}

impl PageBuilder<'_, '_> {
    pub(super) fn terms(&self, url: &Url, family: Taxonomy) -> BuiltPage {
        let terms = self.tracker.terms(family);
        let mut meta = PageMeta::new(PageType::Terms, family.name().to_owned(), url);
        meta.description = format!("本站的{}：共{}个。", family.name(), terms.len());
        let term = |term: &crate::site::Term| TermLink {
            name: term.name.clone(),
            href: self.href(&term.url),
            count: term.documents.len(),
            description: None,
        };
        let view = TermsView {
            family: family.id().to_owned(),
            items: terms.iter().map(term).collect(),
        };
        self.render_template(meta, vec![("terms", view.to_value())], Diagnostics::new())
    }
}
