//! Names and words that would end a header of a mail or of an answer.

use super::fill;
use crate::pages::browser::{world, world_on};
use crate::service::sites_with;
use crate::support::mail::MailServer;
use chrono::TimeDelta;
use houselights::domain::account::Role;
use houselights::domain::like::Subject;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind};
use houselights::env::Clock;
use houselights::service::accounts::ProfileInput;
use houselights::service::reviews::Intent;

/// Ends a line, and begins a header of the attacker's.
const BREAK: &str = "Road\r\nBcc: victim@mail.example\r\n\r\n<b>Buy";

#[actix_web::test]
async fn no_name_adds_a_header_to_a_mail() {
    let server = MailServer::with(&[]);
    let clock = Clock::system();
    let site = sites_with(&server.settings(), Some(&Clock::manual(clock.now()))).remove(0);
    let mara = site.person("mara", Role::Owner).await;
    let jonas = site.person("jonas", Role::Reviewer).await;
    let named = ProfileInput {
        name: BREAK.to_owned(),
        ..ProfileInput::default()
    };
    // What cannot be a name is refused or made one line.
    drop(site.service.edit_profile(&jonas, named).await);
    let jonas = site.service.viewer_of("jonas").await.unwrap();
    assert!(!jonas.actor.name.contains(['\r', '\n']), "{:?}", jonas.actor.name);
    let review = ReviewInput {
        film: BREAK.to_owned(),
        year: "1974".to_owned(),
        headline: BREAK.to_owned(),
        sections: vec![SectionInput {
            kind: SectionKind::Take,
            label: String::new(),
            source: BREAK.to_owned(),
        }],
        language: "en".to_owned(),
        ..ReviewInput::default()
    };
    let id = site
        .service
        .save_review(&mara, None, &review, Intent::Publish)
        .await
        .unwrap()
        .id;
    site.service
        .write_comment(&jonas, Subject::Review(id), BREAK)
        .await
        .unwrap();
    site.service.env().clock.advance(TimeDelta::minutes(15));
    while site.service.send_mails().await.unwrap() {}
    let mails = server.taken();
    assert!(!mails.is_empty());
    for mail in mails {
        assert_eq!(mail.to, ["mara@mail.example"]);
        assert_eq!(mail.header("Bcc"), "");
        assert!(!mail.header("Subject").contains("Bcc:") || !mail.header("Subject").contains('\n'));
    }

    // An address with a line in it is no address.
    let world = world_on(site).await;
    let browser = world.browser();
    browser.get("/guests").await;
    let asked = browser
        .post("/guests", &[("email", "ada@mail.example\r\nBcc: victim@mail.example")])
        .await;
    assert_eq!(asked.status, 422, "{}", asked.body);
}

#[actix_web::test]
async fn no_word_adds_a_header_to_an_answer() {
    let world = world().await;
    fill(&world).await;
    let mara = world.signed_in("mara").await;
    for path in [
        "/search?q=a%0D%0Aset-cookie%3A%20x%3Dy",
        "/tags/a%0D%0Aset-cookie:%20x=y",
        "/films/a%0D%0Aset-cookie:%20x=y",
        "/@mara/a%0D%0Aset-cookie:%20x=y",
        "/index?q=a%0D%0Aset-cookie%3A%20x%3Dy&by=year",
        "/users/mara%0D%0Aset-cookie:%20x=y",
    ] {
        let answer = mara.get(path).await;
        assert!(answer.status < 500, "{path}: {}", answer.status);
        let planted = answer
            .headers
            .get_all("set-cookie")
            .any(|value| value.to_str().unwrap_or_default().starts_with("x="));
        assert!(!planted, "{path}");
        assert!(!answer.header("location").contains(['\r', '\n']), "{path}");
    }
}
