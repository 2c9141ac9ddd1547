use std::collections::BTreeSet;

use super::*;

fn keys(prefix: &str, value: &toml::Value, found: &mut BTreeSet<String>) {
    match value {
        toml::Value::Table(table) => {
            for (name, value) in table {
                keys(
                    &if prefix.is_empty() {
                        name.clone()
                    } else {
                        format!("{prefix}.{name}")
                    },
                    value,
                    found,
                );
            }
        }
        _ => {
            found.insert(prefix.to_owned());
        }
    }
}

fn refusal(settings: &[(&str, &str)]) -> String {
    Config::with_settings(settings.iter().copied())
        .expect_err("must be refused")
        .to_string()
}

fn from_file(text: &str) -> Result<Config, ConfigError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("houselights.toml");
    std::fs::write(&path, text).unwrap();
    Config::load_from(Config::DEFAULT_TOML, Some(&path), [])
}

#[test]
fn every_key_of_config_is_in_the_default_file_and_the_other_way_round() {
    let config = Config::with_settings([]).unwrap();
    let (mut typed, mut documented) = (BTreeSet::new(), BTreeSet::new());
    keys("", &toml::Value::try_from(&config).unwrap(), &mut typed);
    keys("", &toml::from_str(Config::DEFAULT_TOML).unwrap(), &mut documented);
    assert_eq!(typed, documented);
}

#[test]
fn every_key_of_the_default_file_has_an_explanation_above_it() {
    let lines: Vec<&str> = Config::DEFAULT_TOML.lines().collect();
    for pair in lines.windows(2) {
        if pair[1].contains(" = ") && !pair[1].starts_with('#') {
            assert!(
                pair[0].starts_with("# ") && pair[0].len() > 20,
                "no explanation above {:?}",
                pair[1]
            );
        }
    }
}

#[test]
fn the_production_example_loads_and_warns_about_nothing() {
    let config = from_file(include_str!("../../config/example.production.toml")).unwrap();
    assert_eq!(config.server.public_url.as_str(), "https://reviews.example/");
    assert_eq!(config.warnings(), Vec::<String>::new());
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_the_default() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("houselights.toml");
    std::fs::write(&path, "[server]\nbind = \"127.0.0.1:9000\"\nworkers = 3\n").unwrap();
    let env = [
        ("HOUSELIGHTS__SERVER__WORKERS", "5"),
        ("PATH", "/bin"),
        ("HOUSELIGHTS_CONFIG", "x"),
    ];
    let env = env.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let config = Config::load_from(Config::DEFAULT_TOML, Some(&path), env).unwrap();
    assert_eq!(config.server.bind, "127.0.0.1:9000".parse().unwrap());
    assert_eq!(config.web_workers(), 5);
    assert_eq!(config.site.name, "Houselights");
}

#[test]
fn every_kind_of_value_can_come_from_the_environment() {
    let config = Config::with_settings([
        ("federation.allow_private_networks", "127.0.0.1/8, ::1"),
        ("federation.allow_insecure_http", "true"),
        ("federation.publish_delay", "0"),
        ("server.trusted_proxies", ""),
        ("site.name", "1984"),
        ("log.format", "json"),
        ("database.synchronous", "full"),
        ("database.url", "postgres://u:p%40ss@db/films"),
    ])
    .unwrap();
    assert_eq!(
        config.federation.allow_private_networks,
        ["127.0.0.0/8".parse::<IpNet>().unwrap(), "::1/128".parse().unwrap()]
    );
    assert!(config.insecure_http_allowed());
    assert_eq!(config.federation.publish_delay, Duration::ZERO);
    assert!(config.server.trusted_proxies.is_empty());
    assert_eq!(config.site.name, "1984");
    assert_eq!(config.log.format, LogFormat::Json);
    assert_eq!(config.database.synchronous, Synchronous::Full);
    assert!(matches!(config.database.url, DatabaseUrl::Postgres(_)));
}

#[test]
fn an_unknown_key_is_refused_by_name_with_the_nearest_real_one() {
    let refused = from_file("[server]\nbnd = \"127.0.0.1:1\"\n").unwrap_err().to_string();
    assert!(
        refused.contains("server.bnd") && refused.contains("did you mean server.bind?"),
        "{refused}"
    );
    let refused = from_file("[server]\nsynchronous = \"full\"\n").unwrap_err().to_string();
    assert!(refused.contains("did you mean database.synchronous?"), "{refused}");
    let refused = refusal(&[("server.wokers", "1")]);
    assert!(
        refused.contains("HOUSELIGHTS__SERVER__WOKERS") && refused.contains("server.workers"),
        "{refused}"
    );
    assert!(
        from_file("nonsense = 1\n")
            .unwrap_err()
            .to_string()
            .contains("nonsense")
    );
    assert!(from_file("server = 1\n").unwrap_err().to_string().contains("server"));
}

#[test]
fn nonsense_is_refused_with_the_name_of_its_key() {
    let cases = [
        ("server.bind", "localhost"),
        ("server.bind", "127.0.0.1:99999"),
        ("server.public_url", "reviews.example"),
        ("server.public_url", "https://reviews.example/blog"),
        ("server.public_url", "https://me:secret@reviews.example"),
        ("server.public_url", "https://reviews.example?x"),
        ("server.public_url", "https://reviews.example."),
        ("server.public_url", "http://reviews.example"),
        ("server.public_url", "ftp://reviews.example"),
        ("server.trusted_proxies", "10.0.0.0/8,10.0.0.300"),
        ("server.trusted_proxies", "0.0.0.0/0"),
        ("server.workers", "many"),
        ("server.workers", "-1"),
        ("site.name", "  "),
        ("site.name", "two\nlines"),
        ("site.language", "english please"),
        ("database.url", "mysql://db/films"),
        ("database.url", "data/houselights.sqlite"),
        ("database.url", "sqlite://"),
        ("database.url", "sqlite://:memory:"),
        ("database.url", "postgres://db"),
        ("database.synchronous", "off"),
        ("media.path", ""),
        ("media.max_bytes", "0"),
        ("media.max_pixels", "0"),
        ("federation.allow_private_networks", "10.0.0.0/33"),
        ("federation.allow_private_networks", "::/0"),
        ("federation.allow_insecure_http", "perhaps"),
        ("federation.publish_delay", "1000000"),
        ("federation.delivery_concurrency", "0"),
        ("federation.per_host_concurrency", "0"),
        ("federation.request_timeout", "0"),
        ("comments.akismet_url", "http://rest.akismet.com"),
        ("metadata.wikidata_url", "wikidata.org"),
        ("metadata.wikidata_url", "http://www.wikidata.org"),
        ("metadata.tmdb_url", "https://api.themoviedb.org/3"),
        ("metadata.tmdb_key", "two words"),
        ("accounts.session_days", "0"),
        ("accounts.sign_in_attempts", "0"),
        ("log.filter", "info,houselights=loud"),
        ("log.format", "xml"),
    ];
    for (key, value) in cases {
        let refused = refusal(&[(key, value)]);
        assert!(refused.contains(&format!("  {key}")), "{key} = {value}: {refused}");
    }
}

#[test]
fn all_semantic_problems_are_named_at_once() {
    let refused = refusal(&[("media.max_bytes", "0"), ("site.name", "")]);
    assert!(
        refused.contains("media.max_bytes") && refused.contains("site.name"),
        "{refused}"
    );
}

#[test]
fn insecure_http_is_refused_away_from_localhost_and_announced_on_it() {
    let refused = refusal(&[
        ("server.public_url", "https://reviews.example"),
        ("federation.allow_insecure_http", "true"),
    ]);
    assert!(refused.contains("federation.allow_insecure_http"), "{refused}");
    for url in [
        "http://localhost:8080",
        "http://127.0.0.2:9",
        "http://[::1]:9",
        "http://alpha.localhost:8081",
    ] {
        let config =
            Config::with_settings([("server.public_url", url), ("federation.allow_insecure_http", "true")]).unwrap();
        assert!(
            config
                .warnings()
                .iter()
                .any(|sentence| sentence.contains("allow_insecure_http"))
        );
    }
}

#[test]
fn the_public_url_is_normalised() {
    let config = Config::with_settings([("server.public_url", "HTTPS://Réviews.Example:443/")]).unwrap();
    assert_eq!(config.server.public_url.as_str(), "https://xn--rviews-bva.example/");
}

#[test]
fn the_database_password_is_never_shown() {
    for url in [
        "postgres://films:hunter2@db/films",
        "postgres://db/films?user=films&password=hunter2",
    ] {
        let config = Config::with_settings([("database.url", url)]).unwrap();
        let json = serde_json::to_string(&config).unwrap();
        for shown in [format!("{config:?}"), config.to_string(), json] {
            assert!(!shown.contains("hunter2") && shown.contains("***"), "{shown}");
        }
    }
    assert!(!refusal(&[("database.url", "postgres://films:hunter2@[db/films")]).contains("hunter2"));
}

#[test]
fn a_file_that_is_missing_or_is_not_toml_is_refused_by_name() {
    let missing = Config::load_from(Config::DEFAULT_TOML, Some(Path::new("/nowhere/h.toml")), []).unwrap_err();
    assert!(missing.to_string().contains("/nowhere/h.toml"));
    assert!(
        from_file("[server\n")
            .unwrap_err()
            .to_string()
            .contains("houselights.toml")
    );
}

#[test]
fn a_key_is_never_shown() {
    let config = Config::with_settings([("metadata.tmdb_key", "abcdef012345")]).unwrap();
    assert_eq!(config.metadata.tmdb_key.text(), "abcdef012345");
    for shown in [
        config.to_string(),
        format!("{config:?}"),
        serde_json::to_string(&config).unwrap(),
    ] {
        assert!(shown.contains("***") && !shown.contains("abcdef012345"), "{shown}");
    }
}

#[test]
fn mail_goes_out_encrypted_or_to_a_near_server_and_always_has_a_sender() {
    let with = |more: &[(&'static str, &'static str)]| {
        let mut all = vec![("mail.host", "smtp.example.org"), ("mail.from", "films@films.example")];
        all.extend(more);
        all
    };
    assert!(Config::with_settings(with(&[])).is_ok());
    for (key, value) in [
        ("mail.from", ""),
        ("mail.port", "0"),
        ("mail.tls", "none"),
        ("mail.tls", "perhaps"),
        ("mail.host", "smtp.example.org:587"),
        ("mail.host", "https://smtp.example.org"),
        ("mail.from_name", "Films\r\nBcc: x@y.example"),
    ] {
        let refused = refusal(&with(&[(key, value)]));
        assert!(
            refused.to_lowercase().contains(&key.replace('.', "__")) || refused.contains(key),
            "{refused}"
        );
    }
    assert!(refusal(&with(&[("mail.username", "films")])).contains("mail.password"));
    for near in ["localhost", "127.0.0.1", "::1"] {
        let config = Config::with_settings(with(&[("mail.host", near), ("mail.tls", "none")])).unwrap();
        assert!(config.warnings().iter().any(|said| said.contains("mail.tls")), "{near}");
    }
    let named = with(&[("mail.tls", "none"), ("mail.plain_networks", "172.18.0.0/16")]);
    assert!(Config::with_settings(named).is_ok());
    let secret = with(&[("mail.username", "films"), ("mail.password", "sesame")]);
    assert!(!Config::with_settings(secret).unwrap().to_string().contains("sesame"));
}
