//! Starting: the whole book is replayed from its signed documents. An entry refused then is corruption: nothing starts.

use super::book::{Applied, Book};
use super::guard::{Behind, Guard};
use super::in_order::{all_cores, in_order};
use super::numbers::Numbers;
use super::reading::Reading;
use super::rows::row_of;
use crate::ledger::document::Signed;
use crate::ledger::log::{Checkpoint, Note, Tree, VerifierKey, check_numbers_of, leaf_hash};
use crate::ledger::{Fold, Wrong};
use crate::market::{Cosigned, Notice, Registration, Shelf, Shelved, Witnesses};
use crate::store::{ListingQuery, Store, StoreError};

/// Entries read and verified together.
const CHUNK: u64 = 16_384;

/// Why a book cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An entry that cannot stand where it stands.
    #[error("line {index} of the book is wrong: {wrong}. Run `gune audit`; bring back a good copy")]
    Corrupt {
        /// Its place.
        index: u64,
        /// Why.
        wrong: Wrong,
    },
    /// The head in the file does not belong to the entries in the file.
    #[error("the book's last head does not match its {size} entries. Run `gune audit`; bring back a good copy")]
    Head {
        /// How many entries the file has.
        size: u64,
    },
    /// The book's opening names another log key.
    #[error("this book is signed by another log key than the one in the keys folder")]
    OtherLog,
    /// What was revealed before is not in the book.
    #[error(transparent)]
    Behind(#[from] Behind),
    /// The writer's thread could not be started.
    #[error("the writer cannot start: {0}")]
    Thread(String),
}

/// A book that may be served.
pub(super) struct Replayed {
    pub store: Store,
    pub fold: Fold,
    pub numbers: Numbers,
    pub shelf: Shelf,
    pub witnesses: Witnesses,
    pub book: Book,
}

/// Entries as they were read one after the other, or why they were not.
type Chunk = Result<Vec<Vec<u8>>, StoreError>;

pub(super) fn replay(mut store: Store, log: &VerifierKey, guard: &Guard) -> Result<Replayed, ReplayError> {
    let (mut fold, mut numbers) = (Fold::default(), Numbers::default());
    let mut book = Book::default();
    // What they need is little beside the book, and is written at once: a crash leaves none, or all.
    let (rebuild, mut views) = (store.reader().accounts_count()? == 0, Vec::new());
    let readers = store.readers();
    let (mut first, mut ended) = (0, false);
    let next = || {
        let rows = (!ended).then(|| readers.read(|reader| reader.entries(first, CHUNK)))?;
        ended = !rows.as_ref().is_ok_and(|rows| rows.len() as u64 == CHUNK);
        first += CHUNK;
        Some(rows.map(|rows| rows.into_iter().map(|row| row.bytes).collect()))
    };
    let reading = Reading::default();
    let read = |chunk: Chunk| chunk.map(|stored| (reading.entries(&stored), stored));
    in_order(
        all_cores(),
        || (),
        next,
        read,
        |chunk| {
            let (entries, stored) = chunk?;
            let first = fold.frontier.size();
            for (index, (bytes, entry)) in (first..).zip(stored.iter().zip(entries)) {
                let corrupt = |wrong| ReplayError::Corrupt { index, wrong };
                let entry = entry.map_err(|error| corrupt(error.into()))?;
                let accounts = fold.ledger.as_ref().map_or(0, |ledger| ledger.accounts().len() as u64);
                let change = fold.push(bytes, &entry).map_err(|refusal| corrupt(refusal.into()))?;
                if rebuild {
                    let row = row_of(&entry, Vec::new(), change.as_ref(), accounts, |account| {
                        book.places.since_erasure(account, index)
                    });
                    views.extend(row.has_views().then_some((index, row)));
                }
                numbers.note(index, &entry);
                let applied = match (change, &fold.ledger) {
                    (Some(change), _) => Applied::Changed(Box::new(change)),
                    (None, Some(ledger)) => Applied::Opened(Box::new(ledger.clone())),
                    (None, None) => return Err(corrupt(Wrong::Rule(crate::ledger::Refusal::NotOpened))),
                };
                book.apply(&entry, leaf_hash(bytes), applied);
            }
            Ok(())
        },
    )?;
    if fold.ledger.as_ref().is_some_and(|ledger| ledger.opening().log != *log) {
        return Err(ReplayError::OtherLog);
    }
    store.append_views(&views)?;
    book.checkpoint = last_head(&store, &fold, log)?;
    guard.check(&book.tree, log)?;
    store.note_heads(|checkpoint| check_numbers_of(&Note::parse(checkpoint.as_bytes()).ok()?))?;
    let shelf = restock(&store)?;
    let witnesses = witnesses(&store, &book.tree, log)?;
    book.witnesses = witnesses.clone();
    Ok(Replayed { store, fold, numbers, shelf, witnesses, book })
}

fn last_head(store: &Store, fold: &Fold, log: &VerifierKey) -> Result<Option<Note>, ReplayError> {
    let size = fold.frontier.size();
    let wrong = || ReplayError::Head { size };
    let Some(block) = store.reader().last_block()? else {
        return if size == 0 { Ok(None) } else { Err(wrong()) };
    };
    let note = Note::parse(block.checkpoint.as_bytes()).map_err(|_| wrong())?;
    let head = Checkpoint::from_note(&note, log).map_err(|_| wrong())?;
    if head.size() != size || *head.root() != fold.frontier.root() {
        return Err(wrong());
    }
    Ok(Some(note))
}

fn restock(store: &Store) -> Result<Shelf, ReplayError> {
    let mut shelf = Shelf::default();
    for listing in store.reader().listings(&ListingQuery { count: u64::from(u32::MAX), ..ListingQuery::default() })? {
        let signed = listing.document.as_deref().and_then(|document| Signed::<Notice>::parse(document.as_bytes()).ok());
        if let Some(Notice::Listing(put)) = signed.map(|signed| signed.document().body.clone()) {
            shelf.put(listing.id, Shelved { account: listing.account, sort: put.sort, left: listing.stock });
        }
    }
    Ok(shelf)
}

/// The phones that watch. What nobody has signed counts for nothing, nor does a head that this log does not have: the file
/// was changed by other hands.
fn witnesses(store: &Store, tree: &Tree, log: &VerifierKey) -> Result<Witnesses, ReplayError> {
    let mut witnesses = Witnesses::default();
    for row in store.reader().witnesses(u64::from(u32::MAX))? {
        let Ok(signed) = Signed::<Notice>::parse(row.document.as_bytes()) else { continue };
        let Ok(signed) = signed.verify() else { continue };
        let document = signed.document();
        let Notice::Witness(phone) = document.body else { continue };
        let is_of_this_log = |newest: &Cosigned| tree.root_at(newest.size) == Ok(newest.root);
        let newest = row.newest.filter(|newest| is_of_this_log(newest) && newest.is_signed_by(&phone, log));
        let (account, number) = (document.account, document.number);
        let registration = Registration { account, witness: phone.witness, number, id: signed.id(), newest };
        witnesses.register(document.key, registration);
    }
    Ok(witnesses)
}
