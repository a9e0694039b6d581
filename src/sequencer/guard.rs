//! The rollback guard: the last head revealed, kept outside the database.
//!
//! A restored backup would otherwise fork the book with our own signature. The file holds the last signed checkpoint;
//! the server refuses to start behind it, or beside it.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::PathBuf;

use crate::ledger::log::{Checkpoint, Tree, VerifierKey};

/// The file that remembers the last head.
#[derive(Clone, Debug)]
pub struct Guard {
    path: PathBuf,
}

/// Why the guard does not let the server start.
#[derive(Debug, thiserror::Error)]
pub enum Behind {
    /// The book ends before the last head it revealed.
    #[error(
        "the book has {size} entries, but its head with {revealed} entries was already shown: this is an old copy. \
         Bring back the latest copy of the book; going on with this one would make two different books under one key"
    )]
    Shorter {
        /// Entries in the book.
        size: u64,
        /// Entries in the head that was revealed.
        revealed: u64,
    },
    /// The book has another history than the head it revealed.
    #[error(
        "the first {revealed} entries are not the ones whose head was already shown: this is another book. \
         Bring back the book that belongs to this key"
    )]
    Forked {
        /// Entries in the head that was revealed.
        revealed: u64,
    },
    /// The guard's file is damaged.
    #[error(
        "{0}, which remembers the last head shown, is damaged: it holds no checkpoint of this log. If the book is the latest \
         copy (its head is the one whose check words were last shown), delete that file and start again; if it is not, \
         bring back the latest copy"
    )]
    Damaged(PathBuf),
    /// The guard's file cannot be read or written.
    #[error("the file of the last head: {0}")]
    Io(#[from] std::io::Error),
}

impl Guard {
    /// A guard in this file.
    pub fn new(path: PathBuf) -> Guard {
        Guard { path }
    }

    /// Whether the book's tree holds the last head revealed.
    ///
    /// # Errors
    /// [`Behind`], if it does not.
    pub fn check(&self, tree: &Tree, log: &VerifierKey) -> Result<(), Behind> {
        let note = match fs::read(&self.path) {
            Ok(note) => note,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let head = Checkpoint::open(&note, log).map_err(|_| Behind::Damaged(self.path.clone()))?;
        match tree.root_at(head.size()) {
            Err(_) => Err(Behind::Shorter { size: tree.size(), revealed: head.size() }),
            Ok(root) if root != *head.root() => Err(Behind::Forked { revealed: head.size() }),
            Ok(_) => Ok(()),
        }
    }

    /// Remembers a head, before it is revealed. However the program ends, the file holds the old head or the new one.
    ///
    /// Not brought to the disk by an fsync of its own: what it guards against is another copy of the book, and a machine
    /// that loses its power loses at most the last heads here, never the book.
    ///
    /// # Errors
    /// [`Behind::Io`].
    pub fn remember(&self, checkpoint: &str) -> Result<(), Behind> {
        if !self.overwrite(checkpoint)? {
            let next = self.path.with_extension("next");
            fs::write(&next, checkpoint)?;
            fs::rename(&next, &self.path)?;
        }
        Ok(())
    }

    /// Writes a head over the last one by a single write of a few hundred bytes, cheaper than another file in its
    /// place (docs/decisions/0020); not if there is none, or a longer one (heads of one log never become shorter).
    fn overwrite(&self, checkpoint: &str) -> io::Result<bool> {
        let mut file = match OpenOptions::new().write(true).open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error),
        };
        let fits = file.metadata()?.len() <= checkpoint.len() as u64;
        if fits {
            file.write_all(checkpoint.as_bytes())?;
        }
        Ok(fits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_the_last_head_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let guard = Guard::new(folder.path().join("head"));
        for head in ["size 9", "size 10", "another log", "size 11"] {
            guard.remember(head).unwrap();
            assert_eq!(fs::read_to_string(folder.path().join("head")).unwrap(), head);
        }
        fs::remove_file(folder.path().join("head")).unwrap();
        guard.remember("size 12").unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("head")).unwrap(), "size 12");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
