//! What the field knows, pure and ignorant of sites: venues, plans, numerals.

pub mod venue;
