//! The story of a rehearsal: who opens the market, who comes when, when there is a break, who goes home.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread::{scope, sleep};
use std::time::Duration;

use fastrand::Rng;

use super::act::{Act, Note, Plan};
use super::phone::{Answer, Broken, Market, Phone};
use super::room::{OnTable, Person, Received};
use super::tell::Teller;
use super::village::Village;
use crate::http::App;
use crate::ledger::document::{Admission, Departure, Door, Opening, Organiser, TempoChange};
use crate::ledger::identifier::Salt;
use crate::ledger::tempo::Schedule;
use crate::ledger::words::{UNIT_LENGTH_MAX, WORDS_LENGTH_MAX, Words};
use crate::ledger::{Amount, Body, Ledger, Moment, Phase, Pubkey, Rule};
use crate::market::{Listing, Notice};
use crate::sequencer::Clock;
use crate::store::ListingQuery;

/// The first dividend, in hundredths: ten units.
const FIRST: u64 = 1_000;
/// How many act at the same time when nobody watches.
const HANDS: usize = 8;
/// Dividends once a day after the afternoon, in seconds.
const AFTER: u64 = 86_400;
/// Waves in which people come at the beginning.
const WAVES: u64 = 4;
/// Listings of visitors that are noticed at the most.
const VISITORS_LISTINGS_MAX: u64 = 200;
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
    app: Arc<App>,
    clock: Clock,
    pace: Pace,
    teller: Teller,
    stop: Receiver<()>,
    stopped: bool,
    summary: Summary,
    schedule: Schedule,
    rung: u64,
    joined: usize,
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

    /// Gives so many people a phone, and says when they come and go, counted from this round on.
    fn invite(&mut self, market: &Arc<Market>, count: u64, from: u64) {
        let rounds = self.pace.rounds;
        for place in 0..count {
            let name = self.village.name();
            let language = if self.chance.u8(..6) == 0 { "en" } else { "fr" };
            let phone = Phone::new(Arc::clone(market), language, &mut self.chance);
            let comes = match place * 100 / count {
                0..70 => place * 100 / count * WAVES / 70 * rounds / 20,
                70..85 => rounds * 3 / 10,
                _ => rounds * 6 / 10,
            };
            // The organiser stays to the end.
            let goes = (place % 8 == 5).then_some(from + rounds * 3 / 4 + place % 3);
            let received = Vec::new();
            let mut person = Person { name, phone, comes: from + comes, goes, here: false, received };
            if let Some(currency) = self.ledger(|ledger| ledger.currency()) {
                person.phone.enter(currency);
            }
            self.people.push(person);
        }
    }

    /// The first person opens the market, and admits who is there already; then the door stands open.
    fn open(&mut self) -> Result<(), Broken> {
        let text = self.teller.text;
        let token = self.app.place.organiser_token.clone();
        let organiser = &mut self.people[0];
        organiser.phone.look(&format!("/organise/enter/{token}"))?;
        organiser.phone.follow_link(&token);
        organiser.phone.look("/organise")?;
        let mut salt = Salt::default();
        self.chance.fill(&mut salt);
        let (name, sealed) = organiser.phone.seal(&organiser.name);
        let words = |words: &str, length_max| {
            Words::new(words, length_max).ok_or_else(|| Broken(format!("these words cannot stand in an opening: {words}")))
        };
        let opening = Opening {
            market: words(text.demo_market(), WORDS_LENGTH_MAX)?,
            place: words(text.demo_place(), WORDS_LENGTH_MAX)?,
            unit: words(text.demo_unit(), UNIT_LENGTH_MAX)?,
            log: organiser.phone.log(),
            salt,
            rule: Rule::Ratio { growth: self.pace.growth },
            first: Amount::from_hundredths(FIRST).unwrap_or(Amount::MAX),
            schedule: self.schedule,
            organisers: vec![Organiser { address: organiser.phone.address(), name }],
        };
        let currency = organiser.phone.open_market(opening, &[sealed])?;
        self.people.iter_mut().for_each(|person| person.phone.enter(currency));
        self.people[0].phone.authorise_device()?;
        self.people[0].here = true;
        self.joined += 1;
        self.teller.say(self.clock.now(), &text.demo_opens(&self.people[0].name, text.demo_market()));
        self.arrivals(0)?;
        let here: Vec<usize> = (0..self.people.len()).filter(|place| self.people[*place].here).collect();
        for members in here.chunks(64) {
            let addresses = members.iter().map(|place| self.people[*place].phone.address()).collect();
            self.organise(Body::Admission(Admission { members: addresses }), Note::Admits(members.to_vec()))?;
        }
        self.organise(Body::Door(Door::Open), Note::OpensDoor)
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

    fn arrivals(&mut self, round: u64) -> Result<(), Broken> {
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

    fn organise(&mut self, body: Body, note: Note) -> Result<(), Broken> {
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

    /// Remembers what an act changed, and tells it.
    fn hear(&mut self, plan: Plan, answer: Answer) {
        let Plan { who, note, expected, .. } = plan;
        match (&answer, expected) {
            (Answer::Refused(code), Some(expected)) if code == expected => self.summary.refused += 1,
            (Answer::Refused(code), None) if code == "listing-closed" && self.has_visitors() => self.summary.refused += 1,
            (Answer::Refused(_), _) | (_, Some(_)) => self.summary.unexpected += 1,
            (Answer::Taken(index), None) => self.take(who, &note, *index),
            (Answer::Posted(id), None) => {
                if let Note::Lists(listing) = &note {
                    self.summary.listings += 1;
                    let owner = (self.people[who].phone.address(), self.people[who].name.clone());
                    self.tables.push(OnTable::new(*id, owner, listing));
                }
            }
            (Answer::Shown, None) => self.summary.looks += 1,
        }
        let names: Vec<&str> = self.people.iter().map(|person| person.name.as_str()).collect();
        self.teller.tell(self.clock.now(), self.dividend(), &names, (who, &note), (&answer, expected));
    }

    fn take(&mut self, who: usize, note: &Note, index: u64) {
        match note {
            Note::Comes => {
                self.people[who].here = true;
                self.joined += 1;
            }
            Note::Leaves => self.people[who].here = false,
            Note::GivesBack { .. } => self.summary.given_back += 1,
            Note::Pays { to, .. } => {
                self.summary.payments += 1;
                let (payer, name) = (self.people[who].phone.address(), self.people[who].name.clone());
                let places: BTreeMap<Pubkey, Amount> = to.iter().map(|payee| (payee.address, payee.amount)).collect();
                for person in &mut self.people {
                    if let Some(left) = places.get(&person.phone.address()).filter(|amount| **amount > Amount::ZERO) {
                        person.remember(Received { index, payer, name: name.clone(), left: *left });
                    }
                }
            }
            Note::Lists(_)
            | Note::TakesDown(_)
            | Note::Admits(_)
            | Note::OpensDoor
            | Note::Pauses
            | Note::Resumes
            | Note::Looks => {}
        }
    }

    /// What visitors have put up stands on the tables too: the room buys from them.
    fn notice_visitors(&mut self) -> Result<(), Broken> {
        if !self.has_visitors() {
            return Ok(());
        }
        let query = ListingQuery { count: VISITORS_LISTINGS_MAX, ..ListingQuery::default() };
        let rows = self.app.sequencer.readers().read(|reader| reader.listings(&query));
        for row in rows.map_err(|error| Broken(error.to_string()))? {
            let ours = self.people.iter().any(|person| person.phone.address() == row.account);
            let read = row.document.as_deref().and_then(|text| crate::ledger::Signed::<Notice>::parse(text.as_bytes()).ok());
            let Some(Notice::Listing(listing)) = read.map(|signed| signed.document().body.clone()) else { continue };
            if !ours && self.tables.iter().all(|known| known.id != row.id) {
                let listing = Listing { quantity: row.stock, ..listing };
                self.tables.push(OnTable::new(row.id, (row.account, row.name.unwrap_or_default()), &listing));
            }
        }
        Ok(())
    }

    fn has_visitors(&self) -> bool {
        self.ledger(|ledger| ledger.accounts().len()).is_some_and(|accounts| accounts > self.joined)
    }

    /// Tells the dividends that have fallen since the last time.
    fn bell(&mut self) {
        let Some(standing) = self.ledger(|ledger| *ledger.standing()) else { return };
        if standing.dividends.rank > self.rung {
            self.rung = standing.dividends.rank;
            self.teller.bell(self.clock.now(), &standing);
        }
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

    fn ledger<T>(&self, look: impl FnOnce(&Ledger) -> T) -> Option<T> {
        self.app.sequencer.book().ledger.as_ref().map(look)
    }

    /// Waits; hears at once when the story is to stop.
    fn pause(&mut self, time: Duration) {
        self.stopped |= matches!(self.stop.recv_timeout(time), Ok(()) | Err(RecvTimeoutError::Disconnected));
    }
}

/// Each plan on its person's phone, several at the same time; the answers in the order of the plans.
fn perform(people: &mut [Person], plans: &[Plan]) -> Vec<Result<Answer, Broken>> {
    let places: BTreeMap<usize, usize> = plans.iter().enumerate().map(|(place, plan)| (plan.who, place)).collect();
    let acting = people.iter_mut().enumerate().filter_map(|(who, person)| Some((*places.get(&who)?, &mut person.phone)));
    let mut work: Vec<(usize, &mut Phone)> = acting.collect();
    let share = work.len().div_ceil(HANDS).max(1);
    let mut answers: Vec<(usize, Result<Answer, Broken>)> = scope(|scope| {
        let act = |(place, phone): &mut (usize, &mut Phone)| (*place, plans[*place].act.perform(phone));
        let hands: Vec<_> =
            work.chunks_mut(share).map(|some| scope.spawn(move || some.iter_mut().map(act).collect::<Vec<_>>())).collect();
        hands.into_iter().flat_map(|hand| hand.join().expect("a phone does not panic")).collect()
    });
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
