//! What stands around every page, and the errors of a form.

use crate::domain::message::Message;
use crate::domain::review::FieldError;
use crate::http::assets;

use crate::http::problem::Fault;
use crate::messages::{self, Said, say, tell};
use crate::service::Error;
use actix_web::ResponseError;
use actix_web::http::StatusCode;

/// Everything the layout needs.
#[derive(Clone, Debug)]
pub struct Chrome {
    /// Name of the site.
    pub site_name: String,
    /// Language of the interface, BCP 47.
    pub language: &'static str,
    /// Who is signed in.
    pub viewer: Option<ViewerLine>,
    /// `light` or `dark` when the reader chose; the system decides otherwise.
    pub theme: Option<&'static str>,
    /// The token every form sends back.
    pub csrf: String,
    /// What was just done, said once.
    pub done: Option<Said>,
    /// Path of this page, to mark its place in the navigation.
    pub path: String,
    /// Address of the stylesheet.
    pub stylesheet: &'static str,
    /// Address of the theme's style sheet, where the site has another theme than every site begins with.
    pub theme_sheet: Option<String>,
    /// Address of the mark.
    pub mark: &'static str,
}

/// Who is signed in, as far as the site bar shows it.
#[derive(Clone, Debug)]
pub struct ViewerLine {
    /// Display name.
    pub name: String,
    /// Path of the profile.
    pub path: String,
    /// May write reviews.
    pub may_write: bool,
    /// May change how the site looks.
    pub may_edit_site: bool,
    /// May look after accounts.
    pub may_manage: bool,
    /// May read what other servers sent and what is known of them.
    pub may_diagnose: bool,
    /// Looks after comments: everybody's, or those under their own reviews.
    pub may_moderate: bool,
    /// Comments that wait for them.
    pub waiting: i64,
    /// News not seen yet.
    pub unread: i64,
}

impl Chrome {
    /// A page for nobody in particular.
    pub fn plain(site_name: &str, path: &str) -> Self {
        Self {
            site_name: site_name.to_owned(),
            language: messages::language().tag(),
            viewer: None,
            theme: None,
            csrf: String::new(),
            done: None,
            path: path.to_owned(),
            stylesheet: &assets::STYLESHEET.path,
            theme_sheet: None,
            mark: &assets::MARK.path,
        }
    }

    /// The attribute that marks the link to this very page.
    pub fn here(&self, path: &str) -> askama::filters::Safe<&'static str> {
        askama::filters::Safe(if self.path == path {
            " aria-current=\"page\""
        } else {
            ""
        })
    }
}

/// What is wrong with a form, by field.
#[derive(Clone, Debug, Default)]
pub struct Errors(Vec<FieldError>);

impl Errors {
    /// These errors.
    pub fn new(errors: Vec<FieldError>) -> Self {
        Self(errors)
    }

    /// One error of one field.
    pub fn one(field: &str, message: impl Into<Message>) -> Self {
        Self(vec![FieldError::new(field, message)])
    }

    /// What a use case found wrong, with the status of the page that shows it; faults that are about no field stand at
    /// `otherwise`, and faults that no form can mend are passed on.
    pub fn from_service(error: Error, otherwise: &str) -> Result<(StatusCode, Self), Fault> {
        match error {
            Error::Invalid(errors) => Ok((StatusCode::UNPROCESSABLE_ENTITY, Self(errors))),
            Error::Conflict { .. }
            | Error::TooMany { .. }
            | Error::TooLarge(_)
            | Error::Unwritable(_)
            | Error::Remote(_) => {
                let message = error.message();
                Ok((Fault::Service(error).status_code(), Self::one(otherwise, message)))
            }
            other => Err(Fault::Service(other)),
        }
    }

    /// Nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every error, in the order of the form.
    pub fn all(&self) -> &[FieldError] {
        &self.0
    }

    /// Adds an error.
    pub fn push(&mut self, field: &str, message: impl Into<Message>) {
        self.0.push(FieldError::new(field, message));
    }

    /// What is wrong with that field.
    pub fn of(&self, field: &str) -> Option<String> {
        self.0.iter().find(|e| e.field == field).map(|e| tell(&e.message))
    }

    /// The heading over the summary.
    pub fn heading(&self) -> Said {
        say("errors-heading").with("n", self.0.len())
    }
}

/// What was done, by the code that a redirect carries in `?done=`. Codes that are not in this list say nothing.
pub fn done(code: &str) -> Option<Said> {
    Some(say(match code {
        "saved" => "done-saved",
        "draft" => "done-draft",
        "scheduled" => "done-scheduled",
        "unscheduled" => "done-unscheduled",
        "published" => "done-published",
        "updated" => "done-updated",
        "shown-again" => "done-shown-again",
        "withdrawn" => "done-withdrawn",
        "revived" => "done-revived",
        "removed" => "done-removed",
        "mention-removed" => "done-mention-removed",
        "deleted" => "done-deleted",
        "erased" => "done-erased",
        "commented" => "done-commented",
        "comment-on-its-way" => "done-comment-on-its-way",
        "visiting" => "done-visiting",
        "visit-over" => "done-visit-over",
        "comment-waits" => "done-comment-waits",
        "decided" => "done-decided",
        "undone" => "done-undone",
        "not-undone" => "done-not-undone",
        "nothing-chosen" => "done-nothing-chosen",
        "nothing-changed" => "done-nothing-changed",
        "rule" => "done-rule",
        "rule-lifted" => "done-rule-lifted",
        "policy" => "done-policy",
        "liked" => "done-liked",
        "unliked" => "done-unliked",
        "boosted" => "done-boosted",
        "unboosted" => "done-unboosted",
        "followed" => "done-followed",
        "unfollowed" => "done-unfollowed",
        "asked" => "done-asked",
        "moved" => "done-moved",
        "stayed" => "done-stayed",
        "signed-out" => "done-signed-out",
        "welcome" => "done-welcome",
        "password" => "done-password",
        "password-reset" => "done-password-reset",
        "session-ended" => "done-session-ended",
        "sessions-ended" => "done-sessions-ended",
        "factor-off" => "done-factor-off",
        "role" => "done-role",
        "suspended" => "done-suspended",
        "lifted" => "done-lifted",
        "report-resolved" => "done-report-resolved",
        "report-reopened" => "done-report-reopened",
        "report-forwarded" => "done-report-forwarded",
        "server-rule" => "done-server-rule",
        "server-rule-lifted" => "done-server-rule-lifted",
        "list-taken" => "done-list-taken",
        "list-followed" => "done-list-followed",
        "list-asked" => "done-list-asked",
        "list-applied" => "done-list-applied",
        "list-passed-over" => "done-list-passed-over",
        "list-left" => "done-list-left",
        "joined" => "done-joined",
        "invited" => "done-invited",
        "invitation-revoked" => "done-invitation-revoked",
        "let-in" => "done-let-in",
        "turned-away" => "done-turned-away",
        "account-gone" => "done-account-gone",
        "account-deleted" => "done-account-deleted",
        "scale" => "done-scale",
        "posted" => "done-posted",
        "post-withdrawn" => "done-post-withdrawn",
        "list" => "done-list",
        "list-public" => "done-list-public",
        "list-private" => "done-list-private",
        "added" => "done-added",
        "scale-replaced" => "done-scale-replaced",
        "scale-restored" => "done-scale-restored",
        "host-retry" => "done-host-retry",
        "logged" => "done-logged",
        "merged" => "done-merged",
        "split" => "done-split",
        "site-theme" => "done-site-theme",
        "theme" => "done-theme",
        _ => return None,
    }))
}
