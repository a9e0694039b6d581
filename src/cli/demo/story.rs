//! The story of a rehearsal: who opens the market, who comes when, when there is a break, who goes home.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread::sleep;
use std::time::Duration;

use fastrand::Rng;

use super::act::{Act, Note, Plan, perform};
use super::room::{OnTable, Person};
use super::tell::Teller;
use super::village::Village;
use super::way::{Broken, Market};
use crate::http::App;
use crate::ledger::document::{Departure, TempoChange};
use crate::ledger::tempo::Schedule;
use crate::ledger::{Amount, Body, Ledger, Moment, Phase};
use crate::sequencer::Clock;

/// Dividends once a day after the afternoon, in seconds.
const AFTER: u64 = 86_400;
/// How often one looks whether the dividend that is due has fallen.
const GLANCE: Duration = Duration::from_millis(2);

/// How fast the story is told.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    /// Seconds of the market's time between two dividends.
    pub period: u64,
    /// The share of the mean that each dividend creates, in parts per 10⁹.
    pub growth: u64,
    /// Rounds of an afternoon; in each, everybody does one thing.
    pub rounds: u64,
    /// Seconds by which the clock is moved after each round; `None` if it goes by itself.
    pub step: Option<u64>,
    /// Milliseconds between two acts, at the least and at the most.
    pub between: (u64, u64),
}

impl Pace {
    /// To be watched.
    pub const WATCHED: Pace = Pace { period: 20, growth: 1_000_000, rounds: 20, step: None, between: (900, 1_900) };
    /// An afternoon of four hours, as fast as the computer can.
    pub const FAST: Pace = Pace { period: 600, growth: 100_000_000, rounds: 192, step: Some(75), between: (0, 0) };
}

/// What happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Summary {
    pub people: u64,
    pub listings: u64,
    pub payments: u64,
    pub given_back: u64,
    pub refused: u64,
    pub looks: u64,
    pub unexpected: u64,
    pub entries: u64,
}

/// A rehearsal being played.
pub(super) struct Story {
    pub(super) people: Vec<Person>,
    pub(super) tables: Vec<OnTable>,
    pub(super) village: Village,
    pub(super) chance: Rng,
    /// Counts the times at which people act together; in one turn nobody builds on what another does in it.
    pub(super) turn: u64,
    pub(super) app: Arc<App>,
    pub(super) clock: Clock,
    pub(super) pace: Pace,
    pub(super) teller: Teller,
    pub(super) stop: Receiver<()>,
    pub(super) stopped: bool,
    pub(super) summary: Summary,
    pub(super) schedule: Schedule,
    pub(super) rung: u64,
    pub(super) joined: usize,
}

impl Story {
    /// A story for so many people; it ends early when the sender of `stop` is gone.
    pub fn new(
        app: Arc<App>,
        clock: Clock,
        pace: Pace,
        teller: Teller,
        (seed, count): (u64, usize),
        stop: Receiver<()>,
    ) -> Story {
        let mut chance = Rng::with_seed(seed);
        let village = Village::new(&mut chance);
        let length = pace.step.unwrap_or_default() * pace.rounds;
        let end = pace.step.and_then(|_| clock.now().after(length));
        let schedule = Schedule { period: pace.period, end, after: end.map(|_| AFTER) };
        let summary = Summary { people: count as u64, ..Summary::default() };
        let (people, tables) = (Vec::with_capacity(count), Vec::new());
        let (turn, stopped, rung, joined) = (0, false, 0, 0);
        Story { people, tables, village, chance, turn, app, clock, pace, teller, stop, stopped, summary, schedule, rung, joined }
    }

    /// Plays the story once, or again and again until it is stopped.
    pub fn play(&mut self, address: &str, again: bool) -> Result<Summary, Broken> {
        let market = Arc::new(Market::find(address.to_owned(), self.clock.clone())?);
        self.invite(&market, self.summary.people, 0);
        self.open()?;
        for round in 0.. {
            self.round(round)?;
            let evening = (round + 1) % self.pace.rounds == 0;
            if self.stopped || (evening && !again) {
                break;
            }
            if evening {
                let gone = self.people.iter().filter(|person| person.goes.is_some_and(|goes| goes <= round)).count() as u64;
                let present = self.people.iter().filter(|person| person.here).count() as u64;
                self.invite(&market, gone.min(self.summary.people - present), round + 1);
            }
        }
        self.summary.entries = self.app.sequencer.book().tree.size();
        Ok(self.summary)
    }

    /// Lets the clock go on by itself after the story, until it is stopped: the market stays open for visitors.
    pub fn linger(&mut self) {
        if !self.stopped {
            println!("\n{}\n{}", self.teller.text.demo_over(), self.teller.text.demo_goes_on());
        }
        while !self.stopped {
            self.pause(Duration::from_secs(1));
            if let (Clock::ByHand(seconds), Some(_)) = (&self.clock, self.pace.step) {
                seconds.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// One round: who comes, what the organiser does, one act of everybody, and time passes.
    fn round(&mut self, round: u64) -> Result<(), Broken> {
        let (rounds, hour) = (self.pace.rounds, round % self.pace.rounds);
        self.arrivals(round)?;
        let schedule = self.schedule;
        if hour == rounds / 2 {
            self.organise(Body::Tempo(TempoChange { phase: Phase::Paused, schedule }), Note::Pauses)?;
        } else if hour == rounds / 2 + (rounds / 16).max(1) {
            self.organise(Body::Tempo(TempoChange { phase: Phase::Running, schedule }), Note::Resumes)?;
        }
        self.notice_visitors()?;
        let mut order: Vec<usize> = (0..self.people.len()).filter(|place| self.people[*place].here).collect();
        self.chance.shuffle(&mut order);
        let together = if self.pace.step.is_some() { order.len().max(1) } else { 1 };
        for some in order.chunks(together) {
            let mut plans = Vec::with_capacity(some.len());
            for who in some {
                plans.push(if self.people[*who].goes == Some(round) { self.leave(*who) } else { self.plan(*who)? });
            }
            self.act(plans)?;
            if self.stopped {
                return Ok(());
            }
        }
        if let (Clock::ByHand(seconds), Some(step)) = (&self.clock, self.pace.step) {
            let seconds: &AtomicU64 = seconds;
            seconds.fetch_add(step, Ordering::Relaxed);
            self.await_dividend();
        }
        self.bell();
        Ok(())
    }

    pub(super) fn arrivals(&mut self, round: u64) -> Result<(), Broken> {
        let come = |place: &usize| !self.people[*place].here && self.people[*place].comes == round && *place > 0;
        let coming: Vec<usize> = (0..self.people.len()).filter(come).collect();
        let together = if self.pace.step.is_some() { coming.len().max(1) } else { 1 };
        for some in coming.chunks(together) {
            let join = |who: &usize| {
                let act = Act::Join(self.people[*who].name.clone());
                Plan { who: *who, act, note: Note::Comes, expected: None }
            };
            self.act(some.iter().map(join).collect())?;
        }
        Ok(())
    }

    fn leave(&self, who: usize) -> Plan {
        let departure = Departure { member: self.people[who].phone.address() };
        Plan { who, act: Act::document(Body::Departure(departure)), note: Note::Leaves, expected: None }
    }

    pub(super) fn organise(&mut self, body: Body, note: Note) -> Result<(), Broken> {
        self.act(vec![Plan { who: 0, act: Act::document(body), note, expected: None }])
    }

    /// Several people act at the same time, each once; then the room hears of it, and waits a little.
    fn act(&mut self, plans: Vec<Plan>) -> Result<(), Broken> {
        self.turn += 1;
        let answers = perform(&mut self.people, &plans);
        for (plan, answer) in plans.into_iter().zip(answers) {
            self.hear(plan, answer?);
        }
        self.bell();
        let (least, most) = self.pace.between;
        let pause = self.chance.u64(least..=most);
        self.pause(Duration::from_millis(pause));
        Ok(())
    }

    /// The clock was moved by hand: the writer needs a moment to see that a dividend is due.
    fn await_dividend(&self) {
        let due = || self.ledger(|ledger| ledger.standing().tempo.due).flatten();
        while self.app.sequencer.is_healthy() && due().is_some_and(|due: Moment| due <= self.clock.now()) {
            sleep(GLANCE);
        }
    }

    /// The dividend in force.
    pub(super) fn dividend(&self) -> Amount {
        self.ledger(|ledger| ledger.standing().dividends.current).unwrap_or_default()
    }

    /// What the book says now.
    pub(super) fn ledger<T>(&self, look: impl FnOnce(&Ledger) -> T) -> Option<T> {
        self.app.sequencer.book().ledger.as_ref().map(look)
    }

    /// Waits; hears at once when the story is to stop.
    fn pause(&mut self, time: Duration) {
        self.stopped |= matches!(self.stop.recv_timeout(time), Ok(()) | Err(RecvTimeoutError::Disconnected));
    }
}
