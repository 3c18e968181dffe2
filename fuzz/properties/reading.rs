//! Properties of input beside the text: front matter, dates, `site.yaml`, images.

use jiff::tz::{Offset, TimeZone};
use pufa::facade::content::{
    SiteConfig, SourcePath, config, front_matter as head, parse_date, published_bytes, split,
};
use pufa::facade::diagnostic::{Diagnostics, Language, human};
use pufa::facade::site::picture_size;
use pufa::facade::url::Url;

fn beijing() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

/// Parses bytes as front matter: diagnostics point into the text and can be displayed, and the
/// result survives serialization.
pub(crate) fn front_matter(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let path = SourcePath::new("content/qa/a.md");
    let (parts, found) = split(&path, &text);
    hold_places(&found, &text);
    let Some(range) = parts.head else { return };
    let (zone, venues) = (beijing(), SiteConfig::default().venues);
    let (read, found) = head::read(
        &path,
        &text,
        range,
        &head::FrontMatterContext {
            zone: &zone,
            venues: &venues,
        },
    );
    hold_places(&found, &text);
    let recorded = postcard::to_stdvec(&read).expect("a record");
    assert_eq!(
        postcard::from_bytes::<head::FrontMatter>(&recorded).expect("the record"),
        read
    );
}

/// Parses bytes as a date: a valid one parses alike in plain form, an invalid one is reported.
pub(crate) fn date(bytes: &[u8]) {
    let (text, zone) = (String::from_utf8_lossy(bytes), beijing());
    match parse_date(&text, &zone) {
        Ok(when) => {
            let form = if when.has_time {
                "%Y-%m-%d %H:%M:%S"
            } else {
                "%Y-%m-%d"
            };
            let plain = when.civil.strftime(form).to_string();
            let again = parse_date(&plain, &zone);
            let seconds = again
                .as_ref()
                .map(|again| (again.at.as_second(), again.has_time));
            assert_eq!(
                seconds,
                Ok((when.at.as_second(), when.has_time)),
                "{text:?} is {plain:?}"
            );
        }
        Err(fault) => {
            for language in [Language::Chinese, Language::English] {
                assert!(
                    !fault.message.in_language(language).is_empty()
                        && !fault.hint.in_language(language).is_empty()
                );
            }
        }
    }
}

/// Parses bytes as `site.yaml`: the configuration is usable for a site, and diagnostics point into
/// the text.
pub(crate) fn settings(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (config, found) = config::read(&SourcePath::new(SiteConfig::PATH), &text);
    hold_places(&found, &text);
    assert!(
        (1..=500).contains(&config.page_size),
        "a page of {} documents",
        config.page_size
    );
    let home = config.base.href(&Url::root());
    assert!(
        home.starts_with('/') && home.ends_with('/'),
        "the home page at {home:?}"
    );
    let whole = config.base.absolute(&Url::root());
    assert!(
        whole.starts_with("http://") || whole.starts_with("https://"),
        "the home page at {whole:?}"
    );
    for (at, venue) in config.venues.iter().enumerate() {
        assert!(
            config.venues[..at].iter().all(|other| other.id != venue.id),
            "{} twice",
            venue.id
        );
    }
}

/// Parses bytes as an image: the first byte selects the extension, the rest is the file.
pub(crate) fn picture(bytes: &[u8]) {
    const ENDINGS: [&str; 10] = [
        "svg", "png", "jpg", "gif", "webp", "bmp", "ico", "avif", "heic", "tiff",
    ];
    let Some((first, bytes)) = bytes.split_first() else {
        return;
    };
    let ending = ENDINGS[usize::from(*first) % ENDINGS.len()];
    let _ = picture_size(&SourcePath::new(format!("content/a.{ending}")), bytes);
    let public = published_bytes(bytes.to_vec());
    assert_eq!(
        published_bytes(public.clone()),
        public,
        "nothing is left to remove"
    );
}

/// Asserts that diagnostics point to a line of the text, quote it, and can be displayed.
fn hold_places(found: &Diagnostics, text: &str) {
    let lines: Vec<&str> = text.split('\n').collect();
    for finding in found.iter() {
        if let Some(place) = &finding.place {
            assert!(
                place.line >= 1 && place.column >= 1 && place.length >= 1,
                "{place:?}"
            );
            assert!(
                place.line as usize <= lines.len() + 1,
                "{place:?} in {} lines",
                lines.len()
            );
            assert!(
                place.excerpt.is_empty() || text.contains(&place.excerpt),
                "{place:?} stands nowhere"
            );
        }
        assert!(!human(finding, Language::Chinese, false).is_empty());
    }
}
