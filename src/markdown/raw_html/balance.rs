//! Raw tags in running text are closed where they are opened: one that is not, or that closes
//! nothing, is dropped, so that a forgotten `</b>` does not embolden the rest of the page.

use pulldown_cmark::{CowStr, Event, TagEnd};

use super::tags::{Token, tokens};
use crate::markdown::piece::{Piece, Placed};

/// Elements that have no end.
const VOID: [&str; 5] = ["br", "col", "hr", "img", "wbr"];

/// Drops the inline tags of each block that have no partner in it.
pub(super) fn balance(pieces: &mut [Placed<'_>]) {
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut single: Vec<usize> = Vec::new();
    for (at, (piece, _)) in pieces.iter().enumerate() {
        match piece {
            Piece::Markdown(Event::InlineHtml(html)) => match tag(html) {
                Some((name, false)) if !VOID.contains(&name.as_str()) => open.push((at, name)),
                Some((name, true)) => match open.iter().rposition(|(_, opened)| *opened == name) {
                    Some(partner) => single.extend(open.drain(partner..).skip(1).map(|(at, _)| at)),
                    None => single.push(at),
                },
                _ => {}
            },
            piece if ends_block(piece) => single.extend(open.drain(..).map(|(at, _)| at)),
            _ => {}
        }
    }
    for at in single {
        pieces[at].0 = Piece::Markdown(Event::InlineHtml(CowStr::Borrowed("")));
    }
}

/// The name of an inline tag, and whether it closes.
fn tag(html: &str) -> Option<(String, bool)> {
    match tokens(html).first()? {
        Token::Element(element) => Some((element.name.to_ascii_lowercase(), element.closing)),
        _ => None,
    }
}

/// Whether a paragraph, a cell, a heading or their like ends here.
pub(super) fn ends_block(piece: &Piece<'_>) -> bool {
    let Piece::Markdown(Event::End(end)) = piece else { return false };
    !matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::html;

    #[test]
    fn a_tag_without_a_partner_is_dropped() {
        assert_eq!(html("甲<b>乙\n\n丙</b>丁"), "<p>甲乙</p>\n<p>丙丁</p>\n");
        assert_eq!(html("<b>甲<i>乙</b>丙<br>丁"), "<p><b>甲乙</b>丙<br>丁</p>\n");
        assert_eq!(html("- <b>甲\n- 乙</b>"), "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>\n");
    }
}
