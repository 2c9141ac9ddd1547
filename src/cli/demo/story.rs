//! The story: Mara writes on alpha, Nils follows from beta, and every step is looked up on the other side.

mod conversation;
mod review;

use super::browser::BrowserError;
use super::people::{MARA, NILS, Person};
use super::reader::{Reader, says, text};
use super::servers::{Pair, Server};
use super::stage::{Seen, Stage};
use super::visit::Visit;
use crate::cli::Failure;
use crate::env::Net;
use url::Url;

/// Everybody and everything in the story.
struct Cast<'a> {
    stage: &'a mut Stage,
    alpha: &'a Server,
    beta: &'a Server,
    reader: Reader,
    /// Mara's browser, on alpha.
    mara: Visit,
    /// Nils's browser, on beta.
    nils: Visit,
}

/// A published review.
#[derive(Clone)]
struct Published {
    /// Its page on alpha.
    page: Url,
    /// Its ActivityPub id.
    object: Url,
    /// Path of its page on beta.
    elsewhere: String,
}

/// Walks through all steps.
///
/// # Errors
/// The first step that could not be confirmed.
pub async fn tell(stage: &mut Stage, pair: &Pair, net: &Net) -> Result<(), Failure> {
    let (alpha, beta, reader) = (&pair.alpha, &pair.beta, Reader::new(net));
    for server in [alpha, beta] {
        let step = format!("An empty site listens at {} and greets its owner", server.origin());
        stage
            .confirm(&step, "the form that sets a site up", async || {
                let page = reader.page(&server.at("/")).await?;
                Ok(Seen::when(page.form("/welcome").is_ok(), || {
                    format!("{} without that form", page.url)
                }))
            })
            .await?;
    }
    let mut cast = Cast {
        mara: Visit::first(alpha.home(), MARA, net).await?,
        nils: Visit::first(beta.home(), NILS, net).await?,
        stage,
        alpha,
        beta,
        reader,
    };
    cast.is_found(MARA, alpha).await?;
    cast.is_found(NILS, beta).await?;
    cast.scale().await?;
    cast.follow().await?;
    let first = cast.publish().await?;
    cast.talk(&first).await?;
    cast.edit(&first).await?;
    cast.take_back(&first).await?;
    let second = cast.publish_again(&first).await?;
    cast.withdraw(&first, &second).await
}

impl Cast<'_> {
    async fn is_found(&mut self, person: Person, server: &Server) -> Result<(), Failure> {
        let id = server.at(&format!("/users/{}", person.handle));
        let finger = server.at(&format!(
            "/.well-known/webfinger?resource=acct:{}@{}",
            person.handle,
            server.host()
        ));
        let step = format!("{} sets up @{}@{}", person.name, person.handle, server.host());
        let reader = &self.reader;
        self.stage
            .confirm(&step, "WebFinger leads to the actor, who has that name", async || {
                let found = reader.document(&finger).await?.to_string();
                let actor = reader.document(&id).await?;
                let right = found.contains(id.as_str()) && text(&actor, "name") == person.name;
                Ok(Seen::when(right, || format!("{found} {actor}")))
            })
            .await
    }

    async fn scale(&mut self) -> Result<(), Failure> {
        self.mara
            .make_scale(
                "Moods",
                &["Wished for the exit", "Stayed for the sound", "Forgot the popcorn"],
            )
            .await?;
        let mara = &mut self.mara;
        self.stage
            .confirm(
                "Mara makes a rating scale of her own words",
                "the scale in her settings",
                async || {
                    Ok(says(
                        &mara.open("/settings/scales").await?,
                        &["Moods", "Forgot the popcorn"],
                    ))
                },
            )
            .await
    }

    async fn follow(&mut self) -> Result<(), Failure> {
        let handle = format!("@mara@{}", self.alpha.host());
        let person = self.nils.look_up(&handle).await?;
        self.stage
            .confirm(
                &format!("Nils looks {handle} up on beta"),
                "Mara's name on beta",
                async || Ok(says(&person, &[MARA.name])),
            )
            .await?;
        self.nils.press(&person, "/follow").await?;
        let (reader, nils) = (&self.reader, &mut self.nils);
        let mara_id = self.alpha.at("/users/mara");
        self.stage
            .confirm(
                "Nils follows Mara; alpha counts a follower",
                "followers.totalItems 1 on alpha",
                async || reader.counts(&mara_id, "followers", 1).await,
            )
            .await?;
        let nils_id = self.beta.at("/users/nils");
        self.stage
            .confirm(
                "Alpha accepts; beta lists Mara among those Nils follows",
                "following.totalItems 1 and her name",
                async || match reader.counts(&nils_id, "following", 1).await? {
                    Seen::Yes => Ok(says(&nils.open("/following").await?, &[MARA.name])),
                    no => Ok(no),
                },
            )
            .await
    }
}

/// The address of a review that only its page is known of.
async fn object_of(reader: &Reader, page: &Url) -> Result<Url, BrowserError> {
    let answer = reader.answer(page).await?;
    let article = answer.json()?;
    Url::parse(text(&article, "id")).map_err(|_| answer.missing("id of the Article".to_owned()))
}
