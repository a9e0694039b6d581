//! The book as everybody may see it: only what is on the disk already.

use super::{Curves, Places};
use crate::ledger::log::{AddCheckpoint, Hash, Note, OutsideTree, Receipt, Tree};
use crate::ledger::{Change, Content, Entry, Ledger, Moment};
use crate::market::{Watch, Witnesses};

/// What has been revealed.
#[derive(Debug, Default)]
pub struct Book {
    /// The state; `None` before the opening.
    pub ledger: Option<Ledger>,
    /// The tree over all entries.
    pub tree: Tree,
    /// The last signed checkpoint, with the cosignatures that have come for it; its size is the tree's.
    pub checkpoint: Option<Note>,
    /// The phones that watch, and what they have cosigned.
    pub witnesses: Witnesses,
    /// Where the statements are.
    pub places: Places,
    /// Balances over time, for the wall.
    pub curves: Curves,
    /// Whether the writer has stopped.
    pub stopped: bool,
}

impl Book {
    /// The receipt of an entry under the present head; `None` if it is not in it.
    pub fn receipt(&self, index: u64, entry: Vec<u8>) -> Option<Receipt> {
        let proof = self.tree.inclusion(index, self.tree.size()).ok()?;
        Receipt::new(index, entry, proof, self.checkpoint.clone()?).ok()
    }

    /// The present head with its proof of consistency with an older one.
    ///
    /// # Errors
    /// [`OutsideTree`] if the older one is larger, or there is no head yet.
    pub fn consistency(&self, old: u64) -> Result<AddCheckpoint, OutsideTree> {
        let proof = self.tree.consistency(old, self.tree.size())?;
        let checkpoint = self.checkpoint.clone().ok_or(OutsideTree)?;
        Ok(AddCheckpoint { old, proof, checkpoint })
    }

    /// How many phones watch at this moment, and how many of them have cosigned a head of `least` entries or more.
    pub fn watch(&self, at: Moment, least: u64) -> Watch {
        self.ledger.as_ref().map(|ledger| self.witnesses.watch(ledger, at, least)).unwrap_or_default()
    }

    /// Takes the next entry over into what is revealed.
    pub(super) fn apply(&mut self, entry: &Entry, leaf: Hash, applied: Applied) {
        let index = self.tree.size();
        self.tree.append(leaf);
        match applied {
            Applied::Opened(ledger) => self.ledger = Some(*ledger),
            Applied::Changed(change) => {
                let admitted = change.admitted.clone();
                let Some(ledger) = &mut self.ledger else { return };
                ledger.commit(*change);
                self.places.note(index, entry, &admitted);
                self.curves.admitted(&admitted);
                if let Content::Dividend(dividend) = &entry.content {
                    self.curves.dividend(ledger, entry.at, dividend);
                }
            }
        }
    }
}

/// What an entry did to the state.
#[derive(Clone, Debug)]
pub(super) enum Applied {
    /// It made it.
    Opened(Box<Ledger>),
    /// It changed it.
    Changed(Box<Change>),
}
