//! What a whole audit costs, against checking one signature after another: `cargo bench --bench audit`.
//!
//! Books of `GUNE_BENCH_PAYMENTS` payments (150 000 without) are built, signed by few and by many keys, and audited by the
//! real program; with `GUNE_BENCH_KEYS`, one book signed by so many. Figures are ratios between times of the same run on the
//! same cores.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../tests/people/mod.rs"]
mod people;

use std::fs;
use std::hint::black_box;
use std::ops::{AddAssign, Div};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::slice;
use std::thread::{available_parallelism, scope};
use std::time::{Duration, Instant};

use gune::ledger::document::{Body, Door, Output, Payment, Signed};
use gune::ledger::log::{Checkpoint, Note, Signer, check_numbers_of};
use gune::ledger::{Commitment, Content, DocumentId, Entry, Fold, Moment};
use gune::sequencer::row_of;
use gune::store::{Batch, Beside, Block, Readers, Row, Store};
use people::{Person, SALT, hundredths};

/// Payments a book has if the environment does not say.
const PAYMENTS: u64 = 150_000;
/// How many keys sign them, if the environment does not say.
const KEYS: [u64; 3] = [50, 1_000, 8_192];
/// Payments that come in one block in a busy market; in a quiet one each has its own.
const BLOCK: u64 = 64;
/// Every so many payments has a memo, whose text stands beside the book.
const MEMO_EVERY: u64 = 4;
/// A second passes with each payment; a dividend falls after so many.
const PERIOD: u64 = 2_000;
const OPENED: u64 = 1_795_871_000;
const FIRST: u64 = 10_000_000;
/// Documents whose signatures are checked in one measure.
const CHUNK: u64 = 16_384;
/// How often signatures are checked one by one in a comparison; once more often the book is audited.
const STRICT: u32 = 2;
/// How often the memory of the program at work is read.
const LOOK: Duration = Duration::from_millis(20);
/// `/proc/<pid>/stat` counts in these (USER_HZ, the same on every Linux).
const TICKS_PER_SECOND: f64 = 100.0;

fn main() {
    // `cargo test --benches` only asks whether this runs.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let asked = |name| std::env::var(name).ok().map(|text| text.parse::<u64>().expect("a number"));
    let payments = asked("GUNE_BENCH_PAYMENTS").unwrap_or(PAYMENTS);
    let cores = available_parallelism().map_or(1, usize::from);
    println!("{cores} cores; books of {payments} payments, {BLOCK} a head\n");
    println!("{:<38}{:>10}{:>10}{:>16}{:>16}", "", "strict", "audit", "times faster", "of CPU time");
    if let Some(keys) = asked("GUNE_BENCH_KEYS") {
        Book::build(keys, payments, BLOCK).compare(&format!("{keys} keys"), cores, &[]);
        return;
    }
    for keys in KEYS {
        let book = Book::build(keys, payments, BLOCK);
        let whole = book.compare(&format!("{keys} keys"), cores, &[]);
        if keys == KEYS[0] {
            book.compare("  the same, one thread", 1, &[]);
            let head = book.head_at_nine_tenths();
            book.compare("  the same, since 9/10 of it", cores, &["--since", head.to_str().unwrap()]);
            let half = Book::build(keys, payments / 2, BLOCK).audit(cores, &[]);
            println!("  most memory: {} MiB; of a book half as long: {} MiB", whole.peak >> 10, half.peak >> 10);
        }
    }
    Book::build(KEYS[1], payments / 10, 1).compare("a tenth as long, a head each", cores, &[]);
}

/// What something took.
#[derive(Default)]
struct Spent {
    /// Seconds by the clock.
    clock: f64,
    /// Seconds of CPU, of all threads.
    cpu: f64,
    /// KiB of memory at the most (VmHWM), of a program of its own.
    peak: u64,
}

impl AddAssign for Spent {
    fn add_assign(&mut self, other: Spent) {
        self.clock += other.clock;
        self.cpu += other.cpu;
        self.peak = self.peak.max(other.peak);
    }
}

impl Div<u32> for Spent {
    type Output = Spent;

    fn div(self, count: u32) -> Spent {
        Spent { clock: self.clock / f64::from(count), cpu: self.cpu / f64::from(count), peak: self.peak }
    }
}

/// A book on the disk.
struct Book {
    folder: tempfile::TempDir,
}

impl Book {
    fn build(keys: u64, payments: u64, block: u64) -> Book {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let mut press = Press::new(&folder.path().join("gune.db"));
        let people: Vec<Person> = (1..=keys).map(Person::new).collect();
        let currency = press.open(&people);
        let cores = available_parallelism().map_or(1, usize::from);
        let numbers: Vec<u64> = (0..payments).collect();
        for chunk in numbers.chunks(usize::try_from(CHUNK).unwrap()) {
            let share = chunk.len().div_ceil(cores);
            let signed: Vec<(Signed, Option<Beside>)> = scope(|scope| {
                let sign = |number: &u64| payment(&people, currency, *number);
                let work: Vec<_> =
                    chunk.chunks(share).map(|chunk| scope.spawn(move || chunk.iter().map(sign).collect::<Vec<_>>())).collect();
                work.into_iter().flat_map(|work| work.join().unwrap()).collect()
            });
            for signed in signed.chunks(usize::try_from(block).unwrap()) {
                press.print(signed.iter().cloned());
            }
        }
        Book { folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("gune.db")
    }

    /// Checks every signature by itself, the documents' and the heads', on so many threads: that alone, without reading what
    /// was signed.
    fn strict(&self, threads: usize) -> Spent {
        let readers = Readers::open(&self.file()).unwrap();
        let log = log().verifier().clone();
        let (mut lines, mut heads, mut spent) = (0, 0, Spent::default());
        loop {
            let (rows, blocks) =
                readers.read(|reader| Ok((reader.entries(lines, CHUNK)?, reader.blocks_after(heads, CHUNK)?))).unwrap();
            if rows.is_empty() && blocks.is_empty() {
                return spent;
            }
            lines += rows.len() as u64;
            heads = blocks.last().map_or(heads, |block| block.size);
            let document = |bytes: &[u8]| Signed::<Body>::parse(&bytes["at: 2026-11-28T14:03:12Z\n".len()..]).ok();
            let signed: Vec<Signed> = rows.iter().filter_map(|row| document(&row.bytes)).collect();
            let notes: Vec<Note> = blocks.iter().map(|block| Note::parse(block.checkpoint.as_bytes()).unwrap()).collect();
            let (signed, notes) = (shares(signed, threads), shares(notes, threads));
            let verify = |(signed, notes): (Vec<Signed>, Vec<Note>)| {
                assert!(notes.iter().all(|note| note.verify(slice::from_ref(&log)).is_ok()));
                signed.into_iter().map(|signed| signed.verify().unwrap()).collect::<Vec<_>>()
            };
            let (began, cpu) = (Instant::now(), own_cpu());
            let verified: Vec<_> = scope(|scope| {
                let work: Vec<_> = signed.into_iter().zip(notes).map(|share| scope.spawn(|| verify(share))).collect();
                work.into_iter().map(|work| work.join().unwrap()).collect()
            });
            spent.clock += began.elapsed().as_secs_f64();
            spent.cpu += own_cpu() - cpu;
            drop(black_box(verified));
        }
    }

    /// Audits, and the strict measure between them, so that what else the machine does weighs on both.
    fn compare(&self, what: &str, threads: usize, arguments: &[&str]) -> Spent {
        let (mut audit, mut strict) = (self.audit(threads, arguments), Spent::default());
        for _ in 0..STRICT {
            strict += self.strict(threads);
            audit += self.audit(threads, arguments);
        }
        let (audit, strict) = (audit / (STRICT + 1), strict / STRICT);
        let (faster, less) = (strict.clock / audit.clock, strict.cpu / audit.cpu);
        println!("{what:<38}{:>8.1} s{:>8.1} s{faster:>15.2}×{less:>15.2}×", strict.clock, audit.clock);
        audit
    }

    /// All that `gune audit` does.
    fn audit(&self, threads: usize, arguments: &[&str]) -> Spent {
        let (began, cpu) = (Instant::now(), childrens_cpu());
        let mut command = Command::new(env!("CARGO_BIN_EXE_gune"));
        command.arg("audit").arg(self.file()).arg("--jobs").arg(threads.to_string()).args(arguments).arg("--json");
        command.stdout(Stdio::null());
        let mut child = command.spawn().unwrap();
        let (mut peak, status) = (0, format!("/proc/{}/status", child.id()));
        let verdict = loop {
            peak = memory_peak(Path::new(&status)).unwrap_or(peak);
            if let Some(verdict) = child.try_wait().unwrap() {
                break verdict;
            }
            std::thread::sleep(LOOK);
        };
        assert!(verdict.success(), "the book is right");
        Spent { clock: began.elapsed().as_secs_f64(), cpu: childrens_cpu() - cpu, peak }
    }

    /// A file with the head that somebody kept when the book had nine tenths of its entries.
    fn head_at_nine_tenths(&self) -> PathBuf {
        let readers = Readers::open(&self.file()).unwrap();
        let block = readers.read(|reader| Ok(reader.blocks_after(reader.size()? / 10 * 9, 1)?.remove(0))).unwrap();
        let path = self.folder.path().join("kept");
        fs::write(&path, block.checkpoint).unwrap();
        path
    }
}

/// Deals out to so many.
fn shares<T>(all: Vec<T>, count: usize) -> Vec<Vec<T>> {
    let share = all.len().div_ceil(count);
    let mut all = all.into_iter();
    (0..count).map(|_| all.by_ref().take(share).collect()).collect()
}

/// Who signs the heads.
fn log() -> Signer {
    Signer::new("gune.example/bench", ed25519_dalek::SigningKey::from_bytes(&[1; 32])).unwrap()
}

/// Whoever writes a book without a network.
struct Press {
    store: Store,
    fold: Fold,
    signer: Signer,
    at: u64,
}

impl Press {
    fn new(file: &Path) -> Press {
        Press { store: Store::open(file).unwrap(), fold: Fold::default(), signer: log(), at: OPENED }
    }

    fn open(&mut self, people: &[Person]) -> DocumentId {
        let organiser = Person::new(0);
        let opening = organiser.open(self.signer.verifier(), FIRST, PERIOD);
        let currency = opening.id();
        let door = organiser.door(currency, 2, Door::Open);
        let first = [opening, door].map(|signed| (signed, None));
        self.print(first.into_iter());
        for some in people.chunks(1_024) {
            self.print(some.iter().map(|person| (person.join(currency, "Quelqu’un"), None)));
        }
        currency
    }

    /// Puts documents into the book as one block, after the dividends that are due.
    fn print(&mut self, documents: impl Iterator<Item = (Signed, Option<Beside>)>) {
        let (previous_size, previous_root) = (self.fold.frontier.size(), self.fold.frontier.root());
        let (mut rows, mut beside) = (Vec::new(), Vec::new());
        for (signed, text) in documents {
            self.at += 1;
            let due = |fold: &Fold| fold.ledger.as_ref().and_then(gune::ledger::Ledger::next_dividend);
            while let Some(dividend) = due(&self.fold).filter(|dividend| dividend.at.seconds() <= self.at) {
                rows.push(self.row(&dividend));
            }
            let at = Moment::from_seconds(self.at).unwrap();
            rows.push(self.row(&Entry { at, content: Content::Document(Box::new(signed.verify().unwrap())) }));
            beside.extend(text);
        }
        let (size, root) = (self.fold.frontier.size(), self.fold.frontier.root());
        let note = Checkpoint::sign(size, root, &self.signer);
        let check = check_numbers_of(&note).unwrap();
        let block = Block { previous_size, previous_root, rows, size, root, checkpoint: note.to_string(), check };
        self.store.append(&Batch { block: Some(block), beside }).unwrap();
    }

    fn row(&mut self, entry: &Entry) -> Row {
        let accounts = self.fold.ledger.as_ref().map_or(0, |ledger| ledger.accounts().len() as u64);
        let bytes = entry.to_text().into_bytes();
        let change = self.fold.push(&bytes, entry).unwrap();
        row_of(entry, bytes, change.as_ref(), accounts, |_| Vec::new())
    }
}

/// The payment of this number, by somebody to their neighbour, as if people came in no order.
fn payment(people: &[Person], currency: DocumentId, number: u64) -> (Signed, Option<Beside>) {
    let count = people.len() as u64;
    let (round, turn) = (number / count, number % count);
    // A prime beyond every count of people: each of them once a round.
    let place = usize::try_from((turn * 7_919 + round) % count).unwrap();
    let (from, to) = (&people[place], &people[(place + 1) % people.len()]);
    let text = number.is_multiple_of(MEMO_EVERY).then(|| format!("merci n° {number}"));
    let memo = text.as_ref().map(|text| Commitment::to(&SALT, text));
    let outputs = vec![Output { to: to.address(), amount: hundredths(100) }];
    let body = Body::Payment(Payment { outputs, listing: None, refund_of: None, memo });
    let beside = memo.zip(text).map(|(memo, text)| Beside::Text(memo, SALT, text));
    (from.sign(Some(currency), 2 + round, body), beside)
}

/// KiB that a process has held at the most so far.
fn memory_peak(status: &Path) -> Option<u64> {
    let status = fs::read_to_string(status).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.parse().ok()
}

/// CPU seconds of this process so far (proc_pid_stat(5): 14 utime, 15 stime).
fn own_cpu() -> f64 {
    ticks(11) / TICKS_PER_SECOND
}

/// CPU seconds of its children that have ended (16 cutime, 17 cstime).
fn childrens_cpu() -> f64 {
    ticks(13) / TICKS_PER_SECOND
}

/// Two fields of `/proc/self/stat` together, counted from the end of the name in parentheses, which may hold spaces.
fn ticks(first: usize) -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("this bench runs on Linux");
    let fields: Vec<f64> = stat.rsplit(") ").next().unwrap().split(' ').map(|field| field.parse().unwrap_or(0.0)).collect();
    fields[first] + fields[first + 1]
}
