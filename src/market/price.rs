//! Prices: in units, in dividends, or pay what you want.

use std::fmt;
use std::str::FromStr;

use crate::ledger::Amount;

/// What somebody asks for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    /// So many units, whenever it is paid.
    Units(Amount),
    /// So many hundredths of a dividend: the units follow the dividend in force.
    Dividends(Amount),
    /// *Prix libre*: pay what you want, nothing included.
    Libre,
}

impl Price {
    /// The price in units with this dividend in force, rounded half up to the hundredth; `None` if it is for the payer
    /// to say, or past the largest amount.
    pub fn in_units(&self, dividend: Amount) -> Option<Amount> {
        match self {
            Price::Units(amount) => Some(*amount),
            Price::Dividends(count) => dividends_in_units(*count, dividend),
            Price::Libre => None,
        }
    }
}

/// So many hundredths of a dividend in units, rounded half up to the hundredth (docs/protocol.md § 5).
pub fn dividends_in_units(count: Amount, dividend: Amount) -> Option<Amount> {
    let product = u128::from(count.hundredths()) * u128::from(dividend.hundredths());
    u64::try_from((product + 50) / 100).ok().and_then(Amount::from_hundredths)
}

impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Price::Units(amount) => write!(f, "{amount}"),
            Price::Dividends(count) => write!(f, "{count} UD"),
            Price::Libre => f.write_str("libre"),
        }
    }
}

/// Not a price as documents spell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a price: `12.50`, `2.50 UD` or `libre`")]
pub struct NotAPrice;

impl FromStr for Price {
    type Err = NotAPrice;

    fn from_str(text: &str) -> Result<Price, NotAPrice> {
        if text == "libre" {
            return Ok(Price::Libre);
        }
        let (amount, price): (&str, fn(Amount) -> Price) = match text.strip_suffix(" UD") {
            Some(count) => (count, Price::Dividends),
            None => (text, Price::Units),
        };
        amount.parse().map(price).map_err(|_| NotAPrice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_in_dividends_follows_the_dividend_and_rounds_half_up() {
        let price: Price = "2.50 UD".parse().unwrap();
        let units = |dividend: &str| price.in_units(dividend.parse().unwrap()).unwrap().to_string();
        assert_eq!(units("10.00"), "25.00");
        assert_eq!(units("10.01"), "25.03");
        assert_eq!("0.01 UD".parse::<Price>().unwrap().in_units("0.49".parse().unwrap()), Some(Amount::ZERO));
        assert_eq!("0.01 UD".parse::<Price>().unwrap().in_units("0.50".parse().unwrap()).unwrap().to_string(), "0.01");
    }

    #[test]
    fn a_price_has_one_spelling() {
        for good in ["12.50", "0.00", "2.50 UD", "libre"] {
            assert_eq!(good.parse::<Price>().unwrap().to_string(), good);
        }
        for bad in ["", "12", "2.5 UD", "2.50 ud", "2.50UD", "free", "libre "] {
            assert_eq!(bad.parse::<Price>(), Err(NotAPrice), "{bad:?}");
        }
    }
}
