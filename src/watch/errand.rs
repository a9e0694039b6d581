//! The thread that shows every new head to one witness: one question at a time, and fewer the longer it is away.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tracing::{error, info, warn};

use super::ask::{Answer, agent, ask};
use super::witnesses::{Cosigned, Known, lock};
use super::{Kept, Listed, Trouble};
use crate::ledger::log::{AddCheckpoint, Note, NoteSignature};
use crate::sequencer::Sequencer;

/// Between two looks at the head: heads that come faster share a question.
const PAUSE: Duration = Duration::from_secs(1);

/// The longest pause, after failures that each doubled it: so soon is it noticed that a witness is back.
const PAUSE_MAX: Duration = Duration::from_secs(60);

/// A head that stays is cosigned again: the cosignature says that, as of its time, there is no larger one.
const RENEWAL: Duration = Duration::from_secs(600);

/// Questions in a row: one with the size that we remember, one with the size that the witness then names.
const QUESTIONS_MAX: usize = 2;

pub(super) struct Errand {
    witness: Listed,
    sequencer: Sequencer,
    kept: Kept,
    known: Arc<Mutex<Known>>,
    /// The size that this witness has cosigned last, as far as we know.
    size: u64,
    /// When it last cosigned.
    asked: Option<Instant>,
    failures: u32,
}

impl Errand {
    pub fn new(witness: Listed, sequencer: Sequencer, kept: Kept, known: Arc<Mutex<Known>>) -> Errand {
        let mut errand = Errand { witness, sequencer, kept, known, size: 0, asked: None, failures: 0 };
        errand.recall();
        errand
    }

    /// Works until the other end of `ended` is dropped.
    pub fn run(mut self, ended: &Receiver<()>) {
        let (agent, witness) = (agent(), self.witness.clone());
        let mut pause = Duration::ZERO;
        while ended.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
            pause = self.turn(Instant::now(), |question| ask(&agent, &witness, question));
        }
    }

    /// What the witness cosigned before the program was last stopped.
    fn recall(&mut self) {
        // Nothing is lost with it but a line on a page: the witness itself remembers the size, and says it when asked.
        let note = self.kept.read(&self.file()).ok().flatten();
        let cosigned = note.and_then(|note| Cosigned::read(note, &self.witness.key, self.sequencer.log()));
        let Some(cosigned) = cosigned else { return };
        for line in cosigned.note.only_by(std::slice::from_ref(&self.witness.key)).signatures() {
            self.sequencer.publish_cosignature(cosigned.note.text(), line);
        }
        self.size = cosigned.size;
        lock(&self.known).cosigned = Some(cosigned);
    }

    /// Asks once if there is something to ask; how long to wait before the next turn.
    fn turn(&mut self, now: Instant, mut ask: impl FnMut(&AddCheckpoint) -> Answer) -> Duration {
        for _ in 0..QUESTIONS_MAX {
            let Some(question) = self.question(now) else { return PAUSE };
            match ask(&question) {
                Answer::Cosigned(cosignature, time) => return self.cosigned(&question, &cosignature, time, now),
                Answer::OtherSize(size) if size != question.old && size <= self.book_size() => self.size = size,
                Answer::OtherSize(size) if size != question.old => return self.failed(Trouble::Ahead(size)),
                Answer::OtherSize(_) => return self.failed(Trouble::Unsound),
                Answer::Nothing(trouble) => return self.failed(trouble),
            }
        }
        // Each time another size: nobody can prove anything to it.
        self.failed(Trouble::Unsound)
    }

    /// The newest head with its proof, unless this witness has just cosigned it.
    fn question(&self, now: Instant) -> Option<AddCheckpoint> {
        let book = self.sequencer.book();
        let old = if self.size <= book.tree.size() { self.size } else { 0 };
        let question = book.consistency(old).ok()?;
        drop(book);
        let fresh = self.asked.is_some_and(|asked| now.duration_since(asked) < RENEWAL);
        let cosigned = lock(&self.known).cosigned.as_ref().is_some_and(|last| last.note.text() == question.checkpoint.text());
        if fresh && cosigned && self.failures == 0 { None } else { Some(question) }
    }

    fn book_size(&self) -> u64 {
        self.sequencer.book().tree.size()
    }

    fn cosigned(&mut self, question: &AddCheckpoint, cosignature: &NoteSignature, time: u64, now: Instant) -> Duration {
        let mut note = question.checkpoint.only_by(std::slice::from_ref(self.sequencer.log()));
        let added = note.add(cosignature.clone()).is_ok();
        let Some(cosigned) = Cosigned::read(note, &self.witness.key, self.sequencer.log()).filter(|_| added) else {
            return self.failed(Trouble::Unsound);
        };
        self.sequencer.publish_cosignature(cosigned.note.text(), cosignature);
        self.keep(&cosigned.note);
        self.size = cosigned.size;
        self.asked = Some(now);
        self.failures = 0;
        let name = self.witness.key.name();
        let mut known = lock(&self.known);
        if known.trouble.take().is_some() {
            info!(name, size = cosigned.size, time, "this witness cosigns again");
        }
        known.cosigned = Some(cosigned);
        PAUSE
    }

    fn keep(&self, note: &Note) {
        if let Err(error) = self.kept.keep(&self.file(), note) {
            warn!(name = self.witness.key.name(), %error, "the cosigned head could not be kept; it is asked for again at the next start");
        }
    }

    /// Says once what is wrong, and waits twice as long as the last time.
    fn failed(&mut self, trouble: Trouble) -> Duration {
        let name = self.witness.key.name();
        let mut known = lock(&self.known);
        let kind = std::mem::discriminant(&trouble);
        if known.trouble.as_ref().is_none_or(|(before, _)| std::mem::discriminant(before) != kind) {
            match &trouble {
                // The book may be an old copy, or not the one that people know: whoever runs it must hear of it.
                Trouble::Ahead(_) | Trouble::Inconsistent => error!(name, ?trouble, "this witness has seen another book"),
                _ => warn!(name, ?trouble, "this witness does not cosign; it is asked again, ever more rarely"),
            }
            known.trouble = Some((trouble, self.sequencer.now()));
        }
        self.failures = self.failures.saturating_add(1);
        PAUSE.saturating_mul(1 << self.failures.min(6)).min(PAUSE_MAX)
    }

    fn file(&self) -> String {
        hex::encode(self.witness.key.id())
    }
}

#[cfg(test)]
#[path = "errand_tests.rs"]
mod tests;
