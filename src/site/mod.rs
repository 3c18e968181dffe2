//! Documents become a site: sections, venues, terms, routes and their addresses.

pub mod url;

pub use url::{Base, Url};
