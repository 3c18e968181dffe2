//! The addresses that only a preview has, under `_pufa/`: one table.
//!
//! A page is a function from what is served and what was asked to an answer; it reads no file and keeps no state.

use super::answer::{Answer, Ask};
use super::pages::{self, Page};
use super::{Preview, desk, findings, state, wechat};
use crate::content::Stale;
use crate::serve::snapshot::Snapshot;
use crate::serve::studio::{News, Shown};

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
    /// It is a page that follows the files, made of their texts as the site's own are.
    OfTexts(fn(&Page<'_>) -> Result<Answer, Stale>),
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
    Own { path: wechat::PATH, answer: Maker::OfTexts(wechat::page) },
];

/// The folder of these addresses.
pub(super) const FOLDER: &str = "_pufa/";

/// What follows `_pufa/` in an address.
pub(super) fn rest_of(inside: &str) -> Option<&str> {
    inside.strip_prefix(FOLDER)
}

/// The answer at an address under `_pufa/`; [`Stale`] when the site has to be made anew to say so.
pub(super) fn answer(
    preview: &Preview,
    (shown, news): (&Shown, News),
    ask: &Ask,
    rest: &str,
) -> Result<Answer, Stale> {
    let is_at = |own: &&Own| own.path == rest || (own.path.ends_with('/') && rest.starts_with(own.path));
    let Some(own) = TABLE.iter().filter(is_at).max_by_key(|own| own.path.len()) else {
        let is_folder = TABLE.iter().any(|own| own.path.strip_suffix('/') == Some(rest));
        let folder = || Answer::redirect(format!("{}/", ask.path));
        return Ok(if is_folder { folder() } else { Answer::nothing(ask.language) });
    };
    let ask = Ask { rest: rest[own.path.len()..].to_owned(), ..ask.clone() };
    Ok(match (&own.answer, shown) {
        (Maker::OfPreview(make), _) => make(preview, shown, &ask),
        (Maker::Always(make), _) => make(shown, &ask),
        (Maker::OfSite(make), Shown::Site(snapshot)) => make(snapshot, &ask),
        (Maker::OfSite(_), Shown::Trouble(_)) => Answer::nothing(ask.language),
        (Maker::OfTexts(make), Shown::Site(snapshot)) => {
            return make(&Page { preview, snapshot, ask: &ask, news });
        }
        (Maker::OfTexts(_), Shown::Trouble(found)) => pages::troubled(preview, found, &ask, news),
    })
}

fn live_script(_: &Shown, _: &Ask) -> Answer {
    Answer::new(200, "text/javascript; charset=utf-8", include_str!("../live.js"))
}
