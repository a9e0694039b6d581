//! Moments of the book. The ledger never learns the time by itself: a moment comes in with each entry.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

/// Seconds since 1970-01-01T00:00:00Z, up to the end of the year 9998.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(u64);

/// The text is not a moment as `2026-11-28T14:03:12Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a moment: write it as 2026-11-28T14:03:12Z")]
pub struct NotAMoment;

/// The longest duration a document may state, in seconds: 366 days.
pub const DURATION_SECONDS_MAX: u64 = 366 * 24 * 3600;

impl Moment {
    /// The last second of the year 9998.
    pub const MAX: Moment = Moment(253_370_764_799);

    /// The moment so many seconds after 1970 began; `None` past the year 9998.
    pub fn from_seconds(seconds: u64) -> Option<Moment> {
        (seconds <= Moment::MAX.0).then_some(Moment(seconds))
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn seconds(self) -> u64 {
        self.0
    }

    /// So many seconds later; `None` past the year 9998.
    pub fn after(self, seconds: u64) -> Option<Moment> {
        self.0.checked_add(seconds).and_then(Moment::from_seconds)
    }

    /// Seconds from an earlier moment to this one; zero if that one is later.
    pub fn since(self, earlier: Moment) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = i64::try_from(self.0).map_err(|_| fmt::Error)?;
        let moment = Timestamp::from_second(seconds).map_err(|_| fmt::Error)?;
        write!(f, "{moment}")
    }
}

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Moment, NotAMoment> {
        if text.len() != 20 || !text.ends_with('Z') {
            return Err(NotAMoment);
        }
        let moment: Timestamp = text.parse().map_err(|_| NotAMoment)?;
        let moment = u64::try_from(moment.as_second()).ok().and_then(Moment::from_seconds).ok_or(NotAMoment)?;
        // The library reads other spellings too (a space for the T, a leap second): only the one it prints counts.
        if moment.to_string() != text {
            return Err(NotAMoment);
        }
        Ok(moment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_one_spelling() {
        for good in ["1970-01-01T00:00:00Z", "2026-11-28T14:03:12Z", "2028-02-29T23:59:59Z", "9998-12-31T23:59:59Z"] {
            assert_eq!(good.parse::<Moment>().map(|moment| moment.to_string()).as_deref(), Ok(good));
        }
        for bad in [
            "",
            "2026-11-28",
            "2026-11-28 14:03:12Z",
            "2026-11-28t14:03:12Z",
            "2026-11-28T14:03:12z",
            "2026-11-28T14:03:60Z",
            "2026-02-30T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "9999-01-01T00:00:00Z",
            "2026-11-28T14:03:1Z0",
            "2026-11-28T14:03:12.5Z",
            "+2026-1-28T14:03:12Z",
        ] {
            assert_eq!(bad.parse::<Moment>(), Err(NotAMoment), "{bad:?}");
        }
    }
}
