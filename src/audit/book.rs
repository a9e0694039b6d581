//! Auditing a book in one file, in one pass: from a stick, or through a pipe.

use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read as _};
use std::path::Path;

use super::replay::Replay;
use super::{Failure, Finding, Reason, Unreadable};
use crate::ledger::Wrong;
use crate::ledger::log::Lead;
use crate::ledger::log::book_file::LEAD_BYTES_MAX;
use crate::sequencer::{CHUNK, read_in_parallel};

/// Entries read at a time end with the one that passes this: so much memory a chunk takes at the most.
const CHUNK_BYTES: usize = 8 << 20;

/// Audits the file to its last byte.
pub(super) fn audit(path: &Path, replay: &mut Replay, progress: &mut dyn FnMut(u64, u64)) -> Result<(), Failure> {
    let unreadable = |error| Unreadable::Path(path.to_owned(), error);
    let mut file = BufReader::new(File::open(path).map_err(unreadable)?);
    let lead = Lead::parse(&read_lead(&mut file).map_err(unreadable)?);
    let lead = lead.ok_or_else(|| Unreadable::NoBook(path.display().to_string()))?;
    let size = lead.claimed.size();
    while replay.size() < size {
        let wanted = CHUNK.min(size - replay.size());
        let entries = read_entries(&mut file, wanted).map_err(unreadable)?;
        for (bytes, entry) in entries.whole.iter().zip(read_in_parallel(&entries.whole)) {
            let line = replay.size();
            let entry = entry.map_err(|wrong| Finding::at(line, Wrong::from(wrong)))?;
            replay.push(bytes, &entry)?;
            if line == 0 {
                replay.check_head(&lead.key, &lead.head)?;
            }
            replay.recall(bytes)?;
        }
        if entries.ended {
            return Err(Finding::at(replay.size(), Reason::Missing).into());
        }
        progress(replay.size(), size);
    }
    if !file.fill_buf().map_err(unreadable)?.is_empty() {
        return Err(Finding::at(size, Reason::Trailing).into());
    }
    if replay.root() != *lead.claimed.root() {
        return Err(Finding::whole(Reason::Root).into());
    }
    Ok(())
}

/// The bytes up to the third empty line; whatever there is, if there are no three.
fn read_lead(file: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let (mut lead, mut empty) = (Vec::new(), 0);
    let mut file = file.take(LEAD_BYTES_MAX as u64);
    while empty < 3 {
        match file.read_until(b'\n', &mut lead)? {
            0 => break,
            1 => empty += 1,
            _ => {}
        }
    }
    Ok(lead)
}

/// Some entries, and whether the file ends before or within the next one.
struct Entries {
    whole: Vec<Vec<u8>>,
    ended: bool,
}

fn read_entries(file: &mut impl BufRead, wanted: u64) -> io::Result<Entries> {
    let (mut whole, mut bytes) = (Vec::new(), 0);
    while (whole.len() as u64) < wanted && bytes < CHUNK_BYTES {
        match read_entry(file)? {
            Some(entry) => {
                bytes += entry.len();
                whole.push(entry);
            }
            None => return Ok(Entries { whole, ended: true }),
        }
    }
    Ok(Entries { whole, ended: false })
}

/// The next entry; `None` if the file ends before its last byte, or its length is 0.
fn read_entry(file: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 2];
    let mut entry = Vec::new();
    let read = file.read_exact(&mut length).and_then(|()| {
        entry.resize(usize::from(u16::from_be_bytes(length)), 0);
        file.read_exact(&mut entry)
    });
    match read {
        Ok(()) => Ok(Some(entry).filter(|entry| !entry.is_empty())),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}
