//! Two associations watch each other, with the real programs, and each can do without the other.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use gune::ledger::log::{AddCheckpoint, Checkpoint, Note, Receipt, verify_consistency};

use crate::people::program::{Program, agent, command};
use crate::programs::{Market, Premises, Witness, wait_for};

#[test]
fn two_markets_cosign_each_others_heads() {
    let (here, there) = (Premises::new(), Premises::new());
    let (desk_here, desk_there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let of_here = Witness::start(desk_there.path(), 0, &here.log);
    let of_there = Witness::start(desk_here.path(), 0, &there.log);
    assert_ne!(of_here.key, of_there.key);
    here.list(&format!("# our friends\n{}", of_here.line()));
    there.list(&of_there.line());
    let (mut one, mut other) = (Market::open(&here), Market::open(&there));

    for amount in 1..=5 {
        one.pay(amount);
        other.pay(amount);
    }
    for (market, witness) in [(&one, &of_here), (&other, &of_there)] {
        let note = market.cosigned_by(&witness.key);
        let head = Checkpoint::from_note(&note, &market.log).unwrap();
        assert_eq!(head.size(), market.size());
        // The last cosigned head is this one; proofs and receipts carry the cosignature too.
        let agent = agent();
        let cosigned = market.note("/log/cosigned").unwrap();
        assert_eq!(cosigned.text(), note.text());
        let keys = [market.log.clone(), witness.key.clone()];
        assert_eq!(cosigned.verify(&keys).unwrap().len(), 2);
        let proof = market.program.get(&agent, "/log/consistency/2").body;
        assert_eq!(AddCheckpoint::parse(proof.as_bytes()).unwrap().checkpoint.verify(&keys).unwrap().len(), 2);
        let receipt = market.program.get(&agent, "/receipts/3.tlog-proof").body;
        let lines = receipt.lines().filter(|line| line.starts_with("— ")).count();
        assert_eq!(lines, 2);
        Receipt::parse(receipt.as_bytes()).unwrap().verify(&market.log).expect("who knows no witness passes it over");
        let page = market.page();
        assert!(page.contains(&format!("Tête n° {} contresignée par {}", head.size(), witness.key.name())), "{page}");
        assert!(!page.contains("Absent"), "{page}");
        // The witness shows the same.
        let seen = witness.page();
        assert!(seen.contains(&format!("Head no. {}, cosigned", head.size())), "{seen}");
    }

    // An audit of a head with lines by others is an audit like any other.
    let mut audit = Command::new(env!("CARGO_BIN_EXE_gune"));
    let audited = audit.args(["audit", "--quiet", &one.program.address]).env("LC_ALL", "C.UTF-8").output().unwrap();
    assert_eq!(String::from_utf8(audited.stdout).unwrap(), "The sum is right.\n");
    // What the market keeps, and what the witness serves, are heads that an audit takes as remembered.
    let kept = std::fs::read_dir(here.data().join("cosigned")).unwrap().next().unwrap().unwrap().path();
    let served = here.data().join("served-by-the-witness");
    let page = of_here.page();
    let path = page.split_whitespace().find(|word| word.ends_with("/checkpoint")).expect("the page leads to it");
    std::fs::write(&served, of_here.program.get(&agent(), path).body).unwrap();
    for head in [&kept, &served] {
        let mut audit = Command::new(env!("CARGO_BIN_EXE_gune"));
        let audited = audit.args(["audit", &one.program.address, "--head"]).arg(head).env("LC_ALL", "C.UTF-8").output().unwrap();
        let printed = String::from_utf8(audited.stdout).unwrap();
        assert!(audited.status.success() && printed.contains("found again in this book"), "{printed}");
    }

    // After a restart the same head is served with the cosignature it had, before anybody is asked again.
    let before = one.note("/log/cosigned").unwrap();
    of_here.program.kill();
    let again = one.restart(here.data());
    assert_eq!(again.note("/log/cosigned").unwrap().text(), before.text());
    assert_eq!(again.note("/log/checkpoint").unwrap().signatures().len(), 2);
}

#[test]
fn a_witness_that_is_away_is_done_without_and_comes_back() {
    let here = Premises::new();
    let desk = tempfile::tempdir().unwrap();
    let witness = Witness::start(desk.path(), 0, &here.log);
    here.list(&witness.line());
    let mut market = Market::open(&here);
    let before = Checkpoint::from_note(&market.cosigned_by(&witness.key), &market.log).unwrap();

    let (port, key) = (witness.port(), witness.key.clone());
    witness.program.kill();
    for amount in 1..=10 {
        assert!(market.pay(amount) < Duration::from_secs(5));
    }
    let page = market.says("Absent depuis");
    assert!(page.contains(&format!("Tête n° {} contresignée", before.size())), "the last one is still shown: {page}");
    assert_eq!(market.note("/log/checkpoint").unwrap().signatures().len(), 1, "no cosignature counts for the newest head");
    let cosigned = Checkpoint::from_note(&market.note("/log/cosigned").unwrap(), &market.log).unwrap();
    assert_eq!(cosigned, before);
    // From the last cosigned head to the newest one, the log proves the way.
    let proof = market.program.get(&agent(), &format!("/log/consistency/{}", before.size())).body;
    let proof = AddCheckpoint::parse(proof.as_bytes()).unwrap();
    let newest = Checkpoint::from_note(&proof.checkpoint, &market.log).unwrap();
    verify_consistency(before.size(), newest.size(), &proof.proof, before.root(), newest.root()).unwrap();

    let witness = Witness::start(desk.path(), port, &here.log);
    assert_eq!(witness.key, key, "its key is found again");
    let after = Checkpoint::from_note(&market.cosigned_by(&key), &market.log).unwrap();
    assert_eq!(after.size(), before.size() + 10);
    wait_for("the page says nothing of absence", || (!market.page().contains("Absent")).then_some(()));
}

#[test]
fn a_witness_that_forgot_nothing_tells_a_market_that_did_where_it_stood() {
    let here = Premises::new();
    let desk = tempfile::tempdir().unwrap();
    let witness = Witness::start(desk.path(), 0, &here.log);
    here.list(&witness.line());
    let market = Market::open(&here);
    market.cosigned_by(&witness.key);
    market.program.kill();
    std::fs::remove_dir_all(here.data().join("cosigned")).unwrap();
    let program = Program::start(here.data());
    let note = wait_for("the newest head is cosigned again", || {
        let body = program.get(&agent(), "/log/checkpoint").body;
        Some(Note::parse(body.as_bytes()).unwrap()).filter(|note| note.signatures().len() == 2)
    });
    assert_eq!(note.verify(&[here.log.clone(), witness.key.clone()]).unwrap().len(), 2);
}

#[test]
fn a_wrong_list_of_witnesses_is_refused_at_the_start_with_its_line() {
    let here = Premises::new();
    here.list(&format!("# witnesses\n\n{} http://127.0.0.1:1\n", here.log));
    let refused = Program::spawn(&mut command(here.data())).err().expect("it does not start");
    for words in ["keys/witnesses", "line 3", "this is the key of a log", "http://<its address>"] {
        assert!(refused.contains(words), "{words}: {refused}");
    }
}

#[test]
fn a_witness_that_cannot_be_one_says_why() {
    let here = Premises::new();
    let desk = tempfile::tempdir().unwrap();
    let running = Witness::start(desk.path(), 0, &here.log);
    let refused = |folder: &Path, more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gune"));
        command.args(["witness", "--listen", "127.0.0.1:0", "--data"]).arg(folder).args(more).env("LC_ALL", "en");
        let ended = command.output().unwrap();
        (ended.status.code(), String::from_utf8(ended.stderr).unwrap())
    };
    let (code, why) = refused(desk.path(), &[]);
    assert!(code == Some(1) && why.contains("another program is the witness in"), "{why}");
    running.program.kill();
    let (code, why) = refused(desk.path(), &["--name", "autre.example"]);
    assert!(code == Some(1) && why.contains("This witness has a name already"), "{why}");
    // The key that signs a book never cosigns others: the two would say different things of one text.
    let other = tempfile::tempdir().unwrap();
    std::fs::create_dir(other.path().join("keys")).unwrap();
    std::fs::copy(here.data().join("keys/log.key"), other.path().join("keys/witness.key")).unwrap();
    let (code, why) = refused(other.path(), &[]);
    assert!(code == Some(1) && why.contains("is not a witness key"), "{why}");
    for (key, words) in
        [("nonsense", "not the line of a verifier key"), (&running.key.to_string(), "this is the key of a witness")]
    {
        let (code, why) = refused(other.path(), &["--log", key]);
        assert!(code == Some(2) && why.contains(words), "{why}");
    }
}
