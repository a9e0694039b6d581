//! Forged books: every kind of lie, told of honest books at random places, is found at its line and by its code.
//!
//! Each run tells other lies: the seed is printed when something goes wrong, and `GUNE_FORGED_SEED` tells the same again.
//! The books are left in the target folder's `tmp/forged`, with what is wrong with them, for other verifiers
//! (`tests/forged/agree.mjs`).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod book;
mod folders;
mod lie;
#[path = "../people/mod.rs"]
mod people;
mod shelf;
mod told;
mod village;

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::thread::available_parallelism;

use fastrand::Rng;
use lie::{Hand, Kind, Mutant, Told, Verdict};
use shelf::{Judged, Shelf, judge};
use village::Honest;

/// How often each kind is told.
const TIMES: usize = 5;

/// How many bytes are changed in each honest book, one at a time.
const BYTES: usize = 50;

/// The line `at: <moment>` of an entry.
const MOMENT: usize = 25;

/// A kind that fits nowhere so many times in a row fits nowhere.
const PATIENCE: usize = 400;

static SEED: LazyLock<u64> = LazyLock::new(|| match std::env::var("GUNE_FORGED_SEED") {
    Ok(seed) => seed.parse().expect("GUNE_FORGED_SEED is a number"),
    Err(_) => fastrand::u64(..),
});

static BOOKS: LazyLock<Vec<Honest>> = LazyLock::new(|| village::books(*SEED));

/// The lies of one kind, each about some honest book.
fn tell(kind: &Kind, number: usize) -> Vec<Mutant> {
    let mut chance = Rng::with_seed(SEED.wrapping_add(1_000 * number as u64));
    let mut mutants = Vec::new();
    for _ in 0..PATIENCE {
        let honest = chance.usize(..BOOKS.len());
        let other = (honest + chance.usize(1..BOOKS.len())) % BOOKS.len();
        let mut hand = Hand { honest: &BOOKS[honest], other: &BOOKS[other], chance: &mut chance };
        mutants.extend(kind.told.forge(&mut hand));
        if mutants.len() == TIMES {
            return mutants;
        }
    }
    panic!("{} was told {} times only; GUNE_FORGED_SEED={}", kind.name, mutants.len(), *SEED)
}

#[test]
fn an_honest_book_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let log = village::log_key();
    for honest in BOOKS.iter() {
        let file = folder.path().join("book.gune");
        std::fs::write(&file, book::bind(&log, &book::head(&honest.entries, &log), &honest.entries)).unwrap();
        assert_eq!(judge(&file, None), Verdict::RIGHT, "{}; GUNE_FORGED_SEED={}", honest.name, *SEED);
        assert!((30..=80).contains(&honest.size()), "{}: {} entries", honest.name, honest.size());
        let kinds: BTreeSet<&str> = honest.read.iter().map(gune::ledger::Entry::kind).collect();
        assert_eq!(kinds.len(), 11, "an afternoon in which everything happens: {kinds:?}");
    }
}

/// Tells a kind, and puts each lie on the shelf.
fn shelve(shelf: &Shelf, kind: &Kind, number: usize) -> Vec<Judged> {
    let by_memory = matches!(kind.told, Told::Rewritten(_) | Told::Memory(_));
    let mut judged = Vec::new();
    for (mutant, place) in tell(kind, number).into_iter().zip(TIMES * (number + 1)..) {
        let Mutant { book, remembered, expected, by_memory_alone } = mutant;
        assert_eq!(by_memory_alone, by_memory, "{}: what finds a kind does not change", kind.name);
        judged.push(shelf.put(place, kind.name, &book, remembered.as_deref(), &expected));
        if by_memory_alone {
            judged.push(shelf.put(place, &format!("{}-unremembered", kind.name), &book, None, &Verdict::RIGHT));
        }
    }
    judged
}

#[test]
fn each_lie_is_found_at_its_line_and_by_its_code_and_what_only_memory_finds_by_memory_alone() {
    let kinds = told::kinds();
    let names: BTreeSet<&str> = kinds.iter().map(|kind| kind.name).collect();
    assert_eq!(names.len(), kinds.len(), "a name names one kind");
    let (shelf, log) = (Shelf::clear(), village::log_key());
    let mut judged = Vec::new();
    for (place, honest) in BOOKS.iter().enumerate() {
        let book = book::bind(&log, &book::head(&honest.entries, &log), &honest.entries);
        judged.push(shelf.put(place, &honest.name, &book, None, &Verdict::RIGHT));
    }
    let numbered: Vec<(usize, &Kind)> = kinds.iter().enumerate().collect();
    let share = numbered.len().div_ceil(available_parallelism().map_or(1, usize::from));
    judged.extend(std::thread::scope(|scope| {
        let shelve = |part: &[(usize, &Kind)]| part.iter().flat_map(|(number, kind)| shelve(&shelf, kind, *number)).collect();
        let work: Vec<_> = numbered.chunks(share).map(|part| scope.spawn(move || -> Vec<Judged> { shelve(part) })).collect();
        work.into_iter().flat_map(|part| part.join().unwrap()).collect::<Vec<_>>()
    }));
    shelf.list(&judged);
    let complaints: Vec<&str> = judged.iter().filter_map(|judged| judged.complaint.as_deref()).collect();
    assert!(complaints.is_empty(), "GUNE_FORGED_SEED={}\n{}", *SEED, complaints.join("\n"));
    assert!(kinds.len() >= 200 && judged.len() >= 1_000, "{} kinds, {} books", kinds.len(), judged.len());
    println!("{} kinds, {} books; GUNE_FORGED_SEED={}", kinds.len(), judged.len(), *SEED);
}

#[test]
fn one_byte_anywhere_in_a_book_is_found_and_in_an_entry_at_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let (file, log) = (folder.path().join("book.gune"), village::log_key());
    let mut chance = Rng::with_seed(*SEED);
    for honest in BOOKS.iter() {
        let book = book::bind(&log, &book::head(&honest.entries, &log), &honest.entries);
        let lead = book.len() - honest.entries.iter().map(|entry| entry.len() + 2).sum::<usize>();
        let ends: Vec<usize> = (1..=honest.size())
            .map(|count| lead + honest.entries[..count].iter().map(|entry| entry.len() + 2).sum::<usize>())
            .collect();
        for _ in 0..BYTES {
            let (at, change) = (chance.usize(..book.len()), chance.u8(1..));
            let mut forged = book.clone();
            forged[at] ^= change;
            std::fs::write(&file, &forged).unwrap();
            let found = judge(&file, None);
            let told = format!("{}: byte {at} of {} ^ {change}: {found:?}; GUNE_FORGED_SEED={}", honest.name, book.len(), *SEED);
            assert!(!found.right, "{told}");
            let line = ends.iter().take_while(|end| at >= **end).count();
            let from = if line == 0 { lead } else { ends[line - 1] };
            // Nobody signs the moment: another one may be found by the next entry, or by the head.
            if at >= lead && !(from + 2..from + 2 + MOMENT).contains(&at) {
                assert_eq!(found.line, Some(line as u64), "{told}");
            }
        }
    }
}
