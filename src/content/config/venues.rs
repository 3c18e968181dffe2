//! Venues of a site: the six, which `site.yaml` may rename and describe, and those that it adds.

use super::Venue;
use super::keys::VENUE;
use crate::content::KINDS;
use crate::content::yaml::{ValueReader, YamlField, YamlNode};
use crate::diagnostic::{Code, Message};
use crate::law::venue::{LATER, SIX, VenueFacts};
use crate::message;
use crate::path_segment;

/// Folders whose addresses are reserved.
const TAKEN: [&str; 6] = ["tags", "kinds", "archive", "assets", "api", "_pufa"];

/// Returns the six venues with their defaults.
pub(super) fn six() -> Vec<Venue> {
    SIX.iter().map(venue).collect()
}

fn venue(facts: &VenueFacts) -> Venue {
    Venue {
        id: facts.id.to_owned(),
        name: facts.name.to_owned(),
        title: format!("进{}", facts.name),
        description: None,
        aliases: facts
            .aliases
            .iter()
            .map(|alias| (*alias).to_owned())
            .collect(),
    }
}

/// Reads `venues` and merges them into the given list.
pub(super) fn take(
    reader: &mut ValueReader<'_>,
    mut field: YamlField<'_>,
    venues: &mut Vec<Venue>,
) {
    if field.elements_are_plain() {
        return reader.words(field, |reader, word, at| {
            if let Some(facts) = known(&word) {
                return add(venues, venue(facts));
            }
            let message = message!(
                "没有现成的场所叫“{word}”",
                "there is no venue “{word}” to take in"
            );
            reader.report(at, Code::SiteBadValue, message, how_to_add(&word));
        });
    }
    let Some(elements) = field.elements() else {
        return reader.wrong_type(
            &field,
            &message!("一个列表", "a list"),
            "[军营, {id: schools, name: 校园}]",
        );
    };
    for element in elements {
        if matches!(element.node, YamlNode::Map(_)) {
            take_one(reader, element, venues);
        } else {
            take(reader, element, venues);
        }
    }
}

fn known(word: &str) -> Option<&'static VenueFacts> {
    SIX.iter().chain(&LATER).find(|facts| facts.is_called(word))
}

fn add(venues: &mut Vec<Venue>, venue: Venue) {
    if venues.iter().all(|other| other.id != venue.id) {
        venues.push(venue);
    }
}

fn how_to_add(word: &str) -> Message {
    let later: Vec<&str> = LATER.iter().map(|venue| venue.name).collect();
    let later = later.join("、");
    message!(
        "现成的有{later}；另设的要写全：- {{id: 英文标识, name: {word}}}",
        "to add one of your own write - {{id: …, name: {word}}}"
    )
}

/// One entry of `venues` as written.
#[derive(Default)]
struct VenueEntry {
    id: Option<String>,
    name: Option<String>,
    title: Option<String>,
    description: Option<String>,
    aliases: Vec<String>,
}

fn take_one(reader: &mut ValueReader<'_>, mut field: YamlField<'_>, venues: &mut Vec<Venue>) {
    let mut written = VenueEntry::default();
    let entries = reader.entries(&mut field).unwrap_or_default();
    reader.table(
        entries,
        Some(&field.at),
        &VENUE,
        |reader, key, field| match key.name {
            "id" => written.id = reader.text(field),
            "name" => written.name = reader.text(field),
            "title" => written.title = reader.text(field),
            "description" => written.description = reader.text(field),
            "aliases" => reader.words(field, |_, word, _| written.aliases.push(word)),
            _ => {}
        },
    );
    let facts = written
        .id
        .as_deref()
        .or(written.name.as_deref())
        .and_then(known);
    let id = facts
        .map(|facts| facts.id.to_owned())
        .or(written.id.clone());
    let Some(id) = id.filter(|id| is_usable(id)) else {
        let name = written.name.unwrap_or_default();
        let message = message!(
            "场所“{name}”没有能用的标识（id）",
            "the venue “{name}” has no usable id"
        );
        let hint = message!(
            "标识是文件夹名和网址，用小写英文字母、数字和短横线，不与 tags、cases 等重名",
            "the id is a folder and an address: lower-case letters, digits and hyphens, and not one of tags, cases …"
        );
        return reader.report(&field.at, Code::SiteBadValue, message, hint);
    };
    if let Some(facts) = facts {
        add(venues, venue(facts));
    }
    match venues.iter_mut().find(|venue| venue.id == id) {
        Some(venue) => written.over(venue),
        None => venues.push(written.into_venue(id)),
    }
}

fn is_usable(id: &str) -> bool {
    path_segment::stem_fault(id).is_none()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !TAKEN.contains(&id)
        && KINDS.iter().all(|facts| facts.folder != Some(id))
}

impl VenueEntry {
    /// Renames and describes an existing venue; its old name becomes an alias.
    fn over(self, venue: &mut Venue) {
        if let Some(name) = self.name.filter(|name| *name != venue.name) {
            venue.title = format!("进{name}");
            venue.aliases.push(std::mem::replace(&mut venue.name, name));
        }
        venue.title = self
            .title
            .unwrap_or_else(|| std::mem::take(&mut venue.title));
        venue.description = self.description.or(venue.description.take());
        venue.aliases.extend(self.aliases);
        venue.aliases.retain(|alias| *alias != venue.name);
    }

    fn into_venue(self, id: String) -> Venue {
        let name = self
            .name
            .or_else(|| self.title.clone())
            .unwrap_or_else(|| id.clone());
        let title = self.title.unwrap_or_else(|| format!("进{name}"));
        Venue {
            id,
            name,
            title,
            description: self.description,
            aliases: self.aliases,
        }
    }
}
