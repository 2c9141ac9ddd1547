//! The command line as scripts and people use it, on a real database.

use crate::support::server::{Database, PASSWORD, TestServer, visitor};
use serde_json::Value;
use std::path::Path;

fn site() -> TestServer {
    let server = TestServer::prepare("cli", &Database::Sqlite);
    server.set_up("mara");
    server
}

/// Runs a command that must fail; gives what it said.
fn refused(server: &TestServer, arguments: &[&str], stdin: &str) -> String {
    let output = server.cli(arguments, stdin);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{arguments:?} should fail: {said}");
    assert!(!said.contains("panicked"), "{said}");
    said
}

fn write(server: &TestServer, name: &str, text: &str) -> String {
    let path = server.folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

fn poster(path: &Path, shade: u8) {
    let picture = image::RgbImage::from_fn(300, 450, |x, y| image::Rgb([shade, (x % 256) as u8, (y % 256) as u8]));
    picture.save(path).unwrap();
}

fn uploads(server: &TestServer) -> usize {
    std::fs::read_dir(server.folder.join("media/uploads")).map_or(0, Iterator::count)
}

#[test]
fn setting_up_twice_is_refused_and_changes_nothing() {
    let server = site();
    let second = [
        "setup",
        "--handle",
        "eve",
        "--name",
        "Eve",
        "--email",
        "",
        "--password-stdin",
    ];
    assert!(refused(&server, &second, PASSWORD).contains("has an owner already"));
    assert_eq!(server.cli_ok(&["account", "list"], "").lines().count(), 1);
}

#[test]
fn a_set_up_without_password_or_with_a_bad_handle_says_what_is_wrong() {
    let server = TestServer::prepare("cli", &Database::Sqlite);
    let with = |handle: &'static str| {
        [
            "setup",
            "--handle",
            handle,
            "--name",
            "M",
            "--email",
            "",
            "--password-stdin",
        ]
    };
    assert!(refused(&server, &with("mara"), "").contains("no password"));
    assert!(refused(&server, &with("mara"), "short").contains("password"));
    assert!(refused(&server, &with("not a handle!"), PASSWORD).contains("handle"));
    assert!(refused(&server, &["setup", "--handle", "mara"], "").contains("--name is missing"));
    assert_eq!(server.cli_ok(&["account", "list"], ""), "");
}

#[test]
fn accounts_are_added_listed_changed_and_a_taken_handle_is_refused() {
    let server = site();
    let add = [
        "account",
        "add",
        "--handle",
        "jo",
        "--name",
        "Jo",
        "--role",
        "member",
        "--password-stdin",
    ];
    server.cli_ok(&add, PASSWORD);
    assert!(refused(&server, &add, PASSWORD).contains("handle"));
    server.cli_ok(&["account", "role", "jo", "moderator"], "");
    assert!(server.cli_ok(&["account", "list"], "").contains("jo\tmoderator"));
    assert!(refused(&server, &["account", "role", "jo", "king"], "").contains("owner, admin, moderator"));
    assert!(refused(&server, &["account", "role", "nobody", "member"], "").contains("no account nobody"));
    server.cli_ok(
        &["account", "password", "jo", "--password-stdin"],
        "another long password",
    );
}

#[test]
fn a_file_published_twice_updates_and_prints_exactly_url_and_id() {
    let server = site();
    poster(&server.folder.join("p.png"), 10);
    let text = "---\nfilm: The Long Platform\nyear: 2013\nrating: very good\nposter: {file: p.png, alt: A lamp}\n---\n## Synopsis\nA train.\n## My take\nGood.\n";
    let file = write(&server, "a.md", text);
    let first = server.cli_ok(&["publish", &file, "--json"], "");
    let printed: Value = serde_json::from_str(&first).unwrap();
    let exact = format!("{{\"url\":{},\"id\":{}}}\n", printed["url"], printed["id"]);
    assert_eq!(first, exact);
    assert!(
        printed["url"]
            .as_str()
            .unwrap()
            .ends_with("/@mara/the-long-platform-2013")
    );
    assert_eq!(
        server.cli_ok(&["publish", &file, "--json"], ""),
        first,
        "the same file is the same review"
    );
    assert_eq!(uploads(&server), 1, "an unchanged poster is not uploaded again");
    poster(&server.folder.join("p.png"), 200);
    server.cli_ok(&["publish", &file], "");
    assert_eq!(uploads(&server), 2, "another picture is");
}

#[test]
fn a_slug_names_the_review_whatever_else_changes() {
    let server = site();
    let first = write(&server, "a.md", "---\nfilm: A\nslug: One Name\n---\nText.\n");
    let second = write(&server, "b.md", "---\nfilm: B\nslug: one-name\n---\nText.\n");
    let ids: Vec<String> = [first, second]
        .iter()
        .map(|file| server.cli_ok(&["publish", file, "--json"], ""))
        .collect();
    assert_eq!(ids[0], ids[1]);
}

#[test]
fn what_is_wrong_with_a_file_is_said_by_key_and_nothing_is_published() {
    let server = site();
    for (text, word) in [
        ("No keys at all.", "three dashes"),
        ("---\nfilm: A\nratting: 3\n---\nText.", "ratting"),
        (
            "---\nfilm: A\nrating: Superb\n---\nText.",
            "Very good, Excellent, Masterpiece",
        ),
        (
            "---\nfilm: A\nrating: Good\nscale: Stars\n---\nText.",
            "no scale “Stars”",
        ),
        ("---\nfilm: A\nyear: 1492\n---\nText.", "year"),
        ("---\nfilm: A\nviewings: [someday]\n---\nText.", "viewings.0.seen_on"),
        ("---\nfilm: A\nposter: {file: none.png, alt: x}\n---\nText.", "none.png"),
        ("---\nfilm: A\nposter: {file: z.md, alt: x}\n---\nText.", "poster"),
        ("---\nfilm: A\ntake: x\n---\n## My take\ny", "take"),
        ("---\nyear: 2013\n---\nText.", "film"),
        ("---\nfilm: A\n---\n", "nothing to publish"),
        ("---\nfilm: [A\n---\nText.", "cannot be read"),
    ] {
        let file = write(&server, "z.md", text);
        let said = refused(&server, &["publish", &file], "");
        assert!(said.contains(word), "“{word}” is missing for {text:?}: {said}");
    }
    assert!(refused(&server, &["publish", "missing.md"], "").contains("missing.md"));
    let file = write(&server, "z.md", "---\nfilm: A\n---\nText.");
    assert!(refused(&server, &["publish", &file, "--author", "nobody"], "").contains("nobody"));
}

#[test]
fn a_draft_has_no_page_until_it_is_published() {
    let server = site();
    let file = write(&server, "d.md", "---\nfilm: A\n---\nText.");
    let draft = server.cli_ok(&["publish", &file, "--draft", "--json"], "");
    assert_eq!(server.cli_ok(&["publish", &file, "--json"], ""), draft);
}

#[test]
fn a_review_is_deleted_by_page_or_object_and_only_once() {
    let server = site();
    let (page, _) = server.publish("one", "", "Text.");
    let (_, object) = server.publish("two", "", "Text.");
    server.cli_ok(&["delete", page.as_str()], "");
    server.cli_ok(&["delete", object.as_str()], "");
    assert!(refused(&server, &["delete", object.as_str()], "").contains("deleted already"));
    assert!(refused(&server, &["delete", page.as_str()], "").contains("no review here"));
    assert!(refused(&server, &["delete", "https://elsewhere.example/r/1"], "").contains("server.public_url"));
}

#[test]
fn a_backup_holds_a_database_that_opens_and_the_pictures() {
    let server = site();
    poster(&server.folder.join("p.png"), 10);
    let file = write(
        &server,
        "a.md",
        "---\nfilm: A\nposter: {file: p.png, alt: A lamp}\n---\nText.",
    );
    server.cli_ok(&["publish", &file], "");
    let target = server.folder.join("backup");
    server.cli_ok(&["backup", target.to_str().unwrap()], "");
    assert!(refused(&server, &["backup", target.to_str().unwrap()], "").contains("exists"));
    let mut restored = TestServer::prepare("cli", &Database::Sqlite);
    restored.set(
        "database.url",
        &format!("sqlite://{}", target.join("houselights.sqlite").display()),
    );
    assert!(restored.cli_ok(&["account", "list"], "").starts_with("mara\towner"));
}

#[tokio::test]
async fn the_doctor_finds_a_server_that_runs_and_one_that_does_not() {
    let mut server = site();
    let output = server.cli(&["doctor"], "");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said.contains("PROBLEM  public address") && said.contains("ok       database"),
        "{said}"
    );
    assert_eq!(server.cli_ok(&["doctor", "--quiet", "--no-network"], ""), "");
    server.start_and_wait().await;
    let said = server.cli_ok(&["doctor"], "");
    assert!(said.contains("ok       public address: @mara@cli.localhost"), "{said}");
    server.set("federation.publish_delay", "soon");
    let output = server.cli(&["doctor"], "");
    assert!(String::from_utf8_lossy(&output.stdout).contains("federation.publish_delay"));
}

#[test]
fn completions_and_help_are_there_for_every_command() {
    let server = TestServer::prepare("cli", &Database::Sqlite);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(
            server.cli_ok(&["completions", shell], "").contains("houselights"),
            "{shell}"
        );
    }
    for command in [
        "serve",
        "demo",
        "setup",
        "publish",
        "delete",
        "backup",
        "doctor",
        "account",
        "dev",
        "completions",
    ] {
        assert!(
            server.cli_ok(&[command, "--help"], "").contains("Examples:"),
            "{command}"
        );
    }
}

#[tokio::test]
async fn an_empty_database_is_filled_with_made_up_reviews_and_any_other_is_left_alone() {
    let mut server = TestServer::prepare("cli", &Database::Sqlite);
    let some = ["dev", "seed", "--reviews", "30", "--films", "20", "--comments", "90"];
    assert_eq!(server.cli_ok(&some, "").trim(), "30 reviews");
    let again = refused(&server, &some, "");
    assert!(again.contains("somebody has an account"), "{again}");
    server.start_and_wait().await;
    let mut browser = visitor();
    for (place, words) in [
        ("/", "Inés Oduya"),
        ("/index?by=year", "Films by year"),
        ("/search?q=the", "found"),
        ("/stats", "Ratings"),
    ] {
        let page = browser.open(&server.at(place)).await.unwrap();
        assert!(
            page.status.is_success() && page.shows(words),
            "{place}: {}",
            page.text()
        );
    }
}
