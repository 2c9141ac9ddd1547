//! Asking for an account: the mail that confirms an address, and what those who decide and those who asked are told.

use super::{Post, posts};
use crate::service::origin;
use chrono::TimeDelta;
use houselights::domain::account::Role;
use houselights::domain::joining::Registration;
use houselights::service::Error;
use houselights::service::accounts::{Caretaker, NewAccount};
use houselights::service::joining::{InvitationInput, Joined, SignUp};

fn wish(handle: &str, email: &str) -> SignUp {
    SignUp {
        account: NewAccount {
            handle: handle.to_owned(),
            name: handle.to_uppercase(),
            email: email.to_owned(),
            password: format!("password of {handle}"),
        },
        reason: "Trains.".to_owned(),
        language: "en".to_owned(),
        ..SignUp::default()
    }
}

/// Opens the form, takes some seconds to fill it in, and sends it.
async fn sign_up(post: &Post, code: Option<&str>, wish: SignUp) -> Result<Joined, Error> {
    let opened = post.site.service.join_form().await.unwrap();
    post.pass(TimeDelta::seconds(20));
    let done = post
        .site
        .service
        .sign_up(code, SignUp { opened, ..wish }, origin().address)
        .await;
    post.send().await;
    done
}

/// Identifier and seal of the link in a mail.
fn link_in(text: &str) -> (String, String) {
    let (_, rest) = text.split_once("https://films.example/join/confirm/").unwrap();
    let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
    let (id, seal) = rest[..end].split_once('/').unwrap();
    (id.to_owned(), seal.to_owned())
}

#[tokio::test]
async fn an_address_is_confirmed_before_there_is_an_account_and_its_link_works_once() {
    for (post, server) in posts(&[], &[]) {
        let service = &post.site.service;
        let mara = post.site.person("mara", Role::Owner).await;
        service.set_registration(&mara, Registration::Open).await.unwrap();
        let missing = sign_up(&post, None, wish("rita", "")).await.unwrap_err();
        assert!(matches!(missing, Error::Invalid(fields) if fields[0].field == "email"));
        assert_eq!(
            sign_up(&post, None, wish("rita", "Rita@mail.example")).await.unwrap(),
            Joined::LookIntoMail
        );
        let mail = server.only();
        assert_eq!(mail.to, ["rita@mail.example"]);
        let (id, seal) = link_in(&mail.text());
        assert!(
            post.site.sign_in("rita", "password of rita").await.is_err(),
            "not before"
        );
        assert!(!service.may_confirm(&id, "forged").await.unwrap());
        assert!(service.may_confirm(&id, &seal).await.unwrap());
        assert_eq!(service.confirm_address(&id, &seal).await.unwrap(), Joined::In);
        assert!(post.site.sign_in("rita", "password of rita").await.is_ok());
        assert_eq!(service.viewer_of("rita").await.unwrap().account.role, Role::Member);
        assert!(matches!(service.confirm_address(&id, &seal).await, Err(Error::Gone)));

        // A link of two days ago holds no more, and the wish is forgotten.
        sign_up(&post, None, wish("late", "late@mail.example")).await.unwrap();
        let (id, seal) = link_in(&server.taken()[1].text());
        post.pass(TimeDelta::hours(49));
        assert!(!service.may_confirm(&id, &seal).await.unwrap());
        service.prune().await.unwrap();
        sign_up(&post, None, wish("late", "other@mail.example"))
            .await
            .expect("the handle is free again");
    }
}

#[tokio::test]
async fn nobody_learns_from_the_form_whose_address_has_an_account() {
    for (post, server) in posts(&[], &[]) {
        let service = &post.site.service;
        let mara = post.site.person("mara", Role::Owner).await;
        service.set_registration(&mara, Registration::Open).await.unwrap();
        let done = sign_up(&post, None, wish("rita", "MARA@mail.example")).await.unwrap();
        assert_eq!(done, Joined::LookIntoMail, "the same answer");
        let mail = server.only();
        assert_eq!(mail.to, ["mara@mail.example"]);
        assert!(mail.text().contains("has one already") && !mail.text().contains("/join/confirm/"));
        assert!(service.viewer_of("rita").await.is_err());
    }
}

#[tokio::test]
async fn whoever_decides_is_told_once_and_whoever_asked_gets_an_answer() {
    for (post, server) in posts(&[], &[]) {
        let service = &post.site.service;
        let mara = post.site.person("mara", Role::Owner).await;
        post.site.person("mona", Role::Moderator).await;
        service.set_registration(&mara, Registration::Approval).await.unwrap();
        let silent = SignUp {
            reason: "  ".to_owned(),
            ..wish("rita", "rita@mail.example")
        };
        let silent = sign_up(&post, None, silent).await.unwrap_err();
        assert!(matches!(silent, Error::Invalid(fields) if fields[0].field == "reason"));
        for handle in ["rita", "tom"] {
            sign_up(&post, None, wish(handle, &format!("{handle}@mail.example")))
                .await
                .unwrap();
            let (id, seal) = link_in(&server.taken().last().unwrap().text());
            assert!(
                service
                    .joining_page(&mara)
                    .await
                    .unwrap()
                    .waiting
                    .iter()
                    .all(|wish| wish.handle != handle)
            );
            assert_eq!(service.confirm_address(&id, &seal).await.unwrap(), Joined::Waits);
            post.send().await;
        }
        let told: Vec<_> = server
            .taken()
            .into_iter()
            .filter(|mail| mail.to == ["mara@mail.example"])
            .collect();
        assert_eq!(told.len(), 1, "once while somebody waits");
        assert!(told[0].text().contains("@rita") && told[0].text().contains("Trains."));
        let waiting = service.joining_page(&mara).await.unwrap().waiting;
        assert_eq!(
            waiting.iter().map(|wish| wish.handle.as_str()).collect::<Vec<_>>(),
            ["rita", "tom"]
        );
        service.let_in(&mara, &waiting[0].id).await.unwrap();
        assert!(matches!(
            service.let_in(&mara, &waiting[0].id).await,
            Err(Error::NotFound)
        ));
        service
            .turn_away(&mara, &waiting[1].id, "We know only trams")
            .await
            .unwrap();
        post.send().await;
        let to = |address: &str| {
            let mails = server.taken();
            mails.into_iter().rfind(|mail| mail.to == [address]).unwrap().text()
        };
        assert!(to("rita@mail.example").contains("You are let in"));
        assert!(to("tom@mail.example").contains("We know only trams"));
        assert!(post.site.sign_in("rita", "password of rita").await.is_ok());
        assert!(post.site.sign_in("tom", "password of tom").await.is_err());
        sign_up(&post, None, wish("tom", "tom@mail.example"))
            .await
            .expect("nothing is kept of who was turned away");
    }
}

#[tokio::test]
async fn an_invitation_lets_in_as_many_as_it_says_into_the_role_it_says_until_it_ends() {
    for (post, server) in posts(&[], &[]) {
        let service = &post.site.service;
        let mara = post.site.person("mara", Role::Owner).await;
        let ada = post.site.person("ada", Role::Admin).await;
        let input = |role: &str, uses: &str, days: &str| InvitationInput {
            note: "The club".to_owned(),
            role: role.to_owned(),
            uses: uses.to_owned(),
            days: days.to_owned(),
        };
        let by_ada = Caretaker::from(&ada);
        assert!(matches!(
            service.invite(&by_ada, &input("owner", "1", "7")).await,
            Err(Error::Forbidden)
        ));
        for (uses, days) in [("0", "7"), ("many", "7"), ("1", "9999")] {
            assert!(matches!(
                service.invite(&by_ada, &input("member", uses, days)).await,
                Err(Error::Invalid(_))
            ));
        }
        let link = service.invite(&by_ada, &input("reviewer", "1", "7")).await.unwrap();
        let closed = sign_up(&post, Some(&link.code), wish("rita", "rita@mail.example")).await;
        assert!(matches!(closed, Err(Error::Forbidden)), "closed is closed");
        service.set_registration(&mara, Registration::Invited).await.unwrap();
        assert!(matches!(
            sign_up(&post, None, wish("x", "x@mail.example")).await,
            Err(Error::Forbidden)
        ));
        // Two people with one link for one: the second stands before a closed door, and gets it when the first never confirms.
        sign_up(&post, Some(&link.code), wish("rita", "rita@mail.example"))
            .await
            .unwrap();
        let second = sign_up(&post, Some(&link.code), wish("tom", "tom@mail.example")).await;
        assert!(matches!(second, Err(Error::Forbidden)));
        post.pass(TimeDelta::hours(49));
        service.prune().await.unwrap();
        sign_up(&post, Some(&link.code), wish("tom", "tom@mail.example"))
            .await
            .unwrap();
        let (id, seal) = link_in(&server.taken().last().unwrap().text());
        assert_eq!(
            service.confirm_address(&id, &seal).await.unwrap(),
            Joined::In,
            "no decision is asked for"
        );
        assert_eq!(service.viewer_of("tom").await.unwrap().account.role, Role::Reviewer);
        // Any number, until it ends or is taken back.
        let open = service.invite(&by_ada, &input("member", "", "1")).await.unwrap();
        assert!(!service.door(Some(&open.code)).await.unwrap().is_over);
        post.pass(TimeDelta::hours(25));
        assert!(service.door(Some(&open.code)).await.unwrap().is_over);
        let other = service.invite(&by_ada, &input("member", "", "")).await.unwrap();
        service.revoke_invitation(&ada, &other.id).await.unwrap();
        assert!(service.door(Some(&other.code)).await.unwrap().is_over);
        let log = service.audit_log(&mara, None).await.unwrap();
        assert!(log.lines.iter().filter(|line| line.entry.label == "The club").count() >= 3);
    }
}
