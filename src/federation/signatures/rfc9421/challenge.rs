//! What a server asks of the next signature (`Accept-Signature`, section 5 of RFC 9421). Fedify asks for a nonce where its owner wants
//! every signature to be used only once, and then takes none without (`inboxChallengePolicy`, Fedify 2.1 and later).

use super::components::{self, Component};
use super::{Algorithm, CONTENT_DIGEST, dictionary, text};
use http::header;
use sfv::{BareItem, Key, ListEntry, Parameters};

/// What is asked of one signature.
#[derive(Clone, Debug, PartialEq)]
pub struct Challenge {
    pub(super) label: Key,
    pub(super) components: Vec<Component>,
    pub(super) nonce: Option<String>,
    pub(super) tag: Option<String>,
    pub(super) expires: bool,
}

impl Challenge {
    /// The first signature asked for that can be made with our RSA key of that id for a POST. `None` when there is none.
    #[must_use]
    pub fn read(accept_signature: &str, key_id: &str) -> Option<Self> {
        let wanted = dictionary(accept_signature).ok()?;
        wanted
            .iter()
            .find_map(|(label, entry)| Self::of(label.clone(), entry, key_id))
    }

    fn of(label: Key, entry: &ListEntry, key_id: &str) -> Option<Self> {
        let ListEntry::InnerList(list) = entry else {
            return None;
        };
        let components = components::read(list).ok()?;
        let ours = |component: &Component| match component {
            Component::Header(name) => name == header::DATE.as_str() || name == CONTENT_DIGEST.as_str(),
            _ => true,
        };
        let suits =
            |name, value: &str| text(&list.params, name).map(|wanted| wanted.is_none_or(|wanted| wanted == value));
        let fits = components.iter().all(ours)
            && suits("keyid", key_id) == Ok(true)
            && suits("alg", Algorithm::RsaSha256.registered_name()) == Ok(true);
        fits.then(|| Self {
            label,
            components,
            nonce: said(&list.params, "nonce"),
            tag: said(&list.params, "tag"),
            expires: list.params.get("expires") == Some(&BareItem::Boolean(true)),
        })
    }
}

fn said(parameters: &Parameters, name: &str) -> Option<String> {
    text(parameters, name).ok().flatten().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::{RequestHead, authority, parse, sign};
    use super::*;
    use crate::env::keys::generate;
    use crate::federation::signatures::{SigningKey, VerifyingKey};
    use chrono::{TimeZone, Utc};
    use http::Method;
    use url::Url;

    const KEY_ID: &str = "https://films.example/users/mara#main-key";

    #[test]
    fn what_fedify_asks_for_is_answered_with_its_label_and_nonce_and_verified() {
        let asked = r#"sig7=("@method" "@path" "content-digest" "date");created;nonce="b1 \"x\"";tag="inbox";expires"#;
        let challenge = Challenge::read(asked, KEY_ID).unwrap();
        let (pair, now) = (
            generate().unwrap(),
            Utc.with_ymd_and_hms(2026, 11, 22, 12, 0, 0).unwrap(),
        );
        let url = Url::parse("https://ferry.example/inbox?x=1").unwrap();
        let key = SigningKey::from_pem(&pair.private_pem).unwrap();
        let signed = sign(&key, KEY_ID, &Method::POST, &url, Some(b"{}"), now, Some(&challenge)).unwrap();
        let headers: Vec<(&str, &str)> = signed.iter().map(|(n, v)| (n.as_str(), v.to_str().unwrap())).collect();
        let input = headers.iter().find(|(name, _)| *name == "signature-input").unwrap().1;
        // Ours first, whatever is asked: a signature over less could be used elsewhere.
        let covered = r#"sig7=("@method" "@target-uri" "@authority" "content-digest" "@path" "date")"#;
        assert!(input.starts_with(covered), "{input}");
        for parameter in [r#";nonce="b1 \"x\"""#, r#";tag="inbox""#, ";expires=1795349100"] {
            assert!(input.contains(parameter), "{parameter} in {input}");
        }
        let head = RequestHead {
            method: &Method::POST,
            path_and_query: "/inbox?x=1",
            origin: "https://ferry.example",
            host: &authority(&url),
            headers: &headers,
            body: Some(b"{}"),
        };
        let verifying = VerifyingKey::from_pem(&pair.public_pem).unwrap();
        parse(&head, now).unwrap().check(&verifying).unwrap();
    }

    #[test]
    fn what_cannot_be_done_is_passed_over() {
        let label = |header: &str| Challenge::read(header, KEY_ID).map(|challenge| challenge.label.as_str().to_owned());
        let good = r#"ok=("@method");nonce="1""#;
        for other in [
            r#"a=("@status")"#,
            r#"a=("x-invented")"#,
            r#"a=("@query-param";name="x")"#,
            r#"a=("@method");alg="ed25519""#,
            r#"a=("@method");keyid="https://films.example/users/ivo#main-key""#,
            r#"a=("@method");keyid=7"#,
            "a=1",
        ] {
            assert_eq!(label(&format!("{other}, {good}")).as_deref(), Some("ok"), "{other}");
            assert_eq!(label(other), None, "{other}");
        }
        for broken in [
            "",
            "a",
            "a=(",
            "\u{e9}",
            &format!("a=(\"@method\");nonce=\"{}\"", "n".repeat(9_000)),
        ] {
            assert_eq!(label(broken), None, "{broken}");
        }
        let ours = format!(r#"a=("@method");alg="rsa-v1_5-sha256";keyid="{KEY_ID}""#);
        assert_eq!(label(&ours).as_deref(), Some("a"));
    }
}
