//! Asking TMDB, by version 3 of its API and with the key of whoever runs the site.

use super::json;
use crate::domain::catalogue::tmdb::{candidates, described};
use crate::domain::catalogue::{Candidate, Described};
use crate::env::Net;
use http::{HeaderMap, HeaderValue, header};
use serde_json::Value;
use url::Url;

/// TMDB, as this site asks it.
pub(super) struct Tmdb<'a> {
    net: &'a Net,
    origin: &'a Url,
    key: &'a str,
    language: &'a str,
}

impl<'a> Tmdb<'a> {
    /// `language` is the site's, as a BCP 47 tag.
    pub(super) fn new(net: &'a Net, origin: &'a Url, key: &'a str, language: &'a str) -> Self {
        Self {
            net,
            origin,
            key,
            language,
        }
    }

    /// Films of that title; a year leaves out the others.
    pub(super) async fn search(&self, title: &str, year: Option<i32>) -> Result<Vec<Candidate>, String> {
        let year = year.map(|year| year.to_string());
        let mut question = vec![("query", title), ("include_adult", "false")];
        question.extend(year.as_deref().map(|year| ("year", year)));
        let answer = self.ask("/3/search/movie", &question).await?;
        Ok(answer.as_ref().map(candidates).unwrap_or_default())
    }

    /// What it says of one film; `None` when it has none of that number.
    pub(super) async fn film(&self, id: &str) -> Result<Option<Described>, String> {
        let question = [("append_to_response", "credits,external_ids")];
        let answer = self.ask(&format!("/3/movie/{id}"), &question).await?;
        Ok(answer.as_ref().and_then(described))
    }

    async fn ask(&self, path: &str, question: &[(&str, &str)]) -> Result<Option<Value>, String> {
        let mut url = self.origin.join(path).map_err(|error| error.to_string())?;
        url.query_pairs_mut()
            .extend_pairs(question)
            .append_pair("language", self.language);
        let mut headers = HeaderMap::new();
        // There are two kinds of keys: the long ones of version 4 have dots in them and stand in a header.
        if self.key.contains('.') {
            let value = HeaderValue::from_str(&format!("Bearer {}", self.key));
            let mut value = value.map_err(|_| "its key holds characters that no key has".to_owned())?;
            value.set_sensitive(true);
            headers.insert(header::AUTHORIZATION, value);
        } else {
            url.query_pairs_mut().append_pair("api_key", self.key);
        }
        json(self.net, url, headers).await
    }
}
