//! The log that holds the book, in the formats of C2SP (protocol § 6): a Merkle tree, signed checkpoints, receipts, tiles.

mod spelling;

pub mod frontier;
pub mod proof;
pub mod tree;

pub mod tile;

pub mod note;
pub mod verifier_key;

pub mod cosignature;

pub mod checkpoint;

pub mod add_checkpoint;
pub mod check_words;
pub mod receipt;

pub use add_checkpoint::{AddCheckpoint, AddCheckpointError};
pub use check_words::{CheckNumbers, check_numbers, check_numbers_of};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use cosignature::Cosigner;
pub use frontier::Frontier;
pub use note::{Note, NoteError, NoteSignature, Signer};
pub use proof::{ProofError, verify_consistency, verify_inclusion};
pub use receipt::{Receipt, ReceiptError, VerifiedReceipt};
pub use tile::{BundleError, TileKind, TilePath, decode_bundle, encode_bundle};
pub use tree::{EMPTY_ROOT, Hash, OutsideTree, Tree, leaf_hash, node_hash};
pub use verifier_key::{Algorithm, VerifierKey, VerifierKeyError};
