//! Who and what the stories are told with: keys that are what their names say, amounts and words as people write them.

use ed25519_dalek::SigningKey;
use gune::ledger::document::{Output, Payment};
use gune::ledger::identifier::Salt;
use gune::ledger::log::Signer;
use gune::ledger::words::Words;
use gune::ledger::{Amount, Pubkey, Rule};
use gune::market::{Category, Listing, Price, Sort};
use sha2::{Digest as _, Sha256};

/// Ten per cent of the mean at each dividend.
pub fn ratio() -> Rule {
    Rule::Ratio { growth: 100_000_000 }
}

pub fn log_signer() -> Signer {
    Signer::new("gune.test/market", signing_key("the log")).expect("a good name")
}

/// A key is what its name says.
pub fn signing_key(name: &str) -> SigningKey {
    SigningKey::from_bytes(&Sha256::digest(name.as_bytes()).into())
}

pub fn address(name: &str) -> Pubkey {
    Pubkey::from(&signing_key(name).verifying_key())
}

pub fn amount(spelled: &str) -> Amount {
    spelled.parse().expect("a well-spelled amount")
}

pub fn words(text: &str) -> Words {
    Words::new(text, 200).expect("good words")
}

/// A personal text with its salt, which the text decides.
pub fn text(text: &str) -> (Salt, String) {
    let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    let salt = *hash.first_chunk().expect("16 is not more than 32");
    (salt, text.to_owned())
}

pub fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

pub fn payment(to: &str, sum: &str) -> Payment {
    Payment { outputs: vec![Output { to: address(to), amount: amount(sum) }], listing: None, refund_of: None, memo: None }
}

/// Two jars of jam at 4.00 each.
pub fn jam() -> Listing {
    Listing {
        sort: Sort::Offer,
        title: words("Confiture de mûres"),
        text: vec![words("Cueillies à Barbieux.")],
        category: Category::Food,
        price: Some(Price::Units(amount("4.00"))),
        quantity: 2,
        stand: None,
        photo: None,
        replaces: None,
    }
}
