//! Erasures: whose they are, when they may be, and that they move nothing.

use super::*;

#[test]
fn an_erasure_moves_nothing_but_its_keys_number() {
    let mut village = Village::of(&["alice", "bob"]);
    village.act("alice", pay("bob", 300)).unwrap();
    let before = village.ledger.clone();
    village.act("alice", erase()).unwrap();
    let standing = village.ledger.standing();
    assert_eq!(*standing, Standing { size: before.standing().size + 1, ..*before.standing() });
    assert_eq!(village.ledger.accounts(), before.accounts());
    assert_eq!(village.ledger.key(&address("alice")).unwrap().last_number, 3);
    // Who was forgotten still pays, is paid, gives back, and may ask again.
    village.act("bob", give_back(village.last() - 1, "alice", 300)).unwrap();
    village.act("alice", pay("bob", 1)).unwrap();
    village.act("alice", erase()).unwrap();
}

#[test]
fn an_erasure_is_of_ones_own_texts_by_the_owner_or_a_key_that_pays() {
    let mut village = Village::of(&["alice", "bob"]);
    village.act("olive", grant("desk", rights(&[Role::Organise]))).unwrap();
    village.act("olive", grant("purse", rights(&[Role::Pay]))).unwrap();
    assert_eq!(village.act_by("olive", "desk", erase()), Err("role-missing"));
    village.act_by("olive", "purse", erase()).unwrap();
    // Nobody asks for somebody else, organiser or not.
    assert_eq!(village.act_by("alice", "olive", erase()), Err("key-not-authorised"));
    assert_eq!(village.act_by("alice", "bob", erase()), Err("key-not-authorised"));
    assert_eq!(village.act("nobody", erase()), Err("unknown-account"));
}

#[test]
fn an_erasure_is_judged_in_its_order() {
    let mut village = Village::of(&["alice"]);
    village.act("alice", grant("desk", rights(&[Role::Organise]))).unwrap();
    let act = Act { number: Some(1), ..Act::new("alice", erase()) };
    assert_eq!(village.try_act(Act { until: Some(OPENED - 1), ..act.clone() }), Err("document-expired"));
    assert_eq!(village.try_act(act), Err("number-used"));
    assert_eq!(village.act_by("alice", "desk", erase()), Err("role-missing"));
    village.now += PERIOD;
    assert_eq!(village.act("alice", erase()), Err("dividend-due"));
}
