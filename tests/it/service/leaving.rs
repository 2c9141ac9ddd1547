//! The end of an account, and what its owner takes along.

use super::{Site, site, sites};
use crate::support::snapshot::Snapshot;
use houselights::domain::account::Role;
use houselights::domain::essay::EssayInput;
use houselights::domain::like::{ReactionKind, Subject};
use houselights::domain::list::ListInput;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind, TriviaInput, ViewingInput};
use houselights::domain::viewing::ViewingForm;
use houselights::service::Error;
use houselights::service::accounts::{Caretaker, ProfileInput};
use houselights::service::lists::ItemInput;
use houselights::service::media::Purpose;
use houselights::service::reviews::Intent;
use houselights::service::views::Viewer;
use houselights::store::archive::{LEFT_OUT, PARTS};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

/// Stands in everything that somebody types.
const WORD: &str = "Querbalken";

fn review(film: &str) -> ReviewInput {
    ReviewInput {
        film: film.to_owned(),
        year: "1974".to_owned(),
        headline: format!("{WORD} headline"),
        slug: format!("look-{}", film.to_lowercase().replace(' ', "-")),
        language: "en".to_owned(),
        sections: vec![SectionInput {
            kind: SectionKind::Take,
            label: format!("{WORD} label"),
            source: format!("{WORD} take."),
        }],
        quote_text: format!("{WORD} quote"),
        quote_speaker: format!("{WORD} speaker"),
        trivia: vec![TriviaInput {
            text: format!("{WORD} trivia"),
            ..TriviaInput::default()
        }],
        recommend: true,
        teaser: format!("{WORD} teaser"),
        content_warning: format!("{WORD} warning"),
        tags: vec![format!("{WORD}tag")],
        viewings: vec![ViewingInput {
            seen_on: "2014".to_owned(),
            note: format!("{WORD} note"),
            ..ViewingInput::default()
        }],
        ..ReviewInput::default()
    }
}

fn picture() -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image::RgbImage::from_pixel(400, 600, image::Rgb([90, 40, 20]))
        .write_to(&mut file, image::ImageFormat::Png)
        .unwrap();
    file.into_inner()
}

/// Rita has done everything that one can do here, and Mara has answered her.
async fn full(site: &Site) -> (Viewer, Viewer) {
    let service = &site.service;
    let mara = site.person("mara", Role::Owner).await;
    let rita = site.person("rita", Role::Reviewer).await;
    let profile = ProfileInput {
        name: format!("{WORD} Rita"),
        summary: format!("{WORD} about me"),
        email: format!("{WORD}@mail.example"),
        ..ProfileInput::default()
    };
    service.edit_profile(&rita, profile).await.unwrap();
    let poster = service
        .upload(&rita, picture(), &format!("{WORD} alt"), Purpose::Picture)
        .await
        .unwrap();
    let shown = ReviewInput {
        poster: Some(poster.id),
        ..review("The Salt Road")
    };
    let shown = service
        .save_review(&rita, None, &shown, Intent::Publish)
        .await
        .unwrap()
        .id;
    service
        .save_review(&rita, None, &review("Unseen"), Intent::Save)
        .await
        .unwrap();
    let withdrawn = service
        .save_review(&rita, None, &review("Undone"), Intent::Publish)
        .await
        .unwrap()
        .id;
    service.withdraw_review(&rita, &withdrawn).await.unwrap();
    let viewing = ViewingForm {
        film: "Another Road".to_owned(),
        year: "1999".to_owned(),
        viewing: ViewingInput {
            seen_on: "2015".to_owned(),
            note: format!("{WORD} seen"),
            ..ViewingInput::default()
        },
        private: true,
    };
    service.log_viewing(&rita, None, &viewing).await.unwrap();
    for publish in [true, false] {
        let essay = EssayInput {
            title: format!("{WORD} essay"),
            slug: format!("essay-{publish}"),
            language: "en".to_owned(),
            source: format!("{WORD} on [[The Salt Road (1974)]]"),
            teaser: format!("{WORD} in short"),
        };
        service.save_essay(&rita, None, &essay, publish).await.unwrap();
    }
    let list = ListInput {
        title: format!("{WORD} list"),
        slug: "a-list".to_owned(),
        language: "en".to_owned(),
        kind: "manual".to_owned(),
        of: "films".to_owned(),
        intro: format!("{WORD} intro"),
        ..ListInput::default()
    };
    let list = service.save_list(&rita, None, &list).await.unwrap();
    let item = ItemInput {
        film: "The Salt Road".to_owned(),
        note: format!("{WORD} item"),
        ..ItemInput::default()
    };
    service.add_to_list(&rita, &list, &item).await.unwrap();
    service.set_list_public(&rita, &list, true).await.unwrap();
    let of_mara = ReviewInput {
        film: "Harbour".to_owned(),
        slug: "harbour".to_owned(),
        year: "1961".to_owned(),
        language: "en".to_owned(),
        recommend: true,
        viewings: vec![ViewingInput {
            seen_on: "2014".to_owned(),
            ..ViewingInput::default()
        }],
        ..ReviewInput::default()
    };
    let harbour = service
        .save_review(&mara, None, &of_mara, Intent::Publish)
        .await
        .unwrap()
        .id;
    let said = service
        .write_comment(&rita, Subject::Review(harbour.clone()), &format!("{WORD} said"))
        .await
        .unwrap();
    service
        .write_comment(&mara, Subject::Comment(said.id), "An answer of mine.")
        .await
        .unwrap();
    service
        .write_comment(&mara, Subject::Review(shown), "Under yours.")
        .await
        .unwrap();
    service
        .react(&rita, ReactionKind::Like, Subject::Review(harbour))
        .await
        .unwrap();
    service.follow(&rita, &mara.actor.id).await.unwrap();
    site.sign_in("rita", "password of rita").await.unwrap();
    while service.index_changes().await.unwrap() {}
    (mara, service.viewer_of("rita").await.unwrap())
}

#[tokio::test]
async fn nothing_that_somebody_wrote_is_left_in_any_table_or_folder() {
    for site in sites() {
        let (mara, rita) = full(&site).await;
        let service = &site.service;
        let before = Snapshot::of(&site.database.options.url);
        assert!(before.holding(WORD).len() > 25, "{:#?}", before.holding(WORD));
        assert!(files(&site) > 0);
        service
            .delete_own_account(&rita, "password of rita", "@Rita")
            .await
            .unwrap();
        let job = service
            .claim_jobs(64)
            .await
            .unwrap()
            .into_iter()
            .find_map(|job| match job.payload {
                houselights::domain::job::JobPayload::EraseFiles { keys } => Some((job.id, keys)),
                _ => None,
            });
        let (id, keys) = job.expect("files are erased by a job that a crash does not lose");
        service.erase_files(&id, &keys).await.unwrap();
        let after = Snapshot::of(&site.database.options.url);
        assert_eq!(after.holding(WORD), Vec::<String>::new());
        assert_eq!(files(&site), 0);
        while service.index_changes().await.unwrap() {}
        // What others said stands where it stood, and the empty place of hers keeps the answer in its order.
        assert!(matches!(service.profile_page("rita", None, 1).await, Err(Error::Gone)));
        assert!(matches!(
            service.review_page("rita", "look-the-salt-road", None, 1).await,
            Err(Error::Gone)
        ));
        let page = service.review_page("mara", "harbour", Some(&mara), 1).await.unwrap();
        assert_eq!(page.conversation.count, 1, "hers is not counted any more");
        assert_eq!(page.conversation.likes.total, 0);
        assert_eq!(service.followers_count(&mara.actor.id).await.unwrap(), 0);
        assert!(site.sign_in("rita", "password of rita").await.is_err());
        let log = service.audit_log(&mara, None).await.unwrap();
        assert!(
            log.lines.iter().any(|line| line.entry.label == "@rita"),
            "the log says that it was done"
        );
    }
}

fn files(site: &Site) -> usize {
    fn below(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries
            .map(|entry| if entry.path().is_dir() { below(&entry.path()) } else { 1 })
            .sum()
    }
    below(&site.service.env().blobs.root().join("uploads"))
}

#[tokio::test]
async fn an_account_is_deleted_only_by_its_owner_or_by_who_looks_after_it_and_its_handle_is_never_given_again() {
    for site in sites() {
        let service = &site.service;
        let mara = site.person("mara", Role::Owner).await;
        let (rita, mona) = (
            site.person("rita", Role::Reviewer).await,
            site.person("mona", Role::Moderator).await,
        );
        let wrong = service
            .delete_own_account(&rita, "password of mara", "rita")
            .await
            .unwrap_err();
        assert!(matches!(wrong, Error::Invalid(fields) if fields[0].field == "password"));
        let other = service
            .delete_own_account(&rita, "password of rita", "mara")
            .await
            .unwrap_err();
        assert!(matches!(other, Error::Invalid(fields) if fields[0].field == "handle"));
        let owner = service
            .delete_own_account(&mara, "password of mara", "mara")
            .await
            .unwrap_err();
        assert_eq!(owner.code(), "owner-stays");
        let by_mona = Caretaker::from(&mona);
        assert!(matches!(
            service.delete_account(&by_mona, "rita", "rita", "").await,
            Err(Error::Forbidden)
        ));
        let by_mara = Caretaker::from(&mara);
        let twice = service.delete_account(&by_mara, "rita", "mona", "").await.unwrap_err();
        assert!(matches!(twice, Error::Invalid(fields) if fields[0].field == "again"));
        assert!(service.viewer_of("rita").await.is_ok());
        service
            .delete_account(&by_mara, "rita", "rita", "Asked by letter")
            .await
            .unwrap();
        assert!(service.viewer_of("rita").await.is_err());
        let log = service.audit_log(&mara, None).await.unwrap();
        assert_eq!(log.lines[0].entry.reason, "Asked by letter");
        let again = houselights::service::accounts::NewAccount {
            handle: "rita".to_owned(),
            name: "Another Rita".to_owned(),
            email: String::new(),
            password: "password of rita".to_owned(),
        };
        let taken = service.add_account(again, Role::Member).await.unwrap_err();
        assert!(matches!(taken, Error::Invalid(fields) if fields[0].field == "handle"));
    }
}

#[tokio::test]
async fn an_archive_holds_everything_that_was_typed_and_nothing_to_sign_in_with() {
    for site in sites() {
        let (_, rita) = full(&site).await;
        let made = site.service.archive(&rita).await.unwrap();
        assert!(
            made.name.starts_with("rita-") && made.name.ends_with(".zip"),
            "{}",
            made.name
        );
        assert_eq!(made.file.metadata().unwrap().len(), made.length);
        let mut zip = zip::ZipArchive::new(made.file).unwrap();
        let names: BTreeSet<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
        let mut texts = String::new();
        for name in names.iter().filter(|name| name.ends_with(".json")) {
            zip.by_name(name).unwrap().read_to_string(&mut texts).unwrap();
        }
        for what in [
            "headline", "label", "take.", "quote", "speaker", "trivia", "teaser", "warning", "note", "Rita",
            "about me", "alt", "seen", "essay", "in short", "list", "intro", "item", "said",
        ] {
            assert!(
                texts.contains(&format!("{WORD} {what}")),
                "{what} is not in the archive"
            );
        }
        assert!(texts.contains(&format!("{}@mail.example", WORD.to_lowercase())));
        assert!(
            texts.contains("\"handle\": \"mara\""),
            "who is followed is said by name"
        );
        assert!(
            names.contains("README.txt")
                && names
                    .iter()
                    .any(|name| name.starts_with("media/") && name.ends_with(".jpg"))
        );
        for secret in ["argon2", "PRIVATE KEY", "\"secret\""] {
            assert!(!texts.contains(secret), "{secret}");
        }
        assert!(!texts.contains("An answer of mine."), "what others wrote is theirs");
    }
}

/// Columns by which a row belongs to somebody.
const OWNERS: &[&str] = &[
    "account_id",
    "actor_id",
    "author_id",
    "owner_id",
    "recipient_id",
    "follower_id",
    "blocker_id",
    "reporter_id",
    "quoter_id",
    "made_by",
];

#[test]
fn every_table_that_names_a_member_is_in_the_archive_or_left_out_for_a_reason() {
    let site = site();
    let owned: BTreeSet<String> = crate::support::snapshot::lines(
        &site.database.options.url,
        "SELECT m.name || '.' || p.name AS line FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'",
    )
    .iter()
    .filter_map(|line| line.split_once('.'))
    .filter(|(_, column)| OWNERS.contains(column))
    .map(|(table, _)| table.to_owned())
    .collect();
    assert!(owned.len() > 25, "{owned:?}");
    let known: BTreeSet<&str> = PARTS
        .iter()
        .map(|part| part.table)
        .chain(LEFT_OUT.iter().map(|(table, _)| *table))
        .collect();
    let forgotten: Vec<&String> = owned.iter().filter(|table| !known.contains(table.as_str())).collect();
    assert!(
        forgotten.is_empty(),
        "say in store/archive.rs what becomes of {forgotten:?}"
    );
}
