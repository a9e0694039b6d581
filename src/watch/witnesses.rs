//! The witnesses of this market: what each has cosigned last, and what keeps it from more.

use std::io;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::errand::Errand;
use super::{Kept, Listed};
use crate::ledger::Moment;
use crate::ledger::log::{Checkpoint, Note, VerifierKey};
use crate::sequencer::Sequencer;

/// All of them, each asked by a thread of its own that ends when this is dropped. The default: none.
#[derive(Default)]
pub struct Witnesses {
    all: Vec<(VerifierKey, Arc<Mutex<Known>>)>,
    /// Dropped, they wake the threads and end them.
    ends: Vec<Sender<()>>,
}

/// What is known of a witness.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    pub cosigned: Option<Cosigned>,
    pub trouble: Option<(Trouble, Moment)>,
}

/// A head that a witness has cosigned, with the log's signature and its own.
#[derive(Clone, Debug)]
pub(super) struct Cosigned {
    pub note: Note,
    pub size: u64,
    pub time: u64,
}

/// What keeps a witness from cosigning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It does not answer, or says that it cannot now.
    Away(String),
    /// It does not watch this log.
    UnknownLog,
    /// It watches this log, but trusts another key.
    NotTrusted,
    /// It has seen another book under this log's name.
    Inconsistent,
    /// It says it has cosigned more entries than the book has.
    Ahead(u64),
    /// It answers something else than a witness does: a cosignature that does not count, or nothing of the kind.
    Unsound,
    /// It declines for another reason, with this status.
    Declines(u16),
}

/// How a witness stands, for people to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its name.
    pub name: String,
    /// The size of the head that it cosigned last, and when, in seconds since 1970 by its own clock.
    pub cosigned: Option<(u64, u64)>,
    /// What keeps it from more, and since when.
    pub trouble: Option<(Trouble, Moment)>,
}

impl Witnesses {
    /// Starts asking each of them for its cosignature of every new head. What they gave is kept in `kept`.
    ///
    /// # Errors
    /// A thread cannot be started.
    pub fn start(listed: Vec<Listed>, sequencer: &Sequencer, kept: &Kept) -> io::Result<Witnesses> {
        let mut witnesses = Witnesses::default();
        for witness in listed {
            let key = witness.key.clone();
            let known = Arc::new(Mutex::new(Known::default()));
            let errand = Errand::new(witness, sequencer.clone(), kept.clone(), Arc::clone(&known));
            let (end, ended) = channel();
            thread::Builder::new().name("witness".into()).spawn(move || errand.run(&ended))?;
            witnesses.all.push((key, known));
            witnesses.ends.push(end);
        }
        Ok(witnesses)
    }

    /// How each stands, in the order of the list.
    pub fn standings(&self) -> Vec<Standing> {
        let standing = |(key, known): &(VerifierKey, Arc<Mutex<Known>>)| {
            let Known { cosigned, trouble } = lock(known).clone();
            let cosigned = cosigned.map(|cosigned| (cosigned.size, cosigned.time));
            Standing { name: key.name().to_owned(), cosigned, trouble }
        };
        self.all.iter().map(standing).collect()
    }

    /// The newest head that any of them has cosigned, with the cosignatures of all that have cosigned this very one.
    pub fn newest(&self) -> Option<Note> {
        let cosigned: Vec<Cosigned> = self.all.iter().filter_map(|(_, known)| lock(known).cosigned.clone()).collect();
        let mut newest = cosigned.iter().max_by_key(|cosigned| cosigned.size)?.note.clone();
        let others = cosigned.iter().filter(|other| other.note.text() == newest.text());
        let lines: Vec<_> = others.flat_map(|other| other.note.signatures()).cloned().collect();
        for line in lines {
            // Fewer witnesses than lines that fit: see `WITNESSES_MAX`.
            let _ = newest.renew(line);
        }
        Some(newest)
    }
}

impl Cosigned {
    /// A kept note, if this witness and this log have signed it.
    pub fn read(note: Note, witness: &VerifierKey, log: &VerifierKey) -> Option<Cosigned> {
        let head = Checkpoint::from_note(&note, log).ok()?;
        let time = note.verify(std::slice::from_ref(witness)).ok()?.first()?.time?;
        Some(Cosigned { size: head.size(), time, note })
    }
}

/// Held for moments only; a thread that ended in a panic has left whole values.
pub(super) fn lock(known: &Mutex<Known>) -> MutexGuard<'_, Known> {
    known.lock().unwrap_or_else(PoisonError::into_inner)
}
