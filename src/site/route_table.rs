//! Routes of a site by their addresses.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::diagnostic::Message;
use crate::url::Url;

use super::calendars::calendars;
use super::feeds::feeds;
use super::file_usage::used_files;
use super::name_check::route_fault;
use super::{CalendarFeed, FileId, Route, SiteData, SiteFeed, route};

/// Routes in a fixed order, with an index by address.
#[derive(Debug)]
pub(super) struct RouteTable {
    feeds: Vec<SiteFeed>,
    feeds_by_page: HashMap<Url, usize>,
    calendars: Vec<CalendarFeed>,
    routes: Vec<Route>,
    by_key: HashMap<String, usize>,
    conflicts: Vec<(usize, usize)>,
    refused: Vec<RefusedRoute>,
    unlinked: Vec<FileId>,
}

/// Route that was left out because a part of its path cannot be a file name.
#[derive(Debug)]
pub(super) struct RefusedRoute {
    /// Route.
    pub(super) route: Route,
    /// Part.
    pub(super) part: String,
    /// Reason.
    pub(super) fault: Message,
}

impl RouteTable {
    /// Lists the routes of a site. Of several with one address, the first is found.
    pub(super) fn new(parts: &SiteData) -> Self {
        let feeds = feeds(parts);
        let calendars = calendars(parts);
        let feeds_by_page = feeds
            .iter()
            .enumerate()
            .rev()
            .map(|(at, feed)| (feed.place.page.clone(), at))
            .collect();
        let used = used_files(parts);
        let unlinked = route::published_files(parts)
            .filter(|id| !used[id.index()])
            .collect();
        let (routes, refused) = split_valid_routes(route::routes(parts, &used, &feeds, &calendars));
        let mut by_key = HashMap::with_capacity(routes.len());
        let mut conflicts = Vec::new();
        for (at, route) in routes.iter().enumerate() {
            match by_key.entry(route.url.key()) {
                Entry::Vacant(free) => drop(free.insert(at)),
                Entry::Occupied(taken) => conflicts.push((*taken.get(), at)),
            }
        }
        Self {
            feeds,
            feeds_by_page,
            calendars,
            routes,
            by_key,
            conflicts,
            refused,
            unlinked,
        }
    }

    /// Files that nothing names.
    pub(super) fn unlinked(&self) -> &[FileId] {
        &self.unlinked
    }

    /// Feeds, the site's own first.
    pub(super) fn feeds(&self) -> &[SiteFeed] {
        &self.feeds
    }

    /// Feed of a page, if it has one.
    pub(super) fn feed_of(&self, page: &Url) -> Option<&SiteFeed> {
        self.feeds_by_page.get(page).map(|&at| &self.feeds[at])
    }

    /// Calendars, the site's own first.
    pub(super) fn calendars(&self) -> &[CalendarFeed] {
        &self.calendars
    }

    /// Routes.
    pub(super) fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// Route at an address.
    pub(super) fn find(&self, url: &Url) -> Option<&Route> {
        self.by_key.get(&url.key()).map(|&at| &self.routes[at])
    }

    /// Routes that were left out.
    pub(super) fn refused(&self) -> &[RefusedRoute] {
        &self.refused
    }

    /// Pairs of routes with one address: the first that has it, and another.
    pub(super) fn conflicts(&self) -> impl Iterator<Item = (&Route, &Route)> {
        self.conflicts
            .iter()
            .map(|&(one, other)| (&self.routes[one], &self.routes[other]))
    }
}

/// Splits the routes into those with valid file names and the others.
fn split_valid_routes(routes: Vec<Route>) -> (Vec<Route>, Vec<RefusedRoute>) {
    let mut folder = "";
    let faults: Vec<(usize, (String, Message))> = routes
        .iter()
        .enumerate()
        .filter_map(|(at, route)| Some((at, route_fault(route.url.as_str(), &mut folder)?)))
        .collect();
    if faults.is_empty() {
        return (routes, Vec::new());
    }
    let mut taken = Vec::with_capacity(routes.len());
    let mut refused = Vec::new();
    let mut faults = faults.into_iter().peekable();
    for (at, route) in routes.into_iter().enumerate() {
        match faults.next_if(|(place, _)| *place == at) {
            Some((_, (part, fault))) => refused.push(RefusedRoute { route, part, fault }),
            None => taken.push(route),
        }
    }
    (taken, refused)
}
