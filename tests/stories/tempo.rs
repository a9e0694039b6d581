//! The tempo: paused, taken up again, closed.

use gune::ledger::Phase;
use gune::ledger::document::{Body, KeyGrant, TempoChange};
use gune::ledger::tempo::Schedule;
use gune::ledger::{Rights, Roles};

use crate::village::{PERIOD, Village, address};

#[tokio::test]
async fn a_pause_stops_the_dividends_and_keeps_what_remained() {
    let mut village = Village::with_alice_and_bob().await;
    village.wait(100).await;
    village.tempo(Phase::Paused).await.accepted();
    village.wait(10 * PERIOD).await;
    assert_eq!(village.balance("alice"), "10.00");
    village.pay("alice", "bob", "1.00").await.accepted();
    village.look("/projector").await.shows(["pause"]);

    village.tempo(Phase::Running).await.accepted();
    village.wait(PERIOD - 101).await;
    assert_eq!(village.balance("alice"), "9.00");
    village.wait(1).await;
    assert_eq!(village.balance("alice"), "19.00");
}

#[tokio::test]
async fn a_closed_market_moves_no_money_until_it_opens_again() {
    let mut village = Village::with_alice_and_bob().await;
    village.tempo(Phase::Closed).await.accepted();
    assert_eq!(village.pay("alice", "bob", "1.00").await.refused(), "market-closed");
    village.look_as("olive", "/organise").await.shows(["Rouvrir le marché"]);
    for path in ["/market", "/me", "/projector"] {
        assert!(village.look_as("alice", path).await.text().contains("Le marché est fermé\u{a0}: plus rien ne bouge"), "{path}");
    }
    assert_eq!(village.join("chloe").await.refused(), "market-closed");
    let rights = Rights { roles: Roles { pay: true, organise: false }, limit: None, end: None };
    let phone = KeyGrant { authorised: address("alice's phone"), rights };
    village.act("alice", Body::Key(phone)).await.accepted();
    village.look("/book").await.shows(["Le marché ferme"]);

    village.tempo(Phase::Running).await.accepted();
    village.pay("alice", "bob", "1.00").await.accepted();
}

#[tokio::test]
async fn only_an_organiser_sets_the_tempo() {
    let mut village = Village::with_alice_and_bob().await;
    let schedule = Schedule { period: 1, end: None, after: None };
    let faster = Body::Tempo(TempoChange { phase: Phase::Running, schedule });
    assert_eq!(village.act("alice", faster.clone()).await.refused(), "not-organiser");
    village.act("olive", faster).await.accepted();
    village.wait(3).await;
    assert_eq!(village.balance("alice"), "40.00", "a faster tempo comes at once");
}

#[tokio::test]
async fn after_the_end_the_room_goes_on_once_a_day() {
    let mut village = Village::with_alice_and_bob().await;
    let schedule = Schedule { period: PERIOD, end: village.now().after(PERIOD), after: Some(86_400) };
    village.act("olive", Body::Tempo(TempoChange { phase: Phase::Running, schedule })).await.accepted();
    village.look_as("olive", "/organise").await.shows([", puis chaque jour."]);
    village.wait(PERIOD).await;
    assert_eq!(village.balance("alice"), "20.00");
    village.look_as("olive", "/organise").await.shows(["Un dividende chaque jour."]);
    village.wait(86_399).await;
    assert_eq!(village.balance("alice"), "20.00");
    village.wait(1).await;
    assert_eq!(village.balance("alice"), "30.00");
}
