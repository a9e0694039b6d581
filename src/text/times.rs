//! Moments and durations as people say them, in the reader's words and the room's time zone.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Text;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// The day of the week alone says which day it was for so long.
const RECENT: u64 = 6 * DAY;

impl Text {
    /// The hour, such as `14 h 03`. Moments are seconds since 1970 (UTC).
    #[must_use]
    pub fn hour(self, moment: u64, zone: &TimeZone) -> String {
        let local = zone.to_datetime(stamp(moment));
        self.clock(format!("{:02}", local.hour()), format!("{:02}", local.minute()))
    }

    /// The day, such as `28 novembre 2026`.
    #[must_use]
    pub fn day(self, moment: u64, zone: &TimeZone) -> String {
        let local = zone.to_datetime(stamp(moment));
        self.date(local.day().to_string(), u64::from(local.month().unsigned_abs()), local.year().to_string())
    }

    /// The day and the hour.
    #[must_use]
    pub fn day_and_hour(self, moment: u64, zone: &TimeZone) -> String {
        self.date_and_clock(self.day(moment, zone), self.hour(moment, zone))
    }

    /// When something entered the book, as a verdict says it: `dimanche 15 h 12`, with the date where the day alone would not
    /// say which one: it is six days past or more, or by another clock still to come.
    #[must_use]
    pub fn entered(self, moment: u64, now: u64, zone: &TimeZone) -> String {
        let day = zone.to_datetime(stamp(moment)).weekday().to_monday_one_offset();
        let weekday = self.weekday(u64::from(day.unsigned_abs()));
        let recent = moment < now.saturating_add(HOUR) && now < moment.saturating_add(RECENT);
        self.on_weekday(weekday, if recent { self.hour(moment, zone) } else { self.day_and_hour(moment, zone) })
    }

    /// How long ago, as one says it aloud; a moment to come counts as now.
    #[must_use]
    pub fn ago(self, moment: u64, now: u64) -> String {
        match now.saturating_sub(moment) {
            ..MINUTE => self.ago_now().to_owned(),
            past @ MINUTE..HOUR => self.ago_minutes((past / MINUTE).to_string()),
            past @ HOUR..DAY => self.ago_hours((past / HOUR).to_string()),
            past => self.ago_days(past / DAY),
        }
    }

    /// A duration in its largest unit that divides it, such as `10 minutes`.
    #[must_use]
    pub fn duration(self, seconds: u64) -> String {
        match seconds {
            _ if seconds >= DAY && seconds.is_multiple_of(DAY) => self.duration_days(seconds / DAY),
            _ if seconds >= HOUR && seconds.is_multiple_of(HOUR) => self.duration_hours(seconds / HOUR),
            _ if seconds >= MINUTE && seconds.is_multiple_of(MINUTE) => self.duration_minutes(seconds / MINUTE),
            _ => self.duration_seconds(seconds),
        }
    }

    /// How often, with the same units, such as `toutes les 10 minutes`.
    #[must_use]
    pub fn every(self, seconds: u64) -> String {
        match seconds {
            _ if seconds >= DAY && seconds.is_multiple_of(DAY) => self.every_days(seconds / DAY),
            _ if seconds >= HOUR && seconds.is_multiple_of(HOUR) => self.every_hours(seconds / HOUR),
            _ if seconds >= MINUTE && seconds.is_multiple_of(MINUTE) => self.every_minutes(seconds / MINUTE),
            _ => self.every_seconds(seconds),
        }
    }

    /// What remains, to be read from afar: `3 min 42`, `2 h 05`, `3 j 4 h`.
    #[must_use]
    pub fn countdown(self, seconds: u64) -> String {
        let two = |number: u64| format!("{number:02}");
        match seconds {
            ..MINUTE => self.remains_seconds(seconds.to_string()),
            MINUTE..HOUR => self.remains_minutes((seconds / MINUTE).to_string(), two(seconds % MINUTE)),
            HOUR..DAY => self.remains_hours((seconds / HOUR).to_string(), two(seconds % HOUR / MINUTE)),
            _ => self.remains_days((seconds / DAY).to_string(), (seconds % DAY / HOUR).to_string()),
        }
    }
}

/// The bounds of a book's moments (up to the year 9999) are those of jiff.
fn stamp(moment: u64) -> Timestamp {
    i64::try_from(moment).ok().and_then(|second| Timestamp::from_second(second).ok()).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::*;

    #[test]
    fn a_moment_is_told_in_the_rooms_own_time() {
        let zone = TimeZone::fixed(jiff::tz::offset(1));
        let (french, english) = (Text::new(Language::French), Text::new(Language::English));
        assert_eq!(french.day_and_hour(1_795_871_000, &zone), "28 novembre 2026, 14\u{a0}h\u{a0}03");
        assert_eq!(english.day_and_hour(1_795_871_000, &zone), "28 November 2026, 14:03");
    }

    #[test]
    fn a_verdict_names_the_day_here_and_in_the_phones_alike() {
        let cases: Vec<serde_json::Value> = serde_json::from_str(include_str!("../../tests/vectors/moments.json")).unwrap();
        assert!(cases.len() > 5);
        for case in cases {
            let [moment, now] = ["moment", "now"].map(|name| case[name].as_u64().unwrap());
            for language in Language::ALL {
                let said = Text::new(*language).entered(moment, now, &TimeZone::UTC).replace('\u{a0}', " ");
                assert_eq!(said, case[language.code()].as_str().unwrap());
            }
        }
    }

    #[test]
    fn durations_are_said_in_their_largest_unit() {
        let text = Text::new(Language::French);
        assert_eq!(text.duration(600), "10 minutes");
        assert_eq!(text.duration(60), "1 minute");
        assert_eq!(text.duration(86_400), "1 jour");
        assert_eq!(text.duration(90), "90 secondes");
        assert_eq!(text.every(600), "toutes les 10 minutes");
        assert_eq!(text.every(86_400), "chaque jour");
        assert_eq!(text.every(172_800), "tous les 2 jours");
        assert_eq!(text.countdown(222), "3\u{a0}min\u{a0}42");
        assert_eq!(text.countdown(9), "9\u{a0}s");
        assert_eq!(text.ago(100, 130), "à l’instant");
        assert_eq!(text.ago(100, 100 + 720), "il y a 12\u{a0}min");
    }
}
