//! When a review is to be published: a day and a time as the clock on somebody's wall shows them.

use crate::domain::message::Message;
use crate::domain::review::FieldError;
use chrono::{
    DateTime, Datelike, Days, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};
use chrono_tz::{TZ_VARIANTS, Tz};
use std::sync::LazyLock;

/// How far ahead a review can be scheduled, in days: five years.
const AHEAD_MAX_D: i64 = 5 * 366;

/// The parts of the world whose zones can be chosen. Everything else in the IANA database is an old name or an offset
/// without a place.
const REGIONS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

/// A named time zone of the IANA database, such as `Europe/Lisbon`, or `UTC`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

impl Zone {
    /// Where nobody said anything else.
    pub const UTC: Self = Self(Tz::UTC);

    /// Reads a name; `None` for one that cannot be chosen.
    pub fn parse(name: &str) -> Option<Self> {
        let named = || name.parse().ok().filter(|zone: &Tz| region(zone.name()).is_some());
        if name == Self::UTC.name() {
            Some(Self::UTC)
        } else {
            named().map(Self)
        }
    }

    /// The name in the database.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Every zone of a region but `UTC`, by region, in the order of the alphabet.
    pub fn by_region() -> &'static [(&'static str, Vec<Self>)] {
        static ALL: LazyLock<Vec<(&'static str, Vec<Zone>)>> = LazyLock::new(|| {
            let of = |wanted: &'static str| {
                let mut zones: Vec<Zone> = TZ_VARIANTS
                    .into_iter()
                    .filter(|zone| region(zone.name()) == Some(wanted))
                    .map(Zone)
                    .collect();
                zones.sort_by_key(|zone| zone.name());
                (wanted, zones)
            };
            REGIONS.map(of).into()
        });
        &ALL
    }

    /// The place without its region, for people: `Argentina, Buenos Aires`.
    pub fn place(self) -> String {
        let name = self.name();
        let place = name.split_once('/').map_or(name, |(_, place)| place);
        place.replace('_', " ").replace('/', ", ")
    }

    /// That moment on the clocks of the zone.
    pub fn wall(self, at: DateTime<Utc>) -> DateTime<Tz> {
        at.with_timezone(&self.0)
    }

    /// `24 December 2026, 18:30`, on the clocks of the zone.
    pub fn words(self, at: DateTime<Utc>) -> String {
        self.wall(at).format("%-d %B %Y, %H:%M").to_string()
    }

    /// The next time after that moment that the clocks show this hour; where they leave it out, as soon as they go on.
    pub fn next_hour(self, hour: u32, after: DateTime<Utc>) -> DateTime<Utc> {
        let today = self.wall(after).date_naive();
        let shown = |wall: NaiveDateTime| match self.moment(wall) {
            MappedLocalTime::Single(at) | MappedLocalTime::Ambiguous(at, _) => Some(at),
            MappedLocalTime::None => self.moment(self.after_gap(wall)?).earliest(),
        };
        (0..3)
            .filter_map(|days| today.checked_add_days(Days::new(days))?.and_hms_opt(hour, 0, 0))
            .filter_map(shown)
            .find(|at| *at > after)
            .unwrap_or(after + TimeDelta::days(1))
    }

    /// What that moment is when the clocks show it, or how they never do.
    fn moment(self, wall: NaiveDateTime) -> MappedLocalTime<DateTime<Utc>> {
        self.0.from_local_datetime(&wall).map(|at| at.to_utc())
    }

    /// The first moment that the clocks show after a gap in which they never showed `wall`.
    fn after_gap(self, wall: NaiveDateTime) -> Option<NaiveDateTime> {
        // Gaps are of whole minutes and hardly ever longer than a day: the Pacific once left out a date.
        (1..=26 * 60)
            .map(|minutes| wall + TimeDelta::minutes(minutes))
            .find(|later| !matches!(self.moment(*later), MappedLocalTime::None))
    }
}

fn region(name: &str) -> Option<&'static str> {
    let (region, _) = name.split_once('/')?;
    REGIONS.into_iter().find(|known| *known == region)
}

/// Which of two moments is meant, when the clocks go back and show a time twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Turn {
    /// Nothing was said.
    #[default]
    Unsaid,
    /// Before the clocks go back.
    First,
    /// After.
    Second,
}

impl Turn {
    /// The name in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unsaid => "",
            Self::First => "first",
            Self::Second => "second",
        }
    }

    /// Reads the name in forms; anything else says nothing.
    pub fn parse(name: &str) -> Self {
        [Self::First, Self::Second]
            .into_iter()
            .find(|turn| turn.as_str() == name)
            .unwrap_or_default()
    }
}

/// When to publish, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScheduleInput {
    /// `2026-12-24`
    pub date: String,
    /// `18:30`
    pub time: String,
    /// `Europe/Lisbon`
    pub zone: String,
    /// For a time that comes twice.
    pub turn: Turn,
}

/// When to publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The moment.
    pub at: DateTime<Utc>,
    /// The zone in which its author thinks of it.
    pub zone: Zone,
}

impl Schedule {
    /// As it is typed.
    pub fn to_input(self) -> ScheduleInput {
        let wall = self.zone.wall(self.at).naive_local();
        let turn = match self.zone.moment(wall) {
            MappedLocalTime::Ambiguous(first, _) if first == self.at => Turn::First,
            MappedLocalTime::Ambiguous(..) => Turn::Second,
            _ => Turn::Unsaid,
        };
        ScheduleInput {
            date: wall.format("%Y-%m-%d").to_string(),
            time: wall.format("%H:%M").to_string(),
            zone: self.zone.name().to_owned(),
            turn,
        }
    }
}

impl ScheduleInput {
    /// Checks for scheduling at `now`.
    ///
    /// # Errors
    /// By field: `publish_date`, `publish_time`, `publish_zone`, `publish_turn`.
    pub fn check(&self, now: DateTime<Utc>) -> Result<Schedule, Vec<FieldError>> {
        let mut errors = Vec::new();
        let date = NaiveDate::parse_from_str(self.date.trim(), "%Y-%m-%d").ok();
        if date.is_none() {
            errors.push(FieldError::new("publish_date", "input-publish-date"));
        }
        let time = ["%H:%M", "%H:%M:%S"]
            .into_iter()
            .find_map(|form| NaiveTime::parse_from_str(self.time.trim(), form).ok());
        if time.is_none() {
            errors.push(FieldError::new("publish_time", "input-publish-time"));
        }
        let zone = Zone::parse(self.zone.trim());
        if zone.is_none() {
            errors.push(FieldError::new("publish_zone", "input-zone"));
        }
        let (Some(date), Some(time), Some(zone)) = (date, time, zone) else {
            return Err(errors);
        };
        self.moment(date.and_time(time), zone, now)
            .map(|at| Schedule { at, zone })
            .map_err(|error| vec![error])
    }

    fn moment(&self, wall: NaiveDateTime, zone: Zone, now: DateTime<Utc>) -> Result<DateTime<Utc>, FieldError> {
        let name = zone.name();
        let at = match (zone.moment(wall), self.turn) {
            (MappedLocalTime::Single(at), _)
            | (MappedLocalTime::Ambiguous(at, _), Turn::First)
            | (MappedLocalTime::Ambiguous(_, at), Turn::Second) => at,
            (MappedLocalTime::Ambiguous(..), Turn::Unsaid) => {
                return Err(FieldError::new(
                    "publish_turn",
                    Message::new("input-publish-twice")
                        .with("time", wall.format("%H:%M").to_string())
                        .with("date", Message::dated("date-day", &wall))
                        .with("zone", name),
                ));
            }
            (MappedLocalTime::None, _) => {
                let later = zone.after_gap(wall).unwrap_or(wall);
                return Err(FieldError::new(
                    "publish_time",
                    Message::new("input-publish-never")
                        .with("time", wall.format("%H:%M").to_string())
                        .with("date", Message::dated("date-day", &wall))
                        .with("zone", name)
                        .with("later", later.format("%H:%M").to_string())
                        .with("day", later.day())
                        .with("month", Message::new("month").with("month", later.month())),
                ));
            }
        };
        if at <= now {
            return Err(FieldError::new(
                "publish_date",
                Message::new("input-publish-passed")
                    .with("zone", name)
                    .with("date", Message::dated("date-day", &zone.wall(now)))
                    .with("time", zone.wall(now).format("%H:%M").to_string()),
            ));
        }
        if at > now + TimeDelta::days(AHEAD_MAX_D) {
            return Err(FieldError::new("publish_date", "input-publish-far"));
        }
        Ok(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Timelike;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn typed(date: &str, time: &str, zone: &str) -> ScheduleInput {
        ScheduleInput {
            date: date.into(),
            time: time.into(),
            zone: zone.into(),
            turn: Turn::Unsaid,
        }
    }

    fn now() -> DateTime<Utc> {
        at("2026-01-10T12:00:00Z")
    }

    fn on(day: u32, month: u32, year: i32) -> Message {
        Message::new("date-day")
            .with("day", day)
            .with("month", month)
            .with("year", year)
    }

    fn refused(input: &ScheduleInput) -> (String, Message) {
        let mut errors = input.check(now()).unwrap_err();
        assert_eq!(errors.len(), 1, "{errors:?}");
        let error = errors.remove(0);
        (error.field, error.message)
    }

    #[test]
    fn a_time_is_that_of_the_clocks_of_its_zone_in_summer_and_in_winter() {
        for (date, zone, expected) in [
            ("2026-01-13", "Europe/Lisbon", "2026-01-13T18:30:00Z"),
            ("2026-07-13", "Europe/Lisbon", "2026-07-13T17:30:00Z"),
            ("2026-07-13", "America/New_York", "2026-07-13T22:30:00Z"),
            ("2026-07-13", "Asia/Kathmandu", "2026-07-13T12:45:00Z"),
            ("2026-07-13", "UTC", "2026-07-13T18:30:00Z"),
        ] {
            let schedule = typed(date, "18:30", zone).check(now()).unwrap();
            assert_eq!(schedule.at, at(expected), "{zone}");
            assert_eq!(schedule.to_input(), typed(date, "18:30", zone));
        }
    }

    #[test]
    fn a_time_that_the_clocks_leave_out_is_refused_with_the_next_they_show() {
        let (field, message) = refused(&typed("2026-03-29", "02:30", "Europe/Berlin"));
        assert_eq!(field, "publish_time");
        let said = Message::new("input-publish-never")
            .with("time", "02:30")
            .with("date", on(29, 3, 2026))
            .with("zone", "Europe/Berlin")
            .with("later", "03:00")
            .with("day", 29)
            .with("month", Message::new("month").with("month", 3));
        assert_eq!(message, said);
    }

    #[test]
    fn of_a_time_that_comes_twice_the_author_says_which() {
        let mut input = typed("2026-10-25", "02:30", "Europe/Berlin");
        let (field, message) = refused(&input);
        assert_eq!(field, "publish_turn");
        let said = Message::new("input-publish-twice")
            .with("time", "02:30")
            .with("date", on(25, 10, 2026))
            .with("zone", "Europe/Berlin");
        assert_eq!(message, said);
        for (turn, expected) in [
            (Turn::First, "2026-10-25T00:30:00Z"),
            (Turn::Second, "2026-10-25T01:30:00Z"),
        ] {
            input.turn = turn;
            let schedule = input.check(now()).unwrap();
            assert_eq!(schedule.at, at(expected));
            assert_eq!(schedule.to_input(), input);
        }
        // Said without need, it does no harm.
        let plain = ScheduleInput {
            turn: Turn::Second,
            ..typed("2026-10-26", "02:30", "Europe/Berlin")
        };
        assert_eq!(plain.check(now()).unwrap().at, at("2026-10-26T01:30:00Z"));
    }

    #[test]
    fn what_has_passed_and_what_is_far_off_is_refused_in_words() {
        let (field, message) = refused(&typed("2026-01-10", "12:00", "Europe/Berlin"));
        assert_eq!(field, "publish_date");
        let said = Message::new("input-publish-passed")
            .with("zone", "Europe/Berlin")
            .with("date", on(10, 1, 2026))
            .with("time", "13:00");
        assert_eq!(message, said);
        assert!(typed("2026-01-10", "13:01", "Europe/Berlin").check(now()).is_ok());
        assert_eq!(
            refused(&typed("2126-01-10", "12:00", "UTC")).1.key(),
            "input-publish-far"
        );
    }

    #[test]
    fn everything_that_cannot_be_read_is_said_at_once() {
        let errors = typed("tomorrow", "half past six", "Mars/Olympus")
            .check(now())
            .unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["publish_date", "publish_time", "publish_zone"]);
        for zone in ["EST", "Etc/GMT+5", "", "europe/berlin", "Europe"] {
            assert_eq!(Zone::parse(zone), None, "{zone}");
        }
    }

    #[test]
    fn every_zone_of_the_list_can_be_chosen_and_is_there_once() {
        let all: Vec<Zone> = Zone::by_region().iter().flat_map(|(_, zones)| zones.clone()).collect();
        assert!(all.len() > 400, "{}", all.len());
        let names: std::collections::BTreeSet<&str> = all.iter().map(|zone| zone.name()).collect();
        assert_eq!(names.len(), all.len());
        for zone in all {
            assert_eq!(Zone::parse(zone.name()), Some(zone));
            assert!(zone.wall(now()).second() < 60 && !zone.place().contains(['_', '/']));
        }
    }
}
