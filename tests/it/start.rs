//! A server that cannot start says why and what to do, in words, and never panics.

use crate::support::server::{Database, TestServer};
use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::process::Output;

/// Runs `serve`, which must fail soon; gives what it said.
fn refusal(server: &TestServer) -> String {
    refused(&server.cli(&["serve"], ""))
}

fn refused(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    said
}

fn server() -> TestServer {
    TestServer::prepare("start", &Database::Sqlite)
}

fn says(said: &str, words: &[&str]) {
    for word in words {
        assert!(said.contains(word), "“{word}” is missing in: {said}");
    }
}

#[test]
fn a_busy_port_is_named_with_its_setting() {
    let server = server();
    let _holder = TcpListener::bind(("127.0.0.1", server.port)).unwrap();
    says(
        &refusal(&server),
        &["server.bind", &server.port.to_string(), "another program listens there"],
    );
}

#[test]
fn a_database_that_another_program_holds_is_said_to_be_locked() {
    let server = server();
    server.set_up("mara");
    let path = server.folder.join("houselights.sqlite");
    let mut holder = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
    holder
        .batch_execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;")
        .unwrap();
    says(&refusal(&server), &["database.url", "locked", "Stop that program"]);
}

#[test]
fn a_read_only_database_is_said_to_be_read_only() {
    let server = server();
    server.set_up("mara");
    let path = server.folder.join("houselights.sqlite");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    says(
        &refused(&server.cli_without_privileges(&["serve"])),
        &["database.url", "read-only"],
    );
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let server = server();
    let path = server.folder.join("houselights.sqlite");
    let text = "My shopping list, which is long enough to be taken for a page of a database. ".repeat(100);
    std::fs::write(&path, &text).unwrap();
    says(&refusal(&server), &["database.url", "not a database"]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let mut server = server();
    let file = server.folder.join("a-file");
    std::fs::write(&file, "x").unwrap();
    server.set("database.url", &format!("sqlite://{}/db.sqlite", file.display()));
    says(&refusal(&server), &["database.url", "a-file"]);
    let mut server = self::server();
    std::fs::write(server.folder.join("a-file"), "x").unwrap();
    server.set(
        "media.path",
        server.folder.join("a-file/media").to_str().unwrap().to_owned().as_str(),
    );
    says(&refusal(&server), &["media.path", "a-file"]);
}

#[test]
fn a_postgresql_that_is_not_there_is_named_without_its_password() {
    let mut server = server();
    server.set("database.url", "postgres://mara:s3cret@127.0.0.1:1/houselights");
    let said = refusal(&server);
    says(&said, &["database.url", "127.0.0.1", "check that PostgreSQL runs"]);
    assert!(!said.contains("s3cret"), "{said}");
}

#[test]
fn a_setting_that_does_not_exist_is_named() {
    let mut server = server();
    server.set("server.bnid", "127.0.0.1:1");
    says(&refusal(&server), &["server.bnid", "did you mean server.bind?"]);
}

#[tokio::test]
async fn an_empty_site_says_where_to_set_it_up_and_a_used_one_where_to_sign_in() {
    let mut server = server();
    server.start_and_wait().await;
    server.terminate();
    says(
        &server.log(),
        &["to set up your site", "federation.allow_insecure_http is ON"],
    );
    server.set_up("mara");
    server.start_and_wait().await;
    server.terminate();
    says(&server.log(), &["/sign-in"]);
}

#[tokio::test]
async fn a_database_that_was_let_go_of_is_one_file() {
    let mut server = server();
    let files = |server: &TestServer| {
        let all = std::fs::read_dir(&server.folder).unwrap();
        let names = all.map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut of_database: Vec<String> = names.filter(|name| name.starts_with("houselights.sqlite")).collect();
        of_database.sort();
        of_database
    };
    server.set_up("mara");
    assert_eq!(files(&server), ["houselights.sqlite"], "after a command");
    server.start_and_wait().await;
    assert!(files(&server).len() > 1, "while it runs, what is new stands in the log");
    assert_eq!(server.terminate(), Some(0));
    assert_eq!(files(&server), ["houselights.sqlite"], "after a stop");
    assert!(!server.log().contains("houselights::store"), "{}", server.log());
}
