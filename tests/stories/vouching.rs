//! Who may vouch for a phone as a witness, and whose phones are heard.

use axum::http::StatusCode;
use gune::ledger::document::{KeyGrant, Revocation};
use gune::ledger::log::Cosigner;
use gune::ledger::{Body, Rights, Roles};
use gune::market::{Notice, Witness};

use crate::village::{Village, address, signing_key};
use crate::watching::{cosigned, phone_of};

#[tokio::test]
async fn only_phones_that_count_now_are_heard() {
    let mut village = Village::with_alice_and_bob().await;
    assert_eq!(village.cosign(village.cosigned_by("alice")).await.refused(), "witness-unknown");
    village.watch_with("alice").await.posted();
    assert_eq!(village.cosign(village.cosigned_by("bob")).await.refused(), "witness-unknown");

    // Alice's name over somebody else's signature, and her own signature over another time.
    let (text, now) = (village.head().to_string(), village.now().seconds());
    let name = phone_of("alice").verifier().name().to_owned();
    let thief = Cosigner::new(&name, signing_key("a thief")).expect("a good name").sign(&text, now).expect("a time");
    assert_eq!(village.cosign(format!("{text}\n{thief}\n")).await.refused(), "witness-unknown", "the key in the name is hers");
    let forged = cosigned(&text, "alice", now);
    let head = forged.rfind(' ').expect("a signature") + 30;
    let other = if forged.as_bytes()[head] == b'A' { "B" } else { "A" };
    let forged = format!("{}{other}{}", &forged[..head], &forged[head + 1..]);
    assert_eq!(village.cosign(forged).await.refused(), "bad-signature");
    let from_the_future = cosigned(&text, "alice", now + 301);
    assert_eq!(village.cosign(from_the_future).await.refused(), "time-ahead");
    assert_eq!(village.watched(1), (0, 1));
    assert_eq!(village.cosign(cosigned(&text, "alice", now + 300)).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_key_vouches_for_one_phone_and_an_old_paper_does_not_bring_back_the_one_before() {
    let mut village = Village::with_alice_and_bob().await;
    let before = village.sign("alice", "alice", Notice::Witness(phone_of("bob"))).to_text();
    village.send(&before, &Vec::new()).await.posted();
    let again = village.send(&before, &Vec::new()).await;
    assert_eq!(again.status, StatusCode::OK, "the same document is the same registration");
    village.watch_with("alice").await.posted();
    assert_eq!(village.watched(0), (0, 1));
    assert_eq!(village.send(&before, &Vec::new()).await.refused(), "number-used");
    assert_eq!(village.cosign(village.cosigned_by("bob")).await.refused(), "witness-unknown");
    assert_eq!(village.cosign(village.cosigned_by("alice")).await.status, StatusCode::CREATED);
    village.watch_with("bob").await.posted();
}

#[tokio::test]
async fn a_witness_key_is_nobody_elses_and_no_key_of_the_book() {
    let mut village = Village::with_alice_and_bob().await;
    village.watch_with("alice").await.posted();
    for taken in [phone_of("alice"), Witness { witness: address("bob") }, Witness { witness: address("alice") }] {
        assert_eq!(village.post("bob", Notice::Witness(taken)).await.refused(), "key-taken");
    }
    let weak = Witness { witness: gune::ledger::Pubkey::from_bytes([0; 32]) };
    assert_eq!(village.post("bob", Notice::Witness(weak)).await.refused(), "bad-key");
    assert_eq!(village.watch_with("zoe").await.refused(), "unknown-account");
    let by_bob = village.sign("alice", "bob", Notice::Witness(phone_of("carol"))).to_text();
    assert_eq!(village.send(&by_bob, &Vec::new()).await.refused(), "key-not-authorised");
    let forged = village.sign("bob", "bob", Notice::Witness(phone_of("bob"))).to_text().replace("number: ", "number: 1");
    assert_eq!(village.send(&forged, &Vec::new()).await.refused(), "bad-signature");
    assert_eq!(village.watched(0), (0, 1));
}

#[tokio::test]
async fn a_phone_whose_key_was_stopped_is_counted_no_more() {
    let mut village = Village::with_alice_and_bob().await;
    let device = address("alice's phone");
    let rights = Rights { roles: Roles { pay: false, organise: true }, limit: None, end: None };
    village.act("alice", Body::Key(KeyGrant { authorised: device, rights })).await.accepted();
    let vouching = village.sign("alice", "alice's phone", Notice::Witness(phone_of("alice"))).to_text();
    village.send(&vouching, &Vec::new()).await.posted();
    village.cosign(village.cosigned_by("alice")).await;
    assert_eq!(village.watched(1), (1, 1), "any key of the book vouches, whatever else it may do");

    village.act("alice", Body::Revocation(Revocation { revoked: device })).await.accepted();
    assert_eq!(village.watched(1), (0, 0));
    assert_eq!(village.cosign(village.cosigned_by("alice")).await.refused(), "witness-unknown");
    let again = village.sign("alice", "alice's phone", Notice::Witness(phone_of("bob"))).to_text();
    assert_eq!(village.send(&again, &Vec::new()).await.refused(), "key-revoked");
}
