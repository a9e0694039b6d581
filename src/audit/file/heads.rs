//! The signed heads: each block covers the next lines, and follows from the block before it.

use std::collections::VecDeque;

use super::super::replay::Replay;
use super::super::{Finding, Reason};
use crate::ledger::log::{Checkpoint, CheckpointError, EMPTY_ROOT, Hash};
use crate::store::{BlockRow, StoreError};

/// A block's checkpoint.
pub(super) enum Head {
    Opened(Result<Checkpoint, CheckpointError>),
    /// Its signature is taken on trust.
    Trusted,
}

/// The blocks, one after the other.
pub(super) struct Heads {
    pub ahead: VecDeque<(BlockRow, Head)>,
    /// Why there are no more, if there should be.
    pub broken: Option<StoreError>,
    /// How many lines the blocks so far cover, and the root over them.
    size: u64,
    root: Hash,
}

impl Default for Heads {
    fn default() -> Heads {
        Heads { ahead: VecDeque::new(), broken: None, size: 0, root: EMPTY_ROOT }
    }
}

impl Heads {
    /// Checks the block of the line just replayed: how it begins at its first line, all of it at its last.
    pub fn cover(&mut self, replay: &Replay, total: u64) -> Result<(), Finding> {
        let from = self.size;
        let root = self.root;
        let Some((block, head)) = self.next()? else {
            return Err(Finding::among(from, total, Reason::Uncovered));
        };
        if block.previous_size != from || block.previous_root != root {
            return Err(Finding::at(from, Reason::Chain));
        }
        if block.size > replay.size() {
            return Ok(());
        }
        let wrong = |reason| Finding::among(from, block.size, reason);
        if block.root != replay.root() {
            return Err(wrong(Reason::Root));
        }
        if let Head::Opened(opened) = head {
            let head = opened.as_ref().map_err(|error| wrong(Reason::Signature(*error)))?;
            if head.size() != block.size || *head.root() != block.root {
                return Err(wrong(Reason::Root));
            }
        }
        (self.size, self.root) = (block.size, block.root);
        self.ahead.pop_front();
        Ok(())
    }

    /// The next block, if there is one.
    pub fn next(&self) -> Result<Option<&(BlockRow, Head)>, Finding> {
        match (self.ahead.front(), &self.broken) {
            (None, Some(error)) => Err(Finding::at(self.size, Reason::File(error.to_string()))),
            (block, _) => Ok(block),
        }
    }
}
