//! A new password by a link in a mail.

use super::{Post, posts};
use crate::pages::browser::world_on;
use crate::service::origin;
use chrono::TimeDelta;
use houselights::domain::account::Role;
use houselights::service::Error;
use houselights::service::accounts::{Caretaker, ProfileInput};
use std::net::IpAddr;
use std::time::{Duration, Instant};

const NEW: &str = "a password of mine that is new";

/// Account and seal of the link in a text.
fn link_in(text: &str) -> (String, String) {
    let (_, rest) = text.split_once("https://films.example/sign-in/reset/").unwrap();
    let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
    let (account, seal) = rest[..end].split_once('/').unwrap();
    (account.to_owned(), seal.to_owned())
}

async fn asked(post: &Post, login: &str) -> Result<(), Error> {
    let done = post.site.service.ask_for_password(login, origin().address).await;
    post.send().await;
    done
}

#[tokio::test]
async fn a_link_sets_a_password_once_and_signs_out_everywhere() {
    for (post, server) in posts(&[], &[]) {
        let service = &post.site.service;
        post.site.person("mara", Role::Owner).await;
        let session = post.site.sign_in("mara", "password of mara").await.unwrap().token;
        asked(&post, " @Mara@films.example").await.unwrap();
        let mail = server.only();
        assert_eq!(mail.to, ["mara@mail.example"]);
        assert!(mail.text().contains("@mara"), "{}", mail.text());
        let (account, seal) = link_in(&mail.text());
        assert!(service.may_reset(&account, &seal).await.unwrap());
        assert!(!service.may_reset("another", &seal).await.unwrap());
        let short = service.reset_by_mail(&account, &seal, "short").await.unwrap_err();
        assert_eq!(short.code(), "invalid-input");

        // Twice in one moment, it works for one of them.
        let (one, other) = tokio::join!(
            service.reset_by_mail(&account, &seal, NEW),
            service.reset_by_mail(&account, &seal, "the password of somebody who reads along")
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1);
        let password = if one.is_ok() {
            NEW
        } else {
            "the password of somebody who reads along"
        };
        assert!(!service.may_reset(&account, &seal).await.unwrap());
        assert!(service.viewer(&session).await.unwrap().is_none());
        assert!(post.site.sign_in("mara", "password of mara").await.is_err());
        assert!(post.site.sign_in("mara", password).await.is_ok());
    }
}

#[tokio::test]
async fn a_link_is_void_after_an_hour_and_when_password_or_address_change() {
    for (post, server) in posts(&[], &[]) {
        let service = &post.site.service;
        let mara = post.site.person("mara", Role::Owner).await;
        asked(&post, "mara@mail.example").await.unwrap();
        let (account, seal) = link_in(&server.only().text());
        post.pass(TimeDelta::minutes(59));
        assert!(service.may_reset(&account, &seal).await.unwrap());
        post.pass(TimeDelta::minutes(2));
        assert!(!service.may_reset(&account, &seal).await.unwrap());
        let over = service.reset_by_mail(&account, &seal, NEW).await.unwrap_err();
        assert_eq!(over.code(), "gone");

        asked(&post, "mara").await.unwrap();
        let (_, seal) = link_in(&server.taken()[1].text());
        service.reset_password("mara", NEW.to_owned()).await.unwrap();
        assert!(!service.may_reset(&account, &seal).await.unwrap());

        asked(&post, "mara").await.unwrap();
        let (_, seal) = link_in(&server.taken()[2].text());
        assert!(service.may_reset(&account, &seal).await.unwrap());
        let elsewhere = ProfileInput {
            name: "Mara".to_owned(),
            email: "other@mail.example".to_owned(),
            ..ProfileInput::default()
        };
        service.edit_profile(&mara, elsewhere).await.unwrap();
        assert!(!service.may_reset(&account, &seal).await.unwrap());
    }
}

#[tokio::test]
async fn asking_tells_nobody_who_has_an_account() {
    for (post, server) in posts(&[], &[("accounts.sign_in_attempts", "3")]) {
        let service = &post.site.service;
        post.site.person("mara", Role::Owner).await;
        post.site.person("tom", Role::Member).await;
        service.suspend_account(&Caretaker::Shell, "tom", "").await.unwrap();
        for (n, login) in ["nobody", "nobody@mail.example", "tom", "mara"].into_iter().enumerate() {
            let client = IpAddr::from([192, 0, 2, u8::try_from(n).unwrap()]);
            let begun = Instant::now();
            service.ask_for_password(login, client).await.unwrap();
            assert!(begun.elapsed() >= Duration::from_millis(400), "{login}");
        }
        post.send().await;
        assert_eq!(server.only().to, ["mara@mail.example"]);

        // Too often is too often, for a name that is known as for one that is not.
        for login in ["mara", "nobody"] {
            for n in 0..2 {
                let client = IpAddr::from([198, 51, 100, n]);
                service.ask_for_password(login, client).await.unwrap();
            }
            let refused = service.ask_for_password(login, IpAddr::from([198, 51, 100, 9])).await;
            assert_eq!(refused.unwrap_err().code(), "too-many-attempts", "{login}");
        }
        post.send().await;
        assert_eq!(server.taken().len(), 3);
        // Who asks for a link has not failed to sign in.
        assert!(post.site.sign_in("mara", "password of mara").await.is_ok());
    }
}

#[actix_web::test]
async fn a_browser_goes_from_the_forgotten_password_to_the_new_one() {
    for (post, server) in posts(&[], &[]) {
        post.site.person("mara", Role::Owner).await;
        let Post { site, .. } = post;
        let world = world_on(site).await;
        let browser = world.browser();
        let page = browser.get("/sign-in").await;
        assert!(page.body.contains("href=\"/sign-in/forgotten\""));
        browser.get("/sign-in/forgotten").await;
        let known = browser.post("/sign-in/forgotten", &[("handle", "mara")]).await;
        let unknown = browser.post("/sign-in/forgotten", &[("handle", "nobody")]).await;
        assert_eq!((known.status, unknown.status), (200, 200));
        assert_eq!(known.body, unknown.body, "both are told the same");
        while world.site.service.send_mails().await.unwrap() {}
        let (account, seal) = link_in(&server.only().text());
        let path = format!("/sign-in/reset/{account}/{seal}");
        let page = browser.get(&path).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("no-referrer"));
        let forged = browser.post_raw(&path, &[("csrf", "x"), ("password", NEW)]).await;
        assert_eq!(forged.status, 403);
        browser.get(&path).await;
        let short = browser.post(&path, &[("password", "short")]).await;
        assert_eq!(short.status, 422);
        let done = browser.post(&path, &[("password", NEW)]).await;
        assert_eq!(done.header("location"), "/sign-in?done=password-reset", "{}", done.body);
        let over = browser.get(&path).await;
        assert_eq!(over.status, 410);
        assert!(over.body.contains("href=\"/sign-in/forgotten\""));
        browser.get("/sign-in").await;
        let entered = browser.post("/sign-in", &[("handle", "mara"), ("password", NEW)]).await;
        assert_eq!(entered.status, 303);
    }
}
