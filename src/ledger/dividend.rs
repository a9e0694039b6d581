//! The universal dividend: its three rules, and a cost that does not depend on how many receive it.
//!
//! Instead of touching every account at each dividend, the running sum of all dividends is kept; an account holds what
//! it had when it was last settled, and the sum at that time.

use super::{Amount, Moment};

/// How the dividend is computed (docs/protocol.md § 5). Growth is in parts per 10⁹.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// At each dividend the larger of the first one and c · M/N.
    Ratio {
        /// c, the share of the mean created at each dividend.
        growth: u64,
    },
    /// Ğ1 since its second version: grows by c² · M/N at each re-evaluation (duniter-v2s, pallet universal-dividend).
    G1 {
        /// c², the square of the growth at each re-evaluation; Ğ1: 2 382 304.
        growth: u64,
        /// Seconds between two re-evaluations; Ğ1: 15 778 800.
        reevaluation: u64,
    },
    /// Ğ1's first version: on the supply of the re-evaluation before, rounded up (duniter, BR_G13).
    G1V1 {
        /// c, the growth at each re-evaluation; Ğ1: 48 800 000.
        growth: u64,
        /// Seconds between two re-evaluations; Ğ1: 15 778 800.
        reevaluation: u64,
    },
}

/// The dividends so far, and all that the next one depends on beside members and supply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dividends {
    /// How they are computed.
    pub rule: Rule,
    /// The first dividend: under `ratio`, also the least.
    pub first: Amount,
    /// Seconds between two dividends as stated in the opening (what Ğ1's rules count with).
    pub period: u64,
    /// The dividend in force.
    pub current: Amount,
    /// How many have fallen.
    pub rank: u64,
    /// The sum of all that one member present from the beginning has received, grants aside.
    pub sum: Amount,
    /// When the dividend is next re-evaluated (`g1`, `g1-v1`).
    pub reevaluate_at: Moment,
    /// The supply kept at the last re-evaluation (`g1-v1`).
    pub kept_supply: Amount,
}

/// What falls at one dividend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fallen {
    /// What each member receives: zero if nothing fits.
    pub amount: Amount,
    /// The supply afterwards.
    pub supply: Amount,
    /// The dividends so far, this one included.
    pub dividends: Dividends,
}

/// One whole, in parts.
const PARTS: u64 = 1_000_000_000;

impl Rule {
    /// The largest growth: one whole.
    pub const GROWTH_MAX: u64 = PARTS;

    /// Its name in the opening.
    pub fn name(&self) -> &'static str {
        match self {
            Rule::Ratio { .. } => "ratio",
            Rule::G1 { .. } => "g1",
            Rule::G1V1 { .. } => "g1-v1",
        }
    }

    /// The growth it states, in parts per 10⁹.
    pub fn growth(&self) -> u64 {
        match self {
            Rule::Ratio { growth } | Rule::G1 { growth, .. } | Rule::G1V1 { growth, .. } => *growth,
        }
    }

    /// Seconds between two re-evaluations, for the rules that have them.
    pub fn reevaluation(&self) -> Option<u64> {
        match self {
            Rule::Ratio { .. } => None,
            Rule::G1 { reevaluation, .. } | Rule::G1V1 { reevaluation, .. } => Some(*reevaluation),
        }
    }

    /// Whether a new member is granted the current dividend at once.
    pub fn grants_on_admission(&self) -> bool {
        matches!(self, Rule::Ratio { .. })
    }
}

impl Dividends {
    /// Before the first dividend of a market that opens at `at`.
    pub fn opening(at: Moment, rule: Rule, first: Amount, period: u64) -> Dividends {
        let reevaluate_at = at.after(rule.reevaluation().unwrap_or(0)).unwrap_or(Moment::MAX);
        Dividends { rule, first, period, current: first, rank: 0, sum: Amount::ZERO, reevaluate_at, kept_supply: Amount::ZERO }
    }

    /// What falls at `due`, with so many members and this supply before it.
    pub fn fall(&self, due: Moment, members: u64, supply: Amount) -> Fallen {
        let counted = Dividends { rank: self.rank.saturating_add(1), ..*self };
        if members == 0 {
            return Fallen { amount: self.current, supply, dividends: counted };
        }
        let nothing_fits = Fallen { amount: Amount::ZERO, supply, dividends: counted };
        let Some(valued) = counted.valued(due, members, supply) else { return nothing_fits };
        let created = valued.current.times(members);
        let Some(after) = created.and_then(|created| supply.plus(created)) else { return nothing_fits };
        let Some(sum) = self.sum.plus(valued.current) else { return nothing_fits };
        Fallen { amount: valued.current, supply: after, dividends: Dividends { sum, ..valued } }
    }

    /// The same with the value of the dividend due at `due`; `None` if it is past the largest amount.
    fn valued(self, due: Moment, members: u64, supply: Amount) -> Option<Dividends> {
        match self.rule {
            Rule::Ratio { growth } => {
                let share = ratio(growth, supply, members)?;
                Some(Dividends { current: share.max(self.first), ..self })
            }
            Rule::G1 { .. } | Rule::G1V1 { .. } if due < self.reevaluate_at => Some(self),
            Rule::G1 { growth, reevaluation } => {
                let current = reevaluated_g1(self.current, growth, supply, members, reevaluation.checked_div(self.period)?)?;
                let reevaluate_at = self.reevaluate_at.after(reevaluation).unwrap_or(Moment::MAX);
                Some(Dividends { current, reevaluate_at, ..self })
            }
            Rule::G1V1 { growth, reevaluation } => {
                let current = reevaluated_g1_v1(self.current, growth, self.kept_supply, members, self.period, reevaluation)?;
                let reevaluate_at = self.reevaluate_at.after(reevaluation).unwrap_or(Moment::MAX);
                Some(Dividends { current, reevaluate_at, kept_supply: supply, ..self })
            }
        }
    }
}

/// c · M/N, rounded down.
fn ratio(growth: u64, supply: Amount, members: u64) -> Option<Amount> {
    let created = u128::from(growth).checked_mul(u128::from(supply.hundredths()))?;
    amount(created.checked_div(u128::from(members).checked_mul(u128::from(PARTS))?)?)
}

/// ud + half_down(c² · M) div (N · cnt), cnt dividends between two re-evaluations.
fn reevaluated_g1(current: Amount, growth: u64, supply: Amount, members: u64, count: u64) -> Option<Amount> {
    let product = u128::from(growth).checked_mul(u128::from(supply.hundredths()))?;
    let parts = u128::from(PARTS);
    // The nearest integer, a half rounds down: (2a + b − 1) div 2b.
    let rounded = product.checked_mul(2)?.checked_add(parts)?.checked_sub(1)?.checked_div(parts.checked_mul(2)?)?;
    let growth = rounded.checked_div(u128::from(members).checked_mul(u128::from(count))?)?;
    current.plus(amount(growth)?)
}

/// ceil(ud + c² · M′ · dt / (N · dtReeval)), exactly: c is in parts per 10⁹, so c² in parts per 10¹⁸.
///
/// The product has up to 138 bits; it is divided as q·b + r·b/d, where r·b has at most 127.
fn reevaluated_g1_v1(
    current: Amount,
    growth: u64,
    kept_supply: Amount,
    members: u64,
    period: u64,
    reevaluation: u64,
) -> Option<Amount> {
    let growth = u128::from(growth);
    let dividend = growth.checked_mul(growth)?.checked_mul(u128::from(kept_supply.hundredths()))?;
    let parts = u128::from(PARTS).checked_mul(u128::from(PARTS))?;
    let divisor = parts.checked_mul(u128::from(members))?.checked_mul(u128::from(reevaluation))?;
    let period = u128::from(period);
    let whole = dividend.checked_div(divisor)?.checked_mul(period)?;
    let rest = dividend.checked_rem(divisor)?.checked_mul(period)?;
    let rounded_up = rest.checked_add(divisor)?.checked_sub(1)?.checked_div(divisor)?;
    current.plus(amount(whole.checked_add(rounded_up)?)?)
}

fn amount(hundredths: u128) -> Option<Amount> {
    u64::try_from(hundredths).ok().and_then(Amount::from_hundredths)
}

#[cfg(test)]
#[path = "dividend_tests.rs"]
mod tests;
