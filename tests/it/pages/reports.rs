//! Readers report, and those who look after the site are done with it.

use super::browser::{World, world_on};
use crate::service::sites;
use houselights::domain::account::Role;
use houselights::domain::like::Subject;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind, ViewingInput};
use houselights::service::reviews::Intent;

async fn review(world: &World) -> (String, String) {
    let service = &world.site.service;
    let mara = world.site.person("mara", Role::Owner).await;
    let jonas = world.site.person("jonas", Role::Member).await;
    let input = ReviewInput {
        film: "The Salt Road".to_owned(),
        year: "1974".to_owned(),
        language: "en".to_owned(),
        sections: vec![SectionInput {
            kind: SectionKind::Take,
            label: String::new(),
            source: "Slow, and worth it.".to_owned(),
        }],
        viewings: vec![ViewingInput {
            seen_on: "2014".to_owned(),
            ..ViewingInput::default()
        }],
        ..ReviewInput::default()
    };
    let id = service
        .save_review(&mara, None, &input, Intent::Publish)
        .await
        .unwrap()
        .id;
    let rude = service
        .write_comment(&jonas, Subject::Review(id.clone()), "Rude <words>.")
        .await
        .unwrap();
    (id.to_string(), rude.id.to_string())
}

async fn report(world: &World, who: Option<&str>, path: &str, fields: &[(&str, &str)]) -> super::browser::Answer {
    let browser = match who {
        Some(handle) => world.signed_in(handle).await,
        None => world.browser(),
    };
    let form = browser.get(path).await;
    assert_eq!(form.status, 200, "{path}");
    let opened = form.value("opened");
    let mut all = vec![("opened", opened.as_str())];
    all.extend(fields);
    browser.post(path, &all).await
}

#[tokio::test]
async fn a_reader_without_an_account_reports_a_comment_and_a_moderator_is_done_with_it() {
    for site in sites() {
        let world = world_on(site).await;
        let (review, rude) = review(&world).await;
        world.site.person("mona", Role::Moderator).await;
        let path = format!("/c/{rude}/report");
        let page = world.browser().get(&format!("/r/{review}")).await;
        let page = world.browser().get(page.header("location")).await;
        assert!(page.body.contains(&format!("href=\"{path}\"")) && page.body.contains(&format!("/r/{review}/report")));
        let silent = report(&world, None, &path, &[("text", "It <b>hurts</b>")]).await;
        assert!(
            silent.status == 422 && silent.body.contains("Say what is wrong."),
            "{}",
            silent.status
        );
        assert!(
            silent.body.contains("hurts") && !silent.body.contains("<b>hurts"),
            "what was typed is kept"
        );
        let program = report(
            &world,
            None,
            &path,
            &[("category", "abuse"), ("website", "https://x.example")],
        )
        .await;
        assert_eq!(program.status, 422);
        let sent = report(
            &world,
            None,
            &path,
            &[("category", "abuse"), ("text", "It <b>hurts</b>")],
        )
        .await;
        assert!(sent.status == 200 && sent.body.contains("Thank you"));
        report(&world, Some("mara"), &path, &[("category", "spam")]).await;

        let mona = world.signed_in("mona").await;
        assert!(
            mona.get("/news").await.body.contains("/moderation/reports/"),
            "she is told"
        );
        let list = mona.get("/moderation/reports").await;
        assert!(list.body.contains("a reader without an account") && list.body.contains("by MARA"));
        let doc = list.html();
        let link = scraper::Selector::parse("ol.log a").unwrap();
        let one = doc.select(&link).next_back().unwrap().attr("href").unwrap().to_owned();
        let page = mona.get(&one).await;
        assert!(page.body.contains("Rude") && page.body.contains(&format!("/moderation/comments/{rude}")));
        assert!(
            page.body.contains("by MARA"),
            "the other report of the same thing stands beside it"
        );

        // What was said is kept as it was.
        let jonas = world.site.service.viewer_of("jonas").await.unwrap();
        let id = houselights::domain::id::CommentId::new(&rude);
        world.site.service.edit_comment(&jonas, &id, "Kind.").await.unwrap();
        let page = mona.get(&one).await;
        assert!(page.body.contains("Rude") && page.body.contains("says something else now"));
        let done = mona
            .post(&format!("{one}/resolve"), &[("reason", "Jonas said sorry")])
            .await;
        assert_eq!(done.status, 303);
        assert!(
            mona.get("/moderation/reports").await.body.contains("No report waits"),
            "both are done with"
        );
        let closed = mona.get("/moderation/reports?state=closed").await;
        assert!(closed.body.matches("Jonas said sorry").count() == 2);
        assert_eq!(mona.post(&format!("{one}/reopen"), &[]).await.status, 303);
        let page = mona.get(&one).await;
        assert!(
            page.body.contains("Done with a report") && page.body.contains("Opened a report again"),
            "history"
        );
    }
}

#[tokio::test]
async fn nobody_learns_by_reporting_what_they_may_not_read_and_members_see_no_reports() {
    for site in sites() {
        let world = world_on(site).await;
        let (review, rude) = review(&world).await;
        let service = &world.site.service;
        let mara = service.viewer_of("mara").await.unwrap();
        let id = houselights::domain::id::CommentId::new(&rude);
        service.delete_comment(&mara, &id).await.unwrap();
        let draft = ReviewInput {
            film: "Unseen".to_owned(),
            year: "1999".to_owned(),
            language: "en".to_owned(),
            ..ReviewInput::default()
        };
        let draft = service.save_review(&mara, None, &draft, Intent::Save).await.unwrap().id;
        let reader = world.browser();
        for (path, status) in [
            (format!("/c/{rude}/report"), [404, 410]),
            (format!("/r/{draft}/report"), [404, 410]),
            ("/c/01JUNK/report".to_owned(), [404, 404]),
            ("/people/nobody/report".to_owned(), [404, 404]),
        ] {
            assert!(status.contains(&reader.get(&path).await.status), "{path}");
        }
        assert_eq!(reader.get(&format!("/r/{review}/report")).await.status, 200);
        let member = world.signed_in("jonas").await;
        for path in ["/moderation/reports", "/moderation/reports/x"] {
            assert_eq!(member.get(path).await.status, 403, "{path}");
        }
        // A flood is held up.
        let mut last = 200;
        for _ in 0..40 {
            last = report(
                &world,
                Some("jonas"),
                &format!("/r/{review}/report"),
                &[("category", "spam")],
            )
            .await
            .status;
            if last == 429 {
                break;
            }
        }
        assert_eq!(last, 429);
    }
}
