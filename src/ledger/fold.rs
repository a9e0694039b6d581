//! Replaying: entries in, state and root out. What the server does when it starts, and what an audit does.

use super::Refusal;
use super::entry::{Entry, NotAnEntry};
use super::log::{Frontier, Hash, leaf_hash};
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
        let mut made = None;
        self.step(leaf_hash(bytes), entry, |change| made = Some(change.clone()))?;
        Ok(made)
    }

    /// Takes the next entry, whose leaf hash somebody has computed from its bytes.
    ///
    /// # Errors
    /// As for [`Fold::push`].
    pub fn push_leaf(&mut self, leaf: Hash, entry: &Entry) -> Result<(), Refusal> {
        self.step(leaf, entry, |_| ())
    }

    fn step(&mut self, leaf: Hash, entry: &Entry, look: impl FnOnce(&Change)) -> Result<(), Refusal> {
        match &mut self.ledger {
            None => self.ledger = Some(Ledger::open(entry)?),
            Some(ledger) => {
                let change = ledger.check(entry)?;
                look(&change);
                ledger.commit(change);
            }
        }
        self.frontier.append(leaf);
        Ok(())
    }
}
