//! `gune backup`: a consistent copy of the book's file, also while the market runs.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{failed, unreadable, words};
use crate::audit::{Source, Unreadable};
use crate::store::{Readers, StoreError};

/// What `gune backup` is told.
#[derive(Debug, clap::Args)]
pub struct BackupArgs {
    /// The data folder, or the book's file
    data: String,
    /// The file to make; it must not exist yet
    target: PathBuf,
}

/// Copies the file, and says what is not in the copy.
pub fn run(args: &BackupArgs) -> ExitCode {
    let text = words();
    let file = match book_file(&args.data) {
        Ok(file) => file,
        Err(error) => return failed(unreadable(text, &error)),
    };
    let target = args.target.display().to_string();
    match Readers::open(&file).and_then(|readers| readers.backup(&args.target)) {
        Ok(()) => {
            println!("{}\n{}", text.backup_done(&target), text.backup_without_keys());
            ExitCode::SUCCESS
        }
        Err(StoreError::Io(error)) => failed(format!("{target}: {error}")),
        Err(error) => failed(error.to_string()),
    }
}

/// The book's file in a data folder, or the file itself.
///
/// # Errors
/// [`Unreadable`]: there is none.
pub(super) fn book_file(data: &str) -> Result<PathBuf, Unreadable> {
    match Source::of(data)? {
        source @ (Source::Data(_) | Source::File(_)) => Ok(source.file()),
        Source::Book(_) | Source::Export(_) | Source::Market(_) => Err(Unreadable::NoBook(data.to_owned())),
    }
}
