//! Removes the characters that we put among text ourselves from every event.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

/// Whether a text may hold one of the noncharacters that we use, or make one by an entity.
///
/// It looks for the two bytes that they begin with, which few others do: every text is asked.
pub(super) fn may_hold(text: &str) -> bool {
    memchr::memchr(b'&', text.as_bytes()).is_some() || holds_first_bytes(text)
}

/// Takes the noncharacters out of an event.
pub(super) fn unmark(event: &mut Event<'_>) {
    match event {
        Event::Text(text)
        | Event::Code(text)
        | Event::Html(text)
        | Event::InlineHtml(text)
        | Event::FootnoteReference(text)
        | Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(text)) | Tag::FootnoteDefinition(text)) => {
            clean(text);
        }
        Event::Start(Tag::Link { dest_url, title, id, .. } | Tag::Image { dest_url, title, id, .. }) => {
            [dest_url, title, id].into_iter().for_each(clean);
        }
        _ => {}
    }
}

/// What U+FDD0 to U+FDD2 begin with; 90 to 92 follows.
const FIRST_BYTES: [u8; 2] = [0xef, 0xb7];

/// Whether the two bytes stand in a text that our noncharacters begin with.
fn holds_first_bytes(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), &FIRST_BYTES).is_some()
}

fn clean(text: &mut CowStr<'_>) {
    let bytes = text.as_bytes();
    let [first, second] = FIRST_BYTES;
    // The second byte is the rarer one in Chinese text.
    let ours =
        memchr::memchr_iter(second, bytes).filter_map(|at| match bytes.get(at.checked_sub(1)?..at + 2)? {
            [before, _, 0x90..=0x92] if *before == first => Some(at - 1),
            _ => None,
        });
    let (mut kept, mut from) = (String::new(), 0);
    for at in ours {
        kept.push_str(&text[from..at]);
        from = at + 3;
    }
    if from > 0 {
        kept.push_str(&text[from..]);
        *text = kept.into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn nothing_but_marks_goes(text in "[a法ﷰ·\u{fdcf}\u{fdd0}\u{fdd1}\u{fdd2}\u{fdd3}\u{f5d0}]{0,12}") {
            let mut cleaned = CowStr::from(text.clone());
            clean(&mut cleaned);
            proptest::prop_assert_eq!(&*cleaned, text.replace(['\u{fdd0}', '\u{fdd1}', '\u{fdd2}'], ""));
        }
    }

    #[test]
    fn no_mark_stays_in_any_string() {
        let mark = |text: &str| CowStr::from(text.replace('M', "\u{fdd0}"));
        let image = Tag::Image {
            link_type: pulldown_cmark::LinkType::Inline,
            dest_url: mark("aM"),
            title: mark("bM"),
            id: mark("cM"),
        };
        for mut event in [Event::Text(mark("M*")), Event::Code(mark("xM")), Event::Start(image)] {
            unmark(&mut event);
            assert!(!format!("{event:?}").contains("fdd0"));
        }
    }
}
