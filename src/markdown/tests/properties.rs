//! Properties that hold for any text.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{EveryTarget, html, options};
use crate::content::config::RawHtml;
use crate::markdown::raw_html::{HtmlToken, tokenize};
use crate::markdown::{
    ComponentFailure, ImageTarget, LinkResolver, LinkTarget, MarkdownOptions, facts,
    facts_and_html, resolve_links,
};

/// Fragments that generated texts consist of, including problematic ones.
pub(super) const PARTS: &[&str] = &[
    "法",
    "《民法典》",
    "，",
    "。",
    "“",
    "”",
    "a",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "*",
    "**",
    "***",
    "_",
    "~~",
    "`",
    "```",
    "```视频\n",
    "```quiz\n",
    "地址: x\n",
    "文件: a.pdf\n",
    "# ",
    "## ",
    "> ",
    "> [!提示]",
    "> [!怪]",
    "- ",
    "1. ",
    "- [x] ",
    "|",
    "|-|\n",
    "\n: ",
    "[^1]",
    "\n\n[^1]: ",
    "[",
    "]",
    "(",
    ")",
    "](a.md)",
    "![",
    "](a.png \"t\")",
    "](javascript:x)",
    "<javascript:alert(1)>",
    "<b>",
    "</b>",
    "<p class=MsoNormal onclick=x>",
    "</p>",
    "<div>",
    "</div>",
    "<table>",
    "<td>",
    "</table>",
    "<script>",
    "</script>",
    "<style>",
    "<img src=x onerror=y>",
    "<a href=\"javascript:x\">",
    "<a href='java&#115;cript:x'>",
    "</a>",
    "<svg onload=x>",
    "<!--",
    "-->",
    "<textarea>",
    "<h2 id=fn-1>",
    "<details open>",
    "<summary>",
    "{#x}",
    "{{ x }}",
    "\\",
    "&#xFDD0;",
    "&amp;",
    "\u{fdd0}",
    "\u{fdd1}",
    "\u{fdd2}",
    "<",
    ">",
    "\"",
    "\t",
    "    ",
    "---\n",
    "😀",
    "\u{3000}",
];

pub(super) fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PARTS), 0..40)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_mark_of_ours_is_seen(text in text()) {
        let ours = |c: char| ('\u{fdd0}'..='\u{fdd3}').contains(&c);
        prop_assert!(!html(&text).contains(ours));
        let (facts, _) = facts("a.md", &text, 0, &options());
        let debugged = format!("{facts:?}");
        prop_assert!(!debugged.contains("u{fdd"), "{}", debugged);
    }

    #[test]
    fn ids_are_unique_and_agree_with_facts(text in text()) {
        let html = html(&text);
        let mut seen = BTreeSet::new();
        for token in tokenize(&html) {
            if let HtmlToken::Start(tag) = token
                && let Some(id) = tag.attribute("id")
            {
                prop_assert!(seen.insert(id.to_owned()), "{} twice in {}", id, html);
            }
        }
        for heading in facts("a.md", &text, 0, &options()).0.headings.iter() {
            prop_assert!(seen.contains(heading.id), "{} in {}", heading.id, html);
        }
    }

    #[test]
    fn every_place_is_in_the_text(text in text(), before in "[a法\n]{0,9}") {
        let whole = format!("{before}{text}");
        let (facts, found) = facts("a.md", &whole, before.len(), &options());
        let lines = whole.matches('\n').count() as u32 + 1;
        for reference in facts.links.iter().chain(&facts.images) {
            prop_assert!(reference.line <= lines && reference.column >= 1);
        }
        for finding in found.iter() {
            prop_assert!(finding.place.as_ref().is_some_and(|place| place.line <= lines));
        }
    }

    #[test]
    fn links_may_be_put_in_later(text in text()) {
        for around in [&EveryTarget as &dyn LinkResolver, &NoTargets] {
            let at_once = crate::markdown::html("a.md", &text, 0, &options(), around).0;
            if let Some(unlinked) = facts_and_html("a.md", &text, 0, &options()).2 {
                prop_assert_eq!(resolve_links(&unlinked, &options(), around), at_once);
            }
        }
    }

    #[test]
    fn any_characters_are_a_text(text in "\\PC{0,80}", policy in 0..3_usize) {
        let raw_html = [RawHtml::Sanitize, RawHtml::Escape, RawHtml::Allow][policy];
        let options = MarkdownOptions { raw_html, ..options() };
        let _ = crate::markdown::html("a.md", &text, 0, &options, &EveryTarget);
        let _ = facts("a.md", &text, 0, &options);
    }
}

/// Resolver that resolves no link.
struct NoTargets;

impl LinkResolver for NoTargets {
    fn link(&self, _: &str) -> LinkTarget {
        LinkTarget::Nowhere
    }

    fn image(&self, destination: &str) -> ImageTarget {
        EveryTarget.image(destination)
    }

    fn component(&self, name: &str, data: &serde_json::Value) -> Result<String, ComponentFailure> {
        EveryTarget.component(name, data)
    }
}
