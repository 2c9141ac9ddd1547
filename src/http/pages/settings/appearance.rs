//! Light or dark and the language of the interface, remembered by the reader's browser.

use crate::http::extract::{Visitor, chosen_language};
use crate::http::forms::Form;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::Language;
use crate::service::Service;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "settings/appearance.html")]
pub struct Appearance {
    c: Chrome,
    /// The language of the site, which readers get who chose none.
    site: Language,
    /// The one that this reader chose.
    chosen: Option<Language>,
}

impl Appearance {
    fn is_chosen(&self, language: &Language) -> bool {
        self.chosen.as_ref() == Some(language)
    }

    fn languages(&self) -> &'static [Language] {
        &Language::ALL
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        vec![
            Self {
                c: samples::chrome("/appearance"),
                site: Language::English,
                chosen: None,
            },
            Self {
                c: samples::signed_in("/appearance"),
                site: Language::English,
                chosen: Some(Language::German),
            },
        ]
    }
}

/// `GET /appearance`.
pub async fn open(service: web::Data<Service>, visitor: Visitor, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let page = Appearance {
        c: visitor.chrome(),
        site: service.language(),
        chosen: chosen_language(&request),
    };
    send(&visitor, StatusCode::OK, &page)
}

/// `POST /appearance`.
pub async fn save(visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let theme = match form.text("theme") {
        "light" => Some("light"),
        "dark" => Some("dark"),
        _ => None,
    };
    let mut answer = go("/appearance", "theme");
    // Cookies made of constants are never too long; a header that did not fit would only mean that nothing is remembered.
    answer.add_cookie(&visitor.theme_cookie(theme)).ok();
    let language = Language::of_tag(form.text("language"));
    answer.add_cookie(&visitor.language_cookie(language)).ok();
    Ok(answer)
}
