//! What is refused by the look of a URL alone.

use std::sync::Arc;

use http::Extensions;
use ipnet::IpNet;
use reqwest::{Request, Response};
use reqwest_middleware::{Error, Middleware, Next};
use url::{Host, Url};

use super::{address::refusal, error::NetError};

/// The rules for URLs. The same rules stand in front of the client that libraries get.
#[derive(Debug)]
pub(super) struct UrlGuard {
    pub(super) allowed: Arc<[IpNet]>,
    pub(super) allow_http: bool,
    pub(super) allow_ports: bool,
}

impl UrlGuard {
    pub(super) fn check(&self, url: &Url) -> Result<(), NetError> {
        let refuse = |reason| {
            // Without path, query and credentials: those may be secrets.
            let host = url
                .host_str()
                .map(|host| host.chars().take(100).collect::<String>())
                .unwrap_or_default();
            Err(NetError::BadUrl {
                url: format!("{}://{host}", url.scheme()),
                reason,
            })
        };
        match url.scheme() {
            "https" => {}
            "http" if self.allow_http => {}
            "http" => return refuse("plain http is not used between servers"),
            _ => return refuse("only https is spoken"),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("it holds a user name or password");
        }
        if url.port().is_some() && !self.allow_ports {
            return refuse("it names a port");
        }
        if url.as_str().len() > 4096 {
            return refuse("it is longer than 4096 characters");
        }
        // reqwest does not ask the resolver about literal addresses, so they are judged here. The url crate has already
        // turned decimal, octal, hexadecimal and short forms into plain ones.
        let address = match url.host() {
            None => return refuse("it has no host"),
            Some(Host::Domain(name)) if name.ends_with('.') => return refuse("its host ends in a dot"),
            Some(Host::Domain(_)) => return Ok(()),
            Some(Host::Ipv4(address)) => address.into(),
            Some(Host::Ipv6(address)) => address.into(),
        };
        match refusal(address, &self.allowed) {
            None => Ok(()),
            Some(class) => Err(NetError::ForbiddenAddress {
                host: address.to_string(),
                address,
                class,
            }),
        }
    }
}

#[async_trait::async_trait]
impl Middleware for UrlGuard {
    async fn handle(
        &self,
        request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> reqwest_middleware::Result<Response> {
        self.check(request.url()).map_err(Error::middleware)?;
        next.run(request, extensions).await
    }
}
