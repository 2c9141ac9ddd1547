//! Publishing, editing, writing again, withdrawing.

use super::{Cast, Published, object_of};
use crate::cli::Failure;
use crate::cli::demo::browser::BrowserError;
use crate::cli::demo::people::MARA;
use crate::cli::demo::poster;
use crate::cli::demo::reader::{Reader, says, text};
use crate::cli::demo::stage::Seen;
use crate::cli::demo::visit::Typed;

const FILM: &str = "The Long Platform";
const ALT: &str = "A lamp hangs above an empty platform at night";
const TEASER: &str = "Nothing happens on a platform, and you cannot look away.";
const BETTER_TEASER: &str = "Nothing happens on a platform for ninety minutes, and you cannot look away.";

const FIRST: &[(&str, &str)] = &[
    ("film", FILM),
    ("year", "2013"),
    ("headline", "Waiting for the lamp"),
    ("quote_text", "The last train is the one you hear."),
    ("quote_speaker", "The stationmaster"),
    (
        "synopsis",
        "A stationmaster waits for a train that is not on the timetable.",
    ),
    (
        "take",
        "The film *listens*. When the lamp hums, the whole row leans forward.",
    ),
    ("bottom-line", "Sit near the middle, and do not check the time."),
    ("teaser", TEASER),
    ("viewings.0.seen_on", "2014-01-13"),
    ("viewings.0.medium", "Cinema"),
    ("viewings.0.venue", "Rex"),
    ("trivia.0.text", "The hum was recorded in a lighthouse."),
    ("trivia.0.source_name", "Sound department's notes"),
    ("trivia.0.source_url", "https://sound.example/notes"),
    ("tags", "trains, night"),
    ("recommend", "yes"),
    ("language", "en"),
];

const SECOND: &[(&str, &str)] = &[
    ("film", FILM),
    ("year", "2013"),
    ("headline", "Thirteen years later"),
    (
        "take",
        "I know now what the lamp is waiting for, and it is funnier than I remembered.",
    ),
    ("bottom-line", "Better with company."),
    ("teaser", "A second look, with company."),
    ("viewings.0.seen_on", "2026-10"),
    ("viewings.0.medium", "Cinema"),
    ("language", "en"),
];

impl Cast<'_> {
    pub(super) async fn publish(&mut self) -> Result<Published, Failure> {
        let poster = poster::png();
        let typed = Typed {
            fields: FIRST,
            rating: "Stayed for the sound",
            poster: Some((&poster, ALT)),
        };
        let page = self.mara.publish(&typed).await?.url;
        let object = object_of(&self.reader, &page).await?;
        let reader = &self.reader;
        self.stage
            .confirm(
                "Mara publishes a review with rating, epigraph, trivia and poster",
                "all of it on the page, and the same poster in the Article",
                async || {
                    let shown = reader.page(&page).await?;
                    let has_poster = shown.contents().images.iter().any(|(_, alt)| alt == ALT);
                    let article = reader.document(&object).await?;
                    let attached = article.get("image").is_some_and(|image| text(image, "name") == ALT);
                    if !(has_poster && attached) {
                        return Ok(Seen::No(format!(
                            "poster on the page: {has_poster}, in the Article: {attached}"
                        )));
                    }
                    Ok(says(
                        &shown,
                        &[
                            FILM,
                            "Stayed for the sound",
                            "The stationmaster",
                            "leans forward",
                            "lighthouse",
                            "13 January 2014",
                        ],
                    ))
                },
            )
            .await?;
        let elsewhere = self.arrives("Waiting for the lamp", TEASER).await?;
        Ok(Published {
            page,
            object,
            elsewhere,
        })
    }

    /// Waits until the review stands among what Nils follows; gives the path of its page on beta.
    async fn arrives(&mut self, headline: &str, teaser: &str) -> Result<String, Failure> {
        let nils = &mut self.nils;
        let mut path = String::new();
        let step = format!("“{headline}” arrives on beta, where Nils follows her");
        self.stage
            .confirm(
                &step,
                "title and teaser in his list, and a page of its own",
                async || {
                    let list = nils.open("/following").await?;
                    let Ok(link) = list.link(headline) else {
                        return Ok(says(&list, &[headline]));
                    };
                    let post = nils.open_url(&link).await?;
                    link.path().clone_into(&mut path);
                    match says(&post, &[headline, MARA.name]) {
                        Seen::Yes => Ok(says(&list, &[headline, teaser])),
                        no => Ok(no),
                    }
                },
            )
            .await?;
        Ok(path)
    }

    pub(super) async fn edit(&mut self, first: &Published) -> Result<(), Failure> {
        let typed = Typed {
            fields: &[("teaser", BETTER_TEASER)],
            rating: "Forgot the popcorn",
            poster: None,
        };
        self.mara.edit(&first.page, &typed).await?;
        let nils = &mut self.nils;
        self.stage
            .confirm(
                "Mara edits the review; the Update reaches beta",
                "new teaser and rating on beta",
                async || match says(&nils.open(&first.elsewhere).await?, &["Forgot the popcorn"]) {
                    Seen::Yes => Ok(says(&nils.open("/following").await?, &[BETTER_TEASER])),
                    no => Ok(no),
                },
            )
            .await
    }

    pub(super) async fn publish_again(&mut self, first: &Published) -> Result<Published, Failure> {
        let typed = Typed {
            fields: SECOND,
            rating: "Forgot the popcorn",
            poster: None,
        };
        let page = self.mara.publish(&typed).await?.url;
        let object = object_of(&self.reader, &page).await?;
        let reader = &self.reader;
        self.stage
            .confirm(
                "Mara sees the film again; her second review is chained to the first",
                "“no change” and “seen twice” on the new page, a link to it on the old one",
                async || {
                    let (new, old) = (reader.page(&page).await?, reader.page(&first.page).await?);
                    let leads = |from: &crate::cli::demo::browser::Page, to: &url::Url| {
                        from.contents().links.iter().any(|(href, _)| href.ends_with(to.path()))
                    };
                    if !(leads(&new, &first.page) && leads(&old, &page)) {
                        return Ok(Seen::No("pages that do not lead to each other".to_owned()));
                    }
                    let lower = new.text().to_lowercase();
                    let right = lower.contains("no change") && lower.contains("seen twice");
                    Ok(Seen::when(right, || lower))
                },
            )
            .await?;
        let elsewhere = self
            .arrives("Thirteen years later", "A second look, with company.")
            .await?;
        Ok(Published {
            page,
            object,
            elsewhere,
        })
    }

    pub(super) async fn withdraw(&mut self, first: &Published, second: &Published) -> Result<(), Failure> {
        self.mara.withdraw(&first.page).await?;
        let reader = &self.reader;
        self.stage
            .confirm(
                "Mara withdraws the first review; its address is gone for good",
                "410 with a Tombstone, and 410 for people",
                async || {
                    let (answer, shown) = (reader.answer(&first.object).await?, reader.page(&first.page).await?);
                    let tombstone = answer
                        .json()
                        .is_ok_and(|document| text(&document, "type") == "Tombstone");
                    let right = answer.status.as_u16() == 410 && tombstone && shown.status.as_u16() == 410;
                    Ok(Seen::when(right, || {
                        format!("{} (Tombstone: {tombstone}) and {}", answer.status, shown.status)
                    }))
                },
            )
            .await?;
        let (nils, path) = (&mut self.nils, second.elsewhere.as_str());
        self.stage
            .confirm(
                "The Delete reaches beta; the second review stays",
                "only the second review in Nils's list",
                async || {
                    let list = nils.open("/following").await?;
                    let second = nils.open(path).await?;
                    let (gone, stays) = (!list.shows("Waiting for the lamp"), list.shows("Thirteen years later"));
                    let right = gone && stays && second.status.is_success();
                    Ok(Seen::when(right, || {
                        format!("first gone: {gone}, second there: {stays}, its page: {}", second.status)
                    }))
                },
            )
            .await?;
        let object = &second.object;
        self.stage
            .confirm(
                "The outbox of alpha lists the second review only",
                "its id, and not that of the first",
                async || {
                    let listed = outbox(reader, &self.alpha.at("/users/mara")).await?;
                    let has = |url: &url::Url| listed.iter().any(|id| id == url.as_str());
                    Ok(Seen::when(has(object) && !has(&first.object), || listed.join(", ")))
                },
            )
            .await
    }
}

/// Ids of the objects on the first page of an actor's outbox.
async fn outbox(reader: &Reader, actor: &url::Url) -> Result<Vec<String>, BrowserError> {
    let answer = reader.answer(actor).await?;
    let actor = answer.json()?;
    let address = |document: &serde_json::Value, name: &str| {
        url::Url::parse(text(document, name)).map_err(|_| answer.missing(format!("{name} with an address")))
    };
    let outbox = reader.document(&address(&actor, "outbox")?).await?;
    let page = reader.document(&address(&outbox, "first")?).await?;
    let items = page
        .get("orderedItems")
        .and_then(serde_json::Value::as_array)
        .cloned()
        .unwrap_or_default();
    let object = |item: &serde_json::Value| item.get("object").map(|object| text(object, "id").to_owned());
    Ok(items.iter().filter_map(object).collect())
}
