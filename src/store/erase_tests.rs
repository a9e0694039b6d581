//! What was erased is in no byte of any file: the test churns many texts, then reads the files as a thief would.

#[path = "erase_tests/pictures.rs"]
mod pictures;

use std::collections::BTreeMap;
use std::path::Path;

use super::*;
use crate::ledger::document::{Output, Payment};
use crate::ledger::identifier::Salt;
use crate::ledger::{Amount, Body, Commitment, Document, Signature, Signed};
use crate::store::{Batch, Beside, Block, NewListing, Readers, Row};

const PEOPLE: u64 = 300;

/// A book of many people, each with a name, memos and a listing; what is theirs begins with a mark of their own.
struct Crowd {
    folder: tempfile::TempDir,
    store: Store,
    size: u64,
    /// Where each has paid and was paid.
    places: BTreeMap<u64, Vec<u64>>,
}

fn person(number: u64) -> Pubkey {
    let mut bytes = [9; 32];
    // Spread, so that neighbours in time are none in the tables.
    bytes[..8].copy_from_slice(&number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    Pubkey::from_bytes(bytes)
}

/// The mark of this person's texts, and the salt, which is another.
fn mark(number: u64) -> String {
    format!("texte-secret-{number:05}-")
}

fn salt(number: u64) -> Salt {
    *format!("sel-{number:05}-cristal").as_bytes().first_chunk().unwrap()
}

impl Crowd {
    fn new() -> Crowd {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("gune.db")).unwrap();
        let mut crowd = Crowd { folder, store, size: 0, places: BTreeMap::new() };
        for number in 0..PEOPLE {
            crowd.enter(number);
        }
        // Memos come later and in another order, so that pages split between the texts of different people.
        for turn in 0..6 {
            for number in (0..PEOPLE).rev() {
                crowd.pay(number, turn);
            }
        }
        crowd
    }

    fn append(&mut self, row: Row, beside: Vec<Beside>) {
        let (previous_size, size) = (self.size, self.size + 1);
        let root = [1; 32];
        let checkpoint = format!("size {size}");
        let block = Some(Block { previous_size, previous_root: root, rows: vec![row], size, root, checkpoint, check: [0; 6] });
        self.store.append(&Batch { block, beside }).unwrap();
        self.size = size;
    }

    fn row(&self, number: u64) -> Row {
        Row {
            at: Moment::from_seconds(self.size).unwrap(),
            kind: "payment",
            signed: Some((person(number), self.size + 1)),
            bytes: format!("entry {}", self.size).into_bytes(),
            membership: Vec::new(),
            opened: Vec::new(),
            dividend: None,
            erasure: None,
        }
    }

    fn enter(&mut self, number: u64) {
        let name = format!("{}nom", mark(number));
        let commitment = Commitment::to(&salt(number), &name);
        let row = Row { opened: vec![(person(number), format!("c{number}"), commitment)], ..self.row(number) };
        let document = format!("gune/1 listing\ntitle: {}annonce {}\n", mark(number), "x".repeat(300));
        let listing = Beside::Listing(Box::new(NewListing {
            id: DocumentId::of(document.as_bytes()),
            account: person(number),
            at: row.at,
            words: format!("{}annonce", mark(number)),
            document,
            sort: "offer",
            category: "food",
            stock: 1,
        }));
        self.append(row, vec![Beside::Text(commitment, salt(number), name), listing]);
    }

    fn pay(&mut self, number: u64, turn: u64) -> Commitment {
        let memo = format!("{}mot {turn} {}", mark(number), "y".repeat(60));
        let commitment = Commitment::to(&salt(number), &memo);
        let payee = (number + 1) % PEOPLE;
        for party in [number, payee] {
            self.places.entry(party).or_default().push(self.size);
        }
        let output = Output { to: person(payee), amount: Amount::MAX };
        let payment = Payment { outputs: vec![output], listing: None, refund_of: None, memo: Some(commitment) };
        let (account, body) = (person(number), Body::Payment(payment));
        let document =
            Document { currency: Some(DocumentId([7; 32])), account, key: account, number: self.size + 1, until: None, body };
        let signed = Signed::new(&document, |_| Signature::from_bytes([0; 64])).unwrap();
        let row = self.row(number);
        let row = Row { bytes: format!("at: {}\n{}", row.at, signed.to_text()).into_bytes(), ..row };
        self.append(row, vec![Beside::Text(commitment, salt(number), memo)]);
        commitment
    }

    fn erase(&mut self, number: u64) {
        let erasure = Some(Erasure { account: person(number), places: self.places.get(&number).cloned().unwrap_or_default() });
        let row = Row { erasure, kind: "erasure", ..self.row(number) };
        let at = row.at;
        self.append(row, vec![Beside::Erased(person(number), at)]);
    }

    /// In how many places of the files each person's texts or salts are still to be read.
    fn traces(&self) -> BTreeMap<u64, usize> {
        traces(self.folder.path())
    }

    fn texts(&self) -> i64 {
        self.store.connection.query_row("select count(*) from personal_text", [], |row| row.get(0)).unwrap()
    }
}

fn traces(folder: &Path) -> BTreeMap<u64, usize> {
    let mut found = BTreeMap::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| [b't', b's'].contains(byte)) {
            let rest = &bytes[at..];
            let number = [b"texte-secret-".as_slice(), b"sel-"].into_iter().find_map(|mark| rest.strip_prefix(mark)?.get(..5));
            if let Some(number) = number.and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok()) {
                *found.entry(number).or_default() += 1;
            }
        }
    }
    found
}

#[test]
fn of_what_was_erased_no_byte_is_left_in_any_file() {
    let mut crowd = Crowd::new();
    assert!(
        crowd.traces().into_values().filter(|count| *count >= 16).count() == PEOPLE as usize,
        "the search finds what is there"
    );
    let (gone, stays): (Vec<u64>, Vec<u64>) = (0..PEOPLE).partition(|number| number % 3 == 1);
    for number in &gone {
        crowd.erase(*number);
    }
    assert!(crowd.store.owes_scrubbing(false).unwrap());
    assert!(crowd.traces().contains_key(&gone[5]), "until the file is scrubbed, the write-ahead file holds them");
    assert!(crowd.store.scrub(false).unwrap());
    assert!(!crowd.store.owes_scrubbing(false).unwrap());
    let left = crowd.traces();
    assert!(left.keys().eq(&stays), "{left:?}");
    assert_eq!(crowd.texts(), stays.len() as i64 * 7, "nobody else lost a word");
    assert!(left.values().all(|count| *count >= 16));
    assert_eq!(crowd.store.reader().complaint().unwrap(), None);
    // What moved between pages while it stood leaves nothing behind when it goes later.
    for number in stays {
        crowd.erase(number);
    }
    assert!(crowd.store.scrub(false).unwrap());
    assert_eq!(crowd.traces(), BTreeMap::new());
    assert!(crowd.store.owes_scrubbing(true).unwrap(), "the whole file is rewritten at the next start besides");
    assert!(crowd.store.scrub(true).unwrap());
    assert_eq!(crowd.traces(), BTreeMap::new());
}

#[test]
fn while_somebody_reads_an_older_state_the_scrubbing_stays_owed() {
    let mut crowd = Crowd::new();
    let path = crowd.folder.path().join("gune.db");
    let reader = rusqlite::Connection::open(&path).unwrap();
    reader.execute_batch("begin; select count(*) from entry;").unwrap();
    crowd.erase(3);
    assert!(!crowd.store.scrub(false).unwrap(), "busy");
    assert!(crowd.store.owes_scrubbing(false).unwrap());
    assert!(crowd.traces().contains_key(&3));
    crowd.erase(4);
    drop(reader);
    let Crowd { folder, store, size, places } = crowd;
    drop(store);
    let mut crowd = Crowd { store: Store::open(&path).unwrap(), folder, size, places };
    assert!(crowd.store.owes_scrubbing(true).unwrap(), "the debt outlives the program");
    assert!(crowd.store.scrub(true).unwrap());
    let left = crowd.traces();
    assert!(!left.contains_key(&3) && !left.contains_key(&4) && left.contains_key(&5));
}

#[test]
fn a_copy_made_before_the_scrubbing_is_scrubbed_itself() {
    let mut crowd = Crowd::new();
    crowd.erase(3);
    let copies = tempfile::tempdir().unwrap();
    let copy = copies.path().join("copy.db");
    crowd.store.readers().backup(&copy).unwrap();
    let left = traces(copies.path());
    assert!(left.contains_key(&5) && !left.contains_key(&3));
    assert_eq!(std::fs::read_dir(copies.path()).unwrap().count(), 1, "one file, as it was asked for");
    assert_eq!(Readers::open(&copy).unwrap().read(|reader| reader.size()).unwrap(), crowd.size);
}

#[test]
fn a_book_from_which_texts_were_erased_by_hand_before_is_scrubbed_at_its_first_start() {
    let crowd = Crowd::new();
    let path = crowd.folder.path().join("gune.db");
    let Crowd { folder, store, .. } = crowd;
    drop(store);
    // As it was made by the version before, and as somebody erased from it without care.
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(
        "pragma secure_delete = off; drop table erased; drop table witness; delete from setting;
         drop table membership; create table movement (idx integer); pragma user_version = 2;",
    )
    .unwrap();
    let erased = old.execute("delete from personal_text where text like ? || '%'", [mark(3)]).unwrap();
    let listed = old.execute("delete from listing where account = ?", [person(3).bytes()]).unwrap();
    assert_eq!((erased, listed), (7, 1));
    old.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(())).unwrap();
    drop(old);
    assert!(traces(folder.path()).contains_key(&3), "deleting alone leaves them there");
    let mut store = Store::open(&path).unwrap();
    assert!(store.owes_scrubbing(true).unwrap());
    assert!(store.scrub(true).unwrap());
    assert!(!store.owes_scrubbing(true).unwrap());
    let left = traces(folder.path());
    assert!(left.contains_key(&4) && !left.contains_key(&3));
}

#[test]
fn an_erased_text_is_not_taken_in_again_and_rebuilt_views_bring_nothing_back() {
    let mut crowd = Crowd::new();
    crowd.erase(3);
    let before = crowd.texts();
    let memo = crowd.pay(3, 0);
    assert_eq!(crowd.texts(), before, "the same commitment, by whoever knows the words, opens no more");
    assert_eq!(crowd.store.reader().personal_text(&memo).unwrap(), None);
    crowd.pay(3, 50);
    assert_eq!(crowd.texts(), before + 1, "what is written after an erasure stays");
    // An erasure of nothing owes nothing.
    crowd.erase(3);
    assert!(crowd.store.scrub(false).unwrap());
    crowd.erase(3);
    assert!(!crowd.store.owes_scrubbing(false).unwrap());
}
