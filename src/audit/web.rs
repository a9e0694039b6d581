//! Auditing a log as it is served or exported: a signed head, bundles of entries, tiles of hashes (C2SP tlog-tiles).

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::PathBuf;
use std::time::Duration;

use super::replay::Replay;
use super::{Failure, Finding, HashTiles, Reason, Source, Unreadable};
use crate::ledger::Wrong;
use crate::ledger::log::note::NOTE_BYTES_MAX;
use crate::ledger::log::receipt::ENTRY_BYTES_MAX;
use crate::ledger::log::tree::TILE_WIDTH;
use crate::ledger::log::{Checkpoint, Hash, Note, TileKind, TilePath, VerifierKey, decode_bundle, leaf_hash};
use crate::sequencer::read_in_parallel;

/// How long one request may take: a room's Wi-Fi is slow, a market that hangs is none.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// The longest verifier key line that is read.
const KEY_BYTES_MAX: usize = 1024;

/// The longest bundle: 256 entries, each after its length in two bytes.
const BUNDLE_BYTES_MAX: usize = TILE_WIDTH as usize * (2 + ENTRY_BYTES_MAX);

/// The longest tile of hashes.
const TILE_BYTES_MAX: usize = TILE_WIDTH as usize * 32;

/// Where the log's files are.
enum Shelf {
    Folder(PathBuf),
    Web { agent: ureq::Agent, address: String },
}

/// Audits the log up to its present head.
pub(super) fn audit(source: &Source, replay: &mut Replay, progress: &mut dyn FnMut(u64, u64)) -> Result<(), Failure> {
    let shelf = Shelf::of(source);
    let no_log = || Unreadable::NoBook(shelf.name());
    let key = shelf.read("vkey", KEY_BYTES_MAX)?.ok_or_else(no_log)?;
    let key: VerifierKey = std::str::from_utf8(&key).ok().and_then(|line| line.trim_end().parse().ok()).ok_or_else(no_log)?;
    let note = shelf.read("checkpoint", NOTE_BYTES_MAX)?.ok_or_else(no_log)?;
    let note = Note::parse(&note).map_err(|_| no_log())?;
    // How far to read; whether it is the log's word is asked as soon as the opening has named the log's key.
    let claimed: Checkpoint = note.text().parse().map_err(|_| no_log())?;
    let size = claimed.size();
    let mut tiles = HashTiles::default();
    while replay.size() < size {
        let first = replay.size();
        let (index, width) = (first / u64::from(TILE_WIDTH), (size - first).min(u64::from(TILE_WIDTH)));
        let missing = || Finding::among(first, first + width, Reason::Missing);
        let path = TilePath::new(TileKind::Entries, index, u16::try_from(width).unwrap_or(TILE_WIDTH)).ok_or_else(missing)?;
        let bundle = shelf.read(&path.to_string(), BUNDLE_BYTES_MAX)?.ok_or_else(missing)?;
        let entries = decode_bundle(&bundle).map_err(|_| Finding::among(first, first + width, Reason::Tile(path)))?;
        let mut complete = Vec::new();
        for (bytes, entry) in entries.iter().zip(read_in_parallel(&entries)) {
            let line = replay.size();
            let entry = entry.map_err(|wrong| Finding::at(line, Wrong::from(wrong)))?;
            replay.push(bytes, &entry)?;
            if line == 0 {
                replay.check_head(&key, &note)?;
            }
            replay.recall(bytes)?;
            complete.extend(tiles.push(leaf_hash(bytes)));
        }
        let read = replay.size() - first;
        if read != width {
            return Err(Finding::among(first + read.min(width), first + width, Reason::Tile(path)).into());
        }
        compare_tiles(&shelf, complete)?;
        progress(replay.size(), size);
    }
    compare_tiles(&shelf, tiles.partial())?;
    if replay.root() != *claimed.root() {
        return Err(Finding::among(0, size, Reason::Root).into());
    }
    Ok(())
}

fn compare_tiles(shelf: &Shelf, made: Vec<(TilePath, Vec<Hash>)>) -> Result<(), Failure> {
    for (path, hashes) in made {
        let served = shelf.read(&path.to_string(), TILE_BYTES_MAX)?.unwrap_or_default();
        if served != hashes.concat() {
            let same = served.chunks(32).zip(&hashes).take_while(|(served, made)| served == &made.as_slice()).count() as u64;
            return Err(tile_finding(path, same).into());
        }
    }
    Ok(())
}

/// The lines under the first hash of a tile that is another, if that can be counted.
fn tile_finding(path: TilePath, same: u64) -> Finding {
    let TileKind::Hashes(level) = path.kind() else { return Finding::whole(Reason::Tile(path)) };
    let span = u64::from(TILE_WIDTH).checked_pow(u32::from(level));
    let from = span.and_then(|span| (path.index() * u64::from(TILE_WIDTH) + same).checked_mul(span));
    match (from, span) {
        (Some(from), Some(span)) => Finding::among(from, from.saturating_add(span), Reason::Tile(path)),
        _ => Finding::whole(Reason::Tile(path)),
    }
}

impl Shelf {
    fn of(source: &Source) -> Shelf {
        match source {
            Source::Market(address) => {
                let configured = ureq::Agent::config_builder()
                    .timeout_global(Some(REQUEST_TIMEOUT))
                    .http_status_as_error(false)
                    .max_redirects(0)
                    .build();
                Shelf::Web { agent: configured.new_agent(), address: address.clone() }
            }
            Source::Export(folder) | Source::Data(folder) | Source::File(folder) | Source::Book(folder) => {
                Shelf::Folder(folder.clone())
            }
        }
    }

    fn name(&self) -> String {
        match self {
            Shelf::Folder(folder) => folder.display().to_string(),
            Shelf::Web { address, .. } => address.clone(),
        }
    }

    /// A file of the log, at most so many bytes of it; `None` if it is not there.
    fn read(&self, path: &str, bytes_max: usize) -> Result<Option<Vec<u8>>, Unreadable> {
        match self {
            Shelf::Folder(folder) => read_file(&folder.join(path), bytes_max),
            Shelf::Web { agent, address } => {
                let network = |error: ureq::Error| Unreadable::Network(format!("{address}/{path}: {error}"));
                let mut answer = agent.get(format!("{address}/{path}")).call().map_err(network)?;
                match answer.status().as_u16() {
                    200 => {}
                    404 | 410 => return Ok(None),
                    status => return Err(Unreadable::Network(format!("{address}/{path}: {status}"))),
                }
                let body = answer.body_mut().with_config().limit(bytes_max as u64);
                Ok(Some(body.read_to_vec().map_err(network)?))
            }
        }
    }
}

fn read_file(path: &std::path::Path, bytes_max: usize) -> Result<Option<Vec<u8>>, Unreadable> {
    let unreadable = |error| Unreadable::Path(path.to_owned(), error);
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(error)),
    };
    let mut bytes = Vec::new();
    file.take(bytes_max as u64).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(Some(bytes))
}
