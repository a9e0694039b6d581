//! Checkpoints (C2SP tlog-checkpoint): how large the log was and what its root, signed by the log.

use std::fmt;
use std::slice;
use std::str::FromStr;

use super::note::{NOTE_BYTES_MAX, Note, NoteError, Signer};
use super::spelling;
use super::tree::Hash;
use super::verifier_key::VerifierKey;
use crate::ledger::batch::{Claim, Keys, verdicts};

/// The head of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    extensions: Vec<String>,
}

/// Why a checkpoint is none, or not of this log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The note that carries it is wrong.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Not an origin, a size and a root, each in its one spelling and on its line.
    #[error("the checkpoint is malformed")]
    Malformed,
    /// The first line is not the name of the key that signed.
    #[error("the checkpoint is of another log")]
    WrongOrigin,
    /// Lines after the third: the log of a book has none.
    #[error("the checkpoint has extension lines")]
    Extended,
}

impl Checkpoint {
    /// Opens a signed checkpoint of a book: the note's form, the log's signature, the body, the origin.
    ///
    /// # Errors
    ///
    /// The first of these that is wrong.
    pub fn open(signed: &[u8], log: &VerifierKey) -> Result<Self, CheckpointError> {
        Self::from_note(&Note::parse(signed)?, log)
    }

    /// Opens a checkpoint as [`Checkpoint::open`] does, from the parsed note.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong.
    pub fn from_note(note: &Note, log: &VerifierKey) -> Result<Self, CheckpointError> {
        note.verify(slice::from_ref(log))?;
        Self::of_signed(note, log)
    }

    /// Opens many checkpoints of one log: the same answers as [`Checkpoint::open`] gives one by one, several times faster.
    /// `coins` fills with random bytes of the verifier's own (see [`crate::ledger::batch`]).
    pub fn open_all(
        many: &[impl AsRef<[u8]>],
        log: &VerifierKey,
        coins: &mut impl FnMut(&mut [u8]),
    ) -> Vec<Result<Self, CheckpointError>> {
        let notes: Vec<_> = many.iter().map(|signed| Note::parse(signed.as_ref())).collect();
        let (mut all, mut counts): (Vec<Claim<'_>>, Vec<usize>) = (Vec::new(), Vec::new());
        for note in &notes {
            let claims = note.as_ref().map(|note| note.claims(log)).unwrap_or_default();
            counts.push(claims.len());
            all.extend(claims);
        }
        let mut verdicts = verdicts(&all, &mut Keys::default(), coins).into_iter();
        let mut open = |(note, count): (&Result<Note, NoteError>, usize)| {
            let note = note.as_ref().map_err(|error| *error)?;
            // On any doubt one by one, which says what is wrong.
            let signed = verdicts.by_ref().take(count).fold(count > 0, |all, holds| all && holds);
            if signed { Self::of_signed(note, log) } else { Self::from_note(note, log) }
        };
        notes.iter().zip(counts).map(&mut open).collect()
    }

    /// The checkpoint in a note that the log has signed.
    fn of_signed(note: &Note, log: &VerifierKey) -> Result<Self, CheckpointError> {
        let checkpoint: Self = note.text().parse()?;
        if checkpoint.origin != log.name() {
            return Err(CheckpointError::WrongOrigin);
        }
        if !checkpoint.extensions.is_empty() {
            return Err(CheckpointError::Extended);
        }
        Ok(checkpoint)
    }

    /// The head of a log at this size and root; its origin is the name of the log's key.
    #[must_use]
    pub fn of(log: &VerifierKey, size: u64, root: Hash) -> Self {
        Self { origin: log.name().to_owned(), size, root, extensions: Vec::new() }
    }

    /// The signed checkpoint of a log at this size and root.
    #[must_use]
    pub fn sign(size: u64, root: Hash, log: &Signer) -> Note {
        let checkpoint = Self::of(log.verifier(), size, root);
        Note::sign(&checkpoint.to_string(), log).expect("a name, a number and base64 are plain text")
    }

    /// Which log: the name of its key.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// How many entries the log has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree over them.
    #[must_use]
    pub fn root(&self) -> &Hash {
        &self.root
    }

    /// The lines after the third.
    #[must_use]
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }

    /// The three lines that every checkpoint has.
    pub(super) fn head(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, spelling::base64(&self.root))
    }
}

impl fmt::Display for Checkpoint {
    /// The text that is signed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.head())?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        parse(text).ok_or(CheckpointError::Malformed)
    }
}

fn parse(text: &str) -> Option<Checkpoint> {
    // It is the text of a note: what no note can hold is not split into lines.
    if text.len() > NOTE_BYTES_MAX {
        return None;
    }
    let mut lines = text.strip_suffix('\n')?.split('\n');
    let origin = lines.next().filter(|line| !line.is_empty())?.to_owned();
    let size = spelling::number(lines.next()?)?;
    let root = spelling::hash(lines.next()?)?;
    let extensions: Vec<String> = lines.map(str::to_owned).collect();
    let complete = extensions.iter().all(|line| !line.is_empty());
    complete.then_some(Checkpoint { origin, size, root, extensions })
}
