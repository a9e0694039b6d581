//! The clock from which the book's moments come: the machine's, or a rehearsal's own.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::ledger::Moment;

/// Where moments come from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that somebody moves by hand: seconds since 1970. A fast rehearsal has one.
    ByHand(Arc<AtomicU64>),
}

impl Clock {
    /// The moment now.
    pub fn now(&self) -> Moment {
        let seconds = match self {
            Clock::System => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()),
            Clock::ByHand(seconds) => seconds.load(Ordering::Relaxed),
        };
        Moment::from_seconds(seconds).unwrap_or(Moment::MAX)
    }
}
