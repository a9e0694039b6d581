//! The rooms of the market on the network: the one route table, documents in, pages out.

pub mod assets;
pub mod page;
