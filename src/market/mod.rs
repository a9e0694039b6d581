//! What is not money and stands beside the book: listings and their prices, the phones that watch. Pure, like the ledger: no clock, no disk.

pub mod listing;
pub mod price;
pub mod search;
pub mod shelf;
pub mod short_code;
pub mod witness;

pub use listing::{Category, Listing, Notice, Sort, Withdrawal};
pub use price::Price;
pub use shelf::{ListingRefusal, Shelf, Shelved};
pub use witness::{Cosigned, Registration, Watch, Witness, Witnesses};
