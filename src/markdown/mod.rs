//! Markdown → events → HTML and facts.
//!
//! The room knows one text at a time and nothing of sites: where a link leads, how large an image
//! is, what a component looks like, it asks its [`Surroundings`].

mod surroundings;

pub use surroundings::{ImageTarget, LinkTarget, Surroundings};
