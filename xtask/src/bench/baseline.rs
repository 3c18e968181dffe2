//! Baseline: reads every article, runs pulldown-cmark, writes one flat file each, in parallel. No
//! builder that reads its sources and writes its pages can be faster.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;

/// Reads the articles under `from` and writes a page for each into `to`.
pub(crate) fn run(from: &Path, to: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    list(from, &mut files)?;
    for folder in fs::read_dir(from)?.collect::<io::Result<Vec<_>>>()? {
        if folder.file_type()?.is_dir() {
            fs::create_dir_all(to.join(folder.file_name()))?;
        }
    }
    files.par_iter().try_for_each(|file| {
        let text = fs::read_to_string(file)?;
        let mut page = String::with_capacity(text.len() * 2);
        html::push_html(
            &mut page,
            Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES),
        );
        let place = to
            .join(file.strip_prefix(from).unwrap_or(file))
            .with_extension("html");
        fs::write(place, page)
    })
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            list(&entry.path(), files)?;
        } else if entry
            .path()
            .extension()
            .is_some_and(|ending| ending == "md")
        {
            files.push(entry.path());
        }
    }
    Ok(())
}
