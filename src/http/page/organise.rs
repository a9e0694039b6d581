//! What organisers do: open the market, let people in, set the tempo, close.

use askama::Template;

use super::{Choice, Frame, Next, Person};

/// The opening wizard.
#[derive(Template)]
#[template(path = "wizard.html")]
pub struct Wizard {
    /// What stands around.
    pub page: Frame,
    /// Periods between two dividends, in seconds.
    pub periods: Vec<Choice>,
    /// The rules, and what each lets one choose.
    pub rules: Vec<RuleChoices>,
    /// Moments at which the tempo may end, spelled as in the book; the first is empty.
    pub ends: Vec<Choice>,
    /// Periods beyond the end, in seconds; the first is empty.
    pub afters: Vec<Choice>,
}

/// What one rule of the dividend lets the organiser choose.
pub struct RuleChoices {
    /// The rule, as the book spells it.
    pub name: String,
    /// Its growth, in parts per 10⁹.
    pub growths: Vec<Choice>,
    /// Periods between two re-evaluations, in seconds; none under `ratio`.
    pub reevaluations: Vec<Choice>,
}

/// The market is open: what to copy, and what comes next.
#[derive(Template)]
#[template(path = "opened.html")]
pub struct Opened {
    /// What stands around.
    pub page: Frame,
    /// The check words of the present head.
    pub words: Vec<&'static str>,
    /// How many entries it covers.
    pub size: u64,
    /// When the last of them came.
    pub when: String,
    /// The address, to be typed.
    pub address: String,
    /// Whoever joins is a member at once.
    pub open: bool,
}

/// The organiser's desk.
#[derive(Template)]
#[template(path = "organise.html")]
pub struct Organise {
    /// What stands around.
    pub page: Frame,
    /// Whoever joins is a member at once.
    pub open: bool,
    /// `running`, `paused` or `closed`.
    pub phase: String,
    /// The next dividend, while the tempo runs.
    pub next: Option<Next>,
    /// What the tempo is, in words.
    pub tempo: String,
    /// The period in force, in seconds.
    pub period: u64,
    /// The end in force, spelled as in the book, or nothing.
    pub end: String,
    /// The period beyond the end in seconds, or nothing.
    pub after: String,
    /// Periods to choose from.
    pub periods: Vec<Choice>,
    /// Ends to choose from; the first is empty.
    pub ends: Vec<Choice>,
    /// Periods beyond the end; the first is empty.
    pub afters: Vec<Choice>,
    /// Those who wait to be admitted.
    pub waiting: Vec<Person>,
    /// The members.
    pub members: Vec<Person>,
    /// Those who have been members.
    pub left: Vec<Person>,
    /// The network's name, when given.
    pub wifi_name: String,
    /// Its password, when given.
    pub wifi_password: String,
}
