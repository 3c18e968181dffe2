//! Facts of a body, collected from its events: headings, links, images, words, summary.

mod alternatives;
mod position_cursor;
mod preliminaries;
mod references;
mod summary;
mod word_count;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use self::alternatives::AlternativeChecker;
use self::position_cursor::PositionCursor;
use self::references::ReferenceCollector;
use super::body_event::{BodyDiagnostic, BodyEvent, BodyEvents, SpannedEvent, plain_text};
use crate::content::{BodyFacts, Heading};
use crate::diagnostic::Code;
use crate::limits::article::DEPTH;
use crate::message;

/// Collects the facts of a body, with diagnostics.
pub(super) fn gather(text: &str, body: &BodyEvents<'_>) -> (BodyFacts, Vec<BodyDiagnostic>) {
    let counted = word_count::count(&body.events);
    let mut gathering = FactsCollector {
        facts: BodyFacts {
            title: body.title.clone(),
            summary: summary::summary(&body.events),
            words: counted,
            minutes: word_count::minutes(counted),
            ..BodyFacts::default()
        },
        headings: Vec::new(),
        references: ReferenceCollector::new(PositionCursor::new(text)),
        alternatives: AlternativeChecker::default(),
        depth: 0,
        findings: Vec::new(),
    };
    for (at, (piece, range)) in body.events.iter().enumerate() {
        gathering.piece(piece, range, &body.events[at..]);
    }
    let mut facts = gathering.facts;
    facts.headings = gathering
        .headings
        .iter()
        .map(CollectedHeading::heading)
        .collect();
    facts.links = exact(gathering.references.links);
    facts.images = exact(gathering.references.images);
    gathering
        .findings
        .append(&mut gathering.alternatives.findings);
    gathering
        .findings
        .append(&mut gathering.references.findings);
    (facts, gathering.findings)
}

/// Shrinks a list to its length.
fn exact<T>(mut list: Vec<T>) -> Vec<T> {
    list.shrink_to_fit();
    list
}

/// Heading before it is packed with the others.
struct CollectedHeading<'t> {
    level: u8,
    id: &'t str,
    text: Cow<'t, str>,
}

impl CollectedHeading<'_> {
    fn heading(&self) -> Heading<'_> {
        Heading {
            level: self.level,
            id: self.id,
            text: self.text.trim(),
        }
    }
}

struct FactsCollector<'t> {
    facts: BodyFacts,
    headings: Vec<CollectedHeading<'t>>,
    references: ReferenceCollector<'t>,
    alternatives: AlternativeChecker,
    /// Number of open Markdown elements.
    depth: usize,
    findings: Vec<BodyDiagnostic>,
}

impl<'t> FactsCollector<'t> {
    /// Processes one event; `rest` begins with it.
    fn piece(
        &mut self,
        piece: &'t BodyEvent<'_>,
        range: &Range<usize>,
        rest: &'t [SpannedEvent<'_>],
    ) {
        match piece {
            BodyEvent::Markdown(Event::Start(_)) => self.deeper(range),
            BodyEvent::Markdown(Event::End(_)) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        match piece {
            BodyEvent::Markdown(Event::Start(tag)) => self.tag(tag, range, rest),
            BodyEvent::Markdown(Event::End(TagEnd::Image)) => self.alternatives.end_image(),
            BodyEvent::Markdown(Event::End(TagEnd::Link)) => self.alternatives.end_link(),
            BodyEvent::Markdown(Event::Text(text) | Event::Code(text)) => {
                self.alternatives.text(text);
            }
            BodyEvent::Markdown(Event::Html(html) | Event::InlineHtml(html)) => {
                self.references.raw(html, range);
                self.alternatives.raw(html, range);
            }
            BodyEvent::RawStart(tag) => {
                let range = self.references.raw_tag(tag, range);
                self.alternatives
                    .start_tag(tag.rule.name, |name| tag.attribute(name), &range);
            }
            BodyEvent::RawEnd(rule) => self.alternatives.end_tag(rule.name),
            BodyEvent::Block(block) => {
                self.references.block(block);
                if !self.facts.blocks.contains(&block.name) {
                    self.facts.blocks.push(block.name.clone());
                }
            }
            _ => {}
        }
    }

    /// Counts one more open element; reports once that nesting is too deep.
    fn deeper(&mut self, range: &Range<usize>) {
        self.depth += 1;
        if self.depth == DEPTH
            && !self
                .findings
                .iter()
                .any(|finding| finding.code == Code::BodyTooDeep)
        {
            self.findings.push(too_deep(range));
        }
    }

    fn tag(&mut self, tag: &'t Tag<'_>, range: &Range<usize>, rest: &'t [SpannedEvent<'_>]) {
        match tag {
            Tag::Heading { level, id, .. } => self.heading(*level as u8, id.as_deref(), rest),
            Tag::Link {
                link_type: LinkType::Email,
                ..
            } => {}
            Tag::Link { dest_url, .. } => {
                self.references.link(dest_url, range);
                self.alternatives.start_link(false);
            }
            Tag::Image { dest_url, .. } => {
                self.references.image(dest_url, range);
                self.alternatives.start_image(range);
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                self.facts.has_code |= super::html::is_highlighted(info);
            }
            _ => {}
        }
    }

    fn heading(&mut self, level: u8, id: Option<&'t str>, rest: &'t [SpannedEvent<'_>]) {
        let end = rest
            .iter()
            .position(|(piece, _)| {
                matches!(piece, BodyEvent::Markdown(Event::End(TagEnd::Heading(_))))
            })
            .unwrap_or(rest.len());
        self.headings.push(CollectedHeading {
            level,
            id: id.unwrap_or_default(),
            text: plain_text(&rest[..end]),
        });
    }
}

fn too_deep(range: &Range<usize>) -> BodyDiagnostic {
    BodyDiagnostic::new(
        Code::BodyTooDeep,
        message!(
            "列表、引用等在这里套了 {DEPTH} 层，读者看不清，新媒体稿件里更深的不再分层",
            "lists, quotes and the like stand {DEPTH} deep in one another here; channels show what is deeper without its form"
        ),
        range.start..range.start + 1,
    )
    .hint(message!("改成几层以内的列表或小标题", "use a list of few levels, or headings"))
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::{facts, findings};

    #[test]
    fn facts_of_a_body() {
        let text = "# 题\n\n开头见[文](a.md)与[站](https://a.example.cn)。\n\n## 一\n\n> [!提示]\n> [箱](b.md#二)\n\n|a|b|\n|-|-|\n|[表](c.md)|![图](d.png)|\n\n```rust\nfn a() {}\n```\n\n脚[^1]\n\n[^1]: [注](e.md)\n";
        insta::assert_debug_snapshot!(facts(text), @r#"
        BodyFacts {
            title: Some(
                "题",
            ),
            headings: [
                Heading {
                    level: 2,
                    id: "一",
                    text: "一",
                },
            ],
            summary: "开头见文与站。箱 脚",
            links: [
                Reference {
                    destination: "a.md",
                    line: 3,
                    column: 4,
                    length: 9,
                },
                Reference {
                    destination: "https://a.example.cn",
                    line: 3,
                    column: 14,
                    length: 25,
                },
                Reference {
                    destination: "b.md#二",
                    line: 8,
                    column: 3,
                    length: 11,
                },
                Reference {
                    destination: "c.md",
                    line: 12,
                    column: 2,
                    length: 9,
                },
                Reference {
                    destination: "e.md",
                    line: 20,
                    column: 7,
                    length: 9,
                },
            ],
            images: [
                Reference {
                    destination: "d.png",
                    line: 12,
                    column: 12,
                    length: 11,
                },
            ],
            words: 14,
            minutes: 1,
            has_code: true,
            blocks: [],
        }
        "#);
    }

    #[test]
    fn a_raw_image_is_told_at_its_own_place() {
        let text = "<div>\n<a href=\"b.md\">乙</a>\n<p><img src='a.png'><IMG SRC=\"a.png\"\n></p>\n</div>\n";
        insta::assert_snapshot!(findings(text), @r#"
        3:4+17 image/missing-alt: 图片没有替代文字，看不见图的人不知道画的是什么 (在 <img> 里写上 alt="图上有什么"；只是装饰的写 alt="")
        3:21+17 image/missing-alt: 图片没有替代文字，看不见图的人不知道画的是什么 (在 <img> 里写上 alt="图上有什么"；只是装饰的写 alt="")
        "#);
        let found = facts(text);
        let place = |at: &crate::content::Reference| (at.line, at.column);
        assert_eq!(found.links.iter().map(place).collect::<Vec<_>>(), [(2, 1)]);
        assert_eq!(
            found.images.iter().map(place).collect::<Vec<_>>(),
            [(3, 4), (3, 21)]
        );
    }

    #[test]
    fn an_image_without_words_is_told() {
        insta::assert_snapshot!(findings("见![](a.png)和![图](b.png)"), @"1:2+10 image/missing-alt: 图片没有替代文字，看不见图的人不知道画的是什么 (在方括号里写一句图上有什么：![村民在签合同](图.jpg))");
    }

    #[test]
    fn an_address_that_is_none_is_told_and_not_a_link() {
        let text =
            "[坏](javascript:alert(1)) [盘](<D:\\a.doc>) [信](mailto:a@example.cn) <b@example.cn>";
        assert_eq!(facts(text).links, []);
        insta::assert_snapshot!(findings(text), @r#"
        1:1+24 link/unsafe: “javascript:alert(1)”不能用作网站上的地址，已去掉 (链接到网页用 https://…；链接到文件，把文件放在文章旁边，写它的名字)
        1:26+15 link/unsafe: “D:\a.doc”不能用作网站上的地址，已去掉 (链接到网页用 https://…；链接到文件，把文件放在文章旁边，写它的名字)
        "#);
    }
}
