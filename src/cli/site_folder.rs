//! Finds the site (the nearest folder upward with `content/site.yaml`) and its time zone.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::content::{SiteConfig, SourcePath, World, config, parse_date, read_source};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::message;

use super::ExitStatus;
use super::arguments::CommonOptions;
use super::output::Terminal;

/// Returns the folder of the site; reports an error if there is none.
pub(super) fn open(common: &CommonOptions, terminal: &Terminal) -> Result<PathBuf, ExitStatus> {
    find(common.site.as_deref()).map_err(|found| {
        terminal.emit(&found);
        ExitStatus::from_diagnostics(&found)
    })
}

/// Returns the configuration as far as it is readable; a build reports its errors.
pub(super) fn configuration(world: &dyn World) -> SiteConfig {
    let path = SourcePath::from(SiteConfig::PATH);
    let (source, _) = read_source(world, &path);
    source.map_or_else(SiteConfig::default, |source| {
        config::read(&path, &source.text).0
    })
}

/// Parses an instant of the command line in the site's time zone.
pub(super) fn instant(written: &str, world: &dyn World) -> Option<Timestamp> {
    parse_date(written, &configuration(world).zone)
        .ok()
        .map(|when| when.at)
}

/// Returns the given site folder, else the nearest one upward.
pub(super) fn find(named: Option<&Path>) -> Result<PathBuf, Diagnostics> {
    let found = match named {
        Some(folder) => Some(folder.to_owned()).filter(|folder| holds_site(folder)),
        None => std::env::current_dir().ok().and_then(|here| {
            here.ancestors()
                .find(|folder| holds_site(folder))
                .map(Path::to_owned)
        }),
    };
    found.ok_or_else(|| Diagnostics::from_iter([missing(named)]))
}

/// Returns the site that a new folder would lie within, if any; a site in the folder itself is none.
pub(super) fn around(folder: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(folder).ok()?;
    let mut above = whole.ancestors().skip(1);
    above.find(|folder| holds_site(folder)).map(Path::to_owned)
}

fn holds_site(folder: &Path) -> bool {
    folder.join(SiteConfig::PATH).is_file()
}

fn missing(named: Option<&Path>) -> Diagnostic {
    let says = match named {
        Some(folder) => {
            let folder = folder.display();
            message!(
                "{folder} 里没有 content/site.yaml",
                "no content/site.yaml in {folder}"
            )
        }
        None => message!(
            "这个文件夹和它上面的文件夹里都没有 content/site.yaml",
            "no content/site.yaml here or in a parent folder"
        ),
    };
    Diagnostic::new(Code::SiteMissing, says).hint(message!(
        "到网站的文件夹里运行，或者用 --site 指明；新建网站用 pufa init 文件夹名",
        "run pufa in the site's folder, set --site, or create a site with pufa init DIR"
    ))
}
