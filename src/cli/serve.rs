//! `gune serve`: the market on this computer's network.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// What `gune serve` is told.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Where to listen
    #[arg(long, default_value = "0.0.0.0:8080")]
    pub listen: SocketAddr,
    /// The folder of the book
    #[arg(long, default_value = "data")]
    pub data: PathBuf,
    /// The folder of the log's key
    #[arg(long, default_value = "keys")]
    pub keys: PathBuf,
    /// The log's name, chosen when its key is made
    #[arg(long)]
    pub origin: Option<String>,
    /// Do not open the organiser's page in a browser
    #[arg(long)]
    pub no_browser: bool,
}

/// Serves until it is stopped.
pub fn run(_arguments: Arguments) -> ExitCode {
    ExitCode::FAILURE
}
