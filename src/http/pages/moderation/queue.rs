//! The queue: comments from every door, with what is needed to decide about them.

use super::words as doing;
use crate::domain::comment::{CommentState, Door};
use crate::domain::id::{ActorId, CommentId};
use crate::domain::moderation::{Advice, Assessment, Decision, Reason, ReasonKind, RuleTarget, Treatment};
use crate::domain::policy::Severity;
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{go, own_path, samples, send, words};
use crate::http::problem::Fault;
use crate::service::moderation::{
    AnsweredLine, AuditLine, AuthorLine, DecisionInput, QueueCounts, QueueFilter, QueueItem, QueuePage, TABS,
};
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// Where the queue stands.
pub const PATH: &str = "/moderation";

/// The page.
#[derive(Template)]
#[template(path = "moderation/queue.html")]
pub struct Queue {
    c: Chrome,
    v: QueuePage,
    /// The mark under which what was just decided can be taken back.
    undo: Option<String>,
}

impl Queue {
    fn tabs(&self) -> [CommentState; 5] {
        TABS
    }

    /// How many there are behind a tab; what stands on the page is not counted.
    fn count(&self, state: &CommentState) -> Option<i64> {
        (*state != CommentState::Visible).then(|| self.v.counts.of(*state))
    }

    fn doors(&self) -> [Door; 4] {
        Door::ALL
    }

    fn is_filtered(&self) -> bool {
        self.v.filter.door.is_some() || self.v.filter.author.is_some() || self.v.filter.host.is_some()
    }

    fn address(&self, state: Option<CommentState>, before: Option<&str>) -> String {
        let filter = &self.v.filter;
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in [
            ("state", state.map_or("any", CommentState::as_str)),
            ("door", filter.door.map_or("", Door::as_str)),
            ("author", filter.author.as_ref().map_or("", ActorId::as_str)),
            ("host", filter.host.as_deref().unwrap_or_default()),
            ("before", before.unwrap_or_default()),
        ] {
            if !value.is_empty() && (name, value) != ("state", CommentState::Held.as_str()) {
                query.append_pair(name, value);
            }
        }
        match query.finish() {
            empty if empty.is_empty() => PATH.to_owned(),
            query => format!("{PATH}?{query}"),
        }
    }

    fn tab_address(&self, state: &CommentState) -> String {
        self.address(Some(*state), None)
    }

    fn here(&self) -> String {
        self.address(self.v.filter.state, self.v.filter.before.as_deref())
    }

    fn next(&self) -> Option<String> {
        let before = self.v.next.as_deref()?;
        Some(self.address(self.v.filter.state, Some(before)))
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let filter = |state| QueueFilter {
            state: Some(state),
            ..QueueFilter::default()
        };
        let page = |state, items: Vec<QueueItem>| QueuePage {
            filter: filter(state),
            counts: QueueCounts::sample(&[(CommentState::Held, 3), (CommentState::Spam, 12)]),
            next: items.last().map(|item| item.id.to_string()),
            items,
            may_rule: true,
            list_lines: 3,
        };
        let new = |v, undo: Option<&str>| Self {
            c: samples::signed_in(PATH),
            v,
            undo: undo.map(str::to_owned),
        };
        let narrow = QueuePage {
            filter: QueueFilter {
                state: None,
                host: Some("<other.example>".to_owned()),
                ..QueueFilter::default()
            },
            may_rule: false,
            list_lines: 0,
            ..page(CommentState::Held, Vec::new())
        };
        vec![
            new(page(CommentState::Held, examples()), Some("b1")),
            new(page(CommentState::Spam, Vec::new()), None),
            new(narrow, None),
        ]
    }
}

/// Comments of each kind.
pub(super) fn examples() -> Vec<QueueItem> {
    let item = |n: u8, door, state| QueueItem {
        id: CommentId::new(format!("c{n}")),
        door,
        state,
        author: AuthorLine {
            card: samples::stranger(),
            approved: 4,
            turned_away: 1,
            rule: Some(Treatment::Hold),
            host_rule: None,
            severity: Severity::Silence,
            since: samples::moment(),
        },
        html: crate::domain::text::markdown::to_html("Buy <b>this</b> at https://pills.example"),
        summary: None,
        language: Some("en".to_owned()),
        published_at: samples::moment(),
        edited_at: None,
        title: "Paper <Lanterns> (1998)".to_owned(),
        path: "/r/r1".to_owned(),
        answers: Some(AnsweredLine {
            name: "Ada & Bo".to_owned(),
            excerpt: "The bakery scene …".to_owned(),
        }),
        original: Some("https://other.example/@jo/1".to_owned()),
        assessment: Some(Assessment {
            score: 83,
            advice: Advice::Hold,
            reasons: vec![
                Reason::rule(ReasonKind::GuestsHeld),
                Reason::weighing(ReasonKind::SpamWords, 310).naming("pills, buy"),
                Reason::weighing(ReasonKind::Links, 110).counting(1),
                Reason::weighing(ReasonKind::ApprovedBefore, -160).counting(1),
            ],
        }),
    };
    let quiet = QueueItem {
        assessment: None,
        answers: None,
        original: None,
        summary: Some("The <ending>".to_owned()),
        ..item(2, Door::Member, CommentState::Visible)
    };
    vec![item(1, Door::Remote, CommentState::Held), quiet]
}

/// One comment, with what was decided about it.
#[derive(Template)]
#[template(path = "moderation/one.html")]
pub struct One {
    c: Chrome,
    q: QueueItem,
    history: Vec<AuditLine>,
    may_rule: bool,
}

impl One {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |q, history| Self {
            c: samples::signed_in("/moderation/comments/c1"),
            q,
            history,
            may_rule: true,
        };
        let mut all = examples();
        let (second, first) = (all.pop(), all.pop());
        let with_past = first.map(|q| new(q, super::log::examples()));
        let without = second.map(|q| new(q, Vec::new()));
        with_past.into_iter().chain(without).collect()
    }
}

/// What is asked for, as it stands in the address.
#[derive(serde::Deserialize)]
pub struct Asked {
    state: Option<String>,
    door: Option<String>,
    author: Option<String>,
    host: Option<String>,
    before: Option<String>,
    undo: Option<String>,
}

/// `GET /moderation?state=…&door=…&author=…&host=…&before=…`.
pub async fn show(
    service: web::Data<Service>,
    visitor: Visitor,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.signed_in()?;
    let asked = asked.into_inner();
    let some = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let filter = QueueFilter {
        state: match asked.state.as_deref() {
            Some("any") => None,
            Some(state) => Some(CommentState::parse(state).ok_or(Error::NotFound)?),
            None if asked.author.is_some() || asked.host.is_some() => None,
            None => Some(CommentState::Held),
        },
        door: asked.door.as_deref().and_then(Door::parse),
        author: some(asked.author).map(ActorId::new),
        host: some(asked.host).map(|host| host.to_lowercase()),
        before: some(asked.before),
    };
    let v = service.queue(viewer, filter).await?;
    let page = Queue {
        c: visitor.chrome(),
        v,
        undo: some(asked.undo),
    };
    send(&visitor, StatusCode::OK, &page)
}

/// `GET /moderation/comments/{id}`.
pub async fn one(service: web::Data<Service>, visitor: Visitor, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let viewer = visitor.signed_in()?;
    let id = CommentId::new(id.into_inner());
    let page = One {
        q: service.queue_item(viewer, &id).await?,
        history: service.comment_history(viewer, &id).await?,
        may_rule: viewer.account.role.may(crate::domain::account::Permission::Moderate),
        c: visitor.chrome(),
    };
    send(&visitor, StatusCode::OK, &page)
}

/// `POST /moderation`: decides about the comments `ids`, or the one `id`; `decision` is the button that was pressed. With `rule` what
/// their author writes, or everybody of their server, is treated so from now on.
pub async fn decide(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["reason"])?;
    let viewer = visitor.signed_in()?;
    let back = own_path(form.text("back")).to_owned();
    let (word, single) = form
        .text("decision")
        .split_once(':')
        .unwrap_or((form.text("decision"), ""));
    if let Some(treatment) = word.strip_prefix("author-").or_else(|| word.strip_prefix("host-")) {
        let target = match word.starts_with("author-") {
            true => RuleTarget::Actor(ActorId::new(single)),
            false => RuleTarget::Host(single.to_owned()),
        };
        let treatment = match treatment {
            "none" => None,
            other => Some(Treatment::parse(other).ok_or(Error::NotFound)?),
        };
        service
            .set_author_rule(viewer, target, treatment, form.text("reason"))
            .await?;
        return Ok(go(&back, if treatment.is_some() { "rule" } else { "rule-lifted" }));
    }
    let decision = Decision::parse(word).ok_or(Error::NotFound)?;
    let ids: Vec<CommentId> = match single {
        "" => form.all("ids").map(CommentId::new).collect(),
        id => vec![CommentId::new(id)],
    };
    if ids.is_empty() {
        return Ok(go(&back, "nothing-chosen"));
    }
    let input = DecisionInput {
        ids,
        decision,
        reason: form.text("reason").to_owned(),
    };
    let decided = service.decide(viewer, input).await?;
    let mark = if back.contains('?') { '&' } else { '?' };
    Ok(match decided.batch {
        Some(batch) => go(&format!("{back}{mark}undo={batch}"), "decided"),
        None => go(&back, "nothing-changed"),
    })
}
