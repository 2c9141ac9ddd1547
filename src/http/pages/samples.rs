//! Examples of views: what the test renders every page with. The films, the people and the words are invented.

pub mod films;
mod later;
pub mod scales;

pub use later::schedule;
pub use scales::{scale, scale_editing};

use crate::domain::comment::CommentState;
use crate::domain::id::{ActorId, CommentId, FilmId, MediaId, MentionId, PostId, ReviewId};
use crate::domain::rating::RatingChange;
use crate::domain::rating::ScaleKind;
use crate::domain::review::{Quote, Status};
use crate::domain::text::{SafeHtml, markdown};
use crate::domain::viewing::{SeenOn, times_seen};
use crate::http::pages::chrome::{Chrome, ViewerLine};
use crate::http::pages::words;
use crate::service::conversation::{Answered, CommentActions, CommentView, Conversation, EmojiCount, Faces};
use crate::service::elsewhere::PostCard;
use crate::service::mentions::{MentionActions, MentionView, Mentions};
use crate::service::sharing::SharedCard;
use crate::service::views::{
    ActorCard, FactsView, HomePage, LatestComment, PictureView, RatingView, ReviewCard, ReviewLink, ReviewList,
    ReviewPage, SectionView, TriviaView, ViewingView,
};
use chrono::{DateTime, Utc};

/// 3 October 2026, in the evening.
pub fn moment() -> DateTime<Utc> {
    DateTime::from_timestamp(1_791_053_100, 0).unwrap_or_default()
}

/// What stands around a page for nobody in particular.
pub fn chrome(path: &str) -> Chrome {
    Chrome::plain("Rows Near the Back", path)
}

/// What stands around a page for a reviewer.
pub fn signed_in(path: &str) -> Chrome {
    let viewer = ViewerLine {
        name: "Ines Calder".to_owned(),
        path: "/@ines".to_owned(),
        may_write: true,
        may_edit_site: true,
        may_manage: true,
        may_diagnose: true,
        may_moderate: true,
        waiting: 2,
        unread: 3,
    };
    Chrome {
        viewer: Some(viewer),
        csrf: "sample-token".to_owned(),
        theme: Some("dark"),
        theme_sheet: Some("/theme/sample.css".to_owned()),
        done: Some(words::say("done-saved")),
        ..chrome(path)
    }
}

/// Somebody here.
pub fn author() -> ActorCard {
    ActorCard {
        id: ActorId::new("a1"),
        name: "Ines Calder".to_owned(),
        handle: "@ines@rows.example".to_owned(),
        url: "/@ines".to_owned(),
        avatar: Some("/media/m0/96.webp".to_owned()),
        local: true,
        guest: false,
        host: "rows.example".to_owned(),
        indexable: true,
    }
}

/// Somebody elsewhere, whose name needs escaping and whose handle is long.
pub fn stranger() -> ActorCard {
    ActorCard {
        id: ActorId::new("a2"),
        name: "Jonas <b>Weld</b> & co".to_owned(),
        handle: "@jonas_watches_everything_twice@a-rather-long-server-name.example".to_owned(),
        url: "https://a-rather-long-server-name.example/@jonas".to_owned(),
        avatar: None,
        local: false,
        guest: false,
        host: "a-rather-long-server-name.example".to_owned(),
        indexable: false,
    }
}

/// The card of the site.
pub fn site_card() -> SharedCard {
    SharedCard::of_site(
        "Rows Near the Back",
        "Film reviews, and the conversation after the film.",
    )
}

/// A poster.
pub fn poster() -> PictureView {
    PictureView {
        id: MediaId::new("m1"),
        src: "/media/m1/640.jpg".to_owned(),
        webp_srcset: "/media/m1/320.webp 320w, /media/m1/640.webp 640w".to_owned(),
        jpeg_srcset: "/media/m1/320.jpg 320w, /media/m1/640.jpg 640w".to_owned(),
        width: 640,
        height: 960,
        alt: "A lorry on a white plain under an orange sun".to_owned(),
    }
}

/// A rating in words.
pub fn rating(label: &str, place: i32) -> RatingView {
    RatingView {
        label: label.to_owned(),
        scale_name: "My words".to_owned(),
        kind: ScaleKind::Words,
        place: (place > 0).then_some((place, 6)),
        value: (place > 0).then_some(place * 20 - 20),
        description: if place == 5 {
            "I looked up when it is on again".to_owned()
        } else {
            String::new()
        },
        today: (place == 2).then(|| "Worth a ticket".to_owned()),
    }
}

fn card(n: usize, title: &str, year: Option<i32>, headline: Option<&str>, rating: Option<RatingView>) -> ReviewCard {
    ReviewCard {
        id: ReviewId::new(format!("r{n}")),
        path: format!("/@ines/film-{n}"),
        film_title: title.to_owned(),
        film_year: year,
        film_path: format!("/films/film-{n}"),
        headline: headline.map(str::to_owned),
        author: author(),
        language: "en".to_owned(),
        recommend: n == 0,
        rating,
        excerpt: if n == 2 {
            String::new()
        } else {
            "A slow film that earns every minute of its slowness, with a sound mix that speaks over the dialogue."
                .to_owned()
        },
        poster: (n != 1).then(poster),
        published_at: moment(),
        comments: i64::try_from(n).unwrap_or_default(),
    }
}

/// Reviews in a list.
pub fn cards() -> Vec<ReviewCard> {
    vec![
        card(
            0,
            "The Salt Road",
            Some(1974),
            Some("Nobody here walks in a straight line"),
            Some(rating("Will watch again", 5)),
        ),
        card(
            1,
            "The Understudy’s Understudy",
            Some(2011),
            None,
            Some(rating("Walked out", 0)),
        ),
        card(
            2,
            "Harbour, Morning",
            None,
            Some("One shot, ninety minutes & no boats"),
            None,
        ),
        card(
            3,
            "Paper Lanterns",
            Some(1998),
            Some("A heist for people who like paper"),
            Some(rating("Worth the ticket", 4)),
        ),
    ]
}

/// A page of them.
pub fn list(reviews: Vec<ReviewCard>, page: u32) -> ReviewList {
    let total = i64::try_from(reviews.len()).unwrap_or_default();
    ReviewList {
        pages: if reviews.is_empty() { 1 } else { 12 },
        reviews,
        page,
        total,
    }
}

/// The first page.
pub fn home(reviews: Vec<ReviewCard>, page: u32) -> HomePage {
    let latest = LatestComment {
        author: stranger(),
        excerpt: "The bakery scene! I always thought she was hiding the money.".to_owned(),
        path: "/@ines/film-0#c1".to_owned(),
        on: "The Salt Road (1974)".to_owned(),
        published_at: moment(),
    };
    let latest_comments = if reviews.is_empty() { Vec::new() } else { vec![latest] };
    let on_this_day = reviews.iter().skip(2).take(1).cloned().collect();
    let shown_again = reviews.iter().take(2).map(|card| (card.clone(), moment())).collect();
    HomePage {
        list: list(reviews, page),
        shown_again,
        on_this_day,
        latest_comments,
        writers: vec![author()],
    }
}

fn html(source: &str) -> SafeHtml {
    markdown::to_html(source)
}

fn link(title: &str) -> ReviewLink {
    ReviewLink {
        path: "/@ines/film-0-2".to_owned(),
        title: title.to_owned(),
        published_at: moment(),
        rating: Some("Worth the ticket".to_owned()),
    }
}

/// A review with every part it can have.
pub fn full_review() -> ReviewPage {
    let section = |anchor, label: &str, text: &str| SectionView {
        anchor,
        label: label.to_owned(),
        html: html(text),
    };
    let viewing = |words: &str, datetime: Option<&str>, details: &str| ViewingView {
        words: SeenOn::parse(words).unwrap_or(SeenOn::Unknown).to_words(),
        datetime: datetime.map(str::to_owned),
        details: details.to_owned(),
    };
    ReviewPage {
        id: ReviewId::new("r0"),
        path: "/@ines/film-0".to_owned(),
        canonical: "https://rows.example/@ines/film-0".to_owned(),
        object_url: "https://rows.example/r/r0".to_owned(),
        status: Status::Published,
        film_title: "The Salt Road".to_owned(),
        film_year: Some(1974),
        film_path: "/films/film-0".to_owned(),
        film_id: FilmId::new("f0"),
        facts: films::facts(),
        speaker_path: Some("/credits/marta-osei".to_owned()),
        headline: Some("Nobody here walks in a straight line".to_owned()),
        author: author(),
        language: "en".to_owned(),
        published_at: moment(),
        edited_at: Some(moment()),
        shown_again: Some(moment()),
        reading_minutes: 6,
        rating: Some(rating("Will watch again", 5)),
        change: Some(RatingChange::Up.to_words("Worth the ticket")),
        recommend: true,
        teaser: "Two sisters, a lorry of salt and a border that closes at midnight.".to_owned(),
        spoilers: true,
        content_warning: Some("Flashing headlights".to_owned()),
        quote: Some(Quote {
            text: "You can leave the sea. It only means you start to carry it.".to_owned(),
            speaker: "Marta Osei".to_owned(),
        }),
        sections: vec![
            section(
                "synopsis",
                "Brief synopsis",
                "Two sisters drive a lorry of salt across a border that will close at midnight.",
            ),
            section(
                "take",
                "My take",
                "The middle hour *is* the film.\n\n> A long shot is about waiting.\n\n||They do not cross.||",
            ),
        ],
        bottom_line: Some(section(
            "bottom-line",
            "From the last row",
            "See it late, with someone you have argued with.",
        )),
        trivia: vec![
            TriviaView {
                html: html("The salt was real."),
                source_name: "Kestrel Film Quarterly".to_owned(),
                source_url: Some("https://kestrel.example/salt".to_owned()),
            },
            TriviaView {
                html: html("The lorry was not."),
                source_name: String::new(),
                source_url: None,
            },
        ],
        poster: Some(poster()),
        tags: vec!["road films".to_owned(), "sisters".to_owned()],
        viewings: vec![
            viewing("date unknown", None, ""),
            viewing("13 January 2014", Some("2014-01-13"), "Cinema · the Orpheum"),
        ],
        times_seen: times_seen(2),
        previous: Some(link("A border, and a very long wait")),
        newer: Some(link("Third time at the border")),
        appears_in: super::list::read::sample_places(),
        conversation: conversation(),
        mentions: mentions(),
        is_author: false,
    }
}

/// A review that is nothing but a film.
pub fn bare_review() -> ReviewPage {
    ReviewPage {
        film_year: None,
        headline: None,
        edited_at: None,
        rating: None,
        change: None,
        recommend: false,
        teaser: String::new(),
        spoilers: false,
        content_warning: None,
        quote: None,
        facts: FactsView::default(),
        speaker_path: None,
        sections: Vec::new(),
        bottom_line: None,
        trivia: Vec::new(),
        poster: None,
        tags: Vec::new(),
        viewings: Vec::new(),
        times_seen: None,
        previous: None,
        newer: None,
        appears_in: Vec::new(),
        conversation: Conversation::default(),
        mentions: Mentions::default(),
        is_author: true,
        ..full_review()
    }
}

/// A post of another server.
pub fn post() -> PostCard {
    PostCard {
        id: PostId::new("p1"),
        path: "/elsewhere/p1".to_owned(),
        url: "https://a-rather-long-server-name.example/p/1".to_owned(),
        title: "Salz & Licht".to_owned(),
        summary: "Sehenswert".to_owned(),
        author: stranger(),
        image: Some("/media/remote/abc.webp".to_owned()),
        image_alt: "A poster".to_owned(),
        published_at: moment(),
    }
}

/// A post that quotes, one that links, and a page of the web.
pub fn mentions() -> Mentions {
    let mention = |n: usize, title: &str, excerpt: &str| MentionView {
        id: MentionId::new(format!("m{n}")),
        author_id: Some(stranger().id),
        author: stranger(),
        title: title.to_owned(),
        excerpt: excerpt.to_owned(),
        language: Some("en".to_owned()),
        permalink: format!("https://a-rather-long-server-name.example/n/{n}"),
        published_at: moment(),
        edited: n == 1,
        quoted: (n == 0).then(|| ("c-c1".to_owned(), "Ines".to_owned())),
        removed: n == 3,
        may: MentionActions {
            remove: n != 3,
            revoke: n == 0,
            restore: n == 3,
        },
    };
    let web = MentionView {
        author_id: None,
        author: ActorCard {
            id: ActorId::new(""),
            name: "kestrel.example".to_owned(),
            handle: "kestrel.example".to_owned(),
            url: "https://kestrel.example/salt".to_owned(),
            avatar: None,
            local: false,
            guest: false,
            host: "kestrel.example".to_owned(),
            indexable: false,
        },
        ..mention(2, "Salt & light: five films about borders", "")
    };
    Mentions {
        quotes: vec![mention(0, "", "This is the best thing anybody wrote about that lorry.")],
        links: vec![
            mention(1, "My week in films", "Two of them were in black and white."),
            web,
            mention(3, "", "Buy salt here"),
        ],
        quotes_total: 1,
        links_total: 14,
    }
}

fn emojis() -> Vec<EmojiCount> {
    let given = |(emoji, count): (&str, i64)| EmojiCount {
        emoji: emoji.to_owned(),
        count,
    };
    [("🔥", 12), ("👍🏽", 3), (":popcorn_time:", 1)].map(given).into()
}

/// A thread with every kind of comment, four levels deep.
pub fn conversation() -> Conversation {
    let comment = |n: usize, depth, state, author: Option<ActorCard>| CommentView {
        id: CommentId::new(format!("c{n}")),
        anchor: format!("c-c{n}"),
        by_root_author: author.as_ref().is_some_and(|a| a.local),
        permalink: match &author {
            Some(a) if a.local => format!("#c-c{n}"),
            _ => format!("https://a-rather-long-server-name.example/n/{n}"),
        },
        html: if author.is_some() {
            html("The *bakery* scene! I always thought she was hiding the money.")
        } else {
            SafeHtml::default()
        },
        author,
        state,
        source: None,
        summary: (n == 3).then(|| "The ending".to_owned()),
        language: (n == 0).then(|| "en".to_owned()),
        depth,
        in_reply_to: (n == 4).then(|| Answered {
            author: ActorId::new("a2"),
            name: "Jonas".to_owned(),
            path: "/c/c3".to_owned(),
        }),
        published_at: moment(),
        edited_at: (n == 1).then(moment),
        likes: i64::try_from(n).unwrap_or_default(),
        boosts: 1,
        emojis: if n == 0 { emojis() } else { Vec::new() },
        liked: n == 0,
        boosted: n == 1,
        may: CommentActions {
            reply: n < 4,
            edit: n == 1,
            delete: n == 1,
            remove: n == 0,
            restore: n == 5,
        },
    };
    let (here, there) = (|| Some(author()), || Some(stranger()));
    Conversation {
        comments: vec![
            comment(0, 0, CommentState::Visible, there()),
            comment(1, 1, CommentState::Visible, here()),
            comment(2, 2, CommentState::Deleted, None),
            comment(3, 3, CommentState::Visible, there()),
            comment(4, 3, CommentState::Visible, here()),
            comment(5, 0, CommentState::Removed, there()),
        ],
        count: 4,
        likes: Faces {
            total: 46,
            shown: vec![stranger(), author()],
            mine: true,
        },
        boosts: Faces {
            total: 1,
            shown: vec![stranger()],
            mine: false,
        },
        emojis: emojis(),
        people: 6,
        page: 2,
        pages: 5,
    }
}
