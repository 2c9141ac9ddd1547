//! The diary as its page shows it.

use super::{ActorCard, RatingView};
use crate::domain::id::{ReviewId, ViewingId};
use crate::domain::viewing::ViewingForm;

/// Somebody whose record can be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeper {
    /// Name.
    pub name: String,
    /// Handle without the host.
    pub handle: String,
    /// Their record is shown.
    pub here: bool,
}

/// A part of the record: a year, or what has no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearLink {
    /// `2026`; `None` for what has no date.
    pub year: Option<i32>,
    /// Viewings.
    pub count: usize,
    /// It is shown.
    pub here: bool,
}

/// A year of a diary.
#[derive(Clone, Debug)]
pub struct DiaryPage {
    /// Whose.
    pub author: ActorCard,
    /// Everybody who keeps one here.
    pub keepers: Vec<Keeper>,
    /// `None` for what has no date.
    pub year: Option<i32>,
    /// Newest first, what has no date last.
    pub years: Vec<YearLink>,
    /// Latest first.
    pub months: Vec<DiaryMonth>,
    /// This page of the year, from 1.
    pub page: u32,
    /// The last page.
    pub pages: u32,
    /// Viewings of the year.
    pub count: usize,
    /// Those that were not the first of their film.
    pub rewatches: usize,
    /// The viewer keeps this diary.
    pub is_own: bool,
}

/// A month of a diary.
#[derive(Clone, Debug)]
pub struct DiaryMonth {
    /// `1` to `12`; 0 for what is only known to the year, or not at all.
    pub month: u32,
    /// Latest first.
    pub entries: Vec<DiaryEntry>,
}

/// A viewing in a diary.
#[derive(Clone, Debug)]
pub struct DiaryEntry {
    /// Our identifier.
    pub id: ViewingId,
    /// Day of the month, where known.
    pub day: Option<u32>,
    /// For `<time datetime>`; `None` when unknown.
    pub datetime: Option<String>,
    /// Film title.
    pub film_title: String,
    /// Year of release.
    pub film_year: Option<i32>,
    /// Path of the film's page.
    pub film_path: String,
    /// Medium, venue and note joined for reading; may be empty.
    pub details: String,
    /// Which time it was: 1 for the first.
    pub ordinal: usize,
    /// Only its author sees it.
    pub private: bool,
    /// The review it was entered with, as far as the reader may see it: path.
    pub review_path: Option<String>,
    /// That review's verdict.
    pub rating: Option<RatingView>,
    /// Where its author changes it: the review it was entered with, or the entry itself.
    pub edit_path: Option<String>,
}

/// An entry to change, or to write.
#[derive(Clone, Debug, Default)]
pub struct DiaryEditing {
    /// `None` for a new one.
    pub id: Option<ViewingId>,
    /// What was typed.
    pub form: ViewingForm,
    /// Titles of films already here.
    pub films: Vec<String>,
    /// The review it was entered with: it is changed there.
    pub review: Option<ReviewId>,
}
