//! Coming in: the door, an account found again, the rescue card.

use askama::Template;

use super::Frame;

/// The door: "I already have a card" first, then a name.
#[derive(Template)]
#[template(path = "door.html")]
pub struct Door {
    /// What stands around.
    pub page: Frame,
    /// Where the market is.
    pub place: String,
    /// How many members there are.
    pub members: u64,
    /// Whoever joins is a member at once.
    pub open: bool,
    /// What a newcomer is granted at once, such as `10 Ğ`, if the rule grants it.
    pub grant: Option<String>,
}

/// The account is made, an organiser has not admitted it yet.
#[derive(Template)]
#[template(path = "waiting.html")]
pub struct Waiting {
    /// What stands around.
    pub page: Frame,
    /// The name given at the door.
    pub name: String,
    /// The account's short address, to be compared at the desk.
    pub short: String,
}

/// An account found again from its twelve words.
#[derive(Template)]
#[template(path = "restore.html")]
pub struct Restore {
    /// What stands around.
    pub page: Frame,
}

/// The rescue card: made, proved, and wiped from the phone.
#[derive(Template)]
#[template(path = "card.html")]
pub struct Card {
    /// What stands around.
    pub page: Frame,
    /// Whose card.
    pub name: String,
    /// The account's short address.
    pub short: String,
    /// The market's own address, to be typed.
    pub address: String,
}
