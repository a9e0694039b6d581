//! Anything at all, sent to the real router: it is refused in words, in time, and never breaks anything.
#![allow(clippy::unwrap_used)]

#[path = "../people/mod.rs"]
mod people;

mod market;

mod anything;
mod refusals;
