//! Pictures drawn at build time: plain data to accessible SVG with its data table behind it.
//!
//! Pure: knows neither sites nor routes. A picture stands inline in a page; classes say what a shape
//! is, and the attributes give it a form that reads without a stylesheet, in black and white too.

mod frame;
mod legend;
mod matrix;
mod months;
mod progress;
mod svg;
mod symbols;
mod table;
mod text;

#[cfg(test)]
mod properties;

pub use matrix::{MatrixItem, MatrixSection, MatrixUnit, UnitMatrix, matrix};
pub use months::{MonthlyCounts, VenueMonths, months};
pub use progress::{SectionProgress, progress};
