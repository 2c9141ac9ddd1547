//! Finished views: what a page shows, with visibility applied, ready for a template. Paths begin with `/`.

mod actor;
mod comment;
mod editor;
mod film;
mod home;
mod media;
mod rating;
mod review;
mod search;
mod tag;
mod viewing;

use crate::domain::account::Account;
use crate::domain::actor::Actor;

pub use actor::{ActorCard, MovedTo, ProfilePage};
pub use comment::LatestComment;
pub use editor::{Editing, EditorContext, OwnReview, OwnReviews};
pub use film::{CreditGroup, CreditView, FactsView, FilmEditing, FilmPage, FilmReview};
pub use home::HomePage;
pub use media::PictureView;
pub use rating::RatingView;
pub use review::{ReviewCard, ReviewLink, ReviewList, ReviewPage, Saved, SectionView, TriviaView};
pub use search::{SearchHit, SearchPage};
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
