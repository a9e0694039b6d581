//! Short codes: an account's place in order of arrival and a check digit, to be read aloud and typed on any keyboard.

/// Damm's quasigroup of order 10 (H. M. Damm, 2004): one wrong digit or two swapped neighbours are always noticed.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// The short code of the `ordinal`-th account (from 1).
pub fn short_code(ordinal: u64) -> String {
    let digits = ordinal.to_string();
    let check = damm(digits.bytes());
    format!("{digits}{check}")
}

/// Whether a typed code has the right check digit; spaces are ignored. Gives its one spelling.
pub fn read_short_code(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|character| !character.is_whitespace()).collect();
    let plausible = (2..=12).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    (plausible && damm(digits.bytes()) == 0).then_some(digits)
}

fn damm(digits: impl Iterator<Item = u8>) -> u8 {
    digits.fold(0, |interim, digit| DAMM[usize::from(interim)][usize::from(digit - b'0')])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_again_and_one_slip_is_noticed() {
        assert_eq!(short_code(572), "5724");
        for ordinal in 1..2_000 {
            let code = short_code(ordinal);
            assert_eq!(read_short_code(&code), Some(code.clone()));
            for place in 0..code.len() {
                let digits: Vec<u8> = code.bytes().collect();
                for other in b'0'..=b'9' {
                    let mut slip = digits.clone();
                    slip[place] = other;
                    assert_eq!(read_short_code(&String::from_utf8(slip).unwrap()).is_some(), other == digits[place]);
                }
                if place + 1 < digits.len() && digits[place] != digits[place + 1] {
                    let mut swapped = digits.clone();
                    swapped.swap(place, place + 1);
                    assert_eq!(read_short_code(&String::from_utf8(swapped).unwrap()), None);
                }
            }
        }
        assert_eq!(read_short_code(" 57 24 "), Some("5724".into()));
        assert_eq!(read_short_code("abc"), None);
    }
}
