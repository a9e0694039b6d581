//! Replaying: entries in, state and root out. What the server does when it starts, and what an audit does.

use super::Refusal;
use super::entry::{Entry, NotAnEntry};
use super::log::{Frontier, leaf_hash};
use super::state::{Change, Ledger};

/// A book being replayed.
#[derive(Clone, Debug, Default)]
pub struct Fold {
    /// The state so far; `None` before the opening.
    pub ledger: Option<Ledger>,
    /// The tree so far, as much of it as a root needs.
    pub frontier: Frontier,
}

/// Why an entry cannot stand where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Its bytes are no entry, or its signature is wrong.
    #[error(transparent)]
    Entry(#[from] NotAnEntry),
    /// The rules refuse it.
    #[error("refused by the rules: {0}")]
    Rule(#[from] Refusal),
}

impl Fold {
    /// Takes the next entry; the change it made (`None` for the opening).
    ///
    /// # Errors
    /// [`Refusal`]; the fold is then as it was.
    pub fn push(&mut self, bytes: &[u8], entry: &Entry) -> Result<Option<Change>, Refusal> {
        let change = match &mut self.ledger {
            None => {
                self.ledger = Some(Ledger::open(entry)?);
                None
            }
            Some(ledger) => {
                let change = ledger.check(entry)?;
                ledger.commit(change.clone());
                Some(change)
            }
        };
        self.frontier.append(leaf_hash(bytes));
        Ok(change)
    }
}
