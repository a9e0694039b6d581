//! When the files are scrubbed so that nothing of an erased text is left in them: at once, but not at the room's expense.

use std::time::{Duration, Instant};

use tracing::warn;

use crate::store::{Store, StoreError};

/// After a scrubbing the next one waits so many times as long as it took: whoever erases again and again takes a tenth of
/// the writer's time at the most.
const REST: u32 = 9;

/// While somebody still reads an older state of the file, it is tried again that often.
const BUSY_RETRY: Duration = Duration::from_millis(250);

/// After a failure, as on a full disk, it is tried again that often.
const FAILURE_RETRY: Duration = Duration::from_secs(30);

/// What the writer knows of it; whether it is owed at all stands in the file.
#[derive(Debug)]
pub(super) struct Scrubbing {
    due: Option<Instant>,
    rested: Instant,
    starting: bool,
}

impl Scrubbing {
    /// At the start it is asked: a crash may have come between an erasure and its scrubbing.
    pub fn at_the_start() -> Scrubbing {
        let now = Instant::now();
        Scrubbing { due: Some(now), rested: now, starting: true }
    }

    /// Something may have been erased.
    pub fn ask(&mut self) {
        self.due = self.due.or(Some(self.rested));
    }

    /// Scrubs, if it is owed and its time has come. The book does not depend on it: what fails is tried again.
    pub fn run(&mut self, store: &mut Store) {
        let begun = Instant::now();
        if self.due.is_none_or(|due| due > begun) {
            return;
        }
        let scrubbed = scrub(store, self.starting);
        // What fails at the start, or has to wait for a reader, is not made up for in the middle of a market.
        self.starting = false;
        self.due = match scrubbed {
            Ok(true) => {
                self.rested = begun + begun.elapsed() * (REST + 1);
                None
            }
            Ok(false) => Some(begun + BUSY_RETRY),
            Err(failure) => {
                warn!(%failure, "erased texts may still stand in unused space of the file; it is tried again");
                Some(begun + FAILURE_RETRY)
            }
        };
    }
}

/// Whether nothing is owed any more.
fn scrub(store: &mut Store, starting: bool) -> Result<bool, StoreError> {
    if store.owes_scrubbing(starting)? { store.scrub(starting) } else { Ok(true) }
}
