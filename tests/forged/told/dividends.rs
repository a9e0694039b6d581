//! Lies about dividends, which nobody signs: left out, doubled, raised, shared with somebody else, at another time.

use gune::ledger::document::{Admission, Body, Departure};
use gune::ledger::{Amount, Content, Dividend, DocumentId, Entry, Moment, Rule};

use crate::lie::{Broken, Hand, Kind, document, payment};
use crate::people::hundredths;
use crate::village::{ALICE, OLIVE, person};

pub fn kinds() -> Vec<Kind> {
    vec![
        Kind::rule("dividend-left-out", left_out),
        Kind::rule("dividend-doubled", doubled),
        Kind::rule("dividend-raised", |hand| {
            let more = hand.chance.u64(1..1_000);
            figures(hand, |dividend| dividend.amount = plus(dividend.amount, more))
        }),
        Kind::rule("dividend-raised-and-the-supply-with-it", |hand| {
            let more = hand.chance.u64(1..1_000);
            figures(hand, |dividend| {
                dividend.amount = plus(dividend.amount, more);
                dividend.supply = plus(dividend.supply, more * dividend.members);
            })
        }),
        Kind::rule("dividend-lowered", |hand| figures(hand, |dividend| dividend.amount = minus(dividend.amount, 1))),
        Kind::rule("dividend-to-a-simple-account", |hand| {
            figures(hand, |dividend| {
                dividend.members += 1;
                dividend.supply = dividend.supply.plus(dividend.amount).unwrap();
            })
        }),
        Kind::rule("dividend-to-fewer", |hand| {
            figures(hand, |dividend| {
                dividend.members -= 1;
                dividend.supply = dividend.supply.minus(dividend.amount).unwrap();
            })
        }),
        Kind::rule("dividend-of-a-wrong-supply", |hand| {
            let less = hand.chance.u64(1..1_000);
            figures(hand, |dividend| dividend.supply = minus(dividend.supply, less))
        }),
        Kind::rule("dividend-of-a-wrong-rank", |hand| {
            let more = hand.chance.u64(1..9);
            figures(hand, |dividend| dividend.rank += more)
        }),
        Kind::rule("dividend-of-rank-zero", |hand| figures(hand, |dividend| dividend.rank = 0)),
        Kind::rule("dividend-of-nothing", |hand| {
            figures(hand, |dividend| {
                dividend.supply = dividend.supply.minus(dividend.amount.times(dividend.members).unwrap()).unwrap();
                dividend.amount = Amount::ZERO;
            })
        }),
        Kind::rule("dividend-of-another-market", of_another_market),
        Kind::rule("dividend-a-moment-too-late", too_late),
        Kind::rule("dividend-before-its-time", before_its_time),
        Kind::rule("dividend-while-none-falls", while_none_falls),
        Kind::rule("granted-twice-by-coming-back", granted_twice),
    ]
}

fn plus(amount: Amount, more: u64) -> Amount {
    amount.plus(hundredths(more)).unwrap()
}

fn minus(amount: Amount, less: u64) -> Amount {
    amount.minus(hundredths(less)).unwrap()
}

fn dividend(entry: &Entry) -> Option<Dividend> {
    match entry.content {
        Content::Dividend(dividend) => Some(dividend),
        Content::Document(_) => None,
    }
}

fn text(at: Moment, dividend: Dividend) -> Vec<u8> {
    Entry { at, content: Content::Dividend(dividend) }.to_text().into_bytes()
}

fn figures(hand: &mut Hand<'_>, change: impl Fn(&mut Dividend)) -> Option<Broken> {
    let line = hand.dividend()?;
    let entry = &hand.honest.read[line];
    let mut told = dividend(entry)?;
    change(&mut told);
    Broken::new(hand.with(line, text(entry.at, told)), "dividend-wrong", line)
}

/// Whatever follows it finds it missing: another dividend comes at a moment that is not the one due.
fn left_out(hand: &mut Hand<'_>) -> Option<Broken> {
    let line = hand.dividend()?;
    let next = hand.honest.read.get(line + 1)?;
    let code = if document(next).is_some() { "dividend-due" } else { "dividend-not-due" };
    Broken::new(hand.without(line), code, line)
}

fn doubled(hand: &mut Hand<'_>) -> Option<Broken> {
    let line = hand.dividend()?;
    let again = hand.honest.entries[line].clone();
    Broken::new(hand.insert(line, vec![again]), "dividend-not-due", line + 1)
}

fn of_another_market(hand: &mut Hand<'_>) -> Option<Broken> {
    let line = hand.dividend()?;
    let entry = &hand.honest.read[line];
    let currency = if hand.chance.bool() { hand.other.currency() } else { DocumentId([hand.chance.u8(..); 32]) };
    let told = Dividend { currency, ..dividend(entry)? };
    Broken::new(hand.with(line, text(entry.at, told)), "wrong-currency", line)
}

fn too_late(hand: &mut Hand<'_>) -> Option<Broken> {
    let line = hand.dividend()?;
    let entry = &hand.honest.read[line];
    let at = entry.at.after(hand.chance.u64(1..60))?;
    Broken::new(hand.with(line, text(at, dividend(entry)?)), "dividend-not-due", line)
}

/// What will be right later is not right now.
fn before_its_time(hand: &mut Hand<'_>) -> Option<Broken> {
    let line = hand.place(|state| state.next_dividend().is_some())?;
    let state = hand.state(line);
    let next = state.next_dividend()?;
    let at = Moment::from_seconds(hand.chance.u64(state.standing().at.seconds()..next.at.seconds()))?;
    Broken::new(hand.insert(line, vec![text(at, dividend(&next)?)]), "dividend-not-due", line)
}

fn while_none_falls(hand: &mut Hand<'_>) -> Option<Broken> {
    let line = hand.place(|state| state.next_dividend().is_none())?;
    let last = (0..line).rev().find_map(|line| dividend(&hand.honest.read[line]))?;
    let supply = last.supply.plus(last.amount.times(last.members)?)?;
    let told = Dividend { rank: last.rank + 1, supply, ..last };
    let at = hand.moment(line).after(hand.chance.u64(0..3))?;
    Broken::new(hand.insert(line, vec![text(at, told)]), "dividend-not-due", line)
}

/// Alice leaves and is admitted again in the same period, rightly signed; the next dividend says that she was granted the
/// current one a second time.
fn granted_twice(hand: &mut Hand<'_>) -> Option<Broken> {
    matches!(hand.state(1).opening().rule, Rule::Ratio { .. }).then_some(())?;
    let alice = person(ALICE).address();
    let next = hand.dividend()?;
    let told = dividend(&hand.honest.read[next])?;
    let line = hand.chance.usize(1..=next);
    let state = hand.state(line);
    // Nor is anything given back meanwhile, by an index that would be another one now.
    let refund = |entry: &Entry| payment(entry).is_some_and(|payment| payment.refund_of.is_some());
    let same_period = hand.honest.read[line..next].iter().all(|entry| document(entry).is_some() && !refund(entry));
    let member = state.accounts().get(&alice).is_some_and(|account| account.member);
    (same_period && member && state.standing().tempo.due.is_some()).then_some(())?;
    let mut draft = hand.draft(line, OLIVE, OLIVE, Body::Departure(Departure { member: alice }));
    let leaves = draft.entry(hand.moment(line));
    draft.number += 1;
    draft.body = Body::Admission(Admission { members: vec![alice] });
    let mut entries = hand.insert(line, vec![leaves, draft.entry(hand.moment(line))]);
    let supply = told.supply.plus(state.standing().dividends.current)?;
    entries[next + 2] = text(hand.honest.read[next].at, Dividend { supply, ..told });
    Broken::new(entries, "dividend-wrong", next + 2)
}
