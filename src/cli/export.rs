//! `gune export`: the book as files. The log as auditors read it (C2SP tlog-tiles) with `book.txt` for paper, or all of
//! it in one file; and the page that verifies such a file.
//!
//! Nothing is checked here: a wrong book can be exported too, to be shown to others. `gune audit` judges the copy.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::backup::book_file;
use super::{failed, unreadable, words};
use crate::audit::{HashTiles, Unreadable};
use crate::http::page::verifier::{Known, verifier};
use crate::ledger::document::{Body, Opening};
use crate::ledger::log::tree::TILE_WIDTH;
use crate::ledger::log::{BundleError, Hash, Lead, Note, TileKind, TilePath, check_numbers_of, encode_bundle, leaf_hash};
use crate::ledger::{Content, Entry};
use crate::store::{BlockRow, Reader, Readers, StoreError};
use crate::text::{Language, Text};

/// What `gune export` is told.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// The data folder, or the book's file; not needed for a verifier that knows no market
    #[arg(required_unless_present = "verifier")]
    data: Option<String>,
    /// The folder to make; it must not exist yet, or be empty
    #[arg(required_unless_present_any = ["file", "verifier"], requires = "data")]
    target: Option<PathBuf>,
    /// Writes the whole book into one file as well, for the verifier and for a stick; it must not exist yet
    #[arg(long, value_name = "BOOK.gune", requires = "data")]
    file: Option<PathBuf>,
    /// Writes the verifier, a page for any browser that needs no network, knowing this book's key; it must not exist yet
    #[arg(long, value_name = "FILE.html")]
    verifier: Option<PathBuf>,
}

/// Why a book is not exported.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
    #[error("{0}")]
    Write(io::Error),
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
    match export_all(args, text) {
        Ok(said) => {
            said.iter().for_each(|line| println!("{line}"));
            ExitCode::SUCCESS
        }
        Err(Failure::Unreadable(error)) => failed(unreadable(text, &error)),
        Err(error) => failed(error.to_string()),
    }
}

/// Writes what was asked for; what to say about it.
fn export_all(args: &ExportArgs, text: Text) -> Result<Vec<String>, Failure> {
    let mut said = Vec::new();
    if let (Some(data), Some(target)) = (&args.data, &args.target) {
        let (count, target) = (export(data, target, text)?, target.display().to_string());
        said.push(text.export_done(text.integer(count), &target));
        said.push(text.export_paper(&target));
    }
    if let (Some(data), Some(file)) = (&args.data, &args.file) {
        let readers = Readers::open(&book_file(data)?)?;
        let count = write_new(file, |out| readers.read(|reader| Ok(write_book(reader, out)))?)?;
        said.push(text.export_done(text.integer(count), file.display().to_string()));
    }
    if let Some(file) = &args.verifier {
        let known = args.data.as_deref().map(|data| known(data, text.language)).transpose()?;
        let page = verifier(known.as_ref()).map_err(|error| Failure::Write(io::Error::other(error)))?;
        write_new(file, |out| out.write_all(page.as_bytes()).map_err(at(file)))?;
        said.push(text.verify_export_done(file.display().to_string()));
    }
    Ok(said)
}

/// What a verifier is told of the market in this book.
fn known(data: &str, language: Language) -> Result<Known, Failure> {
    let readers = Readers::open(&book_file(data)?)?;
    let entry = readers.read(|reader| reader.entry(0))?.ok_or(Unreadable::Empty)?;
    let opening = read_opening(&entry)?;
    let currency = Entry::read(&entry).map_err(|_| Failure::Entry(0))?;
    let Content::Document(signed) = currency.content else { return Err(Failure::Entry(0)) };
    let [name, unit, log] = [opening.market.to_string(), opening.unit.to_string(), opening.log.to_string()];
    Ok(Known { name, unit, currency: signed.id().to_string(), log, language })
}

/// Makes a file that is whole or not there.
fn write_new<T>(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> Result<T, Failure>) -> Result<T, Failure> {
    let mut out = BufWriter::new(File::create_new(path).map_err(at(path))?);
    let written = write(&mut out).and_then(|answer| {
        out.flush().and_then(|()| out.get_ref().sync_all()).map_err(at(path))?;
        Ok(answer)
    });
    if written.is_err() {
        // Half a book would be taken for a wrong one.
        let _ = fs::remove_file(path);
    }
    written
}

/// The whole book as one file, all of it as one snapshot holds it.
fn write_book(reader: &Reader<'_>, out: &mut impl Write) -> Result<u64, Failure> {
    let head = reader.last_block()?.ok_or(Unreadable::Empty)?;
    let opening = read_opening(&reader.entry(0)?.ok_or(Unreadable::Empty)?)?;
    let lead = Lead::print(&opening.log, &head.checkpoint);
    out.write_all(lead.as_bytes()).map_err(Failure::Write)?;
    let mut first = 0;
    while first < head.size {
        let entries = read_bundle(reader, first, head.size)?;
        out.write_all(&encode_bundle(&entries)?).map_err(Failure::Write)?;
        first += entries.len() as u64;
    }
    Ok(head.size)
}

/// The entries of the bundle that begins here, in a log of this size.
fn read_bundle(reader: &Reader<'_>, first: u64, size: u64) -> Result<Vec<Vec<u8>>, Failure> {
    let width = (size - first).min(u64::from(TILE_WIDTH));
    let entries: Vec<Vec<u8>> = reader.entries(first, width)?.into_iter().map(|row| row.bytes).collect();
    if entries.len() as u64 != width {
        return Err(Failure::Entry(first + entries.len() as u64));
    }
    Ok(entries)
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
        let entries = read_bundle(reader, first, head.size)?;
        let width = entries.len() as u64;
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
        Body::Opening(opening) => Ok(Opening::clone(opening)),
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
