//! Heads that somebody remembered: of this book, and not.

use super::heads::{impostor, wrong};
use crate::book::{head, receipt};
use crate::lie::{Kind, Verdict};
use crate::village::{log_key, log_key_of};

pub fn kinds() -> Vec<Kind> {
    vec![
        Kind::memory("remembered-of-another-key", |hand| {
            let size = hand.chance.usize(1..=hand.honest.size());
            Some((head(&hand.honest.entries[..size], &impostor()), wrong("remembered-foreign", None)))
        }),
        Kind::memory("remembered-of-another-origin", |hand| {
            let size = hand.chance.usize(1..=hand.honest.size());
            Some((head(&hand.honest.entries[..size], &log_key_of("gune.test/elsewhere", 99)), wrong("remembered-foreign", None)))
        }),
        Kind::memory("remembered-receipt-that-proves-nothing", |hand| {
            let size = hand.chance.usize(2..=hand.honest.size());
            let index = hand.chance.usize(..size);
            let mut entries = hand.honest.entries[..size].to_vec();
            let kept = receipt(&entries, index, &log_key());
            entries.swap(index, (index + 1) % size);
            // The proof of one entry beside another one.
            let other = receipt(&entries, index, &log_key());
            let extra = other.lines().nth(1)?;
            Some((kept.replacen(kept.lines().nth(1)?, extra, 1), wrong("remembered-foreign", None)))
        }),
        Kind::memory("remembered-of-a-longer-book", |hand| {
            let mut longer = hand.honest.entries.clone();
            longer.extend(hand.other.entries[1..hand.chance.usize(2..10)].iter().cloned());
            Some((head(&longer, &log_key()), wrong("remembered-longer", None)))
        }),
        Kind::memory("remembered-of-another-book", |hand| {
            let size = hand.chance.usize(1..=hand.honest.size().min(hand.other.size()));
            Some((head(&hand.other.entries[..size], &log_key()), wrong("remembered-other", None)))
        }),
        Kind::memory("remembered-and-nothing-wrong", |hand| {
            let size = hand.chance.usize(1..=hand.honest.size());
            let index = hand.chance.usize(..size);
            let entries = &hand.honest.entries[..size];
            let kept = if hand.chance.bool() { head(entries, &log_key()) } else { receipt(entries, index, &log_key()) };
            Some((kept, Verdict::RIGHT))
        }),
    ]
}
