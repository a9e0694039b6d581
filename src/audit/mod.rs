//! The audit: replays a whole book from its signed documents alone, and says that all is right or what is wrong first.
//!
//! It trusts nobody: not the server, not the file's columns, not the log's own key. Memory is bounded by the state of
//! the market and a chunk of entries or two a thread, however long the book (docs/performance.md says how much).

pub mod evidence;

mod book;
mod chunk;
mod file;
mod remembered;
mod replay;
mod report;
mod source;
mod tiles;
mod web;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Instant;

pub use report::{Failure, Finding, Head, Reason, Report, Trusted, Unreadable};
pub use source::Source;
pub use tiles::HashTiles;

use remembered::Remembered;
use replay::Replay;

use crate::sequencer::all_cores;

/// What an audit compares the book with, beside the book itself.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder of the log's key, which remembers the last head shown. A data folder's own is found without.
    pub keys: Option<PathBuf>,
    /// A head or a receipt that somebody kept: the book must hold it.
    pub head: Option<PathBuf>,
    /// Sizes of which the report says what the root was.
    pub sizes: Vec<u64>,
    /// A head or a receipt that the auditor kept of a book found right: signatures are checked from there on. The book
    /// must hold it.
    pub since: Option<PathBuf>,
    /// On how many threads; on all cores without.
    pub threads: Option<NonZeroUsize>,
}

/// Audits a book; `progress` hears how many entries are done, of how many.
///
/// # Errors
/// [`Failure::Wrong`] with the first thing that is wrong, [`Failure::Unreadable`] if there is no book to audit.
pub fn audit(source: &Source, options: &Options, progress: &mut dyn FnMut(u64, u64)) -> Result<Report, Failure> {
    let begun = Instant::now();
    let guard = source.guard(options.keys.as_deref())?;
    let mut remembered = Vec::new();
    for path in guard.iter().chain(&options.head) {
        remembered.push(Remembered::read(path)?);
    }
    let since = options.since.as_deref().map(Remembered::read).transpose()?;
    let mut replay = Replay::new(remembered, since, &options.sizes);
    let threads = options.threads.unwrap_or_else(all_cores);
    let erased = match source {
        Source::Data(_) | Source::File(_) => Some(file::audit(&source.file(), threads, &mut replay, progress)?),
        Source::Book(path) => {
            // The table in docs/protocol.md § 6 names a line only where one entry is meant.
            book::audit(path, threads, &mut replay, progress).map_err(Failure::of_one_line)?;
            None
        }
        Source::Export(_) | Source::Market(_) => {
            web::audit(source, threads, &mut replay, progress)?;
            None
        }
    };
    let finished = replay.finish();
    let mut report = if let Source::Book(_) = source { finished.map_err(Failure::of_one_line)? } else { finished? };
    report.erased = erased;
    report.duration = begun.elapsed();
    Ok(report)
}
