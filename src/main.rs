//! The program: see `gune::cli`.

fn main() {}
