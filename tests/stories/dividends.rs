//! Money that comes by itself: at its hour, for everybody alike, and after a sleep all of it.

use gune::ledger::{Entry, Rule};

use crate::village::{OPENED, PERIOD, Village};

#[tokio::test]
async fn every_member_receives_the_same_at_the_same_hour() {
    let mut village = Village::with_alice_and_bob().await;
    village.wait(PERIOD - 1).await;
    assert_eq!(village.balance("alice"), "10.00", "not a second early");
    village.wait(1).await;
    assert_eq!((village.balance("alice"), village.balance("bob")), ("20.00".into(), "20.00".into()));
    assert_eq!(village.balance("olive"), "0.00", "who is no member receives nothing");
    village.pay("alice", "bob", "15.00").await.accepted();
    village.wait(PERIOD).await;
    assert_eq!((village.balance("alice"), village.balance("bob")), ("15.00".into(), "45.00".into()));
}

#[tokio::test]
async fn the_dividend_grows_with_the_money_of_each() {
    let village = Village::with_alice_and_bob().await;
    // Ten per cent of the mean passes the first dividend once the mean passes 100.00.
    village.wait(9 * PERIOD).await;
    assert_eq!(village.balance("alice"), "100.00");
    village.wait(PERIOD).await;
    assert_eq!(village.balance("alice"), "110.00");
    village.wait(PERIOD).await;
    assert_eq!(village.balance("alice"), "121.00");
}

#[tokio::test]
async fn after_a_long_sleep_every_dividend_is_caught_up_at_its_own_moment() {
    let mut village = Village::with_alice_and_bob().await;
    let before = village.size();
    village.wait(5 * PERIOD + 30).await;
    assert_eq!(village.size(), before + 5);
    assert_eq!(village.balance("alice"), "60.00");
    for rank in 1..=5 {
        let bytes = village.app.read(move |reader| reader.entry(before + rank - 1)).await.expect("the file").expect("an entry");
        let entry = Entry::read(&bytes).expect("an entry of the book");
        assert_eq!((entry.kind(), entry.at.seconds()), ("dividend", OPENED + rank * PERIOD));
    }
    let paid = village.pay("alice", "bob", "60.00").await.accepted();
    assert_eq!(paid, before + 5, "what was caught up may be spent, and comes before");
}

#[tokio::test]
async fn a_sleep_of_more_periods_than_one_batch_holds_loses_none() {
    let mut village = Village::unopened();
    village.opening(Rule::Ratio { growth: 0 }).await.accepted();
    village.door(gune::ledger::document::Door::Open).await.accepted();
    village.join("alice").await.accepted();
    village.wait(2_500 * PERIOD).await;
    assert_eq!(village.balance("alice"), "25010.00");
}

#[tokio::test]
async fn under_the_rule_of_g1_one_waits_for_the_next_dividend() {
    let mut village = Village::unopened();
    village.opening(Rule::G1 { growth: 2_382_304, reevaluation: 15_778_800 }).await.accepted();
    village.door(gune::ledger::document::Door::Open).await.accepted();
    village.join("alice").await.accepted();
    assert_eq!(village.balance("alice"), "0.00");
    village.look("/door").await.shows(["Vous recevrez votre part de la monnaie dès le prochain dividende"]);
    village.wait(PERIOD).await;
    assert_eq!(village.balance("alice"), "10.00");
}

#[tokio::test]
async fn a_dividend_cannot_be_sent_by_hand() {
    let village = Village::open().await;
    let dividend = format!(
        "gune/1 dividend\ncurrency: {}\nrank: 1\namount: 10.00\nmembers: 0\nsupply: 0.00\nsignature: {}==\n",
        village.currency(),
        "A".repeat(86)
    );
    let refused = village.send(&dividend, &Vec::new()).await.refused();
    assert_eq!(refused, "malformed", "it has no account and no key");
}
