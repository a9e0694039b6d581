//! The pure core of the book: values, the documents people sign, the rules, and the log that holds them.
//!
//! Nothing here knows a clock, a disk, a network, a thread or chance: the same log gives the same state anywhere.
//! `docs/protocol.md` is the law; each rule of it that a verifier needs is here and nowhere else.
#![deny(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::float_arithmetic
)]

pub mod base58;
pub mod batch;
pub mod key;
pub mod log;

pub mod amount;
pub mod identifier;
pub mod moment;
pub mod words;

pub mod document;
pub mod entry;

pub mod account;
pub mod dividend;
pub mod fold;
pub mod refusal;
pub mod state;
pub mod tempo;

pub use account::{Account, Limit, Rights, Role, Roles};
pub use amount::Amount;
pub use dividend::Rule;
pub use document::{Body, Document, Signed, Verified};
pub use entry::{Content, Dividend, Entry};
pub use fold::{Fold, Wrong};
pub use identifier::{Commitment, DocumentId};
pub use key::{Pubkey, Signature};
pub use moment::Moment;
pub use refusal::Refusal;
pub use state::{Change, Ledger};
pub use tempo::{Phase, Tempo};
