//! Progress chart: a bar for each section with the counts of its items' statuses.
//!
//! Bars are as wide as their container; letters keep their size.

use super::frame::{ChartCaption, fluid};
use super::legend;
use super::svg::{element, em, worded};
use super::symbols::{STATUSES, status_fill, status_patterns};
use super::table;
use super::text::lines;
use crate::law::plan::ItemStatus;
use crate::render::view::{ChartSheet, ChartView, TableView};

/// Section with the statuses of its items.
#[derive(Clone, Debug, Default)]
pub(crate) struct SectionProgress {
    /// Heading.
    pub title: String,
    /// Address in the page or the site.
    pub href: Option<String>,
    /// Statuses of its items, as the reader may see them.
    pub statuses: Vec<ItemStatus>,
}

/// Width of a bar in tenths of a per cent; the rest is for its sum.
const BAR: usize = 860;
/// Least width of a part, so that its number fits.
const LEAST: usize = 70;
/// Line height of a title, in pixels.
const LINE: u32 = 24;
/// Height of a bar.
const HEIGHT: u32 = 28;
/// Gap between a bar and the next title.
const GAP: u32 = 14;
/// Most width of a line of a title, in halves of an em: what a narrow phone shows.
const TITLE: u32 = 40;

/// Draws a bar for each section, and one for all when there are several.
pub(crate) fn progress(id: &str, title: &str, sections: &[SectionProgress]) -> ChartView {
    let all = SectionProgress {
        title: "全部任务".to_owned(),
        href: None,
        statuses: sections
            .iter()
            .flat_map(|section| section.statuses.iter().copied())
            .collect(),
    };
    let shown = shown(&all.statuses);
    let rows: Vec<&SectionProgress> = (sections.len() > 1)
        .then_some(&all)
        .into_iter()
        .chain(sections)
        .collect();
    let mut y = 0;
    let bars: String = rows
        .iter()
        .map(|row| bar(id, row, &shown, &mut y))
        .collect();
    let description = description(&all.statuses, &shown);
    let said = ChartCaption {
        id: &format!("{id}-1"),
        title,
        description: &description,
    };
    let svg = fluid(
        said,
        "picture-svg progress-svg",
        y,
        &(status_patterns(id, &shown) + &bars),
    );
    let key = |status: &ItemStatus| legend::status(id, *status, count(&all.statuses, *status));
    ChartView {
        id: id.to_owned(),
        family: "progress".to_owned(),
        title: title.to_owned(),
        legend: shown.iter().map(key).collect(),
        sheets: vec![ChartSheet {
            title: title.to_owned(),
            side: None,
            svg,
        }],
        table: data(title, sections, &all, &shown),
        description,
    }
}

/// Statuses to show: the three that every plan has, and others that occur.
fn shown(statuses: &[ItemStatus]) -> Vec<ItemStatus> {
    let is_shown = |status: &ItemStatus| {
        !matches!(status, ItemStatus::Overdue | ItemStatus::Unknown) || statuses.contains(status)
    };
    STATUSES.into_iter().filter(is_shown).collect()
}

fn count(statuses: &[ItemStatus], status: ItemStatus) -> usize {
    statuses.iter().filter(|one| **one == status).count()
}

fn name(status: ItemStatus) -> &'static str {
    if status == ItemStatus::Unknown {
        "不详"
    } else {
        status.name()
    }
}

fn description(all: &[ItemStatus], shown: &[ItemStatus]) -> String {
    let counted = shown
        .iter()
        .map(|status| format!("{}{}项", name(*status), count(all, *status)));
    format!(
        "共{}项任务：{}。每一条是一个部分，各段是各状态的项数。",
        all.len(),
        counted.collect::<Vec<_>>().join("，")
    )
}

/// Draws a section's title and its bar; advances `y`.
fn bar(id: &str, section: &SectionProgress, shown: &[ItemStatus], y: &mut u32) -> String {
    let mut out = String::new();
    for words in lines(&section.title, TITLE, 2) {
        out += &worded(
            "text",
            &[
                ("class", &"progress-title"),
                ("y", &em(*y + 17)),
                ("fill", &"currentColor"),
            ],
            &words,
        );
        *y += LINE;
    }
    out += &parts(id, section, shown, *y);
    let sum = format!("{}项", section.statuses.len());
    out += &worded(
        "text",
        &[
            ("class", &"progress-sum"),
            ("x", &"100%"),
            ("y", &em(*y + 19)),
            ("text-anchor", &"end"),
            ("fill", &"currentColor"),
        ],
        &sum,
    );
    *y += HEIGHT + GAP;
    element("g", &[("class", &"progress-row")], &out)
}

fn parts(id: &str, section: &SectionProgress, shown: &[ItemStatus], y: u32) -> String {
    let counts: Vec<usize> = shown
        .iter()
        .map(|status| count(&section.statuses, *status))
        .collect();
    let mut left = 0;
    let mut out = String::new();
    for ((status, count), share) in shown.iter().zip(&counts).zip(shares(&counts)) {
        if *count > 0 {
            out += &part(id, *status, *count, (left, share), y);
        }
        left += share;
    }
    out
}

fn part(
    id: &str,
    status: ItemStatus,
    count: usize,
    (left, share): (usize, usize),
    y: u32,
) -> String {
    let ground = element(
        "rect",
        &[
            ("x", &percent(left)),
            ("y", &em(y)),
            ("width", &percent(share)),
            ("height", &em(HEIGHT)),
            ("fill", &status_fill(id, status)),
            ("stroke", &"currentColor"),
        ],
        "",
    );
    let told = worded("title", &[], &format!("{}{count}项", name(status)));
    let number = numbered(status, count, &percent(left + share / 2), y);
    element(
        "g",
        &[("class", &format!("status status-{}", status.id()))],
        &(told + &ground + &number),
    )
}

/// Draws the number on a part, on a plate where the part is striped.
fn numbered(status: ItemStatus, count: usize, x: &str, y: u32) -> String {
    let words = count.to_string();
    let width = words.len() as u32 * 9 + 8;
    let plate = match status {
        ItemStatus::InProgress | ItemStatus::Overdue => element(
            "rect",
            &[
                ("class", &"progress-plate"),
                ("x", &format!("-{}", em(width / 2))),
                ("y", &em(4)),
                ("width", &em(width)),
                ("height", &em(HEIGHT - 8)),
                ("rx", &2),
                ("fill", &"#fff"),
            ],
            "",
        ),
        _ => String::new(),
    };
    let fill = if status == ItemStatus::Done {
        "#fff"
    } else {
        "currentColor"
    };
    let number = worded(
        "text",
        &[
            ("class", &"count"),
            ("y", &em(19)),
            ("text-anchor", &"middle"),
            ("fill", &fill),
        ],
        &words,
    );
    element(
        "svg",
        &[("x", &x), ("y", &em(y)), ("overflow", &"visible")],
        &(plate + &number),
    )
}

/// Widths of the parts: in proportion to the counts, none too narrow for its number.
fn shares(counts: &[usize]) -> Vec<usize> {
    let total: usize = counts.iter().sum();
    if total == 0 {
        return vec![0; counts.len()];
    }
    let of = |count: &usize| {
        if *count == 0 {
            0
        } else {
            (BAR * count / total).max(LEAST)
        }
    };
    let mut shares: Vec<usize> = counts.iter().map(of).collect();
    let used: usize = shares.iter().sum();
    // The widest part takes what rounding leaves, and gives what the narrow ones were given.
    if let Some(widest) = shares.iter_mut().max_by_key(|share| **share) {
        *widest = (*widest + BAR).saturating_sub(used);
    }
    shares
}

fn percent(tenths: usize) -> String {
    format!("{}.{}%", tenths / 10, tenths % 10)
}

fn data(
    title: &str,
    sections: &[SectionProgress],
    all: &SectionProgress,
    shown: &[ItemStatus],
) -> TableView {
    let head = ["部分"]
        .into_iter()
        .chain(shown.iter().map(|status| name(*status)))
        .chain(["合计"]);
    let counts = |of: &SectionProgress| {
        let each: Vec<usize> = shown
            .iter()
            .map(|status| count(&of.statuses, *status))
            .collect();
        each.into_iter()
            .chain([of.statuses.len()])
            .collect::<Vec<_>>()
    };
    let rows = sections.iter().map(|section| {
        table::numbers(
            table::name(&section.title, section.href.as_deref()),
            counts(section),
        )
    });
    TableView {
        caption: format!("{title}：数据表"),
        head: head.map(str::to_owned).collect(),
        rows: rows.chain([table::total(counts(all))]).collect(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts_are_in_proportion_and_never_too_narrow() {
        assert_eq!(shares(&[1, 1, 2]), [215, 215, 430]);
        assert_eq!(shares(&[1, 0, 99]), [70, 0, 790]);
        assert_eq!(shares(&[0, 0]), [0, 0]);
    }

    proptest! {
        #[test]
        fn a_bar_is_filled(counts in proptest::collection::vec(0_usize..200, 1..5)) {
            let sum: usize = shares(&counts).iter().sum();
            prop_assert_eq!(sum, if counts.iter().sum::<usize>() == 0 { 0 } else { BAR });
        }
    }
}
