//! Footnotes: moved to the end of the body and numbered by first reference.

use std::collections::{BTreeMap, HashMap};

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::body_event::{BodyEvent, SpannedEvent};

/// Moves footnote definitions to the end and numbers them; unreferenced ones are dropped.
pub(super) fn adapt(pieces: &mut Vec<SpannedEvent<'_>>) {
    let definitions = separate(pieces);
    let mut notes = FootnoteNumbers::default();
    notes.number(pieces);
    let bodies = notes.bodies(definitions);
    if !bodies.is_empty() {
        notes.append(pieces, bodies);
    }
}

type FootnoteDefinitions<'a> = BTreeMap<String, Vec<SpannedEvent<'a>>>;

/// Extracts footnote definitions from the events; the first definition of a name wins.
fn separate<'a>(text: &mut Vec<SpannedEvent<'a>>) -> FootnoteDefinitions<'a> {
    let is_definition = |(piece, _): &SpannedEvent<'_>| {
        matches!(
            piece,
            BodyEvent::Markdown(Event::Start(Tag::FootnoteDefinition(_)))
        )
    };
    let mut definitions = FootnoteDefinitions::new();
    let Some(first) = text.iter().position(is_definition) else {
        return definitions;
    };
    let mut open: Vec<(CowStr<'_>, Vec<SpannedEvent<'_>>)> = Vec::new();
    for placed in text.split_off(first) {
        match placed.0 {
            BodyEvent::Markdown(Event::Start(Tag::FootnoteDefinition(name))) => {
                open.push((name, Vec::new()));
            }
            BodyEvent::Markdown(Event::End(TagEnd::FootnoteDefinition)) => {
                if let Some((name, body)) = open.pop() {
                    definitions.entry(key(&name)).or_insert(body);
                }
            }
            _ => open
                .last_mut()
                .map_or(&mut *text, |(_, body)| body)
                .push(placed),
        }
    }
    definitions
}

/// Returns the lookup key of a name, which ignores case as the parser does.
fn key(name: &str) -> String {
    name.to_lowercase()
}

#[derive(Default)]
struct FootnoteNumbers {
    /// Names in the order of their numbers.
    names: Vec<String>,
    /// Index of each name in `names`.
    index: HashMap<String, usize>,
    /// Reference count of each footnote.
    references: Vec<u32>,
}

impl FootnoteNumbers {
    fn number(&mut self, pieces: &mut [SpannedEvent<'_>]) {
        for (piece, _) in pieces {
            if let BodyEvent::Markdown(Event::FootnoteReference(name)) = piece {
                *piece = self.reference(key(name));
            }
        }
    }

    fn reference(&mut self, name: String) -> BodyEvent<'static> {
        let index = self.index.get(&name).copied().unwrap_or_else(|| {
            self.index.insert(name.clone(), self.names.len());
            self.names.push(name);
            self.references.push(0);
            self.names.len() - 1
        });
        self.references[index] += 1;
        BodyEvent::NoteReference(index as u32 + 1, self.references[index])
    }

    /// Returns the footnotes in the order of their numbers; a footnote may reference further ones.
    fn bodies<'a>(
        &mut self,
        mut definitions: FootnoteDefinitions<'a>,
    ) -> Vec<Vec<SpannedEvent<'a>>> {
        let mut bodies = Vec::new();
        while let Some(name) = self.names.get(bodies.len()) {
            let mut body = definitions.remove(name).unwrap_or_default();
            self.number(&mut body);
            bodies.push(body);
        }
        bodies
    }

    fn append<'a>(&self, pieces: &mut Vec<SpannedEvent<'a>>, bodies: Vec<Vec<SpannedEvent<'a>>>) {
        let end = pieces.last().map_or(0, |(_, range)| range.end);
        pieces.push((BodyEvent::OpenNotes, end..end));
        for (index, body) in bodies.into_iter().enumerate() {
            let number = index as u32 + 1;
            pieces.push((BodyEvent::OpenNote(number), end..end));
            pieces.extend(body);
            pieces.push((
                BodyEvent::CloseNote(number, self.references[index]),
                end..end,
            ));
        }
        pieces.push((BodyEvent::CloseNotes, end..end));
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::html;

    #[test]
    fn footnotes_stand_at_the_end_with_links_back() {
        let text = "甲[^b]，乙[^a]，丙[^B]。\n\n[^a]: 第一\n\n[^b]: 第二，另见[^c]\n\n    续段\n\n[^c]: 第三\n\n[^d]: 无人提及\n\n文末。";
        insta::assert_snapshot!(html(text), @r##"
        <p>甲<sup class="footnote-ref"><a id="fnref-1" href="#fn-1" role="doc-noteref" aria-label="脚注 1">1</a></sup>，乙<sup class="footnote-ref"><a id="fnref-2" href="#fn-2" role="doc-noteref" aria-label="脚注 2">2</a></sup>，丙<sup class="footnote-ref"><a id="fnref-1-2" href="#fn-1" role="doc-noteref" aria-label="脚注 1">1</a></sup>。</p>
        <p>文末。</p>
        <section class="footnotes" role="doc-endnotes" aria-labelledby="fn-title">
        <h2 class="footnotes-title" id="fn-title">脚注</h2>
        <ol>
        <li id="fn-1">
        <p>第二，另见<sup class="footnote-ref"><a id="fnref-3" href="#fn-3" role="doc-noteref" aria-label="脚注 3">3</a></sup></p>
        <p>续段 <a class="footnote-back" href="#fnref-1" role="doc-backlink" aria-label="返回正文，脚注 1">↩</a> <a class="footnote-back" href="#fnref-1-2" role="doc-backlink" aria-label="返回正文，脚注 1">↩2</a></p>
        </li>
        <li id="fn-2">
        <p>第一 <a class="footnote-back" href="#fnref-2" role="doc-backlink" aria-label="返回正文，脚注 2">↩</a></p>
        </li>
        <li id="fn-3">
        <p>第三 <a class="footnote-back" href="#fnref-3" role="doc-backlink" aria-label="返回正文，脚注 3">↩</a></p>
        </li>
        </ol>
        </section>
        "##);
    }
}
