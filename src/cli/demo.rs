//! `gune demo`: a rehearsal market with simulated people.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// What `gune demo` is told.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// How many people come
    #[arg(long, default_value_t = 30)]
    pub people: usize,
    /// The same seed tells the same story
    #[arg(long)]
    pub seed: Option<u64>,
    /// As fast as this computer can, instead of at a pace to watch
    #[arg(long)]
    pub fast: bool,
    /// Where to listen
    #[arg(long, default_value = "0.0.0.0:8080")]
    pub listen: SocketAddr,
    /// The folder of the rehearsal's book; a passing one if none is given
    #[arg(long)]
    pub data: Option<PathBuf>,
    /// Stop when the story is over, and audit its book
    #[arg(long)]
    pub exit: bool,
}

/// Plays the rehearsal.
pub fn run(_arguments: Arguments) -> ExitCode {
    ExitCode::FAILURE
}
