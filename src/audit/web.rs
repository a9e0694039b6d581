//! Auditing a log as it is served or exported: a signed head, bundles of entries, tiles of hashes (C2SP tlog-tiles).

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use super::chunk::{self, Leaf};
use super::replay::Replay;
use super::{Failure, Finding, HashTiles, Reason, Source, Unreadable};
use crate::ledger::log::note::NOTE_BYTES_MAX;
use crate::ledger::log::receipt::ENTRY_BYTES_MAX;
use crate::ledger::log::tree::TILE_WIDTH;
use crate::ledger::log::{Hash, Lead, TileKind, TilePath, decode_bundle};
use crate::sequencer::{Reading, in_order};

/// How long one request may take: a room's Wi-Fi is slow, a market that hangs is none.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// The longest verifier key line that is read.
const KEY_BYTES_MAX: usize = 1024;

/// Bundles that are checked together (4 096 entries).
const BUNDLES: usize = 16;

/// Bytes of entries in them, at the most, but for the last bundle: four times what payments have.
const BUNDLES_BYTES_MAX: usize = 8 << 20;

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
pub(super) fn audit(
    source: &Source,
    threads: NonZeroUsize,
    replay: &mut Replay,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), Failure> {
    let shelf = Shelf::of(source);
    let no_log = || Unreadable::NoBook(shelf.name());
    let key = shelf.read("vkey", KEY_BYTES_MAX)?.ok_or_else(no_log)?;
    let head = shelf.read("checkpoint", NOTE_BYTES_MAX)?.ok_or_else(no_log)?;
    let lead = str::from_utf8(&key).ok().and_then(|key| Lead::of(key.trim_end(), &head)).ok_or_else(no_log)?;
    // How far to read; whether it is the log's word is asked as soon as the opening has named the log's key.
    let size = lead.claimed.size();
    let mut desk = Desk { shelf: &shelf, replay, lead: &lead, tiles: HashTiles::default() };
    let mut bundles = Bundles { shelf: &shelf, first: 0, size, end: false };
    // The first by itself: the opening in it says which head is to be trusted.
    let reading = Reading::default();
    desk.take(check(bundles.chunk(1), 0, &reading))?;
    let trusted = desk.replay.trusted();
    in_order(
        threads,
        || (),
        || (!bundles.end).then(|| bundles.chunk(BUNDLES)),
        |chunk| check(chunk, trusted, &reading),
        |chunk| {
            desk.take(chunk)?;
            progress(desk.replay.size(), size);
            Ok::<(), Failure>(())
        },
    )?;
    let partial = desk.tiles.partial();
    compare_tiles(&shelf, partial)?;
    if desk.replay.root() != *lead.claimed.root() {
        return Err(Finding::among(0, size, Reason::Root).into());
    }
    Ok(())
}

/// Bundles as they are served, and why no more of them could be had.
struct Chunk<E> {
    bundles: Vec<Bundle<E>>,
    failure: Option<Failure>,
}

/// The entries of one bundle, which should be `width` ones from line `first` on.
struct Bundle<E> {
    path: TilePath,
    first: u64,
    width: u64,
    entries: Vec<E>,
}

/// The bundles, fetched one after the other.
struct Bundles<'a> {
    shelf: &'a Shelf,
    first: u64,
    size: u64,
    end: bool,
}

impl Bundles<'_> {
    fn chunk(&mut self, count: usize) -> Chunk<Vec<u8>> {
        let (mut bundles, mut failure, mut bytes) = (Vec::new(), None, 0);
        while bundles.len() < count && failure.is_none() && self.first < self.size && bytes < BUNDLES_BYTES_MAX {
            match self.fetch() {
                Ok(bundle) => {
                    self.first += bundle.width;
                    bytes += bundle.entries.iter().map(Vec::len).sum::<usize>();
                    bundles.push(bundle);
                }
                Err(error) => failure = Some(error),
            }
        }
        self.end = failure.is_some() || self.first >= self.size;
        Chunk { bundles, failure }
    }

    fn fetch(&self) -> Result<Bundle<Vec<u8>>, Failure> {
        let first = self.first;
        let (index, width) = (first / u64::from(TILE_WIDTH), (self.size - first).min(u64::from(TILE_WIDTH)));
        let missing = || Finding::among(first, first + width, Reason::Missing);
        let path = TilePath::new(TileKind::Entries, index, u16::try_from(width).unwrap_or(TILE_WIDTH)).ok_or_else(missing)?;
        let bundle = self.shelf.read(&path.to_string(), BUNDLE_BYTES_MAX)?.ok_or_else(missing)?;
        let entries = decode_bundle(&bundle).map_err(|_| Finding::among(first, first + width, Reason::Tile(path)))?;
        let entries = entries.into_iter().map(<[u8]>::to_vec).collect();
        Ok(Bundle { path, first, width, entries })
    }
}

/// What needs no state, for all bundles together: on any thread.
fn check(chunk: Chunk<Vec<u8>>, trusted: u64, reading: &Reading) -> Chunk<Result<Leaf, Finding>> {
    let first = chunk.bundles.first().map_or(0, |bundle| bundle.first);
    let bytes: Vec<&Vec<u8>> = chunk.bundles.iter().flat_map(|bundle| &bundle.entries).collect();
    let mut leaves = chunk::read(first, &bytes, trusted, reading).into_iter();
    let bundles = chunk.bundles.iter().map(|Bundle { path, first, width, entries }| {
        let entries = leaves.by_ref().take(entries.len()).collect();
        Bundle { path: *path, first: *first, width: *width, entries }
    });
    Chunk { bundles: bundles.collect(), failure: chunk.failure }
}

/// Where the book is put together again, in order.
struct Desk<'a> {
    shelf: &'a Shelf,
    replay: &'a mut Replay,
    lead: &'a Lead,
    tiles: HashTiles,
}

impl Desk<'_> {
    fn take(&mut self, chunk: Chunk<Result<Leaf, Finding>>) -> Result<(), Failure> {
        for Bundle { path, first, width, entries } in chunk.bundles {
            let mut complete = Vec::new();
            for leaf in entries {
                let Leaf { entry, hash } = leaf?;
                let line = self.replay.size();
                self.replay.push(hash, &entry)?;
                if line == 0 {
                    self.replay.check_head(&self.lead.key, &self.lead.head)?;
                }
                self.replay.recall(hash)?;
                complete.extend(self.tiles.push(hash));
            }
            let read = self.replay.size() - first;
            if read != width {
                return Err(Finding::among(first + read.min(width), first + width, Reason::Tile(path)).into());
            }
            compare_tiles(self.shelf, complete)?;
        }
        chunk.failure.map_or(Ok(()), Err)
    }
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

    /// A file of the log, so many bytes of it and one more at the most: what is too long is not taken for what it begins
    /// with. `None` if it is not there.
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
                let body = answer.body_mut().as_reader();
                read_some(body, bytes_max).map(Some).map_err(|error| network(error.into()))
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
    read_some(file, bytes_max).map(Some).map_err(unreadable)
}

fn read_some(file: impl Read, bytes_max: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(bytes_max as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
