//! What somebody does, chosen by a few bytes so that most of it makes sense and some of it does not.

use gune::ledger::document::{
    Admission, Body, Departure, Door, Erasure, Joining, KeyGrant, Output, Payment, Revocation, TempoChange,
};
use gune::ledger::tempo::Schedule;
use gune::ledger::{Amount, Commitment, DocumentId, Limit, Moment, Phase, Pubkey, Rights, Roles};
use proptest::prelude::*;

use crate::naive::MOST;
use crate::play::{KEYS, PEOPLE, Play};

/// One step: bytes that choose what is done, by whom, and what is wrong with it.
#[derive(Clone, Copy, Debug)]
pub struct Act {
    pub what: u8,
    pub who: u8,
    pub with: u8,
    pub whom: u8,
    pub much: u8,
    pub wait: u8,
    pub slip: u8,
    pub more: u8,
}

impl Play {
    pub fn body(&self, act: Act, who: u8, at: u64) -> Body {
        let closed = self.book.phase == Phase::Closed;
        let stranger = !self.book.balances.contains_key(&self.address(who, 0));
        let whom = self.address(act.whom, 0);
        match act.what {
            _ if closed && act.more < 120 => self.tempo(act, Phase::Running, at),
            _ if stranger && act.slip < 200 => Body::Joining(Joining { name: Commitment([who; 32]) }),
            0..=8 => self.payment(act, who),
            9 | 10 => self.refund(act, who),
            11 => Body::Joining(Joining { name: Commitment([who; 32]) }),
            12..=14 => {
                let some = (0..PEOPLE).filter(|person| act.more >> person & 1 == 1).map(|person| self.address(person, 0));
                let some: Vec<Pubkey> = some
                    .filter(|person| {
                        let (account, member) = (self.book.balances.contains_key(person), self.book.members.contains(person));
                        account && !member || act.much > 220
                    })
                    .collect();
                Body::Admission(Admission { members: if some.is_empty() { vec![whom] } else { some } })
            }
            15 | 16 => Body::Departure(Departure { member: if act.more < 90 { self.address(who, 0) } else { whom } }),
            17 | 18 => Body::Door(if act.more < 128 { Door::Open } else { Door::Shut }),
            19..=21 => {
                let phase = match act.much % 8 {
                    0 => Phase::Closed,
                    1 | 2 => Phase::Paused,
                    _ => Phase::Running,
                };
                self.tempo(act, phase, at)
            }
            22..=25 => self.grant(act, who, at),
            26 => Body::Erasure(Erasure),
            _ => Body::Revocation(Revocation {
                revoked: self.address(if act.more < 200 { who } else { act.whom }, act.much % KEYS),
            }),
        }
    }

    fn payment(&self, act: Act, who: u8) -> Body {
        let balance = self.book.balances.get(&self.address(who, 0)).copied().unwrap_or(0);
        let count = if act.more.is_multiple_of(4) { 1 + usize::from(act.more % 3) } else { 1 };
        let amount = |place: u128| match act.much {
            0..=5 => 0,
            6..=30 => balance,
            31..=45 => balance + 1,
            46..=50 => MOST,
            51..=90 => self.book.dividend,
            _ => balance / (u128::from(act.much % 5) + 2 + place),
        };
        // Most pay somebody who is there and is not themselves.
        let sensible = |to: &Pubkey| act.slip > 225 || *to != self.address(who, 0) && self.book.balances.contains_key(to);
        let payees = (0..PEOPLE).map(|place| self.address(act.whom % PEOPLE + place, 0)).filter(sensible).take(count);
        let pay = |(place, to)| Output { to, amount: money(amount(place)) };
        let outputs = (0..).zip(payees).map(pay).collect();
        let listing = (act.more > 200).then_some(DocumentId([7; 32]));
        let memo = (act.more > 220).then_some(Commitment([8; 32]));
        Body::Payment(Payment { outputs, listing, refund_of: None, memo })
    }

    /// Gives back a payment that this person received, if there is one; otherwise, or by a slip, anything.
    fn refund(&self, act: Act, who: u8) -> Body {
        let me = self.address(who, 0);
        let mine = |paid: &&(u64, Pubkey, Payment)| paid.2.outputs.iter().any(|output| output.to == me) || act.slip > 225;
        let candidates: Vec<_> = self.book.payments.iter().rev().filter(mine).take(4).collect();
        let Some((index, payer, paid)) = candidates.get(usize::from(act.whom) % candidates.len().max(1)) else {
            let outputs = vec![Output { to: self.address(act.whom, 0), amount: money(1) }];
            return Body::Payment(Payment { outputs, listing: None, refund_of: Some(u64::from(act.more)), memo: None });
        };
        let received = paid.outputs.iter().find(|output| output.to == me).map_or(1, |output| output.amount.hundredths());
        let amount = match act.much % 4 {
            0 => received,
            1 => received + 1,
            _ => received / 2,
        };
        let to = if act.slip % 32 == 31 { self.address(act.whom, 0) } else { *payer };
        let refund_of = Some(if act.slip % 32 == 30 { index + 1 } else { *index });
        let outputs = vec![Output { to, amount: money(u128::from(amount)) }];
        Body::Payment(Payment { outputs, listing: (amount == 0).then_some(DocumentId([7; 32])), refund_of, memo: None })
    }

    fn grant(&self, act: Act, who: u8, at: u64) -> Body {
        let authorised = match act.whom {
            0..=9 => Pubkey::from_bytes([0; 32]),
            10..=29 => self.address(act.more, act.whom % KEYS),
            _ => self.address(who, 1 + act.whom % (KEYS - 1)),
        };
        let period = if act.more < 128 { 60 } else { 600 };
        let limit = match act.much % 5 {
            0 => None,
            1 => Some(Limit::Dividends { count: 1, period }),
            2 => Some(Limit::Dividends { count: u64::from(act.more) + 1, period }),
            3 => Some(Limit::Units { most: money(self.book.dividend / 8), period }),
            _ => Some(Limit::Units { most: money(u128::from(act.more) * self.book.dividend), period }),
        };
        let end = match act.with {
            0..=210 => None,
            211..=216 => Some(at),
            more => Some(at + u64::from(more) * 8),
        };
        let roles = Roles { pay: !act.more.is_multiple_of(4), organise: act.more % 4 < 2 };
        let rights = Rights { roles, limit, end: end.and_then(Moment::from_seconds) };
        Body::Key(KeyGrant { authorised, rights })
    }

    fn tempo(&self, act: Act, phase: Phase, at: u64) -> Body {
        let end = (act.with > 100).then(|| Moment::from_seconds(at + u64::from(act.whom) * 8).unwrap());
        let after = (end.is_some() && act.with > 150).then_some(1000);
        Body::Tempo(TempoChange { phase, schedule: Schedule { period: u64::from(act.whom) * 3 + 1, end, after } })
    }
}

fn money(hundredths: u128) -> Amount {
    Amount::from_hundredths(hundredths.min(MOST) as u64).unwrap()
}

pub fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = any::<[u8; 8]>().prop_map(|[what, who, with, whom, much, wait, slip, more]| Act {
        what: what % 29,
        who,
        with,
        whom,
        much,
        wait,
        slip,
        more,
    });
    proptest::collection::vec(act, 200..240)
}
