//! How the site looks: its theme, and the style sheet made of it.

use crate::domain::account::Permission;
use crate::domain::theme::{BUILT_IN, FILE_MAX, FONTS, Theme};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::{Said, say, tell};
use crate::service::themes::{OWN, ThemeForm};
use crate::service::{Error, Service};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use askama::Template;

/// A theme to choose.
struct Choice {
    key: &'static str,
    name: &'static str,
    words: Said,
    theme: Theme,
}

/// The page.
#[derive(Template)]
#[template(path = "settings/theme.html")]
pub struct Themes {
    c: Chrome,
    errors: Errors,
    /// What is wrong with the file, all of it.
    faults: Vec<String>,
    themes: Vec<Choice>,
    own: Option<Theme>,
    choice: String,
    css: String,
    fonts: String,
}

impl Themes {
    fn new(c: Chrome, form: ThemeForm, errors: Errors) -> Self {
        let of_file = errors.all().iter().filter(|error| error.field == "css");
        Self {
            c,
            faults: of_file.map(|error| tell(&error.message)).collect(),
            errors,
            themes: BUILT_IN
                .into_iter()
                .filter_map(|built_in| {
                    Some(Choice {
                        key: built_in.key,
                        name: built_in.name,
                        words: say(built_in.words),
                        theme: Theme::parse(built_in.css).ok()?,
                    })
                })
                .collect(),
            own: Theme::parse(&form.css).ok(),
            choice: form.choice,
            css: form.css,
            fonts: FONTS.map(|font| font.name).join(", "),
        }
    }

    fn chosen(&self, key: &str) -> bool {
        self.choice == key
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let form = |choice: &str, css: &str| ThemeForm {
            choice: choice.to_owned(),
            css: css.to_owned(),
        };
        let wrong = ":root { --ink: </textarea><b>; }";
        let errors = Errors::new(Theme::parse(wrong).err().unwrap_or_default());
        let c = || samples::signed_in("/settings/theme");
        vec![
            Self::new(c(), form("velvet", ":root { --link: navy; }"), Errors::default()),
            Self::new(c(), form(OWN, wrong), errors),
        ]
    }
}

/// `GET /settings/theme`.
pub async fn open(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let form = service.theme_for_edit(visitor.allowed(Permission::EditSite)?).await?;
    let page = Themes::new(visitor.chrome(), form, Errors::default());
    send(&visitor, StatusCode::OK, &page)
}

/// `POST /settings/theme`.
pub async fn save(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    form.whole()?;
    visitor.check(&form, &["css"])?;
    let viewer = visitor.allowed(Permission::EditSite)?;
    let mut typed = ThemeForm {
        choice: form.text("choice").to_owned(),
        css: form.text("css").to_owned(),
    };
    let taken = match form.file("file") {
        Some(upload) => take_file(upload.bytes.as_deref(), &mut typed),
        None => Ok(()),
    };
    let saved = match taken {
        Ok(()) => service.save_theme(viewer, &typed).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(go("/settings/theme", "site-theme")),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "css")?;
            send(&visitor, status, &Themes::new(visitor.chrome(), typed, errors))
        }
    }
}

fn take_file(bytes: Option<&[u8]>, typed: &mut ThemeForm) -> Result<(), Error> {
    OWN.clone_into(&mut typed.choice);
    let bytes = bytes
        .filter(|bytes| bytes.len() <= FILE_MAX)
        .ok_or_else(|| Error::field("css", "input-theme-large"))?;
    let text = std::str::from_utf8(bytes).map_err(|_| Error::field("css", "input-theme-utf8"))?;
    text.clone_into(&mut typed.css);
    Ok(())
}

/// `GET /theme/{hash}.css`.
pub async fn sheet(service: web::Data<Service>, file: web::Path<String>) -> Result<HttpResponse, Fault> {
    let sheet = service.theme_sheet().await?.ok_or(Error::NotFound)?;
    if sheet.path != format!("/theme/{file}") {
        // A page that was open while another theme was chosen.
        return Ok(HttpResponse::Found()
            .insert_header((header::LOCATION, sheet.path.as_str()))
            .insert_header((header::CACHE_CONTROL, "no-cache"))
            .finish());
    }
    Ok(HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(sheet.css.clone()))
}
