//! What hangs on the wall: the projector's page and the printed poster.

use askama::Template;

use super::{Frame, Next, Svg};
use crate::text::Money;

/// The wall page, to be read from the back of the room.
#[derive(Template)]
#[template(path = "projector.html")]
pub struct Projector {
    /// What stands around.
    pub page: Frame,
    /// The next dividend, while the tempo runs.
    pub next: Option<Next>,
    /// The tempo is paused (else, without a next dividend, it has ended).
    pub paused: bool,
    /// Supply, mean, dividend, members: what each is, and how it went.
    pub tiles: Vec<Gauge>,
    /// Balances relative to the mean, with the curve without exchanges.
    pub balances: Svg,
    /// What one reads in it.
    pub hint: &'static str,
    /// In its place before anybody has one in it: what the room waits for.
    pub waits: Option<&'static str>,
    /// The code of the market's address.
    pub qr: Svg,
    /// The address, to be typed.
    pub address: String,
    /// The network's name, when the organiser gave it.
    pub wifi: Option<String>,
    /// The latest exchanges.
    pub exchanges: Vec<Exchange>,
    /// What people look for: title and name.
    pub needs: Vec<(String, String)>,
    /// How many entries the head covers.
    pub size: u64,
    /// The head's check words.
    pub words: Vec<&'static str>,
}

/// One number of the wall.
#[derive(Clone, Debug)]
pub struct Gauge {
    /// What it counts.
    pub title: String,
    /// The number.
    pub number: String,
    /// Its unit, or nothing.
    pub unit: String,
    /// How it went.
    pub spark: Svg,
}

/// One exchange of the wall.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Who paid.
    pub from: String,
    /// Who was paid.
    pub to: String,
    /// For what.
    pub what: String,
    /// How much.
    pub amount: Money,
}

/// The poster: three steps, a code, an address.
#[derive(Template)]
#[template(path = "poster.html")]
pub struct Poster {
    /// What stands around.
    pub page: Frame,
    /// Where the market is.
    pub place: String,
    /// The code of the market's address.
    pub qr: Svg,
    /// The address, to be typed.
    pub address: String,
    /// The network, when the organiser gave it.
    pub wifi: Option<Wifi>,
    /// How many entries the head covers.
    pub size: u64,
    /// When the last of them came.
    pub when: String,
    /// The head's check words.
    pub words: Vec<&'static str>,
}

/// A network that phones can enter.
#[derive(Clone, Debug)]
pub struct Wifi {
    /// Its name.
    pub name: String,
    /// Its password, or nothing.
    pub password: String,
    /// The code that opens it.
    pub qr: Svg,
}
