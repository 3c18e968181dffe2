//! The default theme is compiled in: compile again when one of its files changes.

fn main() {
    println!("cargo::rerun-if-changed=themes/pufa");
}
