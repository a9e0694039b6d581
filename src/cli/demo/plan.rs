//! What somebody does next: chance chooses, and what they have decides whether they can.

use super::act::{Act, Note, Payee, Plan};
use super::phone::Manner;
use super::story::Story;
use super::way::Broken;
use crate::ledger::document::{Output, Payment};
use crate::ledger::{Amount, Body, DocumentId};
use crate::market::{Notice, Price, Sort, Withdrawal};

/// Listings somebody likes to have on the tables at a time.
const LISTINGS_WISHED: usize = 3;
/// Amounts between friends, and for what has no price, in hundredths.
const SMALL: [u64; 9] = [10, 20, 25, 50, 50, 100, 100, 150, 200];
/// What people give for *prix libre*, in hundredths: nothing is a price too.
const LIBRE: [u64; 9] = [0, 0, 20, 50, 50, 100, 100, 150, 300];
/// More than anybody has in a rehearsal, in hundredths.
const FAR_TOO_MUCH: u64 = 100_000_000;
/// One payment in so many is sent twice, as impatient fingers do.
const IMPATIENT: u8 = 25;
/// The most people to whom one payment goes.
const ROUND_FOR: usize = 4;

impl Story {
    /// What this person does next.
    pub(super) fn plan(&mut self, who: usize) -> Result<Plan, Broken> {
        let balance = self.people[who].phone.balance()?;
        let mine = self.people[who].phone.address();
        let listed = self.tables.iter().filter(|listing| listing.owner == mine && listing.stands()).count();
        if listed < LISTINGS_WISHED && self.chance.u8(..100) < 45 {
            return Ok(self.list(who));
        }
        let planned = match self.chance.u8(..100) {
            0..46 => self.buy(who, balance),
            46..72 => self.hand_money(who, balance),
            72..80 => self.give_back(who, balance),
            80..82 => self.take_down(who),
            82..88 => self.err(who, balance),
            _ => None,
        };
        Ok(planned.unwrap_or_else(|| self.look(who)))
    }

    fn list(&mut self, who: usize) -> Plan {
        let listing = self.village.thing(&mut self.chance);
        let note = Note::Lists(listing.clone());
        Plan { who, act: Act::Notice(Notice::Listing(listing)), note, expected: None }
    }

    /// Takes one from a listing, or pays whoever brought what one was looking for.
    fn buy(&mut self, who: usize, balance: Amount) -> Option<Plan> {
        let mine = self.people[who].phone.address();
        let dividend = self.dividend();
        let price = |price: Option<Price>| price.map_or(Some(Amount::ZERO), |price| price.in_units(dividend));
        let affordable = |(place, listing): (usize, &super::room::OnTable)| {
            let theirs = (listing.owner == mine) == (listing.sort == Sort::Want);
            let enough = price(listing.price).unwrap_or_default() <= balance;
            (theirs && enough && listing.stands()).then_some(place)
        };
        let choice: Vec<usize> = self.tables.iter().enumerate().filter_map(affordable).collect();
        let place = *self.chance.choice(&choice)?;
        let libre = self.chance.choice(LIBRE).and_then(Amount::from_hundredths).unwrap_or_default().min(balance);
        let bringer = self.somebody_else(who)?;
        let listing = &mut self.tables[place];
        let amount = price(listing.price).unwrap_or(libre);
        let payee = match listing.sort {
            Sort::Want => Payee { amount, ..bringer },
            Sort::Offer | Sort::Gift | Sort::Swap | Sort::Help => {
                Payee { address: listing.owner, name: listing.name.clone(), amount }
            }
        };
        listing.left -= 1;
        listing.touched = self.turn;
        let (id, title) = (listing.id, listing.title.clone());
        let in_dividends = matches!(listing.price, Some(Price::Dividends(_)));
        let curious = self.chance.u8(..3) == 0;
        let looks =
            if curious { vec![format!("/listing/{id}"), format!("/pay?listing={id}&to={}", payee.address)] } else { vec![] };
        let memo = (self.chance.u8(..3) == 0).then(|| self.village.memo(&mut self.chance));
        let mut plan = self.payment(who, vec![payee], Some(id), memo, looks);
        if let Note::Pays { what, in_dividends: shown, .. } = &mut plan.note {
            (*what, *shown) = (Some(title), in_dividends);
        }
        Some(plan)
    }

    /// Gives somebody money, or several at once, without a listing.
    fn hand_money(&mut self, who: usize, balance: Amount) -> Option<Plan> {
        let amount = Amount::from_hundredths(self.chance.choice(SMALL)?)?;
        let count = if self.chance.u8(..10) == 0 { self.chance.usize(2..=ROUND_FOR) } else { 1 };
        let mut payees: Vec<Payee> = Vec::new();
        for _ in 0..count {
            let payee = Payee { amount, ..self.somebody_else(who)? };
            if payees.iter().all(|known| known.address != payee.address) {
                payees.push(payee);
            }
        }
        if amount.times(payees.len() as u64)? > balance {
            return None;
        }
        let memo = (self.chance.u8(..4) > 0).then(|| self.village.memo(&mut self.chance));
        let looks = payees.first().map(|payee| format!("/pay?to={}&amount={amount}", payee.address));
        let looks = looks.filter(|_| self.chance.u8(..4) == 0).into_iter().collect();
        Some(self.payment(who, payees, None, memo, looks))
    }

    /// Gives back what was received, wholly or half of it.
    fn give_back(&mut self, who: usize, balance: Amount) -> Option<Plan> {
        let whole = self.chance.bool();
        let person = &mut self.people[who];
        let choice = |received: &super::room::Received| received.left > Amount::ZERO && received.left <= balance;
        let places: Vec<usize> = (0..person.received.len()).filter(|place| choice(&person.received[*place])).collect();
        let received = &mut person.received[*self.chance.choice(&places)?];
        let amount = if whole { received.left } else { Amount::from_hundredths(received.left.hundredths().div_ceil(2))? };
        received.left = received.left.minus(amount)?;
        let outputs = vec![Output { to: received.payer, amount }];
        let body = Body::Payment(Payment { outputs, listing: None, refund_of: Some(received.index), memo: None });
        let note = Note::GivesBack { to: received.name.clone(), amount };
        let looks = vec![format!("/receipt/{}", received.index)];
        Some(Plan { who, act: Act::Document { body, memo: None, manner: Manner::Plain, looks }, note, expected: None })
    }

    fn take_down(&mut self, who: usize) -> Option<Plan> {
        let (mine, turn) = (self.people[who].phone.address(), self.turn);
        let listing =
            self.tables.iter_mut().find(|listing| listing.owner == mine && listing.stands() && listing.touched < turn)?;
        (listing.down, listing.touched) = (true, turn);
        let note = Note::TakesDown(listing.title.clone());
        let notice = Notice::Withdrawal(Withdrawal { listing: listing.id });
        Some(Plan { who, act: Act::Notice(notice), note, expected: None })
    }

    /// Does something wrong, which must be refused for the right reason.
    fn err(&mut self, who: usize, balance: Amount) -> Option<Plan> {
        let payee = self.somebody_else(who)?;
        let too_much = Amount::from_hundredths(balance.hundredths() + FAR_TOO_MUCH)?;
        let little = Amount::from_hundredths(10)?;
        let (payee, listing, refund_of, expected) = match self.chance.u8(..6) {
            0 => (Payee { amount: too_much, ..payee }, None, None, "balance-too-small"),
            1 => {
                let (mine, turn) = (self.people[who].phone.address(), self.turn);
                let gone = |listing: &&super::room::OnTable| {
                    !listing.stands() && listing.touched < turn && listing.owner != mine && listing.sort != Sort::Want
                };
                let gone: Vec<_> = self.tables.iter().filter(gone).collect();
                let listing = self.chance.choice(gone)?;
                (
                    Payee { address: listing.owner, name: listing.name.clone(), amount: little },
                    Some(listing.id),
                    None,
                    "listing-closed",
                )
            }
            2 => {
                let person = &self.people[who];
                (Payee { address: person.phone.address(), name: person.name.clone(), amount: little }, None, None, "pay-oneself")
            }
            3 => {
                let received = self.people[who].received.first()?;
                let back = Payee { address: received.payer, name: received.name.clone(), amount: too_much };
                (back, None, Some(received.index), "refund-too-much")
            }
            4 => (Payee { amount: Amount::ZERO, ..payee }, None, None, "zero-amount"),
            _ => (Payee { amount: little, ..payee }, None, None, "bad-signature"),
        };
        let mut plan = self.payment(who, vec![payee], listing, None, Vec::new());
        plan.expected = Some(expected);
        if let Act::Document { body: Body::Payment(payment), manner, .. } = &mut plan.act {
            payment.refund_of = refund_of;
            *manner = if expected == "bad-signature" { Manner::Forged } else { Manner::Plain };
        }
        Some(plan)
    }

    /// Looks at one of the market's pages.
    fn look(&mut self, who: usize) -> Plan {
        let (mine, them) = (self.people[who].phone.address(), self.chance.usize(..self.people.len()));
        let received = self.people[who].received.last().map_or(0, |received| received.index);
        let listing = self.chance.choice(&self.tables).map(|listing| format!("/listing/{}", listing.id));
        let somebody = if self.people[them].here { self.people[them].phone.address() } else { mine };
        let pages = [
            "/market".to_owned(),
            "/market?search=pain".to_owned(),
            "/market?category=food&sort=offer".to_owned(),
            listing.unwrap_or_else(|| "/market?sort=want".to_owned()),
            "/me".to_owned(),
            "/card".to_owned(),
            "/offer".to_owned(),
            "/pay".to_owned(),
            "/collect?amount=1,50".to_owned(),
            "/book".to_owned(),
            "/book/entries".to_owned(),
            "/book/accounts".to_owned(),
            format!("/book/account/{somebody}"),
            format!("/book/{received}"),
            format!("/receipts/{received}.tlog-proof"),
            "/projector".to_owned(),
            "/poster".to_owned(),
            "/log/checkpoint".to_owned(),
            "/log/consistency/1".to_owned(),
            "/refusals/balance-too-small".to_owned(),
        ];
        let path = self.chance.choice(pages).unwrap_or_default();
        Plan { who, act: Act::Look(path), note: Note::Looks, expected: None }
    }

    fn payment(
        &mut self,
        who: usize,
        payees: Vec<Payee>,
        listing: Option<DocumentId>,
        memo: Option<String>,
        looks: Vec<String>,
    ) -> Plan {
        let outputs = payees.iter().map(|payee| Output { to: payee.address, amount: payee.amount }).collect();
        let manner = if self.chance.u8(..IMPATIENT) == 0 { Manner::Twice } else { Manner::Plain };
        let note = Note::Pays { to: payees, what: memo.clone(), in_dividends: false };
        let body = Body::Payment(Payment { outputs, listing, refund_of: None, memo: None });
        Plan { who, act: Act::Document { body, memo, manner, looks }, note, expected: None }
    }

    /// Somebody else in the room.
    fn somebody_else(&mut self, who: usize) -> Option<Payee> {
        let here = |(place, person): (usize, &super::room::Person)| (person.here && place != who).then_some(place);
        let others: Vec<usize> = self.people.iter().enumerate().filter_map(here).collect();
        let other = &self.people[*self.chance.choice(&others)?];
        Some(Payee { address: other.phone.address(), name: other.name.clone(), amount: Amount::ZERO })
    }
}
