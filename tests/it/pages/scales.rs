//! Rating scales, as a reviewer without JavaScript changes them.

use super::browser::{Answer, Browser, World, world};
use houselights::domain::account::Role;
use scraper::Selector;

/// What the form holds, as a browser would send it.
fn fields(page: &Answer) -> Vec<(String, String)> {
    let html = page.html();
    let form = html.select(&Selector::parse("main form.form").unwrap()).next().unwrap();
    let mut fields = Vec::new();
    for control in form.select(&Selector::parse("input[name], select[name]").unwrap()) {
        let element = control.value();
        let name = element.attr("name").unwrap_or_default();
        if name == "csrf" || name == "whole" {
            continue;
        }
        let value = match (element.name(), element.attr("type")) {
            ("select", _) => {
                let chosen = Selector::parse("option[selected]").unwrap();
                let chosen = control.select(&chosen).next();
                chosen
                    .and_then(|option| option.value().attr("value"))
                    .unwrap_or_default()
            }
            (_, Some("checkbox" | "radio")) if element.attr("checked").is_none() => continue,
            _ => element.attr("value").unwrap_or_default(),
        };
        fields.push((name.to_owned(), value.to_owned()));
    }
    fields
}

/// Presses a button of a form after some fields were changed.
async fn press(visitor: &Browser, path: &str, page: &Answer, changes: &[(&str, &str)], button: &str) -> Answer {
    let mut all = fields(page);
    for (name, value) in changes {
        match all.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = (*value).to_owned(),
            None => all.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    all.push(("do".to_owned(), button.to_owned()));
    let all: Vec<(&str, &str)> = all
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    visitor.post(path, &all).await
}

fn labels(page: &Answer) -> Vec<String> {
    let rows = fields(page)
        .into_iter()
        .filter(|(name, _)| name.starts_with("steps.") && name.ends_with(".label"));
    rows.map(|(_, label)| label).collect()
}

/// The address of the scale of that name.
async fn address(visitor: &Browser, name: &str) -> String {
    let list = visitor.get("/settings/scales").await;
    let links = Selector::parse("main .card a").unwrap();
    let html = list.html();
    let link = html.select(&links).find(|link| link.text().collect::<String>() == name);
    link.and_then(|link| link.value().attr("href"))
        .unwrap_or_else(|| panic!("no scale {name}"))
        .to_owned()
}

/// A review rated with the word on the scale at hand.
async fn rate(visitor: &Browser, headline: &str, word: &str) {
    let editor = visitor.get("/write").await;
    let before = editor.body.split(&format!("> {word}</label>")).next().unwrap();
    let step = before
        .rsplit("value=\"")
        .next()
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let review = [
        ("film", "The Salt Road"),
        ("year", "1974"),
        ("language", "en"),
        ("headline", headline),
        ("slug", headline),
        ("take", "The middle hour is the film."),
        ("step", step.as_str()),
        ("do", "publish"),
    ];
    let answer = visitor.post("/write", &review).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

async fn with_a_scale() -> (World, Browser, String) {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    let typed = [
        ("name", "Trams"),
        ("kind", "words"),
        ("steps.0.key", "new-1"),
        ("steps.0.label", "Walked"),
        ("steps.1.key", "new-2"),
        ("steps.1.label", "Waited"),
        ("steps.2.key", "new-3"),
        ("steps.2.label", "Took the tram"),
        ("do", "save"),
    ];
    assert_eq!(mara.post("/settings/scales/new", &typed).await.status, 303);
    let path = address(&mara, "Trams").await;
    (world, mara, path)
}

#[actix_web::test]
async fn a_step_is_renamed_put_in_and_taken_away_by_buttons_alone() {
    let (_world, mara, path) = with_a_scale().await;
    rate(&mara, "first", "Waited").await;
    let page = mara.get(&path).await;
    assert_eq!(labels(&page), ["Walked", "Waited", "Took the tram"]);
    assert!(page.body.contains("For other programs: 6 of 10") && page.body.contains("On one review"));

    let page = press(&mara, &path, &page, &[("steps.0.label", "Went on foot")], "after-1").await;
    assert_eq!(labels(&page), ["Went on foot", "Waited", "", "Took the tram"]);
    let page = press(&mara, &path, &page, &[("steps.2.label", "Ran for it")], "count").await;
    assert!(page.body.contains("For other programs: 7 of 10"));
    let page = press(&mara, &path, &page, &[], "remove-1").await;
    assert!(page.body.contains("Steps you took away") && page.body.contains("“Waited” becomes"));

    let refused = press(&mara, &path, &page, &[], "save").await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Say what becomes of it."), "{}", refused.body);
    assert_eq!(labels(&refused), ["Went on foot", "Ran for it", "Took the tram"]);
    let gone = fields(&refused)
        .into_iter()
        .map(|(name, _)| name)
        .find(|name| name.starts_with("gone."));
    let gone = gone.unwrap();
    let id = gone.trim_start_matches("gone.").to_owned();
    let back = press(&mara, &path, &refused, &[], &format!("back-{id}")).await;
    assert_eq!(labels(&back), ["Went on foot", "Waited", "Ran for it", "Took the tram"]);

    let key = refused.value("steps.1.key");
    let saved = press(&mara, &path, &refused, &[(&gone, &format!("key:{key}"))], "save").await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    rate(&mara, "second", "Ran for it").await;
    let second = mara.get("/@mara/second").await;
    assert!(second.body.contains("then called Waited"), "{}", second.body);
    let first = mara.get("/@mara/first").await;
    assert!(first.body.contains("Waited"), "an old review keeps its word");
    let page = mara.get(&path).await;
    assert!(page.body.contains("What it was before") && page.body.contains("Version 1"));
}

#[actix_web::test]
async fn a_scale_is_replaced_on_two_pages_and_taken_back() {
    let (_world, mara, path) = with_a_scale().await;
    rate(&mara, "first", "Took the tram").await;
    let alone = mara.get(&format!("{path}/replace")).await;
    assert!(
        alone.body.contains("Words"),
        "the scale of the account is there to choose"
    );
    let preset = mara.get("/settings/scales/new?preset=letters").await;
    assert_eq!(labels(&preset).len(), 13);
    assert_eq!(
        press(&mara, "/settings/scales/new", &preset, &[], "save").await.status,
        303
    );
    let letters = address(&mara, "Letters").await;
    let id = letters.rsplit('/').next().unwrap();

    let mapping = mara.get(&format!("{path}/replace?with={id}")).await;
    let chosen = fields(&mapping);
    assert!(
        chosen.iter().all(|(_, value)| !value.is_empty()),
        "the nearest are chosen: {chosen:?}"
    );
    let (first, _) = chosen.iter().find(|(name, _)| name.starts_with("step.")).unwrap();
    let refused = press(&mara, &format!("{path}/replace"), &mapping, &[(first, "")], "").await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Say what “Walked” is worth on the other scale."));
    let done = press(&mara, &format!("{path}/replace"), &mapping, &[], "").await;
    assert_eq!(done.status, 303, "{}", done.body);

    let editor = mara.get("/write").await;
    assert!(editor.body.contains("> A+</label>") && !editor.body.contains("Took the tram"));
    rate(&mara, "second", "A+").await;
    let second = mara.get("/@mara/second").await;
    assert!(second.body.contains("then called Took the tram"), "{}", second.body);
    let list = mara.get("/settings/scales").await;
    assert!(list.body.contains("No longer in use") && list.body.contains("Replaced by Letters"));
    let old = mara.get(&path).await;
    assert!(old.body.contains("Take it back into use") && !old.body.contains("Save the scale"));

    assert_eq!(mara.post(&format!("{path}/restore"), &[]).await.status, 303);
    assert!(mara.get("/write").await.body.contains("> Took the tram</label>"));
    let second = mara.get("/@mara/second").await;
    assert!(
        second.body.contains("changed from Took the tram"),
        "kept pages are made anew"
    );
}

#[actix_web::test]
async fn what_no_scale_can_be_is_refused_and_stays_typed() {
    let (_world, mara, path) = with_a_scale().await;
    let page = mara.get(&path).await;
    let long = "x".repeat(10_000);
    for changes in [
        [("steps.0.label", "Waited")].as_slice(),
        &[("steps.0.label", long.as_str())],
        &[("steps.0.label", "Wal\0ked")],
        &[("name", "  ")],
        &[("steps.0.label", ""), ("steps.1.label", " ")],
        &[("steps.0.aside", "yes"), ("steps.1.aside", "yes")],
    ] {
        let refused = press(&mara, &path, &page, changes, "save").await;
        assert_eq!(refused.status, 422, "{changes:?}");
        let (name, typed) = changes[0];
        // No page can show a NUL.
        let is_shown = !name.ends_with(".aside") && !typed.contains('\0');
        assert!(!is_shown || refused.value(name) == typed, "{changes:?}");
    }
    let unknown = mara.get("/settings/scales/01nothing/replace").await;
    assert_eq!(unknown.status, 404);
    let nonsense = press(&mara, &path, &page, &[("kind", "smells")], "up-99999999999999999999").await;
    assert_eq!(nonsense.status, 303, "a button that is none saves");
    let emoji = mara.get(&path).await;
    let changes = [("steps.2.label", "🚋 הכי טוב"), ("steps.1.description", "<b>soon</b>")];
    assert_eq!(press(&mara, &path, &emoji, &changes, "save").await.status, 303);
    let page = mara.get("/settings/scales").await;
    assert!(page.body.contains("🚋 הכי טוב"));
}
