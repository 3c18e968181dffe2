//! Markdown and raw HTML, mostly of cmark's `pathological_tests.py` and pulldown-cmark's fuzzing.

use std::fmt::Write as _;
use std::hint::black_box;

use pufa::facade::markdown::{
    ComponentFailure, ImageTarget, LinkResolver, LinkTarget, MarkdownOptions, facts, html,
};

use super::Pattern;

struct Anywhere;

impl LinkResolver for Anywhere {
    fn link(&self, _: &str) -> LinkTarget {
        LinkTarget::Page {
            href: "/a.html".to_owned(),
        }
    }

    fn image(&self, destination: &str) -> ImageTarget {
        ImageTarget {
            src: destination.to_owned(),
            size: None,
        }
    }

    fn component(&self, _: &str, _: &serde_json::Value) -> Result<String, ComponentFailure> {
        Ok(String::new())
    }
}

fn work(text: &str) {
    let options = MarkdownOptions::default();
    black_box(facts("content/a.md", text, 0, &options));
    black_box(html("content/a.md", text, 0, &options, &Anywhere));
}

fn body(name: &'static str, size: usize, text: fn(usize) -> String) -> Pattern {
    Pattern {
        name,
        size,
        text,
        work,
    }
}

/// Repeats one piece.
macro_rules! repeated {
    ($($name:literal, $size:literal, $($before:literal)? [$piece:literal] $($after:literal)?;)*) => {
        vec![$(body($name, $size, |n| ["", $($before,)? $piece.repeat(n).as_str(), $($after)?].concat()),)*]
    };
}

/// Concatenates numbered pieces.
fn each(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).map(piece).collect()
}

pub(super) fn all() -> Vec<Pattern> {
    [emphasis(), brackets(), blocks(), raw(), ours(), numbered()].concat()
}

fn emphasis() -> Vec<Pattern> {
    let mut all = repeated![
        "emphasis: closers", 8_000, ["a_ "];
        "emphasis: openers", 8_000, ["_a "];
        "emphasis: stars that open", 8_000, ["*a "];
        "emphasis: mismatched", 8_000, ["*a_ "];
        "emphasis: threes", 8_000, "a**b" ["c* "];
        "emphasis: three kinds", 4_000, ["*~~_a "];
        "emphasis: tildes", 8_000, ["~~a ~a "];
        "emphasis: alternate", 8_000, ["a**b_c* "];
        "emphasis: Chinese marks", 4_000, ["**《法》**规定*"];
        "emphasis: stars alone", 40_000, ["*"];
        "emphasis: escaped", 20_000, ["\\*"];
        "emphasis: backslashes", 40_000, ["\\"];
        "emphasis: quote signs", 20_000, [">*"];
        "emphasis: underscores and links", 8_000, ["[ a_"];
        "emphasis: variation selectors", 10_000, "a" ["\u{fe00}"] "*x*";
    ];
    all.push(body("emphasis: nested strong", 4_000, |n| {
        "*a **a ".repeat(n) + "b" + &" a** a*".repeat(n)
    }));
    all.push(body("emphasis: cmark 389", 8_000, |n| {
        "*a ".repeat(n) + &"_a*_ ".repeat(n)
    }));
    all.push(body("emphasis: deep in a quote", 4_000, |n| {
        ">".repeat(n) + &"a*".repeat(n)
    }));
    all
}

fn brackets() -> Vec<Pattern> {
    let mut all = repeated![
        "link: closers", 8_000, ["a]"];
        "link: openers", 8_000, ["[a"];
        "link: images", 8_000, ["![a"];
        "link: images with nothing", 8_000, ["![[]()"];
        "link: [ (](", 8_000, ["[ (]("];
        "link: unclosed <", 4_000, ["[a](<b"];
        "link: unclosed", 4_000, ["[a](b"];
        "link: parentheses", 20_000, "[a](" ["("];
        "link: titles", 8_000, ["[a](b \""];
        "link: titles in brackets", 8_000, ["[a](b ("];
        "link: x**[a*b**c*](d)", 4_000, ["**x [a*b**c*](d)"];
        "link: autolinks", 8_000, ["<https:"];
        "link: addresses", 4_000, ["<https://a.example.cn/>"];
        "link: references", 8_000, "[a]: /b\n\n" ["[a] "];
        "link: references to nothing", 8_000, ["[a][b] "];
        "link: definitions without an end", 4_000, ["[a]: \n"];
        "link: definitions with titles over lines", 4_000, ["[a]: b 'c\n"];
        "link: definition labels over lines", 8_000, ["[a\n"];
        "link: one definition again", 8_000, ["[a]: /b\n"];
        "footnote: openers", 8_000, ["[^a"];
        "footnote: definitions nested", 2_000, ["[^1]:"];
        "footnote: one definition again", 4_000, ["[^1]: a\n\n"] "[^1]";
        "footnote: one reference again", 8_000, "[^1]: a\n\n" ["[^1]"];
        "entity: ampersands", 20_000, ["&"];
        "entity: &#", 10_000, ["&#"];
        "entity: names", 8_000, ["&amp;"];
        "entity: names without end", 8_000, ["&a"];
        "code: `` ` ", 8_000, ["`` ` "];
        "code: pairs", 8_000, ["`a` "];
    ];
    all.extend([
        body("link: nested brackets", 8_000, |n| {
            "[".repeat(n) + "a" + &"]".repeat(n)
        }),
        body("link: nested links", 4_000, |n| {
            "[".repeat(n) + "a" + &"](b)".repeat(n)
        }),
        body("link: nested images", 4_000, |n| {
            "![".repeat(n) + "a" + &"](b)".repeat(n)
        }),
        body("link: nested images without words", 4_000, |n| {
            "![".repeat(n) + &"](b)".repeat(n)
        }),
        body("link: figures", 2_000, |n| {
            "![图](b.png \"题\")\n\n".repeat(n)
        }),
        body("code: rising backticks", 400, |n| {
            each(n, |at| format!("e{}", "`".repeat(at)))
        }),
        body("code: falling backticks", 400, |n| {
            each(n, |at| format!("e{}", "`".repeat(n - at)))
        }),
    ]);
    all
}

fn blocks() -> Vec<Pattern> {
    let mut all = repeated![
        "block: quotes nested", 2_000, ["> "] "a";
        "block: quotes nested without spaces", 4_000, [">"] "a";
        "block: lists nested", 1_000, ["- "] "a";
        "block: numbered lists nested", 1_000, ["1. "] "a";
        "block: lists of three kinds nested", 500, ["- + * "] "a";
        "block: quotes and lists nested", 1_000, ["> - "] "a";
        "block: definitions nested", 2_000, "a\n" [": "] "b";
        "block: definitions", 4_000, ["a\n: b\n\n"];
        "block: rules", 8_000, ["---\n"];
        "block: setext", 8_000, ["a\n---\n"];
        "block: fences", 8_000, ["```\n"];
        "block: fences that open", 4_000, ["```a\n"];
        "block: blank lines", 40_000, ["\n"];
        "block: indented", 8_000, ["    a\n"];
        "block: tabs", 8_000, ["\ta\n"];
        "block: soft breaks", 8_000, ["法\n"];
        "block: hard breaks", 8_000, ["法  \n"];
        "block: tasks", 4_000, ["- [ ] a\n"];
        "block: loose tasks", 4_000, ["- [ ] a\n\n"];
        "block: vertical tabs", 4_000, ["aaa\rbbb\n-\u{b}\n"];
        "block: zeros", 10_000, ["a\0b "];
        "block: carriage returns", 20_000, ["\r"];
        "table: rows", 4_000, "|a|b|\n|-|-|\n" ["|a|b|\n"];
        "table: pipes", 20_000, "|a|\n|-|\n" ["|"];
        "table: escaped pipes", 8_000, "|a|\n|-|\n" ["\\|"];
        "table: heads", 4_000, ["|a|\n|-|\n\n"];
        "table: pipes that are none", 8_000, ["a|"] "\n-";
        "heading: equal", 4_000, ["## a\n\n"];
        "heading: empty", 4_000, ["##\n\n"];
        "heading: a, a-2", 2_000, ["## a\n\n## a-2\n\n"];
        "heading: chosen ids", 4_000, ["## a {#b}\n\n"];
        "heading: braces", 20_000, "## a" ["{#"] "}";
    ];
    all.extend([
        body("block: lists indented", 200, |n| {
            each(n, |at| format!("{}* a\n", "  ".repeat(at)))
        }),
        body("block: blank lines in deep lists", 1_000, |n| {
            "- ".repeat(n) + "x" + &"\n".repeat(n)
        }),
        body("block: blank lines in a quote", 1_000, |n| {
            "> ".to_owned() + &"- ".repeat(n) + "x\n" + &">\n".repeat(n)
        }),
        body("block: lines of deep quotes", 100, |n| {
            ("> ".repeat(n) + "a\n").repeat(n)
        }),
        body("table: missing cells", 300, |n| {
            format!(
                "{}\n{}\n{}",
                "|a".repeat(n),
                "|-".repeat(n),
                "|a\n".repeat(n)
            )
        }),
    ]);
    all
}

fn raw() -> Vec<Pattern> {
    let mut all = repeated![
        "html: inline script", 2_000, "a" ["<script>"];
        "html: inline scripts closed", 2_000, "a" ["<script>x</script>"];
        "html: inline style and script", 2_000, "a" ["<style>b</script>"];
        "html: div", 2_000, ["<div>"];
        "html: div on lines", 2_000, ["<div>\n"];
        "html: div in paragraphs", 1_000, ["<div>\n\n"];
        "html: inline b", 2_000, "a" ["<b>"];
        "html: inline b and i crossed", 2_000, "a" ["<b><i>c</b>"];
        "html: inline closers", 2_000, "a" ["</b>"];
        "html: b in paragraphs", 2_000, ["a<b>\n\n"];
        "html: inline a", 1_000, "a" ["<a href=b>"];
        "html: tables", 1_000, ["<table>"];
        "html: table parts", 1_000, "<table>" ["<tr><td>a"];
        "html: misplaced in a table", 1_000, "<table>" ["<b>a<tr>"];
        "html: p in paragraphs", 2_000, ["<p>"];
        "html: headings", 2_000, ["<h2>"];
        "html: lists", 2_000, ["<ul><li>"];
        "html: details", 2_000, ["<details>"];
        "html: ruby", 2_000, "a" ["<ruby>b<rt>"];
        "html: svg", 2_000, ["<svg>"];
        "html: math", 2_000, ["<math>"];
        "html: unknown", 2_000, "a" ["<x>"];
        "html: select", 2_000, ["<select>"];
        "html: comments", 4_000, "a" ["<!--"];
        "html: comment lines", 4_000, ["<!--\n"];
        "html: </<!--", 4_000, "</" ["<!--"];
        "html: comments closed", 4_000, "a" ["<!-- b -->"];
        "html: <?", 8_000, "a" ["<?"];
        "html: <!A", 8_000, "a" ["<!A "];
        "html: <![CDATA[", 8_000, "a" ["<![CDATA["];
        "html: <", 20_000, "a" ["<"];
        "html: <a ", 8_000, "a" ["<a "];
        "html: </", 20_000, "a" ["</"];
        "html: attributes", 4_000, "a<b" [" c"] ">d";
        "html: one attribute again", 4_000, "a<b" [" title=c"] ">d";
        "html: open attributes", 4_000, "a" ["<b c='"];
        "html: open attributes in a block", 4_000, "<div>\n" ["<b c='"];
        "html: open tags in a block", 4_000, "<div>\n" ["<b "];
        "html: < in a block", 8_000, "<div>\n" ["<"];
        "html: <!-- in a block", 8_000, "<div>\n" ["<!--"];
        "html: entities", 8_000, "<div>" ["&#x41;"];
        "html: entities of ours", 8_000, "<div>" ["&#xfdd1;"];
        "html: images", 2_000, "a" ["<img src=b.png>"];
        "html: Word", 1_000, ["<p class=MsoNormal><font face=\"a\">b<o:p></o:p></font></p>\n"];
    ];
    all.extend([
        body("html: a name each", 2_000, |n| {
            each(n, |at| format!("<x{at}>"))
        }),
        body("html: an attribute each", 2_000, |n| {
            format!("<p{}>", each(n, |at| format!(" x{at}=y")))
        }),
        body("html: unlike closers", 1_000, |n| {
            format!("a{}{}", "<b>".repeat(n), "</i>".repeat(n))
        }),
        body("html: div closed", 2_000, |n| {
            format!("{}a{}", "<div>".repeat(n), "</div>".repeat(n))
        }),
        body("html: div on lines closed", 1_000, |n| {
            format!("{}a{}", "<div>\n\n".repeat(n), "</div>\n\n".repeat(n))
        }),
        body("html: table in table", 400, |n| "<table><tr><td>".repeat(n)),
    ]);
    all
}

/// Pufa's extensions of Markdown.
fn ours() -> Vec<Pattern> {
    let mut all = repeated![
        "box: one after the other", 2_000, ["> [!提示]\n> a\n\n"];
        "box: nested", 500, ["> [!提示]\n>"] " a";
        "box: unknown on lines", 1_000, ["> [!abc]\n\n"];
        "box: unknown", 1_000, ["> [!题]"] "a";
        "component: unknown", 1_000, ["```题\n```\n"];
        "component: files", 1_000, "```文件\n" ["- a.pdf\n"] "```\n";
        "component: quiz", 500, "```问答\n" ["- 题: a\n"] "```\n";
        "address: unsafe", 1_000, ["[a](javascript:b) "];
        "address: unsafe on lines", 1_000, ["[a](javascript:b)\n"];
        "image: no words", 1_000, ["![](b.png) "];
        "image: no words on lines", 1_000, ["![](b.png)\n"];
        "summary: brackets", 20_000, ["（"];
        "title: heading", 8_000, "# " ["a *b* "];
    ];
    all.extend([
        body("image: pasted data", 10, |n| {
            format!("![](data:image/png;base64,{}) ", "A".repeat(50_000)).repeat(n)
        }),
        body("box: a long word", 2_000, |n| {
            format!("> [!{}]\n", "题".repeat(n))
        }),
        body("component: nested values", 200, |n| {
            format!("```文件\n{}\n```\n", "[".repeat(n))
        }),
        body("component: an unknown key each", 500, |n| {
            format!("```文件\n{}```\n", each(n, |at| format!("甲{at}: a\n")))
        }),
    ]);
    all
}

fn numbered() -> Vec<Pattern> {
    vec![
        body("footnote: many", 4_000, |n| {
            each(n, |at| format!("[^{at}]")) + &each(n, |at| format!("\n\n[^{at}]: a"))
        }),
        body("footnote: never named", 4_000, |n| {
            each(n, |at| format!("[^{at}]: a\n\n"))
        }),
        body("footnote: each names the next", 2_000, |n| {
            "[^0]\n\n".to_owned() + &each(n, |at| format!("[^{at}]: a[^{}]\n\n", at + 1))
        }),
        body("link: definitions", 4_000, |n| {
            each(n, |at| format!("[a{at}]: /b\n")) + &each(n, |at| format!("\n[a{at}]"))
        }),
        body("link: definitions alike", 4_000, |n| {
            each(n, |at| format!("[{}{at}]: /b\n", "a".repeat(100)))
        }),
        body("heading: a number each", 4_000, |n| {
            each(n, |at| format!("## 第{at}条\n\n"))
        }),
        body("heading: the number asked for", 4_000, |n| {
            each(n, |at| format!("## a-{at}\n\n## a\n\n"))
        }),
        body("emphasis: a run each", 400, |n| {
            let mut text = String::new();
            for at in 0..n {
                let _ = write!(text, "{}a ", "*".repeat(at));
            }
            text
        }),
    ]
}
