//! Runs the properties of the fuzz targets on their corpora, as regression tests for inputs that a
//! fuzzer once found. `cargo +nightly fuzz run plan` searches for more.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a property that does not hold ends its test"
)]

use std::error::Error;
use std::fs;
use std::path::Path;

#[path = "../fuzz/properties/mod.rs"]
mod properties;

/// File name and content.
type Input = (String, Vec<u8>);

/// Reads the files of a corpus, sorted by name.
fn corpus(target: &str) -> Result<Vec<Input>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let named = |path: &std::path::PathBuf| Ok((path.display().to_string(), fs::read(path)?));
    paths.iter().map(named).collect()
}

#[test]
fn the_corpora_keep_the_laws() -> Result<(), Box<dyn Error>> {
    for (target, property) in properties::PROPERTIES {
        let files = corpus(target)?;
        assert!(!files.is_empty(), "{target} has no corpus");
        for (path, bytes) in &files {
            // Shown if the property fails.
            println!("{path}");
            property(bytes);
        }
    }
    Ok(())
}

/// Checks that each target has a program and an entry in the fuzz manifest.
#[test]
fn every_law_has_a_target() -> Result<(), Box<dyn Error>> {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = fs::read_to_string(fuzz.join("Cargo.toml"))?;
    for (target, _) in properties::PROPERTIES {
        let program = fs::read_to_string(fuzz.join(format!("fuzz_targets/{target}.rs")))?;
        assert!(
            program.contains(&format!("properties::{target}(bytes)")),
            "{target}"
        );
        assert!(
            manifest.contains(&format!("name = \"{target}\"")),
            "{target}"
        );
    }
    Ok(())
}
