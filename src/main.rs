//! Entry point: arguments → verb → exit code.

use std::process::ExitCode;

/// Allocator that is faster than most systems' own at the many small values of a threaded build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    pufa::run(std::env::args_os())
}
