//! Posts of the fediverse that link to a review or quote it.

use super::is_by;
use crate::domain::comment::Root;
use crate::domain::id::{MentionId, ReviewId};
use crate::domain::like::Subject;
use crate::domain::mention::{
    EXCERPT_CHARS, Mention, MentionAuthor, MentionRole, MentionSource, MentionState, TITLE_CHARS,
};
use crate::domain::text::{plain, webpage};
use crate::service::freshness::Tag;
use crate::service::remote::{Named as Found, NoteReceived, Outcome, named_by_uri};
use crate::service::{Error, Service};
use crate::store::{Conn, comments, mentions, quotes, roots, tombstones};
use url::Url;

/// Addresses of ours in one post that are looked up: a flood of links is an attack.
const ADDRESSES: usize = 20;
/// Links of one text that are looked at.
const LINKS: usize = 1_000;

/// What a post does with something here.
struct Wanted {
    subject: Subject,
    review: ReviewId,
    role: MentionRole,
    target: Url,
}

/// The addresses of ours that a post names.
#[derive(Default)]
struct Named {
    quotes: Vec<Url>,
    links: Vec<Url>,
}

impl Named {
    fn is_empty(&self) -> bool {
        self.quotes.is_empty() && self.links.is_empty()
    }
}

impl Service {
    /// Does a post name any address of this server? Cheap: no database, and most texts are only searched for our name.
    pub fn is_named_in(&self, note: &NoteReceived) -> bool {
        !self.named_here(note).is_empty()
    }

    fn named_here(&self, note: &NoteReceived) -> Named {
        let ours =
            |urls: &[Url]| -> Vec<Url> { urls.iter().filter(|url| self.urls().is_local(url)).cloned().collect() };
        let (mut quotes, mut links) = (ours(&note.quotes), ours(&note.links));
        let origin = self.urls().home();
        if note.html.as_str().contains(origin.host_str().unwrap_or_default()) {
            links.extend(ours(&webpage::links_in(note.html.as_str(), LINKS)));
        }
        for list in [&mut quotes, &mut links] {
            list.sort();
            list.dedup();
            list.truncate(ADDRESSES);
        }
        Named { quotes, links }
    }

    /// A post of another server, new or `edited`, that may link to reviews here or quote them. What stands on pages afterwards
    /// is what the post says now: links that it lost are gone, and all of it when it is not for everybody any more. It is never
    /// a mention of the review that it is a comment on.
    pub async fn mentions_received(&self, note: NoteReceived, edited: bool) -> Result<Outcome, Error> {
        const NOTHING: Outcome = Outcome::Ignored("links to nothing here");
        let named = self.named_here(&note);
        if named.is_empty() {
            let uri = note.uri.clone();
            let known = edited
                && self
                    .read(move |c| Ok(!mentions::by_source(c, uri.as_str())?.is_empty()))
                    .await?;
            if !known {
                return Ok(NOTHING);
            }
        }
        let service = self.clone();
        self.write(move |c, tags| {
            if let Some(outcome) = service.mention_refusal(c, &note)? {
                return Ok(outcome);
            }
            let known = mentions::by_source(c, note.uri.as_str())?;
            if known.iter().any(|mention| !is_by(mention, &note.author.id)) {
                return Ok(Outcome::Refused("belongs to somebody else"));
            }
            let now = service.now();
            let edited_at = note.edited_at.or(edited.then_some(now)).map(|at| at.min(now));
            if known.iter().any(|mention| mention.edited_at > edited_at) {
                return Ok(Outcome::Ignored("not newer than what is known"));
            }
            let wanted = service.wanted(c, &note, &named)?;
            let mut outcome = if known.is_empty() {
                NOTHING
            } else {
                Outcome::Ignored("known already")
            };
            for mention in &known {
                if !wanted.iter().any(|wanted| wanted.subject == mention.subject) {
                    mentions::delete(c, &mention.id)?;
                    tags.push(Tag::review(&mention.review_id));
                    outcome = Outcome::Accepted("mention removed");
                }
            }
            for wanted in &wanted {
                let old = known.iter().find(|mention| mention.subject == wanted.subject);
                let mut mention = service.mention_of(&note, wanted, old, edited_at);
                if old.is_none() && service.is_unheard_about(c, &note, &wanted.review)? {
                    mention.state = MentionState::Removed;
                }
                if let Some(done) = service.keep_mention(c, mention, old, tags)? {
                    outcome = Outcome::Accepted(done);
                }
            }
            Ok(outcome)
        })
        .await
    }

    fn mention_refusal(&self, c: &mut Conn, note: &NoteReceived) -> Result<Option<Outcome>, Error> {
        if self.urls().is_local(&note.uri) || note.author.is_local() {
            return Ok(Some(Outcome::Refused("an address of this server")));
        }
        if note.author.deleted_at.is_some() {
            return Ok(Some(Outcome::Refused("its author was deleted")));
        }
        if self.verdict_on(c, &note.author)?.is_suspended() {
            return Ok(Some(Outcome::Refused("suspended")));
        }
        let gone = tombstones::is_recorded(c, note.uri.as_str(), note.author.uri.as_str())?;
        Ok(gone.then_some(Outcome::Refused("was deleted")))
    }

    /// True when a silenced actor speaks of a review whose author does not follow it: then the author decides.
    fn is_unheard_about(&self, c: &mut Conn, note: &NoteReceived, review: &ReviewId) -> Result<bool, Error> {
        match roots::by_id(c, &Root::Review(review.clone()))? {
            Some(root) => self.is_unheard(c, &note.author, &root.author_id),
            None => Ok(false),
        }
    }

    fn wanted(&self, c: &mut Conn, note: &NoteReceived, named: &Named) -> Result<Vec<Wanted>, Error> {
        let mut wanted: Vec<Wanted> = Vec::new();
        if !note.audience.is_public() {
            return Ok(wanted);
        }
        let own_root = comments::by_uri(c, note.uri.as_str())?.map(|comment| comment.root);
        // Every quote carries a link for readers who know nothing of quotes, also one whose permission was taken back.
        let mut quoted: Vec<ReviewId> = Vec::new();
        for target in &named.quotes {
            let found = named_by_uri(c, self.urls(), target)?.filter(Found::open);
            let Some(found) = found.filter(|found| Some(&found.root.root) != own_root.as_ref()) else {
                continue;
            };
            let Root::Review(review) = found.root.root else {
                continue;
            };
            let revoked = quotes::by_quoting(c, note.uri.as_str(), &found.subject)?
                .is_some_and(|quote| quote.revoked_at.is_some());
            quoted.push(review.clone());
            if !revoked && !wanted.iter().any(|other| other.subject == found.subject) {
                wanted.push(Wanted {
                    subject: found.subject,
                    review,
                    role: MentionRole::Quote,
                    target: target.clone(),
                });
            }
        }
        for target in &named.links {
            let found = named_by_uri(c, self.urls(), target)?.filter(|found| found.root.open);
            let Some(found) = found.filter(|found| Some(&found.root.root) != own_root.as_ref()) else {
                continue;
            };
            let Root::Review(review) = found.root.root else {
                continue;
            };
            let subject = Subject::Review(review.clone());
            let known = wanted.iter().any(|other| other.subject == subject);
            if !known && !quoted.contains(&review) {
                wanted.push(Wanted {
                    subject,
                    review,
                    role: MentionRole::Mention,
                    target: target.clone(),
                });
            }
        }
        Ok(wanted)
    }

    fn mention_of(
        &self,
        note: &NoteReceived,
        wanted: &Wanted,
        old: Option<&Mention>,
        edited_at: Option<chrono::DateTime<chrono::Utc>>,
    ) -> Mention {
        let now = self.now();
        Mention {
            id: old.map_or_else(|| MentionId::new(self.next_id()), |old| old.id.clone()),
            source: MentionSource::ActivityPub,
            role: wanted.role,
            source_uri: note.uri.clone(),
            review_id: wanted.review.clone(),
            subject: wanted.subject.clone(),
            target: wanted.target.clone(),
            author: MentionAuthor::Actor(note.author.id.clone()),
            url: note.url.clone(),
            title: plain::one_line(&note.name, TITLE_CHARS),
            excerpt: excerpt_of(note, self.urls().origin()),
            language: note.language.clone(),
            state: old.map_or(MentionState::Visible, |old| old.state),
            published_at: note.published_at.min(now),
            edited_at,
            created_at: old.map_or(now, |old| old.created_at),
        }
    }

    /// Stores a mention or renews it; says what was done, if anything. The same page may have told us in another way before:
    /// then its row makes room, and what was decided about it stays decided.
    fn keep_mention(
        &self,
        c: &mut Conn,
        mut mention: Mention,
        old: Option<&Mention>,
        tags: &mut Vec<Tag>,
    ) -> Result<Option<&'static str>, Error> {
        let by = match &mention.author {
            MentionAuthor::Actor(id) => id.clone(),
            MentionAuthor::Named { .. } => return Ok(None),
        };
        if let Some(old) = old {
            if *old == mention {
                return Ok(None);
            }
            mentions::edit(c, &mention)?;
            tags.push(Tag::review(&mention.review_id));
            return Ok(Some("mention edited"));
        }
        let same_page = mentions::by_url(c, &mention.review_id, mention.url.as_str())?;
        for page in same_page
            .iter()
            .filter(|page| page.source != MentionSource::ActivityPub)
        {
            if page.state == MentionState::Removed {
                mention.state = MentionState::Removed;
            }
            mentions::delete(c, &page.id)?;
        }
        if !mentions::insert(c, &mention)? {
            return Ok(None);
        }
        tags.push(Tag::review(&mention.review_id));
        if mention.state == MentionState::Visible {
            self.tell_of_mention(c, &mention, &by)?;
        }
        Ok(Some(match mention.role {
            MentionRole::Mention => "mention of a review",
            MentionRole::Quote => "quote",
        }))
    }
}

/// The first words of a post; its content warning, where it has one. The line by which quotes name what they quote to readers
/// who know nothing of quotes (`RE: https://…`) is left out.
fn excerpt_of(note: &NoteReceived, origin: &str) -> String {
    if let Some(summary) = note.summary.as_deref().filter(|summary| !summary.is_empty()) {
        return plain::one_line(summary, EXCERPT_CHARS);
    }
    let text = plain::from_html(note.html.as_str());
    let lines: Vec<&str> = text
        .lines()
        .map(|line| match line.split_once("RE:") {
            Some((before, after)) if after.trim_start().starts_with(origin) => before,
            _ => line,
        })
        .collect();
    plain::one_line(&lines.join(" "), EXCERPT_CHARS)
}
