//! `houselights delete`

use super::{Failure, refused, with_service};
use crate::config::Config;
use crate::domain::id::ReviewId;
use crate::service::{Error, Service};
use crate::urls::Local;
use url::Url;

const EXAMPLES: &str = "\
Examples:
  houselights delete https://reviews.example/@mara/long-platform
  houselights delete https://reviews.example/r/01JD2Y7Q8W3N5R6S9T0V1X2Z4A";

/// Options of `delete`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Address of the review: its page, or its ActivityPub id
    url: Url,
}

/// Deletes a review for good.
///
/// # Errors
/// When the address is not that of a review here.
pub fn run(args: &Args, config: Config) -> Result<(), Failure> {
    with_service(config, async |service| {
        let url = &args.url;
        let id = find(&service, url).await?;
        let (_, author) = service.review_author(&id).await.map_err(|error| named(url, &error))?;
        let viewer = service
            .viewer_of(&author.handle)
            .await
            .map_err(|error| named(url, &error))?;
        let deleted = service.delete_review(&viewer, &id).await;
        deleted.map_err(|error| named(url, &error))?;
        eprintln!("Deleted {url}; the servers that received it are told.");
        Ok(())
    })
}

async fn find(service: &Service, url: &Url) -> Result<ReviewId, Failure> {
    match service.urls().parse(url) {
        Some(Local::Review(id)) => Ok(id),
        Some(Local::ReviewPage(handle, slug)) => {
            let viewer = service.viewer_of(&handle).await.map_err(|error| named(url, &error))?;
            let found = service
                .own_by_slug(&viewer, &slug)
                .await
                .map_err(|error| named(url, &error))?;
            found.ok_or_else(|| Failure::new(format!("{url} is no review here; it may be deleted already")))
        }
        Some(_) => Err(Failure::new(format!(
            "{url} is an address of this site, but not of a review"
        ))),
        None => Err(Failure::new(format!(
            "{url} is not an address of this site, whose addresses begin with {} (server.public_url)",
            service.urls().origin()
        ))),
    }
}

fn named(url: &Url, error: &Error) -> Failure {
    match error {
        Error::NotFound => Failure::new(format!("{url} is no review here")),
        Error::Gone => Failure::new(format!("{url} is deleted already")),
        other => refused(other),
    }
}
