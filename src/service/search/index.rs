//! Keeping the search index current. Every change notes what it touched, for the pages that are kept ready; the index follows
//! the same notes, a moment later and in small steps, so that a flood of comments is not slowed down by it.
//!
//! Only what everybody may read is ever put in.

use crate::domain::comment::{CommentState, Root};
use crate::domain::credit::effective;
use crate::domain::id::{CommentId, EssayId, FilmId, ListId, PersonId, ReviewId};
use crate::domain::review::{Review, Status, review_title};
use crate::domain::search::Kind;
use crate::domain::text::plain;
use crate::service::{Error, Service};
use crate::store::search::{self, Changed, Document};
use crate::store::{Conn, actors, comments, credits, essays, films, lists, people, received, reviews, roots, settings};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The setting that says how far the notes were followed.
const POSITION: &str = "search_position";
/// Notes may become visible late: a transaction writes them before it is committed.
const OVERLAP_MS: i64 = 10_000;
/// Notes read in one step.
const NOTES: i64 = 2_000;
/// Things indexed in one step.
const STEP: usize = 50;
/// Things indexed in one transaction when everything is.
const BATCH: i64 = 100;
/// Notes are forgotten after a day; whoever was away for this long begins anew.
const FORGOTTEN_H: i64 = 20;
/// The shortest time between two steps, in milliseconds, of the worker, of the worker when there is more to do and nothing from
/// elsewhere waits, and of somebody who is searching. A flood of comments has the database for itself most of the time.
const PAUSE_MS: i64 = 1_000;
const MORE_MS: i64 = 60;
const IMPATIENT_MS: i64 = 100;

/// What this process remembers of the notes it followed.
#[derive(Debug, Default)]
pub(in crate::service) struct Followed(Mutex<Notes>);

#[derive(Debug, Default)]
struct Notes {
    looked_at: Option<DateTime<Utc>>,
    /// Those that were followed and may be read again, with their moments.
    seen: HashMap<String, DateTime<Utc>>,
}

impl Followed {
    fn is_due(&self, now: DateTime<Utc>, pause_ms: i64) -> bool {
        let mut notes = self.notes();
        let due = notes
            .looked_at
            .is_none_or(|at| now < at || now - at >= TimeDelta::milliseconds(pause_ms));
        if due {
            notes.looked_at = Some(now);
        }
        due
    }

    fn is_seen(&self, note: &Changed) -> bool {
        self.notes().seen.contains_key(&note.id)
    }

    /// Remembers what was followed, and forgets what is too old to be read again.
    fn remember(&self, followed: Vec<Changed>, since: DateTime<Utc>) {
        let mut notes = self.notes();
        notes.seen.retain(|_, at| *at >= since);
        notes.seen.extend(followed.into_iter().map(|note| (note.id, note.at)));
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks again soon.
    fn hurry(&self, now: DateTime<Utc>) {
        self.notes().looked_at = Some(now - TimeDelta::milliseconds(PAUSE_MS - MORE_MS));
    }
}

/// What was indexed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Indexed {
    /// Reviews looked at.
    pub reviews: usize,
    /// Comments looked at.
    pub comments: usize,
    /// Everything that can be found now.
    pub documents: i64,
}

impl Service {
    /// Follows what has changed, a step at a time. True when there was anything.
    pub async fn index_changes(&self) -> Result<bool, Error> {
        self.follow_notes(PAUSE_MS).await
    }

    /// The same, for somebody who waits for an answer: what they have just published is found.
    pub(super) async fn index_now(&self) -> Result<(), Error> {
        self.follow_notes(IMPATIENT_MS).await.map(drop)
    }

    async fn follow_notes(&self, pause_ms: i64) -> Result<bool, Error> {
        let now = self.now();
        if !self.memory().search.is_due(now, pause_ms) {
            return Ok(false);
        }
        let position = self.look(|c| Ok(settings::get(c, POSITION)?)).await?;
        let position = position
            .and_then(|text| DateTime::parse_from_rfc3339(&text).ok())
            .map(|at| at.with_timezone(&Utc))
            .filter(|at| now - *at < TimeDelta::hours(FORGOTTEN_H));
        let Some(position) = position else {
            self.reindex().await?;
            return Ok(true);
        };
        let since = position - TimeDelta::milliseconds(OVERLAP_MS);
        let (mut wanted, mut until, mut followed) = (BTreeSet::new(), position, Vec::new());
        let mut last: Option<Changed> = None;
        // Under a flood there are many more notes to read again than one step takes.
        let left = loop {
            let after = last.take();
            let notes = self
                .read(move |c| Ok(search::changed_since(c, since, after.as_ref(), NOTES)?))
                .await?;
            last = notes.last().cloned();
            for note in notes {
                if wanted.len() < STEP && !self.memory().search.is_seen(&note) {
                    until = until.max(note.at);
                    wanted.extend(note.tags.iter().cloned());
                    followed.push(note);
                }
            }
            if wanted.len() >= STEP {
                break true;
            }
            if last.is_none() {
                break false;
            }
        };
        if followed.is_empty() {
            // Where nothing happens for long, the place is kept all the same, or it would seem forgotten.
            if now - position > TimeDelta::hours(1) {
                self.keep_position(now - TimeDelta::milliseconds(OVERLAP_MS)).await?;
            }
            return Ok(false);
        }
        let service = self.clone();
        self.store()
            .write(move |c| {
                for tag in &wanted {
                    service.index_tag(c, tag)?;
                }
                Ok::<_, Error>(settings::set(c, POSITION, &until.to_rfc3339())?)
            })
            .await?;
        self.memory().search.remember(followed, since);
        // What other servers have just sent goes first: it shall be on the page before it is found.
        if left && !self.look(|c| Ok(received::is_untried(c)?)).await? {
            self.memory().search.hurry(now);
        }
        Ok(true)
    }

    async fn keep_position(&self, at: DateTime<Utc>) -> Result<(), Error> {
        self.store()
            .write(move |c| Ok::<_, Error>(settings::set(c, POSITION, &at.to_rfc3339())?))
            .await
    }

    fn index_tag(&self, c: &mut Conn, tag: &str) -> Result<(), Error> {
        match tag.split_once(':') {
            Some(("review", id)) => match self.index_review(c, id)? {
                Some(film) => self.index_film_and_people(c, &film),
                None => Ok(()),
            },
            Some(("comment", id)) => self.index_comment(c, id),
            Some(("film", id)) => self.index_film_and_people(c, &FilmId::new(id)),
            Some(("person", id)) => self.index_people(c, &[PersonId::new(id)]),
            Some(("list", id)) => self.index_list(c, id),
            Some(("essay", id)) => self.index_essay(c, id),
            _ => Ok(()),
        }
    }

    /// Builds the index anew, while the server runs: in many small transactions, and with what changes meanwhile.
    pub async fn reindex(&self) -> Result<Indexed, Error> {
        let begun = self.now();
        self.store()
            .write(move |c| {
                search::clear(c)?;
                // From here on changes are followed, so nothing that happens in between is missed.
                Ok::<_, Error>(settings::set(c, POSITION, &begun.to_rfc3339())?)
            })
            .await?;
        let mut indexed = Indexed::default();
        for kind in Kind::ALL {
            let mut after = String::new();
            loop {
                let from = after.clone();
                let ids = self
                    .read(move |c| Ok(search::everything(c, kind, &from, BATCH)?))
                    .await?;
                let Some(last) = ids.last() else { break };
                after.clone_from(last);
                let some = ids.len();
                let service = self.clone();
                self.store()
                    .write(move |c| {
                        if kind == Kind::Person {
                            let ids: Vec<PersonId> = ids.into_iter().map(PersonId::new).collect();
                            return service.index_people(c, &ids);
                        }
                        for id in &ids {
                            match kind {
                                Kind::Review => {
                                    if let Some(film) = service.index_review(c, id)? {
                                        service.index_film(c, &film)?;
                                    }
                                }
                                Kind::Comment => service.index_comment(c, id)?,
                                Kind::List => service.index_list(c, id)?,
                                Kind::Post => service.index_essay(c, id)?,
                                Kind::Film | Kind::Person => {}
                            }
                        }
                        Ok::<_, Error>(())
                    })
                    .await?;
                match kind {
                    Kind::Review => indexed.reviews += some,
                    Kind::Comment => indexed.comments += some,
                    Kind::Film | Kind::Person | Kind::List | Kind::Post => {}
                }
            }
        }
        indexed.documents = self.read(|c| Ok(search::size(c)?)).await?;
        Ok(indexed)
    }

    /// Gives the film, for its own place in the index.
    fn index_review(&self, c: &mut Conn, id: &str) -> Result<Option<FilmId>, Error> {
        let Some(review) = reviews::by_id(c, &ReviewId::new(id))? else {
            search::remove(c, Kind::Review, id)?;
            return Ok(None);
        };
        let film_id = review.film_id.clone();
        if review.status == Status::Published {
            if let Some(film) = films::by_id(c, &review.film_id)? {
                let title = review_title(review.headline.as_deref(), &film.title, film.year);
                let known = search::is_indexed(c, Kind::Review, id)?;
                search::put(c, &document(&review, title))?;
                if !known {
                    // It was taken off the site, and with it what was said of it.
                    for comment in search::comments_under(c, id)? {
                        self.index_comment(c, &comment)?;
                    }
                }
            }
        } else {
            search::remove(c, Kind::Review, id)?;
            if !review.status.is_unpublished() {
                for comment in search::comments_under(c, id)? {
                    search::remove(c, Kind::Comment, &comment)?;
                }
            }
        }
        Ok(Some(film_id))
    }

    /// A film with everybody who has a credit in it: whether they are found depends on whether it is.
    fn index_film_and_people(&self, c: &mut Conn, id: &FilmId) -> Result<(), Error> {
        self.index_film(c, id)?;
        let mut named: Vec<PersonId> = credits::of_films(c, std::slice::from_ref(id))?
            .into_iter()
            .map(|credit| credit.person_id)
            .collect();
        named.sort();
        named.dedup();
        self.index_people(c, &named)
    }

    /// A film is found while everybody may see its page.
    fn index_film(&self, c: &mut Conn, id: &FilmId) -> Result<(), Error> {
        let visible = films::visible(c, std::slice::from_ref(id))?.contains(id);
        let Some(film) = films::by_id(c, id)?.filter(|_| visible) else {
            return Ok(search::remove(c, Kind::Film, id.as_str())?);
        };
        let made: Vec<PersonId> = effective(credits::of_films(c, std::slice::from_ref(id))?)
            .into_iter()
            .map(|credit| credit.person_id)
            .collect();
        let names: Vec<String> = people::by_ids(c, &made)?
            .into_iter()
            .map(|person| person.name)
            .collect();
        let facts = films::facts::of_one(c, id)?.effective();
        let who = names.join(", ");
        search::put(
            c,
            &Document {
                kind: Kind::Film,
                id: id.as_str().to_owned(),
                title: film.label(),
                text: format!("{}\n{who}", facts.original_title),
                shown: who,
                published_at: film.created_at,
            },
        )?;
        Ok(())
    }

    fn index_essay(&self, c: &mut Conn, id: &str) -> Result<(), Error> {
        let found = essays::by_id(c, &EssayId::new(id))?.filter(|essay| essay.status == Status::Published);
        let Some(essay) = found else {
            return Ok(search::remove(c, Kind::Post, id)?);
        };
        let html = self.essay_html(c, std::slice::from_ref(&essay))?;
        let words = html.values().map(|html| plain::from_html(html.as_str()));
        let text = format!("{}\n{}", essay.teaser, words.collect::<String>());
        search::put(
            c,
            &Document {
                kind: Kind::Post,
                id: id.to_owned(),
                title: essay.title,
                shown: text.trim().to_owned(),
                text,
                published_at: essay.published_at.unwrap_or(essay.saved_at),
            },
        )?;
        Ok(())
    }

    fn index_list(&self, c: &mut Conn, id: &str) -> Result<(), Error> {
        let Some(list) = lists::by_id(c, &ListId::new(id))?.filter(|list| list.public) else {
            return Ok(search::remove(c, Kind::List, id)?);
        };
        let intro = plain::from_html(list.intro_html.as_str());
        let mut text = vec![intro.clone()];
        for (_, placed) in lists::items(c, std::slice::from_ref(&list.id))? {
            let note = plain::from_html(placed.item.note_html.as_str());
            text.extend([placed.title, placed.item.person, placed.item.part, note]);
        }
        let text = text.join("\n");
        search::put(
            c,
            &Document {
                kind: Kind::List,
                id: id.to_owned(),
                title: list.title,
                // A short list shows where it answers; of an award nobody wants to read all titles.
                shown: if intro.is_empty() { text.clone() } else { intro },
                text,
                published_at: list.published_at.unwrap_or(list.created_at),
            },
        )?;
        Ok(())
    }

    fn index_comment(&self, c: &mut Conn, id: &str) -> Result<(), Error> {
        let comment = comments::by_id(c, &CommentId::new(id))?.filter(|comment| comment.state == CommentState::Visible);
        let Some(comment) = comment else {
            return Ok(search::remove(c, Kind::Comment, id)?);
        };
        if !matches!(comment.root, Root::Review(_)) {
            return Ok(());
        }
        let is_shown = roots::by_id(c, &comment.root)?.is_some_and(|review| review.open);
        let author = actors::by_id(c, &comment.author_id)?.filter(|author| is_shown && author.deleted_at.is_none());
        let Some(author) = author else {
            return Ok(search::remove(c, Kind::Comment, id)?);
        };
        let text = plain::from_html(comment.html.as_str());
        search::put(
            c,
            &Document {
                kind: Kind::Comment,
                id: id.to_owned(),
                title: author.display_name().to_owned(),
                // Behind a content warning, the warning is shown; who opens the comment reads the rest.
                shown: comment.summary.clone().unwrap_or_else(|| text.clone()),
                text,
                published_at: comment.published_at,
            },
        )?;
        Ok(())
    }
}

/// A review as it is found: by everything in it. Of a review that gives away the plot, or that warns of something, only the
/// teaser is shown; what stands in a spoiler box is not even found.
fn document(review: &Review, title: String) -> Document {
    let mut text = vec![review.teaser.clone()];
    text.extend(
        review
            .sections
            .iter()
            .map(|section| plain::from_html(section.html.as_str())),
    );
    text.extend(
        review
            .quote
            .iter()
            .map(|quote| format!("{} {}", quote.text, quote.speaker)),
    );
    text.extend(
        review
            .trivia
            .iter()
            .map(|trivia| plain::from_html(trivia.html.as_str())),
    );
    let guarded = review.spoilers || review.content_warning.is_some();
    let shown = if guarded {
        review.teaser.clone()
    } else {
        text.join("\n")
    };
    text.push(review.tags.join(" "));
    Document {
        kind: Kind::Review,
        id: review.id.as_str().to_owned(),
        title,
        text: text.join("\n"),
        shown,
        published_at: review.published_at.unwrap_or(review.saved_at),
    }
}
