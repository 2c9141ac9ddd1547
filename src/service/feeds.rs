//! What feed readers are given: the newest reviews of the site, of a person, of a tag, or the newest comments under a review.
//!
//! A feed cannot fold anything, so what a page hides behind a warning is not in it: a reader who follows the link decides.

mod essays;
mod lists;
mod review;

use crate::domain::comment::Comment;
use crate::domain::film::film_label;
use crate::domain::id::{ActorId, ReviewId};
use crate::domain::review::Status;
use crate::domain::text::{keys, plain};
use crate::messages::say;
use crate::service::cards::Parts;
use crate::service::freshness::Tag;
use crate::service::remote::resident;
use crate::service::{Error, Service};
use crate::store::reviews::Filter;
use crate::store::{Conn, actors, comments, reviews};
use chrono::{DateTime, Utc};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Reviews in a feed.
const REVIEWS: i64 = 20;
/// Older reviews that were shown again, in a feed.
const SHOWN: i64 = 5;
/// Comments in a feed.
const COMMENTS: i64 = 50;
/// Length of the words without markup, in characters.
const SUMMARY: usize = 300;

/// Which feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// Every review here.
    Site,
    /// Those of one person, by handle.
    Author(String),
    /// Those with a tag, whoever wrote them.
    Tag(String),
    /// Those of one person with a tag.
    AuthorTag(String, String),
    /// The comments under a review, by its author's handle and its slug.
    Comments(String, String),
    /// Posts of this site.
    Essays,
    /// What came into a list, by its author's handle and its slug; of an award list, what was reviewed.
    List(String, String),
}

/// A feed, ready to be written in any format.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Never changes.
    pub id: String,
    /// Name.
    pub title: String,
    /// A sentence about it.
    pub subtitle: String,
    /// Language of the site's own words.
    pub language: String,
    /// The page it belongs to, with the origin.
    pub page: String,
    /// Its address without the dot and the name of the format, with the origin.
    pub address: String,
    /// When something in it last changed.
    pub updated: DateTime<Utc>,
    /// Newest first.
    pub items: Vec<FeedItem>,
    /// What it was made from.
    pub tags: Vec<Tag>,
}

/// A review or comment in a feed.
#[derive(Clone, Debug)]
pub struct FeedItem {
    /// The ActivityPub id: never changes.
    pub id: String,
    /// Its page.
    pub url: String,
    /// Title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// Their page.
    pub author_url: String,
    /// When it was published.
    pub published: DateTime<Utc>,
    /// When it last changed.
    pub updated: DateTime<Utc>,
    /// BCP 47 tag, where known.
    pub language: Option<String>,
    /// All of it, with full addresses and without what is hidden on the page.
    pub html: String,
    /// The same in some plain words.
    pub summary: String,
    /// Tags as typed.
    pub tags: Vec<String>,
    /// Address of the poster.
    pub image: Option<String>,
    /// What was reviewed.
    pub film: Option<FeedFilm>,
}

/// The film of a review in a feed.
#[derive(Clone, Debug)]
pub struct FeedFilm {
    /// Title.
    pub title: String,
    /// Year of release.
    pub year: Option<i32>,
    /// Its page here.
    pub url: String,
    /// The rating's word.
    pub rating: Option<String>,
    /// Its place on the scale and how many places there are.
    pub place: Option<(i32, i32)>,
    /// Recommended.
    pub recommend: bool,
}

struct Frame {
    id: String,
    title: String,
    subtitle: String,
    page: String,
    address: String,
    /// For an empty feed.
    since: DateTime<Utc>,
    tags: Vec<Tag>,
}

impl Service {
    /// That feed.
    ///
    /// # Errors
    /// `NotFound` and `Gone` as the page it belongs to.
    pub async fn feed(&self, of: FeedOf) -> Result<Feed, Error> {
        let service = self.clone();
        self.read(move |c| match of {
            FeedOf::Site => service.feed_of_site(c),
            FeedOf::Author(handle) => service.feed_of_person(c, &handle, None),
            FeedOf::AuthorTag(handle, tag) => service.feed_of_person(c, &handle, Some(&tag)),
            FeedOf::Tag(tag) => service.feed_of_tag(c, &tag),
            FeedOf::Comments(handle, slug) => service.feed_of_comments(c, &handle, &slug),
            FeedOf::Essays => service.feed_of_essays(c),
            FeedOf::List(handle, slug) => service.feed_of_list(c, &handle, &slug),
        })
        .await
    }

    fn feed_of_site(&self, c: &mut Conn) -> Result<Feed, Error> {
        let site = &self.config().site;
        let frame = Frame {
            id: self.urls().home().into(),
            title: site.name.clone(),
            subtitle: site.description.clone(),
            page: self.urls().home().into(),
            address: self.urls().at("/feed").into(),
            since: DateTime::UNIX_EPOCH,
            tags: vec![Tag::site()],
        };
        self.feed_of_reviews(c, frame, &Filter::default())
    }

    fn feed_of_person(&self, c: &mut Conn, handle: &str, tag: Option<&str>) -> Result<Feed, Error> {
        let actor = resident(c, &handle.to_lowercase())?;
        if actor.kind != crate::domain::actor::ActorKind::Person {
            return Err(Error::NotFound);
        }
        let key = tag.map(keys::hashtag_key);
        let name = actor.display_name();
        let (page, title) = match &key {
            Some(key) => (self.urls().tag(&actor.handle, key), format!("{name}: #{key}")),
            None => (self.urls().profile(&actor.handle), name.to_owned()),
        };
        let filter = Filter {
            author: Some(actor.id.clone()),
            tag: key.clone(),
            ..Filter::default()
        };
        if key.is_some() && reviews::count_published(c, &filter)? == 0 {
            return Err(Error::NotFound);
        }
        let frame = Frame {
            id: page.to_string(),
            title,
            subtitle: plain::excerpt(&plain::from_html(actor.summary.as_str()), SUMMARY),
            address: format!("{page}/feed"),
            page: page.into(),
            since: actor.created_at,
            tags: vec![Tag::site(), Tag::actor(&actor.id)],
        };
        self.feed_of_reviews(c, frame, &filter)
    }

    fn feed_of_tag(&self, c: &mut Conn, tag: &str) -> Result<Feed, Error> {
        let key = keys::hashtag_key(tag);
        let filter = Filter {
            tag: Some(key.clone()),
            ..Filter::default()
        };
        if reviews::count_published(c, &filter)? == 0 {
            return Err(Error::NotFound);
        }
        let page = self.urls().site_tag(&key);
        let frame = Frame {
            id: page.to_string(),
            title: format!("{}: #{key}", self.config().site.name),
            subtitle: self.config().site.description.clone(),
            address: format!("{page}/feed"),
            page: page.into(),
            since: DateTime::UNIX_EPOCH,
            tags: vec![Tag::site()],
        };
        self.feed_of_reviews(c, frame, &filter)
    }

    fn feed_of_reviews(&self, c: &mut Conn, mut frame: Frame, filter: &Filter) -> Result<Feed, Error> {
        let mut found = reviews::published(c, filter, REVIEWS, 0)?;
        let full = i64::try_from(found.len()).is_ok_and(|n| n >= REVIEWS);
        let oldest = found.last().filter(|_| full).and_then(|review| review.published_at);
        let shown = match filter.tag {
            Some(_) => Vec::new(),
            None => self.shown_since(c, filter.author.as_ref(), oldest, SHOWN)?,
        };
        let times: HashMap<ReviewId, DateTime<Utc>> =
            shown.iter().map(|(review, at)| (review.id.clone(), *at)).collect();
        let known: HashSet<ReviewId> = found.iter().map(|review| review.id.clone()).collect();
        found.extend(
            shown
                .into_iter()
                .map(|(review, _)| review)
                .filter(|review| !known.contains(&review.id)),
        );
        found.sort_by_key(|review| Reverse(times.get(&review.id).copied().max(review.published_at)));
        let parts = Parts::of(c, &found)?;
        let items: Vec<FeedItem> = found
            .iter()
            .filter_map(|review| self.review_item(&parts, review, times.get(&review.id).copied()))
            .collect();
        frame.tags.extend(
            found
                .iter()
                .flat_map(|r| [Tag::review(&r.id), Tag::actor(&r.author_id)]),
        );
        Ok(self.feed_around(frame, items))
    }

    fn feed_around(&self, frame: Frame, items: Vec<FeedItem>) -> Feed {
        let updated = items.iter().map(|item| item.updated).max();
        Feed {
            id: frame.id,
            title: frame.title,
            subtitle: frame.subtitle,
            language: self.config().site.language.clone(),
            page: frame.page,
            address: frame.address,
            updated: updated.unwrap_or(frame.since),
            items,
            tags: frame.tags,
        }
    }

    fn feed_of_comments(&self, c: &mut Conn, handle: &str, slug: &str) -> Result<Feed, Error> {
        let author = resident(c, &handle.to_lowercase())?;
        let review = reviews::by_author_slug(c, &author.id, slug)?
            .filter(|review| review.status == Status::Published)
            .ok_or(Error::NotFound)?;
        let id: ReviewId = review.id.clone();
        let said = comments::latest_under(c, &id, COMMENTS)?;
        let people: Vec<ActorId> = said.iter().map(|comment| comment.author_id.clone()).collect();
        let people: HashMap<_, _> = actors::by_ids(c, &people)?
            .into_iter()
            .map(|actor| (actor.id.clone(), actor))
            .collect();
        let since = review.published_at.unwrap_or(review.saved_at);
        let object = self.urls().review(&id);
        let page = self.urls().review_page(&author.handle, &review.slug);
        let parts = Parts::of(c, &[review])?;
        let film = parts.films.values().next().ok_or(Error::NotFound)?;
        let label = film_label(&film.title, film.year);
        let mut tags = vec![Tag::review(&id), Tag::actor(&author.id)];
        tags.extend(people.keys().map(Tag::actor));
        let item = |comment: &Comment| {
            let who = people.get(&comment.author_id)?;
            let html = match &comment.summary {
                Some(warning) => format!(
                    "<p>{}</p>",
                    say("feed-warning-marked").with("warning", warning).markup()
                ),
                None => self.readable(&comment.html).into_string(),
            };
            let words = plain::excerpt(&plain::from_html(&html), SUMMARY);
            Some(FeedItem {
                id: comment.uri.to_string(),
                url: self.urls().comment(&comment.id).into(),
                title: format!("{}: {}", who.display_name(), plain::one_line(&words, 80)),
                author: who.display_name().to_owned(),
                author_url: who.url.to_string(),
                published: comment.published_at,
                updated: comment
                    .edited_at
                    .unwrap_or(comment.published_at)
                    .max(comment.published_at),
                language: comment.language.clone(),
                html,
                summary: words,
                tags: Vec::new(),
                image: None,
                film: None,
            })
        };
        let items = said.iter().filter_map(item).collect();
        let frame = Frame {
            id: format!("{object}#comments"),
            title: say("feed-comments").with("film", &label).to_string(),
            subtitle: say("feed-comments-about")
                .with("film", &label)
                .with("name", author.display_name())
                .to_string(),
            page: format!("{page}#conversation"),
            address: format!("{page}/feed"),
            since,
            tags,
        };
        Ok(self.feed_around(frame, items))
    }
}
