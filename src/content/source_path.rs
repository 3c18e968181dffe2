//! Path of a source, relative to the site's folder.

use std::fmt;

/// Path of a source file, relative to the site's folder, with `/`: `content/villages/land.md`.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct SourcePath(String);

impl SourcePath {
    /// Creates a path from its segments joined with `/`.
    pub fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the folder of the file; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |at| &self.0[..at])
    }

    /// Returns the last segment: `land.md`.
    pub fn name(&self) -> &str {
        self.0
            .rfind('/')
            .map_or(self.0.as_str(), |at| &self.0[at + 1..])
    }

    /// Returns the name without its last extension: `land`.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rfind('.')
            .filter(|&at| at > 0)
            .map_or(name, |at| &name[..at])
    }

    /// Returns the extension in lower case, without the dot: `md`; empty if there is none.
    pub fn extension(&self) -> String {
        let name = self.name();
        name.rfind('.')
            .filter(|&at| at > 0)
            .map_or_else(String::new, |at| name[at + 1..].to_ascii_lowercase())
    }

    /// Resolves a relative reference (`../qa/x.md`) in this file; `None` if it escapes the site.
    pub fn resolve(&self, reference: &str) -> Option<Self> {
        let mut parts: Vec<&str> = self
            .folder()
            .split('/')
            .filter(|part| !part.is_empty())
            .collect();
        for part in reference.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(Self(parts.join("/")))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for SourcePath {
    fn from(path: &str) -> Self {
        Self(path.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_resolve_and_never_climb_out() {
        let path = SourcePath::from("content/villages/land.md");
        assert_eq!(
            path.resolve("../qa/x.md"),
            Some(SourcePath::from("content/qa/x.md"))
        );
        assert_eq!(
            path.resolve("./a/b.png"),
            Some(SourcePath::from("content/villages/a/b.png"))
        );
        assert_eq!(path.resolve("../../../etc/passwd"), None);
        assert_eq!(
            (path.folder(), path.name(), path.stem()),
            ("content/villages", "land.md", "land")
        );
    }
}
