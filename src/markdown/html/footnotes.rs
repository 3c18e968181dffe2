//! Footnotes: reference numbers, notes at the end, links both ways (DPUB-ARIA 1.1).

use super::HtmlEmitter;

impl HtmlEmitter<'_> {
    pub(super) fn note_reference(&mut self, number: u32, nth: u32) {
        let label = self.labels.footnote;
        let id = reference_id(number, nth);
        let html = format!(
            "<sup class=\"footnote-ref\"><a id=\"{id}\" href=\"#fn-{number}\" role=\"doc-noteref\" aria-label=\"{label}{number}\">{number}</a></sup>"
        );
        self.out.push_str(&html);
    }

    pub(super) fn open_notes(&mut self) {
        self.block("<section");
        self.own_attribute("class", "footnotes");
        self.own_attribute("role", "doc-endnotes");
        self.own_attribute("aria-labelledby", "fn-title");
        self.out.push_str(">\n<h2");
        self.own_attribute("class", "footnotes-title");
        self.own_attribute("id", "fn-title");
        self.out.push('>');
        self.out.push_str(self.labels.footnotes);
        self.out.push_str("</h2>\n<ol>\n");
    }

    pub(super) fn open_note(&mut self, number: u32) {
        self.block("<li");
        self.own_attribute("id", &format!("fn-{number}"));
        self.out.push('>');
    }

    /// Ends a note; its back links go into its last paragraph, if it ends with one.
    pub(super) fn close_note(&mut self, number: u32, references: u32) {
        let ends_paragraph = self.out.ends_with("</p>\n");
        if ends_paragraph {
            self.out.truncate(self.out.len() - "</p>\n".len());
        }
        let label = self.labels.back;
        for nth in 1..=references {
            let id = reference_id(number, nth);
            let mark = if nth == 1 {
                "↩".to_owned()
            } else {
                format!("↩{nth}")
            };
            self.out.push(' ');
            let html = format!(
                "<a class=\"footnote-back\" href=\"#{id}\" role=\"doc-backlink\" aria-label=\"{label}{number}\">{mark}</a>"
            );
            self.out.push_str(&html);
        }
        self.out.push_str(if ends_paragraph {
            "</p>\n</li>\n"
        } else {
            "</li>\n"
        });
    }
}

fn reference_id(number: u32, nth: u32) -> String {
    if nth == 1 {
        format!("fnref-{number}")
    } else {
        format!("fnref-{number}-{nth}")
    }
}
