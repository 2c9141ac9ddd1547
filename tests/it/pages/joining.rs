//! Joining as people see it, on a site that sends no mail.

use super::browser::{World, world_on};
use crate::service::sites_with;
use chrono::{TimeDelta, TimeZone, Utc};
use houselights::domain::account::Role;
use houselights::domain::joining::Registration;
use houselights::env::Clock;

fn worlds() -> (Clock, Vec<crate::service::Site>) {
    let clock = Clock::manual(Utc.with_ymd_and_hms(2026, 11, 22, 20, 0, 0).unwrap());
    let sites = sites_with(&[], Some(&clock));
    (clock, sites)
}

async fn fill_in(
    world: &World,
    clock: &Clock,
    path: &str,
    handle: &str,
    more: &[(&str, &str)],
) -> super::browser::Answer {
    let browser = world.browser();
    let form = browser.get(path).await;
    let opened = form.value("opened");
    clock.advance(TimeDelta::seconds(30));
    let mut fields = vec![
        ("opened", opened.as_str()),
        ("handle", handle),
        ("name", "Somebody <b>"),
        ("password", "a long enough secret"),
    ];
    fields.extend(more);
    browser.post(path, &fields).await
}

#[tokio::test]
async fn doors_are_closed_until_somebody_opens_them_and_nodeinfo_tells_the_truth() {
    let (clock, sites) = worlds();
    for site in sites {
        let world = world_on(site).await;
        let mara = world.site.person("mara", Role::Owner).await;
        let service = &world.site.service;
        let visitor = world.browser();
        let closed = visitor.get("/join").await;
        assert_eq!(closed.status, 403);
        assert!(closed.body.contains("Nobody can make an account"));
        assert!(!visitor.get("/sign-in").await.body.contains("href=\"/join\""));
        assert!(
            visitor
                .get("/nodeinfo/2.1")
                .await
                .body
                .contains("\"openRegistrations\":false")
        );

        let owner = world.signed_in("mara").await;
        let saved = owner.post("/settings/joining/mode", &[("mode", "open")]).await;
        assert_eq!(saved.status, 303);
        assert_eq!(service.registration().await.unwrap(), Registration::Open);
        assert!(visitor.get("/sign-in").await.body.contains("href=\"/join\""));
        assert!(
            visitor
                .get("/nodeinfo/2.1")
                .await
                .body
                .contains("\"openRegistrations\":true")
        );
        assert!(
            !visitor.get("/join").await.body.contains("name=\"email\""),
            "nobody is asked for what cannot be confirmed"
        );

        // A program fills in what people do not see, or is too fast.
        let trapped = fill_in(
            &world,
            &clock,
            "/join",
            "robot",
            &[("website", "https://pills.example")],
        )
        .await;
        assert!(
            trapped.status == 422 && trapped.body.contains("as if a program"),
            "{}",
            trapped.status
        );
        assert!(service.viewer_of("robot").await.is_err());
        let taken = fill_in(&world, &clock, "/join", "mara", &[]).await;
        assert!(
            taken.body.contains("Somebody &#60;b&#62;") || taken.body.contains("Somebody &lt;b&gt;"),
            "what was typed is kept"
        );
        assert!(service.viewer_of("mara").await.unwrap().account.role == Role::Owner);
        let joined = fill_in(&world, &clock, "/join", "Rita", &[]).await;
        assert_eq!(
            (joined.status, joined.header("location")),
            (303, "/sign-in?done=joined")
        );
        assert!(world.site.sign_in("rita", "a long enough secret").await.is_ok());
        drop(mara);
    }
}

#[tokio::test]
async fn those_who_ask_wait_for_those_who_decide_and_only_they_may() {
    let (clock, sites) = worlds();
    for site in sites {
        let world = world_on(site).await;
        world.site.person("mara", Role::Owner).await;
        world.site.person("mona", Role::Moderator).await;
        let owner = world.signed_in("mara").await;
        owner.post("/settings/joining/mode", &[("mode", "approval")]).await;
        let asked = fill_in(&world, &clock, "/join", "rita", &[("reason", "I like <i>trains</i>.")]).await;
        assert!(asked.status == 200 && asked.body.contains("with those who decide"));
        let page = owner.get("/settings/joining").await;
        assert!(page.body.contains("@rita") && page.body.contains("trains") && !page.body.contains("<i>trains"));
        let id = page.value("id");
        let moderator = world.signed_in("mona").await;
        assert_eq!(moderator.get("/settings/joining").await.status, 403);
        assert_eq!(
            moderator.post("/settings/joining/accept", &[("id", &id)]).await.status,
            403
        );
        assert!(world.site.service.viewer_of("rita").await.is_err());
        assert_eq!(owner.post("/settings/joining/accept", &[("id", &id)]).await.status, 303);
        assert!(world.site.sign_in("rita", "a long enough secret").await.is_ok());
        assert_eq!(owner.post("/settings/joining/accept", &[("id", &id)]).await.status, 404);

        let made = owner
            .post(
                "/settings/joining/invite",
                &[("role", "reviewer"), ("uses", "1"), ("days", "7"), ("note", "Tom")],
            )
            .await;
        assert_eq!(made.status, 303);
        let page = owner.get("/settings/joining").await;
        let (_, rest) = page.body.split_once("https://films.example").unwrap();
        let path = rest[rest.find("/join/").unwrap()..]
            .split('<')
            .next()
            .unwrap()
            .to_owned();
        let joined = fill_in(&world, &clock, &path, "tom", &[]).await;
        assert_eq!(joined.status, 303, "an invitation is a decision");
        assert_eq!(
            world.site.service.viewer_of("tom").await.unwrap().account.role,
            Role::Reviewer
        );
        let used_up = world.browser().get(&path).await;
        assert!(
            used_up.body.contains("This invitation is over"),
            "it was for one; without it they may ask like everybody"
        );
    }
}
