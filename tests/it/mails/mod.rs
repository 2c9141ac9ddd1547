//! Mails, against a real mail server in a process of its own.

mod guests;
mod joining;
mod notices;
mod passwords;
mod sending;

use crate::service::{Site, sites_with};
use crate::support::mail::MailServer;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use houselights::domain::account::Role;
use houselights::domain::comment::Comment;
use houselights::domain::id::{ActivityId, ReviewId};
use houselights::domain::like::Subject;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind};
use houselights::env::Clock;
use houselights::service::queues::DeliveryResult;
use houselights::service::reviews::Intent;
use houselights::service::views::Viewer;
use houselights::store::activities::StoredActivity;
use houselights::store::deliveries::NewDelivery;
use houselights::store::notices::Matter;
use houselights::store::{activities, deliveries};

/// A Sunday evening.
fn evening() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 20, 0, 0).unwrap()
}

/// A site that sends mails, on a clock of the test's.
struct Post {
    site: Site,
    clock: Clock,
}

impl Post {
    fn pass(&self, time: TimeDelta) {
        self.clock.advance(time);
    }

    /// Everything that is due by now goes out.
    async fn send(&self) {
        while self.site.service.send_mails().await.unwrap() {}
    }

    /// The ten minutes for which news are gathered are over, and everything goes out.
    async fn after_ten_minutes(&self) {
        self.pass(TimeDelta::minutes(10));
        self.send().await;
    }

    async fn publish(&self, author: &Viewer) -> ReviewId {
        let input = ReviewInput {
            film: "The Salt Road".to_owned(),
            year: "1974".to_owned(),
            language: "en".to_owned(),
            sections: vec![SectionInput {
                kind: SectionKind::Take,
                label: String::new(),
                source: "Slow, and worth it.".to_owned(),
            }],
            ..ReviewInput::default()
        };
        let saved = self
            .site
            .service
            .save_review(author, None, &input, Intent::Publish)
            .await;
        saved.unwrap().id
    }

    async fn comment(&self, by: &Viewer, review: &ReviewId, text: &str) -> Comment {
        let target = Subject::Review(review.clone());
        self.site.service.write_comment(by, target, text).await.unwrap()
    }

    /// Mara, who wrote a review, and Jonas, who reads it.
    async fn two(&self) -> (Viewer, Viewer, ReviewId) {
        let mara = self.site.person("mara", Role::Owner).await;
        let jonas = self.site.person("jonas", Role::Member).await;
        let review = self.publish(&mara).await;
        (mara, jonas, review)
    }

    /// How many mails wait.
    async fn waiting(&self) -> i64 {
        let counted = self.site.store().read(houselights::store::mails::count_waiting).await;
        counted.unwrap()
    }

    /// Is a notice of that server planned?
    async fn waiting_for(&self, host: &str) -> bool {
        let (host, then) = (host.to_owned(), self.clock.now() + TimeDelta::days(2));
        let planned = self
            .site
            .store()
            .read(move |c| houselights::store::notices::due(c, then, 100))
            .await
            .unwrap();
        planned.iter().any(|notice| notice.matter == Matter::Host(host.clone()))
    }

    /// What is kept of mails that went wrong.
    async fn complaints(&self) -> Vec<String> {
        let all = self
            .site
            .store()
            .read(|c| houselights::store::mails::complaints(c, 50))
            .await;
        all.unwrap()
    }
}

/// A site on each database, with a mail server for each.
fn posts(options: &[&str], settings: &[(&'static str, &str)]) -> Vec<(Post, MailServer)> {
    let mut all = Vec::new();
    for which in 0..2 {
        let server = MailServer::with(options);
        let clock = Clock::manual(evening());
        let mut given = server.settings();
        given.extend(settings.iter().map(|(key, value)| (*key, (*value).to_owned())));
        if let Some(site) = sites_with(&given, Some(&clock)).into_iter().nth(which) {
            all.push((Post { site, clock }, server));
        }
    }
    all
}

/// A delivery to that server ends so.
async fn delivered_with(post: &Post, host: &str, result: DeliveryResult) {
    let (service, now) = (&post.site.service, post.clock.now());
    let author = service.viewer_of("mara").await.unwrap().actor.id;
    let id = format!("delivery-{host}-{}", now.timestamp());
    let (delivery, host) = (id.clone(), host.to_owned());
    let activity = ActivityId::new(format!("activity-{id}"));
    post.site
        .store()
        .write(move |c| {
            let stored = StoredActivity {
                id: &activity,
                uri: &format!("https://films.example/a/{activity}"),
                actor_id: &author,
                type_: "Create",
                object_uri: "https://films.example/r/1",
                subject: "review:1",
                public: true,
                json: "{}",
            };
            activities::insert(c, &stored, now)?;
            let new = NewDelivery {
                id: delivery,
                activity_id: activity,
                actor_id: author,
                inbox: format!("https://{host}/inbox"),
                host,
                subject: "review:1".to_owned(),
            };
            deliveries::insert_all(c, &[new], now)
        })
        .await
        .unwrap();
    service.claim_deliveries(50, 50, &[]).await.unwrap();
    service.finish_deliveries(vec![(id, result)]).await.unwrap();
}
