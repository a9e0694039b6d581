//! After the story: the whole book is replayed from its signed documents, and compared with its last signed head.

use std::path::Path;

use crate::ledger::log::{Checkpoint, VerifierKey};
use crate::ledger::{Amount, Fold};
use crate::sequencer::{CHUNK, read_in_parallel};
use crate::store::{Readers, StoreError};

/// What was found in a right book.
pub(super) struct Right {
    /// How many entries it has.
    pub entries: u64,
}

/// Why there is none.
pub(super) enum Verdict {
    /// The file cannot be read.
    Unreadable(StoreError),
    /// The book is wrong from this line on.
    Wrong(u64),
}

impl From<StoreError> for Verdict {
    fn from(error: StoreError) -> Verdict {
        Verdict::Unreadable(error)
    }
}

/// Replays the book in this file. Signatures, rules, dividends, root, head and sum must all be right.
pub(super) fn replay_and_compare(book: &Path, log: &VerifierKey) -> Result<Right, Verdict> {
    let readers = Readers::open(book)?;
    let mut fold = Fold::default();
    loop {
        let first = fold.frontier.size();
        let stored: Vec<Vec<u8>> =
            readers.read(|reader| reader.entries(first, CHUNK))?.into_iter().map(|entry| entry.bytes).collect();
        if stored.is_empty() {
            break;
        }
        for (line, (bytes, entry)) in (first..).zip(stored.iter().zip(read_in_parallel(&stored))) {
            let entry = entry.map_err(|_| Verdict::Wrong(line))?;
            fold.push(bytes, &entry).map_err(|_| Verdict::Wrong(line))?;
        }
    }
    let entries = fold.frontier.size();
    let head = readers.read(|reader| reader.last_block())?;
    let head = head.and_then(|block| Checkpoint::open(block.checkpoint.as_bytes(), log).ok());
    let covered = head.is_some_and(|head| head.size() == entries && *head.root() == fold.frontier.root());
    let sums = fold.ledger.as_ref().is_some_and(|ledger| {
        let balances = ledger.accounts().keys().filter_map(|address| ledger.balance(address));
        Amount::sum(balances) == Some(ledger.standing().supply) && ledger.opening().log == *log
    });
    if covered && sums { Ok(Right { entries }) } else { Err(Verdict::Wrong(entries)) }
}
