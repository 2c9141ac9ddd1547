//! The documents keep their promises: links lead somewhere, settings exist, the compose file is what the README says.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::Value;

use crate::architecture::{files_below, root, shown};

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every Markdown document of the project, test data apart.
fn markdown() -> Vec<(String, String)> {
    files_below(&root())
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| (shown(&path), path))
        .filter(|(name, _)| !name.starts_with("tests/fixtures/"))
        .map(|(name, path)| (name, fs::read_to_string(path).unwrap()))
        .collect()
}

#[test]
fn relative_links_lead_to_files_of_the_repository() {
    let mut broken = Vec::new();
    for (name, text) in markdown() {
        let folder = Path::new(&name).parent().unwrap_or(Path::new("")).to_path_buf();
        for event in Parser::new(&text) {
            let (Event::Start(Tag::Link { dest_url: to, .. }) | Event::Start(Tag::Image { dest_url: to, .. })) = event
            else {
                continue;
            };
            let is_elsewhere = to.contains("://") || to.starts_with("mailto:") || to.starts_with('#');
            let file = to.split('#').next().unwrap_or_default();
            if !is_elsewhere && !root().join(&folder).join(file).exists() {
                broken.push(format!("{name}: {to}"));
            }
        }
    }
    assert!(broken.is_empty(), "these links lead nowhere:\n{}", broken.join("\n"));
}

#[test]
fn the_readme_is_short_enough_to_be_read() {
    let path = root().join("README.md");
    let lines = fs::read_to_string(path).unwrap_or_default().lines().count();
    assert!(lines <= 120, "README.md has {lines} lines");
}

#[test]
fn every_setting_a_document_names_exists() {
    let known = config_keys();
    let mut unknown = Vec::new();
    let mut texts = markdown();
    for file in [
        "Dockerfile",
        "docker-compose.yml",
        "config/example.production.toml",
        "justfile",
        "tests/run.sh",
    ] {
        texts.push((file.to_owned(), read(file)));
    }
    for (name, text) in texts {
        for key in settings_in(&text) {
            if !known.contains(&key) && key != "section.key" {
                unknown.push(format!("{name}: {key}"));
            }
        }
    }
    assert!(
        unknown.is_empty(),
        "config/default.toml has no such key:\n{}",
        unknown.join("\n")
    );
}

/// The keys of config/default.toml as `section.key`.
fn config_keys() -> BTreeSet<String> {
    let config: toml::Table = toml::from_str(&read("config/default.toml")).unwrap();
    let mut keys = BTreeSet::new();
    for (section, values) in &config {
        for key in values.as_table().unwrap().keys() {
            keys.insert(format!("{section}.{key}"));
        }
    }
    assert!(keys.contains("server.public_url"));
    keys
}

/// Settings named as `HOUSELIGHTS__SECTION__KEY`.
fn settings_in(text: &str) -> Vec<String> {
    text.split("HOUSELIGHTS__")
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect::<String>()
        })
        .filter(|name| name.contains("__"))
        .map(|name| name.to_ascii_lowercase().replace("__", "."))
        .collect()
}

#[test]
fn settings_are_found_in_running_text() {
    assert_eq!(
        settings_in("set `HOUSELIGHTS__SERVER__PUBLIC_URL=x`, or HOUSELIGHTS__…"),
        ["server.public_url"]
    );
}

#[test]
fn every_command_a_document_names_exists() {
    // Until the first command is there, there is no list to compare with.
    if !root().join("src/cli/serve.rs").exists() {
        return;
    }
    let help = Command::new(env!("CARGO_BIN_EXE_houselights"))
        .arg("--help")
        .output()
        .unwrap();
    let known = commands_in_help(&String::from_utf8(help.stdout).unwrap());
    assert!(known.contains("serve"), "{known:?}");
    let mut unknown = Vec::new();
    for (name, text) in markdown() {
        unknown.extend(
            commands_named_in(&text)
                .into_iter()
                .filter(|command| !known.contains(command))
                .map(|command| format!("{name}: houselights {command}")),
        );
    }
    assert!(
        unknown.is_empty(),
        "houselights --help knows no such command:\n{}",
        unknown.join("\n")
    );
}

/// The first words of the lines between `Commands:` and the next empty line.
fn commands_in_help(help: &str) -> BTreeSet<String> {
    let lines = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty());
    lines
        .filter_map(|line| line.split_whitespace().next())
        .map(ToOwned::to_owned)
        .collect()
}

/// What stands behind `houselights` (or `cargo run --`) in the code of a document.
fn commands_named_in(markdown: &str) -> BTreeSet<String> {
    let mut code = Vec::new();
    let mut block = false;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => block = true,
            Event::End(TagEnd::CodeBlock) => block = false,
            Event::Code(text) => code.push(text),
            Event::Text(text) if block => code.push(text),
            _ => {}
        }
    }
    let mut named = BTreeSet::new();
    for line in code.iter().flat_map(|text| text.lines()) {
        let line = line
            .split('#')
            .next()
            .unwrap_or_default()
            .replace("cargo run --release -- ", "houselights ");
        let line = line.replace("cargo run -- ", "houselights ");
        let words: Vec<&str> = line.split_whitespace().collect();
        for pair in words.windows(2) {
            let is_command = pair[1].len() > 1 && pair[1].bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            let is_program = pair[0] == "houselights" || pair[0].ends_with("/houselights");
            if is_program && is_command && !pair[1].starts_with('-') && pair[1] != "houselights" {
                named.insert(pair[1].to_owned());
            }
        }
    }
    named
}

#[test]
fn commands_are_found_in_code_and_not_in_prose() {
    let text = "The houselights come up. Run `houselights serve --config x` or `houselights --help`.\n\n```\n\
                docker compose exec houselights houselights doctor\ncargo run -- demo\nuseradd houselights # a user\n```\n";
    let found: Vec<String> = commands_named_in(text).into_iter().collect();
    assert_eq!(found, ["demo", "doctor", "serve"]);
    let help = "About\n\nUsage: x\n\nCommands:\n  serve  Run it\n  help   Print\n\nOptions:\n  --config\n";
    assert_eq!(commands_in_help(help).len(), 2);
}

#[test]
fn the_compose_file_runs_one_service_on_one_volume_by_default() {
    let compose = compose();
    let defaults: Vec<&String> = services(&compose)
        .filter(|(_, service)| service.get("profiles").is_none())
        .map(|(name, _)| name)
        .collect();
    assert_eq!(defaults, ["houselights"]);
    let service = &compose["services"]["houselights"];
    let mounts = service["volumes"].as_array().unwrap();
    assert_eq!(mounts.len(), 1);
    let (volume, place) = mounts[0].as_str().unwrap().split_once(':').unwrap();
    assert_eq!(place, "/data");
    assert!(compose["volumes"].get(volume).is_some(), "{volume} is not declared");
}

#[test]
fn the_postgres_profile_brings_a_database_and_a_server_that_uses_it() {
    let compose = compose();
    let profile: Vec<(&String, &Value)> = services(&compose)
        .filter(|(_, service)| {
            service["profiles"]
                .as_array()
                .is_some_and(|all| all.contains(&"postgres".into()))
        })
        .collect();
    assert_eq!(profile.len(), 2, "the database and the server");
    let server = &compose["services"]["houselights-postgres"];
    let url = server["environment"]["HOUSELIGHTS__DATABASE__URL"].as_str().unwrap();
    assert!(url.starts_with("postgres://"), "{url}");
    let host = url.rsplit('@').next().unwrap().split(['/', ':']).next().unwrap();
    assert!(compose["services"].get(host).is_some(), "{host} is no service");
    assert!(
        server["depends_on"].get(host).is_some(),
        "the server waits for the database"
    );
    for (name, service) in services(&compose) {
        for mount in service["volumes"].as_array().into_iter().flatten() {
            let volume = mount.as_str().unwrap().split(':').next().unwrap();
            assert!(
                compose["volumes"].get(volume).is_some(),
                "{name}: volume {volume} is not declared"
            );
        }
    }
}

#[test]
fn the_image_keeps_everything_in_its_volume_and_runs_without_root() {
    let dockerfile = read("Dockerfile");
    let has = |line: &str| dockerfile.lines().any(|found| found.trim().starts_with(line));
    assert!(
        has("VOLUME /data") && has("HEALTHCHECK") && has("USER houselights"),
        "{dockerfile}"
    );
    assert!(dockerfile.contains("sqlite:///data/") && dockerfile.contains("=/data/media"));
    let build = dockerfile.lines().find(|line| line.contains("cargo build")).unwrap();
    assert!(
        build.contains("--release") && build.contains("--locked") && build.contains("pg-tls"),
        "{build}"
    );
    let rust = read("Cargo.toml")
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = ").map(ToOwned::to_owned));
    let rust = rust.unwrap();
    assert!(
        dockerfile.contains(&format!("rust:{}", rust.trim_matches('"'))),
        "the image is built with Rust {rust}"
    );
}

fn compose() -> Value {
    serde_saphyr::from_str(&read("docker-compose.yml")).unwrap()
}

fn services(compose: &Value) -> impl Iterator<Item = (&String, &Value)> {
    compose["services"].as_object().unwrap().iter()
}

/// Every error code the sources answer with: `code: "x"` of a conflict, `=> "x"` in the two functions that name codes.
fn codes_in_sources() -> BTreeSet<String> {
    let is_code = |word: &str| {
        word.contains(|c: char| c.is_ascii_lowercase()) && word.chars().all(|c| c.is_ascii_lowercase() || c == '-')
    };
    let quoted = |line: &str, before: &str| -> Option<String> {
        let word = line.split_once(before)?.1.split_once('"')?.0;
        is_code(word).then(|| word.to_owned())
    };
    let mut codes = BTreeSet::new();
    for path in files_below(&root().join("src"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
    {
        let text = fs::read_to_string(&path).unwrap();
        codes.extend(text.lines().filter_map(|line| quoted(line, "code: \"")));
        if matches!(shown(&path).as_str(), "src/service/error.rs" | "src/http/problem.rs") {
            let function = text
                .split_once("fn code(")
                .map(|(_, rest)| rest.split_once("\n    }").unwrap_or((rest, "")).0);
            codes.extend(
                function
                    .unwrap_or_default()
                    .lines()
                    .filter_map(|line| quoted(line, "=> \"")),
            );
        }
    }
    codes
}

#[test]
fn every_error_code_is_documented_and_every_documented_one_exists() {
    let documented: BTreeSet<String> = read("docs/errors.md")
        .lines()
        .filter_map(|line| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_owned()))
        .collect();
    let known = codes_in_sources();
    assert!(known.len() > 10, "the sources were not read: {known:?}");
    assert_eq!(documented, known);
}

#[test]
fn federation_md_lists_exactly_the_activities_that_are_carried_out() {
    let text = read("FEDERATION.md");
    let section = text.split("### Activities this server carries out").nth(1).unwrap();
    let section = section.split("\n### ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    let listed: BTreeSet<&str> = rows.filter_map(|row| row.split('`').next()).collect();
    let known: BTreeSet<&str> = houselights::federation::inbox::Verb::ALL
        .iter()
        .map(|verb| verb.as_str())
        .collect();
    assert_eq!(listed, known);
}

/// Every reason in the sources: the words of an outcome, and of what does not fit.
fn reasons_in_sources() -> BTreeSet<String> {
    let mut reasons = BTreeSet::new();
    let sources = files_below(&root().join("src"));
    for path in sources
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
    {
        let text = fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for made in [
            "Outcome::Accepted(",
            "Outcome::Ignored(",
            "Outcome::Refused(",
            "Misfit(",
        ] {
            for (at, _) in code.match_indices(made) {
                let rest = code[at + made.len()..].trim_start();
                reasons.extend(
                    rest.strip_prefix('"')
                        .and_then(|rest| rest.split('"').next())
                        .map(str::to_owned),
                );
            }
        }
    }
    reasons
}

#[test]
fn every_reason_an_activity_can_meet_has_a_sentence_and_stands_in_federation_md() {
    let sentences: BTreeSet<String> = houselights::service::received::reasons()
        .map(|(reason, _)| reason.to_owned())
        .collect();
    let used = reasons_in_sources();
    assert!(used.len() > 80, "the sources were not read: {used:?}");
    let missing: Vec<&String> = used.difference(&sentences).collect();
    assert!(missing.is_empty(), "no sentence in reasons.txt: {missing:?}");

    // Some are put together from words elsewhere, so it counts that the words stand somewhere in the code.
    let all: String = files_below(&root().join("src"))
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let idle: Vec<&String> = sentences
        .iter()
        .filter(|reason| !all.contains(&format!("\"{reason}\"")))
        .collect();
    assert!(idle.is_empty(), "a sentence for what never happens: {idle:?}");

    let text = read("FEDERATION.md");
    let section = text.split("### What becomes of an activity").nth(1).unwrap();
    let section = section.split("\n### ").next().unwrap();
    let lists = section.split("\n- ").skip(1);
    let listed: BTreeSet<String> = lists
        .flat_map(|list| {
            list.split('`')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(listed, sentences);
}

#[test]
fn the_inbox_log_can_be_narrowed_to_each_activity_that_is_carried_out() {
    let verbs = houselights::federation::inbox::Verb::ALL;
    for verb in verbs {
        assert!(
            houselights::service::received::VERBS.contains(&verb.as_str()),
            "{verb:?}"
        );
    }
}
