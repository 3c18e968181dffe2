//! Page at an old address, which leads to the new one.

use crate::content::config::PageType;
use crate::diagnostic::Diagnostics;
use crate::render::view::ToValue;
use crate::render::view::value::view;
use crate::site::DocumentId;
use crate::url::Url;

use super::{BuiltPage, PageBuilder, PageMeta};

view! {
    /// Value `redirect` of `redirect.html`.
    struct RedirectView {
        /// Address of the target page.
        href: String,
        /// Absolute address.
        canonical: String,
        /// Title.
        title: String,
    }
}

impl PageBuilder<'_, '_> {
    pub(super) fn redirect(&self, url: &Url, to: DocumentId) -> BuiltPage {
        let target = self.tracker.document_url(to);
        let title = self.tracker.facts(to).title.clone();
        let redirect = RedirectView {
            href: self.href(&target),
            canonical: self.tracker.config().base.absolute(&target),
            title: title.clone(),
        };
        let meta = PageMeta::new(PageType::Redirect, title, url);
        let views = vec![("redirect", redirect.to_value())];
        self.render_template(meta, views, Diagnostics::new())
    }
}
