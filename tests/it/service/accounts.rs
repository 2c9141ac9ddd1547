//! Accounts, sessions and profiles.

use super::sites;
use houselights::domain::account::Role;
use houselights::service::Error;
use houselights::service::accounts::{Caretaker, NewAccount, ProfileInput};

fn owner() -> NewAccount {
    NewAccount {
        handle: "Mara".into(),
        name: " Mara  Lind ".into(),
        email: String::new(),
        password: "a long enough secret".into(),
    }
}

#[tokio::test]
async fn the_first_person_becomes_the_owner_and_nobody_after() {
    for site in sites() {
        assert!(!site.service.has_owner().await.unwrap());
        let account = site.service.set_up_owner(owner()).await.unwrap();
        assert_eq!(account.role, Role::Owner);
        assert!(site.service.has_owner().await.unwrap());
        let second = site
            .service
            .set_up_owner(NewAccount {
                handle: "eve".into(),
                ..owner()
            })
            .await
            .unwrap_err();
        assert_eq!(second.code(), "already-set-up");
        let viewer = site.service.viewer_of("mara").await.unwrap();
        assert_eq!(
            (viewer.actor.handle.as_str(), viewer.actor.name.as_str()),
            ("mara", "Mara Lind")
        );
        assert_eq!(
            site.service.scales(&viewer).await.unwrap().len(),
            1,
            "a first scale is there to rate with"
        );
    }
}

#[tokio::test]
async fn two_people_who_press_the_first_button_at_once_make_one_owner() {
    for site in sites() {
        let tries = (0..4).map(|n| {
            site.service.set_up_owner(NewAccount {
                handle: format!("owner{n}"),
                ..owner()
            })
        });
        let made = futures_util::future::join_all(tries)
            .await
            .into_iter()
            .filter(Result::is_ok)
            .count();
        assert_eq!(made, 1);
    }
}

#[tokio::test]
async fn everything_wrong_with_an_account_is_said_at_once() {
    for site in sites() {
        let bad = NewAccount {
            handle: "no spaces".into(),
            name: " ".into(),
            email: "nowhere".into(),
            password: "short".into(),
        };
        let Err(Error::Invalid(errors)) = site.service.set_up_owner(bad).await else {
            panic!("accepted")
        };
        let fields: Vec<&str> = errors.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["handle", "name", "email", "password"]);
    }
}

#[tokio::test]
async fn a_taken_handle_and_a_taken_mail_address_are_said_to_be_taken() {
    for site in sites() {
        site.person("mara", Role::Owner).await;
        let same = NewAccount {
            handle: "MARA".into(),
            email: "mara@mail.example".into(),
            ..owner()
        };
        let Err(Error::Invalid(errors)) = site.service.add_account(same, Role::Member).await else {
            panic!("accepted")
        };
        assert_eq!(
            errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(),
            ["handle", "email"]
        );
    }
}

#[tokio::test]
async fn a_session_lasts_from_sign_in_to_sign_out() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        for login in ["mara", "@Mara", "mara@films.example", "mara@mail.example"] {
            let signed_in = site.sign_in(login, "password of mara").await.unwrap();
            let viewer = site.service.viewer(&signed_in.token).await.unwrap().unwrap();
            assert_eq!(viewer.account.id, mara.account.id);
            site.service.sign_out(&signed_in.token).await.unwrap();
            assert!(site.service.viewer(&signed_in.token).await.unwrap().is_none());
        }
    }
}

#[tokio::test]
async fn wrong_passwords_and_unknown_names_look_alike_and_end_in_a_wait() {
    for site in sites() {
        site.person("mara", Role::Owner).await;
        let wrong = site.sign_in("mara", "wrong").await.err().unwrap();
        let unknown = site.sign_in("nobody", "wrong").await.err().unwrap();
        assert_eq!(wrong.message(), unknown.message());
        for _ in 0..20 {
            site.sign_in("mara", "wrong").await.err().unwrap();
        }
        let Err(Error::TooMany { retry_after_s }) = site.sign_in("mara", "password of mara").await else {
            panic!("a guesser got in")
        };
        assert!((1..=900).contains(&retry_after_s));
    }
}

#[tokio::test]
async fn a_new_password_ends_every_other_session() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let here = site.sign_in("mara", "password of mara").await.unwrap().token;
        let there = site.sign_in("mara", "password of mara").await.unwrap().token;
        let refused = site
            .service
            .change_password(&mara, &here, "wrong", "another long secret")
            .await
            .unwrap_err();
        assert_eq!(refused.code(), "invalid-input");
        site.service
            .change_password(&mara, &here, "password of mara", "another long secret")
            .await
            .unwrap();
        assert!(site.service.viewer(&here).await.unwrap().is_some());
        assert!(site.service.viewer(&there).await.unwrap().is_none());
        assert!(site.sign_in("mara", "another long secret").await.is_ok());
    }
}

#[tokio::test]
async fn a_profile_is_saved_and_its_text_is_made_safe() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let input = ProfileInput {
            name: "Mara of the aisle".into(),
            summary: "Third row, *left*. <script>alert(1)</script>".into(),
            discoverable: true,
            ..ProfileInput::default()
        };
        site.service.edit_profile(&mara, input).await.unwrap();
        let page = site.service.profile_page("mara", None, 1).await.unwrap();
        assert_eq!(page.actor.name, "Mara of the aisle");
        assert!(page.summary.as_str().contains("<em>left</em>"));
        assert!(!page.summary.as_str().contains("<script"));
    }
}

#[tokio::test]
async fn roles_can_be_given_but_never_the_owners() {
    for site in sites() {
        site.person("mara", Role::Owner).await;
        site.person("tom", Role::Member).await;
        site.service
            .give_role(&Caretaker::Shell, "tom", Role::Moderator)
            .await
            .unwrap();
        assert_eq!(
            site.service.viewer_of("tom").await.unwrap().account.role,
            Role::Moderator
        );
        assert!(
            site.service
                .give_role(&Caretaker::Shell, "mara", Role::Member)
                .await
                .is_err()
        );
        assert!(
            site.service
                .give_role(&Caretaker::Shell, "tom", Role::Owner)
                .await
                .is_err()
        );
    }
}

#[tokio::test]
async fn a_backup_is_a_site_of_its_own_and_never_overwrites() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let mut picture = Vec::new();
        image::RgbImage::from_pixel(640, 960, image::Rgb([120, 30, 60]))
            .write_to(&mut std::io::Cursor::new(&mut picture), image::ImageFormat::Png)
            .unwrap();
        let purpose = houselights::service::media::Purpose::Picture;
        site.service
            .upload(&mara, picture, "A red wall", purpose)
            .await
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("backup");
        let backup = match site.service.back_up(&to).await {
            Err(error) if site.is_postgres() => {
                assert_eq!((error.code(), to.exists()), ("use-pg-dump", false));
                continue;
            }
            made => made.unwrap(),
        };
        assert_eq!(backup.images, 4, "two widths in two formats");
        assert_eq!(site.service.back_up(&to).await.unwrap_err().code(), "backup-exists");
        let url = format!("sqlite://{}", to.join("houselights.sqlite").display());
        let copy = houselights::store::Store::open(&houselights::store::Options {
            url,
            readers: 1,
            full_sync: false,
        });
        assert!(copy.is_ok());
    }
}
