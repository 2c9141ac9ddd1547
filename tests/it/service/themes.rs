//! The theme of the site.

use crate::support::db::for_each_database;
use crate::support::world::World;
use chrono::TimeDelta;
use houselights::domain::account::Role;
use houselights::domain::theme::BUILT_IN;
use houselights::service::Error;
use houselights::service::themes::{OWN, ThemeForm};

fn form(choice: &str, css: &str) -> ThemeForm {
    ThemeForm {
        choice: choice.to_owned(),
        css: css.to_owned(),
    }
}

#[tokio::test]
async fn a_theme_is_chosen_for_every_process_and_the_own_one_is_kept_meanwhile() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let (mara, other) = (w.person("mara", Role::Owner).await, w.second());
        let paths = async || {
            // Another process is asked about at most every 20 ms.
            w.pass(TimeDelta::seconds(1));
            let (here, there) = (
                w.service.theme_sheet().await.unwrap(),
                other.theme_sheet().await.unwrap(),
            );
            assert_eq!(here, there);
            here.map(|sheet| sheet.path.clone())
        };
        assert_eq!(paths().await, None, "the first theme is in the site's own style sheet");
        w.service.save_theme(&mara, &form("velvet", "ignored")).await.unwrap();
        let velvet = paths().await.unwrap();
        assert!(velvet.starts_with("/theme/") && velvet.ends_with(".css"), "{velvet}");
        w.service
            .save_theme(&mara, &form(OWN, ":root { --link: navy; }"))
            .await
            .unwrap();
        let own = paths().await.unwrap();
        assert_ne!(own, velvet);
        assert!(
            w.service
                .theme_sheet()
                .await
                .unwrap()
                .unwrap()
                .css
                .contains("--link:#000080;")
        );
        w.service.save_theme(&mara, &form(BUILT_IN[0].key, "")).await.unwrap();
        assert_eq!(paths().await, None);
        let kept = w.service.theme_for_edit(&mara).await.unwrap();
        assert_eq!(kept, form("houselights", ":root { --link: navy; }"));
        w.service.save_theme(&mara, &form(OWN, &kept.css)).await.unwrap();
        assert_eq!(paths().await.unwrap(), own, "the same theme has the same address");
    })
    .await;
}

#[tokio::test]
async fn a_theme_that_cannot_be_read_or_is_not_there_changes_nothing() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let (mara, tom) = (
            w.person("mara", Role::Owner).await,
            w.person("tom", Role::Moderator).await,
        );
        w.service.save_theme(&mara, &form("matinee", "")).await.unwrap();
        let before = w.service.theme_sheet().await.unwrap();
        for (choice, css, field) in [
            (OWN, ":root { --ink: #888; }", "css"),
            (OWN, "body { display: none }", "css"),
            ("noir", "", "choice"),
            ("", "", "choice"),
        ] {
            let Err(Error::Invalid(errors)) = w.service.save_theme(&mara, &form(choice, css)).await else {
                panic!("{choice} was taken")
            };
            assert!(errors.iter().all(|error| error.field == field), "{errors:?}");
        }
        let moderator = w.service.save_theme(&tom, &form("velvet", "")).await;
        assert!(matches!(moderator, Err(Error::Forbidden)));
        assert!(matches!(w.service.theme_for_edit(&tom).await, Err(Error::Forbidden)));
        assert_eq!(w.service.theme_sheet().await.unwrap(), before);
    })
    .await;
}
