//! How submissions that come together share one fsync, and whoever comes alone never waits.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::sequencer::Task;

/// How many submissions share one fsync at the most.
const BATCH_MAX: usize = 256;

/// After a batch of so many there is a crowd …
const CROWD: usize = 8;

/// … and as long as each such moment brings more of it, they wait for each other and share the next fsync …
const GATHERING: Duration = Duration::from_millis(1);

/// … for so many moments at the most. Whoever is alone never waits.
const GATHERINGS_MAX: usize = 5;

/// How long the writer sleeps at the most before it looks whether a dividend is due.
const NAP: Duration = Duration::from_millis(250);

/// Takes from the queue what shall be written together.
#[derive(Default)]
pub(super) struct Gathering {
    crowd: bool,
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
        if self.crowd {
            gather(&mut batch, tasks);
        }
        self.crowd = batch.len() >= CROWD;
        Some(batch)
    }
}

/// Lets a batch grow while more keep coming.
fn gather(batch: &mut Vec<Task>, tasks: &Receiver<Task>) {
    for _ in 0..GATHERINGS_MAX {
        let before = batch.len();
        if before == 0 || before >= BATCH_MAX {
            return;
        }
        std::thread::sleep(GATHERING);
        batch.extend(tasks.try_iter().take(BATCH_MAX - before));
        if batch.len() == before {
            return;
        }
    }
}
