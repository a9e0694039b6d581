//! Reading a book's entries and checking their signatures, chunk after chunk, on any number of threads.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::ledger::Entry;
use crate::ledger::batch::Keys;
use crate::ledger::entry::NotAnEntry;

/// Coins for the batch check, fresh for each batch and known to nobody else. Without chance there is no verdict: the
/// program stops rather than give one that could have been prepared for.
pub fn coins(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the system gives random bytes");
}

/// What threads that read the same book have learnt of its keys.
#[derive(Debug, Default)]
pub struct Reading {
    /// Of each thread that is not at it now.
    idle: Mutex<Vec<Keys>>,
}

impl Reading {
    /// Reads many entries, as [`Entry::read_all`] does.
    pub fn entries(&self, many: &[impl AsRef<[u8]>]) -> Vec<Result<Entry, NotAnEntry>> {
        let mut keys = self.idle().pop().unwrap_or_default();
        let entries = Entry::read_all(many, &mut keys, &mut coins);
        self.idle().push(keys);
        entries
    }

    /// Nothing panics while it holds the lock.
    fn idle(&self) -> MutexGuard<'_, Vec<Keys>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
