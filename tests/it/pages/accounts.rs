//! Sessions, the second factor and other people's accounts, as a browser without JavaScript meets them.

use super::browser::{Answer, Browser, world};
use chrono::TimeDelta;
use houselights::domain::account::Role;
use houselights::domain::second_factor::code_at;
use houselights::env::Clock;
use scraper::Selector;

/// The texts of everything that fits.
fn texts(page: &Answer, selector: &str) -> Vec<String> {
    let (html, selector) = (page.html(), Selector::parse(selector).unwrap());
    let found = html.select(&selector);
    found.map(|part| part.text().collect::<String>()).collect()
}

async fn password(browser: &Browser, handle: &str, next: &str) -> Answer {
    browser.get("/sign-in").await;
    let password = format!("password of {handle}");
    browser
        .post(
            "/sign-in",
            &[("handle", handle), ("password", &password), ("next", next)],
        )
        .await
}

#[actix_web::test]
async fn a_planted_session_never_becomes_anybodys() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let browser = world.browser();
    let planted = "a".repeat(43);
    browser.plant("__Host-houselights_session", &planted);
    let answer = password(&browser, "mara", "/").await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let session = browser.session().unwrap();
    assert_ne!(session, planted);
    let eve = world.browser();
    eve.plant("__Host-houselights_session", &planted);
    assert_eq!(eve.get("/settings/sessions").await.status, 303, "asked to sign in");
    // Signing in again makes another one.
    browser.lose_session();
    password(&browser, "mara", "/").await;
    assert_ne!(browser.session().unwrap(), session);
}

#[actix_web::test]
async fn a_lost_telephone_is_signed_out_from_another_browser() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let (here, lost, third) = (
        world.signed_in("mara").await,
        world.signed_in("mara").await,
        world.signed_in("mara").await,
    );
    let page = here.get("/settings/sessions").await;
    assert_eq!(texts(&page, "main li").len(), 3);
    assert_eq!(texts(&page, "main li .chip").len(), 1, "this one");
    let button = Selector::parse("main li button[name=id]").unwrap();
    let id = page
        .html()
        .select(&button)
        .next()
        .unwrap()
        .value()
        .attr("value")
        .unwrap()
        .to_owned();
    let forged = here.post_raw("/settings/sessions", &[("csrf", "x"), ("id", &id)]).await;
    assert_eq!(forged.status, 403);
    let page = here.get("/settings/sessions").await;
    assert_eq!(texts(&page, "main li").len(), 3);
    let ended = here.post("/settings/sessions", &[("id", &id)]).await;
    assert_eq!(ended.header("location"), "/settings/sessions?done=session-ended");
    assert_eq!(texts(&here.get("/settings/sessions").await, "main li").len(), 2);
    here.post("/settings/sessions", &[("others", "yes")]).await;
    assert_eq!(here.get("/settings").await.status, 200);
    assert_eq!(lost.get("/settings").await.status, 303);
    assert_eq!(third.get("/settings").await.status, 303);
}

#[actix_web::test]
async fn a_second_factor_is_set_up_asked_for_and_switched_off() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let browser = world.signed_in("mara").await;
    browser.get("/settings/second-factor").await;
    let wrong = browser
        .post("/settings/second-factor/begin", &[("password", "a wrong password")])
        .await;
    assert_eq!(wrong.status, 422);
    browser
        .post("/settings/second-factor/begin", &[("password", "password of mara")])
        .await;
    let page = browser.get("/settings/second-factor").await;
    assert!(page.body.contains("<svg role=\"img\""), "a picture to scan");
    assert_eq!(page.header("cache-control"), "private, no-store");
    let secret: String = texts(&page, "dd.copy")[0].replace(' ', "");
    let wrong = browser.post("/settings/second-factor/confirm", &[("code", "12")]).await;
    assert_eq!(wrong.status, 422);
    let code = code_at(&secret, Clock::system().now()).unwrap();
    let page = browser
        .post("/settings/second-factor/confirm", &[("code", &code)])
        .await;
    let codes = texts(&page, "li.copy");
    assert_eq!(codes.len(), 10, "{}", page.body);
    let page = browser.get("/settings/second-factor").await;
    assert!(
        !page.body.contains(&codes[0]) && !page.body.contains(&secret),
        "shown once"
    );

    let visitor = world.browser();
    let page = password(&visitor, "mara", "//evil.example/x").await;
    assert_eq!(page.status, 200);
    assert_eq!(visitor.session(), None, "not in yet");
    assert_eq!(page.value("next"), "/", "nowhere else than here");
    let step = page.value("step");
    assert_eq!(visitor.get("/settings").await.status, 303);
    let answer = visitor
        .post("/sign-in/code", &[("step", &step), ("code", &code), ("next", "/")])
        .await;
    assert_eq!(answer.status, 422, "the code that confirmed is used up");
    assert_eq!(answer.value("step"), step);
    let later = code_at(&secret, Clock::system().now() + TimeDelta::seconds(30)).unwrap();
    let answer = visitor
        .post(
            "/sign-in/code",
            &[("step", &step), ("code", &later), ("next", "https://evil.example")],
        )
        .await;
    assert_eq!((answer.status, answer.header("location")), (303, "/"));
    assert_eq!(visitor.get("/settings").await.status, 200);
    assert_eq!(
        world.browser().get("/sign-in/code").await.header("location"),
        "/sign-in"
    );

    visitor.get("/settings/second-factor").await;
    let off = visitor
        .post("/settings/second-factor/off", &[("password", "password of mara")])
        .await;
    assert_eq!(off.header("location"), "/settings/second-factor?done=factor-off");
    assert_eq!(
        password(&world.browser(), "mara", "/drafts").await.header("location"),
        "/drafts"
    );
}

#[actix_web::test]
async fn admins_look_after_accounts_and_nobody_else_does() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    world.site.person("ada", Role::Admin).await;
    world.site.person("mo", Role::Moderator).await;
    world.site.person("tom", Role::Member).await;
    let tom = world.signed_in("tom").await;
    let mo = world.signed_in("mo").await;
    for nobody in [&tom, &mo] {
        assert_eq!(nobody.get("/settings/accounts").await.status, 403);
        let tried = nobody.post("/settings/accounts/tom/role", &[("role", "admin")]).await;
        assert_eq!(tried.status, 403);
        assert!(!nobody.get("/settings").await.body.contains("/settings/accounts"));
    }
    let ada = world.signed_in("ada").await;
    let page = ada.get("/settings/accounts").await;
    assert_eq!(texts(&page, "main li h2").len(), 4);
    assert_eq!(
        texts(&page, "main li details").len(),
        2,
        "neither the owner nor herself"
    );
    let tried = ada.post("/settings/accounts/tom/role", &[("role", "owner")]).await;
    assert_eq!(tried.status, 409);
    let given = ada.post("/settings/accounts/tom/role", &[("role", "reviewer")]).await;
    assert_eq!(given.header("location"), "/settings/accounts?done=role#tom");
    assert_eq!(tom.get("/write").await.status, 200);
    ada.post("/settings/accounts/tom/suspend", &[("reason", "A <b>break</b>")])
        .await;
    assert_eq!(tom.get("/write").await.status, 303, "signed out");
    let told = password(&world.browser(), "tom", "/").await;
    assert_eq!(told.status, 409);
    assert!(told.body.contains("A &#60;b&#62;break&#60;/b&#62;"), "{}", told.body);
    ada.post("/settings/accounts/tom/lift", &[]).await;
    assert_eq!(password(&world.browser(), "tom", "/").await.status, 303);
    let log = ada.get("/moderation/log").await;
    assert_eq!(texts(&log, "main ol.log > li").len(), 3);
}
