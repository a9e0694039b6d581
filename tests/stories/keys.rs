//! Phones: what a lost one could do, and how it is stopped.

use gune::ledger::document::{Body, Door, KeyGrant, Revocation};
use gune::ledger::{Limit, Rights, Roles};
use serde_json::Value;

use crate::village::{Village, address, amount, payment};

fn authorise(key: &str, rights: Rights) -> Body {
    Body::Key(KeyGrant { authorised: address(key), rights })
}

fn phone() -> Rights {
    let limit = Limit::Units { most: amount("5.00"), period: 86_400 };
    Rights { roles: Roles { pay: true, organise: false }, limit: Some(limit), end: None }
}

fn pays(sum: &str) -> Body {
    Body::Payment(payment("bob", sum))
}

#[tokio::test]
async fn a_phone_pays_up_to_its_limit_and_again_the_next_day() {
    let mut village = Village::with_alice_and_bob().await;
    assert_eq!(village.act_by("alice", "alice's phone", pays("1.00")).await.refused(), "key-not-authorised");
    village.act("alice", authorise("alice's phone", phone())).await.accepted();
    village.act_by("alice", "alice's phone", pays("3.00")).await.accepted();
    let refused = village.act_by("alice", "alice's phone", pays("2.01")).await;
    assert_eq!((refused.refused().as_str(), &refused.problem()["amount"]), ("limit-passed", &Value::from("2.00")));
    village.act_by("alice", "alice's phone", pays("2.00")).await.accepted();
    village.act("alice", pays("5.00")).await.accepted();
    village.wait(86_400).await;
    village.act_by("alice", "alice's phone", pays("5.00")).await.accepted();
}

#[tokio::test]
async fn a_limit_in_dividends_grows_with_them() {
    let mut village = Village::with_alice_and_bob().await;
    let rights = Rights { limit: Some(Limit::Dividends { count: 1, period: 31_622_400 }), ..phone() };
    village.act("alice", authorise("alice's phone", rights)).await.accepted();
    assert_eq!(village.act_by("alice", "alice's phone", pays("10.01")).await.refused(), "balance-too-small");
    village.wait(10 * crate::village::PERIOD).await;
    assert_eq!(village.act_by("alice", "alice's phone", pays("10.01")).await.refused(), "limit-passed");
    village.wait(crate::village::PERIOD).await;
    village.act_by("alice", "alice's phone", pays("10.01")).await.accepted();
}

#[tokio::test]
async fn a_lost_phone_is_revoked_for_ever() {
    let mut village = Village::with_alice_and_bob().await;
    village.act("alice", authorise("alice's phone", phone())).await.accepted();
    let revocation = Body::Revocation(Revocation { revoked: address("alice's phone") });
    assert_eq!(village.act("bob", revocation.clone()).await.refused(), "unknown-key");
    village.act("alice", revocation.clone()).await.accepted();
    assert_eq!(village.act_by("alice", "alice's phone", pays("1.00")).await.refused(), "key-revoked");
    assert_eq!(village.act("alice", revocation).await.refused(), "key-revoked");
    assert_eq!(village.act("alice", authorise("alice's phone", phone())).await.refused(), "key-revoked");
    let keys = village.look(&format!("/accounts/{}/keys", address("alice"))).await;
    let keys: Value = serde_json::from_slice(&keys.body).expect("JSON");
    assert_eq!((&keys[0]["revoked"], &keys[0]["limit"]), (&Value::Bool(true), &Value::from("5.00 per 86400")));
}

#[tokio::test]
async fn a_phone_does_not_make_phones_and_may_stop_itself() {
    let mut village = Village::with_alice_and_bob().await;
    village.act("alice", authorise("alice's phone", phone())).await.accepted();
    let other = authorise("a thief's phone", phone());
    assert_eq!(village.act_by("alice", "alice's phone", other).await.refused(), "owner-only");
    let itself = Body::Revocation(Revocation { revoked: address("alice's phone") });
    village.act_by("alice", "alice's phone", itself).await.accepted();
    assert_eq!(village.act_by("alice", "alice's phone", pays("1.00")).await.refused(), "key-revoked");
}

#[tokio::test]
async fn a_key_of_one_account_opens_no_other() {
    let mut village = Village::with_alice_and_bob().await;
    village.act("alice", authorise("alice's phone", phone())).await.accepted();
    assert_eq!(village.act("bob", authorise("alice's phone", phone())).await.refused(), "key-taken");
    assert_eq!(village.act("bob", authorise("alice", phone())).await.refused(), "key-taken");
    assert_eq!(village.join("alice's phone").await.refused(), "key-taken");
    let forged = village.act_by("bob", "alice's phone", Body::Payment(payment("alice", "1.00"))).await;
    assert_eq!(forged.refused(), "key-not-authorised");
}

#[tokio::test]
async fn an_organisers_phone_moves_the_door_only_if_it_may() {
    let mut village = Village::open().await;
    village.act("olive", authorise("olive's phone", phone())).await.accepted();
    assert_eq!(village.act_by("olive", "olive's phone", Body::Door(Door::Shut)).await.refused(), "role-missing");
    let rights = Rights { roles: Roles { pay: true, organise: true }, limit: None, end: None };
    village.act("olive", authorise("olive's phone", rights)).await.accepted();
    village.act_by("olive", "olive's phone", Body::Door(Door::Shut)).await.accepted();
}

#[tokio::test]
async fn a_key_with_an_end_signs_until_then() {
    let mut village = Village::with_alice_and_bob().await;
    let rights = Rights { end: village.now().after(60), ..phone() };
    village.act("alice", authorise("alice's phone", rights)).await.accepted();
    village.wait(60).await;
    village.act_by("alice", "alice's phone", pays("1.00")).await.accepted();
    village.wait(1).await;
    assert_eq!(village.act_by("alice", "alice's phone", pays("1.00")).await.refused(), "key-ended");
    assert_eq!(village.act("alice", authorise("another phone", rights)).await.refused(), "end-past");
}
