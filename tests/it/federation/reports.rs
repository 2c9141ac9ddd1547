//! A report that is passed on to the server of whoever is reported.

use super::peers::{Ground, Peer, settle};
use houselights::domain::comment::Root;
use houselights::domain::id::ReportId;
use houselights::domain::report::{Category, Reported};
use houselights::service::Error;
use houselights::service::reports::{ReportInput, ReportLine};
use houselights::service::views::Viewer;
use std::net::{IpAddr, Ipv4Addr};

const CLIENT: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

async fn report(peer: &Peer, by: Option<&Viewer>, what: &Reported, words: &str, forward: bool) -> ReportId {
    let form = peer.service.report_form(by, what).await.unwrap();
    let input = ReportInput {
        category: "abuse".to_owned(),
        text: words.to_owned(),
        forward,
        trap: String::new(),
        opened: form.opened,
    };
    peer.service.report(by, what, &input, CLIENT).await.unwrap()
}

async fn open(peer: &Peer, by: &Viewer) -> Vec<ReportLine> {
    peer.service.reports(by, true, None).await.unwrap().lines
}

#[tokio::test(flavor = "multi_thread")]
async fn the_other_server_hears_it_from_this_server_and_learns_nothing_of_who_reported() {
    for ground in Ground::all() {
        let (a, b) = (ground.peer().await, ground.peer().await);
        let (mara, jonas) = (a.owner("mara").await, a.person("jonas").await);
        let (tove, ivo) = (b.owner("tove").await, b.person("ivo").await);
        let review = a.publish(&mara, "The Long Platform").await;
        let there = b.read(&a.service.urls().review(&review)).await;
        b.service.write_comment(&ivo, there, "Nobody asked you.").await.unwrap();
        settle(&[&a, &b]).await;
        let rude = a.conversation(&Root::Review(review.clone())).await.comments[0]
            .id
            .clone();
        let rude = Reported::Comment(rude);

        // Kept to themselves until they say otherwise, and only once then.
        let kept = report(&a, None, &rude, "Look at that.", false).await;
        settle(&[&a, &b]).await;
        assert!(open(&b, &tove).await.is_empty());
        report(&a, Some(&jonas), &rude, "He hurts her.", true).await;
        settle(&[&a, &b]).await;
        let heard = open(&b, &tove).await;
        assert_eq!(heard.len(), 1);
        let by = heard[0].reporter.as_ref().unwrap();
        let host = a.service.urls().host();
        assert_eq!(by.handle, format!("@{host}@{host}"));
        let heard = &heard[0].report;
        assert_eq!(
            (heard.text.as_str(), heard.category),
            ("He hurts her.", Category::Other)
        );
        let about: Vec<&Reported> = heard.objects.iter().map(|thing| &thing.what).collect();
        assert!(about.contains(&&Reported::Actor(ivo.actor.id.clone())), "{about:?}");
        assert!(
            about.iter().any(|what| matches!(what, Reported::Comment(_))),
            "{about:?}"
        );
        let news = b.service.notifications(&tove, None).await.unwrap();
        let told = format!("{news:?} {heard:?}");
        assert!(!told.to_lowercase().contains("jonas"), "{told}");

        assert!(a.service.forward_report(&mara, &kept).await.unwrap());
        assert!(!a.service.forward_report(&mara, &kept).await.unwrap(), "once");
        settle(&[&a, &b]).await;
        let texts: Vec<String> = open(&b, &tove).await.into_iter().map(|line| line.report.text).collect();
        assert_eq!(texts, ["Look at that.", "He hurts her."]);

        // There is nowhere to pass on what was written here, and only those who look after the site may.
        let own = report(&a, None, &Reported::Review(review), "Gives it away.", true).await;
        assert!(matches!(
            a.service.forward_report(&mara, &own).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            a.service.forward_report(&jonas, &own).await,
            Err(Error::Forbidden)
        ));
        settle(&[&a, &b]).await;
        assert_eq!(open(&b, &tove).await.len(), 2);

        // Whoever goes takes their words along.
        b.service
            .delete_own_account(&ivo, "password of ivo", "ivo")
            .await
            .unwrap();
        settle(&[&a, &b]).await;
        for (peer, by) in [(&a, &mara), (&b, &tove)] {
            let left = open(peer, by).await;
            assert!(
                left.len() >= 2 && !format!("{left:?}").contains("Nobody asked"),
                "{left:?}"
            );
        }
    }
}
