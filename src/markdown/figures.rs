//! Figures: images with a title that stand alone in their paragraph; the title is the caption.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::body_event::{BodyEvent, SpannedEvent};

/// Turns standalone captioned images into figures.
pub(super) fn adapt(pieces: &mut [SpannedEvent<'_>]) {
    for at in 0..pieces.len() {
        if let Some(end) = lone_image_end(&pieces[at..]) {
            make_figure(&mut pieces[at..=at + end]);
        }
    }
}

/// Returns the end of a paragraph that holds only an image with a title.
fn lone_image_end(pieces: &[SpannedEvent<'_>]) -> Option<usize> {
    let [
        (BodyEvent::Markdown(Event::Start(Tag::Paragraph)), _),
        (image, _),
        ..,
    ] = pieces
    else {
        return None;
    };
    let BodyEvent::Markdown(Event::Start(Tag::Image { title, .. })) = image else {
        return None;
    };
    if title.is_empty() {
        return None;
    }
    let image_end = BodyEvent::Markdown(Event::End(TagEnd::Image));
    let after = pieces.iter().position(|(piece, _)| *piece == image_end)? + 1;
    matches!(
        pieces.get(after)?.0,
        BodyEvent::Markdown(Event::End(TagEnd::Paragraph))
    )
    .then_some(after)
}

fn make_figure(paragraph: &mut [SpannedEvent<'_>]) {
    let mut caption = CowStr::Borrowed("");
    for (piece, _) in paragraph.iter_mut() {
        match piece {
            BodyEvent::Markdown(Event::Start(Tag::Paragraph)) => *piece = BodyEvent::OpenFigure,
            BodyEvent::Markdown(Event::Start(Tag::Image { title, .. })) => {
                std::mem::swap(title, &mut caption);
            }
            BodyEvent::Markdown(Event::End(TagEnd::Paragraph)) => {
                *piece =
                    BodyEvent::CloseFigure(std::mem::replace(&mut caption, CowStr::Borrowed("")));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::html;

    #[test]
    fn a_lone_image_with_a_title_is_a_figure() {
        insta::assert_snapshot!(html("![田垄](cover.svg \"权益 <落实>\")"), @r#"<figure><img src="/cover.svg" alt="田垄" width="640" height="480" decoding="async"><figcaption>权益 &lt;落实&gt;</figcaption></figure>"#);
    }

    #[test]
    fn an_image_in_a_sentence_stays_there() {
        insta::assert_snapshot!(html("见![图](a.png \"题\")。\n\n![图](b.png)"), @r#"
        <p>见<img src="/a.png" alt="图" title="题" width="640" height="480" decoding="async">。</p>
        <p><img src="/b.png" alt="图" width="640" height="480" loading="lazy" decoding="async"></p>
        "#);
    }
}
