//! Who is asking: the session, the token of forms, the reader's light or dark, and the address of the client.

use crate::domain::account::Permission;
use crate::domain::session::Browser;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, ViewerLine, done};
use crate::http::problem::Fault;
use crate::messages::{Language, Said, language};
use crate::service::sessions::Origin;
use crate::service::themes::Sheet;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use actix_web::cookie::{
    Cookie, SameSite,
    time::{Duration, OffsetDateTime},
};
use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use futures_util::future::LocalBoxFuture;
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use std::rc::Rc;
use std::sync::Arc;

/// Name of the cookie that remembers light or dark; it is read by the server only, but holds no secret.
pub const THEME_COOKIE: &str = "houselights_theme";

/// Name of the cookie that remembers the language of the interface; it holds no secret either.
const LANGUAGE_COOKIE: &str = "houselights_language";

/// The language that the reader chose for the interface.
pub fn chosen_language(request: &HttpRequest) -> Option<Language> {
    Language::of_tag(request.cookie(LANGUAGE_COOKIE)?.value())
}

/// Who is asking. Cheap to clone; looked up once for each request.
#[derive(Clone)]
pub struct Visitor(Rc<Asking>);

struct Asking {
    viewer: Option<Viewer>,
    unread: i64,
    waiting: i64,
    session: Option<String>,
    visit: Option<String>,
    /// The secret of a visitor who is not signed in, and whether it is new and must be sent.
    secret: String,
    secret_is_new: bool,
    theme: Option<&'static str>,
    sheet: Option<Arc<Sheet>>,
    done: Option<Said>,
    path: String,
    site_name: String,
    secure: bool,
}

impl Visitor {
    /// Who is signed in.
    pub fn viewer(&self) -> Option<&Viewer> {
        self.0.viewer.as_ref()
    }

    /// Who is signed in; anybody else is asked to.
    pub fn signed_in(&self) -> Result<&Viewer, Fault> {
        self.viewer().ok_or(Fault::Service(Error::SignInNeeded))
    }

    /// Who is signed in and may do this.
    pub fn allowed(&self, permission: Permission) -> Result<&Viewer, Fault> {
        let viewer = self.signed_in()?;
        if viewer.account.role.may(permission) {
            Ok(viewer)
        } else {
            Err(Fault::Service(Error::Forbidden))
        }
    }

    /// The token of somebody who signed in on another server.
    pub fn visit(&self) -> Option<&str> {
        self.0.visit.as_deref()
    }

    /// The secret of this browser: whoever comes back from another server must have it.
    pub fn browser(&self) -> &str {
        &self.0.secret
    }

    /// The cookie of a visit.
    pub fn visit_cookie(&self, token: String, expires: DateTime<Utc>) -> Cookie<'static> {
        let mut cookie = self.build(visit_cookie(self.0.secure), token, None);
        cookie.set_expires(OffsetDateTime::from_unix_timestamp(expires.timestamp()).ok());
        cookie
    }

    /// Takes the cookie of a visit away.
    pub fn no_visit_cookie(&self) -> Cookie<'static> {
        self.build(visit_cookie(self.0.secure), String::new(), Some(Duration::ZERO))
    }

    /// The session's token, to end it.
    pub fn session(&self) -> Option<&str> {
        self.0.session.as_deref()
    }

    /// True for a page that may be taken from the shelf: nobody is signed in, and nothing was just done.
    pub fn is_anonymous(&self) -> bool {
        self.0.viewer.is_none() && self.0.done.is_none()
    }

    /// Part of the shelf's key: pages differ by the reader's light or dark and language, and by the theme of the site.
    pub fn looks(&self) -> String {
        let sheet = self.0.sheet.as_ref().map_or("", |sheet| sheet.path.as_str());
        format!("{} {}{sheet}", language().tag(), self.0.theme.unwrap_or("auto"))
    }

    /// What stands around the page.
    pub fn chrome(&self) -> Chrome {
        Chrome {
            viewer: self.viewer().map(|v| ViewerLine {
                name: v.actor.display_name().to_owned(),
                path: format!("/@{}", v.actor.handle),
                may_write: v.account.role.may(Permission::WriteReviews),
                may_edit_site: v.account.role.may(Permission::EditSite),
                may_manage: v.account.role.may(Permission::ManageAccounts),
                may_diagnose: v.account.role.may(Permission::ReadDiagnostics),
                may_moderate: v.account.role.may(Permission::Moderate) || v.account.role.may(Permission::WriteReviews),
                waiting: self.0.waiting,
                unread: self.0.unread,
            }),
            theme: self.0.theme,
            theme_sheet: self.0.sheet.as_ref().map(|sheet| sheet.path.clone()),
            csrf: self.csrf(),
            done: self.0.done.clone(),
            ..Chrome::plain(&self.0.site_name, &self.0.path)
        }
    }

    /// The token that this visitor's forms carry: a hash of the cookie's secret, which no other site can read.
    fn csrf(&self) -> String {
        let secret = self.0.session.as_deref().unwrap_or(&self.0.secret);
        let mut hash = Sha256::new();
        hash.update(b"houselights form\0");
        hash.update(secret.as_bytes());
        URL_SAFE_NO_PAD.encode(hash.finalize())
    }

    /// True when the form came from a page that this visitor was given.
    pub fn sent(&self, form: &Form) -> bool {
        let (given, mine) = (form.text("csrf"), self.csrf());
        // The secret of a visitor ends with the browser; that of a session goes on after it is opened again.
        (self.0.session.is_some() || !self.0.secret_is_new)
            && !given.is_empty()
            && aws_lc_rs::constant_time::verify_slices_are_equal(given.as_bytes(), mine.as_bytes()).is_ok()
    }

    /// Refuses a form that did not come from a page of this visitor, giving back what was typed into `keep`.
    pub fn check(&self, form: &Form, keep: &[&str]) -> Result<(), Fault> {
        if self.sent(form) {
            return Ok(());
        }
        let kept = keep.iter().map(|name| ((*name).to_owned(), form.text(name).to_owned()));
        Err(Fault::Csrf(kept.filter(|(_, text)| !text.is_empty()).collect()))
    }

    /// The cookie that must go with a page holding forms; `None` when the visitor has it.
    pub fn cookie(&self) -> Option<Cookie<'static>> {
        (self.0.secret_is_new && self.0.session.is_none())
            .then(|| self.build(visitor_cookie(self.0.secure), self.0.secret.clone(), None))
    }

    /// The cookie of a new session.
    pub fn session_cookie(&self, token: String, expires: DateTime<Utc>) -> Cookie<'static> {
        let mut cookie = self.build(session_cookie(self.0.secure), token, None);
        cookie.set_expires(OffsetDateTime::from_unix_timestamp(expires.timestamp()).ok());
        cookie
    }

    /// Takes the session's cookie away.
    pub fn no_session_cookie(&self) -> Cookie<'static> {
        self.build(session_cookie(self.0.secure), String::new(), Some(Duration::ZERO))
    }

    /// Remembers light or dark for a year; `None` forgets it.
    pub fn theme_cookie(&self, theme: Option<&'static str>) -> Cookie<'static> {
        let age = if theme.is_some() {
            Duration::days(365)
        } else {
            Duration::ZERO
        };
        self.build(THEME_COOKIE, theme.unwrap_or_default().to_owned(), Some(age))
    }

    /// The cookie that remembers a language of the interface; without one, that of the site comes back.
    pub fn language_cookie(&self, language: Option<Language>) -> Cookie<'static> {
        let age = if language.is_some() {
            Duration::days(365)
        } else {
            Duration::ZERO
        };
        let tag = language.map_or("", Language::tag);
        self.build(LANGUAGE_COOKIE, tag.to_owned(), Some(age))
    }

    fn build(&self, name: &'static str, value: String, age: Option<Duration>) -> Cookie<'static> {
        let mut cookie = Cookie::build(name, value)
            .path("/")
            .http_only(true)
            .secure(self.0.secure)
            .same_site(SameSite::Lax)
            .finish();
        if let Some(age) = age {
            cookie.set_max_age(age);
        }
        cookie
    }
}

/// `__Host-` keeps neighbours on the same domain from planting the cookie; browsers allow it over https only.
fn session_cookie(secure: bool) -> &'static str {
    if secure {
        "__Host-houselights_session"
    } else {
        "houselights_session"
    }
}

fn visit_cookie(secure: bool) -> &'static str {
    if secure {
        "__Host-houselights_visit"
    } else {
        "houselights_visit"
    }
}

fn visitor_cookie(secure: bool) -> &'static str {
    if secure {
        "__Host-houselights_visitor"
    } else {
        "houselights_visitor"
    }
}

/// Looks up who is asking where no handler came as far as that, for what stands around an error page. A database that
/// cannot be asked is no reason to have no page.
pub async fn meet(request: &HttpRequest) {
    if let Err(error) = look_up(request).await {
        tracing::debug!(error.detail = %error, "an error page is shown to nobody in particular");
    }
}

async fn look_up(request: &HttpRequest) -> Result<Visitor, Error> {
    if let Some(visitor) = request.extensions().get::<Visitor>() {
        return Ok(visitor.clone());
    }
    let service = request
        .app_data::<web::Data<Service>>()
        .ok_or_else(|| Error::Internal("the service is not wired into the web server".to_owned()))?;
    let secure = service.urls().origin().starts_with("https://");
    let token = request
        .cookie(session_cookie(secure))
        .map(|c| c.value().to_owned())
        .filter(|t| !t.is_empty());
    let viewer = match &token {
        Some(token) => service.viewer(token).await?,
        None => None,
    };
    let (unread, waiting) = match &viewer {
        Some(viewer) => (
            service.unread_notifications(viewer).await?,
            service.waiting_comments(viewer).await?,
        ),
        None => (0, 0),
    };
    let secret = request
        .cookie(visitor_cookie(secure))
        .map(|c| c.value().to_owned())
        .filter(|s| s.len() >= 40);
    let theme = match request.cookie(THEME_COOKIE).as_ref().map(Cookie::value) {
        Some("light") => Some("light"),
        Some("dark") => Some("dark"),
        _ => None,
    };
    let said = url::form_urlencoded::parse(request.query_string().as_bytes())
        .find(|(name, _)| name == "done")
        .and_then(|(_, code)| done(&code));
    let visitor = Visitor(Rc::new(Asking {
        session: token.filter(|_| viewer.is_some()),
        visit: request
            .cookie(visit_cookie(secure))
            .map(|c| c.value().to_owned())
            .filter(|t| !t.is_empty()),
        viewer,
        unread,
        waiting,
        secret_is_new: secret.is_none(),
        secret: secret.unwrap_or_else(|| service.env().ids.token()),
        theme,
        sheet: service.theme_sheet().await?,
        done: said,
        path: request.path().to_owned(),
        site_name: service.config().site.name.clone(),
        secure,
    }));
    request.extensions_mut().insert(visitor.clone());
    Ok(visitor)
}

impl FromRequest for Visitor {
    type Error = Fault;
    type Future = LocalBoxFuture<'static, Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Ok(look_up(&request).await?) })
    }
}

/// What stands around an error page: the visitor's own site bar where the handler came as far as looking them up.
pub fn chrome_of(request: &HttpRequest) -> Chrome {
    if let Some(visitor) = request.extensions().get::<Visitor>() {
        return visitor.chrome();
    }
    let site = request.app_data::<web::Data<Service>>().map(|s| &s.config().site);
    Chrome::plain(site.map_or("Houselights", |s| s.name.as_str()), request.path())
}

/// The address of the client: the peer's, or, when the peer is a listed proxy, the last address in `X-Forwarded-For`
/// that is not itself a listed proxy.
pub struct ClientAddress(pub IpAddr);

impl FromRequest for ClientAddress {
    type Error = Fault;
    type Future = std::future::Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(client_address(request).map(Self))
    }
}

/// From where somebody signs in.
pub struct Device(pub Origin);

impl FromRequest for Device {
    type Error = Fault;
    type Future = std::future::Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let agent = request.headers().get(header::USER_AGENT);
        let browser = Browser::of(agent.and_then(|agent| agent.to_str().ok()).unwrap_or_default());
        std::future::ready(client_address(request).map(|address| Self(Origin { address, browser })))
    }
}

fn client_address(request: &HttpRequest) -> Result<IpAddr, Fault> {
    let peer = request.peer_addr().map(|a| a.ip().to_canonical());
    let peer = peer.ok_or(Fault::Request(StatusCode::BAD_REQUEST, "error-request-client"))?;
    let trusted = request
        .app_data::<web::Data<Service>>()
        .map(|s| s.config().server.trusted_proxies.as_slice());
    let trusted = trusted.unwrap_or_default();
    let forwarded: Vec<&str> = request
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .collect();
    Ok(behind_proxies(peer, &forwarded, trusted))
}

fn behind_proxies(peer: IpAddr, forwarded: &[&str], trusted: &[ipnet::IpNet]) -> IpAddr {
    let is_proxy = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    let mut client = peer;
    for hop in forwarded.iter().rev() {
        if !is_proxy(&client) {
            break;
        }
        match hop.trim().parse::<IpAddr>() {
            Ok(address) => client = address.to_canonical(),
            Err(_) => break,
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn only_listed_proxies_are_believed_about_the_client() {
        let trusted = ["127.0.0.0/8".parse().unwrap(), "10.0.0.0/8".parse().unwrap()];
        assert_eq!(
            behind_proxies(ip("203.0.113.9"), &["1.2.3.4"], &trusted),
            ip("203.0.113.9")
        );
        assert_eq!(
            behind_proxies(ip("127.0.0.1"), &["1.2.3.4", " 10.0.0.7"], &trusted),
            ip("1.2.3.4")
        );
        assert_eq!(
            behind_proxies(ip("127.0.0.1"), &["6.6.6.6", "1.2.3.4"], &trusted),
            ip("1.2.3.4"),
            "a forged first hop"
        );
        assert_eq!(behind_proxies(ip("127.0.0.1"), &["rubbish"], &trusted), ip("127.0.0.1"));
        assert_eq!(behind_proxies(ip("127.0.0.1"), &[], &[]), ip("127.0.0.1"));
    }
}
