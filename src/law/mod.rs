//! Domain knowledge: venues, numerals, calendar, work plans, responsible units.
//!
//! Pure: from text and values to values and diagnostics. Knows no sites, files or clock.

pub mod calendar;
pub mod numerals;
pub mod plan;
pub mod responsible_unit;
pub mod venue;
