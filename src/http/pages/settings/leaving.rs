//! Taking everything along, and deleting one's account.

use crate::domain::account::Role;
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::session::sign_in::add;
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use crate::service::archives::Archive;
use crate::service::views::Viewer;
use actix_web::body::SizedStream;
use actix_web::http::{StatusCode, header};
use actix_web::web::{self, Bytes};
use actix_web::{HttpResponse, error};
use askama::Template;
use futures_util::stream::{self, Stream};
use std::fs::File;
use std::io::Read;

const PATH: &str = "/settings/leaving";
/// How much of an archive is in memory at one time, in bytes.
const CHUNK: usize = 256 * 1024;

/// The page.
#[derive(Template)]
#[template(path = "settings/leaving.html")]
pub struct Leaving {
    c: Chrome,
    errors: Errors,
    handle: String,
    typed: String,
    is_owner: bool,
}

impl Leaving {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |typed: &str, is_owner, errors| Self {
            c: samples::signed_in(PATH),
            errors,
            handle: "jo".to_owned(),
            typed: typed.to_owned(),
            is_owner,
        };
        vec![
            new("", true, Errors::default()),
            new("", false, Errors::default()),
            new("<b>jo", false, Errors::one("handle", "input-handle-again")),
        ]
    }
}

fn show(
    visitor: &Visitor,
    viewer: &Viewer,
    status: StatusCode,
    typed: &str,
    errors: Errors,
) -> Result<HttpResponse, Fault> {
    let page = Leaving {
        c: visitor.chrome(),
        errors,
        handle: viewer.actor.handle.clone(),
        typed: typed.to_owned(),
        is_owner: viewer.account.role == Role::Owner,
    };
    send(visitor, status, &page)
}

/// `GET /settings/leaving`.
pub async fn open(visitor: Visitor) -> Result<HttpResponse, Fault> {
    show(&visitor, visitor.signed_in()?, StatusCode::OK, "", Errors::default())
}

/// `POST /settings/leaving`: deletes the account.
pub async fn leave(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["handle"])?;
    let viewer = visitor.signed_in()?;
    let (password, handle) = (form.text("password"), form.text("handle"));
    match service.delete_own_account(viewer, password, handle).await {
        Ok(()) => {
            let mut answer = go("/", "account-gone");
            add(&mut answer, &visitor.no_session_cookie())?;
            Ok(answer)
        }
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "handle")?;
            show(&visitor, viewer, status, handle, errors)
        }
    }
}

/// `GET /settings/leaving/archive.zip`.
pub async fn archive(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let Archive { file, length, name } = service.archive(visitor.signed_in()?).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(SizedStream::new(length, chunks(file))))
}

/// The bytes of a file from where it stands, some at a time.
fn chunks(file: File) -> impl Stream<Item = Result<Bytes, actix_web::Error>> {
    stream::try_unfold(file, |mut file| async move {
        let read = web::block(move || {
            let mut chunk = vec![0; CHUNK];
            file.read(&mut chunk).map(|length| {
                chunk.truncate(length);
                (chunk, file)
            })
        });
        let (chunk, file) = read.await?.map_err(error::ErrorInternalServerError)?;
        Ok((!chunk.is_empty()).then(|| (Bytes::from(chunk), file)))
    })
}
