"""Dividends: the vectors of the three rules, the tempo, and the ends of the numbers."""

import unittest

from gune_verify import dividends
from gune_verify.dividends import Dividends
from gune_verify.values import GREATEST, LAST_MOMENT
from test_vectors import load


def opening(**changed):
    """The fields of an opening that dividends depend on."""
    fields = {"rule": "ratio", "first": 1000, "growth": 100000000, "reevaluation": None, "period": 12, "end": None,
              "after": None}
    return {**fields, **changed}


def tempo(phase, period, end=None, after=None):
    """The fields of a tempo."""
    return {"phase": phase, "period": period, "end": end, "after": after}


class Vectors(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.vectors = load("dividend.json")

    def test_half_down(self):
        for case in self.vectors["round_half_down_cases"]:
            self.assertEqual(dividends.half_down(case["parts"] * case["x"], 10**9), case["expected"])

    def test_g1(self):
        growth = self.vectors["parameters_g1"]["SquareMoneyGrowthRate_parts"]
        for value, supply, members, count, expected in self.vectors["reevaluation_cases"]:
            self.assertEqual(dividends.g1_value(value, growth, supply, members, count), expected)

    def test_g1_v1(self):
        for case in self.vectors["g1_v1_cases"]:
            growth = round(case["c"] * 10**9)
            value = dividends.g1_v1_value(case["ud"], growth, case["mprev"], case["n"], case["dt"], case["dtReeval"])
            self.assertEqual(value, case["expected_ud"], case)

    def timeline(self, name, at, next_reevaluation=None):
        """Lets the dividends of a timeline of the vectors fall, one unit of time a second."""
        state = Dividends(opening(rule="g1", reevaluation=48), at)
        if next_reevaluation:
            state.next_reevaluation = next_reevaluation
        supply = 0
        for event in self.vectors[name]["events"]:
            if event["event"] != "NewUdCreated":
                continue
            self.assertEqual(state.due, event["block"] * 6)
            each, stated = state.fall(3, supply)
            supply += 3 * each
            self.assertEqual((stated, state.rank, supply), (event["amount"], event["index"], event["monetary_mass"]))

    def test_timeline(self):
        self.timeline("small_timeline_first_ud_12000_first_reeval_48000", 0)

    def test_timeline_from_genesis(self):
        self.timeline("small_timeline_from_genesis", 6, 60)


class Rules(unittest.TestCase):
    def test_ratio(self):
        state = Dividends(opening(), 0)
        supply = 0
        for expected in (1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1100, 1210):
            each, _ = state.fall(2, supply)
            self.assertEqual(each, expected)
            supply += 2 * each

    def test_g1_v1_uses_the_supply_kept_before(self):
        state = Dividends(opening(rule="g1-v1", reevaluation=24, growth=500000000), 0)
        # u stays at the first re-evaluation, for nothing was kept; then 1000 are: 1000 + ¼·1000·12/24 = 1125.
        self.assertEqual([state.fall(1, supply)[0] for supply in (0, 1000, 2000, 3000)], [1000, 1000, 1000, 1125])
        self.assertEqual(state.kept, 3000)

    def test_nobody(self):
        state = Dividends(opening(rule="g1", reevaluation=12), 0)
        self.assertEqual(state.fall(0, 10**9), (0, 1000))
        self.assertEqual((state.rank, state.next_reevaluation, state.due), (1, 12, 24))
        state.fall(1, 10**9)
        self.assertEqual(state.next_reevaluation, 24)

    def test_a_late_reevaluation_catches_up_once_a_dividend(self):
        state = Dividends(opening(rule="g1", reevaluation=12, growth=1), 0)
        state.due = 100
        state.fall(1, 0)
        self.assertEqual(state.next_reevaluation, 24)

    def test_nothing_fits(self):
        for rule, reevaluation in (("ratio", None), ("g1", 12), ("g1-v1", 12)):
            state = Dividends(opening(rule=rule, reevaluation=reevaluation, growth=10**9), 0)
            self.assertEqual(state.fall(2, GREATEST - 1999), (0, 0))
            self.assertEqual((state.value, state.rank, state.kept), (1000, 1, 0))
            self.assertEqual(state.next_reevaluation, reevaluation)
        state = Dividends(opening(growth=0), 0)
        self.assertEqual(state.fall(2, GREATEST - 2000), (1000, 1000))

    def test_largest_products(self):
        state = Dividends(opening(rule="g1-v1", reevaluation=31622400, period=31622400, growth=10**9), 0)
        state.kept = GREATEST
        self.assertEqual(state.fall(1, 0), (0, 0))
        state.kept = GREATEST - 1000
        self.assertEqual(state.fall(1, 0), (GREATEST, GREATEST))

    def test_the_last_moment(self):
        self.assertIsNone(Dividends(opening(), LAST_MOMENT - 11).due)
        state = Dividends(opening(rule="g1", reevaluation=48), LAST_MOMENT - 12)
        self.assertEqual((state.due, state.next_reevaluation), (LAST_MOMENT, LAST_MOMENT))
        state.fall(1, 0)
        self.assertEqual((state.due, state.next_reevaluation), (None, LAST_MOMENT))


class Tempo(unittest.TestCase):
    def dues(self, state, count):
        """The moments of the next dividends."""
        moments = []
        for _ in range(count):
            moments.append(state.due)
            if state.due is not None:
                state.fall(1, 0)
        return moments

    def test_end_and_after(self):
        self.assertEqual(self.dues(Dividends(opening(end=36), 0), 4), [12, 24, 36, None])
        self.assertEqual(self.dues(Dividends(opening(end=30, after=100), 0), 4), [12, 24, 124, 224])

    def test_an_end_before_the_first_dividend(self):
        self.assertEqual(Dividends(opening(end=12), 0).due, 12)
        self.assertIsNone(Dividends(opening(end=11), 0).due)
        self.assertEqual(self.dues(Dividends(opening(end=11, after=100), 0), 2), [100, 200])

    def test_running_to_running(self):
        state = Dividends(opening(), 0)
        state.set_tempo(tempo("running", 5), 3)
        self.assertEqual(self.dues(state, 2), [8, 13])
        state.set_tempo(tempo("running", 50), 14)
        self.assertEqual(self.dues(state, 2), [18, 68])
        state = Dividends(opening(end=12), 0)
        self.dues(state, 1)
        state.set_tempo(tempo("running", 10, 20, 100), 13)
        self.assertEqual(self.dues(state, 2), [113, 213])
        state = Dividends(opening(end=12), 0)
        self.dues(state, 1)
        state.set_tempo(tempo("running", 10, 23), 13)
        self.assertEqual(self.dues(state, 2), [23, None])

    def test_pause(self):
        state = Dividends(opening(), 0)
        state.set_tempo(tempo("paused", 5), 3)
        self.assertEqual((state.due, state.remains), (None, 9))
        state.set_tempo(tempo("running", 12), 100)
        self.assertEqual(state.due, 109)
        state.set_tempo(tempo("closed", 12), 101)
        state.set_tempo(tempo("paused", 6), 102)
        self.assertEqual(state.remains, 6)
        state.set_tempo(tempo("running", 4), 103)
        self.assertEqual((state.due, state.remains), (107, None))

    def test_pause_when_none_is_due(self):
        state = Dividends(opening(end=12), 0)
        self.dues(state, 1)
        state.set_tempo(tempo("paused", 5), 20)
        state.set_tempo(tempo("closed", 5), 21)
        self.assertIsNone(state.remains)
        state.set_tempo(tempo("running", 5, 20, 7), 22)
        self.assertEqual(state.due, 29)

    def test_past_the_last_moment(self):
        state = Dividends(opening(), 0)
        state.set_tempo(tempo("paused", 12), 3)
        state.set_tempo(tempo("running", 12), LAST_MOMENT - 8)
        self.assertIsNone(state.due)


if __name__ == "__main__":
    unittest.main()
