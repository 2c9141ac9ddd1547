//! A site of ten thousand reviews: how long each of its pages takes when it is made anew, and when it is kept.

use crate::process::Usage;
use crate::report::Pages;
use crate::support::server::{Database, TestServer, visitor};
use crate::traffic::{get, latencies};
use std::collections::BTreeSet;
use std::time::Duration;

/// What the issue asks for.
const SIZE: [&str; 8] = [
    "dev",
    "seed",
    "--reviews",
    "10000",
    "--films",
    "8000",
    "--comments",
    "100000",
];
/// One review with everything below it.
const THREAD: [&str; 8] = ["dev", "seed", "--reviews", "1", "--films", "1", "--comments", "2000"];
/// What `dev seed` prints.
const PASSWORD: &str = "the fourth row from the back";
/// How often each kind of page is asked for.
const SAMPLES: usize = 200;
/// Words to search for: common ones, rare ones, beginnings, a typing mistake, and one that nobody wrote.
const WORDS: [&str; 10] = [
    "night",
    "the river",
    "harbour",
    "sil",
    "glass house",
    "lantren",
    "montage",
    "ines",
    "winter",
    "zyzzyva",
];

/// Fills a site and asks for every kind of page that everybody may read, and for those of its owner.
pub async fn measure(name: &str, database: &Database, report: &mut Pages) {
    let server = seeded(&SIZE, database).await;
    let cookie = sign_in(&server).await;
    for (what, addresses) in kinds(&server).await {
        ask(&server, &cookie, (name, &what), &addresses, report).await;
    }
    let memory = Usage::of(server.id().unwrap()).rss_mb;
    report.say(&format!("{name}: memory after all of it (RSS): {memory:.0} MB."));
}

/// Asks for the first and for the last page of a conversation of two thousand comments.
pub async fn measure_thread(name: &str, database: &Database, report: &mut Pages) {
    let server = seeded(&THREAD, database).await;
    let cookie = sign_in(&server).await;
    let mut browser = visitor();
    let mut found = Found::default();
    found.add(&browser.open(&server.at("/")).await.unwrap().html(), "/@", 1);
    let address = found.all().remove(0);
    let page = browser.open(&server.at(&address)).await.unwrap().html();
    let last = page
        .split(&format!("href=\"{address}?page="))
        .skip(1)
        .filter_map(|rest| rest.split(['"', '#', '&']).next()?.parse::<u32>().ok())
        .max()
        .unwrap();
    let pages = [("first", address.clone()), ("last", format!("{address}?page={last}"))];
    for (which, address) in pages {
        let what = format!("2,000 comments under a review, the {which} page");
        ask(&server, &cookie, (name, &what), &[address], report).await;
    }
    let bytes = page.len() / 1024;
    report.say(&format!(
        "{name}: the first page of that conversation has {bytes} KB of HTML."
    ));
}

async fn seeded(size: &[&str], database: &Database) -> TestServer {
    let mut server = TestServer::prepare("large", database);
    server.set("log.filter", "warn");
    server.set("server.workers", "0");
    server.cli_ok(size, "");
    server.start_and_wait().await;
    server
}

/// Asks for pages of one kind, made anew, visited for the first time, and kept.
async fn ask(server: &TestServer, cookie: &str, (name, what): (&str, &str), addresses: &[String], report: &mut Pages) {
    let asked: Vec<&String> = addresses.iter().cycle().take(SAMPLES).collect();
    let requests = |headers: &str| -> Vec<Vec<u8>> {
        let request = |path: &&String| get(&server.at(path), &format!("text/html{headers}"));
        asked.iter().map(request).collect()
    };
    // Whoever is signed in is never given a kept page.
    let anew = latencies(server.port, &requests(&format!("\r\ncookie: {cookie}"))).await;
    let visited = latencies(server.port, &requests("")).await;
    let kept = latencies(server.port, &requests("")).await;
    report.add(name, what, addresses.len(), &anew, &visited, &kept);
}

async fn sign_in(server: &TestServer) -> String {
    let mut browser = visitor();
    let page = browser.open(&server.at("/sign-in")).await.unwrap();
    let form = page
        .form("/sign-in")
        .unwrap()
        .with("handle", "ines")
        .with("password", PASSWORD);
    let page = browser.submit(&page, &form, None).await.unwrap();
    assert!(page.shows("Sign out"), "{}", page.text());
    browser.cookies_for(&server.at("/")).unwrap()
}

/// The kinds of pages, each with as many addresses as are worth asking for.
async fn kinds(server: &TestServer) -> Vec<(String, Vec<String>)> {
    let mut browser = visitor();
    let (mut reviews, mut films, mut people, mut tags) =
        (Found::default(), Found::default(), Found::default(), Found::default());
    for page in (1..400).step_by(40) {
        let html = browser
            .open(&server.at(&format!("/?page={page}")))
            .await
            .unwrap()
            .html();
        reviews.add(&html, "/@", 1);
    }
    for review in reviews.0.iter().take(60).cloned().collect::<Vec<_>>() {
        let html = browser.open(&server.at(&review)).await.unwrap().html();
        films.add(&html, "/films/", 0);
        people.add(&html, "/credits/", 0);
        tags.add(&html, "/tags/", 0);
        tags.add(&html, "/@ines/tags/", 0);
    }
    let html = browser.open(&server.at("/lists")).await.unwrap().html();
    let mut lists = Found::default();
    lists.add(&html, "/@ines/lists/", 0);
    let html = browser.open(&server.at("/posts")).await.unwrap().html();
    let mut posts = Found::default();
    posts.add(&html, "/@ines/posts/", 0);
    let mut index = Vec::new();
    for by in ["title", "person"] {
        let html = browser
            .open(&server.at(&format!("/index?by={by}")))
            .await
            .unwrap()
            .html();
        index.push((by, places(&html)));
    }
    let places = |wanted: &str| {
        index
            .iter()
            .filter(|(by, _)| *by == wanted)
            .flat_map(|(_, all)| all.clone())
            .collect::<Vec<_>>()
    };
    let one = |path: &str| vec![path.to_owned()];
    let each = |of: &str, values: Vec<String>| values.into_iter().map(|value| format!("{of}{value}")).collect();
    let numbers = |from: usize, until: usize| (from..until).map(|n| n.to_string()).collect::<Vec<_>>();
    vec![
        ("home, all its pages".to_owned(), each("/?page=", numbers(1, 200))),
        (
            "profile, all its pages".to_owned(),
            each("/@ines?page=", numbers(1, 200)),
        ),
        ("review".to_owned(), reviews.all()),
        ("film".to_owned(), films.all()),
        ("person".to_owned(), people.all()),
        ("tag".to_owned(), tags.all()),
        ("index by title".to_owned(), one("/index")),
        ("index by title, each letter".to_owned(), places("title")),
        (
            "index, filtered".to_owned(),
            each("/index?q=", WORDS.map(encoded).to_vec()),
        ),
        ("index by year".to_owned(), one("/index?by=year")),
        ("index by rating".to_owned(), one("/index?by=rating")),
        ("index by person, each letter".to_owned(), places("person")),
        ("index by tag".to_owned(), one("/index?by=tag")),
        ("diary, each year".to_owned(), each("/diary/", numbers(2016, 2027))),
        ("numbers of all time".to_owned(), one("/stats")),
        ("numbers, each year".to_owned(), each("/stats/", numbers(2016, 2027))),
        ("search".to_owned(), each("/search?q=", WORDS.map(encoded).to_vec())),
        ("lists".to_owned(), one("/lists")),
        ("list".to_owned(), lists.all()),
        ("posts".to_owned(), one("/posts")),
        ("post".to_owned(), posts.all()),
        ("feed (Atom)".to_owned(), one("/feed.atom")),
        ("sitemap".to_owned(), one("/sitemap.xml")),
        ("drafts".to_owned(), one("/drafts")),
        ("editor, empty".to_owned(), one("/write")),
        ("news".to_owned(), one("/news")),
        ("settings".to_owned(), one("/settings")),
    ]
}

/// The letters of an index.
fn places(html: &str) -> Vec<String> {
    let bar = html.split("letters").nth(1).unwrap_or_default();
    let bar = bar.split("</nav>").next().unwrap_or_default();
    let links = bar.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.map(|link| link.replace("&amp;", "&")).collect()
}

fn encoded(words: &str) -> String {
    words.replace(' ', "+")
}

/// Addresses found on pages, each once.
#[derive(Default)]
struct Found(BTreeSet<String>);

impl Found {
    /// Those of `html` that begin with `start` and have `deeper` more slashes behind it.
    fn add(&mut self, html: &str, start: &str, deeper: usize) {
        for rest in html.split("href=\"").skip(1) {
            let path = rest.split(['"', '#', '?']).next().unwrap_or_default();
            if path
                .strip_prefix(start)
                .is_some_and(|name| !name.is_empty() && name.matches('/').count() == deeper)
            {
                self.0.insert(path.to_owned());
            }
        }
    }

    fn all(self) -> Vec<String> {
        self.0.into_iter().collect()
    }
}

/// The 95th of a hundred, and the one in the middle.
pub fn percentile(all: &[Duration], percent: usize) -> Duration {
    let mut sorted = all.to_vec();
    sorted.sort();
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}
