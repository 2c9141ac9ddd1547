//! Actors, reviews and comments for the tests of this folder.

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::comment::{Audience, Comment, CommentState, Door, Root};
use crate::domain::film::Film;
use crate::domain::id::{ActorId, CommentId, FilmId, MediaId, ReviewId, ScaleId, StepId, ViewingId};
use crate::domain::moderation::CommentPolicy;
use crate::domain::quote::QuotePolicy;
use crate::domain::rating::RatingChange;
use crate::domain::rating::{Rating, ScaleKind, Step};
use crate::domain::review::{Quote, Review, Section, SectionKind, Status, Trivia};
use crate::domain::text::SafeHtml;
use crate::domain::viewing::{SeenOn, Viewing};
use crate::service::collections::Page;
use crate::service::outgoing::{CommentDocument, Counts, MediaDoc, Previous, ReviewDocument};
use crate::urls::Urls;
use chrono::{DateTime, TimeZone, Utc};
use serde_json::{Value, json};
use url::Url;

pub(crate) fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 12, 0, 0).unwrap()
}

pub(crate) fn urls() -> Urls {
    Urls::new(&Url::parse("https://films.example").unwrap())
}

fn html(text: &str) -> SafeHtml {
    SafeHtml::from_stored(text.to_owned())
}

pub(crate) fn mara() -> Actor {
    let urls = urls();
    Actor {
        id: ActorId::new("01mara"),
        uri: urls.actor("mara"),
        handle: "mara".to_owned(),
        host: None,
        kind: ActorKind::Person,
        name: "Mara Lindqvist".to_owned(),
        summary_source: "Films about [trains](/films).".to_owned(),
        summary: html("<p>Films about <a href=\"/films\">trains</a>.</p>"),
        url: urls.profile("mara"),
        inbox: urls.actor_part("mara", "inbox"),
        shared_inbox: Some(urls.shared_inbox()),
        followers_url: Some(urls.actor_part("mara", "followers")),
        public_key_id: urls.actor_key("mara"),
        public_key_pem: "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n".to_owned(),
        avatar_url: None,
        avatar_media: Some(MediaId::new("01avatar")),
        manually_approves: false,
        discoverable: true,
        indexable: true,
        created_at: noon(),
        updated_at: noon(),
        fetched_at: None,
        deleted_at: None,
    }
}

pub(crate) fn instance() -> Actor {
    let urls = urls();
    Actor {
        id: ActorId::new("01instance"),
        uri: urls.instance_actor(),
        handle: "films.example".to_owned(),
        kind: ActorKind::Application,
        name: "Films".to_owned(),
        url: urls.home(),
        inbox: urls.shared_inbox(),
        followers_url: None,
        public_key_id: urls.instance_key(),
        avatar_media: None,
        ..mara()
    }
}

pub(crate) fn ivo() -> Actor {
    let at = |path: &str| Url::parse(&format!("https://other.example{path}")).unwrap();
    Actor {
        id: ActorId::new("01ivo"),
        uri: at("/users/ivo"),
        handle: "ivo".to_owned(),
        host: Some("other.example".to_owned()),
        name: "Ivo".to_owned(),
        url: at("/@ivo"),
        inbox: at("/users/ivo/inbox"),
        shared_inbox: Some(at("/inbox")),
        followers_url: Some(at("/users/ivo/followers")),
        public_key_id: "https://other.example/users/ivo#main-key".to_owned(),
        avatar_media: None,
        ..mara()
    }
}

pub(crate) fn remote_person_json(id: &str) -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
        "id": id,
        "type": "Person",
        "preferredUsername": "ivo",
        "name": "Ivo",
        "inbox": format!("{id}/inbox"),
        "outbox": format!("{id}/outbox"),
        "followers": format!("{id}/followers"),
        "publicKey": {"id": format!("{id}#main-key"), "owner": id, "publicKeyPem": "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n"}
    })
}

pub(crate) fn review_document() -> ReviewDocument {
    let film = Film {
        id: FilmId::new("01film"),
        title: "The Long Platform".to_owned(),
        sort_title: "long platform".to_owned(),
        year: Some(1962),
        slug: "the-long-platform-1962".to_owned(),
        created_at: noon(),
    };
    let section = |kind: SectionKind, source: &str, text: &str| Section {
        kind,
        label: crate::messages::Language::English.tell(&kind.default_label()),
        source: source.to_owned(),
        html: html(text),
    };
    let viewing = |id: &str, seen_on: &str, medium: &str| Viewing {
        id: ViewingId::new(id),
        film_id: FilmId::new("01film"),
        review_id: Some(ReviewId::new("01review")),
        seen_on: SeenOn::parse(seen_on).unwrap(),
        medium: medium.to_owned(),
        venue: String::new(),
        note: String::new(),
        private: false,
    };
    let review = Review {
        id: ReviewId::new("01review"),
        author_id: ActorId::new("01mara"),
        film_id: FilmId::new("01film"),
        headline: Some("Waiting, again".to_owned()),
        slug: "the-long-platform".to_owned(),
        language: "en".to_owned(),
        status: Status::Published,
        sections: vec![
            section(
                SectionKind::Synopsis,
                "A stationmaster waits.",
                "<p>A stationmaster waits.</p>",
            ),
            section(
                SectionKind::Take,
                "Slow & *lovely*. See [the film](/films/x).",
                "<p>Slow &amp; <em>lovely</em>. See <a href=\"/films/x\">the film</a>.</p>",
            ),
        ],
        quote: Some(Quote {
            text: "The train is never late. We are early.".to_owned(),
            speaker: "Stationmaster".to_owned(),
        }),
        trivia: vec![Trivia {
            source: "The clock is real.".to_owned(),
            html: html("<p>The clock is real.</p>"),
            source_name: "Clock Monthly".to_owned(),
            source_url: Some(Url::parse("https://clocks.example/7").unwrap()),
        }],
        step_id: Some(StepId::new("01step")),
        recommend: true,
        teaser: "Two hours of waiting that fly by.".to_owned(),
        spoilers: false,
        content_warning: None,
        poster_id: Some(MediaId::new("01poster")),
        tags: vec!["film noir".to_owned(), "Trains".to_owned()],
        created_at: noon(),
        saved_at: noon(),
        published_at: Some(noon()),
        edited_at: None,
        announced_at: None,
        gone_at: None,
        rechained_at: None,
        revision: 1,
    };
    ReviewDocument {
        review,
        author: mara(),
        film,
        film_links: Vec::new(),
        poster: Some(MediaDoc {
            id: MediaId::new("01poster"),
            alt: "A man under a station clock".to_owned(),
            width: 1280,
            height: 1920,
            blurhash: "LEHV6nWB2yk8pyo0adR*.7kCMdnj".to_owned(),
        }),
        rating: Some(Rating {
            step: Step {
                id: StepId::new("01step"),
                scale_id: ScaleId::new("01scale"),
                version: 1,
                position: 4,
                label: "Superb".to_owned(),
                value: Some(75),
                description: String::new(),
                becomes: None,
            },
            scale_name: "Mara's words".to_owned(),
            scale_kind: ScaleKind::Words,
            steps_total: 5,
            since: Vec::new(),
        }),
        previous: Some(Previous {
            id: ReviewId::new("01before"),
        }),
        change: Some(RatingChange::Up.to_words("Fine")),
        viewings: vec![viewing("v1", "2014", "DVD"), viewing("v2", "2026-11-20", "Cinema")],
        counts: Counts {
            likes: 3,
            boosts: 1,
            replies: 2,
        },
        quotes: QuotePolicy::Anyone,
        comments: CommentPolicy::default(),
        replies: Page {
            items: vec![
                Url::parse("https://other.example/notes/1").unwrap(),
                urls().comment(&CommentId::new("01comment")),
            ],
            next: None,
        },
    }
}

pub(crate) fn comment_document() -> CommentDocument {
    let urls = urls();
    let id = CommentId::new("01comment");
    CommentDocument {
        comment: Comment {
            uri: urls.comment(&id),
            url: Url::parse("https://films.example/@mara/the-long-platform#c-01comment").unwrap(),
            id,
            root: Root::Review(ReviewId::new("01review")),
            parent_id: Some(CommentId::new("01parent")),
            in_reply_to: Url::parse("https://other.example/notes/1").unwrap(),
            author_id: ActorId::new("01mara"),
            door: Door::Member,
            source: "Thank you, *Ivo*.".to_owned(),
            html: html("<p>Thank you, <em>Ivo</em>.</p>"),
            summary: None,
            language: Some("en".to_owned()),
            audience: Audience::Public,
            state: CommentState::Visible,
            published_at: noon(),
            edited_at: None,
            gone_at: None,
            created_at: noon(),
        },
        author: mara(),
        parent_author: Some(ivo()),
        root_author: mara(),
        mentions: vec![ivo()],
        context: urls.review_part(&ReviewId::new("01review"), "context"),
        approved_by: None,
        counts: Counts::default(),
        quotes: QuotePolicy::Anyone,
        quoted: None,
        replies: Page {
            items: Vec::new(),
            next: None,
        },
    }
}
