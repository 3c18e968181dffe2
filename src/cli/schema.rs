//! `pufa schema [NAME]`: prints JSON Schemas, with which YAML plug-ins of editors complete keys.

use serde_json::{Map, Value};

use crate::content::{DocumentKind, KINDS, schema};

use super::ExitStatus;
use super::output::Terminal;

pub(super) fn run(matches: &clap::ArgMatches, _: &Terminal) -> ExitStatus {
    let value = match matches.get_one::<String>("of").map(String::as_str) {
        Some("site") => schema::site(),
        Some(kind) => match DocumentKind::parse(kind) {
            Some(kind) => schema::front_matter(kind),
            None => return ExitStatus::Usage,
        },
        None => all(),
    };
    Terminal::print(&serde_json::to_string_pretty(&value).unwrap_or_default());
    ExitStatus::Done
}

/// Returns `site`, then the front matter of each kind under its name.
fn all() -> Value {
    let kinds = KINDS
        .iter()
        .map(|facts| (facts.id.to_owned(), schema::front_matter(facts.kind)));
    let all: Map<String, Value> = std::iter::once(("site".to_owned(), schema::site()))
        .chain(kinds)
        .collect();
    Value::Object(all)
}
