//! The Merkle tree against the recursive definitions of RFC 6962, and its proofs against every change to them.

use gune::ledger::log::{
    EMPTY_ROOT, Frontier, Hash, ProofError, Tree, leaf_hash, node_hash, verify_consistency, verify_inclusion,
};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

/// More leaves than a tile has.
const LEAVES_MAX: usize = 300;

fn leaf(index: usize) -> Hash {
    leaf_hash(&index.to_be_bytes())
}

fn tree(size: usize) -> Tree {
    let mut tree = Tree::new();
    (0..size).for_each(|index| tree.append(leaf(index)));
    tree
}

/// The largest power of two below n.
fn split(n: usize) -> usize {
    n.next_power_of_two() / 2
}

/// MTH of RFC 6962 § 2.1, as it is written.
fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node_hash(&mth(left), &mth(right))
        }
    }
}

/// PATH of § 2.1.1.
fn path(m: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() <= 1 {
        return Vec::new();
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut below, beside) = if m < k { (path(m, left), mth(right)) } else { (path(m - k, right), mth(left)) };
    below.push(beside);
    below
}

/// SUBPROOF of § 2.1.2.
fn subproof(m: usize, leaves: &[Hash], known: bool) -> Vec<Hash> {
    if m == leaves.len() {
        return if known { Vec::new() } else { vec![mth(leaves)] };
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut below, beside) =
        if m <= k { (subproof(m, left, known), mth(right)) } else { (subproof(m - k, right, false), mth(left)) };
    below.push(beside);
    below
}

fn flipped(hash: &Hash, bit: usize) -> Hash {
    let mut hash = *hash;
    hash[bit / 8] ^= 1 << (bit % 8);
    hash
}

#[test]
fn the_empty_tree_has_the_root_of_nothing() {
    assert_eq!(EMPTY_ROOT, mth(&[]));
    assert_eq!(Tree::new().root(), EMPTY_ROOT);
    assert_eq!(Frontier::new().root(), EMPTY_ROOT);
    assert_eq!(Tree::new().root_at(0), Ok(EMPTY_ROOT));
    assert!(Tree::new().root_at(1).is_err());
    assert!(Tree::new().inclusion(0, 0).is_err());
    assert_eq!(Tree::new().consistency(0, 0), Ok(Vec::new()));
}

#[test]
fn every_root_and_proof_of_a_small_tree_is_that_of_the_definition() {
    let tree = tree(40);
    let leaves: Vec<Hash> = (0..40).map(leaf).collect();
    let mut frontier = Frontier::new();
    for (size, count) in (0..=40).zip(0_u64..) {
        let slice = &leaves[..size];
        let root = mth(slice);
        assert_eq!(tree.root_at(count), Ok(root));
        assert_eq!((frontier.size(), frontier.root()), (count, root));
        if let Some(next) = leaves.get(size) {
            frontier.append(*next);
        }
        for (at, place) in (0..size).zip(0_u64..) {
            assert_eq!(tree.inclusion(place, count), Ok(path(at, slice)), "{at} in {size}");
        }
        for (old, known) in (1..=size).zip(1_u64..) {
            assert_eq!(tree.consistency(known, count), Ok(subproof(old, slice, true)), "{old} to {size}");
        }
        assert_eq!(tree.consistency(0, count), Ok(Vec::new()));
        assert!(tree.inclusion(count, count).is_err());
        assert!(tree.consistency(count + 1, count).is_err());
    }
    assert!(tree.root_at(41).is_err());
    assert!(tree.inclusion(0, 41).is_err());
    assert!(tree.consistency(1, 41).is_err());
    assert!(tree.inclusion(u64::MAX - 1, u64::MAX).is_err());
}

#[test]
fn growth_from_nothing_is_proved_by_nothing() {
    let root = tree(3).root();
    assert_eq!(verify_consistency(0, 3, &[], &EMPTY_ROOT, &root), Ok(()));
    assert_eq!(verify_consistency(0, 3, &[root], &EMPTY_ROOT, &root), Err(ProofError::WrongLength));
    assert_eq!(verify_consistency(0, 3, &[], &root, &root), Err(ProofError::WrongOldRoot));
    assert_eq!(verify_consistency(3, 2, &[], &root, &root), Err(ProofError::Shrinks));
}

fn size_and_index() -> impl Strategy<Value = (usize, usize, usize)> {
    (1..=LEAVES_MAX).prop_flat_map(|size| (Just(size), 0..size, 0..size))
}

fn two_sizes() -> impl Strategy<Value = (u64, u64)> {
    (1..=LEAVES_MAX as u64).prop_flat_map(|new| (1..=new, Just(new)))
}

proptest! {
    #[test]
    fn an_inclusion_proof_verifies_and_nothing_like_it(
        (size, at, other) in size_and_index(), other_size in 1..=LEAVES_MAX as u64, bit in 0_usize..256,
        place: prop::sample::Index,
    ) {
        let tree = tree(LEAVES_MAX);
        let (leaf, other_leaf) = (leaf(at), leaf(other));
        let (size, at, other) = (size as u64, at as u64, other as u64);
        let root = tree.root_at(size).unwrap();
        let proof = tree.inclusion(at, size).unwrap();
        prop_assert_eq!(verify_inclusion(&leaf, at, size, &proof, &root), Ok(()));
        prop_assert!(verify_inclusion(&flipped(&leaf, bit), at, size, &proof, &root).is_err());
        prop_assert!(verify_inclusion(&leaf, at, size, &proof, &flipped(&root, bit)).is_err());
        if other != at {
            prop_assert!(verify_inclusion(&leaf, other, size, &proof, &root).is_err());
            prop_assert!(verify_inclusion(&other_leaf, at, size, &proof, &root).is_err());
        }
        if other_size != size {
            // A proof does not know the size; the checkpoint does, and has another root.
            let root = tree.root_at(other_size).unwrap();
            prop_assert!(verify_inclusion(&leaf, at, other_size, &proof, &root).is_err());
        }
        let mut longer = proof.clone();
        longer.insert(place.index(proof.len() + 1), root);
        prop_assert!(verify_inclusion(&leaf, at, size, &longer, &root).is_err());
        if !proof.is_empty() {
            let mut wrong = proof.clone();
            let chosen = place.index(proof.len());
            wrong[chosen] = flipped(&wrong[chosen], bit);
            prop_assert_eq!(verify_inclusion(&leaf, at, size, &wrong, &root), Err(ProofError::WrongRoot));
            wrong.remove(chosen);
            prop_assert_eq!(verify_inclusion(&leaf, at, size, &wrong, &root), Err(ProofError::WrongLength));
        }
    }

    #[test]
    fn a_consistency_proof_verifies_and_nothing_like_it(
        (old, new) in two_sizes(), (other_old, other_new) in two_sizes(), bit in 0_usize..256,
        place: prop::sample::Index,
    ) {
        let tree = tree(LEAVES_MAX);
        let root = |size| tree.root_at(size).unwrap();
        let proof = tree.consistency(old, new).unwrap();
        let verify = |proof: &[Hash]| verify_consistency(old, new, proof, &root(old), &root(new));
        prop_assert_eq!(verify(&proof), Ok(()));
        prop_assert!(verify_consistency(old, new, &proof, &flipped(&root(old), bit), &root(new)).is_err());
        prop_assert!(verify_consistency(old, new, &proof, &root(old), &flipped(&root(new), bit)).is_err());
        let taken = verify_consistency(other_old, other_new, &proof, &root(other_old), &root(other_new));
        prop_assert_eq!(taken.is_ok(), tree.consistency(other_old, other_new).unwrap() == proof);
        let mut longer = proof.clone();
        longer.insert(place.index(proof.len() + 1), root(new));
        prop_assert!(verify(&longer).is_err());
        if !proof.is_empty() {
            let mut wrong = proof.clone();
            let chosen = place.index(proof.len());
            wrong[chosen] = flipped(&wrong[chosen], bit);
            prop_assert!(verify(&wrong).is_err());
            wrong.remove(chosen);
            prop_assert!(verify(&wrong).is_err());
        }
    }

    #[test]
    fn a_frontier_has_the_root_of_its_tree(size in 0_usize..1_000) {
        let mut frontier = Frontier::new();
        (0..size).for_each(|index| frontier.append(leaf(index)));
        let tree = tree(size);
        prop_assert_eq!((frontier.size(), frontier.root()), (tree.size(), tree.root()));
    }
}
