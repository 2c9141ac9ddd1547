//! News by mail: what is told, to whom, how soon, and what never stands in a mail.

use super::{Post, posts};
use crate::pages::browser::world_on;
use crate::support::world::{stranger, url};
use chrono::TimeDelta;
use houselights::domain::account::Role;
use houselights::domain::actor::Actor;
use houselights::domain::comment::Audience;
use houselights::domain::id::CommentId;
use houselights::domain::like::{ReactionKind, Subject};
use houselights::domain::moderation::Decision;
use houselights::domain::notice::{Cadence, Choice, Choices, Topic};
use houselights::domain::schedule::Zone;
use houselights::domain::text::sanitize;
use houselights::messages::Language;
use houselights::service::accounts::ProfileInput;
use houselights::service::moderation::{CommentPolicyInput, DecisionInput};
use houselights::service::remote::NoteReceived;
use houselights::service::views::Viewer;

async fn elsewhere(post: &Post, handle: &str) -> Actor {
    post.site
        .service
        .upsert_actor(stranger(handle, "a.example"))
        .await
        .unwrap()
}

fn choose(topic: Topic, mail: Cadence, counted: bool) -> Choices {
    let mut choices = Choices::default();
    choices.set(topic, Choice { mail, counted });
    choices
}

async fn in_zone(post: &Post, viewer: &Viewer, zone: &str) {
    let input = ProfileInput {
        name: "Mara".to_owned(),
        email: "mara@mail.example".to_owned(),
        time_zone: zone.to_owned(),
        discoverable: true,
        ..ProfileInput::default()
    };
    assert!(Zone::parse(zone).is_some());
    post.site.service.edit_profile(viewer, input).await.unwrap();
}

#[tokio::test]
async fn answers_within_ten_minutes_come_as_one_mail_with_what_was_said() {
    for (post, server) in posts(&[], &[]) {
        let (_, jonas, review) = post.two().await;
        let noah = post.site.person("noah", Role::Member).await;
        post.comment(&jonas, &review, "The salt <b>is</b> the film. ||He dies.||")
            .await;
        post.pass(TimeDelta::minutes(6));
        post.comment(&noah, &review, "I counted the lorries.").await;
        post.pass(TimeDelta::minutes(3));
        post.send().await;
        assert!(server.taken().is_empty(), "not yet");
        post.pass(TimeDelta::minutes(1));
        post.send().await;
        let mail = server.only();
        assert_eq!(mail.to, ["mara@mail.example"]);
        let text = mail.text();
        for said in [
            "JONAS replied under The Salt Road (1974)",
            "> I counted the lorries.",
            "Hello MARA,",
            "https://films.example/c/",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert!(!text.contains("He dies"), "a spoiler stays on the page: {text}");
        assert!(
            mail.header("Subject").starts_with("2 new on"),
            "{}",
            mail.header("Subject")
        );
        assert_eq!(mail.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        // What comes later comes in a mail of its own, and nothing comes twice.
        post.comment(&jonas, &review, "Once more.").await;
        post.after_ten_minutes().await;
        assert_eq!(server.taken().len(), 2);
        let last = server.taken().pop().unwrap();
        assert_eq!(last.header("Subject"), "JONAS replied under The Salt Road (1974)");
        post.pass(TimeDelta::days(3));
        post.send().await;
        assert_eq!(server.taken().len(), 2);
    }
}

#[tokio::test]
async fn what_is_gone_or_held_or_read_by_then_is_left_out_and_an_empty_mail_is_none() {
    for (post, server) in posts(&[], &[]) {
        let (mara, jonas, review) = post.two().await;
        let service = &post.site.service;
        let gone = post.comment(&jonas, &review, "Deleted words").await;
        let held = post.comment(&jonas, &review, "Held words").await;
        let kept = post.comment(&jonas, &review, "Kept words").await;
        service.delete_comment(&jonas, &gone.id).await.unwrap();
        service
            .decide(&mara, DecisionInput::about(&held.id, Decision::Hold))
            .await
            .unwrap();
        post.after_ten_minutes().await;
        let text = server.only().text();
        assert!(
            text.contains("Kept words") && !text.contains("Held words") && !text.contains("Deleted words"),
            "{text}"
        );

        // Gone after the mail was gathered, while the mail server was waited for.
        service.delete_comment(&jonas, &kept.id).await.unwrap();
        let late = post.comment(&jonas, &review, "Too late").await;
        service.delete_comment(&jonas, &late.id).await.unwrap();
        post.after_ten_minutes().await;
        assert_eq!((server.taken().len(), post.waiting().await), (1, 0));

        // Read on the page in the meantime.
        post.comment(&jonas, &review, "Read already").await;
        post.pass(TimeDelta::minutes(1));
        service.mark_notifications_read(&mara).await.unwrap();
        post.after_ten_minutes().await;
        assert_eq!(server.taken().len(), 1);
    }
}

#[tokio::test]
async fn a_mail_that_waits_for_its_server_tells_only_what_may_be_seen_when_it_goes_out() {
    for (post, server) in posts(&[], &[]) {
        let mara = post.site.person("later", Role::Owner).await;
        let jonas = post.site.person("jonas", Role::Member).await;
        let review = post.publish(&mara).await;
        let comment = post.comment(&jonas, &review, "Hasty words").await;
        post.after_ten_minutes().await;
        assert_eq!(post.waiting().await, 1, "it was written once, and not taken");
        let service = &post.site.service;
        service.delete_comment(&jonas, &comment.id).await.unwrap();
        let input = ProfileInput {
            name: "Mara".to_owned(),
            email: "mara@mail.example".to_owned(),
            discoverable: true,
            ..ProfileInput::default()
        };
        service.edit_profile(&mara, input).await.unwrap();
        post.pass(TimeDelta::hours(1));
        post.send().await;
        assert_eq!((server.taken().len(), post.waiting().await), (0, 0));
    }
}

#[tokio::test]
async fn a_private_message_is_announced_and_never_quoted() {
    for (post, server) in posts(&[], &[]) {
        let (mara, _, review) = post.two().await;
        let service = &post.site.service;
        let ivo = elsewhere(&post, "ivo").await;
        let answers = service.urls().review(&review);
        let uri = url("https://a.example/notes/secret");
        let note = NoteReceived {
            url: uri.clone(),
            uri,
            author: ivo,
            in_reply_to: Some(answers.clone()),
            html: sanitize::remote_html("<p>Meet me at the lighthouse</p>", None),
            summary: None,
            language: Some("en".to_owned()),
            audience: Audience::Direct,
            published_at: post.clock.now(),
            edited_at: None,
            mentions: vec![mara.actor.uri.clone()],
            kind: "Note".to_owned(),
            name: String::new(),
            image: None,
            links: Vec::new(),
            quotes: Vec::new(),
            films: Vec::new(),
            is_review: true,
        };
        let parent = service.resolve(&answers).await.unwrap().unwrap();
        service.comment_received(note, parent).await.unwrap();
        post.after_ten_minutes().await;
        let mail = server.only();
        assert_eq!(mail.header("Subject"), "IVO sent you a private message");
        assert!(!mail.text().contains("lighthouse"), "{}", mail.text());
        assert!(mail.text().contains("https://films.example/news"));
    }
}

#[tokio::test]
async fn likes_and_followers_come_once_a_day_at_eight_on_the_readers_clock() {
    for (post, server) in posts(&[], &[]) {
        let (mara, jonas, review) = post.two().await;
        in_zone(&post, &mara, "America/New_York").await;
        let service = &post.site.service;
        service
            .react(&jonas, ReactionKind::Like, Subject::Review(review.clone()))
            .await
            .unwrap();
        let ivo = elsewhere(&post, "ivo").await;
        service
            .follow_received(&ivo, &mara.actor.uri, "https://a.example/follows/1")
            .await
            .unwrap();
        post.pass(TimeDelta::hours(1));
        post.send().await;
        assert!(server.taken().is_empty());
        // Eight in New York is one in the afternoon, UTC: fifteen hours after nine in the evening, and an hour more.
        post.pass(TimeDelta::hours(15) + TimeDelta::minutes(59));
        post.send().await;
        assert!(server.taken().is_empty(), "a minute before eight");
        post.pass(TimeDelta::minutes(1));
        post.send().await;
        let mail = server.only();
        assert!(
            mail.header("Subject").starts_with("2 new things"),
            "{}",
            mail.header("Subject")
        );
        let text = mail.text();
        assert!(
            text.contains("JONAS likes what you wrote: The Salt Road (1974)"),
            "{text}"
        );
        assert!(text.contains("IVO follows you"), "{text}");
        post.pass(TimeDelta::days(2));
        post.send().await;
        assert_eq!(server.taken().len(), 1);
    }
}

#[tokio::test]
async fn a_request_to_follow_comes_at_once() {
    for (post, server) in posts(&[], &[]) {
        let (mara, _, _) = post.two().await;
        let service = &post.site.service;
        let input = ProfileInput {
            name: "Mara".to_owned(),
            email: "mara@mail.example".to_owned(),
            manually_approves: true,
            discoverable: true,
            ..ProfileInput::default()
        };
        service.edit_profile(&mara, input).await.unwrap();
        let ivo = elsewhere(&post, "ivo").await;
        service
            .follow_received(&ivo, &mara.actor.uri, "https://a.example/follows/1")
            .await
            .unwrap();
        post.after_ten_minutes().await;
        assert_eq!(server.only().header("Subject"), "IVO asks to follow you");
    }
}

#[tokio::test]
async fn a_comment_that_waits_is_told_to_whoever_may_decide_until_somebody_has() {
    for (post, server) in posts(&[], &[]) {
        let (mara, jonas, review) = post.two().await;
        let moderator = post.site.person("mona", Role::Moderator).await;
        post.site.person("rolf", Role::Reviewer).await;
        let service = &post.site.service;
        let policy = CommentPolicyInput {
            who: "everyone".to_owned(),
            guests: "wait".to_owned(),
            words_held: "waiting".to_owned(),
            links_max: "3".to_owned(),
            hold_at: "60".to_owned(),
            spam_at: "95".to_owned(),
            ..CommentPolicyInput::default()
        };
        let first = held(&post, &mara, &jonas, &review, &policy).await;
        post.after_ten_minutes().await;
        let mut to: Vec<String> = server.taken().into_iter().flat_map(|mail| mail.to).collect();
        to.sort();
        assert_eq!(
            to,
            ["mara@mail.example", "mona@mail.example"],
            "not to every reviewer, and not to the author"
        );
        let text = server.taken().pop().unwrap().text();
        assert!(
            text.contains(&format!("https://films.example/moderation/comments/{first}")),
            "{text}"
        );

        let second = held(&post, &mara, &jonas, &review, &policy).await;
        service
            .decide(&moderator, DecisionInput::about(&second, Decision::Approve))
            .await
            .unwrap();
        post.after_ten_minutes().await;
        let waiting = |mail: &crate::support::mail::Taken| mail.header("Subject").contains("waits for you");
        assert_eq!(
            server.taken().iter().filter(|mail| waiting(mail)).count(),
            2,
            "somebody has decided"
        );
    }
}

/// A comment that waits, for a word that is in it.
async fn held(
    post: &Post,
    mara: &Viewer,
    jonas: &Viewer,
    review: &houselights::domain::id::ReviewId,
    policy: &CommentPolicyInput,
) -> CommentId {
    post.site.service.set_comment_policy(mara, policy).await.unwrap();
    let n = post.clock.now().timestamp();
    post.comment(jonas, review, &format!("Waiting words {n}")).await.id
}

#[tokio::test]
async fn what_somebody_chose_holds_and_a_quiet_kind_is_not_counted() {
    for (post, server) in posts(&[], &[]) {
        let (mara, jonas, review) = post.two().await;
        let service = &post.site.service;
        let choices = choose(Topic::Reply, Cadence::Off, false);
        service.save_notices(&mara, choices, None).await.unwrap();
        post.comment(&jonas, &review, "Hello").await;
        assert_eq!(service.unread_notifications(&mara).await.unwrap(), 0);
        assert_eq!(
            service.notifications(&mara, None).await.unwrap().len(),
            1,
            "it stands there all the same"
        );
        post.after_ten_minutes().await;
        assert!(server.taken().is_empty());
        // By mail although it is not counted, and in German.
        let choices = choose(Topic::Reply, Cadence::Now, false);
        service
            .save_notices(&mara, choices, Some(Language::German))
            .await
            .unwrap();
        post.comment(&jonas, &review, "Hello again").await;
        post.after_ten_minutes().await;
        let text = server.only().text();
        assert!(
            text.contains("Hallo MARA,") && text.contains("JONAS hat unter The Salt Road (1974) geantwortet"),
            "{text}"
        );
        // What waits is not sent when its kind is switched off before.
        post.comment(&jonas, &review, "A third time").await;
        service
            .save_notices(&mara, choose(Topic::Reply, Cadence::Off, true), None)
            .await
            .unwrap();
        post.after_ten_minutes().await;
        assert_eq!(server.taken().len(), 1);
    }
}

#[actix_web::test]
async fn one_click_in_a_mail_program_ends_them_and_looking_at_the_link_does_not() {
    for (post, server) in posts(&[], &[]) {
        let (mara, jonas, review) = post.two().await;
        post.comment(&jonas, &review, "Hello").await;
        post.after_ten_minutes().await;
        let path = server.only().way_out();
        let clock = post.clock.clone();
        let world = world_on(post.site).await;
        let stranger = world.browser();
        let page = stranger.get(&path).await;
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.body.contains("Comments and replies"), "{}", page.body);
        let wish = || async { world.site.service.notice_page(&mara).await.unwrap() };
        let of = |page: &houselights::service::notices::NoticePage, topic: Topic| {
            page.topics.iter().find(|(known, _)| *known == topic).unwrap().1.mail
        };
        assert_eq!(
            of(&wish().await, Topic::Reply),
            Cadence::Now,
            "mail scanners follow links"
        );
        for wrong in [
            path.replace("/reply/", "/mention/"),
            path.replace("/reply/", "/digest/"),
            path.replace("/reply/", "/guest/"),
            path.replace("/reply/", "/nonsense/"),
            format!("{path}x"),
            path.replacen(mara.account.id.as_str(), jonas.account.id.as_str(), 1),
        ] {
            assert_eq!(stranger.post_raw(&wrong, &[]).await.status, 404, "{wrong}");
        }
        // As RFC 8058 has it: no cookie, no token, and this body.
        let done = stranger.post_raw(&path, &[("List-Unsubscribe", "One-Click")]).await;
        assert_eq!(done.status, 200, "{}", done.body);
        assert!(done.body.contains("No more of them"), "{}", done.body);
        let page = wish().await;
        assert_eq!(
            (of(&page, Topic::Reply), of(&page, Topic::Mention)),
            (Cadence::Off, Cadence::Now)
        );
        assert_eq!(
            stranger.post_raw(&path, &[]).await.status,
            200,
            "twice is as good as once"
        );

        clock.advance(TimeDelta::days(500));
        assert_eq!(stranger.get(&path).await.status, 404, "too old");
    }
}

#[actix_web::test]
async fn the_settings_show_and_keep_what_is_chosen() {
    for (post, _server) in posts(&[], &[]) {
        post.two().await;
        let world = world_on(post.site).await;
        let mara = world.signed_in("mara").await;
        let page = mara.get("/settings/notifications").await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("mara@mail.example"), "{}", page.body);
        assert!(page.body.contains("Comments that wait for a decision"));
        let saved = mara
            .post(
                "/settings/notifications",
                &[
                    ("mail.reply", "digest"),
                    ("mail.mention", "nonsense"),
                    ("counted.reply", "yes"),
                    ("language", "de"),
                ],
            )
            .await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        let viewer = world.site.service.viewer_of("mara").await.unwrap();
        let page = world.site.service.notice_page(&viewer).await.unwrap();
        let of = |topic: Topic| page.topics.iter().find(|(known, _)| *known == topic).unwrap().1;
        assert_eq!(
            of(Topic::Reply),
            Choice {
                mail: Cadence::Digest,
                counted: true
            }
        );
        assert_eq!(
            of(Topic::Mention),
            Choice {
                mail: Cadence::Now,
                counted: false
            }
        );
        assert_eq!(page.language, "de");
        // A member is not asked about what does not concern them.
        let jonas = world.signed_in("jonas").await;
        let page = jonas.get("/settings/notifications").await;
        assert!(!page.body.contains("Comments that wait for a decision") && !page.body.contains("mail.report"));
        assert_eq!(world.browser().get("/settings/notifications").await.status, 303);
    }
}

#[tokio::test]
async fn a_server_of_followers_that_fails_for_long_or_refuses_is_told_once_a_week() {
    use houselights::domain::notice::Topic::{Refusal, Trouble};
    for (post, server) in posts(&[], &[]) {
        let (mara, _, _) = post.two().await;
        let service = &post.site.service;
        let ivo = elsewhere(&post, "ivo").await;
        service
            .follow_received(&ivo, &mara.actor.uri, "https://a.example/follows/1")
            .await
            .unwrap();
        let choices = choose(Trouble, Cadence::Now, true);
        service.save_notices(&mara, choices, None).await.unwrap();
        for _ in 0..3 {
            refuse(&post, "a.example").await;
            refuse(&post, "nobody-follows.example").await;
            post.after_ten_minutes().await;
        }
        let about = |mail: &crate::support::mail::Taken| {
            mail.text()
                .contains("a.example, where people follow this site, refused")
        };
        assert_eq!(
            server.taken().iter().filter(|mail| about(mail)).count(),
            1,
            "{:#?}",
            server.taken()
        );
        assert!(!server.taken().iter().any(|mail| mail.text().contains("nobody-follows")));
        post.pass(TimeDelta::days(8));
        service.prune().await.unwrap();
        refuse(&post, "a.example").await;
        post.after_ten_minutes().await;
        assert_eq!(server.taken().iter().filter(|mail| about(mail)).count(), 2);
        assert_eq!(Refusal.chosen_as(), Trouble);
    }
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_trouble_after_a_while_and_none_once_it_is_back() {
    for (post, server) in posts(&[], &[]) {
        let (mara, _, _) = post.two().await;
        let service = &post.site.service;
        let ivo = elsewhere(&post, "ivo").await;
        service
            .follow_received(&ivo, &mara.actor.uri, "https://a.example/follows/1")
            .await
            .unwrap();
        service
            .save_notices(&mara, choose(Topic::Trouble, Cadence::Now, true), None)
            .await
            .unwrap();
        let troubles = || {
            let all = server.taken().into_iter();
            all.filter(|mail| mail.text().contains("has not answered since 22 November 2026"))
                .count()
        };
        for tries in 1..=5 {
            fail(&post, "a.example").await;
            post.after_ten_minutes().await;
            assert_eq!(troubles(), usize::from(tries == 5), "after {tries}");
            post.pass(TimeDelta::hours(7));
        }
        // It is back, and fails again for as long: that it is back by the time the mail is due counts.
        post.pass(TimeDelta::days(8));
        service.prune().await.unwrap();
        service.host_seen("a.example").await.unwrap();
        for _ in 1..=5 {
            fail(&post, "a.example").await;
            post.pass(TimeDelta::minutes(5));
            if post.waiting_for("a.example").await {
                break;
            }
            post.pass(TimeDelta::hours(7));
        }
        service.host_seen("a.example").await.unwrap();
        let before = server.taken().len();
        post.after_ten_minutes().await;
        assert_eq!(server.taken().len(), before);
    }
}

/// A delivery gets no answer.
async fn fail(post: &Post, host: &str) {
    let silence = houselights::service::queues::DeliveryResult::Retry {
        status: None,
        error: "no answer".to_owned(),
        after: None,
    };
    super::delivered_with(post, host, silence).await;
}

/// A server refuses a delivery.
async fn refuse(post: &Post, host: &str) {
    super::delivered_with(
        post,
        host,
        houselights::service::queues::DeliveryResult::Refused { status: 403 },
    )
    .await;
}
