//! The command line: one file a command, wiring and printing.

mod audit;
mod backup;
pub mod demo;
mod export;
mod keys;
pub mod log_key;
pub mod serve;

use std::env;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::audit::Unreadable;
use crate::text::{Language, Text};

/// A market in a box for a libre currency.
///
/// Without a command it serves the market on this computer's network.
#[derive(Debug, Parser)]
#[command(name = "gune", version, args_conflicts_with_subcommands = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Arguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the market on this computer's network (the default)
    Serve(serve::Arguments),
    /// Plays a rehearsal market with simulated people
    Demo(demo::Arguments),
    /// Replays a whole book and says whether everything in it is right
    Audit(audit::Arguments),
    /// Shows the key that signs the book's heads, making it if there is none
    Keys(keys::Arguments),
    /// Writes the book as files: for auditors (C2SP tlog-tiles) and to be read on paper
    Export(export::Arguments),
    /// Copies the book's file, also while the market runs
    Backup(backup::Arguments),
}

/// Runs the program.
pub fn run() -> ExitCode {
    let line = CommandLine::parse();
    match line.command {
        None => serve::run(line.serve),
        Some(Command::Serve(arguments)) => serve::run(arguments),
        Some(Command::Demo(arguments)) => demo::run(arguments),
        Some(Command::Audit(arguments)) => audit::run(&arguments),
        Some(Command::Keys(arguments)) => keys::run(&arguments),
        Some(Command::Export(arguments)) => export::run(&arguments),
        Some(Command::Backup(arguments)) => backup::run(&arguments),
    }
}

/// The words of the terminal's language; English where it is not one of ours.
#[must_use]
pub fn spoken() -> Text {
    let wanted =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| env::var(name).ok()).find(|value| !value.is_empty());
    let code: String = wanted.unwrap_or_default().chars().take_while(char::is_ascii_alphabetic).collect();
    Text::new(Language::of(&code).unwrap_or(Language::English))
}

/// A language as it is chosen on the command line.
fn language(code: &str) -> Result<Language, String> {
    let known: Vec<&str> = Language::ALL.iter().map(|language| language.code()).collect();
    Language::of(code).ok_or_else(|| known.join(", "))
}

/// Why something cannot be read.
fn unreadable(text: Text, unreadable: &Unreadable) -> String {
    match unreadable {
        Unreadable::Path(path, error) => text.unreadable_path(path.display().to_string(), error.to_string()),
        Unreadable::NoBook(path) => text.unreadable_no_book(path),
        Unreadable::TooNew(_) => text.unreadable_too_new().to_owned(),
        Unreadable::Empty => text.unreadable_empty().to_owned(),
        Unreadable::NotAHead(path) => text.unreadable_not_a_head(path.display().to_string()),
        Unreadable::Network(why) => text.unreadable_network(why),
    }
}

/// Says that a command was not done, and why.
fn failed(why: impl AsRef<str>) -> ExitCode {
    eprintln!("{}", spoken().command_failed(why));
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }
}
