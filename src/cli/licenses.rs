//! `pufa licenses`: the licences of the software that stands in the program, which therefore go wherever it goes.

use super::ExitStatus;
use super::output::Terminal;

/// Made by `cargo xtask notices`.
const NOTICES: &str = include_str!("../../THIRD-PARTY.md");

pub(super) fn run() -> ExitStatus {
    Terminal::print_exactly(NOTICES);
    ExitStatus::Done
}
