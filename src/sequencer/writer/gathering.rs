//! How submissions that come together share one fsync, and whoever comes alone never waits.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::sequencer::Task;

/// How many submissions share one fsync at the most.
const BATCH_MAX: usize = 256;

/// After a batch of so many there is a crowd, whose members wait for each other and share the next fsync …
const CROWD: usize = 8;

/// … in such moments: as long as each brings somebody, and one more where fewer have come than the last time …
const GATHERING: Duration = Duration::from_millis(1);

/// … but so many at the most. Whoever is alone never waits.
const GATHERINGS_MAX: usize = 10;

/// How long the writer sleeps at the most before it looks whether a dividend is due.
const NAP: Duration = Duration::from_millis(250);

/// Takes from the queue what shall be written together.
#[derive(Default)]
pub(super) struct Gathering {
    /// How many came the last time.
    last: usize,
}

impl Gathering {
    /// The next batch, an empty one after a nap in which nothing came; `None` once everybody who could submit is gone.
    pub fn next(&mut self, tasks: &Receiver<Task>) -> Option<Vec<Task>> {
        let first = match tasks.recv_timeout(NAP) {
            Ok(task) => Some(task),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return None,
        };
        let mut batch: Vec<Task> = first.into_iter().chain(tasks.try_iter()).take(BATCH_MAX).collect();
        if self.last >= CROWD && !batch.is_empty() {
            self.gather(&mut batch, tasks);
        }
        self.last = batch.len();
        Some(batch)
    }

    /// Lets a batch grow while more keep coming.
    fn gather(&self, batch: &mut Vec<Task>, tasks: &Receiver<Task>) {
        let mut patient = true;
        for _ in 0..GATHERINGS_MAX {
            let before = batch.len();
            std::thread::sleep(GATHERING);
            batch.extend(tasks.try_iter().take(BATCH_MAX - before));
            if batch.len() == BATCH_MAX {
                return;
            }
            if batch.len() == before {
                if batch.len() >= self.last || !patient {
                    return;
                }
                patient = false;
            }
        }
    }
}
