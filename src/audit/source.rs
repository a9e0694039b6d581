//! Where a book is: a data folder, its file alone, the log in one file or in a folder, or a market that is running.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::Unreadable;
use crate::ledger::log::book_file::FIRST_LINE;
use crate::store::BOOK;

/// The file of the last head shown, in the folder of the log's key.
pub const HEAD: &str = "head";

/// What an SQLite file begins with (https://www.sqlite.org/fileformat.html § 1.3).
const SQLITE_MARK: &[u8] = b"SQLite format 3\0";

/// A book to audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A data folder.
    Data(PathBuf),
    /// The file alone, such as a backup.
    File(PathBuf),
    /// The book in one file (docs/protocol.md § 6).
    Book(PathBuf),
    /// A folder with the log as files (C2SP tlog-tiles).
    Export(PathBuf),
    /// The address of a running market's log, without a slash at its end.
    Market(String),
}

impl Source {
    /// What this text names: an address if it begins like one, else a path.
    ///
    /// # Errors
    /// [`Unreadable`]: there is nothing, or nothing that could be a book.
    pub fn of(text: &str) -> Result<Source, Unreadable> {
        if text.starts_with("http://") || text.starts_with("https://") {
            let address = text.trim_end_matches('/');
            let log = if address.ends_with("/log") { String::new() } else { "/log".to_owned() };
            return Ok(Source::Market(format!("{address}{log}")));
        }
        let path = PathBuf::from(text);
        let kind = path.metadata().map_err(|error| Unreadable::Path(path.clone(), error))?;
        if kind.is_file() {
            let mut first = Vec::new();
            let read = File::open(&path).and_then(|file| file.take(SQLITE_MARK.len() as u64).read_to_end(&mut first));
            read.map_err(|error| Unreadable::Path(path.clone(), error))?;
            // By its name too: one whose first line was changed is no book, and not a damaged database.
            let named = path.extension().is_some_and(|end| end == "gune") && first != SQLITE_MARK;
            let book = named || first.starts_with(FIRST_LINE.as_bytes());
            return Ok(if book { Source::Book(path) } else { Source::File(path) });
        }
        if !kind.is_dir() {
            // A pipe can be read once: if it is no book, whoever reads it says so.
            return Ok(Source::Book(path));
        }
        if path.join(BOOK).exists() {
            return Ok(Source::Data(path));
        }
        if path.join("checkpoint").exists() {
            return Ok(Source::Export(path));
        }
        Err(Unreadable::NoBook(text.to_owned()))
    }

    /// The book's file, of a data folder or the file itself.
    pub fn file(&self) -> PathBuf {
        match self {
            Source::Data(folder) => folder.join(BOOK),
            Source::File(file) | Source::Book(file) => file.clone(),
            Source::Export(folder) => folder.clone(),
            Source::Market(address) => PathBuf::from(address),
        }
    }

    /// The file of the last head shown, if there is one: in the folder given; else, of a data folder, in `keys` inside
    /// it, or beside it if it is the default one, `data`.
    pub(super) fn guard(&self, keys: Option<&Path>) -> Result<Option<PathBuf>, Unreadable> {
        let candidates = match (keys, self) {
            (Some(keys), _) => vec![keys.join(HEAD)],
            (None, Source::Data(folder)) => {
                let folder = folder.canonicalize().map_err(|error| Unreadable::Path(folder.clone(), error))?;
                let beside = folder.parent().filter(|_| folder.ends_with("data")).map(|parent| parent.join("keys"));
                [Some(folder.join("keys")), beside].into_iter().flatten().map(|keys| keys.join(HEAD)).collect()
            }
            (None, Source::File(_) | Source::Book(_) | Source::Export(_) | Source::Market(_)) => Vec::new(),
        };
        let found = candidates.iter().find(|path| path.exists()).cloned();
        match (found, keys) {
            (None, Some(keys)) => Err(Unreadable::Path(keys.join(HEAD), ErrorKind::NotFound.into())),
            (found, _) => Ok(found),
        }
    }
}
