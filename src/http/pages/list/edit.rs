//! Making and changing a list, without JavaScript: a form for the list, one to put something in, one with what is in it.

use super::read::Read;
use super::typed;
use crate::domain::account::Permission;
use crate::domain::id::{ListId, ListItemId};
use crate::domain::list::{ListInput, ListKind, ListOf, SmartOrder};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{PageQuery, go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::Said;
use crate::service::lists::{ItemInput, Move};
use crate::service::views::ListEditing;
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page of a new list.
#[derive(Template)]
#[template(path = "list/new.html")]
pub struct Begin {
    c: Chrome,
    errors: Errors,
    input: ListInput,
    canons: Vec<(&'static str, &'static str, usize)>,
}

/// The page of a list that is there.
#[derive(Template)]
#[template(path = "list/edit.html")]
pub struct Edit {
    c: Chrome,
    errors: Errors,
    v: ListEditing,
    input: ListInput,
    item: ItemInput,
}

impl Begin {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |errors| Self {
            c: samples::signed_in("/lists/new"),
            errors,
            input: ListInput::default(),
            canons: vec![("best-picture", "Best Picture winners", 97)],
        };
        vec![new(Errors::default()), new(Errors::one("title", "input-list-title"))]
    }
}

impl Edit {
    fn new(c: Chrome, errors: Errors, v: ListEditing) -> Self {
        Self {
            c,
            errors,
            input: typed::input_of(&v.list),
            v,
            item: ItemInput::default(),
        }
    }

    fn is_smart(&self) -> bool {
        self.v.list.kind == ListKind::Smart
    }

    fn has_order(&self) -> bool {
        matches!(self.v.list.kind, ListKind::Manual | ListKind::Ranked)
    }

    fn of_performances(&self) -> bool {
        self.v.list.of == ListOf::Performances
    }

    fn orders(&self) -> Vec<(&'static str, Said, bool)> {
        let all = SmartOrder::ALL.into_iter();
        all.map(|order| (order.as_str(), words::order(&order), self.input.order == order.as_str()))
            .collect()
    }

    fn pages(&self) -> Vec<u32> {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        words::page_numbers(&number(self.v.page), &number(self.v.pages))
    }

    fn is_page(&self, page: &u32) -> bool {
        usize::try_from(*page).is_ok_and(|page| page == self.v.page)
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let view = |kind, of| ListEditing {
            list: Read::sample_list(kind, of),
            path: "/@ines/lists/winners".to_owned(),
            rows: if kind == ListKind::Smart {
                Vec::new()
            } else {
                Read::sample_rows()
            },
            total: 60,
            page: 2,
            pages: 3,
            completed_by: (kind == ListKind::Canonical).then(|| "The Salt Road (1974)".to_owned()),
        };
        let new = |v, errors| Self::new(samples::signed_in("/lists/l1"), errors, v);
        vec![
            new(view(ListKind::Ranked, ListOf::Films), Errors::default()),
            new(view(ListKind::Canonical, ListOf::Performances), Errors::default()),
            new(view(ListKind::Smart, ListOf::Films), Errors::one("from", "input-year")),
        ]
    }
}

/// `GET /lists/new`.
pub async fn begin(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    visitor.allowed(Permission::WriteReviews)?;
    let input = ListInput {
        language: service.config().site.language.clone(),
        ..ListInput::default()
    };
    begun(&service, &visitor, StatusCode::OK, Errors::default(), input)
}

fn begun(
    service: &Service,
    visitor: &Visitor,
    status: StatusCode,
    errors: Errors,
    input: ListInput,
) -> Result<HttpResponse, Fault> {
    let page = Begin {
        c: visitor.chrome(),
        errors,
        input,
        canons: service.canon_choices(),
    };
    send(visitor, status, &page)
}

/// `POST /lists/new`: a list as typed, or one of an award.
pub async fn create(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["title", "intro"])?;
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    if form.has("canon") {
        let id = service.take_canon(viewer, form.text("canon")).await?;
        return Ok(go(&format!("/lists/{id}"), "list"));
    }
    let input = typed::list(&form);
    match service.save_list(viewer, None, &input).await {
        Ok(id) => Ok(go(&format!("/lists/{id}"), "list")),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "title")?;
            begun(&service, &visitor, status, errors, input)
        }
    }
}

/// `GET /lists/{id}`.
pub async fn open(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let page = usize::try_from(query.number()).unwrap_or(1);
    let view = service
        .list_for_edit(viewer, &ListId::new(id.into_inner()), page)
        .await?;
    send(
        &visitor,
        StatusCode::OK,
        &Edit::new(visitor.chrome(), Errors::default(), view),
    )
}

/// `POST /lists/{id}`: the list itself.
pub async fn save(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["title", "intro"])?;
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let id = ListId::new(id.into_inner());
    let input = typed::list(&form);
    match service.save_list(viewer, Some(&id), &input).await {
        Ok(_) => Ok(go(&format!("/lists/{id}"), "saved")),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "title")?;
            let view = service.list_for_edit(viewer, &id, 1).await?;
            let page = Edit {
                input,
                ..Edit::new(visitor.chrome(), errors, view)
            };
            send(&visitor, status, &page)
        }
    }
}

/// `POST /lists/{id}/items`: puts something in, moves it, takes it out, or writes the notes.
pub async fn items(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    query: web::Query<PageQuery>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["film", "note"])?;
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let id = ListId::new(id.into_inner());
    let number = usize::try_from(query.number()).unwrap_or(1);
    let here = format!("/lists/{id}?page={number}#items");
    let (verb, item) = form.text("do").split_once(' ').unwrap_or((form.text("do"), ""));
    let of = ListItemId::new(item);
    // Whoever moves something has perhaps written a note before: it is kept.
    if verb != "add" {
        service.note_in_list(viewer, &id, typed::notes(&form)).await?;
    }
    let done = match verb {
        "up" => service.move_in_list(viewer, &id, &of, Move::Up).await,
        "down" => service.move_in_list(viewer, &id, &of, Move::Down).await,
        "to" => match form.text(&format!("to.{item}")).trim().parse::<usize>() {
            Ok(place) => service.move_in_list(viewer, &id, &of, Move::To(place)).await,
            Err(_) => Ok(()),
        },
        "remove" => service.remove_from_list(viewer, &id, &of).await,
        "notes" => return Ok(go(&here, "saved")),
        _ => {
            let input = typed::item(&form);
            return match service.add_to_list(viewer, &id, &input).await {
                Ok(()) => Ok(go(&format!("/lists/{id}?page=100000#items"), "added")),
                Err(error) => {
                    let (status, errors) = Errors::from_service(error, "film")?;
                    let view = service.list_for_edit(viewer, &id, number).await?;
                    let page = Edit {
                        item: input,
                        ..Edit::new(visitor.chrome(), errors, view)
                    };
                    send(&visitor, status, &page)
                }
            };
        }
    };
    match done {
        Ok(()) | Err(Error::NotFound) => Ok(go(&here, "saved")),
        Err(error) => Err(error.into()),
    }
}

/// `POST /lists/{id}/publish`, `/withdraw` and `/delete`.
pub async fn press(
    service: web::Data<Service>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let (id, verb) = path.into_inner();
    let id = ListId::new(id);
    match verb.as_str() {
        "publish" => {
            service.set_list_public(viewer, &id, true).await?;
            Ok(go(&format!("/lists/{id}"), "list-public"))
        }
        "withdraw" => {
            service.set_list_public(viewer, &id, false).await?;
            Ok(go(&format!("/lists/{id}"), "list-private"))
        }
        "delete" => {
            service.delete_list(viewer, &id).await?;
            Ok(go("/lists", "deleted"))
        }
        _ => Err(Error::NotFound.into()),
    }
}
