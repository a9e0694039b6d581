//! Auditing the SQLite file: every row of the log, every block, the texts beside it, and the file itself.

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;

use super::replay::Replay;
use super::{Failure, Finding, Reason, Unreadable};
use crate::ledger::log::{Checkpoint, EMPTY_ROOT, Hash};
use crate::ledger::state::ACCOUNTS_MAX;
use crate::ledger::{Commitment, Content, Entry, Pubkey, Wrong};
use crate::sequencer::{CHUNK, read_in_parallel};
use crate::store::{BlockRow, Reader, Readers, StoreError, StoredEntry};

/// Blocks read at a time.
const BLOCKS: u64 = 1024;

/// Audits the file up to its last row; how many personal texts were erased.
pub(super) fn audit(path: &Path, replay: &mut Replay, progress: &mut dyn FnMut(u64, u64)) -> Result<u64, Failure> {
    let readers = Readers::open(path).map_err(|error| not_opened(path, error))?;
    readers.read(|reader| Ok(audit_rows(reader, replay, progress))).map_err(damaged)?
}

fn audit_rows(reader: &Reader<'_>, replay: &mut Replay, progress: &mut dyn FnMut(u64, u64)) -> Result<u64, Failure> {
    let total = reader.size().map_err(damaged)?;
    let mut blocks = Blocks { reader, ahead: VecDeque::new(), size: 0, root: EMPTY_ROOT };
    let mut texts = Texts::of(reader);
    loop {
        let (rows, broken) = read_rows(reader, replay.size());
        let bytes: Vec<&[u8]> = rows.iter().map(|row| row.bytes.as_slice()).collect();
        for (row, entry) in rows.iter().zip(read_in_parallel(&bytes)) {
            let line = replay.size();
            if row.index != line {
                return Err(Finding::at(line, Reason::Missing).into());
            }
            let entry = entry.map_err(|wrong| Finding::at(line, Wrong::from(wrong)))?;
            compare_columns(row, &entry)?;
            replay.push(&row.bytes, &entry)?;
            texts.compare(reader, line, &entry)?;
            blocks.cover(replay, total)?;
            replay.recall(&row.bytes)?;
        }
        if let Some(error) = broken {
            return Err(Finding::at(replay.size(), Reason::File(error.to_string())).into());
        }
        if rows.is_empty() {
            break;
        }
        progress(replay.size(), total);
    }
    if let Some(block) = blocks.peek()? {
        return Err(Finding::among(replay.size(), block.size, Reason::Missing).into());
    }
    // The book itself is right; now what should be gone from beside it.
    if let Some(line) = texts.kept {
        return Err(Finding::at(line, Reason::Kept).into());
    }
    // Last, because it names no line: indexes, bounds, the views.
    match reader.complaint().map_err(damaged)? {
        Some(complaint) => Err(Finding::whole(Reason::File(complaint)).into()),
        None => Ok(texts.erased),
    }
}

/// The next rows. If one of them cannot be read, those before it, and why.
fn read_rows(reader: &Reader<'_>, first: u64) -> (Vec<StoredEntry>, Option<StoreError>) {
    if let Ok(rows) = reader.entries(first, CHUNK) {
        return (rows, None);
    }
    let mut rows: Vec<StoredEntry> = Vec::new();
    for index in first..first + CHUNK {
        match reader.entries(index, 1) {
            Ok(row) if row.is_empty() => break,
            Ok(row) => rows.extend(row),
            Err(error) => return (rows, Some(error)),
        }
    }
    (rows, None)
}

fn compare_columns(row: &StoredEntry, entry: &Entry) -> Result<(), Finding> {
    let signed = match &entry.content {
        Content::Document(signed) => Some((signed.document().key.bytes().to_vec(), signed.document().number)),
        Content::Dividend(_) => None,
    };
    let (key, number) = (signed.as_ref().map(|(key, _)| key), signed.as_ref().map(|(_, number)| *number));
    let stored_number = row.signed.as_ref().map(|(_, number)| u64::try_from(*number).unwrap_or(u64::MAX));
    let wrong = [
        (u64::try_from(row.at).ok() != Some(entry.at.seconds()), "at"),
        (row.kind != entry.kind(), "kind"),
        (row.signed.as_ref().map(|(key, _)| key) != key, "key"),
        (stored_number != number, "number"),
    ];
    match wrong.into_iter().find(|(wrong, _)| *wrong) {
        Some((_, column)) => Err(Finding::at(row.index, Reason::Column(column))),
        None => Ok(()),
    }
}

/// The personal texts beside the book.
struct Texts {
    /// Where each account's last erasure stands, as the columns say: whether that is so the replay finds.
    erasures: BTreeMap<Pubkey, u64>,
    /// How many texts are gone.
    erased: u64,
    /// The first line whose text an erasure should have taken and did not.
    kept: Option<u64>,
}

impl Texts {
    /// Reads the erasures ahead. What cannot be read is found when its line is replayed.
    fn of(reader: &Reader<'_>) -> Texts {
        let mut erasures = BTreeMap::new();
        let _ = reader.entries_of_kind("erasure", |index, bytes| {
            let Ok(Entry { content: Content::Document(signed), .. }) = Entry::read(bytes) else { return };
            let account = signed.document().account;
            // More accounts than a book may have: the replay will say so.
            if erasures.len() < ACCOUNTS_MAX || erasures.contains_key(&account) {
                erasures.insert(account, index);
            }
        });
        Texts { erasures, erased: 0, kept: None }
    }

    /// Counts the texts that this entry commits to and that are gone; those that are there must open it, and be allowed.
    fn compare(&mut self, reader: &Reader<'_>, line: u64, entry: &Entry) -> Result<(), Failure> {
        let Content::Document(signed) = &entry.content else { return Ok(()) };
        for (account, commitment) in signed.document().personal() {
            let text = reader.personal_text(&commitment);
            match text.map_err(|error| Finding::at(line, Reason::File(error.to_string())))? {
                None => self.erased += 1,
                Some((salt, text)) if Commitment::to(&salt, &text) != commitment => {
                    return Err(Finding::at(line, Reason::Text).into());
                }
                Some(_) if self.erasures.get(&account).is_some_and(|erasure| *erasure > line) => {
                    self.kept = self.kept.or(Some(line));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }
}

/// The blocks, one after the other.
struct Blocks<'a> {
    reader: &'a Reader<'a>,
    ahead: VecDeque<BlockRow>,
    /// How many lines the blocks so far cover, and the root over them.
    size: u64,
    root: Hash,
}

impl Blocks<'_> {
    /// Checks the block of the line just replayed: how it begins at its first line, all of it at its last.
    fn cover(&mut self, replay: &Replay, total: u64) -> Result<(), Finding> {
        let (from, previous_root) = (self.size, self.root);
        let Some(block) = self.peek()? else {
            return Err(Finding::among(from, total, Reason::Uncovered));
        };
        if block.previous_size != from || block.previous_root != previous_root {
            return Err(Finding::at(from, Reason::Chain));
        }
        if block.size > replay.size() {
            return Ok(());
        }
        let wrong = |reason| Finding::among(from, block.size, reason);
        if block.root != replay.root() {
            return Err(wrong(Reason::Root));
        }
        let log = replay.log().ok_or_else(|| Finding::whole(Reason::Missing))?;
        let head = Checkpoint::open(block.checkpoint.as_bytes(), log).map_err(|error| wrong(Reason::Signature(error)))?;
        if head.size() != block.size || *head.root() != block.root {
            return Err(wrong(Reason::Root));
        }
        (self.size, self.root) = (block.size, block.root);
        self.ahead.pop_front();
        Ok(())
    }

    /// The next block, if there is one.
    fn peek(&mut self) -> Result<Option<&BlockRow>, Finding> {
        if self.ahead.is_empty() {
            let read = self.reader.blocks_after(self.size, BLOCKS).or_else(|_| self.reader.blocks_after(self.size, 1));
            let read = read.map_err(|error| Finding::at(self.size, Reason::File(error.to_string())))?;
            self.ahead.extend(read);
        }
        Ok(self.ahead.front())
    }
}

fn not_opened(path: &Path, error: StoreError) -> Failure {
    match error {
        StoreError::NotABook(path) => Unreadable::NoBook(path.display().to_string()).into(),
        StoreError::TooNew(format) => Unreadable::TooNew(format).into(),
        StoreError::Io(error) => Unreadable::Path(path.to_owned(), error).into(),
        StoreError::Sqlite(_) | StoreError::NotAWitness(_) | StoreError::Impossible(_) => damaged(error),
    }
}

fn damaged(error: StoreError) -> Failure {
    Finding::whole(Reason::File(error.to_string())).into()
}
