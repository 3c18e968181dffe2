//! What the field knows: venues, numerals, work plans, responsible units.
//!
//! Pure: text and values in, values and diagnostics out. This room knows no sites, no files, no
//! clock.

pub mod calendar;
pub mod numerals;
pub mod plan;
pub mod responsible_unit;
pub mod venue;
