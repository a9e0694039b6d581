//! Other stories that break no rule: a forger who owns the log's key, and sometimes a participant's, tells them rightly.

use gune::ledger::document::{Body, Payment};
use gune::ledger::{Entry, Fold};

use crate::lie::{Hand, Kind, document, payment};
use crate::people::hundredths;
use crate::village::{ALICE, BASILE, FARID, pay, person, signer};

pub fn kinds() -> Vec<Kind> {
    [
        Kind::story(["tail-dropped", "tail-dropped-under-a-new-head"], |hand| {
            let size = hand.chance.usize(1..hand.honest.size());
            Some(hand.honest.entries[..size].to_vec())
        }),
        Kind::story(["payment-dropped", "payment-dropped-under-a-new-head"], |hand| {
            let line = hand.payment(|_| true)?;
            right(hand.without(line))
        }),
        Kind::story(["payment-rewritten", "payment-rewritten-by-its-payer-under-a-new-head"], rewritten),
        Kind::story(["payee-rewritten", "payee-rewritten-by-the-payer-under-a-new-head"], payee_rewritten),
        Kind::story(["memo-dropped", "memo-dropped-by-its-payer-under-a-new-head"], |hand| {
            let line = hand.payment(|payment| payment.memo.is_some())?;
            let told = Payment { memo: None, ..payment(&hand.honest.read[line])?.clone() };
            replaced(hand, line, told)
        }),
        Kind::story(["payment-put-in", "payment-put-in-under-a-new-head"], |hand| {
            let line = hand.place(|state| state.balance(&person(ALICE).address()) > Some(hundredths(100)))?;
            let sum = hand.chance.u64(1..50);
            let draft = hand.draft(line, ALICE, ALICE, Body::Payment(pay(&[(person(BASILE).address(), sum)])));
            right(hand.insert(line, vec![draft.entry(hand.moment(line))]))
        }),
        Kind::story(["erasure-left-out", "erasure-left-out-under-a-new-head"], |hand| {
            let line = hand.line(|_, entry| entry.kind() == "erasure")?;
            right(hand.without(line))
        }),
        Kind::story(["moment-moved", "moment-moved-under-a-new-head"], moment_moved),
        Kind::story(["payments-of-one-moment-swapped", "payments-of-one-moment-swapped-under-a-new-head"], |hand| {
            let line = hand.line(|_, entry| document(entry).is_some())?;
            let (one, two) = (&hand.honest.read[line], hand.honest.read.get(line + 1)?);
            (one.at == two.at).then_some(())?;
            let mut entries = hand.honest.entries.clone();
            entries.swap(line, line + 1);
            right(entries)
        }),
        Kind::story(["another-end", "another-end-under-a-new-head"], |hand| {
            let size = hand.chance.usize(20..hand.honest.size());
            let draft = hand.draft(size, ALICE, ALICE, Body::Payment(pay(&[(person(FARID).address(), 1)])));
            let mut entries = hand.honest.entries[..size].to_vec();
            entries.push(draft.entry(hand.moment(size)));
            right(entries)
        }),
        Kind::story(["another-market", "another-market-under-the-same-log-key"], |hand| Some(hand.other.entries.clone())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The entries, if they break no rule.
fn right(entries: Vec<Vec<u8>>) -> Option<Vec<Vec<u8>>> {
    let mut fold = Fold::default();
    for bytes in &entries {
        fold.push(bytes, &Entry::read(bytes).ok()?).ok()?;
    }
    Some(entries)
}

/// A payment that its payer has signed another way, under the same number.
fn replaced(hand: &Hand<'_>, line: usize, told: Payment) -> Option<Vec<Vec<u8>>> {
    let entry = &hand.honest.read[line];
    let mut document = document(entry)?.clone();
    document.body = Body::Payment(told);
    let signed = signer(&document.key)?.sign_document(document);
    right(hand.with(line, format!("at: {}\n{}", entry.at, signed.to_text())))
}

fn rewritten(hand: &mut Hand<'_>) -> Option<Vec<Vec<u8>>> {
    let line = hand.payment(|_| true)?;
    let mut told = payment(&hand.honest.read[line])?.clone();
    let output = hand.chance.usize(..told.outputs.len());
    let sum = told.outputs[output].amount.hundredths();
    (sum > 1).then_some(())?;
    told.outputs[output].amount = hundredths(hand.chance.u64(1..sum));
    replaced(hand, line, told)
}

fn payee_rewritten(hand: &mut Hand<'_>) -> Option<Vec<Vec<u8>>> {
    let line = hand.payment(|payment| payment.refund_of.is_none())?;
    let mut told = payment(&hand.honest.read[line])?.clone();
    let other = person(hand.chance.u64(ALICE..=FARID)).address();
    let fits = document(&hand.honest.read[line])?.account != other && told.outputs.iter().all(|output| output.to != other);
    fits.then_some(())?;
    told.outputs[0].to = other;
    replaced(hand, line, told)
}

/// Nobody signs the moment but the log.
fn moment_moved(hand: &mut Hand<'_>) -> Option<Vec<Vec<u8>>> {
    let line = hand.line(|line, entry| line > 0 && document(entry).is_some())?;
    let entry = &hand.honest.read[line];
    let at = entry.at.after(hand.chance.u64(1..20))?;
    right(hand.with(line, Entry { at, ..entry.clone() }.to_text()))
}
