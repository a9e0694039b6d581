//! The record of a witness: one chain whoever asks at once, and no old copy of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use gune::ledger::log::{Declined, Hash};
use gune::store::WatchStore;
use gune::watch::{Kept, NoCosignature, Witness, WitnessError};

use crate::desk::{cosigner, witness};
use crate::log::Log;

#[test]
fn requests_at_once_never_fork_what_is_cosigned() {
    let folder = tempfile::tempdir().unwrap();
    let (log, fork) = (Log::new(200), Log::forked(200, 0));
    let witness = witness(folder.path(), vec![log.key()]);
    let cosigned: Mutex<BTreeMap<u64, Hash>> = Mutex::default();
    std::thread::scope(|scope| {
        for thread in 0..8_u64 {
            let (side, witness, cosigned) = (if thread % 2 == 0 { &log } else { &fork }, &witness, &cosigned);
            scope.spawn(move || {
                let mut old = 0;
                for turn in 0..60 {
                    let new = (old + 1 + (thread + turn) % 3).min(200);
                    match witness.add(side.ask(old.min(new), new).to_string().as_bytes(), 1 + turn) {
                        Ok(_) => {
                            let root = side.root(new);
                            assert_eq!(*cosigned.lock().unwrap().entry(new).or_insert(root), root, "two heads of size {new}");
                            old = new;
                        }
                        Err(NoCosignature::Declined(Declined::OtherSize(size))) => old = size,
                        Err(NoCosignature::Declined(Declined::Inconsistent)) => {}
                        Err(other) => panic!("{other}"),
                    }
                }
            });
        }
    });
    let cosigned = cosigned.into_inner().unwrap();
    assert!(cosigned.len() > 20, "{}", cosigned.len());
    let sides = [&log, &fork].map(|side| cosigned.iter().all(|(size, root)| side.root(*size) == *root));
    assert!(sides[0] != sides[1], "whichever was first, all are of one log");
    let seen = witness.seen().unwrap().remove(0);
    assert_eq!(seen.last.unwrap().0.size(), *cosigned.keys().last().unwrap());
    assert!(!seen.conflicts.is_empty() && seen.conflicts.len() <= 16);
}

#[test]
fn no_flipped_bit_of_a_request_is_cosigned() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::new(20);
    let witness = witness(folder.path(), vec![log.key()]);
    witness.add(log.ask(0, 5).to_string().as_bytes(), 1).unwrap();
    let good = log.ask(5, 20).to_string().into_bytes();
    for at in 0..good.len() {
        for bit in 0..8 {
            let mut bad = good.clone();
            bad[at] ^= 1 << bit;
            let answer = witness.add(&bad, 1);
            assert!(matches!(answer, Err(NoCosignature::Declined(_))), "byte {at}, bit {bit}: {answer:?}");
        }
    }
    for end in 0..good.len() {
        assert!(witness.add(&good[..end], 1).is_err(), "cut off after {end} bytes");
    }
    witness.add(&good, 1).expect("the request itself is good");
}

/// Opens a witness on these files.
fn open(folder: &Path, log: &Log) -> Result<Witness, WitnessError> {
    let store = WatchStore::open(&folder.join("witness.db"))?;
    Witness::new(cosigner(), vec![log.key()], store, Kept::new(folder.join("heads")))
}

#[test]
fn an_old_copy_of_the_record_is_not_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let log = Log::new(20);
    let ask = |witness: &Witness, old, new| witness.add(log.ask(old, new).to_string().as_bytes(), 1_795_874_600).unwrap();
    let file = folder.join("witness.db");
    let first = open(folder, &log).unwrap();
    ask(&first, 0, 5);
    drop(first);
    fs::copy(&file, folder.join("copy")).unwrap();
    let again = open(folder, &log).unwrap();
    ask(&again, 5, 9);
    drop(again);
    open(folder, &log).expect("the latest copy is gone on with");

    fs::copy(folder.join("copy"), &file).unwrap();
    for rest in ["witness.db-wal", "witness.db-shm"] {
        let _ = fs::remove_file(folder.join(rest));
    }
    let refused = open(folder, &log).map(drop).unwrap_err();
    assert!(matches!(refused, WitnessError::Behind { cosigned: 9, recorded: 5, .. }), "{refused}");
    assert!(refused.to_string().contains("begin a new witness"), "{refused}");
    fs::remove_file(&file).unwrap();
    let refused = open(folder, &log).map(drop).unwrap_err();
    assert!(matches!(refused, WitnessError::Behind { cosigned: 9, recorded: 0, .. }), "{refused}");

    let guard = fs::read_dir(folder.join("heads")).unwrap().next().unwrap().unwrap().path();
    for damaged in [b"".as_slice(), b"\xff", b"something else\n", log.head(9).to_string().as_bytes()] {
        fs::write(&guard, damaged).unwrap();
        let refused = open(folder, &log).map(drop).unwrap_err();
        assert!(matches!(refused, WitnessError::Damaged(_)), "{refused}");
        assert_eq!(fs::read(&guard).unwrap(), damaged, "left as it was");
    }
}

#[test]
fn a_book_is_not_the_file_of_a_witness_nor_the_other_way_round() {
    let folder = tempfile::tempdir().unwrap();
    let (book, record) = (folder.path().join("gune.db"), folder.path().join("witness.db"));
    drop(gune::store::Store::open(&book).unwrap());
    drop(WatchStore::open(&record).unwrap());
    assert!(WatchStore::open(&book).unwrap_err().to_string().contains("not the file of a witness"));
    assert!(gune::store::Store::open(&record).unwrap_err().to_string().contains("not a"));
}
