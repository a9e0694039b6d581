//! The command line: one file a command, wiring and printing.

mod audit;
mod backup;
pub mod demo;
mod export;
mod keys;
pub mod log_key;
mod private_key;
pub mod serve;
mod witness;

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::audit::Unreadable;
use crate::sequencer::Clock;
use crate::text::{Language, Text};

/// A market in a box for a libre currency.
#[derive(Parser)]
#[command(name = "gune", version, about, args_conflicts_with_subcommands = true)]
struct Command {
    #[command(subcommand)]
    act: Option<Act>,
    #[command(flatten)]
    serve: ServeArgs,
}

#[derive(Subcommand)]
enum Act {
    /// Open the market on the local network (also what happens without a command).
    Serve(ServeArgs),
    /// Play a rehearsal: a market with simulated people, to watch or to join.
    Demo(demo::Arguments),
    /// Replay a whole book, and say whether everything in it is right.
    Audit(audit::AuditArgs),
    /// Show the key that signs the book's heads; it is made if there is none.
    Keys(keys::KeysArgs),
    /// Write the book as files: for auditors (C2SP tlog-tiles), and to be read on paper.
    Export(export::ExportArgs),
    /// Copy the book's file, also while the market runs.
    Backup(backup::BackupArgs),
    /// Watch the books of other markets, and cosign their heads.
    Witness(witness::WitnessArgs),
}

/// Where a market stands.
#[derive(Args, Clone)]
struct ServeArgs {
    /// The address to listen on.
    #[arg(long, default_value = "0.0.0.0:8080")]
    listen: SocketAddr,
    /// The folder of the book.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// The folder of the log's key and of the list of witnesses; `keys` in the folder of the book, if that is given.
    #[arg(long)]
    keys: Option<PathBuf>,
    /// The log's origin, for a key that is made now.
    #[arg(long)]
    origin: Option<String>,
    /// The address that people type, if it is not the machine's own.
    #[arg(long)]
    address: Option<String>,
    /// Do not open the organiser's link in a browser.
    #[arg(long)]
    no_browser: bool,
}

/// Runs the program.
pub fn run() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into()))
        .with_writer(std::io::stderr)
        .init();
    let command = Command::parse();
    match command.act.unwrap_or(Act::Serve(command.serve)) {
        Act::Serve(args) => serve::run(&args.serving(), words()),
        Act::Demo(arguments) => demo::run(&arguments, words()),
        Act::Audit(args) => audit::run(&args),
        Act::Keys(args) => keys::run(&args),
        Act::Export(args) => export::run(&args),
        Act::Backup(args) => backup::run(&args),
        Act::Witness(args) => witness::run(&args),
    }
}

impl ServeArgs {
    fn serving(self) -> serve::Serving {
        let beside_data = self.data.as_os_str() != "data";
        serve::Serving {
            listen: self.listen,
            keys: self.keys.unwrap_or_else(|| if beside_data { self.data.join("keys") } else { PathBuf::from("keys") }),
            data: self.data,
            origin: self.origin,
            address: self.address,
            browser: !self.no_browser,
            rehearsal: false,
            clock: Clock::System,
        }
    }
}

/// The words of the language that the terminal asks for.
fn words() -> Text {
    let asked =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let code = asked.as_deref().unwrap_or("en").split(['_', '.', '-']).next().and_then(Language::of);
    Text::new(code.unwrap_or(Language::English))
}

/// The threads that answer requests: one for each core.
fn runtime() -> Result<tokio::runtime::Runtime, String> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())
}

/// A language as it is chosen on the command line.
fn language(code: &str) -> Result<Language, String> {
    let known: Vec<&str> = Language::ALL.iter().map(|language| language.code()).collect();
    Language::of(code).ok_or_else(|| known.join(", "))
}

/// Why something cannot be read.
fn unreadable(text: Text, unreadable: &Unreadable) -> String {
    match unreadable {
        Unreadable::Path(path, error) => text.unreadable_path(path.display().to_string(), system_error(text, error)),
        Unreadable::NoBook(path) => text.unreadable_no_book(path),
        Unreadable::TooNew(_) => text.unreadable_too_new().to_owned(),
        Unreadable::Empty => text.unreadable_empty().to_owned(),
        Unreadable::NotAHead(path) => text.unreadable_not_a_head(path.display().to_string()),
        Unreadable::NotEvidence(path) => text.unreadable_not_evidence(path.display().to_string()),
        Unreadable::Network(why) => text.unreadable_network(why),
    }
}

/// What the system says, in the reader's language where it is one of the usual things.
fn system_error(text: Text, error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => text.system_not_found().to_owned(),
        ErrorKind::PermissionDenied => text.system_denied().to_owned(),
        _ => error.to_string(),
    }
}

/// Says that a command was not done, and why.
fn failed(why: impl AsRef<str>) -> ExitCode {
    eprintln!("{}", words().command_failed(why));
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Command::command().debug_assert();
    }
}
