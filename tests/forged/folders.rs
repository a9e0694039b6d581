//! The same book as a folder of tiles (docs/protocol.md § 6), with one file changed: what is said first, and of which line.
//!
//! A fixed book, long enough for full and partial tiles on two levels; nobody here has its log's key. The folders are left
//! in the target folder's `tmp/forged-folders`, with what has to be found in each, for other verifiers.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gune::audit::{Failure, Options, Source, audit};
use gune::ledger::log::{Hash, Lead, TileKind, TilePath, Tree, encode_bundle, leaf_hash};
use serde_json::json;

use crate::lie::Verdict;
use crate::village::log_key;

/// How many entries, hashes or tiles a full tile covers.
const WIDTH: usize = 256;

/// The book's files, by their names.
#[derive(Clone)]
struct Folder {
    files: BTreeMap<String, Vec<u8>>,
    entries: Vec<Vec<u8>>,
}

impl Folder {
    /// The book of the vectors: 417 entries, a full bundle and one of 161.
    fn honest() -> Folder {
        let book = include_bytes!("../vectors/book.gune");
        let ends: Vec<usize> = (0..book.len()).filter(|at| book[*at..].starts_with(b"\n\n")).take(3).collect();
        let lead = Lead::parse(&book[..ends[2] + 2]).unwrap();
        let (mut entries, mut rest) = (Vec::new(), &book[ends[2] + 2..]);
        while let Some((length, after)) = rest.split_first_chunk() {
            let (entry, after) = after.split_at(u16::from_be_bytes(*length).into());
            entries.push(entry.to_vec());
            rest = after;
        }
        let named = [("vkey", format!("{}\n", lead.key)), ("checkpoint", lead.head.to_string())];
        let files = named.map(|(name, text)| (name.to_owned(), text.into_bytes())).into();
        let mut folder = Folder { files, entries: Vec::new() };
        folder.shelve(entries);
        folder
    }

    /// Puts these entries in the place of those that are there, with all their tiles; the head stays.
    fn shelve(&mut self, entries: Vec<Vec<u8>>) {
        self.files.retain(|name, _| !name.starts_with("tile/"));
        let mut tree = Tree::new();
        entries.iter().for_each(|entry| tree.append(leaf_hash(entry)));
        for (index, bundle) in entries.chunks(WIDTH).enumerate() {
            self.files.insert(path(TileKind::Entries, index, bundle.len()), encode_bundle(bundle).unwrap());
        }
        let (mut level, mut hashes) = (0, entries.len());
        while hashes > 0 {
            for index in 0..hashes.div_ceil(WIDTH) {
                let width = (hashes - index * WIDTH).min(WIDTH);
                let tile: &[Hash] = tree.tile(level, index as u64, width as u16).unwrap();
                self.files.insert(path(TileKind::Hashes(level), index, width), tile.concat());
            }
            (level, hashes) = (level + 1, hashes / WIDTH);
        }
        self.entries = entries;
    }

    fn change(&mut self, name: &str, change: impl FnOnce(&mut Vec<u8>)) {
        change(self.files.get_mut(name).unwrap_or_else(|| panic!("{name} is there")));
    }

    fn bundle(&mut self, name: &str, entries: &[Vec<u8>]) {
        self.change(name, |bytes| *bytes = encode_bundle(entries).unwrap());
    }

    /// Writes the files and judges them: the line named is the first, where several are meant; none where all are.
    fn judge(&self, folder: &Path) -> Verdict {
        for (name, bytes) in &self.files {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
        let all = Some((0, self.entries.len() as u64 - 1));
        match audit(&Source::Export(folder.to_owned()), &Options::default(), &mut |_, _| {}) {
            Ok(_) => Verdict::RIGHT,
            Err(Failure::Wrong(found)) => Verdict {
                right: false,
                code: Some(found.reason.code().to_owned()),
                line: found.lines.filter(|lines| Some(*lines) != all).map(|(first, _)| first),
            },
            Err(Failure::Unreadable(_)) => Verdict::NO_BOOK,
        }
    }
}

fn path(kind: TileKind, index: usize, width: usize) -> String {
    TilePath::new(kind, index as u64, width as u16).unwrap().to_string()
}

/// The entry at the next one's moment: nobody signs the moment, and every rule still holds.
fn later(entry: &[u8], next: &[u8]) -> Option<Vec<u8>> {
    let (own, after) = (entry.get(..24)?, next.get(..24)?);
    // The next one's moment, if it is another.
    (own != after).then(|| [after, &entry[24..]].concat())
}

type Forge = fn(&mut Folder);

/// What was done to the folder, and what has to be said.
fn kinds() -> Vec<(&'static str, Forge, Verdict)> {
    let wrong = Verdict::wrong;
    vec![
        ("nothing-wrong", |_| {}, Verdict::RIGHT),
        ("key-line-with-more-line-ends", |it| it.change("vkey", |bytes| bytes.extend(b"\r\n")), Verdict::RIGHT),
        ("something-that-is-no-part-of-it", |it| drop(it.files.insert("tile/9/000".into(), vec![1])), Verdict::RIGHT),
        ("no-key-line", |it| drop(it.files.remove("vkey")), Verdict::NO_BOOK),
        ("key-line-cut", |it| it.change("vkey", |bytes| bytes.truncate(20)), Verdict::NO_BOOK),
        ("no-head", |it| drop(it.files.remove("checkpoint")), Verdict::NO_BOOK),
        (
            "head-with-an-extension-line",
            |it| {
                it.change("checkpoint", |bytes| {
                    let end = bytes.windows(2).position(|two| two == b"\n\n").unwrap() + 1;
                    drop(bytes.splice(end..end, *b"extension\n"));
                });
            },
            Verdict::NO_BOOK,
        ),
        (
            "head-of-nothing",
            |it| {
                it.change("checkpoint", |bytes| {
                    *bytes = String::from_utf8_lossy(bytes).replacen("\n417\n", "\n0\n", 1).into_bytes();
                });
            },
            Verdict::NO_BOOK,
        ),
        ("full-tile-with-a-byte-more", |it| it.change("tile/0/000", |bytes| bytes.push(0)), wrong("tile", Some(256))),
        ("head-without-signature", |it| it.change("checkpoint", |bytes| bytes.truncate(40)), Verdict::NO_BOOK),
        (
            "key-line-of-another-log",
            |it| it.change("vkey", |bytes| *bytes = format!("{}\n", log_key().verifier()).into_bytes()),
            wrong("log-key", Some(0)),
        ),
        ("origin-changed", |it| it.change("checkpoint", |bytes| bytes[0] ^= 1), wrong("head-signature", None)),
        // Without bundles beyond entry 0 it says the same: whose head it is comes first.
        (
            "origin-changed-and-a-bundle-away",
            |it| {
                it.change("checkpoint", |bytes| bytes[0] ^= 1);
                it.files.remove("tile/entries/001.p/161");
            },
            wrong("head-signature", None),
        ),
        ("first-bundle-away", |it| drop(it.files.remove("tile/entries/000")), wrong("missing", Some(0))),
        ("last-bundle-away", |it| drop(it.files.remove("tile/entries/001.p/161")), wrong("missing", Some(256))),
        (
            "bundle-cut-within-an-entry",
            |it| it.change("tile/entries/001.p/161", |bytes| bytes.truncate(bytes.len() - 1)),
            wrong("tile", Some(256)),
        ),
        ("bundle-with-a-byte-more", |it| it.change("tile/entries/001.p/161", |bytes| bytes.push(0)), wrong("tile", Some(256))),
        (
            "bundle-without-its-last-entry",
            |it| {
                let entries = it.entries[256..416].to_vec();
                it.bundle("tile/entries/001.p/161", &entries);
            },
            wrong("tile", Some(416)),
        ),
        ("bundle-without-any-entry", |it| it.change("tile/entries/001.p/161", Vec::clear), wrong("tile", Some(256))),
        (
            "bundle-with-an-empty-entry",
            |it| {
                let mut entries = it.entries[256..].to_vec();
                entries[9] = Vec::new();
                it.bundle("tile/entries/001.p/161", &entries);
            },
            wrong("not-an-entry", Some(265)),
        ),
        (
            "entry-with-a-bit-flipped-in-its-signature",
            |it| {
                let mut entries = it.entries[256..].to_vec();
                let line = entries.iter().position(|entry| entry.windows(11).any(|at| at == b"signature: ")).unwrap();
                assert_eq!(line, 0, "the book of the vectors is a fixed one");
                let at = entries[line].len() - 40;
                entries[line][at] = if entries[line][at] == b'A' { b'B' } else { b'A' };
                it.bundle("tile/entries/001.p/161", &entries);
            },
            wrong("bad-signature", Some(256)),
        ),
        // An entry is judged before the tiles that it fills, and a tile before the entries after it.
        (
            "tile-changed-and-a-later-entry-away",
            |it| {
                it.change("tile/0/000", |bytes| bytes[57 * 32] ^= 1);
                it.files.remove("tile/entries/001.p/161");
            },
            wrong("tile", Some(57)),
        ),
        (
            "tile-changed-and-an-earlier-entry-empty",
            |it| {
                it.change("tile/0/000", |bytes| bytes[57 * 32] ^= 1);
                let mut entries = it.entries[..256].to_vec();
                entries[200] = Vec::new();
                it.bundle("tile/entries/000", &entries);
            },
            wrong("not-an-entry", Some(200)),
        ),
        ("full-tile-changed", |it| it.change("tile/0/000", |bytes| bytes[255 * 32 + 31] ^= 128), wrong("tile", Some(255))),
        ("full-tile-away", |it| drop(it.files.remove("tile/0/000")), wrong("tile", Some(0))),
        ("partial-tile-changed", |it| it.change("tile/0/001.p/161", |bytes| bytes[3 * 32] ^= 1), wrong("tile", Some(259))),
        ("partial-tile-away", |it| drop(it.files.remove("tile/0/001.p/161")), wrong("tile", Some(256))),
        ("partial-tile-cut", |it| it.change("tile/0/001.p/161", |bytes| bytes.truncate(200)), wrong("tile", Some(262))),
        ("partial-tile-with-a-byte-more", |it| it.change("tile/0/001.p/161", |bytes| bytes.push(1)), wrong("tile", Some(417))),
        ("upper-tile-changed", |it| it.change("tile/1/000.p/1", |bytes| bytes[0] ^= 1), wrong("tile", Some(0))),
        ("upper-tile-away", |it| drop(it.files.remove("tile/1/000.p/1")), wrong("tile", Some(0))),
        (
            "upper-tile-with-a-hash-more",
            |it| it.change("tile/1/000.p/1", |bytes| bytes.extend([7; 32])),
            wrong("tile", Some(256)),
        ),
        (
            "lower-and-upper-tile-changed",
            |it| {
                it.change("tile/1/000.p/1", |bytes| bytes[0] ^= 1);
                it.change("tile/0/001.p/161", |bytes| bytes[0] ^= 1);
            },
            wrong("tile", Some(256)),
        ),
        (
            "another-moment-and-the-tiles-as-they-were",
            |it| {
                let (line, entry) = moved(it);
                let mut entries = it.entries[256..].to_vec();
                entries[line - 256] = entry;
                it.bundle("tile/entries/001.p/161", &entries);
            },
            wrong("tile", Some(MOVED)),
        ),
        (
            "another-moment-and-its-tiles",
            |it| {
                let (line, entry) = moved(it);
                let mut entries = it.entries.clone();
                entries[line] = entry;
                it.shelve(entries);
            },
            wrong("head-root", None),
        ),
    ]
}

/// The line of the vectors' book whose moment can be another one: the last that comes before a later one.
const MOVED: usize = 414;

fn moved(it: &Folder) -> (usize, Vec<u8>) {
    let moved = (256..it.entries.len() - 1).rev().find_map(|line| {
        let entry = later(&it.entries[line], &it.entries[line + 1])?;
        // A dividend's moment is the one due.
        (!entry[25..].starts_with(b"gune/1 dividend")).then_some((line, entry))
    });
    let moved = moved.unwrap();
    assert_eq!(moved.0, MOVED, "the book of the vectors is a fixed one");
    moved
}

#[test]
fn in_a_folder_of_tiles_each_file_is_judged_in_its_turn() {
    let shelf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("forged-folders");
    let _ = fs::remove_dir_all(&shelf);
    let honest = Folder::honest();
    let (mut expected, mut complaints) = (String::new(), Vec::new());
    for (number, (kind, forge, verdict)) in kinds().into_iter().enumerate() {
        let mut folder = honest.clone();
        forge(&mut folder);
        let name = format!("{number:02}-{kind}.gune");
        let found = folder.judge(&shelf.join(&name));
        if found != verdict {
            complaints.push(format!("{name}: expected {verdict:?}, found {found:?}"));
        }
        let Verdict { right, code, line } = verdict;
        expected.push_str(&format!("{}\n", json!({ "file": name, "right": right, "code": code, "line": line, "kind": kind })));
    }
    fs::write(shelf.join("expected.jsonl"), expected).unwrap();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
