//! What time it is for the site, and when it next looks different because of it.

use jiff::Timestamp;
use jiff::civil::Time;

use crate::content::Moment;
use crate::site::Site;

/// What time it is for the site.
#[derive(Clone, Copy, Debug)]
pub enum SiteClock {
    /// Always the same (`--date`).
    Standing(Timestamp),
    /// The machine's.
    Running(fn() -> Timestamp),
}

impl SiteClock {
    /// Now.
    pub fn now(self) -> Timestamp {
        match self {
            Self::Standing(at) => at,
            Self::Running(clock) => clock(),
        }
    }
}

/// The next instant at which the site looks different without anyone touching it: something appears, begins, ends
/// or expires, or a day begins.
pub(super) fn next_change(site: &Site) -> Option<Timestamp> {
    let (now, zone) = (site.now(), &site.config.zone);
    let midnight = zone.to_datetime(now).date().tomorrow().ok();
    let midnight = midnight.and_then(|day| zone.to_zoned(day.to_datetime(Time::midnight())).ok());
    let of_documents = site.documents.iter().flat_map(|(_, document)| {
        let head = &document.front_matter;
        let begins = [
            head.further.publish.known(),
            head.date.known(),
            head.further.start,
        ]
        .map(|when| when.map(|when| when.at));
        let ends = [
            head.further.expires.known(),
            head.further.start,
            head.further.end,
        ]
        .map(|when: Option<Moment>| when.map(|when| when.end(zone)));
        begins.into_iter().chain(ends).flatten()
    });
    of_documents
        .chain(midnight.map(|zoned| zoned.timestamp()))
        .filter(|&instant| instant > now)
        .min()
}
