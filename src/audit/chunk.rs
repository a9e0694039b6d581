//! A piece of a book: what every thread can say of its entries without knowing those before them.

use std::num::NonZeroUsize;

use crate::ledger::entry::NotAnEntry;
use crate::ledger::log::{Hash, leaf_hash};
use crate::ledger::{Entry, Wrong};
use crate::sequencer::Reading;

use super::Finding;

/// Entries in a chunk, at the most: the more, the less each costs (the test by random subsets, and each key's part in the
/// equation, once for all of them), and the more memory they take (about 2 KiB each).
const LENGTH_MAX: u64 = 16_384;

/// Fewer are not worth a thread's while.
const LENGTH_MIN: u64 = 4_096;

/// Bytes of entries in a chunk, at the most, but for the last that were read together: four times what payments have.
pub(super) const BYTES_MAX: usize = 64 << 20;

/// How many entries to check together when so many are left: fewer towards the end, so that every thread has work up to it.
pub(super) fn length(left: u64, threads: NonZeroUsize) -> u64 {
    (left / (3 * threads.get() as u64)).clamp(LENGTH_MIN, LENGTH_MAX)
}

/// An entry that is well-formed and signed, and the leaf that its bytes make.
pub(super) struct Leaf {
    pub entry: Entry,
    pub hash: Hash,
}

/// Reads the entries from line `first` on. Signatures before the line `trusted` are taken on trust, the others checked
/// together.
pub(super) fn read(first: u64, many: &[impl AsRef<[u8]>], trusted: u64, reading: &Reading) -> Vec<Result<Leaf, Finding>> {
    let taken = usize::try_from(trusted.saturating_sub(first)).map_or(many.len(), |taken| taken.min(many.len()));
    let (taken, checked) = many.split_at(taken);
    let taken = taken.iter().map(|bytes| Entry::read_trusted(bytes.as_ref()));
    let entries = taken.chain(reading.entries(checked));
    let leaf = |(line, (entry, bytes)): (u64, (Result<Entry, NotAnEntry>, &_))| match entry {
        Ok(entry) => Ok(Leaf { entry, hash: leaf_hash(AsRef::<[u8]>::as_ref(bytes)) }),
        Err(wrong) => Err(Finding::at(line, Wrong::from(wrong))),
    };
    (first..).zip(entries.zip(many)).map(leaf).collect()
}
