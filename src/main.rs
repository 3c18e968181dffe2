//! pufa.
fn main() {}
