//! The program as a witness of other logs: a head is cosigned once it is proved to continue the last one, and recorded.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest as _, Sha256};
use tracing::{error, info};

use super::Kept;
use crate::ledger::log::{AddCheckpoint, Checkpoint, Cosigner, Declined, EMPTY_ROOT, Note, NoteSignature, VerifierKey};
use crate::store::{ConflictRow, CosignedRow, StoreError, WatchStore};

/// A witness at work.
pub struct Witness {
    cosigner: Cosigner,
    logs: Vec<VerifierKey>,
    /// One at a time: what is checked is what is moved.
    record: Mutex<Record>,
}

struct Record {
    store: WatchStore,
    /// The guard: the last head of each log that may have left, outside the database.
    guard: Kept,
    /// Of each log, the last head it has signed that was not proved to continue the one cosigned, and when.
    unproved: BTreeMap<String, (Checkpoint, u64)>,
    /// The disk failed: nobody knows any more what is on it.
    stopped: bool,
}

/// Why there is no cosignature.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoCosignature {
    /// By the rules of witnesses.
    #[error(transparent)]
    Declined(#[from] Declined),
    /// The disk failed, now or before: nothing more is cosigned until the program is started again.
    #[error("this witness has stopped: its disk failed")]
    Stopped,
    /// This computer does not know the time.
    #[error("this witness does not know the time")]
    NoTime,
}

/// What this witness has seen of a log.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The log's origin.
    pub origin: String,
    /// The last head cosigned, and its record.
    pub last: Option<(Checkpoint, CosignedRow)>,
    /// The last head, since the program was started, that the log has signed and nobody has proved to continue `last`.
    pub unproved: Option<(Checkpoint, u64)>,
    /// Where the log has contradicted itself.
    pub conflicts: Vec<ConflictRow>,
}

/// Why a witness may not go on.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// Its file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Its guard.
    #[error("{0}: {1}")]
    Io(PathBuf, std::io::Error),
    /// A file of the guard holds something else.
    #[error(
        "{0}, which remembers the last head cosigned, is damaged. If the witness's file is the latest copy, delete that file \
         and start again; if it is not, bring back the latest copy"
    )]
    Damaged(PathBuf),
    /// An old copy.
    #[error(
        "this witness has cosigned {cosigned} entries of {origin}, but its file knows of {recorded} only, or of others: this \
         is an old copy. Bring back the latest copy of the file; if it is lost, begin a new witness in an empty folder, and \
         give the others its new key. Going on with this one could cosign two different books"
    )]
    Behind {
        /// Of which log.
        origin: String,
        /// The size that was cosigned.
        cosigned: u64,
        /// The size in the file.
        recorded: u64,
    },
}

impl Witness {
    /// A witness of these logs.
    ///
    /// # Errors
    /// [`WitnessError`]: the file is an old copy, or cannot be read.
    pub fn new(cosigner: Cosigner, logs: Vec<VerifierKey>, store: WatchStore, guard: Kept) -> Result<Witness, WitnessError> {
        for log in &logs {
            check_guard(&store, &guard, log.name(), cosigner.verifier())?;
        }
        let record = Mutex::new(Record { store, guard, unproved: BTreeMap::new(), stopped: false });
        Ok(Witness { cosigner, logs, record })
    }

    /// What others need to check the cosignatures.
    pub fn verifier(&self) -> &VerifierKey {
        self.cosigner.verifier()
    }

    /// The keys of the logs it watches.
    pub fn logs(&self) -> &[VerifierKey] {
        &self.logs
    }

    /// Answers an `add-checkpoint` at this time, in seconds since 1970. The head is on the disk before this returns.
    ///
    /// # Errors
    /// [`NoCosignature`].
    pub fn add(&self, body: &[u8], now: u64) -> Result<NoteSignature, NoCosignature> {
        let request = AddCheckpoint::parse(body).map_err(Declined::from)?;
        let head = request.open(&self.logs)?;
        // What others have added to it is neither checked nor kept.
        let mut note = request.checkpoint.only_by(&self.logs);
        let mut record = self.record();
        if record.stopped {
            return Err(NoCosignature::Stopped);
        }
        let done = record.see(&request, &head, &note, now).and_then(|()| {
            let cosignature = self.cosigner.sign(note.text(), now).ok_or(NoCosignature::NoTime)?;
            note.add(cosignature.clone()).map_err(|_| Declined::Malformed)?;
            record.cosign(request.old, &head, &note, now)?;
            Ok(cosignature)
        });
        record.stopped = matches!(done, Err(NoCosignature::Stopped));
        done
    }

    /// What was seen of each log, in the order of their keys.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn seen(&self) -> Result<Vec<Seen>, StoreError> {
        let record = self.record();
        let mut all: Vec<Seen> = Vec::new();
        for log in &self.logs {
            let origin = log.name().to_owned();
            // Several keys may be of one log.
            if all.iter().all(|seen| seen.origin != origin) {
                let last = record.store.cosigned(&origin)?.map(|row| Ok::<_, StoreError>((head_of(&row)?, row))).transpose()?;
                let unproved = record.unproved.get(&origin).cloned();
                all.push(Seen { last, unproved, conflicts: record.store.conflicts(&origin)?, origin });
            }
        }
        Ok(all)
    }

    /// The last head cosigned of the log whose origin has this SHA-256 in hexadecimal digits.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn cosigned(&self, origin_hash: &str) -> Result<Option<String>, StoreError> {
        let Some(log) = self.logs.iter().find(|log| origin_name(log.name()) == origin_hash) else { return Ok(None) };
        Ok(self.record().store.cosigned(log.name())?.map(|row| row.note))
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Record {
    /// Remembers a head that its log has signed, and decides whether it continues the last one cosigned.
    fn see(&mut self, request: &AddCheckpoint, head: &Checkpoint, note: &Note, now: u64) -> Result<(), NoCosignature> {
        if let Some(conflict) = self.store.show(head, now, &note.to_string()).map_err(failed)? {
            error!(
                origin = head.origin(),
                size = conflict.size,
                "this log has signed two different heads of one size; both are kept as evidence"
            );
        }
        let last = self.store.cosigned(head.origin()).map_err(failed)?;
        let (size, root) = last.map_or((0, EMPTY_ROOT), |row| (row.size, row.root));
        let judged = request.continues(head, size, &root);
        if judged == Err(Declined::Inconsistent) {
            let before = self.unproved.insert(head.origin().to_owned(), (head.clone(), now));
            // Anybody can send a true head with a false proof, again and again: one line for each head is enough.
            if before.is_none_or(|(before, _)| before != *head) {
                let (origin, shown) = (head.origin(), head.size());
                error!(origin, cosigned = size, shown, "a head of this log is not proved to continue the one cosigned");
            }
        }
        Ok(judged?)
    }

    /// The record is moved and on the disk, then the guard: only then may the cosignature leave.
    fn cosign(&mut self, old: u64, head: &Checkpoint, note: &Note, now: u64) -> Result<(), NoCosignature> {
        self.store.cosign(old, head, now, &note.to_string()).map_err(failed)?;
        self.guard.keep(&origin_name(head.origin()), note).map_err(failed)?;
        info!(origin = head.origin(), size = head.size(), "cosigned");
        Ok(())
    }
}

/// The name of a log's file, and of its checkpoint in tlog-witness: any origin, spelled as a name of a file.
pub fn origin_name(origin: &str) -> String {
    hex::encode(Sha256::digest(origin))
}

fn head_of(row: &CosignedRow) -> Result<Checkpoint, StoreError> {
    let note = Note::parse(row.note.as_bytes()).map_err(|_| StoreError::Impossible("a cosigned head that is no note"))?;
    note.text().parse().map_err(|_| StoreError::Impossible("a cosigned head that is no checkpoint"))
}

fn failed(error: impl std::error::Error) -> NoCosignature {
    error!(%error, "the witness stops; restart it when the disk is well");
    NoCosignature::Stopped
}

/// The file must know of what may have left.
fn check_guard(store: &WatchStore, guard: &Kept, origin: &str, own: &VerifierKey) -> Result<(), WitnessError> {
    let name = origin_name(origin);
    let damaged = || WitnessError::Damaged(guard.path(&name));
    let note = match guard.read(&name) {
        Ok(None) => return Ok(()),
        Ok(Some(note)) => note,
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => return Err(damaged()),
        Err(error) => return Err(WitnessError::Io(guard.path(&name), error)),
    };
    let head: Checkpoint = note.text().parse().map_err(|_| damaged())?;
    // Only what this very witness has cosigned counts: a folder that is another's says nothing about this file.
    if note.verify(std::slice::from_ref(own)).is_err() || head.origin() != origin {
        return Err(damaged());
    }
    let (recorded, root) = store.cosigned(origin)?.map_or((0, EMPTY_ROOT), |row| (row.size, row.root));
    if recorded < head.size() || (recorded == head.size() && root != *head.root()) {
        return Err(WitnessError::Behind { origin: origin.to_owned(), cosigned: head.size(), recorded });
    }
    Ok(())
}
