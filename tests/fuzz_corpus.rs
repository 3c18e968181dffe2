//! The starting corpus of the fuzz targets, fed to the same functions: what a fuzzer once found
//! stays found. `cargo +nightly fuzz run plan` looks for more.

use std::error::Error;
use std::fs;
use std::path::Path;

#[path = "../fuzz/laws.rs"]
mod laws;

type Outcome = Result<(), Box<dyn Error>>;

/// The files of a corpus, by name.
fn corpus(target: &str) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths.iter().map(fs::read).collect::<Result<_, _>>()?)
}

#[test]
fn plans_of_the_corpus_keep_the_laws() -> Outcome {
    let files = corpus("plan")?;
    assert!(!files.is_empty());
    for bytes in &files {
        laws::plan(bytes);
    }
    Ok(())
}

#[test]
fn documents_of_the_corpus_keep_the_laws() -> Outcome {
    let files = corpus("document")?;
    assert!(!files.is_empty());
    for bytes in &files {
        laws::document(bytes);
    }
    Ok(())
}
