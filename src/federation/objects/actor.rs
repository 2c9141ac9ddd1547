//! Actors: `Person` and `Application`.

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::text::{plain, sanitize};
use crate::domain::whereabouts::{ALIASES, Whereabouts};
use crate::federation::objects::Misfit;
use crate::federation::vocab::incoming::{Object, Ref, host_of, same_host};
use crate::federation::vocab::outgoing::{Endpoints, Image, Person, PropertyValue, timestamp};
use crate::service::media::AVATAR_WIDTH;
use crate::service::remote::RemoteActor;
use crate::urls::Urls;
use activitypub_federation::protocol::public_key::PublicKey;
use url::Url;

/// The longest name shown of somebody elsewhere, in characters.
const NAME_MAX: usize = 100;

/// The document of a local actor, or of the instance actor.
pub fn to_person(actor: &Actor, whereabouts: &Whereabouts, urls: &Urls) -> Person {
    let is_instance = actor.uri == urls.instance_actor();
    let part = |name: &str| match is_instance {
        true => urls.at(&format!("/actor/{name}")),
        false => urls.actor_part(&actor.handle, name),
    };
    let icon = actor.avatar_media.as_ref().map(|media| Image {
        kind: "Image",
        media_type: "image/jpeg",
        url: urls.media(media, AVATAR_WIDTH, "jpg"),
        name: None,
        width: None,
        height: None,
        blurhash: None,
        focal_point: None,
    });
    let home = escape_link(urls.origin());
    let attachment = if is_instance {
        Vec::new()
    } else {
        vec![PropertyValue {
            kind: "PropertyValue",
            name: "Reviews".to_owned(),
            value: home,
        }]
    };
    Person {
        id: actor.uri.clone(),
        kind: actor.kind.as_str(),
        preferred_username: actor.handle.clone(),
        name: actor.display_name().to_owned(),
        summary: sanitize::with_absolute_links(&actor.summary, &urls.home()).into_string(),
        url: actor.url.clone(),
        inbox: actor.inbox.clone(),
        // Lemmy requires an outbox even of a program.
        outbox: part("outbox"),
        followers: (!is_instance).then(|| part("followers")),
        following: (!is_instance).then(|| part("following")),
        featured: (!is_instance).then(|| part("featured")),
        endpoints: Endpoints {
            shared_inbox: urls.shared_inbox(),
        },
        public_key: PublicKey {
            id: actor.public_key_id.clone(),
            owner: actor.uri.clone(),
            public_key_pem: actor.public_key_pem.clone(),
        },
        icon,
        attachment,
        published: timestamp(actor.created_at),
        manually_approves_followers: actor.manually_approves,
        discoverable: actor.discoverable,
        indexable: actor.indexable,
        also_known_as: whereabouts.also_known_as.clone(),
        moved_to: whereabouts.moved_to.clone(),
        attribution_domains: if is_instance {
            Vec::new()
        } else {
            attribution_domains(whereabouts, urls)
        },
    }
}

/// The hosts whose pages may name somebody as their author: those they chose, and this one in any case.
fn attribution_domains(whereabouts: &Whereabouts, urls: &Urls) -> Vec<String> {
    let own = urls.home().host_str().unwrap_or_default().to_owned();
    let others = whereabouts.attribution_domains.iter().filter(|host| **host != own);
    let others: Vec<String> = others.cloned().collect();
    std::iter::once(own).chain(others).collect()
}

fn escape_link(origin: &str) -> String {
    let shown = origin.split_once("://").map_or(origin, |(_, host)| host);
    format!(
        "<a href=\"{0}/\" rel=\"me\">{1}</a>",
        super::escape(origin),
        super::escape(shown)
    )
}

/// Reads an actor of another server. `handle_host` is the host of its handle where WebFinger proved one that is not the
/// host of its id.
///
/// # Errors
/// [`Misfit`] says what is missing or contradicts itself.
pub fn from_person(object: Object<'_>, handle_host: Option<&str>) -> Result<RemoteActor, Misfit> {
    let uri = object.id().ok_or(Misfit("the actor has no usable id"))?;
    let kind = object
        .type_()
        .and_then(ActorKind::parse)
        .ok_or(Misfit("the object is not an actor"))?;
    // Only the instance actors of some servers come without a name of their own.
    let handle = object
        .text("preferredUsername")
        .filter(|text| is_name(text, kind))
        .map(ToOwned::to_owned)
        .or_else(|| (kind == ActorKind::Application).then(|| host_of(&uri)))
        .ok_or(Misfit("the actor has no preferredUsername"))?;
    let inbox = object.url("inbox").ok_or(Misfit("the actor has no inbox"))?;
    let shared_inbox = object
        .objects("endpoints")
        .next()
        .and_then(|endpoints| endpoints.url("sharedInbox"))
        .or_else(|| object.url("sharedInbox"));
    let (public_key_id, public_key_pem) = key_of(object, &uri)?;
    let name = object
        .text("name")
        .map(|text| plain::one_line(&plain::from_html(text), NAME_MAX));
    let summary = object.natural("summary").map(|(text, _)| text).unwrap_or_default();
    let flag = |key: &str| object.flag(key).unwrap_or(false);
    Ok(RemoteActor {
        handle,
        host: handle_host.map_or_else(|| host_of(&uri), ToOwned::to_owned),
        kind,
        name: name.unwrap_or_default(),
        summary: sanitize::remote_html(summary, Some(&uri)),
        url: object
            .page()
            .filter(|page| same_host(page, &uri))
            .unwrap_or_else(|| uri.clone()),
        // A shared inbox elsewhere would let an actor turn our deliveries for others against a third server.
        shared_inbox: shared_inbox.filter(|shared| same_host(shared, &inbox)),
        inbox,
        followers_url: object.url("followers").filter(|followers| same_host(followers, &uri)),
        public_key_id,
        public_key_pem,
        avatar_url: object.image("icon"),
        manually_approves: flag("manuallyApprovesFollowers"),
        discoverable: flag("discoverable"),
        indexable: flag("indexable"),
        born_at: object.time("published"),
        also_known_as: object.urls("alsoKnownAs").into_iter().take(ALIASES).collect(),
        moved_to: object.url("movedTo").filter(|target| *target != uri),
        uri,
    })
}

/// Can it stand before the @ of a handle? Servers differ in what they allow, but none of them allows what would make a handle or a
/// path mean something else.
fn is_name(text: &str, kind: ActorKind) -> bool {
    let fits = |c: char| match c {
        // The name of a server's own actor is often its host.
        ':' => kind == ActorKind::Application,
        c => c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '~' | '+'),
    };
    text.chars().count() <= 128 && text.chars().all(fits) && text.chars().any(char::is_alphanumeric)
}

/// The key that signs for an actor: it must name the actor as its owner and live on the actor's server.
fn key_of(object: Object<'_>, uri: &Url) -> Result<(String, String), Misfit> {
    for key in object.objects("publicKey") {
        let (Some(id), Some(pem)) = (key.id(), key.text("publicKeyPem")) else {
            continue;
        };
        let owned = key.url("owner").is_none_or(|owner| owner == *uri);
        if owned && same_host(&id, uri) && pem.len() <= 16 * 1024 {
            return Ok((id.to_string(), pem.to_owned()));
        }
    }
    Err(Misfit("the actor has no public key of its own"))
}

/// A key as an actor publishes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublishedKey {
    /// `publicKeyPem` of a `publicKey`.
    Pem(String),
    /// `publicKeyMultibase` of a `Multikey` (FEP-521a).
    Multibase(String),
}

/// The most keys of one actor that are looked at.
const KEYS_MAX: usize = 8;

/// The keys that an actor's document lists as its own, by id: those of `publicKey`, and the Multikeys of `assertionMethod`. One
/// that stands there by its id only counts when it is the document `fetched` from that id.
pub fn published_keys(object: Object<'_>, uri: &Url, fetched: Option<Object<'_>>) -> Vec<(String, PublishedKey)> {
    let mut keys = Vec::new();
    for key in object.objects("publicKey").take(KEYS_MAX) {
        let (Some(id), Some(pem)) = (key.id(), key.text("publicKeyPem")) else {
            continue;
        };
        let owned = key.url("owner").is_none_or(|owner| owner == *uri);
        if owned && same_host(&id, uri) && pem.len() <= 16 * 1024 {
            keys.push((id.to_string(), PublishedKey::Pem(pem.to_owned())));
        }
    }
    for reference in object.refs("assertionMethod").take(KEYS_MAX) {
        let key = match &reference {
            Ref::Embedded(key) => Some(*key),
            Ref::Id(id) => fetched.filter(|key| key.id().as_ref() == Some(id)),
        };
        let Some(key) = key else { continue };
        let (Some(id), Some(text)) = (key.id(), key.text("publicKeyMultibase")) else {
            continue;
        };
        let controlled = key.url("controller").is_some_and(|controller| controller == *uri);
        if key.type_() == Some("Multikey") && controlled && same_host(&id, uri) {
            keys.push((id.to_string(), PublishedKey::Multibase(text.to_owned())));
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::objects::samples;
    use crate::federation::vocab::context;
    use crate::federation::vocab::incoming::Document;
    use serde_json::{Value, json};

    fn read(value: &Value) -> Result<RemoteActor, Misfit> {
        from_person(Document::parse(value.to_string().as_bytes()).unwrap().object(), None)
    }

    #[test]
    fn a_reviewer_is_a_person_with_everything_peers_look_for() {
        let urls = samples::urls();
        let person = context::of_actor(to_person(&samples::mara(), &Whereabouts::default(), &urls));
        insta::assert_json_snapshot!(person);
    }

    #[test]
    fn the_instance_actor_is_an_application_without_followers() {
        let urls = samples::urls();
        let json = serde_json::to_value(to_person(&samples::instance(), &Whereabouts::default(), &urls)).unwrap();
        assert_eq!(json["type"], "Application");
        assert_eq!(json["outbox"], "https://films.example/actor/outbox");
        assert!(json.get("followers").is_none());
    }

    #[test]
    fn what_we_write_reads_back() {
        let urls = samples::urls();
        let json = serde_json::to_value(context::of_actor(to_person(
            &samples::mara(),
            &Whereabouts::default(),
            &urls,
        )))
        .unwrap();
        let actor = read(&json).unwrap();
        assert_eq!(actor.handle, "mara");
        assert_eq!(actor.host, "films.example");
        assert_eq!(actor.shared_inbox, Some(urls.shared_inbox()));
        assert_eq!(actor.public_key_id, urls.actor_key("mara"));
    }

    #[test]
    fn a_key_that_belongs_to_somebody_else_is_no_key() {
        let mut json = samples::remote_person_json("https://other.example/users/ivo");
        assert!(read(&json).is_ok());
        json["publicKey"]["owner"] = json!("https://other.example/users/eve");
        assert!(read(&json).is_err());
        json["publicKey"]["owner"] = json!("https://other.example/users/ivo");
        json["publicKey"]["id"] = json!("https://evil.example/key");
        assert!(read(&json).is_err());
    }

    #[test]
    fn keys_are_listed_when_they_are_the_actors_own_and_on_its_server() {
        let ivo = "https://other.example/users/ivo";
        let mut json = samples::remote_person_json(ivo);
        let multikey = |id: &str, controller: &str| json!({"id": id, "type": "Multikey", "controller": controller, "publicKeyMultibase": "z6Mk"});
        json["assertionMethod"] = json!([
            multikey(&format!("{ivo}#ed25519"), ivo),
            multikey("https://evil.example/key", ivo),
            multikey(&format!("{ivo}#of-eve"), "https://other.example/users/eve"),
            format!("{ivo}/keys/1"),
        ]);
        let document = Document::parse(json.to_string().as_bytes()).unwrap();
        let uri = Url::parse(ivo).unwrap();
        let ids = |fetched: Option<Object<'_>>| -> Vec<String> {
            let listed = published_keys(document.object(), &uri, fetched);
            listed.into_iter().map(|(id, _)| id.replace(ivo, "")).collect()
        };
        assert_eq!(ids(None), ["#main-key", "#ed25519"]);
        let apart = multikey(&format!("{ivo}/keys/1"), ivo);
        let apart = Document::parse(apart.to_string().as_bytes()).unwrap();
        assert_eq!(ids(Some(apart.object())), ["#main-key", "#ed25519", "/keys/1"]);
        let other = multikey(&format!("{ivo}/keys/2"), ivo);
        let other = Document::parse(other.to_string().as_bytes()).unwrap();
        assert_eq!(ids(Some(other.object())).len(), 2);
    }

    #[test]
    fn a_shared_inbox_on_a_third_server_is_ignored() {
        let mut json = samples::remote_person_json("https://other.example/users/ivo");
        json["endpoints"] = json!({"sharedInbox": "https://victim.example/inbox"});
        assert_eq!(read(&json).unwrap().shared_inbox, None);
    }

    #[test]
    fn names_lose_markup_and_tricks() {
        let mut json = samples::remote_person_json("https://other.example/users/ivo");
        json["name"] = json!("Ivo\u{202E} <b>Example</b>\n\n");
        json["summary"] = json!("<p onclick=x()>Hi</p><script>alert(1)</script>");
        let actor = read(&json).unwrap();
        assert_eq!(actor.name, "Ivo Example");
        assert!(!actor.summary.as_str().contains("script") && !actor.summary.as_str().contains("onclick"));
    }

    #[test]
    fn other_accounts_are_read_in_every_shape_and_said_again() {
        let mut json = samples::remote_person_json("https://other.example/users/ivo");
        let old = "https://old.example/users/ivo";
        for shape in [
            json!(old),
            json!([old, null]),
            json!({"id": old}),
            json!([{"id": old, "type": "Person"}]),
        ] {
            json["alsoKnownAs"] = shape.clone();
            json["movedTo"] = shape;
            let actor = read(&json).unwrap();
            assert_eq!(actor.also_known_as, [Url::parse(old).unwrap()]);
            assert_eq!(actor.moved_to.unwrap().as_str(), old);
        }
        json["movedTo"] = json["id"].clone();
        json["alsoKnownAs"] = json!(["acct:ivo@old.example", 7]);
        let actor = read(&json).unwrap();
        assert_eq!((actor.moved_to, actor.also_known_as), (None, Vec::new()));

        let whereabouts = Whereabouts {
            also_known_as: vec![Url::parse(old).unwrap()],
            moved_to: Some(Url::parse("https://new.example/users/mara").unwrap()),
            attribution_domains: vec!["blog.example".to_owned(), "films.example".to_owned()],
            ..Whereabouts::default()
        };
        let json = serde_json::to_value(to_person(&samples::mara(), &whereabouts, &samples::urls())).unwrap();
        assert_eq!(json["alsoKnownAs"], json!([old]));
        assert_eq!(json["movedTo"], "https://new.example/users/mara");
        assert_eq!(json["attributionDomains"], json!(["films.example", "blog.example"]));
    }
}
