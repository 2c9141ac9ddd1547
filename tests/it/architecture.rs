//! The house rules of ARCHITECTURE.md as tests: who may import whom, where SQL may stand, how files are named and how
//! long they may grow. Every rule is first shown to catch a violation, so that a quiet checker is not a blind one.

mod imports;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use imports::{Import, imports_of, sql_in};

/// A layer, the crate modules it may import, and nothing else of the crate.
struct Layer {
    name: &'static str,
    may: &'static [&'static str],
}

/// The table of ARCHITECTURE.md. `app` (composition root), `lib` and `main` stand above the table.
const LAYERS: &[Layer] = &[
    Layer {
        name: "domain",
        may: &[],
    },
    Layer {
        name: "urls",
        may: &["domain"],
    },
    Layer {
        name: "messages",
        may: &["domain"],
    },
    Layer {
        name: "mail",
        may: &["domain", "messages"],
    },
    Layer {
        name: "config",
        may: &["domain"],
    },
    Layer {
        name: "env",
        may: &["domain"],
    },
    Layer {
        name: "store",
        may: &["domain", "config"],
    },
    Layer {
        name: "service",
        may: &["domain", "store", "env", "urls", "config", "messages", "mail"],
    },
    Layer {
        name: "federation",
        may: &["service", "domain", "urls", "env", "messages"],
    },
    Layer {
        name: "http",
        may: &["service", "domain", "urls", "messages"],
    },
    Layer {
        name: "http/activitypub",
        may: &["service", "domain", "urls", "federation", "messages"],
    },
    Layer {
        name: "worker",
        may: &["service", "federation", "domain"],
    },
    Layer {
        name: "telemetry",
        may: &["config"],
    },
    Layer {
        name: "cli",
        may: &[
            "app",
            "service",
            "federation",
            "domain",
            "urls",
            "env",
            "config",
            "messages",
            "telemetry",
        ],
    },
];

/// Crates (or parts of std) that only some folders may name.
const KEPT: &[(&str, &[&str])] = &[
    ("diesel", &["store"]),
    ("diesel_migrations", &["store"]),
    ("libsqlite3_sys", &["store"]),
    ("pq_sys", &["store"]),
    ("activitypub_federation", &["federation"]),
    ("actix_web", &["http", "app"]),
    ("actix_http", &["http", "app"]),
    ("actix_multipart", &["http"]),
    ("askama", &["http", "mail"]),
    ("lettre", &["env"]),
    ("reqwest", &["env", "federation"]),
    ("reqwest_middleware", &["env", "federation"]),
    ("clap", &["cli", "main"]),
    ("fluent_bundle", &["messages"]),
    ("unic_langid", &["messages"]),
    ("anyhow", &["main", "app", "cli", "worker"]),
    ("std::env", &["config", "main", "app", "cli"]),
    ("std::process", &["main", "app", "cli", "env"]),
];

/// What a pure layer may not touch: `domain` computes, it does not reach out.
const IMPURE: &[&str] = &[
    "tokio",
    "std::fs",
    "std::net",
    "std::thread",
    "std::env",
    "std::process",
    "futures_util",
    "rand",
];

const MAX_LINES: usize = 500;
const BANNED_NAMES: &[&str] = &[
    "util", "utils", "helper", "helpers", "common", "manager", "managers", "misc",
];

#[test]
fn every_layer_imports_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    for (path, source) in sources() {
        wrong.extend(import_violations(&path, &source));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn sql_stands_in_the_store_only() {
    let mut wrong = Vec::new();
    for (path, source) in sources() {
        wrong.extend(sql_violations(&path, &source));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn files_are_short_enough_to_read_in_one_go() {
    let long: Vec<String> = sources()
        .into_iter()
        .filter(|(path, _)| !is_generated(path) && !is_test_file(path))
        .map(|(path, source)| (path, lines_without_tests(&source)))
        .filter(|(_, lines)| *lines > MAX_LINES)
        .map(|(path, lines)| format!("{path} has {lines} lines: which room is missing?"))
        .collect();
    assert!(long.is_empty(), "\n{}\n", long.join("\n"));
}

#[test]
fn no_file_is_named_for_being_useful() {
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for path in files_below(&root().join(folder)) {
            wrong.extend(name_violation(&shown(&path)));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn both_databases_have_the_same_migrations_with_a_way_up_and_a_way_down() {
    let names = |backend: &str| -> BTreeSet<String> {
        let folder = root().join("migrations").join(backend);
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    let sqlite = names("sqlite");
    assert!(!sqlite.is_empty(), "there are no migrations");
    assert_eq!(sqlite, names("postgres"), "the two migration folders differ");
    for backend in ["sqlite", "postgres"] {
        for name in &sqlite {
            let (stamp, words) = name.split_once('_').unwrap_or_default();
            assert!(
                stamp.len() == 14 && stamp.bytes().all(|b| b.is_ascii_digit()),
                "{name}: <timestamp>_<verb_noun>"
            );
            assert!(
                words.contains('_'),
                "{name}: the name says what the migration does, as <verb>_<noun>"
            );
            for file in ["up.sql", "down.sql"] {
                let path = root().join("migrations").join(backend).join(name).join(file);
                let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                assert!(!text.trim().is_empty(), "{} is empty", path.display());
            }
        }
    }
}

#[test]
fn the_table_in_architecture_md_is_the_table_that_is_checked() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for layer in LAYERS {
        let row = text
            .lines()
            .find(|line| line.starts_with(&format!("| `{}` |", layer.name)));
        let row = row.unwrap_or_else(|| panic!("ARCHITECTURE.md has no row for `{}`", layer.name));
        let cell = row.split('|').nth(2).unwrap_or_default();
        let named: BTreeSet<&str> = cell.split('`').skip(1).step_by(2).collect();
        let may: BTreeSet<&str> = layer.may.iter().copied().collect();
        assert_eq!(
            named, may,
            "the row of `{}` in ARCHITECTURE.md and LAYERS differ",
            layer.name
        );
    }
}

// --- the rules ---------------------------------------------------------------------------------------------------

/// What one file imports against the table and the kept crates. `path` is relative to the repository.
fn import_violations(path: &str, source: &str) -> Vec<String> {
    let layer = layer_of(path);
    let rule = LAYERS
        .iter()
        .filter(|rule| is_in(&layer, rule.name))
        .max_by_key(|rule| rule.name.len());
    let mut wrong = BTreeSet::new();
    for import in imports_of(source, &module_of(path)) {
        match import {
            Import::Crate(module) => {
                let own = layer.split('/').next() == Some(module.as_str());
                let allowed = rule.is_none_or(|rule| rule.may.contains(&module.as_str()));
                if !own && !allowed && is_module(&module) {
                    wrong.insert(format!("{path}: `{layer}` must not import `crate::{module}`"));
                }
            }
            Import::Extern(name) => {
                for (kept, homes) in KEPT {
                    if is_below(&name, kept) && !homes.iter().any(|home| is_in(&layer, home)) {
                        wrong.insert(format!("{path}: `{kept}` belongs to {homes:?}, not to `{layer}`"));
                    }
                }
                if layer == "domain" || layer.starts_with("domain/") {
                    for impure in IMPURE.iter().filter(|impure| is_below(&name, impure)) {
                        wrong.insert(format!("{path}: `domain` is pure and must not use `{impure}`"));
                    }
                }
            }
        }
    }
    wrong.into_iter().collect()
}

fn sql_violations(path: &str, source: &str) -> Vec<String> {
    if is_in(&layer_of(path), "store") {
        return Vec::new();
    }
    sql_in(source)
        .into_iter()
        .map(|text| format!("{path}: SQL belongs into src/store: {text:?}"))
        .collect()
}

fn name_violation(path: &str) -> Option<String> {
    let banned = path
        .split('/')
        .find(|part| BANNED_NAMES.contains(&part.split('.').next().unwrap_or(part)))?;
    Some(format!(
        "{path}: `{banned}` says nothing about what is inside; name the noun or the job"
    ))
}

/// `src/http/pages/home.rs` stands in `http/pages`, `src/store.rs` and `src/store/mod.rs` in `store`.
fn layer_of(path: &str) -> String {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let parts: Vec<&str> = inside.split('/').collect();
    match parts.as_slice() {
        [file] => file.trim_end_matches(".rs").to_owned(),
        [top, file] => format!("{top}/{}", file.trim_end_matches(".rs"))
            .trim_end_matches("/mod")
            .to_owned(),
        [top, second, ..] => format!("{top}/{second}"),
        [] => String::new(),
    }
}

/// The module path of a file, for resolving `super`.
fn module_of(path: &str) -> Vec<String> {
    let inside = path.strip_prefix("src/").unwrap_or(path).trim_end_matches(".rs");
    let mut parts: Vec<String> = inside.split('/').map(ToOwned::to_owned).collect();
    if parts
        .last()
        .is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main"))
    {
        parts.pop();
    }
    parts
}

fn is_in(layer: &str, home: &str) -> bool {
    layer == home || layer.strip_prefix(home).is_some_and(|rest| rest.starts_with('/'))
}

fn is_below(path: &str, prefix: &str) -> bool {
    path == prefix || path.strip_prefix(prefix).is_some_and(|rest| rest.starts_with("::"))
}

/// True for a module at the top of the crate; `crate::Something` may also be an item of lib.rs or a macro.
fn is_module(name: &str) -> bool {
    let src = root().join("src");
    src.join(format!("{name}.rs")).exists() || src.join(name).is_dir()
}

fn is_generated(path: &str) -> bool {
    path.ends_with("store/schema.rs")
}

fn is_test_file(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.ends_with("_tests.rs") || path.contains("/tests/")
}

/// Lines up to the test module, which conventionally closes a file.
fn lines_without_tests(source: &str) -> usize {
    let lines: Vec<&str> = source.lines().collect();
    let tests = lines
        .windows(2)
        .position(|pair| pair == ["#[cfg(test)]", "mod tests {"]);
    tests.unwrap_or(lines.len())
}

// --- reading the repository --------------------------------------------------------------------------------------

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below `src`, with its path relative to the repository.
fn sources() -> Vec<(String, String)> {
    let rust = files_below(&root().join("src"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "rs"));
    let all: Vec<_> = rust
        .map(|path| (shown(&path), fs::read_to_string(&path).unwrap()))
        .collect();
    assert!(all.len() > 20, "the source folder was not found");
    all
}

pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return found;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !matches!(name, "target" | "node_modules" | ".git" | "data") {
                found.extend(files_below(&path));
            }
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A path as it stands in the repository.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/")
}

// --- the checker is checked --------------------------------------------------------------------------------------

mod checker {
    use super::*;

    fn caught(path: &str, source: &str) -> bool {
        !import_violations(path, source).is_empty()
    }

    #[test]
    fn a_forbidden_layer_is_seen_however_it_is_imported() {
        let ways = [
            "use crate::store::Store;",
            "use crate::{domain::film, store::{reviews, jobs::Job}};",
            "use crate::store as rows;",
            "pub use crate::store::*;",
            "fn f() { crate::store::open(); }",
            "fn f() -> crate::store::Row { todo() }",
            "fn f() { use crate::store::Row; }",
            "mod inner { use crate::store::Row; }",
            "fn f() { println!(\"{}\", crate::store::NAME); }",
            "#[derive(crate::store::Row)] struct A;",
            "use super::super::store::Store;",
            "use super::super::{domain, store::Store};",
            "mod tests { use super::super::super::store::Store; }",
        ];
        for source in ways {
            assert!(caught("src/http/shelf.rs", source), "{source}");
        }
        let fine =
            "use crate::{domain::film, service::Service, http::negotiate};\nuse super::negotiate;\nuse self::x::store;";
        assert!(
            !caught("src/http/shelf.rs", fine),
            "{:?}",
            import_violations("src/http/shelf.rs", fine)
        );
    }

    #[test]
    fn each_row_of_the_table_refuses_its_neighbours() {
        for (path, source) in [
            ("src/domain/film.rs", "use crate::urls;"),
            ("src/domain/film.rs", "use std::fs;"),
            ("src/domain/film.rs", "fn f() { std::env::args(); }"),
            ("src/store/films.rs", "use crate::service::Error;"),
            ("src/service/films.rs", "use crate::federation::fanout;"),
            ("src/service/films.rs", "use crate::http;"),
            ("src/service/films.rs", "use diesel::prelude::*;"),
            ("src/federation/inbox.rs", "use crate::store::Store;"),
            ("src/federation/inbox.rs", "use actix_web::HttpResponse;"),
            ("src/http/pages/film.rs", "use crate::federation::vocab;"),
            (
                "src/http/activitypub/inbox.rs",
                "use activitypub_federation::config::Data;",
            ),
            ("src/worker/jobs.rs", "use crate::http;"),
            ("src/worker/jobs.rs", "fn f() { diesel::sql_query(\"\"); }"),
            ("src/cli/doctor.rs", "use crate::store::Store;"),
            ("src/service/films.rs", "use anyhow::Result;"),
            ("src/service/films.rs", "fn f() { let c = reqwest::Client::new(); }"),
        ] {
            assert!(caught(path, source), "{path}: {source}");
        }
    }

    #[test]
    fn what_the_table_allows_is_not_reported() {
        for (path, source) in [
            ("src/domain/film.rs", "use crate::domain::text; use chrono::NaiveDate;"),
            (
                "src/store/films.rs",
                "use diesel::prelude::*; use crate::domain::film::Film;",
            ),
            (
                "src/http/activitypub/inbox.rs",
                "use crate::federation::inbox; use actix_web::web;",
            ),
            (
                "src/app.rs",
                "use crate::{store, http, worker}; use actix_web::HttpServer;",
            ),
            (
                "src/service/films.rs",
                "// use crate::http;\nconst A: &str = \"crate::http\";",
            ),
        ] {
            assert_eq!(import_violations(path, source), Vec::<String>::new(), "{path}");
        }
    }

    #[test]
    fn sql_outside_the_store_is_seen_and_prose_is_not() {
        for source in [
            "const Q: &str = \"SELECT id FROM films\";",
            "fn f() { run(\"  insert into films (id) values (1)\"); }",
            "fn f() { format!(\"DELETE FROM {table} WHERE id = 1\"); }",
            "const Q: &str = r\"UPDATE films SET title = 'x'\";",
            "const Q: &str = \"PRAGMA journal_mode\";",
        ] {
            assert!(!sql_violations("src/service/films.rs", source).is_empty(), "{source}");
            assert!(sql_violations("src/store/films.rs", source).is_empty(), "{source}");
        }
        let prose = "/// Select a film from the list.\nconst A: &str = \"Select a film from the list\"; const B: &str = \"Update\";";
        assert_eq!(sql_violations("src/http/film.rs", prose), Vec::<String>::new());
    }

    #[test]
    fn names_that_say_nothing_are_seen() {
        assert!(name_violation("src/service/utils.rs").is_some());
        assert!(name_violation("src/common/mod.rs").is_some());
        assert!(name_violation("tests/it/support/mod.rs").is_none());
    }

    #[test]
    fn the_test_module_at_the_end_does_not_count_as_length() {
        assert_eq!(lines_without_tests("a\nb\n\n#[cfg(test)]\nmod tests {\n}\n"), 3);
        assert_eq!(lines_without_tests("a\nb"), 2);
    }
}
