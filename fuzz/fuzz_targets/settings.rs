#![no_main]

#[path = "../laws/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    reason = "each target holds one of the laws"
)]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::settings(bytes));
