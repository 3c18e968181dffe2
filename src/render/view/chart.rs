//! A picture drawn from data, and the table of the same data.

use super::NamedLink;
use super::value::view;

view! {
    /// A picture: one or more sheets, what its marks mean, and its data as a table.
    pub struct ChartView {
        /// What the ids in it begin with; no other picture of the page has the same.
        pub id: String,
        /// `matrix`, `months` or `progress`.
        pub family: String,
        /// Its title.
        pub title: String,
        /// What it shows, in a sentence or two.
        pub description: String,
        /// What its marks mean, each with how many there are.
        pub legend: Vec<ChartKey>,
        /// The drawings, in the order of reading.
        pub sheets: Vec<ChartSheet>,
        /// The same data as a table.
        pub table: TableView,
    }

    /// A drawing that fits a screen of a desk and a page of paper.
    pub struct ChartSheet {
        /// What the sheet is; the picture's title where there is but one.
        pub title: String,
        /// The names of its rows as SVG, to stay in sight while the rest is scrolled; hidden from
        /// those who listen, whom `svg` tells all.
        pub side: Option<String>,
        /// The drawing as SVG.
        pub svg: String,
    }

    /// A mark and what it means.
    pub struct ChartKey {
        /// The mark as SVG.
        pub svg: String,
        /// Its meaning.
        pub name: String,
        /// How many of them the picture has, where that says something.
        pub count: Option<usize>,
    }

    /// Data as rows and columns.
    pub struct TableView {
        /// What it tells.
        pub caption: String,
        /// The names of its columns, that of the row's heading first.
        pub head: Vec<String>,
        /// Its rows.
        pub rows: Vec<TableRow>,
    }

    /// A row of a table.
    pub struct TableRow {
        /// What the row is of.
        pub heading: NamedLink,
        /// Its cells: each a list of names, or one number.
        pub cells: Vec<Vec<NamedLink>>,
        /// Whether it sums up the rows above it.
        pub is_total: bool,
    }
}
