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

#[actix_web::test]
async fn a_diary_is_kept_without_a_review_and_the_pages_follow_at_once() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    let anybody = world.browser();
    assert!(anybody.get("/diary").await.body.contains("Nothing is written down yet"));
    assert!(anybody.get("/stats").await.body.contains("nothing to count yet"));
    assert_eq!(anybody.get("/diary/log").await.status, 303);
    mara.get("/diary/log").await;
    let wrong = [
        ("film", "The <Salt> Road"),
        ("year", "1974"),
        ("seen_on", "soon"),
        ("note", "row nine"),
    ];
    let answer = mara.post("/diary/log", &wrong).await;
    assert_eq!(
        (
            answer.status,
            answer.value("film").as_str(),
            answer.value("note").as_str()
        ),
        (422, wrong[0].1, "row nine")
    );
    let right = [
        ("film", "The Salt Road"),
        ("year", "1974"),
        ("seen_on", "2014-01-13"),
        ("venue", "The Rex"),
    ];
    let saved = mara.post("/diary/log", &right).await;
    assert_eq!(
        (saved.status, saved.header("location")),
        (303, "/diary/2014?of=mara&done=logged")
    );
    let diary = anybody.get("/diary").await.body;
    assert!(
        diary.contains("The Rex") && diary.contains("January"),
        "a kept page is never out of date"
    );
    assert!(!diary.contains("/diary/log/"), "only its author edits it");
    assert!(anybody.get("/stats/2014").await.body.contains("<svg"));
    assert_eq!(anybody.get("/films/the-salt-road-1974").await.status, 200);
    let own = mara.get("/diary").await.body;
    let id = own
        .split("/diary/log/")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap()
        .to_owned();
    assert_eq!(anybody.get(&format!("/diary/log/{id}")).await.status, 303);
    assert_eq!(mara.get(&format!("/diary/log/{id}")).await.value("venue"), "The Rex");
    assert_eq!(mara.post(&format!("/diary/log/{id}/delete"), &[]).await.status, 303);
    assert!(anybody.get("/diary").await.body.contains("Nothing is written down yet"));
    for nothing in [
        "/diary/2014",
        "/diary/x",
        "/diary/99999",
        "/stats/2014",
        "/stats/x",
        "/diary?of=eve",
        "/films/the-salt-road-1974",
    ] {
        assert_eq!(anybody.get(nothing).await.status, 404, "{nothing}");
    }
}

#[actix_web::test]
async fn the_index_is_filtered_by_its_address_and_merged_films_lead_to_the_one_that_stays() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    mara.get("/write").await;
    mara.post("/write", &FILM).await;
    let mut other = FILM;
    other[0] = ("film", "Harbour & <Boats>");
    mara.post("/write", &other).await;
    let anybody = world.browser();
    let index = anybody.get("/index").await.body;
    assert!(index.contains("The Salt Road") && index.contains("Harbour &#38; &#60;Boats&#62;"));
    let found = anybody.get("/index?by=title&q=harb").await;
    assert!(found.body.contains("Harbour") && !found.body.contains("The Salt Road"));
    assert_eq!(found.value("q"), "harb");
    assert!(
        anybody
            .get("/index?by=person&q=osei")
            .await
            .body
            .contains("/credits/marta-osei")
    );
    assert!(
        anybody
            .get("/index?by=nonsense&at=%00&page=x&q=%F0%9F%8E%AC")
            .await
            .status
            == 200
    );
    assert_eq!(anybody.get("/index?page=7").await.status, 404);

    mara.get("/films/the-salt-road-1974/edit").await;
    let merged = mara
        .post("/films/harbour-boats-1974/merge", &[("into", "The Salt Road (1974)")])
        .await;
    assert_eq!(merged.header("location"), "/films/the-salt-road-1974?done=merged");
    let old = anybody.get("/films/harbour-boats-1974").await;
    assert_eq!((old.status, old.header("location")), (301, "/films/the-salt-road-1974"));
    let wrong = mara
        .post(
            "/films/the-salt-road-1974/split",
            &[("split_title", "X"), ("split_year", "soon")],
        )
        .await;
    assert_eq!((wrong.status, wrong.value("split_title").as_str()), (422, "X"));
    let person = anybody.get("/credits/marta-osei").await;
    assert!(person.body.contains("Acted in") && person.body.contains("as The &#60;driver&#62;"));
    assert_eq!(anybody.get("/credits/nobody").await.status, 404);
    mara.get("/credits/marta-osei/edit").await;
    let into = mara
        .post(
            "/credits/luis-vega/edit",
            &[("do", "merge"), ("into", "/credits/marta-osei")],
        )
        .await;
    assert_eq!(into.header("location"), "/credits/marta-osei?done=merged");
    assert_eq!(anybody.get("/credits/luis-vega").await.status, 301);
}

#[actix_web::test]
async fn what_changed_between_two_looks_is_a_page_of_its_own_that_follows_both() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    let look = |take: &'static str, bottom: &'static str| {
        [
            ("film", "The Salt Road"),
            ("year", "1974"),
            ("language", "en"),
            ("take", take),
            ("bottom-line", bottom),
            ("do", "publish"),
        ]
    };
    mara.get("/write").await;
    let first = look(
        "The first hour is slow and I minded it. In the end ||the lorry burns||.",
        "Not again.",
    );
    assert_eq!(mara.post("/write", &first).await.status, 303);
    let anybody = world.browser();
    let alone = anybody.get("/@mara/the-salt-road-1974/changes").await;
    assert_eq!(alone.status, 404, "there is nothing before it");
    let second = look(
        "The first hour is slow and I loved <b>it</b>. In the end ||the lorry burns||.",
        "Every winter from now on, in the largest cinema there is.",
    );
    assert_eq!(mara.post("/write", &second).await.status, 303);
    let page = anybody.get("/@mara/the-salt-road-1974-2").await;
    assert!(page.body.contains("href=\"/@mara/the-salt-road-1974-2/changes\""));
    let old = anybody.get("/@mara/the-salt-road-1974").await;
    assert!(old.body.contains("href=\"/@mara/the-salt-road-1974-2/changes\""));
    let changes = anybody.get("/@mara/the-salt-road-1974-2/changes").await;
    assert_eq!(changes.status, 200);
    let read = scraper::Html::parse_document(&changes.body);
    let texts = |selector: &str| -> Vec<String> {
        let selector = scraper::Selector::parse(selector).unwrap();
        let words = |element: scraper::ElementRef<'_>| element.text().collect::<String>();
        read.select(&selector)
            .map(words)
            .map(|text| text.trim().to_owned())
            .collect()
    };
    let one_of = |selector: &str, word: &str| texts(selector).iter().any(|text| text.contains(word));
    assert!(
        one_of(".changed del", "minded") && one_of(".changed ins", "loved"),
        "{}",
        changes.body
    );
    assert!(
        one_of(".changed", "[spoiler]") && !changes.body.contains("lorry burns"),
        "the ending stays hidden"
    );
    assert!(one_of(".compared .meta", "Written anew") && one_of(".beside-each", "Every winter"));
    assert!(changes.body.contains("noindex"));
    // An edit of the earlier one is on the page at once.
    let form = mara.get("/drafts").await;
    let edit = form
        .body
        .match_indices("/write/01")
        .map(|(at, _)| &form.body[at..at + 33]);
    let edit = edit.last().unwrap().to_owned();
    assert!(
        mara.get(&edit).await.body.contains("Not again."),
        "the earlier one stands last"
    );
    let mut again = look(
        "The first hour is slow and I minded it. In the end ||the lorry burns||.",
        "Never again.",
    );
    again[5] = ("do", "save");
    assert_eq!(mara.post(&edit, &again).await.status, 303);
    assert!(
        anybody
            .get("/@mara/the-salt-road-1974-2/changes")
            .await
            .body
            .contains("Never again.")
    );
}

#[actix_web::test]
async fn pages_of_who_does_not_want_to_be_found_ask_search_engines_to_stay_out() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    mara.get("/write").await;
    assert_eq!(mara.post("/write", &FILM).await.status, 303);
    mara.get("/posts/new").await;
    let post = [
        ("title", "Rivers"),
        ("language", "en"),
        ("source", "Three of them."),
        ("do", "publish"),
    ];
    assert_eq!(mara.post("/posts/new", &post).await.status, 303);
    let list = mara.post(
        "/lists/new",
        &[
            ("title", "Salt"),
            ("language", "en"),
            ("kind", "manual"),
            ("of", "films"),
        ],
    );
    let list = list.await.header("location").split('?').next().unwrap().to_owned();
    assert_eq!(mara.post(&format!("{list}/publish"), &[]).await.status, 303);
    let anybody = world.browser();
    let pages = [
        "/@mara",
        "/@mara/the-salt-road-1974",
        "/@mara/posts/rivers",
        "/@mara/lists/salt",
    ];
    for page in pages {
        assert!(!anybody.get(page).await.body.contains("noindex"), "{page}");
    }
    mara.get("/settings").await;
    assert_eq!(
        mara.post("/settings", &[("name", "Mara"), ("handle", "mara")])
            .await
            .status,
        303
    );
    for page in pages {
        assert!(anybody.get(page).await.body.contains("noindex"), "{page}");
    }
    assert!(!anybody.get("/sitemap.xml").await.body.contains("/@mara"));
}
