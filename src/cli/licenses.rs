//! `pufa licenses`: the licences of the software that stands in the program, which therefore go wherever it goes.

use super::Exit;
use super::output::Terminal;

/// Made by `cargo xtask notices`.
const NOTICES: &str = include_str!("../../THIRD-PARTY.md");

pub(super) fn run() -> Exit {
    Terminal::print_exactly(NOTICES);
    Exit::Done
}
