//! What the terminal tells of a rehearsal, line by line, in the reader's language.

use jiff::tz::TimeZone;

use super::act::Note;
use super::phone::Answer;
use crate::ledger::state::Standing;
use crate::ledger::{Amount, Moment};
use crate::text::{Amounts, Text};

/// Tells the story.
pub(super) struct Teller {
    /// In which words.
    pub text: Text,
    /// In which time zone.
    pub zone: TimeZone,
}

impl Teller {
    /// One line, with the hour before it.
    pub fn say(&self, at: Moment, what: &str) {
        println!("{}", self.text.demo_line(self.text.hour(at.seconds(), &self.zone), what));
    }

    /// A dividend has fallen.
    pub fn bell(&self, at: Moment, standing: &Standing) {
        let amount = self.amounts(standing.dividends.current, false).show(standing.dividends.current.hundredths());
        let (rank, members) = (standing.dividends.rank.to_string(), self.text.count_members(standing.members));
        self.say(at, &self.text.demo_bell(rank, amount.to_string(), members));
    }

    /// What somebody did, and how it was answered. Who only looks says nothing.
    pub fn tell(
        &self,
        at: Moment,
        dividend: Amount,
        names: &[&str],
        (who, note): (usize, &Note),
        (answer, expected): (&Answer, Option<&str>),
    ) {
        let name = names.get(who).copied().unwrap_or_default();
        let Some(mut line) = self.words(dividend, names, name, note) else { return };
        match (answer, expected) {
            (Answer::Refused(code), _) => {
                let why = self.text.refusal(code).map_or(code.as_str(), |(what, _, _)| what);
                let meant = expected.is_none_or(|expected| expected == code);
                line = if meant { self.text.demo_refused(line, why) } else { self.text.demo_unexpected(line, why) };
            }
            (_, Some(expected)) => line = self.text.demo_unexpected(line, expected),
            (Answer::Taken(_) | Answer::Posted(_) | Answer::Shown, None) => {}
        }
        self.say(at, &line);
    }

    fn words(&self, dividend: Amount, names: &[&str], name: &str, note: &Note) -> Option<String> {
        let text = self.text;
        let show = |amount: Amount, in_dividends| self.amounts(dividend, in_dividends).show(amount.hundredths()).to_string();
        Some(match note {
            Note::Comes => text.demo_comes(name),
            Note::Lists(listing) => text.demo_lists(name, text.sort_name(listing.sort.name()), listing.title.as_str()),
            Note::TakesDown(title) => text.demo_takes_down(name, title),
            Note::Pays { to, what, in_dividends } => {
                let payees: Vec<&str> = to.iter().map(|payee| payee.name.as_str()).collect();
                let amount = show(to.first().map_or(Amount::ZERO, |payee| payee.amount), *in_dividends);
                match what {
                    Some(what) => text.demo_pays_for(name, payees.join(", "), amount, what),
                    None => text.demo_pays(name, payees.join(", "), amount),
                }
            }
            Note::GivesBack { to, amount } => text.demo_gives_back(name, show(*amount, false), to),
            Note::Leaves => text.demo_leaves(name),
            Note::Admits(members) => {
                let members: Vec<&str> = members.iter().filter_map(|place| names.get(*place).copied()).collect();
                text.demo_admits(name, members.join(", "))
            }
            Note::OpensDoor => text.demo_opens_door(name),
            Note::Pauses => text.demo_pauses(name),
            Note::Resumes => text.demo_resumes(name),
            Note::Looks => return None,
        })
    }

    fn amounts(&self, dividend: Amount, in_dividends: bool) -> Amounts {
        let unit = self.text.demo_unit().to_owned();
        Amounts { text: self.text, unit, dividend: dividend.hundredths(), in_dividends }
    }
}
