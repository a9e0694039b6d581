//! When dividends fall, and what an organiser's change does to that (docs/protocol.md § 5).

use super::Moment;
use super::document::TempoChange;

/// Whether dividends fall, and whether the market is open at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Dividends fall.
    Running,
    /// None falls; people go on paying.
    Paused,
    /// None falls and nobody pays; keys and the tempo can still be changed.
    Closed,
}

/// A period, and what becomes of it after an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Seconds between two dividends, 1 ..= 366 days.
    pub period: u64,
    /// The last moment at which a dividend falls by `period`.
    pub end: Option<Moment>,
    /// The period beyond the end, in seconds; without it none falls beyond.
    pub after: Option<u64>,
}

/// The tempo now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tempo {
    /// Whether dividends fall.
    pub phase: Phase,
    /// When they fall.
    pub schedule: Schedule,
    /// The next one; always `None` unless running.
    pub due: Option<Moment>,
    /// What remained until the next one when dividends stopped, in seconds; always `None` while running.
    pub remaining: Option<u64>,
}

impl Phase {
    /// Its name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Phase::Running => "running",
            Phase::Paused => "paused",
            Phase::Closed => "closed",
        }
    }
}

impl Schedule {
    /// When the next dividend falls, counting from `from`; `None` beyond the end, or beyond time itself.
    pub fn next(&self, from: Moment) -> Option<Moment> {
        // Past the end of time is past every end too.
        let regular = from.after(self.period);
        match self.end {
            Some(end) if regular.is_none_or(|regular| regular > end) => from.after(self.after?),
            _ => regular,
        }
    }
}

impl Tempo {
    /// The tempo of a market that opens at `at`.
    pub fn opening(at: Moment, schedule: Schedule) -> Tempo {
        Tempo { phase: Phase::Running, schedule, due: schedule.next(at), remaining: None }
    }

    /// The tempo after the dividend due at `due` has fallen.
    pub fn fallen(self, due: Moment) -> Tempo {
        Tempo { due: self.schedule.next(due), ..self }
    }

    /// The tempo after an organiser's change at `at`.
    pub fn changed(self, at: Moment, change: &TempoChange) -> Tempo {
        let period = change.schedule.period;
        let stopped_remaining = match self.phase {
            Phase::Running => self.due.map(|due| due.since(at)),
            Phase::Paused | Phase::Closed => self.remaining.map(|seconds| seconds.min(period)),
        };
        let (due, remaining) = match change.phase {
            Phase::Paused | Phase::Closed => (None, stopped_remaining),
            Phase::Running => {
                let due = match stopped_remaining {
                    Some(seconds) => at.after(seconds.min(period)),
                    None => change.schedule.next(at),
                };
                (due, None)
            }
        };
        Tempo { phase: change.phase, schedule: change.schedule, due, remaining }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(seconds: u64) -> Moment {
        Moment::from_seconds(seconds).unwrap()
    }

    fn change(phase: Phase, period: u64) -> TempoChange {
        TempoChange { phase, schedule: Schedule { period, end: None, after: None } }
    }

    #[test]
    fn after_the_end_dividends_fall_by_the_second_period_or_not_at_all() {
        let daily = Schedule { period: 600, end: Some(moment(1_000)), after: Some(86_400) };
        assert_eq!(daily.next(moment(400)), Some(moment(1_000)));
        assert_eq!(daily.next(moment(401)), Some(moment(86_801)));
        let once = Schedule { after: None, ..daily };
        assert_eq!(once.next(moment(401)), None);
    }

    #[test]
    fn a_period_that_passes_the_end_of_time_passes_every_end() {
        let last = Moment::MAX.seconds();
        let schedule = Schedule { period: 600, end: Some(Moment::MAX), after: Some(60) };
        assert_eq!(schedule.next(moment(last - 100)), Some(moment(last - 40)));
        assert_eq!(schedule.next(moment(last - 30)), None);
        assert_eq!(Schedule { end: None, ..schedule }.next(moment(last - 100)), None);
    }

    #[test]
    fn a_pause_keeps_what_remained() {
        let running = Tempo::opening(moment(0), Schedule { period: 600, end: None, after: None });
        let paused = running.changed(moment(100), &change(Phase::Paused, 600));
        assert_eq!((paused.due, paused.remaining), (None, Some(500)));
        let resumed = paused.changed(moment(10_000), &change(Phase::Running, 600));
        assert_eq!((resumed.due, resumed.remaining), (Some(moment(10_500)), None));
    }

    #[test]
    fn a_faster_tempo_comes_at_once_and_a_slower_one_after_the_dividend_already_announced() {
        let running = Tempo::opening(moment(0), Schedule { period: 600, end: None, after: None });
        assert_eq!(running.changed(moment(100), &change(Phase::Running, 60)).due, Some(moment(160)));
        assert_eq!(running.changed(moment(100), &change(Phase::Running, 6_000)).due, Some(moment(600)));
    }
}
