//! Theme sources: a chain of folders, the site's own first, the built-in one last.

use std::borrow::Cow;
use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceLocation};
use crate::message;
use crate::url::Url;

pub(crate) use super::theme_options::OptionFile;
use super::theme_options::OptionRules;
use super::{SiteConfig, SourceDigest, SourcePath, World, options_sheet, unreadable, yaml};

/// Default theme, compiled in.
static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/pufa");
/// Name of the default theme.
pub(crate) const DEFAULT: &str = "pufa";
/// Style tables that a theme may have.
const TABLES: [&str; 1] = ["wechat.yaml"];

/// Theme with everything that it inherits from its parents.
#[derive(Clone, Debug, Default)]
pub struct ThemeSource {
    /// Names of the chain, the site's theme first.
    pub chain: Vec<String>,
    /// Templates of all themes of the chain.
    pub templates: Vec<TemplateSource>,
    /// Style tables for articles outside the site (`wechat.yaml`), the site's first.
    pub tables: Vec<TemplateSource>,
    /// Static files, each once, from the first theme of the chain that has it.
    pub assets: Vec<ThemeAsset>,
    /// Options of the chain's `theme.yaml` files; earlier themes override later ones.
    pub options: Map<String, Value>,
    /// Options of `site.yaml` that fit the theme, which override those of the chain.
    pub site_options: Map<String, Value>,
    /// Pictures that the site's options name.
    pub option_files: Vec<OptionFile>,
    /// Digest of the whole theme, which is tracked as one dependency.
    pub digest: SourceDigest,
}

impl ThemeSource {
    /// Returns true if a theme of the chain has a template of this name.
    pub fn has_template(&self, name: &str) -> bool {
        self.names()
            .any(|(full, short)| full == name || short == name)
    }

    /// Iterates over the page templates, each once, without the theme in their names.
    pub fn page_templates(&self) -> impl Iterator<Item = &str> {
        let pages = self
            .names()
            .map(|(_, short)| short)
            .filter(|name| !name.contains('/') && *name != "base.html");
        let pages: std::collections::BTreeSet<&str> = pages.collect();
        pages.into_iter()
    }

    fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.templates.iter().map(|of| {
            let short = of
                .name
                .split_once('/')
                .map_or(of.name.as_str(), |(_, short)| short);
            (of.name.as_str(), short)
        })
    }
}

/// Template of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateSource {
    /// Name for the engine: `pufa/base.html`.
    pub name: String,
    /// File name for diagnostics.
    pub file: String,
    /// Text of the template.
    pub text: String,
}

/// Static file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeAsset {
    /// Name under `static/`: `style.css`.
    pub name: String,
    /// Address, with a fingerprint of the bytes: `/assets/style.3f2a….css`.
    pub url: Url,
    /// Bytes of the file.
    pub bytes: Vec<u8>,
}

/// Contents of `theme.yaml`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a mapping of keys")]
struct ThemeManifest {
    extends: Option<String>,
    options: Map<String, Value>,
    option_types: Map<String, Value>,
    css_options: Vec<String>,
}

/// Reads a theme and its parents.
///
/// `files` are the files of the world, so that the folders need not be scanned again.
pub(crate) fn read(
    world: &dyn World,
    files: &[SourcePath],
    config: &SiteConfig,
) -> (ThemeSource, Diagnostics) {
    let theme = ThemeSource::default();
    let mut reader = ThemeReader {
        world,
        files,
        theme,
        css_options: Vec::new(),
        option_types: Map::new(),
        found: Diagnostics::default(),
    };
    let mut statics: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut next = Some(config.theme.clone());
    while let Some(name) = next.filter(|name| !reader.theme.chain.contains(name)) {
        next = reader.one(&name, &mut statics);
        reader.theme.chain.push(name);
    }
    let ThemeReader {
        mut theme,
        css_options,
        option_types,
        mut found,
        ..
    } = reader;
    let rules = OptionRules::new(&theme, &option_types);
    let checked = rules.check(config);
    found.extend(checked.diagnostics);
    theme.site_options = checked.options;
    theme.option_files = checked.files;
    let first = theme.chain.first().map(String::as_str).unwrap_or_default();
    let (sheet, of_options) =
        options_sheet::sheet(&css_options, &theme.site_options, &theme.options, first);
    found.extend(of_options);
    if let Some(sheet) = sheet {
        statics
            .entry(options_sheet::NAME.to_owned())
            .or_insert_with(|| sheet.into_bytes());
    }
    theme.assets = fingerprinted(statics);
    theme.digest = digest(&theme);
    (theme, found)
}

struct ThemeReader<'w> {
    world: &'w dyn World,
    files: &'w [SourcePath],
    theme: ThemeSource,
    /// Options for the style sheet, each once.
    css_options: Vec<String>,
    /// Declared types of the options, by name.
    option_types: Map<String, Value>,
    found: Diagnostics,
}

impl ThemeReader<'_> {
    /// Adds one theme of the chain; returns the name of the next.
    fn one(&mut self, name: &str, statics: &mut BTreeMap<String, Vec<u8>>) -> Option<String> {
        let files = self.files_of(name);
        if files.is_empty() {
            self.found.push(missing(name, self.theme.chain.last()));
            return Some(DEFAULT.to_owned()).filter(|fallback| name != fallback);
        }
        let manifest = self.manifest(name, files.get("theme.yaml"));
        for (path, bytes) in files {
            if let Some(asset) = path.strip_prefix("static/") {
                statics
                    .entry(asset.to_owned())
                    .or_insert_with(|| bytes.into_owned());
            } else if let Some(template) = path.strip_prefix("templates/") {
                self.theme
                    .templates
                    .push(source(name, &path, template, &bytes));
            } else if TABLES.contains(&path.as_str()) {
                self.theme.tables.push(source(name, &path, &path, &bytes));
            }
        }
        for (key, value) in manifest.options {
            self.theme.options.entry(key).or_insert(value);
        }
        for (key, value) in manifest.option_types {
            self.option_types.entry(key).or_insert(value);
        }
        for name in manifest.css_options {
            if !self.css_options.contains(&name) {
                self.css_options.push(name);
            }
        }
        let parent = manifest.extends.unwrap_or_else(|| DEFAULT.to_owned());
        Some(parent).filter(|parent| name != DEFAULT && parent != "none")
    }

    /// Returns the files of one theme by their path in it; the site's override the built-in ones.
    fn files_of(&mut self, name: &str) -> BTreeMap<String, Cow<'static, [u8]>> {
        let mut files = BTreeMap::new();
        if name == DEFAULT {
            built_in(&BUILT_IN, &mut files);
        }
        let prefix = format!("themes/{name}/");
        for path in self.files {
            let Some(inner) = path.as_str().strip_prefix(&prefix) else {
                continue;
            };
            match self.world.read(path) {
                Ok(bytes) => drop(files.insert(inner.to_owned(), Cow::Owned(bytes))),
                Err(failure) => self.found.push(unreadable(path.as_str(), &failure)),
            }
        }
        files
    }

    /// Returns the options, except values that would run a script when used as an address.
    fn options(&mut self, name: &str, text: &str) -> Map<String, Value> {
        let value = serde_yaml::from_str(text).unwrap_or_default();
        let (mut value, refused) = yaml::vet(text, value, &yaml::free);
        for refused in refused {
            let (message, hint) = refused.why.says(&refused.written);
            let length = refused.written.chars().count();
            let place = SourceLocation::in_text(
                format!("themes/{name}/theme.yaml"),
                text,
                refused.offset,
                length,
            );
            self.found.push(
                Diagnostic::new(Code::LinkUnsafe, message)
                    .at(place)
                    .hint(hint),
            );
        }
        match value.get_mut("options").map(Value::take) {
            Some(Value::Object(options)) => options,
            _ => Map::new(),
        }
    }

    fn manifest(&mut self, name: &str, bytes: Option<&Cow<'static, [u8]>>) -> ThemeManifest {
        let Some(bytes) = bytes else {
            return ThemeManifest::default();
        };
        let text = String::from_utf8_lossy(bytes);
        let failure = match serde_yaml::from_str::<Option<ThemeManifest>>(&text) {
            Ok(manifest) => {
                let options = self.options(name, &text);
                return ThemeManifest {
                    options,
                    ..manifest.unwrap_or_default()
                };
            }
            Err(failure) => failure,
        };
        let (line, column) = failure
            .location()
            .map_or((1, 1), |at| (at.line() as u32, at.column() as u32));
        let says = yaml::fault(
            &message!("主题说明 theme.yaml 写法有误", "theme.yaml cannot be used"),
            &failure,
        );
        let place =
            SourceLocation::at_line(format!("themes/{name}/theme.yaml"), &text, line, column, 1);
        let found = Diagnostic::new(Code::ThemeConfig, says)
            .at(place)
            .quote(failure.to_string());
        self.found.push(found.hint(message!(
            "每行写“字段: 值”，用英文冒号加一个空格，例如 extends: pufa",
            "write “key: value” lines, as in extends: pufa"
        )));
        ThemeManifest::default()
    }
}

fn source(theme: &str, path: &str, name: &str, bytes: &[u8]) -> TemplateSource {
    TemplateSource {
        name: format!("{theme}/{name}"),
        file: format!("themes/{theme}/{path}"),
        text: String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Reports a missing theme; `of` is the theme that extends it, if it is not the site's own setting.
fn missing(name: &str, of: Option<&String>) -> Diagnostic {
    let says = message!("找不到主题“{name}”", "there is no theme “{name}”");
    if let Some(of) = of {
        let place = SourceLocation::file(format!("themes/{of}/theme.yaml"));
        return Diagnostic::new(Code::ThemeMissing, says)
            .at(place)
            .hint(message!(
                "extends 写 pufa，或者 themes/ 下面一个文件夹的名字",
                "extends takes pufa, or the name of a folder under themes/"
            ));
    }
    Diagnostic::new(Code::ThemeMissing, says).hint(message!(
        "把主题放在 themes/{name}/ 下，或者把 site.yaml 的 theme 改成 pufa",
        "put it into themes/{name}/, or set theme: pufa in site.yaml"
    ))
}

fn built_in(folder: &'static Dir<'static>, files: &mut BTreeMap<String, Cow<'static, [u8]>>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.insert(path, Cow::Borrowed(file.contents()));
    }
    for inner in folder.dirs() {
        built_in(inner, files);
    }
}

/// Assigns an address to each static file, and rewrites the references in style sheets.
fn fingerprinted(statics: BTreeMap<String, Vec<u8>>) -> Vec<ThemeAsset> {
    let (sheets, others): (Vec<_>, Vec<_>) = statics
        .into_iter()
        .partition(|(name, _)| SourcePath::from(name.as_str()).extension() == "css");
    let mut assets: Vec<ThemeAsset> = others
        .into_iter()
        .map(|(name, bytes)| asset(name, bytes))
        .collect();
    let sheets: Vec<ThemeAsset> = sheets
        .into_iter()
        .map(|(name, bytes)| {
            let bytes =
                with_addresses(&name, &String::from_utf8_lossy(&bytes), &assets).into_bytes();
            asset(name, bytes)
        })
        .collect();
    assets.extend(sheets);
    assets.sort_by(|a, b| a.name.cmp(&b.name));
    assets
}

fn asset(name: String, bytes: Vec<u8>) -> ThemeAsset {
    let hash = blake3::hash(&bytes).to_hex();
    let hash = &hash.as_str()[..12];
    let url = match name.rsplit_once('.') {
        Some((stem, ending)) => Url::file(&format!("assets/{stem}.{hash}.{ending}")),
        None => Url::file(&format!("assets/{name}.{hash}")),
    };
    ThemeAsset { name, url, bytes }
}

/// Replaces the file names in `url(…)` of a style sheet by fingerprinted ones.
fn with_addresses(sheet: &str, text: &str, assets: &[ThemeAsset]) -> String {
    let folder = sheet.rfind('/').map_or("", |at| &sheet[..at]);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("url(") {
        let (before, after) = rest.split_at(at + "url(".len());
        out.push_str(before);
        let end = after.find(')').unwrap_or(after.len());
        let written = after[..end].trim().trim_matches(['"', '\'']);
        match SourcePath::new(format!("{folder}/x")).resolve(written) {
            Some(path) if assets.iter().any(|asset| asset.name == path.as_str()) => {
                let asset = assets.iter().find(|asset| asset.name == path.as_str());
                let named = asset
                    .and_then(|asset| asset.url.as_str().rsplit('/').next())
                    .unwrap_or_default();
                let inner = written.rfind('/').map_or("", |at| &written[..=at]);
                out.extend(["\"", inner, named, "\""]);
            }
            _ => out.push_str(&after[..end]),
        }
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}

fn digest(theme: &ThemeSource) -> SourceDigest {
    let mut hasher = blake3::Hasher::new();
    let mut part = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    for template in theme.templates.iter().chain(&theme.tables) {
        part(template.name.as_bytes());
        part(template.text.as_bytes());
    }
    for asset in &theme.assets {
        part(asset.url.as_str().as_bytes());
    }
    part(Value::Object(theme.options.clone()).to_string().as_bytes());
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_speaks_of_fingerprinted_files() {
        let image = asset("img/a.svg".to_owned(), b"<svg/>".to_vec());
        let text = "a{background:url( 'img/a.svg' )} b{background:url(data:x)} c{background:url(img/none.svg)}";
        let out = with_addresses("style.css", text, std::slice::from_ref(&image));
        let name = image.url.as_str().trim_start_matches("/assets/img/");
        assert_eq!(
            out,
            format!(
                "a{{background:url(\"img/{name}\")}} b{{background:url(data:x)}} c{{background:url(img/none.svg)}}"
            )
        );
    }
}
