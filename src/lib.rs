//! Ğune, a market in a box for a libre currency. The modules stand in reading order: each may use only those before it.

pub mod ledger;
pub mod market;
pub mod store;
pub mod sequencer;
pub mod text;
pub mod http;
