//! Three real server processes with real signatures walk threads of depth four, both ways.

use crate::support::postgres::FreshPostgres;
use crate::support::server::{Database, PASSWORD, TestServer, eventually, visitor, visitors_net};
use houselights::cli::demo::visit::Visit;
use url::Url;

/// One of the three: a server and its owner's browser.
struct Place {
    server: TestServer,
    handle: &'static str,
    visit: Visit,
    /// Path of the page of the review here.
    review: String,
}

impl Place {
    async fn open(name: &str, handle: &'static str, database: &Database) -> Self {
        let mut server = TestServer::prepare(name, database);
        server.set_up(handle);
        server.start_and_wait().await;
        let visit = Visit::sign_in(&server.origin, handle, PASSWORD, &visitors_net())
            .await
            .unwrap();
        Self {
            server,
            handle,
            visit,
            review: String::new(),
        }
    }

    fn address(&self) -> String {
        format!("@{}@{}", self.handle, self.server.host())
    }

    async fn follow(&mut self, other: &str) {
        let page = self.visit.look_up(other).await.unwrap();
        self.visit.press(&page, "/follow").await.unwrap();
    }

    /// Waits until the conversation here shows `words`, in that order.
    async fn sees(&mut self, words: &[String]) {
        let begun = std::time::Instant::now();
        loop {
            let page = self.visit.open(&self.review).await.unwrap();
            let text = page.text();
            let places: Vec<Option<usize>> = words.iter().map(|one| text.find(one)).collect();
            if places.iter().all(Option::is_some) && places.is_sorted() {
                return;
            }
            assert!(
                begun.elapsed() < std::time::Duration::from_secs(30),
                "{} does not show {words:?} in that order, but:\n{}\n{text}",
                self.server.name,
                page.url
            );
            tokio::time::sleep(std::time::Duration::from_millis(60)).await;
        }
    }

    /// Comments on the review, or answers the comment with those words.
    async fn say(&mut self, answered: Option<&String>, words: &str) {
        let page = self.visit.open(&self.review).await.unwrap();
        match answered {
            None => self.visit.comment(&page, words).await.unwrap(),
            Some(earlier) => self.visit.answer(&page, earlier, words).await.unwrap(),
        };
    }
}

/// The followers collection of an actor counts `wanted`.
pub async fn wait_for_followers(server: &TestServer, handle: &str, wanted: u64) {
    let url = server.at(&format!("/users/{handle}/followers"));
    let begun = std::time::Instant::now();
    loop {
        let total = visitor().document(&url).await.unwrap().json().unwrap()["totalItems"].as_u64();
        if total == Some(wanted) {
            return;
        }
        assert!(
            begun.elapsed().as_secs() < 30,
            "{url} counts {total:?} and not {wanted}"
        );
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
    }
}

/// Where the review with that headline stands on a server that received it.
async fn path_of(place: &mut Place, headline: &str) -> String {
    let begun = std::time::Instant::now();
    loop {
        let page = place.visit.open("/following").await.unwrap();
        if let Ok(link) = page.link(headline) {
            return link.path().to_owned();
        }
        assert!(
            begun.elapsed().as_secs() < 30,
            "the review did not arrive at {}: {}",
            place.server.name,
            page.text()
        );
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
    }
}

async fn walk(databases: [Database; 3]) {
    let [first, second, third] = &databases;
    let (mut ada, mut ben, mut cem) = tokio::join!(
        Place::open("ada", "ada", first),
        Place::open("ben", "ben", second),
        Place::open("cem", "cem", third)
    );
    let addresses = [ada.address(), ben.address(), cem.address()];
    for place in [&mut ada, &mut ben, &mut cem] {
        let own = place.address();
        for address in addresses.iter().filter(|address| **address != own) {
            place.follow(address).await;
        }
    }
    for place in [&ada, &ben, &cem] {
        wait_for_followers(&place.server, place.handle, 2).await;
    }
    let (page, object) = ada.server.publish(
        "long-platform",
        "headline: Waiting for the lamp\nrating: Good",
        "It *listens*.",
    );
    ada.review = page.path().to_owned();
    ben.review = path_of(&mut ben, "Waiting for the lamp").await;
    cem.review = path_of(&mut cem, "Waiting for the lamp").await;

    // From elsewhere up to the review, and from the review down to elsewhere.
    for (thread, order) in [("north", [1, 2, 0, 1]), ("south", [0, 1, 2, 0])] {
        let mut said: Vec<String> = Vec::new();
        for (depth, speaker) in order.into_iter().enumerate() {
            let words = format!("Words {} of the thread to the {thread}.", depth + 1);
            let speaker = match speaker {
                0 => &mut ada,
                1 => &mut ben,
                _ => &mut cem,
            };
            speaker.say(said.last(), &words).await;
            said.push(words);
            for place in [&mut ada, &mut ben, &mut cem] {
                place.sees(&said).await;
            }
        }
    }
    counts_agree(&ada, &object).await;
}

/// The public page shows all eight, and the replies collection the two that answer the review itself.
async fn counts_agree(ada: &Place, object: &Url) {
    let page = ada.server.at(&ada.review);
    let shown = eventually("all eight comments", 20, &mut visitor(), &page, |page| {
        page.text().matches("of the thread to").count() == 8
    })
    .await;
    assert_eq!(shown.text().matches("Words 4").count(), 2);
    let article = visitor().document(object).await.unwrap().json().unwrap();
    assert_eq!(article["replies"]["totalItems"], 2, "{article:#}");
}

#[tokio::test]
async fn threads_of_depth_four_cross_three_servers_both_ways_on_sqlite() {
    walk([Database::Sqlite, Database::Sqlite, Database::Sqlite]).await;
}

#[tokio::test]
async fn threads_of_depth_four_cross_three_servers_both_ways_on_postgresql() {
    let Some(one) = FreshPostgres::make() else { return };
    let (two, three) = (FreshPostgres::make().unwrap(), FreshPostgres::make().unwrap());
    let database = |fresh: &FreshPostgres| Database::Postgres(fresh.url.clone());
    walk([database(&one), database(&two), database(&three)]).await;
}
