//! Messages from this server to itself: unsigned, and signed in both ways. What the inbox says of them tells which header did
//! not arrive.

use super::answers;
use crate::cli::doctor::{Finding, Report};
use crate::env::Response;
use crate::federation::Federation;
use crate::federation::signatures::SignatureScheme;
use crate::messages::Language;
use crate::service::received::State;
use std::time::{Duration, Instant};
use url::Url;

/// How long the running server may take to carry out what it wrote down.
const PATIENCE: Duration = Duration::from_secs(10);
const LOOK: Duration = Duration::from_millis(100);

/// Sends the messages.
pub(super) async fn examine(federation: &Federation, report: &mut Report) {
    report.tell("message without a signature", &unsigned(federation).await);
    for (what, scheme) in [
        ("signed message", SignatureScheme::Cavage),
        ("signed message (RFC 9421)", SignatureScheme::Rfc9421),
    ] {
        report.tell(what, &signed(federation, scheme).await);
    }
}

async fn unsigned(federation: &Federation) -> Finding {
    let sent = match federation.send_to_itself(None).await {
        Ok(sent) => sent,
        Err(error) => return Finding::Problem(error.to_string()),
    };
    match sent.answer.status.as_u16() {
        401 => Finding::Well("it is refused with 401".to_owned()),
        202 => Finding::Problem(
            "it is taken with 202: something else than this Houselights answers for the inbox".to_owned(),
        ),
        _ => Finding::Problem(what_to_do(&sent.answer)),
    }
}

async fn signed(federation: &Federation, scheme: SignatureScheme) -> Finding {
    let sent = match federation.send_to_itself(Some(scheme)).await {
        Ok(sent) => sent,
        Err(error) => return Finding::Problem(error.to_string()),
    };
    if sent.answer.status.as_u16() != 202 {
        return Finding::Problem(what_to_do(&sent.answer));
    }
    outcome(federation, &sent.id).await
}

/// What became of a message that was taken.
async fn outcome(federation: &Federation, id: &Url) -> Finding {
    let begun = Instant::now();
    let mut waits = false;
    while begun.elapsed() < PATIENCE {
        match federation.service().received_state(id).await {
            Ok(Some(State::Waiting)) => waits = true,
            Ok(Some(State::Accepted)) => {
                return Finding::Well("it arrived as it was sent, was written down and carried out".to_owned());
            }
            Ok(Some(other)) => {
                let state = Language::English.tell(&other.message()).to_lowercase();
                return Finding::Problem(format!("it arrived, and was {state}"));
            }
            Ok(None) => {}
            Err(error) => return Finding::Problem(error.to_string()),
        }
        tokio::time::sleep(LOOK).await;
    }
    Finding::Problem(match waits {
        true => "it arrived and was written down, but nobody carries it out: the running server is busy or stuck; look into its log".to_owned(),
        false => "it was taken with 202, but it is not in this database: the server at the public address uses another one (database.url)".to_owned(),
    })
}

/// What an answer other than 202 means, and what to do.
fn what_to_do(answer: &Response) -> String {
    let status = answer.status;
    let told = answers::told(answer);
    let location = answer.headers.get("location").and_then(|to| to.to_str().ok());
    match (status.as_u16(), told) {
        (401, Some(told)) => missing(&told),
        (400, Some(told)) => {
            format!(
                "the inbox answers 400: {told}. The body was changed on the way: switch off whatever rewrites bodies"
            )
        }
        (300..=399, _) => format!(
            "the inbox answers with a redirect to {}: other servers do not follow one with a message; server.public_url must be the address that answers itself",
            location.unwrap_or("nowhere")
        ),
        (404 | 405, _) => format!("the inbox answers {status}: the reverse proxy must pass POST on to Houselights"),
        (413, _) => "the inbox answers 413: the reverse proxy must let a body of one megabyte through".to_owned(),
        (429, _) => "the inbox answers 429: the reverse proxy must not slow servers down as it does people".to_owned(),
        (502..=504, None) => format!("the inbox answers {status}: the reverse proxy does not reach Houselights"),
        (_, Some(told)) => format!("the inbox answers {status}: {told}"),
        (_, None) => format!(
            "the inbox answers {status}, and not with words of Houselights: the reverse proxy or another program answers"
        ),
    }
}

/// Which header did not arrive, by what the inbox says of the signature.
fn missing(told: &str) -> String {
    let named = told
        .split_once("covers \"")
        .and_then(|(_, rest)| rest.split_once("\", which is not there"))
        .map(|(name, _)| name);
    let advice = match (named, told) {
        (Some(name), _) => {
            format!("the reverse proxy takes the header {name} away: pass on every header as it is")
        }
        (None, told) if told.contains("is not signed") => {
            "the reverse proxy takes the header Signature (or Signature-Input) away: pass on every header as it is".to_owned()
        }
        (None, told) if told.contains("digest of the body") => {
            "the body was changed on the way: switch off whatever rewrites bodies".to_owned()
        }
        (None, told) if told.contains("clock") || told.contains("expired") => {
            "the clocks of this machine and of the running server differ: set both with NTP".to_owned()
        }
        (None, told) if told.contains("was not made by this key") => {
            "the path, the Host or another header was changed on the way, or the server at the public address has another database and so another key".to_owned()
        }
        _ => "pass on method, path, headers and body as they are".to_owned(),
    };
    format!(
        "the inbox answers 401: {told}. {}{}",
        advice.get(..1).unwrap_or_default().to_uppercase(),
        advice.get(1..).unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_inbox_says_leads_to_the_header_that_is_missing() {
        for (told, words) in [
            (
                "the signature cannot be verified: the request is not signed",
                "header Signature",
            ),
            (
                "the signature cannot be verified: the signature covers \"digest\", which is not there",
                "the header digest away",
            ),
            (
                "the signature cannot be verified: the digest of the body is not that of the body",
                "The body was changed",
            ),
            (
                "the signature cannot be verified: the signature was made 9000 s behind our clock",
                "NTP",
            ),
            (
                "the signature cannot be verified: the signature was not made by this key for this request",
                "Host",
            ),
            ("something new", "Pass on method"),
        ] {
            let said = missing(told);
            assert!(
                said.starts_with("the inbox answers 401") && said.contains(words),
                "{said}"
            );
        }
    }
}
