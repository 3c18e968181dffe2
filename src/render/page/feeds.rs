//! Page that says how to subscribe.

use crate::content::config::PageType;
use crate::diagnostic::Diagnostics;
use crate::render::view::ToValue;
use crate::render::view::value::view;
use crate::site::{FeedFormat, opml_url};
use crate::url::Url;

use super::{BuiltPage, PageBuilder, PageMeta};

view! {
    /// Value `feeds` of `feeds.html`: available subscriptions.
    struct FeedsView {
        /// Feeds, the site's own first.
        items: Vec<FeedView>,
        /// List of all feeds (OPML), if the site has it.
        opml: Option<String>,
        /// Calendars, the site's own first.
        calendars: Vec<CalendarView>,
        /// True if the site's own calendar holds the legal-publicity year.
        legal_year: bool,
    }

    /// Calendar to subscribe to.
    struct CalendarView {
        /// Name of the list.
        name: String,
        /// Page of the list.
        href: String,
        /// Absolute address.
        address: String,
        /// Address as `webcal:`, which opens a phone's or a computer's calendar.
        webcal: String,
    }

    /// Feed in each format, by absolute addresses.
    struct FeedView {
        /// Name of the list.
        name: String,
        /// Page of the list.
        href: String,
        /// RSS 2.0.
        rss: String,
        /// Atom.
        atom: String,
        /// JSON Feed.
        json: String,
    }
}

impl PageBuilder<'_, '_> {
    pub(super) fn feeds_page(&self, url: &Url) -> BuiltPage {
        let config = self.tracker.config();
        let items = self.tracker.feeds().into_iter().map(|feed| FeedView {
            name: feed.name.clone(),
            href: self.href(&feed.page),
            rss: config.base.absolute(&feed.url(FeedFormat::Rss)),
            atom: config.base.absolute(&feed.url(FeedFormat::Atom)),
            json: config.base.absolute(&feed.url(FeedFormat::Json)),
        });
        let opml = self
            .tracker
            .has(&opml_url())
            .then(|| config.base.absolute(&opml_url()));
        let calendars = self.tracker.calendars();
        let legal_year =
            config.calendar.legal_year && calendars.iter().any(|calendar| calendar.is_sites);
        let calendars = calendars.iter().map(|calendar| CalendarView {
            name: calendar.name.clone(),
            href: self.href(&calendar.folder),
            address: config.base.absolute(&calendar.url()),
            webcal: config.base.webcal(&calendar.url()),
        });
        let view = FeedsView {
            items: items.collect(),
            opml,
            calendars: calendars.collect(),
            legal_year,
        };
        let mut meta = PageMeta::new(PageType::Feeds, "订阅".to_owned(), url);
        meta.description = format!(
            "怎样订阅{}：用阅读器接收新发布的内容，把普法活动放进日历。",
            config.title
        );
        self.render_template(meta, vec![("feeds", view.to_value())], Diagnostics::new())
    }
}
