//! The pages for whoever runs the site: what other servers sent, and what is known of them.

use super::browser::{World, world};
use houselights::domain::account::Role;
use houselights::service::received::TurnedAway;
use houselights::service::remote::Outcome;

async fn turned_away(world: &World, host: &str, told: &str) {
    let one = TurnedAway {
        host: host.to_owned(),
        actor_uri: format!("https://{host}/users/<script>"),
        type_: "Delete".to_owned(),
        activity: Some(format!("https://{host}/activities/1")),
        told: told.to_owned(),
        ..TurnedAway::default()
    };
    let some = vec![(Outcome::Refused("signature not verified"), one, 12)];
    world.site.service.count_turned_away(some).await.unwrap();
}

#[actix_web::test]
async fn the_owner_reads_the_inbox_log_and_nobody_else_does() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    world.site.person("jonas", Role::Reviewer).await;
    turned_away(&world, "noisy.example", "the request is not signed").await;
    turned_away(&world, "quiet.example", "the digest is wrong").await;

    let path = "/settings/federation/inbox";
    let mara = world.signed_in("mara").await;
    assert!(mara.get("/settings").await.body.contains(path));
    let log = mara.get(path).await;
    assert_eq!((log.status, log.header("cache-control")), (200, "private, no-store"));
    assert!(log.body.contains("Nobody can prove who sent it") && log.body.contains("12 times in this hour"));
    assert!(log.body.contains("noisy.example") && log.body.contains("quiet.example"));
    assert!(!log.body.contains("<script>"), "names from elsewhere are escaped");

    let found = mara
        .get(&format!("{path}?q=Noisy.example&outcome=refused&kind=Delete"))
        .await;
    assert!(found.body.contains("noisy.example/users") && !found.body.contains("quiet.example"));
    assert_eq!(found.value("q"), "Noisy.example", "the form says what was asked");
    let nothing = mara.get(&format!("{path}?q=nobody.example")).await;
    assert!(nothing.body.contains("Nothing in the log fits"));
    let (_, rest) = found.body.split_once(&format!("{path}/01")).unwrap();
    let entry = format!("{path}/01{}", rest.split('"').next().unwrap());
    let story = mara.get(&entry).await;
    assert!(story.body.contains("the request is not signed") && story.body.contains("nothing of it was kept"));
    assert_eq!(mara.get(&format!("{path}/01nothing")).await.status, 404);

    let jonas = world.signed_in("jonas").await;
    assert!(!jonas.get("/settings").await.body.contains(path));
    for address in [path, &entry] {
        assert_eq!(jonas.get(address).await.status, 403, "{address}");
        let asked = world.browser().get(address).await;
        assert_eq!(asked.status, 303);
        assert!(asked.header("location").starts_with("/sign-in?next=%2F"), "{address}");
    }
}

#[actix_web::test]
async fn the_owner_sees_other_servers_and_has_one_tried_again() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    world.site.person("jonas", Role::Reviewer).await;
    world.site.service.host_seen("peer.example:8443").await.unwrap();

    let path = "/settings/federation/hosts";
    let mara = world.signed_in("mara").await;
    assert!(mara.get("/settings").await.body.contains(path));
    let list = mara.get(path).await;
    assert!(list.body.contains("peer.example:8443") && list.body.contains("Answers"));
    let nothing = mara
        .get(&format!("{path}?q=mastodon&state=parked&sort=waiting&page=9"))
        .await;
    assert!(nothing.body.contains("No server fits"));
    let one = format!("{path}/peer.example%3A8443");
    assert!(list.body.contains(&one), "the address of each server's page is escaped");
    let page = mara.get(&one).await;
    assert!(page.body.contains("Took something from us") && !page.body.contains("Try again now"));
    assert_eq!(mara.get(&format!("{path}/else.example")).await.status, 404);

    let retry = format!("{one}/retry");
    assert_eq!(mara.post_raw(&retry, &[("csrf", "forged")]).await.status, 403);
    let tried = mara.post(&retry, &[]).await;
    assert_eq!(tried.status, 303);
    assert_eq!(
        tried.header("location"),
        format!("{path}/peer.example:8443?done=host-retry")
    );
    assert!(
        mara.get(tried.header("location"))
            .await
            .body
            .contains("tried again now")
    );
    assert_eq!(mara.post(&format!("{path}/else.example/retry"), &[]).await.status, 404);

    let jonas = world.signed_in("jonas").await;
    for address in [path, &one] {
        assert_eq!(jonas.get(address).await.status, 403, "{address}");
        assert_eq!(world.browser().get(address).await.status, 303, "{address}");
    }
    jonas.get("/settings").await;
    assert_eq!(jonas.post(&retry, &[]).await.status, 403);
}
