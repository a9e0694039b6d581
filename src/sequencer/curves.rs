//! Balances over time, for the wall: a point at each dividend, and what each would be without exchanges.

use std::collections::{BTreeMap, VecDeque};

use crate::ledger::{Amount, Dividend, Ledger, Moment, Pubkey};

/// How many points are kept: the last so many dividends.
const POINTS_MAX: usize = 240;

/// How many accounts are followed: the first so many. A room has thirty; a wall shows no more.
const ACCOUNTS_MAX: usize = 200;

/// The last points.
#[derive(Clone, Debug, Default)]
pub struct Curves {
    /// Oldest first.
    pub points: VecDeque<CurvePoint>,
    created: BTreeMap<Pubkey, Amount>,
}

/// Everybody's balance just after a dividend.
#[derive(Clone, Debug)]
pub struct CurvePoint {
    /// The dividend's rank.
    pub rank: u64,
    /// When it fell.
    pub at: Moment,
    /// Members at the time.
    pub members: u64,
    /// What each member received.
    pub amount: Amount,
    /// Money supply afterwards.
    pub supply: Amount,
    /// Each member's balance, and what it would be had nobody exchanged anything.
    pub balances: BTreeMap<Pubkey, (Amount, Amount)>,
}

impl Curves {
    pub(super) fn admitted(&mut self, admitted: &[(Pubkey, Amount)]) {
        for (member, grant) in admitted {
            let created = self.created.entry(*member).or_default();
            *created = created.plus(*grant).unwrap_or(*created);
        }
    }

    pub(super) fn dividend(&mut self, ledger: &Ledger, at: Moment, dividend: &Dividend) {
        let sum = ledger.standing().dividends.sum;
        let mut balances = BTreeMap::new();
        for (address, account) in ledger.accounts().iter().filter(|(_, account)| account.member).take(ACCOUNTS_MAX) {
            let created = self.created.entry(*address).or_default();
            *created = created.plus(dividend.amount).unwrap_or(*created);
            balances.insert(*address, (account.balance(sum), *created));
        }
        if self.points.len() == POINTS_MAX {
            self.points.pop_front();
        }
        let Dividend { rank, amount, members, supply, .. } = *dividend;
        self.points.push_back(CurvePoint { rank, at, members, amount, supply, balances });
    }
}
