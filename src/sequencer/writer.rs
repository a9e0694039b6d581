//! The writer's thread: it alone changes the state and the file.

mod gathering;
mod round;

mod documents;
mod notices;
mod watching;

use std::sync::mpsc::Receiver;
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::broadcast;
use tracing::{error, info};

use self::gathering::Gathering;
use self::round::{Answer, Round};
use super::book::{Applied, Book};
use super::guard::{Behind, Guard};
use super::numbers::Numbers;
use super::scrubbing::Scrubbing;
use super::{Clock, Event, Task};
use crate::ledger::log::{Checkpoint, Hash, Note, Signer, check_numbers_of};
use crate::ledger::{Entry, Fold, Moment};
use crate::market::{Shelf, Witnesses};
use crate::store::{Batch, Beside, Block, Store, StoreError};

/// How often pictures that nobody has listed are looked for.
const SWEEP_SECONDS: u64 = 3_600;

/// How many dividends are caught up in one batch after a long sleep.
const DIVIDENDS_PER_BATCH_MAX: usize = 1024;

pub(super) struct Writer {
    pub store: Store,
    pub fold: Fold,
    pub numbers: Numbers,
    pub shelf: Shelf,
    pub witnesses: Witnesses,
    pub published: Arc<RwLock<Book>>,
    pub signer: Signer,
    pub guard: Guard,
    pub clock: Clock,
    pub scrubbing: Scrubbing,
    pub swept: Moment,
    pub events: broadcast::Sender<Event>,
}

/// Why the writer stops: it cannot know whether the disk holds what it wrote.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Guard(#[from] Behind),
}

impl Writer {
    /// Works until everybody who could submit is gone, or the disk fails.
    pub fn run(mut self, tasks: &Receiver<Task>) {
        let mut gathering = Gathering::default();
        loop {
            self.scrubbing.run(&mut self.store);
            let Some(batch) = gathering.next(tasks) else { return };
            if let Err(failure) = self.round(batch) {
                error!(%failure, "the writer stops; restart to replay the book");
                return;
            }
        }
    }

    fn round(&mut self, tasks: Vec<Task>) -> Result<(), Failure> {
        let at = self.now();
        self.catch_up(at)?;
        let mut round = Round::default();
        let before = self.head();
        if at.since(self.swept) >= SWEEP_SECONDS {
            self.swept = at;
            round.beside.push(Beside::Unlisted(at));
            self.scrubbing.ask();
        }
        for task in tasks {
            self.decide(at, task, &mut round)?;
        }
        self.write(before, &mut round)?;
        for answer in round.answers {
            answer.give();
        }
        Ok(())
    }

    /// The moment by the clock, but never before the last entry's: clocks are set back, books are not.
    fn now(&self) -> Moment {
        let last = self.fold.ledger.as_ref().map_or(Moment::default(), |ledger| ledger.standing().at);
        self.clock.now().max(last)
    }

    /// Appends the dividends that are due: one as a rule, many after a sleep. None of the documents that wait comes first.
    fn catch_up(&mut self, at: Moment) -> Result<(), Failure> {
        loop {
            let mut round = Round::default();
            let before = self.head();
            for _ in 0..DIVIDENDS_PER_BATCH_MAX {
                let Some(dividend) = self.due(at) else { break };
                if let Err(refusal) = self.take(dividend, &mut round) {
                    // The rule refuses its own dividend: a defect, never to be written into a book.
                    error!(%refusal, "the dividend's entry was refused");
                    return Err(StoreError::Impossible("a dividend that the rule refuses").into());
                }
            }
            if round.rows.is_empty() {
                return Ok(());
            }
            self.write(before, &mut round)?;
        }
    }

    /// The dividend that is due at this moment.
    fn due(&self, at: Moment) -> Option<Entry> {
        self.fold.ledger.as_ref()?.next_dividend().filter(|entry| entry.at <= at)
    }

    /// The head of all that was taken so far: its size and root.
    fn head(&self) -> (u64, Hash) {
        (self.fold.frontier.size(), self.fold.frontier.root())
    }

    fn decide(&mut self, at: Moment, task: Task, round: &mut Round) -> Result<(), StoreError> {
        match task {
            Task::Document { signed, texts, reply } => {
                let answer = self.document(at, *signed, texts, round)?;
                round.answers.push(Answer::Document(reply, answer));
            }
            Task::Notice { signed, reply } => {
                let answer = self.notice(at, &signed, round)?;
                round.answers.push(Answer::Notice(reply, answer));
            }
            Task::Photo { id, jpeg, reply } => {
                round.beside.push(Beside::Photo(id, at, jpeg));
                round.answers.push(Answer::Done(reply));
            }
            Task::Setting { name, value, reply } => {
                round.beside.push(Beside::Setting(name, value));
                round.answers.push(Answer::Done(reply));
            }
            Task::Cosignatures { cosigned, reply } => {
                let fresh = self.cosign(cosigned, round);
                round.answers.push(Answer::Kept(reply, fresh));
            }
        }
        Ok(())
    }

    /// Brings a round to the disk; only then reveals it.
    fn write(&mut self, (previous_size, previous_root): (u64, Hash), round: &mut Round) -> Result<(), Failure> {
        let rows = std::mem::take(&mut round.rows);
        let beside = std::mem::take(&mut round.beside);
        if rows.is_empty() && beside.is_empty() {
            return Ok(());
        }
        let grown = !rows.is_empty();
        let (size, root) = self.head();
        let checkpoint = grown.then(|| Checkpoint::sign(size, root, &self.signer));
        let block = checkpoint.as_ref().map(|checkpoint| Block {
            previous_size,
            previous_root,
            rows,
            size,
            root,
            checkpoint: checkpoint.to_string(),
            check: check_numbers_of(checkpoint).expect("a checkpoint that was just signed has its three lines"),
        });
        self.store.append(&Batch { block, beside })?;
        if let Some(checkpoint) = checkpoint {
            self.guard.remember(&checkpoint.to_string())?;
            self.publish(checkpoint, std::mem::take(&mut round.entries));
        }
        if !round.watched.is_empty() {
            let mut book = self.published.write().unwrap_or_else(PoisonError::into_inner);
            round.watched.drain(..).for_each(|watched| watched.apply(&mut book.witnesses));
        }
        for event in round.events.drain(..) {
            if event.kind == "dividend" {
                info!(index = event.index, "dividend");
            }
            // Nobody listening is no fault.
            let _ = self.events.send(event);
        }
        Ok(())
    }

    fn publish(&self, checkpoint: Note, entries: Vec<(Entry, Applied, Hash)>) {
        let mut book = self.published.write().unwrap_or_else(PoisonError::into_inner);
        for (entry, applied, leaf) in entries {
            book.apply(&entry, leaf, applied);
        }
        book.checkpoint = Some(checkpoint);
    }
}

impl Drop for Writer {
    /// However its thread ends, by a failure of the disk or a panic: everybody sees that nothing is written any more.
    fn drop(&mut self) {
        self.published.write().unwrap_or_else(PoisonError::into_inner).stopped = true;
    }
}
