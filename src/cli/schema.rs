//! `pufa schema [NAME]`: prints JSON Schemas, with which YAML plug-ins of editors complete keys.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};

use serde_json::{Map, Value};

use crate::content::{DocumentKind, KINDS, schema};

use super::ExitStatus;
use super::arguments::{CommonOptions, LocalizedText};
use super::output::Terminal;
use super::verbs::Verb;

/// The verb `schema`.
pub(super) const VERB: Verb = Verb {
    name: "schema",
    command,
    run,
};

fn command(text: LocalizedText) -> Command {
    let of = std::iter::once("site").chain(KINDS.iter().map(|facts| facts.id));
    let of = Arg::new("of")
        .value_name("NAME")
        .value_parser(PossibleValuesParser::new(of.collect::<Vec<_>>()))
        .hide_possible_values(true)
        .help(text.say(
            "site 或一种类型；不写就全部输出",
            "site or a kind (default: all)",
        ));
    let verb = text.verb(
        "schema",
        "输出文首信息和 site.yaml 的 JSON Schema",
        "Print the JSON Schemas of front matter and site.yaml",
    );
    verb.arg(of)
}

fn run(matches: &ArgMatches, _: &CommonOptions, _: &Terminal) -> ExitStatus {
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
