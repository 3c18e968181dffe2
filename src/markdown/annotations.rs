//! Anchors and HTML blocks that the site injects into a rendered body: an anchor where a range of
//! lines begins, a block after it. The body's own text is neither lost nor moved.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::body_event::{BodyEvent, SpannedEvent};
use super::indented_code;

/// Anchor and HTML block for a range of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Byte range in the whole text, from the first character of a line to the last of a line.
    pub range: Range<usize>,
    /// Id of the anchor at the start of the range.
    pub id: String,
    /// HTML block after the range, written unescaped.
    pub html: String,
}

/// Annotations of a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnotationSet {
    /// Annotations, sorted by the start of their range.
    pub all: Vec<Annotation>,
}

/// Inserts annotations into the events of a body.
///
/// A block follows the last line of its range, as deep as HTML permits: between paragraphs, at the
/// end of a list item, after the table that contains the row.
pub(super) fn adapt(pieces: &mut Vec<SpannedEvent<'_>>, inserts: &AnnotationSet) {
    if inserts.all.is_empty() {
        return;
    }
    let all = indented_code::without(std::mem::take(pieces));
    let mut weaver = AnnotationWeaver {
        inserts,
        out: Vec::with_capacity(all.len() + 8),
        next: 0,
        open: Vec::new(),
        frames: Vec::new(),
    };
    let starts: Vec<usize> = all
        .iter()
        .skip(1)
        .map(|(_, range)| range.start)
        .chain([usize::MAX])
        .collect();
    for ((piece, range), following) in all.into_iter().zip(starts) {
        weaver.take(piece, range, following);
    }
    weaver.close_before(usize::MAX);
    *pieces = weaver.out;
}

/// Effect of an event on the tree of blocks.
enum BlockEvent {
    Opens(OpenBlock),
    Closes,
    /// Block without content, such as a rule.
    Stands,
    /// Line break within a paragraph.
    Breaks,
    /// Text or an inline tag.
    Speaks,
    /// The footnotes follow.
    Ends,
}

/// Open element, by where annotations can be inserted in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OpenBlock {
    /// Accepts blocks; holds its start offset.
    Flow(usize),
    /// A paragraph.
    Paragraph,
    /// Another block with inline content only.
    Block,
    /// Consumed whole by the emitter, up to its end event.
    Sealed,
    /// Inline element.
    Inline,
}

struct AnnotationWeaver<'a, 'i> {
    inserts: &'i AnnotationSet,
    out: Vec<SpannedEvent<'a>>,
    /// Index of the first annotation that has not begun.
    next: usize,
    /// Indices of annotations that have begun and not ended.
    open: Vec<usize>,
    frames: Vec<OpenBlock>,
}

impl<'a> AnnotationWeaver<'a, '_> {
    fn take(&mut self, piece: BodyEvent<'a>, range: Range<usize>, following: usize) {
        match turn(&piece, &range) {
            BlockEvent::Opens(frame) => self.open_frame(frame, &range),
            BlockEvent::Closes => self.close_frame(range.end),
            BlockEvent::Stands => self.block_begins(range.start),
            BlockEvent::Breaks if self.parts_paragraph(&range, following) => {
                return self.new_paragraph(following);
            }
            BlockEvent::Breaks => {}
            BlockEvent::Speaks => self.begin_before(range.start + 1),
            BlockEvent::Ends => self.close_before(usize::MAX),
        }
        self.out.push((piece, range));
    }

    fn open_frame(&mut self, frame: OpenBlock, range: &Range<usize>) {
        match frame {
            OpenBlock::Inline => self.begin_before(range.start + 1),
            OpenBlock::Sealed => {
                self.block_begins(range.start);
                self.begin_before(range.end);
            }
            _ => self.block_begins(range.start),
        }
        self.frames.push(frame);
    }

    /// Ends the annotations of a closed element that do not go on after it.
    fn close_frame(&mut self, end: usize) {
        if let Some(OpenBlock::Flow(start)) = self.frames.pop() {
            let own = |at: &usize| {
                let range = &self.inserts.all[*at].range;
                range.start >= start && range.end <= end
            };
            let (own, outer): (Vec<usize>, Vec<usize>) = self.open.iter().copied().partition(own);
            self.open = outer;
            self.end(&own);
        }
    }

    fn block_begins(&mut self, at: usize) {
        if self.is_flow() {
            self.close_before(at);
        }
    }

    fn is_flow(&self) -> bool {
        self.frames
            .last()
            .is_none_or(|frame| matches!(frame, OpenBlock::Flow(_)))
    }

    /// Returns true if the lines before and after this break belong to separate paragraphs.
    fn parts_paragraph(&self, range: &Range<usize>, following: usize) -> bool {
        let [outer @ .., OpenBlock::Paragraph] = self.frames.as_slice() else {
            return false;
        };
        let is_flow = outer
            .last()
            .is_none_or(|frame| matches!(frame, OpenBlock::Flow(_)));
        let mut ends = self
            .inserts
            .all
            .iter()
            .flat_map(|insert| [insert.range.start, insert.range.end]);
        is_flow && ends.any(|place| place > range.start && place <= following)
    }

    fn new_paragraph(&mut self, at: usize) {
        self.out
            .push((BodyEvent::Markdown(Event::End(TagEnd::Paragraph)), at..at));
        self.close_before(at);
        self.out
            .push((BodyEvent::Markdown(Event::Start(Tag::Paragraph)), at..at));
    }

    /// Emits the anchors of all annotations that begin before a byte offset.
    fn begin_before(&mut self, at: usize) {
        if self.frames.contains(&OpenBlock::Sealed) {
            return;
        }
        while let Some(insert) = self
            .inserts
            .all
            .get(self.next)
            .filter(|insert| insert.range.start < at)
        {
            self.out
                .push((BodyEvent::Anchor(insert.id.clone()), at..at));
            self.open.push(self.next);
            self.next += 1;
        }
    }

    /// Emits the blocks of all annotations that end at or before a byte offset.
    fn close_before(&mut self, at: usize) {
        self.begin_before(at);
        let is_over = |of: &usize| self.inserts.all[*of].range.end <= at;
        let (over, rest): (Vec<usize>, Vec<usize>) = self.open.iter().copied().partition(is_over);
        self.open = rest;
        self.end(&over);
    }

    fn end(&mut self, additions: &[usize]) {
        for &at in additions {
            let insert = &self.inserts.all[at];
            self.out.push((
                BodyEvent::Insert(insert.html.clone()),
                insert.range.end..insert.range.end,
            ));
        }
    }
}

fn turn(piece: &BodyEvent<'_>, range: &Range<usize>) -> BlockEvent {
    match piece {
        BodyEvent::Markdown(event) => turn_of_event(event, range),
        BodyEvent::OpenBox(..) => BlockEvent::Opens(OpenBlock::Flow(range.start)),
        BodyEvent::OpenFigure => BlockEvent::Opens(OpenBlock::Block),
        BodyEvent::CloseBox(_) | BodyEvent::CloseFigure(_) => BlockEvent::Closes,
        BodyEvent::Block(_) => BlockEvent::Stands,
        BodyEvent::OpenNotes => BlockEvent::Ends,
        _ => BlockEvent::Speaks,
    }
}

fn turn_of_event(event: &Event<'_>, range: &Range<usize>) -> BlockEvent {
    match event {
        Event::Start(tag) => BlockEvent::Opens(frame(tag, range.start)),
        Event::End(_) => BlockEvent::Closes,
        Event::Rule => BlockEvent::Stands,
        Event::SoftBreak | Event::HardBreak => BlockEvent::Breaks,
        _ => BlockEvent::Speaks,
    }
}

fn frame(tag: &Tag<'_>, start: usize) -> OpenBlock {
    match tag {
        Tag::Item | Tag::BlockQuote(_) | Tag::DefinitionListDefinition => OpenBlock::Flow(start),
        Tag::Paragraph => OpenBlock::Paragraph,
        Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Image { .. } => OpenBlock::Sealed,
        Tag::Emphasis
        | Tag::Strong
        | Tag::Strikethrough
        | Tag::Superscript
        | Tag::Subscript
        | Tag::Link { .. } => OpenBlock::Inline,
        _ => OpenBlock::Block,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::markdown::tests::{EveryTarget, html, options};
    use crate::markdown::{ComponentFailure, ImageTarget, LinkResolver, LinkTarget};

    struct WithAnnotations(AnnotationSet);

    impl LinkResolver for WithAnnotations {
        fn link(&self, destination: &str) -> LinkTarget {
            EveryTarget.link(destination)
        }

        fn image(&self, destination: &str) -> ImageTarget {
            EveryTarget.image(destination)
        }

        fn component(&self, name: &str, data: &Value) -> Result<String, ComponentFailure> {
            EveryTarget.component(name, data)
        }

        fn annotations(&self) -> Option<&AnnotationSet> {
            Some(&self.0)
        }
    }

    fn woven(text: &str, all: Vec<Annotation>) -> String {
        let around = WithAnnotations(AnnotationSet { all });
        crate::markdown::html("content/a.md", text, 0, &options(), &around).0
    }

    /// Annotates each range that starts with one of `signs` and ends before the next one.
    fn with_each(text: &str, signs: &str) -> String {
        let mut starts: Vec<usize> = text
            .match_indices(|sign| signs.contains(sign))
            .map(|(at, _)| line_start(text, at))
            .collect();
        starts.push(text.len());
        let insert = |(number, pair): (usize, &[usize])| Annotation {
            range: pair[0]..text[..pair[1]].trim_end().len().max(pair[0]),
            id: format!("i{number}"),
            html: format!("<aside>{number}</aside>"),
        };
        woven(text, starts.windows(2).enumerate().map(insert).collect())
    }

    fn line_start(text: &str, at: usize) -> usize {
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        at - text[start..at].trim_start().len()
    }

    #[test]
    fn blocks_stand_after_their_paragraphs() {
        insta::assert_snapshot!(with_each("## 一\n\n㈠学法。\n\n（市司法局）\n\n㈡**普法**。\n", "㈠㈡"), @r##"
        <h2 id="一">一<a class="heading-anchor" href="#%E4%B8%80" aria-label="“一”的链接"></a></h2>
        <p><span class="anchor" id="i0"></span>㈠学法。</p>
        <p>（市司法局）</p>
        <aside>0</aside>
        <p><span class="anchor" id="i1"></span>㈡<strong>普法</strong>。</p>
        <aside>1</aside>
        "##);
    }

    #[test]
    fn lines_without_a_blank_line_between_become_paragraphs() {
        insta::assert_snapshot!(with_each("㈠学法。\n㈡普法，\n宣传。\n", "㈠㈡"), @r#"
        <p><span class="anchor" id="i0"></span>㈠学法。</p>
        <aside>0</aside>
        <p><span class="anchor" id="i1"></span>㈡普法，宣传。</p>
        <aside>1</aside>
        "#);
    }

    #[test]
    fn a_block_stands_in_its_entry_of_a_list_and_after_its_table() {
        insta::assert_snapshot!(with_each("1. 甲\n   - 子\n2. 乙\n\n| 任务 |\n|---|\n| 丙 |\n| 丁 |\n", "甲子乙丙丁"), @r#"
        <ol>
        <li><span class="anchor" id="i0"></span>甲
        <aside>0</aside>
        <ul>
        <li><span class="anchor" id="i1"></span>子
        <aside>1</aside>
        </li>
        </ul>
        </li>
        <li><span class="anchor" id="i2"></span>乙</li>
        </ol>
        <div class="table-scroll" tabindex="0"><table>
        <thead><tr><th scope="col">任务</th></tr></thead>
        <tbody>
        <tr><td><span class="anchor" id="i3"></span>丙</td></tr>
        <tr><td><span class="anchor" id="i4"></span>丁</td></tr>
        </tbody>
        </table></div>
        <aside>2</aside>
        <aside>3</aside>
        <aside>4</aside>
        "#);
    }

    #[test]
    fn what_is_added_is_not_sanitised_and_code_is_left_alone() {
        insta::assert_snapshot!(with_each("甲<b>粗</b>\n\n```text\n乙\n```\n\n末。[^1]\n\n[^1]: 注\n", "甲乙末"), @r##"
        <p><span class="anchor" id="i0"></span>甲<b>粗</b></p>
        <span class="anchor" id="i1"></span>
        <pre tabindex="0"><code class="language-text">乙
        </code></pre>
        <aside>0</aside>
        <aside>1</aside>
        <p><span class="anchor" id="i2"></span>末。<sup class="footnote-ref"><a id="fnref-1" href="#fn-1" role="doc-noteref" aria-label="脚注 1">1</a></sup></p>
        <aside>2</aside>
        <section class="footnotes" role="doc-endnotes" aria-labelledby="fn-title">
        <h2 class="footnotes-title" id="fn-title">脚注</h2>
        <ol>
        <li id="fn-1">
        <p>注 <a class="footnote-back" href="#fnref-1" role="doc-backlink" aria-label="返回正文，脚注 1">↩</a></p>
        </li>
        </ol>
        </section>
        "##);
    }

    /// Returns the HTML with the annotations removed.
    fn letters(html: &str) -> String {
        let mut bare = html.to_owned();
        for number in 0..20 {
            bare = bare.replace(&format!("<aside>{number}</aside>"), "");
            bare = bare.replace(
                &format!("<span class=\"anchor\" id=\"i{number}\"></span>"),
                "",
            );
        }
        let mut letters = String::new();
        for part in bare.split('<') {
            letters.push_str(part.split_once('>').map_or(part, |(_, text)| text));
        }
        letters.retain(|sign| !sign.is_whitespace());
        letters
    }

    proptest! {
        #[test]
        fn not_a_letter_is_lost_or_moved(text in "([甲乙丙]|\n|\n\n|- |  |1\\. |> |\\| |\\||\\*\\*|`|# |<b>|</b>|---|\\[\\^1\\]|!\\[|\\]\\(x\\)){0,40}") {
            let with = with_each(&text, "甲乙");
            prop_assert_eq!(letters(&with), letters(&html(&text)));
            let signs = text.matches(['甲', '乙']).count();
            prop_assert_eq!(with.matches("<aside>").count(), signs);
            prop_assert_eq!(with.matches("class=\"anchor\"").count(), signs);
        }
    }
}
