//! One thing that somebody does: what their phone sends, and what the room sees of it.

use std::collections::BTreeMap;
use std::thread::scope;

use super::phone::{Answer, Manner, Phone};
use super::room::Person;
use super::way::Broken;
use crate::ledger::{Amount, Body, Pubkey};
use crate::market::{Listing, Notice};

/// How many act at the same time when nobody watches.
const HANDS: usize = 8;

/// Somebody's next act.
pub(super) struct Plan {
    /// Their place among the people.
    pub who: usize,
    /// What the phone does.
    pub act: Act,
    /// What the room sees.
    pub note: Note,
    /// The code with which it must be refused, if it is done wrongly on purpose.
    pub expected: Option<&'static str>,
}

/// What a phone does.
pub(super) enum Act {
    /// Opens an account under this name.
    Join(String),
    /// Signs and sends a document of the book, with a memo if it is a payment; looks at some pages first.
    Document { body: Body, memo: Option<String>, manner: Manner, looks: Vec<String> },
    /// Signs and sends a notice.
    Notice(Notice),
    /// Looks at a page.
    Look(String),
}

/// What the room sees.
pub(super) enum Note {
    Comes,
    Lists(Listing),
    TakesDown(String),
    Pays { to: Vec<Payee>, what: Option<String>, in_dividends: bool },
    GivesBack { to: String, amount: Amount },
    Leaves,
    Admits(Vec<usize>),
    OpensDoor,
    Pauses,
    Resumes,
    Looks,
}

/// Somebody who is paid.
#[derive(Clone)]
pub(super) struct Payee {
    pub address: Pubkey,
    pub name: String,
    pub amount: Amount,
}

impl Act {
    /// A document that needs no words and no second look.
    pub fn document(body: Body) -> Act {
        Act::Document { body, memo: None, manner: Manner::Plain, looks: Vec::new() }
    }

    /// Does it with this phone.
    pub fn perform(&self, phone: &mut Phone) -> Result<Answer, Broken> {
        let answer = self.done(phone)?;
        // Whose account is not open yet has nobody to vouch for the phone.
        if !matches!((self, &answer), (Act::Join(_), Answer::Refused(_))) {
            phone.watch()?;
        }
        Ok(answer)
    }

    fn done(&self, phone: &mut Phone) -> Result<Answer, Broken> {
        match self {
            Act::Join(name) => {
                phone.look("/door")?;
                phone.join(name)
            }
            Act::Document { body, memo, manner, looks } => {
                looks.iter().try_for_each(|path| phone.look(path).map(drop))?;
                let mut body = body.clone();
                let mut texts = Vec::new();
                if let (Body::Payment(payment), Some(memo)) = (&mut body, memo) {
                    let (commitment, sealed) = phone.seal(memo);
                    payment.memo = Some(commitment);
                    texts.push(sealed);
                }
                phone.send(body, &texts, *manner)
            }
            Act::Notice(notice) => phone.post(notice.clone()),
            Act::Look(path) => phone.look(path),
        }
    }
}

/// Each plan on its person's phone, several at the same time; the answers in the order of the plans.
pub(super) fn perform(people: &mut [Person], plans: &[Plan]) -> Vec<Result<Answer, Broken>> {
    let places: BTreeMap<usize, usize> = plans.iter().enumerate().map(|(place, plan)| (plan.who, place)).collect();
    let acting = people.iter_mut().enumerate().filter_map(|(who, person)| Some((*places.get(&who)?, &mut person.phone)));
    let mut work: Vec<(usize, &mut Phone)> = acting.collect();
    let share = work.len().div_ceil(HANDS).max(1);
    let mut answers: Vec<(usize, Result<Answer, Broken>)> = scope(|scope| {
        let act = |(place, phone): &mut (usize, &mut Phone)| (*place, plans[*place].act.perform(phone));
        let hands: Vec<_> =
            work.chunks_mut(share).map(|some| scope.spawn(move || some.iter_mut().map(act).collect::<Vec<_>>())).collect();
        hands.into_iter().flat_map(|hand| hand.join().expect("a phone does not panic")).collect()
    });
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
