//! What the story learns from what happened: answers, visitors, dividends.

use std::collections::BTreeMap;

use super::act::{Note, Plan};
use super::phone::Answer;
use super::room::{OnTable, Received};
use super::story::Story;
use super::way::Broken;
use crate::ledger::{Amount, Pubkey, Signed};
use crate::market::{Listing, Notice};
use crate::store::ListingQuery;

/// Listings of visitors that are noticed at the most.
const VISITORS_LISTINGS_MAX: u64 = 200;

impl Story {
    /// Remembers what an act changed, and tells it.
    pub(super) fn hear(&mut self, plan: Plan, answer: Answer) {
        let Plan { who, note, expected, .. } = plan;
        match (&answer, expected) {
            (Answer::Refused(code), Some(expected)) if code == expected => self.summary.refused += 1,
            (Answer::Refused(code), None) if code == "listing-closed" && self.has_visitors() => self.summary.refused += 1,
            (Answer::Refused(_), _) | (_, Some(_)) => self.summary.unexpected += 1,
            (Answer::Taken(index), None) => self.take(who, &note, *index),
            (Answer::Posted(id), None) => {
                if let Note::Lists(listing) = &note {
                    self.summary.listings += 1;
                    let owner = (self.people[who].phone.address(), self.people[who].name.clone());
                    self.tables.push(OnTable::new(*id, owner, listing));
                }
            }
            (Answer::Shown, None) => self.summary.looks += 1,
        }
        let names: Vec<&str> = self.people.iter().map(|person| person.name.as_str()).collect();
        self.teller.tell(self.clock.now(), self.dividend(), &names, (who, &note), (&answer, expected));
    }

    fn take(&mut self, who: usize, note: &Note, index: u64) {
        match note {
            Note::Comes => {
                self.people[who].here = true;
                self.joined += 1;
            }
            Note::Leaves => self.people[who].here = false,
            Note::GivesBack { .. } => self.summary.given_back += 1,
            Note::Pays { to, .. } => {
                self.summary.payments += 1;
                let (payer, name) = (self.people[who].phone.address(), self.people[who].name.clone());
                let places: BTreeMap<Pubkey, Amount> = to.iter().map(|payee| (payee.address, payee.amount)).collect();
                for person in &mut self.people {
                    if let Some(left) = places.get(&person.phone.address()).filter(|amount| **amount > Amount::ZERO) {
                        person.remember(Received { index, payer, name: name.clone(), left: *left });
                    }
                }
            }
            Note::Lists(_)
            | Note::TakesDown(_)
            | Note::Admits(_)
            | Note::OpensDoor
            | Note::Pauses
            | Note::Resumes
            | Note::Looks => {}
        }
    }

    /// What visitors have put up stands on the tables too: the room buys from them.
    pub(super) fn notice_visitors(&mut self) -> Result<(), Broken> {
        if !self.has_visitors() {
            return Ok(());
        }
        let query = ListingQuery { count: VISITORS_LISTINGS_MAX, ..ListingQuery::default() };
        let rows = self.app.sequencer.readers().read(|reader| reader.listings(&query));
        for row in rows.map_err(|error| Broken(error.to_string()))? {
            let ours = self.people.iter().any(|person| person.phone.address() == row.account);
            let read = row.document.as_deref().and_then(|text| Signed::<Notice>::parse(text.as_bytes()).ok());
            let Some(Notice::Listing(listing)) = read.map(|signed| signed.document().body.clone()) else { continue };
            if !ours && self.tables.iter().all(|known| known.id != row.id) {
                let listing = Listing { quantity: row.stock, ..listing };
                self.tables.push(OnTable::new(row.id, (row.account, row.name.unwrap_or_default()), &listing));
            }
        }
        Ok(())
    }

    fn has_visitors(&self) -> bool {
        self.ledger(|ledger| ledger.accounts().len()).is_some_and(|accounts| accounts > self.joined)
    }

    /// Tells the dividends that have fallen since the last time.
    pub(super) fn bell(&mut self) {
        let Some(standing) = self.ledger(|ledger| *ledger.standing()) else { return };
        if standing.dividends.rank > self.rung {
            self.rung = standing.dividends.rank;
            self.teller.bell(self.clock.now(), &standing);
        }
    }
}
