//! Guests who asked to be told: once each, until they say no, and as long as their address is kept.

use super::{Post, posts};
use crate::pages::browser::{Answer, world_on};
use chrono::TimeDelta;
use houselights::domain::comment::{Comment, CommentState};
use houselights::domain::id::ReviewId;
use houselights::domain::like::Subject;
use houselights::domain::moderation::Decision;
use houselights::service::guests::GuestInput;
use houselights::service::moderation::{CommentPolicyInput, DecisionInput};
use houselights::service::views::Viewer;

async fn guests_may(post: &Post, mara: &Viewer, how: &str) {
    let policy = CommentPolicyInput {
        who: "everyone".to_owned(),
        guests: how.to_owned(),
        links_max: "3".to_owned(),
        hold_at: "60".to_owned(),
        spam_at: "95".to_owned(),
        ..CommentPolicyInput::default()
    };
    post.site.service.set_comment_policy(mara, &policy).await.unwrap();
}

async fn guest(post: &Post, review: &ReviewId, text: &str, notify: bool) -> Comment {
    let target = Subject::Review(review.clone());
    let opened = post.site.service.guest_form(&target).await.unwrap();
    post.pass(TimeDelta::minutes(2));
    let input = GuestInput {
        name: "Ada".to_owned(),
        mail: "ada@guests.example".to_owned(),
        notify,
        text: text.to_owned(),
        opened,
        ..GuestInput::default()
    };
    let client = "203.0.113.7".parse().unwrap();
    post.site
        .service
        .write_as_guest(target, &input, client)
        .await
        .unwrap()
        .comment
}

async fn answer(post: &Post, by: &Viewer, to: &Comment, text: &str) -> Comment {
    let target = Subject::Comment(to.id.clone());
    post.site.service.write_comment(by, target, text).await.unwrap()
}

async fn decide(post: &Post, mara: &Viewer, comment: &Comment, decision: Decision) {
    post.site
        .service
        .decide(mara, DecisionInput::about(&comment.id, decision))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_guest_hears_of_the_approval_and_of_each_answer_once() {
    for (post, server) in posts(&[], &[]) {
        let (mara, jonas, review) = post.two().await;
        let to_ada = || {
            let all = server.taken().into_iter();
            all.filter(|mail| mail.to == ["ada@guests.example"]).collect::<Vec<_>>()
        };
        guests_may(&post, &mara, "wait").await;
        let comment = guest(&post, &review, "Who drives the third lorry?", true).await;
        assert_eq!(comment.state, CommentState::Held);
        post.after_ten_minutes().await;
        assert!(to_ada().is_empty());
        decide(&post, &mara, &comment, Decision::Approve).await;
        post.after_ten_minutes().await;
        assert_eq!(
            to_ada()[0].header("Subject"),
            "Your comment on The Salt Road (1974) can be read now"
        );

        let said = answer(&post, &jonas, &comment, "The brother does.").await;
        post.after_ten_minutes().await;
        assert_eq!(to_ada().len(), 2);
        let text = to_ada()[1].text();
        assert!(
            text.contains("JONAS answered your comment on The Salt Road (1974)"),
            "{text}"
        );
        assert!(
            text.contains("The brother does.") && text.contains("Hello Ada,"),
            "{text}"
        );

        // Hidden and shown again, both of them: nothing is told twice.
        for one in [&said, &comment] {
            decide(&post, &mara, one, Decision::Hold).await;
            decide(&post, &mara, one, Decision::Approve).await;
        }
        post.after_ten_minutes().await;
        assert_eq!(to_ada().len(), 2);

        // An answer that is taken off the page before the mail goes out is not told.
        let hasty = answer(&post, &jonas, &comment, "Hasty words").await;
        decide(&post, &mara, &hasty, Decision::Hold).await;
        post.after_ten_minutes().await;
        assert_eq!(to_ada().len(), 2);
    }
}

#[tokio::test]
async fn a_guest_who_did_not_ask_is_told_nothing_and_an_address_is_forgotten_in_time() {
    for (post, server) in posts(&[], &[("comments.guest_days", "30")]) {
        let (mara, jonas, review) = post.two().await;
        let to_ada = || {
            server
                .taken()
                .iter()
                .filter(|mail| mail.to == ["ada@guests.example"])
                .count()
        };
        guests_may(&post, &mara, "wait").await;
        let quiet = guest(&post, &review, "I want no mail.", false).await;
        decide(&post, &mara, &quiet, Decision::Approve).await;
        answer(&post, &jonas, &quiet, "As you like.").await;
        post.after_ten_minutes().await;
        assert_eq!(to_ada(), 0);

        let loud = guest(&post, &review, "I do want mail.", true).await;
        decide(&post, &mara, &loud, Decision::Approve).await;
        post.after_ten_minutes().await;
        assert_eq!(to_ada(), 1);
        post.pass(TimeDelta::days(31));
        answer(&post, &jonas, &loud, "A month later.").await;
        post.site.service.prune().await.unwrap();
        post.after_ten_minutes().await;
        assert_eq!(to_ada(), 1, "the address is not known any more");
    }
}

#[actix_web::test]
async fn a_guest_ends_the_notices_with_the_link_in_one_of_them() {
    for (post, server) in posts(&[], &[]) {
        let (mara, jonas, review) = post.two().await;
        guests_may(&post, &mara, "wait").await;
        let comment = guest(&post, &review, "Who drives the third lorry?", true).await;
        decide(&post, &mara, &comment, Decision::Approve).await;
        post.after_ten_minutes().await;
        let mail = server
            .taken()
            .into_iter()
            .find(|mail| mail.to == ["ada@guests.example"])
            .unwrap();
        let path = mail.way_out();
        // One answer waits already.
        answer(&post, &jonas, &comment, "The brother does.").await;
        let clock = post.clock.clone();
        let world = world_on(post.site).await;
        let ada = world.browser();
        assert_eq!(ada.get(&path).await.status, 200);
        assert_eq!(ada.post_raw(&path.replace("/guest/", "/reply/"), &[]).await.status, 404);
        let done = ada.post_raw(&path, &[("List-Unsubscribe", "One-Click")]).await;
        assert_eq!(done.status, 200, "{}", done.body);
        clock.advance(TimeDelta::minutes(10));
        while world.site.service.send_mails().await.unwrap() {}
        let to_ada = server
            .taken()
            .into_iter()
            .filter(|mail| mail.to == ["ada@guests.example"])
            .count();
        assert_eq!(to_ada, 1);
    }
}

/// The path of the link in a mail about what is kept.
fn kept_link(text: &str) -> String {
    let (_, rest) = text.split_once("https://films.example/guests/").unwrap();
    let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
    format!("/guests/{}", &rest[..end])
}

/// What a page says, without its tags.
fn said(page: &Answer) -> String {
    page.html().root_element().text().collect()
}

#[actix_web::test]
async fn a_guest_sees_takes_along_and_erases_everything_by_a_link_in_a_mail() {
    for (post, server) in posts(&[], &[]) {
        let (mara, jonas, review) = post.two().await;
        guests_may(&post, &mara, "wait").await;
        let shown = guest(&post, &review, "Who drives the *third* lorry?", true).await;
        decide(&post, &mara, &shown, Decision::Approve).await;
        guest(&post, &review, "And who the fourth?", false).await;
        answer(&post, &jonas, &shown, "The brother does.").await;
        // The address is forgotten, and is known again when its owner types it.
        post.pass(TimeDelta::days(91));
        post.site.service.prune().await.unwrap();
        while post.site.service.send_mails().await.unwrap() {}
        let before = server.taken().len();

        let clock = post.clock.clone();
        let world = world_on(post.site).await;
        let ada = world.browser();
        ada.get("/guests").await;
        let unknown = ada.post("/guests", &[("email", "nobody@guests.example")]).await;
        let known = ada.post("/guests", &[("email", " Ada@Guests.Example ")]).await;
        assert_eq!(unknown.status, 200, "{}", unknown.body);
        assert_eq!(said(&unknown), said(&known), "nobody learns who wrote here");
        while world.site.service.send_mails().await.unwrap() {}
        let mails = server.taken().split_off(before);
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].to, ["ada@guests.example"]);
        let path = kept_link(&mails[0].text());

        let page = ada.get(&path).await;
        assert_eq!(page.status, 200, "{}", page.body);
        for words in ["Ada", "Who drives the *third* lorry?", "And who the fourth?"] {
            assert!(said(&page).contains(words), "{words}: {}", said(&page));
        }
        assert!(
            !said(&page).contains("The brother does."),
            "what others wrote is theirs"
        );
        let archive = ada.get(&format!("{path}/archive.json")).await;
        let kept: serde_json::Value = serde_json::from_str(&archive.body).unwrap();
        assert_eq!(kept["comments"].as_array().unwrap().len(), 2);
        assert_eq!(kept["names"][0]["mail"], serde_json::Value::Null);
        let other = format!("{}x", &path[..path.len() - 1]);
        assert_eq!(ada.get(&other).await.status, 410);
        assert_eq!(ada.get(&format!("{other}/archive.json")).await.status, 410);
        assert_eq!(ada.post(&other, &[]).await.status, 410);

        ada.post(&path, &[]).await;
        assert!(said(&ada.get(&path).await).contains("Nothing is kept about you."));
        let thread = ada.get("/@mara/the-salt-road-1974").await;
        assert!(said(&thread).contains("The brother does."));
        assert!(
            !said(&thread).contains("Ada") && !said(&thread).contains("third"),
            "{}",
            said(&thread)
        );
        clock.advance(TimeDelta::hours(25));
        assert_eq!(ada.get(&path).await.status, 410);
    }
}
