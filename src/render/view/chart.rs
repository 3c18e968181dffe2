//! Template views of a chart and of the table of its data.

use super::NamedLink;
use super::value::view;

view! {
    /// Chart: one or more sheets, a legend, and its data as a table.
    pub(crate) struct ChartView {
        /// Prefix of its ids, unique within the page.
        pub id: String,
        /// `matrix`, `months` or `progress`.
        pub family: String,
        /// Title.
        pub title: String,
        /// Description in one or two sentences.
        pub description: String,
        /// Legend of its symbols, each with its count.
        pub legend: Vec<ChartKey>,
        /// Drawings in reading order.
        pub sheets: Vec<ChartSheet>,
        /// The same data as a table.
        pub table: TableView,
    }

    /// Drawing that fits a desktop screen and a printed page.
    pub(crate) struct ChartSheet {
        /// Title of the sheet; the chart's title if there is only one.
        pub title: String,
        /// Row names as SVG, which stay visible while the rest scrolls; hidden from screen readers,
        /// which get everything from `svg`.
        pub side: Option<String>,
        /// Drawing as SVG.
        pub svg: String,
    }

    /// Symbol and its meaning.
    pub(crate) struct ChartKey {
        /// Symbol as SVG.
        pub svg: String,
        /// Meaning.
        pub name: String,
        /// Number of occurrences in the chart, if meaningful.
        pub count: Option<usize>,
    }

    /// Data as rows and columns.
    pub(crate) struct TableView {
        /// Caption.
        pub caption: String,
        /// Column names, the row heading's first.
        pub head: Vec<String>,
        /// Rows.
        pub rows: Vec<TableRow>,
    }

    /// Row of a table.
    pub(crate) struct TableRow {
        /// Heading of the row.
        pub heading: NamedLink,
        /// Cells: each a list of names, or one number.
        pub cells: Vec<Vec<NamedLink>>,
        /// True if it totals the rows above it.
        pub is_total: bool,
    }
}
