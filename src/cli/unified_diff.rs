//! Difference of two texts in the unified format.

use std::fmt::Write as _;
use std::ops::Range;

/// Lines around a change that are shown.
const CONTEXT: usize = 3;
/// Pairs of changed lines that are compared; beyond, the lines are shown as one change.
const MOST_PAIRS: usize = 4_000_000;

/// Returns the difference of a file's text before and after a change.
pub(super) fn unified_diff(path: &str, before: &str, after: &str) -> String {
    let old: Vec<&str> = before.lines().collect();
    let new: Vec<&str> = after.lines().collect();
    let changes = changes(&old, &new);
    let mut out = format!("--- a/{path}\n+++ b/{path}\n");
    let mut rest = changes.as_slice();
    while let Some(first) = rest.first() {
        let near = |pair: &&[LineChange]| pair[1].old.start - pair[0].old.end <= 2 * CONTEXT;
        let count = 1 + rest.windows(2).take_while(near).count();
        hunk(&mut out, &old, &new, &rest[..count], first);
        rest = &rest[count..];
    }
    out
}

/// Lines that differ.
#[derive(Clone, Debug, PartialEq, Eq)]
struct LineChange {
    old: Range<usize>,
    new: Range<usize>,
}

fn hunk(out: &mut String, old: &[&str], new: &[&str], changes: &[LineChange], first: &LineChange) {
    let last = &changes[changes.len() - 1];
    let lead = first.old.start.min(CONTEXT);
    let tail = (old.len() - last.old.end).min(CONTEXT);
    let lines = |range: Range<usize>| {
        let start = if range.is_empty() {
            range.start
        } else {
            range.start + 1
        };
        format!("{start},{}", range.len())
    };
    let of_old = lines(first.old.start - lead..last.old.end + tail);
    let of_new = lines(first.new.start - lead..last.new.end + tail);
    let _ = writeln!(out, "@@ -{of_old} +{of_new} @@");
    let mut at = first.old.start - lead;
    let mut put = |sign: char, lines: &[&str]| {
        for line in lines {
            let _ = writeln!(out, "{sign}{line}");
        }
    };
    for change in changes {
        put(' ', &old[at..change.old.start]);
        put('-', &old[change.old.clone()]);
        put('+', &new[change.new.clone()]);
        at = change.old.end;
    }
    put(' ', &old[at..at + tail]);
}

/// Returns the lines that differ: those outside of a longest common subsequence.
fn changes(old: &[&str], new: &[&str]) -> Vec<LineChange> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..]
        .iter()
        .rev()
        .zip(new[head..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (old, new) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut found: Vec<LineChange> = Vec::new();
    let (mut i, mut j) = (0, 0);
    let common = common_lines(old, new);
    for (a, b) in common.into_iter().chain([(old.len(), new.len())]) {
        if a > i || b > j {
            found.push(LineChange {
                old: head + i..head + a,
                new: head + j..head + b,
            });
        }
        (i, j) = (a + 1, b + 1);
    }
    found
}

/// Returns the pairs of a longest common subsequence, in order.
fn common_lines(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return Vec::new();
    }
    let width = new.len() + 1;
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i] == new[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_lines_and_their_numbers() {
        let before = "1\n2\n3\n4\n##五\n6\n7\n8\n9\n10\n11\n12\n13\n-甲\n";
        let after = "1\n2\n3\n4\n## 五\n6\n7\n8\n9\n10\n11\n12\n13\n\n- 甲\n";
        insta::assert_snapshot!(unified_diff("content/a.md", before, after));
        assert_eq!(changes(&["a"], &["a"]), []);
    }
}
