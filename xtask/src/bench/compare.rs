//! Checks that compared builds do equal work: the same pages with the same content.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::corpus::path_of;
use super::pages::{self, Sort};
use crate::outcome::Stop;

/// Number of articles of a corpus that are compared word by word.
const SAMPLE: usize = 60;
/// Kinds of pages whose number must be equal.
const COUNTED: [Sort; 7] = [
    Sort::Home,
    Sort::Article,
    Sort::VenueList,
    Sort::AllList,
    Sort::TagList,
    Sort::TagIndex,
    Sort::Sitemap,
];

/// Checks that two outputs of a corpus of `count` articles are equal; returns what was compared.
pub(crate) fn check(ours: &Path, theirs: &Path, count: usize) -> Result<String, Stop> {
    let mine = sorted(ours)?;
    let other = sorted(theirs)?;
    let number =
        |pages: &BTreeMap<Sort, Vec<PathBuf>>, sort: Sort| pages.get(&sort).map_or(0, Vec::len);
    let mut told = Vec::new();
    for sort in COUNTED {
        let one = number(&mine, sort);
        let two = number(&other, sort);
        if one != two {
            return Err(Stop::Failed(format!(
                "{sort:?}: pufa made {one} pages, Hugo {two}"
            )));
        }
        told.push(format!("{sort:?} {one}"));
    }
    for at in (0..count).step_by((count / SAMPLE).max(1)) {
        let path = path_of(at);
        let one = pages::article(&page(ours, &path)?);
        let two = pages::article(&page(theirs, &path)?);
        same(&path, &one, &two)?;
    }
    for sort in [Sort::VenueList, Sort::AllList, Sort::TagList] {
        same(
            &format!("{sort:?}, titles in lists"),
            &titles(&mine, sort)?,
            &titles(&other, sort)?,
        )?;
    }
    for sort in [Sort::Home, Sort::TagIndex] {
        same(
            &format!("{sort:?}"),
            &titles(&mine, sort)?,
            &titles(&other, sort)?,
        )?;
    }
    for sort in [Sort::Sitemap, Sort::Feed] {
        if let (Some(one), Some(two)) = (mine.get(&sort), other.get(&sort)) {
            same(
                &format!("{sort:?}"),
                &pages::entries(&read(&one[0])?),
                &pages::entries(&read(&two[0])?),
            )?;
        }
    }
    Ok(told.join(", "))
}

fn sorted(out: &Path) -> Result<BTreeMap<Sort, Vec<PathBuf>>, Stop> {
    pages::sorted(out).map_err(|error| Stop::because(&out.to_string_lossy(), error))
}

/// Returns how many pages of a kind have each number of titles.
fn titles(
    pages: &BTreeMap<Sort, Vec<PathBuf>>,
    sort: Sort,
) -> Result<BTreeMap<usize, usize>, Stop> {
    let mut lengths = BTreeMap::new();
    for file in pages.get(&sort).into_iter().flatten() {
        *lengths.entry(pages::list(&read(file)?).len()).or_default() += 1;
    }
    Ok(lengths)
}

/// Returns the page of an article, in either style of address.
fn page(out: &Path, path: &str) -> Result<String, Stop> {
    let flat = out.join(format!("{path}.html"));
    if flat.is_file() {
        read(&flat)
    } else {
        read(&out.join(path).join("index.html"))
    }
}

fn read(file: &Path) -> Result<String, Stop> {
    fs::read_to_string(file).map_err(|error| Stop::because(&file.to_string_lossy(), error))
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, one: &T, two: &T) -> Result<(), Stop> {
    if one == two {
        Ok(())
    } else {
        Err(Stop::Failed(format!(
            "{what} differs:\npufa {one:#?}\nHugo {two:#?}"
        )))
    }
}
