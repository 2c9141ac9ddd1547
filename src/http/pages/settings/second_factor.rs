//! The second factor: switched on with a telephone, off with the password.

use crate::domain::second_factor::in_groups;
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::say;
use crate::service::second_factors::SecondFactorState;
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use askama::filters::Safe;
use qrcode::{Color, QrCode};
use std::fmt::Write;

const PATH: &str = "/settings/second-factor";
/// The quiet zone around the picture, in modules (ISO 18004).
const QUIET: usize = 4;

/// The page.
#[derive(Template)]
#[template(path = "settings/second_factor.html")]
pub struct SecondFactor {
    c: Chrome,
    errors: Errors,
    state: SecondFactorState,
}

/// The page that says the recovery codes, once.
#[derive(Template)]
#[template(path = "settings/recovery_codes.html")]
pub struct RecoveryCodes {
    c: Chrome,
    codes: Vec<String>,
}

/// The picture that a telephone reads: black on white in every theme, because cameras expect that. Empty when the address is too long
/// for one; the secret in letters stands beside it.
fn picture(address: &str) -> Safe<String> {
    let Ok(code) = QrCode::new(address) else {
        return Safe(String::new());
    };
    let (width, mut path) = (code.width(), String::new());
    for (n, color) in code.into_colors().into_iter().enumerate() {
        if color == Color::Dark {
            // Writing to a String cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", n % width + QUIET, n / width + QUIET);
        }
    }
    let side = width + 2 * QUIET;
    Safe(format!(
        r##"<svg role="img" aria-label="{label}" width="240" height="240" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>"##,
        label = say("factor-picture").markup(),
    ))
}

impl SecondFactor {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |state, errors| Self {
            c: samples::signed_in(PATH),
            errors,
            state,
        };
        let waiting = || SecondFactorState::Waiting {
            secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned(),
            address: "otpauth://totp/Rows:ines?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Rows".to_owned(),
        };
        vec![
            new(SecondFactorState::Off, Errors::default()),
            new(waiting(), Errors::default()),
            new(waiting(), Errors::one("code", "input-code")),
            new(SecondFactorState::On { codes_left: 1 }, Errors::default()),
            new(
                SecondFactorState::On { codes_left: 9 },
                Errors::one("password", "input-password-old"),
            ),
        ]
    }
}

impl RecoveryCodes {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        vec![Self {
            c: samples::signed_in(PATH),
            codes: vec!["k3vd-9q2m-0zfh-7t4c".to_owned(), "p8wn-61xa-gs5r-e2yj".to_owned()],
        }]
    }
}

async fn show(service: &Service, visitor: &Visitor, status: StatusCode, errors: Errors) -> Result<HttpResponse, Fault> {
    let state = service.second_factor(visitor.signed_in()?).await?;
    let c = visitor.chrome();
    send(visitor, status, &SecondFactor { c, errors, state })
}

/// `GET /settings/second-factor`.
pub async fn open(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    show(&service, &visitor, StatusCode::OK, Errors::default()).await
}

/// `POST /settings/second-factor/{verb}`.
pub async fn press(
    service: web::Data<Service>,
    visitor: Visitor,
    verb: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.signed_in()?;
    let (password, token) = (form.text("password"), visitor.session().unwrap_or_default());
    let (field, done) = match verb.as_str() {
        "begin" => (
            "password",
            service
                .begin_second_factor(viewer, password)
                .await
                .map(|()| go(PATH, "")),
        ),
        "confirm" => (
            "code",
            match service.confirm_second_factor(viewer, token, form.text("code")).await {
                Ok(codes) => return say_codes(&visitor, codes),
                Err(error) => Err(error),
            },
        ),
        "codes" => (
            "password",
            match service.renew_recovery_codes(viewer, password).await {
                Ok(codes) => return say_codes(&visitor, codes),
                Err(error) => Err(error),
            },
        ),
        "off" => (
            "password",
            service
                .end_second_factor(viewer, password)
                .await
                .map(|()| go(PATH, "factor-off")),
        ),
        _ => return Err(Error::NotFound.into()),
    };
    match done {
        Ok(answer) => Ok(answer),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, field)?;
            show(&service, &visitor, status, errors).await
        }
    }
}

fn say_codes(visitor: &Visitor, codes: Vec<String>) -> Result<HttpResponse, Fault> {
    let c = visitor.chrome();
    send(visitor, StatusCode::OK, &RecoveryCodes { c, codes })
}
