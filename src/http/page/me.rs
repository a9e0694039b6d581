//! My own account: what I have, what it will become, and the keys that may use it.

use askama::Template;

use super::{Frame, Next, Tile, When};
use crate::text::Money;

/// My account.
#[derive(Template)]
#[template(path = "me.html")]
pub struct Me {
    /// What stands around.
    pub page: Frame,
    /// My name.
    pub name: String,
    /// My whole address.
    pub address: String,
    /// My short address.
    pub short: String,
    /// I am a member: I receive every dividend.
    pub member: bool,
    /// What I have.
    pub balance: Money,
    /// My next dividend, while the tempo runs.
    pub next: Option<Next>,
    /// My dividend, explained with my numbers.
    pub dividend: Explained,
    /// My latest movements.
    pub movements: Vec<Movement>,
    /// The path of my whole statement.
    pub statement: String,
    /// My listings that stand.
    pub listings: Vec<Tile>,
    /// My latest listings that are over.
    pub finished: Vec<Tile>,
    /// The keys that may use this account, besides its owner key.
    pub keys: Vec<Key>,
}

/// Where a dividend's amount comes from.
#[derive(Clone, Debug)]
pub struct Explained {
    /// `ratio`, `g1` or `g1-v1`.
    pub rule: String,
    /// The dividend in force.
    pub amount: String,
    /// N.
    pub members: u64,
    /// M, in units.
    pub supply: String,
    /// M/N, in units.
    pub mean: String,
    /// c, such as `10 %`.
    pub growth: String,
    /// The first dividend, in units.
    pub first: String,
    /// The arithmetic, a line each, such as `10 % × 1 451,20 = 145,12`.
    pub steps: Vec<String>,
    /// How much I create as a part of what the average person has, such as `10 %`.
    pub period: String,
    /// My balance as a share of the mean, such as `87 %`.
    pub share: String,
}

/// Money that came or went.
#[derive(Clone, Debug)]
pub struct Movement {
    /// The entry's place in the book.
    pub index: u64,
    /// It came to me.
    pub incoming: bool,
    /// It is a dividend or a grant, not a payment.
    pub dividend: bool,
    /// It gives back an earlier payment.
    pub refund: bool,
    /// The other person, or what it is.
    pub title: String,
    /// Its memo, while it is not erased.
    pub memo: Option<String>,
    /// When.
    pub when: When,
    /// How much.
    pub amount: Money,
}

/// A key that may use the account.
#[derive(Clone, Debug)]
pub struct Key {
    /// The public key.
    pub key: String,
    /// Its short spelling.
    pub short: String,
    /// Since when.
    pub since: String,
    /// What it may spend, such as `30 DU par jour`; nothing for no limit.
    pub limit: Option<String>,
    /// It signs for the organiser.
    pub organises: bool,
    /// It no longer signs.
    pub revoked: bool,
}
