//! Arguments → verb → exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    pufa::cli::run(std::env::args_os())
}
