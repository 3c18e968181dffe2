//! Dispatch of Markdown events to the emitter's methods.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::{HtmlEmitter, escape};

impl HtmlEmitter<'_> {
    pub(super) fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => escape::text(&mut self.out, text),
            Event::Code(code) => {
                self.out.push_str("<code>");
                escape::text(&mut self.out, code);
                self.out.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.out.push_str(html),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.block("<hr>\n"),
            Event::TaskListMarker(done) => self.task(*done),
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, id, .. } => self.open_heading(*level, id.as_deref()),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => self.code_block(info),
            Tag::CodeBlock(CodeBlockKind::Indented) => self.code_block(""),
            Tag::List(start) => self.open_list(*start),
            Tag::Table(alignments) => self.open_table(alignments),
            Tag::TableHead => self.open_head(),
            Tag::TableRow => self.open_row(),
            Tag::TableCell => self.open_cell(),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.open_link(*link_type, dest_url, title),
            Tag::Image {
                dest_url, title, ..
            } => self.image(dest_url, title),
            Tag::BlockQuote(_) => self.block("<blockquote>\n"),
            Tag::Paragraph => self.block("<p>"),
            Tag::Item => self.block("<li>"),
            Tag::DefinitionList => self.block("<dl>\n"),
            Tag::DefinitionListTitle => self.block("<dt>"),
            Tag::DefinitionListDefinition => self.block("<dd>"),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Superscript => self.out.push_str("<sup>"),
            Tag::Subscript => self.out.push_str("<sub>"),
            Tag::HtmlBlock | Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.close_heading(level),
            TagEnd::Table => self.close_table(),
            TagEnd::TableHead => self.close_head(),
            TagEnd::TableCell => self.close_cell(),
            TagEnd::Link => self.close_link(),
            tag => self.out.push_str(closing(tag)),
        }
    }

    fn open_list(&mut self, start: Option<u64>) {
        match start {
            None => self.block("<ul>\n"),
            Some(1) => self.block("<ol>\n"),
            Some(start) => self.block(&format!("<ol start=\"{start}\">\n")),
        }
    }

    fn open_heading(&mut self, level: HeadingLevel, id: Option<&str>) {
        self.heading_start = self.at;
        self.block("<");
        self.out.push_str(heading_name(level));
        if let Some(id) = id {
            self.own_attribute("id", id);
        }
        self.out.push('>');
    }

    fn close_heading(&mut self, level: HeadingLevel) {
        self.heading_anchor();
        self.out.push_str("</");
        self.out.push_str(heading_name(level));
        self.out.push_str(">\n");
    }

    /// Emits a checkbox with an `aria-label`, since the text beside it is not its label.
    fn task(&mut self, done: bool) {
        let checked = if done { " checked" } else { "" };
        let label = self.labels.done[usize::from(done)];
        let html = format!(
            "<input class=\"task\" type=\"checkbox\" disabled{checked} aria-label=\"{label}\">"
        );
        self.out.push_str(&html);
        self.out.push(' ');
    }
}

fn heading_name(level: HeadingLevel) -> &'static str {
    ["h1", "h2", "h3", "h4", "h5", "h6"][level as usize - 1]
}

fn closing(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::Paragraph => "</p>\n",
        TagEnd::BlockQuote(_) => "</blockquote>\n",
        TagEnd::List(true) => "</ol>\n",
        TagEnd::List(false) => "</ul>\n",
        TagEnd::Item => "</li>\n",
        TagEnd::DefinitionList => "</dl>\n",
        TagEnd::DefinitionListTitle => "</dt>\n",
        TagEnd::DefinitionListDefinition => "</dd>\n",
        TagEnd::TableRow => "</tr>\n",
        TagEnd::Emphasis => "</em>",
        TagEnd::Strong => "</strong>",
        TagEnd::Strikethrough => "</del>",
        TagEnd::Superscript => "</sup>",
        TagEnd::Subscript => "</sub>",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::html;

    #[test]
    fn the_usual_markup() {
        let text = "一*二***三**~~四~~`五<`  \n六\n\n- 甲\n  1. 子\n- 乙\n\n3. 丙\n\n> 引\n\n---\n\n术语\n: 释义\n\n- [x] 成\n- [ ] 未\n\n{{ 不是模板 }} {% x %}";
        insta::assert_snapshot!(html(text), @r#"
        <p>一<em>二</em><strong>三</strong><del>四</del><code>五&lt;</code><br>
        六</p>
        <ul>
        <li>甲
        <ol>
        <li>子</li>
        </ol>
        </li>
        <li>乙</li>
        </ul>
        <ol start="3">
        <li>丙</li>
        </ol>
        <blockquote>
        <p>引</p>
        </blockquote>
        <hr>
        <dl>
        <dt>术语</dt>
        <dd>释义</dd>
        </dl>
        <ul>
        <li><input class="task" type="checkbox" disabled checked aria-label="已完成"> 成</li>
        <li><input class="task" type="checkbox" disabled aria-label="未完成"> 未</li>
        </ul>
        <p>{{ 不是模板 }} {% x %}</p>
        "#);
    }
}
