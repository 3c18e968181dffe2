//! Outputs that `--keep-going` leaves as they are, since their sources could not be read or judged.
//!
//! Guarantee: *sound documents are written; the outputs of what could not be read or judged stay as they are; what
//! decides whether the public sees a document, and cannot be read, hides it.* So
//!
//! - a document whose file or front matter could not be read gets no new output, and no list, feed or count that is
//!   made anew shows it. What an earlier build made of it alone (its page, old addresses, own files, the pages of its
//!   plan) stays, byte for byte. One that was public when its 到期 became unreadable stays public as it was; one that
//!   never was does not appear;
//! - a document that is known to be hidden, or whose file is gone, is judged: its outputs are removed;
//! - a list is rendered from what was read. One that cannot be rendered any more stays if it shows an unread document,
//!   as do the lists of a folder that could not be listed or whose introduction could not be read. Hiding takes
//!   precedence: no list stays that shows a document which is known to be hidden or gone;
//! - an output of unknown origin (the cache is lost), or one that holds only names and counts, is removed only if it is
//!   at an address of a hidden document;
//! - settings, theme and units concern every page: an error there ends the run, and nothing is written.

use std::collections::{BTreeMap, HashSet};

use parking_lot::Mutex;

use crate::cache::{OriginIndex, OutputSource, source_of};
use crate::content::{SourceDigest, SourcePath};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceLocation};
use crate::message;
use crate::site::{
    ApiRoute, PublicationState, Route, RouteKind, Site, SiteSources, VisibilityOptions,
};

/// Decides which outputs of earlier builds stay in this one, and collects those that do.
pub(super) struct Unsettled<'u> {
    site: &'u Site,
    origins: &'u OriginIndex<'u>,
    /// Output paths that hidden documents would have, and that this site does not use.
    hidden: HashSet<String>,
    retained: Mutex<BTreeMap<String, (SourceDigest, Option<OutputSource>)>>,
}

impl<'u> Unsettled<'u> {
    /// `None` when everything was read and judged.
    pub(super) fn new(
        site: &'u Site,
        sources: &SiteSources,
        origins: &'u OriginIndex<'u>,
    ) -> Option<Self> {
        if is_settled(site) {
            return None;
        }
        let shown = Site::new(sources, site.now(), VisibilityOptions::HIDDEN);
        let mut hidden: HashSet<String> = shown
            .routes()
            .iter()
            .map(|route| route.url.output_path())
            .collect();
        for route in site.routes() {
            hidden.remove(&route.url.output_path());
        }
        Some(Self {
            site,
            origins,
            hidden,
            retained: Mutex::default(),
        })
    }

    /// Returns true if an output of earlier builds that this one does not make stays.
    pub(super) fn retains(&self, path: &str, digest: &SourceDigest) -> bool {
        let source = self.origins.find(path, digest);
        let is_retained = match &source {
            // It holds names and counts only: of which documents is not known.
            Some(OutputSource::List(shown)) if shown.is_empty() => !self.hidden.contains(path),
            Some(source) => self.is_of_unread(source),
            None => !self.hidden.contains(path),
        };
        if is_retained {
            self.retain(path, digest, source);
        }
        is_retained
    }

    /// Diagnostics of a route whose path holds an output that must not be replaced (none if that output is the route's
    /// own); `None` if it may be replaced.
    pub(super) fn blocks(
        &self,
        route: &Route,
        path: &str,
        digest: &SourceDigest,
    ) -> Option<Diagnostics> {
        let source = self.origins.find(path, digest)?;
        let diagnostics = match (&source, source_of(self.site, &route.kind)) {
            (OutputSource::Document(other) | OutputSource::File(other), own)
                if own.as_ref() != Some(other) && self.is_of_unread(&source) =>
            {
                Diagnostics::from_iter([address_taken(route, other, own.as_ref())])
            }
            (OutputSource::List(_), _)
                if self.is_of_unread_folder(route) && self.is_of_unread(&source) =>
            {
                Diagnostics::new()
            }
            _ => return None,
        };
        self.retain(path, digest, Some(source));
        Some(diagnostics)
    }

    /// Outputs that stay and whose source is known.
    pub(super) fn retained(&self) -> Vec<(String, SourceDigest, OutputSource)> {
        let retained = self.retained.lock();
        retained
            .iter()
            .filter_map(|(path, (digest, source))| Some((path.clone(), *digest, source.clone()?)))
            .collect()
    }

    /// Diagnostic for the outputs that stay and the sources that are not shown.
    pub(super) fn diagnostic(&self) -> Diagnostic {
        let documents = self
            .site
            .documents
            .ids()
            .filter(|id| !self.site.documents.state(*id).is_judged())
            .count();
        let retained = self.retained.lock();
        let outputs = retained.len();
        let unread = documents.max(self.site.unread.len());
        let message = match retained.keys().next() {
            Some(first) => message!(
                "有 {unread} 处来源读不出来，或者不能确定是否公开：不新发布，以前发布的 {outputs} 个文件保持原样（如 {first}）",
                "{unread} sources cannot be read, or their visibility is unknown: they are not published anew, \
                 and {outputs} files of earlier builds stay as they are ({first} …)"
            ),
            None => message!(
                "有 {unread} 处来源读不出来，或者不能确定是否公开：没有发布",
                "{unread} sources cannot be read, or their visibility is unknown: they are not published"
            ),
        };
        Diagnostic::new(Code::OutputKept, message).hint(message!(
            "改正上面的错误后再构建一次",
            "fix the errors above and build again"
        ))
    }

    fn retain(&self, path: &str, digest: &SourceDigest, source: Option<OutputSource>) {
        let mut retained = self.retained.lock();
        retained.insert(path.to_owned(), (*digest, source));
    }

    /// Returns true if an output came from a source that could not be read or judged, and shows nothing hidden.
    fn is_of_unread(&self, source: &OutputSource) -> bool {
        match source {
            OutputSource::Document(source) => self.is_unread(source),
            OutputSource::File(source) => {
                match self
                    .site
                    .owner_of(source)
                    .map(|owner| self.site.documents.state(owner))
                {
                    Some(state) if !state.is_judged() => true,
                    Some(PublicationState::Published) | None => self.is_unread(source),
                    Some(_) => false,
                }
            }
            OutputSource::List(shown) => {
                shown.iter().any(|source| self.is_unread(source))
                    && shown
                        .iter()
                        .all(|source| self.is_unread(source) || self.is_shown(source))
            }
        }
    }

    fn is_unread(&self, source: &SourcePath) -> bool {
        self.site.unread.covers(source.as_str())
            || self
                .site
                .documents
                .find(source)
                .is_some_and(|id| !self.site.documents.state(id).is_judged())
    }

    fn is_shown(&self, source: &SourcePath) -> bool {
        self.site
            .documents
            .find(source)
            .is_some_and(|id| self.site.documents.is_visible(id))
    }

    /// Returns true if a route lists a folder that could not be listed, or whose introduction could not be read.
    fn is_of_unread_folder(&self, route: &Route) -> bool {
        let section = |section: usize| self.site.sections.get(section).map(|of| of.folder.clone());
        let folder = match &route.kind {
            RouteKind::Home => Some(String::new()),
            RouteKind::Section {
                section: number, ..
            }
            | RouteKind::Api(ApiRoute::List {
                section: number, ..
            }) => section(*number),
            RouteKind::Feed(..) | RouteKind::Calendar(_) => {
                let path = route.url.output_path();
                Some(
                    path.rsplit_once('/')
                        .map_or_else(String::new, |(folder, _)| folder.to_owned()),
                )
            }
            _ => None,
        };
        let Some(folder) = folder else { return false };
        let folder = if folder.is_empty() {
            "content".to_owned()
        } else {
            format!("content/{folder}")
        };
        let introduction =
            |name: &str| self.is_unread(&SourcePath::new(format!("{folder}/{name}")));
        let is_introduced = matches!(route.kind, RouteKind::Home | RouteKind::Section { .. })
            && (["_index.md", "README.md", "readme.md"]
                .into_iter()
                .any(introduction)
                || folder == "content" && introduction("index.md"));
        self.site.unread.covers(&folder) || is_introduced
    }
}

/// Returns true if everything was read and judged.
pub(super) fn is_settled(site: &Site) -> bool {
    site.unread.is_empty()
        && site
            .documents
            .ids()
            .all(|id| site.documents.state(id).is_judged())
}

fn address_taken(route: &Route, other: &SourcePath, own: Option<&SourcePath>) -> Diagnostic {
    let url = route.url.as_str();
    let diagnostic = Diagnostic::new(
        Code::AddressConflict,
        message!(
            "{url} 上是“{other}”以前发布的页面，那篇现在读不出来，没有覆盖",
            "at {url} is an output of {other}, which cannot be read now; it was not replaced"
        ),
    )
    .hint(message!(
        "先改正“{other}”的错误；如果网址真的相同，给其中一个写上 slug（网址名）",
        "fix {other} first; if the addresses are really the same, give one of them a slug"
    ));
    match own {
        Some(own) => diagnostic.at(SourceLocation::file(own.as_str())),
        None => diagnostic,
    }
}
