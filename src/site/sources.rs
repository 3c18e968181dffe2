//! Sources of a site, parsed: what it is assembled from.

use std::sync::Arc;

use crate::content::theme::ThemeSource;
use crate::content::{Document, SiteConfig, SourcePath, UNIT_NAMES};
use crate::law::responsible_unit::UnitNames;

use super::plans::PlanSource;
use super::{SiteFile, UnreadFiles};

/// Sources of a site, parsed, from which it is assembled.
#[derive(Clone, Debug)]
pub struct SiteSources {
    /// `site.yaml`.
    pub config: SiteConfig,
    /// The theme's sources.
    pub theme: Arc<ThemeSource>,
    /// Documents; of a file that could not be read only the path is known.
    pub documents: Vec<Arc<Document>>,
    /// Other files of `content/`.
    pub files: Vec<SiteFile>,
    /// The plans in the documents of that kind.
    pub plans: Vec<PlanSource>,
    /// The names of responsible units.
    pub unit_names: UnitNames,
    /// Sources that could not be read.
    pub unread: UnreadFiles,
}

/// Role of a file of the site's folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FileRole {
    /// `site.yaml`.
    Settings,
    /// The table of units' names.
    UnitNames,
    /// A document.
    Document,
    /// Another file of `content/`, which the public gets as it is.
    File,
    /// A file of a theme.
    Theme,
}

/// Returns the role of a file, by its path.
pub(crate) fn role_of(path: &SourcePath) -> FileRole {
    match path.as_str() {
        SiteConfig::PATH => FileRole::Settings,
        UNIT_NAMES => FileRole::UnitNames,
        inside if !inside.starts_with("content/") => FileRole::Theme,
        _ if path.extension() == "md" => FileRole::Document,
        _ => FileRole::File,
    }
}
