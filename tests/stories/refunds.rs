//! Giving back: by whom it was received, to whom it came from, and no more than that.

use gune::ledger::document::{Body, Payment};

use crate::village::{Village, payment};

fn refund(of: u64, to: &str, sum: &str) -> Body {
    Body::Payment(Payment { refund_of: Some(of), ..payment(to, sum) })
}

#[tokio::test]
async fn bob_gives_back_in_two_parts_and_not_a_cent_more() {
    let mut village = Village::with_alice_and_bob().await;
    let paid = village.pay("alice", "bob", "4.00").await.accepted();
    village.act("bob", refund(paid, "alice", "1.50")).await.accepted();
    let too_much = village.act("bob", refund(paid, "alice", "2.51")).await;
    assert_eq!(too_much.refused(), "refund-too-much");
    assert_eq!(too_much.problem()["amount"], "2.50", "it says what is left");
    assert!(too_much.problem()["detail"].as_str().is_some_and(|detail| detail.contains("2,50\u{a0}Ğ (≈ 0,25\u{a0}DU)")));
    village.act("bob", refund(paid, "alice", "2.50")).await.accepted();
    assert_eq!((village.balance("alice"), village.balance("bob")), ("10.00".into(), "10.00".into()));
    assert_eq!(village.act("bob", refund(paid, "alice", "0.01")).await.refused(), "refund-too-much");
}

#[tokio::test]
async fn only_the_payee_gives_back_and_only_to_the_payer() {
    let mut village = Village::with_alice_and_bob().await;
    village.join("chloe").await.accepted();
    let paid = village.pay("alice", "bob", "4.00").await.accepted();
    assert_eq!(village.act("bob", refund(paid, "chloe", "1.00")).await.refused(), "refund-not-payer");
    assert_eq!(village.act("chloe", refund(paid, "alice", "1.00")).await.refused(), "refund-not-payee");
    assert_eq!(village.act("bob", refund(0, "alice", "1.00")).await.refused(), "unknown-payment");
}

#[tokio::test]
async fn the_receipt_offers_the_payee_what_is_left_and_the_refund_tells_its_origin() {
    let mut village = Village::with_alice_and_bob().await;
    let paid = village.pay("alice", "bob", "4.00").await.accepted();
    let form = "name=\"refund-of\"";
    assert!(village.look_as("bob", &format!("/receipt/{paid}")).await.text().contains(form));
    assert!(!village.look_as("alice", &format!("/receipt/{paid}")).await.text().contains(form));
    let back = village.act("bob", refund(paid, "alice", "4.00")).await.accepted();
    assert!(!village.look_as("bob", &format!("/receipt/{paid}")).await.text().contains(form), "nothing is left");
    assert!(village.look(&format!("/receipt/{back}")).await.text().contains(&format!("/receipt/{paid}")));
}
