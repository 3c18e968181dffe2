//! Charts drawn at build time: plain data to accessible SVG with a data table.
//!
//! Pure: independent of sites and routes. A chart is inline in a page; classes name the shapes, and attributes make it
//! readable without a stylesheet and in black and white.

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

pub(crate) use matrix::{MatrixItem, MatrixSection, MatrixUnit, UnitMatrix, matrix};
pub(crate) use months::{MonthlyCounts, VenueMonths, months};
pub(crate) use progress::{SectionProgress, progress};
