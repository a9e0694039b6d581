//! Which entry each key signed with which number, so that a document sent again gets its old receipt.
//!
//! Kept in memory, 16 bytes an entry: an index in the file, ordered by key, costs each payment a page of its own.

use std::collections::HashMap;

use crate::ledger::{Content, Entry, Pubkey};

/// The numbers that each key has used, with the places of the entries.
#[derive(Debug, Default)]
pub(super) struct Numbers(HashMap<Pubkey, Vec<(u64, u64)>>);

impl Numbers {
    /// Notes the entry at `index`. Entries come in the order of the book, in which the numbers of a key only grow
    /// (protocol § 4, rule 9). A dividend has no number.
    pub fn note(&mut self, index: u64, entry: &Entry) {
        if let Content::Document(signed) = &entry.content {
            let document = signed.document();
            self.0.entry(document.key).or_default().push((document.number, index));
        }
    }

    /// The place of the entry that this key signed with this number.
    pub fn find(&self, key: &Pubkey, number: u64) -> Option<u64> {
        // As a rule it is a new one, above them all.
        let used = self.0.get(key).filter(|used| used.last().is_some_and(|(last, _)| *last >= number))?;
        let place = used.binary_search_by_key(&number, |(number, _)| *number).ok()?;
        Some(used[place].1)
    }
}
