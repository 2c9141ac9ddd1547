//! What the site says about itself.

use crate::service::views::{AboutPage, AboutWriter, ActorCard};
use crate::service::{Error, Service, policies};
use crate::store::reviews::{self, Filter};

impl Service {
    /// Who writes here, and how much.
    pub async fn about_page(&self) -> Result<AboutPage, Error> {
        let service = self.clone();
        self.read(move |c| {
            let mut writers = Vec::new();
            for actor in service.writers(c)? {
                let own = Filter {
                    author: Some(actor.id.clone()),
                    ..Filter::default()
                };
                writers.push(AboutWriter {
                    card: ActorCard::of(&actor, service.urls()),
                    reviews: reviews::count_published(c, &own)?,
                    summary: actor.summary,
                });
            }
            Ok(AboutPage {
                writers,
                shows_rules: policies::is_public(c)?,
            })
        })
        .await
    }
}
