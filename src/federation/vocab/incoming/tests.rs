use super::*;
use serde_json::json;

fn read(value: &Value) -> Document {
    Document::parse(value.to_string().as_bytes()).unwrap()
}

#[test]
fn a_field_may_come_in_every_shape() {
    let url = Url::parse("https://a.example/1").unwrap();
    for shape in [
        json!("https://a.example/1"),
        json!(["https://a.example/1"]),
        json!([null, {"id": "https://a.example/1", "type": "Person"}]),
        json!({"id": "https://a.example/1"}),
        json!({"type": "Link", "href": "https://a.example/1"}),
    ] {
        let doc = read(&json!({ "actor": shape }));
        assert_eq!(doc.object().url("actor"), Some(url.clone()), "{doc:?}");
    }
    for shape in [
        json!(null),
        json!(7),
        json!([]),
        json!({}),
        json!("javascript:1"),
        json!("https://u:p@a.example/"),
    ] {
        let doc = read(&json!({ "actor": shape }));
        assert_eq!(doc.object().url("actor"), None, "{doc:?}");
    }
}

#[test]
fn public_has_three_spellings_and_lives_in_to_or_cc() {
    for spelling in ["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"] {
        assert!(read(&json!({ "to": spelling })).object().is_public_in("to"));
        assert!(
            read(&json!({ "cc": ["https://a.example/f", spelling] }))
                .object()
                .is_public_in("cc")
        );
    }
    assert!(
        !read(&json!({ "to": ["https://www.w3.org/ns/activitystreams#public"] }))
            .object()
            .is_public_in("to")
    );
}

#[test]
fn the_text_takes_the_language_of_its_map() {
    let doc = read(&json!({"content": "Guten Tag", "contentMap": {"en": "Good day", "de": "Guten Tag"}}));
    assert_eq!(doc.object().natural("content"), Some(("Guten Tag", Some("de"))));
    let doc = read(&json!({"contentMap": {"pt-BR": "Bom dia"}}));
    assert_eq!(doc.object().natural("content"), Some(("Bom dia", Some("pt-BR"))));
}

#[test]
fn an_embedded_object_needs_a_type() {
    let doc = read(&json!({"object": {"type": "Note", "id": "https://a.example/n"}}));
    assert!(doc.object().object("object").unwrap().embedded().is_some());
    let doc = read(&json!({"object": {"id": "https://a.example/n"}}));
    assert!(doc.object().object("object").unwrap().embedded().is_none());
}

#[test]
fn hostile_documents_are_refused_with_a_reason() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(Document::parse(deep.as_bytes()), Err(Unreadable::TooDeep));
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(40), "]".repeat(40));
    assert_eq!(Document::parse(deep.as_bytes()), Err(Unreadable::TooDeep));
    let tags: Vec<Value> = (0..100_000).map(|i| json!(i)).collect();
    assert_eq!(
        Document::parse(json!({ "tag": tags }).to_string().as_bytes()),
        Err(Unreadable::TooMany)
    );
    assert_eq!(Document::parse(b"[]"), Err(Unreadable::NotAnObject));
    assert_eq!(Document::parse(b"<html>"), Err(Unreadable::NotJson));
    assert_eq!(Document::parse(b"{\"@graph\":[]}"), Err(Unreadable::LinkedDataTricks));
    assert_eq!(Document::parse(&vec![b' '; MAX_BYTES + 1]), Err(Unreadable::TooLong));
}

#[test]
fn hosts_are_compared_with_scheme_and_port() {
    let url = |text| Url::parse(text).unwrap();
    assert!(same_host(&url("https://A.example/x"), &url("https://a.example.:443/y")));
    assert!(!same_host(
        &url("http://127.0.0.1:4001/"),
        &url("http://127.0.0.1:4002/")
    ));
    assert!(!same_host(&url("https://a.example/"), &url("http://a.example/")));
    assert_eq!(host_of(&url("https://A.example:8443/x")), "a.example:8443");
}

#[test]
fn times_without_a_zone_are_utc() {
    let doc = read(
        &json!({"a": "2024-05-01T10:00:00Z", "b": "2024-05-01T10:00:00.000000", "c": "2024-05-01T12:00:00+02:00", "d": "soon"}),
    );
    let doc = doc.object();
    assert!(doc.time("a").is_some());
    assert_eq!(doc.time("a"), doc.time("b"));
    assert_eq!(doc.time("a"), doc.time("c"));
    assert_eq!(doc.time("d"), None);
}

#[test]
fn what_a_database_cannot_keep_is_taken_out() {
    let doc = read(&json!({"type": "Cre\u{0}ate", "object": {"content": ["a\u{0}b"]}}));
    assert_eq!(doc.object().type_(), Some("Create"));
    let object = doc.object().object("object").unwrap();
    assert!(matches!(object, Ref::Embedded(o) if o.text("content") == Some("ab")));
    // Three hundred letters that take nine bytes each once they are normalised.
    assert_eq!(web_url(&format!("https://a.example/{}", "映".repeat(300))), None);
    assert!(web_url(&format!("https://a.example/{}", "映".repeat(100))).is_some());
}
