//! Asking Wikidata, by the action API of MediaWiki. No key is needed; what it says is in the public domain (CC0).

use super::json;
use crate::domain::catalogue::wikidata::{candidates, described, found_ids, labels, named_in};
use crate::domain::catalogue::{Candidate, Described};
use crate::env::Net;
use http::HeaderMap;
use serde_json::Value;
use std::collections::BTreeMap;
use url::Url;

/// Items that a search gives.
const FOUND_MAX: &str = "12";
/// Items that may be read at one time.
const READ_MAX: usize = 50;

/// Wikidata, as this site asks it.
pub(super) struct Wikidata<'a> {
    net: &'a Net,
    origin: &'a Url,
    /// The languages in which a name is looked for, one after the other.
    languages: Vec<String>,
}

impl<'a> Wikidata<'a> {
    /// `language` is the site's, as a BCP 47 tag.
    pub(super) fn new(net: &'a Net, origin: &'a Url, language: &str) -> Self {
        let tag = language.to_lowercase();
        let short = tag.split('-').next().unwrap_or_default().to_owned();
        let mut languages: Vec<String> = Vec::new();
        // `mul` holds names that are the same in every language.
        for language in [tag, short, "mul".to_owned(), "en".to_owned()] {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        Self { net, origin, languages }
    }

    /// Films of that title.
    pub(super) async fn search(&self, title: &str) -> Result<Vec<Candidate>, String> {
        let language = self.languages.get(1).filter(|l| *l != "mul").or(self.languages.first());
        let language = language.map(String::as_str).unwrap_or("en");
        let question = [
            ("action", "wbsearchentities"),
            ("search", title),
            ("language", language),
            ("uselang", language),
            ("type", "item"),
            ("limit", FOUND_MAX),
        ];
        let ids = found_ids(&self.ask(&question).await?);
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let items = self.read(&ids, "labels|descriptions|claims").await?;
        Ok(candidates(&items, &ids, &self.languages))
    }

    /// What it says of one film; `None` when it has no such item.
    pub(super) async fn film(&self, id: &str) -> Result<Option<Described>, String> {
        let item = self.read(&[id.to_owned()], "labels|claims").await?;
        let named: Vec<String> = named_in(&item, id).into_iter().collect();
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for some in named.chunks(READ_MAX) {
            names.extend(labels(&self.read(some, "labels").await?, &self.languages));
        }
        Ok(described(&item, id, &names, &self.languages))
    }

    async fn read(&self, ids: &[String], parts: &str) -> Result<Value, String> {
        let (ids, languages) = (ids.join("|"), self.languages.join("|"));
        let question = [
            ("action", "wbgetentities"),
            ("ids", ids.as_str()),
            ("props", parts),
            ("languages", languages.as_str()),
        ];
        self.ask(&question).await
    }

    async fn ask(&self, question: &[(&str, &str)]) -> Result<Value, String> {
        let mut url = self.origin.join("/w/api.php").map_err(|error| error.to_string())?;
        url.query_pairs_mut()
            .extend_pairs(question)
            .append_pair("format", "json");
        let answer = json(self.net, url, HeaderMap::new())
            .await?
            .ok_or("there is no API at its address")?;
        match answer.pointer("/error/code").and_then(Value::as_str) {
            None => Ok(answer),
            // An item that was never there; one that was merged or deleted is marked as missing.
            Some("no-such-entity") => Ok(Value::Null),
            Some(code) => Err(format!(
                "it refused the request: {}",
                code.chars().take(60).collect::<String>()
            )),
        }
    }
}
