//! The numbers of a reviewer's record as their page shows them.

use super::{ActorCard, Keeper, YearLink};
use chrono::{DateTime, Utc};

/// One thing that was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What.
    pub label: String,
    /// How often.
    pub value: i64,
    /// The page of it.
    pub path: Option<String>,
}

/// What was counted in two directions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// What stands above the columns: the author's own words, the worst first.
    pub columns: Vec<String>,
    /// Decades with a number for each column, the earliest first.
    pub rows: Vec<(String, Vec<i64>)>,
}

/// The numbers of one year, or of all time.
#[derive(Clone, Debug)]
pub struct StatsPage {
    /// Whose.
    pub author: ActorCard,
    /// Everybody whose numbers there are.
    pub keepers: Vec<Keeper>,
    /// `None` for all time.
    pub year: Option<i32>,
    /// Newest first.
    pub years: Vec<YearLink>,
    /// When this was counted.
    pub as_of: DateTime<Utc>,
    /// Different films seen.
    pub films: i64,
    /// Times a film was seen.
    pub viewings: i64,
    /// Those that were not the first of their film.
    pub rewatches: i64,
    /// Reviews published.
    pub reviews: i64,
    /// Minutes of the viewings whose film's length is known; `None` where none is.
    pub minutes: Option<i64>,
    /// Viewings in each month of the year, or in each year.
    pub over_time: Vec<Bar>,
    /// Viewings of the year of which not even the month is known, or without any date.
    pub undated: i64,
    /// Ratings given, in the author's own words, the best first.
    pub ratings: Vec<Bar>,
    /// Films by decade and by their newest rating.
    pub decades: Grid,
    /// Films by country.
    pub countries: Vec<Bar>,
    /// Films by director.
    pub directors: Vec<Bar>,
    /// Films seen most often.
    pub rewatched: Vec<Bar>,
}
