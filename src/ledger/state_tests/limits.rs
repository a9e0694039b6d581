//! Limits: how much a key spends in each window of its period.

use super::*;

fn units(hundredths: u64, period: u64) -> Rights {
    Rights { limit: Some(Limit::Units { most: amount(hundredths), period }), ..rights(&[Role::Pay]) }
}

fn dividends(count: u64, period: u64) -> Rights {
    Rights { limit: Some(Limit::Dividends { count, period }), ..rights(&[Role::Pay]) }
}

/// Alice, with a phone of these rights, and a hundred and ten dividends in her purse.
fn alice_with(rights: Rights) -> Village {
    let mut village = Village::with(Rule::Ratio { growth: 0 }, FIRST);
    for person in ["alice", "bob"] {
        village.act(person, join()).unwrap();
    }
    village.act("olive", admit(&["alice"])).unwrap();
    village.wait(109 * PERIOD);
    village.act("olive", tempo(Phase::Paused, PERIOD)).unwrap();
    village.act("alice", grant("phone", rights)).unwrap();
    village
}

fn spend(village: &mut Village, hundredths: u64) -> Answer {
    village.act_by("alice", "phone", pay("bob", hundredths))
}

#[test]
fn a_key_spends_up_to_its_limit_in_each_window() {
    let mut village = alice_with(units(500, 60));
    assert_eq!(spend(&mut village, 501), Err("limit-passed"));
    assert_eq!(spend(&mut village, 200), Ok(()));
    assert_eq!(spend(&mut village, 300), Ok(()));
    let refusal = village.check(&Act::new("alice", pay("bob", 1)).by("phone")).unwrap_err();
    assert_eq!(refusal, Refusal::LimitPassed { left: Amount::ZERO });
    // Windows follow each other from when the key was authorised, not from when it spends.
    village.now += 59;
    assert_eq!(spend(&mut village, 1), Err("limit-passed"));
    village.now += 1;
    assert_eq!(spend(&mut village, 500), Ok(()));
    // What a window leaves is not carried into the next.
    village.now += 600;
    assert_eq!(spend(&mut village, 501), Err("limit-passed"));
    assert_eq!(spend(&mut village, 500), Ok(()));
}

#[test]
fn a_limit_counts_all_payees_of_a_payment_and_what_is_given_back() {
    let mut village = alice_with(units(500, 60));
    let both = Body::Payment(payment(&[("bob", 300), ("oscar", 201)]));
    assert_eq!(village.act_by("alice", "phone", both), Err("limit-passed"));
    assert_eq!(spend(&mut village, 400), Ok(()));
    village.act("bob", pay("alice", 400)).unwrap();
    let back = give_back(village.last(), "bob", 400);
    assert_eq!(village.act_by("alice", "phone", back.clone()), Err("limit-passed"));
    village.act("alice", back).unwrap();
}

#[test]
fn the_owner_key_and_other_keys_spend_beside_the_limit() {
    let mut village = alice_with(units(500, 60));
    village.act("alice", grant("tablet", units(500, 60))).unwrap();
    assert_eq!(spend(&mut village, 500), Ok(()));
    village.act("alice", pay("bob", 5_000)).unwrap();
    village.act_by("alice", "tablet", pay("bob", 500)).unwrap();
    assert_eq!(village.act_by("alice", "tablet", pay("bob", 1)), Err("limit-passed"));
}

#[test]
fn a_key_given_again_with_the_same_period_keeps_what_it_spent() {
    let mut village = alice_with(units(500, 60));
    assert_eq!(spend(&mut village, 500), Ok(()));
    village.now += 30;
    village.act("alice", grant("phone", units(700, 60))).unwrap();
    assert_eq!(spend(&mut village, 201), Err("limit-passed"));
    assert_eq!(spend(&mut village, 200), Ok(()));
    village.act("alice", grant("phone", dividends(1, 60))).unwrap();
    assert_eq!(spend(&mut village, 301), Err("limit-passed"));
    // The windows stay where they were, too.
    village.now += 30;
    assert_eq!(spend(&mut village, FIRST), Ok(()));
}

#[test]
fn another_period_begins_new_windows() {
    let mut village = alice_with(units(500, 60));
    assert_eq!(spend(&mut village, 500), Ok(()));
    village.now += 30;
    village.act("alice", grant("phone", units(500, 50))).unwrap();
    assert_eq!(spend(&mut village, 500), Ok(()));
    village.now += 49;
    assert_eq!(spend(&mut village, 1), Err("limit-passed"));
    village.now += 1;
    assert_eq!(spend(&mut village, 500), Ok(()));
    // So does a limit that was gone meanwhile.
    village.act("alice", grant("phone", rights(&[Role::Pay]))).unwrap();
    assert_eq!(spend(&mut village, 10_000), Ok(()));
    village.act("alice", grant("phone", units(500, 50))).unwrap();
    assert_eq!(spend(&mut village, 500), Ok(()));
    assert_eq!(spend(&mut village, 1), Err("limit-passed"));
}

#[test]
fn a_limit_in_dividends_grows_with_the_dividend_in_force() {
    let mut village = Village::with(RATIO, FIRST);
    village.act("olive", admit(&["olive"])).unwrap();
    village.act("olive", grant("phone", dividends(2, 31_622_400))).unwrap();
    village.wait(20 * PERIOD);
    let dividend = village.ledger.standing().dividends.current.hundredths();
    assert!(dividend > FIRST);
    assert_eq!(village.act_by("olive", "phone", pay("oscar", 2 * dividend + 1)), Err("limit-passed"));
    village.act_by("olive", "phone", pay("oscar", 2 * dividend)).unwrap();
    village.wait(PERIOD);
    let grown = village.ledger.standing().dividends.current.hundredths();
    assert!(grown > dividend);
    assert_eq!(village.act_by("olive", "phone", pay("oscar", 2 * (grown - dividend) + 1)), Err("limit-passed"));
    village.act_by("olive", "phone", pay("oscar", 2 * (grown - dividend))).unwrap();
}

#[test]
fn a_limit_in_dividends_larger_than_any_amount_limits_nothing() {
    let mut village = Village::with(RATIO, MOST);
    village.act("olive", admit(&["olive"])).unwrap();
    village.act("olive", grant("phone", dividends(1_000_000, 60))).unwrap();
    village.act_by("olive", "phone", pay("oscar", MOST)).unwrap();
    assert_eq!(village.balance("oscar"), MOST);
}

#[test]
fn a_limit_lowered_below_what_is_spent_refuses_even_a_payment_of_nothing() {
    let mut village = alice_with(units(500, 60));
    let nothing = || Body::Payment(Payment { listing: Some(DocumentId([1; 32])), ..payment(&[("bob", 0)]) });
    assert_eq!(spend(&mut village, 500), Ok(()));
    village.act_by("alice", "phone", nothing()).unwrap();
    village.act("alice", grant("phone", units(499, 60))).unwrap();
    assert_eq!(village.act_by("alice", "phone", nothing()), Err("limit-passed"));
    village.act("alice", grant("phone", units(500, 60))).unwrap();
    village.act_by("alice", "phone", nothing()).unwrap();
}
