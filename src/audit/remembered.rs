//! Heads that somebody remembers: the server's guard, a checkpoint on a stick, a receipt in a drawer.
//!
//! Against whoever owns the log's key there is nothing else: they can write another book and sign it, but not in the
//! memory of others.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::Unreadable;
use crate::ledger::log::receipt::RECEIPT_BYTES_MAX;
use crate::ledger::log::{Checkpoint, Hash, Note, Receipt, VerifierKey, leaf_hash};

/// What was read from a file, signatures not checked yet.
pub(super) struct Remembered {
    path: PathBuf,
    kind: Kind,
}

enum Kind {
    Head(Note),
    Receipt(Receipt),
}

/// What the book must hold.
pub(super) struct Held {
    pub path: PathBuf,
    pub size: u64,
    pub root: Hash,
    /// Of a receipt: where its entry stands, and the leaf it is.
    pub entry: Option<(u64, Hash)>,
    /// Whether the book was seen to hold another entry there.
    pub differs: bool,
}

impl Remembered {
    pub fn read(path: &Path) -> Result<Remembered, Unreadable> {
        let unreadable = |error| Unreadable::Path(path.to_owned(), error);
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(unreadable)?;
        file.take(RECEIPT_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        let kind = match (Receipt::parse(&bytes), Note::parse(&bytes)) {
            (Ok(receipt), _) => Kind::Receipt(receipt),
            (_, Ok(note)) => Kind::Head(note),
            (Err(_), Err(_)) => return Err(Unreadable::NotAHead(path.to_owned())),
        };
        Ok(Remembered { path: path.to_owned(), kind })
    }

    /// Checks it against the log's key, which the book's opening names; the path of what is not of this log.
    pub fn open(self, log: &VerifierKey) -> Result<Held, PathBuf> {
        let Remembered { path, kind } = self;
        let opened = match kind {
            Kind::Head(note) => Checkpoint::from_note(&note, log).ok().map(|head| (head, None)),
            Kind::Receipt(receipt) => {
                receipt.verify(log).ok().map(|proved| (proved.checkpoint, Some((proved.index, leaf_hash(&proved.entry)))))
            }
        };
        match opened.filter(|(head, _)| head.size() > 0) {
            Some((head, entry)) => Ok(Held { path, size: head.size(), root: *head.root(), entry, differs: false }),
            None => Err(path),
        }
    }
}
