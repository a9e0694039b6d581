"""When a dividend is due and what it is worth (§ 5), under the three rules."""

from .values import GREATEST, LAST_MOMENT

BILLION = 10**9


def half_down(a, b):
    """a/b to the nearest whole number, a half rounds down."""
    return (2 * a + b - 1) // (2 * b)


def ratio_value(first, growth, supply, members):
    """The dividend under `ratio`."""
    return max(first, growth * supply // (members * BILLION))


def g1_value(value, growth, supply, members, count):
    """The re-evaluated dividend under `g1`; `count` dividends fall between two re-evaluations."""
    return value + half_down(growth * supply, BILLION) // (members * count)


def g1_v1_value(value, growth, kept, members, period, reevaluation):
    """The re-evaluated dividend under `g1-v1`; `kept` is the supply at the re-evaluation before."""
    return value - (-(growth**2 * kept * period) // (BILLION**2 * members * reevaluation))


class Dividends:
    """The tempo, the current dividend, and the moment the next one is due."""

    def __init__(self, opening, at):
        self.rule, self.first, self.growth = opening["rule"], opening["first"], opening["growth"]
        self.opening_period, self.reevaluation = opening["period"], opening["reevaluation"]
        self.phase = "running"
        self.period, self.end, self.after = opening["period"], opening["end"], opening["after"]
        self.value, self.rank, self.kept = self.first, 0, 0
        self.due = self._after(at)
        self.remains = None
        self.next_reevaluation = None if self.reevaluation is None else min(at + self.reevaluation, LAST_MOMENT)

    def fall(self, members, supply):
        """One dividend falls at `due`. Returns what each member receives, and what the entry states."""
        value, kept, following = self._reckon(members, supply)
        fits = supply + members * value <= GREATEST
        if members and fits:
            self.value, self.kept, self.next_reevaluation = value, kept, following
        self.rank += 1
        self.due = self._after(self.due)
        if not members:
            return 0, self.value
        return (value, value) if fits else (0, 0)

    def _reckon(self, members, supply):
        """The value by the rule, the supply kept, and the next re-evaluation, if the dividend fits."""
        same = self.value, self.kept, self.next_reevaluation
        if not members:
            return same
        if self.rule == "ratio":
            return ratio_value(self.first, self.growth, supply, members), self.kept, None
        if self.due < self.next_reevaluation:
            return same
        following = min(self.next_reevaluation + self.reevaluation, LAST_MOMENT)
        if self.rule == "g1":
            count = self.reevaluation // self.opening_period
            return g1_value(self.value, self.growth, supply, members, count), self.kept, following
        value = g1_v1_value(self.value, self.growth, self.kept, members, self.opening_period, self.reevaluation)
        return value, supply, following

    def _after(self, moment):
        """The dividend after a moment, by `period` up to `end`, by `after` beyond it."""
        if self.end is None or moment + self.period <= self.end:
            return _spellable(moment + self.period)
        return None if self.after is None else _spellable(moment + self.after)

    def set_tempo(self, tempo, at):
        """A tempo entry at moment `at`."""
        was_running, self.phase = self.phase == "running", tempo["phase"]
        self.period, self.end, self.after = tempo["period"], tempo["end"], tempo["after"]
        if self.phase == "running":
            wait = self.remains
            if was_running:
                wait = None if self.due is None else self.due - at
            self.due = self._after(at) if wait is None else _spellable(at + min(wait, self.period))
            self.remains = None
        elif was_running:
            self.remains = None if self.due is None else self.due - at
            self.due = None
        elif self.remains is not None:
            self.remains = min(self.remains, self.period)


def _spellable(moment):
    return moment if moment <= LAST_MOMENT else None
