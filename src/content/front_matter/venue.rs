//! Venue lookup by an editor's word: 进校园 means 学校, 进学堂 nearly so.

use crate::content::config::Venue;
use crate::content::suggest::nearest;
use crate::content::yaml::{ValueReader, YamlField};
use crate::diagnostic::{Code, Message};
use crate::law::venue::{LATER, bare};
use crate::message;

/// Returns the venue of the site that a word means.
pub(crate) fn find<'v>(venues: &'v [Venue], word: &str) -> Option<&'v Venue> {
    let word = bare(word);
    venues
        .iter()
        .find(|venue| names(venue).any(|name| name.eq_ignore_ascii_case(word)))
}

fn names(venue: &Venue) -> impl Iterator<Item = &str> {
    let own = [
        venue.id.as_str(),
        venue.name.as_str(),
        bare(&venue.title),
        venue.title.as_str(),
    ];
    own.into_iter()
        .chain(venue.aliases.iter().map(String::as_str))
}

/// Reads the venues of a document; their identifiers, each once.
pub(super) fn take(
    reader: &mut ValueReader<'_>,
    field: YamlField<'_>,
    venues: &[Venue],
) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    reader.words(field, |reader, word, at| match find(venues, &word) {
        Some(venue) if ids.contains(&venue.id) => {}
        Some(venue) => ids.push(venue.id.clone()),
        None => {
            let message = message!("没有“{word}”这个场所", "there is no venue “{word}”");
            let hint = advice(venues, &word);
            reader.report(at, Code::FrontMatterUnknownVenue, message, hint);
        }
    });
    ids
}

/// Advice for a word that means no venue of the site.
pub(crate) fn advice(venues: &[Venue], word: &str) -> Message {
    if let Some(later) = LATER.iter().find(|venue| venue.is_called(word)) {
        let name = later.name;
        return message!(
            "本站没有设“{name}”；要设，在 site.yaml 的 venues 里加一行 - {name}",
            "this site has no “{name}”; to have it, add it to venues in site.yaml"
        );
    }
    let word = bare(word);
    let meant = nearest(word, venues.iter().flat_map(names)).and_then(|name| find(venues, name));
    if let Some(venue) = meant {
        let title = &venue.title;
        let id = &venue.id;
        return message!("是不是想写“{title}”？", "did you mean “{id}”?");
    }
    let all: Vec<&str> = venues.iter().map(|venue| venue.name.as_str()).collect();
    let ids: Vec<&str> = venues.iter().map(|venue| venue.id.as_str()).collect();
    let all = all.join("、");
    let ids = ids.join(", ");
    message!("本站的场所有：{all}", "the venues of this site are {ids}")
}
