//! `gune export`: the book as files. The log as auditors read it (C2SP tlog-tiles), and `book.txt` for paper.
//!
//! Nothing is checked here: a wrong book can be exported too, to be shown to others. `gune audit` judges the copy.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::backup::book_file;
use super::{failed, unreadable, words};
use crate::audit::{HashTiles, Unreadable};
use crate::ledger::document::{Body, Opening};
use crate::ledger::log::tree::TILE_WIDTH;
use crate::ledger::log::{BundleError, Hash, Note, TileKind, TilePath, check_numbers_of, encode_bundle, leaf_hash};
use crate::ledger::{Content, Entry};
use crate::store::{BlockRow, Reader, Readers, StoreError};
use crate::text::Text;

/// What `gune export` is told.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// The data folder, or the book's file
    data: String,
    /// The folder to make; it must not exist yet, or be empty
    target: PathBuf,
}

/// Why a book is not exported.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
    #[error("the folder {0} is not empty")]
    NotEmpty(PathBuf),
    #[error("line {0} of the book cannot be read")]
    Entry(u64),
    #[error(transparent)]
    Bundle(#[from] BundleError),
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// Writes the files, and says where.
pub fn run(args: &ExportArgs) -> ExitCode {
    let text = words();
    let target = args.target.display().to_string();
    match export(&args.data, &args.target, text) {
        Ok(count) => {
            println!("{}\n{}", text.export_done(text.integer(count), &target), text.export_paper(&target));
            ExitCode::SUCCESS
        }
        Err(Failure::Unreadable(error)) => failed(unreadable(text, &error)),
        Err(error) => failed(error.to_string()),
    }
}

fn export(data: &str, target: &Path, text: Text) -> Result<u64, Failure> {
    let readers = Readers::open(&book_file(data)?)?;
    fs::create_dir_all(target).map_err(at(target))?;
    if fs::read_dir(target).map_err(at(target))?.next().is_some() {
        return Err(Failure::NotEmpty(target.to_owned()));
    }
    readers.read(|reader| Ok(export_rows(reader, target, text)))?
}

fn export_rows(reader: &Reader<'_>, target: &Path, text: Text) -> Result<u64, Failure> {
    let head = reader.last_block()?.ok_or(Unreadable::Empty)?;
    let opening = read_opening(&reader.entry(0)?.ok_or(Unreadable::Empty)?)?;
    write(target, "vkey", format!("{}\n", opening.log).as_bytes())?;
    let path = target.join("book.txt");
    let mut book = BufWriter::new(File::create(&path).map_err(at(&path))?);
    book.write_all(lead(&opening, &head, text).as_bytes()).map_err(at(&path))?;
    let mut tiles = HashTiles::default();
    let mut first = 0;
    while first < head.size {
        let width = (head.size - first).min(u64::from(TILE_WIDTH));
        let rows = reader.entries(first, width)?;
        let entries: Vec<Vec<u8>> = rows.into_iter().map(|row| row.bytes).collect();
        if entries.len() as u64 != width {
            return Err(Failure::Entry(first + entries.len() as u64));
        }
        for (index, entry) in (first..).zip(&entries) {
            write_tiles(target, tiles.push(leaf_hash(entry)))?;
            write!(book, "\n[{index}]\n").and_then(|()| book.write_all(entry)).map_err(at(&path))?;
        }
        let place = (first / u64::from(TILE_WIDTH), u16::try_from(width).unwrap_or(TILE_WIDTH));
        let bundle = TilePath::new(TileKind::Entries, place.0, place.1).ok_or(Failure::Entry(first))?;
        write(target, &bundle.to_string(), &encode_bundle(&entries)?)?;
        first += width;
    }
    write_tiles(target, tiles.partial())?;
    book.flush().map_err(at(&path))?;
    // Last: a folder with a checkpoint is whole.
    write(target, "checkpoint", head.checkpoint.as_bytes())?;
    Ok(head.size)
}

/// What stands at the top of the paper: which market, which head, how to read on.
fn lead(opening: &Opening, head: &BlockRow, text: Text) -> String {
    let numbers = Note::parse(head.checkpoint.as_bytes()).ok().and_then(|note| check_numbers_of(&note));
    let words = numbers.map(|numbers| text.head_words(&numbers).join(" ")).unwrap_or_default();
    format!(
        "{}\n{}\n{}\n\n{}\n",
        text.verdict_book(opening.market.as_str(), opening.place.as_str()),
        opening.log,
        text.verdict_last_words(text.integer(head.size), words),
        text.export_book_lead()
    )
}

fn read_opening(bytes: &[u8]) -> Result<Opening, Failure> {
    let entry = Entry::read(bytes).map_err(|_| Failure::Entry(0))?;
    let Content::Document(signed) = entry.content else { return Err(Failure::Entry(0)) };
    match &signed.document().body {
        Body::Opening(opening) => Ok(opening.clone()),
        _ => Err(Failure::Entry(0)),
    }
}

fn write_tiles(target: &Path, tiles: Vec<(TilePath, Vec<Hash>)>) -> Result<(), Failure> {
    tiles.iter().try_for_each(|(path, hashes)| write(target, &path.to_string(), &hashes.concat()))
}

fn write(target: &Path, name: &str, bytes: &[u8]) -> Result<(), Failure> {
    let path = target.join(name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(at(folder))?;
    }
    fs::write(&path, bytes).map_err(at(&path))
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> Failure {
    let path = path.to_owned();
    move |error| Failure::Io(path, error)
}
