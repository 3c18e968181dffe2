//! What another build of the program would do differently: a digest of its sources, by which the
//! records that a build of a site leaves are known as its own.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let mut hasher = DefaultHasher::new();
    for part in ["src", "themes/pufa", "Cargo.toml", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={part}");
        let mut files = Vec::new();
        list(Path::new(part), &mut files);
        files.sort();
        for file in files {
            file.hash(&mut hasher);
            std::fs::read(&file).unwrap_or_default().hash(&mut hasher);
        }
    }
    for name in ["CARGO_PKG_VERSION", "TARGET", "CARGO_CFG_FEATURE"] {
        std::env::var(name).unwrap_or_default().hash(&mut hasher);
    }
    println!("cargo::rustc-env=PUFA_BUILD={:016x}", hasher.finish());
}

fn list(path: &Path, files: &mut Vec<PathBuf>) {
    match std::fs::read_dir(path) {
        Ok(entries) => entries
            .flatten()
            .for_each(|entry| list(&entry.path(), files)),
        Err(_) => files.push(path.to_owned()),
    }
}
