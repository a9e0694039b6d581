//! The right edge of the tree: enough to grow it and to know its root, in O(log n) memory. An audit needs no more.

use super::tree::{EMPTY_ROOT, Hash, node_hash};

/// The roots of the complete subtrees that make up a tree, the largest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// One for each bit of `size` that is set.
    roots: Vec<Hash>,
}

impl Frontier {
    /// The edge of a tree without leaves.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many leaves the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf (see [`leaf_hash`](super::tree::leaf_hash)).
    pub fn append(&mut self, leaf: Hash) {
        let mut carried = leaf;
        // Like adding one in binary: each subtree that a set low bit stands for is completed by an equal one.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.roots.pop() {
                carried = node_hash(&left, &carried);
            }
        }
        self.roots.push(carried);
        self.size = self.size.saturating_add(1);
    }

    /// The root over all leaves.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.roots.iter().rev().copied().reduce(|right, left| node_hash(&left, &right)).unwrap_or(EMPTY_ROOT)
    }
}
