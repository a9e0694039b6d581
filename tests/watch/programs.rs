//! The real programs: a market with its list of witnesses, and a witness with its books.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use gune::ledger::DocumentId;
use gune::ledger::log::{Checkpoint, Note, VerifierKey};
use tempfile::TempDir;

use crate::people::Person;
use crate::people::program::{Program, TEXT, agent, send};

/// Far longer than anything here takes: what comes later never comes.
const PATIENCE: Duration = Duration::from_secs(60);

/// Asks again and again, until it is so.
pub fn wait_for<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = ask() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "{what}: not after {PATIENCE:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A witness program.
pub struct Witness {
    pub program: Program,
    pub key: VerifierKey,
}

impl Witness {
    /// Starts a witness of this log, on this port (0: any).
    pub fn start(folder: &Path, port: u16, log: &VerifierKey) -> Witness {
        Witness::begin(Command::new(env!("CARGO_BIN_EXE_gune")), folder, port, log)
    }

    /// The same, started by a shell that takes something away from it first.
    pub fn deprived(folder: &Path, deprive: &str, log: &VerifierKey) -> Witness {
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{deprive}; exec \"$0\" \"$@\"")).arg(env!("CARGO_BIN_EXE_gune"));
        Witness::begin(command, folder, 0, log)
    }

    fn begin(mut command: Command, folder: &Path, port: u16, log: &VerifierKey) -> Witness {
        command.args(["witness", "--listen", &format!("127.0.0.1:{port}"), "--data"]).arg(folder);
        command.args(["--log", &log.to_string()]);
        command.env("LC_ALL", "en").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let program = Program::spawn(&mut command).expect("the witness starts");
        let page = program.get(&agent(), "/").body;
        let key = page.lines().nth(1).and_then(|line| line.rsplit(' ').next()?.parse().ok()).expect("its verifier key");
        Witness { program, key }
    }

    /// The line with which a market lists it.
    pub fn line(&self) -> String {
        format!("{} {}\n", self.key, self.program.address)
    }

    pub fn port(&self) -> u16 {
        self.program.address.rsplit(':').next().and_then(|port| port.parse().ok()).expect("an address with a port")
    }

    /// What it has seen, in English.
    pub fn page(&self) -> String {
        let asked = agent().get(format!("{}/", self.program.address)).header("accept-language", "en").call();
        asked.expect("it answers").body_mut().read_to_string().expect("text")
    }
}

/// A market's folder, and its log's key, which is made before the program is first started.
pub struct Premises {
    folder: TempDir,
    pub log: VerifierKey,
}

impl Premises {
    pub fn new() -> Premises {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_gune"));
        let made = command.args(["keys", "--keys"]).arg(folder.path().join("keys")).output().unwrap();
        let log = String::from_utf8(made.stdout).unwrap().trim_end().parse().expect("a verifier key");
        Premises { folder, log }
    }

    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    pub fn list(&self, witnesses: &str) {
        fs::write(self.data().join("keys/witnesses"), witnesses).unwrap();
    }
}

/// A market program in which people pay.
pub struct Market {
    pub program: Program,
    pub log: VerifierKey,
    currency: DocumentId,
    number: u64,
}

impl Market {
    /// Opens a market in which one person has joined. No dividend falls by itself.
    pub fn open(premises: &Premises) -> Market {
        let program = Program::start(premises.data());
        let currency = program.open_market(premises.data(), &Person::new(0), &[Person::new(1)], (1_000_000, 366 * 86_400));
        Market { program, log: premises.log.clone(), currency, number: 1 }
    }

    /// Its program is killed, and another started on the book in this folder.
    pub fn restart(self, folder: &Path) -> Market {
        let Market { program, log, currency, number } = self;
        program.kill();
        Market { program: Program::start(folder), log, currency, number }
    }

    /// Another program under the same key, on a copy of the book made when it had `size` entries.
    pub fn fork(&self, folder: &Path, size: u64) -> Market {
        let paid = self.size() - size;
        Market { program: Program::start(folder), log: self.log.clone(), currency: self.currency, number: self.number - paid }
    }

    /// A payment of so many hundredths: how long it took.
    pub fn pay(&mut self, amount: u64) -> Duration {
        self.number += 1;
        let paid = Person::new(1).pay(self.currency, self.number, &Person::new(0), amount).to_text();
        let began = Instant::now();
        let answer = send(&agent(), &format!("{}/documents", self.program.address), TEXT, paid).expect("the market answers");
        assert_eq!(answer.status, 201, "{}", answer.body);
        began.elapsed()
    }

    pub fn note(&self, path: &str) -> Option<Note> {
        let answer = self.program.get(&agent(), path);
        (answer.status == 200).then(|| Note::parse(answer.body.as_bytes()).expect("a signed note"))
    }

    pub fn size(&self) -> u64 {
        Checkpoint::from_note(&self.note("/log/checkpoint").unwrap(), &self.log).unwrap().size()
    }

    /// The newest head, once this witness has cosigned it; a reader needs nothing but the two keys.
    pub fn cosigned_by(&self, witness: &VerifierKey) -> Note {
        let keys = [self.log.clone(), witness.clone()];
        wait_for("the newest head is cosigned", || {
            self.note("/log/checkpoint").filter(|note| note.verify(&keys).expect("all lines count").len() == 2)
        })
    }

    /// The book's page, in French.
    pub fn page(&self) -> String {
        self.program.get(&agent(), "/book").body
    }

    /// Waits until the book's page says this.
    pub fn says(&self, words: &str) -> String {
        wait_for(words, || Some(self.page()).filter(|page| page.contains(words)))
    }
}

/// Copies a book with its log's key and its list of witnesses, but without its guard.
pub fn copy_without_guard(from: &Path, to: &Path) {
    let backed_up = Command::new(env!("CARGO_BIN_EXE_gune")).arg("backup").arg(from).arg(to.join("gune.db")).output().unwrap();
    assert!(backed_up.status.success(), "{}", String::from_utf8_lossy(&backed_up.stderr));
    fs::create_dir(to.join("keys")).unwrap();
    for name in ["keys/log.key", "keys/witnesses"] {
        fs::copy(from.join(name), to.join(name)).unwrap();
    }
}
