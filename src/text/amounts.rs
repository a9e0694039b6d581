//! Amounts as people write them: `1 451,20 Ğ` or `128,4 DU`.

use std::borrow::Borrow;
use std::fmt;

use super::{Language, Text};

/// An amount ready to be shown: the number large, its unit beside it, and the same amount counted the other way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Money {
    /// The number, such as `128,4`.
    pub number: String,
    /// What it counts: the market's unit, or `DU`.
    pub unit: String,
    /// The same amount counted the other way, such as `1 451 Ğ`.
    pub also: String,
}

impl fmt::Display for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}\u{a0}{}", self.number, self.unit)
    }
}

/// How a reader wants all amounts: in units or in dividends.
#[derive(Clone, Debug)]
pub struct Amounts {
    /// In which words.
    pub text: Text,
    /// The unit's name.
    pub unit: String,
    /// The dividend in force, in hundredths of a unit.
    pub dividend: u64,
    /// Dividends first, units beside them; else the other way round.
    pub in_dividends: bool,
}

impl Amounts {
    /// An amount in hundredths of a unit, as this reader wants it.
    #[must_use]
    pub fn show(&self, hundredths: u64) -> Money {
        let units = (self.text.amount(hundredths), self.unit.clone());
        let dividends = (self.text.dividends(hundredths, self.dividend), self.text.dividend_short().to_owned());
        let (first, second) = if self.in_dividends { (dividends, units) } else { (units, dividends) };
        Money { number: first.0, unit: first.1, also: format!("{}\u{a0}{}", second.0, second.1) }
    }
}

impl Text {
    /// A whole number with its thousands set apart.
    #[must_use]
    pub fn integer(self, number: impl Borrow<u64>) -> String {
        let digits = number.borrow().to_string();
        let mut grouped = String::with_capacity(digits.len() * 2);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(self.marks().0);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// An amount in hundredths of a unit; two decimals only when it is not whole.
    #[must_use]
    pub fn amount(self, hundredths: u64) -> String {
        match hundredths % 100 {
            0 => self.integer(hundredths / 100),
            rest => format!("{}{}{rest:02}", self.integer(hundredths / 100), self.marks().1),
        }
    }

    /// An amount in hundredths of a unit, to be read from afar: whole units from a hundred on, rounded down.
    #[must_use]
    pub fn rounded(self, hundredths: u64) -> String {
        if hundredths >= 10_000 { self.integer(hundredths / 100) } else { self.amount(hundredths) }
    }

    /// An amount counted in dividends: two decimals below ten, then one; rounded half up, without idle zeros.
    #[must_use]
    pub fn dividends(self, hundredths: u64, dividend: u64) -> String {
        if dividend == 0 {
            return "–".to_owned();
        }
        let (amount, dividend) = (u128::from(hundredths), u128::from(dividend));
        let fine = (amount * 200 / dividend).div_ceil(2);
        let fine = if fine >= 1000 { (amount * 20 / dividend).div_ceil(2) * 10 } else { fine };
        let whole = self.integer(u64::try_from(fine / 100).unwrap_or(u64::MAX));
        match fine % 100 {
            0 => whole,
            rest if rest % 10 == 0 => format!("{whole}{}{}", self.marks().1, rest / 10),
            rest => format!("{whole}{}{rest:02}", self.marks().1),
        }
    }

    /// A share in parts per 10⁹ as a percentage, at most two decimals.
    #[must_use]
    pub fn percent(self, billionths: u64) -> String {
        let fine = billionths / 100_000;
        let number = match fine % 100 {
            0 => self.integer(fine / 100),
            rest if rest % 10 == 0 => format!("{}{}{}", self.integer(fine / 100), self.marks().1, rest / 10),
            rest => format!("{}{}{rest:02}", self.integer(fine / 100), self.marks().1),
        };
        self.percentage(number)
    }

    /// What stands between thousands, and before decimals.
    fn marks(self) -> (char, char) {
        match self.language {
            Language::English => (',', '.'),
            _ => ('\u{202f}', ','),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_people_write_them() {
        let (french, english) = (Text::new(Language::French), Text::new(Language::English));
        assert_eq!(french.amount(145_120), "1\u{202f}451,20");
        assert_eq!(english.amount(145_120), "1,451.20");
        assert_eq!(french.amount(145_100), "1\u{202f}451");
        assert_eq!(french.amount(5), "0,05");
        assert_eq!(english.amount(9_007_199_254_740_991), "90,071,992,547,409.91");
    }

    #[test]
    fn dividends_are_rounded_half_up_to_what_an_eye_needs() {
        let french = Text::new(Language::French);
        assert_eq!(french.dividends(145_100, 1130), "128,4");
        assert_eq!(french.dividends(6500, 1000), "6,5");
        assert_eq!(french.dividends(2005, 1000), "2,01");
        assert_eq!(french.dividends(2000, 1000), "2");
        assert_eq!(french.dividends(2000, 0), "–");
    }

    #[test]
    fn a_share_is_a_percentage() {
        assert_eq!(Text::new(Language::French).percent(100_000_000), "10\u{a0}%");
        assert_eq!(Text::new(Language::English).percent(48_800_000), "4.88%");
    }

    #[test]
    fn one_switch_shows_an_amount_either_way() {
        let text = Text::new(Language::French);
        let mut amounts = Amounts { text, unit: "Ğ".into(), dividend: 1130, in_dividends: true };
        let money = amounts.show(145_100);
        assert_eq!((money.to_string().as_str(), money.also.as_str()), ("128,4\u{a0}DU", "1\u{202f}451\u{a0}Ğ"));
        amounts.in_dividends = false;
        assert_eq!(amounts.show(145_100).to_string(), "1\u{202f}451\u{a0}Ğ");
    }
}
