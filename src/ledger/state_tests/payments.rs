//! Payments, and what is given back of them.

use super::*;

#[test]
fn a_payment_moves_money_and_makes_none() {
    let mut village = Village::of(&["alice", "bob", "carol"]);
    village.act("alice", Body::Payment(payment(&[("bob", 250), ("carol", 5), ("olive", 745)]))).unwrap();
    assert_eq!(["alice", "bob", "carol", "olive"].map(|person| village.balance(person)), [0, 1_250, 1_005, 745]);
    assert_eq!(village.supply(), 3 * FIRST);
    assert_eq!(village.act("alice", pay("bob", 1)), Err("balance-too-small"));
}

#[test]
fn dividends_not_yet_settled_can_be_spent_to_the_last_hundredth() {
    let mut village = Village::of(&["alice", "bob"]);
    village.wait(2 * PERIOD);
    let refusal = village.check(&Act::new("alice", pay("bob", 3 * FIRST + 1))).unwrap_err();
    assert_eq!(refusal, Refusal::BalanceTooSmall { balance: amount(3 * FIRST) });
    village.act("alice", pay("bob", 3 * FIRST)).unwrap();
    assert_eq!((village.balance("alice"), village.balance("bob")), (0, 6 * FIRST));
}

#[test]
fn nobody_pays_themselves_or_a_stranger() {
    let mut village = Village::of(&["alice", "bob"]);
    assert_eq!(village.act("alice", pay("alice", 1)), Err("pay-oneself"));
    let split = |other| Body::Payment(payment(&[("bob", 1), (other, 1)]));
    assert_eq!(village.act("alice", split("alice")), Err("pay-oneself"));
    let refusal = village.check(&Act::new("alice", split("nobody"))).unwrap_err();
    assert_eq!(refusal, Refusal::UnknownPayee { payee: address("nobody") });
    // The key of an account is no account.
    village.act("bob", grant("phone", rights(&[Role::Pay]))).unwrap();
    assert_eq!(village.act("alice", pay("phone", 1)), Err("unknown-payee"));
}

#[test]
fn nothing_is_paid_only_for_a_listing() {
    let mut village = Village::of(&["alice", "bob", "carol"]);
    assert_eq!(village.act("alice", pay("bob", 0)), Err("zero-amount"));
    assert_eq!(village.act("alice", Body::Payment(payment(&[("bob", 1), ("carol", 0)]))), Err("zero-amount"));
    let gift = Payment { listing: Some(DocumentId([1; 32])), ..payment(&[("bob", 0)]) };
    village.act("alice", Body::Payment(gift)).unwrap();
    assert_eq!(village.balance("alice"), FIRST);
}

#[test]
fn a_sum_past_the_largest_amount_is_refused_even_of_who_holds_it_all() {
    let mut village = Village::with(RATIO, MOST);
    village.act("olive", admit(&["olive"])).unwrap();
    village.act("alice", join()).unwrap();
    for more in [1, MOST] {
        let act = Act::new("olive", Body::Payment(payment(&[("oscar", MOST), ("alice", more)])));
        assert_eq!(village.check(&act), Err(Refusal::BalanceTooSmall { balance: amount(MOST) }));
    }
    village.act("olive", Body::Payment(payment(&[("oscar", MOST - 1), ("alice", 1)]))).unwrap();
}

#[test]
fn a_payment_is_given_back_in_parts_and_never_more_than_whole() {
    let mut village = Village::of(&["alice", "bob"]);
    village.act("alice", pay("bob", 500)).unwrap();
    let paid = village.last();
    village.act("bob", give_back(paid, "alice", 200)).unwrap();
    let refusal = village.check(&Act::new("bob", give_back(paid, "alice", 301))).unwrap_err();
    assert_eq!(refusal, Refusal::RefundTooMuch { left: amount(300) });
    village.act("bob", give_back(paid, "alice", 300)).unwrap();
    assert_eq!(village.act("bob", give_back(paid, "alice", 1)), Err("refund-too-much"));
    assert_eq!((village.balance("alice"), village.balance("bob")), (FIRST, FIRST));
}

#[test]
fn each_payee_gives_back_what_they_received() {
    let mut village = Village::of(&["alice", "bob", "carol"]);
    village.act("alice", Body::Payment(payment(&[("bob", 300), ("carol", 400)]))).unwrap();
    let paid = village.last();
    assert_eq!(village.act("bob", give_back(paid, "alice", 400)), Err("refund-too-much"));
    village.act("carol", give_back(paid, "alice", 400)).unwrap();
    village.act("bob", give_back(paid, "alice", 300)).unwrap();
    assert_eq!(village.act("carol", give_back(paid, "alice", 1)), Err("refund-too-much"));
}

#[test]
fn a_payment_is_given_back_by_its_payee_to_its_payer_alone() {
    let mut village = Village::of(&["alice", "bob", "carol"]);
    village.act("alice", pay("bob", 500)).unwrap();
    let paid = village.last();
    assert_eq!(village.act("bob", give_back(paid, "carol", 500)), Err("refund-not-payer"));
    let two = Payment { refund_of: Some(paid), ..payment(&[("alice", 250), ("carol", 250)]) };
    assert_eq!(village.act("bob", Body::Payment(two)), Err("refund-not-payer"));
    assert_eq!(village.act("carol", give_back(paid, "alice", 500)), Err("refund-not-payee"));
    // The payer cannot "give back" what they paid: that would be paying themselves.
    assert_eq!(village.act("alice", give_back(paid, "alice", 500)), Err("pay-oneself"));
    assert_eq!(village.act("alice", give_back(paid, "bob", 500)), Err("refund-not-payer"));
}

#[test]
fn what_is_not_a_payment_cannot_be_given_back() {
    let mut village = Village::of(&["alice", "bob"]);
    village.wait(PERIOD);
    for index in [0, 1, village.last(), village.last() + 1, MOST] {
        assert_eq!(village.act("bob", give_back(index, "alice", 1)), Err("unknown-payment"));
    }
}

#[test]
fn what_was_given_back_is_a_payment_and_can_be_given_back_itself() {
    let mut village = Village::of(&["alice", "bob"]);
    village.act("alice", pay("bob", 500)).unwrap();
    let paid = village.last();
    village.act("bob", give_back(paid, "alice", 500)).unwrap();
    village.act("alice", give_back(village.last(), "bob", 500)).unwrap();
    assert_eq!(village.balance("bob"), FIRST + 500);
    // That does not reopen the first.
    assert_eq!(village.act("bob", give_back(paid, "alice", 1)), Err("refund-too-much"));
}

#[test]
fn only_the_last_65_536_payments_can_be_given_back() {
    let mut village = Village::of(&["alice", "bob"]);
    village.act("alice", pay("bob", 100)).unwrap();
    let first = village.last();
    village.act("alice", pay("bob", 100)).unwrap();
    // So many more as leave the first the oldest of the window, at indices between it and the next.
    let paid = Paid { payer: address("bob"), left: Vec::new() };
    village.ledger.standing.size += 100_000;
    let more = (REFUNDABLE_PAYMENTS_MAX - 2) as u64;
    village.ledger.payments.extend((first + 2..first + 2 + more).map(|index| (index, paid.clone())));
    assert_eq!(village.ledger.payments.len(), REFUNDABLE_PAYMENTS_MAX);
    // Giving back the oldest is itself a payment: it pushes the oldest out.
    village.act("bob", give_back(first, "alice", 50)).unwrap();
    assert_eq!(village.act("bob", give_back(first, "alice", 50)), Err("unknown-payment"));
    assert_eq!(village.ledger.payments.len(), REFUNDABLE_PAYMENTS_MAX);
    village.act("bob", give_back(first + 1, "alice", 50)).unwrap();
    assert_eq!(village.act("bob", give_back(first + 1, "alice", 50)), Err("unknown-payment"));
}

#[test]
fn money_is_given_back_after_a_departure() {
    let mut village = Village::of(&["alice", "bob"]);
    village.act("alice", pay("bob", 500)).unwrap();
    let paid = village.last();
    village.act("alice", part("alice")).unwrap();
    village.act("bob", part("bob")).unwrap();
    village.act("bob", give_back(paid, "alice", 500)).unwrap();
    assert_eq!(village.balance("alice"), FIRST);
}
