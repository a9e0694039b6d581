//! Ğune, a market in a box for a libre currency. The modules stand in reading order: each may use only those before it.

pub mod audit;
pub mod cli;
pub mod http;
pub mod ledger;
pub mod market;
pub mod sequencer;
pub mod store;
pub mod text;
pub mod watch;
