//! Associations that watch each other: the witness behind its router, the real programs, liars, and SIGKILL.
#![allow(clippy::unwrap_used)]

#[path = "../people/mod.rs"]
mod people;

mod log;

mod desk;
mod record;

mod programs;

mod exchange;
mod fork;
mod killed;
mod liars;
