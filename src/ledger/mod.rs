//! The pure core of the book.

pub mod base58;
pub mod key;
pub mod log;
