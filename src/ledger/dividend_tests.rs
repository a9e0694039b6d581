//! The dividend rules against Ğ1's own figures (tests/vectors/dividend.json) and against themselves.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::as_conversions)]

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::ledger::Account;

fn vectors() -> Value {
    serde_json::from_str(include_str!("../../tests/vectors/dividend.json")).unwrap()
}

fn hundredths(value: &Value) -> Amount {
    Amount::from_hundredths(value.as_u64().unwrap()).unwrap()
}

fn moment(seconds: u64) -> Moment {
    Moment::from_seconds(seconds).unwrap()
}

#[test]
fn a_g1_reevaluation_rounds_as_g1_does() {
    for case in vectors()["round_half_down_cases"].as_array().unwrap() {
        let supply = hundredths(&case["x"]);
        // With one member and one dividend between re-evaluations the growth is exactly the rounded product.
        let grown = reevaluated_g1(Amount::ZERO, case["parts"].as_u64().unwrap(), supply, 1, 1).unwrap();
        assert_eq!(grown, hundredths(&case["expected"]), "{case}");
    }
}

#[test]
fn a_g1_reevaluation_gives_g1s_figures() {
    let vectors = vectors();
    let growth = vectors["parameters_g1"]["SquareMoneyGrowthRate_parts"].as_u64().unwrap();
    let cases = vectors["reevaluation_cases"].as_array().unwrap();
    assert!(cases.len() > 50);
    for case in cases {
        let [ud, mass, members, count, expected] = [0, 1, 2, 3, 4].map(|field| case[field].as_u64().unwrap());
        let supply = Amount::from_hundredths(mass).unwrap();
        let grown = reevaluated_g1(Amount::from_hundredths(ud).unwrap(), growth, supply, members, count).unwrap();
        assert_eq!(grown.hundredths(), expected, "{case}");
    }
}

#[test]
fn a_g1_timeline_runs_as_g1s_own_tests_do() {
    let vectors = vectors();
    // Milliseconds in the source; a block lasts 6 s, a dividend falls every 12 s, a re-evaluation every 48 s.
    for (timeline, start) in [("small_timeline_first_ud_12000_first_reeval_48000", 0), ("small_timeline_from_genesis", 18)] {
        let rule = Rule::G1 { growth: 100_000_000, reevaluation: 48 };
        let mut dividends = Dividends::opening(moment(start), rule, Amount::from_hundredths(1000).unwrap(), 12);
        let mut supply = Amount::ZERO;
        for event in vectors[timeline]["events"].as_array().unwrap() {
            let at = moment(event["block"].as_u64().unwrap() * 6);
            if event["event"] == "UdReevalued" {
                assert!(at >= dividends.reevaluate_at, "{timeline}: {event}");
                continue;
            }
            let fallen = dividends.fall(at, 3, supply);
            assert_eq!(fallen.amount, hundredths(&event["amount"]), "{timeline}: {event}");
            assert_eq!(fallen.supply, hundredths(&event["monetary_mass"]), "{timeline}: {event}");
            assert_eq!(fallen.dividends.rank, event["index"].as_u64().unwrap(), "{timeline}: {event}");
            (dividends, supply) = (fallen.dividends, fallen.supply);
        }
    }
}

#[test]
fn the_sum_of_dividends_gives_what_g1s_claims_give() {
    // A claim there is what settling is here: the dividends between two ranks, at the value each had.
    let mut checked = 0;
    for case in vectors()["claim_cases"].as_array().unwrap() {
        let values = case["past_reevals"].as_array().unwrap();
        let first_known = values.first().map_or(u64::MAX, |value| value[0].as_u64().unwrap());
        let [current, eligible] = ["current_ud_index", "first_eligible_ud"].map(|field| case[field].as_u64().unwrap());
        let from = eligible.max(first_known.min(current));
        let value_at = |rank: u64| values.iter().rev().find(|value| value[0].as_u64().unwrap() <= rank).unwrap();
        let member = Account { member: true, settled: Amount::ZERO, ..Account::opened(moment(0)) };
        let sum = Amount::sum((from..current).map(|rank| hundredths(&value_at(rank)[1]))).unwrap();
        assert_eq!(member.balance(sum), hundredths(&case["expected_total"]), "{case}");
        checked += 1;
    }
    assert_eq!(checked, 8);
}

#[test]
fn the_first_version_of_g1_gives_its_figures() {
    let vectors = vectors();
    let mut checked = 0;
    for case in vectors["g1_v1_cases"].as_array().unwrap() {
        // Ğ1 never left unit base 0 under this rule, and a Ğune book has no other.
        if case["base"] != 0 || case["c"] != 0.0488 {
            continue;
        }
        let figure = |field: &str| case[field].as_u64().unwrap();
        let grown = reevaluated_g1_v1(
            Amount::from_hundredths(figure("ud")).unwrap(),
            48_800_000,
            Amount::from_hundredths(figure("mprev")).unwrap(),
            figure("n"),
            figure("dt"),
            figure("dtReeval"),
        );
        assert_eq!(grown.unwrap().hundredths(), figure("expected_ud"), "{case}");
        checked += 1;
    }
    assert!(checked >= 20, "only {checked} cases");
}

#[test]
fn under_ratio_the_dividend_is_the_share_of_the_mean_but_never_below_the_first() {
    let dividends =
        Dividends::opening(moment(0), Rule::Ratio { growth: 100_000_000 }, Amount::from_hundredths(1000).unwrap(), 600);
    let fall = |supply| dividends.fall(moment(600), 3, Amount::from_hundredths(supply).unwrap()).amount.hundredths();
    assert_eq!(fall(0), 1000);
    assert_eq!(fall(30_000), 1000);
    assert_eq!(fall(30_029), 1000);
    assert_eq!(fall(30_030), 1001);
}

#[test]
fn without_members_nothing_is_made_and_the_dividend_keeps_its_value() {
    let dividends =
        Dividends::opening(moment(0), Rule::Ratio { growth: 100_000_000 }, Amount::from_hundredths(1000).unwrap(), 600);
    let supply = Amount::from_hundredths(1_000_000).unwrap();
    let fallen = dividends.fall(moment(600), 0, supply);
    assert_eq!((fallen.amount, fallen.supply), (dividends.current, supply));
    assert_eq!(fallen.dividends, Dividends { rank: 1, ..dividends });
}

#[test]
fn what_does_not_fit_halts_and_nothing_wraps() {
    let dividends =
        Dividends::opening(moment(0), Rule::Ratio { growth: 1_000_000_000 }, Amount::from_hundredths(1000).unwrap(), 600);
    let supply = Amount::from_hundredths(Amount::MAX.hundredths() - 2_999).unwrap();
    let fallen = dividends.fall(moment(600), 3, supply);
    assert_eq!((fallen.amount, fallen.supply, fallen.dividends.rank), (Amount::ZERO, supply, 1));
    assert_eq!(fallen.dividends.current, dividends.current);
}

proptest! {
    #[test]
    fn the_first_versions_division_is_exact(
        growth in 0..=1_000_000_000u64, supply in 0..=Amount::MAX.hundredths(), members in 1..=100_000u64,
        period in 1..=31_622_400u64, reevaluation in 1..=31_622_400u64,
    ) {
        // The same by schoolbook long multiplication in base 2³²: q is right if d·(q−1) < n ≤ d·q.
        let supply = Amount::from_hundredths(supply).unwrap();
        let grown = reevaluated_g1_v1(Amount::ZERO, growth, supply, members, period, reevaluation);
        let numerator = product(&[growth, growth, supply.hundredths(), period]);
        let divisor = |q: u64| product(&[1_000_000_000, 1_000_000_000, members, reevaluation, q]);
        match grown.map(Amount::hundredths) {
            Some(0) => prop_assert_eq!(numerator, product(&[0])),
            Some(q) => prop_assert!(divisor(q - 1) < numerator && numerator <= divisor(q)),
            None => prop_assert!(numerator > divisor(Amount::MAX.hundredths())),
        }
    }

    #[test]
    fn the_ratio_is_the_largest_share_that_is_not_too_large(
        growth in 0..=1_000_000_000u64, supply in 0..=Amount::MAX.hundredths(), members in 1..=100_000u64,
    ) {
        let share = ratio(growth, Amount::from_hundredths(supply).unwrap(), members).unwrap().hundredths();
        let created = product(&[growth, supply]);
        prop_assert!(product(&[share, members, PARTS]) <= created && created < product(&[share + 1, members, PARTS]));
    }
}

/// The exact product of many numbers, as digits in base 2³², most significant first (so that they compare).
fn product(factors: &[u64]) -> [u64; 12] {
    let mut digits = [0u64; 12];
    digits[11] = 1;
    for factor in factors {
        let mut sum = [0u64; 12];
        for (shift, part) in [(0, factor & 0xFFFF_FFFF), (1, factor >> 32)] {
            let mut carry = 0;
            for place in (shift..12).rev() {
                let value = sum[place - shift] + digits[place] * part + carry;
                sum[place - shift] = value & 0xFFFF_FFFF;
                carry = value >> 32;
            }
        }
        digits = sum;
    }
    digits
}
