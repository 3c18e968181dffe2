//! Counts of the source code that show whether its names, comments and imports keep their rules.
//!
//! Reads `src` line by line, formatted by rustfmt. A unit test begins with `#[cfg(test)]` and ends
//! with its file; a file named `tests.rs`, or in a folder `tests`, is a test.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::outcome::{Outcome, Stop};
use crate::program::root;
use crate::report;

/// Modules of `src`; a module uses none that stands above it.
const LAYERS: [&str; 13] = [
    "cli",
    "serve",
    "build",
    "cache",
    "sources",
    "output",
    "render",
    "site",
    "markdown",
    "content",
    "law",
    "url",
    "diagnostic",
];

/// Modules below that a module may not use all the same.
const NEVER: [(&str, &[&str]); 2] = [
    ("output", &["render", "site", "markdown", "law"]),
    ("law", &["url"]),
];

/// Words that no doc comment begins with: the noun or the verb comes first.
const PRONOUNS: [&str; 15] = [
    "It", "Its", "They", "That", "This", "These", "Those", "What", "Whether", "How", "Which",
    "Who", "Where", "When", "Of",
];

/// Most type names that may stand for two types.
const MOST_SHARED: usize = 20;
/// Most type names of one word, in percent.
const MOST_ONE_WORD: usize = 45;
/// Most doc comments that begin with a pronoun, in percent.
const MOST_PRONOUNS: usize = 4;

/// What is counted.
#[derive(Default)]
struct Counts {
    /// Type names, with the places of their definitions.
    types: BTreeMap<String, Vec<String>>,
    comments: usize,
    pronouns: usize,
    /// Lines outside tests.
    lines: usize,
    unwraps: Vec<String>,
    /// Uses of a module above.
    upward: BTreeSet<String>,
}

/// Fails if a limit is exceeded.
pub(crate) fn check() -> Outcome {
    let counts = count().map_err(|error| Stop::because("src", error))?;
    let faults = counts.faults();
    if faults.is_empty() {
        return Ok(counts.summary());
    }
    for fault in &faults {
        report::say(fault);
    }
    Err(Stop::Failed(format!(
        "{} faults in names, comments or imports",
        faults.len()
    )))
}

/// Prints all counts.
pub(crate) fn print() -> ExitCode {
    match count() {
        Ok(counts) => {
            for line in counts.faults() {
                report::say(&line);
            }
            report::say(&counts.summary());
            ExitCode::SUCCESS
        }
        Err(error) => {
            report::complain(&format!("src: {error}"));
            ExitCode::FAILURE
        }
    }
}

impl Counts {
    fn shared(&self) -> impl Iterator<Item = (&String, &Vec<String>)> {
        self.types.iter().filter(|(_, places)| places.len() > 1)
    }

    fn one_word(&self) -> usize {
        let is_one = |name: &&String| name.chars().filter(char::is_ascii_uppercase).count() == 1;
        self.types.keys().filter(is_one).count()
    }

    fn summary(&self) -> String {
        let types = self.types.len().max(1);
        let comments = self.comments.max(1);
        format!(
            "{types} type names, {} shared, {} % of one word; {comments} doc comments, {} % begin \
             with a pronoun; {} lines outside tests; {} unwraps; {} imports upward",
            self.shared().count(),
            self.one_word() * 100 / types,
            self.pronouns * 100 / comments,
            self.lines,
            self.unwraps.len(),
            self.upward.len(),
        )
    }

    fn faults(&self) -> Vec<String> {
        let mut faults: Vec<String> = self
            .upward
            .iter()
            .map(|use_| format!("upward: {use_}"))
            .collect();
        faults.extend(self.unwraps.iter().map(|place| format!("unwrap: {place}")));
        if self.shared().count() > MOST_SHARED {
            faults.extend(
                self.shared()
                    .map(|(name, places)| format!("shared name {name}: {}", places.join(", "))),
            );
        }
        if self.one_word() * 100 > MOST_ONE_WORD * self.types.len() {
            faults.push(format!(
                "more than {MOST_ONE_WORD} % of the type names are one word"
            ));
        }
        if self.pronouns * 100 > MOST_PRONOUNS * self.comments {
            faults.push(format!(
                "more than {MOST_PRONOUNS} % of the doc comments begin with a pronoun"
            ));
        }
        faults
    }

    fn read(&mut self, path: &str, text: &str) {
        let is_test_file = path.contains("/tests/")
            || path.ends_with("/tests.rs")
            || path.ends_with("/testing.rs");
        let mut is_test = is_test_file;
        let mut is_comment = false;
        for (index, line) in text.lines().enumerate() {
            is_test |= line.trim_start().starts_with("#[cfg(test)]");
            let place = format!("{path}:{}", index + 1);
            let words = line.trim_start();
            let doc = words
                .strip_prefix("///")
                .or_else(|| words.strip_prefix("//!"));
            if let Some(doc) = doc
                && !is_comment
            {
                self.comments += 1;
                let first = doc.split_whitespace().next().unwrap_or_default();
                self.pronouns += usize::from(PRONOUNS.contains(&first));
            }
            is_comment = doc.is_some();
            if let Some(name) = defined_type(line) {
                self.types
                    .entry(name.to_owned())
                    .or_default()
                    .push(place.clone());
            }
            if !is_test {
                self.lines += 1;
                if doc.is_none()
                    && [".unwrap()", ".expect(", "panic!("]
                        .iter()
                        .any(|call| words.contains(call))
                {
                    self.unwraps.push(place.clone());
                }
                self.note_uses(path, words, &place);
            }
        }
    }

    /// Notes each use of a module above the one of the file.
    fn note_uses(&mut self, path: &str, line: &str, place: &str) {
        let module = path.split(['/', '.']).nth(1).unwrap_or_default();
        let Some(layer) = LAYERS.iter().position(|name| *name == module) else {
            return;
        };
        if line.starts_with("//") {
            return;
        }
        let never = NEVER.iter().find(|(name, _)| *name == module);
        let is_wrong = |name: &str| {
            LAYERS[..layer].contains(&name) || never.is_some_and(|(_, names)| names.contains(&name))
        };
        let mut rest = line;
        while let Some((_, used)) = rest.split_once("crate::") {
            let name: String = used
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                .collect();
            if is_wrong(&name) && used[name.len()..].starts_with("::") {
                self.upward.insert(format!("{place} uses {name}"));
            }
            rest = used;
        }
    }
}

/// Returns the name of the type that a line defines. An indented `type` belongs to a trait.
fn defined_type(line: &str) -> Option<&str> {
    let is_indented = line.starts_with(' ');
    let line = line.trim_start();
    let line = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(") ")?.1,
        Some(rest) => rest.trim_start(),
        None => line,
    };
    let kinds = ["struct ", "enum ", "trait ", "union ", "type "];
    let kind = kinds.iter().find(|kind| line.starts_with(**kind))?;
    let name = line[kind.len()..]
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .next()?;
    let is_type = name.starts_with(|c: char| c.is_ascii_uppercase());
    (is_type && !(is_indented && *kind == "type ")).then_some(name)
}

fn count() -> std::io::Result<Counts> {
    let mut files = Vec::new();
    list(&root().join("src"), &mut files)?;
    files.sort();
    let mut counts = Counts::default();
    for file in files {
        let text = std::fs::read_to_string(&file)?;
        let path = file
            .strip_prefix(root())
            .unwrap_or(&file)
            .to_string_lossy()
            .replace('\\', "/");
        counts.read(&path, &text);
    }
    Ok(counts)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(path: &str, text: &str) -> Counts {
        let mut counts = Counts::default();
        counts.read(path, text);
        counts
    }

    #[test]
    fn faults_are_found() {
        let text = "/// What it is.\npub(super) struct Place;\nuse crate::render::Page;\nlet x = y.unwrap();\n";
        let faults = counts("src/site/a.rs", text).faults();
        assert_eq!(
            faults,
            [
                "upward: src/site/a.rs:3 uses render",
                "unwrap: src/site/a.rs:4",
                "more than 45 % of the type names are one word",
                "more than 4 % of the doc comments begin with a pronoun",
            ]
        );
    }

    #[test]
    fn tests_may_unwrap_and_modules_below_may_be_used() {
        let text = "use crate::site::Site;\n#[cfg(test)]\nmod tests {\n    let x = y.unwrap();\n";
        let counts = counts("src/render/a.rs", text);
        assert!(counts.faults().is_empty());
        assert_eq!(counts.lines, 1);
    }
}
