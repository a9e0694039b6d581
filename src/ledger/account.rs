//! Accounts and their keys: an account is not a key. One owner key, and keys it has authorised, each with its rights.

use std::fmt;

use super::{Amount, Moment, Pubkey};

/// The most keys an account may ever authorise, revoked ones included.
pub const AUTHORISED_KEYS_MAX: usize = 16;

/// What an account has, and whether dividends reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The balance when it was last settled.
    pub settled: Amount,
    /// The sum of dividends at that time (see [`super::dividend`]).
    pub settled_sum: Amount,
    /// Whether dividends reach it.
    pub member: bool,
    /// The rank of the last dividend it received before it last left, or was granted.
    pub received_rank: Option<u64>,
    /// When it was opened.
    pub opened: Moment,
    /// The keys it has authorised, in order; the owner key is its address.
    pub authorised: Vec<Pubkey>,
}

/// A key of an account: what it may do, and what it has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The account's address; the key itself if it is the owner key.
    pub account: Pubkey,
    /// `None` for the owner key, which has every right.
    pub rights: Option<Rights>,
    /// When it was authorised, or the account opened.
    pub since: Moment,
    /// The number of its last document; 0 before the first.
    pub last_number: u64,
    /// When it was revoked.
    pub revoked: Option<Moment>,
    /// When the windows of its limit began.
    pub windows_from: Moment,
    /// The window in which it last spent, counted from 0.
    pub window: u64,
    /// What it has spent in that window.
    pub spent: Amount,
}

/// What an authorised key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rights {
    /// In which roles it signs.
    pub roles: Roles,
    /// How much it may spend in a period.
    pub limit: Option<Limit>,
    /// The last moment at which it signs.
    pub end: Option<Moment>,
}

/// What a key may be authorised for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Payments, listings, leaving.
    Pay,
    /// An organiser's acts.
    Organise,
}

/// The roles of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roles {
    /// Payments, listings, leaving.
    pub pay: bool,
    /// An organiser's acts.
    pub organise: bool,
}

/// How much a key may spend in each period of so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// So many units.
    Units {
        /// The most.
        most: Amount,
        /// Seconds.
        period: u64,
    },
    /// So many times the dividend in force at the moment of a payment: a limit that grows as the money does.
    Dividends {
        /// How many dividends, 1 ..= [`Limit::DIVIDENDS_MAX`].
        count: u64,
        /// Seconds.
        period: u64,
    },
}

impl Account {
    /// A new account: nobody's member, nothing in it.
    pub fn opened(at: Moment) -> Account {
        Account {
            settled: Amount::ZERO,
            settled_sum: Amount::ZERO,
            member: false,
            received_rank: None,
            opened: at,
            authorised: Vec::new(),
        }
    }

    /// The balance, when the sum of all dividends is `sum`.
    pub fn balance(&self, sum: Amount) -> Amount {
        if !self.member {
            return self.settled;
        }
        let received = sum.minus(self.settled_sum).expect("the sum of dividends never shrinks");
        self.settled.plus(received).expect("a balance is at most the supply, which is an amount")
    }

    /// The same account, settled now.
    pub(super) fn settle(&self, sum: Amount) -> Account {
        Account { settled: self.balance(sum), settled_sum: sum, ..self.clone() }
    }
}

impl Key {
    /// The owner key of an account opened at `at`.
    pub fn owner(address: Pubkey, at: Moment) -> Key {
        Key {
            account: address,
            rights: None,
            since: at,
            last_number: 0,
            revoked: None,
            windows_from: at,
            window: 0,
            spent: Amount::ZERO,
        }
    }

    /// Whether this key signs in this role: the owner key does in all.
    pub fn has(&self, role: Role) -> bool {
        self.rights.is_none_or(|rights| match role {
            Role::Pay => rights.roles.pay,
            Role::Organise => rights.roles.organise,
        })
    }

    /// The window of its limit at `at`, and what it has spent in it.
    pub fn window_at(&self, at: Moment) -> (u64, Amount) {
        let Some(limit) = self.rights.and_then(|rights| rights.limit) else { return (0, Amount::ZERO) };
        let window = at.since(self.windows_from).checked_div(limit.period()).unwrap_or(0);
        (window, if window == self.window { self.spent } else { Amount::ZERO })
    }

    /// What it may still spend at `at`, with this dividend in force; `None` without a limit.
    pub fn left_to_spend(&self, at: Moment, dividend: Amount) -> Option<Amount> {
        let limit = self.rights.and_then(|rights| rights.limit)?;
        let (_, spent) = self.window_at(at);
        Some(limit.most(dividend).minus(spent).unwrap_or(Amount::ZERO))
    }
}

impl Role {
    /// Its name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Role::Pay => "pay",
            Role::Organise => "organise",
        }
    }
}

impl Roles {
    /// The roles, in the order in which documents name them.
    pub fn named(self) -> Vec<Role> {
        [(self.pay, Role::Pay), (self.organise, Role::Organise)]
            .into_iter()
            .filter_map(|(has, role)| has.then_some(role))
            .collect()
    }
}

impl Limit {
    /// The largest count of dividends a limit may state.
    pub const DIVIDENDS_MAX: u64 = 1_000_000;

    /// The period, in seconds.
    pub fn period(&self) -> u64 {
        match self {
            Limit::Units { period, .. } | Limit::Dividends { period, .. } => *period,
        }
    }

    /// The most that may be spent in a period, with this dividend in force.
    pub fn most(&self, dividend: Amount) -> Amount {
        match self {
            Limit::Units { most, .. } => *most,
            Limit::Dividends { count, .. } => dividend.times(*count).unwrap_or(Amount::MAX),
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::Units { most, period } => write!(f, "{most} per {period}"),
            Limit::Dividends { count, period } => write!(f, "{count} UD per {period}"),
        }
    }
}
