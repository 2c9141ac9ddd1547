//! Forms that another site sends in the name of whoever is signed in here.

use super::{crawl, fill};
use crate::pages::browser::{World, world};
use diesel::prelude::*;
use diesel::sql_types::Text;
use scraper::Selector;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Tables that every request may write to: when a session was seen, how often an address tried, what was turned away.
const RESTLESS: [&str; 3] = ["sessions", "sign_in_attempts", "search_"];

/// Everything that stands in a database, by table.
fn contents(world: &World) -> BTreeMap<String, Vec<String>> {
    let path = world
        .site
        .database
        .options
        .url
        .trim_start_matches("sqlite://")
        .to_owned();
    let mut c = SqliteConnection::establish(&path).unwrap();
    let mut lines = |query: &str| -> Vec<String> {
        let rows: Vec<Line> = diesel::sql_query(query).load(&mut c).unwrap();
        rows.into_iter().map(|row| row.line).collect()
    };
    let tables = lines("SELECT name AS line FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'");
    let mut all = BTreeMap::new();
    for table in tables {
        if RESTLESS.iter().any(|name| table.starts_with(name)) {
            continue;
        }
        let columns = lines(&format!("SELECT name AS line FROM pragma_table_info('{table}')"));
        let row: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
        let rows = lines(&format!(
            "SELECT {} AS line FROM \"{table}\" ORDER BY 1",
            row.join(" || ',' || ")
        ));
        all.insert(table, rows);
    }
    all
}

/// The addresses that take forms, as `src/http/mod.rs` names them.
fn routes_that_write() -> Vec<String> {
    let source = fs::read_to_string("src/http/mod.rs").unwrap();
    let (_, routes) = source.split_once("pub fn routes(").unwrap();
    let services = routes.split(".service(").skip(1);
    let writing = services.filter(|service| service.contains("post().to("));
    let all: Vec<String> = writing
        .map(|service| service.split('"').nth(1).unwrap().to_owned())
        .collect();
    assert!(all.len() > 60, "{all:?}");
    all
}

/// What is fit to take a form without a token of this site, and why.
const OPEN: [&str; 1] = [
    // One click of a mail program (RFC 8058): the seal in the address is what allows it, and it can only end mails.
    "/notices/{reader}/{what}/{seal}",
];

/// What stands in made up addresses.
const NOTHING: &str = "01none";

/// Does an address fit a route?
fn fits(route: &str, path: &str) -> bool {
    let (route, path): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), path.split('/').collect());
    route.len() == path.len()
        && route
            .iter()
            .zip(&path)
            .all(|(wanted, given)| match wanted.split_once('{') {
                Some((before, name)) => match name.trim_end_matches('}').split_once(':') {
                    Some((_, words)) => words.split('|').any(|word| word == *given),
                    None => given.starts_with(before),
                },
                None => wanted == given,
            })
}

/// An address of a route for which no page has a form just now.
fn made_up(route: &str) -> String {
    let part = |part: &str| match part.split_once('{') {
        Some((before, name)) => {
            let name = name.trim_end_matches('}');
            let first = name
                .split_once(':')
                .map_or(NOTHING, |(_, words)| words.split('|').next().unwrap());
            format!("{before}{first}")
        }
        None => part.to_owned(),
    };
    route.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[actix_web::test]
async fn no_form_of_another_site_changes_anything() {
    let world = world().await;
    let full = fill(&world).await;
    let mara = world.signed_in(full.mara.actor.handle.as_str()).await;
    let pages = crawl(
        &mara,
        &["/", "/settings", "/moderation", "/drafts", "/write", "/lists"],
        300,
    )
    .await;
    let forms = Selector::parse("form[method=post]").unwrap();
    let controls = Selector::parse("input[name], textarea[name], select[name], button[name]").unwrap();
    let mut asked: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for path in &pages {
        let page = mara.get(path).await;
        for form in page.html().select(&forms) {
            let action = form
                .value()
                .attr("action")
                .unwrap_or(path)
                .split(['#', '?'])
                .next()
                .unwrap()
                .to_owned();
            let value = |name: &str| (name.to_owned(), "changed".to_owned());
            let fields = form
                .select(&controls)
                .filter_map(|control| control.value().attr("name"));
            asked.insert(action, fields.filter(|name| *name != "csrf").map(value).collect());
        }
    }
    let routes = routes_that_write();
    for route in &routes {
        if !asked.keys().any(|path| fits(route, path)) {
            asked.insert(made_up(route), vec![("whole".to_owned(), "yes".to_owned())]);
        }
    }
    let before = contents(&world);
    let stranger = world.browser();
    let theirs = stranger.get("/sign-in").await.value("csrf");
    for (path, fields) in &asked {
        if OPEN.iter().any(|route| fits(route, path)) {
            continue;
        }
        // Without a token, with a made up one, and with one that was given to somebody else.
        for token in ["", "made-up", theirs.as_str()] {
            let mut all: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            all.push(("whole", "yes"));
            if !token.is_empty() {
                all.push(("csrf", token));
            }
            let answer = mara.post_raw(path, &all).await;
            // What is not there is not there, with a token and without.
            let is_nothing = answer.status == 404 && path.contains(NOTHING);
            assert!(
                answer.status == 403 || is_nothing,
                "{path} {token:?}: {} {}",
                answer.status,
                answer.body
            );
        }
    }
    assert!(mara.get("/settings").await.status == 200, "still signed in");
    let after = contents(&world);
    for (table, rows) in &before {
        assert_eq!(rows, &after[table], "{table} changed");
    }
    let tried: BTreeSet<&String> = routes
        .iter()
        .filter(|route| asked.keys().any(|path| fits(route, path)))
        .collect();
    assert_eq!(tried.len(), routes.iter().collect::<BTreeSet<_>>().len());
}
