//! Lies about rights: signatures that are right, by keys that may not.

use gune::ledger::document::{Body, KeyGrant, Revocation};
use gune::ledger::{Ledger, Moment, Pubkey};

use super::people::{KEYS, act, has_key, is_open};
use crate::lie::{Broken, Hand, Kind};
use crate::village::{
    ALICE, BASILE, CHLOE, CLERK, DALILA, FARID, LOST, OLIVE, PAY, PHONE, PURSE, STRANGER, SUMMER, TABLET, pay, person, rights,
};

pub fn kinds() -> Vec<Kind> {
    vec![
        Kind::rule("paid-with-a-revoked-key", |hand| act(hand, with_revoked, CHLOE, LOST, one_cent, "key-revoked")),
        Kind::rule("paid-with-an-ended-key", |hand| act(hand, with_ended, DALILA, SUMMER, one_cent, "key-ended")),
        Kind::rule("paid-past-a-limit-of-units", |hand| past_limit(hand, ALICE, PHONE)),
        Kind::rule("paid-past-a-limit-of-dividends", |hand| past_limit(hand, BASILE, TABLET)),
        Kind::rule("paid-past-a-limit-in-two-parts", past_limit_in_two_parts),
        Kind::rule("paid-with-the-key-of-another", |hand| {
            let (who, key) = (hand.one_of(&[ALICE, BASILE])?, hand.one_of(&[CHLOE, OLIVE, STRANGER])?);
            act(hand, is_open, who, key, one_cent, "key-not-authorised")
        }),
        Kind::rule("paid-with-an-organising-key", |hand| {
            act(hand, |state| is_open(state) && has_key(state, CLERK), OLIVE, CLERK, one_cent, "role-missing")
        }),
        Kind::rule("authorised-by-a-key-that-does-not-own", |hand| {
            act(hand, with_revoked, ALICE, PHONE, || grant(STRANGER), "owner-only")
        }),
        Kind::rule("revoked-by-a-key-that-does-not-own", |hand| {
            act(hand, with_revoked, OLIVE, PURSE, || revocation(CLERK), "owner-only")
        }),
        Kind::rule("revoked-twice", |hand| act(hand, with_revoked, CHLOE, CHLOE, || revocation(LOST), "key-revoked")),
        Kind::rule("revoked-the-key-of-another", |hand| {
            act(hand, with_revoked, ALICE, ALICE, || revocation(PURSE), "unknown-key")
        }),
        Kind::rule("revoked-the-owner-key", |hand| act(hand, is_open, ALICE, ALICE, || revocation(ALICE), "unknown-key")),
        Kind::rule("authorised-a-revoked-key", |hand| act(hand, with_revoked, CHLOE, CHLOE, || grant(LOST), "key-revoked")),
        Kind::rule("authorised-the-key-of-another", |hand| {
            let key = hand.one_of(&[PHONE, BASILE])?;
            act(hand, with_revoked, CHLOE, CHLOE, || grant(key), "key-taken")
        }),
        Kind::rule("authorised-until-the-past", |hand| {
            let line = hand.place(is_open)?;
            let end = Moment::from_seconds(hand.moment(line).seconds() - hand.chance.u64(0..2_000));
            let rights = rights(PAY, None, end);
            let draft = hand.draft(line, ALICE, ALICE, Body::Key(KeyGrant { authorised: address(STRANGER), rights }));
            hand.inserted(line, &draft, "end-past")
        }),
        Kind::rule("authorised-a-seventeenth-key", a_seventeenth_key),
        Kind::rule("a-number-used-again", |hand| numbered(hand, |last, _| last)),
        Kind::rule("a-number-below-the-last", |hand| numbered(hand, |last, chance| chance.u64(1..last))),
        Kind::rule("a-revocation-put-off-until-too-late", revocation_put_off),
    ]
}

fn address(who: u64) -> Pubkey {
    person(who).address()
}

fn one_cent() -> Body {
    Body::Payment(pay(&[(address(FARID), 1)]))
}

fn grant(key: u64) -> Body {
    Body::Key(KeyGrant { authorised: address(key), rights: rights(PAY, None, None) })
}

fn revocation(key: u64) -> Body {
    Body::Revocation(Revocation { revoked: address(key) })
}

fn with_revoked(state: &Ledger) -> bool {
    is_open(state) && state.key(&address(LOST)).is_some_and(|key| key.revoked.is_some())
}

fn with_ended(state: &Ledger) -> bool {
    let end = state.key(&address(SUMMER)).and_then(|key| key.rights?.end);
    is_open(state) && end.is_some_and(|end| end < state.standing().at)
}

/// What a key may still spend at this line; `None` if its account could not pay more than that.
fn left(hand: &Hand<'_>, line: usize, who: u64, key: u64) -> Option<u64> {
    let state = hand.state(line);
    let standing = state.standing();
    let left = state.key(&address(key))?.left_to_spend(standing.at, standing.dividends.current)?.hundredths();
    (state.balance(&address(who))?.hundredths() > left + 20).then_some(left)
}

fn place_past_limit(hand: &mut Hand<'_>, who: u64, key: u64) -> Option<(usize, u64)> {
    let lines: Vec<usize> =
        (1..hand.honest.size()).filter(|line| is_open(hand.state(*line)) && left(hand, *line, who, key).is_some()).collect();
    let line = hand.one_of(&lines)?;
    Some((line, left(hand, line, who, key)?))
}

fn past_limit(hand: &mut Hand<'_>, who: u64, key: u64) -> Option<Broken> {
    let (line, left) = place_past_limit(hand, who, key)?;
    let sum = left + hand.chance.u64(1..20);
    let draft = hand.draft(line, who, key, Body::Payment(pay(&[(address(FARID), sum)])));
    hand.inserted(line, &draft, "limit-passed")
}

fn past_limit_in_two_parts(hand: &mut Hand<'_>) -> Option<Broken> {
    let (line, left) = place_past_limit(hand, ALICE, PHONE)?;
    (left > 0).then_some(())?;
    let mut draft = hand.draft(line, ALICE, PHONE, Body::Payment(pay(&[(address(FARID), left)])));
    let first = draft.entry(hand.moment(line));
    draft.number += 1;
    draft.body = one_cent();
    let entries = hand.insert(line, vec![first, draft.entry(hand.moment(line))]);
    Broken::new(entries, "limit-passed", line + 1)
}

fn a_seventeenth_key(hand: &mut Hand<'_>) -> Option<Broken> {
    let line = hand.place(is_open)?;
    let mut draft = hand.draft(line, ALICE, ALICE, grant(STRANGER));
    let there = hand.state(line).accounts().get(&address(ALICE))?.authorised.len();
    let mut entries = Vec::new();
    for key in there as u64..17 {
        draft.body = grant(1_000 + key);
        entries.push(draft.entry(hand.moment(line)));
        draft.number += 1;
    }
    Broken::new(hand.insert(line, entries), "too-many-keys", line + 16 - there)
}

fn numbered(hand: &mut Hand<'_>, number: impl Fn(u64, &mut fastrand::Rng) -> u64) -> Option<Broken> {
    let key = hand.one_of(&KEYS)?;
    let who = account_of(key);
    let place = |state: &Ledger| {
        let at = state.standing().at;
        is_open(state) && state.right_of(&address(who), &address(key), at).is_ok_and(|key| key.last_number > 1)
    };
    let line = hand.place(place)?;
    let mut draft = hand.draft(line, who, key, one_cent());
    draft.number = number(draft.number - 1, hand.chance);
    hand.inserted(line, &draft, "number-used")
}

/// The revocation stands later than it was signed, so that the lost key could still be used: but its number is used by then.
fn revocation_put_off(hand: &mut Hand<'_>) -> Option<Broken> {
    let revoked =
        hand.line(|_, entry| crate::lie::document(entry).is_some_and(|document| matches!(document.body, Body::Revocation(_))))?;
    let later = hand.chance.usize(revoked + 1..hand.honest.size());
    let moment = hand.moment(later);
    let (entry, state) = (hand.text(revoked), hand.state(later));
    let since = state.key(&address(CHLOE))?.last_number > hand.state(revoked + 1).key(&address(CHLOE))?.last_number;
    let expired = crate::lie::document(&hand.honest.read[revoked])?.until.is_some_and(|until| moment > until);
    (since && !expired).then_some(())?;
    let mut entries = hand.without(revoked);
    entries.insert(later - 1, format!("at: {moment}\n{}", entry.split_once('\n')?.1).into_bytes());
    Broken::new(entries, "number-used", later - 1)
}

/// The account that a key belongs to.
fn account_of(key: u64) -> u64 {
    match key {
        PHONE => ALICE,
        TABLET => BASILE,
        LOST => CHLOE,
        SUMMER => DALILA,
        PURSE | CLERK => OLIVE,
        own => own,
    }
}
