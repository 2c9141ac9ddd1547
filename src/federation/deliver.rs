//! Sending: one signed POST, and what its answer means.

use crate::domain::host::SignatureScheme;
use crate::env::Response;
use crate::federation::Federation;
use crate::federation::fetch::FetchError;
use crate::federation::schemes::{ACCEPT_SIGNATURE, is_refusal};
use crate::federation::signatures;
use crate::federation::signatures::rfc9421::{self, Challenge};
use crate::federation::vocab::ACTIVITY_JSON_BARE;
use crate::service::queues::{DeliveryResult, DueDelivery};
use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderValue, Method, header};
use std::time::Duration;

/// The longest wait a peer may ask for with Retry-After: a day.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);
/// The most of a failed answer that is kept for the receipts, in characters.
const ANSWER_MAX: usize = 200;

impl Federation {
    /// Signs and sends one delivery. Signed now and not when it was recorded, because a signature's date lives an hour and a
    /// key may have been changed. A signature that is refused is tried once more at once: as the other side asks for it, or in the other way.
    pub async fn deliver(&self, delivery: &DueDelivery) -> DeliveryResult {
        match self.verdict_on_url(&delivery.inbox).await {
            Ok(verdict) if verdict.is_suspended() => return DeliveryResult::Barred,
            Ok(_) => {}
            Err(error) => return later(None, error.to_string()),
        }
        match self.knock(delivery).await {
            Ok(response) => {
                let now = self.service().env().clock.now();
                let status = response.status.as_u16();
                let after = response
                    .headers
                    .get(header::RETRY_AFTER)
                    .and_then(|value| retry_after(value, now));
                classify(status, after, &String::from_utf8_lossy(&response.body))
            }
            // Also where it cannot be reached by its very address: settings may change, so it expires like a dead host.
            Err(error) => later(None, error.to_string()),
        }
    }

    async fn knock(&self, delivery: &DueDelivery) -> Result<Response, FetchError> {
        let scheme = self.scheme_for(&delivery.inbox).await;
        let first = self.post_signed(delivery, scheme, None).await?;
        if !is_refusal(scheme, first.status) {
            return Ok(first);
        }
        // Where a certain signature is asked for, another one without it would be refused just the same.
        let wish = first.headers.get(ACCEPT_SIGNATURE);
        if let Some(wish) = wish
            && let Ok(answered) = self.post_signed(delivery, SignatureScheme::Rfc9421, Some(wish)).await
            && answered.status.is_success()
        {
            self.took(&delivery.inbox, SignatureScheme::Rfc9421).await;
            return Ok(answered);
        }
        if wish.is_some() && scheme == SignatureScheme::Cavage {
            return Ok(first);
        }
        let Ok(second) = self.post_signed(delivery, scheme.other(), None).await else {
            return Ok(first);
        };
        if second.status.is_success() {
            self.took(&delivery.inbox, scheme.other()).await;
            return Ok(second);
        }
        // What is said to draft-cavage counts, since everybody understands that.
        Ok(match scheme {
            SignatureScheme::Cavage => first,
            SignatureScheme::Rfc9421 => second,
        })
    }

    async fn post_signed(
        &self,
        delivery: &DueDelivery,
        scheme: SignatureScheme,
        wish: Option<&HeaderValue>,
    ) -> Result<Response, FetchError> {
        let headers = self.sign(delivery, scheme, wish).await?;
        let net = &self.service().env().net;
        let response = net.post(&delivery.inbox, headers, delivery.json.clone()).await?;
        self.heard_answer(&delivery.inbox, &response.headers).await;
        Ok(response)
    }

    /// `wish` is what the other side asked for in `Accept-Signature`; a wish that cannot be granted counts as none.
    async fn sign(
        &self,
        delivery: &DueDelivery,
        scheme: SignatureScheme,
        wish: Option<&HeaderValue>,
    ) -> Result<HeaderMap, FetchError> {
        let pem = self.service().signing_key(&delivery.actor_id).await?;
        let key = self.keys().signing(&pem.private_pem)?;
        let now = self.service().env().clock.now();
        let (to, body) = (&delivery.inbox, Some(delivery.json.as_ref()));
        let challenge = wish
            .and_then(|wish| wish.to_str().ok())
            .and_then(|wish| Challenge::read(wish, &pem.key_id));
        let signed = match challenge {
            Some(challenge) => rfc9421::sign(&key, &pem.key_id, &Method::POST, to, body, now, Some(&challenge)),
            None => signatures::sign(scheme, &key, &pem.key_id, &Method::POST, to, body, now),
        }?;
        let mut headers: HeaderMap = signed.into_iter().collect();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(ACTIVITY_JSON_BARE));
        headers.insert(header::ACCEPT, HeaderValue::from_static(ACTIVITY_JSON_BARE));
        Ok(headers)
    }
}

fn later(status: Option<u16>, error: String) -> DeliveryResult {
    DeliveryResult::Retry {
        status,
        error,
        after: None,
    }
}

/// What an answer means. 401, 408 and 429 pass by themselves; other 4xx are final; a redirect of a POST is never followed and
/// not final either, since it is how servers answer while they move.
fn classify(status: u16, after: Option<Duration>, body: &str) -> DeliveryResult {
    let words = || {
        let body = crate::domain::text::plain::one_line(body, ANSWER_MAX);
        if body.is_empty() {
            format!("answered {status}")
        } else {
            format!("answered {status}: {body}")
        }
    };
    match status {
        200..=299 => DeliveryResult::Delivered { status },
        410 => DeliveryResult::Gone,
        429 | 503 => DeliveryResult::Retry {
            status: Some(status),
            error: words(),
            after,
        },
        401 | 408 | 300..=399 | 500..=599 => later(Some(status), words()),
        _ => DeliveryResult::Refused { status },
    }
}

/// Seconds or an HTTP date, at most a day.
fn retry_after(value: &HeaderValue, now: DateTime<Utc>) -> Option<Duration> {
    let text = value.to_str().ok()?.trim();
    let wait = match text.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let at: DateTime<Utc> = httpdate::parse_http_date(text).ok()?.into();
            (at - now).to_std().ok()?
        }
    };
    Some(wait.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn answers_are_delivered_gone_final_or_to_be_tried_again() {
        let words = |status| match classify(status, None, "") {
            DeliveryResult::Delivered { .. } => "delivered",
            DeliveryResult::Gone => "gone",
            DeliveryResult::Refused { .. } => "refused",
            DeliveryResult::Retry { .. } => "retry",
            DeliveryResult::Barred => "barred",
        };
        for (status, expected) in [
            (200, "delivered"),
            (202, "delivered"),
            (301, "retry"),
            (400, "refused"),
            (401, "retry"),
            (403, "refused"),
            (404, "refused"),
            (408, "retry"),
            (410, "gone"),
            (422, "refused"),
            (429, "retry"),
            (500, "retry"),
            (503, "retry"),
        ] {
            assert_eq!(words(status), expected, "{status}");
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_and_at_most_a_day() {
        let now = Utc.with_ymd_and_hms(2026, 11, 22, 12, 0, 0).unwrap();
        let read = |text: &'static str| retry_after(&HeaderValue::from_static(text), now);
        assert_eq!(read("120"), Some(Duration::from_secs(120)));
        assert_eq!(read("Sun, 22 Nov 2026 12:05:00 GMT"), Some(Duration::from_secs(300)));
        assert_eq!(read("999999999"), Some(LONGEST_WAIT));
        assert_eq!(read("Sun, 22 Nov 2026 11:00:00 GMT"), None);
        assert_eq!(read("soon"), None);
    }

    #[test]
    fn what_a_peer_says_is_kept_short_and_on_one_line() {
        let DeliveryResult::Retry { error, after, .. } =
            classify(503, Some(Duration::from_secs(9)), &"busy\n".repeat(100))
        else {
            panic!("503 is to be tried again");
        };
        assert!(error.starts_with("answered 503: busy busy") && error.chars().count() < 230);
        assert_eq!(after, Some(Duration::from_secs(9)));
    }
}
