//! A market as its people remember it, whatever became of the program: what they signed, and the receipts they were given.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use gune::ledger::log::{AddCheckpoint, Checkpoint, Hash, Receipt, VerifierKey, verify_consistency};
use gune::ledger::{DocumentId, Entry, Fold};
use gune::store::Readers;

use crate::people::Person;
use crate::people::program::{Program, TEXT, agent, send};

const PAYERS: u64 = 6;
/// What each has at first: enough for all rounds.
pub const FIRST: u64 = 100_000_000;
/// A dividend every second, so that the program also dies in the middle of one.
pub const PERIOD: u64 = 1;

/// What a person remembers: the number to sign next, and the document of which no answer came.
pub struct Payer {
    pub person: Person,
    pub number: u64,
    unanswered: Option<String>,
}

/// The market as its people remember it.
pub struct Village {
    pub log: VerifierKey,
    pub currency: DocumentId,
    pub payers: Vec<Mutex<Payer>>,
    pub receipts: Mutex<Vec<String>>,
}

impl Village {
    pub fn open(program: &Program, folder: &Path) -> Village {
        let people: Vec<Person> = (1..=PAYERS).map(Person::new).collect();
        let currency = program.open_market(folder, &Person::new(0), &people, (FIRST, PERIOD));
        let payer = |person| Mutex::new(Payer { person, number: 1, unanswered: None });
        Village {
            log: program.log(&agent()),
            currency,
            payers: people.into_iter().map(payer).collect(),
            receipts: Mutex::default(),
        }
    }

    /// Everybody pays the organiser again and again, until `enough` have a receipt or the program is gone.
    pub fn pay(&self, program: &Program, enough: usize, then: impl FnOnce() + Send) {
        let receipts = AtomicUsize::new(0);
        let then = Mutex::new(Some(then));
        let url = format!("{}/documents", program.address);
        std::thread::scope(|scope| {
            for payer in &self.payers {
                scope.spawn(|| {
                    let agent = agent();
                    let mut payer = payer.lock().unwrap();
                    while let Some(answered) = self.pay_once(&mut payer, &agent, &url) {
                        if !answered {
                            return;
                        }
                        if receipts.fetch_add(1, Ordering::Relaxed) + 1 >= enough
                            && let Some(then) = then.lock().unwrap().take()
                        {
                            then();
                        }
                    }
                });
            }
        });
    }

    /// One payment: whether it was confirmed; nothing if the program is gone. What was not answered is sent again first.
    pub fn pay_once(&self, payer: &mut Payer, agent: &ureq::Agent, url: &str) -> Option<bool> {
        let document = payer.unanswered.take().unwrap_or_else(|| {
            payer.number += 1;
            payer.person.pay(self.currency, payer.number, &Person::new(0), amount(payer.number)).to_text()
        });
        payer.unanswered = Some(document.clone());
        let answer = send(agent, url, TEXT, document).ok()?;
        match answer.status.as_u16() {
            200 | 201 => {
                self.receipts.lock().unwrap().push(answer.body);
                payer.unanswered = None;
                Some(true)
            }
            503 => {
                assert!(answer.body.contains("/refusals/stopped"), "{}", answer.body);
                Some(false)
            }
            status => panic!("{status}: {}", answer.body),
        }
    }

    /// Every receipt is in the book at its place with its bytes, and its head leads to the present one.
    pub fn check_receipts(&self, program: &Program, folder: &Path) {
        let agent = agent();
        let readers = Readers::open(&folder.join("gune.db")).unwrap();
        let mut heads: BTreeMap<u64, Hash> = BTreeMap::new();
        for text in self.receipts.lock().unwrap().iter() {
            let receipt = Receipt::parse(text.as_bytes()).unwrap().verify(&self.log).unwrap();
            let kept = readers.read(|reader| reader.entry(receipt.index)).unwrap();
            assert_eq!(kept.as_deref(), Some(receipt.entry.as_slice()), "entry {}", receipt.index);
            let (size, root) = (receipt.checkpoint.size(), *receipt.checkpoint.root());
            assert_eq!(*heads.entry(size).or_insert(root), root, "two heads of size {size}");
        }
        for (old, root) in heads {
            let told = program.get(&agent, &format!("/log/consistency/{old}"));
            assert_eq!(told.status, 200, "the head of size {old}");
            let told = AddCheckpoint::parse(told.body.as_bytes()).unwrap();
            let head = Checkpoint::from_note(&told.checkpoint, &self.log).unwrap();
            assert_eq!(told.old, old);
            verify_consistency(old, head.size(), &told.proof, &root, head.root()).unwrap();
        }
    }
}

/// What the payment with this number is of.
pub fn amount(number: u64) -> u64 {
    1 + number % 7
}

/// Replays the book in the folder from its bytes alone.
pub fn replay(folder: &Path) -> Fold {
    let readers = Readers::open(&folder.join("gune.db")).unwrap();
    let entries = readers.read(|reader| reader.entries(0, u64::from(u32::MAX))).unwrap();
    let mut fold = Fold::default();
    for stored in entries {
        let entry = Entry::read(&stored.bytes).unwrap();
        fold.push(&stored.bytes, &entry).unwrap();
    }
    let ledger = fold.ledger.as_ref().unwrap();
    assert_eq!(ledger.sum_of_balances(), Some(ledger.standing().supply));
    fold
}
