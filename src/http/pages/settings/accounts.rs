//! Everybody who can sign in here, for admins.

use crate::domain::account::{Account, Permission, Role, Suspension};
use crate::domain::id::{AccountId, ActorId};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::{Said, say};
use crate::service::accounts::{AccountLine, Caretaker};
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

const PATH: &str = "/settings/accounts";

/// The page.
#[derive(Template)]
#[template(path = "settings/accounts.html")]
pub struct Accounts {
    c: Chrome,
    errors: Errors,
    lines: Vec<AccountLine>,
    roles: Vec<Role>,
}

/// A role in a word.
fn role(role: &Role) -> Said {
    say(match role {
        Role::Owner => "role-owner",
        Role::Admin => "role-admin",
        Role::Moderator => "role-moderator",
        Role::Reviewer => "role-reviewer",
        Role::Member => "role-member",
    })
}

/// A role, and what it may do.
pub(super) fn role_with_hint(role: &Role) -> Said {
    say(match role {
        Role::Owner => "role-owner",
        Role::Admin => "role-admin-may",
        Role::Moderator => "role-moderator-may",
        Role::Reviewer => "role-reviewer-may",
        Role::Member => "role-member-may",
    })
}

impl Accounts {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let line = |handle: &str, role, reason: Option<&str>| AccountLine {
            account: Account {
                id: AccountId::new(handle),
                actor_id: ActorId::new(handle),
                email: None,
                role,
                created_at: samples::moment(),
                time_zone: None,
            },
            handle: handle.to_owned(),
            name: format!("{handle} <b>"),
            suspension: reason.map(|reason| Suspension {
                reason: reason.to_owned(),
                since: samples::moment(),
            }),
            has_second_factor: role == Role::Owner,
            last_seen_at: (role == Role::Owner).then(samples::moment),
            may_change: role != Role::Owner,
        };
        let new = |lines, errors| Self {
            c: samples::signed_in(PATH),
            errors,
            lines,
            roles: vec![Role::Admin, Role::Moderator, Role::Reviewer, Role::Member],
        };
        vec![
            new(vec![line("ines", Role::Owner, None)], Errors::default()),
            new(
                vec![
                    line("ines", Role::Owner, None),
                    line("jo", Role::Admin, None),
                    line("mo", Role::Moderator, Some("")),
                    line("ri", Role::Reviewer, Some("Sold <i>pills</i>")),
                    line("me", Role::Member, None),
                ],
                Errors::one("ri", "error-owner-role"),
            ),
        ]
    }
}

async fn show(service: &Service, visitor: &Visitor, status: StatusCode, errors: Errors) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::ManageAccounts)?;
    let own = viewer.account.role;
    let page = Accounts {
        c: visitor.chrome(),
        errors,
        lines: service.account_lines(viewer).await?,
        roles: Role::ALL.into_iter().filter(|role| own.may_give(*role)).collect(),
    };
    send(visitor, status, &page)
}

/// `GET /settings/accounts`.
pub async fn open(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    show(&service, &visitor, StatusCode::OK, Errors::default()).await
}

/// `POST /settings/accounts/{handle}/{verb}`.
pub async fn press(
    service: web::Data<Service>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["reason"])?;
    let by = Caretaker::from(visitor.allowed(Permission::ManageAccounts)?);
    let (handle, verb) = path.into_inner();
    let (done, changed) = match verb.as_str() {
        "role" => {
            let role = Role::parse(form.text("role")).ok_or(Error::Forbidden)?;
            ("role", service.give_role(&by, &handle, role).await)
        }
        "suspend" => (
            "suspended",
            service.suspend_account(&by, &handle, form.text("reason")).await,
        ),
        "lift" => ("lifted", service.lift_suspension(&by, &handle).await),
        "delete" => {
            let (again, reason) = (form.text("again"), form.text("reason"));
            match service.delete_account(&by, &handle, again, reason).await {
                // There is no place on the page any more to lead to.
                Ok(()) => return Ok(go(PATH, "account-deleted")),
                Err(error) => ("", Err(error)),
            }
        }
        _ => return Err(Error::NotFound.into()),
    };
    match changed {
        Ok(()) => Ok(go(&format!("{PATH}#{handle}"), done)),
        Err(error) => {
            // Whatever is wrong, it is wrong with that account, and leads to where it stands.
            let message = error.message();
            let (status, _) = Errors::from_service(error, &handle)?;
            let errors = Errors::one(&handle, message);
            show(&service, &visitor, status, errors).await
        }
    }
}
