//! A market that goes on from an old copy under its own key, without its guard: no witness lends its name to that.

use gune::ledger::log::{Checkpoint, Note};

use crate::programs::{Market, Premises, Witness, copy_without_guard, wait_for};

#[test]
fn a_forked_book_is_not_cosigned_and_the_witness_keeps_the_evidence() {
    let here = Premises::new();
    let (desk, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let witness = Witness::start(desk.path(), 0, &here.log);
    here.list(&witness.line());
    let mut market = Market::open(&here);
    market.cosigned_by(&witness.key);
    copy_without_guard(here.data(), copy.path());
    let copied = market.size();
    for amount in [1, 2] {
        market.pay(amount);
    }
    market.cosigned_by(&witness.key);

    // Shorter than what the witness has seen.
    let mut fork = market.fork(copy.path(), copied);
    assert_eq!(fork.size(), copied);
    fork.says(&format!("Dit avoir contresigné {} écritures : ce livre serait une vieille copie", copied + 2));
    // As long, with other entries.
    for amount in [30, 40] {
        fork.pay(amount);
    }
    assert_eq!(fork.size(), market.size());
    fork.says("Refuse : ce livre ne continue pas celui qu’il a déjà vu");
    let page = wait_for("the evidence is shown", || Some(witness.page()).filter(|page| page.contains("CONTRADICTION")));
    let heads = evidence(&page);
    assert_eq!(heads.len(), 2, "{page}");
    let opened = heads.iter().map(|note| Checkpoint::from_note(note, &market.log).expect("signed by the log itself"));
    let opened: Vec<Checkpoint> = opened.collect();
    assert_eq!((opened[0].size(), opened[1].size()), (copied + 2, copied + 2));
    assert_ne!(opened[0].root(), opened[1].root());
    // Longer.
    fork.pay(50);
    wait_for("the longer head is declined", || {
        witness.page().contains(&format!("Declined: head no. {}", copied + 3)).then_some(())
    });
    assert_eq!(fork.note("/log/checkpoint").unwrap().signatures().len(), 1);
    assert!(fork.note("/log/cosigned").is_none());

    // The true book goes on, and its next head contradicts the one that was declined.
    market.pay(3);
    market.cosigned_by(&witness.key);
    assert_eq!(witness.page().matches("CONTRADICTION").count(), 2);
}

/// The notes on a witness's page.
fn evidence(page: &str) -> Vec<Note> {
    let lines: String = page.lines().filter_map(|line| line.strip_prefix("    ")).map(|line| format!("{line}\n")).collect();
    // Two notes follow each other; each is three lines, an empty one, and one signature.
    let lines: Vec<&str> = lines.lines().filter(|line| !line.is_empty()).collect();
    let note = |lines: &[&str]| format!("{}\n\n{}\n", lines[..3].join("\n"), lines[3]);
    lines.chunks(4).map(|lines| Note::parse(note(lines).as_bytes()).expect("a note")).collect()
}
