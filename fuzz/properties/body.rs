//! Property of bodies with raw HTML, checked with a real HTML parser on the output.
//!
//! The allow-lists here are independent of the sanitizer's, so that a mistake in those is detected.

use pufa::facade::markdown::ComponentFailure;
use pufa::facade::markdown::{self, ImageTarget, LinkResolver, LinkTarget, MarkdownOptions};
use scraper::{Html, Node};

/// Elements allowed in a body.
const ELEMENTS: &str = "a abbr aside b bdi bdo blockquote br caption center cite code col colgroup dd del details \
    dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q rp rt ruby s samp \
    section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr";

/// Attributes allowed in a body.
const ATTRIBUTES: &str = "abbr alt aria-label aria-labelledby checked cite class colspan datetime decoding dir \
    disabled download headers height href id lang loading open rel reversed role rowspan scope span src start \
    tabindex title type value width";

/// Attributes whose value is a URL.
const ADDRESSES: [&str; 3] = ["cite", "href", "src"];

/// Schemes allowed in URLs; relative URLs stay on the site.
const SCHEMES: [&str; 6] = ["ftp", "http", "https", "mailto", "sms", "tel"];

/// Renders a body: a parser finds only allowed elements, attributes and schemes, also after
/// serializing and parsing again, as scripts do with `innerHTML`.
pub(crate) fn raw_html(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let options = MarkdownOptions {
        language: "zh-CN".to_owned(),
        ..MarkdownOptions::default()
    };
    let (html, _) = markdown::html("a.md", &text, 0, &options, &Elsewhere);
    let parsed = Html::parse_fragment(&html);
    check(&parsed, &html);
    let written = parsed.root_element().inner_html();
    check(&Html::parse_fragment(&written), &written);
}

/// Resolver in which every link resolves to itself.
struct Elsewhere;

impl LinkResolver for Elsewhere {
    fn link(&self, destination: &str) -> LinkTarget {
        LinkTarget::External {
            href: destination.to_owned(),
        }
    }

    fn image(&self, destination: &str) -> ImageTarget {
        ImageTarget {
            src: destination.to_owned(),
            size: None,
        }
    }

    fn component(&self, _: &str, _: &serde_json::Value) -> Result<String, ComponentFailure> {
        Ok("<section class=\"component\"></section>".to_owned())
    }
}

fn check(parsed: &Html, html: &str) {
    for node in parsed.tree.root().descendants() {
        match node.value() {
            Node::Element(element) if element.name() == "html" => {
                assert_eq!(
                    element.attrs().count(),
                    0,
                    "the body gives its page attributes: {html}"
                );
            }
            Node::Element(element) => {
                let name = element.name();
                assert!(is_listed(ELEMENTS, name), "<{name}> in {html}");
                let space = &*element.name.ns;
                assert_eq!(
                    space, "http://www.w3.org/1999/xhtml",
                    "<{name}> of {space} in {html}"
                );
                for (attribute, value) in element.attrs() {
                    assert!(
                        is_listed(ATTRIBUTES, attribute),
                        "{attribute}= at <{name}> in {html}"
                    );
                    assert!(
                        !ADDRESSES.contains(&attribute) || leads_somewhere(value),
                        "{attribute}={value:?} in {html}"
                    );
                }
            }
            Node::Document | Node::Fragment | Node::Text(_) => {}
            other => panic!("{other:?} in {html}"),
        }
    }
}

fn is_listed(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == name)
}

/// Returns true if a URL's scheme is allowed, parsed by the URL standard: leading controls and
/// spaces are stripped, tabs and line breaks everywhere.
fn leads_somewhere(address: &str) -> bool {
    let address: String = address
        .trim_start_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let Some((scheme, _)) = address.split_once(':') else {
        return true;
    };
    let starts = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_scheme = starts
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    !is_scheme || SCHEMES.contains(&scheme.to_ascii_lowercase().as_str())
}
