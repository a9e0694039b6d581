//! Lies about money: another amount or payee than was signed for, money spent that nobody has, money given back too often.

use gune::ledger::document::{Body, Output, Payment};
use gune::ledger::{Amount, Ledger, Moment, Phase, Pubkey};

use crate::lie::{Broken, Hand, Kind, document, payment};
use crate::people::hundredths;
use crate::village::{ALICE, BASILE, FARID, OLIVE, STRANGER, commitment, pay, person};

pub fn kinds() -> Vec<Kind> {
    vec![
        Kind::rule("amount-raised", |hand| amount_changed(hand, |sum| sum + 100)),
        Kind::rule("amount-lowered", |hand| amount_changed(hand, |sum| sum / 2)),
        Kind::rule("payee-swapped", payee_swapped),
        Kind::rule("payer-swapped", payer_swapped),
        Kind::rule("memos-swapped", memos_swapped),
        Kind::rule("document-twice", document_twice),
        Kind::rule("spent-beyond-the-balance", |hand| {
            let line = hand.place(open)?;
            let sum = balance(hand, line, ALICE) + hand.chance.u64(1..500);
            paid(hand, line, ALICE, pay(&[(address(BASILE), sum)]), "balance-too-small")
        }),
        Kind::rule("spent-beyond-in-parts", |hand| {
            let line = hand.place(open)?;
            let sum = balance(hand, line, ALICE);
            paid(hand, line, ALICE, pay(&[(address(BASILE), sum), (address(OLIVE), 1)]), "balance-too-small")
        }),
        Kind::rule("spent-beyond-all-money", |hand| {
            let line = hand.place(open)?;
            let most = Amount::MAX.hundredths();
            paid(hand, line, ALICE, pay(&[(address(BASILE), most), (address(OLIVE), most)]), "balance-too-small")
        }),
        Kind::rule("spent-twice", spent_twice),
        Kind::rule("paid-to-oneself", |hand| {
            let line = hand.place(open)?;
            paid(hand, line, ALICE, pay(&[(address(BASILE), 1), (address(ALICE), 1)]), "pay-oneself")
        }),
        Kind::rule("paid-to-nobody", |hand| {
            let line = hand.place(open)?;
            paid(hand, line, ALICE, pay(&[(address(BASILE), 1), (address(STRANGER), 1)]), "unknown-payee")
        }),
        Kind::rule("paid-nothing", |hand| {
            let line = hand.place(open)?;
            paid(hand, line, ALICE, pay(&[(address(BASILE), 0)]), "zero-amount")
        }),
        Kind::rule("paid-after-its-until", |hand| {
            let line = hand.place(open)?;
            let mut draft = hand.draft(line, ALICE, ALICE, Body::Payment(pay(&[(address(BASILE), 1)])));
            draft.until = Moment::from_seconds(hand.moment(line).seconds() - hand.chance.u64(1..900));
            hand.inserted(line, &draft, "document-expired")
        }),
        Kind::rule("paid-in-a-closed-market", |hand| {
            let line = hand.place(|state| state.standing().tempo.phase == Phase::Closed)?;
            paid(hand, line, ALICE, pay(&[(address(BASILE), 1)]), "market-closed")
        }),
        Kind::rule("refund-too-much", |hand| refund(hand, |sum, left| sum + left + 1, "refund-too-much")),
        Kind::rule("refund-by-a-stranger-to-the-payment", refund_by_another),
        Kind::rule("refund-to-another", refund_to_another),
        Kind::rule("refund-to-two", refund_to_two),
        Kind::rule("refund-of-what-is-no-payment", refund_of_no_payment),
        Kind::rule("refund-of-a-refund-by-its-payer", refund_of_a_refund),
        Kind::rule("refund-twice", refund_twice),
    ]
}

fn address(who: u64) -> Pubkey {
    person(who).address()
}

/// Payments are taken, by people who are all there and have something.
fn open(state: &Ledger) -> bool {
    let there = [ALICE, BASILE, FARID].iter().all(|who| state.accounts().contains_key(&address(*who)));
    there && state.standing().tempo.phase != Phase::Closed && state.balance(&address(ALICE)) > Some(hundredths(10))
}

fn balance(hand: &Hand<'_>, line: usize, who: u64) -> u64 {
    hand.state(line).balance(&address(who)).unwrap().hundredths()
}

fn paid(hand: &mut Hand<'_>, line: usize, payer: u64, payment: Payment, code: &'static str) -> Option<Broken> {
    let draft = hand.draft(line, payer, payer, Body::Payment(payment));
    hand.inserted(line, &draft, code)
}

/// A line of a text, changed; nobody signs it again.
fn line_changed(hand: &Hand<'_>, line: usize, from: &str, to: &str) -> Option<Broken> {
    let text = hand.text(line);
    let changed = text.replacen(from, to, 1);
    (changed != text).then_some(())?;
    Broken::new(hand.with(line, changed), "bad-signature", line)
}

fn amount_changed(hand: &mut Hand<'_>, change: impl Fn(u64) -> u64) -> Option<Broken> {
    let line = hand.payment(|_| true)?;
    let outputs = &payment(&hand.honest.read[line])?.outputs;
    let Output { to, amount } = hand.one_of(outputs)?;
    let changed = hundredths(change(amount.hundredths()));
    line_changed(hand, line, &format!("to: {to} {amount}\n"), &format!("to: {to} {changed}\n"))
}

fn payee_swapped(hand: &mut Hand<'_>) -> Option<Broken> {
    let line = hand.payment(|payment| payment.outputs.iter().all(|output| output.to != address(FARID)))?;
    let outputs = &payment(&hand.honest.read[line])?.outputs;
    let Output { to, amount } = hand.one_of(outputs)?;
    line_changed(hand, line, &format!("to: {to} {amount}\n"), &format!("to: {} {amount}\n", address(FARID)))
}

fn payer_swapped(hand: &mut Hand<'_>) -> Option<Broken> {
    let line = hand.payment(|_| true)?;
    let payer = document(&hand.honest.read[line])?.account;
    let other = hand.one_of(&[ALICE, BASILE])?;
    line_changed(hand, line, &format!("account: {payer}\n"), &format!("account: {}\n", address(other)))
}

fn memos_swapped(hand: &mut Hand<'_>) -> Option<Broken> {
    let memo = |hand: &Hand<'_>, line: usize| payment(&hand.honest.read[line]).and_then(|payment| payment.memo);
    let one = hand.payment(|payment| payment.memo.is_some())?;
    let two = hand.payment(|payment| payment.memo.is_some())?;
    let (first, last) = (one.min(two), one.max(two));
    let (of_first, of_last) = (memo(hand, first)?, memo(hand, last)?);
    let mut told = line_changed(hand, first, &of_first.to_string(), &of_last.to_string())?;
    told.entries[last] = hand.text(last).replacen(&of_last.to_string(), &of_first.to_string(), 1).into_bytes();
    Some(told)
}

fn document_twice(hand: &mut Hand<'_>) -> Option<Broken> {
    let first = hand.payment(|_| true)?;
    let paid = document(&hand.honest.read[first])?;
    let later: Vec<usize> = (first + 1..hand.honest.size())
        .filter(|line| {
            let (state, at) = (hand.state(*line), hand.moment(*line));
            open(state) && paid.until.is_none_or(|until| at <= until) && state.right_of(&paid.account, &paid.key, at).is_ok()
        })
        .collect();
    let line = hand.one_of(&later)?;
    let text = hand.text(first);
    let again = format!("at: {}\n{}", hand.moment(line), text.split_once('\n')?.1);
    Broken::new(hand.insert(line, vec![again.into_bytes()]), "number-used", line)
}

fn spent_twice(hand: &mut Hand<'_>) -> Option<Broken> {
    let line = hand.place(open)?;
    let all = balance(hand, line, ALICE);
    let mut draft = hand.draft(line, ALICE, ALICE, Body::Payment(pay(&[(address(BASILE), all)])));
    let first = draft.entry(hand.moment(line));
    draft.number += hand.chance.u64(1..50);
    draft.body = Body::Payment(Payment { memo: Some(commitment("again")), ..pay(&[(address(FARID), all)]) });
    let entries = hand.insert(line, vec![first, draft.entry(hand.moment(line))]);
    Broken::new(entries, "balance-too-small", line + 1)
}

/// A payment of the honest book that can be given back, before some later line: its index, its payer, one who received,
/// and how much of it they have not given back. Both have something to spend.
fn paid_before(hand: &mut Hand<'_>) -> Option<(usize, u64, Pubkey, Pubkey, u64)> {
    let index = hand.payment(|payment| payment.outputs.iter().all(|output| output.amount > Amount::ZERO))?;
    let lines: Vec<usize> = (index + 1..hand.honest.size()).filter(|line| open(hand.state(*line))).collect();
    let line = hand.one_of(&lines)?;
    let paid = hand.state(line).refundable(index as u64)?.clone();
    let (payee, left) = hand.one_of(&paid.left)?;
    Some((line, index as u64, paid.payer, payee, left.hundredths()))
}

fn refund_draft(hand: &Hand<'_>, line: usize, index: u64, from: Pubkey, to: &[(Pubkey, u64)]) -> Option<crate::lie::Draft> {
    let giver = (OLIVE..=FARID).find(|who| address(*who) == from)?;
    Some(hand.draft(line, giver, giver, Body::Payment(Payment { refund_of: Some(index), ..pay(to) })))
}

fn refund(hand: &mut Hand<'_>, sum: fn(u64, u64) -> u64, code: &'static str) -> Option<Broken> {
    let (line, index, payer, payee, left) = paid_before(hand)?;
    let sum = sum(hand.chance.u64(0..300), left);
    let draft = refund_draft(hand, line, index, payee, &[(payer, sum)])?;
    hand.inserted(line, &draft, code)
}

fn refund_by_another(hand: &mut Hand<'_>) -> Option<Broken> {
    let (line, index, payer, _, _) = paid_before(hand)?;
    let received: Vec<Pubkey> = hand.state(line).refundable(index)?.left.iter().map(|(payee, _)| *payee).collect();
    let others: Vec<u64> = (OLIVE..=FARID).filter(|who| address(*who) != payer && !received.contains(&address(*who))).collect();
    let other = hand.one_of(&others)?;
    let draft = refund_draft(hand, line, index, address(other), &[(payer, 1)])?;
    hand.inserted(line, &draft, "refund-not-payee")
}

fn refund_to_another(hand: &mut Hand<'_>) -> Option<Broken> {
    let (line, index, payer, payee, _) = paid_before(hand)?;
    let others: Vec<u64> = (OLIVE..=FARID).filter(|who| address(*who) != payer && address(*who) != payee).collect();
    let other = hand.one_of(&others)?;
    let draft = refund_draft(hand, line, index, payee, &[(address(other), 1)])?;
    hand.inserted(line, &draft, "refund-not-payer")
}

fn refund_to_two(hand: &mut Hand<'_>) -> Option<Broken> {
    let (line, index, payer, payee, _) = paid_before(hand)?;
    let others: Vec<u64> = (OLIVE..=FARID).filter(|who| address(*who) != payer && address(*who) != payee).collect();
    let other = hand.one_of(&others)?;
    let draft = refund_draft(hand, line, index, payee, &[(payer, 1), (address(other), 1)])?;
    hand.inserted(line, &draft, "refund-not-payer")
}

fn refund_of_no_payment(hand: &mut Hand<'_>) -> Option<Broken> {
    let line = hand.place(open)?;
    let index = hand.chance.u64(0..line as u64 + 9);
    hand.state(line).refundable(index).is_none().then_some(())?;
    paid(hand, line, ALICE, Payment { refund_of: Some(index), ..pay(&[(address(BASILE), 1)]) }, "unknown-payment")
}

/// Who gave something back takes it back in the same way: but a refund is given back by who received it.
fn refund_of_a_refund(hand: &mut Hand<'_>) -> Option<Broken> {
    let index = hand.payment(|payment| payment.refund_of.is_some())?;
    let lines: Vec<usize> = (index + 1..hand.honest.size()).filter(|line| open(hand.state(*line))).collect();
    let line = hand.one_of(&lines)?;
    let giver = document(&hand.honest.read[index])?.account;
    let receiver = payment(&hand.honest.read[index])?.outputs[0].to;
    let draft = refund_draft(hand, line, index as u64, giver, &[(receiver, 1)])?;
    hand.inserted(line, &draft, "refund-not-payer")
}

fn refund_twice(hand: &mut Hand<'_>) -> Option<Broken> {
    let (line, index, payer, payee, left) = paid_before(hand)?;
    let has = hand.state(line).balance(&payee)?.hundredths();
    (has >= left && left > 0).then_some(())?;
    let mut draft = refund_draft(hand, line, index, payee, &[(payer, left)])?;
    let first = draft.entry(hand.moment(line));
    draft.number += 1;
    let entries = hand.insert(line, vec![first, draft.entry(hand.moment(line))]);
    Broken::new(entries, "refund-too-much", line + 1)
}
