//! Stories: a small village lives a market day through the real router, the real writer and a real file.
//!
//! Nothing here sleeps: the village's clock is moved by hand, and the writer tells when it has caught up.

mod answer;
mod village;

mod opening;

mod compare;
mod door;

mod dividends;

mod payments;

mod statements;

mod refunds;

mod names;

mod forgetting;

mod listings;

mod keys;

mod tempo;

mod log;

mod pages;

mod edges;

mod restart;

mod vouching;
mod watching;
