//! The ledger against a naive reference model: several people do right and wrong things in any order, and the model
//! predicts every answer and every figure.
#![allow(clippy::unwrap_used, clippy::as_conversions)]

mod naive;

mod choice;
mod play;

use choice::acts;
use gune::ledger::tempo::Schedule;
use gune::ledger::{Moment, Rule};
use naive::MOST;
use play::{Market, OPENED, Play, seen};
use proptest::prelude::*;

fn market(rule: impl Strategy<Value = Rule>) -> impl Strategy<Value = Market> {
    let first = prop_oneof![6 => Just(1000), 1 => Just(1), 1 => Just(MOST as u64 / 9), 1 => Just(MOST as u64)];
    let schedule =
        (prop_oneof![Just(60), Just(600)], any::<Option<u16>>(), any::<Option<u16>>()).prop_map(|(period, end, after)| {
            let end = end.and_then(|end| Moment::from_seconds(OPENED + u64::from(end)));
            Schedule { period, end, after: end.and(after).map(|after| u64::from(after) + 1) }
        });
    (rule, first, schedule).prop_map(|(rule, first, schedule)| Market { rule, first, schedule })
}

fn growth() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), Just(48_800_000), Just(100_000_000), 0..=1_000_000_000u64, Just(1_000_000_000)]
}

fn run(rule: impl Strategy<Value = Rule>, expected: &[&str]) {
    let config = ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let played = runner.run(&(market(rule), acts(), proptest::bool::weighted(0.8)), |(market, acts, gathered)| {
        let mut play = Play::new(&market);
        if gathered {
            play.gather()?;
        }
        acts.into_iter().try_for_each(|act| play.act(act))?;
        play.replay()
    });
    if let Err(failure) = played {
        panic!("{failure}");
    }
    let seen = seen();
    for what in expected {
        assert!(seen.contains_key(what), "never reached: {what}; reached: {seen:?}");
    }
}

/// What so many acts reach whatever the seed: most of them some hundred times, none less than thirty.
#[rustfmt::skip]
const REACHED: [&str; 30] = [
    "payment", "joining", "admission", "departure", "door", "key", "revocation", "tempo", "erasure", "dividend",
    "a dividend that does not fit", "document-expired", "market-closed", "account-exists", "key-not-authorised",
    "key-revoked", "key-ended", "number-used", "not-organiser", "role-missing", "owner-only", "already-member", "not-member",
    "nothing-changes", "unknown-key", "limit-passed", "zero-amount", "unknown-payment", "refund-too-much",
    "balance-too-small",
];

#[test]
fn under_ratio_the_ledger_answers_as_the_model_does() {
    run(growth().prop_map(|growth| Rule::Ratio { growth }), &REACHED);
}

#[test]
fn under_g1_the_ledger_answers_as_the_model_does() {
    let reevaluation = prop_oneof![Just(600), Just(660), Just(3600)];
    run((growth(), reevaluation).prop_map(|(growth, reevaluation)| Rule::G1 { growth, reevaluation }), &REACHED);
}

#[test]
fn under_the_first_version_of_g1_the_ledger_answers_as_the_model_does() {
    let reevaluation = prop_oneof![Just(600), Just(660), Just(3600)];
    run((growth(), reevaluation).prop_map(|(growth, reevaluation)| Rule::G1V1 { growth, reevaluation }), &REACHED);
}
