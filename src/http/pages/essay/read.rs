//! A post of this site.

use crate::domain::essay::Essay;
use crate::domain::id::{ActorId, EssayId, PostId};
use crate::domain::review::Status;
use crate::domain::text::markdown;
use crate::http::extract::Visitor;
use crate::http::linked_data;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::comment::thread;
use crate::http::pages::{PageQuery, samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::sharing::Shared;
use crate::http::shelf::Shelf;
use crate::service::Service;
use crate::service::freshness::Tag;
use crate::service::sharing::SharedCard;
use crate::service::views::EssayPage;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use askama::filters::Safe;

/// The page.
#[derive(Template)]
#[template(path = "essay/read.html")]
pub struct Read {
    c: Chrome,
    v: EssayPage,
    s: Shared,
    data: Safe<String>,
    root_path: String,
}

impl Read {
    /// The page of this view.
    pub fn new(c: Chrome, v: EssayPage, origin: &str) -> Self {
        let card = SharedCard::of_essay(&c.site_name, &v.essay, &v.author);
        let at = v.essay.published_at.unwrap_or(v.essay.saved_at);
        let s = Shared {
            description: v.description.clone(),
            creator: Some(v.author.handle.clone()),
            indexable: v.author.indexable,
            published: Some((at, v.essay.edited_at)),
            ..Shared::new("article", v.essay.title.clone(), v.canonical.clone(), origin, &card)
        };
        Self {
            data: linked_data::essay(&v, &c.site_name, origin),
            root_path: format!("/elsewhere/{}", v.essay.id),
            s,
            c,
            v,
        }
    }

    /// When it was published.
    fn at(&self) -> &chrono::DateTime<chrono::Utc> {
        self.v.essay.published_at.as_ref().unwrap_or(&self.v.essay.saved_at)
    }

    /// Headings in the text stand one level below this.
    fn has_headings(&self) -> bool {
        self.v.html.as_str().contains("<h3")
    }

    /// An example.
    pub fn sample_essay() -> Essay {
        Essay {
            id: EssayId::new("e1"),
            author_id: ActorId::new("a1"),
            title: "Ten films for a <long> train".to_owned(),
            slug: "ten".to_owned(),
            language: "en".to_owned(),
            teaser: String::new(),
            source: "1. [[The Salt Road (1974)]]".to_owned(),
            status: Status::Published,
            created_at: samples::moment(),
            saved_at: samples::moment(),
            published_at: Some(samples::moment()),
            edited_at: Some(samples::moment()),
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let view = EssayPage {
            essay: Self::sample_essay(),
            path: "/@ines/posts/ten".to_owned(),
            canonical: "https://rows.example/@ines/posts/ten".to_owned(),
            object_url: "https://rows.example/p/e1".to_owned(),
            author: samples::author(),
            html: markdown::to_html("1. [The Salt Road](/films/film-0)"),
            description: "Ten films, one lorry & no sleep.".to_owned(),
            reading_minutes: 3,
            conversation: samples::conversation(),
            is_author: true,
        };
        let new = |c, v| Self::new(c, v, "https://rows.example");
        vec![
            new(samples::signed_in("/@ines/posts/ten"), view.clone()),
            new(
                samples::chrome("/@ines/posts/ten"),
                EssayPage {
                    is_author: false,
                    ..view
                },
            ),
        ]
    }
}

/// `GET /@{handle}/posts/{slug}`.
pub async fn show(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    query: web::Query<PageQuery>,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let (handle, slug) = path.into_inner();
    let page = query.number();
    let make = || async {
        let view = service.essay_page(&handle, &slug, visitor.viewer(), page).await?;
        let mut tags = vec![
            Tag::essay(&view.essay.id),
            Tag::post(&PostId::new(view.essay.id.as_str())),
            Tag::site(),
            Tag::actor(&view.author.id),
        ];
        let talk = &view.conversation;
        let faces = talk.likes.shown.iter().chain(&talk.boosts.shown);
        let people = faces.chain(talk.comments.iter().filter_map(|c| c.author.as_ref()));
        tags.extend(people.map(|actor| Tag::actor(&actor.id)));
        let answered = talk.comments.iter().filter_map(|c| c.in_reply_to.as_ref());
        tags.extend(answered.map(|answered| Tag::actor(&answered.author)));
        Ok((text(&Read::new(visitor.chrome(), view, service.urls().origin()))?, tags))
    };
    let key = format!("/@{handle}/posts/{slug} {page}");
    send_kept(&service, &shelf, &request, &visitor, &key, make).await
}
