//! The real program, killed in the middle of its work: every receipt that was handed out is in the book.
#![allow(clippy::unwrap_used)]

#[path = "../people/mod.rs"]
mod people;

mod village;

use std::fs;
use std::path::Path;

use gune::ledger::log::Receipt;
use people::Person;
use people::program::{Program, TEXT, agent, command, deprived, send};
use village::{FIRST, Village, amount, replay};

const ROUNDS: usize = 5;

fn random_below(bound: u32) -> usize {
    (getrandom::u32().unwrap() % bound) as usize
}

fn complaint(program: Result<Program, String>) -> String {
    program.err().expect("the program refuses to serve")
}

/// Copies a folder of files.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap().map(Result::unwrap).filter(|file| file.file_type().unwrap().is_file()) {
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

#[test]
fn killed_at_any_moment_it_keeps_every_receipt_it_gave() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut program = Program::start(folder);
    let village = Village::open(&program, folder);
    for round in 1..=ROUNDS {
        let doomed = program.id();
        village.pay(&program, 1 + random_below(400), || kill(doomed));
        program.kill();
        program = Program::start(folder);
        assert_eq!(program.get(&agent(), "/health").status, 200, "round {round}");
        village.check_receipts(&program, folder);
    }
    // What was never answered is sent once more: it gets its receipt, and is in the book once.
    for payer in &village.payers {
        let mut payer = payer.lock().unwrap();
        assert_eq!(village.pay_once(&mut payer, &agent(), &format!("{}/documents", program.address)), Some(true));
    }
    village.check_receipts(&program, folder);
    program.kill();
    let ledger = replay(folder).ledger.unwrap();
    let mut paid = 0;
    for payer in &village.payers {
        let payer = payer.lock().unwrap();
        assert_eq!(ledger.key(&payer.person.address()).unwrap().last_number, payer.number);
        paid += (2..=payer.number).map(amount).sum::<u64>();
    }
    assert_eq!(ledger.balance(&Person::new(0).address()).unwrap().hundredths(), paid, "each was paid once");
}

#[test]
fn an_old_copy_of_the_book_is_not_served_under_the_newer_head() {
    let folder = tempfile::tempdir().unwrap();
    let (folder, copies) = (folder.path(), tempfile::tempdir().unwrap());
    let program = Program::start(folder);
    let village = Village::open(&program, folder);
    let id = program.id();
    village.pay(&program, 20, || kill(id));
    program.kill();
    copy(folder, copies.path());

    let program = Program::start(folder);
    let id = program.id();
    village.pay(&program, 20, || kill(id));
    program.kill();
    let newest = tempfile::tempdir().unwrap();
    copy(folder, newest.path());
    fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|file| file.file_type().unwrap().is_file()).for_each(|file| {
        fs::remove_file(file.path()).unwrap();
    });
    copy(copies.path(), folder);
    let refused = complaint(Program::spawn(&mut command(folder)));
    assert!(refused.contains("this is an old copy"), "{refused}");
    assert!(refused.contains("Bring back the latest copy"), "{refused}");

    // An empty folder under the same keys is an old copy too: it would begin a second book.
    fs::remove_file(folder.join("gune.db")).unwrap();
    for rest in ["gune.db-wal", "gune.db-shm"] {
        let _ = fs::remove_file(folder.join(rest));
    }
    let refused = complaint(Program::spawn(&mut command(folder)));
    assert!(refused.contains("this is an old copy"), "{refused}");

    copy(newest.path(), folder);
    village.check_receipts(&Program::start(folder), folder);
}

#[test]
fn one_book_is_served_by_one_program() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path());
    let refused = complaint(Program::spawn(&mut command(folder.path())));
    assert!(refused.contains("another program is serving the book"), "{refused}");
    assert_eq!(program.get(&agent(), "/health").status, 200, "the first goes on");
}

#[test]
fn a_damaged_file_of_the_last_head_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let program = Program::start(folder);
    let village = Village::open(&program, folder);
    let id = program.id();
    village.pay(&program, 5, || kill(id));
    program.kill();
    let head = folder.join("keys/head");
    let good = fs::read(&head).unwrap();
    let torn = &good[..good.len() / 2];
    let forged = String::from_utf8(good.clone()).unwrap().replacen('\n', "\n1", 1).into_bytes();
    for damaged in [b"".as_slice(), torn, b"\xff\x00 something else\n", &forged] {
        fs::write(&head, damaged).unwrap();
        let refused = complaint(Program::spawn(&mut command(folder)));
        assert!(refused.contains("keys/head") && refused.contains("delete that file"), "{refused}");
        assert_eq!(fs::read(&head).unwrap(), damaged, "left as it was");
    }
    fs::remove_file(&head).unwrap();
    village.check_receipts(&Program::start(folder), folder);
}

#[test]
fn when_the_disk_is_full_it_says_so_confirms_nothing_more_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let program = Program::start(folder);
    let village = Village::open(&program, folder);
    program.kill();
    // No file may grow past this; the program hears of it by an error and not by a signal.
    let program = Program::spawn(&mut deprived(folder, "trap '' XFSZ; ulimit -f 4000")).unwrap();
    village.pay(&program, usize::MAX, || ());
    let health = program.get(&agent(), "/health");
    assert_eq!(health.status, 503, "{}", health.body);
    let stopped = program.get(&agent(), "/refusals/stopped");
    assert_eq!(stopped.status, 200, "pages are still shown");
    village.check_receipts(&program, folder);
    program.kill();

    let confirmed = village.receipts.lock().unwrap().len();
    assert!(confirmed > 0, "something was confirmed before the disk was full");
    let program = Program::start(folder);
    village.check_receipts(&program, folder);
    let id = program.id();
    village.pay(&program, 5, || kill(id));
    program.kill();
    replay(folder);
}

#[test]
fn killed_between_an_erasure_and_its_scrubbing_it_scrubs_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let program = Program::start(folder);
    let forgotten = Person::new(1);
    // Everybody here has the same name, and so the same text beside the book.
    let currency = program.open_market(folder, &Person::new(0), std::slice::from_ref(&forgotten), (FIRST, 600));
    let name = "Quelqu’un".as_bytes();
    let found = || {
        let files = ["gune.db", "gune.db-wal"].map(|name| fs::read(folder.join(name)).unwrap_or_default());
        files.iter().any(|bytes| bytes.windows(name.len()).any(|part| part == name))
    };
    // Somebody reads the file as it was: until they are done the write-ahead file cannot be emptied.
    let read_only = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let reader = rusqlite::Connection::open_with_flags(folder.join("gune.db"), read_only).unwrap();
    reader.execute_batch("begin; select count(*) from entry;").unwrap();
    let url = format!("{}/documents", program.address);
    let erased = send(&agent(), &url, TEXT, forgotten.erase(currency, 2).to_text()).unwrap();
    assert_eq!(erased.status, 201, "it is answered all the same: {}", erased.body);
    let receipt = Receipt::parse(erased.body.as_bytes()).unwrap().verify(&program.log(&agent())).unwrap();
    program.kill();
    drop(reader);
    assert!(found(), "the scrubbing was still owed");

    let program = Program::start(folder);
    let url = format!("{}/documents", program.address);
    // Whatever is sent now is answered after the scrubbing.
    let paid = send(&agent(), &url, TEXT, forgotten.pay(currency, 3, &Person::new(0), 1).to_text()).unwrap();
    assert_eq!(paid.status, 201);
    assert!(!found());
    assert_eq!(program.get(&agent(), &format!("/receipts/{}.tlog-proof", receipt.index)).status, 200);
    assert!(!program.get(&agent(), "/book/accounts").body.contains("Quelqu"));
    program.kill();
    replay(folder);
}

/// SIGKILL from outside, while its owner is still talking to it.
fn kill(id: u32) {
    assert!(std::process::Command::new("kill").args(["-KILL", &id.to_string()]).status().unwrap().success());
}
