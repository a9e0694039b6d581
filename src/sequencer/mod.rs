//! The one writer: queue → check → commit in memory → append the batch (one transaction, one fsync) → answer.

mod book;
mod clock;
mod curves;
mod guard;
mod in_order;
mod numbers;
mod places;
mod reading;
mod replay;
mod rows;
mod scrubbing;
mod writer;

use std::sync::mpsc::{SyncSender, TrySendError};
use std::sync::{Arc, RwLock, RwLockReadGuard};

use tokio::sync::{broadcast, oneshot};

pub use book::Book;
pub use clock::Clock;
pub use curves::{CurvePoint, Curves};
pub use guard::Guard;
pub use in_order::{all_cores, in_order};
pub use places::Places;
pub use reading::{Reading, coins};
pub use replay::ReplayError;
pub use rows::row_of;

use crate::ledger::document::Verified;
use crate::ledger::identifier::Salt;
use crate::ledger::log::{NoteSignature, Signer, VerifierKey};
use crate::ledger::{DocumentId, Moment, Pubkey, Refusal};
use crate::market::{Cosigned, ListingRefusal, Notice};
use crate::store::{Readers, Store};

/// How many submissions wait at the most; one more is told to come back.
const QUEUE_MAX: usize = 1024;

/// How many events a slow listener may miss before it is told to look again.
const EVENTS_KEPT: usize = 256;

/// The market at work: submit to it, look at it, listen to it.
#[derive(Clone)]
pub struct Sequencer {
    queue: SyncSender<Task>,
    book: Arc<RwLock<Book>>,
    readers: Readers,
    events: broadcast::Sender<Event>,
    clock: Clock,
    log: VerifierKey,
}

/// What people and pages hear of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The entry, if the book grew.
    pub index: Option<u64>,
    /// The kind of document, or `dividend`.
    pub kind: &'static str,
    /// The accounts it touches.
    pub accounts: Vec<Pubkey>,
}

/// A document in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Its place.
    pub index: u64,
    /// The entry's bytes.
    pub entry: Vec<u8>,
    /// Whether it came in just now, rather than having been there already.
    pub fresh: bool,
}

/// A notice on the market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posted {
    /// Its identifier.
    pub id: DocumentId,
    /// Whether it came in just now.
    pub fresh: bool,
}

/// Why a submission was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// By the rules of the book.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// By the rules of the market.
    #[error(transparent)]
    Listing(#[from] ListingRefusal),
    /// The key has signed another text with this number.
    #[error("number-reused")]
    NumberReused,
    /// The opening names another log key than this server's.
    #[error("wrong-log")]
    WrongLog,
    /// Too many are waiting.
    #[error("busy")]
    Busy,
    /// The writer has stopped: the disk failed.
    #[error("stopped")]
    Stopped,
}

enum Task {
    Document { signed: Box<Verified>, texts: Vec<(Salt, String)>, reply: oneshot::Sender<Result<Accepted, Rejection>> },
    Notice { signed: Box<Verified<Notice>>, reply: oneshot::Sender<Result<Posted, Rejection>> },
    Photo { id: DocumentId, jpeg: Vec<u8>, reply: oneshot::Sender<Result<(), Rejection>> },
    Setting { name: &'static str, value: String, reply: oneshot::Sender<Result<(), Rejection>> },
    Cosignatures { cosigned: Vec<(Pubkey, Cosigned)>, reply: oneshot::Sender<Result<bool, Rejection>> },
}

impl Sequencer {
    /// Replays the book in the store, and starts the writer.
    ///
    /// # Errors
    /// [`ReplayError`]: the book is corrupt, is another log's, or is behind what was revealed before.
    pub fn start(store: Store, signer: Signer, guard: Guard, clock: Clock) -> Result<Sequencer, ReplayError> {
        let log = signer.verifier().clone();
        let readers = store.readers();
        let replayed = replay::replay(store, &log, &guard)?;
        let book = Arc::new(RwLock::new(replayed.book));
        let (queue, tasks) = std::sync::mpsc::sync_channel(QUEUE_MAX);
        let (events, _) = broadcast::channel(EVENTS_KEPT);
        let writer = writer::Writer {
            store: replayed.store,
            fold: replayed.fold,
            numbers: replayed.numbers,
            shelf: replayed.shelf,
            witnesses: replayed.witnesses,
            published: Arc::clone(&book),
            signer,
            guard,
            clock: clock.clone(),
            events: events.clone(),
            scrubbing: scrubbing::Scrubbing::at_the_start(),
            swept: Moment::default(),
        };
        std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || writer.run(&tasks))
            .map_err(|error| ReplayError::Thread(error.to_string()))?;
        Ok(Sequencer { queue, book, readers, events, clock, log })
    }

    /// Submits a document of the book with the personal texts it commits to; answers once it is on the disk.
    ///
    /// # Errors
    /// [`Rejection`].
    pub async fn submit(&self, signed: Verified, texts: Vec<(Salt, String)>) -> Result<Accepted, Rejection> {
        self.ask(|reply| Task::Document { signed: Box::new(signed), texts, reply }).await
    }

    /// Submits a notice; answers once it is on the disk.
    ///
    /// # Errors
    /// [`Rejection`].
    pub async fn post(&self, signed: Verified<Notice>) -> Result<Posted, Rejection> {
        self.ask(|reply| Task::Notice { signed: Box::new(signed), reply }).await
    }

    /// Keeps a picture.
    ///
    /// # Errors
    /// [`Rejection::Busy`], [`Rejection::Stopped`].
    pub async fn keep_photo(&self, id: DocumentId, jpeg: Vec<u8>) -> Result<(), Rejection> {
        self.ask(|reply| Task::Photo { id, jpeg, reply }).await
    }

    /// Keeps a setting.
    ///
    /// # Errors
    /// [`Rejection::Busy`], [`Rejection::Stopped`].
    pub async fn set(&self, name: &'static str, value: String) -> Result<(), Rejection> {
        self.ask(|reply| Task::Setting { name, value, reply }).await
    }

    /// Keeps cosignatures of phones, by witness key; whether any was newer than what was there.
    ///
    /// # Errors
    /// [`Rejection::Busy`], [`Rejection::Stopped`].
    pub async fn cosign(&self, cosigned: Vec<(Pubkey, Cosigned)>) -> Result<bool, Rejection> {
        self.ask(|reply| Task::Cosignatures { cosigned, reply }).await
    }

    /// The book as it was last revealed. Hold it briefly: the writer waits.
    pub fn book(&self) -> RwLockReadGuard<'_, Book> {
        self.book.read().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Adds a cosignature to the present head, if this is its text: it counts under no other.
    pub fn publish_cosignature(&self, text: &str, cosignature: &NoteSignature) {
        let mut book = self.book.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(checkpoint) = book.checkpoint.as_mut().filter(|checkpoint| checkpoint.text() == text) {
            // A note that is full keeps those it has.
            let _ = checkpoint.renew(cosignature.clone());
        }
    }

    /// The file's readers.
    pub fn readers(&self) -> &Readers {
        &self.readers
    }

    /// Everything that happens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// The time by this market's clock.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// The log's verifier key.
    pub fn log(&self) -> &VerifierKey {
        &self.log
    }

    /// Whether the writer is alive.
    pub fn is_healthy(&self) -> bool {
        !self.book().stopped
    }

    async fn ask<T>(&self, task: impl FnOnce(oneshot::Sender<Result<T, Rejection>>) -> Task) -> Result<T, Rejection> {
        let (reply, answer) = oneshot::channel();
        match self.queue.try_send(task(reply)) {
            Ok(()) => answer.await.unwrap_or(Err(Rejection::Stopped)),
            Err(TrySendError::Full(_)) => Err(Rejection::Busy),
            Err(TrySendError::Disconnected(_)) => Err(Rejection::Stopped),
        }
    }
}
