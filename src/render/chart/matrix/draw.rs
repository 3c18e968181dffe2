//! Drawing of a sheet of the matrix: names of items at the side, names of units vertically over their columns.

use super::super::frame::{ChartCaption, drawing, silent};
use super::super::svg::{centred, element, line, rule, worded};
use super::super::symbols::{ROLES, role_symbol};
use super::super::text::{halves, lines, shortened};
use super::sheets::MatrixSheet;
use super::{MatrixItem, UnitMatrix};

/// Font size.
const LETTER: u32 = 14;
/// Line height.
const LINE: u32 = 18;
/// Width of a column.
const COLUMN: u32 = 30;
/// Between single units and collectives.
const GAP: u32 = 14;
/// Height above the headers, for the names of the two groups.
const GROUPS: u32 = 26;
/// Most width of a line of an item's title, and of a unit's name, in halves of an em.
const TITLE: u32 = 20;
const NAME: u32 = 20;
/// Most width of a label without its brackets: 二十一.
const LABEL: u32 = 8;

/// Layout of a sheet.
struct SheetLayout<'m> {
    matrix: &'m UnitMatrix,
    sheet: &'m MatrixSheet,
    /// Width of the items' labels.
    label: u32,
    /// Bottom of the headers.
    head: u32,
    rows: Vec<LaidOutRow<'m>>,
    /// Width of all columns.
    width: u32,
    height: u32,
}

/// Row, with its top and height.
struct LaidOutRow<'m> {
    top: u32,
    height: u32,
    lines: Vec<String>,
    /// Item and its number; `None` for a section's heading.
    item: Option<(usize, &'m MatrixItem)>,
}

/// Draws a sheet: the side with the items' names, and the sheet itself.
pub(super) fn draw(
    matrix: &UnitMatrix,
    sheet: &MatrixSheet,
    id: &str,
    title: &str,
) -> (String, String) {
    let layout = SheetLayout::new(matrix, sheet);
    let side = silent(
        "picture-side matrix-side",
        (layout.side(), layout.height),
        &layout.names(),
    );
    let description = layout.description();
    let said = ChartCaption {
        id,
        title,
        description: &description,
    };
    let svg = drawing(
        said,
        "picture-svg matrix-svg",
        (layout.width, layout.height),
        &layout.cells(),
    );
    (side, svg)
}

impl<'m> SheetLayout<'m> {
    fn new(matrix: &'m UnitMatrix, sheet: &'m MatrixSheet) -> Self {
        let longest = sheet
            .units
            .iter()
            .map(|&at| halves(&name(matrix, at)))
            .max()
            .unwrap_or(0);
        let head = GROUPS + longest * LETTER / 2 + 14;
        let (rows, height) = rows(matrix, sheet, head);
        let labels = rows
            .iter()
            .filter_map(|row| Some(halves(&label(row.item?.1))));
        let label = labels.max().unwrap_or(0) * LETTER / 2 + 6;
        let mut layout = Self {
            matrix,
            sheet,
            label,
            head,
            rows,
            width: 0,
            height,
        };
        layout.width = layout.centre(sheet.units.len().saturating_sub(1)) + COLUMN / 2 + 1;
        layout
    }

    /// Returns the width of the side.
    fn side(&self) -> u32 {
        self.label + TITLE * LETTER / 2 + 10
    }

    fn is_collective(&self, column: usize) -> bool {
        let unit = self
            .sheet
            .units
            .get(column)
            .and_then(|&at| self.matrix.units.get(at));
        unit.is_some_and(|unit| unit.is_collective)
    }

    /// Returns the first column of a collective.
    fn collectives(&self) -> usize {
        (0..self.sheet.units.len())
            .find(|&at| self.is_collective(at))
            .unwrap_or(self.sheet.units.len())
    }

    /// Returns the centre of a column.
    fn centre(&self, column: usize) -> u32 {
        let gap = if self.is_collective(column) && self.collectives() > 0 {
            GAP
        } else {
            0
        };
        column as u32 * COLUMN + COLUMN / 2 + gap
    }

    fn names(&self) -> String {
        let rows = self
            .rows
            .iter()
            .map(|row| self.row_name(row))
            .collect::<String>();
        lettered(&(self.bands(self.side()) + &rows + &self.ruled(self.side())))
    }

    fn row_name(&self, row: &LaidOutRow<'_>) -> String {
        let x = if row.item.is_some() { self.label } else { 0 };
        let class = if row.item.is_some() {
            "matrix-item"
        } else {
            "matrix-section"
        };
        let first = row.top + (row.height - row.lines.len() as u32 * LINE) / 2 + LETTER;
        let title = (0_u32..)
            .zip(&row.lines)
            .map(|(at, words)| line(x, first + at * LINE, class, words));
        let label = row
            .item
            .map(|(_, item)| line(0, first, "matrix-label", &label(item)));
        label.unwrap_or_default() + &title.collect::<String>()
    }

    /// Draws the background of the sections' headings.
    fn bands(&self, width: u32) -> String {
        let headings = self.rows.iter().filter(|row| row.item.is_none());
        let band = |row: &LaidOutRow<'_>| {
            element(
                "rect",
                &[
                    ("class", &"matrix-band"),
                    ("y", &row.top),
                    ("width", &width),
                    ("height", &row.height),
                    ("fill", &"currentColor"),
                    ("fill-opacity", &"0.06"),
                ],
                "",
            )
        };
        headings.map(band).collect()
    }

    fn ruled(&self, width: u32) -> String {
        let ends = self.rows.iter().map(|row| row.top + row.height);
        [self.head]
            .into_iter()
            .chain(ends)
            .map(|y| rule((0, y), (width, y), "picture-rule"))
            .collect()
    }

    fn cells(&self) -> String {
        let columns = 0..self.sheet.units.len();
        let heads: String = columns.clone().map(|at| self.column_head(at)).collect();
        let guides: String = columns
            .map(|at| {
                rule(
                    (self.centre(at), self.head),
                    (self.centre(at), self.height),
                    "matrix-guide",
                )
            })
            .collect();
        let symbols: String = self
            .rows
            .iter()
            .filter_map(|row| Some(self.role_symbols(row, row.item?)))
            .collect();
        lettered(
            &(guides
                + &self.bands(self.width)
                + &self.ruled(self.width)
                + &self.groups()
                + &heads
                + &symbols),
        )
    }

    fn column_head(&self, column: usize) -> String {
        let name = self
            .sheet
            .units
            .get(column)
            .map(|&at| name(self.matrix, at))
            .unwrap_or_default();
        let x = self.centre(column);
        let y = self.head - 8;
        worded(
            "text",
            &[
                ("class", &"matrix-unit"),
                ("x", &x),
                ("y", &y),
                ("text-anchor", &"end"),
                ("writing-mode", &"vertical-rl"),
            ],
            &name,
        )
    }

    /// Draws the names of the groups, each over a line as long as the group.
    fn groups(&self) -> String {
        let all = self.sheet.units.len();
        let first = self.collectives();
        let group = |from: usize, to: usize, name: &str| {
            let left = self.centre(from) - COLUMN / 2;
            let right = self.centre(to - 1) + COLUMN / 2;
            centred(left.midpoint(right), LETTER, "matrix-group", name)
                + &rule(
                    (left + 2, GROUPS - 5),
                    (right - 2, GROUPS - 5),
                    "matrix-group-rule",
                )
        };
        let single = if first > 0 {
            group(0, first, "单位")
        } else {
            String::new()
        };
        single
            + &if first < all {
                group(first, all, "集体")
            } else {
                String::new()
            }
    }

    fn role_symbols(&self, row: &LaidOutRow<'_>, (item, of): (usize, &MatrixItem)) -> String {
        let y = row.top + row.height / 2;
        if !self.matrix.duties.iter().any(|duty| duty.0 == item) {
            return line(8, y + 5, "matrix-none", "未列责任单位");
        }
        let columns = self.sheet.units.iter().enumerate();
        columns
            .map(|(column, &unit)| self.cell((item, of), unit, (self.centre(column), y)))
            .collect()
    }

    /// Draws the symbols of a unit in an item: usually one, else a smaller one for each role.
    fn cell(&self, (item, of): (usize, &MatrixItem), unit: usize, (x, y): (u32, u32)) -> String {
        let roles: Vec<_> = ROLES
            .into_iter()
            .filter(|&role| self.matrix.duties.contains(&(item, unit, role)))
            .collect();
        let Some(named) = self.matrix.units.get(unit).filter(|_| !roles.is_empty()) else {
            return String::new();
        };
        let words = roles
            .iter()
            .map(|role| role.name())
            .collect::<Vec<_>>()
            .join("、");
        let told = worded(
            "title",
            &[],
            &format!("{}：{}{}，{words}", named.name, of.label, of.title),
        );
        if let [only] = roles[..] {
            return element("g", &[], &(told + &role_symbol(only, (x, y))));
        }
        let scale = 1.0 / f64::from(roles.len() as u32);
        let small = |(at, role): (u32, &crate::law::responsible_unit::UnitRole)| {
            let left = f64::from(x) - 12.0 + 24.0 * scale * f64::from(at);
            let turned = format!(
                "translate({left:.1} {:.1}) scale({scale:.3})",
                f64::from(y) - 12.0 * scale
            );
            element(
                "g",
                &[("transform", &turned)],
                &role_symbol(*role, (12, 12)),
            )
        };
        element(
            "g",
            &[],
            &(told + &(0..).zip(&roles).map(small).collect::<String>()),
        )
    }

    fn description(&self) -> String {
        let items: Vec<_> = self.rows.iter().filter_map(|row| row.item).collect();
        let owed = |(_, unit, _): &&(usize, usize, _)| self.sheet.units.contains(unit);
        let here = |(item, ..): &&(usize, usize, _)| items.iter().any(|(at, _)| at == item);
        let duties = self
            .matrix
            .duties
            .iter()
            .filter(owed)
            .filter(here)
            .collect::<Vec<_>>();
        let count = |role| duties.iter().filter(|duty| duty.2 == role).count();
        let counted = ROLES.map(|role| format!("{}{}个", role.name(), count(role)));
        format!(
            "{}项任务，{}个责任单位：{}。逐项内容见图后的数据表。",
            items.len(),
            self.sheet.units.len(),
            counted.join("，")
        )
    }
}

/// Lays out the rows of a sheet below its headers; also returns their end.
fn rows<'m>(matrix: &'m UnitMatrix, sheet: &MatrixSheet, head: u32) -> (Vec<LaidOutRow<'m>>, u32) {
    let items: Vec<&MatrixItem> = matrix.items().collect();
    let mut rows: Vec<LaidOutRow<'m>> = Vec::new();
    let mut top = head;
    let mut push = |lines: Vec<String>, room: u32, item| {
        let height = lines.len() as u32 * LINE + room;
        rows.push(LaidOutRow {
            top,
            height,
            lines,
            item,
        });
        top += height;
    };
    for band in &sheet.bands {
        let title = matrix
            .sections
            .get(band.section)
            .map_or("", |section| section.title.as_str());
        if !title.is_empty() {
            push(lines(title, TITLE + 4, 2), 8, None);
        }
        for at in band.items.clone() {
            if let Some(&item) = items.get(at) {
                push(lines(&item.title, TITLE, 3), 14, Some((at, item)));
            }
        }
    }
    (rows, top + 1)
}

fn name(matrix: &UnitMatrix, unit: usize) -> String {
    matrix
        .units
        .get(unit)
        .map(|unit| shortened(&unit.name, NAME))
        .unwrap_or_default()
}

/// Label without its brackets, which add nothing in a column of labels.
fn label(item: &MatrixItem) -> String {
    shortened(
        item.label
            .trim()
            .trim_matches(['（', '）', '(', ')', '、', '．', '.']),
        LABEL,
    )
}

fn lettered(inner: &str) -> String {
    element(
        "g",
        &[("font-size", &LETTER), ("fill", &"currentColor")],
        inner,
    )
}
