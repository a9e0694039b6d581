//! What a payment costs, step by step and as a whole: `cargo bench`. Every figure is CPU time, as a ratio to one strict
//! verification of a signature measured in the same run, so that figures of different machines can be compared. CPU time
//! grows where cores are busy together and share what they have: steps on one thread are compared with verifications on
//! one, whole payments, whose clients keep every core busy, with verifications on every core, between rounds of them.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../tests/people/mod.rs"]
mod people;

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::Barrier;
use std::time::Instant;

use gune::ledger::document::{Body, Signed};
use gune::ledger::log::{Algorithm, Checkpoint, Frontier, Signer, Tree, VerifierKey, check_numbers_of, leaf_hash};
use gune::ledger::{Content, DocumentId, Entry, Fold, Moment};
use gune::sequencer::row_of;
use gune::store::{Batch, Block, Readers, Row, Store};
use people::Person;
use people::program::{Program, TEXT, agent, send};

/// Documents in the measures that need no server.
const DOCUMENTS: usize = 4096;
/// Enough for every payment of a run.
const FIRST: u64 = 1_000_000_000;
/// No dividend falls during a run.
const PERIOD: u64 = 366 * 86_400;
const CLIENTS_MAX: u64 = 64;
/// Clients, and payments that each of them sends in a round.
const LOADS: [(usize, usize); 3] = [(1, 200), (16, 100), (64, 200)];
/// Rounds of a load, verifications between them: what else the machine does changes from second to second.
const ROUNDS: usize = 8;
/// `/proc/<pid>/stat` counts in these (USER_HZ, the same on every Linux).
const TICKS_PER_SECOND: f64 = 100.0;

fn main() {
    // `cargo test --benches` only asks whether this runs.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let people: Vec<Person> = (1..=CLIENTS_MAX).map(Person::new).collect();
    let documents = Documents::new(&people);
    let unit = documents.verification();
    println!("one strict verification of a signature: {:.1} µs of CPU here; everything below is in these\n", unit * 1e6);
    let line = |what: &str, seconds: f64| println!("{what:<52}{:>7.2}", seconds / unit);
    line("parsing a payment", documents.parsing());
    line("checking and committing it", documents.ledger());
    line("its entry's text, leaf hash and place in the tree", documents.log());
    for size in [1, 16, 256] {
        line(&format!("its place in the file, in batches of {size}"), documents.store(size));
    }
    println!("\nwhole durable payments over HTTP, kept-alive connections; CPU of the server alone");
    println!(
        "{:<12}{:>12}{:>16}{:>20}{:>20}",
        "clients", "payments/s", "CPU a payment", "payments a batch", "a verification, µs"
    );
    let server = Served::start(&people);
    let mut number = 1;
    for (clients, payments) in LOADS {
        let (before, mut wall, mut cpu, mut unit) = (server.size(), 0.0, 0.0, documents.verification_on_every_core());
        for _ in 0..ROUNDS {
            let (round_wall, round_cpu) = server.load(&people[..clients], payments, &mut number);
            (wall, cpu, unit) = (wall + round_wall, cpu + round_cpu, unit + documents.verification_on_every_core());
        }
        let unit = unit / (ROUNDS + 1) as f64;
        let (count, batches) = ((clients * payments * ROUNDS) as f64, server.batches_after(before) as f64);
        println!("{clients:<12}{:>12.0}{:>16.2}{:>20.1}{:>20.1}", count / wall, cpu / count / unit, count / batches, unit * 1e6);
    }
}

/// Payments signed beforehand, and the book in which they can follow one another.
struct Documents {
    opened: Vec<Entry>,
    sent: Vec<String>,
}

impl Documents {
    fn new(people: &[Person]) -> Documents {
        let organiser = Person::new(0);
        let log = VerifierKey::new("gune.example/bench", Algorithm::Ed25519, organiser.address()).unwrap();
        let opening = organiser.open(&log, FIRST, PERIOD);
        let currency = opening.id();
        let door = organiser.door(currency, 2, gune::ledger::document::Door::Open);
        let joinings = people.iter().map(|person| person.join(currency, "Quelqu’un"));
        let opened = [opening, door].into_iter().chain(joinings).map(entry).collect();
        let sent = (0..DOCUMENTS).map(|index| {
            let (from, to) = neighbours(people, index);
            from.pay(currency, (2 + index / people.len()) as u64, to, 100).to_text()
        });
        Documents { opened, sent: sent.collect() }
    }

    fn signed(&self) -> Vec<Signed> {
        self.sent.iter().map(|sent| Signed::parse(sent.as_bytes()).unwrap()).collect()
    }

    fn entries(&self) -> Vec<Entry> {
        self.signed().into_iter().map(entry).collect()
    }

    fn verification(&self) -> f64 {
        cpu_of_each(self.signed(), |signed| signed.verify().unwrap())
    }

    fn verification_on_every_core(&self) -> f64 {
        let cores = std::thread::available_parallelism().unwrap().get();
        let sum: f64 = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..cores).map(|_| scope.spawn(|| self.verification())).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        sum / cores as f64
    }

    fn parsing(&self) -> f64 {
        cpu_of_each(self.sent.clone(), |sent| Signed::<Body>::parse(sent.as_bytes()).unwrap())
    }

    fn opened(&self) -> Fold {
        let mut fold = Fold::default();
        for entry in &self.opened {
            fold.push(entry.to_text().as_bytes(), entry).unwrap();
        }
        fold
    }

    fn ledger(&self) -> f64 {
        let mut ledger = self.opened().ledger.unwrap();
        cpu_of_each(self.entries(), |entry| {
            let change = ledger.check(&entry).unwrap();
            ledger.commit(change);
        })
    }

    fn log(&self) -> f64 {
        let (mut tree, mut frontier) = (Tree::new(), Frontier::default());
        cpu_of_each(self.entries(), |entry| {
            let leaf = leaf_hash(entry.to_text().as_bytes());
            tree.append(leaf);
            frontier.append(leaf);
        })
    }

    /// One append a batch, its checkpoint signed.
    fn store(&self, size: usize) -> f64 {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let mut store = Store::open(&folder.path().join("gune.db")).unwrap();
        let signer = Signer::new("gune.example/bench", ed25519_dalek::SigningKey::from_bytes(&[1; 32])).unwrap();
        let mut fold = self.opened();
        let accounts = fold.ledger.as_ref().unwrap().accounts().len() as u64;
        let entries = self.entries();
        // One fsync for each: a few hundred say enough.
        let count = entries.len().min(400 * size);
        let batches: Vec<(u64, Vec<Row>)> = entries[..count]
            .chunks(size)
            .scan(0, |before, chunk| {
                let rows: Vec<Row> = chunk
                    .iter()
                    .map(|entry| {
                        let bytes = entry.to_text().into_bytes();
                        let change = fold.push(&bytes, entry).unwrap();
                        row_of(entry, bytes, change.as_ref(), accounts, |_| Vec::new())
                    })
                    .collect();
                *before += rows.len() as u64;
                Some((*before - rows.len() as u64, rows))
            })
            .collect();
        let root = fold.frontier.root();
        let began = thread_cpu();
        for (previous_size, rows) in batches {
            let size = previous_size + rows.len() as u64;
            let note = Checkpoint::sign(size, root, &signer);
            let check = check_numbers_of(&note).unwrap();
            let block = Block { previous_size, previous_root: root, rows, size, root, checkpoint: note.to_string(), check };
            store.append(&Batch { block: Some(block), beside: Vec::new() }).unwrap();
        }
        (thread_cpu() - began) / count as f64
    }
}

/// The real program at work.
struct Served {
    program: Program,
    currency: DocumentId,
    readers: Readers,
    _folder: tempfile::TempDir,
}

impl Served {
    fn start(people: &[Person]) -> Served {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let program = Program::start(folder.path());
        let currency = program.open_market(folder.path(), &Person::new(0), people, (FIRST, PERIOD));
        let readers = Readers::open(&folder.path().join("gune.db")).unwrap();
        Served { program, currency, readers, _folder: folder }
    }

    fn size(&self) -> u64 {
        self.readers.read(|reader| reader.size()).unwrap()
    }

    fn batches_after(&self, size: u64) -> usize {
        self.readers.read(|reader| reader.blocks_after(size, 1 << 20)).unwrap().len()
    }

    /// Each client sends its payments one after the other: seconds of the clock, and of the server's CPU.
    fn load(&self, clients: &[Person], payments: usize, number: &mut u64) -> (f64, f64) {
        let url = format!("{}/documents", self.program.address);
        let ready = Barrier::new(clients.len() + 1);
        let from = *number + 1;
        *number += payments as u64;
        std::thread::scope(|scope| {
            for index in 0..clients.len() {
                let (url, ready) = (&url, &ready);
                let (payer, payee) = neighbours(clients, index);
                let (payer, payee) = if clients.len() == 1 { (payer, &Person::new(0)) } else { (payer, payee) };
                let documents: Vec<String> =
                    (from..=*number).map(|number| payer.pay(self.currency, number, payee, 100).to_text()).collect();
                scope.spawn(move || {
                    let agent = agent();
                    // The connection stands before the clock starts.
                    agent.get(format!("{}/health", url.trim_end_matches("/documents"))).call().unwrap();
                    ready.wait();
                    for document in documents {
                        let answer = send(&agent, url, TEXT, document).unwrap();
                        assert_eq!(answer.status, 201, "{}", answer.body);
                    }
                    ready.wait();
                });
            }
            ready.wait();
            let (began, cpu) = (Instant::now(), process_cpu(self.program.id()));
            ready.wait();
            (began.elapsed().as_secs_f64(), process_cpu(self.program.id()) - cpu)
        })
    }
}

fn entry(signed: Signed) -> Entry {
    let at = Moment::from_seconds(1_800_000_000).unwrap();
    Entry { at, content: Content::Document(Box::new(signed.verify().unwrap())) }
}

fn neighbours(people: &[Person], index: usize) -> (&Person, &Person) {
    (&people[index % people.len()], &people[(index + 1) % people.len()])
}

/// CPU seconds that each of these takes. Their results are dropped: whoever uses them drops them too.
fn cpu_of_each<T, R>(inputs: Vec<T>, mut work: impl FnMut(T) -> R) -> f64 {
    let count = inputs.len() as f64;
    let began = thread_cpu();
    for input in inputs {
        black_box(work(input));
    }
    (thread_cpu() - began) / count
}

/// CPU seconds of this thread so far (`/proc/thread-self/schedstat`, brought up to date by giving way once).
fn thread_cpu() -> f64 {
    std::thread::yield_now();
    let stat = fs::read_to_string("/proc/thread-self/schedstat").expect("this bench runs on Linux");
    stat.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}

/// CPU seconds of a process so far, its ended threads and the kernel's work for it included.
fn process_cpu(id: u32) -> f64 {
    let stat = fs::read_to_string(Path::new("/proc").join(id.to_string()).join("stat")).expect("this bench runs on Linux");
    // The name in parentheses may hold spaces: fields are counted from its end (proc_pid_stat(5): 14 utime, 15 stime).
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / TICKS_PER_SECOND
}
