//! A book in one file (docs/protocol.md § 6), bound by whoever owns the log's key, and heads that somebody kept of it.

use gune::ledger::log::{Checkpoint, Hash, Receipt, Signer, Tree, leaf_hash};

/// The tree over these entries.
pub fn tree(entries: &[Vec<u8>]) -> Tree {
    let mut tree = Tree::new();
    entries.iter().for_each(|entry| tree.append(leaf_hash(entry)));
    tree
}

/// The signed head over the first so many entries.
pub fn head(entries: &[Vec<u8>], log: &Signer) -> String {
    sign(entries.len(), tree(entries).root(), log)
}

pub fn sign(size: usize, root: Hash, log: &Signer) -> String {
    Checkpoint::sign(size as u64, root, log).to_string()
}

/// The receipt of an entry under the head over all of these.
pub fn receipt(entries: &[Vec<u8>], index: usize, log: &Signer) -> String {
    let (tree, size) = (tree(entries), entries.len() as u64);
    let proof = tree.inclusion(index as u64, size).unwrap();
    let head = Checkpoint::sign(size, tree.root(), log);
    Receipt::new(index as u64, entries[index].clone(), proof, head).unwrap().to_string()
}

/// The file: the log's key line, a head, the entries.
pub fn bind(log: &Signer, head: &str, entries: &[Vec<u8>]) -> Vec<u8> {
    let mut book = format!("gune/1 book\n{}\n\n{head}\n", log.verifier()).into_bytes();
    for entry in entries {
        book.extend(u16::try_from(entry.len()).unwrap().to_be_bytes());
        book.extend(entry);
    }
    book
}
