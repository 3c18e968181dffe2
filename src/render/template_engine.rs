//! Compiles and renders the templates of a theme.

use std::collections::BTreeMap;

use foldhash::HashSet;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

use super::block_arguments::fitted;
use crate::content::theme::{TemplateSource, ThemeSource};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceLocation};
use crate::markdown::{BlockNames, ComponentFailure, PLAN_ITEMS, ReservedIds};
use crate::message;
use crate::url::{Address, BaseUrl, Url};

/// Compiled theme.
pub struct TemplateEngine {
    tera: Tera,
    files: BTreeMap<String, (String, String)>,
    names: HashSet<String>,
    blocks: BlockNames,
    reserved_ids: ReservedIds,
}

impl TemplateEngine {
    /// Compiles a theme for a site at `base`.
    ///
    /// Returns `None` if a template is faulty; every faulty one is reported.
    pub fn compile(theme: &ThemeSource, base: &BaseUrl) -> (Option<Self>, Diagnostics) {
        let mut found: Diagnostics = theme.templates.iter().filter_map(syntax_fault).collect();
        if found.has_errors() {
            return (None, found);
        }
        let mut tera = Tera::new();
        register(&mut tera, theme, base);
        let prefixes: Vec<String> = theme.chain.iter().map(|name| format!("{name}/")).collect();
        let names = theme
            .templates
            .iter()
            .flat_map(|of| names(&of.name, &prefixes))
            .map(str::to_owned)
            .collect();
        let added = tera.set_fallback_prefixes(prefixes).and_then(|()| {
            tera.add_raw_templates(
                theme
                    .templates
                    .iter()
                    .map(|template| (&template.name, &template.text)),
            )
        });
        if let Err(failure) = added {
            found.extend(misfits(&failure, &theme.templates));
            return (None, found);
        }
        let blocks = blocks(&tera);
        let texts = theme.templates.iter().map(|of| of.text.as_str());
        let reserved_ids = ReservedIds::new(texts, [PLAN_ITEMS].into_iter());
        let named = |of: &TemplateSource| (of.name.clone(), (of.file.clone(), of.text.clone()));
        let files = theme.templates.iter().map(named).collect();
        (
            Some(Self {
                tera,
                files,
                names,
                blocks,
                reserved_ids,
            }),
            found,
        )
    }

    /// Returns the first of the given templates that the theme has.
    pub fn first_of<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
        names.into_iter().find(|name| self.names.contains(*name))
    }

    /// Returns the components for content: every name that an editor may use, and its component.
    pub fn blocks(&self) -> &BlockNames {
        &self.blocks
    }

    /// Returns the ids of the theme's elements, which no heading of a body takes.
    pub fn reserved_ids(&self) -> &ReservedIds {
        &self.reserved_ids
    }

    /// Renders a template for the page of `subject`, which the diagnostic names on failure.
    ///
    /// `length` is the size of its largest part, as far as known.
    pub fn render(
        &self,
        template: &str,
        context: &Context,
        length: usize,
        subject: &str,
    ) -> Result<Vec<u8>, Diagnostic> {
        let mut bytes = Vec::with_capacity(length + (12 << 10));
        match self.tera.render_to(template, context, &mut bytes) {
            Ok(()) => Ok(bytes),
            Err(failure) => Err(self.failure(&failure, template, subject)),
        }
    }

    /// Renders a theme component for the page of `subject`; empty if the theme lacks it.
    pub fn piece(
        &self,
        name: &str,
        arguments: &Context,
        subject: &str,
    ) -> Result<String, Diagnostic> {
        if self.tera.get_component_definition(name).is_none() {
            return Ok(String::new());
        }
        let made =
            self.tera
                .render_component_with_implicits(name, arguments, &Context::new(), None, true);
        made.map_err(|failure| self.failure(&failure, name, subject))
    }

    /// Renders a component for content; `name` is its canonical name.
    pub fn component(
        &self,
        name: &str,
        data: &serde_json::Value,
    ) -> Result<String, ComponentFailure> {
        let empty = serde_json::Map::new();
        let data = data.as_object().unwrap_or(&empty);
        let component = self.tera.get_component_definition(name);
        let data = match component {
            Some(component) => fitted(&component, data).map_err(|why| {
                let (zh, en) = (why.zh, why.en);
                ComponentFailure {
                    message: message!(
                        "组件“{name}”不能显示：{zh}",
                        "the component “{name}” cannot be shown: {en}"
                    ),
                    quote: None,
                }
            })?,
            None => data.clone(),
        };
        let mut context = Context::new();
        for (key, value) in &data {
            context.insert(key.clone(), value);
        }
        self.tera
            .render_component_with_implicits(name, &context, &Context::new(), None, true)
            .map_err(|failure| ComponentFailure {
                message: message!(
                    "组件“{name}”不能显示",
                    "the component “{name}” cannot be shown"
                ),
                quote: Some(report(&failure)),
            })
    }

    fn failure(&self, failure: &tera::Error, template: &str, subject: &str) -> Diagnostic {
        let found = Diagnostic::new(
            Code::TemplateRender,
            message!(
                "生成 {subject} 时模板 {template} 出错",
                "the template {template} fails on {subject}"
            ),
        )
        .quote(report(failure));
        match failure.kind() {
            ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
                match self.files.get(report.filename()) {
                    Some((file, text)) => found.at(place(file, text, report.span())),
                    None => found,
                }
            }
            _ => found,
        }
    }
}

/// Returns the names of a template: without the theme prefix, and in full.
fn names<'n>(name: &'n str, prefixes: &[String]) -> impl Iterator<Item = &'n str> {
    let short = prefixes
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix.as_str()));
    short.into_iter().chain([name])
}

/// Reports a syntax error, which shows without the other templates.
fn syntax_fault(template: &TemplateSource) -> Option<Diagnostic> {
    let failure = Tera::new()
        .add_raw_template(&template.name, &template.text)
        .err()?;
    matches!(failure.kind(), ErrorKind::SyntaxError(_))
        .then(|| fault(&failure, std::slice::from_ref(template)))
}

fn fault(failure: &tera::Error, templates: &[TemplateSource]) -> Diagnostic {
    let found = match failure.kind() {
        ErrorKind::SyntaxError(report) => {
            let name = report.filename();
            let found = Diagnostic::new(
                Code::TemplateSyntax,
                message!("模板 {name} 写法有误", "the template {name} does not parse"),
            );
            match templates.iter().find(|template| template.name == name) {
                Some(template) => found.at(place(&template.file, &template.text, report.span())),
                None => found,
            }
        }
        _ => Diagnostic::new(
            Code::TemplateSyntax,
            message!(
                "主题的模板合在一起不能用",
                "the templates of the theme do not fit together"
            ),
        ),
    };
    found.quote(report(failure)).hint(message!(
        "模板语法是 Tera 2，“原文”是它的原话",
        "templates are written in Tera 2, whose own words are quoted"
    ))
}

/// Reports the errors that show only in combination with other templates, each with its location.
fn misfits(failure: &tera::Error, templates: &[TemplateSource]) -> Vec<Diagnostic> {
    let words = report(failure);
    if let ErrorKind::MissingParent { current, .. } = failure.kind() {
        let template = templates.iter().find(|template| &template.name == current);
        let at = template.and_then(|of| {
            Some(SourceLocation::in_text(
                &of.file,
                &of.text,
                of.text.find("{% extends")?,
                10,
            ))
        });
        let found = fault(failure, templates);
        return vec![match at {
            Some(at) => found.at(at),
            None => found,
        }];
    }
    let starts: Vec<usize> = words.match_indices("error: ").map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    let reports: Vec<&str> = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| words[start..end].trim())
        .collect();
    if reports.is_empty() {
        return vec![fault(failure, templates)];
    }
    reports
        .into_iter()
        .map(|report| misfit(report, failure, templates))
        .collect()
}

/// Turns one of Tera's reports into a diagnostic at the location of its ` --> file:line:column`.
fn misfit(report: &str, failure: &tera::Error, templates: &[TemplateSource]) -> Diagnostic {
    let found = fault(failure, templates).quote(report);
    let place = report.split_once("--> ").and_then(|(_, rest)| {
        let mut parts = rest.lines().next()?.trim().rsplitn(3, ':');
        let column = parts.next()?.parse().ok()?;
        let line = parts.next()?.parse().ok()?;
        let name = parts.next()?;
        let template = templates.iter().find(|template| template.name == name)?;
        Some(SourceLocation::at_line(
            &template.file,
            &template.text,
            line,
            column,
            1,
        ))
    });
    match place {
        Some(place) => found.at(place),
        None => found,
    }
}

/// Returns Tera's message with the messages of its causes.
fn report(failure: &tera::Error) -> String {
    let mut words = failure.to_string();
    let mut source = std::error::Error::source(failure);
    while let Some(inner) = source {
        words.push('\n');
        words.push_str(&inner.to_string());
        source = inner.source();
    }
    words
}

fn place(file: &str, text: &str, span: &tera::Span) -> SourceLocation {
    let length = if span.end_line == span.start_line {
        span.end_col.saturating_sub(span.start_col)
    } else {
        1
    };
    SourceLocation::at_line(
        file,
        text,
        span.start_line as u32,
        span.start_col as u32 + 1,
        length.max(1) as u32,
    )
}

/// Registers the pure functions of the theme guide, and a `safe` that does not copy bodies.
fn register(tera: &mut Tera, theme: &ThemeSource, base: &BaseUrl) {
    tera.register_filter("safe", |value: Value, _: Kwargs, _: &State| {
        if value.is_string() {
            value.mark_safe()
        } else {
            Value::safe_string(&value.to_string())
        }
    });
    let assets: BTreeMap<String, String> = theme
        .assets
        .iter()
        .map(|asset| (asset.name.clone(), base.href(&asset.url)))
        .collect();
    tera.register_function(
        "asset",
        move |arguments: Kwargs, _: &State| -> tera::TeraResult<Value> {
            let name = arguments.must_get::<&str>("name")?;
            let href = assets
                .get(name)
                .ok_or_else(|| tera::Error::message(format!("no static file `{name}`")))?;
            Ok(Value::from(href.as_str()))
        },
    );
    // A free value (`extra`, an option) used as an address: empty if not allowed as one.
    tera.register_filter("address", |written: &str, _: Kwargs, _: &State| -> String {
        Address::parse(written)
            .map(Address::into_string)
            .unwrap_or_default()
    });
    let base = base.clone();
    tera.register_function(
        "url",
        move |arguments: Kwargs, _: &State| -> tera::TeraResult<Value> {
            let to = arguments.must_get::<&str>("to")?;
            let url = if to.is_empty() || to.ends_with('/') {
                Url::folder(to)
            } else {
                Url::file(to)
            };
            Ok(Value::from(base.href(&url)))
        },
    );
}

/// Returns every component whose metadata says `block: true`, with its aliases.
fn blocks(tera: &Tera) -> BlockNames {
    let mut blocks = BlockNames::default();
    let names: std::collections::BTreeSet<&str> = tera.get_component_names().collect();
    for name in names {
        let Some(component) = tera.get_component_definition(name) else {
            continue;
        };
        let metadata = component.metadata();
        if metadata.get("block").and_then(Value::as_bool) == Some(true) {
            let aliases = metadata
                .get("aliases")
                .and_then(Value::as_array)
                .unwrap_or_default();
            blocks.add(name, aliases.iter().filter_map(Value::as_str));
        }
    }
    blocks
}
