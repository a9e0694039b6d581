//! A witness killed in the middle of its work: what it has signed, it knows.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use gune::ledger::log::{AddCheckpoint, read_answer, read_size};
use ureq::Agent;

use crate::log::Log;
use crate::people::program::{Answer, TEXT, agent, send};
use crate::programs::Witness;

const ROUNDS: u64 = 5;
const THREADS: u64 = 4;
/// More than the rounds use up.
const SIZE: u64 = 20_000;

fn ask(agent: &Agent, address: &str, question: &AddCheckpoint) -> Option<Answer> {
    send(agent, &format!("{address}/add-checkpoint"), TEXT, question.to_string()).ok()
}

#[test]
fn killed_at_any_moment_it_never_forgets_a_head_that_it_signed() {
    let folder = tempfile::tempdir().unwrap();
    let (log, fork) = (Log::new(SIZE), Log::forked(SIZE, 0));
    let cosigned: Mutex<BTreeMap<u64, bool>> = Mutex::default();
    let mut witness = Witness::start(folder.path(), 0, &log.key());
    for round in 1..=ROUNDS {
        let enough = u64::from(getrandom::u32().unwrap()) % 60 + 20;
        let (count, doomed) = (AtomicU64::new(0), witness.program.id());
        std::thread::scope(|scope| {
            for thread in 0..THREADS {
                let (log, fork, cosigned, witness, count) = (&log, &fork, &cosigned, &witness, &count);
                scope.spawn(move || {
                    let (agent, mut old) = (agent(), 0);
                    // One of them keeps showing another log of the same name and key.
                    let (side, forked) = if thread == 0 { (fork, true) } else { (log, false) };
                    loop {
                        let question = side.ask(old, (old + 1).min(SIZE));
                        let Some(answer) = ask(&agent, &witness.program.address, &question) else { return };
                        match answer.status.as_u16() {
                            200 => {
                                let text = question.checkpoint.text();
                                read_answer(answer.body.as_bytes(), text, &witness.key).expect("a cosignature");
                                let known = *cosigned.lock().unwrap().entry(old + 1).or_insert(forked);
                                assert_eq!(known, forked, "two heads of {} entries", old + 1);
                                old += 1;
                                if count.fetch_add(1, Ordering::Relaxed) == enough {
                                    kill(doomed);
                                }
                            }
                            409 => old = read_size(answer.body.as_bytes()).expect("a size"),
                            422 => {}
                            status => panic!("{status}: {}", answer.body),
                        }
                    }
                });
            }
        });
        let key = witness.key.clone();
        witness.program.kill();
        witness = Witness::start(folder.path(), 0, &log.key());
        assert_eq!(witness.key, key);

        let agent = agent();
        let (newest, forked) = cosigned.lock().unwrap().last_key_value().map(|(size, forked)| (*size, *forked)).unwrap();
        let (side, other) = if forked { (&fork, &log) } else { (&log, &fork) };
        // An older head is answered by the size that it knows, which is no smaller than the newest one it signed.
        let older = ask(&agent, &witness.program.address, &side.ask(newest - 1, newest - 1)).unwrap();
        assert_eq!(older.status, 409, "round {round}");
        let known = read_size(older.body.as_bytes()).unwrap();
        assert!(known >= newest, "round {round}: it signed {newest} and knows of {known}");
        // Another head of the size it knows, and one that goes on from there, are refused.
        for size in [known, known + 1] {
            assert_eq!(ask(&agent, &witness.program.address, &other.ask(known, size)).unwrap().status, 422, "round {round}");
        }
        // The true one is cosigned.
        let question = side.ask(known, known + 1);
        let answer = ask(&agent, &witness.program.address, &question).unwrap();
        assert_eq!(answer.status, 200, "round {round}: {}", answer.body);
        assert!(read_answer(answer.body.as_bytes(), question.checkpoint.text(), &witness.key).is_some());
        cosigned.lock().unwrap().insert(known + 1, forked);
    }
    let cosigned = cosigned.into_inner().unwrap();
    assert!(cosigned.len() as u64 > ROUNDS * 20, "{}", cosigned.len());
    let sides: Vec<bool> = cosigned.into_values().collect();
    assert!(sides.iter().all(|forked| *forked == sides[0]), "all that was ever signed is of one log");
}

#[test]
fn when_its_disk_is_full_it_signs_nothing_more_and_forgets_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::new(2_000);
    drop(Witness::start(folder.path(), 0, &log.key()));
    // No file may grow past this; the program hears of it by an error and not by a signal.
    let witness = Witness::deprived(folder.path(), "trap '' XFSZ; ulimit -f 1000", &log.key());
    let agent = agent();
    let ask = |witness: &Witness, old| ask(&agent, &witness.program.address, &log.ask(old, old + 1)).unwrap();
    let mut signed = 0;
    while ask(&witness, signed).status == 200 {
        signed += 1;
    }
    assert!(signed > 10 && signed < 1_900, "{signed}");
    let stopped = ask(&witness, signed);
    assert_eq!(stopped.status, 503, "{}", stopped.body);
    assert!(stopped.body.contains("its disk failed"), "{}", stopped.body);
    witness.program.kill();

    let witness = Witness::start(folder.path(), 0, &log.key());
    let answer = ask(&witness, signed);
    assert_eq!(answer.status, 200, "it knows of {signed} entries, and goes on: {}", answer.body);
}

/// SIGKILL from outside, while others are still talking to it.
fn kill(id: u32) {
    assert!(std::process::Command::new("kill").args(["-KILL", &id.to_string()]).status().unwrap().success());
}
