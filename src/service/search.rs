//! Searching what is public on this site.

pub(in crate::service) mod index;
mod people;

pub use index::Indexed;

use crate::domain::comment::{CommentState, Root};
use crate::domain::essay::Essay;
use crate::domain::id::{ActorId, CommentId, EssayId, FilmId, ListId, PersonId, ReviewId};
use crate::domain::list::List;
use crate::domain::person::Person;
use crate::domain::review::{Review, Status, review_title};
use crate::domain::search::{self, Kind, Question, snippet};
use crate::domain::text::plain;
use crate::service::views::{ActorCard, ReviewCard, SearchHit, SearchPage};
use crate::service::{Error, Service};
use crate::store::search::{Found, Hit, find, similar};
use crate::store::{self, Conn, actors, comments, essays, films, lists, reviews};
use std::collections::HashMap;

/// Hits on one page.
const PAGE: usize = 20;
/// Pages that can be turned to: nobody reads further, and each costs as much as all before it.
const PAGES: u32 = 50;

/// Length of what is shown of a text, in characters.
const SNIPPET: usize = 220;

impl Service {
    /// What answers a question, of one kind or of every kind; pages count from 1. When nothing does, the words that are like a
    /// word of some title are put in their place, and the page says so.
    ///
    /// Nothing that is not public is ever shown, even where the index is behind.
    pub async fn search(&self, typed: &str, kind: Option<Kind>, page: u32) -> Result<SearchPage, Error> {
        let typed: String = plain::one_line(&typed.replace('\0', " "), search::QUESTION);
        let question = Question::read(&typed);
        if question.is_empty() {
            return Ok(SearchPage {
                typed,
                ..SearchPage::default()
            });
        }
        self.index_now().await?;
        let service = self.clone();
        let page = page.clamp(1, PAGES);
        self.read(move |c| {
            let mut asked = question.clone();
            let offset = PAGE * usize::try_from(page - 1).unwrap_or_default();
            let mut found = find(c, &asked, kind, PAGE, offset)?;
            if found.counts.is_empty()
                && let Some(begun) = question.unfinished()
            {
                let instead = find(c, &begun, kind, PAGE, offset)?;
                if !instead.counts.is_empty() {
                    (asked, found) = (begun, instead);
                }
            }
            let mut corrected = None;
            if found.counts.is_empty()
                && let Some((better, instead)) = correct(c, &question, kind, offset)?
            {
                corrected = Some(better.to_words());
                (asked, found) = (better, instead);
            }
            let total = |kind: Option<Kind>| {
                found
                    .counts
                    .iter()
                    .filter(|(k, _)| kind.is_none_or(|kind| kind == *k))
                    .map(|(_, n)| n)
                    .sum::<i64>()
            };
            let matching = total(kind);
            Ok(SearchPage {
                typed,
                kind,
                all: total(None),
                by_kind: found.counts,
                total: matching,
                more: found.more,
                hits: service.shown_hits(c, found.hits, &asked)?,
                page,
                pages: usize::try_from(matching)
                    .ok()
                    .and_then(|n| u32::try_from(n.div_ceil(PAGE)).ok())
                    .unwrap_or(PAGES)
                    .clamp(1, PAGES),
                corrected,
            })
        })
        .await
    }

    /// The hits with everything that is shown of them, without those that are not public any more.
    fn shown_hits(&self, c: &mut Conn, hits: Vec<Hit>, question: &Question) -> Result<Vec<SearchHit>, Error> {
        let ids = |kind: Kind| {
            hits.iter()
                .filter(move |hit| hit.kind == kind)
                .map(|hit| hit.id.clone())
        };
        let said_ids: Vec<CommentId> = ids(Kind::Comment).map(CommentId::new).collect();
        let said: HashMap<String, _> = comments::by_ids(c, &said_ids)?
            .into_iter()
            .filter(|comment| comment.state == CommentState::Visible)
            .map(|comment| (comment.id.as_str().to_owned(), comment))
            .collect();
        let under = said.values().filter_map(|comment| match &comment.root {
            Root::Review(id) => Some(id.clone()),
            Root::Post(_) => None,
        });
        let review_ids: Vec<ReviewId> = ids(Kind::Review).map(ReviewId::new).chain(under).collect();
        let found: Vec<Review> = reviews::by_ids(c, &review_ids)?
            .into_iter()
            .filter(|review| review.status == Status::Published)
            .collect();
        let cards: HashMap<String, ReviewCard> = self
            .cards(c, &found)?
            .into_iter()
            .map(|card| (card.id.as_str().to_owned(), card))
            .collect();
        let film_ids: Vec<FilmId> = ids(Kind::Film).map(FilmId::new).collect();
        let films: HashMap<String, _> = films::by_ids(c, &film_ids)?
            .into_iter()
            .map(|film| (film.id.as_str().to_owned(), film))
            .collect();
        let person_ids: Vec<PersonId> = ids(Kind::Person).map(PersonId::new).collect();
        let made: HashMap<String, Person> = store::people::by_ids(c, &person_ids)?
            .into_iter()
            .map(|person| (person.id.as_str().to_owned(), person))
            .collect();
        let list_ids: Vec<ListId> = ids(Kind::List).map(ListId::new).collect();
        let kept: HashMap<String, List> = lists::by_ids(c, &list_ids)?
            .into_iter()
            .filter(|list| list.public)
            .map(|list| (list.id.as_str().to_owned(), list))
            .collect();
        let essay_ids: Vec<EssayId> = ids(Kind::Post).map(EssayId::new).collect();
        let written: HashMap<String, Essay> = essays::by_ids(c, &essay_ids)?
            .into_iter()
            .filter(|essay| essay.status == Status::Published)
            .map(|essay| (essay.id.as_str().to_owned(), essay))
            .collect();
        let people: Vec<ActorId> = said
            .values()
            .map(|comment| &comment.author_id)
            .chain(kept.values().map(|list| &list.author_id))
            .chain(written.values().map(|essay| &essay.author_id))
            .cloned()
            .collect();
        let people: HashMap<ActorId, ActorCard> = actors::by_ids(c, &people)?
            .iter()
            .map(|actor| (actor.id.clone(), ActorCard::of(actor, self.urls())))
            .collect();
        let shown = hits.into_iter().filter_map(|hit| {
            let pieces = snippet(&hit.shown, question, SNIPPET);
            match hit.kind {
                Kind::Review => {
                    let card = cards.get(&hit.id)?;
                    Some(SearchHit {
                        title: card.title(),
                        path: card.path.clone(),
                        by: Some(card.author.clone()),
                        at: Some(card.published_at),
                        rating: card.rating.clone(),
                        recommend: card.recommend,
                        poster: card.poster.clone(),
                        language: Some(card.language.clone()),
                        pieces,
                        kind: hit.kind,
                        on: None,
                    })
                }
                Kind::Film => {
                    let film = films.get(&hit.id)?;
                    Some(SearchHit {
                        pieces,
                        ..SearchHit::plain(hit.kind, film.label(), format!("/films/{}", film.slug))
                    })
                }
                Kind::Comment => {
                    let comment = said.get(&hit.id)?;
                    let Root::Review(review) = &comment.root else {
                        return None;
                    };
                    let card = cards.get(review.as_str())?;
                    let by = people.get(&comment.author_id)?;
                    Some(SearchHit {
                        by: Some(by.clone()),
                        at: Some(comment.published_at),
                        language: comment.language.clone(),
                        pieces,
                        on: Some(review_title(card.headline.as_deref(), &card.film_title, card.film_year)),
                        ..SearchHit::plain(hit.kind, by.name.clone(), format!("/c/{}", comment.id))
                    })
                }
                Kind::List => {
                    let list = kept.get(&hit.id)?;
                    let author = people.get(&list.author_id)?;
                    Some(SearchHit {
                        by: Some(author.clone()),
                        at: list.published_at,
                        language: Some(list.language.clone()),
                        pieces,
                        ..SearchHit::plain(
                            hit.kind,
                            list.title.clone(),
                            format!("{}/lists/{}", author.url, list.slug),
                        )
                    })
                }
                Kind::Post => {
                    let essay = written.get(&hit.id)?;
                    let author = people.get(&essay.author_id)?;
                    Some(SearchHit {
                        by: Some(author.clone()),
                        at: essay.published_at,
                        language: Some(essay.language.clone()),
                        pieces,
                        ..SearchHit::plain(
                            hit.kind,
                            essay.title.clone(),
                            format!("{}/posts/{}", author.url, essay.slug),
                        )
                    })
                }
                Kind::Person => {
                    let person = made.get(&hit.id)?;
                    Some(SearchHit {
                        pieces,
                        ..SearchHit::plain(hit.kind, person.name.clone(), format!("/credits/{}", person.slug))
                    })
                }
            }
        });
        Ok(shown.collect())
    }
}

/// The question with likelier words, and what answers that.
fn correct(
    c: &mut Conn,
    question: &Question,
    kind: Option<Kind>,
    offset: usize,
) -> Result<Option<(Question, Found)>, Error> {
    let mut better = question.clone();
    for word in question.correctable() {
        let near = similar(c, word)?;
        let best = near
            .iter()
            .map(|candidate| (distance(word, candidate), candidate))
            .filter(|(wrong, _)| (1..=search::tolerance(word)).contains(wrong))
            .min_by_key(|(wrong, _)| *wrong);
        if let Some((_, right)) = best {
            better = better.with_word(word, right);
        }
    }
    if better == *question {
        return Ok(None);
    }
    let found = find(c, &better, kind, PAGE, offset)?;
    Ok((!found.counts.is_empty()).then_some((better, found)))
}

/// Letters that are wrong, missing, too many or in the wrong order.
fn distance(typed: &str, word: &str) -> usize {
    strsim::osa_distance(typed, word)
}
