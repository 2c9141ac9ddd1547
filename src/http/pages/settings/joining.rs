//! Who may join, the links by which they may, and those who wait.

use crate::domain::account::{Permission, Role};
use crate::domain::id::{ApplicationId, InvitationId};
use crate::domain::joining::{Application, Invitation, Registration};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::settings::accounts::role_with_hint;
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::{Said, say};
use crate::service::accounts::Caretaker;
use crate::service::joining::{InvitationInput, JoiningPage};
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

const PATH: &str = "/settings/joining";

/// The page.
#[derive(Template)]
#[template(path = "settings/joining.html")]
pub struct Joining {
    c: Chrome,
    errors: Errors,
    page: JoiningPage,
    links: Vec<Link>,
    input: InvitationInput,
    roles: Vec<Role>,
    has_mail: bool,
}

/// A link, and where it leads.
struct Link {
    invitation: Invitation,
    url: String,
    holds: bool,
}

/// Who may join, in words.
fn mode(mode: &Registration) -> Said {
    say(match mode {
        Registration::Closed => "joining-closed",
        Registration::Invited => "joining-invited",
        Registration::Approval => "joining-approval",
        Registration::Open => "joining-open",
    })
}

impl Joining {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let link = |note: &str, uses_left, holds| Link {
            invitation: Invitation {
                id: InvitationId::new("i"),
                code: "k3vd9q2m".to_owned(),
                role: Role::Reviewer,
                note: note.to_owned(),
                uses_left,
                used: 2,
                expires_at: uses_left.map(|_| samples::moment()),
                made_by: None,
                created_at: samples::moment(),
            },
            url: "https://rows.example/join/k3vd9q2m".to_owned(),
            holds,
        };
        let wish = |handle: &str, email: Option<&str>, reason: &str| Application {
            id: ApplicationId::new(handle),
            handle: handle.to_owned(),
            name: format!("{handle} <b>"),
            email: email.map(str::to_owned),
            password_hash: String::new(),
            role: Role::Member,
            reason: reason.to_owned(),
            language: "en".to_owned(),
            needs_approval: true,
            invitation_id: None,
            confirmed_at: Some(samples::moment()),
            created_at: samples::moment(),
        };
        let new = |mode, links, waiting, errors, has_mail| Self {
            c: samples::signed_in(PATH),
            errors,
            page: JoiningPage {
                mode,
                invitations: Vec::new(),
                waiting,
            },
            links,
            input: InvitationInput {
                uses: "1".to_owned(),
                days: "7".to_owned(),
                ..InvitationInput::default()
            },
            roles: vec![Role::Admin, Role::Moderator, Role::Reviewer, Role::Member],
            has_mail,
        };
        vec![
            new(Registration::Closed, Vec::new(), Vec::new(), Errors::default(), true),
            new(
                Registration::Approval,
                vec![
                    link("For the <i>club</i>", Some(3), true),
                    link("", Some(0), false),
                    link("", None, true),
                ],
                vec![
                    wish("jo", Some("jo@mail.example"), "I write about <b>trains</b>."),
                    wish("mo", None, "Hello."),
                ],
                Errors::one("note", "join-expired"),
                false,
            ),
        ]
    }
}

async fn show(
    service: &Service,
    visitor: &Visitor,
    status: StatusCode,
    input: InvitationInput,
    errors: Errors,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::ManageAccounts)?;
    let page = service.joining_page(viewer).await?;
    let (own, now) = (viewer.account.role, service.env().clock.now());
    let links = page.invitations.iter().map(|invitation| Link {
        url: service.invitation_url(invitation).to_string(),
        holds: invitation.holds(now),
        invitation: invitation.clone(),
    });
    let page = Joining {
        c: visitor.chrome(),
        errors,
        links: links.collect(),
        input,
        roles: Role::ALL.into_iter().filter(|role| own.may_give(*role)).collect(),
        has_mail: service.has_mail(),
        page,
    };
    send(visitor, status, &page)
}

/// `GET /settings/joining`.
pub async fn open(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let input = InvitationInput {
        role: Role::Reviewer.as_str().to_owned(),
        uses: "1".to_owned(),
        days: "7".to_owned(),
        ..InvitationInput::default()
    };
    show(&service, &visitor, StatusCode::OK, input, Errors::default()).await
}

/// `POST /settings/joining/{verb}`.
pub async fn press(
    service: web::Data<Service>,
    visitor: Visitor,
    verb: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["note", "uses", "days", "reason"])?;
    let viewer = visitor.allowed(Permission::ManageAccounts)?;
    let input = InvitationInput {
        note: form.text("note").to_owned(),
        role: form.text("role").to_owned(),
        uses: form.text("uses").to_owned(),
        days: form.text("days").to_owned(),
    };
    let id = form.text("id");
    let (done, pressed) = match verb.as_str() {
        "mode" => {
            let mode = Registration::parse(form.text("mode")).ok_or(Error::NotFound)?;
            ("saved", service.set_registration(viewer, mode).await)
        }
        "invite" => {
            let by = Caretaker::from(viewer);
            ("invited", service.invite(&by, &input).await.map(|_| ()))
        }
        "revoke" => (
            "invitation-revoked",
            service.revoke_invitation(viewer, &InvitationId::new(id)).await,
        ),
        "accept" => ("let-in", service.let_in(viewer, &ApplicationId::new(id)).await),
        "refuse" => (
            "turned-away",
            service
                .turn_away(viewer, &ApplicationId::new(id), form.text("reason"))
                .await,
        ),
        _ => return Err(Error::NotFound.into()),
    };
    match pressed {
        Ok(()) => Ok(go(PATH, done)),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "waiting")?;
            show(&service, &visitor, status, input, errors).await
        }
    }
}
