//! The way to the mail server: encrypted or not at all, signed in, over one connection, and again when it fails.

use super::{Post, posts};
use crate::service::sites_with;
use crate::support::mail::{MailServer, settings};
use crate::support::server::{Database, TestServer, free_port};
use chrono::TimeDelta;
use houselights::domain::account::Role;
use houselights::domain::id::ReviewId;
use houselights::service::accounts::ProfileInput;
use houselights::service::views::Viewer;
use std::path::Path;
use std::process::Command;

/// Mara with another address.
async fn readdressed(post: &Post, mara: &Viewer, email: &str) {
    let input = ProfileInput {
        name: "Mara".to_owned(),
        email: email.to_owned(),
        discoverable: true,
        ..ProfileInput::default()
    };
    post.site.service.edit_profile(mara, input).await.unwrap();
}

#[tokio::test]
async fn a_mail_is_signed_in_for_and_says_who_sends_it_and_that_no_person_wrote_it() {
    for (post, server) in posts(
        &["--user", "films", "--password", "sesame"],
        &[
            ("mail.username", "films"),
            ("mail.password", "sesame"),
            ("site.name", "Filme für alle"),
        ],
    ) {
        let said = post.site.service.try_mail("jo@example.org").await.unwrap();
        assert_eq!(said, "mail.test");
        let mail = server.only();
        assert_eq!(
            (mail.from.as_str(), mail.to.as_slice()),
            ("films@films.example", &["jo@example.org".to_owned()][..])
        );
        assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
        assert!(
            mail.header("From").ends_with("<films@films.example>"),
            "{}",
            mail.header("From")
        );
        assert!(mail.header("Message-ID").ends_with("@films.example>"));
        assert!(mail.header("Content-Type").starts_with("multipart/alternative"));
        assert!(mail.text().contains("It can."), "{}", mail.text());
    }
}

#[tokio::test]
async fn a_wrong_password_is_told_without_it_and_no_mail_is_lost() {
    for (post, server) in posts(
        &["--user", "films", "--password", "sesame"],
        &[("mail.username", "films"), ("mail.password", "open-it")],
    ) {
        let why = post.site.service.try_mail("jo@example.org").await.unwrap_err();
        assert!(why.contains("535"), "{why}");
        assert!(!why.contains("jo@") && !why.contains("open-it"), "{why}");
        let (_, jonas, review) = post.two().await;
        post.comment(&jonas, &review, "Hello").await;
        post.after_ten_minutes().await;
        assert_eq!((server.taken().len(), post.waiting().await), (0, 1));
    }
}

#[tokio::test]
async fn nothing_is_said_to_a_server_that_offers_no_encryption_where_it_is_asked_for() {
    for (post, server) in posts(&[], &[("mail.tls", "starttls")]) {
        let why = post.site.service.try_mail("jo@example.org").await.unwrap_err();
        assert!(why.contains("STARTTLS"), "{why}");
        assert_eq!((server.taken().len(), server.connections()), (0, 1));
    }
}

#[tokio::test]
async fn mails_go_over_one_connection_and_a_refused_one_keeps_nobody_waiting() {
    for (post, server) in posts(&[], &[]) {
        let (mara, jonas, review) = post.two().await;
        let mut readers = vec![mara];
        for handle in ["never", "later", "noor", "olga"] {
            readers.push(post.site.person(handle, Role::Reviewer).await);
        }
        for reader in &readers[1..] {
            let own = post.publish(reader).await;
            post.comment(&jonas, &own, "Hello").await;
        }
        post.comment(&jonas, &review, "Hello").await;
        post.after_ten_minutes().await;
        let mut to: Vec<String> = server.taken().into_iter().flat_map(|mail| mail.to).collect();
        to.sort();
        assert_eq!(to, ["mara@mail.example", "noor@mail.example", "olga@mail.example"]);
        // One, and one more after each of the two that ended theirs.
        assert!(server.connections() <= 3, "{}", server.connections());
        assert_eq!(post.waiting().await, 1, "the one that was told to wait");
        let complaints = post.complaints().await.join("\n");
        assert!(complaints.contains("451") && complaints.contains("550"), "{complaints}");
        assert!(!complaints.contains('@'), "{complaints}");
        // It is tried again, and given up after two days.
        for _ in 0..60 {
            post.pass(TimeDelta::hours(1));
            post.send().await;
        }
        assert_eq!((server.taken().len(), post.waiting().await), (3, 0));
    }
}

#[tokio::test]
async fn mails_wait_for_a_server_that_is_down_and_go_out_once_when_it_is_back() {
    for on in 0..2 {
        let port = free_port();
        let clock = houselights::env::Clock::manual(super::evening());
        let Some(site) = sites_with(&settings(port), Some(&clock)).into_iter().nth(on) else {
            continue;
        };
        let post = Post { site, clock };
        let (_, jonas, review): (Viewer, Viewer, ReviewId) = post.two().await;
        post.comment(&jonas, &review, "Hello").await;
        post.after_ten_minutes().await;
        post.pass(TimeDelta::hours(1));
        post.send().await;
        assert_eq!(post.waiting().await, 1);
        let server = MailServer::with(&["--port", &port.to_string()]);
        post.pass(TimeDelta::hours(1));
        post.send().await;
        post.pass(TimeDelta::hours(5));
        post.send().await;
        assert_eq!(
            (server.only().to, post.waiting().await),
            (vec!["mara@mail.example".to_owned()], 0)
        );
    }
}

#[tokio::test]
async fn two_workers_send_nothing_twice_and_what_a_dead_one_held_is_sent_in_the_end() {
    for (post, server) in posts(&[], &[]) {
        let (_, jonas, _) = post.two().await;
        for n in 0..12 {
            let reader = post.site.person(&format!("reader{n}"), Role::Reviewer).await;
            let own = post.publish(&reader).await;
            post.comment(&jonas, &own, "Hello").await;
        }
        post.pass(TimeDelta::minutes(10));
        let (one, other) = (post.site.service.clone(), post.site.service.clone());
        let both = tokio::join!(one.send_mails(), other.send_mails());
        both.0.unwrap();
        both.1.unwrap();
        post.send().await;
        let mut to: Vec<String> = server.taken().into_iter().flat_map(|mail| mail.to).collect();
        to.sort();
        let all = to.len();
        to.dedup();
        assert_eq!((all, to.len()), (12, 12));

        // A worker takes a mail and dies.
        let reader = post.site.person("last", Role::Reviewer).await;
        let own = post.publish(&reader).await;
        post.comment(&jonas, &own, "Hello").await;
        post.pass(TimeDelta::minutes(10));
        let (now, id) = (post.clock.now(), "held".to_owned());
        let mail = houselights::domain::mail::NewMail {
            to: "held@mail.example".to_owned(),
            subject: "Held".to_owned(),
            plain: "Held".to_owned(),
            html: "Held".to_owned(),
            list_unsubscribe: None,
            purpose: houselights::domain::mail::MailPurpose::Account,
            account_id: None,
        };
        post.site
            .store()
            .write(move |c| {
                houselights::store::mails::insert(c, &id, &mail, now)?;
                houselights::store::mails::claim(c, 50, now, now + TimeDelta::minutes(3))
            })
            .await
            .unwrap();
        post.send().await;
        assert_eq!(server.taken().len(), 13, "the held one is held, the other went out");
        post.pass(TimeDelta::minutes(4));
        post.send().await;
        let mail = server.taken().pop().unwrap();
        assert_eq!((server.taken().len(), mail.header("Subject").as_str()), (14, "Held"));
        assert!(mail.header("Message-ID").starts_with("<held@"), "the same at every try");
    }
}

#[tokio::test]
async fn without_a_mail_server_or_an_address_nothing_piles_up() {
    for (post, server) in posts(&[], &[]) {
        let (mara, jonas, review) = post.two().await;
        readdressed(&post, &mara, "").await;
        post.comment(&jonas, &review, "Hello").await;
        post.after_ten_minutes().await;
        assert_eq!((server.taken().len(), post.waiting().await), (0, 0));
    }
    let clock = houselights::env::Clock::manual(super::evening());
    for site in sites_with(&[], Some(&clock)) {
        let post = Post {
            site,
            clock: clock.clone(),
        };
        assert!(!post.site.service.has_mail());
        let (_, jonas, review) = post.two().await;
        post.comment(&jonas, &review, "Hello").await;
        post.after_ten_minutes().await;
        assert_eq!(post.waiting().await, 0);
    }
}

/// A certificate for `localhost` that vouches for itself.
fn certificate(folder: &Path) -> String {
    let file = folder.join("mail.pem");
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
        ])
        .args([
            "-addext",
            "subjectAltName=DNS:localhost",
            "-addext",
            "basicConstraints=critical,CA:FALSE",
        ])
        .arg("-keyout")
        .arg(&file)
        .arg("-out")
        .arg(folder.join("only.pem"))
        .output()
        .expect("openssl runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let both = std::fs::read_to_string(&file).unwrap() + &std::fs::read_to_string(folder.join("only.pem")).unwrap();
    std::fs::write(&file, both).unwrap();
    file.display().to_string()
}

#[tokio::test]
async fn a_server_whose_certificate_is_trusted_is_spoken_to_over_tls_and_no_other() {
    for tls in ["starttls", "tls"] {
        let mut site = TestServer::prepare("post", &Database::Sqlite);
        let pem = certificate(&site.folder);
        let mail = MailServer::with(&[
            "--tls",
            tls,
            "--certificate",
            &pem,
            "--user",
            "films",
            "--password",
            "sesame",
        ]);
        for (key, value) in mail.settings() {
            site.set(key, &value);
        }
        for (key, value) in [
            ("mail.host", "localhost"),
            ("mail.tls", tls),
            ("mail.username", "films"),
            ("mail.password", "sesame"),
        ] {
            site.set(key, value);
        }
        let refused = site.cli(&["admin", "mail-test", "jo@example.org"], "");
        let why = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(
            !refused.status.success() && why.to_lowercase().contains("certificate"),
            "{why}"
        );
        assert!(mail.taken().is_empty());

        site.set_variable("SSL_CERT_FILE", &site.folder.join("only.pem").display().to_string());
        site.cli_ok(&["admin", "mail-test", "jo@example.org"], "");
        assert!(mail.only().tls, "{tls}");
        let doctor = String::from_utf8(site.cli(&["doctor"], "").stdout).unwrap();
        assert!(doctor.contains("answers as mail.test and lets us sign in"), "{doctor}");
        assert_eq!(mail.taken().len(), 1, "doctor sends nothing");
    }
}

#[tokio::test]
async fn doctor_says_what_is_wrong_with_the_mail_server() {
    let mut site = TestServer::prepare("post", &Database::Sqlite);
    let port = free_port();
    for (key, value) in settings(port) {
        site.set(key, &value);
    }
    let doctor = site.cli(&["doctor"], "");
    let said = String::from_utf8(doctor.stdout).unwrap();
    assert!(said.contains("PROBLEM  mail: 127.0.0.1:"), "{said}");
    assert!(said.contains("mail.tls is \"none\""), "{said}");
    site.set("mail.host", "");
    let said = String::from_utf8(site.cli(&["doctor"], "").stdout).unwrap();
    assert!(said.contains("skipped  mail: mail.host is empty"), "{said}");
    let tried = site.cli(&["admin", "mail-test", "jo@example.org"], "");
    assert!(!tried.status.success());
    assert!(String::from_utf8_lossy(&tried.stderr).contains("no mail server is set"));
}
