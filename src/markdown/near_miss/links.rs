//! Links in wide brackets, with spaces, the wrong way round, unclosed, or of other programs.

use std::ops::Range;

use super::lint_sink::{LintSink, MarkName};
use super::mark_set::MarkSet;
use super::text_block::{TextBlock, is_picture};
use crate::diagnostic::{Code, SourceEdit};
use crate::message;

const LINK: MarkName = ("链接", "a link");
const PICTURE: MarkName = ("图片", "a picture");

/// Characters of the longest label.
const LONGEST: usize = 120;

/// Checks the runs of a block.
pub(super) fn check(sink: &mut LintSink<'_>, block: &TextBlock) {
    if !block.marks.has(MarkSet::BRACKET) {
        return;
    }
    for run in &block.runs {
        let text = sink.source(run);
        let mut done = 0;
        for (at, mark) in text.match_indices([']', '］', '】', ')', '）']) {
            if at < done {
                continue;
            }
            let close = at..at + mark.len();
            if let Some(end) = check_close(sink, run.start, text, &close, done) {
                done = end;
            }
        }
    }
}

/// Checks what a closing bracket closes; returns the end of what was found.
fn check_close(
    sink: &mut LintSink<'_>,
    base: usize,
    text: &str,
    close: &Range<usize>,
    from: usize,
) -> Option<usize> {
    let open = last_open(
        &text[from..close.start],
        text[close.clone()].starts_with([')', '）']),
    )?;
    let open = from + open.start..from + open.end;
    let label = &text[open.end..close.start];
    let after = &text[close.end..];
    if label.chars().nth(LONGEST).is_some() {
        return None;
    }
    if text[close.clone()].starts_with([')', '）']) {
        return check_reversed(sink, base, text, &open, close);
    }
    if text[..open.start].ends_with('[') && after.starts_with(']') {
        return check_wiki(sink, base, text, &open, close);
    }
    let gap = after.len() - after.trim_start_matches([' ', '\u{3000}']).len();
    if after[gap..].starts_with(['(', '（']) {
        return check_link(sink, base, text, &open, close, gap);
    }
    check_reference(sink, base, text, &open, close)
}

/// Returns the last opening bracket, with nothing closed after it.
fn last_open(text: &str, is_round: bool) -> Option<Range<usize>> {
    let (opens, closes): (&[char], &[char]) = if is_round {
        (&['(', '（'], &[')', '）'])
    } else {
        (&['[', '［', '【'], &[']', '］', '】'])
    };
    let at = text.rfind(opens)?;
    let length = text[at..].chars().next()?.len_utf8();
    (!text[at..].contains(closes)).then_some(at..at + length)
}

/// `【文】（a.md）`, `[文] (a.md)`, `[文](a.md “题”)`, `[文](a.md`.
fn check_link(
    sink: &mut LintSink<'_>,
    base: usize,
    text: &str,
    open: &Range<usize>,
    close: &Range<usize>,
    gap: usize,
) -> Option<usize> {
    let round = close.end + gap;
    let inner_start = round + text[round..].chars().next()?.len_utf8();
    let inner = &text[inner_start..];
    let end = inner.find([')', '）']);
    let written = &inner[..end.unwrap_or_else(|| address_length(inner))];
    let (address, title) = destination(written)?;
    let is_image = is_picture(address) && !address.starts_with("http");
    let (bang, start) = bang(text, open, is_image);
    let label = text[open.end..close.start].trim();
    if label.is_empty() && bang.is_empty() {
        return None;
    }
    let end = match end {
        Some(end) => inner_start + end + inner[end..].chars().next()?.len_utf8(),
        None => inner_start + written.trim_end().len(),
    };
    let mended = format!("{bang}[{label}]({address}{title})");
    if mended == text[start..end] {
        return None;
    }
    let name = if bang.is_empty() { LINK } else { PICTURE };
    let is_closed = inner.contains([')', '）']);
    let edits = vec![SourceEdit::new(base + start..base + end, mended)];
    sink.near(base + start..base + end, name, edits, is_closed);
    Some(end)
}

/// Returns the `!` before a bracket and where the whole begins, unless a wide `！` is prose.
fn bang(text: &str, open: &Range<usize>, is_image: bool) -> (&'static str, usize) {
    let before = &text[..open.start];
    if let Some(rest) = before.strip_suffix('!') {
        return ("!", rest.len());
    }
    match before.strip_suffix('！') {
        Some(rest) if is_image && (rest.is_empty() || rest.ends_with(char::is_whitespace)) => {
            ("!", rest.len())
        }
        _ => ("", open.start),
    }
}

/// Returns the address and the title, each as they should be written.
fn destination(written: &str) -> Option<(&str, String)> {
    let written = written.trim();
    let (address, rest) = written
        .split_once(char::is_whitespace)
        .unwrap_or((written, ""));
    let (address, rest) = match address.find(['“', '”', '"', '‘']) {
        Some(at) if rest.is_empty() => address.split_at(at),
        _ => (address, rest.trim()),
    };
    if !is_address(address) {
        return None;
    }
    if rest.is_empty() || is_size(rest) {
        return Some((address, String::new()));
    }
    let quotes: &[char] = &['“', '”', '"', '‘', '’', '\'', '「', '」'];
    let title = rest.strip_prefix(quotes)?.strip_suffix(quotes)?;
    (!title.contains(quotes)).then(|| (address, format!(" \"{title}\"")))
}

/// Returns true for `=300x200`.
fn is_size(text: &str) -> bool {
    text.strip_prefix('=').is_some_and(|size| {
        size.chars()
            .all(|c| c.is_ascii_digit() || c == 'x' || c == '%')
    })
}

/// Returns the length of the address at the beginning of a text.
fn address_length(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || "，。；、！？”“".contains(c))
        .unwrap_or(text.len())
}

/// Returns true if a word is surely an address or the name of a file.
pub(super) fn is_address(word: &str) -> bool {
    const KINDS: [&str; 24] = [
        "md", "html", "htm", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et",
        "ofd", "txt", "zip", "rar", "png", "jpg", "jpeg", "gif", "webp", "svg", "mp4", "mp3",
    ];
    let is_broken = |c: char| c.is_whitespace() || "，。；、！？：（）【】《》[]()<>".contains(c);
    if word.is_empty() || word.contains(is_broken) {
        return false;
    }
    let is_rooted = ["http://", "https://", "www.", "mailto:", "/", "./", "../"]
        .iter()
        .any(|start| word.len() > start.len() + 1 && word.starts_with(start));
    let path = word.split(['#', '?']).next().unwrap_or_default();
    is_rooted
        || path.rsplit_once('.').is_some_and(|(stem, kind)| {
            !stem.is_empty() && KINDS.iter().any(|known| known.eq_ignore_ascii_case(kind))
        })
}

/// `(文)[a.md]`.
fn check_reversed(
    sink: &mut LintSink<'_>,
    base: usize,
    text: &str,
    open: &Range<usize>,
    close: &Range<usize>,
) -> Option<usize> {
    let after = &text[close.end..];
    let inner = after.strip_prefix(['[', '［', '【'])?;
    let end = inner.find([']', '］', '】'])?;
    let (address, label) = (inner[..end].trim(), text[open.end..close.start].trim());
    if !is_address(address) || label.is_empty() {
        return None;
    }
    let end = text.len() - inner[end..].len() + inner[end..].chars().next()?.len_utf8();
    let mended = format!("[{label}]({address})");
    let edits = vec![SourceEdit::new(base + open.start..base + end, mended)];
    sink.mend(base + open.start..base + end, LINK, edits);
    Some(end)
}

/// `[[文章]]`, `![[图.png]]`.
fn check_wiki(
    sink: &mut LintSink<'_>,
    base: usize,
    text: &str,
    open: &Range<usize>,
    close: &Range<usize>,
) -> Option<usize> {
    let inner = &text[open.end..close.start];
    let (target, label) = inner.split_once('|').unwrap_or((inner, ""));
    let (target, label) = (target.trim(), label.trim());
    let is_contents = target.eq_ignore_ascii_case("toc");
    if target.is_empty() || is_contents || !target.chars().any(char::is_alphabetic) {
        return None;
    }
    let start = open.start - 1;
    let end = close.end + 1;
    let is_embed = text[..start].ends_with(['!', '！']);
    let start = text[..start]
        .strip_suffix(['!', '！'])
        .map_or(start, str::len);
    let (path, fragment) = match target.find('#') {
        Some(at) => target.split_at(at),
        None => (target, ""),
    };
    let is_named = is_address(path);
    let file = if is_named || path.is_empty() {
        target.to_owned()
    } else {
        format!("{path}.md{fragment}")
    };
    let name = if is_embed { PICTURE } else { LINK };
    let is_size = label.chars().all(|c| c.is_ascii_digit() || c == 'x');
    let stem = target
        .rsplit_once('.')
        .filter(|_| is_named)
        .map_or(target, |(stem, _)| stem);
    let label = if is_size {
        stem.trim_start_matches('#')
    } else {
        label
    };
    let mended = match (is_embed, is_picture(&file)) {
        (true, true) => format!("![{label}]({file})"),
        _ => format!("[{label}]({file})"),
    };
    let edits = vec![SourceEdit::new(base + start..base + end, mended)];
    sink.near(
        base + start..base + end,
        name,
        edits,
        is_named && !file.contains(' '),
    );
    Some(end)
}

/// `[文][没有]`: a link by a name that nothing defines. Indexes (`a[i][j]`), options (`[--all][-v]`) and signs that are
/// repeated (`[微笑][微笑]`) are none.
fn check_reference(
    sink: &mut LintSink<'_>,
    base: usize,
    text: &str,
    open: &Range<usize>,
    close: &Range<usize>,
) -> Option<usize> {
    let is_ascii = &text[open.clone()] == "[" && &text[close.clone()] == "]";
    let inner = text[close.end..].strip_prefix('[')?;
    let (name, _) = inner.split_once(']')?;
    let label = &text[open.end..close.start];
    let is_word = |word: &str| {
        word.chars().any(char::is_alphabetic) && !word.starts_with(['^', '!', '-', '\''])
    };
    let is_long = |word: &str| word.chars().nth(1).is_some();
    let end = close.end + 1 + name.len() + 1;
    let before = &text[..open.start];
    // Placeholders of a command, indexes, and rows of pictograms: `cp [选项][文件]`, `a[i][j]`, `[赞][赞]`.
    let is_command = before
        .trim_end_matches(' ')
        .ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, ']' | ')' | '_'));
    let is_row = label == name || text[end..].starts_with(['[', ']']);
    let may_be_name = is_long(name) || name.is_ascii() && is_long(label);
    if !is_ascii || !is_word(label) || !is_word(name) || name.contains(['[', '［']) {
        return None;
    }
    if is_command || is_row || !may_be_name {
        return None;
    }
    let message = message!(
        "链接“[{label}][{name}]”没有说明 {name} 是什么地址，读者看到的是符号本身",
        "nothing says which address {name} is in “[{label}][{name}]”: readers see the brackets"
    );
    let hint = match spaced_definition(sink.text, name) {
        Some(address) => message!(
            "地址里有空格，放进尖括号：[{name}]: <{address}>",
            "put the address, which holds spaces, in angle brackets: [{name}]: <{address}>"
        ),
        None => message!(
            "写成：[{label}](地址)；或者另起一行写 [{name}]: 地址",
            "write: [{label}](address); or on a line of its own [{name}]: address"
        ),
    };
    let range = base + open.start..base + end;
    sink.report(
        Code::MarkdownNearMiss,
        range,
        message,
        hint,
        Vec::new(),
        false,
    );
    Some(end)
}

/// Returns the address of a line `[name]: a b.png`, which is no definition for its spaces.
fn spaced_definition<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut lines = text.lines();
    let address = lines.find_map(|line| {
        let rest = line.trim_start().strip_prefix('[')?.strip_prefix(name)?;
        Some(rest.strip_prefix("]:")?.trim())
    })?;
    (address.contains(' ') && !address.starts_with('<')).then_some(address)
}
