//! End-to-end tests: a folder of files in, a site and messages out.
//!
//! One binary with a module per feature, so that it is linked once.

#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

mod addresses;
mod advice;
mod calendars;
#[cfg(feature = "channels")]
mod channels;
mod content_safety;
mod csp;
mod documented;
mod empty;
mod errors;
mod exit_codes;
mod feeds;
mod fix;
mod held_back;
#[cfg(feature = "channels")]
mod hostile_addresses;
mod incremental;
mod keeping;
mod links;
mod moved_in;
mod names;
mod options;
mod outside;
mod ownership;
mod pages;
mod pictures;
mod plans;
mod properties;
#[cfg(feature = "serve")]
mod serve;
mod starting;
mod themes;
mod verbs;
mod visibility;
