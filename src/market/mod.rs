//! What is not money and can be erased: listings and their prices. Pure, like the ledger: no clock, no disk.

pub mod listing;
pub mod price;
pub mod search;
pub mod shelf;
pub mod short_code;

pub use listing::{Category, Listing, Notice, Sort, Withdrawal};
pub use price::Price;
pub use shelf::{ListingRefusal, Shelf, Shelved};
