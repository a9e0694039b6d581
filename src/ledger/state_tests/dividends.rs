//! When dividends fall, what they say, and what stops them.

use super::*;

fn scheduled(phase: Phase, period: u64, end: u64, after: Option<u64>) -> Body {
    Body::Tempo(TempoChange { phase, schedule: Schedule { period, end: Some(moment(OPENED + end)), after } })
}

#[test]
fn no_entry_stands_at_or_after_a_dividend_that_is_due() {
    let mut village = Village::of(&["alice", "bob"]);
    village.now = OPENED + PERIOD - 1;
    village.act("alice", pay("bob", 1)).unwrap();
    village.now += 1;
    let refusal = village.check(&Act::new("alice", pay("bob", 1))).unwrap_err();
    assert_eq!(refusal, Refusal::DividendDue { due: moment(OPENED + PERIOD) });
    assert_eq!(village.act("olive", tempo(Phase::Closed, PERIOD)), Err("dividend-due"));
    village.wait(0);
    // After it, at the same moment, there is room.
    village.act("alice", pay("bob", 1)).unwrap();
}

#[test]
fn after_a_sleep_every_dividend_is_caught_up_with_at_its_own_moment() {
    let mut village = Village::of(&["alice"]);
    village.now = OPENED + 3 * PERIOD + 10;
    for fallen in 1..=3 {
        assert_eq!(village.act("alice", part("alice")), Err("dividend-due"));
        let dividend = village.ledger.next_dividend().unwrap();
        assert_eq!(dividend.at, moment(OPENED + fallen * PERIOD));
        village.append(dividend).unwrap();
    }
    village.act("alice", part("alice")).unwrap();
    assert_eq!(village.balance("alice"), 4 * FIRST);
}

#[test]
fn a_dividend_says_what_the_rule_yields() {
    let mut village = Village::of(&["alice", "bob"]);
    village.wait(30 * PERIOD - 1);
    let next = village.ledger.next_dividend().unwrap();
    let Content::Dividend(right) = next.content.clone() else { panic!("not a dividend") };
    assert_eq!((right.rank, right.members, right.currency), (30, 2, village.ledger.currency()));
    assert_eq!(right.amount.hundredths(), village.supply() / 20);
    assert_eq!(right.supply.hundredths(), village.supply() + 2 * right.amount.hundredths());
    let more = |amount: Amount| amount.plus(Amount::from_hundredths(1).unwrap()).unwrap();
    for wrong in [
        Dividend { rank: 31, ..right },
        Dividend { amount: more(right.amount), ..right },
        Dividend { members: 3, ..right },
        Dividend { supply: more(right.supply), ..right },
    ] {
        assert_eq!(village.append(Entry { at: next.at, content: Content::Dividend(wrong) }), Err(Refusal::DividendWrong));
    }
    let foreign = Dividend { currency: DocumentId([0; 32]), ..right };
    assert_eq!(village.append(Entry { at: next.at, content: Content::Dividend(foreign) }), Err(Refusal::WrongCurrency));
    assert_eq!(village.append(Entry { at: moment(OPENED), ..next.clone() }), Err(Refusal::MomentDecreases));
    for at in [next.at.seconds() - 1, next.at.seconds() + 1] {
        assert_eq!(village.append(Entry { at: moment(at), ..next.clone() }), Err(Refusal::DividendNotDue));
    }
    village.append(next.clone()).unwrap();
    assert_eq!(village.append(next), Err(Refusal::DividendNotDue));
}

#[test]
fn a_dividend_without_members_makes_nothing_and_counts() {
    let mut village = Village::new();
    village.wait(PERIOD);
    let Content::Dividend(fallen) = village.book[1].content.clone() else { panic!("not a dividend") };
    assert_eq!((fallen.rank, fallen.amount, fallen.members, fallen.supply), (1, amount(FIRST), 0, Amount::ZERO));
}

#[test]
fn near_the_largest_supply_dividends_halt_and_begin_again_when_they_fit() {
    let first = MOST / 4;
    let mut village = Village::with(Rule::Ratio { growth: 0 }, first);
    village.act("olive", admit(&["olive", "oscar"])).unwrap();
    village.wait(PERIOD);
    assert_eq!(village.supply(), 4 * first);
    village.wait(PERIOD);
    let Content::Dividend(halted) = village.book.last().unwrap().content.clone() else { panic!("not a dividend") };
    assert_eq!((halted.rank, halted.amount, halted.members, halted.supply), (2, Amount::ZERO, 2, amount(4 * first)));
    assert_eq!(village.ledger.standing().dividends.current, amount(first));
    // With a smaller first dividend a single member can still receive what two cannot.
    let mut village = Village::with(Rule::Ratio { growth: 0 }, MOST / 3);
    village.act("olive", admit(&["olive", "oscar"])).unwrap();
    village.wait(PERIOD);
    assert_eq!(village.supply(), 2 * (MOST / 3));
    village.act("oscar", part("oscar")).unwrap();
    village.wait(PERIOD);
    assert_eq!(
        (village.supply(), village.balance("olive"), village.balance("oscar")),
        (3 * (MOST / 3), 2 * (MOST / 3), MOST / 3)
    );
    village.act("oscar", pay("olive", MOST / 3)).unwrap();
    assert_eq!(village.balance("olive"), 3 * (MOST / 3));
}

#[test]
fn a_reevaluation_that_does_not_fit_waits() {
    let reevaluation = PERIOD;
    for rule in [Rule::G1 { growth: 1_000_000_000, reevaluation }, Rule::G1V1 { growth: 1_000_000_000, reevaluation }] {
        let mut village = Village::with(rule, MOST / 3);
        village.act("olive", admit(&["olive"])).unwrap();
        village.wait(2 * PERIOD);
        let (before, supply) = (village.ledger.standing().dividends, village.supply());
        village.wait(PERIOD);
        // Its value, its next moment and the supply kept are as they were: only the rank has grown.
        assert_eq!(village.ledger.standing().dividends, super::Dividends { rank: 3, ..before });
        assert_eq!((village.supply(), village.balance("olive")), (supply, supply));
    }
}

#[test]
fn a_pause_keeps_what_remained_and_people_go_on_paying() {
    let mut village = Village::of(&["alice", "bob"]);
    village.wait(100);
    village.act("olive", tempo(Phase::Paused, PERIOD)).unwrap();
    village.wait(10 * PERIOD);
    assert_eq!((village.due(), village.balance("alice")), (None, FIRST));
    assert_eq!(village.ledger.next_dividend(), None);
    village.act("alice", pay("bob", 1)).unwrap();
    village.act("oscar", tempo(Phase::Running, PERIOD)).unwrap();
    assert_eq!(village.due(), Some(100 + 10 * PERIOD + 500));
    village.wait(500);
    assert_eq!(village.supply(), 4 * FIRST);
}

#[test]
fn while_paused_a_dividend_is_never_due() {
    let mut village = Village::of(&["alice"]);
    let dividend = village.ledger.next_dividend().unwrap();
    village.act("olive", tempo(Phase::Paused, PERIOD)).unwrap();
    assert_eq!(village.append(dividend), Err(Refusal::DividendNotDue));
}

#[test]
fn what_remains_of_a_pause_is_never_more_than_the_new_period() {
    let mut village = Village::of(&["alice"]);
    village.act("olive", tempo(Phase::Paused, 10)).unwrap();
    // From running to paused what remains is kept; then a pause within the pause shortens it.
    assert_eq!(village.ledger.standing().tempo.remaining, Some(PERIOD));
    village.act("olive", tempo(Phase::Closed, 300)).unwrap();
    village.act("olive", tempo(Phase::Paused, 5_000)).unwrap();
    assert_eq!(village.ledger.standing().tempo.remaining, Some(300));
    village.act("olive", tempo(Phase::Running, 60)).unwrap();
    assert_eq!(village.due(), Some(60));
}

#[test]
fn a_faster_tempo_comes_at_once_and_a_slower_one_after_the_dividend_announced() {
    let mut village = Village::of(&["alice"]);
    village.wait(100);
    village.act("olive", tempo(Phase::Running, 6_000)).unwrap();
    assert_eq!(village.due(), Some(600));
    village.act("olive", tempo(Phase::Running, 60)).unwrap();
    assert_eq!(village.due(), Some(160));
    village.wait(60);
    assert_eq!(village.due(), Some(220));
}

#[test]
fn dividends_fall_up_to_the_end_and_then_by_the_second_period() {
    let mut village = Village::of(&["alice"]);
    village.act("olive", scheduled(Phase::Running, PERIOD, 3 * PERIOD, Some(86_400))).unwrap();
    village.wait(3 * PERIOD);
    assert_eq!((village.due(), village.balance("alice")), (Some(3 * PERIOD + 86_400), 4 * FIRST));
    village.wait(86_400);
    assert_eq!(village.due(), Some(3 * PERIOD + 2 * 86_400));
}

#[test]
fn past_the_end_nothing_falls_until_the_tempo_is_set_anew() {
    let mut village = Village::of(&["alice"]);
    village.act("olive", scheduled(Phase::Running, PERIOD, 2 * PERIOD - 1, None)).unwrap();
    village.wait(10 * PERIOD);
    assert_eq!((village.due(), village.balance("alice")), (None, 2 * FIRST));
    // Paused or closed with none due, none remains.
    village.act("olive", tempo(Phase::Paused, PERIOD)).unwrap();
    assert_eq!(village.ledger.standing().tempo.remaining, None);
    village.act("olive", scheduled(Phase::Running, PERIOD, 10 * PERIOD, Some(7))).unwrap();
    assert_eq!(village.due(), Some(10 * PERIOD + 7));
    village.act("olive", scheduled(Phase::Running, PERIOD, 10 * PERIOD, None)).unwrap();
    village.wait(7);
    assert_eq!(village.due(), None);
    village.act("olive", tempo(Phase::Running, PERIOD)).unwrap();
    assert_eq!(village.due(), Some(11 * PERIOD + 7));
}

#[test]
fn the_rules_of_ğ1_count_with_the_opening_period_whatever_the_tempo() {
    let mut village = Village::with(Rule::G1 { growth: 100_000_000, reevaluation: 2 * PERIOD }, FIRST);
    village.act("olive", admit(&["olive"])).unwrap();
    village.act("olive", tempo(Phase::Running, 60)).unwrap();
    village.wait(2 * PERIOD - 60);
    // Nineteen fell at the first value; the twentieth is re-evaluated: a tenth of the supply, over two (not twenty).
    assert_eq!(village.supply(), 19 * FIRST);
    village.wait(60);
    assert_eq!(village.ledger.standing().dividends.current, amount(FIRST + 19 * FIRST / 10 / 2));
}

#[test]
fn a_late_reevaluation_happens_once_at_each_dividend() {
    let mut village = Village::with(Rule::G1 { growth: 100_000_000, reevaluation: PERIOD }, FIRST);
    // Without members no re-evaluation takes place, and its moment stays.
    village.wait(5 * PERIOD);
    assert_eq!(village.ledger.standing().dividends.reevaluate_at, moment(OPENED + PERIOD));
    village.act("olive", admit(&["olive"])).unwrap();
    for behind in 2..=3 {
        village.wait(PERIOD);
        assert_eq!(village.ledger.standing().dividends.reevaluate_at, moment(OPENED + behind * PERIOD));
    }
}
