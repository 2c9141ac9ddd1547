//! The only place that knows our URL shapes: typed constructors and parsers.
//!
//! Object ids are opaque and never change (`/r/{id}`, `/c/{id}`, `/users/{handle}`); pages are for people (`/@handle/slug`).

use crate::domain::id::{ActivityId, CommentId, EssayId, MediaId, PostId, QuoteId, ReviewId};
use url::Url;

/// Makes every address of this server from its public origin.
#[derive(Clone, Debug)]
pub struct Urls {
    origin: Url,
    host: String,
}

/// What one of our addresses names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Local {
    /// The instance actor.
    Instance,
    /// A local actor, by handle: its id or its page.
    Actor(String),
    /// The followers collection of a local actor.
    Followers(String),
    /// A review by its object URL.
    Review(ReviewId),
    /// A review by its page: author's handle and slug.
    ReviewPage(String, String),
    /// A local comment.
    Comment(CommentId),
    /// An activity we sent.
    Activity(ActivityId),
    /// A permission to quote.
    Quote(QuoteId),
}

impl Urls {
    /// `public_url` is the origin people and servers see, such as `https://films.example`.
    pub fn new(public_url: &Url) -> Self {
        let mut origin = public_url.clone();
        origin.set_path("/");
        origin.set_query(None);
        origin.set_fragment(None);
        let host = match (origin.host_str(), origin.port()) {
            (Some(host), Some(port)) => format!("{host}:{port}"),
            (Some(host), None) => host.to_owned(),
            (None, _) => String::new(),
        };
        Self { origin, host }
    }

    /// Host of our handles, with the port where it is not the usual one.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The origin, without a slash at the end, as it stands in front of every path.
    pub fn origin(&self) -> &str {
        self.origin.as_str().trim_end_matches('/')
    }

    /// The home page.
    pub fn home(&self) -> Url {
        self.origin.clone()
    }

    /// True for an address on this server.
    pub fn is_local(&self, url: &Url) -> bool {
        url.scheme() == self.origin.scheme()
            && url.host_str().map(|h| h.trim_end_matches('.')) == self.origin.host_str()
            && url.port_or_known_default() == self.origin.port_or_known_default()
    }

    /// Any path of ours, which must begin with a slash.
    pub fn at(&self, path: &str) -> Url {
        let mut url = self.origin.clone();
        let (path, query) = path.split_once('?').map_or((path, None), |(p, q)| (p, Some(q)));
        url.set_path(path);
        url.set_query(query);
        url
    }

    /// Id of a local actor.
    pub fn actor(&self, handle: &str) -> Url {
        self.at(&format!("/users/{handle}"))
    }

    /// Page of a local actor.
    pub fn profile(&self, handle: &str) -> Url {
        self.at(&format!("/@{handle}"))
    }

    /// A collection or inbox of a local actor: `inbox`, `outbox`, `followers`, `following`, `featured`.
    pub fn actor_part(&self, handle: &str, part: &str) -> Url {
        self.at(&format!("/users/{handle}/{part}"))
    }

    /// Id of a local actor's key.
    pub fn actor_key(&self, handle: &str) -> String {
        format!("{}#main-key", self.actor(handle))
    }

    /// Id of the instance actor.
    pub fn instance_actor(&self) -> Url {
        self.at("/actor")
    }

    /// Id of the instance actor's key.
    pub fn instance_key(&self) -> String {
        format!("{}#main-key", self.instance_actor())
    }

    /// The inbox of everybody here.
    pub fn shared_inbox(&self) -> Url {
        self.at("/inbox")
    }

    /// Id of a review.
    pub fn review(&self, id: &ReviewId) -> Url {
        self.at(&format!("/r/{id}"))
    }

    /// A collection of a review: `replies`, `likes`, `shares`, `context`.
    pub fn review_part(&self, id: &ReviewId, part: &str) -> Url {
        self.at(&format!("/r/{id}/{part}"))
    }

    /// Page of a review.
    pub fn review_page(&self, handle: &str, slug: &str) -> Url {
        self.at(&format!("/@{handle}/{slug}"))
    }

    /// Id of a local comment.
    pub fn comment(&self, id: &CommentId) -> Url {
        self.at(&format!("/c/{id}"))
    }

    /// A collection of a local comment: `replies`, `likes`, `shares`.
    pub fn comment_part(&self, id: &CommentId, part: &str) -> Url {
        self.at(&format!("/c/{id}/{part}"))
    }

    /// Id of an activity we sent.
    pub fn activity(&self, id: &ActivityId) -> Url {
        self.at(&format!("/activities/{id}"))
    }

    /// Id of a permission to quote.
    pub fn quote(&self, id: &QuoteId) -> Url {
        self.at(&format!("/quotes/{id}"))
    }

    /// Where Webmentions are sent to.
    pub fn webmention(&self) -> Url {
        self.at("/webmention")
    }

    /// Where XML-RPC pingbacks are sent to.
    pub fn pingback(&self) -> Url {
        self.at("/xmlrpc")
    }

    /// Page of a local actor's reviews with a tag, by the tag's key.
    pub fn tag(&self, handle: &str, key: &str) -> Url {
        self.at(&format!("/@{handle}/tags/{key}"))
    }

    /// Page of the reviews with a tag, whoever wrote them, by the tag's key.
    pub fn site_tag(&self, key: &str) -> Url {
        self.at(&format!("/tags/{key}"))
    }

    /// Id of a post of this site.
    pub fn essay(&self, id: &EssayId) -> Url {
        self.at(&format!("/p/{id}"))
    }

    /// Page of a film.
    pub fn film(&self, slug: &str) -> Url {
        self.at(&format!("/films/{slug}"))
    }

    /// Page of a post elsewhere, as people here see it.
    pub fn post(&self, id: &PostId) -> Url {
        self.at(&format!("/elsewhere/{id}"))
    }

    /// A rendition of an uploaded image; `format` is `webp` or `jpg`.
    pub fn media(&self, id: &MediaId, width: i32, format: &str) -> Url {
        self.at(&format!("/media/{id}/{width}.{format}"))
    }

    /// Path of a rendition of an uploaded image, for pages.
    pub fn media_path(id: &MediaId, width: i32, format: &str) -> String {
        format!("/media/{id}/{width}.{format}")
    }

    /// Path of the proxied copy of a remote image; `key` is the hash of its address.
    pub fn remote_media_path(key: &str) -> String {
        format!("/media/remote/{key}.webp")
    }

    /// Reads one of our own addresses back; `None` for other servers' and for pages that are nothing federated.
    pub fn parse(&self, url: &Url) -> Option<Local> {
        if !self.is_local(url) {
            return None;
        }
        let parts: Vec<&str> = url.path().trim_matches('/').split('/').collect();
        Some(match parts.as_slice() {
            ["actor"] => Local::Instance,
            ["users", handle] => Local::Actor((*handle).to_owned()),
            ["users", handle, "followers"] => Local::Followers((*handle).to_owned()),
            ["r", id] => Local::Review(ReviewId::new(*id)),
            ["c", id] => Local::Comment(CommentId::new(*id)),
            ["activities", id] => Local::Activity(ActivityId::new(*id)),
            ["quotes", id] => Local::Quote(QuoteId::new(*id)),
            [page] => Local::Actor(page.strip_prefix('@')?.to_owned()),
            [page, slug] => Local::ReviewPage(page.strip_prefix('@')?.to_owned(), (*slug).to_owned()),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls() -> Urls {
        Urls::new(&Url::parse("https://films.example:8443").unwrap())
    }

    #[test]
    fn what_is_made_reads_back() {
        let u = urls();
        let id = ReviewId::new("01abc");
        assert_eq!(u.parse(&u.review(&id)), Some(Local::Review(id)));
        assert_eq!(u.parse(&u.actor("mara")), Some(Local::Actor("mara".into())));
        assert_eq!(u.parse(&u.profile("mara")), Some(Local::Actor("mara".into())));
        assert_eq!(
            u.parse(&u.review_page("mara", "x")),
            Some(Local::ReviewPage("mara".into(), "x".into()))
        );
        assert_eq!(u.parse(&u.instance_actor()), Some(Local::Instance));
        let quote = QuoteId::new("01quote");
        assert_eq!(u.parse(&u.quote(&quote)), Some(Local::Quote(quote)));
        assert_eq!(u.host(), "films.example:8443");
    }

    #[test]
    fn a_neighbour_that_only_looks_like_us_is_not_local() {
        let u = urls();
        for other in [
            "http://films.example:8443/r/1",
            "https://films.example/r/1",
            "https://films.example.evil:8443/r/1",
        ] {
            assert_eq!(u.parse(&Url::parse(other).unwrap()), None, "{other}");
        }
        assert!(
            u.parse(&Url::parse("https://FILMS.example.:8443/r/1").unwrap())
                .is_some(),
            "case and final dot"
        );
    }
}
