//! A server under attack: real HTTP and real signatures, workers that the tests step, 127.0.0.1 as its whole internet, and a
//! tripwire on the rest of the machine.

use crate::federation::peers::{Ground, Peer, settle};
use crate::support::fediverse::{Fediverse, Person};
use crate::support::snapshot::{Snapshot, lines};
use crate::support::tripwire::Tripwire;
use houselights::domain::comment::Root;
use houselights::domain::id::ReviewId;
use houselights::domain::moderation::{RuleTarget, Treatment};
use houselights::env::Clock;
use houselights::service::views::Viewer;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU32, Ordering};
use url::Url;

pub const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
pub const ACTIVITY_JSON: &str = "application/activity+json";

/// The server, its neighbours and its author.
pub struct House {
    pub peer: Peer,
    /// Every other server there is, on 127.0.0.1.
    pub world: Fediverse,
    /// What nothing may connect to.
    pub trap: Tripwire,
    pub mara: Viewer,
    pub root: Root,
    /// Id of the review.
    pub object: Url,
    /// Known here: somebody with honest intentions, on a server of his own.
    pub vera: Person,
    /// Known here: the attacker.
    pub eve: Person,
    count: AtomicU32,
}

/// Something that must come to nothing.
pub struct Attack {
    what: String,
    by: Person,
    body: Value,
    status: u16,
    outcome: &'static str,
}

impl Attack {
    /// Answered 202, and then left alone with that outcome in the inbox log, such as `refused: no object`.
    pub fn ends(what: impl Into<String>, by: &Person, body: Value, outcome: &'static str) -> Self {
        Self {
            what: what.into(),
            by: by.clone(),
            body,
            status: 202,
            outcome,
        }
    }

    /// Answered with an error, and not recorded.
    pub fn answered(what: impl Into<String>, by: &Person, body: Value, status: u16) -> Self {
        Self {
            status,
            outcome: "",
            ..Self::ends(what, by, body, "")
        }
    }
}

impl House {
    pub async fn build(ground: Ground) -> Self {
        Self::build_named(ground, "films.localhost", &[]).await
    }

    /// With a name below `localhost`, and settings of its own.
    pub async fn build_named(ground: Ground, name: &str, settings: &[(&str, &str)]) -> Self {
        let peer = Self::peer(ground, name, settings, Clock::system()).await;
        Self::around(peer).await
    }

    /// With the time in the test's hand.
    pub async fn build_with_clock(ground: Ground, settings: &[(&str, &str)], clock: Clock) -> Self {
        Self::around(Self::peer(ground, "films.localhost", settings, clock).await).await
    }

    async fn peer(ground: Ground, name: &str, settings: &[(&str, &str)], clock: Clock) -> Peer {
        let open = [
            ("federation.allow_private_networks", "127.0.0.1/32"),
            ("federation.request_timeout", "5"),
        ];
        let settings: Vec<(&str, &str)> = open.into_iter().chain(settings.iter().copied()).collect();
        Peer::start_named(name, ground.database(), &settings, clock).await
    }

    async fn around(peer: Peer) -> Self {
        let (world, trap) = (Fediverse::start().await, Tripwire::set().await);
        let mara = peer.owner("mara").await;
        let review = peer.publish(&mara, "The Long Platform").await;
        settle(&[&peer]).await;
        let (vera, eve) = (world.person("honest", "vera"), world.person("evil", "eve"));
        let house = Self {
            object: peer.service.urls().review(&review),
            root: Root::Review(review),
            peer,
            world,
            trap,
            mara,
            vera,
            eve,
            count: AtomicU32::new(1000),
        };
        for known in [&house.vera, &house.eve] {
            assert_eq!(house.send(known, &known.like(house.object.as_str(), 1)).await, 202);
        }
        house.settle().await;
        // What is on trial is what a page makes of hostile words, so none of them may be kept back as spam.
        let all = RuleTarget::Host(house.eve.host.clone());
        let rule = house
            .peer
            .service
            .set_author_rule(&house.mara, all, Some(Treatment::Approve), "on trial");
        rule.await.unwrap();
        house
    }

    pub fn inbox(&self) -> String {
        self.peer.service.urls().shared_inbox().to_string()
    }

    pub fn author(&self) -> &str {
        self.mara.actor.uri.as_str()
    }

    /// Our identifier of the review.
    pub fn review(&self) -> ReviewId {
        match &self.root {
            Root::Review(id) => id.clone(),
            Root::Post(_) => panic!("the house has a review"),
        }
    }

    /// A number that was not given before.
    pub fn next(&self) -> u32 {
        self.count.fetch_add(1, Ordering::Relaxed)
    }

    pub async fn send(&self, by: &Person, activity: &Value) -> u16 {
        self.world.send(by, &self.inbox(), activity).await
    }

    pub async fn settle(&self) {
        settle(&[&self.peer]).await;
    }

    pub fn snapshot(&self) -> Snapshot {
        Snapshot::of(self.peer.database_url())
    }

    /// `accepted: comment` and the like, for an activity.
    pub fn outcome(&self, id: &str) -> String {
        let query = format!(
            "SELECT state || ': ' || reason AS line FROM received WHERE uri = '{id}' OR uri LIKE 'forwarded:% {id}'"
        );
        lines(self.peer.database_url(), &query).join(", ")
    }

    /// An activity of somebody with an id of its own.
    pub fn activity(&self, by: &Person, kind: &str, object: &Value) -> Value {
        json!({"@context": "https://www.w3.org/ns/activitystreams", "id": by.at(&format!("/activities/{}", self.next())),
            "type": kind, "actor": by.id, "to": [PUBLIC], "object": object})
    }

    /// An answer to the review that nobody has sent yet.
    pub fn note(&self, by: &Person, html: &str) -> Value {
        by.note(&self.next().to_string(), self.object.as_str(), html, self.author())
    }

    /// A Create of an answer to the review.
    pub fn reply(&self, by: &Person, html: &str) -> Value {
        by.create_note(&self.next().to_string(), self.object.as_str(), html, self.author())
    }

    /// Makes all attacks at once, and fails unless each was answered and judged as it says, nothing in the database has changed,
    /// and nothing was connected to that must not be.
    pub async fn repel(&self, attacks: Vec<Attack>) {
        let before = self.snapshot();
        for attack in &attacks {
            let status = self.send(&attack.by, &attack.body).await;
            assert_eq!(status, attack.status, "{}: {}", attack.what, attack.body);
        }
        self.settle().await;
        for attack in attacks
            .iter()
            .filter(|attack| attack.status == 202 && !attack.outcome.is_empty())
        {
            let outcome = self.outcome(attack.body["id"].as_str().unwrap());
            assert_eq!(outcome, attack.outcome, "{}: {}", attack.what, attack.body);
        }
        let all: Vec<&str> = attacks.iter().map(|attack| attack.what.as_str()).collect();
        self.assert_untouched(&before, &all.join(", "));
    }

    /// Nothing has changed since `before`, and the tripwire is whole.
    #[track_caller]
    pub fn assert_untouched(&self, before: &Snapshot, what: &str) {
        before.assert_same(&self.snapshot(), what);
        assert_eq!(self.trap.touched(), [], "{what} led to a forbidden address");
    }

    /// The comments on the review's page, as a visitor reads them.
    pub async fn comments(&self) -> Vec<String> {
        self.settle().await;
        let talk = self.peer.conversation(&self.root).await;
        let words = |html: &str| houselights::domain::text::plain::from_html(html);
        talk.comments
            .iter()
            .map(|comment| words(comment.html.as_str()))
            .collect()
    }

    /// The page of the review, as a path.
    pub async fn page_path(&self) -> String {
        let article = self.peer.document(self.object.path()).await;
        Url::parse(article["url"].as_str().unwrap()).unwrap().path().to_owned()
    }

    /// A page as visitors get it.
    pub async fn page(&self, path: &str) -> String {
        let answer = self.peer.get(path, "text/html").await;
        assert_eq!(answer.status, 200, "{path}");
        String::from_utf8(answer.body).unwrap()
    }

    /// Requests that arrived at the other servers for a path that begins so.
    pub fn fetched(&self, host: &str, path: &str) -> usize {
        let all = self.world.fetched().into_iter();
        all.filter(|(at, what, _)| *at == self.world.host(host) && what.starts_with(path))
            .count()
    }
}
