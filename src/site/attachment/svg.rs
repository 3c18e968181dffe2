//! SVG sanitizer check: accepts only files that do nothing but draw.
//!
//! An SVG opened directly is a page of the site, so its scripts act in the site's name. The file is
//! parsed as XML, and everything must be on an allow-list: drawing elements of SVG, no other
//! namespace that browsers act on; attributes that run nothing; internal addresses, embedded
//! images, or links of `<a>`. Entity declarations, encodings other than UTF-8 and malformed XML are
//! rejected, since a browser might parse them differently.

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

use crate::diagnostic::Message;
use crate::limits::files::DEEPEST_SVG;
use crate::message;

const SVG: &[u8] = b"http://www.w3.org/2000/svg";

/// Namespaces besides SVG whose elements a browser acts on.
const ACTIVE: [&[u8]; 3] = [
    b"http://www.w3.org/1999/xhtml",
    b"http://www.w3.org/1998/Math/MathML",
    b"http://www.w3.org/2001/xml-events",
];

/// SVG elements that draw, describe or animate; filter primitives (`fe…`) are also accepted.
const DRAWING: &[&str] = &[
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "image",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "tref",
    "title",
    "desc",
    "metadata",
    "style",
    "a",
    "switch",
    "marker",
    "mask",
    "clipPath",
    "pattern",
    "linearGradient",
    "radialGradient",
    "stop",
    "filter",
    "animate",
    "animateColor",
    "animateMotion",
    "animateTransform",
    "set",
    "mpath",
    "view",
    "font",
    "font-face",
    "font-face-src",
    "font-face-name",
    "glyph",
    "missing-glyph",
    "hkern",
    "vkern",
    "solidcolor",
    "mesh",
    "meshgradient",
    "meshrow",
    "meshpatch",
    "hatch",
    "hatchpath",
    "flowRoot",
    "flowRegion",
    "flowPara",
    "flowSpan",
    "flowDiv",
];

/// Returns the reason why a drawing may do harm, or `None` if it only draws.
pub(super) fn fault(bytes: &[u8]) -> Option<Message> {
    let Ok(text) = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)) else {
        return Some(message!("不是 UTF-8 编码的 SVG", "it is no SVG in UTF-8"));
    };
    SvgInspector {
        depth: 0,
        has_root: false,
        style: None,
    }
    .all(text)
    .err()
}

fn unsafe_part(what: &str) -> Message {
    message!("SVG 里有 {what}", "the SVG holds {what}")
}

fn broken() -> Message {
    message!("不是写法正确的 SVG（XML）", "it is no well-formed SVG")
}

struct SvgInspector {
    depth: usize,
    has_root: bool,
    /// Depth and text of the open style sheet.
    style: Option<(usize, String)>,
}

impl SvgInspector {
    fn all(mut self, text: &str) -> Result<(), Message> {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().check_comments = true;
        loop {
            let (namespace, event) = reader.read_resolved_event().map_err(|_| broken())?;
            let of = match namespace {
                ResolveResult::Bound(name) if name.as_ref() == SVG => ElementVocabulary::Svg,
                ResolveResult::Unbound => ElementVocabulary::Svg,
                ResolveResult::Bound(name) if ACTIVE.contains(&name.as_ref()) => {
                    ElementVocabulary::Active
                }
                ResolveResult::Bound(_) => ElementVocabulary::Inert,
                ResolveResult::Unknown(_) => return Err(broken()),
            };
            match event {
                Event::Start(tag) => self.open(&tag, of)?,
                Event::Empty(tag) => {
                    self.open(&tag, of)?;
                    self.close()?;
                }
                Event::End(_) => self.close()?,
                Event::Text(words) => self.words(&words.decode().map_err(|_| broken())?)?,
                Event::CData(words) => self.words(&words.decode().map_err(|_| broken())?)?,
                Event::GeneralRef(name) => self.reference(&name.decode().map_err(|_| broken())?)?,
                Event::Decl(declaration) => {
                    let encoding = declaration.encoding().transpose().map_err(|_| broken())?;
                    if encoding.is_some_and(|name| !name.eq_ignore_ascii_case(b"utf-8")) {
                        return Err(message!(
                            "声明的编码不是 UTF-8",
                            "it declares an encoding other than UTF-8"
                        ));
                    }
                }
                Event::DocType(words) if words.contains(&b'[') => {
                    return Err(unsafe_part("<!DOCTYPE […]>"));
                }
                Event::PI(words) if words.to_ascii_lowercase().starts_with(b"xml-stylesheet") => {
                    return Err(unsafe_part("<?xml-stylesheet?>"));
                }
                Event::DocType(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof if self.depth == 0 && self.has_root => return Ok(()),
                Event::Eof => return Err(broken()),
            }
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, of: ElementVocabulary) -> Result<(), Message> {
        let local = tag.local_name();
        let name = std::str::from_utf8(local.as_ref()).map_err(|_| broken())?;
        let is_root = self.depth == 0;
        if (is_root && (self.has_root || name != "svg" || of != ElementVocabulary::Svg))
            || self.style.is_some()
        {
            return Err(broken());
        }
        let draws = DRAWING.contains(&name) || name.starts_with("fe");
        if of == ElementVocabulary::Active || (of == ElementVocabulary::Svg && !draws) {
            return Err(unsafe_part(&format!("<{name}>")));
        }
        self.has_root = true;
        self.depth += 1;
        if self.depth > DEEPEST_SVG {
            return Err(message!(
                "SVG 嵌套超过 {DEEPEST_SVG} 层",
                "the SVG is nested more than {DEEPEST_SVG} deep"
            ));
        }
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|_| broken())?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|_| broken())?;
            let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
            if key != "xmlns" && !key.starts_with("xmlns:") {
                check_attribute(name, &key, &value)?;
            }
        }
        if name == "style" {
            self.style = Some((self.depth, String::new()));
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), Message> {
        if let Some((depth, css)) = self.style.take_if(|(depth, _)| *depth == self.depth) {
            debug_assert_eq!(depth, self.depth);
            check_css(&css, true)?;
        }
        self.depth = self.depth.checked_sub(1).ok_or_else(broken)?;
        Ok(())
    }

    fn words(&mut self, words: &str) -> Result<(), Message> {
        if let Some((_, css)) = &mut self.style {
            css.push_str(words);
        }
        if self.depth == 0 && !words.trim().is_empty() {
            Err(broken())
        } else {
            Ok(())
        }
    }

    /// Accepts character references and the five XML entities; others need a document type.
    fn reference(&mut self, name: &str) -> Result<(), Message> {
        let is_known =
            name.starts_with('#') || matches!(name, "lt" | "gt" | "amp" | "quot" | "apos");
        // In a style sheet a character reference could hide a forbidden word.
        if !is_known || (self.style.is_some() && name.starts_with('#')) {
            return Err(unsafe_part(&format!("&{name};")));
        }
        if let Some((_, css)) = &mut self.style {
            css.push(if name == "gt" { '>' } else { '"' });
        }
        Ok(())
    }
}

/// Vocabulary of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ElementVocabulary {
    /// SVG or no namespace.
    Svg,
    /// Foreign namespace that a browser acts on.
    Active,
    /// Foreign namespace that browsers ignore, such as a drawing program's.
    Inert,
}

fn check_attribute(element: &str, key: &str, value: &str) -> Result<(), Message> {
    let local = key.rsplit(':').next().unwrap_or(key).to_ascii_lowercase();
    if local.starts_with("on") {
        return Err(unsafe_part(key));
    }
    match local.as_str() {
        "href" | "src" | "base" | "action" | "formaction" => check_address(element == "a", value),
        "attributename" if is_risky_target(value) => {
            Err(unsafe_part(&format!("{key}=\"{value}\"")))
        }
        "style" => check_css(value, true),
        _ => check_css(value, false),
    }
}

/// Returns true if an animation of this attribute could run or load something.
fn is_risky_target(name: &str) -> bool {
    let local = name
        .rsplit(':')
        .next()
        .unwrap_or(name)
        .trim()
        .to_ascii_lowercase();
    local.starts_with("on") || matches!(local.as_str(), "href" | "src" | "base" | "style")
}

/// Accepts internal addresses and embedded images; other sites only as link targets.
fn check_address(is_link: bool, value: &str) -> Result<(), Message> {
    let address: String = value
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect::<String>()
        .to_ascii_lowercase();
    let path = address
        .find(['/', '?', '#'])
        .map_or(&*address, |end| &address[..end]);
    let is_sound = match path.split_once(':') {
        Some(("data", _)) => !is_link && is_embedded(&address),
        Some(("http" | "https" | "mailto" | "tel", _)) => is_link,
        Some(_) => false,
        None => is_link || !address.starts_with("//") && !address.contains('\\'),
    };
    if is_sound {
        Ok(())
    } else {
        Err(unsafe_part(&shortened(value)))
    }
}

/// Returns true if an address is an embedded image or font (`data:`).
fn is_embedded(address: &str) -> bool {
    const KINDS: [&str; 9] = [
        "data:image/png",
        "data:image/jpeg",
        "data:image/jpg",
        "data:image/gif",
        "data:image/webp",
        "data:image/avif",
        "data:image/bmp",
        "data:font/",
        "data:application/font",
    ];
    KINDS.iter().any(|kind| address.starts_with(kind))
}

/// Rejects CSS that loads external resources; other values are checked for `url(…)` only.
fn check_css(css: &str, is_css: bool) -> Result<(), Message> {
    const LOADING: [&str; 8] = [
        "@import",
        "\\",
        "javascript:",
        "expression(",
        "-moz-binding",
        "behavior:",
        "http:",
        "https:",
    ];
    let lower = css.to_ascii_lowercase();
    let mut rest = lower.as_str();
    while let Some(at) = rest.find("url(") {
        rest = &rest[at + "url(".len()..];
        let end = rest.find(')').unwrap_or(rest.len());
        let address = rest[..end].trim().trim_matches(['"', '\'']).trim();
        if !(address.starts_with('#') || is_embedded(address)) {
            return Err(unsafe_part(&shortened(address)));
        }
        rest = &rest[end..];
    }
    match LOADING.iter().find(|word| is_css && lower.contains(*word)) {
        Some(word) => Err(unsafe_part(word)),
        None => Ok(()),
    }
}

fn shortened(value: &str) -> String {
    value.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_sound(inner: &str) -> bool {
        let whole = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:h=\"http://www.w3.org/1999/xhtml\" xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\">{inner}</svg>"
        );
        fault(whole.as_bytes()).is_none()
    }

    #[test]
    fn a_drawing_only_draws() {
        for inner in [
            "<rect width='1' fill='url(#a)'/><use xlink:href='#a'/>",
            "<style>.a{fill:red;filter:url(\"#f\")} a>b{}</style><text>一&amp;二&#x4e00;</text>",
            "<image href='data:image/png;base64,AAAA'/><i:grid spacing='1'/>",
            "<a href='https://example.cn/'><text>甲</text></a><feGaussianBlur/>",
            "<animate attributeName='opacity' from='0' to='1'/><use href='other.svg#x'/>",
        ] {
            assert!(is_sound(inner), "{inner}");
        }
        let doctype = "<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg/>\n<!-- 完 -->\n";
        assert_eq!(fault(doctype.as_bytes()), None);
    }

    #[test]
    fn whatever_else_is_refused() {
        for inner in [
            "<script>alert(1)</script>",
            "<script xlink:href='x.js'/>",
            "<g onload='x()'/>",
            "<g ONCLICK='x()'/>",
            "<foreignObject/>",
            "<h:iframe src='/'/>",
            "<h:script>x</h:script>",
            "<metadata><h:img src='x' onerror='y'/></metadata>",
            "<a href='javascript:x'/>",
            "<a xlink:href='&#106;ava&#9;script:x'/>",
            "<a href=' data:text/html,x'/>",
            "<image href='https://example.cn/x.png'/>",
            "<image href='//example.cn/x.png'/>",
            "<image href='data:image/svg+xml;base64,AAAA'/>",
            "<use href='data:image/svg+xml,x#a'/>",
            "<set attributeName='href' to='javascript:x'/>",
            "<animate attributeName='xlink:href' values='javascript:x'/>",
            "<set attributeName='onclick' to='x'/>",
            "<rect fill='url(http://example.cn/#a)'/>",
            "<rect style='background:url(//example.cn)'/>",
            "<style>@import 'https://example.cn/x.css'</style>",
            "<style>@\\69mport 'x'</style>",
            "<style>&#64;import 'x'</style>",
            "<style><![CDATA[a{b:url(https://example.cn)}]]></style>",
            "<handler/>",
            "<unknown/>",
            "&x;",
            "<g>",
            "<g a='1' a='2'/>",
            "<no:g/>",
        ] {
            assert!(!is_sound(inner), "{inner}");
        }
        for whole in [
            "",
            "x",
            "<html/>",
            "<svg/><svg/>",
            "<svg/>x",
            "<?xml version='1.0' encoding='GBK'?><svg/>",
            "<?xml-stylesheet href='x.xsl'?><svg/>",
            "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg>&x;</svg>",
            "<svg xmlns='http://www.w3.org/1999/xhtml'/>",
        ] {
            assert!(fault(whole.as_bytes()).is_some(), "{whole}");
        }
        assert!(fault(format!("<svg>{}", "<g>".repeat(100_000)).as_bytes()).is_some());
        assert!(fault(b"\xFF\xFE<\0s\0").is_some());
    }
}
