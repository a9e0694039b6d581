//! `opening`: makes the market, its rule and its organisers. Its identifier is the market's currency.

use std::collections::BTreeSet;
use std::fmt;

use super::Head;
use super::fields::{Fields, Line, Malformed, Problem};
use super::tempo::{duration, read_schedule, write_schedule};
use crate::ledger::amount::decimal;
use crate::ledger::identifier::Salt;
use crate::ledger::log::{Algorithm, VerifierKey};
use crate::ledger::tempo::Schedule;
use crate::ledger::words::{UNIT_LENGTH_MAX, WORDS_LENGTH_MAX, Words};
use crate::ledger::{Amount, Commitment, Pubkey, Rule};

/// The most organisers a market opens with.
pub const ORGANISERS_MAX: usize = 8;

/// What a market is: its names, its log's key, its dividend rule, its tempo, its organisers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The market's name.
    pub market: Words,
    /// Where it is.
    pub place: Words,
    /// The unit's name.
    pub unit: Words,
    /// The log's verifier key: its origin and the key that signs its heads.
    pub log: VerifierKey,
    /// So that two markets opened with the same words differ.
    pub salt: Salt,
    /// How the dividend is computed.
    pub rule: Rule,
    /// The first dividend, at least one hundredth.
    pub first: Amount,
    /// When dividends fall.
    pub schedule: Schedule,
    /// Who may admit people and set the tempo.
    pub organisers: Vec<Organiser>,
}

/// Somebody who organises: their account's address, and the commitment to their name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Organiser {
    /// Their account's address.
    pub address: Pubkey,
    /// The commitment to their name.
    pub name: Commitment,
}

impl Opening {
    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Opening, Malformed> {
        let words = |value| Words::new(value, WORDS_LENGTH_MAX);
        let market = fields.one("market", words)?;
        let place = fields.one("place", words)?;
        let unit = fields.one("unit", |value| Words::new(value, UNIT_LENGTH_MAX))?;
        let log =
            fields.one("log", |value| value.parse().ok().filter(|key: &VerifierKey| key.algorithm() == Algorithm::Ed25519))?;
        let salt = fields.one("salt", read_salt)?;
        let rule = fields.one("rule", |value| ["ratio", "g1", "g1-v1"].contains(&value).then_some(value))?;
        let first = fields.one("first", |value| value.parse().ok().filter(|first| *first > Amount::ZERO))?;
        let growth = fields.one("growth", |value| decimal(value).filter(|parts| *parts <= Rule::GROWTH_MAX))?;
        let too_short = fields.malformed(Problem::Field("reevaluation"));
        let rule = match rule {
            "ratio" => Rule::Ratio { growth },
            "g1" => Rule::G1 { growth, reevaluation: fields.one("reevaluation", duration)? },
            _ => Rule::G1V1 { growth, reevaluation: fields.one("reevaluation", duration)? },
        };
        let schedule = read_schedule(fields)?;
        if rule.reevaluation().is_some_and(|reevaluation| reevaluation < schedule.period) {
            return Err(too_short);
        }
        let mut seen = BTreeSet::new();
        let organisers = fields.repeated("organiser", 1..=ORGANISERS_MAX, |value| {
            read_organiser(value).filter(|organiser| seen.insert(organiser.address))
        })?;
        Ok(Opening { market, place, unit, log, salt, rule, first, schedule, organisers })
    }

    /// An opening is the first document of its organiser's owner key, and waits for nothing.
    pub(super) fn unfit(&self, head: &Head) -> Option<&'static str> {
        if head.key != head.account {
            return Some("key");
        }
        if head.number != 1 {
            return Some("number");
        }
        if head.until.is_some() {
            return Some("until");
        }
        let organises = self.organisers.iter().any(|organiser| organiser.address == head.account);
        (!organises).then_some("organiser")
    }

    pub(super) fn write(&self, line: &mut Line<'_>) {
        line.field("market", &self.market);
        line.field("place", &self.place);
        line.field("unit", &self.unit);
        line.field("log", &self.log);
        line.field("salt", hex::encode(self.salt));
        line.field("rule", self.rule.name());
        line.field("first", self.first);
        line.field("growth", self.rule.growth());
        line.optional("reevaluation", self.rule.reevaluation());
        write_schedule(&self.schedule, line);
        line.repeated("organiser", &self.organisers);
    }
}

impl fmt::Display for Organiser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.address, self.name)
    }
}

fn read_organiser(value: &str) -> Option<Organiser> {
    let (address, name) = value.split_once(' ')?;
    Some(Organiser { address: address.parse().ok()?, name: name.parse().ok()? })
}

fn read_salt(value: &str) -> Option<Salt> {
    let salt: Salt = hex::decode(value).ok()?.try_into().ok()?;
    (hex::encode(salt) == value).then_some(salt)
}
