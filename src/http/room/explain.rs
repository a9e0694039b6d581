//! "Where my dividend comes from": the rule with today's numbers, step by step.

use super::Market;
use crate::http::page::me::Explained;
use crate::http::viewer::Viewer;
use crate::ledger::{Amount, Rule};

/// One whole, in the parts in which shares are counted.
const PARTS: u128 = 1_000_000_000;

pub(super) fn dividend(market: &Market, viewer: &Viewer, balance: Amount) -> Explained {
    let text = viewer.text;
    let units = |hundredths: u64| text.amount(hundredths);
    let standing = &market.standing;
    let (supply, members, mean) = (standing.supply.hundredths(), standing.members, market.mean());
    let growth = text.percent(market.rule.growth());
    let divided = format!("{} ÷ {} = {}", units(supply), text.integer(members), units(mean));
    let first = standing.dividends.first.hundredths();
    let current = standing.dividends.current.hundredths();
    let steps = match market.rule {
        Rule::Ratio { growth: parts } => {
            let share = u64::try_from(u128::from(parts) * u128::from(mean) / PARTS).unwrap_or(u64::MAX);
            vec![
                format!("M/N = {divided}"),
                format!("c × M/N = {growth} × {} = {}", units(mean), units(share)),
                format!("max({} ; {}) = {}", units(first), units(share), units(first.max(share))),
            ]
        }
        Rule::G1 { growth: parts, reevaluation } => {
            let count = reevaluation / standing.dividends.period.max(1);
            let grown = u128::from(parts) * u128::from(supply) / PARTS / (u128::from(members.max(1)) * u128::from(count.max(1)));
            let grown = u64::try_from(grown).unwrap_or(u64::MAX);
            vec![
                format!("M/N = {divided}"),
                format!("c² × M ÷ (N × {}) = {}", text.integer(count), units(grown)),
                format!("{} + {} = {}", units(current), units(grown), units(current.saturating_add(grown))),
            ]
        }
        Rule::G1V1 { .. } => {
            vec![format!("M/N = {divided}"), format!("M′ = {}", units(standing.dividends.kept_supply.hundredths()))]
        }
    };
    Explained {
        rule: market.rule.name().to_owned(),
        amount: format!("{}\u{a0}{}", units(current), market.amounts.unit),
        members,
        supply: units(supply),
        mean: units(mean),
        growth,
        first: units(first),
        steps,
        period: text.percent(share_of(current, mean)),
        share: text.percent(share_of(balance.hundredths(), mean)),
    }
}

/// A part of a whole in parts per 10⁹, rounded down to a whole percent above ten.
fn share_of(part: u64, whole: u64) -> u64 {
    let share = (u128::from(part) * PARTS).checked_div(u128::from(whole)).unwrap_or(0);
    let share = u64::try_from(share).unwrap_or(u64::MAX);
    if share >= 100_000_000 { share / 10_000_000 * 10_000_000 } else { share }
}
