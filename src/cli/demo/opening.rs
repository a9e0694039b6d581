//! How a rehearsal begins: who is invited and when they come, and how the first of them opens the market.

use std::sync::Arc;

use super::act::Note;
use super::phone::Phone;
use super::room::Person;
use super::story::Story;
use super::way::{Broken, Market};
use crate::ledger::document::{Admission, Door, Opening, Organiser};
use crate::ledger::identifier::Salt;
use crate::ledger::words::{UNIT_LENGTH_MAX, WORDS_LENGTH_MAX, Words};
use crate::ledger::{Amount, Body, Rule};

/// The first dividend, in hundredths: ten units.
const FIRST: u64 = 1_000;
/// Waves in which people come at the beginning.
const WAVES: u64 = 4;

impl Story {
    /// Gives so many people a phone, and says when they come and go, counted from this round on.
    pub(super) fn invite(&mut self, market: &Arc<Market>, count: u64, from: u64) {
        let rounds = self.pace.rounds;
        for place in 0..count {
            let name = self.village.name();
            let language = if self.chance.u8(..6) == 0 { "en" } else { "fr" };
            let phone = Phone::new(Arc::clone(market), language, &mut self.chance);
            let comes = match place * 100 / count {
                0..70 => place * 100 / count * WAVES / 70 * rounds / 20,
                70..85 => rounds * 3 / 10,
                _ => rounds * 6 / 10,
            };
            // The organiser stays to the end.
            let goes = (place % 8 == 5).then_some(from + rounds * 3 / 4 + place % 3);
            let received = Vec::new();
            let mut person = Person { name, phone, comes: from + comes, goes, here: false, received };
            if let Some(currency) = self.ledger(|ledger| ledger.currency()) {
                person.phone.enter(currency);
            }
            self.people.push(person);
        }
    }

    /// The first person opens the market, and admits who is there already; then the door stands open.
    pub(super) fn open(&mut self) -> Result<(), Broken> {
        let text = self.teller.text;
        let token = self.app.place.organiser_token.clone();
        let organiser = &mut self.people[0];
        organiser.phone.look(&format!("/organise/enter/{token}"))?;
        organiser.phone.follow_link(&token);
        organiser.phone.look("/organise")?;
        let mut salt = Salt::default();
        self.chance.fill(&mut salt);
        let (name, sealed) = organiser.phone.seal(&organiser.name);
        let words = |words: &str, length_max| {
            Words::new(words, length_max).ok_or_else(|| Broken(format!("these words cannot stand in an opening: {words}")))
        };
        let opening = Opening {
            market: words(text.demo_market(), WORDS_LENGTH_MAX)?,
            place: words(text.demo_place(), WORDS_LENGTH_MAX)?,
            unit: words(text.demo_unit(), UNIT_LENGTH_MAX)?,
            log: organiser.phone.log(),
            salt,
            rule: Rule::Ratio { growth: self.pace.growth },
            first: Amount::from_hundredths(FIRST).unwrap_or(Amount::MAX),
            schedule: self.schedule,
            organisers: vec![Organiser { address: organiser.phone.address(), name }],
        };
        let currency = organiser.phone.open_market(opening, &[sealed])?;
        self.people.iter_mut().for_each(|person| person.phone.enter(currency));
        self.people[0].phone.authorise_device()?;
        self.people[0].here = true;
        self.joined += 1;
        self.teller.say(self.clock.now(), &text.demo_opens(&self.people[0].name, text.demo_market()));
        self.arrivals(0)?;
        let here: Vec<usize> = (0..self.people.len()).filter(|place| self.people[*place].here).collect();
        for members in here.chunks(64) {
            let addresses = members.iter().map(|place| self.people[*place].phone.address()).collect();
            self.organise(Body::Admission(Admission { members: addresses }), Note::Admits(members.to_vec()))?;
        }
        self.organise(Body::Door(Door::Open), Note::OpensDoor)
    }
}
