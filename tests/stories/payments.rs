//! Paying: once, with what one has, however often the answer gets lost.

use axum::http::StatusCode;
use gune::ledger::document::{Body, Output, Payment};

use crate::village::{Texts, Village, address, amount, payment};

#[tokio::test]
async fn alice_pays_bob_and_holds_a_receipt_that_anybody_can_check() {
    let mut village = Village::with_alice_and_bob().await;
    let paid = village.pay("alice", "bob", "4.00").await;
    let index = paid.accepted();
    assert_eq!((village.balance("alice"), village.balance("bob")), ("6.00".into(), "14.00".into()));

    let receipt = paid.receipt(&village.log());
    assert_eq!((receipt.index, receipt.checkpoint.size()), (index, index + 1));
    let entry = String::from_utf8(receipt.entry).expect("an entry is text");
    assert!(entry.contains(&format!("to: {} 4.00\n", address("bob"))), "{entry}");
}

#[tokio::test]
async fn one_payment_may_have_several_payees() {
    let mut village = Village::with_alice_and_bob().await;
    village.join("chloe").await.accepted();
    let outputs = [("bob", "1.50"), ("chloe", "2.50")].map(|(to, sum)| Output { to: address(to), amount: amount(sum) });
    let shared = Payment { outputs: outputs.into(), ..payment("bob", "0.01") };
    village.act("alice", Body::Payment(shared)).await.accepted();
    assert_eq!(["alice", "bob", "chloe"].map(|who| village.balance(who)), ["6.00", "11.50", "12.50"]);
}

#[tokio::test]
async fn nobody_pays_more_than_they_have() {
    let mut village = Village::with_alice_and_bob().await;
    let refused = village.pay("alice", "bob", "10.01").await;
    assert_eq!((refused.refused().as_str(), refused.status), ("balance-too-small", StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(refused.problem()["amount"], "10.00", "it says what one has");
    assert_eq!((village.balance("alice"), village.balance("bob")), ("10.00".into(), "10.00".into()));
    village.pay("alice", "bob", "10.00").await.accepted();
    assert_eq!(village.pay("alice", "bob", "0.01").await.refused(), "balance-too-small");
}

#[tokio::test]
async fn money_goes_to_somebody_else_who_is_there_and_is_more_than_nothing() {
    let mut village = Village::with_alice_and_bob().await;
    assert_eq!(village.pay("alice", "alice", "1.00").await.refused(), "pay-oneself");
    assert_eq!(village.pay("alice", "nobody", "1.00").await.refused(), "unknown-payee");
    assert_eq!(village.pay("alice", "bob", "0.00").await.refused(), "zero-amount");
    assert_eq!(village.pay("nobody", "bob", "1.00").await.refused(), "unknown-account");
}

#[tokio::test]
async fn the_same_document_twice_is_one_payment_with_one_receipt() {
    let mut village = Village::with_alice_and_bob().await;
    let document = village.sign("alice", "alice", Body::Payment(payment("bob", "4.00"))).to_text();
    let first = village.send(&document, &Texts::new()).await.accepted();
    village.pay("bob", "alice", "1.00").await.accepted();
    let again = village.send(&document, &Texts::new()).await;
    assert_eq!(again.known(), first);
    assert_eq!(again.receipt(&village.log()).index, first, "the old place under today's head");
    assert_eq!(village.balance("alice"), "7.00");
}

#[tokio::test]
async fn a_document_sent_thirty_times_at_once_is_one_payment() {
    let mut village = Village::with_alice_and_bob().await;
    let document = village.sign("alice", "alice", Body::Payment(payment("bob", "4.00"))).to_text();
    let village = &village;
    let all = Texts::new();
    let sent = (0..30).map(|_| village.send(&document, &all));
    let answers = join_all(sent.collect()).await;
    let fresh = answers.iter().filter(|answer| answer.status == StatusCode::CREATED).count();
    assert_eq!(fresh, 1, "the others, most of them in the same batch, are told that it is there");
    let index = village.size() - 1;
    assert!(answers.iter().all(|answer| answer.receipt(&village.log()).index == index));
    assert_eq!(village.balance("alice"), "6.00");
}

#[tokio::test]
async fn another_text_under_a_number_already_used_is_refused() {
    let mut village = Village::with_alice_and_bob().await;
    let document = village.sign_numbered("alice", "alice", 10, Body::Payment(payment("bob", "4.00"))).to_text();
    village.send(&document, &Texts::new()).await.accepted();
    let other = village.sign_numbered("alice", "alice", 10, Body::Payment(payment("bob", "5.00"))).to_text();
    let refused = village.send(&other, &Texts::new()).await;
    assert_eq!((refused.refused().as_str(), refused.status), ("number-reused", StatusCode::CONFLICT));
    let older = village.sign_numbered("alice", "alice", 9, Body::Payment(payment("bob", "5.00"))).to_text();
    assert_eq!(village.send(&older, &Texts::new()).await.refused(), "number-used", "numbers only grow");
    village.join("chloe").await.accepted();
    assert_eq!(village.balance("alice"), "6.00");
}

#[tokio::test]
async fn many_pay_at_once_and_nothing_is_lost() {
    let mut village = Village::with_alice_and_bob().await;
    let documents: Vec<String> = (0..40)
        .map(|turn| {
            let (from, to) = if turn % 2 == 0 { ("alice", "bob") } else { ("bob", "alice") };
            village.sign(from, from, Body::Payment(payment(to, "0.10"))).to_text()
        })
        .collect();
    let none = Texts::new();
    let village = &village;
    let answers = join_all(documents.iter().map(|document| village.send(document, &none)).collect()).await;
    let mut places: Vec<u64> = answers.iter().map(crate::answer::Answer::accepted).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), 40, "each has a place of its own");
    assert_eq!((village.balance("alice"), village.balance("bob")), ("10.00".into(), "10.00".into()));
}

#[tokio::test]
async fn a_payment_that_comes_after_its_time_is_refused() {
    let mut village = Village::with_alice_and_bob().await;
    let mut late = village.sign("alice", "alice", Body::Payment(payment("bob", "1.00"))).document().clone();
    late.until = Some(village.now());
    let signed = gune::ledger::Signed::new(&late, |text| {
        use ed25519_dalek::Signer as _;
        crate::village::signing_key("alice").sign(text).into()
    })
    .unwrap();
    village.wait(1).await;
    assert_eq!(village.send(&signed.to_text(), &Texts::new()).await.refused(), "document-expired");
}

/// Polls all of them until each has answered; in order.
async fn join_all<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
    let mut futures: Vec<_> = futures.into_iter().map(Box::pin).collect();
    let mut answers: Vec<Option<F::Output>> = futures.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, answer) in futures.iter_mut().zip(&mut answers) {
            if answer.is_none()
                && let std::task::Poll::Ready(ready) = future.as_mut().poll(context)
            {
                *answer = Some(ready);
            }
        }
        if answers.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    answers.into_iter().flatten().collect()
}
