//! A round: what a batch will write and say, once it is on the disk.

use std::collections::BTreeSet;

use tokio::sync::oneshot;

use super::watching::Watched;
use crate::ledger::log::Hash;
use crate::ledger::{DocumentId, Entry};
use crate::sequencer::book::Applied;
use crate::sequencer::{Accepted, Event, Posted, Rejection};
use crate::store::{Beside, Row};

/// What a batch will write and say, once it is on the disk.
#[derive(Default)]
pub(super) struct Round {
    pub entries: Vec<(Entry, Applied, Hash)>,
    pub rows: Vec<Row>,
    pub beside: Vec<Beside>,
    pub watched: Vec<Watched>,
    pub events: Vec<Event>,
    /// The notices of this very batch.
    pub notices: BTreeSet<DocumentId>,
    pub answers: Vec<Answer>,
}

/// An answer that waits for the disk.
pub(super) enum Answer {
    Document(oneshot::Sender<Result<Accepted, Rejection>>, Result<Accepted, Rejection>),
    Notice(oneshot::Sender<Result<Posted, Rejection>>, Result<Posted, Rejection>),
    Done(oneshot::Sender<Result<(), Rejection>>),
    Kept(oneshot::Sender<Result<bool, Rejection>>, bool),
}

impl Answer {
    /// Whoever asked may be gone: that is no fault either.
    pub fn give(self) {
        match self {
            Answer::Document(reply, answer) => drop(reply.send(answer)),
            Answer::Notice(reply, answer) => drop(reply.send(answer)),
            Answer::Done(reply) => drop(reply.send(Ok(()))),
            Answer::Kept(reply, fresh) => drop(reply.send(Ok(fresh))),
        }
    }
}
