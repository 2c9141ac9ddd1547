//! The list of one's rating scales.

use crate::domain::account::Permission;
use crate::domain::id::ScaleId;
use crate::domain::rating::{PRESETS, Preset, Scale};
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use crate::service::views::ScaleLine;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The list of scales.
#[derive(Template)]
#[template(path = "settings/scales.html")]
pub struct Scales {
    c: Chrome,
    lines: Vec<ScaleLine>,
    presets: &'static [Preset],
}

impl Scales {
    fn in_use(&self) -> Vec<&ScaleLine> {
        self.lines.iter().filter(|line| line.scale.is_in_use()).collect()
    }

    fn replaced(&self) -> Vec<&ScaleLine> {
        self.lines.iter().filter(|line| !line.scale.is_in_use()).collect()
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |lines| Self {
            c: samples::signed_in("/settings/scales"),
            lines,
            presets: PRESETS,
        };
        let used = ScaleLine {
            scale: samples::scale(),
            reviews: 12,
            replaced_by: None,
        };
        let replaced = ScaleLine {
            scale: Scale {
                id: ScaleId::new("old"),
                name: "Stars <of old>".to_owned(),
                replaced_by: Some(ScaleId::new("my")),
                ..samples::scale()
            },
            reviews: 1,
            replaced_by: Some("My words".to_owned()),
        };
        vec![new(Vec::new()), new(vec![used, replaced])]
    }
}

/// `GET /settings/scales`.
pub async fn list(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let lines = service.scale_list(viewer).await?;
    send(
        &visitor,
        StatusCode::OK,
        &Scales {
            c: visitor.chrome(),
            lines,
            presets: PRESETS,
        },
    )
}
