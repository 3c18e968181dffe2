//! Domain knowledge: venues, numerals, calendar, work plans, responsible units.
//!
//! Pure: from text and values to values and diagnostics. Knows no sites, files or clock.

pub(crate) mod calendar;
pub(crate) mod numerals;
pub(crate) mod plan;
pub(crate) mod responsible_unit;
pub(crate) mod venue;
