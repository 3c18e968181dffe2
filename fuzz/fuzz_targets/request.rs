#![no_main]

#[path = "../properties/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    reason = "each target holds one of the laws"
)]
mod properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| properties::request(bytes));
