//! Removes the characters that we put among text ourselves from every event.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

/// Whether a text may hold one of the noncharacters that we use, or make one by an entity.
///
/// It looks for the two bytes that they begin with, which few others do: every text is asked.
pub(super) fn may_hold(text: &str) -> bool {
    memchr::memchr(b'&', text.as_bytes()).is_some() || holds_first_bytes(text)
}

/// The event without noncharacters.
pub(super) fn unmark(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(text) => Event::Text(clean(text)),
        Event::Code(text) => Event::Code(clean(text)),
        Event::Html(text) => Event::Html(clean(text)),
        Event::InlineHtml(text) => Event::InlineHtml(clean(text)),
        Event::FootnoteReference(name) => Event::FootnoteReference(clean(name)),
        Event::Start(tag) => Event::Start(unmark_tag(tag)),
        other => other,
    }
}

fn unmark_tag(tag: Tag<'_>) -> Tag<'_> {
    match tag {
        Tag::Link { link_type, dest_url, title, id } => {
            Tag::Link { link_type, dest_url: clean(dest_url), title: clean(title), id: clean(id) }
        }
        Tag::Image { link_type, dest_url, title, id } => {
            Tag::Image { link_type, dest_url: clean(dest_url), title: clean(title), id: clean(id) }
        }
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Tag::CodeBlock(CodeBlockKind::Fenced(clean(info))),
        Tag::FootnoteDefinition(name) => Tag::FootnoteDefinition(clean(name)),
        other => other,
    }
}

/// What U+FDD0 to U+FDD2 begin with; 90 to 92 follows.
const FIRST_BYTES: [u8; 2] = [0xef, 0xb7];

/// Whether the two bytes stand in a text that our noncharacters begin with.
fn holds_first_bytes(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), &FIRST_BYTES).is_some()
}

fn clean(text: CowStr<'_>) -> CowStr<'_> {
    let ours = memchr::memmem::find_iter(text.as_bytes(), &FIRST_BYTES)
        .filter(|at| matches!(text.as_bytes().get(at + 2), Some(0x90..=0x92)));
    let (mut kept, mut from) = (String::new(), 0);
    for at in ours {
        kept.push_str(&text[from..at]);
        from = at + 3;
    }
    if from == 0 {
        return text;
    }
    kept.push_str(&text[from..]);
    kept.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_stays_in_any_string() {
        let mark = |text: &str| CowStr::from(text.replace('M', "\u{fdd0}"));
        let image = Tag::Image {
            link_type: pulldown_cmark::LinkType::Inline,
            dest_url: mark("aM"),
            title: mark("bM"),
            id: mark("cM"),
        };
        for event in [Event::Text(mark("M*")), Event::Code(mark("xM")), Event::Start(image)] {
            assert!(!format!("{:?}", unmark(event)).contains("fdd0"));
        }
    }
}
