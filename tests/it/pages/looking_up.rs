//! Looking a film up from the editor and from the film's own form, without JavaScript.

use super::browser::{Browser, World, world_on};
use crate::service::catalogues::Catalogues;
use crate::service::sites_with;
use houselights::domain::account::Role;

async fn desk(catalogues: &Catalogues) -> (World, Browser) {
    let site = sites_with(&catalogues.settings(), None).remove(0);
    site.person("mara", Role::Owner).await;
    let world = world_on(site).await;
    let mara = world.signed_in("mara").await;
    mara.get("/write").await;
    (world, mara)
}

const TYPED: [(&str, &str); 5] = [
    ("film", "the salt road"),
    ("language", "en"),
    ("take", "The middle hour is the film."),
    ("facts.runtime", "120"),
    ("do", "look-up"),
];

fn with<'a>(fields: &[(&'a str, &'a str)], button: &'a str) -> Vec<(&'a str, &'a str)> {
    let others = fields.iter().filter(|(name, _)| *name != "do").copied();
    others.chain([("do", button)]).collect()
}

#[actix_web::test]
async fn what_was_typed_is_kept_as_a_draft_before_anybody_is_asked() {
    let catalogues = Catalogues::open().await;
    let (_world, mara) = desk(&catalogues).await;
    let found = mara.post("/write", &TYPED).await;
    assert_eq!(found.status, 200, "{}", found.body);
    assert!(found.body.contains("The Salt Road (1974)") && found.body.contains("1974 film by Ada Fiore"));
    assert!(found.body.contains("not endorsed, certified"), "the notice of TMDB");
    assert_eq!(found.value("take"), "The middle hour is the film.");
    assert!(mara.get("/drafts").await.body.contains("the salt road"));
    let action = found
        .body
        .split("action=\"/write/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let path = format!("/write/{action}");

    let picked = mara.post(&path, &with(&TYPED, "pick-wikidata-Q90000071")).await;
    assert_eq!(picked.status, 200, "{}", picked.body);
    assert_eq!(
        (picked.value("film").as_str(), picked.value("year").as_str()),
        ("The Salt Road", "1974")
    );
    assert_eq!(
        (
            picked.value("facts.runtime").as_str(),
            picked.value("facts.directors").as_str()
        ),
        ("120", "Ada Fiore")
    );
    let drafts = mara.get("/drafts").await.body;
    assert!(
        drafts.contains("The Salt Road (1974)") && !drafts.contains("the salt road"),
        "one draft, of the film that was picked"
    );

    let again = mara.get(&path).await;
    assert_eq!(
        (
            again.value("facts.runtime").as_str(),
            again.value("facts.directors").as_str()
        ),
        ("120", "")
    );
    assert!(again.body.contains("Found elsewhere: Ada Fiore"));
    let filled = mara
        .post(&path, &with(&[("film", "The Salt Road"), ("year", "1974")], "fill"))
        .await;
    assert_eq!(
        (
            filled.value("facts.runtime").as_str(),
            filled.value("facts.directors").as_str()
        ),
        ("117", "Ada Fiore")
    );
}

#[actix_web::test]
async fn a_published_review_is_not_changed_by_looking_its_film_up() {
    let catalogues = Catalogues::open().await;
    let (_world, mara) = desk(&catalogues).await;
    let review = with(
        &[
            ("film", "The Salt Road"),
            ("year", "1974"),
            ("language", "en"),
            ("take", "First words."),
        ],
        "publish",
    );
    assert_eq!(mara.post("/write", &review).await.status, 303);
    let drafts = mara.get("/drafts").await.body;
    let id = drafts
        .split("/write/")
        .nth(1)
        .and_then(|rest| rest.split(['"', '/']).next())
        .unwrap();
    let path = format!("/write/{id}");
    mara.get(&path).await;
    let typed = [
        ("film", "The Salt Road"),
        ("year", "1974"),
        ("language", "en"),
        ("take", "Other words."),
    ];
    for button in ["look-up", "pick-tmdb-900812", "fill"] {
        let answer = mara.post(&path, &with(&typed, button)).await;
        assert_eq!(
            (answer.status, answer.value("take").as_str()),
            (200, "Other words."),
            "{button}"
        );
        let page = mara.get("/@mara/the-salt-road-1974").await.body;
        assert!(
            page.contains("First words.") && !page.contains("Other words."),
            "{button}"
        );
    }
    let page = mara.get("/@mara/the-salt-road-1974").await.body;
    assert!(
        page.contains("Marta Osei") && page.contains("not endorsed, certified"),
        "{page}"
    );
}

#[actix_web::test]
async fn whatever_is_pressed_and_whoever_is_silent_the_text_comes_back() {
    let catalogues = Catalogues::open().await;
    let (_world, mara) = desk(&catalogues).await;
    let long = "x".repeat(10_000);
    let silly = [
        ("look-up", "  ", 422),
        ("look-up", long.as_str(), 422),
        ("look-up", "Nobody knows this one", 200),
        ("pick-wikidata-../../etc", "The Salt Road", 200),
        ("pick-typed-1", "The Salt Road", 200),
        ("pick-tmdb-5", "The Salt Road", 422),
    ];
    for (button, film, status) in silly {
        let answer = mara
            .post("/write", &with(&[("film", film), ("take", "Kept words.")], button))
            .await;
        assert_eq!(
            (answer.status, answer.value("take").as_str()),
            (status, "Kept words."),
            "{button} {status}"
        );
    }
    catalogues.answers("/", 500, "{}");
    let answer = mara.post("/write", &TYPED).await;
    assert_eq!(
        (answer.status, answer.value("take").as_str()),
        (200, "The middle hour is the film.")
    );
    assert!(answer.body.contains("Nothing could be looked up") && answer.body.contains("TMDB gave no answer"));
    let answer = mara.post("/write", &with(&TYPED, "pick-wikidata-Q90000071")).await;
    assert_eq!(
        (answer.status, answer.value("take").as_str()),
        (422, "The middle hour is the film.")
    );
    assert!(answer.body.contains("The catalogue did not answer"));
    assert_eq!(
        mara.post("/write", &with(&TYPED, "publish")).await.status,
        303,
        "publishing needs nobody"
    );
}

#[actix_web::test]
async fn a_films_own_form_looks_it_up_under_the_title_that_stands_there() {
    let catalogues = Catalogues::open().await;
    let (_world, mara) = desk(&catalogues).await;
    assert_eq!(mara.post("/write", &with(&TYPED, "publish")).await.status, 303);
    let path = "/films/the-salt-road/edit";
    mara.get(path).await;
    let typed = [
        ("title", "The Salt Road"),
        ("year", "1974"),
        ("facts.runtime", "120"),
        ("facts.cast", "Rosa Lind"),
    ];
    let found = mara.post(path, &with(&typed, "look-up")).await;
    assert_eq!(
        (found.status, found.value("facts.cast").as_str()),
        (200, "Rosa Lind"),
        "{}",
        found.body
    );
    assert!(found.body.contains("The Salt Road (2011)"));
    let picked = mara.post(path, &with(&typed, "pick-tmdb-900812")).await;
    assert_eq!(
        (
            picked.value("facts.cast").as_str(),
            picked.value("facts.directors").as_str()
        ),
        ("Rosa Lind", "Ada Fiore")
    );
    assert_eq!(
        picked.value("title"),
        "The Salt Road",
        "what was typed, not what was fetched"
    );
    let refused = mara.post(path, &with(&[("title", "")], "look-up")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("href=\"#title\""));
}
