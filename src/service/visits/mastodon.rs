//! The Mastodon API as far as it is needed: introducing ourselves, a token for a code, who that is, and a post in their name.

use crate::domain::message::Message;
use crate::domain::visit::OauthApp;
use crate::env::{GetRequest, Net, NetError, Response};
use crate::service::Error;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use oauth2::basic::BasicClient;
use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse, TokenUrl,
};
use serde::Deserialize;
use url::Url;

/// The least that says who somebody is. Mastodon has had `profile` for that since 4.3; the others know only this.
const READ: &str = "read:accounts";
/// What posting needs: finding the review there, and the post itself.
const POST: [&str; 2] = ["read:search", "write:statuses"];
const JSON: &str = "application/json";

type Client = BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// An account as its server describes it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Account {
    /// Without a host.
    pub username: String,
    /// The human page.
    pub url: Url,
}

#[derive(Deserialize)]
struct Registered {
    client_id: String,
    client_secret: String,
}

#[derive(Deserialize)]
struct Searched {
    #[serde(default)]
    statuses: Vec<Status>,
}

#[derive(Deserialize)]
struct Status {
    id: String,
    uri: Url,
}

fn scopes(may_post: bool) -> Vec<&'static str> {
    let more = POST.iter().copied().filter(move |_| may_post);
    [READ].into_iter().chain(more).collect()
}

fn client(app: &OauthApp, redirect: &Url) -> Result<Client, Error> {
    let at = |path: &str| app.origin.join(path).map_err(|e| Error::Internal(e.to_string()));
    Ok(BasicClient::new(ClientId::new(app.client_id.clone()))
        .set_client_secret(ClientSecret::new(app.client_secret.clone()))
        .set_auth_uri(AuthUrl::from_url(at("/oauth/authorize")?))
        .set_token_uri(TokenUrl::from_url(at("/oauth/token")?))
        .set_redirect_uri(RedirectUrl::from_url(redirect.clone())))
}

/// Where somebody signs in, and says yes.
pub(super) fn authorize_url(
    app: &OauthApp,
    redirect: &Url,
    state: &str,
    verifier: &str,
    may_post: bool,
) -> Result<Url, Error> {
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier.to_owned()));
    let client = client(app, redirect)?;
    let wanted = client
        .authorize_url(|| CsrfToken::new(state.to_owned()))
        .add_scopes(scopes(may_post).into_iter().map(|scope| Scope::new(scope.to_owned())))
        .set_pkce_challenge(challenge);
    Ok(wanted.url().0)
}

/// The API of one server.
pub(super) struct Api<'a> {
    net: &'a Net,
    origin: &'a Url,
}

impl<'a> Api<'a> {
    /// The API there.
    pub fn at(net: &'a Net, origin: &'a Url) -> Self {
        Self { net, origin }
    }

    fn host(&self) -> &str {
        self.origin.host_str().unwrap_or_default()
    }

    fn silent(&self, error: &NetError) -> Error {
        Error::Remote(error.message())
    }

    /// Its answer makes no sense to us.
    fn stranger(&self) -> Error {
        Error::Remote(Message::new("visit-no-api").with("host", self.host()))
    }

    /// It said no.
    fn refused(&self, status: http::StatusCode) -> Error {
        let message = Message::new("visit-refused")
            .with("host", self.host())
            .with("status", i64::from(status.as_u16()));
        Error::Remote(message)
    }

    fn read<T: serde::de::DeserializeOwned>(&self, answer: &Response) -> Result<T, Error> {
        if !answer.status.is_success() {
            return Err(match answer.status.as_u16() {
                404 | 405 | 406 | 410 | 501 => self.stranger(),
                _ => self.refused(answer.status),
            });
        }
        serde_json::from_slice(&answer.body).map_err(|_| self.stranger())
    }

    async fn post(&self, path: &str, mut headers: HeaderMap, form: &[(&str, &str)]) -> Result<Response, Error> {
        let url = self.origin.join(path).map_err(|e| Error::Internal(e.to_string()))?;
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        );
        headers.insert(http::header::ACCEPT, HeaderValue::from_static(JSON));
        self.net
            .post(&url, headers, body)
            .await
            .map_err(|error| self.silent(&error))
    }

    /// Introduces this server (RFC 7591 in all but name).
    pub async fn register(&self, name: &str, redirect: &Url, website: &Url) -> Result<OauthApp, Error> {
        let scopes = scopes(true).join(" ");
        let form = [
            ("client_name", name),
            ("redirect_uris", redirect.as_str()),
            ("scopes", scopes.as_str()),
            ("website", website.as_str()),
        ];
        let answer = self.post("/api/v1/apps", HeaderMap::new(), &form).await?;
        let registered: Registered = self.read(&answer)?;
        Ok(OauthApp {
            origin: self.origin.clone(),
            client_id: registered.client_id,
            client_secret: registered.client_secret,
        })
    }

    /// A token for a code.
    pub async fn exchange(&self, app: &OauthApp, redirect: &Url, code: &str, verifier: &str) -> Result<String, Error> {
        let send = |request: HttpRequest| async move {
            let url = Url::parse(&request.uri().to_string()).map_err(|_| NetError::BadUrl {
                url: request.uri().to_string(),
                reason: "not an address",
            })?;
            let (parts, body) = request.into_parts();
            let answer = self.net.post(&url, parts.headers, body).await?;
            let mut response = HttpResponse::new(answer.body);
            *response.status_mut() = answer.status;
            *response.headers_mut() = answer.headers;
            Ok::<_, NetError>(response)
        };
        let token = client(app, redirect)?
            // Mastodon and its kin read the secret from the form only.
            .set_auth_type(oauth2::AuthType::RequestBody)
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned()))
            .request_async(&send)
            .await;
        match token {
            Ok(token) => Ok(token.access_token().secret().clone()),
            Err(oauth2::RequestTokenError::Request(error)) => Err(self.silent(&error)),
            Err(oauth2::RequestTokenError::ServerResponse(_)) => Err(self.refused(http::StatusCode::BAD_REQUEST)),
            Err(_) => Err(self.stranger()),
        }
    }

    async fn get(&self, path: &str, token: &str, query: &[(&str, &str)]) -> Result<Response, Error> {
        let mut url = self.origin.join(path).map_err(|e| Error::Internal(e.to_string()))?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let mut request = GetRequest::new(url, JSON);
        request.headers = bearer(token)?;
        request.follow_redirects = false;
        let answer = self.net.get(&request, None).await;
        answer.map_err(|error| self.silent(&error))
    }

    /// Who the token is of.
    pub async fn verify_credentials(&self, token: &str) -> Result<Account, Error> {
        self.read(&self.get("/api/v1/accounts/verify_credentials", token, &[]).await?)
    }

    /// What that server calls something of ours; it fetches it when it does not know it yet.
    pub async fn find_status(&self, token: &str, object: &Url) -> Result<String, Error> {
        let query = [
            ("q", object.as_str()),
            ("resolve", "true"),
            ("type", "statuses"),
            ("limit", "1"),
        ];
        let found: Searched = self.read(&self.get("/api/v2/search", token, &query).await?)?;
        let status = found.statuses.into_iter().next();
        let not_found = || Error::Remote(Message::new("visit-not-found").with("host", self.host()));
        status.map(|status| status.id).ok_or_else(not_found)
    }

    /// Posts in the name of whoever the token is of; gives back the ActivityPub id.
    pub async fn post_status(&self, token: &str, text: &str, answers: &str, once: &str) -> Result<Url, Error> {
        let mut headers = bearer(token)?;
        let key = HeaderValue::from_str(once).map_err(|e| Error::Internal(e.to_string()))?;
        headers.insert(HeaderName::from_static("idempotency-key"), key);
        let form = [("status", text), ("in_reply_to_id", answers), ("visibility", "public")];
        let answer = self.post("/api/v1/statuses", headers, &form).await?;
        let status: Status = self.read(&answer)?;
        Ok(status.uri)
    }

    /// Gives a token back. A server that does not take it is no reason for anything: it ends by itself there.
    pub async fn revoke(&self, app: &OauthApp, token: &str) {
        let form = [
            ("client_id", app.client_id.as_str()),
            ("client_secret", app.client_secret.as_str()),
            ("token", token),
        ];
        if let Err(reason) = self.post("/oauth/revoke", HeaderMap::new(), &form).await {
            tracing::debug!(visit.host = self.host(), %reason, "a token was not taken back");
        }
    }
}

fn bearer(token: &str) -> Result<HeaderMap, Error> {
    let mut value =
        HeaderValue::from_str(&format!("Bearer {token}")).map_err(|e| Error::Internal(format!("bad token: {e}")))?;
    value.set_sensitive(true);
    Ok(HeaderMap::from_iter([(AUTHORIZATION, value)]))
}
