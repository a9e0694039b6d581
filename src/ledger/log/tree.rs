//! The Merkle tree of the log (RFC 6962 § 2.1, SHA-256): it grows by leaves, and proves what it holds.

use sha2::{Digest as _, Sha256};

/// A node of the tree.
pub type Hash = [u8; 32];

/// The root of a tree without leaves: SHA-256 of nothing.
pub const EMPTY_ROOT: Hash = [
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae, 0x41, 0xe4, 0x64,
    0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
];

/// Hashes in a full tile (C2SP tlog-tiles): it stands for a subtree of this many nodes.
pub const TILE_WIDTH: u16 = 256;

/// Levels of the tree between two levels of tiles: a tile is 2⁸ hashes wide.
const TILE_HEIGHT: u32 = 8;

/// What was asked lies outside the tree, or is no range at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("outside the tree")]
pub struct OutsideTree;

/// The hash of an entry.
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    // The prefixes keep a node from passing for an entry.
    Sha256::new().chain_update([0x00]).chain_update(entry).finalize().into()
}

/// The hash of two neighbours.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([0x01]).chain_update(left).chain_update(right).finalize().into()
}

/// The whole tree in memory: 64 bytes a leaf, and every root and proof of its past within reach.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// `levels[l][i]` is the root of the complete subtree over the leaves `i·2ˡ .. (i+1)·2ˡ`.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// A tree without leaves.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many leaves the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| u64::try_from(leaves.len()).unwrap_or(u64::MAX))
    }

    /// Adds a leaf (see [`leaf_hash`]) at index `size`, in O(log size) and in O(1) on average.
    pub fn append(&mut self, leaf: Hash) {
        let mut carried = leaf;
        for level in &mut self.levels {
            let left = level.last().copied();
            level.push(carried);
            match left {
                // An even number of nodes: the last two are a complete pair.
                Some(left) if level.len().is_multiple_of(2) => carried = node_hash(&left, &carried),
                Some(_) | None => return,
            }
        }
        self.levels.push(vec![carried]);
    }

    /// The root over all leaves.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.subtree(u64::BITS, 0, self.size()).unwrap_or(EMPTY_ROOT)
    }

    /// The root that the tree had when it had `size` leaves.
    ///
    /// # Errors
    ///
    /// The tree has never been that large.
    pub fn root_at(&self, size: u64) -> Result<Hash, OutsideTree> {
        match size {
            0 => Ok(EMPTY_ROOT),
            _ => self.subtree(u64::BITS, 0, size),
        }
    }

    /// The proof that the leaf `index` is in the tree of `size` leaves, from the leaf's sibling upwards.
    ///
    /// # Errors
    ///
    /// `size` is beyond the tree, or `index` is not below `size`.
    pub fn inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>, OutsideTree> {
        if index >= size || size > self.size() {
            return Err(OutsideTree);
        }
        let mut proof = Vec::new();
        self.climb(0, index, size, &mut proof)?;
        Ok(proof)
    }

    /// The proof that the tree of `new` leaves begins with the tree of `old` leaves; empty if `old` is 0 or `new`.
    ///
    /// # Errors
    ///
    /// `new` is beyond the tree, or `old` is beyond `new`.
    pub fn consistency(&self, old: u64, new: u64) -> Result<Vec<Hash>, OutsideTree> {
        if old > new || new > self.size() {
            return Err(OutsideTree);
        }
        if old == 0 || old == new {
            return Ok(Vec::new());
        }
        // The old tree's last complete subtree is a node of both trees; from there the way up is an inclusion proof.
        let level = old.trailing_zeros();
        let index = (old >> level) ^ 1;
        let mut proof = Vec::new();
        if index != 0 {
            proof.push(self.subtree(level, index, new)?);
        }
        self.climb(level, index, new, &mut proof)?;
        Ok(proof)
    }

    /// The hashes of a tile, `width` of them (C2SP tlog-tiles; 1 ..= 256), or nothing if the tree has not so many.
    #[must_use]
    pub fn tile(&self, level: u8, index: u64, width: u16) -> Option<&[Hash]> {
        if width == 0 || width > TILE_WIDTH {
            return None;
        }
        let level = usize::try_from(u32::from(level).checked_mul(TILE_HEIGHT)?).ok()?;
        let start = usize::try_from(index.checked_mul(u64::from(TILE_WIDTH))?).ok()?;
        let end = start.checked_add(usize::from(width))?;
        self.levels.get(level)?.get(start..end)
    }

    /// Adds the sibling of node `index` of `level`, and of each node above it, in the tree of `size` leaves.
    fn climb(&self, level: u32, index: u64, size: u64, proof: &mut Vec<Hash>) -> Result<(), OutsideTree> {
        let (mut level, mut index) = (level, index);
        let mut last = size.checked_sub(1).ok_or(OutsideTree)? >> level;
        while last > 0 {
            let sibling = index ^ 1;
            // The last node of a level has no sibling when it is a left one: it rises as it is.
            if sibling <= last {
                proof.push(self.subtree(level, sibling, size)?);
            }
            level = level.saturating_add(1);
            index >>= 1;
            last >>= 1;
        }
        Ok(())
    }

    /// The root over the leaves `index·2^level .. (index+1)·2^level`, as far as they are below `size`.
    fn subtree(&self, level: u32, index: u64, size: u64) -> Result<Hash, OutsideTree> {
        let start = index.checked_shl(level).unwrap_or(0);
        let held = size.checked_sub(start).ok_or(OutsideTree)?;
        if held.checked_shr(level).unwrap_or(0) > 0 {
            return self.node(level, index);
        }
        // Fewer leaves: complete subtrees of falling size, folded from the smallest.
        let mut root = None;
        for low in (0..u64::BITS).filter(|low| (held >> low) & 1 == 1) {
            let left = self.node(low, (size >> low) ^ 1)?;
            root = Some(root.map_or(left, |right| node_hash(&left, &right)));
        }
        root.ok_or(OutsideTree)
    }

    /// The root of a complete subtree.
    fn node(&self, level: u32, index: u64) -> Result<Hash, OutsideTree> {
        let level = usize::try_from(level).map_err(|_| OutsideTree)?;
        let index = usize::try_from(index).map_err(|_| OutsideTree)?;
        self.levels.get(level).and_then(|nodes| nodes.get(index)).copied().ok_or(OutsideTree)
    }
}
