//! Amounts of money: whole hundredths of a unit, never below zero, never past what a browser counts exactly.

use std::fmt;
use std::str::FromStr;

/// An amount, in hundredths of a unit, 0 ..= 2⁵³−1 (the largest integer that every JavaScript number holds exactly).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(u64);

/// The text is not the one spelling of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an amount: decimal digits without leading zeros, a point, two digits, at most 90071992547409.91")]
pub struct NotAnAmount;

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(0);
    /// 2⁵³−1 hundredths.
    pub const MAX: Amount = Amount((1 << 53) - 1);

    /// An amount of so many hundredths; `None` past [`Amount::MAX`].
    pub fn from_hundredths(hundredths: u64) -> Option<Amount> {
        (hundredths <= Amount::MAX.0).then_some(Amount(hundredths))
    }

    /// How many hundredths of a unit this is.
    pub fn hundredths(self) -> u64 {
        self.0
    }

    /// The sum; `None` past [`Amount::MAX`].
    pub fn plus(self, other: Amount) -> Option<Amount> {
        self.0.checked_add(other.0).and_then(Amount::from_hundredths)
    }

    /// The difference; `None` below zero.
    pub fn minus(self, other: Amount) -> Option<Amount> {
        self.0.checked_sub(other.0).map(Amount)
    }

    /// So many times this; `None` past [`Amount::MAX`].
    pub fn times(self, count: u64) -> Option<Amount> {
        self.0.checked_mul(count).and_then(Amount::from_hundredths)
    }

    /// The sum of many; `None` past [`Amount::MAX`].
    pub fn sum(amounts: impl IntoIterator<Item = Amount>) -> Option<Amount> {
        amounts.into_iter().try_fold(Amount::ZERO, Amount::plus)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl FromStr for Amount {
    type Err = NotAnAmount;

    fn from_str(text: &str) -> Result<Amount, NotAnAmount> {
        let (units, cents) = text.split_once('.').ok_or(NotAnAmount)?;
        let units = decimal(units).ok_or(NotAnAmount)?;
        if cents.len() != 2 || !cents.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(NotAnAmount);
        }
        let cents: u64 = cents.parse().map_err(|_| NotAnAmount)?;
        units
            .checked_mul(100)
            .and_then(|hundredths| hundredths.checked_add(cents))
            .and_then(Amount::from_hundredths)
            .ok_or(NotAnAmount)
    }
}

/// Reads a decimal integer 0 ..= 2⁵³−1 in its one spelling: digits only, no leading zero but `0` itself.
pub fn decimal(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.len() <= 16 && text.bytes().all(|digit| digit.is_ascii_digit());
    if !digits || (text.len() > 1 && text.starts_with('0')) {
        return None;
    }
    text.parse().ok().filter(|number| *number <= Amount::MAX.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_one_spelling() {
        for good in ["0.00", "0.05", "1.50", "12.50", "90071992547409.91"] {
            assert_eq!(good.parse::<Amount>().unwrap().to_string(), good);
        }
        for bad in [
            "",
            "1",
            "1.",
            ".50",
            "01.00",
            "1.5",
            "1.500",
            "+1.00",
            "-1.00",
            "1,50",
            " 1.00",
            "1.00 ",
            "90071992547409.92",
            "1e3.00",
            "١.00",
        ] {
            assert_eq!(bad.parse::<Amount>(), Err(NotAnAmount), "{bad:?}");
        }
    }

    #[test]
    fn nothing_wraps() {
        assert_eq!(Amount::MAX.plus(Amount(1)), None);
        assert_eq!(Amount::ZERO.minus(Amount(1)), None);
        assert_eq!(Amount::MAX.times(2), None);
        assert_eq!(Amount(5).times(u64::MAX), None);
    }
}
