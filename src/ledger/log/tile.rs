//! Paths of tiles and bundles of entries (C2SP tlog-tiles).

use std::fmt;
use std::str::FromStr;

use super::spelling;
use super::tree::TILE_WIDTH;

/// The highest level of a tile.
const LEVEL_MAX: u64 = 63;

/// Digits of a tile's index in one part of its path.
const PART_DIGITS: usize = 3;

/// Longest path of a tile: 19 digits of an index in seven parts, a level or `entries`, a width.
const PATH_BYTES_MAX: usize = 64;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileKind {
    /// Hashes of this level, 0 ..= 63; level 0 is that of the leaves.
    Hashes(u8),
    /// The entries themselves.
    Entries,
}

/// The address of a tile: `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TilePath {
    kind: TileKind,
    index: u64,
    width: u16,
}

/// A text that is not the path of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the path of a tile")]
pub struct NotATilePath;

impl TilePath {
    /// The address of the first `width` hashes or entries of a tile; nothing if level or width is out of bounds.
    #[must_use]
    pub fn new(kind: TileKind, index: u64, width: u16) -> Option<Self> {
        let level_fits = match kind {
            TileKind::Hashes(level) => u64::from(level) <= LEVEL_MAX,
            TileKind::Entries => true,
        };
        (level_fits && (1..=TILE_WIDTH).contains(&width)).then_some(Self { kind, index, width })
    }

    /// What the tile holds.
    #[must_use]
    pub fn kind(&self) -> TileKind {
        self.kind
    }

    /// The place of the tile in its level, from 0.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes or entries are asked for: 256 in a full tile, 1 ..= 255 in a partial one.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TileKind::Hashes(level) => write!(f, "tile/{level}/")?,
            TileKind::Entries => write!(f, "tile/entries/")?,
        }
        let mut parts = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            parts.push(rest % 1000);
            rest /= 1000;
        }
        while let Some(part) = parts.pop() {
            if parts.is_empty() {
                write!(f, "{part:03}")?;
            } else {
                write!(f, "x{part:03}/")?;
            }
        }
        if self.width < TILE_WIDTH {
            write!(f, ".p/{}", self.width)?;
        }
        Ok(())
    }
}

impl FromStr for TilePath {
    type Err = NotATilePath;

    fn from_str(text: &str) -> Result<Self, NotATilePath> {
        let path = parse(text).ok_or(NotATilePath)?;
        // One spelling: this refuses needless leading groups.
        if path.to_string() == text { Ok(path) } else { Err(NotATilePath) }
    }
}

fn parse(text: &str) -> Option<TilePath> {
    if text.len() > PATH_BYTES_MAX {
        return None;
    }
    let (level, rest) = text.strip_prefix("tile/")?.split_once('/')?;
    let kind = match level {
        "entries" => TileKind::Entries,
        _ => TileKind::Hashes(u8::try_from(spelling::number(level)?).ok()?),
    };
    let (parts, width) = match rest.split_once(".p/") {
        Some((parts, width)) => (parts, u16::try_from(spelling::number(width)?).ok()?),
        None => (rest, TILE_WIDTH),
    };
    let mut index = 0_u64;
    for part in parts.split('/') {
        let digits = part.strip_prefix('x').unwrap_or(part);
        if digits.len() != PART_DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    TilePath::new(kind, index, width)
}

/// Why entries are no bundle, or bytes none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// A bundle holds at most 256 entries.
    #[error("more than 256 entries")]
    TooMany,
    /// The length of an entry is written in two bytes.
    #[error("an entry of more than 65 535 bytes")]
    EntryTooLong,
    /// The bytes end inside an entry.
    #[error("the bundle ends inside an entry")]
    Truncated,
}

/// The bundle of some entries: each preceded by its length in two bytes, the most significant first.
///
/// # Errors
///
/// Too many entries, or one too long.
pub fn encode_bundle(entries: &[impl AsRef<[u8]>]) -> Result<Vec<u8>, BundleError> {
    if entries.len() > usize::from(TILE_WIDTH) {
        return Err(BundleError::TooMany);
    }
    let mut bundle = Vec::new();
    for entry in entries {
        let entry = entry.as_ref();
        let length = u16::try_from(entry.len()).map_err(|_| BundleError::EntryTooLong)?;
        bundle.extend_from_slice(&length.to_be_bytes());
        bundle.extend_from_slice(entry);
    }
    Ok(bundle)
}

/// The entries of a bundle. How many there should be, its path says.
///
/// # Errors
///
/// Too many entries, or the last one is cut off.
pub fn decode_bundle(bundle: &[u8]) -> Result<Vec<&[u8]>, BundleError> {
    let mut entries = Vec::new();
    let mut rest = bundle;
    while !rest.is_empty() {
        if entries.len() >= usize::from(TILE_WIDTH) {
            return Err(BundleError::TooMany);
        }
        let (length, after) = rest.split_first_chunk().ok_or(BundleError::Truncated)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, after) = after.split_at_checked(length).ok_or(BundleError::Truncated)?;
        entries.push(entry);
        rest = after;
    }
    Ok(entries)
}
