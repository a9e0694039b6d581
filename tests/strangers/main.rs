//! Our tree and proofs against two made by others: the crates `tlog_tiles` (Cloudflare) and `ct-merkle`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::cell::RefCell;

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use gune::ledger::log::{Hash, TileKind, TilePath, Tree, leaf_hash, verify_consistency, verify_inclusion};
use proptest::prelude::*;
use sha2::Sha256;
use tlog_tiles::{HashReader, Tile, TileHashReader, TileReader};

/// More leaves than two tiles have.
const LEAVES_MAX: usize = 600;

/// The same leaves in our tree and in theirs.
struct Trees {
    leaves: Vec<Vec<u8>>,
    ours: Tree,
    stored: Stored,
    in_memory: MemoryBackedTree<Sha256, Vec<u8>>,
}

/// The hashes of `tlog_tiles`, in its own order.
struct Stored(RefCell<Vec<tlog_tiles::Hash>>);

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        let stored = self.0.borrow();
        Ok(indexes.iter().map(|index| stored[usize::try_from(*index).unwrap()]).collect())
    }
}

/// Our tiles, as `tlog_tiles` asks for them.
struct Served<'a>(&'a Tree);

impl TileReader for Served<'_> {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::Error> {
        let read = |tile: &Tile| {
            // By the path that it would ask a server for: the same file as ours.
            let width = u16::try_from(tile.width()).unwrap();
            let path = TilePath::new(TileKind::Hashes(tile.level()), tile.level_index(), width).unwrap();
            self.0.tile(tile.level(), path.index(), width).unwrap().concat()
        };
        Ok(tiles.iter().map(read).collect())
    }

    fn save_tiles(&self, _: &[Tile], _: &[Vec<u8>]) {}
}

fn trees(leaves: Vec<Vec<u8>>) -> Trees {
    let (mut ours, stored, mut in_memory) = (Tree::new(), Stored(RefCell::default()), MemoryBackedTree::new());
    for (index, leaf) in (0..).zip(&leaves) {
        ours.append(leaf_hash(leaf));
        let hashes = tlog_tiles::stored_hashes(index, leaf, &stored).unwrap();
        stored.0.borrow_mut().extend(hashes);
        in_memory.push(leaf.clone());
    }
    Trees { leaves, ours, stored, in_memory }
}

fn theirs(proof: &[Hash]) -> Vec<tlog_tiles::Hash> {
    proof.iter().map(|hash| tlog_tiles::Hash(*hash)).collect()
}

/// Whether each of the three accepts this proof that a leaf is in the tree.
fn inclusion(leaf: &[u8], index: u64, size: u64, proof: &[Hash], root: &Hash) -> [bool; 3] {
    let hash = leaf_hash(leaf);
    let cloudflare = tlog_tiles::check_record(&theirs(proof), size, tlog_tiles::Hash(*root), index, tlog_tiles::Hash(hash));
    let of_root = RootHash::<Sha256>::new((*root).into(), size);
    let in_memory = of_root.verify_inclusion(&leaf, index, &InclusionProof::from_bytes(proof.concat()));
    [verify_inclusion(&hash, index, size, proof, root).is_ok(), cloudflare.is_ok(), in_memory.is_ok()]
}

/// Whether each of the three accepts this proof that a tree continues another; both have leaves.
fn consistency(old: u64, new: u64, proof: &[Hash], old_root: &Hash, new_root: &Hash) -> [bool; 3] {
    let hash = |hash: &Hash| tlog_tiles::Hash(*hash);
    let cloudflare = tlog_tiles::check_tree(&theirs(proof), new, hash(new_root), old, hash(old_root));
    let (from, to) = (RootHash::<Sha256>::new((*old_root).into(), old), RootHash::new((*new_root).into(), new));
    let in_memory = ConsistencyProof::try_from_bytes(proof.concat()).unwrap();
    let in_memory = to.verify_consistency(&from, &in_memory);
    [verify_consistency(old, new, proof, old_root, new_root).is_ok(), cloudflare.is_ok(), in_memory.is_ok()]
}

/// The proof with one thing wrong: a bit, a hash left out, one too many, two exchanged.
fn spoilt(proof: &[Hash], place: usize, how: u8) -> Vec<Hash> {
    let mut proof = proof.to_vec();
    let place = place % proof.len().max(1);
    match how {
        0 if !proof.is_empty() => proof[place][place % 32] ^= 1 << (place % 8),
        1 if !proof.is_empty() => drop(proof.remove(place)),
        2 if proof.len() > 1 => {
            let last = proof.len() - 1;
            let other = if place == last { 0 } else { last };
            proof.swap(place, other);
        }
        _ => proof.insert(place, [7; 32]),
    }
    proof
}

#[test]
fn our_tiles_are_what_a_stranger_reads_hashes_from() {
    let trees = trees((0..70_000_u32).map(|number| number.to_be_bytes().to_vec()).collect());
    let (size, root) = (trees.ours.size(), trees.ours.root());
    let served = Served(&trees.ours);
    let reader = TileHashReader::new(size, tlog_tiles::Hash(root), &served);
    for index in (0..size).step_by(997) {
        let proof = tlog_tiles::prove_record(size, index, &reader).unwrap();
        let ours = trees.ours.inclusion(index, size).unwrap();
        assert_eq!(proof, theirs(&ours), "{index}");
    }
    // A tree of another root is not read from these tiles.
    let reader = TileHashReader::new(size, tlog_tiles::Hash([1; 32]), &served);
    assert!(tlog_tiles::prove_record(size, 5, &reader).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn all_three_have_the_same_roots_and_proofs_and_refuse_the_same(
        leaves in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 1..LEAVES_MAX),
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..40_usize, 0..4_u8), 8),
    ) {
        let trees = trees(leaves);
        let (size, root) = (trees.ours.size(), trees.ours.root());
        prop_assert_eq!(tlog_tiles::tree_hash(size, &trees.stored).unwrap().0, root);
        prop_assert_eq!(trees.in_memory.root(), RootHash::new(root.into(), size));
        for (one, other, place, how) in places {
            let index = one.index(trees.leaves.len());
            let leaf = &trees.leaves[index];
            let index = index as u64;
            let proof = trees.ours.inclusion(index, size).unwrap();
            prop_assert_eq!(&tlog_tiles::prove_record(size, index, &trees.stored).unwrap(), &theirs(&proof));
            let in_memory = trees.in_memory.prove_inclusion(usize::try_from(index).unwrap());
            prop_assert_eq!(in_memory.as_bytes(), proof.concat());
            prop_assert_eq!(inclusion(leaf, index, size, &proof, &root), [true; 3]);
            prop_assert_eq!(inclusion(leaf, index, size, &spoilt(&proof, place, how), &root), [false; 3]);
            prop_assert_eq!(inclusion(b"another", index, size, &proof, &root), [leaf == b"another"; 3]);

            let old = other.index(trees.leaves.len()) as u64 + 1;
            if old == size {
                // The crates differ on the proof that nothing changed; ours is tested elsewhere.
                continue;
            }
            let old_root = trees.ours.root_at(old).unwrap();
            prop_assert_eq!(tlog_tiles::tree_hash(old, &trees.stored).unwrap().0, old_root);
            let proof = trees.ours.consistency(old, size).unwrap();
            prop_assert_eq!(&tlog_tiles::prove_tree(size, old, &trees.stored).unwrap(), &theirs(&proof));
            let added = usize::try_from(size - old).unwrap();
            let in_memory = trees.in_memory.prove_consistency(added);
            prop_assert_eq!(in_memory.as_bytes(), proof.concat());
            prop_assert_eq!(consistency(old, size, &proof, &old_root, &root), [true; 3]);
            prop_assert_eq!(consistency(old, size, &spoilt(&proof, place, how), &old_root, &root), [false; 3]);
            prop_assert_eq!(consistency(old, size, &proof, &root, &old_root), [false; 3]);
        }
    }
}
