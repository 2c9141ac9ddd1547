//! Reading and merging the three layers, and the errors of doing so.

use std::{collections::BTreeMap, error::Error, fmt, path::Path};

use config::{Config as Layered, ConfigError as LayerError, File, FileFormat, Source, Value, ValueKind};
use serde::de::DeserializeOwned;

const PREFIX: &str = "HOUSELIGHTS__";

/// The configuration cannot be used; the server does not start. Displays one line per problem.
#[derive(Debug)]
pub struct ConfigError {
    pub problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Dotted key, such as `server.bind`, when the problem belongs to one.
    pub key: Option<String>,
    /// What is wrong and what to do, reading on from the key.
    pub message: String,
}

impl Problem {
    pub(super) fn of(key: &str, message: impl Into<String>) -> Self {
        Self {
            key: Some(key.to_owned()),
            message: message.into(),
        }
    }

    fn general(message: String) -> Self {
        Self { key: None, message }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key {
            Some(key) => write!(f, "{key}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the configuration cannot be used:")?;
        for problem in &self.problems {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}

impl Error for ConfigError {}

impl From<Vec<Problem>> for ConfigError {
    fn from(problems: Vec<Problem>) -> Self {
        Self { problems }
    }
}

impl From<Problem> for ConfigError {
    fn from(problem: Problem) -> Self {
        Self {
            problems: vec![problem],
        }
    }
}

/// A setting given by an environment variable.
pub(super) struct Override {
    variable: String,
    key: String,
    text: String,
}

/// Keeps the variables that begin with `HOUSELIGHTS__`; `HOUSELIGHTS__SERVER__BIND` is the key `server.bind`.
pub(super) fn from_environment(env: impl IntoIterator<Item = (String, String)>) -> Vec<Override> {
    env.into_iter()
        .filter_map(|(variable, text)| {
            let key = variable.strip_prefix(PREFIX)?.to_ascii_lowercase().replace("__", ".");
            Some(Override { variable, key, text })
        })
        .collect()
}

/// The environment variable of a dotted key.
pub(super) fn variable_of(key: &str) -> String {
    format!("{PREFIX}{}", key.to_ascii_uppercase().replace('.', "__"))
}

/// Merges the layers, in rising order of precedence, and reads them as `T`.
pub(super) fn merge<T: DeserializeOwned>(
    default_toml: &str,
    file: Option<&Path>,
    overrides: Vec<Override>,
) -> Result<T, ConfigError> {
    let (default_layer, known) =
        parse(default_toml).map_err(|why| Problem::general(format!("the built-in defaults: {why}")))?;
    let mut builder = Layered::builder().add_source(default_layer);

    if let Some(path) = file {
        let text = std::fs::read_to_string(path).map_err(|error| {
            Problem::general(format!(
                "{}: the configuration file cannot be read ({error})",
                path.display()
            ))
        })?;
        let (layer, found) = parse(&text).map_err(|why| Problem::general(format!("{}: {why}", path.display())))?;
        let strays: Vec<Problem> = found
            .keys()
            .filter(|key| !known.contains_key(*key))
            .map(|key| unknown(key, &format!("in {}", path.display()), &known))
            .collect();
        if !strays.is_empty() {
            return Err(strays.into());
        }
        builder = builder.add_source(layer);
    }

    let mut strays = Vec::new();
    for Override { variable, key, text } in overrides {
        let Some(default) = known.get(&key) else {
            strays.push(unknown(
                &key,
                &format!("in the environment variable {variable}"),
                &known,
            ));
            continue;
        };
        let value = match default {
            ValueKind::Array(_) => {
                let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
                ValueKind::Array(items.map(|item| Value::new(Some(&variable), item.to_owned())).collect())
            }
            _ => ValueKind::String(text),
        };
        builder = builder
            .set_override(&key, Value::new(Some(&variable), value))
            .map_err(|error| Problem::of(&key, error.to_string()))?;
    }
    if !strays.is_empty() {
        return Err(strays.into());
    }

    let merged = builder.build().map_err(|error| problem_of(&error))?;
    merged.try_deserialize().map_err(|error| problem_of(&error).into())
}

/// Parses one TOML layer and lists its keys in dotted form.
fn parse(text: &str) -> Result<(Layered, BTreeMap<String, ValueKind>), String> {
    let layer = Layered::builder()
        .add_source(File::from_str(text, FileFormat::Toml))
        .build()
        .map_err(|error| format!("is not valid TOML: {error}"))?;
    let mut keys = BTreeMap::new();
    for (name, value) in layer.collect().map_err(|error| error.to_string())? {
        flatten(name, value.kind, &mut keys);
    }
    Ok((layer, keys))
}

fn flatten(key: String, value: ValueKind, keys: &mut BTreeMap<String, ValueKind>) {
    match value {
        ValueKind::Table(table) => {
            for (name, value) in table {
                flatten(format!("{key}.{name}"), value.kind, keys);
            }
        }
        value => {
            keys.insert(key, value);
        }
    }
}

fn unknown(key: &str, place: &str, known: &BTreeMap<String, ValueKind>) -> Problem {
    let last = |key: &str| key.rsplit('.').next().unwrap_or_default().to_owned();
    // The same word in another section first, then the nearest spelling.
    let near = known.keys().find(|candidate| last(candidate) == last(key)).or_else(|| {
        known
            .keys()
            .min_by_key(|candidate| distance(candidate, key))
            .filter(|near| distance(near, key) <= 3)
    });
    let advice = match near {
        Some(near) => format!("did you mean {near}?"),
        None => "config/default.toml lists every setting".to_owned(),
    };
    Problem::of(key, format!("there is no such setting ({place}); {advice}"))
}

/// Levenshtein distance, in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut last = i + 1;
        let mut next = vec![last];
        for ((y, above), above_left) in b.iter().zip(row.iter().skip(1)).zip(&row) {
            last = (above_left + usize::from(x != *y)).min(above + 1).min(last + 1);
            next.push(last);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// Turns an error of the `config` crate, which knows the key but words it for programmers, into ours.
fn problem_of(error: &LayerError) -> Problem {
    match error {
        LayerError::Type {
            unexpected,
            expected,
            key,
            origin,
        } => {
            let place = origin
                .as_deref()
                .map(|origin| format!(" (from {origin})"))
                .unwrap_or_default();
            Problem {
                key: key.clone(),
                message: format!("must be {expected}, but is {unexpected}{place}"),
            }
        }
        LayerError::At { error, key, .. } => match problem_of(error) {
            Problem { key: None, message } => Problem {
                key: key.clone(),
                message,
            },
            inner => inner,
        },
        LayerError::NotFound(key) => Problem::of(key, "is missing"),
        other => Problem::general(other.to_string()),
    }
}
