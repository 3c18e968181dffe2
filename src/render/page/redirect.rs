//! A page at an old address, which leads to the new one.

use tera::value::Map;

use crate::diagnostic::Diagnostics;
use crate::render::view::ToValue;
use crate::render::view::value::key;
use crate::site::DocumentId;
use crate::url::Url;

use super::{Maker, Page, Subject};

impl Maker<'_, '_> {
    pub(super) fn redirect(&self, url: &Url, to: DocumentId) -> Page {
        let target = self.reads.document_url(to);
        let title = self.reads.facts(to).title.clone();
        let redirect = [
            ("href", self.href(&target)),
            ("canonical", self.reads.config().base.absolute(&target)),
            ("title", title.clone()),
        ];
        let redirect: Map = redirect.into_iter().map(|(name, text)| (key(name), text.to_value())).collect();
        let subject = Subject::new("redirect", title, url);
        let views = vec![("redirect", tera::Value::from(redirect))];
        self.finish(&["redirect.html"], subject, views, Diagnostics::new())
    }
}
