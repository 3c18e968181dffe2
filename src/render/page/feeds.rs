//! The page that says how to subscribe.

use crate::diagnostic::Diagnostics;
use crate::render::view::{FeedView, FeedsView, ToValue};
use crate::site::{FeedForm, opml_url};
use crate::url::Url;

use super::{Maker, Page, Subject};

impl Maker<'_, '_> {
    pub(super) fn feeds_page(&self, url: &Url) -> Page {
        let config = self.reads.config();
        let items = self.reads.feeds().map(|feed| FeedView {
            name: feed.name.clone(),
            href: self.href(&feed.page),
            rss: config.base.absolute(&feed.url(FeedForm::Rss)),
            atom: config.base.absolute(&feed.url(FeedForm::Atom)),
            json: config.base.absolute(&feed.url(FeedForm::Json)),
        });
        let opml = config.outputs.opml.then(|| config.base.absolute(&opml_url()));
        let view = FeedsView { items: items.collect(), opml };
        let mut subject = Subject::new("feeds", "订阅".to_owned(), url);
        subject.description = format!("怎样订阅{}：用阅读器接收新发布的内容。", config.title);
        self.finish(&["feeds.html"], subject, vec![("feeds", view.to_value())], Diagnostics::new())
    }
}
