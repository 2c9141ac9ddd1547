//! Finished views: what a page shows, with visibility applied, ready for a template. Paths begin with `/`.

mod about;
mod actor;
mod comment;
mod comparison;
mod diary;
mod editor;
mod essay;
mod film;
mod home;
mod index;
mod list;
mod media;
mod person;
mod rating;
mod review;
mod search;
mod stats;
mod tag;
mod viewing;

use crate::domain::account::Account;
use crate::domain::actor::Actor;

pub use about::{AboutPage, AboutWriter};
pub use actor::{ActorCard, MovedTo, ProfilePage};
pub use comment::LatestComment;
pub use comparison::{ComparedReview, ComparedSection, ComparisonPage};
pub use diary::{DiaryEditing, DiaryEntry, DiaryMonth, DiaryPage, Keeper, YearLink};
pub use editor::{Editing, EditorContext, OwnReview, OwnReviews};
pub use essay::{EssayCard, EssayEditing, EssayPage, EssaysPage};
pub use film::{
    CreditGroup, CreditView, FactsView, FilmEditing, FilmLine, FilmPage, FilmReview, FilmSeen, FilmTrivia,
    RatingHistory, RatingWhen,
};
pub use home::HomePage;
pub use index::{IndexEntry, IndexGroup, IndexPage, IndexPlace};
pub use list::{AppearsIn, ListCard, ListEditing, ListPage, ListProgress, ListRow, ListRowReview, ListsPage};
pub use media::PictureView;
pub use person::{CreditsPage, FilmsOfRole, PersonEditing, PersonFilm};
pub use rating::{RatingView, ScaleEditing, ScaleLine, StepUse, VersionView};
pub use review::{ReviewCard, ReviewLink, ReviewList, ReviewPage, Saved, SectionView, TriviaView};
pub use search::{SearchHit, SearchPage};
pub use stats::{Bar, Grid, StatsPage};
pub use tag::TagPage;
pub use viewing::ViewingView;

/// Who is looking: a signed-in account with its actor.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The account.
    pub account: Account,
    /// Its actor.
    pub actor: Actor,
}
