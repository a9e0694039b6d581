//! Paying, collecting, giving back: who, how much, and the proof of it.

use askama::Template;

use super::{Frame, Person, Svg};
use crate::text::Money;

/// Whom to pay: a short code, or the camera.
#[derive(Template)]
#[template(path = "pay_entry.html")]
pub struct PayEntry {
    /// What stands around.
    pub page: Frame,
    /// The code that opened nothing, or nothing.
    pub unknown: String,
    /// People paid before.
    pub recent: Vec<Person>,
}

/// A payment about to be signed.
#[derive(Template)]
#[template(path = "pay.html")]
pub struct Pay {
    /// What stands around.
    pub page: Frame,
    /// Who is paid.
    pub payee: Person,
    /// The amount so far, as it is typed, in units or in dividends.
    pub amount: String,
    /// The amount is fixed by the listing and the same counted the other way.
    pub fixed: Option<Money>,
    /// The dividend in force, in hundredths of a unit.
    pub dividend: u64,
    /// The amount is typed in dividends.
    pub counted_in_dividends: bool,
    /// The memo so far.
    pub memo: String,
    /// The listing paid for: its identifier and title.
    pub listing: Option<(String, String)>,
    /// Pay what you want.
    pub libre: bool,
    /// A gift: nothing is asked.
    pub free: bool,
    /// The reader's balance does not reach this far: what is missing.
    pub missing: Option<String>,
    /// The text to be signed, as far as the server can know it.
    pub document: String,
}

/// What others need to pay me.
#[derive(Template)]
#[template(path = "collect.html")]
pub struct Collect {
    /// What stands around.
    pub page: Frame,
    /// Who collects.
    pub me: Person,
    /// The amount asked, as it is typed.
    pub amount: String,
    /// The amount asked, as it is read.
    pub asked: Option<Money>,
    /// The memo asked.
    pub memo: String,
    /// What somebody looks for and the reader brings: the listing's identifier and title.
    pub listing: Option<(String, String)>,
    /// The code of the link.
    pub qr: Svg,
    /// The link.
    pub link: String,
    /// The short code to type where there is no camera.
    pub code: String,
}

/// The proof that a payment stands in the book.
#[derive(Template)]
#[template(path = "receipt.html")]
pub struct Receipt {
    /// What stands around.
    pub page: Frame,
    /// The entry's place in the book.
    pub index: u64,
    /// Who paid.
    pub from: Person,
    /// Who was paid, and how much each.
    pub to: Vec<(Person, Money)>,
    /// The sum.
    pub amount: Money,
    /// When.
    pub when: String,
    /// The memo, while it is not erased.
    pub memo: Option<String>,
    /// The listing paid for: its identifier and title.
    pub listing: Option<(String, String)>,
    /// The payment this one gives back.
    pub refund_of: Option<u64>,
    /// What stands in it for whoever verifies it.
    pub proof: Proof,
    /// The check words of the head it is proved against.
    pub words: Vec<&'static str>,
    /// What the reader may give back.
    pub refund: Option<Refund>,
}

/// What a receipt holds for whoever verifies it, on a screen and on paper.
#[derive(Clone, Debug)]
pub struct Proof {
    /// When the entry came, as the verdict says it.
    pub entered: String,
    /// The entry's bytes.
    pub entry: String,
    /// The tlog-proof.
    pub text: String,
    /// The same to be photographed, its head signed by the log alone; none where it is too long for a code.
    pub code: Option<Svg>,
    /// Where a photo of it is checked, as long as the market stands.
    pub address: String,
}

/// Any receipt, checked in the reader's phone.
#[derive(Template)]
#[template(path = "check.html")]
pub struct Check {
    /// What stands around.
    pub page: Frame,
}

/// What may be given back of a payment.
#[derive(Clone, Debug)]
pub struct Refund {
    /// What remains of it, as it is typed.
    pub amount: String,
    /// What remains of it, as it is read.
    pub shown: Money,
}
