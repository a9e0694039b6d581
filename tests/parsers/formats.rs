//! Every format that the program reads from strangers: how it is read, written again, and how much of it is read at all.

use gune::ledger::log::{AddCheckpoint, Checkpoint, Lead, Note, Receipt, TilePath, VerifierKey, decode_bundle, encode_bundle};
use gune::ledger::{Amount, Body, Commitment, DocumentId, Entry, Moment, Pubkey, Signature, Signed};
use gune::market::{Notice, Price};

/// A format of the book, the log or the market.
pub struct Format {
    /// The name of its folder in the corpus.
    pub name: &'static str,
    /// Whatever is longer is refused before it is decoded.
    pub bytes_max: usize,
    /// Reads, and prints what was read: nothing if these bytes are none.
    pub print: fn(&[u8]) -> Option<Vec<u8>>,
}

/// A format whose values are texts that spell themselves.
macro_rules! text {
    ($name:literal, $bytes_max:expr, $type:ty) => {
        Format {
            name: $name,
            bytes_max: $bytes_max,
            print: |bytes| Some(std::str::from_utf8(bytes).ok()?.parse::<$type>().ok()?.to_string().into_bytes()),
        }
    };
}

pub const FORMATS: [Format; 17] = [
    text!("amount", 17, Amount),
    text!("moment", 20, Moment),
    text!("price", 20, Price),
    text!("key", 44, Pubkey),
    text!("identifier", 44, DocumentId),
    text!("commitment", 44, Commitment),
    text!("signature", 88, Signature),
    text!("verifier-key", 310, VerifierKey),
    text!("tile-path", 64, TilePath),
    text!("checkpoint", 1_000_000, Checkpoint),
    Format { name: "note", bytes_max: 1_000_000, print: |bytes| Some(Note::parse(bytes).ok()?.to_string().into_bytes()) },
    Format {
        name: "add-checkpoint",
        bytes_max: gune::ledger::log::add_checkpoint::ADD_CHECKPOINT_BYTES_MAX,
        print: |bytes| Some(AddCheckpoint::parse(bytes).ok()?.to_string().into_bytes()),
    },
    Format {
        name: "receipt",
        bytes_max: gune::ledger::log::receipt::RECEIPT_BYTES_MAX,
        print: |bytes| Some(Receipt::parse(bytes).ok()?.to_string().into_bytes()),
    },
    Format { name: "bundle", bytes_max: 256 * (2 + 65_535), print: |bytes| encode_bundle(&decode_bundle(bytes).ok()?).ok() },
    Format {
        name: "document",
        bytes_max: gune::ledger::document::DOCUMENT_BYTES_MAX,
        print: |bytes| match (Signed::<Body>::parse(bytes), Signed::<Notice>::parse(bytes)) {
            (Ok(signed), Err(_)) => Some(signed.to_text().into_bytes()),
            (Err(_), Ok(signed)) => Some(signed.to_text().into_bytes()),
            (Err(_), Err(_)) => None,
            (Ok(_), Ok(_)) => panic!("a kind is of one family"),
        },
    },
    Format {
        name: "entry",
        bytes_max: 26 + gune::ledger::document::DOCUMENT_BYTES_MAX,
        print: |bytes| Some(Entry::read(bytes).ok()?.to_text().into_bytes()),
    },
    Format {
        name: "book",
        bytes_max: gune::ledger::log::book_file::LEAD_BYTES_MAX,
        print: |bytes| {
            let lead = Lead::parse(bytes)?;
            Some(Lead::print(&lead.key, &lead.head.to_string()).into_bytes())
        },
    },
];
