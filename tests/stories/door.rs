//! Who comes in, who is let in, who leaves.

use gune::ledger::document::{Admission, Body, Departure, Door};

use crate::village::{Village, address, ratio};

#[tokio::test]
async fn through_an_open_door_one_is_a_member_at_once_with_the_current_dividend() {
    let mut village = Village::open().await;
    village.join("alice").await.accepted();
    assert!(village.is_member("alice"));
    assert_eq!(village.balance("alice"), "10.00");
}

#[tokio::test]
async fn at_a_shut_door_one_waits_until_an_organiser_admits() {
    let mut village = Village::open().await;
    village.door(Door::Shut).await.accepted();
    village.join("alice").await.accepted();
    assert_eq!((village.is_member("alice"), village.balance("alice").as_str()), (false, "0.00"));
    village.look_as("alice", "/waiting").await.shows(["Bonjour Alice !"]);

    village.admit("alice").await.accepted();
    assert_eq!((village.is_member("alice"), village.balance("alice").as_str()), (true, "10.00"));
    assert_eq!(village.look_as("alice", "/waiting").await.header(axum::http::header::LOCATION), "/me");
    assert_eq!(village.admit("alice").await.refused(), "already-member");
    assert_eq!(village.admit("nobody").await.refused(), "unknown-member");
}

#[tokio::test]
async fn only_an_organiser_admits_and_moves_the_door() {
    let mut village = Village::open().await;
    village.door(Door::Shut).await.accepted();
    village.join("alice").await.accepted();
    village.join("bob").await.accepted();
    let admission = Body::Admission(Admission { members: vec![address("bob")] });
    assert_eq!(village.act("alice", admission).await.refused(), "not-organiser");
    assert_eq!(village.act("alice", Body::Door(Door::Open)).await.refused(), "not-organiser");
    assert_eq!(village.door(Door::Shut).await.refused(), "nothing-changes");
}

#[tokio::test]
async fn one_joins_once() {
    let mut village = Village::open().await;
    village.join("alice").await.accepted();
    assert_eq!(village.join("alice").await.refused(), "account-exists");
}

#[tokio::test]
async fn nobody_joins_before_the_opening() {
    let mut village = Village::unopened();
    let other = {
        let mut elsewhere = Village::unopened();
        elsewhere.opening(ratio()).await.accepted();
        let (salt, name) = crate::village::text("Alice");
        let joining = gune::ledger::document::Joining { name: gune::ledger::Commitment::to(&salt, &name) };
        (elsewhere.sign("alice", "alice", Body::Joining(joining)).to_text(), vec![(salt, name)])
    };
    assert_eq!(village.send(&other.0, &other.1).await.refused(), "not-opened");
    village.opening(gune::ledger::Rule::Ratio { growth: 1 }).await.accepted();
    assert_eq!(village.send(&other.0, &other.1).await.refused(), "wrong-currency");
}

#[tokio::test]
async fn who_leaves_keeps_what_they_have_and_receives_no_more() {
    let mut village = Village::with_alice_and_bob().await;
    village.wait(600).await;
    let leaving = |who| Body::Departure(Departure { member: address(who) });
    assert_eq!(village.act("alice", leaving("bob")).await.refused(), "not-organiser");
    village.act("alice", leaving("alice")).await.accepted();
    village.wait(600).await;
    assert_eq!((village.balance("alice").as_str(), village.balance("bob").as_str()), ("20.00", "30.00"));
    village.pay("alice", "bob", "5.00").await.accepted();
    assert_eq!(village.act("alice", leaving("alice")).await.refused(), "not-member");

    village.act("olive", leaving("bob")).await.accepted();
    assert!(!village.is_member("bob"), "an organiser may end a membership");
}

#[tokio::test]
async fn leaving_and_coming_back_creates_no_second_share() {
    let mut village = Village::with_alice_and_bob().await;
    village.act("alice", Body::Departure(Departure { member: address("alice") })).await.accepted();
    village.admit("alice").await.accepted();
    assert_eq!(village.balance("alice"), "10.00");
}
