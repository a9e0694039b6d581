//! Lies about people: acts of an organiser by somebody who is none, accounts that are not there or are there already.

use gune::ledger::document::{Body, Departure, Door, Erasure, Joining, TempoChange};
use gune::ledger::tempo::Schedule;
use gune::ledger::{Ledger, Phase};

use crate::lie::{Broken, Hand, Kind, document};
use crate::village::{
    ALICE, BASILE, CHLOE, CLERK, DALILA, EMILE, FARID, LOST, OLIVE, OSCAR, PHONE, PURSE, STRANGER, SUMMER, TABLET, admission,
    commitment, log_key, opening, pay, person,
};

type Act = fn() -> Body;

pub fn kinds() -> Vec<Kind> {
    let mut kinds = vec![
        Kind::rule("paid-by-nobody", |hand| {
            act(hand, is_open, STRANGER, STRANGER, || Body::Payment(pay(&[(person(OLIVE).address(), 1)])), "unknown-account")
        }),
        Kind::rule("joined-twice", |hand| act(hand, is_open, ALICE, ALICE, joining, "account-exists")),
        Kind::rule("joined-by-a-key-of-another", |hand| {
            act(hand, |state| is_open(state) && has_key(state, PHONE), PHONE, PHONE, joining, "key-taken")
        }),
        Kind::rule("joined-a-closed-market", |hand| act(hand, is_closed, STRANGER, STRANGER, joining, "market-closed")),
        Kind::rule("admitted-nobody", |hand| {
            act(hand, is_open, OLIVE, OLIVE, || admission(&[FARID, STRANGER]), "unknown-member")
        }),
        Kind::rule("admitted-twice", |hand| act(hand, is_open, OSCAR, OSCAR, || admission(&[FARID, ALICE]), "already-member")),
        Kind::rule("admitted-with-a-paying-key", |hand| {
            act(hand, |state| is_open(state) && has_key(state, PURSE), OLIVE, PURSE, || admission(&[FARID]), "role-missing")
        }),
        Kind::rule("ended-a-membership-that-is-none", |hand| act(hand, is_open, OLIVE, OLIVE, || departure(FARID), "not-member")),
        Kind::rule("ended-the-membership-of-nobody", |hand| {
            act(hand, is_open, OLIVE, OLIVE, || departure(STRANGER), "unknown-member")
        }),
        Kind::rule("left-with-an-organising-key", |hand| {
            act(hand, |state| is_open(state) && has_key(state, CLERK), OLIVE, CLERK, || departure(OLIVE), "role-missing")
        }),
        Kind::rule("shut-a-shut-door", |hand| {
            act(
                hand,
                |state| is_open(state) && !state.standing().door_open,
                OLIVE,
                OLIVE,
                || Body::Door(Door::Shut),
                "nothing-changes",
            )
        }),
        Kind::rule("erased-for-another", |hand| {
            let key = hand.one_of(&[BASILE, OLIVE, PURSE])?;
            act(hand, is_open, ALICE, key, || Body::Erasure(Erasure), "key-not-authorised")
        }),
        Kind::rule("erased-with-an-organising-key", |hand| {
            act(hand, |state| has_key(state, CLERK), OLIVE, CLERK, || Body::Erasure(Erasure), "role-missing")
        }),
        Kind::rule("erased-for-nobody", |hand| {
            act(hand, |_| true, STRANGER, STRANGER, || Body::Erasure(Erasure), "unknown-account")
        }),
        Kind::rule("erasure-turned-to-another-account", |hand| {
            let line = hand.line(|_, entry| document(entry).is_some_and(|document| document.body == Body::Erasure(Erasure)))?;
            let account = document(&hand.honest.read[line])?.account;
            let other = person(hand.one_of(&[BASILE, DALILA])?).address();
            let text = hand.text(line).replacen(&format!("account: {account}"), &format!("account: {other}"), 1);
            Broken::new(hand.with(line, text), "bad-signature", line)
        }),
        Kind::rule("opened-again-by-the-same-document", opened_by_the_same_document),
        Kind::rule("opened-again-by-another-document", opened_by_another_document),
        Kind::rule("replayed-from-another-market", replayed_from_another_market),
        Kind::rule("begun-without-an-opening", begun_without_an_opening),
        Kind::rule("a-joining-left-out", a_joining_left_out),
    ];
    // What only an organiser does, done by somebody else, be it with an organiser's key.
    let acts: [(&str, &str, Act); 5] = [
        ("admission-by-a-member", "admission-by-an-organisers-key-for-another", || admission(&[FARID])),
        ("departure-by-a-member", "departure-by-an-organisers-key-for-another", || departure(BASILE)),
        ("door-by-a-member", "door-by-an-organisers-key-for-another", || Body::Door(Door::Open)),
        ("tempo-by-a-member", "tempo-by-an-organisers-key-for-another", || tempo(Phase::Running, 1)),
        ("closing-by-a-member", "closing-by-an-organisers-key-for-another", || tempo(Phase::Closed, 600)),
    ];
    for (by_a_member, by_another_key, body) in acts {
        let fits = move |state: &Ledger| is_open(state);
        kinds.push(Kind::rule(by_a_member, move |hand| {
            let who = hand.one_of(&[ALICE, CHLOE, EMILE, FARID])?;
            act(hand, fits, who, who, body, "not-organiser")
        }));
        kinds.push(Kind::rule(by_another_key, move |hand| act(hand, fits, ALICE, OLIVE, body, "key-not-authorised")));
    }
    kinds
}

pub fn is_open(state: &Ledger) -> bool {
    let there = (OLIVE..=FARID).all(|who| state.accounts().contains_key(&person(who).address()));
    there && state.standing().tempo.phase != Phase::Closed
}

pub fn is_closed(state: &Ledger) -> bool {
    state.standing().tempo.phase == Phase::Closed
}

pub fn has_key(state: &Ledger, key: u64) -> bool {
    state.key(&person(key).address()).is_some()
}

/// Somebody does something somewhere, and may not.
pub fn act(
    hand: &mut Hand<'_>,
    place: impl Fn(&Ledger) -> bool,
    who: u64,
    key: u64,
    body: impl Fn() -> Body,
    code: &'static str,
) -> Option<Broken> {
    let line = hand.place(place)?;
    let draft = hand.draft(line, who, key, body());
    hand.inserted(line, &draft, code)
}

fn joining() -> Body {
    Body::Joining(Joining { name: commitment("once more") })
}

fn departure(who: u64) -> Body {
    Body::Departure(Departure { member: person(who).address() })
}

fn tempo(phase: Phase, period: u64) -> Body {
    Body::Tempo(TempoChange { phase, schedule: Schedule { period, end: None, after: None } })
}

fn opened_by_the_same_document(hand: &mut Hand<'_>) -> Option<Broken> {
    let line = hand.place(|_| true)?;
    let again = format!("at: {}\n{}", hand.moment(line), hand.text(0).split_once('\n')?.1);
    Broken::new(hand.insert(line, vec![again.into_bytes()]), "already-opened", line)
}

fn opened_by_another_document(hand: &mut Hand<'_>) -> Option<Broken> {
    let line = hand.place(|_| true)?;
    let rule = hand.state(line).opening().rule;
    let body = Body::Opening(Box::new(opening(rule, "Another village", &log_key())));
    let entry = format!("at: {}\n{}", hand.moment(line), person(OLIVE).sign(None, 1, body).to_text());
    Broken::new(hand.insert(line, vec![entry.into_bytes()]), "already-opened", line)
}

/// The same people, the same keys, rightly signed: but for another currency.
fn replayed_from_another_market(hand: &mut Hand<'_>) -> Option<Broken> {
    let line = hand.place(|_| true)?;
    let others: Vec<usize> = (1..hand.other.size()).filter(|line| document(&hand.other.read[*line]).is_some()).collect();
    let other = String::from_utf8(hand.other.entries[hand.one_of(&others)?].clone()).unwrap();
    let replayed = format!("at: {}\n{}", hand.moment(line), other.split_once('\n')?.1);
    Broken::new(hand.insert(line, vec![replayed.into_bytes()]), "wrong-currency", line)
}

fn begun_without_an_opening(hand: &mut Hand<'_>) -> Option<Broken> {
    let first = hand.chance.usize(1..hand.honest.size());
    Broken::new(hand.honest.entries[first..].to_vec(), "not-opened", 0)
}

/// Émile never joined: so there was nobody to admit.
fn a_joining_left_out(hand: &mut Hand<'_>) -> Option<Broken> {
    let emile = person(EMILE).address();
    let line = hand.line(|_, entry| {
        document(entry).is_some_and(|document| document.account == emile && matches!(document.body, Body::Joining(_)))
    })?;
    let admitted = hand.line(|_, entry| {
        document(entry)
            .is_some_and(|document| matches!(&document.body, Body::Admission(admission) if admission.members == [emile]))
    })?;
    Broken::new(hand.without(line), "unknown-member", admitted - 1)
}

/// Every key that signs in the village.
pub const KEYS: [u64; 14] = [OLIVE, OSCAR, ALICE, BASILE, CHLOE, DALILA, EMILE, FARID, PHONE, TABLET, LOST, SUMMER, PURSE, CLERK];
