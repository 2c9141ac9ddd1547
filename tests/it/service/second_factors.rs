//! Codes after the password: each is good for one time.

use super::{Site, origin, sites_with};
use chrono::TimeDelta;
use houselights::domain::account::Role;
use houselights::domain::second_factor::code_at;
use houselights::env::Clock;
use houselights::service::Error;
use houselights::service::second_factors::SecondFactorState;
use houselights::service::sessions::Entered;
use houselights::service::views::Viewer;

const SETTINGS: [(&str, &str); 1] = [("accounts.sign_in_attempts", "8")];

fn sites(clock: &Clock) -> Vec<Site> {
    let settings = SETTINGS.map(|(key, value)| (key, value.to_owned()));
    sites_with(&settings, Some(clock))
}

async fn step(site: &Site, handle: &str) -> String {
    let password = format!("password of {handle}");
    match site.service.sign_in(handle, &password, &origin()).await.unwrap() {
        Entered::CodeNeeded { step } => step,
        Entered::In(_) => panic!("{handle} came in without a code"),
    }
}

/// Switches the second factor on: the secret and the recovery codes.
async fn switch_on(site: &Site, viewer: &Viewer, token: &str, clock: &Clock) -> (String, Vec<String>) {
    let password = format!("password of {}", viewer.actor.handle);
    site.service.begin_second_factor(viewer, &password).await.unwrap();
    let SecondFactorState::Waiting { secret, address } = site.service.second_factor(viewer).await.unwrap() else {
        panic!("nothing waits")
    };
    assert!(address.contains(&secret));
    let code = code_at(&secret, clock.now()).unwrap();
    let codes = site.service.confirm_second_factor(viewer, token, &code).await.unwrap();
    (secret, codes)
}

#[tokio::test]
async fn a_second_factor_counts_once_it_is_confirmed_and_every_code_is_used_once() {
    let clock = Clock::manual(Clock::system().now());
    for site in sites(&clock) {
        let mara = site.person("mara", Role::Owner).await;
        let here = site.sign_in("mara", "password of mara").await.unwrap().token;
        let there = site.sign_in("mara", "password of mara").await.unwrap().token;
        let refused = site.service.begin_second_factor(&mara, "a wrong password").await;
        assert_eq!(refused.unwrap_err().code(), "invalid-input");
        site.service
            .begin_second_factor(&mara, "password of mara")
            .await
            .unwrap();
        site.sign_in("mara", "password of mara").await.unwrap();

        let (secret, codes) = switch_on(&site, &mara, &here, &clock).await;
        assert_eq!(codes.len(), 10);
        assert!(site.service.viewer(&here).await.unwrap().is_some());
        assert!(
            site.service.viewer(&there).await.unwrap().is_none(),
            "a session of the password alone goes on"
        );
        assert!(
            site.service
                .begin_second_factor(&mara, "password of mara")
                .await
                .is_err()
        );

        let used = code_at(&secret, clock.now()).unwrap();
        let door = step(&site, "mara").await;
        let again = site.service.sign_in_with_code(&door, &used, &origin()).await;
        assert_eq!(
            again.err().unwrap().code(),
            "invalid-input",
            "the code that confirmed is used up"
        );
        clock.advance(TimeDelta::seconds(60));
        let fresh = code_at(&secret, clock.now()).unwrap();
        let session = site.service.sign_in_with_code(&door, &fresh, &origin()).await.unwrap();
        assert!(site.service.viewer(&session.token).await.unwrap().is_some());
        assert!(
            site.service.sign_in_with_code(&door, &fresh, &origin()).await.is_err(),
            "once only"
        );

        let recovery = codes[3].to_uppercase();
        assert!(
            site.service
                .sign_in_with_code(&door, &recovery, &origin())
                .await
                .is_ok()
        );
        assert!(
            site.service
                .sign_in_with_code(&door, &recovery, &origin())
                .await
                .is_err(),
            "once only"
        );
        assert_eq!(
            site.service.second_factor(&mara).await.unwrap(),
            SecondFactorState::On { codes_left: 9 }
        );
        let renewed = site
            .service
            .renew_recovery_codes(&mara, "password of mara")
            .await
            .unwrap();
        assert!(
            site.service
                .sign_in_with_code(&door, &codes[4], &origin())
                .await
                .is_err(),
            "void"
        );
        assert!(
            site.service
                .sign_in_with_code(&door, &renewed[0], &origin())
                .await
                .is_ok()
        );

        site.service.end_second_factor(&mara, "password of mara").await.unwrap();
        site.sign_in("mara", "password of mara").await.unwrap();
        assert!(
            site.service
                .sign_in_with_code(&door, &renewed[1], &origin())
                .await
                .is_err()
        );
    }
}

#[tokio::test]
async fn the_second_page_is_of_no_use_to_anybody_else_or_later() {
    let clock = Clock::manual(Clock::system().now());
    for site in sites(&clock) {
        let mara = site.person("mara", Role::Owner).await;
        let tom = site.person("tom", Role::Member).await;
        let (_, codes) = switch_on(&site, &mara, "", &clock).await;
        let (_, foreign) = switch_on(&site, &tom, "", &clock).await;
        let door = step(&site, "mara").await;
        let needs_password = |entered: Result<_, Error>| matches!(entered.map(|_| ()), Err(Error::SignInNeeded));
        let wrong = site.service.sign_in_with_code(&door, &foreign[0], &origin()).await;
        assert_eq!(
            wrong.err().unwrap().code(),
            "invalid-input",
            "somebody else's recovery code"
        );
        let (_, seal) = door.split_once('.').unwrap();
        let moved = format!("{}.{seal}", tom.account.id);
        assert!(needs_password(
            site.service.sign_in_with_code(&moved, &foreign[0], &origin()).await
        ));
        for junk in ["", ".", "x", "x.1.y"] {
            assert!(needs_password(
                site.service.sign_in_with_code(junk, &codes[0], &origin()).await
            ));
        }
        let changed = site
            .service
            .change_password(&mara, "", "password of mara", "another long secret");
        changed.await.unwrap();
        assert!(
            needs_password(site.service.sign_in_with_code(&door, &codes[0], &origin()).await),
            "the password has changed"
        );
        let door = step(&site, "tom").await;
        clock.advance(TimeDelta::minutes(11));
        assert!(
            needs_password(site.service.sign_in_with_code(&door, &foreign[0], &origin()).await),
            "too late"
        );
    }
}

#[tokio::test]
async fn guessing_codes_ends_in_a_wait_and_the_owner_of_the_server_can_help() {
    let clock = Clock::manual(Clock::system().now());
    for site in sites(&clock) {
        let mara = site.person("mara", Role::Owner).await;
        let (_, codes) = switch_on(&site, &mara, "", &clock).await;
        let door = step(&site, "mara").await;
        for _ in 0..8 {
            let wrong = site.service.sign_in_with_code(&door, "no-code", &origin()).await;
            assert_eq!(wrong.err().unwrap().code(), "invalid-input");
        }
        let blocked = site.service.sign_in_with_code(&door, &codes[0], &origin()).await;
        assert!(matches!(blocked.map(|_| ()), Err(Error::TooMany { .. })));
        clock.advance(TimeDelta::minutes(16));
        assert!(site.service.take_second_factor("mara").await.unwrap());
        assert!(!site.service.take_second_factor("mara").await.unwrap());
        site.sign_in("mara", "password of mara").await.unwrap();
        let log = site.service.audit_log(&mara, None).await.unwrap();
        assert_eq!(log.lines[0].entry.deed.as_str(), "second-factor-taken");
    }
}
