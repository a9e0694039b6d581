//! A log made for these tests, and what its keeper would send to a witness.

use ed25519_dalek::SigningKey;
use gune::ledger::log::{AddCheckpoint, Checkpoint, Hash, Note, Signer, Tree, VerifierKey, leaf_hash};

/// A log whose entries are numbers, and of another kind in another fork. Both forks have one key.
pub struct Log {
    pub signer: Signer,
    pub tree: Tree,
}

impl Log {
    /// The log of `size` entries; those from `forked` on are other ones.
    pub fn forked(size: u64, forked: u64) -> Log {
        let mut tree = Tree::new();
        for index in 0..size {
            let kind: u8 = if index < forked { 0 } else { 1 };
            tree.append(leaf_hash(&[&[kind], index.to_be_bytes().as_slice()].concat()));
        }
        Log { signer: Signer::new("marche.example/livre", SigningKey::from_bytes(&[7; 32])).unwrap(), tree }
    }

    pub fn new(size: u64) -> Log {
        Log::forked(size, size)
    }

    pub fn key(&self) -> VerifierKey {
        self.signer.verifier().clone()
    }

    pub fn root(&self, size: u64) -> Hash {
        self.tree.root_at(size).unwrap()
    }

    pub fn head(&self, size: u64) -> Note {
        Checkpoint::sign(size, self.root(size), &self.signer)
    }

    /// What a witness that has cosigned `old` entries is sent, to cosign `new`.
    pub fn ask(&self, old: u64, new: u64) -> AddCheckpoint {
        AddCheckpoint { old, proof: self.tree.consistency(old, new).unwrap(), checkpoint: self.head(new) }
    }
}
