//! An Akismet-compatible service, asked about the comments of people of whom nothing was approved yet
//! (<https://akismet.com/developers/detailed-docs/comment-check/>). What it says is one sign among the others; it can make a comment wait, and
//! every comment it had moved lies in the queue with that reason. It hears when a person decides otherwise.

use super::admitting::Arriving;
use crate::domain::audit::AuditSubject;
use crate::domain::comment::{Comment, CommentState, Door, Root};
use crate::domain::id::CommentId;
use crate::domain::job::JobPayload;
use crate::domain::moderation::{Advice, Assessment, CommentPolicy, Decision, Reason, ReasonKind, spam};
use crate::domain::text::plain;
use crate::service::{Error, Service};
use crate::store::{Conn, actors, assessments, audits, comments, guests, jobs, roots};
use http::{HeaderMap, HeaderValue, header};
use std::net::IpAddr;
use url::form_urlencoded::Serializer;

/// What the verdict of the service weighs: nearly enough to call a comment spam that nothing else speaks against.
const SPAM_WEIGHS: i32 = 400;
/// What it weighs when the service finds nothing.
const HAM_WEIGHS: i32 = -80;
/// After so many failures the comment is left to the other signs.
const TRIES: i32 = 5;
/// Entries of the log that are looked at for a decision of a person.
const DECISIONS: i64 = 20;

/// A question of the service.
#[derive(Clone, Copy)]
enum Question {
    Check,
    IsSpam,
    IsHam,
}

impl Question {
    fn path(self) -> &'static str {
        match self {
            Self::Check => "/1.1/comment-check",
            Self::IsSpam => "/1.1/submit-spam",
            Self::IsHam => "/1.1/submit-ham",
        }
    }
}

/// Why a comment does not go to the service: its author is known.
fn is_known(reason: &Reason) -> bool {
    use ReasonKind as Kind;
    matches!(
        reason.kind,
        Kind::Caretaker | Kind::Followed | Kind::RuleApproves | Kind::ApprovedBefore
    )
}

fn is_of_service(reason: &Reason) -> bool {
    use ReasonKind as Kind;
    matches!(reason.kind, Kind::ServiceSpam | Kind::ServiceHam | Kind::ServiceSilent)
}

/// The assessment with what the service said, and where the comment belongs then: never onto the page, since that is a person's decision.
fn with_verdict(
    known: Assessment,
    verdict: Reason,
    state: CommentState,
    policy: &CommentPolicy,
) -> (Assessment, CommentState) {
    let mut reasons: Vec<Reason> = known
        .reasons
        .into_iter()
        .filter(|reason| !is_of_service(reason))
        .collect();
    reasons.push(verdict);
    let weighed: Vec<Reason> = reasons.iter().filter(|reason| reason.weight != 0).cloned().collect();
    let score = spam::score(&weighed);
    let advice = if score >= policy.spam_at {
        Advice::Spam
    } else if score >= policy.hold_at || state == CommentState::Held {
        Advice::Hold
    } else {
        Advice::Show
    };
    let to = advice.state();
    let assessment = Assessment { score, advice, reasons };
    (assessment, to)
}

impl Service {
    fn has_spam_service(&self) -> bool {
        !self.config().comments.akismet_key.text().is_empty()
    }

    /// The name of the service that is asked; `None` where there is none.
    pub fn spam_service(&self) -> Option<String> {
        self.has_spam_service().then(|| self.spam_service_name())
    }

    /// The service as it is named in reasons.
    fn spam_service_name(&self) -> String {
        self.config()
            .comments
            .akismet_url
            .host_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Has the service asked about a comment that was just taken, where there is one and its author is not known. `client` is where a
    /// guest wrote from.
    pub(in crate::service) fn plan_spam_check(
        &self,
        c: &mut Conn,
        comment: &Comment,
        assessment: &Assessment,
        client: Option<IpAddr>,
    ) -> Result<(), Error> {
        let open = matches!(assessment.advice, Advice::Show | Advice::Hold);
        let stranger = comment.door != Door::Member && !assessment.reasons.iter().any(is_known);
        if !(self.has_spam_service() && open && stranger) {
            return Ok(());
        }
        let payload = JobPayload::AskSpamService {
            comment: comment.id.clone(),
            client: client.map(|client| client.to_string()),
        };
        let (key, now) = (format!("spam:{}", comment.id), self.now());
        jobs::enqueue(c, &self.next_id(), &payload, "spam-service", Some(&key), now, now)?;
        Ok(())
    }

    /// Has the service told that a person decided otherwise.
    pub(super) fn plan_correction(&self, c: &mut Conn, comment: &Comment, decision: Decision) -> Result<(), Error> {
        if !self.has_spam_service() {
            return Ok(());
        }
        let known = assessments::by_comments(c, std::slice::from_ref(&comment.id))?;
        let said = |kind| {
            known
                .iter()
                .any(|(_, known)| known.reasons.iter().any(|r| r.kind == kind))
        };
        let spam = match decision {
            Decision::Approve if said(ReasonKind::ServiceSpam) => false,
            Decision::Spam if said(ReasonKind::ServiceHam) => true,
            _ => return Ok(()),
        };
        let payload = JobPayload::TellSpamService {
            comment: comment.id.clone(),
            spam,
        };
        let now = self.now();
        jobs::enqueue(c, &self.next_id(), &payload, "spam-service", None, now, now)?;
        Ok(())
    }

    /// Asks the service about a comment, acts on what it says, and finishes the job. `attempts` is how often that was tried, this time
    /// included.
    ///
    /// # Errors
    /// When the service did not answer and may be asked again.
    pub async fn ask_spam_service(
        &self,
        job: &str,
        id: &CommentId,
        client: Option<&str>,
        attempts: i32,
    ) -> Result<(), String> {
        let fail = |error: Error| error.to_string();
        let form = self.spam_form(id, client).await.map_err(fail)?;
        let verdict = match form {
            None => None,
            Some(form) => match self.spam_question(Question::Check, &form).await {
                Ok(true) => Some(Reason::weighing(ReasonKind::ServiceSpam, SPAM_WEIGHS)),
                Ok(false) => Some(Reason::weighing(ReasonKind::ServiceHam, HAM_WEIGHS)),
                Err(why) if attempts < TRIES => return Err(why),
                Err(why) => {
                    tracing::warn!(
                        service = self.spam_service_name(),
                        why,
                        "the spam service gave no verdict"
                    );
                    Some(Reason::rule(ReasonKind::ServiceSilent))
                }
            },
        };
        let gate = self.gate().await.map_err(fail)?;
        let (service, id, job) = (self.clone(), id.clone(), job.to_owned());
        let done = self.write(move |c, tags| {
            jobs::finish(c, &job)?;
            let (Some(verdict), Some(comment)) = (verdict, comments::by_id(c, &id)?) else {
                return Ok(());
            };
            let (Some(root), Some(author)) = (roots::by_id(c, &comment.root)?, actors::by_id(c, &comment.author_id)?)
            else {
                return Ok(());
            };
            let verdict = verdict.naming(service.spam_service_name());
            let known = assessments::by_comments(c, std::slice::from_ref(&id))?.pop();
            let known = match known {
                Some((_, known)) => known,
                None => service.assess(
                    c,
                    &gate,
                    &Arriving {
                        comment: &comment,
                        author: &author,
                        root: &root,
                        is_caretaker: false,
                        form: None,
                        mail_key: None,
                        is_edit: true,
                    },
                )?,
            };
            let policy = gate.rules.under(&comment.root);
            let (assessment, to) = with_verdict(known, verdict, comment.state, &policy);
            assessments::put(c, &id, &assessment, service.now())?;
            let decided = audits::of_subject(c, &AuditSubject::Comment(id.clone()), DECISIONS)?;
            let by_person = decided.iter().any(|entry| entry.actor_id.is_some());
            let open = matches!(comment.state, CommentState::Visible | CommentState::Held);
            if open && !by_person && to != comment.state {
                service.move_comment(c, tags, &comment, to)?;
                service.audit_rule(c, &author, &comment, to)?;
            }
            Ok(())
        });
        done.await.map_err(fail)
    }

    /// Tells the service what a person decided, and finishes the job.
    ///
    /// # Errors
    /// When the service did not answer and may be told again.
    pub async fn tell_spam_service(&self, job: &str, id: &CommentId, spam: bool, attempts: i32) -> Result<(), String> {
        let fail = |error: Error| error.to_string();
        let question = if spam { Question::IsSpam } else { Question::IsHam };
        if let Some(form) = self.spam_form(id, None).await.map_err(fail)?
            && let Err(why) = self.spam_question(question, &form).await
            && attempts < TRIES
        {
            return Err(why);
        }
        self.finish_job(job).await.map_err(fail)
    }

    /// What the service is told of a comment; `None` when there is nothing left of it.
    async fn spam_form(&self, id: &CommentId, client: Option<&str>) -> Result<Option<String>, Error> {
        let (service, id, client) = (self.clone(), id.clone(), client.map(str::to_owned));
        self.read(move |c| {
            let Some(comment) = comments::by_id(c, &id)?.filter(|comment| comment.state != CommentState::Deleted)
            else {
                return Ok(None);
            };
            let Some(author) = actors::by_id(c, &comment.author_id)? else {
                return Ok(None);
            };
            let settings = service.config();
            let mut form = Serializer::new(String::new());
            form.append_pair("api_key", settings.comments.akismet_key.text())
                .append_pair("blog", service.urls().origin())
                .append_pair("blog_lang", &settings.site.language)
                .append_pair("blog_charset", "UTF-8")
                // Asked of everybody; what was posted on another server was not sent from anywhere that is known here.
                .append_pair("user_ip", client.as_deref().unwrap_or("0.0.0.0"))
                .append_pair(
                    "comment_type",
                    if comment.parent_id.is_some() {
                        "reply"
                    } else {
                        "comment"
                    },
                )
                .append_pair("comment_author", author.display_name())
                .append_pair("comment_content", &plain::from_html(comment.html.as_str()))
                .append_pair("comment_date_gmt", &comment.published_at.to_rfc3339());
            if author.url.has_host() {
                form.append_pair("comment_author_url", author.url.as_str());
            }
            if let Root::Review(review) = &comment.root {
                form.append_pair("permalink", service.urls().review(review).as_str());
            }
            if comment.door == Door::Guest
                && let Some(mail) = guests::by_actor(c, &author.id)?.and_then(|guest| guest.mail)
            {
                form.append_pair("comment_author_email", &mail);
            }
            Ok(Some(form.finish()))
        })
        .await
    }

    /// Puts a question: is it spam? What is submitted is answered with thanks, which says nothing.
    async fn spam_question(&self, question: Question, form: &str) -> Result<bool, String> {
        let url = self.config().comments.akismet_url.join(question.path());
        let url = url.map_err(|error| error.to_string())?;
        let mut headers = HeaderMap::new();
        let encoded = HeaderValue::from_static("application/x-www-form-urlencoded; charset=utf-8");
        headers.insert(header::CONTENT_TYPE, encoded);
        let answer = self.env().net.post(&url, headers, form.to_owned()).await;
        let answer = answer.map_err(|error| error.to_string())?;
        if !answer.status.is_success() {
            return Err(format!("it answered {}", answer.status));
        }
        let said = String::from_utf8_lossy(&answer.body).trim().to_owned();
        match (question, said.as_str()) {
            (Question::Check, "true") => Ok(true),
            (Question::Check, "false") => Ok(false),
            (Question::Check, _) => {
                let help = answer
                    .headers
                    .get("x-akismet-debug-help")
                    .and_then(|value| value.to_str().ok());
                let said = plain::one_line(help.unwrap_or(&said), 200);
                Err(format!("it answered {said:?}; is comments.akismet_key right?"))
            }
            _ => Ok(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(kind: ReasonKind, weight: i32) -> Reason {
        Reason::weighing(kind, weight)
    }

    #[test]
    fn a_verdict_makes_a_comment_wait_and_never_lets_one_through() {
        let policy = CommentPolicy::default();
        let nothing = Assessment {
            score: 5,
            advice: Advice::Show,
            reasons: Vec::new(),
        };
        let after = |known: &Assessment, verdict, state| with_verdict(known.clone(), verdict, state, &policy);
        let spam = said(ReasonKind::ServiceSpam, SPAM_WEIGHS);
        let ham = said(ReasonKind::ServiceHam, HAM_WEIGHS);
        let (held, to) = after(&nothing, spam.clone(), CommentState::Visible);
        assert_eq!(to, CommentState::Held, "{}", held.score);
        assert_eq!(
            after(&nothing, ham.clone(), CommentState::Visible).1,
            CommentState::Visible
        );
        assert_eq!(after(&nothing, ham.clone(), CommentState::Held).1, CommentState::Held);
        let odd = Assessment {
            reasons: vec![
                said(ReasonKind::SpamWords, 300),
                said(ReasonKind::ServiceHam, HAM_WEIGHS),
            ],
            ..nothing
        };
        let (both, to) = after(&odd, spam, CommentState::Held);
        assert_eq!(
            (to, both.reasons.len()),
            (CommentState::Spam, 2),
            "the newer verdict counts"
        );
    }
}
