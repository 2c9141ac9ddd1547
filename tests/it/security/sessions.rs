//! Sessions that somebody else planted, and names that are guessed.

use super::fill;
use crate::pages::browser::{world, world_on};
use crate::service::sites_with;
use std::time::{Duration, Instant};

#[actix_web::test]
async fn a_session_that_was_planted_is_never_taken_over() {
    let world = world().await;
    fill(&world).await;
    // The attacker has an account of their own, and gives their session to the victim's browser.
    let eve = world.signed_in("jonas").await;
    let planted = eve.session().unwrap();
    let mara = world.browser();
    for (value, form) in [(planted.as_str(), "/settings"), ("made up by somebody", "/sign-in")] {
        mara.plant("__Host-houselights_session", value);
        mara.get(form).await;
        let answer = mara
            .post("/sign-in", &[("handle", "mara"), ("password", "password of mara")])
            .await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let own = mara.session().unwrap();
        assert_ne!(own, value);
        assert!(mara.get("/settings").await.body.contains("MARA"));
        // Signed in once more, the secret is another one again.
        mara.get("/sign-in").await;
        mara.post("/sign-in", &[("handle", "mara"), ("password", "password of mara")])
            .await;
        assert_ne!(mara.session().unwrap(), own);
    }
    // What was planted is not mara now, and a session that was signed out is nobody's.
    assert!(!eve.get("/settings").await.body.contains("MARA"));
    let old = mara.session().unwrap();
    mara.get("/settings").await;
    mara.post("/sign-out", &[]).await;
    let thief = world.browser();
    thief.plant("__Host-houselights_session", &old);
    let asked = thief.get("/settings").await;
    assert_eq!(
        (asked.status, asked.header("location")),
        (303, "/sign-in?next=%2Fsettings")
    );
}

#[actix_web::test]
async fn whoever_is_signed_in_can_send_forms_when_the_browser_is_opened_again() {
    let world = world().await;
    fill(&world).await;
    let before = world.signed_in("mara").await;
    // Only the cookie with a date outlives the browser.
    let mara = world.browser();
    mara.plant("__Host-houselights_session", &before.session().unwrap());
    mara.get("/settings").await;
    let answer = mara.post("/sign-out", &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

#[actix_web::test]
async fn a_token_of_the_time_before_signing_in_counts_no_more_after_it() {
    let world = world().await;
    fill(&world).await;
    let mara = world.browser();
    let before = mara.get("/sign-in").await.value("csrf");
    mara.post("/sign-in", &[("handle", "mara"), ("password", "password of mara")])
        .await;
    let answer = mara.post_raw("/sign-out", &[("csrf", &before), ("whole", "yes")]).await;
    assert_eq!(answer.status, 403);
}

#[actix_web::test]
async fn nobody_learns_at_the_door_who_has_an_account() {
    let many = [("accounts.sign_in_attempts", "100".to_owned())];
    let world = world_on(sites_with(&many, None).remove(0)).await;
    fill(&world).await;
    let mut took: Vec<Vec<Duration>> = Vec::new();
    let mut said = Vec::new();
    for login in ["mara", "mara@mail.example", "nobody", "nobody@mail.example"] {
        let mut times = Vec::new();
        for _ in 0..3 {
            // Each from a door of its own, so that nothing is counted against the next one.
            let browser = world.browser();
            browser.get("/sign-in").await;
            let begun = Instant::now();
            let answer = browser
                .post("/sign-in", &[("handle", login), ("password", "a wrong password")])
                .await;
            times.push(begun.elapsed());
            said.push((
                answer.status,
                answer.body.replace(login, "").replace(&answer.value("csrf"), ""),
            ));
        }
        times.sort();
        took.push(times);
    }
    assert!(said.windows(2).all(|pair| pair[0] == pair[1]), "{said:#?}");
    // A password is digested for names that nobody has, too. Without that, the answer would come a hundred times sooner.
    let quickest = |n: usize| took[n][0];
    for (known, unknown) in [(0, 2), (1, 3)] {
        assert!(quickest(unknown) * 3 > quickest(known), "{took:?}");
    }
    // Profiles of nobody, and sign-up of names that are taken, are public matters; settings of others are not.
    let jonas = world.signed_in("jonas").await;
    for path in [
        "/settings/accounts",
        "/moderation",
        "/settings/federation/hosts",
        "/settings/federation/inbox",
    ] {
        assert_eq!(jonas.get(path).await.status, 403, "{path}");
        let asked = world.browser().get(path).await;
        assert_eq!(asked.status, 303, "{path}");
        assert!(asked.header("location").starts_with("/sign-in?next="), "{path}");
    }
}
