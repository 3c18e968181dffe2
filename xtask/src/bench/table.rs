//! Formats the results of one corpus.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::measure::{Sample, median, peak};

/// Measured runs, in the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Run {
    Baseline,
    Copy,
    Cold,
    Unchanged,
    Body,
    Template,
    Default,
    DefaultUnchanged,
    Hugo,
    HugoFlat,
    HugoUnchanged,
    HugoBody,
    HugoTemplate,
}

/// Label of each run in the table.
const NAMES: [(Run, &str); 13] = [
    (Run::Baseline, "baseline: read, parse, write"),
    (Run::Copy, "cp -r of the output"),
    (Run::Cold, "pufa, bench theme, cold"),
    (Run::Unchanged, "  nothing changed"),
    (Run::Body, "  one body edited"),
    (Run::Template, "  one template edited"),
    (Run::Default, "pufa, default theme, cold"),
    (Run::DefaultUnchanged, "  nothing changed"),
    (Run::Hugo, "Hugo, cold"),
    (Run::HugoFlat, "Hugo, uglyURLs, cold"),
    (Run::HugoUnchanged, "  nothing changed"),
    (Run::HugoBody, "  one body edited"),
    (Run::HugoTemplate, "  one template edited"),
];

/// Ratios with targets: numerator, denominator, target.
const RATIOS: [(Run, Run, &str); 5] = [
    (Run::Hugo, Run::Cold, "≥ 5"),
    (Run::HugoFlat, Run::Cold, "≥ 5"),
    (Run::Cold, Run::Copy, "≤ 1.6"),
    (Run::Cold, Run::Baseline, ""),
    (Run::Default, Run::Cold, "≤ 2"),
];

/// Samples of one corpus.
pub(crate) type Samples = BTreeMap<Run, Vec<Sample>>;

/// Returns the table of a corpus of `count` articles.
pub(crate) fn table(count: usize, samples: &Samples) -> String {
    let mut text = format!(
        "| {count} articles | median s | processor s | µs an article | MiB |\n|---|---:|---:|---:|---:|\n"
    );
    for (run, name) in NAMES {
        let Some(of) = samples.get(&run) else {
            continue;
        };
        let seconds = wall(of);
        let processor = median(of, |sample| sample.processor);
        let each = seconds * 1e6 / f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let _ = writeln!(
            text,
            "| {name} | {seconds:.3} | {processor:.2} | {each:.0} | {} |",
            peak(of)
        );
    }
    text.push('\n');
    for (of, to, target) in RATIOS {
        if let (Some(one), Some(two)) = (samples.get(&of), samples.get(&to)) {
            let ratio = wall(one) / wall(two);
            let processors =
                median(one, |sample| sample.processor) / median(two, |sample| sample.processor);
            let _ = writeln!(
                text,
                "{} : {} = {ratio:.2} (processor {processors:.2})  {target}",
                name(of).trim(),
                name(to).trim()
            );
        }
    }
    text
}

fn wall(of: &[Sample]) -> f64 {
    median(of, |sample| sample.seconds)
}

fn name(run: Run) -> &'static str {
    NAMES
        .iter()
        .find(|(of, _)| *of == run)
        .map_or("", |(_, name)| name)
}
