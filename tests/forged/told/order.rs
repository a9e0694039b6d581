//! Lies about order and time: what came first, when it came, and what was there at all.

use gune::ledger::document::{Body, Door};
use gune::ledger::{Entry, Moment};

use crate::lie::{Broken, Hand, Kind, document, payment};

pub fn kinds() -> Vec<Kind> {
    vec![
        Kind::rule("two-payments-in-the-other-order", swapped),
        Kind::rule("time-moved-back", |hand| {
            let line = hand.line(|line, entry| line > 0 && document(entry).is_some())?;
            let before = hand.moment(line).seconds();
            let at = Moment::from_seconds(before - hand.chance.u64(1..5_000))?;
            Broken::new(hand.with(line, moved(hand, line, at)), "moment-decreases", line)
        }),
        Kind::rule("time-moved-past-the-next-entry", past_the_next),
        Kind::rule("time-moved-past-a-dividend", |hand| {
            let line = hand.line(|line, entry| line > 0 && document(entry).is_some())?;
            let due = hand.state(line).standing().tempo.due?;
            let at = due.after(hand.chance.u64(0..900))?;
            Broken::new(hand.with(line, moved(hand, line, at)), "dividend-due", line)
        }),
        Kind::rule("time-moved-past-its-until", |hand| {
            let until = |entry: &Entry| document(entry).and_then(|document| document.until);
            let line = hand.line(|line, entry| line > 0 && until(entry).is_some())?;
            let at = until(&hand.honest.read[line])?.after(1)?;
            hand.state(line).standing().tempo.due.is_none_or(|due| at < due).then_some(())?;
            Broken::new(hand.with(line, moved(hand, line, at)), "document-expired", line)
        }),
        Kind::rule("the-doors-opening-left-out", |hand| {
            let door = |hand: &mut Hand<'_>, door: Door| {
                hand.line(|_, entry| document(entry).is_some_and(|document| document.body == Body::Door(door)))
            };
            let (opened, shut) = (door(hand, Door::Open)?, door(hand, Door::Shut)?);
            // Before anything else misses those who came in, the door is shut a second time.
            Broken::new(hand.without(opened), "nothing-changes", shut - 1)
        }),
        Kind::rule("the-last-entries-in-front", |hand| {
            let count = hand.chance.usize(1..hand.honest.size());
            let mut entries = hand.honest.entries.clone();
            entries.rotate_right(count);
            Broken::new(entries, "not-opened", 0)
        }),
    ]
}

fn moved(hand: &Hand<'_>, line: usize, at: Moment) -> String {
    let text = hand.text(line);
    format!("at: {at}\n{}", text.split_once('\n').unwrap().1)
}

/// Both are right by themselves, whoever comes first; but the clock goes forward.
fn swapped(hand: &mut Hand<'_>) -> Option<Broken> {
    let line = hand.line(|_, entry| payment(entry).is_some())?;
    let (one, two) = (&hand.honest.read[line], hand.honest.read.get(line + 1)?);
    let fits = payment(two).is_some() && one.at < two.at && hand.state(line).check(two).is_ok();
    fits.then_some(())?;
    let mut entries = hand.honest.entries.clone();
    entries.swap(line, line + 1);
    Broken::new(entries, "moment-decreases", line + 1)
}

fn past_the_next(hand: &mut Hand<'_>) -> Option<Broken> {
    let line = hand.line(|_, entry| payment(entry).is_some())?;
    let next = hand.honest.read.get(line + 1)?.at;
    let at = next.after(hand.chance.u64(1..30))?;
    let late = Entry { at, ..hand.honest.read[line].clone() };
    hand.state(line).check(&late).ok()?;
    Broken::new(hand.with(line, late.to_text()), "moment-decreases", line + 1)
}
