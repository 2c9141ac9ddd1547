//! Films, people, the index, the diary and the numbers, as people use them.

use super::browser::world;
use houselights::domain::account::Role;

pub const FILM: [(&str, &str); 10] = [
    ("film", "The Salt Road"),
    ("year", "1974"),
    ("language", "en"),
    ("take", "The middle hour is the film."),
    ("facts.runtime", "1 h 57"),
    ("facts.countries", "Italy, France"),
    ("facts.directors", "Ada Fiore"),
    ("facts.cast", "Marta Osei as The <driver>\nLuis Vega (voice)"),
    ("viewings.0.seen_on", "2014-01"),
    ("do", "publish"),
];

#[actix_web::test]
async fn facts_about_a_film_are_typed_beside_a_review_and_corrected_on_a_page_of_their_own() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    mara.get("/write").await;
    assert_eq!(mara.post("/write", &FILM).await.status, 303);
    let anybody = world.browser();
    let page = anybody.get("/@mara/the-salt-road-1974").await;
    assert!(page.body.contains("1 h 57 min") && page.body.contains("as The &#60;driver&#62;"));
    assert_eq!(
        anybody.get("/films/the-salt-road-1974/edit").await.status,
        303,
        "first to sign in"
    );

    let form = mara.get("/films/the-salt-road-1974/edit").await;
    assert_eq!(
        form.value("facts.cast"),
        "Marta Osei as The <driver>\nLuis Vega (voice)"
    );
    let wrong = [
        ("title", "The Salt Road"),
        ("year", "1974"),
        ("facts.runtime", "long"),
        ("facts.directors", "Ada Fiore"),
    ];
    let answer = mara.post("/films/the-salt-road-1974/edit", &wrong).await;
    assert_eq!((answer.status, answer.value("facts.runtime").as_str()), (422, "long"));
    assert!(answer.body.contains("id=\"facts.runtime.wrong\""));
    let right = [("title", "The Salt Road"), ("year", "1974"), ("facts.runtime", "95")];
    let saved = mara.post("/films/the-salt-road-1974/edit", &right).await;
    assert_eq!(saved.header("location"), "/films/the-salt-road-1974?done=saved");
    let page = anybody.get("/@mara/the-salt-road-1974").await;
    assert!(page.body.contains("1 h 35 min"), "a kept page is never out of date");
    assert!(!page.body.contains("Ada Fiore"));
    assert_eq!(mara.get("/films/nothing/edit").await.status, 404);
}
