//! Where an account is signed in, and who may not sign in at all.

use super::{origin, sites};
use houselights::domain::account::Role;
use houselights::domain::audit::Deed;
use houselights::service::Error;
use houselights::service::accounts::Caretaker;

#[tokio::test]
async fn sessions_are_listed_in_words_and_ended_one_by_one_or_together() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let eve = site.person("eve", Role::Member).await;
        let mut tokens = Vec::new();
        for _ in 0..4 {
            tokens.push(site.sign_in("mara", "password of mara").await.unwrap().token);
        }
        let foreign = site.sign_in("eve", "password of eve").await.unwrap().token;
        let here = tokens[0].clone();
        let lines = site.service.sessions(&mara, &here).await.unwrap();
        assert_eq!(lines.len(), 4);
        assert_eq!(lines.iter().filter(|line| line.is_this).count(), 1);
        assert!(lines.iter().all(|line| line.session.browser == origin().browser));
        assert!(
            lines.iter().all(|line| !tokens.contains(&line.session.id)),
            "no secret is shown"
        );
        let other = lines.iter().find(|line| !line.is_this).unwrap().session.id.clone();
        assert!(
            site.service.viewer(&other).await.unwrap().is_none(),
            "what is shown signs nobody in"
        );

        let refused = site.service.end_session(&eve, &other).await.unwrap_err();
        assert_eq!(refused.code(), "not-found", "somebody else's session is none of hers");
        site.service.end_session(&mara, &other).await.unwrap();
        assert_eq!(site.service.sessions(&mara, &here).await.unwrap().len(), 3);
        site.service.end_other_sessions(&mara, &here).await.unwrap();
        assert!(site.service.viewer(&here).await.unwrap().is_some());
        for token in tokens.iter().filter(|token| **token != here) {
            assert!(site.service.viewer(token).await.unwrap().is_none());
        }
        assert!(site.service.viewer(&foreign).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn a_suspended_account_is_out_everywhere_and_told_why_with_the_right_password_only() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        site.person("tom", Role::Reviewer).await;
        let token = site.sign_in("tom", "password of tom").await.unwrap().token;
        let by = Caretaker::from(&mara);
        site.service
            .suspend_account(&by, "tom", " Take  a break ")
            .await
            .unwrap();
        assert!(site.service.viewer(&token).await.unwrap().is_none());
        let Err(Error::Conflict { code, message }) = site.sign_in("tom", "password of tom").await.map(|_| ()) else {
            panic!("a suspended account came in")
        };
        assert_eq!(code, "suspended");
        assert!(houselights::messages::tell(&message).contains("Take a break"));
        let wrong = site.sign_in("tom", "a wrong password").await.err().unwrap();
        assert_eq!(wrong.code(), "invalid-input", "guessers learn nothing");
        let lines = site.service.account_lines(&mara).await.unwrap();
        let line = lines.iter().find(|line| line.handle == "tom").unwrap();
        assert_eq!(line.suspension.as_ref().unwrap().reason, "Take a break");
        site.service.lift_suspension(&by, "@Tom").await.unwrap();
        assert!(site.sign_in("tom", "password of tom").await.is_ok());
        let log = site.service.audit_log(&mara, None).await.unwrap();
        let deeds: Vec<_> = log.lines.iter().map(|line| line.entry.deed).collect();
        assert_eq!(deeds, [Deed::SuspensionLifted, Deed::AccountSuspended]);
        assert_eq!(log.lines[1].entry.label, "@tom");
        assert_eq!(log.lines[1].entry.reason, "Take a break");
    }
}

#[tokio::test]
async fn nobody_looks_after_those_who_may_do_as_much_as_they_do() {
    for site in sites() {
        let owner = site.person("mara", Role::Owner).await;
        let admin = site.person("ada", Role::Admin).await;
        site.person("abe", Role::Admin).await;
        let moderator = site.person("mo", Role::Moderator).await;
        site.person("tom", Role::Member).await;
        let (by_owner, by_admin, by_moderator) = (
            Caretaker::from(&owner),
            Caretaker::from(&admin),
            Caretaker::from(&moderator),
        );
        let code = |done: Result<(), Error>| done.map_err(|error| error.code()).err();
        let service = &site.service;
        assert_eq!(
            code(service.suspend_account(&by_admin, "mara", "").await),
            Some("owner-role")
        );
        assert_eq!(
            code(service.suspend_account(&by_admin, "abe", "").await),
            Some("forbidden")
        );
        assert_eq!(
            code(service.give_role(&by_admin, "ada", Role::Member).await),
            Some("forbidden")
        );
        assert_eq!(
            code(service.give_role(&by_admin, "tom", Role::Owner).await),
            Some("owner-role")
        );
        assert_eq!(
            code(service.suspend_account(&by_moderator, "tom", "").await),
            Some("forbidden")
        );
        assert_eq!(
            code(service.give_role(&by_moderator, "tom", Role::Moderator).await),
            Some("forbidden")
        );
        assert!(service.account_lines(&moderator).await.is_err());
        assert_eq!(code(service.give_role(&by_admin, "tom", Role::Reviewer).await), None);
        // A role that was taken does not work any more, whatever page is still open.
        assert_eq!(code(service.give_role(&by_owner, "ada", Role::Member).await), None);
        assert_eq!(
            code(service.suspend_account(&by_admin, "tom", "").await),
            Some("forbidden")
        );
        assert_eq!(service.viewer_of("tom").await.unwrap().account.role, Role::Reviewer);
    }
}
