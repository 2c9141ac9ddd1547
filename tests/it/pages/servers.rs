//! Rules between servers as moderators see and make them.

use super::browser::world_on;
use crate::service::sites;
use houselights::domain::account::Role;
use houselights::domain::policy::{Severity, Target};

#[tokio::test]
async fn a_moderator_makes_changes_and_gives_up_a_rule_and_the_log_knows() {
    for site in sites() {
        let world = world_on(site).await;
        world.site.person("mara", Role::Owner).await;
        world.site.person("mona", Role::Moderator).await;
        world.site.person("rita", Role::Reviewer).await;
        assert_eq!(world.browser().get("/moderation/servers").await.status, 303);
        let rita = world.signed_in("rita").await;
        assert_eq!(rita.get("/moderation/servers").await.status, 403);
        assert_eq!(rita.get("/moderation/servers/rules.csv").await.status, 403);

        let mona = world.signed_in("mona").await;
        assert!(
            mona.get("/moderation")
                .await
                .body
                .contains("href=\"/moderation/servers\"")
        );
        assert!(
            mona.get("/moderation/servers")
                .await
                .body
                .contains("There is no rule yet")
        );
        let wrong = mona.get("/moderation/servers/rule?target=no+server").await;
        assert!(
            wrong.status == 422 && wrong.body.contains("Write a server as spam.example"),
            "{}",
            wrong.status
        );
        let page = mona
            .get("/moderation/servers/rule?target=https%3A%2F%2FSpam.example")
            .await;
        assert!(page.body.contains("spam.example") && page.body.contains("Nobody from there is known here."));
        let fields = [
            ("target", "spam.example"),
            ("severity", "silence"),
            ("reject_media", "yes"),
            ("obfuscate", "yes"),
            ("public_comment", "sells <b>pills</b>"),
            ("private_comment", "ask <i>Jo</i>"),
        ];
        assert_eq!(mona.post("/moderation/servers/rule", &fields).await.status, 303);
        let long = "x".repeat(1_001);
        let refused = mona
            .post(
                "/moderation/servers/rule",
                &[
                    ("target", "spam.example"),
                    ("severity", "silence"),
                    ("public_comment", &long),
                ],
            )
            .await;
        assert!(
            refused.status == 422 && refused.body.contains(&long),
            "what was typed is given back"
        );
        let list = mona.get("/moderation/servers?q=PILLS").await.body;
        assert!(list.contains("sells &#60;b&#62;pills") && list.contains("Silenced") && list.contains("No pictures"));
        assert!(
            mona.get("/moderation/servers?q=nothing")
                .await
                .body
                .contains("No rule fits.")
        );
        let file = mona.get("/moderation/servers/rules.csv").await;
        assert_eq!(
            file.body,
            "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n\
             spam.example,silence,true,false,sells <b>pills</b>,true\n"
        );
        assert!(file.header("content-disposition").contains("domain_blocks.csv"));

        // The page for everybody exists when it is asked for, and hides what it should.
        assert_eq!(world.browser().get("/about/servers").await.status, 404);
        assert!(!world.browser().get("/about").await.body.contains("/about/servers"));
        assert_eq!(mona.post("/moderation/servers/public", &[]).await.status, 303);
        let public = world.browser().get("/about/servers").await;
        assert!(public.status == 200 && public.body.contains("spa******ple") || public.body.contains("spa*"));
        assert!(!public.body.contains("spam.example") && !public.body.contains("ask "));
        assert!(world.browser().get("/about").await.body.contains("/about/servers"));
        assert_eq!(mona.post("/moderation/servers/private", &[]).await.status, 303);
        assert_eq!(world.browser().get("/about/servers").await.status, 404);
        assert!(!world.browser().get("/about").await.body.contains("/about/servers"));

        let lifted = mona
            .post(
                "/moderation/servers/rule",
                &[("target", "spam.example"), ("severity", "silence"), ("lift", "yes")],
            )
            .await;
        assert_eq!(lifted.status, 303);
        let target = Target::Host("spam.example".to_owned());
        assert_eq!(world.site.service.policy(&target).await.unwrap(), None);
        let log = mona.get("/moderation/log").await;
        assert!(log.body.contains("Gave up the rule for:") && log.body.contains("ask &#60;i&#62;Jo"));
        let mara = world.site.service.viewer_of("mara").await.unwrap();
        let entry = world.site.service.audit_log(&mara, None).await.unwrap().lines[0]
            .entry
            .clone();
        let undone = mona
            .post(
                "/moderation/log",
                &[("id", entry.id.as_str()), ("back", "/moderation/log")],
            )
            .await;
        assert_eq!(undone.status, 303);
        let rule = world.site.service.policy(&target).await.unwrap().unwrap();
        assert_eq!(
            (rule.severity, rule.private_comment.as_str()),
            (Severity::Silence, "ask <i>Jo</i>")
        );
        let own = format!("/moderation/servers/rule?target={}", world.site.service.urls().host());
        assert_eq!(mona.get(&own).await.status, 422, "no rule about this server");
    }
}

#[tokio::test]
async fn a_file_is_looked_at_before_it_counts() {
    for site in sites() {
        let world = world_on(site).await;
        world.site.person("mara", Role::Owner).await;
        let mara = world.signed_in("mara").await;
        let no_list = mara
            .post_file("/moderation/servers/import", &[], ("file", b"<html>"))
            .await;
        assert!(
            no_list.status == 422 && no_list.body.contains("This is no list"),
            "{}",
            no_list.status
        );
        let nothing = mara.post("/moderation/servers/import", &[("text", " ")]).await;
        assert_eq!(nothing.status, 422);
        let file = b"#domain,#severity\nspam.example,suspend\nleft.example,suspend\nx*x.example,suspend\n";
        let sent = mara.post_file("/moderation/servers/import", &[], ("file", file)).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let path = sent.header("location").split('?').next().unwrap().to_owned();
        let page = mara.get(&path).await;
        assert!(page.body.contains("spam.example") && page.body.contains("One line could not be read"));
        assert!(
            mara.get("/moderation/servers")
                .await
                .body
                .contains("2 lines to look at")
        );
        let edition = page.value("edition");
        let csrf = page.value("csrf");
        let torn = [
            ("csrf", csrf.as_str()),
            ("edition", &edition),
            ("take", "spam.example suspend"),
        ];
        let torn = mara.post_raw(&format!("{path}/apply"), &torn).await;
        assert_eq!(torn.status, 400, "a form that did not arrive whole makes no rule");
        let fields = [("edition", edition.as_str()), ("take", "spam.example suspend")];
        let stale = mara.post(&format!("{path}/apply"), &[("edition", "1-1")]).await;
        assert!(
            stale.status == 409 && stale.body.contains("read anew"),
            "{}",
            stale.status
        );
        let applied = mara.post(&format!("{path}/apply"), &fields).await;
        assert_eq!(applied.status, 303);
        assert!(applied.header("location").contains("undo="));
        let page = mara.get(applied.header("location")).await;
        assert!(page.body.contains("The rules are made.") && page.body.contains("spam.example"));
        assert!(!page.body.contains("left.example"));
        assert_eq!(mara.get(&path).await.status, 404);
        let pasted = mara
            .post("/moderation/servers/import", &[("text", "other.example")])
            .await;
        let path = pasted.header("location").split('?').next().unwrap().to_owned();
        assert_eq!(mara.post(&format!("{path}/leave"), &[]).await.status, 303);
        assert!(!mara.get("/moderation/servers").await.body.contains("lists/"));
    }
}
