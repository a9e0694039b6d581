//! The tempo and the dividends, as docs/protocol.md § 5 says.

use gune::ledger::document::TempoChange;
use gune::ledger::{Phase, Rule};

use super::{Book, MOST};

/// What a dividend's entry must say.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    pub at: u128,
    pub rank: u128,
    pub amount: u128,
    pub members: u128,
    pub supply: u128,
}

impl Book {
    pub(super) fn set_tempo(&mut self, at: u128, change: &TempoChange) {
        let period = u128::from(change.schedule.period);
        let was_running = self.phase == Phase::Running;
        self.phase = change.phase;
        self.period = period;
        self.end = change.schedule.end.map(|end| u128::from(end.seconds()));
        self.after = change.schedule.after.map(u128::from);
        match (was_running, change.phase) {
            (true, Phase::Running) => {
                self.due = match self.due {
                    Some(due) => Some(due.min(at + period)),
                    None => self.next_after(at),
                }
            }
            (true, Phase::Paused | Phase::Closed) => self.remains = self.due.take().map(|due| due - at),
            (false, Phase::Paused | Phase::Closed) => self.remains = self.remains.map(|remains| remains.min(period)),
            (false, Phase::Running) => {
                self.due = match self.remains.take() {
                    Some(remains) => Some(at + remains.min(period)),
                    None => self.next_after(at),
                }
            }
        }
    }

    /// Appends the dividend that is due, and says what its entry says.
    pub fn append_dividend(&mut self) -> Option<Said> {
        let due = self.due?;
        let members = self.members.len() as u128;
        let mut amount = self.dividend;
        if members > 0 {
            let (dividend, reevaluate_at, kept_supply) = self.valued(due, members);
            if self.supply + members * dividend > MOST {
                amount = 0;
            } else {
                (self.dividend, self.reevaluate_at, self.kept_supply) = (dividend, reevaluate_at, kept_supply);
                amount = dividend;
                for member in &self.members {
                    *self.balances.get_mut(member).unwrap() += amount;
                    self.supply += amount;
                }
            }
        }
        self.rank += 1;
        self.received.extend(self.members.iter().map(|member| (*member, self.rank)));
        self.due = self.next_after(due);
        self.at = due;
        self.size += 1;
        Some(Said { at: due, rank: self.rank, amount, members, supply: self.supply })
    }

    /// The dividend's value, the next re-evaluation, the supply kept.
    fn valued(&self, due: u128, members: u128) -> (u128, u128, u128) {
        let growth = u128::from(self.rule.growth());
        let unchanged = (self.dividend, self.reevaluate_at, self.kept_supply);
        match self.rule {
            Rule::Ratio { .. } => (self.first.max(growth * self.supply / (members * 1_000_000_000)), unchanged.1, unchanged.2),
            Rule::G1 { .. } | Rule::G1V1 { .. } if due < self.reevaluate_at => unchanged,
            Rule::G1 { reevaluation, .. } => {
                let (whole, rest) = (growth * self.supply / 1_000_000_000, growth * self.supply % 1_000_000_000);
                let half_down = if rest > 500_000_000 { whole + 1 } else { whole };
                let count = u128::from(reevaluation) / self.opening_period;
                (self.dividend + half_down / (members * count), self.reevaluate_at + u128::from(reevaluation), self.kept_supply)
            }
            Rule::G1V1 { reevaluation, .. } => {
                let reevaluation = u128::from(reevaluation);
                let divisor = 1_000_000_000_000_000_000 * members * reevaluation;
                let created = (growth * growth * self.kept_supply * self.opening_period).div_ceil(divisor);
                (self.dividend + created, self.reevaluate_at + reevaluation, self.supply)
            }
        }
    }

    pub(super) fn next_after(&self, from: u128) -> Option<u128> {
        let regular = from + self.period;
        if self.end.is_none_or(|end| regular <= end) { Some(regular) } else { self.after.map(|after| from + after) }
    }
}
