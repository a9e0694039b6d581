//! A market played without a network: a real book on a real disk, and the hands that tamper with it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ed25519_dalek::{Signer as _, SigningKey};
use gune::ledger::document::{Admission, Body, Document, Door, Joining, Opening, Organiser, Output, Payment, Signed};
use gune::ledger::log::{Checkpoint, Receipt, Signer, Tree, leaf_hash};
use gune::ledger::tempo::Schedule;
use gune::ledger::words::Words;
use gune::ledger::{Amount, Commitment, DocumentId, Pubkey, Rule, Signature};
use gune::sequencer::{Clock, Guard, Sequencer};
use gune::store::{Readers, Store};
use rusqlite::{Connection, params};
use tempfile::TempDir;

const OPENED: u64 = 1_795_871_000;
const PEOPLE: [&str; 7] = ["Alice", "Bob", "Chloé", "Dalila", "Émile", "Farid", "Gaëlle"];

/// A book of a few hundred entries, its keys folder, and what people kept of it.
pub struct Played {
    pub folder: TempDir,
    /// The receipt of an entry in the middle.
    pub receipt: Receipt,
    pub size: u64,
}

impl Played {
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn keys(&self) -> PathBuf {
        self.folder.path().join("keys")
    }

    /// A copy of the book's file to tamper with, in a data folder of its own without any keys.
    pub fn copy(&self) -> Copy {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        Readers::open(&self.data().join("gune.db")).unwrap().backup(&data.join("gune.db")).unwrap();
        Copy { folder, data }
    }
}

/// The log's key: whoever tampers is thought to own it.
pub fn log_key() -> Signer {
    Signer::new("gune.local/market", SigningKey::from_bytes(&[99; 32])).unwrap()
}

/// Plays a market: seven people, twelve dividends, payments one by one and many at once, some with memos.
pub fn play() -> Played {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    std::fs::create_dir(folder.path().join("keys")).unwrap();
    let store = Store::open(&folder.path().join("data/gune.db")).unwrap();
    let seconds = Arc::new(AtomicU64::new(OPENED));
    let guard = Guard::new(folder.path().join("keys/head"));
    let sequencer = Sequencer::start(store, log_key(), guard, Clock::ByHand(Arc::clone(&seconds))).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let receipt = runtime.block_on(story(&sequencer, &seconds));
    let size = sequencer.book().tree.size();
    Played { folder, receipt, size }
}

struct Pen {
    currency: Option<DocumentId>,
    numbers: BTreeMap<usize, u64>,
}

async fn story(sequencer: &Sequencer, seconds: &AtomicU64) -> Receipt {
    let mut pen = Pen { currency: None, numbers: BTreeMap::new() };
    let (salt, name) = commitment("Alice");
    let opening = pen.write(0, Body::Opening(Box::new(opening(name))));
    pen.currency = Some(opening.id());
    submit(sequencer, opening, vec![(salt, "Alice".to_owned())]).await;
    submit(sequencer, pen.write(0, Body::Door(Door::Open)), Vec::new()).await;
    submit(sequencer, pen.write(0, Body::Admission(Admission { members: vec![address(0)] })), Vec::new()).await;
    for (person, name) in PEOPLE.iter().enumerate().skip(1) {
        seconds.fetch_add(1, Ordering::Relaxed);
        let (salt, commitment) = commitment(name);
        let joining = pen.write(person, Body::Joining(Joining { name: commitment }));
        submit(sequencer, joining, vec![(salt, (*name).to_owned())]).await;
    }
    let mut receipt = None;
    for turn in 0..60_usize {
        seconds.fetch_add(120, Ordering::Relaxed);
        let (payer, payee) = (turn % PEOPLE.len(), (turn * 3 + 1 + turn / 7) % PEOPLE.len());
        if payer != payee {
            let text = format!("merci n° {turn}");
            let (salt, memo) = commitment(&text);
            let payment = pen.write(payer, pay(payee, 100 + turn as u64, Some(memo)));
            let index = submit(sequencer, payment, vec![(salt, text)]).await;
            if turn == 30 {
                let entry = sequencer.readers().read(|reader| reader.entry(index)).unwrap().unwrap();
                receipt = sequencer.book().receipt(index, entry);
            }
        }
        let mut together = tokio::task::JoinSet::new();
        for person in 0..4 {
            let payment = pen.write(person, pay(person + 1, 1 + turn as u64, None));
            let sequencer = sequencer.clone();
            together.spawn(async move { submit(&sequencer, payment, Vec::new()).await });
        }
        together.join_all().await;
    }
    receipt.unwrap()
}

impl Pen {
    fn write(&mut self, person: usize, body: Body) -> Signed {
        let number = self.numbers.entry(person).or_insert(0);
        *number += 1;
        let currency = self.currency;
        let document = Document { currency, account: address(person), key: address(person), number: *number, until: None, body };
        Signed::new(&document, |text| Signature::from(key(person).sign(text))).unwrap()
    }
}

async fn submit(sequencer: &Sequencer, signed: Signed, texts: Vec<([u8; 16], String)>) -> u64 {
    sequencer.submit(signed.verify().unwrap(), texts).await.unwrap().index
}

fn key(person: usize) -> SigningKey {
    SigningKey::from_bytes(&[u8::try_from(person).unwrap() + 1; 32])
}

fn address(person: usize) -> Pubkey {
    Pubkey::from(&key(person).verifying_key())
}

fn commitment(text: &str) -> ([u8; 16], Commitment) {
    let salt = [7; 16];
    (salt, Commitment::to(&salt, text))
}

fn pay(payee: usize, hundredths: u64, memo: Option<Commitment>) -> Body {
    let outputs = vec![Output { to: address(payee), amount: Amount::from_hundredths(hundredths).unwrap() }];
    Body::Payment(Payment { outputs, listing: None, refund_of: None, memo })
}

fn opening(name: Commitment) -> Opening {
    let words = |text: &str| Words::new(text, 60).unwrap();
    Opening {
        market: words("Marché d’essai"),
        place: words("Roubaix"),
        unit: words("Gune"),
        log: log_key().verifier().clone(),
        salt: [5; 16],
        rule: Rule::Ratio { growth: 100_000_000 },
        first: Amount::from_hundredths(1000).unwrap(),
        schedule: Schedule { period: 600, end: None, after: None },
        organisers: vec![Organiser { address: address(0), name }],
    }
}

/// A copy in an attacker's hands.
pub struct Copy {
    #[allow(dead_code, reason = "the folder is removed when this is dropped")]
    pub folder: TempDir,
    pub data: PathBuf,
}

impl Copy {
    pub fn file(&self) -> PathBuf {
        self.data.join("gune.db")
    }

    /// The file without what protects it.
    pub fn open(&self) -> Connection {
        let connection = Connection::open(self.file()).unwrap();
        connection.pragma_update(None, "ignore_check_constraints", true).unwrap();
        for trigger in ["entry_is_dense", "entry_stays", "entry_remains", "block_follows", "block_stays", "block_remains"] {
            connection.execute_batch(&format!("drop trigger {trigger}")).unwrap();
        }
        connection
    }

    /// Lets it remember the head that the true book has shown.
    pub fn remember(&self, keys: &Path) {
        let own = self.data.join("keys");
        std::fs::create_dir(&own).unwrap();
        std::fs::copy(keys.join("head"), own.join("head")).unwrap();
    }
}

/// Computes every head anew and signs it, as the owner of the log's key can.
pub fn sign_again(connection: &Connection) {
    let mut entries = connection.prepare("select bytes from entry order by idx").unwrap();
    let mut tree = Tree::new();
    for bytes in entries.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap() {
        tree.append(leaf_hash(&bytes.unwrap()));
    }
    let mut blocks = connection.prepare("select size, previous_size from block").unwrap();
    let blocks: Vec<(u64, u64)> = blocks
        .query_map([], |row| Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get::<_, i64>(1)?.unsigned_abs())))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for (size, previous) in blocks {
        let root = tree.root_at(size).unwrap();
        let checkpoint = Checkpoint::sign(size, root, &log_key()).to_string();
        connection
            .execute(
                "update block set previous_root = ?, root = ?, checkpoint = ? where size = ?",
                params![tree.root_at(previous).unwrap(), root, checkpoint, size as i64],
            )
            .unwrap();
    }
}
