//! Properties of the sanitizer, checked with an HTML parser: any input gives only admitted
//! elements, attributes and schemes, the parsed tree is the written one, and the site's elements
//! stay in place.

use std::cell::Cell;

use proptest::prelude::*;
use scraper::{Html, Node};
use serde_json::Value;

use super::properties::PARTS;
use super::{EveryTarget, options};
use crate::content::config::RawHtml;
use crate::markdown::raw_html::{HtmlToken, tokenize};
use crate::markdown::{
    Annotation, AnnotationSet, ComponentFailure, ImageTarget, LinkResolver, LinkTarget,
    MarkdownOptions,
};

/// Fragments of hostile HTML, beside those of any text.
const HOSTILE: &[&str] = &[
    "&#xfdd1;",
    "&#XFDD2;",
    "&#64976;",
    "&#0064977;",
    "&#xfdd1",
    "&#&#xfdd1;xfdd1;",
    "\u{fdd1}0\u{fdd1}",
    "&#x3c;",
    "&lt;",
    "&gt;",
    "&quot;",
    "&colon;",
    "&Tab;",
    "&NewLine;",
    "&#0;",
    "&#x1b;",
    "&amp;#xfdd1;",
    "<svg>",
    "</svg>",
    "<math>",
    "</math>",
    "<mtext>",
    "<mglyph>",
    "<malignmark>",
    "<annotation-xml encoding=text/html>",
    "<foreignObject>",
    "<desc>",
    "<title>",
    "</title>",
    "<style>",
    "</style>",
    "<!--",
    "-->",
    "--!>",
    "<![CDATA[",
    "]]>",
    "<?x ",
    "<!x",
    "<template>",
    "</template>",
    "<noscript>",
    "</noscript>",
    "<select>",
    "<option>",
    "</select>",
    "<textarea>",
    "</textarea>",
    "<xmp>",
    "<plaintext>",
    "<iframe srcdoc=\"<script>x</script>\">",
    "<object data=x>",
    "<embed src=x>",
    "<form>",
    "</form>",
    "<input autofocus onfocus=x>",
    "<button>",
    "<body onload=x>",
    "<html>",
    "<head>",
    "<base href=//x>",
    "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=x>",
    "<frameset>",
    "<image src=x>",
    "<nobr>",
    "<font>",
    "<marquee>",
    "<applet>",
    "<param>",
    "<video src=x onerror=y>",
    "<x-leaf>",
    "<o:p>",
    "<b",
    "<a ",
    "<p/",
    "</p ",
    " onclick=x",
    " style=x",
    " id=x",
    " class=x",
    " title=\"",
    " title='",
    "=",
    "`",
    "'",
    "/>",
    " href=javascript:x",
    " href=\"java\tscript:x\"",
    " href=&#106;avascript:x",
    " src=data:text/html,x",
    " cite=vbscript:x",
    "<a href=x title=\"\n\">",
    "<ul>",
    "<ol>",
    "</ul>",
    "</ol>",
    "<li>",
    "</li>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<ruby>",
    "<rt>",
    "<rp>",
    "</ruby>",
    "<tr>",
    "</tr>",
    "</td>",
    "<th>",
    "<tbody>",
    "<thead>",
    "<tfoot>",
    "<caption>",
    "<col>",
    "<colgroup>",
    "<h2>",
    "</h2>",
    "<h3>",
    "<blockquote>",
    "</blockquote>",
    "<center>",
    "</center>",
    "<pre>",
    "</pre>",
    "<figure>",
    "<figcaption>",
    "</figure>",
    "</details>",
    "</summary>",
    "<hr>",
    "<br>",
    "</br>",
    "<wbr>",
    "<img alt=x>",
    "<q cite=javascript:x>",
    "<i>",
    "</i>",
    "<u>",
    "</u>",
    "<span>",
    "</span>",
    "<section>",
    "</section>",
    "<aside>",
];

fn hostile() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        proptest::sample::select(HOSTILE),
        proptest::sample::select(PARTS)
    ];
    proptest::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

/// Resolver whose components and annotations are numbered elements that no author can write.
struct NumberedLeaves {
    count: Cell<usize>,
    inserts: AnnotationSet,
}

impl NumberedLeaves {
    fn new(text: &str) -> Self {
        let starts: Vec<usize> = text
            .match_indices('法')
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let insert = |(number, pair): (usize, &[usize])| Annotation {
            range: pair[0]..pair[1],
            id: format!("insert-{number}"),
            html: "<x-leaf><a href=\"#x\">x</a></x-leaf>".to_owned(),
        };
        let all = starts.windows(2).enumerate().map(insert).collect();
        Self {
            count: Cell::new(0),
            inserts: AnnotationSet { all },
        }
    }
}

impl LinkResolver for NumberedLeaves {
    fn link(&self, destination: &str) -> LinkTarget {
        EveryTarget.link(destination)
    }

    fn image(&self, destination: &str) -> ImageTarget {
        EveryTarget.image(destination)
    }

    fn component(&self, _: &str, _: &Value) -> Result<String, ComponentFailure> {
        self.count.set(self.count.get() + 1);
        Ok("<x-leaf><p><a href=\"#x\">x</a></p></x-leaf>".to_owned())
    }

    fn annotations(&self) -> Option<&AnnotationSet> {
        Some(&self.inserts)
    }
}

fn rendered(text: &str) -> (String, usize) {
    let around = NumberedLeaves::new(text);
    let html = crate::markdown::html("a.md", text, 0, &options(), &around).0;
    (html, around.count.get() + around.inserts.all.len())
}

/// Returns true for elements that an HTML parser adds itself and that need no tags.
fn is_implied(name: &str) -> bool {
    matches!(name, "tbody" | "colgroup")
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Returns the tree that an HTML parser builds, without white space.
fn parsed(html: &str) -> String {
    use scraper::node::Node::{Element, Text};
    let mut out = String::new();
    let document = Html::parse_fragment(html);
    for edge in document.root_element().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Element(element) if !is_implied(element.name()) => {
                    out.extend(["<", element.name(), ">"]);
                }
                Text(text) => out.push_str(&letters(text)),
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => match node.value() {
                Element(element) if !is_implied(element.name()) => {
                    out.extend(["</", element.name(), ">"]);
                }
                _ => {}
            },
        }
    }
    out
}

/// Returns the tree that the tags describe.
fn written(html: &str) -> String {
    const VOID: [&str; 6] = ["br", "col", "hr", "img", "input", "wbr"];
    let mut out = "<html>".to_owned();
    for token in tokenize(html) {
        match token {
            HtmlToken::Start(tag) if is_implied(&tag.name) => {}
            HtmlToken::End(name) if is_implied(&name) => {}
            HtmlToken::Start(tag) if VOID.contains(&&*tag.name) => {
                out.extend(["<", &tag.name, "></", &tag.name, ">"]);
            }
            HtmlToken::Start(tag) => out.extend(["<", &tag.name, ">"]),
            HtmlToken::End(name) => out.extend(["</", &name, ">"]),
            HtmlToken::Text(text) => out.push_str(&letters(&text)),
            HtmlToken::Comment(text) => out.extend(["<!--", &text]),
        }
    }
    out + "</html>"
}

/// Returns the reason why a page is not safe, if it is not.
fn fault(html: &str) -> Option<String> {
    const OWN_ELEMENTS: [&str; 4] = ["html", "body", "input", "x-leaf"];
    const ATTRIBUTES: &[&str] = &[
        "abbr",
        "alt",
        "aria-label",
        "aria-labelledby",
        "checked",
        "cite",
        "class",
        "colspan",
        "datetime",
        "decoding",
        "dir",
        "disabled",
        "download",
        "headers",
        "height",
        "href",
        "id",
        "lang",
        "loading",
        "open",
        "rel",
        "reversed",
        "role",
        "rowspan",
        "scope",
        "span",
        "src",
        "start",
        "tabindex",
        "title",
        "type",
        "value",
        "width",
    ];
    const SCHEMES: [&str; 6] = ["http", "https", "ftp", "mailto", "tel", "sms"];
    for node in Html::parse_fragment(html).tree.nodes() {
        let Node::Element(element) = node.value() else {
            continue;
        };
        let name = element.name();
        let is_html = &*element.name.ns == "http://www.w3.org/1999/xhtml";
        if !is_html || super::super::raw_html::rule(name).is_none() && !OWN_ELEMENTS.contains(&name)
        {
            return Some(format!("<{name}>"));
        }
        for (name, value) in element.attrs() {
            if !ATTRIBUTES.contains(&name) {
                return Some(format!("{name}={value}"));
            }
            let bare: String = value
                .chars()
                .filter(|c| !c.is_control() && !c.is_whitespace())
                .collect();
            let scheme = bare
                .split(['/', '?', '#'])
                .next()
                .and_then(|start| start.split_once(':'));
            if ["href", "src", "cite"].contains(&name)
                && scheme.is_some_and(|(scheme, _)| !SCHEMES.contains(&&*scheme.to_lowercase()))
            {
                return Some(format!("{name}={value}"));
            }
        }
    }
    None
}

proptest! {
    #[test]
    fn only_what_is_admitted_comes_out(text in hostile()) {
        let (html, leaves) = rendered(&text);
        prop_assert_eq!(fault(&html), None, "{}", html);
        prop_assert_eq!(html.matches("<x-leaf>").count(), leaves, "{}", html);
    }

    #[test]
    fn a_parser_builds_the_tree_that_is_written(text in hostile()) {
        let (html, _) = rendered(&text);
        prop_assert_eq!(parsed(&html), written(&html), "{}", html);
    }

    #[test]
    fn an_attribute_holds_no_more_than_its_value(value in "\\PC{0,40}", quote in "[\"']?") {
        let html = rendered(&format!("甲 <a href=\"a.md\" title={quote}{value}{quote}>乙</a>\n")).0;
        prop_assert_eq!(fault(&html), None, "{}", html);
    }

    #[test]
    fn escaped_html_makes_no_element(text in hostile()) {
        let options = MarkdownOptions { raw_html: RawHtml::Escape, ..options() };
        let html = crate::markdown::html("a.md", &text, 0, &options, &NumberedLeaves::new(&text)).0;
        prop_assert_eq!(fault(&html), None, "{}", html);
        prop_assert_eq!(parsed(&html), written(&html), "{}", html);
    }
}
