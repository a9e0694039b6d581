//! A piece of a book: what every thread can say of its entries without knowing those before them.

use crate::ledger::entry::NotAnEntry;
use crate::ledger::log::{Hash, leaf_hash};
use crate::ledger::{Entry, Wrong};
use crate::sequencer::coins;

use super::Finding;

/// An entry that is well-formed and signed, and the leaf that its bytes make.
pub(super) struct Leaf {
    pub entry: Entry,
    pub hash: Hash,
}

/// Reads the entries from line `first` on. Signatures before the line `trusted` are taken on trust, the others checked
/// together.
pub(super) fn read(first: u64, many: &[impl AsRef<[u8]>], trusted: u64) -> Vec<Result<Leaf, Finding>> {
    let taken = usize::try_from(trusted.saturating_sub(first)).map_or(many.len(), |taken| taken.min(many.len()));
    let (taken, checked) = many.split_at(taken);
    let taken = taken.iter().map(|bytes| Entry::read_trusted(bytes.as_ref()));
    let entries = taken.chain(Entry::read_all(checked, &mut coins));
    let leaf = |(line, (entry, bytes)): (u64, (Result<Entry, NotAnEntry>, &_))| match entry {
        Ok(entry) => Ok(Leaf { entry, hash: leaf_hash(AsRef::<[u8]>::as_ref(bytes)) }),
        Err(wrong) => Err(Finding::at(line, Wrong::from(wrong))),
    };
    (first..).zip(entries.zip(many)).map(leaf).collect()
}
