//! The addresses that only a preview has, under `_pufa/`: one table.
//!
//! A page is a function from what is served and what was asked to an answer; it reads no file and keeps no state.

use super::answer::{Answer, Ask};
use super::{Preview, desk, findings, state};
use crate::serve::snapshot::Snapshot;
use crate::serve::studio::Shown;

/// An address of pufa's own.
struct Own {
    /// Its path under `_pufa/`; one that ends in `/` holds all that is under it, as [`Ask::rest`].
    path: &'static str,
    answer: Maker,
}

/// What answers there.
enum Maker {
    /// It speaks of the preview itself, whether or not there is a site.
    OfPreview(fn(&Preview, &Shown, &Ask) -> Answer),
    /// It is there whether or not there is a site.
    Always(fn(&Shown, &Ask) -> Answer),
    /// It speaks of a site.
    OfSite(fn(&Snapshot, &Ask) -> Answer),
}

/// All of them. `events` is not here: it never ends.
const TABLE: &[Own] = &[
    Own { path: "", answer: Maker::OfPreview(desk::page) },
    Own { path: "desk.js", answer: Maker::Always(desk::script) },
    Own { path: "desk.css", answer: Maker::Always(desk::style) },
    Own { path: "documents", answer: Maker::Always(desk::documents) },
    Own { path: "plans", answer: Maker::OfSite(desk::plans) },
    Own { path: "live.js", answer: Maker::Always(live_script) },
    Own { path: "findings", answer: Maker::OfPreview(findings::findings) },
    Own { path: "state", answer: Maker::OfSite(state::state) },
];

/// The folder of these addresses.
pub(super) const FOLDER: &str = "_pufa/";

/// What follows `_pufa/` in an address.
pub(super) fn rest_of(inside: &str) -> Option<&str> {
    inside.strip_prefix(FOLDER)
}

/// The answer at an address under `_pufa/`.
pub(super) fn answer(preview: &Preview, shown: &Shown, ask: &Ask, rest: &str) -> Answer {
    let is_at = |own: &&Own| own.path == rest || (own.path.ends_with('/') && rest.starts_with(own.path));
    let Some(own) = TABLE.iter().filter(is_at).max_by_key(|own| own.path.len()) else {
        return Answer::nothing(ask.language);
    };
    let ask = Ask { rest: rest[own.path.len()..].to_owned(), ..ask.clone() };
    match (&own.answer, shown) {
        (Maker::OfPreview(make), _) => make(preview, shown, &ask),
        (Maker::Always(make), _) => make(shown, &ask),
        (Maker::OfSite(make), Shown::Site(snapshot)) => make(snapshot, &ask),
        (Maker::OfSite(_), Shown::Trouble(_)) => Answer::nothing(ask.language),
    }
}

fn live_script(_: &Shown, _: &Ask) -> Answer {
    Answer::new(200, "text/javascript; charset=utf-8", include_str!("../live.js"))
}
