//! Links from bare addresses: `https://…`, `www.…` and mail addresses.
//!
//! An address ends before the first character that is not ASCII, such as Chinese punctuation, and
//! before trailing punctuation or a bracket that it does not open. The host needs a dot. A `www.`
//! address becomes an `http:` link, which every server answers: one with `https:` redirects, and
//! browsers try `https:` first by themselves. Links, images, code and raw `<a>` stay as they are.

mod address;

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use self::address::{AddressForm, next_address};
use super::body_event::{BodyEvent, SpannedEvent};

/// Returns true if a text may contain a bare address; written links are told apart here already.
pub(super) fn may_hold(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr(b'@', bytes).is_some()
        || memchr::memmem::find_iter(bytes, "://").any(|at| !is_written_link(&bytes[..at]))
        || memchr::memmem::find(bytes, b"www.").is_some()
}

/// Returns true if the scheme before `://` is the destination of a written link.
fn is_written_link(before: &[u8]) -> bool {
    let scheme = before
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_alphabetic());
    let before = &before[..before.len() - scheme.count()];
    before.ends_with(b"](") || before.ends_with(b"\"")
}

/// Finds the next bare address of a text from a byte offset on.
pub(super) fn next_range(text: &str, from: usize) -> Option<Range<usize>> {
    next_address(text, from).map(|(range, _)| range)
}

/// Turns bare addresses into links; `source` is the text that the ranges are of.
pub(super) fn adapt(pieces: &mut Vec<SpannedEvent<'_>>, source: &str) {
    let all = std::mem::take(pieces);
    pieces.reserve(all.len() + 16);
    let mut run = Vec::new();
    let mut depth = 0_usize;
    for (piece, range) in all {
        match &piece {
            BodyEvent::Markdown(Event::Text(_)) if depth == 0 => {
                run.push((piece, range));
                continue;
            }
            piece => depth = depth_after(piece, depth),
        }
        link_run(&mut run, source, pieces);
        pieces.push((piece, range));
    }
    link_run(&mut run, source, pieces);
}

/// Returns the nesting depth in elements whose text is left alone.
fn depth_after(piece: &BodyEvent<'_>, depth: usize) -> usize {
    match piece {
        BodyEvent::Markdown(Event::Start(
            Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock,
        )) => depth + 1,
        BodyEvent::Markdown(Event::End(
            TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock,
        )) => depth.saturating_sub(1),
        BodyEvent::RawStart(tag) if tag.rule.name == "a" => depth + 1,
        BodyEvent::RawEnd(rule) if rule.name == "a" => depth.saturating_sub(1),
        BodyEvent::Markdown(Event::InlineHtml(html)) => {
            let name = |prefix| {
                let rest = html.get(..3)?.strip_prefix(prefix)?;
                Some(rest.to_ascii_lowercase())
            };
            match (name("</"), name("<")) {
                (Some(end), _) if end == "a" => depth.saturating_sub(1),
                (_, Some(start))
                    if start.starts_with('a') && !start[1..].starts_with(char::is_alphanumeric) =>
                {
                    depth + 1
                }
                _ => depth,
            }
        }
        _ => depth,
    }
}

/// Moves a run of texts to `out`, with links in it.
fn link_run<'a>(run: &mut Vec<SpannedEvent<'a>>, source: &str, out: &mut Vec<SpannedEvent<'a>>) {
    let joined = joined(run);
    let mut next = next_address(&joined, 0);
    if next.is_none() {
        out.append(run);
        return;
    }
    let places = TextPlaces::new(run, source);
    let mut from = 0;
    let text = |range: Range<usize>| {
        let words = CowStr::from(joined[range.clone()].to_owned());
        (BodyEvent::Markdown(Event::Text(words)), places.range(range))
    };
    while let Some((range, form)) = next {
        if from < range.start {
            out.push(text(from..range.start));
        }
        let address = &joined[range.clone()];
        let (link_type, destination) = match form {
            AddressForm::Web => (LinkType::Autolink, address.to_owned()),
            AddressForm::Host => (LinkType::Autolink, format!("http://{address}")),
            AddressForm::Mail => (LinkType::Email, address.to_owned()),
        };
        let tag = Tag::Link {
            link_type,
            dest_url: destination.into(),
            title: CowStr::Borrowed(""),
            id: CowStr::Borrowed(""),
        };
        let place = places.range(range.clone());
        out.push((BodyEvent::Markdown(Event::Start(tag)), place.clone()));
        out.push(text(range.clone()));
        out.push((BodyEvent::Markdown(Event::End(TagEnd::Link)), place));
        from = range.end;
        next = next_address(&joined, from);
    }
    if from < joined.len() {
        out.push(text(from..joined.len()));
    }
    run.clear();
}

/// Returns the text of a run, without a copy if it is one text.
fn joined<'a>(run: &[SpannedEvent<'a>]) -> CowStr<'a> {
    let texts = run.iter().filter_map(|(piece, _)| match piece {
        BodyEvent::Markdown(Event::Text(text)) => Some(text),
        _ => None,
    });
    match run {
        [(BodyEvent::Markdown(Event::Text(text)), _)] => text.clone(),
        _ => texts.map(|text| &**text).collect::<String>().into(),
    }
}

/// Source ranges of the texts of a run.
struct TextPlaces {
    /// Offset in the joined text, source range, and true if both advance alike.
    parts: Vec<(usize, Range<usize>, bool)>,
}

impl TextPlaces {
    fn new(run: &[SpannedEvent<'_>], source: &str) -> Self {
        let mut at = 0;
        let part = |(piece, range): &SpannedEvent<'_>| {
            let BodyEvent::Markdown(Event::Text(text)) = piece else {
                return (at, range.clone(), false);
            };
            let start = at;
            at += text.len();
            (
                start,
                range.clone(),
                source.get(range.clone()) == Some(&**text),
            )
        };
        Self {
            parts: run.iter().map(part).collect(),
        }
    }

    fn range(&self, range: Range<usize>) -> Range<usize> {
        let part = |at: usize| {
            let index = self.parts.partition_point(|(start, ..)| *start <= at);
            self.parts.get(index.saturating_sub(1))
        };
        let start = part(range.start).map_or(0, |(start, place, is_direct)| {
            place.start + if *is_direct { range.start - start } else { 0 }
        });
        let end = part(range.end.saturating_sub(1)).map_or(start, |(start, place, is_direct)| {
            if *is_direct {
                place.start + (range.end - start)
            } else {
                place.end
            }
        });
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::{facts, html};

    #[test]
    fn links_are_made_in_text_only() {
        let text = "见https://a.cn/x_y?a=1&b=2，|www.a.cn\n\n|甲|\n|-|\n|**a@b.cn**|\n";
        let shown = html(text);
        let rel = "rel=\"noopener noreferrer external\"";
        for link in [
            format!(
                "<a href=\"https://a.cn/x_y?a=1&amp;b=2\" {rel}>https://a.cn/x_y?a=1&amp;b=2</a>，|"
            ),
            format!("<a href=\"http://www.a.cn\" {rel}>www.a.cn</a>"),
            "<strong><a href=\"mailto:a@b.cn\">a@b.cn</a></strong>".to_owned(),
        ] {
            assert!(shown.contains(&link), "{link} in {shown}");
        }
        for text in [
            "`https://a.cn`",
            "```\nwww.a.cn a@b.cn\n```",
            "![https://a.cn](x.png)",
            "{#https://a.cn",
        ] {
            assert_eq!(
                html(text).matches("<a ").count(),
                usize::from(text.starts_with('{')),
                "{text}"
            );
        }
        for text in [
            "[https://a.cn](https://b.cn)",
            "<https://a.cn>",
            "<a href=\"https://b.cn\">www.a.cn</a>",
        ] {
            assert_eq!(html(text).matches("<a ").count(), 1, "{text}");
        }
    }

    #[test]
    fn facts_hold_the_links_at_their_places() {
        let links = facts("甲\n\n乙&amp;https://a.cn/b，丙www.c.cn丁 e@f.cn").links;
        let places: Vec<_> = links
            .iter()
            .map(|link| (&*link.destination, link.line, link.column))
            .collect();
        assert_eq!(
            places,
            [("https://a.cn/b", 3, 7), ("http://www.c.cn", 3, 23)]
        );
    }
}
