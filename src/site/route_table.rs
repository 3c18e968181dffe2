//! The routes of a site by their addresses.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::url::Url;

use super::calendars::calendars;
use super::feeds::feeds;
use super::{Calendar, Feed, Parts, Route, route};

/// Every route, in a fixed order, and what is found at each address.
#[derive(Debug)]
pub(super) struct RouteTable {
    feeds: Vec<Feed>,
    feeds_by_page: HashMap<Url, usize>,
    calendars: Vec<Calendar>,
    routes: Vec<Route>,
    by_key: HashMap<String, usize>,
    conflicts: Vec<(usize, usize)>,
}

impl RouteTable {
    /// Lists the routes of a site. Of several with one address the first is found.
    pub(super) fn of(parts: &Parts) -> Self {
        let (feeds, calendars) = (feeds(parts), calendars(parts));
        let feeds_by_page =
            feeds.iter().enumerate().rev().map(|(at, feed)| (feed.place.page.clone(), at)).collect();
        let routes = route::routes(parts, &feeds, &calendars);
        let mut by_key = HashMap::with_capacity(routes.len());
        let mut conflicts = Vec::new();
        for (at, route) in routes.iter().enumerate() {
            match by_key.entry(route.url.key()) {
                Entry::Vacant(free) => drop(free.insert(at)),
                Entry::Occupied(taken) => conflicts.push((*taken.get(), at)),
            }
        }
        Self { feeds, feeds_by_page, calendars, routes, by_key, conflicts }
    }

    /// The feeds, the site's own first.
    pub(super) fn feeds(&self) -> &[Feed] {
        &self.feeds
    }

    /// The feed of a page, when it has one.
    pub(super) fn feed_of(&self, page: &Url) -> Option<&Feed> {
        self.feeds_by_page.get(page).map(|&at| &self.feeds[at])
    }

    /// The calendars, the site's own first.
    pub(super) fn calendars(&self) -> &[Calendar] {
        &self.calendars
    }

    /// The routes.
    pub(super) fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// The route at an address.
    pub(super) fn find(&self, url: &Url) -> Option<&Route> {
        self.by_key.get(&url.key()).map(|&at| &self.routes[at])
    }

    /// Pairs of routes with one address: the first that has it, and another.
    pub(super) fn conflicts(&self) -> impl Iterator<Item = (&Route, &Route)> {
        self.conflicts.iter().map(|&(one, other)| (&self.routes[one], &self.routes[other]))
    }
}
