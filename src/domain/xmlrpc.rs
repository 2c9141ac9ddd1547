//! XML-RPC as far as pingbacks need it: one call with text parameters in, a text or a fault out.
//!
//! The reader is quick-xml's stream of events: no document type is accepted, and no entity but the five of XML itself is
//! expanded, so a body is never larger than it is sent.

use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesRef, Event};

/// The longest call, in bytes.
pub const CALL_MAX: usize = 16 * 1024;
/// The most parameters that are read.
const PARAMETERS: usize = 8;

/// A call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Name of the method.
    pub method: String,
    /// The parameters that are texts, in order.
    pub parameters: Vec<String>,
}

/// Why a body is no call. The texts go to the sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoCall {
    /// Not well-formed.
    #[error("the body is not well-formed XML")]
    NotXml,
    /// A document type or an entity of its own.
    #[error("document types and entities are not accepted")]
    Entities,
    /// XML, but no `methodCall` with a `methodName`.
    #[error("the body is not an XML-RPC call")]
    NotACall,
}

/// Reads a call.
///
/// # Errors
/// [`NoCall`].
pub fn parse_call(body: &[u8]) -> Result<Call, NoCall> {
    let text = std::str::from_utf8(body).map_err(|_| NoCall::NotXml)?;
    let mut reader = Reader::from_str(text);
    let mut path: Vec<String> = Vec::new();
    let mut words = String::new();
    let mut call = Call {
        method: String::new(),
        parameters: Vec::new(),
    };
    // A value may hold its text directly or in <string>; the innermost counts.
    let mut value: Option<String> = None;
    loop {
        match reader.read_event().map_err(|_| NoCall::NotXml)? {
            Event::Start(tag) => {
                if path.len() >= 16 {
                    return Err(NoCall::NotACall);
                }
                path.push(tag.local_name().as_ref().to_owned());
                words.clear();
            }
            Event::End(_) => {
                let Some(element) = path.pop() else {
                    return Err(NoCall::NotXml);
                };
                let below: Vec<&str> = path.iter().map(String::as_str).collect();
                match (element.as_str(), below.as_slice()) {
                    ("methodName", ["methodCall"]) => words.trim().clone_into(&mut call.method),
                    ("string", ["methodCall", "params", "param", "value"]) => value = Some(std::mem::take(&mut words)),
                    ("value", ["methodCall", "params", "param"]) => {
                        let text = value.take().unwrap_or_else(|| std::mem::take(&mut words));
                        if call.parameters.len() < PARAMETERS {
                            call.parameters.push(text.trim().to_owned());
                        }
                    }
                    _ => {}
                }
                words.clear();
            }
            Event::Text(part) => words.push_str(&part),
            Event::CData(part) => words.push_str(&part),
            Event::GeneralRef(reference) => words.push_str(&resolved(&reference)?),
            Event::DocType(_) => return Err(NoCall::Entities),
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if !path.is_empty() {
        return Err(NoCall::NotXml);
    }
    if call.method.is_empty() {
        return Err(NoCall::NotACall);
    }
    Ok(call)
}

fn resolved(reference: &BytesRef<'_>) -> Result<String, NoCall> {
    if let Some(character) = reference.resolve_char_ref().map_err(|_| NoCall::NotXml)? {
        return Ok(character.to_string());
    }
    resolve_predefined_entity(reference)
        .map(ToOwned::to_owned)
        .ok_or(NoCall::Entities)
}

/// The answer to a call that was carried out.
pub fn success(words: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<methodResponse><params><param><value><string>{}</string></value></param></params></methodResponse>\n",
        escape(words)
    )
}

/// The answer to a call that was not.
pub fn fault(code: i32, words: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<methodResponse><fault><value><struct>\
         <member><name>faultCode</name><value><int>{code}</int></value></member>\
         <member><name>faultString</name><value><string>{}</string></value></member>\
         </struct></value></fault></methodResponse>\n",
        escape(words)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ping(parameters: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><methodCall><methodName>pingback.ping</methodName><params>{parameters}</params></methodCall>"
        )
    }

    #[test]
    fn a_ping_reads_as_wordpress_and_others_write_it() {
        let want = Call {
            method: "pingback.ping".to_owned(),
            parameters: vec!["https://a.example/?p=1&x=2".to_owned(), "https://b.example/".to_owned()],
        };
        for parameters in [
            "<param><value><string>https://a.example/?p=1&amp;x=2</string></value></param>\n <param><value><string>https://b.example/</string></value></param>",
            "<param><value>https://a.example/?p=1&#38;x=2</value></param><param><value> https://b.example/ </value></param>",
            "<param><value><string><![CDATA[https://a.example/?p=1&x=2]]></string></value></param><param><value>\n<string>https://b.example/</string>\n</value></param>",
        ] {
            assert_eq!(
                parse_call(ping(parameters).as_bytes()).as_ref(),
                Ok(&want),
                "{parameters}"
            );
        }
    }

    #[test]
    fn entities_and_document_types_are_refused_and_never_expanded() {
        let laughs = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]>\
                      <methodCall><methodName>&lol2;</methodName></methodCall>";
        assert_eq!(parse_call(laughs.as_bytes()), Err(NoCall::Entities));
        let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><methodCall><methodName>&x;</methodName></methodCall>";
        assert_eq!(parse_call(outside.as_bytes()), Err(NoCall::Entities));
        assert_eq!(
            parse_call(ping("<param><value>&x;</value></param>").as_bytes()),
            Err(NoCall::Entities)
        );
    }

    #[test]
    fn what_is_no_call_is_refused() {
        for body in ["", "<a/>", "<methodCall></methodCall>", "pingback.ping"] {
            assert_eq!(parse_call(body.as_bytes()), Err(NoCall::NotACall), "{body}");
        }
        for body in ["<methodCall>", "<methodCall></a></methodCall>", "<a", "\u{1}<"] {
            assert!(parse_call(body.as_bytes()).is_err(), "{body}");
        }
        assert_eq!(parse_call(&[0xff, 0xfe]), Err(NoCall::NotXml));
        assert!(parse_call("<a>".repeat(2_000).as_bytes()).is_err());
    }

    #[test]
    fn answers_are_escaped() {
        assert!(success("<b>").contains("&lt;b&gt;"));
        assert!(fault(17, "a & b").contains("<int>17</int>"));
    }
}
