//! Documents per venue and month as a heat map, with the counts in its cells.

use super::frame::{ChartCaption, drawing, silent};
use super::legend;
use super::svg::{centred, element, line};
use super::table;
use super::text::{halves, shortened};
use crate::render::view::{ChartKey, ChartSheet, ChartView, NamedLink, TableView};

/// Year's documents by venue and month.
#[derive(Clone, Debug, Default)]
pub(crate) struct MonthlyCounts {
    /// Prefix of the ids; unique in the page.
    pub id: String,
    /// Title of the chart.
    pub title: String,
    /// Venues in their order.
    pub venues: Vec<VenueMonths>,
    /// Number of documents in each month; one of two venues counts once.
    pub all: [usize; 12],
    /// Number of documents of other years, which are not drawn.
    pub elsewhere: usize,
}

/// Documents of a venue.
#[derive(Clone, Debug, Default)]
pub(crate) struct VenueMonths {
    /// Name: 乡村.
    pub name: String,
    /// Page.
    pub href: Option<String>,
    /// Number of documents in each month, January first.
    pub counts: [usize; 12],
}

/// Cell's width and height, with the gap after it.
const CELL: (u32, u32) = (38, 34);
/// Height above the cells.
const HEAD: u32 = 28;
/// Gap before the sums.
const GAP: u32 = 8;
/// Font size.
const LETTER: u32 = 14;
/// Most width of a venue's name, in halves of an em.
const NAME: u32 = 12;
/// Opacity of the shades, from none to full.
const SHADES: [&str; 5] = ["0", "0.14", "0.34", "0.68", "1"];
/// Shade from which letters are white.
const DARK: usize = 3;

/// Draws the heat map.
pub(crate) fn months(months: &MonthlyCounts) -> ChartView {
    let most = months.most();
    let size = (
        13 * CELL.0 + GAP,
        HEAD + (months.venues.len() as u32 + 1) * CELL.1 + GAP,
    );
    let side_width = months
        .venues
        .iter()
        .map(|venue| halves(&shortened(&venue.name, NAME)))
        .max();
    let side_width = side_width.unwrap_or(0).max(4) * LETTER / 2 + 12;
    let description = months.description();
    let said = ChartCaption {
        id: &format!("{}-1", months.id),
        title: &months.title,
        description: &description,
    };
    ChartView {
        id: months.id.clone(),
        family: "months".to_owned(),
        title: months.title.clone(),
        legend: shades(most),
        sheets: vec![ChartSheet {
            title: months.title.clone(),
            side: Some(silent(
                "picture-side months-side",
                (side_width, size.1),
                &months.names(),
            )),
            svg: drawing(said, "picture-svg months-svg", size, &months.cells(most)),
        }],
        table: months.table(),
        description,
    }
}

impl MonthlyCounts {
    fn most(&self) -> usize {
        self.venues
            .iter()
            .flat_map(|venue| venue.counts)
            .max()
            .unwrap_or(0)
    }

    fn description(&self) -> String {
        let total: usize = self.all.iter().sum();
        let busiest = (1..)
            .zip(self.all)
            .collect::<Vec<(u32, usize)>>()
            .into_iter()
            .rev()
            .max_by_key(|(_, count)| *count)
            .filter(|(_, count)| *count > 0);
        let busiest = busiest
            .map(|(month, count)| format!("{month}月最多，{count}篇。"))
            .unwrap_or_default();
        let elsewhere = match self.elsewhere {
            0 => String::new(),
            count => format!("另有{count}篇不在这一年。"),
        };
        format!(
            "横行是场所，竖列是月份，格中是篇数，全年共{total}篇。{busiest}{elsewhere}\
             一篇属于几个场所的，每个场所各计一次，合计只计一次。"
        )
    }

    fn names(&self) -> String {
        let venues = (0..).zip(&self.venues).map(|(at, venue)| {
            line(
                0,
                middle(at) + 5,
                "months-venue",
                &shortened(&venue.name, NAME),
            )
        });
        let sum = line(
            0,
            middle(self.venues.len() as u32) + GAP + 5,
            "months-total",
            "合计",
        );
        lettered(&(venues.collect::<String>() + &sum))
    }

    fn cells(&self, most: usize) -> String {
        let heads: String = (0..12)
            .map(|at| centred(centre(at), 18, "months-head", &(at + 1).to_string()))
            .collect();
        let heads = heads + &centred(centre(12) + GAP, 18, "months-total", "合计");
        let rows = (0..).zip(&self.venues).map(|(at, venue)| {
            let cells = (0..)
                .zip(venue.counts)
                .map(|(month, count)| cell((month, at), count, most));
            let total: usize = venue.counts.iter().sum();
            let sum = centred(
                centre(12) + GAP,
                middle(at) + 5,
                "count months-total",
                &total.to_string(),
            );
            element(
                "g",
                &[("class", &"months-row")],
                &(cells.collect::<String>() + &sum),
            )
        });
        let below = middle(self.venues.len() as u32) + GAP + 5;
        let sums = (0..).zip(self.all).map(|(month, count)| {
            centred(
                centre(month),
                below,
                "count months-total",
                &count.to_string(),
            )
        });
        let total: usize = self.all.iter().sum();
        let last = centred(
            centre(12) + GAP,
            below,
            "count months-total",
            &total.to_string(),
        );
        let sums = element(
            "g",
            &[("class", &"months-row")],
            &(sums.collect::<String>() + &last),
        );
        lettered(&(heads + &rows.collect::<String>() + &sums))
    }

    fn table(&self) -> TableView {
        let head = ["场所".to_owned()]
            .into_iter()
            .chain((1..=12).map(|month| format!("{month}月")))
            .chain(["合计".to_owned()]);
        let with_sum = |counts: [usize; 12]| counts.into_iter().chain([counts.iter().sum()]);
        let venues = self.venues.iter().map(|venue| {
            let heading: NamedLink = table::name(&venue.name, venue.href.as_deref());
            table::numbers(heading, with_sum(venue.counts))
        });
        let rows = venues.chain([table::total(with_sum(self.all))]).collect();
        TableView {
            caption: format!("{}：数据表", self.title),
            head: head.collect(),
            rows,
        }
    }
}

fn cell((month, venue): (u32, u32), count: usize, most: usize) -> String {
    let level = level(count, most);
    let ground = element(
        "rect",
        &[
            ("class", &format!("shade shade-{level}")),
            ("x", &(month * CELL.0)),
            ("y", &(HEAD + venue * CELL.1)),
            ("width", &(CELL.0 - 3)),
            ("height", &(CELL.1 - 3)),
            ("fill", &"currentColor"),
            ("fill-opacity", &SHADES.get(level).copied().unwrap_or("1")),
            ("stroke", &"currentColor"),
            ("stroke-opacity", &"0.25"),
        ],
        "",
    );
    let class = format!("count count-{level}");
    let number = centred(centre(month), middle(venue) + 5, &class, &count.to_string());
    // White on dark without a stylesheet too.
    ground
        + &if level >= DARK {
            number.replacen("<text ", "<text fill=\"#fff\" ", 1)
        } else {
            number
        }
}

/// Shade of a count among counts of at most `most`: 0 for nothing, 4 for the most.
fn level(count: usize, most: usize) -> usize {
    if most == 0 {
        0
    } else {
        (4 * count).div_ceil(most).min(4)
    }
}

/// Legend of the shades, without those that no count can have.
fn shades(most: usize) -> Vec<ChartKey> {
    let ranges = (1..=4).map(|level| (level, ((level - 1) * most) / 4 + 1, (level * most) / 4));
    let name = |low: usize, high: usize| {
        if low == high {
            format!("{low}篇")
        } else {
            format!("{low}—{high}篇")
        }
    };
    let zero = legend::shade(0, SHADES[0], "无".to_owned());
    let some = ranges.filter(|(_, low, high)| low <= high);
    [zero]
        .into_iter()
        .chain(some.map(|(level, low, high)| legend::shade(level, SHADES[level], name(low, high))))
        .collect()
}

fn centre(month: u32) -> u32 {
    month * CELL.0 + (CELL.0 - 3) / 2
}

fn middle(venue: u32) -> u32 {
    HEAD + venue * CELL.1 + (CELL.1 - 3) / 2
}

fn lettered(inner: &str) -> String {
    element(
        "g",
        &[("font-size", &LETTER), ("fill", &"currentColor")],
        inner,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_rise_with_counts_and_the_legend_names_them() {
        assert_eq!(
            [0, 1, 3, 5, 8, 10].map(|count| level(count, 10)),
            [0, 1, 2, 2, 4, 4]
        );
        assert_eq!(level(0, 0), 0);
        let names = |most| {
            shades(most)
                .into_iter()
                .map(|key| key.name)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(10), ["无", "1—2篇", "3—5篇", "6—7篇", "8—10篇"]);
        assert_eq!(names(2), ["无", "1篇", "2篇"]);
        assert_eq!(names(0), ["无"]);
    }

    #[test]
    fn a_legend_covers_each_count_once() {
        for most in 1..40 {
            for count in 1..=most {
                let level = level(count, most);
                assert!(
                    ((level - 1) * most) / 4 < count && count <= (level * most) / 4,
                    "{count} of {most}"
                );
            }
        }
    }
}
