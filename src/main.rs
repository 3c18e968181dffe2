//! Arguments → verb → exit code.

use std::process::ExitCode;

/// A build makes and drops many small values in all threads, which this one is faster at than most systems’ own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    pufa::cli::run(std::env::args_os())
}
