//! Checks proofs of inclusion and of consistency (RFC 9162 §§ 2.1.3.2 and 2.1.4.2) without the tree.

use super::tree::{EMPTY_ROOT, Hash, node_hash};

/// Most hashes of a proof that is read: the height of a tree of 2⁶³ leaves (C2SP tlog-witness).
pub const PROOF_HASHES_MAX: usize = 63;

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The index is not below the size.
    #[error("the entry lies beyond the tree")]
    BeyondTree,
    /// The old size is larger than the new one.
    #[error("the new tree is smaller than the old one")]
    Shrinks,
    /// The proof has another number of hashes than these sizes ask for.
    #[error("the proof has a wrong length")]
    WrongLength,
    /// The hashes do not lead to the root.
    #[error("the proof leads to another root")]
    WrongRoot,
    /// The hashes do not lead to the old root, or equal sizes have unequal roots.
    #[error("the proof leads to another old root")]
    WrongOldRoot,
}

/// Checks that `leaf` stands at `index` of the tree of `size` leaves with this root.
///
/// # Errors
///
/// The first thing wrong with the proof.
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::BeyondTree);
    }
    let mut node = index;
    let mut last = size.saturating_sub(1);
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return Err(ProofError::WrongLength);
        }
        hash = if is_right(node) || node == last {
            skip_lonely(&mut node, &mut last);
            node_hash(sibling, &hash)
        } else {
            node_hash(&hash, sibling)
        };
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::WrongLength);
    }
    if hash != *root {
        return Err(ProofError::WrongRoot);
    }
    Ok(())
}

/// Checks that the tree of `new` leaves with `new_root` begins with the tree of `old` leaves with `old_root`.
///
/// Every tree begins with the empty one: from size 0 the proof is empty (C2SP tlog-witness), and the old root is
/// [`EMPTY_ROOT`].
///
/// # Errors
///
/// The first thing wrong with the proof.
pub fn verify_consistency(old: u64, new: u64, proof: &[Hash], old_root: &Hash, new_root: &Hash) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::Shrinks);
    }
    if old == 0 || old == new {
        return verify_trivial(old, new, proof, old_root, new_root);
    }
    // RFC 9162 begins with the old root itself if the old tree is complete, for then it is a node of the new one.
    let (seed, path) =
        if old.is_power_of_two() { (old_root, proof) } else { proof.split_first().ok_or(ProofError::WrongLength)? };
    let shift = old.trailing_zeros();
    let mut node = old.saturating_sub(1) >> shift;
    let mut last = new.saturating_sub(1) >> shift;
    let (mut old_hash, mut new_hash) = (*seed, *seed);
    for sibling in path {
        if last == 0 {
            return Err(ProofError::WrongLength);
        }
        if is_right(node) || node == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            skip_lonely(&mut node, &mut last);
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::WrongLength);
    }
    if old_hash != *old_root {
        return Err(ProofError::WrongOldRoot);
    }
    if new_hash != *new_root {
        return Err(ProofError::WrongRoot);
    }
    Ok(())
}

/// From the empty tree, or from a tree to itself, nothing is left to prove but the roots.
fn verify_trivial(old: u64, new: u64, proof: &[Hash], old_root: &Hash, new_root: &Hash) -> Result<(), ProofError> {
    if !proof.is_empty() {
        return Err(ProofError::WrongLength);
    }
    if old == 0 && *old_root != EMPTY_ROOT {
        return Err(ProofError::WrongOldRoot);
    }
    if old == new && old_root != new_root {
        return Err(ProofError::WrongRoot);
    }
    Ok(())
}

/// Whether a node is the right one of its pair.
fn is_right(node: u64) -> bool {
    node & 1 == 1
}

/// A last node that is a left one has no sibling: it rises until it is a right one, or the first.
fn skip_lonely(node: &mut u64, last: &mut u64) {
    while !is_right(*node) && *node != 0 {
        *node >>= 1;
        *last >>= 1;
    }
}
