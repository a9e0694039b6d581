//! Being forgotten: what goes, what stays, and the receipt of an erasure.

use askama::Template;

use super::pay::Proof;
use super::{Frame, Person};

/// Before an erasure: what it takes, and what it cannot.
#[derive(Template)]
#[template(path = "erase.html")]
pub struct Erase {
    /// What stands around.
    pub page: Frame,
    /// Whose texts.
    pub me: Person,
}

/// The proof that somebody's texts were erased.
#[derive(Template)]
#[template(path = "erased.html")]
pub struct Erased {
    /// What stands around.
    pub page: Frame,
    /// The entry's place in the book.
    pub index: u64,
    /// Whose texts.
    pub who: Person,
    /// When.
    pub when: String,
    /// How many names and memos this account had signed for until then.
    pub texts: u64,
    /// What stands in it for whoever verifies it.
    pub proof: Proof,
    /// The check words of the head it is proved against.
    pub words: Vec<&'static str>,
}
