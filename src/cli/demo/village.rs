//! Who comes to a rehearsal and what they bring: the files of templates/rehearsal, drawn by chance.

use fastrand::Rng;

use crate::ledger::words::{MEMO_LENGTH_MAX, WORDS_LENGTH_MAX, Words};
use crate::market::{Category, Listing, Price, Sort, listing::TEXT_LINE_LENGTH_MAX};

const PEOPLE: &str = include_str!("../../../templates/rehearsal/people.txt");
const THINGS: &str = include_str!("../../../templates/rehearsal/things.txt");
const MEMOS: &str = include_str!("../../../templates/rehearsal/memos.txt");

/// Stands are numbered from 1; one listing in three has none.
const STANDS: u64 = 14;

/// The names, things and words of a rehearsal, each in the order in which they come up.
pub(super) struct Village {
    names: Vec<&'static str>,
    named: usize,
    things: Vec<Listing>,
    deck: Vec<usize>,
    memos: Vec<&'static str>,
}

impl Village {
    /// The village of this chance.
    pub fn new(chance: &mut Rng) -> Village {
        let mut names: Vec<&str> = PEOPLE.lines().collect();
        chance.shuffle(&mut names);
        let memos = MEMOS.lines().filter(|memo| Words::new(memo, MEMO_LENGTH_MAX).is_some()).collect();
        Village { names, named: 0, things: THINGS.lines().filter_map(thing).collect(), deck: Vec::new(), memos }
    }

    /// The next person's name; whoever shares one with somebody bears a letter too.
    pub fn name(&mut self) -> String {
        let (round, place) = (self.named / self.names.len(), self.named % self.names.len());
        self.named += 1;
        let letter = |round: usize| char::from(b'A' + u8::try_from(round % 26).unwrap_or_default());
        if round == 0 { self.names[place].to_owned() } else { format!("{} {}.", self.names[place], letter(round)) }
    }

    /// The next thing that somebody puts up.
    pub fn thing(&mut self, chance: &mut Rng) -> Listing {
        if self.deck.is_empty() {
            self.deck = (0..self.things.len()).collect();
            chance.shuffle(&mut self.deck);
        }
        let place = self.deck.pop().unwrap_or_default();
        let stand = Words::new(&chance.u64(1..=STANDS).to_string(), WORDS_LENGTH_MAX).filter(|_| chance.u8(..3) > 0);
        Listing { stand, ..self.things[place].clone() }
    }

    /// A few words with a payment.
    pub fn memo(&self, chance: &mut Rng) -> String {
        chance.choice(&self.memos).map_or_else(String::new, |memo| (*memo).to_owned())
    }
}

/// Reads `sort | category | price or - | quantity | title | a line of text, if any`.
fn thing(line: &str) -> Option<Listing> {
    let mut parts = line.split('|').map(str::trim);
    Some(Listing {
        sort: Sort::named(parts.next()?)?,
        category: Category::named(parts.next()?)?,
        price: match parts.next()? {
            "-" => None,
            price => Some(price.parse::<Price>().ok()?),
        },
        quantity: parts.next()?.parse().ok()?,
        title: Words::new(parts.next()?, WORDS_LENGTH_MAX)?,
        text: parts.next().and_then(|text| Words::new(text, TEXT_LINE_LENGTH_MAX)).into_iter().collect(),
        stand: None,
        photo: None,
        replaces: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_village_is_read() {
        let mut chance = Rng::with_seed(1);
        let mut village = Village::new(&mut chance);
        assert_eq!(village.things.len(), THINGS.lines().count());
        assert_eq!(village.memos.len(), MEMOS.lines().count());
        let names: std::collections::BTreeSet<String> = (0..100).map(|_| village.name()).collect();
        assert_eq!(names.len(), 100, "nobody has another's name");
        let sorts: Vec<Sort> = village.things.iter().map(|thing| thing.sort).collect();
        assert!(Sort::ALL.iter().all(|sort| sorts.contains(sort)));
    }

    #[test]
    fn the_same_chance_brings_the_same_village() {
        let draw = || {
            let mut chance = Rng::with_seed(7);
            let mut village = Village::new(&mut chance);
            (village.name(), village.thing(&mut chance), village.memo(&mut chance))
        };
        assert_eq!(draw(), draw());
    }
}
