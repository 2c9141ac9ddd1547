//! Light or dark, remembered by the reader's browser.

use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "settings/appearance.html")]
pub struct Appearance {
    c: Chrome,
}

impl Appearance {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        vec![
            Self {
                c: samples::chrome("/appearance"),
            },
            Self {
                c: samples::signed_in("/appearance"),
            },
        ]
    }
}

/// `GET /appearance`.
pub async fn open(visitor: Visitor) -> Result<HttpResponse, Fault> {
    send(&visitor, StatusCode::OK, &Appearance { c: visitor.chrome() })
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
    // A cookie made of constants is never too long; a header that did not fit would only mean that nothing is remembered.
    answer.add_cookie(&visitor.theme_cookie(theme)).ok();
    Ok(answer)
}
