//! From an address to what it names here.

use super::Resolved;
use crate::domain::comment::{Comment, Root};
use crate::domain::id::CommentId;
use crate::domain::like::Subject;
use crate::service::{Error, Service};
use crate::store::roots::RootBrief;
use crate::store::{Conn, actors, comments, posts, roots, tombstones};
use crate::urls::{Local, Urls};
use url::Url;

/// What an address names, in brief.
pub(in crate::service) struct Named {
    /// What it is.
    pub subject: Subject,
    /// What its conversation hangs on.
    pub root: RootBrief,
    /// The comment, when it names one.
    pub comment: Option<Comment>,
}

impl Named {
    /// It may be answered, liked and boosted: its root is public, and it is not deleted itself.
    pub fn open(&self) -> bool {
        use crate::domain::comment::CommentState::Visible;
        self.root.open && self.comment.as_ref().is_none_or(|comment| comment.state == Visible)
    }
}

fn root_subject(root: &Root) -> Subject {
    match root {
        Root::Review(id) => Subject::Review(id.clone()),
        Root::Post(id) => Subject::Post(id.clone()),
    }
}

fn of_root(brief: RootBrief) -> Named {
    Named {
        subject: root_subject(&brief.root),
        root: brief,
        comment: None,
    }
}

fn of_comment(c: &mut Conn, comment: Option<Comment>) -> Result<Option<Named>, Error> {
    let Some(comment) = comment else { return Ok(None) };
    Ok(roots::by_id(c, &comment.root)?.map(|root| Named {
        subject: Subject::Comment(comment.id.clone()),
        root,
        comment: Some(comment),
    }))
}

/// A subject in brief.
pub(in crate::service) fn named_by_subject(c: &mut Conn, subject: &Subject) -> Result<Option<Named>, Error> {
    match subject {
        Subject::Review(id) => Ok(roots::by_id(c, &Root::Review(id.clone()))?.map(of_root)),
        Subject::Post(id) => Ok(roots::by_id(c, &Root::Post(id.clone()))?.map(of_root)),
        Subject::Comment(id) => {
            let comment = comments::by_id(c, id)?;
            of_comment(c, comment)
        }
    }
}

/// What an address names: ours by object URL, page or anchor; stored objects of other servers by id.
pub(in crate::service) fn named_by_uri(c: &mut Conn, urls: &Urls, uri: &Url) -> Result<Option<Named>, Error> {
    if urls.is_local(uri) {
        let anchored = uri.fragment().and_then(|anchor| anchor.strip_prefix("c-"));
        if let Some(id) = anchored {
            return named_by_subject(c, &Subject::Comment(CommentId::new(id)));
        }
        return match urls.parse(uri) {
            Some(Local::Review(id)) => named_by_subject(c, &Subject::Review(id)),
            Some(Local::Comment(id)) => named_by_subject(c, &Subject::Comment(id)),
            Some(Local::ReviewPage(handle, slug)) => {
                let handle = handle.to_lowercase();
                let found = match roots::review_by_slug(c, &handle, &slug)? {
                    Some(found) => Some(found),
                    None => roots::review_by_former_slug(c, &handle, &slug)?,
                };
                Ok(found.map(of_root))
            }
            // A post of this site; its page or its id.
            _ => match posts::by_uri(c, uri.as_str())? {
                Some(post) => named_by_subject(c, &Subject::Post(post.id)),
                None => Ok(None),
            },
        };
    }
    if let Some(comment) = comments::by_uri(c, uri.as_str())? {
        return of_comment(c, Some(comment));
    }
    let Some(post) = posts::by_uri(c, uri.as_str())? else {
        return Ok(None);
    };
    named_by_subject(c, &Subject::Post(post.id))
}

/// What can be answered at an address, with its brief.
pub(in crate::service) fn resolved(c: &mut Conn, urls: &Urls, uri: &Url) -> Result<Option<(Resolved, Named)>, Error> {
    let Some(named) = named_by_uri(c, urls, uri)?.filter(|named| named.root.open) else {
        return Ok(None);
    };
    let author_id = match &named.comment {
        Some(comment) => &comment.author_id,
        None => &named.root.author_id,
    };
    let Some(author) = actors::by_id(c, author_id)? else {
        return Ok(None);
    };
    let resolved = Resolved {
        root: named.root.root.clone(),
        parent_id: named.comment.as_ref().map(|comment| comment.id.clone()),
        subject: named.subject.clone(),
        author,
    };
    Ok(Some((resolved, named)))
}

impl Service {
    /// What an address names here, when it can be answered; `None` for what is unknown, unpublished or gone. A comment that
    /// was deleted or taken off the page keeps its place, so answers to it still find theirs.
    pub async fn resolve(&self, uri: &Url) -> Result<Option<Resolved>, Error> {
        let (service, uri) = (self.clone(), uri.clone());
        self.look(move |c| Ok(resolved(c, service.urls(), &uri)?.map(|(resolved, _)| resolved)))
            .await
    }

    /// True when that actor deleted that: a neighbour's Delete of it counts for nothing.
    pub async fn is_deleted_by(&self, uri: &Url, author: &Url) -> Result<bool, Error> {
        let (uri, author) = (uri.clone(), author.clone());
        self.look(move |c| Ok(tombstones::is_recorded(c, uri.as_str(), author.as_str())?))
            .await
    }

    /// True when something of this server's own is gone for good; of others' objects it says that somebody claims so.
    pub async fn is_tombstoned(&self, uri: &Url) -> Result<bool, Error> {
        let uri = uri.clone();
        self.look(move |c| Ok(tombstones::by_uri(c, uri.as_str())?.is_some()))
            .await
    }
}
